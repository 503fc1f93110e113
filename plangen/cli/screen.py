"""What the user sees: the one place through which all text for a terminal passes, and where its stream may break."""

import errno
import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from typing import Any, TextIO

from plangen.visible import visible

_KEPT = "\n\t"
_GONE = {errno.EPIPE, errno.EINVAL} if sys.platform == "win32" else {errno.EPIPE}


class ReaderGone(Exception):
    """Whoever read the output has closed it, as `head` does when it has enough."""


class Screen:
    """A stream that takes every text and shows what is in it; one in GBK shows "?" for what it cannot print.

    What steers a terminal passes only behind `escape`, which no file and no argument can know.
    """

    def __init__(self, stream: TextIO | None, *, must: bool) -> None:
        """`must`: that a text could not be written is an error; otherwise there is nobody left to tell."""
        self._stream = stream  # None where the program was started with it closed
        self._must = must
        self.escape = os.urandom(8).hex()
        self.reconfigure(errors="replace")

    @property
    def encoding(self) -> str:
        """Of the stream below."""
        return getattr(self._stream, "encoding", None) or "utf-8"

    @property
    def errors(self) -> str | None:
        """Of the stream below."""
        return getattr(self._stream, "errors", None)

    @property
    def closed(self) -> bool:
        """Never: what is closed below takes nothing, and says so when it is written to."""
        return False

    def can_show(self, text: str) -> bool:
        """Whether the stream's encoding has the letters of `text`."""
        try:
            text.encode(self.encoding)
        except UnicodeEncodeError:
            return False
        return True

    def isatty(self) -> bool:
        """Whether somebody is watching."""
        return self._stream is not None and self._stream.isatty()

    def writable(self) -> bool:
        """Always."""
        return True

    def reconfigure(self, **settings: Any) -> None:
        """Change the stream below where it can be changed."""
        change = getattr(self._stream, "reconfigure", None)
        if change:
            change(**settings)

    def write(self, text: str) -> int:
        """Show `text`.

        Raises:
            ReaderGone: nobody reads any more.
            OSError: as for any file.
        """
        shown = visible(text, _KEPT).replace(self.escape, "\x1b")
        if self._stream is not None:
            self._tried(self._stream.write, shown)
        return len(text)

    def flush(self) -> None:
        """Hand on what was written; otherwise as `write`."""
        if self._stream is not None:
            self._tried(self._stream.flush)

    def give_up(self) -> None:
        """Nothing more can be written: neither now nor when the program ends."""
        stream, self._stream = self._stream, None
        if stream is None:
            return
        with suppress(OSError):  # one that is no file keeps what it has
            number, nowhere = stream.fileno(), os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, number)
            os.close(nowhere)

    def _tried(self, act: Any, *text: str) -> None:
        try:
            act(*text)
        except OSError as error:
            if not self._must:
                self.give_up()
            elif error.errno in _GONE:
                raise ReaderGone from error
            else:
                raise


def wants_colour(screen: Screen, environment: Mapping[str, str]) -> bool:
    """NO_COLOR, then FORCE_COLOR, then whether somebody is watching on a terminal that can be steered."""
    if environment.get("NO_COLOR"):
        return False
    return bool(environment.get("FORCE_COLOR")) or is_steered(screen, environment)


def is_steered(screen: Screen, environment: Mapping[str, str]) -> bool:
    """Whether somebody is watching on a terminal that knows more than to print."""
    return screen.isatty() and environment.get("TERM") != "dumb"
