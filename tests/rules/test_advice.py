"""What a fix tells people to do would end the finding."""

from __future__ import annotations

import re
from collections.abc import Iterable

from hypothesis import given
from hypothesis import strategies as st

from adqa.facts.file import NameFacts
from adqa.facts.image import Animation, ImageFacts
from adqa.facts.name import name_facts
from adqa.facts.url import UrlFacts
from adqa.registry import load_registry
from adqa.report.model import Suggestion
from adqa.rules.base import UNKNOWN, Found, Undecided
from adqa.spec.limits import NameCharactersLimit, SecondsLimit
from adqa.urls.read import url_facts
from rules.examples import judge_example, rule_examples

RULES = load_registry().rules


def _animated(pass_ms: int, plays: int | None, held_ms: int) -> ImageFacts:
    total = None if plays is None else pass_ms * plays
    motion = Animation(
        frames=4,
        pass_ms=pass_ms,
        plays=plays,
        total_ms=total,
        last_change_ms=None if total is None else total - held_ms,
        shortest_ms=100,
        raised_frames=0,
    )
    return ImageFacts(format="gif", width=300, height=250, animation=motion)


def _codes(found: Iterable[Found | Undecided]) -> set[str]:
    return {one.code if isinstance(one, Found) else UNKNOWN for one in found}


@given(
    pass_ms=st.integers(1_000, 40_000),
    plays=st.none() | st.integers(1, 20),
    held_ms=st.integers(0, 900),
    seconds=st.sampled_from(["5 s", "8 s", "15 s", "30 s"]),
)
def test_an_animation_played_as_advised_is_not_too_long(
    pass_ms: int, plays: int | None, held_ms: int, seconds: str
) -> None:
    rule, limit = RULES["animation/too-long"], SecondsLimit.model_validate(seconds)
    for found in rule.judge(_animated(pass_ms, plays, held_ms), limit):
        assert isinstance(found, Found)
        if found.code == "hold":
            continue
        advice = found.words["advice"]
        times = re.search(r"(once|one|\d+)( times|:| plays? of)", found.words.get("fits", advice))
        if advice.startswith("Set"):
            assert times is not None
            advised = int(times[1]) if times[1].isdigit() else 1
            assert advised != plays
            assert _codes(rule.judge(_animated(pass_ms, advised, held_ms), limit)) <= {"hold"}
        else:
            held = 0 if plays is None else held_ms
            excess = pass_ms - held - round(limit.max * 1000)
            assert excess > 0
            assert _codes(rule.judge(_animated(pass_ms - excess, 1, held), limit)) <= {"hold"}


@given(stem=st.text(min_size=1, max_size=30).filter(lambda text: "/" not in text))
def test_a_name_advised_is_accepted(stem: str) -> None:
    rule = RULES["naming/characters"]
    limit = NameCharactersLimit.model_validate(["letters", "digits", "underscore"])
    for found in rule.judge(name_facts(f"{stem}.jpg"), limit):
        assert isinstance(found, Found)
        advised = re.search(r"for example to (.+)\.$", found.words["advice"])
        if advised:
            assert not list(rule.judge(name_facts(advised[1]), limit))


def _corrected(fact: object, replacement: str) -> object:
    if isinstance(fact, NameFacts):
        return name_facts(replacement)
    if isinstance(fact, UrlFacts):
        return url_facts(
            replacement,
            role=fact.role,
            platform=fact.platform,
            policy=fact.policy,
            skus=fact.skus,
            before_due=fact.before_due,
        )
    return fact


def test_every_correction_offered_is_right() -> None:
    offered: list[Suggestion] = []
    for case in rule_examples():
        for found in judge_example(case):
            if not isinstance(found, Found) or found.suggestion is None:
                continue
            if not any(isinstance(fact, NameFacts | UrlFacts) for fact in case.example.facts):
                continue  # the correction is no text that facts are read from
            offered.append(found.suggestion)
            facts = tuple(_corrected(fact, found.suggestion.replacement) for fact in case.example.facts)
            assert facts != case.example.facts
            corrected = type(case.example)(case.example.title, facts, case.example.limit)
            assert not judge_example(type(case)(case.rule, corrected))
    assert len(offered) >= 4
