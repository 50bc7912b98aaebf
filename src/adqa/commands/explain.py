"""What a rule asks, why, and how it was decided how grave it is; the same text on the rule's page."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from adqa.errors import UsageError
from adqa.registry import Registry, load_registry
from adqa.rules.base import Example, Rule


def explain(rule: str) -> str:
    """The page of one rule, as Markdown. Raises UsageError that suggests the nearest id."""
    registry = load_registry()
    id_ = rule.partition(":")[0]
    if id_ not in registry.rules:
        near = get_close_matches(id_, registry.rules, n=3, cutoff=0.4)
        hint = f"; did you mean {' or '.join(near)}?" if near else ""
        raise UsageError(f"there is no rule {rule!r}{hint} (adqa explain lists them all)")
    return "\n".join(_page(registry.rules[id_])) + "\n"


def rule_index(registry: Registry | None = None) -> str:
    """All rules with severity, owner and what raises or lowers it, as a Markdown table."""
    rules = (registry or load_registry()).rules.values()
    rows = [
        "| rule | what is wrong | severity | who fixes it | raised or lowered when |",
        "| --- | --- | --- | --- | --- |",
    ]
    rows += [
        f"| {one.id} | {one.title} | {severity_words(one)} | {one.owner.value} | {one.changes or '–'} |"
        for one in rules
    ]
    return "\n".join(rows) + "\n"


def severity_words(rule: Rule) -> str:
    """`error`, or `by the limit` where strength and confidence of the spec's limit decide."""
    base = rule.severity.value if rule.severity else "by the limit"
    special = [
        f"{severity.value} for {code}"
        for code, severity in rule.severities.items()
        if severity != rule.severity
    ]
    return f"{base} ({', '.join(special)})" if special else base


def _page(rule: Rule) -> Iterator[str]:
    yield f"# {rule.id}"
    yield ""
    yield f"**{rule.title}.** {rule.why}"
    yield ""
    yield f"- Severity: {severity_words(rule)}"
    if rule.severity is None:
        yield "  (a certain must is an error, any other must or should a warning, an info a note)"
    if rule.changes:
        yield f"- Raised or lowered: {rule.changes}"
    yield f"- Who fixes it: {rule.owner.value}"
    if rule.reads:
        yield f"- Judges the limit: `{rule.reads.removeprefix('unit.')}` of the ad unit"
    else:
        yield "- Judged on every file, whichever ad unit it is for"
    if rule.kinds:
        yield f"- Applies to: {', '.join(sorted(rule.kinds))}"
    if rule.follows:
        yield f"- Shown under its cause when there is one: {', '.join(rule.follows)}"
    yield f"- Since: {rule.since}"
    yield ""
    yield "## What it says and how to fix it"
    yield ""
    for code, message in rule.messages.items():
        yield f"- `{code}`: {message}"
        yield f"  - {rule.fix[code]}"
    yield ""
    yield "## Examples"
    yield ""
    for example in rule.examples:
        yield f"- {example.title}: {_ends(example)}"


def _ends(example: Example) -> str:
    if not example.codes:
        return "nothing to report"
    return ", ".join("cannot be told" if code == "unknown" else f"`{code}`" for code in example.codes)
