"""What ends a run from outside: Ctrl-C, SIGTERM, the terminal that is closed. All of them unwind it in the same way.

Windows knows no closed terminal as a signal, but Ctrl-Break.
"""

import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_NAMES = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")
SIGNALS = tuple(getattr(signal, name) for name in _NAMES if hasattr(signal, name))

_AGAIN = 0.05  # seconds after which a signal is raised again that a library swallowed


class Stopped(BaseException):
    """The run is to end; no error, so that nothing that handles errors takes it for one of its own."""


class Watch:
    """Raises `Stopped` once, wherever the program is; what comes afterwards does not disturb the clean-up."""

    def __init__(self) -> None:
        self.came = 0
        """The signal that ends the run, 0 while none came."""
        self._deaf = False
        self._held = False

    @property
    def code(self) -> int:
        """The exit code, as shells give it: 130 for Ctrl-C, 143 for SIGTERM, 129 for a closed terminal."""
        return 128 + (self.came or signal.SIGINT)

    def start(self) -> None:
        """Listen; a signal that whoever started the program has it ignore (nohup) stays ignored."""
        for number in SIGNALS:
            if signal.getsignal(number) is not signal.SIG_IGN:
                signal.signal(number, self._stop)
        sys.unraisablehook = self._swallowed

    def hold(self) -> None:
        """Put signals off until `release`: a module that is half imported may turn them into anything."""
        self._held = True

    def release(self) -> None:
        """Raise what has come meanwhile."""
        self._held = False
        if self.came:
            self._deaf = True
            raise Stopped

    def end(self) -> None:
        """All is done: what comes now comes too late."""
        self._deaf = True

    def _stop(self, number: int, _frame: FrameType | None) -> None:
        if self._deaf:
            return
        self.came = number
        if not self._held:
            self._deaf = True
            raise Stopped

    def _swallowed(self, lost: "sys.UnraisableHookArgs") -> None:
        """Python drops what is raised while it clears away an object: then it has to be raised again."""
        if not isinstance(lost.exc_value, Stopped):
            sys.__unraisablehook__(lost)
            return
        self._deaf = False
        timer = threading.Timer(_AGAIN, signal.raise_signal, [self.came])
        timer.daemon = True
        timer.start()


@contextmanager
def put_off() -> Iterator[None]:
    """Let nothing interrupt what takes milliseconds and must not be left half-done; what came is raised at the end."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    came: list[int] = []
    before = {number: signal.getsignal(number) for number in SIGNALS}
    listening = {number: handler for number, handler in before.items() if callable(handler)}
    for number in listening:
        signal.signal(number, lambda number, _frame: came.append(number))
    try:
        yield
    finally:
        for number, handler in listening.items():
            signal.signal(number, handler)
        if came:
            signal.raise_signal(came[0])
