"""UTM parameters: the channel they lead to, and which one a misspelt name stands for."""

from __future__ import annotations

import pytest

from adqa.urls.utm import channel, meant


@pytest.mark.parametrize(
    ("medium", "expected"),
    [
        ("display", "Display"),
        ("Banner", "Display"),
        ("cpm", "Display"),
        ("cpc", "Paid"),
        ("ppc", "Paid"),
        ("paid_social", "Paid"),
        ("affiliate", "Affiliates"),
        ("email", "Email"),
        ("e-mail", "Email"),
        ("sms", "SMS"),
        ("audio", "Audio"),
        ("referral", "Referral"),
        ("social", "Organic Social"),
        ("hero", "Unassigned"),
    ],
)
def test_the_medium_decides_the_channel(medium: str, expected: str) -> None:
    assert channel({"utm_source": "lumen", "utm_medium": medium}) == expected


def test_without_utm_there_is_no_channel() -> None:
    assert not channel({})


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("utm_source", ""),
        ("UTM_Source", "utm_source"),
        ("utm-medium", "utm_medium"),
        ("utm_souce", "utm_source"),
        ("utm_campagin", "utm_campaign"),
        ("utm_compaign", "utm_campaign"),
        ("umt_source", "utm_source"),
        ("utm_contents", "utm_content"),
        ("utm_flight", ""),
        ("utm_audience", ""),
        ("utm_campaignid", ""),
        ("source", ""),
        ("campaign", ""),
    ],
)
def test_a_misspelt_name_is_told_from_another_one(name: str, expected: str) -> None:
    assert meant(name) == expected
