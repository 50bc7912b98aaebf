"""Running the command as a user does, and small pictures to run it on."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from PIL import Image, ImageDraw


def run(
    *arguments: str | Path,
    cwd: Path | None = None,
    env: Mapping[str, str] | None = None,
    stdin: str | None = None,
) -> subprocess.CompletedProcess[str]:
    """`python -m adqa` with these arguments."""
    return _run([sys.executable, "-m", "adqa"], arguments, cwd, env, stdin)


def run_script(
    *arguments: str | Path,
    cwd: Path | None = None,
    env: Mapping[str, str] | None = None,
    stdin: str | None = None,
) -> subprocess.CompletedProcess[str]:
    """The console script with these arguments."""
    script = Path(sys.executable).with_name("adqa.exe" if os.name == "nt" else "adqa")
    return _run([str(script)], arguments, cwd, env, stdin)


def _run(
    command: Sequence[str],
    arguments: Sequence[str | Path],
    cwd: Path | None,
    env: Mapping[str, str] | None,
    stdin: str | None,
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*command, *map(str, arguments)],
        cwd=cwd,
        env={**os.environ, **(env or {})},
        input=stdin,
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="surrogateescape",
        check=False,
        timeout=120,
    )


def picture(
    width: int = 300, height: int = 250, *, format_: str = "PNG", seed: int = 0, comment: bytes = b""
) -> bytes:
    """A small picture that is no flat colour; another `seed` gives other bytes."""
    image = Image.linear_gradient("L").resize((width, height)).convert("RGB")
    draw = ImageDraw.Draw(image)
    draw.ellipse((seed % 40, 10, seed % 40 + 60, 70), fill=(200, seed % 256, 40))
    draw.text((10, height // 2), f"Banner {seed}", fill=(255, 255, 255))
    out = io.BytesIO()
    options = {"comment": comment} if comment else {}
    image.save(out, format_, **options)
    return out.getvalue()
