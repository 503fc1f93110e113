"""Which of the user's files a run has changed, so that whoever hears how it was stopped hears that as well."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

_CHANGED: ContextVar[dict[Path, None] | None] = ContextVar("changed", default=None)


@contextmanager
def kept_account() -> Iterator[dict[Path, None]]:
    """What is changed from now on, in its order; plangen's own notes, whose names begin with a dot, are not told."""
    changed: dict[Path, None] = {}
    token = _CHANGED.set(changed)
    try:
        yield changed
    finally:
        _CHANGED.reset(token)


def note_changed(path: Path) -> None:
    """Note a file, or a folder that came as a whole, as soon as it is written, moved or removed."""
    changed = _CHANGED.get()
    if changed is None:
        return
    at = next((number for number, part in enumerate(path.parts) if part == ".git"), None)
    if at is not None:
        changed[Path(*path.parts[: at + 1])] = None
    elif not path.name.startswith(".") or path.name.startswith(".git"):
        changed[path] = None


def note_restored(path: Path) -> None:
    """A file is as it was before: what was noted of it no longer holds."""
    changed = _CHANGED.get()
    if changed is not None:
        changed.pop(path, None)
