"""Approving and issuing that is killed leaves the record old or new, and nothing lying after the next run."""

from pathlib import Path
from typing import Any

import pytest

from tests.killing import kill_each

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("act", ["approve", "issue"])
def test_nothing_is_lost_or_half_or_left(desk: Any, tmp_path: Path, act: str) -> None:
    if act == "issue":
        desk.approve_all()
    (tmp_path / "work").mkdir()
    tally = kill_each(act, desk.root, tmp_path / "work")
    assert (tally.half, tally.differs, tally.leftovers) == ([], [], [])
    assert tally.kills >= 4
    assert tally.found
