"""Campaigns as the desk has them: Monday's intake, Tuesday's sheet, and one that two partners deliver for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from adqa.addresses import file_name
from adqa.report.campaign import (
    BookedRecord,
    CampaignRecord,
    FileRecord,
    PartnerRecord,
    RowRecord,
    RowVerdict,
)
from adqa.report.model import (
    Allowed,
    Finding,
    Measured,
    Owner,
    Related,
    Scalar,
    Severity,
    Subject,
    Suggestion,
    Verdict,
)
from adqa.report.report import Header, Material, Report
from report.samples import UNIT, Art, build, finding, heavy, wrong_size

DUE, DUE_AT = "Thu 14 May 12:00 CT", "2026-05-14T12:00:00-05:00"
NORTHPEAK = PartnerRecord(name="Northpeak Studio", contact="Jo Park", email="jo@northpeak.example")
SIZES = (
    *("300x250", "728x90", "160x600", "300x600", "320x50", "970x250", "320x100", "970x90", "468x60"),
    *("336x280", "120x600", "250x250", "200x200", "300x50"),
)
HEADER = Header(
    adqa_version="0.1.0",
    as_of="2026-05-11",
    arguments=("Aurora_delivery",),
    specs=(UNIT,),
    not_checked=("landing pages",),
    materials=(Material(what="working file", formats={"psd": 7, "ai": 1, "ttf": 1}),),
)


def row(number: int, tab: str = "Display", **changes: object) -> RowRecord:
    """A row that is ready; `changes` replace its fields."""
    made = RowRecord(
        id=f"{tab}!{number}",
        sheet="in/Lumen_IO_v3.xlsx",
        tab=tab,
        row=number,
        placement=f"ROS Display {number}",
        placement_id=f"4410{number:04}",
        creative=(),
        booked=(),
        spec=(UNIT.id,),
        owner=NORTHPEAK.name,
        due=DUE,
        verdict=RowVerdict.PASS,
        size="300x250",
        start="2026-05-21",
        end="2026-06-03",
    )
    return replace(made, **changes)  # type: ignore[arg-type]  # the names of fields, checked when it runs


def booking(label: str, size: str, rows: Sequence[RowRecord], **changes: object) -> BookedRecord:
    """A booked creative that is ready."""
    made = BookedRecord(
        key=f"{label}|{size}||".casefold(),
        label=f"{label} {size}",
        group=label.rpartition(" ")[2],
        size=size,
        rows=tuple(one.id for one in rows),
        placements=tuple(one.placement for one in rows),
        creatives=(f"Aurora_delivery/{label.replace(' ', '_')}_{size}.jpg",),
        owner=NORTHPEAK.name,
        due=DUE,
        due_at=DUE_AT,
        verdict=RowVerdict.PASS,
    )
    return replace(made, **changes)  # type: ignore[arg-type]  # the names of fields, checked when it runs


def record(
    rows: Iterable[RowRecord],
    booked: Iterable[BookedRecord],
    files: Sequence[FileRecord] = (),
    partners: Sequence[PartnerRecord] = (NORTHPEAK,),
    **changes: object,
) -> CampaignRecord:
    """The campaign part of a report, with its rows joined to what they book."""
    booked = tuple(booked)
    joined = []
    for one in rows:
        mine = [each for each in booked if one.id in each.rows]
        creatives = tuple(path for each in mine for path in each.creatives)
        verdict = min((one.verdict, *(each.verdict for each in mine)), key=lambda verdict: verdict.rank)
        joined.append(
            replace(one, booked=tuple(each.key for each in mine), creative=creatives, verdict=verdict)
        )
    matched = {path for each in booked for path in each.creatives}
    made = CampaignRecord(
        name="Aurora",
        advertiser="Lumen",
        brand="Aurora",
        start="2026-05-21",
        end="2026-06-03",
        time_zone="CT",
        as_of="Mon 11 May 2026",
        sheets=("in/Lumen_IO_v3.xlsx",),
        receipts=("Lumen_IO_v3.xlsx › Display: header in row 5, 19 rows read as placements",),
        placements=len(joined),
        live_rows=sum(one.verdict is not RowVerdict.CANCELLED for one in joined),
        delivered=len(matched) + len(files),
        matched=len(matched),
        rows=tuple(joined),
        booked=booked,
        files=tuple(files),
        partners=tuple(partners),
        headers={"in/Lumen_IO_v3.xlsx": {"Display": 5}},
    )
    return replace(made, **changes)  # type: ignore[arg-type]  # the names of fields, checked when it runs


def touching(found: Finding, one: BookedRecord) -> Finding:
    """A finding on a file, with the rows, placements and booking it touches."""
    touched = [f"row:{id_}" for id_ in one.rows] + [f"placement:{name}" for name in one.placements]
    return replace(found, applies_to=(*touched, f"booked:{one.key}"))


def question(path: str, text: str, code: str = "fits-several") -> tuple[FileRecord, Finding]:
    """A delivered file that a person must place, and what the rule says of it."""
    said = finding(
        path,
        "campaign/which-is-it",
        code,
        Severity.WARNING,
        spec=None,
        message=f"{file_name(path)} {text}",
        measured=None,
        allowed=None,
        fix="Say what it is for.",
        source=None,
        owner=Owner.ACCOUNT_MANAGER,
    )
    return FileRecord(path=path, code=code, text=text, question=True), said


def not_arrived(one: BookedRecord) -> Finding:
    """What campaign/missing-creative says of a booked creative."""
    late = one.verdict is RowVerdict.MISSING
    return finding(
        "in/Lumen_IO_v3.xlsx",
        "campaign/missing-creative",
        "missing" if late else "waiting",
        Severity.ERROR if late else Severity.NOTE,
        spec=None,
        subject=Subject(kind="creative", id=one.key),
        message=f"{one.label} has not arrived",
        measured=None,
        allowed=None,
        fix="Send the file",
        source=None,
    )


def case_a(absent_is: RowVerdict = RowVerdict.WAITING) -> Report:
    """Monday: 34 files for 38 booked; 27 ready, 5 to fix, 6 waiting, two that nobody can place."""
    names = [f"Aurora {message}" for message in "ABC"]
    wanted = [(name, size) for name in names for size in SIZES][:38]
    rows = [row(number, size="") for number in range(6, 25)]
    more = {("Aurora A", "728x90"): 3, ("Aurora A", "300x600"): 2, ("Aurora A", "160x600"): 2}
    more["Aurora A", "320x50"] = 2
    waiting = [("Aurora B", size) for size in ("300x250", "728x90", "160x600", "300x600")]
    waiting += [("Aurora A", "320x100"), ("Aurora A", "970x90")]
    booked = []
    for number, (name, size) in enumerate(wanted):
        places = [rows[(number // 2 + step * 7) % 19] for step in range(more.get((name, size), 1))]
        gone = (name, size) in waiting
        one = booking(name, size, places)
        booked.append(replace(one, creatives=(), verdict=absent_is) if gone else one)
    by_label = {one.label: number for number, one in enumerate(booked)}
    arts: list[Art] = []

    def wrong(label: str, path: str, found: Finding) -> None:
        number = by_label[label]
        booked[number] = replace(booked[number], creatives=(path,), verdict=RowVerdict.FAIL)
        arts.append(Art(path, Verdict.FAIL, [touching(found, booked[number])]))

    path = "Aurora_delivery/Aurora_A_728x90_v2.jpg"
    wrong("Aurora A 728x90", path, wrong_size(path, "728x91", ["728x90"]))
    path = "Aurora_delivery/Aurora_A_300x600.gif"
    wrong("Aurora A 300x600", path, heavy(path, 212_000))
    for size in ("160x600", "320x50"):
        path = f"Aurora_delivery/Aurora_A_{size}.zip"
        said = f"{file_name(path)} has no click tag: clicks would not open or be counted"
        found = finding(path, "click/missing-clicktag", "none", message=said, measured=None, allowed=None)
        wrong(f"Aurora A {size}", path, replace(found, fix="Add the line below to the <head>."))
    path = "Aurora_delivery/Aurora_B_970x250.jpg"
    found = finding(
        path,
        "file/wrong-extension",
        "differs",
        spec=None,
        message=f"{file_name(path)} is PNG, not JPG",
        measured=Measured(value="png", text="PNG"),
        allowed=Allowed(op="exactly", value="jpg", text="JPG"),
        fix="Rename it to Aurora_B_970x250.png if PNG is meant; else export it as JPG.",
        source=None,
    )
    wrong("Aurora B 970x250", path, found)
    faulty = {art.path for art in arts}
    arts += [Art(path) for one in booked for path in one.creatives if path not in faulty]
    asked = [
        question("Aurora_delivery/hero_new.jpg", "twice 970x250; backup or 2x version?", "twice-the-size"),
        question("Aurora_delivery/banner (1).jpg", "fits A and B, not named on the sheet"),
    ]
    arts += [Art(one.path, findings=[said], verdict=Verdict.REVIEW) for one, said in asked]
    absent = [not_arrived(one) for one in booked if one.verdict is absent_is]
    campaign = record(rows, booked, [one for one, _ in asked])
    return build(arts, absent, header=HEADER, campaign=campaign)


def on_rows(
    rule: str, code: str, rows: Sequence[int], message: str, fix: str, owner: Owner, **changes: object
) -> Finding:
    """A finding about rows of the sheet."""
    severity = changes.pop("severity", Severity.ERROR)
    assert isinstance(severity, Severity)
    return finding(
        "in/Q2_Trafficking_v7.xlsx",
        rule,
        code,
        severity,
        spec=None,
        subject=Subject(kind="row", id=f"Traffic!{rows[0]}"),
        message=message,
        fix=fix,
        source=None,
        owner=owner,
        where={"sheet": "Traffic", "row": rows[0]},
        applies_to=tuple(f"row:Traffic!{number}" for number in rows),
        **{"measured": None, "allowed": None, **changes},
    )


def on_csv(**changes: Any) -> Report:
    """A finding about a row of delimited text, whose line is not the number of its row."""
    sheet = "in/campaign.csv"
    made = on_rows("url/malformed", "words", [7], "No address", "Give one.", Owner.ACCOUNT_MANAGER)
    where: dict[str, Scalar] = {"sheet": "campaign.csv", "row": 7, "column": "C", "line": 9}
    made = replace(made, path=sheet, where=where, applies_to=("row:campaign!7",), **changes)
    rows = [row(7, "", id="campaign!7", sheet=sheet)]
    return build([], [made], campaign=record(rows, (), sheets=(sheet,)))


def case_b() -> Report:
    """Tuesday: 120 rows, of which 3 are struck through; 113 ready, 4 to fix."""
    ops, manager = Owner.AD_OPS, Owner.ACCOUNT_MANAGER
    found = [
        on_rows(
            "campaign/size-mismatch", "assigned", [17],
            "Creative Aurora_A_300x250 is 300x250; placement HP_Rail_300x600 needs 300x600",
            "Assign Aurora_A_300x600 (in the delivery, ready).", ops,
            measured=Measured(value="300x250", unit="px", text="300x250"),
            allowed=Allowed(op="exactly", value="300x600", unit="px", text="300x600"),
            suggestion=Suggestion(replacement="Aurora_A_300x600", safe=False),
        ),
        on_rows(
            "campaign/swap-without-outgoing", "swap", [52],
            'Notes say "swap in Aurora_v3" but not which creative goes out', "Say what leaves.", ops,
            measured=Measured(value="Aurora_v3", text="Aurora_v3"),
        ),
        on_rows(
            "campaign/uncovered-days", "gap", [31, 64],
            "Nothing runs on Tue 19 May: A ends 18 May, B starts 20 May",
            "Move A's end to 19 May, or B's start.", manager,
        ),
        on_rows(
            "campaign/rotation-sum", "sum", [77, 78, 79],
            "19-24 May: shares on this placement add to 90 % (40 + 30 + 20, rows 77-79)",
            'Make them 100 %, or write "even".', ops, severity=Severity.WARNING,
            measured=Measured(value=90, unit="%", text="90 %"),
        ),
    ]  # fmt: skip
    verdicts = dict.fromkeys((17, 52, 31, 64), RowVerdict.FAIL) | dict.fromkeys(
        (77, 78, 79), RowVerdict.REVIEW
    )
    rows = [
        row(
            number,
            "Traffic",
            sheet="in/Q2_Trafficking_v7.xlsx",
            owner="",
            hidden=number in (88, 89),
            verdict=RowVerdict.CANCELLED
            if number in (101, 102, 103)
            else verdicts.get(number, RowVerdict.PASS),
            reason="struck through" if number in (101, 102, 103) else "",
        )
        for number in range(6, 126)
    ]
    campaign = record(
        rows, (), partners=(), name="Q2 sheet v7", advertiser="", sheets=("in/Q2_Trafficking_v7.xlsx",)
    )
    return build(
        [], found, header=replace(HEADER, arguments=("in/Q2_Trafficking_v7.xlsx",)), campaign=campaign
    )


BIRCH = PartnerRecord(name="Birch & Vale", contact="Kim Ode", email="kim@birchvale.example")
SECRETS = {
    "a second partner": "Birch & Vale",
    "its contact": "Kim Ode",
    "its address": "kim@birchvale.example",
    "its product": "Borealis X9",
    "its placement": "Birch launch takeover",
    "a rate": "CPM $18.40",
    "an internal note": "they paid late again",
    "a placement ID": "44107391",
    "a local path": "/home/ana/Desktop/Q2 private",
    "the sheet": "Lumen_IO_v3_INTERNAL",
}
"""What stands somewhere in `two_partners` and must not reach the first of them."""


def two_partners() -> Report:
    """Two partners deliver; sheet, files and findings carry what neither may read of the other."""
    root, sheet = SECRETS["a local path"], f"{SECRETS['a local path']}/{SECRETS['the sheet']}.xlsx"
    rows = [
        row(6, sheet=sheet, placement_id=SECRETS["a placement ID"], reason=SECRETS["an internal note"]),
        row(7, sheet=sheet, placement=SECRETS["a placement ID"], placement_id=SECRETS["a placement ID"]),
        row(8, sheet=sheet, placement=SECRETS["its placement"], owner=BIRCH.name, publisher="Other Retail"),
        row(9, sheet=sheet, placement="ROS Display 9", owner="kim@birchvale.example"),
    ]
    ours = booking("Aurora A", "300x250", rows[:2], creatives=(f"{root}/in/Aurora_A_300x250.jpg",))
    late = booking("Aurora A", "728x90", rows[:1], creatives=(), verdict=RowVerdict.MISSING)
    theirs = booking(
        SECRETS["its product"], "300x250", rows[2:], owner=BIRCH.name,
        creatives=(f"{root}/in/Borealis X9_300x250.jpg",),
    )  # fmt: skip
    ours, theirs = (replace(one, verdict=RowVerdict.FAIL) for one in (ours, theirs))
    (mine,), (other,) = ours.creatives, theirs.creatives
    same = finding(
        mine,
        "version/same-art",
        "same",
        spec=None,
        message=f"{file_name(mine)} has the same picture as {file_name(other)}",
        measured=None,
        allowed=None,
        fix="Send the right picture.",
    )
    rate = finding(
        mine,
        "campaign/rate",
        "rate",
        message=f"{SECRETS['a rate']}, {SECRETS['an internal note']}",
        owner=Owner.ACCOUNT_MANAGER,
    )
    placed = finding(
        mine,
        "size/other",
        "id",
        message=f"{file_name(mine)} is not for {SECRETS['a placement ID']}",
        fix=sheet,
    )
    arts = [
        Art(mine, Verdict.FAIL, [touching(one, ours) for one in (heavy(mine, 212_000), same, rate, placed)]),
        Art(other, Verdict.FAIL, [touching(heavy(other, 199_000), theirs)]),
    ]
    asked, said = question(
        f"{root}/in/unknown {SECRETS['its product']}.jpg", f"fits {SECRETS['its product']}"
    )
    arts.append(Art(asked.path, Verdict.REVIEW, [said]))
    campaign = record(
        rows, (ours, late, theirs), [asked], (NORTHPEAK, BIRCH),
        sheets=(sheet,), brand=SECRETS["its product"],
        receipts=(f"{SECRETS['the sheet']}: 3 columns not used (Rate, {SECRETS['a rate']})",),
    )  # fmt: skip
    header = replace(HEADER, arguments=(f"{root}/in", sheet), notes=(SECRETS["an internal note"],))
    return build(arts, [not_arrived(late)], header=header, campaign=campaign)


def case_d() -> Report:
    """Wednesday: an offer that ended on Monday is still shown by four creatives on nine placements."""
    labels = [("Aurora sale", size) for size in SIZES[:4]]
    rows = [row(number, start="2026-05-14", end="2026-05-24") for number in range(6, 15)]
    booked = [booking(name, size, rows[number::4]) for number, (name, size) in enumerate(labels)]
    found = []
    for number, one in enumerate(rows):
        size = SIZES[number % 4]
        made = on_rows(
            "campaign/offer-ends-before-flight",
            "ends",
            [one.row],
            "Offer ended Mon 18 May; this row runs until Sun 24 May (6 days with an expired offer)",
            f"End the row, or swap in Aurora_evergreen_{size} (ready).",
            Owner.ACCOUNT_MANAGER,
            measured=Measured(value="2026-05-18", text="Mon 18 May"),
            allowed=Allowed(op="at_least", value="2026-05-24", text="until Sun 24 May"),
            related=(Related(path=f"in/Aurora_evergreen_{size}.jpg", text="ready"),),
        )
        found.append(replace(made, applies_to=(f"row:{one.id}", f"placement:{one.placement}")))
    arts = [Art(path) for one in booked for path in one.creatives]
    header = replace(HEADER, as_of="2026-05-20")
    return build(arts, found, header=header, campaign=record(rows, booked))
