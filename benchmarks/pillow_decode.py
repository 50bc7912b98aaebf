"""The yardstick: Pillow decodes every frame of the same files, in the same number of processes."""

from __future__ import annotations

import multiprocessing
import sys
from pathlib import Path

from PIL import Image, ImageSequence

CHUNK = 8
"""Files handed to a process at a time, as adqa does."""


def decode(path: str) -> int:
    """Decodes every frame; gives their number."""
    with Image.open(path) as image:
        return sum(1 for frame in ImageSequence.Iterator(image) if frame.load() is not None)


def main(folder: str, processes: str) -> None:
    """Decodes everything in a folder."""
    files = sorted(str(path) for path in Path(folder).rglob("*") if path.is_file())
    with multiprocessing.get_context("spawn").Pool(int(processes)) as pool:
        frames = sum(pool.imap_unordered(decode, files, CHUNK))
    print(f"{len(files)} files, {frames} frames")


if __name__ == "__main__":
    main(*sys.argv[1:])
