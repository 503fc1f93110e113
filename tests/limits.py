"""What stops a test whose work would never end, such as reading a pipe that nobody writes to."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_SECONDS = 120  # many times what any of these tests needs; this is no measure of speed


class EndlessError(Exception):
    """The work did not end."""


@contextmanager
def ending() -> Iterator[None]:
    """Raise in the midst of what does not end by itself."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise EndlessError

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(_SECONDS)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
