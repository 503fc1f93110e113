"""The repository that holds a project: what it knows, read without touching the work tree."""

import posixpath
import re
import stat
import struct
import zlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Self

from dulwich.errors import (
    ApplyDeltaError,
    ChecksumMismatch,
    FileFormatException,
    NotGitRepository,
    ObjectMissing,
    RefFormatError,
    WrongObjectException,
)
from dulwich.object_store import iter_tree_contents
from dulwich.objects import Blob, Commit, ObjectID, ShaFile, Tag, Tree
from dulwich.objectspec import parse_commit, parse_object
from dulwich.refs import Ref
from dulwich.repo import InvalidWorktreeConfiguration, Repo, UnsupportedExtension, UnsupportedVersion
from msgspec import Struct

from plangen.diagnostics import Finding, Place, Rule
from plangen.errors import GitDamaged, NoRevision, NothingRecorded
from plangen.history import rules
from plangen.history.revision_marks import marked, tag_name
from plangen.history.soundness import belongs, control_of, has_head, is_repository, said_worktree, spoilt
from plangen.model.plan import version_key
from plangen.model.plan_files import FOLDERS

SPOILT = (
    *(KeyError, ValueError, TypeError, IndexError, AttributeError, AssertionError, EOFError, OSError, RecursionError),
    *(struct.error, zlib.error, FileFormatException, ChecksumMismatch, ApplyDeltaError, RefFormatError, ObjectMissing),
    *(WrongObjectException, InvalidWorktreeConfiguration),
)
"""What dulwich raises where a file of git's, or an object, is missing or spoilt: it has no single name for that."""

_TAGS = Ref(b"refs/tags/")
_NAME = re.compile(r"([^~^]*)((?:[~^]\d*)*)")  # main, HEAD~2, v1.0^
_MOST_LINKS = 10  # in a row; more are a circle


class Stored(Struct, frozen=True, kw_only=True):
    """One file of a commit."""

    path: bytes  # from the repository's folder
    sha: bytes  # 40 hexadecimal digits
    mode: int


class Tagged(Struct, frozen=True, kw_only=True):
    """A revision: an annotated tag that plangen made."""

    version: str
    commit: str  # 40 hexadecimal digits
    written_by: str  # the version of plangen that recorded it
    time: int  # seconds since 1970
    tag: str = ""  # its full name, which begins with the plan's folder where that is not the repository's
    author: str = ""
    head: str = ""  # the digest of its record; nothing where an older program recorded it
    is_adopted: bool = False  # recorded elsewhere


class Repository:
    """The repository around a project folder, which may be a part of it; to be closed, or used in a with statement.

    Args:
        repo: dulwich's repository, for the modules of this package alone.
        prefix: the project's path below the repository's folder, with "/" at its end, or nothing.
    """

    def __init__(self, repo: Repo, prefix: str) -> None:
        self.repo = repo
        self.prefix = prefix
        self.is_held = False  # against other runs of plangen
        self._read: dict[tuple[str, str], bytes | None] = {}  # files at commits, which never change

    @property
    def folder(self) -> Path:
        """The folder of the work tree that the repository belongs to."""
        return Path(self.repo.path).resolve()

    @property
    def control(self) -> Path:
        """Where git keeps what belongs to this work tree: HEAD, the index."""
        return Path(self.repo.controldir())

    @property
    def common(self) -> Path:
        """Where git keeps what all work trees share: objects, branches, tags."""
        return Path(self.repo.commondir())

    def close(self) -> None:
        """Let go of its files."""
        self.repo.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    @property
    def head(self) -> str | None:
        """The commit that is checked out; None where there is none yet."""
        try:
            return self.repo.head().decode()
        except KeyError:
            return None

    @property
    def branch(self) -> bytes | None:
        """The full name of the checked-out branch; None on a detached head."""
        chain, _ = self.repo.refs.follow(Ref(b"HEAD"))
        return chain[-1] if len(chain) > 1 else None

    def commit(self, name: str) -> str:
        """The commit that a tag, branch, HEAD~1 or abbreviated id leads to.

        Raises:
            UsageProblem: NoRevision; NothingRecorded where there is none at all.
        """
        try:
            return self._parsed(name).id.decode()
        except SPOILT:
            known = [each.version for each in self.revisions()]
            raise (NoRevision(name=name, known=known) if known else NothingRecorded(name=name)) from None

    def _parsed(self, name: str) -> Commit:
        found = _NAME.fullmatch(name)
        if found is None:
            raise ValueError(name)
        revision = next((each.commit for each in self.revisions() if each.version == found[1]), None)
        commit = parse_commit(self.repo, (revision or found[1] or "HEAD").encode())
        for mark in re.findall(r"[~^]\d*", found[2]):
            above = parse_object(self.repo, commit.id + mark.encode())
            assert isinstance(above, Commit)
            commit = above
        return commit

    def tag_name(self, version: str) -> str:
        """How the tag of a revision is called: of a plan below the repository's folder, with that before it."""
        return tag_name(self.prefix, version)

    def has_tag(self, version: str) -> bool:
        """Whether there is a tag of the name that a revision would get, whoever made it."""
        try:
            return Ref(_TAGS + self.tag_name(version).encode()) in self.repo.refs
        except SPOILT:  # a name that no tag can have
            return False

    def signed(self, commit: str) -> tuple[str, int]:
        """Who made a commit, by name, and when, in seconds since 1970.

        Raises:
            EnvironmentProblem: GitDamaged where the commit is not there or cannot be read.
        """
        try:
            found = self.repo[ObjectID(commit.encode())]
            assert isinstance(found, Commit)
        except SPOILT as error:
            raise GitDamaged(object=commit[:10]) from error
        return found.author.decode("utf-8", "replace").partition(" <")[0], found.author_time

    def files(self, commit: str) -> dict[str, bytes]:
        """The project's source and templates at a commit, by path relative to the project.

        A link stands for the file that it leads to, if that is part of the commit; submodules are left out.

        Raises:
            EnvironmentProblem: GitDamaged where an object is not there, as in a partial clone.
        """
        wanted = tuple(f"{self.prefix}{folder}/".encode() for folder in FOLDERS)
        entries = {entry.path: entry for entry in self.entries(commit)}
        found: dict[str, bytes] = {}
        for path in entries:
            sha = self._led_to(path, entries) if path.startswith(wanted) else None
            if sha is not None:
                found[path.decode("utf-8", "replace").removeprefix(self.prefix)] = self.content(sha)
        return dict(sorted(found.items()))

    def _led_to(self, path: bytes, entries: Mapping[bytes, Stored]) -> bytes | None:
        """The blob of a file, of a link the one at its end."""
        for _ in range(_MOST_LINKS):
            entry = entries.get(path)
            if entry is None or stat.S_ISREG(entry.mode):
                return entry.sha if entry else None
            if not stat.S_ISLNK(entry.mode):
                return None
            target = self.content(entry.sha)
            path = posixpath.normpath(posixpath.join(posixpath.dirname(path), target))
        return None

    def content(self, sha: bytes) -> bytes:
        """The bytes of a stored file.

        Raises:
            EnvironmentProblem: GitDamaged where they are not there or cannot be read.
        """
        try:
            return self.repo[ObjectID(sha)].as_raw_string()
        except SPOILT as error:
            raise GitDamaged(object=sha.decode()[:10]) from error

    def entries(self, commit: str) -> Iterator[Stored]:
        """Every file of the whole repository at a commit.

        Raises:
            EnvironmentProblem: GitDamaged where an object is not there or cannot be read.
        """
        try:
            found = self.repo[ObjectID(commit.encode())]
            assert isinstance(found, Commit)
            for entry in iter_tree_contents(self.repo.object_store, found.tree):
                if entry.path and entry.sha and entry.mode:
                    yield Stored(path=entry.path, sha=entry.sha, mode=entry.mode)
        except SPOILT as error:
            raise GitDamaged(object=commit[:10]) from error

    def revisions(self) -> tuple[Tagged, ...]:
        """The revisions, oldest first; tags that plangen did not make are none."""
        every = self.repo.refs.as_dict(_TAGS).items()
        found = [tagged for name, target in every if (tagged := self._tagged(name, target))]
        return tuple(sorted(found, key=lambda each: version_key(each.version)))

    def _tagged(self, name: bytes, target: bytes) -> Tagged | None:
        tag = self._object(target)
        if not isinstance(tag, Tag) or tag.object[0] is not Commit:
            return None
        values, commit = marked(tag.message), tag.object[1].decode()
        version = values.get("revision", "")
        if not self._is_own(values, name.decode("utf-8", "replace"), commit):
            return None
        return Tagged(
            version=version,
            commit=commit,
            written_by=values.get("version", ""),
            time=tag.tag_time or 0,
            tag=name.decode("utf-8", "replace"),
            author=(tag.tagger or b"").decode("utf-8", "replace").partition(" <")[0],
            head=values.get("head", ""),
            is_adopted="adopted" in values,
        )

    def _is_own(self, values: Mapping[str, str], name: str, commit: str) -> bool:
        """Whether a tag is of this plan, and not of another one in the same repository."""
        version = values.get("revision", "")
        if "folder" in values:
            return name == self.tag_name(version) and values["folder"] == (self.prefix.rstrip("/") or ".")
        record = f"source/revisions/{version}.yaml"
        return name == version != "" and (not self.prefix or self.content_at(commit, record) is not None)

    def records(self, commit: str) -> dict[str, bytes]:
        """The records of the project's revisions at a commit, by version.

        Raises:
            EnvironmentProblem: GitDamaged where one cannot be read.
        """
        return {name.removesuffix(".yaml"): raw for name, raw in self.yaml_in(commit, "source/revisions").items()}

    def yaml_in(self, commit: str, folder: str) -> dict[str, bytes]:
        """The YAML files right in a folder of the project at a commit, by name.

        Raises:
            EnvironmentProblem: GitDamaged where one cannot be read.
        """
        found = self._entry(commit, folder)
        entries = found.items() if isinstance(found, Tree) else []
        named = ((each.path.decode("utf-8", "replace"), each) for each in entries if stat.S_ISREG(each.mode))
        return {name: self.content(each.sha) for name, each in named if name.endswith(".yaml")}

    def content_at(self, commit: str, path: str) -> bytes | None:
        """The bytes of one of the project's files at a commit; None where it is not there.

        Raises:
            EnvironmentProblem: GitDamaged where it is there and cannot be read.
        """
        if (commit, path) not in self._read:
            found = self._entry(commit, path)
            self._read[commit, path] = found.as_raw_string() if isinstance(found, Blob) else None
        return self._read[commit, path]

    def _entry(self, commit: str, path: str) -> ShaFile | None:
        """The file or folder at a path of the project."""
        try:
            made = self.repo[ObjectID(commit.encode())]
            assert isinstance(made, Commit)
            found: ShaFile | None = self.repo[made.tree]
            for part in f"{self.prefix}{path}".encode("utf-8", "surrogateescape").split(b"/"):
                is_there = isinstance(found, Tree) and part in found
                found = self.repo[found[part][1]] if is_there and isinstance(found, Tree) else None
        except SPOILT as error:
            raise GitDamaged(object=commit[:10]) from error
        return found

    def _object(self, sha: bytes) -> ShaFile | None:
        try:
            return self.repo[ObjectID(sha)]
        except KeyError:
            return None
        except SPOILT as error:
            raise GitDamaged(object=sha.decode("ascii", "replace")[:10]) from error

    def author(self) -> str:
        """The name and address that git is configured with, `张三 <zhang@example.com>`; empty where it has none."""
        config = self.repo.get_config_stack()
        try:
            name, address = config.get(("user",), "name"), config.get(("user",), "email")
        except KeyError:
            return ""
        return f"{name.decode('utf-8', 'replace')} <{address.decode('utf-8', 'replace')}>"


def opened(root: Path) -> tuple[Repository | None, tuple[Finding, ...]]:
    """The repository around the project at `root`; None with the finding where there is none that can be used."""
    root = root.resolve()
    folder = next((each for each in (root, *root.parents) if is_repository(each)), None)
    if folder is None:
        return None, (_finding(rules.NO_REPOSITORY),)
    if wrong := _unsound(folder):
        return None, wrong
    try:
        repo = Repo(str(folder))
    except NotGitRepository:
        return None, (_finding(rules.NO_REPOSITORY),)
    except (UnsupportedVersion, UnsupportedExtension) as error:
        return None, (_finding(rules.OTHER_STORAGE, format=str(error)),)
    except SPOILT:
        return None, (_spoilt("config"),)
    if wrong := _unusable(repo):
        repo.close()
        return None, wrong
    prefix = root.relative_to(folder).as_posix()
    return Repository(repo, "" if prefix == "." else f"{prefix}/"), ()


def _unsound(folder: Path) -> tuple[Finding, ...]:
    """What is wrong with git's files before any of them is read."""
    control = control_of(folder)
    if control is None:
        return (_spoilt(""),)
    try:
        found = tuple(map(_spoilt, spoilt(control))) or (() if has_head(control) else (_spoilt("HEAD"),))
        worktree = said_worktree(control)
    except OSError as error:
        return (_spoilt(Path(error.filename or "config").name),)
    except ValueError:
        return (_spoilt("config"),)
    if not belongs(folder, control, worktree):
        leads = next((each for each in control.folders if not each.is_relative_to(folder)), control.own)
        return (_finding(rules.ELSEWHERE, folder=str(leads), here=str(folder)),)
    return found


def _unusable(repo: Repo) -> tuple[Finding, ...]:
    """A format that is not known, a bare repository, or refs that cannot be read."""
    try:
        storage = _extension(repo, b"refstorage")
    except SPOILT:
        return (_spoilt("config"),)
    if storage not in {"", "files"}:
        return (_finding(rules.OTHER_STORAGE, format=storage),)
    if repo.bare:
        return (_finding(rules.BARE),)
    for name, read in _PROBES.items():
        try:
            read(repo)
        except SPOILT:
            return (_spoilt(name),)
    return ()


_PROBES: Mapping[str, Callable[[Repo], object]] = {
    "HEAD": lambda repo: repo.refs.follow(Ref(b"HEAD"))[0][0],
    "packed-refs": lambda repo: repo.refs.get_packed_refs(),
    "refs": lambda repo: [bytes.fromhex(target.decode("ascii")) for target in repo.refs.as_dict().values()],
    "config": lambda repo: repo.get_config_stack().get_boolean((b"core",), b"bare", False),
}
"""What every command reads, by the file of git's that is to blame where it cannot."""


def _finding(rule: Rule, **values: object) -> Finding:
    return Finding(rule=rule, at=Place(file="."), values=values)


def _spoilt(name: str) -> Finding:
    return _finding(rules.SPOILT, file=f".git/{name}".rstrip("/"))


def _extension(repo: Repo, name: bytes) -> str:
    try:
        return repo.get_config().get((b"extensions",), name).decode("ascii", "replace").lower()
    except KeyError:
        return ""
