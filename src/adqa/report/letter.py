"""The mail that goes with a fix list, short enough to be read, as text, Markdown and HTML.

Thanks first, what is ready second, then what is needed and by when. At most 200 words and 12 bullets: what
does not fit is counted, and the attached list has it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape

from adqa.report.fix_list import MOST_BULLETS, FixList, Numbers, Point, Question
from adqa.report.fix_words import names_text
from adqa.report.model import Owner
from adqa.report.reporters.markdown import escaped
from adqa.report.safe_text import visible
from adqa.units import count_text, group

MOST_WORDS = 200
_NAMES = (6, 4, 2, 1)
"""Names in one bullet; fewer where the words would be too many."""
_BEFORE_TIME = re.compile(r"(?<=\w) (?=\d{1,2}:\d{2}\b)")
_BODY = "font-family:Calibri,Arial,sans-serif;font-size:11pt;color:#1a1a1a"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    text: str


@dataclass(frozen=True, slots=True)
class Bullets:
    """A heading and what stands below it."""

    title: str
    items: tuple[str, ...]


Block = Paragraph | Bullets


def subject(one: FixList) -> str:
    """The subject line: how much is ready, what is needed, by when."""
    ready = f"{group(one.numbers.ready)} of {group(one.numbers.total)} ready"
    return f"{_title(one)} – {ready}, {_needed(one)}" if one.for_partner else f"{_title(one)} – {_open(one)}"


def letter(one: FixList) -> tuple[Block, ...]:
    """The mail, with as many bullets and names as fit."""
    for bullets in range(MOST_BULLETS, -1, -1):
        for names in _NAMES:
            blocks = tuple(_Letter(one, bullets, names).blocks())
            if words(blocks) <= MOST_WORDS:
                return blocks
    return blocks


def words(blocks: Iterable[Block]) -> int:
    """Words in a mail."""
    return len(as_text(blocks).replace("•", " ").split())


def as_text(blocks: Iterable[Block]) -> str:
    """Plain text, to be pasted anywhere."""
    return "\n\n".join(
        block.text
        if isinstance(block, Paragraph)
        else "\n".join([block.title, *(f" • {item}" for item in block.items)])
        for block in blocks
    )


def as_markdown(blocks: Iterable[Block]) -> str:
    """Markdown; names cannot open a tag, a link or a list of their own."""
    return "\n\n".join(
        escaped(block.text)
        if isinstance(block, Paragraph)
        else "\n".join([f"**{escaped(block.title)}**\n", *(f"- {escaped(item)}" for item in block.items)])
        for block in blocks
    )


def as_html(blocks: Iterable[Block]) -> str:
    """HTML for a mail: inline styles only, and nothing is fetched."""
    parts = [f'<html><body style="{_BODY}">']
    for block in blocks:
        if isinstance(block, Paragraph):
            parts.append(f'<p style="margin:0 0 12px 0">{escape(block.text)}</p>')
        else:
            items = "".join(f'<li style="margin:0 0 4px 0">{escape(item)}</li>' for item in block.items)
            parts.append(f'<p style="margin:0 0 4px 0"><b>{escape(block.title)}</b></p>')
            parts.append(f'<ul style="margin:0 0 12px 0;padding-left:24px">{items}</ul>')
    return "\n".join([*parts, "</body></html>\n"])


class _Letter:
    """One way to write it: so many bullets, so many names in each."""

    def __init__(self, one: FixList, bullets: int, names: int) -> None:
        self._list = one
        self._left = bullets
        self._names = names
        self._whole = True

    def blocks(self) -> Iterator[Block]:
        yield from self._to_partner() if self._list.for_partner else self._to_house()

    def _to_partner(self) -> Iterator[Block]:
        one = self._list
        yield Paragraph(greeting(one.contact))
        yield Paragraph(_opening(one))
        yield from self._section("Please fix", one.fix_count, map(self._file, one.to_fix))
        yield from self._section("Still to come", one.come_count, map(self._sizes, one.to_come))
        checks = sum(len(point.names) for point in one.to_check)
        yield from self._section("Please have a look", checks, map(self._file, one.to_check))
        yield from self._questions()
        keep = "Please keep the file names and send only the changed files." if one.to_fix else ""
        yield Paragraph(" ".join(filter(None, (self._attached(), keep))))
        yield Paragraph("Thank you,")

    def _to_house(self) -> Iterator[Block]:
        one = self._list
        intro = " ".join((greeting(one.contact), _standing_of_rows(one)))
        items = tuple(self._fitting([self._rows(point) for point in one.to_fix]))
        yield Bullets(intro, items) if items else Paragraph(intro)
        told = [self._in_passing(point) + "." for point in one.to_check]
        said = [*self._fitting(told), *one.remarks]
        if said:
            also = [said[0], *(text[:1].upper() + text[1:] for text in said[1:])]
            yield Paragraph("Also: " + " ".join(also))
        yield from self._questions()
        if not self._whole:
            yield Paragraph(self._attached())

    # --- parts

    def _section(self, title: str, count: int, items: Iterable[str]) -> Iterator[Block]:
        if count:
            shown = tuple(self._fitting(list(items)))
            yield Bullets(f"{title} ({group(count)})", shown)

    def _fitting(self, items: Sequence[str]) -> Sequence[str]:
        shown = items[: self._left]
        self._left -= len(shown)
        self._whole = self._whole and len(shown) == len(items)
        return shown

    def _file(self, point: Point) -> str:
        return f"{self._named(point.names)} – {point.says}{_by(point)}"

    def _sizes(self, point: Point) -> str:
        if len(point.names) > self._names * 2:
            self._whole = False
            listed = (
                f"{group(len(point.names))} sizes" if point.says else count_text(len(point.names), "file")
            )
        else:
            listed = ", ".join(point.names)
        return (f"{point.says}: {listed}" if point.says else listed) + _by(point)

    def _rows(self, point: Point) -> str:
        named = self._named(point.names)
        return f"{named[:1].upper()}{named[1:]}: {point.says}" if named else point.says

    def _in_passing(self, point: Point) -> str:
        """`Rows 77-79 add to 90 %`; a sentence of its own stands behind a colon, or names its rows itself."""
        named = self._named(point.names)
        if not named or point.says.lower().startswith(("row ", "rows ")):
            return point.says
        return f"{named}{':' if point.says.lower().startswith('the ') else ''} {point.says}"

    def _named(self, names: Sequence[str]) -> str:
        self._whole = self._whole and len(names) <= self._names
        return names_text(names, self._names)

    def _questions(self) -> Iterator[Block]:
        asked = _asked(self._list.questions, self._names)
        self._whole = self._whole and len(self._list.questions) <= self._names
        if len(asked) == 1:
            yield Paragraph(f"One question: {asked[0]}")
        elif asked:
            yield Bullets(f"{group(len(asked))} questions", tuple(self._fitting(asked)))

    def _attached(self) -> str:
        lines = self._list.lines
        return (
            "The attached list has every line."
            if self._whole
            else f"The attached list has all {group(len(lines))}."
        )


# --- sentences


def _title(one: FixList) -> str:
    if one.for_partner and one.advertiser and one.topic and one.advertiser != one.topic:
        return f'{one.advertiser} "{one.topic}"'
    return one.topic or one.advertiser or "Creatives"


def _needed(one: FixList) -> str:
    """`5 fixes and 6 files needed by Thu 14 May, 12:00 CT`."""
    wanted = [count_text(one.fix_count, "fix")] if one.to_fix else []
    wanted += [count_text(one.come_count, "file")] if one.to_come else []
    if wanted:
        return f"{' and '.join(wanted)} needed{_deadline(one, ' now')}"
    if one.questions:
        return count_text(len(_asked(one.questions, 1)), "question")
    return f"{count_text(sum(len(point.names) for point in one.to_check), 'file')} to look at"


def _open(one: FixList) -> str:
    """What the house has to answer."""
    held = one.numbers.to_fix or len(one.to_fix)
    if one.owner is Owner.ACCOUNT_MANAGER and held:
        noun = "row" if one.numbers.to_fix else "point"
        needs = "needs" if held == 1 else "need"
        return f"{count_text(held, noun)} {needs} an answer before I can traffic"
    if held:
        return f"{count_text(len(one.to_fix), 'point')} to fix"
    points = len(one.to_check) + len(_asked(one.questions, 1))
    return f"{count_text(points, 'point')} to decide"


def _deadline(one: FixList, when_past: str) -> str:
    if not one.due:
        return ""
    return f"{when_past} (due {_in_text(one.due)})" if one.overdue else f" by {_in_text(one.due)}"


def _in_text(due: str) -> str:
    """`Thu 14 May 12:00 CT` → `Thu 14 May, 12:00 CT`."""
    return _BEFORE_TIME.sub(", ", due)


def greeting(contact: str) -> str:
    """`Hi Jo,`, or `Hi,` where nobody is named."""
    named = contact.split()
    return f"Hi {visible(named[0])}," if named else "Hi,"


def _opening(one: FixList) -> str:
    what = f"the {one.topic} files" if one.topic else "the files"
    arrived = one.numbers.total - one.numbers.to_come - one.numbers.over
    thanks = f"Thanks for {what}." if arrived > 0 else f"Thanks for working on {what}."
    sentences = [thanks, _standing(one.numbers)]
    if one.to_fix or one.to_come:
        start = f"To start on {one.starts} we need" if one.starts else "We need"
        sentences.append(f"{start} the following{_deadline(one, ' as soon as you can')}:")
    elif one.to_check:
        sentences.append("Nothing is held up; please look at the following:")
    return " ".join(filter(None, sentences))


def _standing(numbers: Numbers) -> str:
    """`27 of 38 are ready to go, 1 is on hold.`"""
    if not numbers.total:
        return ""
    parts = [f"{group(numbers.ready)} of {group(numbers.total)} {_are(numbers.ready)} ready to go"]
    if numbers.on_hold:
        parts.append(f"{group(numbers.on_hold)} {_are(numbers.on_hold)} on hold")
    if numbers.over:
        parts.append(f"{group(numbers.over)} {_are(numbers.over)} no longer needed")
    if numbers.elsewhere > 0:
        parts.append(f"{group(numbers.elsewhere)} {_are(numbers.elsewhere)} with us")
    return ", ".join(parts) + "."


def _standing_of_rows(one: FixList) -> str:
    numbers = one.numbers
    parts = [f"{group(numbers.ready)} of {count_text(numbers.total, 'row')} {_are(numbers.ready)} good to go"]
    if numbers.to_come:
        parts.append(f"{group(numbers.to_come)} {'waits' if numbers.to_come == 1 else 'wait'} for files")
    if numbers.on_hold:
        parts.append(f"{group(numbers.on_hold)} {_are(numbers.on_hold)} on hold")
    if numbers.elsewhere > 0:
        parts.append(f"{group(numbers.elsewhere)} {_are(numbers.elsewhere)} with others")
    text = ", ".join(parts)
    if one.owner is Owner.ACCOUNT_MANAGER and numbers.ready:
        return f"{text}; I am starting with {'that one' if numbers.ready == 1 else 'those'}. Open:"
    if one.owner in (Owner.WEB_TEAM, Owner.LEGAL):
        first = f", the first by {_in_text(one.due)}" if one.due and not one.overdue else ""
        return f"could you look at {'this' if len(one.to_fix) == 1 else 'these'}{first}:"
    return f"{text}. Open:"


def _asked(questions: Sequence[Question], names: int) -> list[str]:
    """The questions in words; files of which the same is asked are in one."""
    unknown = [f'"{one.name}"' if " " in one.name else one.name for one in questions if not one.says]
    alike: dict[str, list[str]] = {}
    for one in questions:
        if one.says:
            alike.setdefault(one.says.rstrip("?."), []).append(one.name)
    asked = [f"{names_text(named, names)}: {says}?" for says, named in alike.items()]
    if unknown:
        asked.insert(0, f"what {_are(len(unknown))} {names_text(unknown, names)} for?")
    return asked


def _by(point: Point) -> str:
    return f" (by {_in_text(point.due)})" if point.due else ""


def _are(count: int) -> str:
    return "is" if count == 1 else "are"
