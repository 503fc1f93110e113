"""Writing a single file so that a crash leaves the old one or the new one, whole, and nothing outside is touched."""

import errno
from pathlib import Path

from plangen.disk.inside import is_odd, prove_inside, read_plain
from plangen.disk.whole import sweep, write_whole
from plangen.errors import DiskFull, InTheWay, Unwritable


def write_atomically(path: Path, raw: bytes, *, within: Path) -> bool:
    """Write `raw` to `path`, which lies below `within`, unless it holds just that; returns whether it was written.

    Raises:
        EnvironmentProblem: Unwritable, DiskFull, InTheWay, LeadsOut.
    """
    prove_inside(within, path)
    if is_odd(path):
        raise InTheWay(path=str(path))
    try:
        if holds(path, raw):
            return False
        sweep([path.parent])
        write_whole(path, raw)
    except OSError as error:
        raise trouble(error)(path=str(path)) from error
    return True


def holds(path: Path, raw: bytes) -> bool:
    """Whether an ordinary file with just these bytes stands there."""
    try:
        return read_plain(path) == raw
    except OSError:
        return False


def trouble(error: OSError) -> type[DiskFull | InTheWay | Unwritable]:
    """The kind of problem that words this error best."""
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return DiskFull
    if error.errno in {errno.EISDIR, errno.ENOTDIR, errno.EEXIST, errno.ENOTEMPTY}:
        return InTheWay
    return Unwritable
