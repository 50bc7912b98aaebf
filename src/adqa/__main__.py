"""`python -m adqa`: the same as the console script."""

from __future__ import annotations

from adqa.cli import main

if __name__ == "__main__":
    main()
