"""What went before a commit: which revisions were recorded on the way to it, and what a merge would meet."""

import datetime
import re
from collections.abc import Mapping

from dulwich.objects import Commit, ObjectID
from dulwich.refs import Ref
from msgspec import Struct
from msgspec.structs import replace

from plangen.disk.inside import read_plain
from plangen.history.repository import Repository
from plangen.history.revision_marks import marked
from plangen.history.troubles import GitDamaged
from plangen.history.usable import SPOILT
from plangen.model.in_force import CHINA
from plangen.model.plan_files import FOLDERS

_LARGEST = 64 * 1024 * 1024  # bytes of a reflog


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


def last_fetch(repository: Repository) -> datetime.date | None:
    """The day, in China, when this clone last asked others for their revisions; None where it never did."""
    try:
        at = (repository.common / "FETCH_HEAD").lstat().st_mtime
    except OSError:
        return None
    return datetime.datetime.fromtimestamp(at, CHINA).date()


def recorded_at(repository: Repository, commit: str) -> Recorded | None:
    """The revision that a commit recorded, by its own word.

    Raises:
        EnvironmentProblem: GitDamaged.
    """
    return _recorded(repository, _commit(repository, commit))


def first_of_each(repository: Repository, past: Past) -> Past:
    """The past without commits that record a version once more, with another record, on top of the one that did.

    Recorded on two branches it has two contents; recorded again in one line somebody forged it.
    """
    heads: dict[str, set[str]] = {}
    for each in past.recorded:
        heads.setdefault(each.version, set()).add(each.head)
    several = {version for version, found in heads.items() if len(found) > 1}
    kept = tuple(
        each for each in past.recorded if each.version not in several or not _is_again(repository, past.recorded, each)
    )
    return replace(past, recorded=kept)


def _is_again(repository: Repository, recorded: tuple[Recorded, ...], made: Recorded) -> bool:
    before = past_of(repository, made.commit).commits
    ours = [each for each in recorded if each.version == made.version and each.head != made.head]
    return any(each.commit in before for each in ours)


def last_commit(repository: Repository) -> str:
    """Where HEAD stood last, as git noted it (its reflog); nothing where that is not known, or the commit is gone."""
    try:
        noted = read_plain(repository.control / "logs/HEAD", _LARGEST).splitlines()
        found = re.match(rb"[0-9a-f]{40} ([0-9a-f]{40}) ", noted[-1])
        name = found[1].decode() if found else ""
        return name if isinstance(repository.repo[ObjectID(name.encode())], Commit) else ""
    except SPOILT:
        return ""


def knows_upstream(repository: Repository) -> bool:
    """Whether `git pull` knows where to pull from."""
    name = (repository.branch or b"").removeprefix(b"refs/heads/")
    return (b"branch", name) in repository.repo.get_config()


def published(repository: Repository) -> frozenset[str]:
    """The commits that others may have already: those in remote-tracking branches.

    Raises:
        EnvironmentProblem: GitDamaged.
    """
    refs = repository.repo.refs.as_dict(Ref(b"refs/remotes/"))
    return frozenset(
        name for tip in {each.decode() for each in refs.values()} for name in past_of(repository, tip).commits
    )


def adding(repository: Repository, past: Past, path: str) -> str | None:
    """The commit that first had one of the project's files; None where none has it."""
    ordered = [*past.commits][::-1]  # such that of one second, as after a rebase, the first stays the first
    ordered.sort(key=lambda each: past.commits[each])
    return next((each for each in ordered if repository.content_at(each, path) is not None), None)


def holds_same(repository: Repository, one: str, other: str) -> bool:
    """Whether the project's source and templates are the same at two commits."""
    return _files(repository, one, own=True) == _files(repository, other, own=True)


def merges(repository: Repository, past: Past, other: str) -> bool:
    """Whether no file was changed in two ways since the two commits parted: git would merge them without a conflict."""
    theirs_past = past_of(repository, other)
    common = {each: time for each, time in past.commits.items() if each in theirs_past.commits}
    if not common or repository.head is None:
        return False
    base = _files(repository, _nearest(repository, common))
    ours, theirs = _files(repository, repository.head), _files(repository, other)
    names = base.keys() | ours.keys() | theirs.keys()
    three = ((base.get(name), ours.get(name), theirs.get(name)) for name in names)
    return all(mine in (old, new) or old == new for old, mine, new in three)


def _nearest(repository: Repository, commits: Mapping[str, int]) -> str:
    """The commit that stands before none of the others, whatever their times say; of several such the latest."""
    before = {parent.decode() for each in commits for parent in _commit(repository, each).parents}
    return max((each for each in commits if each not in before), key=lambda each: commits[each])


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
