"""weight/file: the delivered file is heavier than the ad unit allows."""

from __future__ import annotations

from adqa.facts.file import FileFacts
from adqa.report.model import Allowed, Measured, Reason, Severity
from adqa.rules.base import Example, Found, Judgement, Undecided, rule
from adqa.spec.limits import WeightLimit
from adqa.units import both_readings, weight_text


@rule(
    id="weight/file",
    title="File is heavier than the ad unit allows",
    needs=FileFacts,
    reads="weight.file",
    severities={"near": Severity.WARNING},
    changes="Between the 1,000 and the 1,024 reading of an unstated KB: at most a warning, never an error.",
    messages={
        "over": "{name} weighs {measured}; limit {allowed} ({excess} over)",
        "near": "{name} weighs {readings}; limit {allowed}, "
        "and the publisher does not say which reading counts",
    },
    fix={
        "over": "{excess} must go: export again with stronger compression or fewer frames.",
        "near": "Likely accepted; to be safe, save {excess} more.",
    },
    examples=(
        Example("exactly at the limit", (FileFacts(bytes=150_000, format="jpeg"),), "150 KB"),
        Example(
            "one byte over the 1,000 reading", (FileFacts(bytes=150_001, format="jpeg"),), "150 KB", ("near",)
        ),
        Example(
            "exactly at the 1,024 reading", (FileFacts(bytes=153_600, format="jpeg"),), "150 KB", ("near",)
        ),
        Example(
            "one byte over both readings", (FileFacts(bytes=153_601, format="jpeg"),), "150 KB", ("over",)
        ),
        Example("the publisher counts in 1,024", (FileFacts(bytes=153_600, format="gif"),), "150 KiB"),
        Example(
            "one byte over a stated base", (FileFacts(bytes=153_601, format="gif"),), "150 KiB", ("over",)
        ),
        Example(
            "cut off, so light for the wrong reason",
            (FileFacts(bytes=9_000, format="jpeg", readable="truncated", problem="the end is missing"),),
            "150 KB",
            ("unknown",),
        ),
    ),
    since="0.1",
)
def judge(facts: FileFacts, limit: WeightLimit) -> Judgement:
    """Ad servers refuse or throttle a file above the agreed weight, and the line item starts late.

    Most publishers print KB without saying whether it is 1,000 or 1,024 bytes. Up to the smaller reading
    passes, up to the larger one is pointed out, above it fails.
    """
    weight = limit.exact
    if facts.bytes <= weight.low:
        if facts.readable != "ok":
            yield Undecided(Reason.UNREADABLE, "the file is not whole, so its weight says nothing")
        return
    over = facts.bytes > weight.high
    yield Found(
        code="over" if over else "near",
        measured=Measured(value=facts.bytes, unit="bytes", text=weight_text(facts.bytes, weight.low)),
        allowed=Allowed(op="at_most", value=weight.high, unit="bytes", text=str(weight)),
        words={
            "excess": weight_text(facts.bytes - weight.low),
            "readings": both_readings(facts.bytes),
        },
    )
