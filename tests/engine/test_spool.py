"""The spool keeps every address and record as it was written."""

from __future__ import annotations

import gc
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adqa.engine.spool import Spool

ADDRESSES = [
    "plain.jpg",
    "two\nlines\r.jpg",
    "tab\there",
    "lone\udc80.jpg",
    "\ud800",
    "",
    " ",
    "漢 👍",
    "\u2028",
    "\0",
    '"\\',
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_any_address(address: str) -> None:
    line = json.dumps({"path": address}, ensure_ascii=False)
    spool = Spool()
    spool.write("creatives", address, line)
    spool.write("creatives", f"{address}2", "[]")
    assert list(spool.read("creatives")) == [(address, line), (f"{address}2", "[]")]
    spool.close()


@given(st.lists(st.tuples(st.text(), st.text())))
def test_any_records(records: list[tuple[str, str]]) -> None:
    spool = Spool()
    written = [(address, json.dumps(text, ensure_ascii=False)) for address, text in records]
    for address, line in written:
        spool.write("x", address, line)
    assert list(spool.read("x")) == written
    assert list(spool.read("x")) == written
    spool.close()


def test_streams_are_apart_and_can_be_read_while_written() -> None:
    spool = Spool()
    spool.write("a", "1", "{}")
    spool.write("b", "2", "[]")
    reading = spool.read("a")
    assert next(reading) == ("1", "{}")
    spool.write("a", "3", "{}")
    assert list(spool.read("a")) == [("1", "{}"), ("3", "{}")]
    assert list(spool.read("b")) == [("2", "[]")]
    assert list(spool.read("none")) == []
    reading.close()  # type: ignore[attr-defined]
    spool.close()


def test_closing_removes_the_folder() -> None:
    spool = Spool()
    spool.write("a", "1", "{}")
    folder = spool.folder
    assert folder.exists()
    spool.close()
    spool.close()
    assert not folder.exists()


def test_a_forgotten_spool_is_removed() -> None:
    spool = Spool()
    spool.write("a", "1", "{}")
    folder = spool.folder
    del spool
    gc.collect()
    assert not folder.exists()
