"""JPEG quality as the quantisation tables tell it."""

from __future__ import annotations

from functools import cache

_LUMINANCE = (
    16, 11, 12, 14, 12, 10, 16, 14, 13, 14, 18, 17, 16, 19, 24, 40,
    26, 24, 22, 22, 24, 49, 35, 37, 29, 40, 58, 51, 61, 60, 57, 51,
    56, 55, 64, 72, 92, 78, 64, 68, 87, 69, 55, 56, 80, 109, 81, 87,
    95, 98, 103, 104, 103, 62, 77, 113, 121, 112, 100, 120, 92, 101, 103, 99,
)  # fmt: skip
"""Table K.1 of the standard, in zigzag order as files store it."""


def quality(tables: tuple[tuple[int, ...], ...]) -> int | None:
    """1 to 100: exact where the first table is the standard one scaled as libjpeg does.

    Tables of other encoders count as the standard one that divides as coarsely on the whole. None without
    a table.
    """
    if not tables:
        return None
    return _by_table().get(tables[0]) or _nearest(sum(tables[0]))


def _nearest(coarseness: int) -> int:
    sums = {percent: sum(table) for table, percent in _by_table().items()}
    return min(sums, key=lambda percent: abs(sums[percent] - coarseness))


@cache
def _by_table() -> dict[tuple[int, ...], int]:
    return {_scaled(percent): percent for percent in range(1, 101)}


def _scaled(percent: int) -> tuple[int, ...]:
    scale = 5000 // percent if percent < 50 else 200 - 2 * percent
    return tuple(min(max((cell * scale + 50) // 100, 1), 255) for cell in _LUMINANCE)
