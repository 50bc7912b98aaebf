"""Words that several rules share."""

from __future__ import annotations

_FORMATS = {
    "apng": "animated PNG",
    "webp": "WebP",
    "heif": "HEIC",
    "html": "HTML",
    "zip": "ZIP archive",
    "rar": "RAR archive",
    "7z": "7-Zip archive",
    "gzip": "GZIP archive",
    "mp4": "MP4 video",
    "mov": "QuickTime video",
    "webm": "WebM video",
    "psd": "Photoshop document",
    "ole": "old Office document",
}


def format_name(format_: str) -> str:
    """A format as people write it: `jpeg` → `JPEG`, `webp` → `WebP`."""
    return _FORMATS.get(format_, format_.upper())


def same_format(format_: str) -> str:
    """The format whose extension it has and that a server takes it for: an animated PNG is a PNG."""
    return "png" if format_ == "apng" else format_
