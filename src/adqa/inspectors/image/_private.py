"""What EXIF and XMP tell about a place, a camera and a person: names of fields, never their values."""

from __future__ import annotations

import re
from dataclasses import dataclass

from PIL import Image

_ORIENTATION, _EXIF_BLOCK, _GPS_BLOCK = 0x0112, 0x8769, 0x8825
_X_RESOLUTION, _UNIT = 0x011A, 0x0128
_CAMERA = {0x010F, 0x0110, 0xA433, 0xA434}
"""Make and model of body and lens."""
_PERSONAL = {
    0x013B: "Artist",
    0x013C: "HostComputer",
    0x9C9D: "XPAuthor",
    0xA430: "CameraOwnerName",
    0xA431: "BodySerialNumber",
    0xA435: "LensSerialNumber",
}
_XMP_PERSONAL = {
    b"OwnerName": "CameraOwnerName",
    b"SerialNumber": "BodySerialNumber",
    b"BodySerialNumber": "BodySerialNumber",
    b"LensSerialNumber": "LensSerialNumber",
}
_XMP_FIELD = re.compile(rb"[\s<](?:aux|exif|exifEX):(\w+)\s*[=>]")
_GPS_POSITION = {2, 4}
"""Latitude and longitude; a block with only a version tells no place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Private:
    """What a file tells besides its picture."""

    orientation: int = 1
    dpi: float | None = None
    gps: bool = False
    camera: bool = False
    personal: tuple[str, ...] = ()


def read_private(exif: bytes, xmp: bytes) -> Private:
    """Reads both blocks; a broken EXIF block counts as none, as browsers have it."""
    base, inner, gps = _exif(exif) if exif else ({}, {}, {})
    orientation = base.get(_ORIENTATION)
    fields = {name for tag, name in _PERSONAL.items() if _filled(base.get(tag)) or _filled(inner.get(tag))}
    in_xmp = set(_XMP_FIELD.findall(xmp))
    fields |= {name for field, name in _XMP_PERSONAL.items() if field in in_xmp}
    return Private(
        orientation=orientation if isinstance(orientation, int) and 1 <= orientation <= 8 else 1,
        dpi=_dpi(base),
        gps=any(_filled(gps.get(tag)) for tag in _GPS_POSITION) or b"GPSLatitude" in in_xmp,
        camera=any(_filled(base.get(tag)) or _filled(inner.get(tag)) for tag in _CAMERA),
        personal=tuple(sorted(fields)),
    )


def _exif(block: bytes) -> tuple[dict[int, object], dict[int, object], dict[int, object]]:
    exif = Image.Exif()
    try:
        exif.load(b"Exif\0\0" + block)
        return dict(exif), dict(exif.get_ifd(_EXIF_BLOCK)), dict(exif.get_ifd(_GPS_BLOCK))
    except Exception:  # Pillow raises a dozen kinds on broken blocks
        return {}, {}, {}


def _filled(value: object) -> bool:
    return bool(value.strip("\0 ") if isinstance(value, str) else value)


def _dpi(base: dict[int, object]) -> float | None:
    try:
        value = float(base[_X_RESOLUTION])  # type: ignore[arg-type]  # a broken value raises what is caught
    except (KeyError, TypeError, ValueError, ZeroDivisionError):
        return None
    factor = {2: 1.0, 3: 2.54}.get(base.get(_UNIT, 2), 0.0)  # type: ignore[call-overload]
    return round(value * factor, 1) or None
