"""Approving and issuing that is killed, or meets a full disk, leaves all or nothing, and no trace after the next."""

from pathlib import Path
from typing import Any

import pytest

from tests.killing import kill_each, starve_each

pytestmark = pytest.mark.slow


def prepared(desk: Any, act: str) -> Path:
    for stage, by in (("draft", "legal-head"), ("review", "legal-head"), ("approve", "general-manager")):
        if act == "issue":
            assert desk.approve(stage, by, notice="kettle-2026/stop-text").written
    work: Path = desk.root.parent / "work"
    work.mkdir()
    return work


@pytest.mark.parametrize("act", ["approve", "issue"])
def test_nothing_is_lost_or_half_or_left(desk: Any, act: str) -> None:
    """An issue are four files: the document, its PDF, its text, the record."""
    tally = kill_each(act, desk.root, prepared(desk, act))
    assert (tally.half, tally.differs, tally.leftovers) == ([], [], [])
    assert tally.kills >= 4
    assert tally.found


def test_on_a_full_disk_there_is_all_or_nothing(desk: Any) -> None:
    tally = starve_each("issue", desk.root, prepared(desk, "issue"))
    assert (tally.half, tally.differs, tally.leftovers) == ([], [], [])
    assert tally.kills >= 5
