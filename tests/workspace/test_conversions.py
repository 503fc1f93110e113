"""Kept conversions: never a wrong one, never too many, never in the way."""

import os
from pathlib import Path

import pytest

from plangen.workspace import conversions
from plangen.workspace.conversions import Conversions


def test_what_was_kept_comes_back_by_key_and_kind(tmp_path: Path) -> None:
    kept = Conversions(tmp_path / "cache")
    assert kept.get("a", "pdf") is None
    kept.put("a", "pdf", b"1")
    kept.put("a", "pages", b"2")
    assert (kept.get("a", "pdf"), kept.get("a", "pages"), kept.get("b", "pdf")) == (b"1", b"2", None)


@pytest.mark.parametrize("damage", [b"", b"x", b"0" * 64 + b"1"])
def test_a_damaged_one_counts_as_none(tmp_path: Path, damage: bytes) -> None:
    kept = Conversions(tmp_path)
    kept.put("a", "pdf", b"1")
    (tmp_path / "a.pdf").write_bytes(damage)
    assert kept.get("a", "pdf") is None


def test_a_folder_that_cannot_be_written_only_costs_time(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    kept = Conversions(tmp_path / "file")
    kept.put("a", "pdf", b"1")
    assert kept.get("a", "pdf") is None


def test_the_longest_unused_go_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conversions, "_MOST", 3 * 65)
    kept = Conversions(tmp_path)
    for age, key in enumerate("abc"):
        kept.put(key, "pdf", b"1")
        os.utime(tmp_path / f"{key}.pdf", (age, age))
    assert kept.get("a", "pdf")  # used now
    kept.put("d", "pdf", b"1")
    assert [key for key in "abcd" if kept.get(key, "pdf")] == ["a", "c", "d"]


def test_what_an_earlier_command_kept_counts_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each command lists the folder once, and then keeps it below the limit with what it adds itself."""
    monkeypatch.setattr(conversions, "_MOST", 2 * 65)
    for age, key in enumerate("abc"):
        (tmp_path / f"{key}.pdf").write_bytes(b"x" * 65)
        os.utime(tmp_path / f"{key}.pdf", (age, age))
    kept = Conversions(tmp_path)
    kept.put("d", "pdf", b"1")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["c.pdf", "d.pdf"]
    (tmp_path / "d.pdf").unlink()  # by another command
    kept.put("e", "pdf", b"1")
    kept.put("f", "pdf", b"1")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["e.pdf", "f.pdf"]
