"""What all tests share: a cache of their own, so that no test sees the user's."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("adqa", deadline=None)  # a busy machine is no fault
settings.load_profile("adqa")


@pytest.fixture(autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADQA_CACHE_DIR", str(tmp_path_factory.getbasetemp() / "cache"))


@pytest.fixture
def delivery(tmp_path: Path) -> Path:
    """An empty folder to deliver into."""
    folder = tmp_path / "delivery"
    folder.mkdir()
    return folder
