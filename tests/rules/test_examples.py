"""Every example of every rule is a test: documentation that cannot go stale."""

from __future__ import annotations

import string

import pytest

from adqa.rules.base import UNKNOWN, Found, Undecided
from rules.examples import Case, judge_example, rule_examples

NEVER_SAID = {"incomplete", "subject", "not_applicable", "facts"}
each_example = pytest.mark.parametrize("case", rule_examples(), ids=str)


@each_example
def test_an_example_gives_exactly_its_codes(case: Case) -> None:
    assert tuple(type(fact) for fact in case.example.facts) == case.rule.needs
    found = judge_example(case)
    assert tuple(UNKNOWN if isinstance(one, Undecided) else one.code for one in found) == case.example.codes


@each_example
def test_an_answer_reads_as_a_sentence(case: Case) -> None:
    for one in judge_example(case):
        if isinstance(one, Undecided):
            assert one.text
            assert one.text[-1] not in ".:"
            continue
        words = {
            "name": "A.jpg",
            "measured": one.measured.text if one.measured else "",
            "allowed": one.allowed.text if one.allowed else "",
            **one.words,
        }
        message, fix = case.rule.messages[one.code], case.rule.fix[one.code]
        for template in (message, fix):
            used = {field for _, field, _, _ in string.Formatter().parse(template) if field}
            assert all(words[field] for field in used), f"an empty word in {template!r}"
        said, advice = message.format_map(words), fix.format_map(words)
        assert said[-1] not in ".:", said
        assert advice.endswith("."), advice
        assert not NEVER_SAID & set(f"{said} {advice}".lower().split())
        assert "  " not in said + advice


@each_example
def test_findings_of_one_file_can_be_told_apart(case: Case) -> None:
    keys = [(one.code, one.occurrence) for one in judge_example(case) if isinstance(one, Found)]
    assert len(keys) == len(set(keys))


@each_example
def test_measured_and_allowed_never_look_alike(case: Case) -> None:
    for one in judge_example(case):
        if isinstance(one, Found) and one.measured and one.allowed and one.allowed.op != "one_of":
            bound = one.allowed.text.removeprefix("must stay below ")
            assert one.measured.text != bound or case.example.title == "at a limit it must stay below"


@each_example
def test_judging_twice_gives_the_same(case: Case) -> None:
    assert judge_example(case) == judge_example(case)
