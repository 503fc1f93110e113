"""The repository that holds a project: what it knows, read without touching the work tree."""

import posixpath
import re
import stat
import traceback
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Self

from dulwich.errors import NotGitRepository
from dulwich.object_store import iter_tree_contents
from dulwich.objects import Blob, Commit, ObjectID, ShaFile, Tag, Tree
from dulwich.objectspec import parse_commit, parse_object
from dulwich.refs import Ref
from dulwich.repo import Repo, UnsupportedExtension, UnsupportedVersion
from msgspec import Struct

from plangen.diagnostics import Finding
from plangen.errors import NoRevision, NothingRecorded, TagLost
from plangen.history import rules
from plangen.history.raw_objects import read_loose, sha_in_tree
from plangen.history.revision_marks import marked, tag_name
from plangen.history.soundness import is_repository
from plangen.history.troubles import GitDamaged
from plangen.history.usable import SPOILT, finding_here, spoilt_file, spoilt_settings, unsound
from plangen.model.plan import version_key
from plangen.model.plan_files import FOLDERS
from plangen.model.seals import is_sealed

_TAGS = Ref(b"refs/tags/")
_NAME = re.compile(r"([^~^]*)((?:[~^]\d*)*)")  # main, HEAD~2, v1.0^
_KINDS = {each.type_num: each.type_name for each in (Commit, Tree, Blob, Tag)}
_SMALL = 64 * 1024  # bytes
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
        self._known: dict[tuple[str, str], bytes | None] = {}  # small files by commit and path: they never change

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
        with suppress(BufferError):  # dulwich's, of a pack that it could not read to the end
            self.repo.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        if error is not None and error.__cause__ is not None:  # what read a damaged pack holds on to it
            traceback.clear_frames(error.__cause__.__traceback__)
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
            UsageProblem: NoRevision; NothingRecorded where there is none at all; TagLost.
        """
        try:
            return self._parsed(name).id.decode()
        except SPOILT as error:
            if self._is_lost(name):
                raise TagLost(version=name, tag=self.tag_name(name)) from error
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

    def _is_lost(self, name: str) -> bool:
        """Whether a revision of this name was recorded whose tag is not here, or leads to nothing.

        Raises:
            EnvironmentProblem: GitDamaged where more is lost than that.
        """
        if self.head:
            self.signed(self.head)
        try:
            return self._object(self.repo.refs[Ref(_TAGS + self.tag_name(name).encode())]) is None
        except SPOILT:  # there is none
            record = self.records(self.head).get(name) if self.head else None
            return record is not None and is_sealed(record)

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

    def files(self, commit: str, wanted: Callable[[str], bool] = lambda _: True) -> dict[str, bytes]:
        """The project's source and templates at a commit, by path relative to the project, as far as they are wanted.

        A link stands for the file that it leads to, if that is part of the commit; submodules are left out.

        Raises:
            EnvironmentProblem: GitDamaged where an object is not there, as in a partial clone.
        """
        tops = tuple(f"{self.prefix}{folder}/".encode() for folder in FOLDERS)
        entries = {entry.path: entry for entry in self.entries(commit)}
        found: dict[str, bytes] = {}
        for path in entries:
            name = path.decode("utf-8", "replace").removeprefix(self.prefix)
            sha = self._led_to(path, entries) if path.startswith(tops) and wanted(name) else None
            if sha is not None:
                found[name] = self.content(sha)
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
        sha = self._sha_at(commit, folder)
        found = self._object(sha) if sha else None
        entries = found.items() if isinstance(found, Tree) else []
        named = ((each.path.decode("utf-8", "replace"), each) for each in entries if stat.S_ISREG(each.mode))
        return {name: self.content(each.sha) for name, each in named if name.endswith(".yaml")}

    def content_at(self, commit: str, path: str) -> bytes | None:
        """The bytes of one of the project's files at a commit; None where it is not there.

        Raises:
            EnvironmentProblem: GitDamaged where it is there and cannot be read.
        """
        if (commit, path) not in self._known:
            sha = self._sha_at(commit, path)
            kind, raw = self._raw(sha) if sha else (b"", b"")
            found = raw if kind == Blob.type_name else None
            if found is not None and len(found) > _SMALL:
                return found
            self._known[commit, path] = found
        return self._known[commit, path]

    def _sha_at(self, commit: str, path: str) -> bytes | None:
        """The name of the file or folder at a path of the project."""
        kind, raw = self._raw(commit.encode())
        if kind != Commit.type_name or not raw.startswith(b"tree "):
            raise GitDamaged(object=commit[:10])
        found: bytes | None = raw[5 : raw.index(b"\n")]
        for part in f"{self.prefix}{path}".encode("utf-8", "surrogateescape").split(b"/"):
            kind, raw = self._raw(found) if found else (b"", b"")
            found = sha_in_tree(raw, part, len(commit) // 2) if kind == Tree.type_name else None
        return found

    def _raw(self, sha: bytes) -> tuple[bytes, bytes]:
        """The kind and the bytes of an object; the common case, a file of its own, is read without being parsed.

        Raises:
            EnvironmentProblem: GitDamaged where it is not there or cannot be read.
        """
        try:
            if (loose := read_loose(self.common, sha)) is not None:
                return loose
            number, raw = self.repo.object_store.get_raw(ObjectID(sha))
        except SPOILT as error:
            raise GitDamaged(object=sha.decode("ascii", "replace")[:10]) from error
        return _KINDS[number], raw

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
        return None, (finding_here(rules.NO_REPOSITORY),)
    if wrong := unsound(folder):
        return None, wrong
    try:
        repo = Repo(str(folder))
    except NotGitRepository:
        return None, (spoilt_file(""),)
    except (UnsupportedVersion, UnsupportedExtension) as error:
        return None, (finding_here(rules.OTHER_STORAGE, format=str(error)),)
    except SPOILT:
        return None, (spoilt_file("config"),)
    if wrong := _unusable(repo):
        repo.close()
        return None, wrong
    prefix = root.relative_to(folder).as_posix()
    return Repository(repo, "" if prefix == "." else f"{prefix}/"), ()


def _unusable(repo: Repo) -> tuple[Finding, ...]:
    """A bare repository, or refs and settings that cannot be read."""
    if repo.bare:
        return (finding_here(rules.BARE),)
    if wrong := tuple(spoilt_settings()):
        return wrong
    for name, read in _PROBES.items():
        try:
            read(repo)
        except SPOILT:
            return (spoilt_file(name),)
    return ()


_PROBES: Mapping[str, Callable[[Repo], object]] = {
    "packed-refs": lambda repo: repo.refs.get_packed_refs(),
    "HEAD": lambda repo: repo.refs.follow(Ref(b"HEAD"))[0][0],
    "refs/tags": lambda repo: [bytes.fromhex(sha.decode("ascii")) for sha in repo.refs.as_dict(_TAGS).values()],
    "config": lambda repo: repo.get_config_stack().get_boolean((b"core",), b"bare", False),
    "shallow": lambda repo: repo.get_shallow(),
}
"""What every command reads, by the file of git's that is to blame where it cannot."""
