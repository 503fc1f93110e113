"""Files of git's are replaced under git's own locks; a lock of another program is never taken away."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plangen.errors import GitBusy
from plangen.history.locks import is_held_by_others, release, replace_file


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_the_file_is_replaced_and_no_lock_remains(tmp_path: Path) -> None:
    path = tmp_path / "index"
    path.write_bytes(b"old")
    replace_file(path, lambda: b"new")
    assert (path.read_bytes(), names(tmp_path)) == (b"new", {"index"})


def test_the_lock_is_held_while_the_content_is_made(tmp_path: Path) -> None:
    """Nobody changes what the new content is made from."""
    seen = []

    def make() -> bytes:
        seen.append((tmp_path / "index.lock").exists())
        return b""

    replace_file(tmp_path / "index", make)
    assert seen == [True]


def test_a_failure_leaves_the_old_file_and_no_lock(tmp_path: Path) -> None:
    path = tmp_path / "index"
    path.write_bytes(b"old")

    def fail() -> bytes:
        raise OSError(28, "full")

    with pytest.raises(OSError, match="full"):
        replace_file(path, fail)
    assert (path.read_bytes(), names(tmp_path)) == (b"old", {"index"})


@pytest.mark.parametrize("content", [b"", b"DIRC"])
def test_the_lock_of_another_program_is_said_and_stays(tmp_path: Path, content: bytes) -> None:
    path, lock = tmp_path / "index", tmp_path / "index.lock"
    lock.write_bytes(content)
    with pytest.raises(GitBusy) as problem:
        replace_file(path, lambda: b"new")
    assert problem.value.path == str(lock)
    assert is_held_by_others(path)
    release(path)
    assert (lock.read_bytes(), names(tmp_path)) == (content, {"index.lock"})


@pytest.mark.parametrize("started", [b"", b"half"])
def test_a_lock_that_a_killed_process_left_is_known_as_ours(tmp_path: Path, started: bytes) -> None:
    path = tmp_path / "index"
    ours = tmp_path / "plangen-index.lock"
    ours.write_bytes(b"")
    (tmp_path / "index.lock").hardlink_to(ours)
    (tmp_path / "index.lock").write_bytes(started)
    assert not is_held_by_others(path)
    release(path)
    assert names(tmp_path) == set()


def test_where_links_are_not_possible_a_lock_counts_as_that_of_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A memory stick: files are replaced as ever, a lock that is left has to be deleted by hand."""

    def refuse(*_: object) -> None:
        raise OSError(1, "not supported")

    monkeypatch.setattr(os, "link", refuse)
    held = []

    def make() -> bytes:
        held.append(is_held_by_others(tmp_path / "index"))
        return b"new"

    replace_file(tmp_path / "index", make)
    assert (held, (tmp_path / "index").read_bytes(), names(tmp_path)) == ([True], b"new", {"index"})
    (tmp_path / "index.lock").touch()
    with pytest.raises(GitBusy):
        replace_file(tmp_path / "index", make)


@given(st.lists(st.sampled_from(["ours", "theirs", "release", "replace"]), max_size=6))
def test_whatever_happens_the_lock_of_another_program_stays(steps: list[str]) -> None:
    """Law: only who took a lock, or who finds it for them, takes it away."""
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path, lock, ours = (Path(folder, name) for name in ("index", "index.lock", "plangen-index.lock"))
        for step in steps:
            if step == "ours" and not lock.exists():
                ours.touch()
                lock.hardlink_to(ours)
            elif step == "theirs" and not lock.exists():
                lock.write_bytes(b"theirs")
            elif step == "release":
                release(path)
            elif step == "replace":
                try:
                    replace_file(path, lambda: b"new")
                except GitBusy:
                    assert lock.exists()
            theirs = lock.exists() and lock.read_bytes() == b"theirs"
            assert is_held_by_others(path) is (theirs or (lock.exists() and not ours.exists()))
            release(path)
            assert lock.exists() is theirs
