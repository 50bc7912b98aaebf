"""Wrapped links are undone where that needs nobody's help."""

from __future__ import annotations

import pytest

from adqa.urls.read import url_facts

SAFE_LINKS = "https://nam11.safelinks.protection.outlook.com/?url="


@pytest.mark.parametrize(
    ("text", "by", "inner"),
    [
        (
            SAFE_LINKS + "https%3A%2F%2Fwww.lumen.com%2Ftv%3Fa%3D1%26b%3D2&data=04%7C01%7Cjo&reserved=0",
            "Outlook SafeLinks",
            "https://www.lumen.com/tv?a=1&b=2",
        ),
        (
            SAFE_LINKS + "https%3A%2F%2Fwww.lumen.com%2Ftv&amp;data=04%7C01%7Cjo&amp;reserved=0",
            "Outlook SafeLinks",
            "https://www.lumen.com/tv",
        ),
        (
            "https://urldefense.com/v3/__https://lore.kernel.org/scsi/Ykqg0kr0F*2Fyzk2XW@infradead.org/__;JQ!!A!M$",
            "Proofpoint",
            "https://lore.kernel.org/scsi/Ykqg0kr0F%2Fyzk2XW@infradead.org/",
        ),
        (
            "https://urldefense.com/v3/__https://www.lumen.com/a**Ab*c__;IyMjIw!!x!y$",
            "Proofpoint",
            "https://www.lumen.com/a##b#c",
        ),
        (
            "https://urldefense.proofpoint.com/v2/url?u=https-3A__www.lumen.com_tv-3Fa-3D1&d=DwMF&c=x",
            "Proofpoint",
            "https://www.lumen.com/tv?a=1",
        ),
        (
            "https://urldefense.proofpoint.com/v1/url?u=https://www.lumen.com/tv&k=x",
            "Proofpoint",
            "https://www.lumen.com/tv",
        ),
        (
            "https://linkprotect.cudasvc.com/url?a=https%3a%2f%2fwww.lumen.com%2ftv&c=E,1,x",
            "Barracuda",
            "https://www.lumen.com/tv",
        ),
        (
            "https://secure-web.cisco.com/1abc/https%3A%2F%2Fwww.lumen.com%2Ftv",
            "Cisco Secure Email",
            "https://www.lumen.com/tv",
        ),
        (
            "https://us-west-2.protection.sophos.com/?d=lumen.com&u=aHR0cHM6Ly93d3cubHVtZW4uY29tL3R2&i=x",
            "Sophos",
            "https://www.lumen.com/tv",
        ),
        ("https://l.facebook.com/l.php?u=https%3A%2F%2Fwww.lumen.com%2Ftv&h=x", "Facebook", "https://www.lumen.com/tv"),
        ("https://www.google.com/url?sa=t&url=https%3A%2F%2Fwww.lumen.com%2F", "Google", "https://www.lumen.com/"),
        (
            SAFE_LINKS + "https%3A%2F%2Fwww.google.com%2Furl%3Fq%3Dhttps%253A%252F%252Fwww.lumen.com%252Ftv",
            "Outlook SafeLinks",
            "https://www.lumen.com/tv",
        ),
    ],
)  # fmt: skip
def test_what_is_inside_is_read(text: str, by: str, inner: str) -> None:
    facts = url_facts(text, role="landing")
    assert (facts.wrapped_by, facts.address, facts.opaque) == (by, inner, False)
    assert facts.host


@pytest.mark.parametrize(
    "text",
    [
        "https://protect-us.mimecast.com/s/AbC1D?domain=lumen.com",
        SAFE_LINKS + "nonsense",
        SAFE_LINKS,
        "https://us.protection.sophos.com/?u=%%%",
        "https://urldefense.com/v3/nothing",
        "https://urldefense.com/",
    ],
)
def test_what_cannot_be_undone_is_opaque(text: str) -> None:
    facts = url_facts(text, role="landing")
    assert facts.opaque
    assert not facts.has_address


@pytest.mark.parametrize(
    "text",
    [
        "https://www.google.com/search?q=tv",
        "https://www.google.com/url?x=1",
        "https://www.youtube.com/watch?v=abc",
        "https://www.linkedin.com/company/lumen?url=https://a.com",
        "https://www.mimecast.com/",
    ],
)
def test_pages_of_the_same_companies_are_no_wrapped_links(text: str) -> None:
    assert not url_facts(text, role="landing").wrapped_by
