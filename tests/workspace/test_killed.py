"""Whatever is killed at whatever operation: nothing is lost or half-written, and the next run leaves nothing lying."""

from pathlib import Path

import pytest

from tests.killing import kill_each
from tests.workspace.test_output import put

pytestmark = pytest.mark.slow


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A plan with something built, one file of which was edited, and one that is built no more."""
    root = tmp_path / "plan"
    (root / "source").mkdir(parents=True)
    (root / "source/plan.yaml").write_text("title: 甲\n", encoding="utf-8")
    names = ("01-1.docx", "02-2.docx", "06-x/01-y.docx", "07-gone.docx", "08-gone.docx")
    put(root / "output", dict.fromkeys(names, b"old"))
    for name in ("02-2.docx", "08-gone.docx"):
        (root / "output" / name).write_bytes(b"edited")
    return root


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
