"""Reading one URL: from the text in a cell to the facts that rules judge."""

from __future__ import annotations

import re
from collections.abc import Mapping

from adqa.facts.url import Role, UrlFacts, UrlPolicy
from adqa.urls.encoding import FROM_HTML, HTML, Fault, corrected, faults_of
from adqa.urls.junk import SESSION_IN_PATH, JunkKind, junk_kind
from adqa.urls.leftovers import leftovers
from adqa.urls.macros import find_macros
from adqa.urls.parse import Mask, Parts, split
from adqa.urls.products import product_of
from adqa.urls.wrappers import unwrap

_NO_POLICY = UrlPolicy()
_LONE_SURROGATES = re.compile("[\ud800-\udfff]")
"""Halves of characters, which stand for bytes that were no text."""
_LONGEST = 16_384
"""More than this in one cell is no URL that any browser or server takes; it is not read further."""


def url_facts(
    text: str,
    *,
    role: Role,
    platform: str | None = None,
    policy: UrlPolicy = _NO_POLICY,
    skus: tuple[str, ...] = (),
    utm_expected: Mapping[str, str] | None = None,
    landing: str = "",
    before_due: bool = False,
) -> UrlFacts:
    """Facts about one URL of a campaign, a landing page or a tracker. Asks no network.

    Where a row has a final URL too, UTM parameters are asked of that one; its landing URL gets a policy
    that does not require them. `utm_expected` may name them with or without `utm_`.
    """
    delivered = _LONE_SURROGATES.sub("\ufffd", text.strip()[:_LONGEST])
    mask, parts, faults = _split(delivered)
    wrapped = unwrap(parts.address, parts.host, parts.path) if parts.host else None
    if wrapped and wrapped.inner:
        mask, parts, faults = _split(wrapped.inner)
    address = mask.masked(parts.address)
    return UrlFacts(
        text=delivered,
        role=role,
        platform=platform,
        form=parts.form,
        lead=parts.lead,
        address=parts.address,
        wrapped_by=wrapped.by if wrapped else "",
        wrapped_in=wrapped.kind if wrapped else "",
        opaque=bool(wrapped and not wrapped.inner),
        scheme=parts.scheme,
        host=parts.host,
        port=parts.port,
        credentials=parts.credentials,
        path=parts.path,
        query=parts.query,
        fragment=parts.fragment,
        parameters=parts.parameters,
        faults=faults,
        encoded=mask.restored(corrected(address, parts.host, faults)) if parts.address and faults else "",
        macros=mask.macros,
        placeholders=leftovers(parts.host, address) if parts.address else (),
        junk=_junk(parts, mask),
        product=product_of(parts.host, parts.path, {one.name: one.value for one in parts.parameters}),
        policy=policy,
        skus=skus,
        utm_expected={
            f"utm_{name.lower().removeprefix('utm_')}": value for name, value in (utm_expected or {}).items()
        },
        landing=url_facts(landing, role="landing") if landing else None,
        before_due=before_due,
    )


def _split(text: str) -> tuple[Mask, Parts, tuple[Fault, ...]]:
    mask = Mask(text, find_macros(text))
    parts = split(mask)
    plain = HTML.sub("&", text) if HTML.search(parts.query) else text
    if plain != text:
        mask = Mask(plain, find_macros(plain))
        parts = split(mask)
    faults = faults_of(mask.masked(parts.address)) if parts.address else ()
    return mask, parts, (*faults, FROM_HTML) if plain != text else faults


def _junk(parts: Parts, mask: Mask) -> tuple[tuple[JunkKind, str], ...]:
    found: list[tuple[JunkKind, str]] = []
    for one in parts.parameters:
        kind = junk_kind(one.name, one.value)
        if kind and not any(macro.text in one.value for macro in mask.macros):
            found.append((kind, one.name))
    if SESSION_IN_PATH.search(parts.path):
        found.append(("session", "jsessionid"))
    return tuple(dict.fromkeys(found))
