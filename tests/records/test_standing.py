"""What approvals say of the files delivered now: bound to content, found by content and by name."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from adqa.campaign.model import SheetApproval
from adqa.facts.approval import ApprovalFacts, SignOff
from adqa.records.identity import FileState
from adqa.records.lockfile import Approval
from adqa.records.runs import RunRecord
from adqa.records.snapshot import Snapshot
from adqa.records.standing import approval_facts, record_facts, stands
from adqa.records.store import Store
from records.art import a_creative, a_run, an_approval, drawn, encoded

NAME = "Aurora_A_300x250.jpg"


def state(key: str, content: str) -> FileState:
    return FileState(path=f"fri/{key}", key=key, kind="image", sha256=content, content_id=content)


def sign_off(file: FileState, *approvals: Approval) -> SignOff:
    """The one word on record about a file."""
    (one,) = approval_facts([file], approvals)[file.path].sign_offs
    return one


def test_without_any_approval_nothing_is_said() -> None:
    assert approval_facts([state(NAME, "a")], []) == {}
    assert approval_facts([state(NAME, "a")], [], typed={"fri/x": ()}) == {}


def test_the_approved_bytes_stand_under_any_name() -> None:
    assert sign_off(state(NAME, "a"), an_approval()).standing == "stands"
    assert sign_off(state("other.jpg", "a"), an_approval()).standing == "stands"


@pytest.mark.parametrize("name", [NAME, "Aurora_A_300x250 (1).jpg", "round 2/Aurora_A_300x250.jpg"])
def test_other_content_under_the_approved_name_is_changed(name: str) -> None:
    one = sign_off(state(name, "b"), an_approval())
    assert (one.standing, one.by, one.on) == ("changed", "M. Ruiz", date(2026, 5, 12))


def test_another_version_is_another_file() -> None:
    one = sign_off(state("Aurora_A_300x250_v3.jpg", "b"), an_approval("Aurora_A_300x250_v2.jpg"))
    assert (one.standing, one.version) == ("other_version", "v2")


def test_a_file_that_nobody_approved_has_no_word() -> None:
    facts = approval_facts([state("Borealis_728x90.jpg", "b")], [an_approval()])
    assert facts["fri/Borealis_728x90.jpg"].sign_offs == ()


def test_approving_again_settles_it_whoever_of_that_role_does() -> None:
    later = an_approval(
        content="b", by="A. Kim", on="2026-05-15", recorded="2026-05-15T09:00:00.000000+00:00"
    )
    one = sign_off(state(NAME, "b"), an_approval(), later)
    assert (one.standing, one.by) == ("stands", "A. Kim")


def test_an_approval_of_one_role_does_not_settle_that_of_another() -> None:
    later = an_approval(content="b", by="A. Kim", role="brand", recorded="2026-05-15T09:00:00.000000+00:00")
    facts = approval_facts([state(NAME, "b")], [an_approval(), later])[f"fri/{NAME}"]
    assert {one.role: one.standing for one in facts.sign_offs} == {"legal": "changed", "brand": "stands"}
    assert not stands(facts)


def test_putting_the_approved_file_back_settles_it() -> None:
    later = an_approval(content="b", recorded="2026-05-15T09:00:00.000000+00:00")
    assert sign_off(state(NAME, "a"), an_approval(), later).standing == "stands"


def test_a_stripped_picture_is_the_same_content(tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(encoded(drawn(), "JPEG", comment=b"by somebody"))
    with Snapshot([tmp_path]) as then:
        old = then.files[0]
        approval = an_approval(
            NAME, sha256=old.sha256, content_id=old.content_id, pixel_id=then.contents.pixels(old)
        )
    (tmp_path / NAME).write_bytes(encoded(drawn(), "JPEG"))
    with Snapshot([tmp_path]) as now:
        facts = approval_facts(now.files, [approval], pixels=now.contents.pixels)[now.files[0].path]
    (one,) = facts.sign_offs
    assert (one.standing, one.said) == ("same_content", "saved again with every pixel the same")
    assert stands(facts)


def test_a_unit_that_changed_is_named_while_the_approval_stands() -> None:
    approval = an_approval(units={"iab/mrec": "aaaaaaaaaaaa", "iab/old": "bbbbbbbbbbbb"})
    now = {f"fri/{NAME}": {"iab/mrec": "cccccccccccc"}}
    (change,) = approval_facts([state(NAME, "a")], [approval], revisions=now)[f"fri/{NAME}"].unit_changes
    assert change.spec == "iab/mrec"
    same = {f"fri/{NAME}": {"iab/mrec": "aaaaaaaaaaaa"}}
    assert not approval_facts([state(NAME, "a")], [approval], revisions=same)[f"fri/{NAME}"].unit_changes


def typed(one: SheetApproval, content: str, *runs: RunRecord) -> ApprovalFacts:
    file = state(NAME, content)
    return approval_facts([file], [], typed={file.path: [one]}, runs=runs, year=2026)[file.path]


MAY_12 = SheetApproval(by="M. Ruiz", on=date(2026, 5, 12))
MONDAY = a_run("2026-05-11", a_creative(NAME, "a"))
FRIDAY = a_run("2026-05-15", a_creative(NAME, "b"))


@pytest.mark.parametrize(
    ("approval", "content", "runs", "standing", "said"),
    [
        (MAY_12, "a", [MONDAY], "stands", "bound to the file that was there on 11 May"),
        (MAY_12, "b", [MONDAY, FRIDAY], "changed", ""),
        (MAY_12, "b", [FRIDAY], "unbound", "no check on record reaches back to that day"),
        (MAY_12, "b", [], "unbound", "no check on record reaches back to that day"),
        (MAY_12, "b", [a_run("2026-05-11")], "unbound", "no check up to that day saw a file of this name"),
        (SheetApproval(by="M. Ruiz"), "a", [MONDAY], "unbound", "the sheet gives no date of the approval"),
    ],
)
def test_an_approval_typed_in_a_sheet_is_for_the_file_of_that_day(
    approval: SheetApproval, content: str, runs: list[RunRecord], standing: str, said: str
) -> None:
    (one,) = typed(approval, content, *runs).sign_offs
    assert (one.standing, one.said, one.from_sheet) == (standing, said, True)


def test_a_sheet_that_approved_another_version() -> None:
    file = state("Aurora_A_300x250_v3.jpg", "b")
    approval = SheetApproval(by="M. Ruiz", on=date(2026, 5, 12), version="v2")
    (one,) = approval_facts([file], [], typed={file.path: [approval]}, runs=[MONDAY])[file.path].sign_offs
    assert (one.standing, one.version) == ("other_version", "v2")


def test_the_record_says_more_than_the_sheet() -> None:
    file = state(NAME, "a")
    facts = approval_facts([file], [an_approval()], typed={file.path: [MAY_12]})[file.path]
    (one,) = facts.sign_offs
    assert one.standing == "stands"
    assert not one.from_sheet


def test_what_is_wrong_with_the_record_reaches_a_rule(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.approve([an_approval()])
    (tmp_path / "approved.lock.json").write_text("{")
    ((file, code, _),) = record_facts(store.approvals()).problems
    assert (file, code) == ("approved.lock.json", "damaged")
