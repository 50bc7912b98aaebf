"""A whole campaign, checked, matched and reported: how time grows with its files, and where it goes.

    python benchmarks/campaign.py [--placements 63 125 250 500] [--rounds 1]

Each placement books four sizes, so 500 placements are 2,000 rows of the sheet and 2,000 files (see
make_campaign.py). Every run is the account manager's command, `adqa check FOLDER`: the sheet found and read,
files measured and matched, everything judged, page, workbook, lists and mails written, the check recorded.
Cold is with an empty cache, warm with the cache that the cold run filled. All runs are whole processes; the
sizes are taken in turn in each round. How it grows is told by processor time, which a busy machine changes
little. The parts are timed inside one further warm run of each size, without its workers.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from make_campaign import SIZES, make_campaign
from measure import Measured, measure, seconds

FINDINGS = 1
PARTS = {
    "sheet": ("adqa.campaign.find:find_sheets", "adqa.campaign.find:read_house_campaign"),
    "files": ("adqa.delivery:discover", "adqa.commands.check:_Check._inspected"),
    "match": ("adqa.campaign.run:CampaignRun.__init__", "adqa.campaign.run:CampaignRun.match"),
    "judge": (
        "adqa.commands.check:_Check._judge",
        "adqa.commands.check:_Check._relations",
        "adqa.campaign.recording:record_campaign",
    ),
    "page": ("adqa.output:write_report",),
    "workbook": ("adqa.report.files:_annotated",),
    "mails": ("adqa.report.send:write_mails",),
    "record": ("adqa.records.checked:record_check",),
}
"""Part → the functions it is timed by; time in a function of another part counts for that one."""


def main() -> None:
    """Prints the table, and with `--parts FOLDER` the seconds of one check by part."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--placements", type=int, nargs="+", default=[63, 125, 250, 500])
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--parts", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.parts:
        print(json.dumps(_parts(options.parts)))
        return
    with tempfile.TemporaryDirectory(prefix="adqa-benchmark-") as name:
        campaigns = [_Campaign(Path(name, str(count)), count) for count in options.placements]
        for _ in range(options.rounds):
            for one in campaigns:
                one.measure()
        _print_growth(campaigns)
        _print_parts(campaigns)


@dataclass(frozen=True, slots=True)
class _Run:
    """A finished check."""

    done: Measured
    processor: float
    """Seconds of processor time, its workers' among them."""


class _Campaign:
    """A campaign on disk with what was measured of it."""

    def __init__(self, place: Path, placements: int) -> None:
        self.folder = place / "in"
        self.files = placements * len(SIZES)
        self.cold: list[_Run] = []
        self.warm: list[_Run] = []
        self._place = place
        make_campaign(self.folder, placements)

    def measure(self) -> None:
        """One cold and one warm run."""
        shutil.rmtree(self._place / "cache", ignore_errors=True)
        self.cold.append(self._checked())
        self.warm.append(self._checked())

    def parts(self) -> dict[str, float]:
        """Seconds by part of one warm run."""
        self._forget()
        command = [sys.executable, __file__, "--parts", str(self.folder)]
        done = subprocess.run(command, env=self._environment(), check=True, stdout=subprocess.PIPE, text=True)
        found: dict[str, float] = json.loads(done.stdout)
        return found

    def _checked(self) -> _Run:
        self._forget()
        command = [sys.executable, "-m", "adqa", *_arguments(self.folder)]
        before = os.times()
        done = measure(command, environment=self._environment(), ok=(0, FINDINGS))
        after = os.times()
        spent = after.children_user + after.children_system - before.children_user - before.children_system
        return _Run(done, spent)

    def _forget(self) -> None:
        """Each check is the first of its campaign: what the last one wrote would be read again."""
        shutil.rmtree(self.folder / ".adqa", ignore_errors=True)
        shutil.rmtree(self._place / "adqa-report", ignore_errors=True)

    def _environment(self) -> dict[str, str]:
        return {**os.environ, "ADQA_CACHE_DIR": str(self._place / "cache")}


def _arguments(folder: Path) -> list[str]:
    return ["check", str(folder), "--quiet", "--as-of", "2026-05-11"]


def _print_growth(campaigns: Sequence[_Campaign]) -> None:
    base = [_each(one, campaigns[0].files) for one in (campaigns[0].cold, campaigns[0].warm)]
    print(f"{'files':>7} {'cold':>8} {'warm':>8} {'cold a file':>17} {'warm a file':>17} {'peak':>8}")
    for one in campaigns:
        cells = [f"{seconds([run.done for run in runs]):>6.1f} s" for runs in (one.cold, one.warm)]
        for runs, first in zip((one.cold, one.warm), base, strict=True):
            each = _each(runs, one.files)
            cells.append(f"{each * 1000:>7.1f} ms {each / first:>5.2f}x")
        peak = max(run.done.peak_bytes for run in (*one.cold, *one.warm))
        print(f"{one.files:>7,} {' '.join(cells)} {peak / 1e6:>5.0f} MB")
    few = campaigns[0].files
    print(f"Processor time of a file, also as a multiple of that at {few:,} files (goal: at most 1)")


def _each(runs: Sequence[_Run], files: int) -> float:
    """Seconds of processor time that a file takes, the median of some runs."""
    return statistics.median(run.processor for run in runs) / files


def _print_parts(campaigns: Sequence[_Campaign]) -> None:
    found = [(one.files, one.parts()) for one in campaigns]
    base = {part: spent / found[0][0] for part, spent in found[0][1].items()}
    print(f"\n{'files':>7} " + " ".join(f"{part:>12}" for part in base))
    for files, parts in found:
        whole = sum(parts.values())
        cells = [
            f"{spent / whole:>5.0%} {spent / files / base[part]:>5.2f}x" if base[part] else f"{'-':>12}"
            for part, spent in parts.items()
        ]
        print(f"{files:>7,} " + " ".join(cells))
    print("Share of the processor time of a warm run, and of a file as a multiple of that in the first line")


def _parts(folder: Path) -> dict[str, float]:
    """Runs one check in this process; seconds by part, `start` being what no part is timed for."""
    clock = _Clock()
    for part, names in PARTS.items():
        for name in names:
            _wrap(name, part, clock)
    cli = import_module("adqa.cli")
    sys.argv = ["adqa", *_arguments(folder)]
    stdout, sys.stdout = sys.stdout, sys.stderr
    try:
        clock.timed("start", cli.main)()
    except SystemExit as end:
        if end.code not in (0, FINDINGS):
            raise
    finally:
        sys.stdout = stdout
    return {part: clock.spent[part] for part in ("start", *PARTS)}


class _Clock:
    """Adds up the time of parts; while one runs inside another, only the inner one's goes on."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = defaultdict(float)
        self._running: list[str] = []
        self._since = 0.0

    def timed(self, part: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function, timed."""

        def timed(*given: Any, **named: Any) -> Any:
            self._switch()
            self._running.append(part)
            try:
                return function(*given, **named)
            finally:
                self._switch()
                self._running.pop()

        return timed

    def _switch(self) -> None:
        now = time.process_time()
        if self._running:
            self.spent[self._running[-1]] += now - self._since
        self._since = now


def _wrap(name: str, part: str, clock: _Clock) -> None:
    """Puts a timed function wherever the modules loaded so far refer to it."""
    module, _, path = name.partition(":")
    import_module("adqa.commands.check")
    import_module("adqa.report.files")
    owner: Any = import_module(module)
    *outer, last = path.split(".")
    for step in outer:
        owner = getattr(owner, step)
    before = getattr(owner, last)
    timed = clock.timed(part, before)
    setattr(owner, last, timed)
    for loaded in [one for key, one in sys.modules.items() if key.startswith("adqa")]:
        if getattr(loaded, last, None) is before:
            setattr(loaded, last, timed)


if __name__ == "__main__":
    main()
