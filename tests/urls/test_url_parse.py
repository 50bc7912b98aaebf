"""URLs are taken apart as browsers do, and nothing that may stand in a cell breaks that."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from adqa.facts.url import Role, UrlFacts
from adqa.registry import load_registry
from adqa.rules.base import Found, Undecided
from adqa.urls.parse import is_blank
from adqa.urls.read import url_facts

DATA = Path(__file__).parent / "data"
HOSTS: dict[str, str | None] = json.loads((DATA / "whatwg_hosts.json").read_text("utf-8"))["hosts"]
NO_PUBLIC_HOST = {
    "http://example\t.\norg": "white space within the host",
    "http://ho\tst/": "white space within the host",
    "http://ho\rst/": "white space within the host",
    "http://!\"$&'()*+,-.;=_`{}~/": "characters that no registry gives out",
    "http://a.b.c.xn--pokxncvks": "no name behind the punycode",
    "http://a.b.c.XN--pokxncvks": "no name behind the punycode",
    "http://a.b.c.Xn--pokxncvks": "no name behind the punycode",
    "http://10.0.0.xn--pokxncvks": "no name behind the punycode",
    "http://10.0.0.XN--pokxncvks": "no name behind the punycode",
    "http://10.0.0.xN--pokxncvks": "no name behind the punycode",
    "https://xn--/": "no name behind the punycode",
}
"""Inputs that the standard takes and a campaign should not: URL → why."""
RULES = [one for one in load_registry().rules.values() if one.needs == (UrlFacts,)]
ROLES: tuple[Role, ...] = ("landing", "final", "click_tracker", "impression_tracker", "other")


def landing(text: str) -> UrlFacts:
    return url_facts(text, role="landing")


def judged(facts: UrlFacts) -> list[Found | Undecided]:
    return [one for rule in RULES for one in rule.judge(facts)]


@pytest.mark.parametrize("text", HOSTS, ids=ascii)
def test_hosts_are_those_of_the_standard(text: str) -> None:
    facts, expected = landing(text), HOSTS[text]
    if expected is None or text in NO_PUBLIC_HOST:
        assert not facts.has_address
    else:
        assert (facts.form, facts.host) == ("absolute", expected)


def test_every_exception_to_the_standard_is_in_its_test_data() -> None:
    assert set(NO_PUBLIC_HOST) <= set(HOSTS)
    assert len(HOSTS) > 300


@pytest.mark.parametrize(
    ("text", "host"),
    [
        ("https://0x7f.1/", "127.0.0.1"),
        ("https://2130706433/", "127.0.0.1"),
        ("https://a.com\\@evil.com", "a.com"),
        ("https://ex%41mple.com/", "example.com"),
        ("https://MÜNCHEN.de", "xn--mnchen-3ya.de"),
        ("https://${HOST}/x", ""),
        ("https://%%PATTERN:site%%.lumen.com/", ""),
    ],
)
def test_a_host_is_the_one_a_browser_opens(text: str, host: str) -> None:
    assert landing(text).host == host


def test_parts_keep_their_macros() -> None:
    facts = landing("%%CLICK_URL_UNESC%%https://a.com/${P1}/x?a=%%CACHEBUSTER%%&b=1+2%21#t-[%name%]")
    assert facts.lead == "%%CLICK_URL_UNESC%%"
    assert facts.address.startswith("https://a.com/${P1}/x?")
    assert (facts.path, facts.fragment) == ("/${P1}/x", "t-[%name%]")
    assert [(one.name, one.value) for one in facts.parameters] == [("a", "%%CACHEBUSTER%%"), ("b", "1 2!")]


@pytest.mark.parametrize(
    ("text", "form", "address"),
    [
        ("https://a.com/x", "absolute", "https://a.com/x"),
        ("  https://a.com/x\n", "absolute", "https://a.com/x"),
        ("www.a.com/x", "no-scheme", "https://www.a.com/x"),
        ("a.com", "no-scheme", "https://a.com"),
        ("//a.com/x", "no-scheme", "https://a.com/x"),
        ("http//a.com", "mistyped-scheme", "https://a.com"),
        ("https:/a.com", "mistyped-scheme", "https://a.com"),
        ("https;//a.com", "mistyped-scheme", "https://a.com"),
        ("htps://a.com", "mistyped-scheme", "https://a.com"),
        ("https:///a.com", "mistyped-scheme", "https://a.com"),
        ("https%3A%2F%2Fa.com%2F", "encoded", "https://a.com/"),
        ("<https://a.com/x>", "with-text", "https://a.com/x"),
        ("https://a.com/1; https://a.com/2", "several", ""),
        ("banner.jpg", "words", ""),
        ("Aurora 55", "words", ""),
        ("index.html", "relative", ""),
        ("../tv", "relative", ""),
        ("market://details?id=a", "app", ""),
        ("tel:+15551234567", "other-scheme", ""),
        ("data:text/html,x", "other-scheme", ""),
        ("{lpurl}", "macro", ""),
        ("%c%u", "macro", ""),
        ("TBD", "placeholder", ""),
        ("see email from Jo", "placeholder", ""),
        ("N/A", "empty", ""),
        ("", "empty", ""),
    ],
)
def test_what_people_write_is_told_apart(text: str, form: str, address: str) -> None:
    facts = landing(text)
    assert (facts.form, facts.address) == (form, address)


@pytest.mark.parametrize("text", ["", " ", "-", "n/a", "None"])
def test_a_blank_cell_is_no_url(text: str) -> None:
    assert is_blank(text)
    assert not judged(landing(text))


pieces = st.sampled_from(
    (
        *(
            "https://",
            "http:",
            "a.com",
            "www.",
            "/",
            "?",
            "#",
            "&",
            "=",
            "%",
            "%%",
            "${",
            "}",
            "{{",
            "[",
            "]",
        ),
        *(
            " ",
            "utm_source",
            "%25",
            "%2520",
            "&amp;",
            "ü",
            "\u200b",
            "\\",
            "@",
            ":",
            "8080",
            "TBD",
            "__",
            "!",
        ),
        *(
            "*",
            "-",
            "https://nam02.safelinks.protection.outlook.com/?url=",
            "__;JQ!!x$",
            "%c",
            "%u",
            "~",
            "<",
        ),
        *(
            "https://urldefense.com/v3/__",
            "%%CLICK_URL_UNESC%%",
            "[timestamp]",
            "ord=?",
            "\ud800",
            "\x00",
            "\n",
        ),
    )
)


@given(text=st.text(max_size=60) | st.lists(pieces, max_size=14).map("".join), role=st.sampled_from(ROLES))
@example(text="https://urldefense.com/v2/url?u=", role="landing")
@example(text="https://urldefense.com", role="landing")
@example(text="https://a.com/" + "%25" * 9000, role="landing")
def test_any_text_is_read_and_judged(text: str, role: Role) -> None:
    facts = url_facts(text, role=role)
    for one in judged(facts):
        assert isinstance(one, Found)
        assert one.measured is not None
        assert one.measured.text


@given(st.lists(pieces, max_size=10).map(lambda parts: "https://a.com/" + "".join(parts)))
def test_a_safe_correction_opens_the_same_page(text: str) -> None:
    facts = landing(text)
    for one in judged(facts):
        assert isinstance(one, Found)
        if one.suggestion and one.suggestion.safe and not facts.wrapped_by:
            assert landing(one.suggestion.replacement).host == facts.host


def test_a_password_is_never_quoted() -> None:
    facts = landing("http://jo:secret@a.com:8080/tv sale?a=1?b=2")
    said = [one for one in judged(facts) if isinstance(one, Found)]
    assert {one.code for one in said} >= {"http", "credentials", "port", "space", "second"}
    for one in said:
        assert one.measured is not None
        assert "secret" not in f"{one.measured} {dict(one.words)}"


@pytest.mark.parametrize(
    ("file", "role"), [("real_urls.txt", "landing"), ("real_trackers.txt", "impression_tracker")]
)
def test_urls_from_the_wild_raise_no_alarm(file: str, role: Role) -> None:
    lines = (DATA / file).read_text("utf-8").splitlines()
    assert len(lines) > 5
    for line in lines:
        codes = {
            (rule.id, one.code)
            for rule in RULES
            for one in rule.judge(url_facts(line, role=role))
            if isinstance(one, Found)
        }
        assert not codes, line
