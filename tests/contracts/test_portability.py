"""Calls that only some systems have stand in one module, behind a question which system this is."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import adqa

SOURCE = Path(adqa.__file__).parent
ONE_PLACE = "platform_support.py"
MODULES = {"fcntl", "grp", "msvcrt", "pwd", "resource", "select", "signal", "termios", "tty", "winreg"}
CALLS = {
    *(
        "fork",
        "forkpty",
        "getegid",
        "geteuid",
        "getgid",
        "getpgid",
        "getuid",
        "kill",
        "killpg",
        "mkfifo",
        "nice",
    ),
    *("posix_spawn", "sched_getaffinity", "setpgid", "setsid", "startfile", "uname", "wait", "waitpid"),
}


@pytest.mark.parametrize(
    "file", sorted(file for file in SOURCE.rglob("*.py") if file.name != ONE_PLACE), ids=lambda one: one.stem
)
def test_no_call_that_only_some_systems_have(file: Path) -> None:
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            assert not MODULES & {one.name for one in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.module not in MODULES
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "os":
            assert node.attr not in CALLS


def test_text_is_read_and_written_as_utf_8_everywhere() -> None:
    for file in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                if node.func.attr == "read_text":
                    assert node.args or node.keywords, f"{file}:{node.lineno} reads in the system's encoding"
                elif node.func.attr == "write_text":
                    assert len(node.args) + len(node.keywords) > 1, f"{file}:{node.lineno}"
