"""Which claimants of one deliverable serve it: rotation, rounds, copies, and what only a person can say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from adqa.addresses import file_name, natural_key
from adqa.campaign.booking import Deliverable
from adqa.campaign.claims import Claim
from adqa.campaign.matches import Aside, Match, Question, QuestionCode
from adqa.campaign.names import Version, version_text

Concept = tuple[str, ...]


@dataclass(slots=True)
class Settled:
    """The answer for one deliverable."""

    matches: list[Match] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    asides: list[Aside] = field(default_factory=list)


def settle(booked: Deliverable, claims: Sequence[Claim], concepts: frozenset[Concept]) -> Settled:
    """Decides among the claims on one deliverable.

    What the sheet names comes before what only fits by words, and that before what fits by size alone. Of
    the strongest, files of one name are rounds or copies of each other; different names are a rotation if
    they differ in one word, or if each is a concept that comes in several sizes (`concepts`), or if the
    sheet lists them.
    """
    settled = Settled()
    strongest = min(claim.rank for claim in claims)
    best = [claim for claim in claims if claim.rank == strongest]
    by_name: dict[Concept, list[Claim]] = defaultdict(list)
    for claim in best:
        by_name[(*claim.file.name.identity, *(["@2x"] if claim.density > 1 else []))].append(claim)
    kept = [claim for group in by_name.values() for claim in _one_name(booked, group, settled)]
    names = {claim.file.name.identity for claim in kept}
    if len(names) > 1 and not _may_rotate(kept, names, concepts):
        _ask_which(booked, kept, settled)
        kept = []
    several = len({claim.file.address for claim in kept if claim.density == 1}) > 1
    for claim in kept:
        how = f"{claim.how}; in rotation" if several and claim.density == 1 else claim.how
        settled.matches.append(
            Match(deliverable=booked.key, address=claim.file.address, by=claim.by, how=how)
        )
    for claim in claims:
        if claim.rank > strongest:
            _leave_out(booked, claim, best, settled)
    return settled


# --- files of one name


def _one_name(booked: Deliverable, claims: Sequence[Claim], settled: Settled) -> list[Claim]:
    """The claim that stands for files of one name: the right round, once; several only in rotation."""
    current = _current_round(booked, claims, settled)
    left = _without_same_bytes(current, settled)
    if len(left) < 2 or _folders_rotate(left):
        return left
    sure = _most_exact(left)
    _ask_which(booked, left, settled, sure[0] if sure else None)
    return sure


def _most_exact(claims: Sequence[Claim]) -> list[Claim]:
    """The one that the sheet names, or else the one that no mark of a copy or a round tells from its name."""
    left = list(claims)
    for tests in ([claim.firm for claim in left], [claim.exact for claim in left]):
        if any(tests):
            left = [claim for claim, passed in zip(left, tests, strict=True) if passed]
            break
    plain = [claim for claim in left if claim.file.name.plain]
    return left if len(left) == 1 else plain if len(plain) == 1 else []


def _current_round(booked: Deliverable, claims: Sequence[Claim], settled: Settled) -> list[Claim]:
    """The round that the sheet names, if it arrived, else the highest; earlier ones are set aside."""
    wanted = booked.booked_version
    rounds = {_round(claim) for claim in claims}
    used = wanted if wanted is not None and wanted in rounds else max(rounds)
    current = [claim for claim in claims if _round(claim) == used]
    for claim in claims:
        version = _round(claim)
        if version < used:
            settled.asides.append(
                Aside(
                    address=claim.file.address,
                    code="older-version",
                    text="older, not used",
                    belongs_to=current[0].file.address,
                )
            )
        elif version > used:
            text = (
                f"{version_text(version)} of {booked.label}; the sheet books {version_text(used)}"
                " – which is final?"
            )
            _ask(booked, claim, "two-files", text, current, settled)
    return current


def _round(claim: Claim) -> Version:
    """The version for comparing; a name without one is below the first."""
    return claim.file.version or (0,)


def _without_same_bytes(claims: Sequence[Claim], settled: Settled) -> list[Claim]:
    """One claim for each content; the plainest name is kept and copies of it are set aside."""
    kept: dict[str, Claim] = {}
    for claim in sorted(claims, key=_plainness):
        content = claim.file.entry.content_id or claim.file.address
        if content in kept:
            first = kept[content].file
            settled.asides.append(
                Aside(
                    address=claim.file.address,
                    code="same-bytes",
                    text=f"the same as {_told_apart(first.address, claim.file.address)}",
                    belongs_to=first.address,
                )
            )
        else:
            kept[content] = claim
    return sorted(kept.values(), key=lambda one: natural_key(one.file.address))


def _plainness(claim: Claim) -> tuple[object, ...]:
    name = claim.file.name
    return (
        not claim.firm,
        name.copy,
        not name.plain,
        len(claim.file.folders),
        natural_key(claim.file.address),
    )


def _folders_rotate(claims: Sequence[Claim]) -> bool:
    """Files of one name in folders that each say another concept: `A/300x250.jpg` and `B/300x250.jpg`."""
    if not all(claim.file.name.plain and claim.by in ("tokens", "size") for claim in claims):
        return False
    return _differ_in_one([tuple(sorted(claim.file.folder_words)) for claim in claims])


# --- different names


def _may_rotate(claims: Sequence[Claim], names: set[Concept], concepts: frozenset[Concept]) -> bool:
    if all(claim.firm for claim in claims):
        return True
    return names <= concepts or _differ_in_one(sorted(names))


def _differ_in_one(names: Sequence[Concept]) -> bool:
    """Whether each has exactly one word that the others do not share."""
    sets = [frozenset(name) for name in names]
    shared = frozenset[str].intersection(*sets)
    return len(set(sets)) == len(sets) and all(len(one - shared) == 1 for one in sets)


def _leave_out(booked: Deliverable, claim: Claim, best: Sequence[Claim], settled: Settled) -> None:
    """A claim that a stronger one outdoes: a copy of it, or a file nobody asked for."""
    for other in best:
        if other.file.entry.content_id and other.file.entry.content_id == claim.file.entry.content_id:
            text = f"the same as {_told_apart(other.file.address, claim.file.address)}"
            settled.asides.append(
                Aside(
                    address=claim.file.address,
                    code="same-bytes",
                    text=text,
                    belongs_to=other.file.address,
                )
            )
            return
    text = f"not named on the sheet; {booked.label} has {file_name(best[0].file.address)}"
    _ask(booked, claim, "fits-none", text, best[:1], settled)


def _ask_which(
    booked: Deliverable, claims: Sequence[Claim], settled: Settled, sure: Claim | None = None
) -> None:
    """Every claim but the one that is sure becomes a question."""
    count = "two" if len(claims) == 2 else str(len(claims))
    text = f"{count} different files claim to be {booked.label} – which is final?"
    for claim in claims:
        if claim is not sure:
            others = [one for one in claims if one is not claim]
            _ask(booked, claim, "two-files", text, others, settled)


def _ask(
    booked: Deliverable,
    claim: Claim,
    code: QuestionCode,
    text: str,
    others: Iterable[Claim],
    settled: Settled,
) -> None:
    settled.questions.append(
        Question(
            address=claim.file.address,
            code=code,
            text=text,
            candidates=(booked.key,),
            others=tuple(one.file.address for one in others),
        )
    )


def _told_apart(address: str, other: str) -> str:
    """The file name, with as many folders before it as tell it from the other one."""
    parts, others = address.split("/"), other.split("/")
    count = 1
    while parts[-count:] == others[-count:] and count < len(parts):
        count += 1
    return "/".join(parts[-count:])
