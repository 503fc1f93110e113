"""What a revision notes before it changes anything, so that the next run can finish or undo it.

It lies among git's files, and may have been damaged, or come from anybody: it is believed only where it has the shape
that it is written in, and names nothing but a revision's own record.
"""

import re
from pathlib import Path

import msgspec
from msgspec import Struct

from plangen.diagnostics import Finding, Place
from plangen.disk.inside import read_plain
from plangen.disk.whole import sync_folder, write_whole
from plangen.history.repository import Repository
from plangen.history.rules import JOURNAL

_NAME, _ASIDE = "plangen-revision.json", "plangen-revision（损坏）.json"
_LARGEST = 64 * 1024 * 1024  # bytes; a revision of a million files comes not near
_VERSION = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")  # wide enough for every tag that may be made
_OBJECT = re.compile("[0-9a-f]{40}")


class Journal(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What was about to be recorded."""

    version: str
    record_path: str
    objects: tuple[str, ...] = ()
    replaces: str = ""  # the digest of the record in the work tree that the one of the revision takes the place of


def path_of(repository: Repository) -> Path:
    """Where it lies."""
    return repository.control / _NAME


def is_there(repository: Repository) -> bool:
    """Whether there is one, in whatever state."""
    return path_of(repository).exists()


def read_journal(repository: Repository) -> Journal | None:
    """The one that is there; None where there is none, or it is not to be believed."""
    try:
        found = msgspec.json.decode(read_plain(path_of(repository), _LARGEST), type=Journal)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    is_ours = _VERSION.fullmatch(found.version) and found.record_path == record_path(found.version)
    return found if is_ours and all(map(_OBJECT.fullmatch, found.objects)) else None


def record_path(version: str) -> str:
    """Where the record of a revision lies in the project."""
    return f"source/revisions/{version}.yaml"


def write_journal(repository: Repository, journal: Journal) -> None:
    """Note it, so that it lasts.

    Raises:
        OSError
    """
    write_whole(path_of(repository), msgspec.json.encode(journal, order="sorted"))


def remove_journal(repository: Repository) -> None:
    """All is done."""
    path_of(repository).unlink(missing_ok=True)
    sync_folder(repository.control)


def damaged(repository: Repository) -> tuple[Finding, ...]:
    """That one is there which is not to be believed."""
    if not is_there(repository) or read_journal(repository) is not None:
        return ()
    values = {"file": f".git/{_NAME}", "copy": f".git/{_ASIDE}"}
    return (Finding(rule=JOURNAL, at=Place(file="."), values=values),)


def set_aside(repository: Repository) -> None:
    """Give it another name, under which nobody looks at it.

    Raises:
        OSError
    """
    path_of(repository).replace(repository.control / _ASIDE)
