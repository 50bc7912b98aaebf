"""Start-up of `adqa --version` against `python -c "import click"`."""

from __future__ import annotations

import sys

from measure import in_turn, measure, ratio, seconds

ROUNDS = 21


def main() -> None:
    """Prints the ratio."""
    adqa, click = in_turn(
        ROUNDS,
        lambda: measure([sys.executable, "-m", "adqa", "--version"]),
        lambda: measure([sys.executable, "-c", "import click"]),
    )
    print(f"adqa --version  {seconds(adqa) * 1000:.0f} ms")
    print(f"import click    {seconds(click) * 1000:.0f} ms")
    print(f"ratio           {ratio(adqa, click):.2f} (goal: at most 1.5)")


if __name__ == "__main__":
    main()
