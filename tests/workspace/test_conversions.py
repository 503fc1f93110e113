"""Kept conversions: never a wrong one, never too many, never in the way."""

import os
from pathlib import Path

import pytest

from plangen.workspace import conversions
from plangen.workspace.conversions import Conversions, decoded
from tests.limits import ending

A, B, C, D, E, F = (letter * 64 for letter in "abcdef")  # keys


def test_what_was_kept_comes_back_by_key_and_kind(tmp_path: Path) -> None:
    kept = Conversions(tmp_path)
    assert kept.get(A, "pdf") is None
    kept.put(A, "pdf", b"1")
    kept.put(A, "pages", b"2")
    assert (kept.get(A, "pdf"), kept.get(A, "pages"), kept.get(B, "pdf")) == (b"1", b"2", None)


@pytest.mark.parametrize("damage", [b"", b"x", b"0" * 64 + b"1"])
def test_a_damaged_one_counts_as_none(tmp_path: Path, damage: bytes) -> None:
    kept = Conversions(tmp_path)
    kept.put(A, "pdf", b"1")
    (kept.folder / f"{A}.pdf").write_bytes(damage)
    assert kept.get(A, "pdf") is None


def test_a_folder_that_cannot_be_written_only_costs_time(tmp_path: Path) -> None:
    (tmp_path / "output").write_bytes(b"")
    kept = Conversions(tmp_path)
    kept.put(A, "pdf", b"1")
    assert kept.get(A, "pdf") is None


def test_the_longest_unused_go_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conversions, "_MOST", 3 * 65)
    kept = Conversions(tmp_path)
    for age, key in enumerate((A, B, C)):
        kept.put(key, "pdf", b"1")
        os.utime(kept.folder / f"{key}.pdf", (age, age))
    assert kept.get(A, "pdf")  # used now
    kept.put(D, "pdf", b"1")
    assert [key for key in (A, B, C, D) if kept.get(key, "pdf")] == [A, C, D]


def test_what_an_earlier_command_kept_counts_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each command lists the folder once, and then keeps it below the limit with what it adds itself."""
    monkeypatch.setattr(conversions, "_MOST", 2 * 65)
    kept = Conversions(tmp_path)
    kept.folder.mkdir(parents=True)
    for age, key in enumerate((A, B, C)):
        (kept.folder / f"{key}.pdf").write_bytes(b"x" * 65)
        os.utime(kept.folder / f"{key}.pdf", (age, age))
    kept.put(D, "pdf", b"1")
    assert sorted(path.name for path in kept.folder.iterdir()) == [f"{C}.pdf", f"{D}.pdf"]
    (kept.folder / f"{D}.pdf").unlink()  # by another command
    kept.put(E, "pdf", b"1")
    kept.put(F, "pdf", b"1")
    assert sorted(path.name for path in kept.folder.iterdir()) == [f"{E}.pdf", f"{F}.pdf"]


@pytest.fixture
def film(tmp_path: Path) -> Path:
    """A folder of somebody's, with more in it than is kept, in a place where a link may lead to."""
    folder = tmp_path / "films"
    folder.mkdir()
    for name in ("doc1.txt", "film.mp4", f"{F}.pdf"):
        (folder / name).write_bytes(b"x" * 200)
    (tmp_path / "plan").mkdir()
    return folder


@pytest.mark.parametrize("link", ["output", "output/.cache"])
def test_a_cache_behind_a_link_is_not_used(
    film: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, link: str
) -> None:
    monkeypatch.setattr(conversions, "_MOST", 100)
    path = tmp_path / "plan" / link
    path.parent.mkdir(exist_ok=True)
    path.symlink_to(film)
    (film / ".cache").symlink_to(film)
    kept = Conversions(tmp_path / "plan")
    kept.put(A, "pdf", b"1")
    assert kept.get(A, "pdf") is None
    assert kept.get(F, "pdf") is None
    assert sorted(each.name for each in film.iterdir()) == [".cache", "doc1.txt", f"{F}.pdf", "film.mp4"]


def test_only_files_with_names_of_its_own_form_are_ever_pruned(
    film: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(conversions, "_MOST", 70)
    kept = Conversions(tmp_path / "plan")
    kept.put(A, "pdf", b"1")
    theirs = ("film.mp4", f"{A}", f"{A[:-1]}.pdf", f"{A}.PDF", f"other-{A}.pdf", f"edited-{A[:-1]}.pdf", f"{A}.pdf.bak")
    for name in theirs:
        (kept.folder / name).write_bytes(b"x" * 100)
    (kept.folder / f"{B}.pdf").symlink_to(film / "film.mp4")
    (kept.folder / f"{C}.pdf").mkdir()
    os.mkfifo(kept.folder / f"{D}.pdf")
    for name in (f"edited-{E}.generated", f"{E}.pages"):
        (kept.folder / name).write_bytes(b"x" * 100)
        os.utime(kept.folder / name, (1, 1))
    kept.put(F, "pdf", b"2")
    there = {path.name for path in kept.folder.iterdir()}
    assert there == {*theirs, f"{B}.pdf", f"{C}.pdf", f"{D}.pdf", f"{F}.pdf"}
    assert (film / "film.mp4").exists()


@pytest.mark.parametrize("key", ["../../a", "a", "A" * 64, f"{A}/x", ""])
def test_a_key_that_is_none_keeps_nothing(tmp_path: Path, key: str) -> None:
    kept = Conversions(tmp_path)
    kept.put(key, "pdf", b"1")
    assert kept.get(key, "pdf") is None
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_what_stands_in_place_of_a_kept_file_hangs_nothing(tmp_path: Path) -> None:
    kept = Conversions(tmp_path)
    kept.folder.mkdir(parents=True)
    os.mkfifo(kept.folder / f"{A}.pdf")
    (kept.folder / f"{B}.pdf").symlink_to("/dev/zero")
    with ending():
        assert [kept.get(key, "pdf") for key in (A, B)] == [None, None]


@pytest.mark.parametrize("raw", [b"", b"{", b"[]", b"\xff", b'{"a": 1}', b'{"b": "1"}', b'{"a": "1", "b": "1"}', b"{}"])
def test_kept_texts_of_another_shape_are_made_again(raw: bytes) -> None:
    assert decoded(raw, ["a"]) is None
    assert decoded(b'{"a": "1"}', ["a"]) == {"a": "1"}
