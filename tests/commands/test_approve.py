"""adqa approve: which creatives are meant, and what goes on record."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from adqa.commands.approve import Approved, approve
from adqa.errors import UsageError
from adqa.records.store import Store
from records.art import a_creative, a_run, drawn, encoded, package, recorded

NOW = datetime(2026, 5, 12, 15, tzinfo=UTC)


@pytest.fixture
def campaign(delivery: Path) -> Path:
    """Two concepts in two sizes, one of them a package."""
    for concept in ("Aurora_A", "Aurora_B"):
        (delivery / f"{concept}_300x250.png").write_bytes(encoded(drawn(seed=ord(concept[-1]))))
    (delivery / "Aurora_A_728x90.png").write_bytes(encoded(drawn(728, 90)))
    package(delivery / "Aurora_B_728x90.zip", {"index.html": "<html>"})
    return delivery


def approved(*paths: Path, **options: Any) -> Approved:
    return approve(paths, **{"by": "M. Ruiz", "on": date(2026, 5, 12), "recorded": NOW, **options})


def names(found: Approved) -> list[str]:
    return sorted(one.path for one in found.approvals)


def test_a_whole_delivery(campaign: Path) -> None:
    found = approved(campaign, role="legal", scope="delivery")
    assert len(found.approvals) == 4
    assert found.folder == campaign.parent / ".adqa"
    assert Store(found.folder).approvals().approvals == found.approvals
    one = found.approvals[0]
    assert (one.by, one.role, one.on, one.scope) == ("M. Ruiz", "legal", "2026-05-12", "delivery")
    assert one.recorded == "2026-05-12T15:00:00.000000+00:00"
    assert one.pixel_id
    assert one.rules
    assert one.adqa_version


def test_the_first_one_says_where_the_record_is(campaign: Path) -> None:
    text = approved(campaign, role="legal").text()
    assert text.startswith("4 creatives approved by M. Ruiz (legal) on 12 May\n")
    assert f"The record of this campaign is kept in {(campaign.parent / '.adqa').as_posix()}" in text
    assert "kept in" not in approved(campaign).text()


@pytest.mark.parametrize(
    ("scope", "of", "expected"),
    [
        ("concept", "Aurora A", ["Aurora_A_300x250.png", "Aurora_A_728x90.png"]),
        ("size", "300 x 250", ["Aurora_A_300x250.png", "Aurora_B_300x250.png"]),
        ("size", "728x90", ["Aurora_A_728x90.png", "Aurora_B_728x90.zip"]),
    ],
)
def test_a_size_or_concept_by_name(campaign: Path, scope: str, of: str, expected: list[str]) -> None:
    assert names(approved(campaign, scope=scope, of=of)) == expected


@pytest.mark.parametrize("scope", ["concept", "size"])
def test_a_file_stands_for_its_kin(campaign: Path, scope: str) -> None:
    found = approved(campaign / "Aurora_B_728x90.zip", scope=scope)
    other = {"concept": "Aurora_B_300x250.png", "size": "Aurora_A_728x90.png"}[scope]
    assert names(found) == sorted([other, "Aurora_B_728x90.zip"])


def test_a_single_file(campaign: Path) -> None:
    assert names(approved(campaign / "Aurora_A_300x250.png")) == ["Aurora_A_300x250.png"]


def test_a_placement_is_known_from_the_check_on_record(campaign: Path) -> None:
    with pytest.raises(UsageError, match="a check with the campaign's sheet must be on record first"):
        approved(campaign, scope="placement", of="HP Hero")
    store = Store(campaign.parent / ".adqa")
    run = recorded(campaign)
    with_place = a_creative(
        "Aurora_A_300x250.png",
        str(run.creatives[0].content_id),
        placements=("HP Hero",),
        units={"iab/mrec": "abc"},
    )
    store.add_run(a_run("2026-05-12", with_place))
    found = approved(campaign, scope="placement", of="hp hero")
    assert names(found) == ["Aurora_A_300x250.png"]
    assert found.approvals[0].units == {"iab/mrec": "abc"}


def test_evidence_and_conditions_are_kept(campaign: Path, tmp_path: Path) -> None:
    mail = tmp_path / "RE approved.eml"
    mail.write_bytes(b"Subject: approved")
    found = approved(campaign, evidence=mail, conditions=" until 24 May ")
    kept = found.approvals[0].evidence
    assert kept is not None
    assert kept.name == "RE approved.eml"
    assert (found.folder / kept.file).read_bytes() == b"Subject: approved"
    assert kept.file == f"evidence/{kept.sha256}.eml"
    assert found.approvals[0].conditions == "until 24 May"
    assert "On the condition: until 24 May" in found.text()


def test_how_it_looked_is_kept(campaign: Path) -> None:
    found = approved(campaign / "Aurora_A_300x250.png")
    picture = Store(found.folder).picture(found.approvals[0].content_id)
    assert picture is not None
    assert picture.startswith(b"\x89PNG")


def test_units_come_from_the_settings_where_nothing_was_checked(campaign: Path) -> None:
    (campaign.parent / "adqa.toml").write_text('spec = "google-ads/uploaded-image"\n')
    found = approved(campaign)
    assert {id_ for one in found.approvals for id_ in one.units} == {"google-ads/uploaded-image"}
    assert all(len(revision) == 12 for one in found.approvals for revision in one.units.values())


def test_what_cannot_be_read_is_not_approved(campaign: Path) -> None:
    (campaign / "Aurora_C_300x250.png").write_bytes(b"")
    found = approved(campaign)
    assert len(found.approvals) == 4
    assert "Not approved: " in found.text()
    assert "Aurora_C_300x250.png" in found.text()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"by": " "}, "say who approved"),
        ({"on": date(2026, 5, 13)}, "still to come"),
        ({"scope": "concept", "of": "Borealis"}, "no creative here has the concept 'Borealis'"),
        ({"evidence": Path("nowhere.eml")}, "the evidence nowhere.eml cannot be read"),
    ],
)
def test_wrong_use_records_nothing(campaign: Path, options: dict[str, Any], said: str) -> None:
    with pytest.raises(UsageError, match=said):
        approved(campaign, **options)
    assert Store(campaign.parent / ".adqa").approvals().approvals == ()
