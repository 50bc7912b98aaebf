"""Facts without opinion: everything measured, and what could not be, with the reason."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

import adqa
from adqa.errors import UsageError
from adqa.facts.file import FileFacts, NameFacts
from adqa.facts.image import ImageFacts
from adqa.report.facts_text import inspected_text
from contracts.running import picture, run


@pytest.fixture
def mixed(delivery: Path) -> Path:
    """A picture, a broken one and a page."""
    (delivery / "a_300x250.png").write_bytes(picture())
    (delivery / "b.jpg").write_bytes(picture(format_="JPEG")[:900])
    (delivery / "page").mkdir()
    (delivery / "page" / "index.html").write_text("<!doctype html><title>a</title>")
    return delivery


def test_a_picture(mixed: Path) -> None:
    content = (mixed / "a_300x250.png").read_bytes()
    (one,) = adqa.inspect(mixed / "a_300x250.png")
    facts = {type(fact): fact for fact in one.facts}
    assert one.kind == "image"
    assert one.sha256 == one.content_id == hashlib.sha256(content).hexdigest()
    assert facts[FileFacts].bytes == len(content)
    assert facts[NameFacts].sizes == ((300, 250),)
    assert (facts[ImageFacts].width, facts[ImageFacts].height) == (300, 250)
    assert one.unknown == {}


def test_in_address_order_with_what_is_not_known(mixed: Path) -> None:
    found = list(adqa.inspect([mixed]))
    assert [Path(one.path).name for one in found] == ["a_300x250.png", "b.jpg", "page"]
    _, broken, page = found
    assert set(broken.unknown.values()) == {"the file cannot be opened"}
    assert page.unknown["content"] == "html5 is recognised but not looked into by this version"
    assert page.sha256 is None
    assert page.content_id is not None


def test_no_opinion(mixed: Path) -> None:
    text = "".join(inspected_text(one) for one in adqa.inspect(mixed))
    assert not any(word in text for word in ("error", "warning", "must", "fix"))


def test_the_words(mixed: Path) -> None:
    first, broken, _ = (inspected_text(one) for one in adqa.inspect(mixed))
    lines = [line.strip() for line in first.splitlines()]
    assert lines[0].endswith("a_300x250.png (image)")
    assert {"width: 300", "height: 250", "sizes: 300x250"} <= set(lines)
    assert "image: not known (the file cannot be opened)" in broken


def test_plain_data(mixed: Path) -> None:
    (one,) = adqa.inspect(mixed / "a_300x250.png")
    data = json.loads(json.dumps(one.as_json()))
    assert data["facts"]["image"]["version"] == ImageFacts.VERSION
    assert data["facts"]["image"]["width"] == 300
    done = run("inspect", mixed, "-f", "json")
    assert json.loads(done.stdout)[0]["facts"]["image"] == data["facts"]["image"]


def test_nothing_to_inspect(delivery: Path) -> None:
    with pytest.raises(UsageError, match="there is nothing to inspect"):
        list(adqa.inspect(delivery))
    done = run("inspect", delivery)
    assert done.returncode == 2
    assert "nothing to inspect" in done.stderr


def test_hidden_characters_are_shown(delivery: Path) -> None:
    (delivery / "a\x1b[2J.png").write_bytes(picture())
    done = run("inspect", delivery)
    assert "\x1b" not in done.stdout
    assert "a\\x1b[2J.png" in done.stdout
