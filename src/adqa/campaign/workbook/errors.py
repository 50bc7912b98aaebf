"""Why a workbook is not edited."""

from __future__ import annotations


class CannotEdit(Exception):
    """The workbook is left as it is and answered by a separate one; the text says why, after "because"."""
