"""url/wrong-product: the product page of another product than the sheet's."""

from __future__ import annotations

from adqa.facts.url import UrlFacts
from adqa.report.model import Allowed, Owner, Severity
from adqa.rules._url import found, landing
from adqa.rules.base import Example, Judgement, rule
from adqa.units import listing
from adqa.urls.products import normal

_TV = "https://www.bestbuy.com/site/aurora-55/6534615.p?skuId=6534615"


@rule(
    id="url/wrong-product",
    title="The URL is the page of another product",
    needs=UrlFacts,
    subject="url",
    severity=Severity.ERROR,
    owner=Owner.ACCOUNT_MANAGER,
    messages={
        "other": "{url} leads to product {measured} at {retailer}; the sheet says {allowed}",
        "contradicts": "{url} names two products at {retailer}: {measured}",
    },
    fix={
        "other": "Give the page of {allowed}, or correct the SKU on the sheet.",
        "contradicts": "Copy the address from the product page again.",
    },
    examples=(
        Example("the sheet's product", landing(_TV, skus=("6534615",))),
        Example("one of the sheet's products", landing(_TV, skus=("6401234", "6534615"))),
        Example("the sheet names none", landing(_TV)),
        Example("the sheet has a model number", landing(_TV, skus=("QN55Q60D",))),
        Example(
            "the sheet has a UPC", landing("https://www.walmart.com/ip/tv/123456789", skus=("036000291452",))
        ),
        Example("no product page", landing("https://www.bestbuy.com/tv", skus=("6534615",))),
        Example(
            "a variation",
            landing("https://www.target.com/p/tv/-/A-86125353?preselect=85978612", skus=("85978612",)),
        ),
        Example("another product", landing(_TV, skus=("6401234",)), codes=("other",)),
        Example(
            "page and parameter differ",
            landing("https://www.bestbuy.com/site/aurora-55/6534615.p?skuId=6401234"),
            codes=("contradicts",),
        ),
    ),
    since="0.2",
)
def judge(facts: UrlFacts) -> Judgement:
    """People click on one product and see another; the price and the offer are then wrong too."""
    product = facts.product
    if product is None or not facts.is_page:
        return
    if product.retailer == "Best Buy" and len(product.ids) > 1:
        yield found(facts, "contradicts", listing(list(product.ids), "and"), retailer=product.retailer)
        return
    skus = [one for one in facts.skus if product.comparable(one)]
    if skus and not {normal(one) for one in skus} & set(product.ids):
        allowed = Allowed(op="one_of", values=tuple(skus), text=listing(skus))
        text = listing(list(product.ids))
        yield found(facts, "other", text, allowed=allowed, retailer=product.retailer)
