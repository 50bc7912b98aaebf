"""What a rule asks and why, and the index of all of them."""

from __future__ import annotations

import re

import pytest

import adqa
from adqa.commands.explain import rule_index
from adqa.errors import UsageError
from adqa.registry import load_registry
from contracts.running import run

RULES = load_registry().rules


@pytest.mark.parametrize("id_", RULES)
def test_every_rule_is_explained(id_: str) -> None:
    rule, page = RULES[id_], adqa.explain(id_)
    assert page.startswith(f"# {id_}\n\n**{rule.title}.** ")
    for code, message in rule.messages.items():
        assert f"- `{code}`: {message}\n  - {rule.fix[code]}\n" in page
    for example in rule.examples:
        assert f"- {example.title}: " in page


def test_a_code_leads_to_its_rule() -> None:
    assert adqa.explain("weight/file:over") == adqa.explain("weight/file")


@pytest.mark.parametrize(
    ("asked", "said"),
    [("weight/fil", "did you mean weight/file"), ("", "there is no rule ''"), ("zzz", "zzz")],
)
def test_an_unknown_rule(asked: str, said: str) -> None:
    with pytest.raises(UsageError, match=re.escape(said)) as caught:
        adqa.explain(asked)
    assert "adqa explain lists them all" in str(caught.value)


def test_the_index_has_every_rule_once() -> None:
    rows = [line.split(" | ")[0].strip("| ") for line in rule_index().splitlines()[2:]]
    assert rows == list(RULES)
    assert all(line.count(" | ") == 4 for line in rule_index().splitlines())


def test_the_command() -> None:
    assert run("explain", "weight/file").stdout == adqa.explain("weight/file")
    assert run("explain").stdout == rule_index()
    done = run("explain", "weight/fil")
    assert (done.returncode, done.stdout) == (2, "")
