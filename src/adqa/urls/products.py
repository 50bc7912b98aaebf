"""Product identifiers in the addresses of retailers' product pages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    """A product page as its address tells."""

    retailer: str
    ids: tuple[str, ...]
    """Identifiers in the address: the product, and its variation if one is named."""
    compare: str
    """Pattern of a SKU that is this retailer's identifier; empty where sheets do not use it."""

    def comparable(self, sku: str) -> bool:
        """Whether a SKU of a sheet is of the sort that stands in the address."""
        return bool(self.compare) and bool(re.fullmatch(self.compare, normal(sku))) and not is_gtin(sku)


@dataclass(frozen=True, slots=True)
class _Retailer:
    name: str
    paths: tuple[re.Pattern[str], ...]
    parameters: tuple[str, ...]
    compare: str


def normal(sku: str) -> str:
    """A SKU as it is compared: upper case, without spaces and the `A-` that addresses put before a number."""
    return re.sub(r"^A-(?=\d+$)", "", "".join(sku.split()).upper())


def is_gtin(sku: str) -> bool:
    """Whether a number is a UPC or EAN: 12 to 14 digits of which the last one checks the others."""
    digits = normal(sku)
    if not re.fullmatch(r"\d{12,14}", digits):
        return False
    weighted = sum(int(one) * (3 if place % 2 else 1) for place, one in enumerate(reversed(digits)))
    return weighted % 10 == 0


def product_of(host: str, path: str, parameters: Mapping[str, str]) -> Product | None:
    """The product whose page an address is; None if it is none, or of a retailer that is not known."""
    labels = host.split(".")
    above = (".".join(labels[start:]) for start in range(len(labels) - 1))
    retailer = next((known for one in above if (known := _retailers().get(one))), None)
    if retailer is None:
        return None
    place = path.rstrip("/")
    found = [match[1] for pattern in retailer.paths if (match := pattern.search(place))]
    found += [parameters[name] for name in retailer.parameters if parameters.get(name, "").isdigit()]
    if not found:
        return None
    ids = tuple(dict.fromkeys(normal(one) for one in found))
    return Product(retailer=retailer.name, ids=ids, compare=retailer.compare)


@cache
def _retailers() -> dict[str, _Retailer]:
    """Registrable domain → retailer."""
    import yaml

    loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    text = files("adqa.urls").joinpath("products.yaml").read_text("utf-8")
    by_domain: dict[str, _Retailer] = {}
    for one in yaml.load(text, loader):
        retailer = _Retailer(
            one["retailer"],
            tuple(re.compile(pattern, re.IGNORECASE) for pattern in one["path"]),
            tuple(one["parameters"]),
            one.get("compare", ""),
        )
        by_domain.update(dict.fromkeys(one["domains"], retailer))
    return by_domain
