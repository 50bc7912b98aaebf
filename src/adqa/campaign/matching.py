"""Matching delivered files to what was booked: explained, reproducible, and never a guess.

Three steps. Each creative is read (`names`) and claims what it may serve: by path, name or id where the
sheet has one, else by the words of its name within its size, else by its size alone (`claims`). Then each
deliverable settles which of its claimants serve it, which are rotation, which are older rounds, copies or
backups, and which only a person can place (`settling`). What several files or several deliverables have
an equal right to is a question.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import replace

from adqa.addresses import natural_key
from adqa.campaign.booking import Deliverable
from adqa.campaign.claims import Bookings, Claim
from adqa.campaign.companions import find_companions
from adqa.campaign.delivered import Delivered, read_delivered
from adqa.campaign.matches import Aside, Match, Matching, Question
from adqa.campaign.settling import Settled, settle
from adqa.facts.delivery import IndexEntry


def match_files(
    deliverables: Sequence[Deliverable],
    entries: Sequence[IndexEntry],
    *,
    roots: Collection[str] = (),
    other_publishers: Collection[str] = (),
    other_campaigns: Collection[str] = (),
) -> Matching:
    """Which creative serves which deliverable; each creative ends in exactly one of the three lists.

    The answer depends neither on the order of the entries nor on anything but the arguments. `roots` are
    the paths as given, so that their folders are not read as words of a name; without them the folders
    that all entries share are left out. Creatives named for one of `other_publishers` or
    `other_campaigns` are set aside, unless the sheet knows that name.
    """
    files = read_delivered(sorted(entries, key=lambda one: natural_key(one.address)), roots)
    bookings = Bookings(deliverables, other_publishers, other_campaigns)
    companions = find_companions(files, bookings)
    claims: dict[int, list[Claim]] = defaultdict(list)
    questions: dict[str, Question] = {}
    asides: dict[str, Aside] = {}
    for one in files:
        answer = bookings.claims_of(one)
        companion = companions.asides.get(one.address)
        if companion and not _named_itself(answer, companion):
            asides[one.address] = companion
        elif isinstance(answer, Question):
            questions[one.address] = answer
        elif isinstance(answer, Aside):
            asides[one.address] = answer
        else:
            assumed = companions.booked.get(one.address)
            for claim in answer:
                how = f"{claim.how}; {assumed}" if assumed else claim.how
                claims[claim.wanted].append(replace(claim, how=how))
    for claim in _set_apart(claims):
        booked = deliverables[claim.wanted]
        questions[claim.file.address] = Question(
            address=claim.file.address,
            code="fits-none",
            text=f"says {claim.foreign}, which is not on the sheet; else it would be {booked.label}",
            candidates=(booked.key,),
        )
    concepts = _concepts(files)
    matches: dict[str, list[Match]] = defaultdict(list)
    for index in sorted(index for index, found in claims.items() if found):
        settled = settle(deliverables[index], claims[index], concepts)
        _take_over(settled, matches, questions, asides)
    served = {address for address, found in matches.items() if found}
    return Matching(
        matches=tuple(match for one in files for match in matches.get(one.address, ())),
        questions=tuple(
            questions[one.address] for one in files if one.address in questions and one.address not in served
        ),
        asides=tuple(
            asides[one.address]
            for one in files
            if one.address in asides and one.address not in served and one.address not in questions
        ),
    )


def _named_itself(answer: list[Claim] | Question | Aside, companion: Aside) -> bool:
    """Whether the sheet names what could be a backup: as a file, or while its package is not here."""
    claims = answer if isinstance(answer, list) else []
    return any(claim.firm or (claim.exact and not companion.belongs_to) for claim in claims)


def _set_apart(claims: dict[int, list[Claim]]) -> list[Claim]:
    """Takes out the claims of files that seem to be another campaign's.

    Where at least as many files carry a word of this campaign as carry an unknown one in its place, the
    latter are not taken for its own on the strength of a letter or a size.
    """
    found = [claim for listed in claims.values() for claim in listed]
    foreign = [claim for claim in found if claim.foreign]
    if 2 * len(foreign) > len(found):
        return []
    for claim in foreign:
        claims[claim.wanted].remove(claim)
    return foreign


def _take_over(
    settled: Settled,
    matches: dict[str, list[Match]],
    questions: dict[str, Question],
    asides: dict[str, Aside],
) -> None:
    """Adds the answer for one deliverable; a file that claims several may get several."""
    for match in settled.matches:
        matches[match.address].append(match)
    for question in settled.questions:
        questions.setdefault(question.address, question)
    for aside in settled.asides:
        asides.setdefault(aside.address, aside)


def _concepts(files: Sequence[Delivered]) -> frozenset[tuple[str, ...]]:
    """Names that come in two sizes or more: each stands for a concept, not for a try at one file."""
    sizes = defaultdict(set)
    for one in files:
        sizes[one.name.identity].add(one.told_size)
    return frozenset(name for name, found in sizes.items() if name and len(found - {None}) > 1)
