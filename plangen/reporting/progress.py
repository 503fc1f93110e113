"""Progress for those who wait: one line that rewrites itself on a terminal, nothing elsewhere."""

from typing import Protocol

from plangen.reporting.style import fitting, plain

_ROOM = 60  # columns for the name
_WIPE = ("[G", "[K")  # what follows an escape: to the first column, wipe the line


class _Stream(Protocol):
    def write(self, text: str, /) -> int: ...

    def flush(self) -> None: ...


class Silent:
    """No progress."""

    def step(self, name: str, number: int, total: int) -> None:
        """Nothing."""

    def done(self) -> None:
        """Nothing."""


class ProgressLine:
    """A line on `stream` such as `[3/12] 应急指挥手册`, wiped at the end."""

    def __init__(self, stream: _Stream, escape: str) -> None:
        """`escape` stands before what steers the terminal."""
        self._stream = stream
        self._wipe = "".join(f"{escape}{each}" for each in _WIPE)

    def step(self, name: str, number: int, total: int) -> None:
        """Show what is being worked on, in place of what stood there."""
        self._show(f"{self._wipe}[{number}/{total}] {fitting(plain(name), _ROOM)}")

    def done(self) -> None:
        """Leave the line empty."""
        self._show(self._wipe)

    def _show(self, text: str) -> None:
        self._stream.write(text)
        self._stream.flush()
