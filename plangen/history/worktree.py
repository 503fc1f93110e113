"""The project's source and templates as git would store them."""

import itertools
import os
import stat
from collections.abc import Collection, Container, Iterator, Mapping
from pathlib import Path

from dulwich.ignore import IgnoreFilterManager
from dulwich.objects import Blob, ObjectID
from dulwich.repo import Repo
from msgspec import Struct

from plangen.errors import InTheWay
from plangen.history.loose import is_bulky, named
from plangen.history.repository import Repository, Stored
from plangen.history.settings import is_set
from plangen.history.soundness import odd_among
from plangen.history.troubles import FileChanged
from plangen.model.plan_files import (
    FOLDERS,
    canonical_digest,
    is_conflict_copy,
    is_leftover,
    is_of_plan,
    is_private,
    is_read,
)

_SUBMODULE, _LINK, _PROGRAM, _FILE = 0o160000, 0o120000, 0o100755, 0o100644  # git's modes
_PASSING = ("~$", ".")  # how lock files begin, and what hides from people


class WorktreeFile(Struct, frozen=True, kw_only=True):
    """One file."""

    content: bytes | None  # None for what stays as it is, such as a submodule, and for what is not held
    sha: bytes
    mode: int
    path: Path | None = None  # of what is not held: a large file that is no text
    digest: str = ""  # of that

    @property
    def is_link(self) -> bool:
        """Whether it leads to another file."""
        return self.mode == _LINK

    @property
    def is_here(self) -> bool:
        """Whether it lies in the work tree, and does not only stay as it was recorded."""
        return self.content is not None or self.path is not None


def read_worktree(
    repository: Repository, root: Path, also: Mapping[str, bytes], checked: Mapping[str, bytes] | None = None
) -> dict[str, WorktreeFile]:
    """The files of source and templates, by path relative to the project.

    Every file of the plan is among them, whether git ignores it or not. What hides or is generated is left out where
    git ignores it, unless it was recorded before; what other programs left behind, and what is private, always, but
    stays as it was recorded. `also` names files that belong to it in any case, with their bytes where they are not
    written yet. `checked` are the bytes of all files that plangen reads: they stand for what lies on the disk by now.
    """
    _refuse_odd(repository, root)
    before, taking = _recorded(repository), _Taking(repository)
    read = checked or {}
    found: dict[str, WorktreeFile] = {}
    for name, path in _recordable(repository, root, {*before, *(f"{repository.prefix}{each}" for each in also)}):
        if not _is_newer(name, checked):
            found[name] = taking.taken(name, path, before.get(f"{repository.prefix}{name}"), read.get(name))
    gone = {name: content for name, content in read.items() if name not in found}
    for name, new in {**gone, **also}.items():
        full = f"{repository.prefix}{name}"
        found[name] = _written(taking.ends.stored(full, new, before.get(full)), _FILE)
    return dict(sorted((found | _kept(repository, before)).items()))


def _is_newer(name: str, checked: Mapping[str, bytes] | None) -> bool:
    """Whether plangen would read a file, and did not when the plan was checked: it came after that."""
    return checked is not None and is_read(name) and name not in checked


def _recorded(repository: Repository) -> dict[str, Stored]:
    """What the last commit holds, by path in the repository."""
    return {_text(entry.path): entry for entry in (repository.entries(repository.head) if repository.head else ())}


def _recordable(repository: Repository, root: Path, known: Container[str]) -> Iterator[tuple[str, Path]]:
    """The plan's files, and those beside them that git does not ignore or whose path in the repository is `known`."""
    ignored = IgnoreFilterManager.from_repo(repository.repo)
    for name, path in _walk(root):
        full = f"{repository.prefix}{name}"
        if is_of_plan(name) or full in known or not ignored.is_ignored(full):
            yield name, path


def object_names(repository: Repository, root: Path) -> dict[str, bytes] | None:
    """The plan's files that plangen does not read, such as pictures, with the names of the objects they would become.

    None where they cannot be known, as what says how git stores files is no file itself: reading it could hang.

    Raises:
        OSError: where one cannot be read.
        EnvironmentProblem: GitDamaged.
    """
    if any(odd_among(root, read_for_git(repository, root))):
        return None
    before, taking = _recorded(repository), _Taking(repository)
    found = ((name, path) for name, path in _walk(root) if is_of_plan(name) and not is_read(name))
    return {name: taking.taken(name, path, before.get(f"{repository.prefix}{name}"), None).sha for name, path in found}


def recorded_names(repository: Repository, commit: str) -> dict[str, bytes]:
    """The same of a commit.

    Raises:
        EnvironmentProblem: GitDamaged.
    """
    names = ((_text(each.path).removeprefix(repository.prefix), each.sha) for each in repository.entries(commit))
    return {name: sha for name, sha in names if is_of_plan(name) and not is_read(name)}


def prove(files: Mapping[str, WorktreeFile], digests: Mapping[str, str], new: Collection[str]) -> None:
    """Prove that what is recorded is what was checked, byte for byte but for line ends; all but what is `new`.

    Raises:
        EnvironmentProblem: FileChanged.
    """
    links = {name for name, each in files.items() if each.is_link}
    made = {name: _digest(each) for name, each in files.items() if each.is_here and is_of_plan(name)}
    for name in sorted((made.keys() | digests.keys()) - links - {*new}):
        if made.get(name) != digests.get(name):
            raise FileChanged(path=name)


def _digest(file: WorktreeFile) -> str:
    return file.digest if file.content is None else canonical_digest(file.content)


def ignored_files(repository: Repository, root: Path) -> Iterator[str]:
    """Files of the plan that git is told to ignore and has not recorded yet, by path relative to the project."""
    ignored, before = IgnoreFilterManager.from_repo(repository.repo), _recorded(repository)
    for name, _ in _walk(root):
        full = f"{repository.prefix}{name}"
        if is_of_plan(name) and full not in before and ignored.is_ignored(full):
            yield name


def left_out(root: Path) -> Iterator[str]:
    """Files beside the plan's that another program left behind; lock files and our own, which go by themselves, not."""
    for path in itertools.chain.from_iterable(_below(root / top) for top in FOLDERS):
        name = path.relative_to(root).as_posix()
        is_told = is_leftover(name) and not is_conflict_copy(name) and not path.name.startswith(_PASSING)
        if is_told and not is_private(name):
            yield name


def conflict_copies(repository: Repository, root: Path) -> Iterator[str]:
    """Files that a synchroniser kept aside among the plan's and among git's, by path relative to the project."""
    mine = (
        path.relative_to(root).as_posix()
        for path in itertools.chain.from_iterable(_below(root / top) for top in FOLDERS)
    )
    yield from filter(is_conflict_copy, mine)
    for top in dict.fromkeys((repository.control, repository.common)):
        found = [
            *top.iterdir(),
            *(top / "refs").rglob("*"),
            *(top / "objects/pack").glob("*"),
            *(top / "logs").rglob("*"),
        ]
        yield from sorted(f".git/{each.relative_to(top).as_posix()}" for each in found if is_conflict_copy(each.name))


def _refuse_odd(repository: Repository, root: Path) -> None:
    for name in odd_among(root, read_for_git(repository, root)):
        raise InTheWay(path=name)


def _written(content: bytes, mode: int) -> WorktreeFile:
    return WorktreeFile(content=content, sha=Blob.from_string(content).id, mode=mode)


def _kept(repository: Repository, before: Mapping[str, Stored]) -> dict[str, WorktreeFile]:
    """What stays as the last commit has it: submodules, and what somebody recorded that is never recorded here."""
    inside = {
        full.removeprefix(repository.prefix): entry
        for full, entry in before.items()
        if full.startswith(repository.prefix)
    }
    return {
        name: WorktreeFile(content=None, sha=entry.sha, mode=entry.mode)
        for name, entry in inside.items()
        if name.partition("/")[0] in FOLDERS and (entry.mode == _SUBMODULE or is_leftover(name) or is_private(name))
    }


def _text(path: bytes) -> str:
    return path.decode("utf-8", "surrogateescape")


class _Taking:
    """How a file of the work tree becomes one of a revision."""

    def __init__(self, repository: Repository) -> None:
        self.prefix = repository.prefix
        self.ends = _LineEnds(repository.repo)
        self.looks_at_modes = is_set(repository, b"core", b"filemode", default=True)

    def taken(self, name: str, path: Path, old: Stored | None, read: bytes | None) -> WorktreeFile:
        """As git would store it; `old` is what it stored last, `read` what plangen has read of it."""
        mode, full = self._mode(path, old), f"{self.prefix}{name}"
        if mode == _LINK:
            return _written(os.fsencode(path.readlink()), mode)
        if read is None and not is_read(name) and is_bulky(path) and not self.ends.are_said(full):
            found = named(path)
            return WorktreeFile(content=None, sha=found.sha, mode=mode, path=path, digest=found.digest)
        return _written(self.ends.stored(full, path.read_bytes() if read is None else read, old), mode)

    def _mode(self, path: Path, old: Stored | None) -> int:
        if path.is_symlink():
            return _LINK
        if self.looks_at_modes and os.name == "posix":
            return _PROGRAM if path.stat().st_mode & stat.S_IXUSR else _FILE
        return _PROGRAM if old is not None and old.mode == _PROGRAM else _FILE


class _LineEnds:
    """How git stores line ends in this repository."""

    def __init__(self, repo: Repo) -> None:
        self.repo = repo
        self.attributes = repo.get_gitattributes()
        self.converts = _converts(repo)

    def stored(self, full: str, content: bytes, old: Stored | None) -> bytes:
        """The content of a file, by its path in the repository, as git would store it; `old` is what it stored last."""
        marks = self.attributes.match_path(full.encode("utf-8", "surrogateescape"))
        if not _has_plain_ends(content, marks, converts=self.converts) or self._keeps_ends(old, marks):
            return content
        return content.replace(b"\r\n", b"\n")

    def are_said(self, full: str) -> bool:
        """Whether the attributes say that a file is a text, whatever it looks like."""
        marks = self.attributes.match_path(full.encode("utf-8", "surrogateescape"))
        return marks.get(b"text") is True or (marks.get(b"text") is None and b"eol" in marks)

    def _keeps_ends(self, old: Stored | None, marks: Mapping[bytes, object]) -> bool:
        """Whether the last commit has the file with carriage returns: git guesses nothing then."""
        is_said = marks.get(b"text") is True or (marks.get(b"text") is None and b"eol" in marks)
        return not is_said and old is not None and b"\r\n" in self.repo[ObjectID(old.sha)].as_raw_string()


def _converts(repo: Repo) -> bool:
    """Whether git is told to store texts without carriage returns (core.autocrlf)."""
    try:
        value = repo.get_config_stack().get((b"core",), b"autocrlf")
    except KeyError:
        return False
    return value.strip().lower() in {b"true", b"input", b"yes", b"on", b"1"}


def _has_plain_ends(content: bytes, marks: Mapping[bytes, object], *, converts: bool) -> bool:
    """Whether git would store the file with line feeds alone: the attributes say so, or it looks like text."""
    text = marks.get(b"text")
    if text is False or marks.get(b"binary") is True:
        return False
    if text is True or (text is None and b"eol" in marks):
        return True
    looks = b"\0" not in content and content.count(b"\r") == content.count(b"\r\n")
    return looks and (text == b"auto" or converts)


def read_for_git(repository: Repository, root: Path) -> Iterator[Path]:
    """The folders of the work tree in which git's own settings for files are looked for."""
    here = root.resolve()
    yield from (each for each in (here, *here.parents) if each.is_relative_to(repository.folder))
    for top in FOLDERS:
        for base, folders, _ in os.walk(here / top):
            folders[:] = [name for name in folders if not _is_repository(Path(base, name))]
            yield Path(base)


def _walk(root: Path) -> Iterator[tuple[str, Path]]:
    for path in itertools.chain.from_iterable(_below(root / top) for top in FOLDERS):
        name = path.relative_to(root).as_posix()
        if not is_leftover(name) and not is_private(name) and _is_plain(path):
            yield name, path


def _below(top: Path) -> Iterator[Path]:
    """Files and links below a folder, folder by folder; repositories within it are left out, links not followed."""
    for base, folders, names in os.walk(top, onerror=_refuse):
        inner = [name for name in folders if not _is_repository(Path(base, name))]
        links = {name for name in inner if Path(base, name).is_symlink()}
        folders[:] = sorted(set(inner) - links)
        yield from (Path(base, name) for name in sorted([*names, *links]))


def _refuse(error: OSError) -> None:
    """A folder that cannot be read must not be taken for one whose files were deleted."""
    if not isinstance(error, FileNotFoundError):
        raise error


def _is_repository(folder: Path) -> bool:
    """Whether this is git's own folder, or one with a repository of its own."""
    return folder.name == ".git" or (folder / ".git").exists()


def _is_plain(path: Path) -> bool:
    mode = path.lstat().st_mode
    return stat.S_ISREG(mode) or stat.S_ISLNK(mode)
