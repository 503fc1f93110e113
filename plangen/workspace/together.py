"""Several files that change together: all of them or none, whenever a process is killed.

What is to be written is noted first, whole, in a file of its own; with that the change is made. Then each file gets its
new bytes, and the note goes. A run that was killed in between left the note: the next one finishes what it says. A file
that somebody edited meanwhile stays as he left it.
"""

import base64
import binascii
from collections.abc import Mapping
from pathlib import Path

import msgspec
from msgspec import Struct

from plangen.disk.inside import is_inside, prove_inside, read_plain
from plangen.disk.whole import sync_folder
from plangen.errors import ChangeDamaged
from plangen.model.plan_files import is_read
from plangen.workspace.atomic import trouble, write_atomically
from plangen.workspace.manifest import digest

NOTE = "source/.changing.json"
_LARGEST = 64 * 1024 * 1024  # bytes; no plan comes near


class _Bytes(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a file held, by digest, and what it is to hold."""

    old: str
    new: str  # in base 64


class _Note(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    files: dict[str, _Bytes]


def write_together(root: Path, files: Mapping[str, tuple[bytes, bytes]]) -> None:
    """Give files of the project at `root` new bytes: by path what each of them holds, and what it is to hold.

    Raises:
        EnvironmentProblem: Unwritable, DiskFull, InTheWay, LeadsOut.
    """
    if not files:
        return
    for path in files:
        prove_inside(root, root / path)
    noted = {
        path: _Bytes(old=digest(old), new=base64.b64encode(new).decode("ascii")) for path, (old, new) in files.items()
    }
    write_atomically(root / NOTE, msgspec.json.encode(_Note(files=noted), order="sorted"), within=root)
    finish(root)


def finish(root: Path) -> None:
    """Finish the change that a killed process left; nothing where there is none.

    Raises:
        UsageProblem: ChangeDamaged.
        EnvironmentProblem: Unwritable, DiskFull, InTheWay, LeadsOut.
    """
    note = root / NOTE
    if not note.exists() or not is_inside(root, note):
        return
    for path, (old, new) in _noted(note).items():
        if _digest(root / path) == old:
            write_atomically(root / path, new, within=root)
    try:
        note.unlink(missing_ok=True)
    except OSError as error:
        raise trouble(error)(path=str(note)) from error
    sync_folder(note.parent)


def _noted(note: Path) -> Mapping[str, tuple[str, bytes]]:
    """By path the digest of what a file held and the bytes that it is to hold."""
    try:
        found = msgspec.json.decode(read_plain(note, _LARGEST), type=_Note)
        files = {path: (each.old, base64.b64decode(each.new, validate=True)) for path, each in found.files.items()}
    except (OSError, msgspec.DecodeError, UnicodeDecodeError, binascii.Error) as error:
        raise ChangeDamaged(path=NOTE) from error
    if not all(map(_may_change, files)):
        raise ChangeDamaged(path=NOTE)
    return files


def _may_change(path: str) -> bool:
    """Whether it is a file of the plan: a note may have been damaged, or come from anybody."""
    return is_read(path) and not {"..", ".", ""} & set(path.split("/")) and "\\" not in path


def _digest(path: Path) -> str:
    try:
        return digest(read_plain(path))
    except OSError:
        return ""
