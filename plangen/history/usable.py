"""What keeps a repository from being used: files of git's that are damaged, or of a kind that is not known."""

import os
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path

from dulwich.config import ConfigFile, get_xdg_config_home_path
from dulwich.errors import (
    ApplyDeltaError,
    ChecksumMismatch,
    FileFormatException,
    ObjectMissing,
    RefFormatError,
    WrongObjectException,
)
from dulwich.refs import SymrefLoop
from dulwich.repo import InvalidWorktreeConfiguration

from plangen.diagnostics import Finding, Place, Rule, Words, words
from plangen.history import rules
from plangen.history.soundness import (
    Control,
    belongs,
    broken_refs,
    control_of,
    has_head,
    said_worktree,
    spoilt,
    storage_of,
)

SPOILT = (
    *(KeyError, ValueError, TypeError, IndexError, AttributeError, AssertionError, EOFError, OSError, ArithmeticError),
    *(StopIteration, RuntimeError, BufferError, struct.error, zlib.error, FileFormatException, ChecksumMismatch),
    *(ApplyDeltaError, RefFormatError, ObjectMissing, WrongObjectException, InvalidWorktreeConfiguration, SymrefLoop),
)
"""What dulwich raises where a file of git's, or an object, is missing or spoilt: it has no single name for that."""

_OF_TAG = words(
    "先把整个文件夹复制一份；再删除这个文件，运行 git fetch --tags 或者 plangen log --repair 重新加上标签",
    "copy the whole folder first; then delete this file and make the tag again with git fetch --tags or plangen log"
    " --repair",
)
_OF_USER = words(
    "这是您自己的 git 设置：更正 git config --list 指出的那一行；不会改的，先给这个文件改名，git 就不再使用它",
    "these are your own settings of git: correct the line that git config --list points out, or give the file another"
    " name, so that git does not use it",
)


def unsound(folder: Path) -> tuple[Finding, ...]:
    """What is wrong with git's files before any of them is read."""
    control = control_of(folder)
    if control is None:
        return (spoilt_file(""),)
    try:
        found = _damaged(control)
        worktree, storage = said_worktree(control), storage_of(control)
    except OSError as error:
        return (spoilt_file(Path(error.filename or "config").name),)
    except ValueError:
        return (spoilt_file("config"),)
    if not belongs(folder, control, worktree):
        leads = next((each for each in control.folders if not each.is_relative_to(folder)), control.own)
        return (finding_here(rules.ELSEWHERE, folder=str(leads), here=str(folder)),)
    if storage:  # dulwich would begin to write it as soon as it opens it
        return (finding_here(rules.OTHER_STORAGE, format=storage),)
    return found


def _damaged(control: Control) -> tuple[Finding, ...]:
    if odd := tuple(map(spoilt_file, spoilt(control))):
        return odd
    if not has_head(control):
        return (spoilt_file("HEAD"),)
    if not (control.common / "objects").is_dir():
        return (spoilt_file("objects"),)
    return tuple(map(spoilt_file, broken_refs(control)))


def spoilt_settings() -> Iterator[Finding]:
    """The settings of the user, or of the system, that cannot be read."""
    for name in _settings_at_fault():
        yield finding_here(rules.SPOILT, hint=_OF_USER, file=name)


def _settings_at_fault() -> Iterator[str]:
    said = os.environ.get("GIT_CONFIG_GLOBAL")
    users = [said] if said is not None else [str(Path("~/.gitconfig").expanduser()), _of_xdg()]
    system = os.environ.get("GIT_CONFIG_SYSTEM", "" if "GIT_CONFIG_NOSYSTEM" in os.environ else "/etc/gitconfig")
    for name in filter(None, (*users, system)):
        path = Path(name)
        try:
            if path.is_file():
                ConfigFile.from_path(name)
            elif path.exists() and name != os.devnull:
                yield name
        except SPOILT:
            yield name


def _of_xdg() -> str:
    return os.fspath(get_xdg_config_home_path("git", "config"))


def finding_here(rule: Rule, *, hint: Words | None = None, **values: object) -> Finding:
    """A finding about the repository."""
    return Finding(rule=rule, at=Place(file="."), values=values, hint=hint)


def spoilt_file(name: str) -> Finding:
    """That a file of git's is damaged, with what helps."""
    hint = _OF_TAG if name.startswith("refs/tags/") else None
    return finding_here(rules.SPOILT, hint=hint, file=f".git/{name}".rstrip("/"))
