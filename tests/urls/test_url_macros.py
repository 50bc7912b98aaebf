"""Macros of every platform are found, told apart and spelled right."""

from __future__ import annotations

import pytest

from adqa.urls.macros import PLATFORMS, find_macros

KNOWN = [
    ("https://a.com/?r=%%CACHEBUSTER%%", "%%CACHEBUSTER%%", "gam"),
    ("%%CLICK_URL_UNESC%%https://a.com/", "%%CLICK_URL_UNESC%%", "gam"),
    ("https://a.com/?k=%%PATTERN:key%%", "%%PATTERN:key%%", "gam"),
    ("https://a.com/?n=[%Headline%]", "[%Headline%]", "gam"),
    ("%chttps://a.com/", "%c", "cm360"),
    ("https://a.com/?ord=%n", "%n", "cm360"),
    ("https://a.com/?utm_id=%ebuy!&p=1", "%ebuy!", "cm360"),
    ("https://a.com/?c=%eaid!", "%eaid!", "cm360"),
    ("https://a.com/?s=${SOURCE_URL_ENC}", "${SOURCE_URL_ENC}", "dv360"),
    ("https://a.com/?d=${DEVICE_AAID}", "${DEVICE_AAID}", "xandr"),
    ("https://a.com/?c=%%TTD_CLK_ESC%%", "%%TTD_CLK_ESC%%", "ttd"),
    ("%%c1;cpdir=https://a.com/", "%%c1;cpdir=", "adform"),
    ("[sas_clickMacro]https://a.com/", "[sas_clickMacro]", "equativ"),
    ("https://a.com/?r=${TM_RANDOM}", "${TM_RANDOM}", "adobe"),
    ("https://a.com/?t={{timestamp}}", "{{timestamp}}", "kevel"),
    ("https://a.com/?r=[[RANDOM]]", "[[RANDOM]]", "getintent"),
    ("https://a.com/?r=$random", "$random", "eplanning"),
    ("https://a.com/?p=${AUCTION_PRICE}", "${AUCTION_PRICE}", "openrtb"),
    ("https://a.com/?e=[ERRORCODE]", "[ERRORCODE]", "vast"),
    ("https://a.com/?s={GTIN}", "{GTIN}", "adcp"),
    ("https://a.com/?k={keyword}&m={matchtype}", "{keyword}", "google_ads"),
    ("{lpurl}?x={_season}", "{lpurl}", "google_ads"),
    ("https://a.com/?o={OrderItemId}", "{OrderItemId}", "microsoft_ads"),
    ("https://a.com/?n={{adset.name}}", "{{adset.name}}", "meta"),
    ("https://a.com/?c=__CAMPAIGN_ID__", "__CAMPAIGN_ID__", "tiktok"),
]


@pytest.mark.parametrize(("text", "macro", "platform"), KNOWN)
def test_a_macro_is_known_by_its_platform(text: str, macro: str, platform: str) -> None:
    first = find_macros(text)[0]
    assert first.text == first.correct == macro
    assert first.known
    assert platform in first.families
    assert text[first.start : first.end] == macro


def test_every_platform_has_a_macro_here() -> None:
    assert {platform for _, _, platform in KNOWN} == set(PLATFORMS)


@pytest.mark.parametrize(
    "text",
    [
        "https://a.com/m%C3%B6bel?q=50%25&c=%c3%a9",
        "https://a.com/?f[0]=1&f[COLOR]=2&ids[]=3",
        "https://a.com/?a=1;b=2&price=$20",
        "https://a.com/__init__/x?m=__all__",
        "https://a.com/#[1]{}",
        "https://a.com/100%natural",
    ],
)
def test_what_only_looks_like_a_macro_is_none(text: str) -> None:
    assert not find_macros(text)


@pytest.mark.parametrize(
    ("written", "correct"),
    [
        ("%%Cachebuster%%", "%%CACHEBUSTER%%"),
        ("%EPID!", "%epid!"),
        ("${Click_Url}", "${CLICK_URL}"),
        ("[errorcode]", "[ERRORCODE]"),
        ("%%pattern:Key%%", "%%PATTERN:Key%%"),
        ("{KeyWord}", "{KeyWord}"),
        ("${gdpr}", "${gdpr}"),
    ],
)
def test_the_right_case_is_known_where_case_counts(written: str, correct: str) -> None:
    (macro,) = find_macros(f"https://a.com/?a={written}")
    assert (macro.known, macro.correct) == (True, correct)


@pytest.mark.parametrize(
    ("encoded", "correct"),
    [
        ("%25%25CACHEBUSTER%25%25", "%%CACHEBUSTER%%"),
        ("%24%7BCACHEBUSTER%7D", "${CACHEBUSTER}"),
        ("$%7BGDPR%7D", "${GDPR}"),
        ("%7B%7Bad.id%7D%7D", "{{ad.id}}"),
        ("%7Bkeyword%7D", "{keyword}"),
        ("%5BERRORCODE%5D", "[ERRORCODE]"),
    ],
)
def test_an_encoded_macro_is_recognised(encoded: str, correct: str) -> None:
    (macro,) = find_macros(f"https://a.com/?a={encoded}&b=%7Bx%7D")
    assert macro.encoded
    assert (macro.text, macro.correct) == (encoded, correct)


@pytest.mark.parametrize(
    "name", ["%%CASHBUSTER%%", "${NOBODY}", "{{my.own}}", "{mine}", "[TPAS_ID]", "%exyz!"]
)
def test_an_unknown_name_is_said_to_be_unknown(name: str) -> None:
    (macro,) = find_macros(f"https://a.com/?a={name}")
    assert not macro.known
