"""Reading a file into grids: what it is is told by its content, never by its extension."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

from adqa.campaign.sheets.delimited import decode, looks_binary, read_delimited
from adqa.campaign.sheets.excel import protected, read_old_workbook, read_workbook
from adqa.campaign.sheets.grid import Book
from adqa.campaign.sheets.html_table import looks_like_html, read_html
from adqa.errors import SheetError

MOST_BYTES = 200 * 1024 * 1024
"""Of a file; a workbook of a hundred thousand placements has some ten million."""
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_EMPTY_ZIP = b"PK\x05\x06"
_OTHERS = (
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"8BPS", "a Photoshop file"),
    (b"Rar!", "an archive"),
    (b"7z\xbc\xaf", "an archive"),
    (b"\x1f\x8b", "a packed file"),
    (b"{\\rtf", "a text document"),
    (b"\t\x00\x04\x00", "a workbook of Excel 2"),
    (b"\t\x02\x06\x00", "a workbook of Excel 3"),
    (b"\t\x04\x06\x00", "a workbook of Excel 4"),
)
"""First bytes → what people call it."""
_PARTS = (
    ("word/", "a Word document; copy its table into a workbook"),
    ("ppt/", "a presentation; copy its table into a workbook"),
    ("Index/Document.iwa", "a Numbers document; export it as Excel (File, Export To, Excel)"),
    ("xl/workbook.bin", "a binary workbook (.xlsb); save it as .xlsx"),
    ("content.xml", "an OpenDocument file; save it as .xlsx"),
)
"""Names in a zip → what it is and the remedy."""


def read_book(path: Path | str) -> Book:
    """The tabs of a workbook, a delimited text or a web page with tables, as they lie in the file.

    Raises SheetError, whose one sentence names the file, what is wrong and the remedy, if it cannot be
    read, is protected, damaged, empty, far too large or no sheet at all.
    """
    name = str(path)
    data = _content(Path(path))
    if not data.strip(b"\0\t\r\n "):
        raise SheetError(f"{name} is empty; export the sheet again")
    if data.startswith((_ZIP, _EMPTY_ZIP)):
        return _zipped(data, name)
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise protected(name)
        return read_old_workbook(data, name)
    for begin, what in _OTHERS:
        if data.startswith(begin):
            raise SheetError(f"{name} is {what}, not a sheet; save the sheet as .xlsx or .csv")
    decoded = decode(data)
    if looks_binary(decoded.text):
        raise SheetError(f"{name} is not a sheet; save the sheet as .xlsx or .csv")
    if "urn:schemas-microsoft-com:office:spreadsheet" in decoded.text[:4096]:
        raise SheetError(f"{name} is an XML spreadsheet of Excel 2003; open it in Excel and save it as .xlsx")
    if re.match(r"\s*mime-version:", decoded.text, re.IGNORECASE):
        raise SheetError(f"{name} is a web archive; open it in Excel and save it as .xlsx")
    if looks_like_html(decoded.text):
        return read_html(data, name)
    if name.lower().endswith((".gsheet", ".url", ".webloc")):
        raise SheetError(f"{name} is only a link to a sheet; open it and download the sheet as .xlsx")
    return read_delimited(decoded, name)


def _content(path: Path) -> bytes:
    if path.name.startswith("~$"):
        raise SheetError(f"{path} only marks that somebody has the workbook open; give the workbook itself")
    try:
        with path.open("rb") as stream:
            data = stream.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise SheetError(f"{path} does not exist") from None
    except IsADirectoryError:
        raise SheetError(f"{path} is a folder; give the sheet in it") from None
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise SheetError(f"{path} cannot be read ({reason}); close it in Excel or ask for access") from None
    if len(data) > MOST_BYTES:
        raise SheetError(
            f"{path} is larger than 200 MB; save the tabs with placements as a workbook of their own"
        )
    return data


def _zipped(data: bytes, name: str) -> Book:
    """A zip archive that ought to be a workbook."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.namelist()
    except Exception:  # zipfile raises many things on hostile bytes; `read_workbook` says what they mean
        return read_workbook(data, name)
    for part, what in _PARTS:
        if any(one.startswith(part) for one in parts):
            raise SheetError(f"{name} is {what}")
    if "_rels/.rels" not in parts:
        raise SheetError(f"{name} is an archive, not a sheet; unpack it and give the sheet in it")
    return read_workbook(data, name)
