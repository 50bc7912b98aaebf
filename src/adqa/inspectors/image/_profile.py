"""Colour profiles: their name, and whether they mean sRGB."""

from __future__ import annotations

from adqa.facts.image import ColourProfile

_SRGB_COLUMNS = {
    b"rXYZ": (0.4361, 0.2225, 0.0139),
    b"gXYZ": (0.3851, 0.7169, 0.0971),
    b"bXYZ": (0.1431, 0.0606, 0.7141),
}
"""Primaries of sRGB under the light profiles are written for (D50)."""
_SRGB_MIDDLE = 0.2140
"""Linear light of the middle of the scale in sRGB."""
_NEAR, _NEAR_MIDDLE = 0.006, 0.012
_HEADER = 128


def profile(icc: bytes) -> ColourProfile | None:
    """What an embedded profile says; None if there is none."""
    if not icc:
        return None
    tags = _tags(icc)
    name = _description(tags.get(b"desc", b""))
    return ColourProfile(name=name, bytes=len(icc), srgb=_is_srgb(icc, tags, name))


def _tags(icc: bytes) -> dict[bytes, bytes]:
    tags = {}
    for entry in range(min(int.from_bytes(icc[_HEADER : _HEADER + 4], "big"), 100)):
        at = _HEADER + 4 + 12 * entry
        start, size = (
            int.from_bytes(icc[at + 4 : at + 8], "big"),
            int.from_bytes(icc[at + 8 : at + 12], "big"),
        )
        tags[icc[at : at + 4]] = icc[start : start + size]
    return tags


def _description(tag: bytes) -> str:
    if tag[:4] == b"mluc":
        size, start = int.from_bytes(tag[20:24], "big"), int.from_bytes(tag[24:28], "big")
        text = tag[start : start + size].decode("utf-16-be", "replace")
    else:
        text = tag[12 : 12 + int.from_bytes(tag[8:12], "big")].decode("latin-1")
    return " ".join("".join(one if one.isprintable() else " " for one in text).split())[:200]


def _is_srgb(icc: bytes, tags: dict[bytes, bytes], name: str) -> bool:
    """By its numbers: short profiles that mean sRGB do not call themselves so. By name where it has none."""
    space = icc[16:20]
    if space == b"GRAY":
        return _middle(tags.get(b"kTRC", b"")) is not None and _srgb_curve(tags.get(b"kTRC", b""))
    if space != b"RGB ":
        return False
    if not all(column in tags for column in _SRGB_COLUMNS):
        return "srgb" in name.lower()
    near = all(
        abs(_fixed(tags[column], 8 + 4 * axis) - value) < _NEAR
        for column, values in _SRGB_COLUMNS.items()
        for axis, value in enumerate(values)
    )
    return near and all(_srgb_curve(tags.get(curve, b"")) for curve in (b"rTRC", b"gTRC", b"bTRC"))


def _srgb_curve(curve: bytes) -> bool:
    middle = _middle(curve)
    return middle is not None and abs(middle - _SRGB_MIDDLE) < _NEAR_MIDDLE


def _middle(curve: bytes) -> float | None:
    """Linear light of the middle of a tone curve; None if it cannot be told."""
    if curve[:4] == b"curv":
        count = int.from_bytes(curve[8:12], "big")
        if count == 0:
            return 0.5
        if count == 1:
            return float(0.5 ** (int.from_bytes(curve[12:14], "big") / 256))
        position = (count - 1) / 2
        low = 12 + 2 * int(position)
        left, right = (int.from_bytes(curve[at : at + 2], "big") for at in (low, low + 2))
        return (left + (right - left) * (position - int(position))) / 65535
    if curve[:4] == b"para":
        kind = int.from_bytes(curve[8:10], "big")
        gamma = _fixed(curve, 12)
        if kind == 0:
            return float(0.5**gamma)
        if kind in (1, 2, 3, 4):
            base = _fixed(curve, 16) * 0.5 + _fixed(curve, 20)
            added = {2: 24, 4: 32}.get(kind)
            return float(max(base, 0) ** gamma) + (_fixed(curve, added) if added else 0)
    return None


def _fixed(data: bytes, place: int) -> float:
    """A signed 15.16 fixed-point number."""
    return int.from_bytes(data[place : place + 4], "big", signed=True) / 65536
