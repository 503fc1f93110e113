"""Files of git's that are replaced under git's own locks, so that a lock which was left tells whose it is.

The lock that git and other programs look for (index.lock) is a hard link to a file under a name of our own. A lock
that is not this very file was taken by somebody else, and stays.
"""

import os
from collections.abc import Callable
from pathlib import Path

from plangen.account import note_changed
from plangen.disk.whole import sync_folder
from plangen.history.troubles import GitBusy


def replace_file(path: Path, make: Callable[[], bytes]) -> None:
    """Let `path` hold what `make` gives under the lock; the old content or the new one, whole, is there at any moment.

    Raises:
        EnvironmentProblem: GitBusy while another program holds the lock.
        OSError: where it cannot be written.
    """
    lock, ours = _lock(path), _ours(path)
    _take(lock, ours)
    try:
        raw = make()
        with lock.open("wb") as file:
            file.write(raw)
            file.flush()
            os.fsync(file.fileno())
        lock.replace(path)
        note_changed(path)
        sync_folder(path.parent)
    except BaseException:
        lock.unlink(missing_ok=True)
        raise
    finally:
        ours.unlink(missing_ok=True)


def release(path: Path) -> None:
    """Take away the lock of `path` where it is ours, such as one that a killed process left."""
    if not is_held_by_others(path):
        _lock(path).unlink(missing_ok=True)
    _ours(path).unlink(missing_ok=True)


def is_held_by_others(path: Path) -> bool:
    """Whether another program has the lock of `path`, or left it; nothing is changed."""
    lock, ours = _lock(path), _ours(path)
    return lock.exists() and not (ours.exists() and lock.samefile(ours))


def _take(lock: Path, ours: Path) -> None:
    # Left by a killed process it may be another name of the file that was just replaced: taken away, never written to.
    ours.unlink(missing_ok=True)
    ours.open("xb").close()
    try:
        try:
            os.link(ours, lock)
        except FileExistsError:
            raise
        except OSError:  # a file system without hard links: a lock that is left there has to be deleted by hand
            lock.open("xb").close()
    except FileExistsError as error:
        ours.unlink()
        raise GitBusy(path=str(lock)) from error


def _lock(path: Path) -> Path:
    return path.with_name(f"{path.name}.lock")


def _ours(path: Path) -> Path:
    return path.with_name(f"plangen-{path.name}.lock")
