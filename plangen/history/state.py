"""Whether a revision can be recorded just now: what state the repository and its index are in."""

import os
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from dulwich.index import ConflictedIndexEntry

from plangen.diagnostics import Finding, Place
from plangen.history import rules
from plangen.history.journal import damaged, is_there
from plangen.history.locks import is_held_by_others
from plangen.history.repository import SPOILT, Repository
from plangen.history.soundness import odd_among
from plangen.history.worktree import ignored_files, left_out, read_for_git
from plangen.model.plan_files import FOLDERS

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
    """What forbids recording a revision of the project at `root`, or is to be warned of; nothing is changed."""
    if of_storage := tuple(_format(repository)):
        return of_storage  # an index in a foreign format cannot be read either
    return (
        *_under_way(repository),
        *_interrupted(repository),
        *_index(repository),
        *_odd(repository, root),
        *_nested(root),
        *_clashes(root),
        *_taken(repository, root),
    )


def _format(repository: Repository) -> Iterator[Finding]:
    """Hashes of another kind can be read but not written."""
    try:
        value = repository.repo.get_config().get((b"extensions",), b"objectformat").lower()
    except KeyError:
        return
    if value != b"sha1":
        yield Finding(rule=rules.OTHER_STORAGE, at=_HERE, values={"format": value.decode("ascii", "replace")})


def _under_way(repository: Repository) -> Iterator[Finding]:
    if repository.branch is None:
        yield Finding(rule=rules.DETACHED, at=_HERE)
    control = repository.control
    for name, operation in _UNDER_WAY.items():
        if (control / name).exists():
            yield Finding(rule=rules.UNFINISHED, at=_HERE, values={"operation": operation})


def _interrupted(repository: Repository) -> Iterator[Finding]:
    if found := damaged(repository):
        yield from found
    elif is_there(repository):
        yield Finding(rule=rules.HALF_DONE, at=_HERE)


def _index(repository: Repository) -> Iterator[Finding]:
    for path in (repository.control / "index", repository.common / "packed-refs"):
        if is_held_by_others(path):
            yield Finding(rule=rules.LOCKED, at=_HERE, values={"file": f".git/{path.name}.lock"})
            return
    try:
        entries = list(repository.repo.open_index().items())
    except SPOILT:
        yield Finding(rule=rules.SPOILT, at=_HERE, values={"file": ".git/index"})
        return
    files = [path.decode("utf-8", "replace") for path, entry in entries if isinstance(entry, ConflictedIndexEntry)]
    if files:
        yield Finding(rule=rules.UNMERGED, at=_HERE, values={"files": files})


def _odd(repository: Repository, root: Path) -> Iterator[Finding]:
    """What says in the work tree how git treats files, and is none itself: reading it could hang."""
    for name in odd_among(root, read_for_git(repository, root)):
        yield Finding(rule=rules.SPOILT, at=_HERE, values={"file": name})


def _nested(root: Path) -> Iterator[Finding]:
    for folder in FOLDERS:
        for base, folders, files in os.walk(root / folder):
            if ".git" in folders or ".git" in files:
                name = Path(base).relative_to(root).as_posix()
                yield Finding(rule=rules.NESTED, at=Place(file=name), values={"folder": name})
                folders.clear()


def _taken(repository: Repository, root: Path) -> Iterator[Finding]:
    """Files of the plan that git is told to ignore, and files beside them that become no part of a revision."""
    for name in ignored_files(repository, root):
        yield Finding(rule=rules.IGNORED, at=Place(file=name))
    if names := list(left_out(root)):
        yield Finding(rule=rules.LEFT_OUT, at=Place(file=names[0]), values={"files": names})


def _clashes(root: Path) -> Iterator[Finding]:
    """Names that only some systems tell apart: A and a, or one letter written in two ways."""
    for folder in FOLDERS:
        for base, folders, files in os.walk(root / folder):
            seen: dict[str, str] = {}
            for name in sorted([*folders, *files]):
                alike = unicodedata.normalize("NFC", name).casefold()
                if alike in seen:
                    place = Place(file=Path(base, name).relative_to(root).as_posix())
                    yield Finding(rule=rules.CLASH, at=place, values={"name": name, "other": seen[alike]})
                seen.setdefault(alike, name)
