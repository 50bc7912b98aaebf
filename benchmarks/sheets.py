"""How sheets of others are read: what was understood of each column, what was not used, what was skipped.

    python benchmarks/sheets.py FILE...

A FILE is a sheet (workbook, CSV, TSV). Two kinds of public material that are no sheets are made into some:
rows as JSON, one object or a list of them; and pages that list the column names a system accepts for each
of its columns (Markdown), of which every spelling gets a sheet with one row. Public sources this was used on:

- shivannis/xandr-docs-public, xandr-docs/monetize/creative-spreadsheet-conventions.md
- aaronisaacs-glitch/33-agency-cm360-tagging-pipeline, requests/*.json
- honz/marketing-api-recipes, ads_creation/*.csv and ads_creation_samples/*.csv
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from adqa.campaign.model import Campaign
from adqa.campaign.sheets.read import read_campaign, receipt_lines
from adqa.errors import AdqaError

_ROW = re.compile(r"^\|\s*(?P<name>[^|]+?)\s*\|\s*(?P<spellings>For automatic [^|]+)\|", re.MULTILINE)
_SAMPLES = {
    "name": "Aurora_A_300x250",
    "image": "Aurora_A_300x250.jpg",
    "creative type": "banner",
    "external identifier": "448812",
    "landing page url": "https://www.bestbuy.com/site/aurora/6534615.p",
    "tracker": "https://t.example.net/p?r=%%CACHEBUSTER%%",
    "size": "300x250",
    "tag content": '<script src="https://t.example.net/t.js"></script>',
    "tag content secure": '<script src="https://t.example.net/t.js"></script>',
    "body text": "Every seat is the best seat.",
    "call to action": "Shop now",
    "sponsored by": "Lumen TV",
    "title": "Aurora is here",
}
"""What stands in the one row of a sheet made from a page: the values are ours, the headers are theirs."""


def main() -> None:
    """Prints how each sheet was read."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", type=Path, nargs="+")
    with tempfile.TemporaryDirectory(prefix="adqa-sheets-") as name:
        for file in parser.parse_args().files:
            for sheet in _sheets(file, Path(name)):
                _print_reading(sheet)


def _sheets(file: Path, place: Path) -> Iterator[Path]:
    """The sheets that a file is, or is made into."""
    text = file.read_text("utf-8") if file.suffix in (".json", ".md") else ""
    if file.suffix == ".json":
        content = json.loads(text)
        rows: list[Mapping[str, object]] = content if isinstance(content, list) else [content]
        yield _written(place / f"{file.stem}.csv", list(rows[0]), [list(row.values()) for row in rows])
    elif file.suffix == ".md":
        yield from _from_page(file, text, place)
    else:
        yield file


def _from_page(file: Path, text: str, place: Path) -> Iterator[Path]:
    """One sheet for each spelling of the columns in each section of a page."""
    for section in re.split(r"^## ", text, flags=re.MULTILINE)[1:]:
        title = section.partition("\n")[0].strip()
        columns = {
            one["name"].replace("(optional)", "").strip(): _spellings(one["spellings"])
            for one in _ROW.finditer(section)
        }
        for number in range(max((len(names) for names in columns.values()), default=0)):
            header = [names[min(number, len(names) - 1)] for names in columns.values()]
            row = [_SAMPLES.get(name.lower(), "") for name in columns]
            yield _written(place / f"{file.stem} {title} {number + 1}.csv", header, [row])


def _spellings(text: str) -> list[str]:
    """`**Tracker <br> - Pixel** <br> - **Pixel URL**`: the names in bold, one after each dash."""
    bold = re.findall(r"\*\*(.+?)\*\*", text)
    return [name.strip(" -") for one in bold for name in one.split("<br>") if name.strip(" -")]


def _written(file: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> Path:
    with file.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([header, *rows])
    return file


def _print_reading(file: Path) -> None:
    try:
        campaign = read_campaign([file])
    except AdqaError as error:
        print(f"\n{file.name}\n  refused: {str(error).replace(str(file.parent), '')}")
        return
    print()
    for line in receipt_lines(campaign):
        print(line)
    for tab in campaign.tabs:
        for header, field in tab.understood.items():
            print(f"  {header:<34} {field:<18} {_first(campaign, field)}")
        if tab.unused_columns:
            print(f"  not used: {', '.join(tab.unused_columns)}")
        for note in tab.notes:
            print(f"  note: {note}")
    for one in campaign.problems:
        print(f"  row {one.row}, {one.header or one.column}: {one.text}; {one.remedy}")


def _first(campaign: Campaign, field: str) -> str:
    """What the first row has for a field, if it is plain text."""
    value = getattr(campaign.rows[0], field, "") if campaign.rows else ""
    return value if isinstance(value, str) else ""


if __name__ == "__main__":
    main()
