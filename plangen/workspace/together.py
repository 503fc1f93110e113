"""Several files that change or appear together: all of them or none, whenever a process is killed.

What is to be written is noted first, whole, in a file of its own; with that the change is made. Then each file gets its
new bytes, and the note goes. A run that was killed in between left the note: the next one finishes what it says. A file
that somebody edited meanwhile stays as he left it. New files that cannot all be written, as on a full disk, are taken
away again together with the note.
"""

import base64
import binascii
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import msgspec
from msgspec import Struct

from plangen.disk.inside import is_inside, prove_inside, read_plain
from plangen.disk.whole import sync_folder
from plangen.errors import ChangeDamaged, EnvironmentProblem
from plangen.model.plan_files import is_read
from plangen.workspace.atomic import holds, trouble, write_atomically
from plangen.workspace.issued_files import is_issued_path
from plangen.workspace.manifest import digest

NOTE = "source/.changing.json"
_LARGEST = 64 * 1024 * 1024  # bytes; no plan comes near


class _Bytes(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a file held, by digest, and what it is to hold."""

    old: str  # nothing where there was no file
    new: str  # in base 64


class _Note(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    files: dict[str, _Bytes]


def write_together(root: Path, files: Mapping[str, tuple[bytes | None, bytes]]) -> None:
    """Give files of the project at `root` new bytes: by path what each of them holds, and what it is to hold.

    None: there is no such file yet.

    Raises:
        EnvironmentProblem: Unwritable, DiskFull, InTheWay, LeadsOut.
    """
    if not files:
        return
    for path in files:
        prove_inside(root, root / path)
    noted = {
        path: _Bytes(old="" if old is None else digest(old), new=base64.b64encode(new).decode("ascii"))
        for path, (old, new) in files.items()
    }
    write_atomically(root / NOTE, msgspec.json.encode(_Note(files=noted), order="sorted"), within=root)
    try:
        finish(root)
    except EnvironmentProblem:
        if all(old is None for old, _ in files.values()):
            _take_back(root, {path: new for path, (_, new) in files.items()})
        raise


def _take_back(root: Path, files: Mapping[str, bytes]) -> None:
    """Take away the new files of a change that could not be finished, and its note last.

    A process that is killed meanwhile leaves the note, by which the change is made after all.
    """
    with suppress(OSError):
        for path, new in files.items():
            if is_inside(root, root / path) and holds(root / path, new):
                (root / path).unlink()
                sync_folder((root / path).parent)
        (root / NOTE).unlink(missing_ok=True)
        sync_folder((root / NOTE).parent)


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
    """Whether it is a file of the plan, or one that was issued: a note may have been damaged, or come from anybody."""
    return (is_read(path) or is_issued_path(path)) and not {"..", ".", ""} & set(path.split("/")) and "\\" not in path


def _digest(path: Path) -> str:
    try:
        return digest(read_plain(path))
    except OSError:
        return ""
