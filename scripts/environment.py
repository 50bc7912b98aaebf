"""The project's own virtual environment, made with what Python brings: venv and pip."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / ".venv"
PYTHON = FOLDER / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
_OLDEST = (3, 11)
_GROUPS_FROM = "pip>=25.1"
"""The first pip that installs dependency groups."""


def prepare(*what: str) -> None:
    """Makes the environment and installs `what` (arguments of `pip install`) into it."""
    if sys.version_info < _OLDEST:
        sys.exit(f"adqa needs Python {_OLDEST[0]}.{_OLDEST[1]} or newer; this is {sys.version.split()[0]}")
    if not PYTHON.exists():
        print(f"Making a virtual environment in {FOLDER.name}/", flush=True)
        venv.create(FOLDER, with_pip=True)
    print("Installing (a minute at the first time)", flush=True)
    for arguments in ([_GROUPS_FROM], what):
        run("-m", "pip", "install", "--quiet", "--disable-pip-version-check", *arguments)


def run(*arguments: str) -> None:
    """Runs the environment's Python at the top of the repository; ends this program if that fails."""
    code = call(*arguments)
    if code:
        sys.exit(code)


def call(*arguments: str) -> int:
    """Runs the environment's Python at the top of the repository and gives its exit code."""
    return subprocess.run([str(PYTHON), *arguments], cwd=ROOT, check=False).returncode
