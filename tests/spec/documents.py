"""Small spec documents for tests, and the catalogue they live in."""

from __future__ import annotations

from textwrap import dedent, indent

from adqa.spec.catalogue import Catalogue
from adqa.spec.load import Document
from adqa.spec.model import AdUnitSpec

HEAD = """\
publisher: {publisher}
title: Example
schema: 1
sources:
  sheet: {{title: Our sheet, confidence: high}}
  other: {{title: Another page, confidence: low}}
"""


def text_of(units: str, *, publisher: str = "house", defaults: str = "") -> str:
    """A document with these units; line 7 is the first after its head."""
    text = HEAD.format(publisher=publisher)
    if defaults:
        text += "defaults:\n" + indent(dedent(defaults), "  ")
    return text + "units:\n" + indent(dedent(units), "  ")


def read(units: str, *, publisher: str = "house", defaults: str = "", name: str = "house.yaml") -> Document:
    """The document, read."""
    return Document(text_of(units, publisher=publisher, defaults=defaults), name)


def catalogue_of(*documents: Document) -> Catalogue:
    """A catalogue with these house documents, all checked."""
    catalogue = Catalogue()
    for one in documents:
        catalogue.add(one)
    for one in documents:
        catalogue.check(one)
    return catalogue


def unit_of(units: str, id_: str = "house/a", defaults: str = "") -> AdUnitSpec:
    """One unit of a house document."""
    return catalogue_of(read(units, defaults=defaults)).unit(id_)
