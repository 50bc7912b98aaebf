"""A desk with two creatives booked on three placements, of which all have arrived."""

from __future__ import annotations

from pathlib import Path

import pytest

from handover.desk import Desk, picture, row


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Two messages; A runs on two placements."""
    made = Desk(tmp_path, rows=(row(6), row(7, message="B"), row(8)))
    made.deliver("Aurora_A_300x250.jpg", picture("300x250"))
    made.deliver("Aurora_B_300x250.jpg", picture("300x250", 30))
    return made
