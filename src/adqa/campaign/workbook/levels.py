"""How a status looks: a colour beside its words, never instead of them."""

from __future__ import annotations

from typing import Literal

Level = Literal["good", "check", "bad", "open", "off"]

FILLS: dict[Level, str] = {
    "good": "E2F0D9",
    "check": "FFF2CC",
    "bad": "F8D7DA",
    "open": "DDEBF7",
    "off": "EDEDED",
}
"""RGB, light enough for black words."""
HEADER_FILL = "D9E1F2"
