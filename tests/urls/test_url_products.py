"""Product identifiers in addresses, and when a sheet's SKU may be compared with them."""

from __future__ import annotations

import pytest

from adqa.urls.products import is_gtin, product_of
from adqa.urls.read import url_facts


@pytest.mark.parametrize(
    ("text", "retailer", "ids"),
    [
        ("https://www.bestbuy.com/site/sony-playstation-5/6426149.p?skuId=6426149", "Best Buy", ("6426149",)),
        ("https://www.bestbuy.com/site/6364230.p", "Best Buy", ("6364230",)),
        ("https://www.bestbuy.com/product/tv/J3ZYG2/sku/6534615", "Best Buy", ("6534615",)),
        ("https://www.walmart.com/ip/Anker/211593977", "Walmart", ("211593977",)),
        ("https://www.walmart.com/ip/10450114", "Walmart", ("10450114",)),
        ("https://www.walmart.com/ip/Mob-Paperback/20078317178?x=1", "Walmart", ("20078317178",)),
        ("https://www.target.com/p/airtag/-/A-54191097#lnk=sametab", "Target", ("54191097",)),
        ("https://www.target.com/p/-/A-81449587?preselect=81252047", "Target", ("81449587", "81252047")),
        ("https://www.amazon.com/Aurora-TV/dp/b0abcdef12/ref=sr_1_1", "Amazon", ("B0ABCDEF12",)),
        ("https://www.amazon.co.uk/gp/product/B0ABCDEF12", "Amazon", ("B0ABCDEF12",)),
        ("https://www.homedepot.com/p/Drill-Kit/312345678", "The Home Depot", ("312345678",)),
        ("https://www.lowes.com/pd/Drill-Kit/5001234567", "Lowe's", ("5001234567",)),
        ("https://www.costco.com/tv.product.100784461.html", "Costco", ("100784461",)),
        ("https://www.ebay.com/itm/256123456789", "eBay", ("256123456789",)),
        ("https://www.kohls.com/product/prd-5123456/shirt.jsp", "Kohl's", ("5123456",)),
        ("https://www.chewy.com/dog-food/dp/123456", "Chewy", ("123456",)),
        ("https://www.argos.co.uk/product/9123456", "Argos", ("9123456",)),
        ("https://www.kroger.com/p/milk/0001111041700", "Kroger", ("0001111041700",)),
    ],
)
def test_a_product_page_names_its_product(text: str, retailer: str, ids: tuple[str, ...]) -> None:
    product = url_facts(text, role="landing").product
    assert product is not None
    assert (product.retailer, product.ids) == (retailer, ids)


@pytest.mark.parametrize(
    "text",
    [
        "https://www.bestbuy.com/site/promo/tv-sale",
        "https://www.bestbuy.com/site/searchpage.jsp?st=6534615",
        "https://www.walmart.com/cp/returns/1231920",
        "https://www.target.com/c/tvs/-/N-5xtdj",
        "https://www.amazon.com/s?k=headphones",
        "https://notbestbuy.com/site/tv/6534615.p",
        "https://bestbuy.com.deals.net/site/tv/6534615.p",
        "https://www.lumen.com/ip/10450114",
    ],
)
def test_other_pages_name_none(text: str) -> None:
    assert url_facts(text, role="landing").product is None


def test_a_sku_as_it_stands_in_the_address_is_compared() -> None:
    product = product_of("www.target.com", "/p/tv/-/A-89012345", {})
    assert product is not None
    assert product.comparable("A-89012346")


def test_only_the_retailers_own_numbers_are_compared() -> None:
    product = product_of("www.walmart.com", "/ip/x/123456789", {})
    assert product is not None
    assert product.comparable("211593977")
    assert not product.comparable("QN55Q60DAFXZA")
    assert not product.comparable("036000291452")
    lowes = product_of("www.lowes.com", "/pd/x/5001234567", {})
    assert lowes is not None
    assert not lowes.comparable("5001234567")


@pytest.mark.parametrize(
    ("number", "expected"),
    [("036000291452", True), ("4006381333931", True), ("036000291453", False), ("6534615", False)],
)
def test_a_gtin_checks_itself(number: str, expected: bool) -> None:
    assert is_gtin(number) is expected
