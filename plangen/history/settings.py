"""How somebody's git is set up, as far as it matters to a revision; what the settings name is looked at, never run."""

import os
from collections.abc import Iterator
from pathlib import Path

from plangen.disk.inside import read_plain
from plangen.history.repository import Repository
from plangen.history.usable import SPOILT

OWN_HOOK = "# plangen: pre-commit"
"""The line by which the hook is known that `plangen init --hook` writes."""

_HOOKS = ("pre-commit", "prepare-commit-msg", "commit-msg", "post-commit", "reference-transaction")
"""What git itself would run when something is committed."""

_TRUE, _LARGEST = {b"true", b"yes", b"on", b"1", b""}, 65536  # git's words; bytes of a hook that is ours


def is_set(repository: Repository, section: bytes, name: bytes, *, default: bool = False) -> bool:
    """Whether a setting says yes."""
    try:
        said = repository.repo.get_config_stack().get((section,), name)
    except KeyError:
        return default
    return said.strip().lower() in _TRUE


def hooks_folder(repository: Repository) -> Path:
    """Where git looks for hooks."""
    try:
        said = repository.repo.get_config_stack().get((b"core",), b"hookspath")
    except KeyError:
        return repository.common / "hooks"
    return Path(repository.repo.path) / Path(os.fsdecode(said)).expanduser()


def hooks(repository: Repository) -> Iterator[str]:
    """The hooks that git would run for a commit, but for plangen's own, which does what a revision does anyway."""
    for name in _HOOKS:
        path = hooks_folder(repository) / name
        if os.access(path, os.X_OK) and path.is_file() and not _is_own(path):
            yield name


def _is_own(path: Path) -> bool:
    try:
        return OWN_HOOK.encode() in read_plain(path, _LARGEST)
    except OSError:
        return False


def kind_of_index(repository: Repository) -> str:
    """`link` or `sdir` where the index is of a kind that cannot be written, as git's name for it says; or nothing."""
    try:
        raw = read_plain(Path(os.fsdecode(repository.repo.index_path())))
    except OSError:
        return ""
    shared = (each.suffix[1:] for each in repository.control.glob("sharedindex.*"))
    if b"link" in raw and any(_named(name) in raw for name in shared):
        return "link"
    try:
        repository.repo.open_index()
    except SPOILT:
        return "sdir" if b"sdir\0\0\0\0" in raw else ""
    return ""


def _named(digits: str) -> bytes:
    try:
        return bytes.fromhex(digits) or b"\0" * 20
    except ValueError:
        return b"\xff" * 64  # in no index
