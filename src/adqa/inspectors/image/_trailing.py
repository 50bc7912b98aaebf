"""What stands behind the end of a picture."""

from __future__ import annotations

from adqa.inspectors.sniff import HEAD_BYTES, sniff


def trailing(content: bytes, end: int | None) -> tuple[int | None, str | None]:
    """How many bytes follow the picture, and what they are by signature."""
    if end is None:
        return None, None
    count = max(0, len(content) - end)
    return count, _name(content[end:]) if count else None


def _name(data: bytes) -> str | None:
    if not data.strip(b"\0 \t\r\n"):
        return "padding"
    if data.endswith((b"SEFT", b"SEFT\0\0\0\0")):
        return "samsung"
    if format_ := sniff(data[:HEAD_BYTES]):
        return format_
    return "zip" if b"PK\5\6" in data[-65_600:] else None
