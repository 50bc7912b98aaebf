"""Pictures, packages and records for tests about what changed and who approved it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from PIL import Image, ImageDraw

from adqa.records.lockfile import Approval, sealed
from adqa.records.runs import RecordedCreative, RunRecord
from adqa.records.snapshot import Snapshot
from adqa.report.model import Verdict


def drawn(width: int = 300, height: int = 250, *, seed: int = 0, line: str = "Ends 18 May") -> Image.Image:
    """An ad with a product and a line of small print; `seed` moves the product."""
    image = Image.linear_gradient("L").resize((width, height)).convert("RGB")
    draw = ImageDraw.Draw(image)
    draw.ellipse((10 + seed, 5, 60 + seed, 55), fill=(200, 40, 40))
    draw.text((8, height - 14), line, fill="black")
    return image


def encoded(image: Image.Image, format_: str = "PNG", **options: object) -> bytes:
    """The picture as a file."""
    out = io.BytesIO()
    image.save(out, format_, **options)
    return out.getvalue()


def package(path: Path, files: Mapping[str, str], *, day: int = 14, stored: bool = False) -> None:
    """A zip; `day` and `stored` change its bytes and nothing in it."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 5, day, 0, 0, 0)), content)


def an_approval(path: str = "Aurora_A_300x250.jpg", content: str = "a", **changes: object) -> Approval:
    """An approval by M. Ruiz of 12 May, with its id."""
    plain = Approval(
        path=path,
        kind="image",
        sha256=content,
        content_id=content,
        by="M. Ruiz",
        role="legal",
        on="2026-05-12",
        recorded="2026-05-12T15:00:00.000000+00:00",
    )
    return sealed(replace(plain, **changes))  # type: ignore[arg-type]  # fields of the class, as given


def a_run(day: str = "2026-05-14", *creatives: RecordedCreative, **changes: object) -> RunRecord:
    """A check on record."""
    plain = RunRecord(
        recorded=f"{day}T15:00:00.000+00:00",
        as_of=day,
        arguments=("in",),
        adqa_version="0.1.0",
        creatives=creatives,
    )
    return replace(plain, **changes)  # type: ignore[arg-type]  # fields of the class, as given


def a_creative(
    key: str, content: str = "a", verdict: Verdict = Verdict.PASS, **changes: object
) -> RecordedCreative:
    """A creative on record."""
    plain = RecordedCreative(
        path=f"in/{key}", key=key, kind="image", sha256=content, content_id=content, verdict=verdict
    )
    return replace(plain, **changes)  # type: ignore[arg-type]  # fields of the class, as given


def recorded(folder: Path, day: str = "2026-05-14") -> RunRecord:
    """What lies in a folder as a check would record it."""
    with Snapshot([folder]) as snapshot:
        creatives = [
            RecordedCreative(
                path=one.path,
                key=one.key,
                kind=one.kind,
                format=one.format,
                size=one.size,
                sha256=one.sha256,
                content_id=one.content_id,
                verdict=Verdict.PASS,
            )
            for one in snapshot.files
        ]
    return a_run(day, *creatives)
