"""The project's source and templates as git would store them."""

import itertools
import os
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path

from dulwich.ignore import IgnoreFilterManager
from dulwich.objects import Blob, ObjectID
from dulwich.repo import Repo
from msgspec import Struct

from plangen.disk.whole import PREFIX
from plangen.errors import InTheWay
from plangen.history.repository import FOLDERS, Repository, Stored
from plangen.history.soundness import odd_among

_SUBMODULE, _LINK, _PROGRAM, _FILE = 0o160000, 0o120000, 0o100755, 0o100644  # git's modes
_NOT_OURS = ("~$", ".~lock", PREFIX)  # how files begin that Office or a killed process left


class WorktreeFile(Struct, frozen=True, kw_only=True):
    """One file."""

    content: bytes | None  # None for a submodule, which stays as it is
    sha: bytes
    mode: int


def read_worktree(repository: Repository, root: Path, also: Mapping[str, bytes | None]) -> dict[str, WorktreeFile]:
    """The files of source and templates, by path relative to the project.

    What git ignores is left out unless it was recorded before; so are the lock files of Office programs. `also` names
    files that belong to it in any case, with their bytes where they are not written yet.
    """
    _refuse_odd(repository, root)
    before = {_text(entry.path): entry for entry in (repository.entries(repository.head) if repository.head else ())}
    ignored, ends = IgnoreFilterManager.from_repo(repository.repo), _LineEnds(repository.repo)
    found: dict[str, WorktreeFile] = {}
    for name, path in _walk(root):
        full = f"{repository.prefix}{name}"
        if full in before or name in also or not ignored.is_ignored(full):
            content, mode = _content(path)
            if mode != _LINK:
                content = ends.stored(full, content, before.get(full))
            found[name] = _written(content, mode)
    found |= {name: _written(content, _FILE) for name, content in also.items() if content is not None}
    found |= _submodules(repository, before)
    return dict(sorted(found.items()))


def _refuse_odd(repository: Repository, root: Path) -> None:
    for name in odd_among(root, read_for_git(repository, root)):
        raise InTheWay(path=name)


def _written(content: bytes, mode: int) -> WorktreeFile:
    return WorktreeFile(content=content, sha=Blob.from_string(content).id, mode=mode)


def _submodules(repository: Repository, before: Mapping[str, Stored]) -> dict[str, WorktreeFile]:
    """Those of the last commit within the project, which stay as they are."""
    inside = {
        full.removeprefix(repository.prefix): entry
        for full, entry in before.items()
        if entry.mode == _SUBMODULE and full.startswith(repository.prefix)
    }
    return {
        name: WorktreeFile(content=None, sha=entry.sha, mode=entry.mode)
        for name, entry in inside.items()
        if name.partition("/")[0] in FOLDERS
    }


def _text(path: bytes) -> str:
    return path.decode("utf-8", "surrogateescape")


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
        if not path.name.startswith(_NOT_OURS) and _is_plain(path):
            yield path.relative_to(root).as_posix(), path


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


def _content(path: Path) -> tuple[bytes, int]:
    if path.is_symlink():
        return os.fsencode(path.readlink()), _LINK
    is_program = os.name == "posix" and path.stat().st_mode & stat.S_IXUSR
    return path.read_bytes(), _PROGRAM if is_program else _FILE
