"""The folder in which LibreOffice works: it holds what players may not see, so it goes however the run ends.

A living process holds it by a lock that the operating system frees with the process; what a killed one left, its
LibreOffice included, is taken away at the next start of plangen. Only what bears our mark and belongs to this user is.
"""

import os
import shutil
import signal
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from plangen.stopping import put_off

if sys.platform != "win32":
    import fcntl

PREFIX = "plangen-"
_MARK = "in-use"  # made when the folder is held, so that nobody takes a new one for one that was left
_VARIABLES = ("TMPDIR", "TEMP", "TMP")


@contextmanager
def work_folder() -> Iterator[Path]:
    """A new folder for this process and its user alone.

    Raises:
        OSError
    """
    import tempfile  # not before it is needed: every command starts with `sweep`

    folder: Path | None = None
    held: list[int] = []
    try:
        with put_off():
            folder = Path(tempfile.mkdtemp(prefix=PREFIX))
            held += _held(folder)
        yield folder
    finally:
        with put_off():
            if folder is not None:
                shutil.rmtree(folder, ignore_errors=True)
            for handle in held:
                os.close(handle)


def profile_of(folder: Path) -> Path:
    """Where LibreOffice keeps its settings while it works there; its command line names it."""
    return folder / "profile"


def profile_option(folder: Path) -> str:
    """How LibreOffice is told so."""
    return f"-env:UserInstallation={profile_of(folder).as_uri()}"


def sweep() -> None:
    """Take away what killed processes of this user left in the temporary folders."""
    for parent in {os.environ.get(name, "/tmp") for name in _VARIABLES}:  # noqa: S108  # only what is proved ours goes
        for folder in filter(_is_ours, Path(parent).glob(f"{PREFIX}*")):
            with suppress(OSError):
                _take_away(folder)


def _held(folder: Path) -> list[int]:
    """What holds the folder until it is closed, or its process is gone; Windows keeps every file that is open."""
    handles = []
    if sys.platform != "win32":
        handles.append(os.open(folder, os.O_RDONLY))
        fcntl.flock(handles[0], fcntl.LOCK_EX)
    return [*handles, os.open(folder / _MARK, os.O_CREAT | os.O_WRONLY, 0o600)]


def _is_ours(folder: Path) -> bool:
    """Whether it is a folder of this user's with our mark in it."""
    try:
        found, mark = folder.lstat(), (folder / _MARK).lstat()
    except OSError:
        return False
    is_mine = sys.platform == "win32" or found.st_uid == mark.st_uid == os.geteuid()
    return is_mine and stat.S_ISDIR(found.st_mode) and stat.S_ISREG(mark.st_mode)


def _take_away(folder: Path) -> None:
    """Remove the folder unless its process lives."""
    if sys.platform == "win32":
        (folder / _MARK).unlink()  # refused while it is open
        shutil.rmtree(folder, ignore_errors=True)
        return
    handle = os.open(folder, os.O_RDONLY | os.O_NOFOLLOW)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)  # refused while it is held
        _end_program(folder)
        shutil.rmtree(folder, ignore_errors=True)
    finally:
        os.close(handle)


def _end_program(folder: Path) -> None:
    """End the LibreOffice that works there with nobody waiting for it; where there is no /proc it ends by itself."""
    if sys.platform == "win32":
        return
    option = os.fsencode(profile_option(folder))
    for said in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):
            if option in said.read_bytes().split(b"\0"):
                _end_group(int(said.parent.name))


def _end_group(number: int) -> None:
    """End a process with its group, which a conversion starts as a session of its own."""
    if sys.platform != "win32" and os.getsid(number) == os.getpgid(number) != os.getpgid(0):
        os.killpg(os.getpgid(number), signal.SIGKILL)
