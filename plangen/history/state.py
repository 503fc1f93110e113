"""Whether a revision can be recorded just now: what state the repository and its index are in."""

import os
from collections.abc import Iterator
from pathlib import Path

from dulwich.index import ConflictedIndexEntry

from plangen.diagnostics import Finding, Place
from plangen.history import rules
from plangen.history.repository import FOLDERS, Repository

__all__ = ["trouble"]

_HERE = Place(file=".")
_UNDER_WAY = {
    "MERGE_HEAD": "merge",
    "rebase-merge": "rebase",
    "rebase-apply": "rebase",
    "CHERRY_PICK_HEAD": "cherry-pick",
    "REVERT_HEAD": "revert",
    "BISECT_LOG": "bisect",
}


def trouble(repository: Repository, root: Path) -> tuple[Finding, ...]:
    """Everything that forbids recording a revision of the project at `root`."""
    return (*_format(repository), *_under_way(repository), *_index(repository), *_nested(root))


def _format(repository: Repository) -> Iterator[Finding]:
    config = repository.repo.get_config()
    for key, usual in ((b"refstorage", b"files"), (b"objectformat", b"sha1")):
        try:
            value = config.get((b"extensions",), key).lower()
        except KeyError:
            continue
        if value != usual:
            yield Finding(rule=rules.OTHER_STORAGE, at=_HERE, values={"format": value.decode("ascii", "replace")})


def _under_way(repository: Repository) -> Iterator[Finding]:
    if repository.branch is None:
        yield Finding(rule=rules.DETACHED, at=_HERE)
    control = Path(repository.repo.controldir())
    for name, operation in _UNDER_WAY.items():
        if (control / name).exists():
            yield Finding(rule=rules.UNFINISHED, at=_HERE, values={"operation": operation})


def _index(repository: Repository) -> Iterator[Finding]:
    for folder, name in (
        (repository.repo.controldir(), "index.lock"),
        (repository.repo.commondir(), "packed-refs.lock"),
    ):
        if (Path(folder) / name).exists():
            yield Finding(rule=rules.LOCKED, at=_HERE, values={"file": f".git/{name}"})
            return
    entries = repository.repo.open_index().items()
    files = [path.decode("utf-8", "replace") for path, entry in entries if isinstance(entry, ConflictedIndexEntry)]
    if files:
        yield Finding(rule=rules.UNMERGED, at=_HERE, values={"files": files})


def _nested(root: Path) -> Iterator[Finding]:
    for folder in FOLDERS:
        for base, folders, files in os.walk(root / folder):
            if ".git" in folders or ".git" in files:
                name = Path(base).relative_to(root).as_posix()
                yield Finding(rule=rules.NESTED, at=Place(file=name), values={"folder": name})
                folders.clear()
