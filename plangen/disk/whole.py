"""Files that are there whole, the old one or the new one, whenever a process is killed or the power goes.

What is not finished bears a name of its own, `.plangen-` and eight letters, and is held by the operating system's lock
for as long as its process lives: `sweep` takes away what a killed one left, and nothing else.
"""

import errno
import os
import re
import shutil
import stat
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from plangen.account import note_changed
from plangen.disk.inside import is_link, is_odd

if sys.platform != "win32":
    import fcntl

PREFIX = ".plangen-"
"""How the names begin of what is not finished."""

_FOLDER = ".d"  # a folder that is not finished; the file of the same name without it says that it is in use
_OURS = re.compile(rf"{re.escape(PREFIX)}[a-z0-9_]{{8}}(?:{re.escape(_FOLDER)})?")
_MOVES_OPEN_FILES = os.name == "posix"


def write_whole(path: Path, raw: bytes, *, lasting: bool = True) -> None:
    """Put `raw` at `path` by one rename; with `lasting` it stays there whatever happens from then on.

    Raises:
        OSError
    """
    write_pieces(path, (raw,), lasting=lasting)


def write_pieces(path: Path, pieces: Iterable[bytes], *, lasting: bool = True) -> None:
    """The same of what comes piece by piece; whatever stops the pieces leaves nothing.

    Raises:
        OSError
    """
    make_folder(path.parent)
    file, name = _fresh(path.parent)
    try:
        with file:
            file.writelines(pieces)
            file.flush()
            name.chmod(0o644)
            if lasting:
                os.fsync(file.fileno())
            if _MOVES_OPEN_FILES:  # held until it has its name
                name.replace(path)
        if not _MOVES_OPEN_FILES:
            name.replace(path)
    except BaseException:
        name.unlink(missing_ok=True)
        raise
    if lasting:
        note_changed(path)
        sync_folder(path.parent)


def write_synced(path: Path, raw: bytes) -> None:
    """Write a new file whose bytes last; for one that gets its name later, and `sync_folder` then.

    Raises:
        OSError
    """
    with path.open("xb") as file:
        file.write(raw)
        file.flush()
        os.fsync(file.fileno())


@contextmanager
def staging(parent: Path) -> Iterator[Path]:
    """A new folder in `parent` for what is to be moved from there when it is whole; it goes in the end.

    Raises:
        OSError
    """
    file, name = _fresh(parent)
    folder = name.with_name(name.name + _FOLDER)
    try:
        with file:
            folder.mkdir()
            try:
                yield folder
            finally:
                shutil.rmtree(folder, ignore_errors=True)
    finally:
        name.unlink(missing_ok=True)


def make_folder(folder: Path) -> None:
    """Make a folder and those above it, so that they last.

    Raises:
        OSError
    """
    if folder.is_dir():
        return
    make_folder(folder.parent)
    folder.mkdir(exist_ok=True)
    sync_folder(folder.parent)


def is_full(error: BaseException) -> bool:
    """Whether the disk, or what a user may have of it, is full."""
    return isinstance(error, OSError) and error.errno in {errno.ENOSPC, errno.EDQUOT}


def sync_file(path: Path) -> None:
    """Let the bytes of a file last.

    Raises:
        OSError
    """
    with path.open("r+b") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Let names in a folder last; not every system can, and none needs it to go on."""
    if os.name != "posix":
        return
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def sweep(folders: Iterable[Path]) -> None:
    """Take away from these folders, not from those below them, what killed processes left."""
    for folder in folders:
        for name in leftovers(folder):
            with suppress(OSError):
                _remove(folder / name)


def leftovers(folder: Path) -> list[str]:
    """The names in a folder that are of our own making and not finished, in use or not."""
    try:
        names = [path.name for path in folder.iterdir()]
    except OSError:
        return []
    return sorted((name for name in names if _OURS.fullmatch(name)), reverse=True)  # folders before what holds them


def is_leftover(name: str) -> bool:
    """Whether a file or folder is called as only what is not finished is."""
    return bool(_OURS.fullmatch(name))


def in_use(path: Path) -> bool:
    """Whether a living process works on what is not finished."""
    with _held(path) as is_free:
        return not is_free


def _remove(path: Path) -> None:
    with _held(path) as is_free:
        if not is_free:
            return
        if path.is_dir() and not is_link(path):
            shutil.rmtree(path)
        elif is_link(path) or stat.S_ISREG(path.lstat().st_mode):
            path.unlink()


@contextmanager
def _held(path: Path) -> Iterator[bool]:
    """Hold what is not finished; whether nobody else does. A folder goes with the file of the same name."""
    mark = Path(str(path).removesuffix(_FOLDER))
    if is_link(mark) or is_odd(mark) or not mark.exists():
        yield True
        return
    if sys.platform == "win32":
        yield _is_movable(mark)
        return
    try:
        file = mark.open("rb")
    except OSError:
        yield False
        return
    with file:
        yield _hold(file) is True


def _is_movable(mark: Path) -> bool:
    """Windows lets nobody rename a file that a process has open."""
    try:
        mark.rename(mark)
    except OSError:
        return False
    return True


def _fresh(folder: Path) -> tuple[IO[bytes], Path]:
    """A new file of our own that is held; `sweep` of another process may have taken it away before that."""
    while True:
        handle, name = tempfile.mkstemp(prefix=PREFIX, dir=folder)
        file = os.fdopen(handle, "wb")
        if _hold(file) is not False and Path(name).exists():
            return file, Path(name)
        file.close()


def _hold(file: IO[bytes]) -> bool | None:
    """Hold a file for as long as it is open; False where somebody else does, None where the system cannot say."""
    try:
        if sys.platform != "win32":  # which holds every open file by itself
            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return None
    return True
