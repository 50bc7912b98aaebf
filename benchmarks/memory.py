"""Peak memory of the main process at 1,000 and at 10,000 files with `-f json=FILE`.

python benchmarks/memory.py [--few 1000] [--many 10000]
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from make_many import make_many
from measure import measure

FINDINGS = 1


def main() -> None:
    """Prints what each further creative costs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--few", type=int, default=1_000)
    parser.add_argument("--many", type=int, default=10_000)
    options = parser.parse_args()
    peaks = {}
    with tempfile.TemporaryDirectory(prefix="adqa-benchmark-") as name:
        place = Path(name)
        for count in (options.few, options.many):
            make_many(place / str(count), count)
            command = [sys.executable, "-m", "adqa", "check", str(place / str(count)), "--quiet"]
            command += ["--spec", "google-ads/uploaded-image", "-f", f"json={place / 'report.json'}"]
            done = measure(command, environment={"ADQA_CACHE_DIR": str(place / "cache")}, ok=(0, FINDINGS))
            peaks[count] = done.peak_bytes
            print(f"{count:>6} files   peak {done.peak_bytes / 1e6:.1f} MB")
    each = (peaks[options.many] - peaks[options.few]) / (options.many - options.few)
    print(f"each further creative costs {each:,.0f} bytes (goal: at most 2,000)")


if __name__ == "__main__":
    main()
