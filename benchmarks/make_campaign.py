"""Writes a campaign of any size: a trafficking sheet and what the studios delivered for it.

    python benchmarks/make_campaign.py FOLDER [--placements 500]

Every placement books four sizes, each its own creative and its own row of the sheet: 500 placements are
2,000 rows. As many files as rows are delivered. Of a hundred of them 92 are as booked and named, and eight
are not: two are a pixel too high, two too heavy, two named only by placement and size, and two not booked
at all, so that what was booked in their place is missing.
"""

from __future__ import annotations

import argparse
import os
import sys
from concurrent.futures import ProcessPoolExecutor
from datetime import date, datetime, timedelta
from functools import cache, partial
from pathlib import Path

import xlsxwriter
from PIL import Image

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "fixtures"))

import art
import encode
from art import Look, Words

SIZES = (300, 250), (728, 90), (300, 600), (320, 50)
PLACES = "Home", "TV category", "Search", "Deals", "Product page", "App", "Cart", "Gift guide"
STUDIOS = {
    "Northpeak Studio": "jo.park@northpeak.example",
    "Fern & Field": "ana@fernandfield.example",
    "House studio": "studio@lumen.example",
    "Blue Kite": "traffic@bluekite.example",
}
START = date(2026, 5, 21)
SHEET = "Lumen_trafficking_v7.xlsx"
HEADER_ROW = 4
COLUMNS = (
    *("Placement ID", "Placement Name", "Ad Size", "Creative Name", "Start Date", "End Date", "Max KB"),
    *("Landing Page URL", "Partner", "Partner Email", "Rate", "Notes"),
)
MAX_KB = 150
_LOOKS: tuple[Look, ...] = ("night", "offer")
_FAULTS = {
    7: "high",
    57: "high",
    19: "heavy",
    69: "heavy",
    31: "loose",
    81: "loose",
    43: "other",
    93: "other",
}
"""Of each hundred files, which are not as booked."""
_SMALL = 200
"""Below so many files, starting processes takes longer than it saves."""


def make_campaign(folder: Path, placements: int) -> None:
    """Writes the sheet and the files into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for studio in STUDIOS:
        (folder / studio).mkdir(exist_ok=True)
    _write_sheet(folder / SHEET, placements)
    numbers, write = range(placements * len(SIZES)), partial(_write_file, folder)
    if len(numbers) < _SMALL:
        for number in numbers:
            write(number)
        return
    with ProcessPoolExecutor(min(8, os.cpu_count() or 1)) as pool:
        for _ in pool.map(write, numbers, chunksize=25):
            pass


def _creative(number: int) -> str:
    placement, size = divmod(number, len(SIZES))
    width, height = SIZES[size]
    return f"Lumen_Aurora_P{placement:04}_{width}x{height}"


def _studio(number: int) -> str:
    return list(STUDIOS)[number // len(SIZES) % len(STUDIOS)]


def _write_sheet(file: Path, placements: int) -> None:
    book = xlsxwriter.Workbook(file)
    book.set_properties({"created": datetime(2026, 5, 4)})
    tab = book.add_worksheet("Traffic")
    bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "m/d/yyyy"})
    tab.write_row(0, 0, ("Campaign", "Aurora launch"), bold)
    tab.write_row(1, 0, ("Advertiser", "Lumen TV"))
    tab.write_row(HEADER_ROW - 1, 0, COLUMNS, bold)
    for number in range(placements * len(SIZES)):
        placement, size = divmod(number, len(SIZES))
        row, studio = HEADER_ROW + number, _studio(number)
        start = datetime.combine(START + timedelta(days=placement % 14), datetime.min.time())
        place = f"{PLACES[placement % len(PLACES)]} {placement // len(PLACES) + 1}"
        width, height = SIZES[size]
        tab.write_row(row, 0, (f"P{placement:04}", place, f"{width}x{height}", _creative(number)))
        tab.write_datetime(row, 4, start, day)
        tab.write_datetime(row, 5, start + timedelta(days=27), day)
        tab.write_row(row, 6, (MAX_KB, f"https://www.bestbuy.com/site/aurora/{6500000 + placement}.p"))
        tab.write_row(row, 8, (studio, STUDIOS[studio], 4.5))
    tab.freeze_panes(HEADER_ROW, 0)
    tab.autofilter(HEADER_ROW - 1, 0, HEADER_ROW + placements * len(SIZES) - 1, len(COLUMNS) - 1)
    book.close()


def _write_file(folder: Path, number: int) -> None:
    width, height = SIZES[number % len(SIZES)]
    fault, name = _FAULTS.get(number % 100), _creative(number)
    if fault == "high":
        height += 1
    look = _LOOKS[number // len(SIZES) % 2]
    picture = art.with_price(
        _drawing(width, height, look), look, f"${10 + number // 100:,}.{number % 100:02}"
    )
    data = encode.jpeg(picture, 80)
    if fault == "heavy":
        data += bytes(160_000 - len(data))
    elif fault == "loose":
        name = f"{name.split('_')[2]} final {width}x{height}"
    elif fault == "other":
        name = f"Winter_sale_{number:05}_{width}x{height}"
    (folder / _studio(number) / f"{name}.jpg").write_bytes(data)


@cache
def _drawing(width: int, height: int, look: Look) -> Image.Image:
    words = Words(price="") if look == "night" else Words(headline="Save $200 on Aurora.", price="")
    return art.banner(width, height, look, words, seed=1, grain=0)


def main() -> None:
    """The program."""
    parser = argparse.ArgumentParser(description="Writes a campaign: a sheet and the files for it.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--placements", type=int, default=500)
    options = parser.parse_args()
    make_campaign(options.folder, options.placements)
    weights = [file.stat().st_size for file in options.folder.rglob("*") if file.is_file()]
    print(f"{len(weights)} files, {sum(weights):,} bytes in {options.folder}")


if __name__ == "__main__":
    main()
