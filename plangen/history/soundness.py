"""Whether what bears git's names is a repository of this folder, and whole enough to be opened.

A plan's folder may come from anybody, its `.git` too: one that leads elsewhere would let a revision be recorded in
somebody else's repository, and a pipe or a device among its files would never end.
"""

import io
import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from dulwich.config import ConfigFile
from dulwich.refs import Ref, check_ref_format
from msgspec import Struct

from plangen.disk.inside import is_link, is_odd, read_plain

_READ = (
    *("HEAD", "config", "config.worktree", "packed-refs", "index", "commondir", "gitdir", "shallow"),
    *("refs", "objects", "info", "logs", "reftable"),
)
"""The files and folders of git's that are read or written here; hooks, sockets and what else lies there is not."""

_OURS = "plangen-"  # how our own files among them begin
_POINTER, _LONGEST = b"gitdir: ", 4096
_HEAD = re.compile(rb"(?:ref:\s*(refs/heads/[^\s\x00]+)|[0-9a-f]{40}|[0-9a-f]{64})\s*")
_COMMIT = re.compile(rb"(?:[0-9a-f]{40}|[0-9a-f]{64})\s*")
_OTHER_FILES = {b"include": (b"path",), b"includeif": (b"path",), b"core": (b"excludesfile", b"attributesfile")}
"""Settings that name files which are read as well."""
_LARGEST = 16 * 1024 * 1024  # bytes of settings
_MOST_INCLUDED = 10  # settings that include settings


class Control(Struct, frozen=True, kw_only=True):
    """Where git keeps what belongs to a folder: HEAD and index, and what all its work trees share."""

    own: Path
    common: Path

    @property
    def folders(self) -> tuple[Path, Path]:
        """Both, wherever links lead."""
        return self.own.resolve(), self.common.resolve()


def is_repository(folder: Path) -> bool:
    """Whether something in the folder bears git's names, or the folder is git's own."""
    git = folder / ".git"
    is_bare = (folder / "objects").is_dir() and (folder / "HEAD").is_file()
    if git.is_dir():  # git itself passes over one that is empty
        return is_bare or any(os.path.lexists(git / name) for name in ("HEAD", "objects", "refs"))
    return is_bare or os.path.lexists(git)


def control_of(folder: Path) -> Control | None:
    """Where the `.git` in a folder leads to; None where it leads nowhere."""
    git = folder / ".git"
    if not os.path.lexists(git):
        return Control(own=folder, common=folder)
    own = git if git.is_dir() else _pointed(git)
    if own is None or not own.is_dir():
        return None
    try:
        common = own / os.fsdecode(read_plain(own / "commondir", _LONGEST).rstrip(b"\r\n"))
    except FileNotFoundError:
        return Control(own=own, common=own)
    except (OSError, ValueError):
        return None
    return Control(own=own, common=common) if common.is_dir() else None


def _pointed(git: Path) -> Path | None:
    """What a file says that stands in place of the folder."""
    try:
        raw = read_plain(git, _LONGEST)
        return (
            git.parent / os.fsdecode(raw.removeprefix(_POINTER).rstrip(b"\r\n")) if raw.startswith(_POINTER) else None
        )
    except (OSError, ValueError):
        return None


def belongs(folder: Path, control: Control, worktree: str | None) -> bool:
    """Whether what git keeps lies in the folder or says itself that the folder is its work tree (`core.worktree`).

    A work tree beside others is said by the file `gitdir` among what is its own.
    """
    (own, common), here = control.folders, folder.resolve()
    if worktree is not None:
        return (own / worktree).resolve() == here and _is_of(own, common)
    if own.is_relative_to(here):
        return _is_of(own, common)
    return own.parent == common / "worktrees" and _points_back(own, here)


def _is_of(own: Path, common: Path) -> bool:
    return own in (common, common / "worktrees" / own.name)


def _points_back(own: Path, folder: Path) -> bool:
    try:
        said = own / os.fsdecode(read_plain(own / "gitdir", _LONGEST).rstrip(b"\r\n"))
        return said.name == ".git" and said.parent.resolve() == folder
    except (OSError, ValueError):
        return False


def has_head(control: Control) -> bool:
    """Whether HEAD names a branch or a commit."""
    try:
        return bool(_HEAD.fullmatch(read_plain(control.own / "HEAD", _LONGEST)))
    except OSError:
        return False


def broken_refs(control: Control) -> Iterator[str]:
    """The files of refs that were cut, or that name no object: of packed ones, the checked-out branch and tags.

    Git passes over what is not called as a ref can be; of what else is broken it says so when it is asked for that.
    """
    named = _HEAD.fullmatch(read_plain(control.own / "HEAD", _LONGEST))
    branch = os.fsdecode(named[1]) if named and named[1] else ""
    tags = control.common / "refs/tags"
    for base, _, names in os.walk(tags):
        yield from (f"refs/tags/{_below(tags, base, name)}" for name in sorted(names) if _is_broken(Path(base, name)))
    if branch and _is_broken(control.common / branch, _HEAD):
        yield branch
    packed = control.common / "packed-refs"
    if packed.is_file() and not read_plain(packed).endswith(b"\n"):
        yield packed.name


def _below(top: Path, base: str, name: str) -> str:
    return Path(base, name).relative_to(top).as_posix()


def _is_broken(path: Path, pattern: "re.Pattern[bytes]" = _COMMIT) -> bool:
    is_named = check_ref_format(Ref(os.fsencode(f"x/{path.name}"))) and not path.name.endswith(".lock")
    return is_named and path.is_file() and not pattern.fullmatch(read_plain(path, _LONGEST))


def said_worktree(control: Control) -> str | None:
    """The work tree that the settings name; None where they name none.

    Raises:
        OSError, ValueError: where the settings, or others that they include, cannot be read.
    """
    _settings(control.own / "config.worktree", _MOST_INCLUDED)
    config = _settings(control.common / "config", _MOST_INCLUDED)
    try:
        return os.fsdecode(config.get((b"core",), b"worktree"))
    except KeyError:
        return None


def storage_of(control: Control) -> str:
    """How refs are kept, as the settings say; nothing where they lie in files.

    Raises:
        OSError, ValueError: where the settings cannot be read.
    """
    try:
        said = _settings(control.common / "config", _MOST_INCLUDED).get((b"extensions",), b"refstorage")
    except KeyError:
        return ""
    return "" if said.lower() == b"files" else said.decode("ascii", "replace").lower()


def _settings(path: Path, depth: int) -> ConfigFile:
    """The settings in a file; what they include is only looked at, as dulwich reads it without asking what it is."""
    try:
        raw = read_plain(path, _LARGEST)
    except FileNotFoundError:
        return ConfigFile()
    config = ConfigFile.from_file(io.BytesIO(raw), expand_includes=False)
    for section in config.sections():
        for name in _OTHER_FILES.get(section[0].lower(), ()):
            for said in config.get_multivar(section, name):
                target = (path.parent / os.fsdecode(said)).expanduser()
                if target.exists() and (not target.is_file() or depth == 0):
                    raise ValueError(str(target))
                if target.is_file() and name == b"path":
                    _settings(target.resolve(), depth - 1)
    return config


def odd_among(root: Path, folders: Iterable[Path]) -> Iterator[str]:
    """Files in the work tree that say how git treats others, and are no files; by their path from `root`."""
    for folder in folders:
        for name in (".gitignore", ".gitattributes"):
            path = folder / name
            if is_odd(path) or is_link(path):
                yield path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)


def spoilt(control: Control) -> Iterator[str]:
    """What stands among git's files and is neither file nor folder: links, pipes, devices. The names, from there."""
    for top in dict.fromkeys((control.own, control.common)):
        for entry in _entries(top):
            if entry.name in _READ or entry.name.startswith(_OURS):
                yield from _odd(entry, entry.name)


def _odd(entry: "os.DirEntry[str]", name: str) -> Iterator[str]:
    if entry.is_dir(follow_symlinks=False):
        for each in _entries(Path(entry.path)):
            yield from _odd(each, f"{name}/{each.name}")
    elif not entry.is_file(follow_symlinks=False):
        yield name


def _entries(folder: Path) -> list["os.DirEntry[str]"]:
    with os.scandir(folder) as found:
        return sorted(found, key=lambda entry: entry.name)
