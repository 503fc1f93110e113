"""Git's index when a revision is recorded: of the project what was recorded, of everything else what was there."""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from dulwich.index import ConflictedIndexEntry, Index, IndexEntry, index_entry_from_stat
from dulwich.objects import ObjectID

from plangen.history.repository import Repository, Stored
from plangen.history.worktree import read_worktree
from plangen.model.plan_files import FOLDERS

_NAME = "plangen-new-index"
_UNKNOWN = os.stat_result((0,) * 10)
"""Zeros make git look into the file itself: somebody may have edited it since."""


def index_of(repository: Repository) -> Path:
    """Where it lies."""
    return Path(os.fsdecode(repository.repo.index_path()))


def new_index(repository: Repository, root: Path, commit: str, stored: Mapping[bytes, Stored]) -> bytes:
    """The index as it is, but of the project what is stored now."""
    path = _private_index(repository)
    fresh = Index(str(path), read=False)  # without the cached trees of the old one, which would be stale
    for name, old in _others(repository, commit):
        fresh[name] = old
    there = read_worktree(repository, root, {})
    for entry in stored.values():
        file_name = entry.path.decode("utf-8", "surrogateescape").removeprefix(repository.prefix)
        is_same = file_name in there and there[file_name].sha == entry.sha and there[file_name].is_here
        status = (root / file_name).lstat() if is_same else _UNKNOWN
        fresh[entry.path] = index_entry_from_stat(status, ObjectID(entry.sha), mode=entry.mode)
    fresh.write()
    raw = path.read_bytes()
    path.unlink()
    return raw


def _others(repository: Repository, commit: str) -> Iterator[tuple[bytes, IndexEntry | ConflictedIndexEntry]]:
    """What the index says of files that are not the project's; where it is lost, what the commit holds of them."""
    if os.path.lexists(index_of(repository)):
        yield from (each for each in repository.repo.open_index().items() if not is_of_project(repository, each[0]))
        return
    for entry in repository.entries(commit):
        if not is_of_project(repository, entry.path):
            yield entry.path, index_entry_from_stat(_UNKNOWN, ObjectID(entry.sha), mode=entry.mode)


def is_of_project(repository: Repository, path: bytes) -> bool:
    """Whether a path of the repository is one of the project's source or templates."""
    return path.startswith(tuple(f"{repository.prefix}{name}/".encode() for name in FOLDERS))


def remove_unfinished(repository: Repository) -> None:
    """Take away what a killed process left of a new one."""
    path = _private_index(repository)
    path.with_name(f"{path.name}.lock").unlink(missing_ok=True)
    path.unlink(missing_ok=True)


def _private_index(repository: Repository) -> Path:
    """Where the new index is written before it takes the place of git's."""
    return repository.control / _NAME
