"""Whatever is killed at whatever operation: nothing is lost or half-written, and the next run leaves nothing lying."""

from pathlib import Path

import pytest

from tests.killing import built_folder, kill_each

pytestmark = pytest.mark.slow


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A plan with something built, one file of which was edited, and one that is built no more."""
    built_folder(tmp_path / "plan")
    return tmp_path / "plan"


@pytest.mark.parametrize(("act", "least"), [("build", 40), ("keep", 8), ("write", 6)])
def test_nothing_is_lost_or_half_or_left(folder: Path, tmp_path: Path, act: str, least: int) -> None:
    tally = kill_each(act, folder, tmp_path)
    assert (tally.half, tally.differs, tally.leftovers) == ([], [], [])
    assert tally.kills >= least
    assert tally.found  # some of them did leave something


def test_an_init_that_is_killed_can_be_done_again(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    tally = kill_each("init", tmp_path / "empty", tmp_path, every=9)
    assert (tally.half, tally.differs, tally.leftovers) == ([], [], [])
    assert tally.found
