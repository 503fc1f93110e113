"""Writing a single file so that a crash leaves the old one or the new one, whole."""

import errno
import os
import tempfile
from pathlib import Path

from plangen.errors import EnvironmentProblem


def write_atomically(path: Path, raw: bytes) -> bool:
    """Write `raw` to `path` unless it holds just that; returns whether it was written.

    Raises:
        EnvironmentProblem: "unwritable".
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
        raise EnvironmentProblem(trouble(error), path=str(path)) from error
    return True


def trouble(error: OSError) -> str:
    """The code of the EnvironmentProblem that words this error best."""
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return "disk-full"
    if error.errno in {errno.EISDIR, errno.ENOTDIR, errno.EEXIST, errno.ENOTEMPTY}:
        return "in-the-way"
    return "unwritable"
