"""A small campaign on disk for tests of the hand-over: rows as a sheet would say them, and real pictures."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import openpyxl
from PIL import Image

from adqa.campaign.model import Campaign, Flight, Row, SheetLimits
from adqa.commands.export import Exported, Form, export
from adqa.units import parse_size

AS_OF = date(2026, 5, 20)
FLIGHT = Flight(start=date(2026, 5, 21), end=date(2026, 5, 31))


def row(number: int, size: str = "300x250", message: str = "A", **fields: Any) -> Row:
    """A row of the tab Display, with its own placement."""
    given: dict[str, Any] = {
        "id": f"Display!{number}",
        "file": "Lumen_IO_v3.xlsx",
        "tab": "Display",
        "row": number,
        "placement": f"Placement {number}",
        "message": message,
        "sizes": (parse_size(size),),
        "size_text": size,
        "serving": "hosted",
        "flight": FLIGHT,
        "owner": "Northpeak Studio",
        "limits": SheetLimits(weight="150 KB", formats=("jpg", "png")),
    }
    return Row(**{**given, **fields})


def picture(size: str, seed: int = 0, format_: str = "JPEG") -> bytes:
    """An ad of a size that nothing is wrong with."""
    wanted = parse_size(size)
    image = Image.linear_gradient("L").resize((wanted.width, wanted.height)).convert("RGB")
    image.paste((200, 40, seed), (5 + seed, 5, 45 + seed, 45))
    out = io.BytesIO()
    image.save(out, format_)
    return out.getvalue()


@dataclass
class Desk:
    """A folder with a delivery, and what is booked."""

    place: Path
    rows: tuple[Row, ...] = ()
    campaign: Campaign = field(default_factory=lambda: Campaign(name="Aurora launch", advertiser="Lumen TV"))

    @property
    def inbox(self) -> Path:
        """Where the files lie."""
        return self.place / "in"

    def deliver(self, name: str, content: bytes) -> None:
        """Puts a file into the delivery."""
        file = self.inbox / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)

    def hand_over(self, to: Form = "neutral", hour: int = 12, **options: Any) -> Exported:
        """One hand-over of all rows."""
        options = {"as_of": AS_OF, "by": "A. Lee", "jobs": 1, **options}
        sheet = str(self.place / "Lumen_IO_v3.xlsx")
        rows = tuple(replace(one, file=sheet) for one in self.rows)
        campaign = replace(self.campaign, rows=rows, files=(sheet,))
        return export(
            [self.inbox],
            to=to,
            out=self.place / "out",
            recorded=datetime(2026, 5, 20, hour, tzinfo=UTC),
            campaign=campaign,
            **options,
        )


def table(book: bytes | Path, tab: str, header_row: int = 1) -> list[dict[str, Any]]:
    """The lines of a tab, by header."""
    file = io.BytesIO(book) if isinstance(book, bytes) else book
    sheet = openpyxl.load_workbook(file)[tab]
    header, *rows = sheet.iter_rows(min_row=header_row, values_only=True)
    return [dict(zip(map(str, header), one, strict=True)) for one in rows]


def parts_of(file: Path) -> Iterator[bytes]:
    """Every part of an output: the members of a workbook, or the bytes themselves."""
    if file.suffix == ".xlsx":
        with zipfile.ZipFile(file) as book:
            for name in book.namelist():
                yield book.read(name)
    else:
        yield file.read_bytes()
