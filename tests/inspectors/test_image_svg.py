"""SVG: read safely, never rendered, and honest about what only rendering would show."""

from __future__ import annotations

import pytest

from adqa.facts.image import ImageFacts
from adqa.inspectors.base import Unreadable
from inspectors.images import facts

_NS = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'


def _svg(attributes: str = 'width="300" height="250"', body: str = "", before: str = "") -> ImageFacts:
    return facts(f"{before}<svg {_NS} {attributes}>{body}</svg>".encode(), "svg")


@pytest.mark.parametrize(
    ("attributes", "size", "sized"),
    [
        ('width="300" height="250"', (300, 250), True),
        ('width="300px" height="250.5px"', (300, 251), True),
        ('width="3in" height="72pt"', (288, 96), True),
        ('width="600" viewBox="0 0 300 250"', (600, 500), True),
        ('viewBox="0 0 300 250"', (300, 250), False),
        ('viewBox="0,0,300,250" width="100%" height="100%"', (300, 250), False),
        ('width="50%" height="3em"', (300, 150), False),
        ('width="-3" height="0" viewBox="0 0 nan 1"', (300, 150), False),
        ("", (300, 150), False),
    ],
)
def test_the_size_is_the_one_the_file_states(attributes: str, size: tuple[int, int], sized: bool) -> None:
    found = _svg(attributes)
    assert (found.width, found.height, found.sized) == (*size, sized)


def test_what_only_rendering_shows_is_unknown() -> None:
    found = _svg()
    assert (found.format, found.alpha, found.animation) == ("svg", "unknown", None)
    assert found.jpeg_quality is None
    assert (found.unmeasured_motion, found.active_content) == ((), ())


@pytest.mark.parametrize(
    ("body", "motion", "active"),
    [
        ("<rect><animate attributeName='x' dur='1s'/></rect>", ("smil",), ()),
        ("<set attributeName='x'/>", ("smil",), ()),
        ("<style>@keyframes a{}</style>", ("css",), ()),
        ("<rect style='animation: a 1s'/>", ("css",), ()),
        ("<style><![CDATA[ .x{-webkit-animation:a 1s} ]]></style>", ("css",), ()),
        ("<script>1</script>", ("script",), ("script",)),
        ("<rect onclick='x()'/>", ("script",), ("event handler",)),
        ("<a xlink:href='javascript:x()'/>", ("script",), ("script",)),
        ("<foreignObject/>", (), ("foreign object",)),
        ("<image xlink:href='https://example.com/a.png'/>", (), ("external reference",)),
        ("<image href='//example.com/a.png'/>", (), ("external reference",)),
        ("<style>@import 'a.css';</style>", (), ("external reference",)),
        ("<rect fill='url(https://example.com/a.svg#x)'/>", (), ("external reference",)),
        ("<a href='https://example.com/'><rect/></a>", (), ()),
        ("<use xlink:href='#x'/><image href='data:image/png;base64,AA=='/>", (), ()),
        ("<text>animation: none</text>", (), ()),
    ],
)
def test_motion_and_active_content_are_named(
    body: str, motion: tuple[str, ...], active: tuple[str, ...]
) -> None:
    found = _svg(body=body)
    assert (found.unmeasured_motion, found.active_content) == (motion, active)


def test_metadata_and_comments_are_counted() -> None:
    metadata, comment = "<metadata><x exif:GPSLatitude='1' xmlns:exif='urn:e'/>", "<!--made by-->"
    found = _svg(body=f"{metadata}</metadata>{comment}")
    assert found.metadata.bytes == len(metadata) + len(comment)
    assert found.metadata.gps


def test_short_entities_of_a_drawing_program_are_read() -> None:
    before = '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/x.dtd" [<!ENTITY w "300">]>'
    assert _svg('width="&w;" height="250"', before=before).width == 300


@pytest.mark.parametrize(
    "entity",
    [
        '<!ENTITY a "&b;&b;&b;"><!ENTITY b "x">',
        f'<!ENTITY a "{"x" * 300}">',
        '<!ENTITY a SYSTEM "file:///etc/passwd">',
        '<!ENTITY % a "x">',
    ],
)
def test_entities_that_expand_or_fetch_are_refused(entity: str) -> None:
    with pytest.raises(Unreadable, match="entities"):
        _svg(before=f"<!DOCTYPE svg [{entity}]>", body="&a;")


@pytest.mark.parametrize(
    ("content", "state"),
    [
        (b"<svg width='3' height='3'/>", "damaged"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><g></svg>", "damaged"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>trailing", "damaged"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><g>", "truncated"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' wid", "truncated"),
    ],
)
def test_what_browsers_do_not_draw_is_unreadable(content: bytes, state: str) -> None:
    with pytest.raises(Unreadable) as refused:
        facts(content, "svg")
    assert refused.value.state == state
