"""Text from a delivery made safe to print: what cannot be seen is shown as an escape.

File names and copy are hostile input. A control sequence could rewrite a terminal, a bidirectional mark
could make `gnp.exe` read as `exe.png`, and a line break could forge a second finding.
"""

from __future__ import annotations

import unicodedata

_UNSEEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}


def visible(text: str) -> str:
    r"""The text on one line; control, bidirectional and other unseen characters as `\x1b` or `\u202e`."""
    if text.isprintable():
        return text
    return "".join(_escape(char) if _unseen(char) else char for char in text)


def _unseen(char: str) -> bool:
    return (
        unicodedata.category(char) in _UNSEEN or ord(char) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(char) <= 0xFDEF
    )


def _escape(char: str) -> str:
    short = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}.get(char)
    if short:
        return short
    code = ord(char)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
