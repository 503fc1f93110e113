"""Progress for whoever waits: one line that rewrites itself on a terminal, nothing elsewhere."""

import unicodedata
from typing import TextIO

_ROOM = 60  # columns for the name


class Silent:
    """No progress."""

    def step(self, name: str, number: int, total: int) -> None:
        pass

    def done(self) -> None:
        pass


class Line:
    """A line on `stream` such as `[3/12] 应急指挥手册`, wiped at the end."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def step(self, name: str, number: int, total: int) -> None:
        shown, width = "", 0
        for char in name:
            width += 2 if unicodedata.east_asian_width(char) in {"W", "F"} else 1
            if width > _ROOM:
                break
            shown += char
        self._stream.write(f"\r\x1b[K[{number}/{total}] {shown}")
        self._stream.flush()

    def done(self) -> None:
        self._stream.write("\r\x1b[K")
        self._stream.flush()
