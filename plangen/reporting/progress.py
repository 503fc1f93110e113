"""Progress for those who wait: one line that rewrites itself on a terminal, nothing elsewhere."""

from typing import TextIO

from plangen.reporting.style import fitting, plain

_ROOM = 60  # columns for the name
_WIPE = "\r\x1b[K"


class Silent:
    """No progress."""

    def step(self, name: str, number: int, total: int) -> None:
        """Nothing."""

    def done(self) -> None:
        """Nothing."""


class ProgressLine:
    """A line on `stream` such as `[3/12] 应急指挥手册`, wiped at the end."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def step(self, name: str, number: int, total: int) -> None:
        """Show what is being worked on, in place of what stood there."""
        self._show(f"{_WIPE}[{number}/{total}] {fitting(plain(name), _ROOM)}")

    def done(self) -> None:
        """Leave the line empty."""
        self._show(_WIPE)

    def _show(self, text: str) -> None:
        self._stream.write(text)
        self._stream.flush()
