"""Kept conversions: never a wrong one, never too many, never in the way."""

import os
from pathlib import Path

import pytest

from plangen.workspace import conversions
from plangen.workspace.conversions import Conversions

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
