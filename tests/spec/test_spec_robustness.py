"""Whatever stands in a file: a spec, a draft that loads, or one clear error."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from adqa.errors import SpecError, UsageError
from adqa.spec.catalogue import Catalogue, shipped_folder
from adqa.spec.draft import draft_spec
from adqa.spec.load import Document
from spec.documents import catalogue_of

TEXTS = [path.read_text("utf-8") for path in sorted(shipped_folder().glob("*.yaml"))]
PIECES = [
    "~",
    "[]",
    "{}",
    "''",
    "*sizes",
    "&a",
    "<<: *a",
    ": ",
    "- ",
    "\t",
    "\n",
    "x",
    "0",
    "150",
    "variants: []",
    "#",
]
QUICK = settings(
    max_examples=80,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def _judge(text: str) -> None:
    catalogue = Catalogue()
    with contextlib.suppress(SpecError):
        document = Document(text.replace("publisher: ", "publisher: x-", 1), "house.yaml")
        catalogue.add(document)
        catalogue.check(document)


@QUICK
@given(st.sampled_from(TEXTS), st.data())
def test_a_damaged_spec_is_a_spec_or_one_error(text: str, data: st.DataObject) -> None:
    lines = text.split("\n")
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(lines) - 1))
        line = lines[at]
        cut = data.draw(st.integers(0, len(line)))
        lines[at] = (
            line[:cut] + data.draw(st.sampled_from(PIECES)) + line[cut + data.draw(st.integers(0, 9)) :]
        )
    _judge("\n".join(lines))


@QUICK
@given(st.text(max_size=200))
def test_any_text_is_a_spec_or_one_error(text: str) -> None:
    _judge(text)


CELLS = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        ["300x250", "728 x 90, 1x1", "150", "150 KB", "JPG/PNG", "HTML5", "15s / 3 loops", "no", "9:16"]
    ),
)
HEADINGS = st.lists(
    st.sampled_from(
        [
            "Name",
            "Size",
            "Max KB",
            "Formats",
            "Animation",
            "Loops",
            "FPS",
            "Lead time",
            "Width",
            "Height",
            "?",
        ]
    ),
    min_size=2,
    max_size=8,
)


@QUICK
@given(HEADINGS, st.lists(st.lists(CELLS, max_size=9), max_size=6))
def test_any_table_gives_a_draft_that_loads_or_one_error(
    tmp_path: Path, headings: list[str], rows: list[list[str]]
) -> None:
    path = tmp_path / "table.csv"
    quoted = [",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in [headings, *rows]]
    path.write_text("\n".join(quoted), "utf-8", errors="replace")
    try:
        text = draft_spec(path, "acme")
    except UsageError:
        return
    catalogue_of(Document(text, "draft.yaml"))


@QUICK
@given(st.binary(max_size=300), st.sampled_from(["a.csv", "a.tsv", "a.xlsx", "a.ods", "a.xls"]))
def test_any_bytes_are_no_traceback(tmp_path: Path, data: bytes, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(UsageError):
        draft_spec(path)
