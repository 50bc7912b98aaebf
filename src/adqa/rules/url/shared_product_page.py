"""url/shared-product-page: different products or messages lead to one product page."""

from __future__ import annotations

import re
from collections.abc import Sequence

from adqa.facts.url import UrlSetFacts, UrlUse
from adqa.report.model import Measured, Owner, Severity
from adqa.rules.base import Example, Found, Judgement, rule
from adqa.units import listing
from adqa.urls.products import normal
from adqa.urls.read import url_facts

_VARIANT = re.compile(
    r"[a-z]|\d{1,2}|(?:v|ver|var|version|variant|concept|option|test|creative|message|cell)"
    r"[ ._-]?[a-z0-9]{1,2}",
    re.IGNORECASE,
)
_TV = "https://www.bestbuy.com/site/aurora-55/6534615.p"
_SALE = "https://www.bestbuy.com/site/promo/tv-sale"


def _use(row: int, text: str, message: str = "", skus: tuple[str, ...] = ()) -> UrlUse:
    url = url_facts(text, role="landing", skus=skus)
    return UrlUse(url=url, place=f"row {row}", row=f"Display!{row}", message=message)


def _all(*uses: UrlUse) -> tuple[UrlSetFacts]:
    return (UrlSetFacts(uses=uses),)


@rule(
    id="url/shared-product-page",
    title="Different products or messages lead to one product page",
    needs=UrlSetFacts,
    subject="campaign",
    severity=Severity.WARNING,
    owner=Owner.ACCOUNT_MANAGER,
    messages={
        "products": "{places} are for different products ({measured}) but lead to one page: {page}",
        "messages": "{places} say different things ({measured}) but lead to one product: {page}",
    },
    fix="Make sure that each leads to the product it shows.",
    examples=(
        Example("sizes of one message", _all(_use(3, _TV, "Aurora"), _use(4, _TV, "Aurora"))),
        Example("variants of one message", _all(_use(3, _TV, "A"), _use(4, _TV, "B"))),
        Example(
            "two messages for one product", _all(_use(3, _TV, "Save", ("X1",)), _use(4, _TV, "New", ("X1",)))
        ),
        Example("one sale for all", _all(_use(3, _SALE, "Save"), _use(4, _SALE, "New"))),
        Example(
            "two products",
            _all(_use(3, _TV, skus=("QN55",)), _use(4, _TV, skus=("QN65",))),
            codes=("products",),
        ),
        Example(
            "two messages", _all(_use(3, _TV, "Aurora 55"), _use(4, _TV, "Aurora 65")), codes=("messages",)
        ),
    ),
    since="0.2",
)
def judge(facts: UrlSetFacts) -> Judgement:
    """A row copied from the one above keeps its address; that many share a page is no fault by itself."""
    pages: dict[tuple[str, tuple[str, ...]], list[UrlUse]] = {}
    for use in facts.uses:
        product = use.url.product
        if product and use.url.is_page and use.url.role == "landing":
            pages.setdefault((product.retailer, product.ids), []).append(use)
    for (retailer, ids), uses in pages.items():
        by_sku = [(use, _other_skus(use)) for use in uses if _other_skus(use)]
        groups = {skus for _, skus in by_sku}
        if len(groups) > 1 and not frozenset.intersection(*groups):
            said = sorted({sku for skus in groups for sku in skus})
            yield _found("products", [use for use, _ in by_sku], said, retailer, ids)
            continue
        said_by = [
            use for use in uses if not use.url.skus and use.message and not _VARIANT.fullmatch(use.message)
        ]
        messages = {" ".join(use.message.casefold().split()): use.message for use in said_by}
        if len(messages) > 1:
            yield _found("messages", said_by, sorted(messages.values()), retailer, ids)


def _other_skus(use: UrlUse) -> frozenset[str]:
    """SKUs that cannot be compared with the address itself, which url/wrong-product does."""
    product = use.url.product
    return frozenset(normal(one) for one in use.url.skus if product and not product.comparable(one))


def _found(code: str, uses: Sequence[UrlUse], said: list[str], retailer: str, ids: tuple[str, ...]) -> Found:
    places = listing(list(dict.fromkeys(use.place for use in uses)), "and")
    text = listing(said, "and")
    return Found(
        code=code,
        measured=Measured(value=text, text=text),
        occurrence=f"{retailer}/{ids[0]}",
        words={"places": places[0].upper() + places[1:], "page": f"{retailer} {ids[0]}"},
        applies_to=tuple(dict.fromkeys(f"row:{use.row}" for use in uses)),
    )
