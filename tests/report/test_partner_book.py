"""The list that is attached, and what leaves the house at all: one partner's own lines and nothing else."""

from __future__ import annotations

import io
import zipfile
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest
from openpyxl import load_workbook

from adqa.campaign.sheets.candidate import looks_like_campaign
from adqa.report.fix_list import fix_lists
from adqa.report.partner_book import COLUMNS, partner_book
from adqa.report.send import write_mails
from report.campaigns import BIRCH, NORTHPEAK, SECRETS, case_a, case_b, two_partners
from report.samples import SAMPLES

FIRST = "northpeak"


def table(data: bytes) -> list[tuple[str, ...]]:
    sheet = load_workbook(io.BytesIO(data)).worksheets[0]
    return [tuple(str(cell or "") for cell in row) for row in sheet.iter_rows(values_only=True)]


@pytest.fixture
def outputs(tmp_path: Path) -> dict[str, bytes]:
    with two_partners() as report:
        files = write_mails(report, tmp_path)
    return {file.name: file.read_bytes() for file in files}


def readable(name: str, data: bytes) -> str:
    """All that somebody could read in a file: decoded parts of a mail, unzipped parts of a workbook."""
    if name.endswith(".xlsx"):
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            parts = [book.read(part).decode("utf-8", "replace") for part in book.namelist()]
            return "\n".join([*book.namelist(), *parts])
    if name.endswith(".eml"):
        message = message_from_bytes(data, policy=default)
        assert isinstance(message, EmailMessage)
        texts = [f"{key}: {value}" for key, value in message.items()]
        for part in message.walk():
            if part.is_multipart():
                continue
            content = part.get_payload(decode=True)
            assert isinstance(content, bytes)
            texts.append(part.as_string().partition("\n\n")[0])
            texts.append(readable(part.get_filename() or "", content))
        return "\n".join(texts)
    return data.decode()


@pytest.mark.parametrize("secret", SECRETS)
def test_nothing_of_others_reaches_the_first_partner(outputs: dict[str, bytes], secret: str) -> None:
    mine = {name: data for name, data in outputs.items() if FIRST in name}
    assert sorted(mine) == [f"list-{FIRST}.xlsx", f"mail-{FIRST}.eml", f"mail-{FIRST}.txt"]
    for name, data in mine.items():
        text = readable(name, data)
        assert "Aurora_A_300x250.jpg" in text
        assert SECRETS[secret].casefold() not in text.casefold(), name
        assert SECRETS[secret].replace("&", "&amp;").casefold() not in text.casefold(), name


def test_the_secrets_are_in_what_the_lists_are_made_from(outputs: dict[str, bytes]) -> None:
    with two_partners() as report:
        everything = repr((report.header, report.campaign, list(report.findings())))
    assert [secret for secret in SECRETS.values() if secret not in everything] == []
    house = readable("mail-account-manager.eml", outputs["mail-account-manager.eml"])
    assert SECRETS["its product"] in house


def test_the_other_partner_learns_nothing_of_the_first(outputs: dict[str, bytes]) -> None:
    for name in ("list-birch-vale.xlsx", "mail-birch-vale.eml", "mail-birch-vale.txt"):
        text = readable(name, outputs[name])
        assert "Borealis X9_300x250.jpg" in text
        for secret in (NORTHPEAK.name, NORTHPEAK.contact, NORTHPEAK.email, "Aurora_A", "ROS Display 6"):
            assert secret not in text, name
    assert f"To: {BIRCH.contact} <{BIRCH.email}>" in outputs["mail-birch-vale.txt"].decode()


def test_a_partner_s_list_has_its_fixed_columns_and_a_line_for_everything() -> None:
    with case_a() as report:
        (one,) = fix_lists(report)
    title, _, header, *lines = table(partner_book(one))
    assert title[0].startswith('Lumen "Aurora" – 27 of 38 ready')
    assert header == COLUMNS
    assert len(lines) == len(one.lines) == 13
    assert lines[0] == (
        "Aurora_A_728x90_v2.jpg",
        "728x90",
        "ROS Display 6, ROS Display 13, ROS Display 20",
        "728x91 px; must be 728x90",
        "Export again at 728x90 px.",
        "Thu 14 May 12:00 CT",
    )
    assert lines[5][0] == "Aurora A 320x100"
    assert lines[5][3:5] == ("Has not arrived yet", "Send the file")
    assert lines[-1][:1] + lines[-1][3:5] == (
        "banner (1).jpg",
        "Fits A and B, not named on the sheet",
        "Say what it is for",
    )


def test_a_list_of_the_house_names_the_rows() -> None:
    with case_b() as report:
        manager, ops = fix_lists(report)
    assert [line[0] for line in table(partner_book(manager))[3:]] == [
        *("Traffic 17", "Traffic 31", "Traffic 64", "Traffic 52"),
        *("Traffic 77", "Traffic 78", "Traffic 79"),
    ]
    assert len(table(partner_book(ops))) == 3 + 5


def test_a_placement_that_has_only_an_id_has_no_label(outputs: dict[str, bytes]) -> None:
    lines = table(outputs[f"list-{FIRST}.xlsx"])[3:]
    assert {line[2] for line in lines} == {"ROS Display 6"}


def test_text_from_a_delivery_is_text_in_a_cell() -> None:
    with SAMPLES["hostile"]() as report:
        (one,) = fix_lists(report)
    data = partner_book(one)
    book = load_workbook(io.BytesIO(data))
    cells = [cell for row in book.worksheets[0].iter_rows() for cell in row]
    assert any(str(cell.value).startswith("=1+1") for cell in cells)
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert not [cell for cell in cells if cell.hyperlink]


def test_the_same_report_gives_the_same_files(tmp_path: Path, outputs: dict[str, bytes]) -> None:
    again = tmp_path / "again"
    again.mkdir()
    with two_partners() as report:
        assert {file.name: file.read_bytes() for file in write_mails(report, again)} == outputs


def test_the_mail_carries_the_list_that_lies_beside_it(outputs: dict[str, bytes]) -> None:
    message = message_from_bytes(outputs[f"mail-{FIRST}.eml"], policy=default)
    assert isinstance(message, EmailMessage)
    (attached,) = message.iter_attachments()
    assert attached.get_content() == outputs[f"list-{FIRST}.xlsx"]
    text = message.get_body(("plain",))
    assert text is not None
    body = text.get_content().replace("\r\n", "\n")
    assert (
        outputs[f"mail-{FIRST}.txt"].decode()
        == f"To: {message['To']}\nSubject: {message['Subject']}\n\n{body}"
    )


def test_monday_s_mail_has_the_name_that_the_desk_expects(tmp_path: Path) -> None:
    with case_a() as report:
        files = write_mails(report, tmp_path)
    assert [file.name for file in files] == [
        "mail-northpeak.eml",
        "mail-northpeak.txt",
        "list-northpeak.xlsx",
    ]


def test_nobody_with_nothing_to_do_gets_a_mail(tmp_path: Path) -> None:
    with SAMPLES["all_pass"]() as report:
        assert write_mails(report, tmp_path) == []
    assert list(tmp_path.iterdir()) == []


def test_a_list_that_comes_back_with_the_files_is_not_taken_for_the_sheet(tmp_path: Path) -> None:
    for report in (case_a(), case_b()):
        for number, one in enumerate(fix_lists(report)):
            file = tmp_path / f"renamed {number}.xlsx"
            file.write_bytes(partner_book(one))
            found = looks_like_campaign(file)
            assert (found.score, found.words) == (0, "a list of fixes, written by adqa")
