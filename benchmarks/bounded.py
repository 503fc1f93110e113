"""A piece of work in a process of its own that may take only so much time and memory, and what became of it."""

import os
import pickle
import resource
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass

MARGIN = 5  # times what the work may take, before it is ended


@dataclass(frozen=True, kw_only=True)
class Bound:
    """CPU seconds and megabytes that a piece of work may take."""

    seconds: float = 5
    megabytes: int = 500


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What a piece of work took and returned; where it did not come to its end, why."""

    seconds: float
    megabytes: int
    value: object = None
    failure: str = ""

    def is_within(self, bound: Bound) -> bool:
        """Whether it came to its end within its bound."""
        return not self.failure and self.seconds <= bound.seconds and self.megabytes <= bound.megabytes


def bounded(work: Callable[[], object], bound: Bound) -> Outcome:
    """Do the work in a child, which is ended at five times its bound."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _work(work, bound, writing)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        said = pipe.read()
    _, status, used = os.wait4(child, 0)
    seconds = used.ru_utime + used.ru_stime
    value, failure = pickle.loads(said) if said else (None, f"ended with status {status}")  # noqa: S301  # our own child
    return Outcome(seconds=seconds, megabytes=used.ru_maxrss // 1024, value=value, failure=failure)


def _work(work: Callable[[], object], bound: Bound, writing: int) -> None:
    """The child's part; it never returns."""
    seconds = int(bound.seconds * MARGIN) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    size = bound.megabytes * MARGIN * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (size, size))
    try:
        said = (work(), "")
    except BaseException as error:  # noqa: BLE001  # whatever it is, the parent says so
        place = traceback.extract_tb(error.__traceback__)[-1]
        said = (None, f"{type(error).__name__}: {str(error)[:200]} ({place.filename}:{place.lineno})")
    with os.fdopen(writing, "wb") as pipe:
        pickle.dump(said, pipe)
    sys.stdout.flush()
    os._exit(0)
