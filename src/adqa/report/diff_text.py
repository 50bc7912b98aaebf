"""What changed, in words: for the terminal, and as the mail that asks for approval again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from adqa.campaign.changes import RowChange, SheetDiff
from adqa.commands.diff import FileChange, FileDiff, Kind
from adqa.facts.approval import SignOff
from adqa.records.standing import NOT_ON_RECORD
from adqa.report.letter import Block, Bullets, Paragraph, as_html, as_text
from adqa.report.model import Verdict
from adqa.report.safe_text import visible
from adqa.units import count_text, date_text, group, listing, short_day_text

_MOST = 20
_READY = (Verdict.PASS, Verdict.REVIEW)


def diff_text(found: FileDiff | SheetDiff, *, page: str | None = None, show_all: bool = False) -> str:
    """The changes for the terminal; `page` is where the list with pictures was written."""
    lines = _sheets(found, show_all) if isinstance(found, SheetDiff) else _files(found, page, show_all)
    return "\n".join(visible(line) for line in lines) + "\n"


# --- files


def _files(found: FileDiff, page: str | None, show_all: bool) -> Iterator[str]:
    against = f"the one of {short_day_text(found.old.day, found.year)}" if found.old.day else found.old.path
    creatives = count_text(found.old.files, "creative")
    yield f"New delivery against {against} ({creatives} then, {group(found.new.files)} now)"
    yield ""
    yield totals(found)
    changed = found.of("changed")
    if changed:
        yield ""
        yield from _changed(found, changed, show_all)
    sections: tuple[tuple[str, Kind], ...] = (("GONE", "gone"), ("NEW", "new"), ("RENAMED", "renamed"))
    for title, kind in sections:
        some = found.of(kind)
        if some:
            yield ""
            yield f"{title} ({group(len(some))})"
            yield from _limited([(one.name, ", ".join(one.said)) for one in some], show_all)
    if found.unreadable:
        yield ""
        yield f"COULD NOT BE COMPARED ({group(len(found.unreadable))})"
        yield from _limited(list(found.unreadable.items()), show_all)
    if changed:
        verdict = passing(changed)
        if verdict:
            yield verdict + (f". Re-approval list: {page} (side by side)" if page else "")
        elif page:
            yield f"Re-approval list: {page} (side by side)"
    if not found.approvals and changed:
        yield NOT_ON_RECORD


def totals(found: FileDiff) -> str:
    """`29 same (24 identical, 5 only zipped again)   5 changed   0 gone   0 new`."""
    identical, repacked, renamed = (found.of(kind) for kind in ("same", "repacked", "renamed"))
    parts = [f"{group(len(identical))} identical"] if repacked or renamed else []
    for said in dict.fromkeys(_repacking(one) for one in repacked):
        number = sum(_repacking(one) == said for one in repacked)
        parts.append(f"{group(number)} only {said}")
    if renamed:
        parts.append(f"{group(len(renamed))} renamed")
    same = group(len(identical) + len(repacked) + len(renamed))
    inner = f" ({', '.join(parts)})" if parts else ""
    numbers = (f"{group(len(found.of(kind)))} {kind}" for kind in ("changed", "gone", "new"))
    return "   ".join([f"{same} same{inner}", *numbers])


def _repacking(one: FileChange) -> str:
    return one.said[0] if one.said else "saved again"


def _changed(found: FileDiff, changed: Sequence[FileChange], show_all: bool) -> Iterator[str]:
    broken = [one for one in changed if one.broken]
    others = [one for one in changed if not one.broken]
    if broken:
        yield f"CHANGED ({group(len(broken))}): sign-off no longer covers these"
        lines = [(one.name, _with_approval(one, found.year)) for one in broken]
        yield from _limited(lines, show_all)
    if others:
        if broken:
            yield ""
        never = "nobody had approved these" if found.approvals else ""
        yield f"CHANGED ({group(len(others))})" + (f": {never}" if never else "")
        yield from _limited([(one.name, "; ".join(one.said)) for one in others], show_all)


def _with_approval(one: FileChange, year: int | None) -> str:
    signed = listing([approved_by(sign, year) for sign in one.broken], "and")
    return "; ".join([f"approved {signed}", *one.said])


def approved_by(one: SignOff, year: int | None) -> str:
    """`12 May by M. Ruiz (legal)`."""
    who = f"{one.by} ({one.role})" if one.role else one.by
    return f"{date_text(one.on, year)} by {who}" if one.on else f"by {who}"


def passing(changed: Sequence[FileChange]) -> str:
    """`All 5 pass the spec`; what is known of creatives that changed, empty if nothing is."""
    known = [one for one in changed if one.verdict is not None]
    if not known:
        return ""
    ready = sum(one.verdict in _READY for one in known)
    if ready == len(changed):
        return "It passes the spec" if ready == 1 else f"All {group(ready)} pass the spec"
    to_fix = sum(one.verdict is Verdict.FAIL for one in known)
    open_ = len(changed) - ready - to_fix
    parts = [f"{group(ready)} of {group(len(changed))} {'passes' if ready == 1 else 'pass'} the spec"]
    parts += [f"{group(to_fix)} to fix"] if to_fix else []
    parts += [f"{group(open_)} not fully checked"] if open_ else []
    return ", ".join(parts)


def _limited(lines: Sequence[tuple[str, str]], show_all: bool) -> Iterator[str]:
    shown = lines if show_all else lines[:_MOST]
    width = min(max((len(name) for name, _ in shown), default=0), 40)
    for name, said in shown:
        yield f"  {name:{width}}   {said}".rstrip()
    if len(shown) < len(lines):
        yield f"  +{group(len(lines) - len(shown))} more: --all"


# --- sheets


def _sheets(found: SheetDiff, show_all: bool) -> Iterator[str]:
    yield f"{_named(found.new)} against {_named(found.old)}"
    yield ""
    numbers = [f"{count_text(found.same, 'row')} same", f"{group(found.differing)} changed"]
    numbers += [f"{group(found.count('added'))} added", f"{group(found.count('dropped'))} dropped"]
    yield "   ".join(numbers)
    if not found.changes:
        return
    yield ""
    by_row: dict[tuple[str, str], list[RowChange]] = {}
    for one in found.changes:
        key = (one.before.id if one.before else "", one.after.id if one.after else "")
        by_row.setdefault(key, []).append(one)
    lines = []
    for some in by_row.values():
        where = some[0].row_text if some[0].after else f"was {some[0].row_text}"
        lines.append((f"{where}  {some[0].place}", "; ".join(one.text for one in some)))
    yield from _limited(lines, show_all)


def _named(files: Iterable[str]) -> str:
    return listing([one.rpartition("/")[2] for one in files], "and")


# --- the mail


@dataclass(frozen=True, slots=True, kw_only=True)
class ReapprovalMail:
    """A mail to one approver."""

    approver: str
    subject: str
    text: str
    html: str


def reapproval_mails(found: FileDiff, *, campaign: str = "", due: str = "") -> list[ReapprovalMail]:
    """One mail to each person whose approval no longer covers something.

    `due` is the time by which the answer is needed, as `Mon 18 May, 12:00 CT`; without one none is named.
    """
    people = dict.fromkeys(sign.by for one in found.changes for sign in one.broken)
    mails = []
    for by in people:
        blocks = tuple(_letter(found, by))
        mails.append(
            ReapprovalMail(
                approver=by,
                subject=_subject(found, by, campaign, due),
                text=as_text(blocks) + "\n",
                html=as_html(blocks),
            )
        )
    return mails


def _mine(found: FileDiff, by: str) -> list[FileChange]:
    return [one for one in found.changes if any(sign.by == by for sign in one.broken)]


def _subject(found: FileDiff, by: str, campaign: str, due: str) -> str:
    mine = _mine(found, by)
    days = [sign.on for one in mine for sign in one.broken if sign.by == by and sign.on]
    since = f" since {date_text(max(days), found.year)}" if days else ""
    start = f"{campaign} – " if campaign else ""
    what = (
        f"{group(len(mine))} of {count_text(found.new.files, 'creative')}"
        if found.new.files > 1
        else "the creative"
    )
    return f"{start}{what} changed{since}, please re-approve{f' by {due}' if due else ''}"


def _letter(found: FileDiff, by: str) -> Iterator[Block]:
    mine = _mine(found, by)
    kept = [one for one in found.changes if any(sign.by == by for sign in one.kept)]
    yield Paragraph(f"Hi {visible(_first_name(by))},")
    opening = ["We have new files." if found.new.files > 1 else "We have a new file."]
    if kept:
        days = {sign.on for one in kept for sign in one.kept if sign.by == by}
        day = next(iter(days)) if len(days) == 1 else None
        of_day = f" of {date_text(day, found.year)}" if day else ""
        unchanged, them = ("is unchanged", "it") if len(kept) == 1 else ("are unchanged", "them")
        opening.append(f"{group(len(kept))} {unchanged}, your approval{of_day} stands for {them}.")
    yield Paragraph(" ".join(opening))
    which = "the one that" if len(mine) == 1 else f"the {_number(len(mine))} that"
    title = f"Please look at {which} changed (before and after side by side, attached):"
    yield Bullets(title, tuple(visible(line) for line in _bullets(mine)))
    ask = 'A reply "approved" or "approved except …" is enough; we file it with the record.'
    state = _state(mine)
    yield Paragraph(f"{state} {ask}" if state else ask)
    yield Paragraph("Thank you,")


def _bullets(mine: Sequence[FileChange]) -> list[str]:
    """One line for each thing that happened, with the files it happened to; at most twelve."""
    by_said: dict[str, list[str]] = {}
    for one in mine:
        by_said.setdefault(_for_approver(one), []).append(one.name)
    lines = [f"{listing(names, 'and')} – {said}" for said, names in by_said.items()]
    if len(lines) > 12:
        return [
            *lines[:11],
            f"and {group(len(lines) - 11)} more; the attached page has all {group(len(mine))}",
        ]
    return lines


def _for_approver(one: FileChange) -> str:
    """What an approver needs to know: what looks different, not how files are named."""
    said = "; ".join(one.said)
    for ending in (", version not raised", "same name, "):
        said = said.replace(ending, "")
    return {"new art": "new picture"}.get(said, said)


def _state(mine: Sequence[FileChange]) -> str:
    if all(one.verdict in _READY for one in mine):
        many = {1: "It meets", 2: "Both meet"}.get(len(mine), f"All {_number(len(mine))} meet")
        return f"{many} the limits."
    return ""


def _number(count: int) -> str:
    words = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
    return words[count] if count < len(words) else group(count)


def _first_name(by: str) -> str:
    """`Marta` of `Marta Ruiz`; initials are no name to call somebody by, so `M. Ruiz` stays."""
    first = by.split()[0] if by.split() else by
    return by if first.endswith(".") or len(first) < 2 else first
