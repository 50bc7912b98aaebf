"""campaign/cell-not-understood: a cell of the sheet could not be read as what it should be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from adqa.addresses import file_name
from adqa.campaign.model import CellProblem, ProblemCode, Row
from adqa.facts.campaign import CampaignFacts
from adqa.report.model import Measured, Owner, Scalar, Severity
from adqa.rules.base import Example, Found, Judgement, rule
from adqa.rules.campaign._rows import a_row, campaign_facts
from adqa.rules.campaign._say import numbers_text, touched


def _problem(
    text: str, row: int = 17, *, code: ProblemCode = "not_understood", remedy: str = "", holds: bool = False
) -> CellProblem:
    return CellProblem(
        file="Q2.xlsx",
        tab="Traffic",
        row=row,
        column="H",
        header="Start",
        code=code,
        text=text,
        remedy=remedy,
        holds=holds,
    )


_WRONG_DATE = _problem("31/31/2026 is no date", code="impossible_date", remedy="Correct it", holds=True)


@rule(
    id="campaign/cell-not-understood",
    title="A cell of the sheet could not be understood",
    needs=CampaignFacts,
    subject="campaign",
    severity=Severity.WARNING,
    severities={"holds": Severity.ERROR},
    owner=Owner.ACCOUNT_MANAGER,
    changes="An error where the row cannot be judged as booked because of it: a wrong date or size.",
    messages={"read": "{place}: {text}", "holds": "{place}: {text}"},
    fix="{remedy}.",
    examples=(
        Example("all is understood", (campaign_facts(a_row()),)),
        Example("a date that does not exist", (campaign_facts(a_row(), problems=(_WRONG_DATE,)),),
                codes=("holds",)),
        Example(
            "an error value",
            (campaign_facts(a_row(), problems=(_problem("#REF! stands here", code="error_cell"),)),),
            codes=("read",),
        ),
        Example(
            "one column of dates that can be read in two ways",
            (campaign_facts(a_row(), problems=(_problem("5/6/2026 may be 5 June or 6 May", row=0,
                                                        code="ambiguous_dates"),)),),
            codes=("read",),
        ),
        Example("two different cells",
                (campaign_facts(a_row(), problems=(_WRONG_DATE, _problem("soonish is no date", row=18))),),
                codes=("holds", "read")),
        Example("the same in many rows", (campaign_facts(a_row(), a_row(18), problems=(
            _problem("??? is no date"), _problem("??? is no date", row=18))),), codes=("read",)),
    ),
    since="0.1",
)  # fmt: skip
def judge(facts: CampaignFacts) -> Judgement:
    """What cannot be read is not checked; whoever wrote it knows what it should say.

    The same text in one column is one fault, however many rows it stands in.
    """
    groups: dict[tuple[str, ...], list[CellProblem]] = defaultdict(list)
    for one in facts.campaign.problems:
        groups[one.file, one.tab, one.column, one.code, one.text, str(one.holds)].append(one)
    rows: dict[tuple[str, str, int], list[Row]] = defaultdict(list)
    for row in facts.campaign.rows:
        rows[row.file, row.tab, row.row].append(row)
    for problems in groups.values():
        first = problems[0]
        place: dict[str, Scalar] = {"sheet": first.tab or file_name(first.file), "row": first.row or None}
        told_apart = str(first.row) if len(problems) == 1 else first.text
        yield Found(
            code="holds" if first.holds else "read",
            path=first.file,
            measured=Measured(value=first.text, text=first.text),
            where={**place, "column": first.column} if first.column else place,
            occurrence=f"{first.tab} {first.column} {first.code} {told_apart}",
            words={
                "place": _place(problems),
                "text": first.text.rstrip(" .:"),
                "remedy": first.remedy.strip().rstrip(".") or "Correct the cell",
            },
            applies_to=touched(row for one in problems for row in rows[one.file, one.tab, one.row]),
        )


def _place(problems: Sequence[CellProblem]) -> str:
    """`Traffic H17 (Start)`; for a whole column, or several rows, `Traffic column H (Start), rows 17-18`."""
    first = problems[0]
    header = f" ({first.header})" if first.header else ""
    tab = first.tab or file_name(first.file)
    numbers = sorted({one.row for one in problems if one.row})
    if first.code == "ambiguous_dates" or not numbers:
        return f"{tab} column {first.column}{header}" if first.column else tab
    if len(numbers) == 1:
        return f"{tab} {first.column}{numbers[0]}{header}" if first.column else f"{tab} row {numbers[0]}"
    column = f" column {first.column}{header}," if first.column else ""
    return f"{tab}{column} {numbers_text(numbers)}"
