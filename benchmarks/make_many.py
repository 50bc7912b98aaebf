"""Writes any number of different banners into a folder, the same ones for the same seed.

    python benchmarks/make_many.py FOLDER [--count 1000] [--seed 1]

Some fifty drawings of the demo's product are made once; each file is one of them in other colours, with its
own price, format and quality, so that no two files hold the same picture. Formats are mixed roughly as in
deliveries: of a hundred files 64 are JPEG, 18 PNG, 11 GIF (animated), 5 WebP and 2 AVIF.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
from concurrent.futures import ProcessPoolExecutor
from functools import cache, partial
from pathlib import Path

from PIL import Image

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "fixtures"))

import art
import encode
from art import Look, Words

SIZES = (300, 250), (728, 90), (970, 250), (300, 600), (320, 50), (1200, 628)
SIZE_WEIGHTS = 34, 18, 12, 12, 14, 10
ANIMATED = (300, 250), (728, 90), (300, 600)
LOSSLESS = (300, 250), (728, 90), (300, 600), (320, 50)
LARGE = 400_000
"""Pixels from which a JPEG is saved at a lower quality, as designers do to stay within a limit."""
FORMATS = {"jpg": 64, "png": 18, "gif": 11, "webp": 5, "avif": 2}
LOOKS: tuple[Look, ...] = ("night", "offer")
A_FOLDER = 250
"""Files in one folder; a partner rarely sends more."""
SMALL = 200
"""Below so many files, starting processes takes longer than it saves."""


def make_many(folder: Path, count: int, seed: int = 1) -> None:
    """Writes `count` files below `folder`."""
    for batch in range(-(-count // A_FOLDER)):
        (folder / f"batch-{batch:03}").mkdir(parents=True, exist_ok=True)
    write = partial(_write, folder, seed)
    if count < SMALL:
        for index in range(count):
            write(index)
        return
    with ProcessPoolExecutor(min(8, os.cpu_count() or 1)) as pool:
        for _ in pool.map(write, range(count), chunksize=25):
            pass


def _write(folder: Path, seed: int, index: int) -> None:
    chance = random.Random(f"{seed}:{index}")
    extension = chance.choices(list(FORMATS), list(FORMATS.values()))[0]
    size = _size(extension, chance)
    look, variant = chance.choice(LOOKS), chance.randrange(2)
    # Prices count up with the file, so two files never say the same.
    price = f"${10 + index // 100:,}.{index % 100:02}"
    name = f"Aurora_{index:05}_{size[0]}x{size[1]}.{extension}"
    data = (
        _animation(size, look, price, chance)
        if extension == "gif"
        else _still(size, look, variant, price, extension, chance)
    )
    (folder / f"batch-{index // A_FOLDER:03}" / name).write_bytes(data)


def _size(extension: str, chance: random.Random) -> tuple[int, int]:
    if extension in ("gif", "png"):
        return chance.choice(ANIMATED if extension == "gif" else LOSSLESS)
    return chance.choices(SIZES, SIZE_WEIGHTS)[0]


def _still(
    size: tuple[int, int], look: Look, variant: int, price: str, extension: str, chance: random.Random
) -> bytes:
    photo = extension != "png" or (size == (300, 250) and chance.random() < 0.4)
    picture = _recoloured(_drawing(size, look, variant, photo), chance)
    picture = art.with_price(picture, look, price)
    match extension:
        case "jpg":
            large = size[0] * size[1] > LARGE
            quality = chance.randint(60, 72) if large else chance.randint(76, 93)
            return encode.jpeg(
                picture, quality, fine=chance.random() < 0.3, progressive=chance.random() < 0.2
            )
        case "png":
            return encode.png(picture, level=6)
        case "webp":
            return encode.webp(picture, chance.randint(70, 90))
        case _:
            return encode.avif(picture, chance.randint(55, 75))


def _animation(size: tuple[int, int], look: Look, price: str, chance: random.Random) -> bytes:
    frames, plain = _frames(size, look)
    last = art.with_price(plain, look, price).quantize(palette=frames[0], dither=Image.Dither.NONE)
    scene = chance.randrange(1500, 3500, 250)
    frames = [*frames[:-1], last]
    return encode.gif_of(frames, [scene] * len(frames), plays=chance.choice((1, 2, None)))


@cache
def _drawing(size: tuple[int, int], look: Look, variant: int, photo: bool) -> Image.Image:
    words = Words(price="") if look == "night" else Words(headline="Save $200 on Aurora.", price="")
    return art.banner(*size, look, words, seed=1 + variant, grain=3.0 if photo else 0.0)


@cache
def _frames(size: tuple[int, int], look: Look) -> tuple[list[Image.Image], Image.Image]:
    """The scenes with one palette, and the last scene in full colour."""
    lines = [Words(headline=line, price="", call="", legal="") for line in ("Tonight.", "This week only.")]
    scenes = art.scenes(*size, look, [*lines, Words(price="")], grain=1.0)
    return encode.with_common_palette(scenes, 64, dither=size[0] != 300 or size[1] != 600), scenes[-1]


def _recoloured(picture: Image.Image, chance: random.Random) -> Image.Image:
    """Other brightness in each channel: cheap, and every pixel takes part."""
    table: list[int] = []
    for _ in range(3):
        gain = chance.uniform(0.86, 1.08)
        table += [min(255, round(value * gain)) for value in range(256)]
    return picture.point(table)


def main() -> None:
    """The program."""
    parser = argparse.ArgumentParser(description="Writes many different banners into a folder.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    make_many(options.folder, options.count, options.seed)
    weights = [file.stat().st_size for file in options.folder.rglob("*") if file.is_file()]
    print(f"{len(weights)} files, {sum(weights):,} bytes in {options.folder}")


if __name__ == "__main__":
    main()
