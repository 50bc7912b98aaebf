"""Cold and warm check of many mixed creatives, against Pillow that only decodes them.

    python benchmarks/speed.py [--files 1000] [--rounds 3]

Cold is with an empty cache in a new place, warm with the cache that the cold run filled. All runs are whole
processes, taken in turn. The JSON reports of cold and warm must be the same bytes.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from adqa.platform_support import usable_cores
from make_many import make_many
from measure import Measured, in_turn, measure, ratio, seconds

FINDINGS = 1


def main() -> None:
    """Prints the ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    cores = usable_cores()
    with tempfile.TemporaryDirectory(prefix="adqa-benchmark-") as name:
        place = Path(name)
        make_many(place / "files", options.files)
        turn = 0

        def check(report: str, cache: Path) -> Measured:
            command = [
                sys.executable,
                "-m",
                "adqa",
                "check",
                str(place / "files"),
                "--spec",
                "google-ads/uploaded-image",
            ]
            command += [
                "-f",
                f"json={place / report}",
                "--quiet",
                "--as-of",
                "2026-05-11",
                "--jobs",
                str(cores),
            ]
            return measure(command, environment={"ADQA_CACHE_DIR": str(cache)}, ok=(0, FINDINGS))

        def cold() -> Measured:
            nonlocal turn
            turn += 1
            return check("cold.json", place / f"cache-{turn}")

        def warm() -> Measured:
            return check("warm.json", place / f"cache-{turn}")

        def pillow() -> Measured:
            script = Path(__file__).with_name("pillow_decode.py")
            return measure([sys.executable, str(script), str(place / "files"), str(cores)])

        cold_runs, warm_runs, pillow_runs = in_turn(options.rounds, cold, warm, pillow)
        same = (place / "cold.json").read_bytes() == (place / "warm.json").read_bytes()
    print(f"{options.files} files, {cores} worker processes, median of {options.rounds} rounds taken in turn")
    print(f"cold check      {seconds(cold_runs):.2f} s")
    print(f"warm check      {seconds(warm_runs):.2f} s")
    print(f"Pillow decode   {seconds(pillow_runs):.2f} s")
    print(f"cold / Pillow   {ratio(cold_runs, pillow_runs):.2f} (goal: at most 1.5)")
    print(f"cold / warm     {ratio(cold_runs, warm_runs):.2f} (goal: at least 5 at 10,000 files)")
    print(f"cold and warm report are {'the same bytes' if same else 'DIFFERENT'}")
    sys.exit(0 if same else 1)


if __name__ == "__main__":
    main()
