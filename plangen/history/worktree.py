"""The project's source and templates as git would store them."""

import os
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path

from dulwich.ignore import IgnoreFilterManager
from dulwich.objects import Blob
from msgspec import Struct

from plangen.history.repository import FOLDERS, Repository

__all__ = ["Written", "read_worktree"]

_SUBMODULE = 0o160000


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
    found: dict[str, Written] = {}
    for name, path in _walk(root):
        full = f"{repository.prefix}{name}"
        if full not in before and ignored.is_ignored(full):
            continue
        content, mode = _content(path)
        marks = attributes.match_path(full.encode("utf-8", "surrogateescape"))
        if marks.get(b"text") is True or b"eol" in marks:
            content = content.replace(b"\r\n", b"\n")
        found[name] = Written(content=content, sha=Blob.from_string(content).id, mode=mode)
    for name, content in also.items():
        found[name] = Written(content=content, sha=Blob.from_string(content).id, mode=0o100644)
    for full, (sha, mode) in before.items():
        name = full.removeprefix(repository.prefix)
        if mode == _SUBMODULE and full.startswith(repository.prefix) and name.partition("/")[0] in FOLDERS:
            found[name] = Written(content=None, sha=sha, mode=mode)
    return dict(sorted(found.items()))


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
        return os.fsencode(path.readlink()), 0o120000
    is_program = os.name == "posix" and path.stat().st_mode & stat.S_IXUSR
    return path.read_bytes(), 0o100755 if is_program else 0o100644
