"""Ad Context Protocol: one creative manifest for each line, checked against the published schemas.

A manifest names files by the address where they are hosted; without such an address none is made up. What
the protocol has no field for (hashes, where the line stands on the sheet) stands under `ext.adqa`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote, urlsplit

from adqa.campaign.workbook.fresh import SheetData
from adqa.handover.line import HandedFile, Line, iso
from adqa.tally import KIND_WORDS

if TYPE_CHECKING:
    from jsonschema.protocols import Validator

_ROOT = "/schemas/core/creative-manifest.json"
_FORMATS = {"jpeg": "jpg"}
_COPY = {"headline": "headline", "body": "body_text", "cta": "cta"}
"""Copy field → slot of the canonical format."""
HEADER = (
    *("Manifest", "Placement", "Placement ID", "Creative", "Size", "Start date", "End date", "Rotation"),
    *("SHA-256", "Content ID", "Since the last hand-over"),
)


class Manifests:
    """Makes manifests of lines; `hosted_at` is the address under which files lie by their own names."""

    def __init__(self, files: Iterable[HandedFile], hosted_at: str | None) -> None:
        """`files` are all that was delivered: two of one name cannot both lie under it."""
        self._hosted_at = hosted_at.rstrip("/") if hosted_at else None
        self._named: dict[str, set[str]] = {}
        for file in files:
            self._named.setdefault(file.name, set()).add(file.content_id or file.address)

    def unfit(self, line: Line) -> str:
        """Why a line has no manifest; empty if it has one that the schema accepts."""
        said = self._cannot(line)
        return said or _broken(self.manifest(line))

    def _cannot(self, line: Line) -> str:
        file, row = line.file, line.row
        if file is None:
            return "a manifest needs a file, and this line has none"
        if file.kind not in ("image", "html5"):
            what = KIND_WORDS.get(file.kind, file.kind)
            return f"{what} are not handed over as manifests by this version"
        if file.kind == "image" and not file.size:
            return f"the size of {file.name} is not known"
        if file.kind == "html5" and file.sha256 is None:
            return f"{file.name} is a folder; a manifest needs it as one zip"
        if row.action in ("pause", "swap", "unassign"):
            return f"the sheet asks for “{line.instruction or row.action}”, which is no part of a manifest"
        if self._address(line, file) is None:
            return f"nobody says where {file.name} is hosted (--hosted-at)"
        bad = next((column for column, url in row.trackers if not _is_web(url)), None)
        return f"the tracker in column {bad} is no address" if bad else ""

    def _address(self, line: Line, file: HandedFile) -> str | None:
        """Where a file is hosted: a link on the sheet that ends in its name, else below `hosted_at`."""
        link = line.row.asset
        if _is_web(link) and unquote(urlsplit(link).path).rpartition("/")[2] == file.name:
            return link
        if self._hosted_at is None or len(self._named.get(file.name, ())) > 1:
            return None
        return f"{self._hosted_at}/{quote(file.name)}"

    def manifest(self, line: Line) -> dict[str, Any]:
        """The manifest of a line that has one."""
        file, row = line.file, line.row
        if file is None:
            raise ValueError("a manifest needs a file")
        assets: dict[str, Any] = {}
        url = self._address(line, file)
        if file.kind == "image":
            assets["image_main"] = _image(line, file, url)
        else:
            assets["html5_bundle"] = {"asset_type": "zip", "url": url, "digest": f"sha256:{file.sha256}"}
        for field, slot in _COPY.items():
            if row.copy.get(field):
                assets[slot] = {"asset_type": "text", "content": row.copy[field]}
        if line.landing:
            assets["landing_page_url"] = {
                "asset_type": "url",
                "url_type": "clickthrough",
                "url": line.landing,
            }
        trackers = [_pixel("impression", tracker) for _, tracker in row.trackers]
        if trackers:
            assets["impression_tracker"] = trackers if len(trackers) > 1 else trackers[0]
        if row.click_tracker:
            assets["click_tracker"] = _pixel("click", row.click_tracker)
        ours = {
            "creative": line.creative_name,
            "placement": row.place,
            "placement_id": row.placement_id,
            "size": line.size,
            "start": iso(row.runs.start),
            "end": iso(row.runs.end),
            "sha256": file.sha256,
            "content_id": file.content_id,
        }
        return {
            "format_kind": file.kind,
            "assets": assets,
            "ext": {"adqa": {key: value for key, value in ours.items() if value}},
        }


def _image(line: Line, file: HandedFile, url: str | None) -> dict[str, Any]:
    image: dict[str, Any] = {
        "asset_type": "image",
        "url": url,
        "width": file.width,
        "height": file.height,
        "format": _FORMATS.get(file.format, file.format),
    }
    if file.bytes:
        image["file_size_bytes"] = file.bytes
    if line.row.copy.get("alt_text"):
        image["alt_text"] = line.row.copy["alt_text"]
    return image


def _pixel(event: str, url: str) -> dict[str, Any]:
    return {"asset_type": "pixel_tracker", "event": event, "method": "img", "url": url}


def _is_web(url: str) -> bool:
    return url.startswith(("https://", "http://"))


def tab(lines: Sequence[Line], names: Sequence[str]) -> SheetData:
    """Which manifest is for what; AdCP assigns creatives to placements elsewhere."""
    rows = [
        (
            name,
            line.row.place,
            line.row.placement_id,
            line.creative_name,
            line.size,
            iso(line.row.runs.start),
            iso(line.row.runs.end),
            line.row.rotation.text if line.row.rotation else None,
            line.file.sha256 if line.file else None,
            line.file.content_id if line.file else None,
            line.mark,
        )
        for line, name in zip(lines, names, strict=True)
    ]
    return SheetData("Manifests", HEADER, rows)


def manifest_bytes(manifest: Mapping[str, Any]) -> bytes:
    """The manifest as a file."""
    return (json.dumps(manifest, indent=2, ensure_ascii=False) + "\n").encode()


# --- the schemas


def _broken(manifest: Mapping[str, Any]) -> str:
    """What of a manifest the schema does not accept."""
    from jsonschema.exceptions import best_match

    error = best_match(_validator().iter_errors(manifest))
    if error is None:
        return ""
    place = ".".join(map(str, error.absolute_path)) or "the manifest"
    return f"the AdCP schema does not accept {place}: {error.message}"


@cache
def _validator() -> Validator:
    from jsonschema import Draft7Validator
    from referencing import Registry
    from referencing.jsonschema import DRAFT7

    schemas = dict(_schemas(resources.files("adqa.handover") / "adcp_schemas", ""))
    registry: Registry[Any] = Registry().with_resources(
        (f"/schemas/{name}", DRAFT7.create_resource(schema)) for name, schema in schemas.items()
    )
    return Draft7Validator(schemas[_ROOT.removeprefix("/schemas/")], registry=registry)


def _schemas(folder: Any, prefix: str) -> Iterable[tuple[str, Any]]:
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _schemas(entry, f"{prefix}{entry.name}/")
        elif entry.name.endswith(".json"):
            yield f"{prefix}{entry.name}", json.loads(entry.read_text(encoding="utf-8"))
