"""Sets the project up for work on it and runs everything that must be clean: lint, types, tests."""

from __future__ import annotations

import sys

from environment import prepare, run

if __name__ == "__main__":
    prepare("--editable", ".", "--group", "dev")
    run("-m", "ruff", "check", ".")
    run("-m", "ruff", "format", "--check", ".")
    run("-m", "mypy")
    run("-m", "pytest", "--numprocesses", "auto", *sys.argv[1:])
