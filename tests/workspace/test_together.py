"""Several files change together or not at all, whatever happens in between."""

from pathlib import Path

import pytest

from plangen.errors import ChangeDamaged, LeadsOut
from plangen.workspace import together
from plangen.workspace.together import NOTE, finish, write_together
from tests.killing import kill_each

A, B = "source/plan.yaml", "templates/outlines/plan.md"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "plan"
    for path in (A, B):
        (folder / path).parent.mkdir(parents=True)
        (folder / path).write_bytes(b"old")
    return folder


def interrupted(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The note is written, and no file yet."""
    with monkeypatch.context() as patch:
        patch.setattr(together, "finish", lambda _: None)
        write_together(root, {A: (b"old", b"new a"), B: (b"old", b"new b")})
    assert (root / NOTE).exists()
    assert (root / A).read_bytes() == b"old"


def test_all_files_get_their_new_bytes_and_nothing_else_stays(root: Path) -> None:
    write_together(root, {A: (b"old", b"new a"), B: (b"old", b"new b")})
    assert ((root / A).read_bytes(), (root / B).read_bytes()) == (b"new a", b"new b")
    assert sorted(path.name for path in root.rglob("*") if path.is_file()) == ["plan.md", "plan.yaml"]


def test_what_was_cut_short_is_finished(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    interrupted(root, monkeypatch)
    finish(root)
    assert ((root / A).read_bytes(), (root / B).read_bytes()) == (b"new a", b"new b")
    assert not (root / NOTE).exists()


def test_what_somebody_edited_meanwhile_stays(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    interrupted(root, monkeypatch)
    (root / A).write_bytes(b"mine")
    finish(root)
    assert ((root / A).read_bytes(), (root / B).read_bytes()) == (b"mine", b"new b")


@pytest.mark.parametrize(
    "note",
    [
        b"{",
        b"[]",
        b'{"files": {"source/plan.yaml": {"old": "x", "new": "%"}}}',
        b'{"files": {"../elsewhere.yaml": {"old": "", "new": ""}}}',
        b'{"files": {"source/../../elsewhere.yaml": {"old": "", "new": ""}}}',
        b'{"files": {"source/.hidden.yaml": {"old": "", "new": ""}}}',
        b'{"files": {".git/config": {"old": "", "new": ""}}}',
    ],
)
def test_a_note_that_is_damaged_or_names_other_files_is_not_believed(root: Path, note: bytes) -> None:
    (root / NOTE).write_bytes(note)
    with pytest.raises(ChangeDamaged):
        finish(root)
    assert (root / NOTE).read_bytes() == note
    assert (root / A).read_bytes() == b"old"


def test_nothing_is_written_where_a_folder_leads_out(root: Path, tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside/x.md").write_bytes(b"old")
    (root / "templates/pieces").symlink_to(tmp_path / "outside")
    with pytest.raises(LeadsOut):
        write_together(root, {A: (b"old", b"new"), "templates/pieces/x.md": (b"old", b"new")})
    assert (root / A).read_bytes() == b"old"
    assert not (root / NOTE).exists()


@pytest.mark.slow
def test_whatever_is_killed_whenever_the_next_run_finishes_it(root: Path, tmp_path: Path) -> None:
    tally = kill_each("together", root, tmp_path)
    assert (tally.half, tally.differs, tally.leftovers) == ([], [], [])
    assert tally.kills >= 10
    assert tally.found
