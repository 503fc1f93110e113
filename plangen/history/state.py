"""Whether a revision can be recorded just now: what state the repository and its index are in."""

import os
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from dulwich.index import ConflictedIndexEntry

from plangen.diagnostics import Finding, Place, words
from plangen.history import rules, state_rules
from plangen.history.journal import damaged, is_there
from plangen.history.locks import is_held_by_others
from plangen.history.repository import Repository
from plangen.history.settings import hooks, is_set, kind_of_index
from plangen.history.soundness import odd_among
from plangen.history.usable import SPOILT
from plangen.history.worktree import conflict_copies, ignored_files, left_out, read_for_git
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

_INDEXES = {
    "link": (words("分开存放的索引（split index）", "split index"), "git update-index --no-split-index"),
    "sdir": (words("稀疏索引（sparse index）", "sparse index"), "git sparse-checkout reapply --no-sparse-index"),
}
"""Kinds of index that cannot be written, and how to have an ordinary one."""

_INDEX_AGAIN = words(
    "先把整个文件夹复制一份；再删除 {file}，运行 git reset 重新建立，文件夹里的文件不变；没有 git 的，删除后直接记录",
    "copy the whole folder first; then delete {file} and make it again with git reset, which leaves your files alone;"
    " without git, delete it and record",
)


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
        *_not_run(repository),
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
    branch = (repository.branch or b"HEAD").decode("utf-8", "surrogateescape")
    for top, name in ((repository.control, "index"), (repository.common, "packed-refs"), (repository.common, branch)):
        if is_held_by_others(top / name):
            yield Finding(rule=rules.LOCKED, at=_HERE, values={"file": f".git/{name}.lock"})
            return
    if kind := kind_of_index(repository):
        said, advice = _INDEXES[kind]
        yield Finding(rule=state_rules.OTHER_INDEX, at=_HERE, values={"kind": said, "advice": advice})
        return
    try:
        entries = list(repository.repo.open_index().items())
    except SPOILT:
        yield Finding(rule=rules.SPOILT, at=_HERE, values={"file": ".git/index"}, hint=_INDEX_AGAIN)
        return
    files = [path.decode("utf-8", "replace") for path, entry in entries if isinstance(entry, ConflictedIndexEntry)]
    if files:
        yield Finding(rule=rules.UNMERGED, at=_HERE, values={"files": files})


def _not_run(repository: Repository) -> Iterator[Finding]:
    """What git would do of its own besides: it is in the settings of the folder, and none of it is done here."""
    signs = any(is_set(repository, section, b"gpgsign") for section in (b"commit", b"tag"))
    run = [words(f"运行 {each} 钩子", f"the hook {each}") for each in hooks(repository)]
    what = [words("签名", "signatures"), *run] if signs else run
    if what:
        yield Finding(rule=state_rules.NOT_SIGNED, at=_HERE, values={"what": what})


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
    yield from kept_aside(repository, root)
    if names := list(left_out(root)):
        yield Finding(rule=rules.LEFT_OUT, at=Place(file=names[0]), values={"files": names})


def kept_aside(repository: Repository, root: Path) -> Iterator[Finding]:
    """That a synchroniser works on the plan's files, or on git's, and has kept copies aside."""
    if names := list(dict.fromkeys(conflict_copies(repository, root))):
        yield Finding(rule=state_rules.CONFLICT_COPIES, at=_HERE, values={"files": names})


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
