r"""What every reader of an outline's text has to know of it: which lines are kept, what a heading is, what blanks are.

A comment <!-- … --> may stand anywhere, on one line or over several; behind a \ it is text.
"""

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from plangen.model.outline_signs import HEADING_OPTIONS

BLANK = " \t\u3000\u00a0"
"""What counts for nothing at the ends of a line."""

_BEGIN = re.compile(r"\\.|<!--")  # an escaped sign is passed over, so that it begins nothing
_END = "-->"
_HEADING = re.compile(r"(#+)\s*(.*)")
_BRACES = re.compile(rf"(?<!\s)\s*\{{((?:#|{'|'.join(sorted(HEADING_OPTIONS))})(?:[^{{}}]|\{{\{{[^{{}}]*\}}\}})*)\}}$")


class KeptLine(Struct, frozen=True, kw_only=True):
    """A line without what stands in comments."""

    number: int  # from 0
    text: str  # without blanks at its ends
    column: int  # of its first character, from 0
    end: int  # behind its last one; more than the text is long where a comment stands within it


class KeptLines(Struct, frozen=True, kw_only=True):
    """The lines of an outline that say something; of a line that holds a comment alone nothing is left."""

    lines: tuple[KeptLine, ...]
    open_comment: tuple[int, int] | None = None  # line and column, from 0, of a comment that never ends


class HeadingText(Struct, frozen=True):
    """The parts of a heading as they are written."""

    signs: str  # # to ####
    words: str
    braces: str = ""  # what stands between them: its key and options


def kept_lines(lines: Sequence[str]) -> KeptLines:
    """The lines without comments, empty ones among them."""
    kept: list[KeptLine] = []
    opened: tuple[int, int] | None = None
    for number, whole in enumerate(lines):
        pieces, begins = _pieces(whole, is_open=opened is not None)
        if begins is None:
            opened = None
        elif begins >= 0:
            opened = (number, begins)
        line = _joined(number, whole, pieces)
        if line.text or pieces == [(0, len(whole))]:
            kept.append(line)
    return KeptLines(lines=tuple(kept), open_comment=opened)


def heading_of(line: str) -> HeadingText | None:
    """The heading that a kept line is; None where it is something else."""
    found = _HEADING.fullmatch(line)
    if found is None:
        return None
    braces = _BRACES.search(found[2])
    if braces is None:
        return HeadingText(found[1], found[2])
    return HeadingText(found[1], found[2][: braces.start()], braces[1])


_GOES_ON = -1


def _pieces(line: str, *, is_open: bool) -> tuple[list[tuple[int, int]], int | None]:
    """What of a line stands outside comments, and where one begins that does not end on it; None: there is none.

    One that was open before and goes on began in no column of this line: `_GOES_ON`.
    """
    pieces: list[tuple[int, int]] = []
    here, begins = 0, _GOES_ON if is_open else None
    while True:
        if begins is not None:
            end = line.find(_END, here)
            if end < 0:
                return pieces, begins
            here, begins = end + len(_END), None
        begins = next(_begins(line, here), None)
        pieces.append((here, len(line) if begins is None else begins))
        if begins is None:
            return pieces, None
        here = begins + len("<!--")


def _begins(line: str, here: int) -> Iterator[int]:
    return (found.start() for found in _BEGIN.finditer(line, here) if not found[0].startswith("\\"))


def _joined(number: int, whole: str, pieces: Sequence[tuple[int, int]]) -> KeptLine:
    """What is left of a line, with where it begins and ends on it."""
    shown = [at for start, end in pieces for at in range(start, end) if whole[at] not in BLANK]
    text = "".join(whole[start:end] for start, end in pieces).strip(BLANK)
    column, end = (shown[0], shown[-1] + 1) if shown else (0, 0)
    return KeptLine(number=number, text=text, column=column, end=end)
