"""Reports made in memory, one for each thing a reporter must cope with."""

from __future__ import annotations

import hashlib
import io
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from PIL import Image, ImageDraw

from adqa.addresses import file_name, natural_key
from adqa.engine.evidence import Evidence
from adqa.engine.spool import Spool
from adqa.facts.file import FileFacts, NameFacts
from adqa.facts.image import Animation, Edge, ImageFacts, StillFacts, SurfaceFacts
from adqa.report.campaign import CampaignRecord, RowVerdict
from adqa.report.fixes import missing_in
from adqa.report.model import (
    Allowed,
    AssetRecord,
    CreativeRecord,
    Finding,
    Measured,
    Outcome,
    Owner,
    Reason,
    Related,
    Run,
    Severity,
    SourceRef,
    SpecVerdict,
    Subject,
    Verdict,
    Waived,
)
from adqa.report.report import Header, Material, Report, SpecRecord, Summary, adapter
from adqa.units import weight_text

HOSTILE = (
    "<script>alert(1)</script>.jpg",
    "=1+1.jpg",
    "\x1b[31mred\x1b[0m.jpg",
    "gpj.\u202eexe.jpg",
    "two\nlines\r.jpg",
    "@octocat #12 [click](javascript:alert(1)) `code` | cell *bold*.jpg",
    "::error file=x::forged.jpg",
    "100%25 café 漢字 👍.jpg",
    "]]>&amp;\"'{{7*7}}{% raw %}.jpg",
    "lone\udc80.jpg",
)
GUIDE = SourceRef(
    title="Display creative guide", url="https://ads.example.com/display", section="2.1", read_on="2026-02-01"
)
UNIT = SpecRecord(
    id="example-retail/display",
    revision="3fa9c01d77e2",
    title="Onsite display",
    status="active",
    confidence="high",
    sources=(GUIDE,),
    assumed=False,
    by_eye=("The logo stands on the left and is not covered.", "Prices agree with the offer booked."),
)


@dataclass(slots=True)
class Art:
    """One creative of a sample, to be completed by `build`."""

    path: str
    verdict: Verdict = Verdict.PASS
    findings: list[Finding] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    facts: tuple[Any, ...] = ()
    specs: tuple[str, ...] = (UNIT.id,)
    assumed: bool = False
    decided: str = ""
    kind: str = "image"


def finding(
    path: str,
    rule: str = "weight/file",
    code: str = "over",
    severity: Severity = Severity.ERROR,
    **changes: Any,
) -> Finding:
    """A finding that is complete; `changes` replace its fields."""
    name = file_name(path)
    made = Finding(
        rule=rule,
        code=code,
        severity=severity,
        subject=Subject(kind="asset", id=path),
        path=path,
        spec=UNIT.id,
        message=f"{name} weighs 212 KB; limit 150 KB (62 KB over)",
        measured=Measured(value=212_000, unit="bytes", text="212 KB"),
        allowed=Allowed(op="at_most", value=150_000, unit="bytes", text="150 KB"),
        fix="62 KB must go: export again with stronger compression or fewer frames.",
        source=GUIDE,
        strength="must",
        confidence="high",
        owner=Owner.PARTNER,
    )
    made = replace(made, **changes)
    print_of = "\0".join((made.rule, made.code, made.spec or "", made.path, str(made.where)))
    return replace(made, fingerprint="1:" + hashlib.sha256(print_of.encode("utf-8", "replace")).hexdigest())


def heavy(path: str, weight: int, limit: int = 150_000, **changes: Any) -> Finding:
    """weight/file over."""
    over = weight_text(weight - limit)
    words = f"{file_name(path)} weighs {weight_text(weight)}; limit {weight_text(limit)} ({over} over)"
    return finding(
        path,
        message=words,
        measured=Measured(value=weight, unit="bytes", text=weight_text(weight)),
        allowed=Allowed(op="at_most", value=limit, unit="bytes", text=weight_text(limit)),
        fix=f"{over} must go: export again with stronger compression or fewer frames.",
        **changes,
    )


def wrong_size(path: str, found: str, needed: Sequence[str], **changes: Any) -> Finding:
    """size/not-allowed."""
    text = needed[0] if len(needed) == 1 else ", ".join(needed[:-1]) + " or " + needed[-1]
    return finding(
        path,
        "size/not-allowed",
        "pixels",
        message=f"{file_name(path)} is {found} px; must be {text}",
        measured=Measured(value=found, unit="px", text=f"{found} px"),
        allowed=Allowed(op="one_of", values=tuple(needed), unit="px", text=f"{text} px"),
        fix=f"Export again at {needed[0]} px.",
        **changes,
    )


def unknown(path: str, text: str, reason: Reason | None = Reason.ENGINE_CANNOT_SEE, **changes: Any) -> Run:
    """A run that ended without an answer."""
    made = Run(
        rule="html/package",
        subject=Subject(kind="asset", id=path),
        path=path,
        spec=UNIT.id,
        outcome=Outcome.UNKNOWN,
        reason=reason,
        text=text,
    )
    return replace(made, **changes)


def build(
    arts: Iterable[Art],
    relations: Sequence[Finding] = (),
    *,
    header: Header | None = None,
    evidence: dict[str, bytes] | None = None,
    campaign: CampaignRecord | None = None,
) -> Report:
    """A report as `check` would make it: spooled in address order, counted."""
    spool = Spool()
    arts = sorted(arts, key=lambda one: natural_key(one.path))
    verdicts: Counter[str] = Counter()
    severities: Counter[str] = Counter()
    outcomes: Counter[str] = Counter()
    for art in arts:
        digest = hashlib.sha256(art.path.encode("utf-8", "replace")).hexdigest()
        counts = Counter(run.outcome.value for run in art.runs)
        counts["pass"] += 12
        counts["fail"] += len({one.rule for one in art.findings})
        record = CreativeRecord(
            id=art.path,
            path=art.path,
            kind=art.kind,
            sha256=digest,
            content_id=digest,
            assets=(AssetRecord(role="main", path=art.path, member=None, kind=art.kind, sha256=digest),),
            specs=art.specs,
            assumed=art.assumed,
            verdict=art.verdict,
            verdicts=tuple(
                [SpecVerdict(spec=None, verdict=Verdict.PASS)]
                + [SpecVerdict(spec=spec, verdict=art.verdict) for spec in art.specs]
            ),
            counts=dict(sorted(counts.items())),
            decided=art.decided,
            facts={one.KIND: {"version": one.VERSION, **asdict(one)} for one in art.facts},
        )
        spool.write("creatives", art.path, _line(adapter(CreativeRecord), record))
        if art.findings:
            spool.write("findings", art.path, _line(adapter(list[Finding]), art.findings))
        if art.runs:
            spool.write("runs", art.path, _line(adapter(list[Run]), art.runs))
        verdicts[art.verdict.value] += 1
        outcomes.update(counts)
    for one in [*(found for art in arts for found in art.findings), *relations]:
        severities["waived" if one.waived else "baselined" if one.baselined else one.severity.value] += 1
    booked = {verdict.value: campaign.count(verdict) for verdict in RowVerdict} if campaign else None
    missing = sum(len(missing_in(one)) for one in relations if one.counts)
    summary = Summary(
        delivered=len(arts),
        creatives=len(arts),
        verdicts={verdict.value: verdicts[verdict.value] for verdict in Verdict},
        missing=missing + (booked[RowVerdict.MISSING] if booked else 0),
        findings={name: severities[name] for name in ("error", "warning", "note", "waived", "baselined")},
        runs={outcome.value: outcomes[outcome.value] for outcome in Outcome},
        not_requested=0,
        crashed=outcomes["crashed"],
        booked=booked,
    )
    blobs = evidence or {}
    header = header or Header(
        adqa_version="0.1.0", as_of="2026-05-11", arguments=("delivery",), specs=(UNIT,)
    )
    return Report(header, summary, spool, list(relations), Evidence(blobs.get), campaign)


def _line(how: Any, what: Any) -> str:
    import json

    return json.dumps(how.dump_python(what, mode="json"), ensure_ascii=False, separators=(",", ":"))


# --- the samples


def empty() -> Report:
    """Nothing was delivered that could be judged."""
    return build([], header=Header(adqa_version="0.1.0", as_of="", arguments=("delivery",), specs=()))


def all_pass() -> Report:
    """Three good creatives."""
    return build([_plain(f"delivery/good_{size}.jpg") for size in ("300x250", "728x90", "970x250")])


def every_outcome() -> Report:
    """One of each severity, outcome and way not to count, and a missing size."""
    waived = Waived(reason="accepted by mail", owner="M. Ruiz", until="2026-05-24", up_to="220 KB")
    over = "delivery/over.jpg"
    arts = [
        replace(_plain(over), verdict=Verdict.FAIL, findings=[heavy(over, 212_000)]),
        replace(
            _plain("delivery/near.jpg"),
            verdict=Verdict.REVIEW,
            findings=[
                finding(
                    "delivery/near.jpg",
                    code="near",
                    severity=Severity.WARNING,
                    waiver_ended="waiver by M. Ruiz ended Mon 18 May 2026",
                    original_severity=Severity.ERROR,
                    severity_reason="agreed with the publisher",
                )
            ],
        ),
        replace(
            _plain("delivery/noted.jpg"),
            findings=[
                finding(
                    "delivery/noted.jpg",
                    "image/profile",
                    "not-srgb",
                    Severity.NOTE,
                    spec=None,
                    message="noted.jpg carries the colour profile Adobe RGB",
                    measured=None,
                    allowed=None,
                    fix="Convert to sRGB.",
                    source=None,
                    strength=None,
                    confidence=None,
                )
            ],
        ),
        replace(
            _plain("delivery/waived.jpg"),
            findings=[heavy("delivery/waived.jpg", 219_000, waived=waived)],
        ),
        replace(
            _plain("delivery/known.jpg"), findings=[heavy("delivery/known.jpg", 230_000, baselined=True)]
        ),
        replace(
            _plain("delivery/package.zip"),
            kind="html5",
            verdict=Verdict.INCOMPLETE,
            runs=[
                unknown("delivery/package.zip", "HTML5 packages are recognised but not looked into yet"),
                unknown(
                    "delivery/package.zip",
                    "assets.main.weight.file: depends on the route; passes with route=hosted",
                    Reason.DEPENDS_ON_CONTEXT,
                    remedy="--context route=hosted",
                ),
            ],
        ),
        replace(
            _plain("delivery/crash.jpg"),
            verdict=Verdict.INCOMPLETE,
            runs=[
                unknown("delivery/crash.jpg", "KeyError: 'x'", outcome=Outcome.CRASHED, reason=None),
                unknown("delivery/crash.jpg", "landing pages", Reason.NOT_REQUESTED),
            ],
        ),
        replace(_plain("delivery/empty.jpg"), verdict=Verdict.INCOMPLETE),
    ]
    missing = finding(
        "delivery",
        "campaign/missing-size",
        "required",
        subject=Subject(kind="set", id="example-retail/display:aurora"),
        message="aurora: 3 of 5 required sizes delivered; missing 160x600, 300x600",
        measured=Measured(value=3, text="3"),
        allowed=Allowed(op="one_of", values=("160x600", "300x600"), text="5 sizes"),
        fix="Send 160x600, 300x600 with the same look.",
        where={"missing": "160x600, 300x600"},
    )
    header = Header(
        adqa_version="0.1.0",
        as_of="2026-05-11",
        arguments=("delivery",),
        specs=(UNIT, replace(UNIT, id="iab/fixed", title="Fixed size", assumed=True, status="example")),
        notes=("No ad unit was named, so 300x250 was compared with the usual limits (iab/fixed).",),
        not_checked=("landing pages", "words in the picture"),
        materials=(Material(what="working file", formats={"psd": 7, "ai": 1, "ttf": 1}),),
        waivers_unused=("weight/file on old_*.jpg (M. Ruiz)",),
    )
    return build(arts, [missing], header=header)


def many() -> Report:
    """A thousand fixes, most of one kind, under two units with the same fault."""
    arts = []
    for number in range(1000):
        path = f"delivery/set_{number % 25}/banner_{number}.jpg"
        found = [heavy(path, 151_000 + number * 100), heavy(path, 151_000 + number * 100, spec="iab/fixed")]
        if number % 7 == 0:
            found.append(wrong_size(path, "300x251", ["300x250"]))
        arts.append(replace(_plain(path), verdict=Verdict.FAIL, findings=found))
    return build(arts)


def hostile() -> Report:
    """Names, copy and sources that try to break out of every format."""
    arts = []
    for name in HOSTILE:
        path = f"delivery/{name}"
        bad = finding(
            path,
            message=f"{name} says \x1b[2J<img src=x onerror=alert(1)> \u2066 =HYPERLINK()",
            measured=Measured(value=name, text=name),
            allowed=Allowed(op="exactly", value="<b>", text="<b>%0A::set-output"),
            fix=f"Rename {name}.\n::error::forged",
            member=f"img/{name}",
            where={"selector": "<script>", "line": 3, "column": 7},
            source=replace(GUIDE, title="<i>guide</i>", url="javascript:alert(1)"),
            related=(Related(path=path, text=f"{name} again"),),
            waiver_ended=f"waiver by {name} ended",
        )
        accepted = replace(bad, code="two", waived=Waived(reason=name, owner=name, until=None))
        art = replace(
            _plain(path),
            verdict=Verdict.FAIL,
            decided=f"{name}: <script>",
            findings=[bad, accepted],
            runs=[unknown(path, f"{name} <script>alert(2)</script>", remedy="--x '<y>'")],
        )
        arts.append(art)
    header = Header(
        adqa_version="0.1.0",
        as_of="2026-05-11",
        arguments=("delivery",),
        specs=(replace(UNIT, title="<script>alert(3)</script>", by_eye=("<script>alert(4)</script>",)),),
        notes=("<script>alert(5)</script> \u202e",),
        not_checked=("<script>alert(6)</script>",),
        materials=(Material(what="<b>files</b>", formats={"<u>": 1}),),
    )
    return build(arts, header=header)


def monday() -> Report:
    """A campaign on the day its files arrive."""
    from report.campaigns import case_a

    return case_a()


SAMPLES: dict[str, Callable[[], Report]] = {
    "empty": empty,
    "all_pass": all_pass,
    "every_outcome": every_outcome,
    "many": many,
    "hostile": hostile,
    "monday": monday,
}


def _plain(path: str, width: int = 300, height: int = 250, weight: int = 84_000) -> Art:
    name = file_name(path)
    stem, _, extension = name.rpartition(".")
    return Art(
        path,
        facts=(
            FileFacts(bytes=weight, format="jpeg"),
            ImageFacts(format="jpeg", width=width, height=height),
            NameFacts(name=name, stem=stem, extension=extension),
        ),
    )


# --- a delivery as a studio sends it, with pictures


def realistic() -> Report:
    """Twenty-five creatives of a television launch, drawn here, with every kind of picture a page shows."""
    blobs: dict[str, bytes] = {}
    arts: list[Art] = []

    def art(
        name: str,
        size: tuple[int, int],
        weight: int,
        look: str = "A",
        *,
        moving: Animation | None = None,
        format_: str = "jpeg",
        border: bool = True,
        verdict: Verdict = Verdict.PASS,
        findings: Sequence[Callable[[str], Finding]] = (),
        **more: Any,
    ) -> None:
        path = f"Aurora_delivery/{name}"
        pictures = [_draw(size, look, step, border) for step in ((0.15, 1.0) if moving else (1.0,))]
        hashes = []
        for data in pictures:
            hashes.append(hashlib.sha256(data).hexdigest())
            blobs[hashes[-1]] = data
        edge = Edge(
            width=1 if border else 0,
            colour="#1c2b4a" if border else None,
            along=("#ffffff",),
            contrast=0,
            inner=None,
        )
        stem, _, extension = name.rpartition(".")
        facts = (
            FileFacts(bytes=weight, format=format_),
            ImageFacts(format=format_, width=size[0], height=size[1], animation=moving),
            SurfaceFacts(edges=(edge,) * 4, dominant_share=0.21, dominant_colour="#0c183a"),
            NameFacts(name=file_name(name), stem=file_name(stem), extension=extension, sizes=(size,)),
            StillFacts(
                thumbnail=hashes[-1],
                first=hashes[0] if moving else None,
                last=hashes[-1] if moving else None,
            ),
        )
        found = [make(path) for make in findings]
        arts.append(Art(path, verdict=verdict, findings=found, facts=facts, **more))

    sizes = [(300, 250), (728, 90), (970, 250), (160, 600), (320, 50), (300, 600), (320, 100), (970, 90)]
    for look in "AB":
        for size in sizes[:6]:
            art(
                f"{look}/Aurora_{look}_{size[0]}x{size[1]}_v2.jpg",
                size,
                40_000 + size[0] * size[1] // 5,
                look,
            )
    art(
        "A/Aurora_A_728x90_v3.jpg",
        (728, 91),
        61_000,
        verdict=Verdict.FAIL,
        findings=[
            lambda path: wrong_size(
                path,
                "728x91",
                ["728x90"],
                related=(Related(path=path, text="the name says 728x90, the picture is 728x91"),),
            )
        ],
    )
    art(
        "A/Aurora_A_half-page.jpg",
        (300, 500),
        88_000,
        verdict=Verdict.FAIL,
        findings=[lambda path: wrong_size(path, "300x500", ["300x250", "300x600", "160x600"])],
    )
    loop = Animation(frames=14, pass_ms=9_000, plays=3, total_ms=27_000, shortest_ms=400, raised_frames=0)
    art(
        "A/Aurora_A_300x600_anim.gif",
        (300, 600),
        212_304,
        moving=loop,
        format_="gif",
        verdict=Verdict.FAIL,
        findings=[
            lambda path: heavy(path, 212_304),
            lambda path: finding(
                path,
                "animation/too-long",
                "long",
                message=f"{file_name(path)} moves for 27 s; limit 15 s (3 plays of 9 s)",
                measured=Measured(value=27.0, unit="s", text="27 s"),
                allowed=Allowed(op="at_most", value=15.0, unit="s", text="15 s"),
                fix="Let it play once, or shorten one pass to 5 s.",
            ),
        ],
    )
    forever = Animation(frames=6, pass_ms=4_800, plays=None, total_ms=None, shortest_ms=800, raised_frames=2)
    art(
        "B/Aurora_B_300x250_anim.gif",
        (300, 250),
        148_900,
        "B",
        moving=forever,
        format_="gif",
        verdict=Verdict.FAIL,
        findings=[
            lambda path: finding(
                path,
                "animation/too-long",
                "endless",
                message=f"{file_name(path)} plays without end; limit 15 s",
                measured=Measured(value=None, unit="s", text="without end"),
                allowed=Allowed(op="at_most", value=15.0, unit="s", text="15 s"),
                fix="Set the file to play 3 times: 3 passes of 4.8 s end within 15 s.",
            )
        ],
    )
    art(
        "B/Aurora_B_970x250_white.jpg",
        (970, 250),
        171_000,
        "W",
        border=False,
        verdict=Verdict.FAIL,
        findings=[
            lambda path: finding(
                path,
                "image/border-missing",
                "edge",
                where={"edge": "top"},
                message=f"{file_name(path)} has no border at the top and the right edge; 1 px asked on white",
                measured=Measured(value=0, unit="px", text="no border"),
                allowed=Allowed(op="at_least", value=1, unit="px", text="1 px"),
                fix="Draw a 1 px border in a colour that stands out from the page.",
            ),
            lambda path: finding(
                path,
                "image/border-missing",
                "edge",
                where={"edge": "right"},
                message=f"{file_name(path)} has no border at the right edge; 1 px asked on white",
                measured=Measured(value=0, unit="px", text="no border "),
                allowed=Allowed(op="at_least", value=1, unit="px", text="1 px"),
                fix="Draw a 1 px border in a colour that stands out from the page.",
            ),
        ],
    )
    art(
        "B/Aurora_B_970x90_v2.jpg",
        (970, 90),
        152_300,
        "B",
        verdict=Verdict.REVIEW,
        findings=[
            lambda path: finding(
                path,
                code="near",
                severity=Severity.WARNING,
                message=(
                    f"{file_name(path)} weighs 152,300 bytes = 152.3 KB on a Mac, 148.7 KB in Windows; "
                    "limit 150 KB, and the publisher does not say which reading counts"
                ),
                measured=Measured(value=152_300, unit="bytes", text="152.3 KB"),
                allowed=Allowed(op="at_most", value=153_600, unit="bytes", text="150 KB"),
                fix="Likely accepted; to be safe, save 2.3 KB more.",
            )
        ],
    )
    art(
        "A/Aurora_A_970x90_final_FINAL.png",
        (970, 90),
        64_100,
        verdict=Verdict.REVIEW,
        format_="png",
        findings=[
            lambda path: finding(
                path,
                "image/words-near-edge",
                "zone",
                Severity.WARNING,
                where={"safe_left": 80, "safe_right": 80, "safe_top": 10, "safe_bottom": 10},
                message=f"{file_name(path)} has words outside of the safe zone on the left",
                measured=None,
                allowed=Allowed(op="at_least", value=80, unit="px", text="80 px free on each side"),
                fix="Move the words 34 px to the right.",
                strength="should",
            ),
            lambda path: finding(
                path,
                "naming/leftover",
                "final",
                Severity.NOTE,
                spec=None,
                source=None,
                strength=None,
                confidence=None,
                message=f"{file_name(path)} carries leftover words in its name: final, FINAL",
                measured=Measured(value="final_FINAL", text="final_FINAL"),
                allowed=None,
                fix="Rename it before it is booked.",
            ),
        ],
    )
    art(
        "B/Aurora_B_320x100_v2.jpg",
        (320, 100),
        219_000,
        "B",
        findings=[
            lambda path: heavy(
                path,
                219_000,
                waived=Waived(
                    reason="publisher accepted 220 KB by mail of 4 May", owner="M. Ruiz", until="2026-05-24",
                    up_to="220 KB",
                ),
            )
        ],
    )  # fmt: skip
    for name, text in (
        ("A/Aurora_A_300x250_html5.zip", "HTML5 packages are recognised but not looked into by this version"),
        ("A/Aurora_A_15s.mp4", "Videos are recognised but not looked into by this version"),
    ):
        path = f"Aurora_delivery/{name}"
        facts = (FileFacts(bytes=1_843_000, format=name[-3:]),)
        arts.append(
            Art(
                path,
                Verdict.INCOMPLETE,
                runs=[unknown(path, text, spec=None)],
                facts=facts,
                specs=(),
                kind="html5" if name.endswith("zip") else "video",
            )
        )
    broken = "Aurora_delivery/B/Aurora_B_160x600_broken.jpg"
    arts.append(
        Art(
            broken,
            Verdict.FAIL,
            findings=[
                finding(
                    broken,
                    "file/unreadable",
                    "truncated",
                    spec=None,
                    source=None,
                    strength=None,
                    confidence=None,
                    message=f"{file_name(broken)} stops in the middle: the end of the picture is missing",
                    measured=None,
                    allowed=None,
                    fix="Send the file again; the copy was cut off on its way.",
                )
            ],
            runs=[unknown(broken, "the file cannot be opened", Reason.UNREADABLE)],
            facts=(FileFacts(bytes=20_480, format="jpeg", readable="truncated", problem="stops early"),),
        )
    )
    missing = finding(
        "Aurora_delivery/B",
        "campaign/missing-size",
        "required",
        subject=Subject(kind="set", id=f"{UNIT.id}:aurora b"),
        message="aurora b: 6 of 7 required sizes delivered; missing 320x480",
        measured=Measured(value=6, text="6"),
        allowed=Allowed(op="one_of", values=("320x480",), text="7 sizes"),
        fix="Send 320x480 with the same look.",
        where={"missing": "320x480"},
    )
    header = Header(
        adqa_version="0.1.0",
        as_of="2026-05-11",
        arguments=("Aurora_delivery",),
        specs=(
            UNIT,
            SpecRecord(
                id="iab/fixed-image",
                revision="90b1d4e2a7c4",
                title="Fixed-size display, image",
                status="active",
                confidence="medium",
                sources=(
                    SourceRef(
                        title="IAB New Ad Portfolio: Fixed Size Ad Specifications",
                        url="https://www.iab.com/newadportfolio/",
                        read_on="2026-02-01",
                    ),
                ),
                assumed=True,
            ),
        ),
        notes=(
            (
                "No ad unit was named for 320x100 and 970x90, so they were compared with the usual limits "
                "(iab/fixed-image: Fixed-size display, image); nothing found that way is more than a warning."
            ),
            "HTML5 packages (1): recognised, but not looked into by this version.",
        ),
        not_checked=("copy", "landing pages", "words in the picture"),
        materials=(
            Material(what="document", formats={"pdf": 1}),
            Material(what="system junk", formats={"ds_store": 2}),
            Material(what="working file", formats={"psd": 7, "ai": 1, "ttf": 1}),
        ),
    )
    return build(arts, [missing], header=header, evidence=blobs)


_LOOKS = {
    "A": ((12, 24, 58), (66, 140, 255), (255, 255, 255)),
    "B": ((68, 16, 74), (255, 110, 120), (255, 255, 255)),
    "W": ((255, 255, 255), (226, 236, 255), (20, 32, 64)),
}


def _draw(size: tuple[int, int], look: str, progress: float, border: bool) -> bytes:
    """A banner: a gradient, a television, a headline and a button."""
    width, height = size
    dark, light, ink = _LOOKS[look]
    across = Image.linear_gradient("L").rotate(90).resize(size)
    picture = Image.composite(Image.new("RGB", size, light), Image.new("RGB", size, dark), across)
    draw = ImageDraw.Draw(picture)
    unit = min(width, height) / 10
    tall = height > width
    screen = (
        (width * 0.12, height * 0.42, width * 0.88, height * 0.42 + width * 0.45)
        if tall
        else (width - height * 1.45, height * 0.14, width - height * 0.15, height * 0.74)
    )
    draw.rounded_rectangle(screen, unit * 0.4, fill=(8, 10, 20), outline=(200, 210, 230))
    inner = (screen[0] + 4, screen[1] + 4, screen[2] - 4, screen[3] - 4)
    if inner[2] > inner[0] + 4 and inner[3] > inner[1] + 4:
        glow = Image.radial_gradient("L").resize((int(inner[2] - inner[0]), int(inner[3] - inner[1])))
        sky = Image.composite(
            Image.new("RGB", glow.size, (20, 30, 90)), Image.new("RGB", glow.size, (120, 240, 200)), glow
        )
        picture.paste(sky, (int(inner[0]), int(inner[1])))
    if progress > 0.5:
        left = unit if not tall else unit * 1.2
        draw.text((left, unit * 1.2), "AURORA 55", fill=ink, font_size=max(11, unit * 1.9))
        draw.text((left, unit * 3.8), "Save $200", fill=ink, font_size=max(9, unit * 1.2))
        button = (left, unit * 6.2, left + unit * 6, unit * 8.4)
        draw.rounded_rectangle(button, unit * 0.5, fill=(255, 214, 64))
        draw.text(
            (left + unit * 0.6, unit * 6.6), "Shop now", fill=(30, 30, 30), font_size=max(8, unit * 1.1)
        )
    if border:
        draw.rectangle((0, 0, width - 1, height - 1), outline=(28, 43, 74))
    data = io.BytesIO()
    picture.thumbnail((640, 640))
    picture.save(data, "PNG", optimize=True)
    return data.getvalue()
