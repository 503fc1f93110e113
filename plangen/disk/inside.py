"""Where plangen may write, move or remove: below a folder that the user named, on a way without links.

A plan's folder may come from anybody. A link in it leads wherever its maker wanted, so none is followed on the way to
a file that is written; the file itself may be one, as it is replaced or removed and never written through.
"""

import errno
import os
import stat
from io import BufferedReader
from pathlib import Path

from plangen.errors import LeadsOut


def prove_inside(root: Path, path: Path) -> Path:
    """`path` itself, shown at this moment to lie below `root` and to be reached through no link.

    Raises:
        EnvironmentProblem: LeadsOut, with the link, or the path where it lies elsewhere.
    """
    try:
        parts = path.absolute().relative_to(root.absolute()).parts
    except ValueError:
        raise LeadsOut(path=str(path)) from None
    if not parts or ".." in parts:
        raise LeadsOut(path=str(path))
    here = root
    for part in parts[:-1]:
        here /= part
        if is_link(here):
            raise LeadsOut(path=str(here))
    return path


def is_inside(root: Path, path: Path) -> bool:
    """Whether `prove_inside` would let it pass."""
    try:
        prove_inside(root, path)
    except LeadsOut:
        return False
    return True


def territory(root: Path, path: Path) -> Path:
    """The folder that the way to `path` is proved from.

    It is the plan's own at `root` where the path lies in it, else the folder that the user named, wherever that leads.
    """
    here, top = path.absolute(), root.absolute()
    is_own = here != top and here.is_relative_to(top) and ".." not in here.relative_to(top).parts
    return root if is_own else path.parent


def is_link(path: Path) -> bool:
    """Whether a link, or what Windows calls a junction, stands at `path`."""
    try:
        found = path.lstat()
    except OSError:
        return False
    tag = getattr(found, "st_reparse_tag", 0)
    return stat.S_ISLNK(found.st_mode) or (tag != 0 and tag == getattr(stat, "IO_REPARSE_TAG_MOUNT_POINT", None))


def is_odd(path: Path) -> bool:
    """Whether something stands at `path` that is neither a file nor a link: a folder, a pipe, a socket, a device."""
    try:
        mode = path.lstat().st_mode
    except OSError:
        return False
    return not (stat.S_ISREG(mode) or stat.S_ISLNK(mode))


def may_lock(path: Path) -> bool:
    """Whether a lock may be taken at `path`, which empties what stands there: nothing, or an empty ordinary file."""
    try:
        found = path.lstat()
    except OSError:
        return True
    return stat.S_ISREG(found.st_mode) and found.st_size == 0


def read_plain(path: Path, most: int | None = None) -> bytes:
    """The bytes of an ordinary file, up to `most`; never of what a link leads to or of a pipe, which could hang.

    Raises:
        OSError: where there is no such file, or more in it.
    """
    with open_plain(path) as file:
        raw = file.read() if most is None else file.read(most + 1)
    if most is not None and len(raw) > most:
        raise OSError(errno.EFBIG, "too large", str(path))
    return raw


def open_plain(path: Path) -> BufferedReader:
    """An ordinary file, open to be read.

    Raises:
        OSError: where there is no such file.
    """
    if is_odd(path) or is_link(path):
        raise FileExistsError(errno.EEXIST, "not an ordinary file", str(path))
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    return os.fdopen(os.open(path, flags), "rb")
