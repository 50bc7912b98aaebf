"""What the HTML page shows of one creative: its picture with the faults drawn on it, and its words."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup

from adqa.addresses import file_name, folder_of
from adqa.engine.evidence import Evidence
from adqa.report.fixes import Fix, fixes
from adqa.report.model import CreativeRecord, Finding, Owner, Run, Severity, SpecVerdict, Verdict
from adqa.report.report import SpecRecord
from adqa.report.reporters._words import follows, run_text, run_todo, says, sentence, undecided
from adqa.report.safe_text import visible
from adqa.units import (
    Size,
    count_text,
    fps_text,
    group,
    listing,
    parse_size,
    percent_text,
    pixels_text,
    seconds_text,
    weight_text,
)

ROOM = 24_000_000
"""Bytes of pictures on one page; past it, creatives that are ready go without."""
_SIGNATURES = {
    b"\x89PNG": "png",
    b"\xff\xd8\xff": "jpeg",
    b"GIF8": "gif",
    b"RIFF": "webp",
}
_KINDS = {
    "image": "Image",
    "html5": "HTML5",
    "video": "Video",
    "audio": "Audio",
    "tag": "Tag",
    "vast": "VAST",
    "native": "Native",
}
_SIDES = ("top", "right", "bottom", "left")
_COLOURS = {
    "rgb": "RGB",
    "gray": "grayscale",
    "palette": "palette",
    "cmyk": "CMYK",
    "lab": "Lab",
    "bilevel": "black and white",
}


# --- pictures and what is drawn on them


@dataclass(frozen=True, slots=True)
class Mark:
    """A rectangle on the picture, in its pixels."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Zone:
    """What must be kept free: all but the inner rectangle."""

    inner: Mark
    width: int
    height: int

    @property
    def path(self) -> str:
        """The outline of the kept-free part, for `fill-rule: evenodd`."""
        one = self.inner
        outer = f"M0 0H{self.width}V{self.height}H0Z"
        return f"{outer}M{one.x:g} {one.y:g}h{one.width:g}v{one.height:g}h{-one.width:g}Z"


@dataclass(slots=True)
class Shot:
    """One picture of a creative."""

    data: Markup
    """A data: address."""
    caption: str
    width: int = 0
    """Pixels of the art itself, in which marks are given; 0 if not known."""
    height: int = 0
    edges: list[Mark] = field(default_factory=list)
    boxes: list[Mark] = field(default_factory=list)
    zone: Zone | None = None
    legend: list[str] = field(default_factory=list)
    """What the marks mean."""

    @property
    def wide(self) -> bool:
        """A banner that needs the whole width to be seen."""
        return self.width > 2.4 * self.height > 0

    def within(self, width: int, height: int) -> tuple[int, int] | None:
        """Pixels on the page, so that nothing moves while pictures load; None if the size is not known."""
        if not self.width or not self.height:
            return None
        scale = min(width / self.width, height / self.height, 1)
        return max(round(self.width * scale), 1), max(round(self.height * scale), 1)


@dataclass(frozen=True, slots=True)
class Shapes:
    """Delivered and wanted size on one scale, in a drawing of the given size."""

    delivered: Mark
    wanted: Mark
    width: float
    height: float
    delivered_text: str
    wanted_text: str


class Pictures:
    """Blobs as data: addresses, until the page is full."""

    def __init__(self, evidence: Evidence, room: int = ROOM) -> None:
        self._evidence = evidence
        self._room = room

    def shots(self, creative: CreativeRecord, found: Sequence[Finding]) -> tuple[list[Shot], str]:
        """The pictures of a creative, and why there is none if there is none."""
        stills, image = _facts(creative, "stills"), _facts(creative, "image")
        wanted = [(stills.get("first"), "First frame"), (stills.get("last"), "Last frame")]
        if not all(name for name, _ in wanted):
            wanted = [(stills.get("thumbnail"), "")]
        shots, reason = [], ""
        for name, caption in wanted:
            data, reason = self._data(name)
            if data:
                shots.append(Shot(data, caption, int(image.get("width", 0)), int(image.get("height", 0))))
        if shots:
            _draw(shots[-1], found)
        return shots, "" if shots else reason

    def _data(self, name: Any) -> tuple[Markup, str]:
        if not isinstance(name, str):
            return Markup(""), "No picture"
        blob = self._evidence.get(name)
        kind = next((kind for start, kind in _SIGNATURES.items() if blob and blob.startswith(start)), None)
        if blob is None or kind is None:
            return Markup(""), "No picture"
        if len(blob) > self._room:
            return Markup(""), "Left out to keep this page small"
        self._room -= len(blob)
        return Markup(f"data:image/{kind};base64,{base64.b64encode(blob).decode()}"), ""


def _draw(shot: Shot, found: Sequence[Finding]) -> None:
    """Draws the findings that have a place on the picture."""
    if not shot.width or not shot.height:
        return
    sides: dict[str, None] = {}
    for one in found:
        sides |= dict.fromkeys(_sides(one.where.get("edge")))
        inner = _inner(one.where, shot.width, shot.height)
        if inner and not shot.zone:
            shot.zone = Zone(inner, shot.width, shot.height)
            shot.legend.append(f"Hatched: keep free ({_margins(one.where)})")
        box = _box(one.where)
        if box:
            shot.boxes.append(box)
            shot.legend.append(f"Box: {says(one)}")
    shot.edges = [_strip(side, shot.width, shot.height) for side in _SIDES if side in sides]
    if shot.edges:
        named = listing([side for side in _SIDES if side in sides], "and")
        shot.legend.append(f"Marked: {named} edge")


def _sides(value: Any) -> list[str]:
    words = str(value or "").replace(",", " ").split()
    return [side for side in _SIDES if side in words or "all" in words]


def _inner(where: Mapping[str, Any], width: int, height: int) -> Mark | None:
    keys = [f"safe_{side}" for side in _SIDES]
    if not any(key in where for key in keys):
        return None
    top, right, bottom, left = (_amount(where, key) or 0.0 for key in keys)
    return Mark(left, top, max(width - left - right, 0), max(height - top - bottom, 0))


def _margins(where: Mapping[str, Any]) -> str:
    parts: dict[str, list[str]] = {}
    for side in ("left", "right", "top", "bottom"):
        amount = _amount(where, f"safe_{side}")
        if amount:
            parts.setdefault(pixels_text(amount), []).append(side)
    return ", ".join(f"{amount} {listing(sides, 'and')}" for amount, sides in parts.items())


def _box(where: Mapping[str, Any]) -> Mark | None:
    values = [_amount(where, key) for key in ("x", "y", "width", "height")]
    if any(value is None for value in values):
        return None
    return Mark(*(value or 0.0 for value in values))


def _amount(where: Mapping[str, Any], key: str) -> float | None:
    value = where.get(key)
    if isinstance(value, bool) or not isinstance(value, int | float) or value < 0:
        return None
    return float(value)


def _strip(side: str, width: int, height: int) -> Mark:
    thick = max(min(width, height) / 36, 2)
    return {
        "top": Mark(0, 0, width, thick),
        "right": Mark(width - thick, 0, thick, height),
        "bottom": Mark(0, height - thick, width, thick),
        "left": Mark(0, 0, thick, height),
    }[side]


def shapes(finding: Finding) -> Shapes | None:
    """Delivered size over the nearest one asked for; None if the finding is not about size.

    Sizes that differ by less than the eye sees in a small drawing are left to the words.
    """
    allowed = finding.allowed
    if not finding.rule.startswith("size/") or not finding.measured or not allowed:
        return None
    here = _size(finding.measured.value)
    asked = [size for value in (*allowed.values, allowed.value) if (size := _size(value))]
    if not here or not asked:
        return None
    nearest = min(asked, key=lambda one: (abs(one.width - here.width) + abs(one.height - here.height), one))
    widest, tallest = max(here.width, nearest.width), max(here.height, nearest.height)
    scale = min(150 / widest, 84 / tallest)
    if max(abs(here.width - nearest.width), abs(here.height - nearest.height)) * scale < 3:
        return None

    def scaled(one: Size) -> Mark:
        return Mark(2, 2, round(one.width * scale, 1), round(one.height * scale, 1))

    return Shapes(
        scaled(here),
        scaled(nearest),
        round(widest * scale + 4, 1),
        round(tallest * scale + 4, 1),
        f"{here} delivered",
        f"{nearest} asked",
    )


def _size(value: Any) -> Size | None:
    try:
        return parse_size(str(value))
    except ValueError:
        return None


# --- cards


@dataclass(slots=True)
class Card:
    """One creative on the page."""

    anchor: str
    name: str
    folder: str
    kind: str
    verdict: Verdict
    outline: list[str]
    """Size, weight, format, motion: what people know the file by."""
    shots: list[Shot]
    no_picture: str
    problems: list[Fix]
    """Errors and warnings, gravest first."""
    notes: list[Fix]
    accepted: list[Finding]
    gaps: list[tuple[str, str]]
    """What could not be checked, and what to do about it."""
    measured: list[tuple[str, str]]
    verdicts: list[SpecVerdict]
    owners: list[Owner]
    rules: list[str]
    decided: str


def card(
    creative: CreativeRecord,
    found: Sequence[Finding],
    ran: Sequence[Run],
    pictures: Pictures,
    name: Callable[[str], str],
) -> Card:
    """The card of a creative."""
    merged = sorted(fixes(found), key=lambda fix: fix.finding.severity.rank)
    problems = [fix for fix in merged if fix.finding.severity is not Severity.NOTE]
    shots, no_picture = pictures.shots(creative, [fix.finding for fix in problems])
    held = creative.verdict is Verdict.INCOMPLETE
    open_ = [run for run in ran if undecided(run) and (held or not follows(run))]
    gaps = list(dict.fromkeys((run_text(run), sentence(run_todo(run))) for run in open_))
    if held and not gaps:
        gaps = [("Nothing on it could be judged", "Name its ad unit, or check by hand")]
    shown = name(creative.path)
    return Card(
        anchor=anchor(creative.path),
        name=shown,
        folder=folder_of(creative.path) if visible(file_name(creative.path)) == shown else "",
        kind=_KINDS.get(creative.kind, creative.kind),
        verdict=creative.verdict,
        outline=_outline(creative),
        shots=shots,
        no_picture=no_picture,
        problems=problems,
        notes=[fix for fix in merged if fix.finding.severity is Severity.NOTE],
        accepted=[one for one in found if not one.counts],
        gaps=gaps,
        measured=_measured(creative),
        verdicts=[one for one in creative.verdicts if one.spec],
        owners=list(dict.fromkeys(fix.finding.owner for fix in problems)),
        rules=list(dict.fromkeys(one.rule for one in found)),
        decided=creative.decided,
    )


def anchor(path: str) -> str:
    """The name of a creative's place on the page; the same in every report."""
    return "c-" + hashlib.sha256(path.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def unit_titles(specs: Sequence[SpecRecord]) -> dict[str, str]:
    """Spec id → title."""
    return {one.id: one.title for one in specs}


def _facts(creative: CreativeRecord, kind: str) -> Mapping[str, Any]:
    found = creative.facts.get(kind)
    return found if isinstance(found, dict) else {}


def _outline(creative: CreativeRecord) -> list[str]:
    file, image = _facts(creative, "file"), _facts(creative, "image")
    parts = [_KINDS.get(creative.kind, creative.kind)]
    if image:
        parts = [str(image["format"]).upper(), f"{image['width']}x{image['height']}"]
    if "bytes" in file:
        parts.append(weight_text(file["bytes"]))
    if image.get("animation"):
        total = image["animation"].get("total_ms")
        parts.append(f"moves {seconds_text(total / 1000)}" if total is not None else "moves without end")
    return parts


def _measured(creative: CreativeRecord) -> list[tuple[str, str]]:
    """What was measured, in words; a kind of facts unknown here is in the JSON report."""
    file, image = _facts(creative, "file"), _facts(creative, "image")
    rows: list[tuple[str, str]] = []
    if "bytes" in file:
        rows.append(("Weight", f"{weight_text(file['bytes'])} ({group(file['bytes'])} bytes)"))
    if file.get("format"):
        rows.append(("Type by content", str(file["format"]).upper()))
    if image:
        rows += _measured_image(image)
    surface = _facts(creative, "surface")
    if surface:
        rows.append(("Border", _border(surface["edges"])))
        share = f"{percent_text(surface['dominant_share'])} of the picture"
        rows.append(("Commonest colour", f"{surface['dominant_colour']}, {share}"))
    rows.append(("Found at", creative.path))
    if creative.sha256:
        rows.append(("SHA-256", creative.sha256))
    return rows


def _measured_image(image: Mapping[str, Any]) -> list[tuple[str, str]]:
    rows = [("Size", f"{image['width']}x{image['height']} px")]
    if not image.get("sized", True):
        rows = [("Shape", f"{image['width']}x{image['height']}, fits any box")]
    colour = _COLOURS.get(str(image.get("colour")), str(image.get("colour")))
    rows.append(("Colour", f"{colour}, {count_text(int(image.get('bit_depth', 8)), 'bit')} per channel"))
    if image.get("alpha") in ("used", "unused"):
        rows.append(("Transparency", "used" if image["alpha"] == "used" else "there, but unused"))
    if image.get("profile"):
        rows.append(("Colour profile", str(image["profile"]["name"])))
    if image.get("jpeg_quality"):
        rows.append(("JPEG quality", f"about {image['jpeg_quality']}"))
    moving = image.get("animation")
    if moving:
        plays = (
            "plays without end" if moving["plays"] is None else f"plays {count_text(moving['plays'], 'time')}"
        )
        once = seconds_text(moving["pass_ms"] / 1000)
        rows.append(("Animation", f"{count_text(moving['frames'], 'frame')}, {once} once through, {plays}"))
        if moving["total_ms"] is not None:
            rows.append(("Moves for", seconds_text(moving["total_ms"] / 1000)))
        if moving["shortest_ms"]:
            rows.append(("Fastest rate", fps_text(1000 / moving["shortest_ms"])))
    return rows


def _border(edges: Sequence[Mapping[str, Any]]) -> str:
    found = [
        f"{side} {pixels_text(edge['width'])} {edge['colour']}"
        for side, edge in zip(_SIDES, edges, strict=True)
        if edge["width"]
    ]
    return ", ".join(found) if found else "none: no edge is of one colour"
