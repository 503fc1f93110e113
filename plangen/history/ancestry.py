"""What went before a commit: which revisions were recorded on the way to it, and what a merge would meet."""

from collections.abc import Mapping

from dulwich.objects import Commit, ObjectID
from msgspec import Struct

from plangen.errors import GitDamaged
from plangen.history.repository import Repository
from plangen.history.revision_marks import marked
from plangen.history.usable import SPOILT
from plangen.model.plan_files import FOLDERS


class Recorded(Struct, frozen=True, kw_only=True):
    """A commit that recorded a revision, tagged or not."""

    version: str
    commit: str
    head: str  # the digest of its record
    author: str


class Past(Struct, frozen=True, kw_only=True):
    """A commit with everything that went before it."""

    commits: Mapping[str, int]  # with their times
    recorded: tuple[Recorded, ...]  # the newest first
    is_cut: bool  # the clone is shallow: what went before its boundary is not known here


def past_of(repository: Repository, commit: str) -> Past:
    """What went before a commit, the commit itself among it.

    Raises:
        EnvironmentProblem: GitDamaged where a commit is missing or cannot be read.
    """
    boundary = {each.decode() for each in repository.repo.get_shallow()}
    commits: dict[str, int] = {}
    recorded: list[Recorded] = []
    waiting = [commit]
    while waiting:
        name = waiting.pop()
        if name in commits:
            continue
        found = _commit(repository, name)
        commits[name] = found.commit_time
        if made := _recorded(repository, found):
            recorded.append(made)
        if name not in boundary:
            waiting += (each.decode() for each in found.parents)
    recorded.sort(key=lambda each: (-commits[each.commit], each.commit))
    return Past(commits=commits, recorded=tuple(recorded), is_cut=bool(boundary & commits.keys()))


def adding(repository: Repository, past: Past, path: str) -> str | None:
    """The commit that first had one of the project's files; None where none has it."""
    ordered = sorted(past.commits, key=lambda each: past.commits[each])
    return next((each for each in ordered if repository.content_at(each, path) is not None), None)


def holds_same(repository: Repository, one: str, other: str) -> bool:
    """Whether the project's source and templates are the same at two commits."""
    return _files(repository, one, own=True) == _files(repository, other, own=True)


def merges(repository: Repository, past: Past, other: str) -> bool:
    """Whether no file was changed in two ways since the two commits parted: git would merge them without a conflict."""
    theirs_past = past_of(repository, other)
    common = past.commits.keys() & theirs_past.commits.keys()
    if not common or repository.head is None:
        return False
    base = _files(repository, max(common, key=lambda each: past.commits[each]))
    ours, theirs = _files(repository, repository.head), _files(repository, other)
    names = base.keys() | ours.keys() | theirs.keys()
    three = ((base.get(name), ours.get(name), theirs.get(name)) for name in names)
    return all(mine in (old, new) or old == new for old, mine, new in three)


def _files(repository: Repository, commit: str, *, own: bool = False) -> dict[bytes, bytes]:
    tops = tuple(f"{repository.prefix}{name}/".encode() for name in FOLDERS) if own else (b"",)
    return {each.path: each.sha for each in repository.entries(commit) if each.path.startswith(tops)}


def _commit(repository: Repository, name: str) -> Commit:
    try:
        found = repository.repo[ObjectID(name.encode())]
        assert isinstance(found, Commit)
    except SPOILT as error:
        raise GitDamaged(object=name[:10]) from error
    return found


def _recorded(repository: Repository, commit: Commit) -> Recorded | None:
    """The revision of this plan that a commit recorded; its message says so, and its files do."""
    values = marked(commit.message)
    if not {"revision", "head"} <= values.keys() or values.get("folder") != (repository.prefix.rstrip("/") or "."):
        return None
    author = commit.author.decode("utf-8", "replace").partition(" <")[0]
    return Recorded(version=values["revision"], commit=commit.id.decode(), head=values["head"], author=author)
