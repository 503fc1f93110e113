"""Writing a single file so that a crash leaves the old one or the new one, whole."""

import errno
import os
import tempfile
from pathlib import Path

from plangen.errors import DiskFull, InTheWay, Unwritable


def write_atomically(path: Path, raw: bytes) -> bool:
    """Write `raw` to `path` unless it holds just that; returns whether it was written.

    Raises:
        EnvironmentProblem: Unwritable.
    """
    try:
        if path.is_file() and path.read_bytes() == raw:
            return False
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=".plangen-", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(raw)
            Path(name).chmod(0o644)
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise trouble(error)(path=str(path)) from error
    return True


def trouble(error: OSError) -> type[DiskFull | InTheWay | Unwritable]:
    """The kind of problem that words this error best."""
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return DiskFull
    if error.errno in {errno.EISDIR, errno.ENOTDIR, errno.EEXIST, errno.ENOTEMPTY}:
        return InTheWay
    return Unwritable
