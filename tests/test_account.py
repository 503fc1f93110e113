"""The account of a run: what was changed, in order, once; what was taken back is not in it."""

from pathlib import Path

from plangen.account import kept_account, note_changed, note_restored


def test_what_is_changed_is_told_once_and_in_order() -> None:
    with kept_account() as changed:
        for name in ("b", "a", "b", ".cache", ".gitignore", "p/.git/refs/x", "p/.git/index"):
            note_changed(Path(name))
        assert [str(path) for path in changed] == ["b", "a", ".gitignore", "p/.git"]
        note_restored(Path("b"))
        note_restored(Path("never"))
        assert [str(path) for path in changed] == ["a", ".gitignore", "p/.git"]


def test_nobody_who_does_not_ask_keeps_an_account() -> None:
    with kept_account() as changed:
        pass
    note_changed(Path("a"))
    note_restored(Path("a"))
    assert changed == {}
