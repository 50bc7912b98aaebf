"""Friday 17:00, moment 10: fourteen campaign folders in, a message of five lines and a page out."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pytest

from contracts.running import picture, run

FRIDAY = "2026-05-15"
HEADER = (
    "Campaign",
    "Placement",
    "Size",
    "Creative name",
    "Start date",
    "Due",
    "Max KB",
    "Landing page",
    "Owner",
)
SIZES = ("300x250", "728x90", "160x600", "300x600", "320x50", "970x250", "336x280")
AT_RISK = ("Aurora", "Borealis", "Comet")
FINE = tuple(f"Campaign {number:02}" for number in range(4, 14))


@dataclass(frozen=True, kw_only=True)
class Made:
    """A campaign folder to be written."""

    name: str
    start: str
    due: str = "2026-05-20"
    sizes: tuple[str, ...] = ("300x250",)
    arrived: int = 1
    """So many of the sizes are there."""
    limit: int = 150
    site: str = "www.lumen-electronics.shop"

    def write(self, place: Path) -> str:
        folder = place / self.name
        folder.mkdir()
        with (folder / "plan.csv").open("w", encoding="utf-8", newline="") as stream:
            lines = csv.writer(stream)
            lines.writerow(HEADER)
            for number, size in enumerate(self.sizes, 1):
                art, page = f"{self.name}_A_{size}", f"https://{self.site}/tv-{number}"
                who = ("Northpeak Studio",)
                lines.writerow(
                    (self.name, f"Home {size}", size, art, self.start, self.due, self.limit, page, *who)
                )
        for size in self.sizes[: self.arrived]:
            width, height = map(int, size.split("x"))
            data = picture(width, height, format_="JPEG", seed=len(self.name) * 7 + width)
            (folder / f"{self.name}_A_{size}.jpg").write_bytes(data)
        return self.name


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three campaigns at risk, one with heavy files that starts in June, ten with nothing open."""
    place = tmp_path_factory.mktemp("campaigns")
    Made(name="Aurora", start="2026-05-18", due="2026-05-13", sizes=SIZES).write(place)
    Made(name="Borealis", start="2026-05-19", due="2026-05-08", site="stage.lumen-electronics.shop").write(
        place
    )
    Made(name="Comet", start="2026-05-20").write(place)
    Made(name="Dawn", start="2026-06-08", sizes=SIZES[:3], arrived=3, limit=1).write(place)
    for name in FINE:
        Made(name=name, start="2026-05-19").write(place)
    _ran("check", "Borealis", "--as-of", "2026-05-09", cwd=place, code=1)
    _ran("approve", "Comet", "--by", "M. Ruiz", "--role", "legal", "--on", "2026-05-12", cwd=place)
    (place / "Comet" / "Comet_A_300x250.jpg").write_bytes(picture(format_="JPEG", seed=99))
    return place


def _ran(*arguments: str, cwd: Path, code: int = 0) -> str:
    done = run(*arguments, cwd=cwd)
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def message(desk: Path) -> str:
    return _ran("campaigns", *AT_RISK, "Dawn", *FINE, "--as-of", FRIDAY, "--out", "roll-up", cwd=desk)


def test_five_lines_say_what_is_at_risk_and_why(message: str) -> None:
    said = message.split("\n\n")[0].splitlines()
    assert len(said) <= 5
    first, *others = said
    assert first.startswith("14 campaigns, 3 at risk for Mon-Wed starts: ")
    risks = [
        "Aurora (6 files missing, partner, 2 business days late)",
        "Borealis (faulty link, account manager)",
        "Comet (sign-off, account manager)",
    ]
    assert [first.index(one) for one in risks] == sorted(first.index(one) for one in risks)
    assert "Top causes this week: wrong weight 3, faulty link 1, sign-off 1." in others
    assert "Oldest open: 6 days." in others


def test_campaigns_with_nothing_open_are_only_counted(message: str) -> None:
    assert not [name for name in FINE if name in message]


def test_the_page_and_the_workbook_have_a_row_for_each(desk: Path, message: str) -> None:
    page = (desk / "roll-up" / "campaigns.html").read_text("utf-8")
    links = re.findall(r'<a href="(campaigns/[^"]+)">', page)
    assert len(links) == 14
    assert all((desk / "roll-up" / link).is_file() for link in links)
    book = openpyxl.load_workbook(desk / "roll-up" / "campaigns.xlsx")
    header, *rows = (
        row
        for row in book["Campaigns"].iter_rows(values_only=True)
        if row[1] is not None or row[3] is not None
    )
    table = {row[0]: dict(zip(header, row, strict=True)) for row in rows}
    assert len(table) == 14
    assert (table["Aurora"]["Booked"], table["Aurora"]["Ready"], table["Aurora"]["Missing"]) == (7, 1, 6)
    assert table["Dawn"]["To fix"] == 3
    for row in table.values():
        parts = ("Ready", "To fix", "Missing", "Waiting", "Not fully checked")
        assert sum(int(str(row[name])) for name in parts) == row["Booked"]


def test_the_roll_up_records_nothing(desk: Path, message: str) -> None:
    assert len(list((desk / ".adqa" / "runs").iterdir())) == 1
