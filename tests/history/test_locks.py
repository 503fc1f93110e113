"""A file under a lock is replaced whole, and what a killed process left behind costs nothing of it."""

import os
from pathlib import Path

import pytest

from plangen.history.locks import is_held_by_others, release, replace_file
from plangen.history.troubles import GitBusy


@pytest.fixture
def refs(tmp_path: Path) -> Path:
    path = tmp_path / "packed-refs"
    path.write_bytes(b"old")
    return path


def left(path: Path) -> list[str]:
    return sorted(each.name for each in path.parent.iterdir() if each != path)


def test_the_new_content_stands_alone(refs: Path) -> None:
    replace_file(refs, lambda: b"new")
    assert refs.read_bytes() == b"new"
    assert left(refs) == []


def test_a_failure_leaves_the_old_content_and_no_lock(refs: Path) -> None:
    def fail() -> bytes:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        replace_file(refs, fail)
    assert refs.read_bytes() == b"old"
    assert left(refs) == []


def test_killed_behind_the_rename_its_leftover_is_the_file_itself_and_is_not_emptied(refs: Path) -> None:
    """The name of our own is then a second name of packed-refs: to write to it would lose every tag."""
    os.link(refs, refs.with_name("plangen-packed-refs.lock"))

    def fail() -> bytes:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        replace_file(refs, fail)
    assert refs.read_bytes() == b"old"
    assert left(refs) == []


def test_a_lock_of_another_program_is_respected_and_stays(refs: Path) -> None:
    lock = refs.with_name("packed-refs.lock")
    lock.write_bytes(b"theirs")
    with pytest.raises(GitBusy):
        replace_file(refs, lambda: b"new")
    assert is_held_by_others(refs)
    release(refs)
    assert (refs.read_bytes(), lock.read_bytes()) == (b"old", b"theirs")
    assert left(refs) == ["packed-refs.lock"]


def test_a_lock_of_our_own_that_was_left_is_released(refs: Path) -> None:
    ours = refs.with_name("plangen-packed-refs.lock")
    ours.write_bytes(b"")
    os.link(ours, refs.with_name("packed-refs.lock"))
    assert not is_held_by_others(refs)
    release(refs)
    assert left(refs) == []
