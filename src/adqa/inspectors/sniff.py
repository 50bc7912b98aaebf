"""What a file is by its first bytes, never by its name.

`sniff` names the format, `kind_of` the kind of creative a format makes. Office files are plain `zip` and old
ones `ole` here; an Illustrator file is the `pdf` or `eps` it is. Imports nothing but the standard library.
"""

from __future__ import annotations

import re

HEAD_BYTES = 4096
"""How much of the beginning of a file `sniff` looks at."""

_SIGNATURES = (
    (b"\xff\xd8\xff", "jpeg"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"II*\0", "tiff"),
    (b"MM\0*", "tiff"),
    (b"II+\0\x08\0", "tiff"),
    (b"MM\0+\0\x08", "tiff"),
    (b"8BPS\0", "psd"),
    (b"%PDF-", "pdf"),
    (b"\xc5\xd0\xd3\xc6", "eps"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"Rar!\x1a\x07", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"\x1f\x8b\x08", "gzip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"OggS\0", "ogg"),
    (b"fLaC", "flac"),
    (b"ID3\x02", "mp3"),
    (b"ID3\x03", "mp3"),
    (b"ID3\x04", "mp3"),
    (b"FLV\x01", "flv"),
    (b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", "wmv"),
    (b"wOFF", "woff"),
    (b"wOF2", "woff2"),
    (b"OTTO", "otf"),
    (b"ttcf", "ttf"),
)

_RIFF_FORMS = {b"WEBP": "webp", b"WAVE": "wav", b"AVI ": "avi"}
_KINDS = {
    "image": "jpeg png apng gif webp avif heif bmp tiff ico svg",
    "video": "mp4 mov webm mkv avi flv wmv",
    "audio": "mp3 wav ogg m4a flac",
    "archive": "zip rar 7z gzip",
    "html": "html",
    "document": "pdf ps eps psd ole xml",
    "font": "ttf otf woff woff2",
}
_KIND_BY_FORMAT = {format_: kind for kind, formats in _KINDS.items() for format_ in formats.split()}


def kind_of(format_: str | None) -> str | None:
    """The kind of creative a format makes: image, video, audio, archive, html, document or font.

    None for an unknown format and for `swf`, which no browser plays any more.
    """
    return _KIND_BY_FORMAT.get(format_ or "")


def sniff(head: bytes) -> str | None:
    """The format of a file that begins with `head`, None if it has no known signature.

    Only the first `HEAD_BYTES` are looked at. A PNG is `apng` if its animation chunk lies within them.
    """
    head = head[:HEAD_BYTES]
    for signature, format_ in _SIGNATURES:
        if head.startswith(signature):
            return format_
    return (
        _png(head)
        or _riff(head)
        or _boxes(head)
        or _matroska(head)
        or _postscript(head)
        or _bitmap(head)
        or _icon(head)
        or _flash(head)
        or _truetype(head)
        or _mpeg_audio(head)
        or _markup(head)
    )


def _png(head: bytes) -> str | None:
    if not head.startswith(b"\x89PNG\r\n\x1a\n"):
        return None
    place = 8
    while (name := head[place + 4 : place + 8]) not in (b"", b"IDAT"):
        if name == b"acTL":
            return "apng"
        place += 12 + int.from_bytes(head[place : place + 4], "big")
    return "png"


def _riff(head: bytes) -> str | None:
    return _RIFF_FORMS.get(head[8:12]) if head.startswith((b"RIFF", b"RF64")) else None


def _boxes(head: bytes) -> str | None:
    """MP4 and its relatives: a first box `ftyp` whose brands tell films from stills."""
    name, size = head[4:8], int.from_bytes(head[:4], "big")
    if name in (b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot") and (size >= 8 or size == 1):
        return "mov"
    if name != b"ftyp" or size < 16:
        return None
    end = min(size, len(head))
    brands = [head[8:12]] + [head[place : place + 4] for place in range(16, end - 3, 4)]
    major = brands[0]
    if major == b"crx ":
        return None
    if major in (b"avif", b"avis"):
        return "avif"
    if major[:3] in (b"hei", b"hev"):
        return "heif"
    if major in (b"mif1", b"msf1", b"miaf"):
        return "avif" if b"avif" in brands or b"avis" in brands else "heif"
    if major == b"qt  ":
        return "mov"
    return "m4a" if major in (b"M4A ", b"M4B ", b"M4P ") else "mp4"


def _matroska(head: bytes) -> str | None:
    if not head.startswith(b"\x1a\x45\xdf\xa3"):
        return None
    return "webm" if b"webm" in head[:64] else "mkv" if b"matroska" in head[:64] else None


def _postscript(head: bytes) -> str | None:
    if not head.startswith(b"%!PS"):
        return None
    return "eps" if b"EPSF" in head[:64] else "ps"


def _bitmap(head: bytes) -> str | None:
    header = int.from_bytes(head[14:18], "little")
    return "bmp" if head.startswith(b"BM") and header in (12, 16, 40, 52, 56, 64, 108, 124) else None


def _icon(head: bytes) -> str | None:
    if not head.startswith(b"\0\0\x01\0") or len(head) < 22 or head[9]:
        return None
    count, first = int.from_bytes(head[4:6], "little"), int.from_bytes(head[18:22], "little")
    return "ico" if count and first >= 6 + 16 * count else None


def _flash(head: bytes) -> str | None:
    return (
        "swf" if head[:3] in (b"FWS", b"CWS", b"ZWS") and 0 < int.from_bytes(head[3:4], "big") < 64 else None
    )


def _truetype(head: bytes) -> str | None:
    """The table directory states how many tables there are, and the largest power of two in that number."""
    if not head.startswith((b"\0\x01\0\0", b"true")):
        return None
    tables, search = int.from_bytes(head[4:6], "big"), int.from_bytes(head[6:8], "big")
    return "ttf" if tables and search == 16 << (tables.bit_length() - 1) else None


_BIT_RATES = {
    3: (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    2: (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
_SAMPLE_RATES = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}


def _mpeg_audio(head: bytes) -> str | None:
    """MP3 without a tag: a layer III frame, followed by another one where the head is long enough."""
    length = _mpeg_frame(head)
    return "mp3" if length and (len(head) < length + 4 or _mpeg_frame(head[length:])) else None


def _mpeg_frame(head: bytes) -> int:
    """Length of the layer III frame that begins here, 0 if none does."""
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE6 != 0xE2:
        return 0
    version, bit_rate, sample_rate = head[1] >> 3 & 3, head[2] >> 4, head[2] >> 2 & 3
    if version == 1 or bit_rate in (0, 15) or sample_rate == 3:
        return 0
    kilobits = _BIT_RATES[3 if version == 3 else 2][bit_rate]
    samples = 144 if version == 3 else 72
    return samples * kilobits * 1000 // _SAMPLE_RATES[version][sample_rate] + (head[2] >> 1 & 1)


_PROLOG = re.compile(r"\s+|<!--.*?-->|<\?.*?\?>", re.DOTALL)
_DOCTYPE = re.compile(r"<!DOCTYPE\s+(?:\w+:)?(\w+)", re.IGNORECASE)
_ROOT = re.compile(r"<(?:[A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)(?=[\s/>])([^>]*)")
_HTML_ROOTS = {"html", "head", "body", "title", "meta", "script", "iframe", "style"}
_XML_ROOTS = {"VAST", "VMAP", "rss", "feed", "plist"}


def _markup(head: bytes) -> str | None:
    """HTML, SVG and XML: the document type or the first element after byte order mark and comments.

    A fragment that begins with running text, such as `<p>` or `<a>`, is not called HTML: read-me files
    and e-mails begin like that too.
    """
    text = _text(head)
    place = 0
    while found := _PROLOG.match(text, place):
        place = found.end()
    declared = text.startswith("<?xml")
    if doctype := _DOCTYPE.match(text, place):
        name = doctype[1].lower()
        return name if name in ("html", "svg") else "xml"
    if root := _ROOT.match(text, place):
        name = root[1]
        if name == "svg":
            return "svg"
        if name.lower() in _HTML_ROOTS:
            return "html"
        if declared or name in _XML_ROOTS or "xmlns" in root[2]:
            return "xml"
    return "xml" if declared else None


def _text(head: bytes) -> str:
    """Markup as text; empty if the head is not markup."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = head.decode("utf-16", "replace")
    elif head.startswith(b"<\0"):
        text = head.decode("utf-16-le", "replace")
    elif head.startswith(b"\0<"):
        text = head.decode("utf-16-be", "replace")
    else:
        text = head.removeprefix(b"\xef\xbb\xbf").decode("latin-1")
    text = text.lstrip()
    return text if text.startswith("<") else ""
