"""The project's source and templates as git would store them."""

import os
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path

from dulwich.ignore import IgnoreFilterManager
from dulwich.objects import Blob, ObjectID
from dulwich.repo import Repo
from msgspec import Struct

from plangen.history.repository import FOLDERS, Repository

_SUBMODULE, _LINK = 0o160000, 0o120000


class Written(Struct, frozen=True, kw_only=True):
    """One file."""

    content: bytes | None  # None for a submodule, which stays as it is
    sha: bytes
    mode: int


def read_worktree(repository: Repository, root: Path, also: Mapping[str, bytes]) -> dict[str, Written]:
    """The files of source and templates, by path relative to the project; `also` are some that are not written yet.

    What git ignores is left out unless it was recorded before; so are the lock files of Office programs.
    """
    repo = repository.repo
    before: dict[str, tuple[bytes, int]] = {}
    for entry in repository.entries(repository.head) if repository.head else ():
        if entry.path and entry.sha and entry.mode:
            before[entry.path.decode("utf-8", "surrogateescape")] = (entry.sha, entry.mode)
    ignored = IgnoreFilterManager.from_repo(repo)
    attributes = repo.get_gitattributes()
    converts = _converts(repo)
    found: dict[str, Written] = {}
    for name, path in _walk(root):
        full = f"{repository.prefix}{name}"
        if full not in before and ignored.is_ignored(full):
            continue
        content, mode = _content(path)
        marks = attributes.match_path(full.encode("utf-8", "surrogateescape"))
        old = before.get(full)
        if mode != _LINK and _has_plain_ends(content, marks, converts=converts) and not _keeps_ends(repo, old, marks):
            content = content.replace(b"\r\n", b"\n")
        found[name] = Written(content=content, sha=Blob.from_string(content).id, mode=mode)
    for name, content in also.items():
        found[name] = Written(content=content, sha=Blob.from_string(content).id, mode=0o100644)
    for full, (sha, mode) in before.items():
        name = full.removeprefix(repository.prefix)
        if mode == _SUBMODULE and full.startswith(repository.prefix) and name.partition("/")[0] in FOLDERS:
            found[name] = Written(content=None, sha=sha, mode=mode)
    return dict(sorted(found.items()))


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


def _keeps_ends(repo: Repo, old: tuple[bytes, int] | None, marks: Mapping[bytes, object]) -> bool:
    """Whether the last commit has the file with carriage returns: git guesses nothing then."""
    is_said = marks.get(b"text") is True or (marks.get(b"text") is None and b"eol" in marks)
    return not is_said and old is not None and b"\r\n" in repo[ObjectID(old[0])].as_raw_string()


def _walk(root: Path) -> Iterator[tuple[str, Path]]:
    for top in FOLDERS:
        for base, folders, names in os.walk(root / top):
            folders[:] = sorted(name for name in folders if name != ".git" and not (Path(base, name) / ".git").exists())
            for name in sorted([*names, *(each for each in folders if Path(base, each).is_symlink())]):
                path = Path(base, name)
                if not name.startswith(("~$", ".~lock", ".plangen-")) and _is_plain(path):
                    yield path.relative_to(root).as_posix(), path
            folders[:] = [name for name in folders if not Path(base, name).is_symlink()]


def _is_plain(path: Path) -> bool:
    mode = path.lstat().st_mode
    return stat.S_ISREG(mode) or stat.S_ISLNK(mode)


def _content(path: Path) -> tuple[bytes, int]:
    if path.is_symlink():
        return os.fsencode(path.readlink()), _LINK
    is_program = os.name == "posix" and path.stat().st_mode & stat.S_IXUSR
    return path.read_bytes(), 0o100755 if is_program else 0o100644
