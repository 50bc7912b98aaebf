"""Where the annotated file goes: never over what somebody needs."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from adqa.campaign.workbook.annotate import annotate
from adqa.campaign.workbook.give_back import write_annotated
from adqa.campaign.workbook.rows import Annotated
from adqa.errors import UsageError
from campaign.workbook.books import HEADER, TAB, answers, repacked, workbook
from campaign.workbook.test_delimited import PLAIN, run, to_fix


@pytest.fixture
def annotated() -> Annotated:
    return annotate(workbook(), name="Plan.xlsx", headers={"Traffic": HEADER}, rows=answers(), tab=TAB)


def test_it_is_written_under_its_name(annotated: Annotated, tmp_path: Path) -> None:
    done = write_annotated(annotated, tmp_path)
    assert (done.path, done.note) == (tmp_path / "Plan.qa.xlsx", "")
    assert done.path.read_bytes() == annotated.content


def test_an_older_copy_of_ours_is_replaced(annotated: Annotated, tmp_path: Path) -> None:
    alone = annotate(
        workbook()[:-400], name="Plan.xlsx", headers={"Traffic": HEADER}, rows=answers(), tab=TAB
    )
    for one in (annotated, alone, annotated):
        assert write_annotated(one, tmp_path).path.name == "Plan.qa.xlsx"
    assert [one.name for one in tmp_path.iterdir()] == ["Plan.qa.xlsx"]


def test_a_copy_that_somebody_saved_since_stays(annotated: Annotated, tmp_path: Path) -> None:
    saved = repacked(annotated.content, {})
    (tmp_path / "Plan.qa.xlsx").write_bytes(saved)
    done = write_annotated(annotated, tmp_path)
    assert done.path.name == "Plan.qa (2).xlsx"
    assert done.note == "Plan.qa.xlsx was changed since it was written, so the new one is Plan.qa (2).xlsx"
    assert (tmp_path / "Plan.qa.xlsx").read_bytes() == saved
    assert write_annotated(annotated, tmp_path).path.name == "Plan.qa (2).xlsx"


def test_a_file_of_that_name_that_is_no_workbook_stays(annotated: Annotated, tmp_path: Path) -> None:
    (tmp_path / "Plan.qa.xlsx").write_bytes(b"mine")
    assert write_annotated(annotated, tmp_path).path.name == "Plan.qa (2).xlsx"


def test_an_input_is_never_written_over(annotated: Annotated, tmp_path: Path) -> None:
    first = write_annotated(annotated, tmp_path).path
    done = write_annotated(annotated, tmp_path, inputs=[first])
    assert done.path.name == "Plan.qa (2).xlsx"
    assert done.note == "Plan.qa.xlsx was read in this check, so the new one is Plan.qa (2).xlsx"


@pytest.mark.parametrize("lock", ["~$Plan.qa.xlsx", ".~lock.Plan.qa.xlsx#"])
def test_a_copy_that_is_open_stays(annotated: Annotated, tmp_path: Path, lock: str) -> None:
    write_annotated(annotated, tmp_path)
    (tmp_path / lock).touch()
    done = write_annotated(annotated, tmp_path)
    assert done.note == "Plan.qa.xlsx is open in another program, so the new one is Plan.qa (2).xlsx"


def test_a_copy_that_the_system_locks_stays(
    annotated: Annotated, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As Windows does with a file that Excel holds open."""
    write_annotated(annotated, tmp_path)
    replace = os.replace

    def locked(source: str, target: str) -> None:
        if os.path.basename(target) == "Plan.qa.xlsx":
            raise PermissionError(13, "in use")
        replace(source, target)

    monkeypatch.setattr(os, "replace", locked)
    assert write_annotated(annotated, tmp_path).path.name == "Plan.qa (2).xlsx"
    assert sorted(one.name for one in tmp_path.iterdir()) == ["Plan.qa (2).xlsx", "Plan.qa.xlsx"]


def test_a_folder_full_of_copies_to_keep_is_said(annotated: Annotated, tmp_path: Path) -> None:
    for number in range(1, 100):
        copy = f" ({number})" if number > 1 else ""
        (tmp_path / f"Plan.qa{copy}.xlsx").write_bytes(b"mine")
    with pytest.raises(UsageError, match=r"Plan\.qa\.xlsx was changed since"):
        write_annotated(annotated, tmp_path)


def test_a_folder_that_is_not_there_is_said(annotated: Annotated, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be written"):
        write_annotated(annotated, tmp_path / "none")


def test_a_csv_with_comments_of_people_stays(tmp_path: Path) -> None:
    done = run(PLAIN, [to_fix(2)])
    path = write_annotated(done, tmp_path).path
    assert write_annotated(done, tmp_path).path == path
    path.write_bytes(done.content.replace(b"x/y,", b"x/y,asked Jo"))
    assert write_annotated(done, tmp_path).path.name == "Plan.qa (2).csv"
