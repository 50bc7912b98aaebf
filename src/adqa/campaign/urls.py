"""The links of a campaign as things to be judged: each distinct one once, and all of them together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from adqa.campaign.model import Campaign, Row
from adqa.campaign.settings import UrlSettings
from adqa.facts.url import Role, UrlFacts, UrlPolicy, UrlSetFacts, UrlUse
from adqa.spec.base import Strength
from adqa.spec.model import AdUnitSpec
from adqa.urls.read import url_facts


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One distinct link and every row that uses it in the same role."""

    facts: UrlFacts
    rows: tuple[Row, ...]
    column: str
    """Letters of the column it stands in on the first row."""


def links_of(
    campaign: Campaign,
    units: Mapping[str, Sequence[AdUnitSpec]],
    settings: UrlSettings,
    before_due: Mapping[str, bool],
) -> tuple[list[Link], UrlSetFacts]:
    """The links of live rows. `units` and `before_due` are by row id."""
    found: dict[tuple[object, ...], tuple[UrlFacts, str, list[Row]]] = {}
    uses: list[UrlUse] = []
    policies: dict[tuple[str, ...], UrlPolicy] = {}
    for row in campaign.live_rows:
        ids = tuple(unit.id for unit in units.get(row.id, ()))
        policy = policies.setdefault(ids, policy_of(units.get(row.id, ()), settings))
        for role, text, column in _texts(row):
            landing = row.landing_url if role == "final" else ""
            asked = policy
            if role == "landing" and row.final_url and policy.utm == "required":
                asked = replace(policy, utm="optional")  # they are on the final URL
            key = (role, text, asked, row.skus, landing, tuple(sorted(row.utm.items())))
            if key not in found:
                facts = url_facts(
                    text,
                    role=role,
                    platform=settings.platform,
                    policy=asked,
                    skus=row.skus,
                    utm_expected=dict(row.utm),
                    landing=landing,
                    before_due=before_due.get(row.id, False),
                )
                found[key] = (facts, column, [])
            facts, _, rows = found[key]
            rows.append(row)
            uses.append(
                UrlUse(
                    url=facts,
                    place=f"row {row.row}",
                    row=row.id,
                    creative=row.creative or row.asset,
                    message=row.message,
                )
            )
    links = [Link(facts=facts, rows=tuple(rows), column=column) for facts, column, rows in found.values()]
    return links, UrlSetFacts(uses=tuple(uses), policy=policy_of((), settings))


def _texts(row: Row) -> Iterator[tuple[Role, str, str]]:
    fields: tuple[tuple[Role, str], ...] = (
        ("landing", "landing_url"),
        ("final", "final_url"),
        ("click_tracker", "click_tracker"),
    )
    for role, name in fields:
        if text := getattr(row, name):
            yield role, text, row.columns.get(name, "")
    for column, text in row.trackers:
        if "://" in text and "<" not in text:  # a tag is code with links in it, and judged as a tag
            yield "impression_tracker", text, column


def policy_of(units: Sequence[AdUnitSpec], settings: UrlSettings) -> UrlPolicy:
    """What the house and the units of a row ask of its links; a unit's word stands before the house's."""
    asked = [limit for unit in units for limit in unit.landing if limit.strength is Strength.MUST]
    domains = next((limit.domains for limit in asked if limit.domains), settings.domains)
    utm = next((limit.utm for limit in asked if limit.utm != "allowed"), settings.utm)
    lengths = [limit.max for limit in asked if limit.max is not None]
    return UrlPolicy(
        domains=tuple(domains),
        max_length=min(lengths, default=settings.max),
        utm=utm,
        utm_required=tuple(settings.utm_keys) or UrlPolicy().utm_required,
        utm_content_unique=settings.unique_content,
        open_query=settings.ends_with_question_mark,
        tracker_pair=settings.tracker_pairs,
        cache_buster=settings.cache_buster,
        no_shorteners=settings.shorteners == "forbidden"
        or any(limit.shorteners == "forbidden" for limit in asked),
    )
