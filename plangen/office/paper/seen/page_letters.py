"""The letters of a PDF's pages with all that decides whether a reader sees them."""

import ctypes
import math
from collections.abc import Callable, Iterator
from typing import Any

from msgspec import Struct

from plangen.office.paper.printed_pieces import plain

_UNSEEN_MODES = frozenset({3, 7})  # drawn without ink: invisible, or as a path to cut by
_FIRST_HALVES, _SECOND_HALVES = range(0xD800, 0xDC00), range(0xDC00, 0xE000)
_SLIGHT = 1.0  # points; so far strokes may reach beyond the sheet


class PageLetter(Struct, frozen=True):
    """A letter; its box in points from the lower left corner of the page."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    size: float  # in points, as it is printed
    scale: float  # of its width to that of its font
    colour: tuple[int, int, int, int]  # red, green, blue, and how far it covers what lies behind it
    is_inked: bool  # whether it is drawn at all
    is_missing: bool = False  # a box in the place of a character that no font has

    @property
    def area(self) -> float:
        """Of its box."""
        return max(0.0, self.right - self.left) * max(0.0, self.top - self.bottom)

    def is_on(self, width: float, height: float) -> bool:
        """Whether the whole letter lies on a sheet of this size."""
        return (
            self.left >= -_SLIGHT
            and self.bottom >= -_SLIGHT
            and self.right <= width + _SLIGHT
            and self.top <= height + _SLIGHT
        )


def _whole(half: int, code: int) -> str:
    if code not in _SECOND_HALVES:
        return chr(code)
    return chr(0x10000 + ((half - 0xD800) << 10) + code - 0xDC00) if half else "\ufffd"


def letters_of(page: Any, is_missing: Callable[[Any, int], bool] | None = None) -> Iterator[PageLetter]:
    """The letters of a page, white space left out; `is_missing` knows of a font and a code whether it draws a box."""
    text = page.get_textpage()
    try:
        yield from _letters(text.raw, text.count_chars(), is_missing)
    finally:
        text.close()


def _letters(text: Any, count: int, is_missing: Callable[[Any, int], bool] | None) -> Iterator[PageLetter]:
    from pypdfium2 import raw

    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    parts = tuple(ctypes.c_uint() for _ in range(4))
    matrix = raw.FS_MATRIX()
    half = 0  # of a letter that pdfium gives as two
    for index in range(count):
        code = raw.FPDFText_GetUnicode(text, index)
        if code in _FIRST_HALVES:
            half = code
            continue
        letter = _whole(half, code)
        half = 0
        if raw.FPDFText_IsGenerated(text, index) == 1 or not plain(letter):
            continue
        raw.FPDFText_GetCharBox(text, index, left, right, bottom, top)
        raw.FPDFText_GetFillColor(text, index, *parts)
        raw.FPDFText_GetMatrix(text, index, matrix)
        high, wide = math.hypot(matrix.c, matrix.d), math.hypot(matrix.a, matrix.b)
        red, green, blue, alpha = (each.value for each in parts)
        piece = raw.FPDFText_GetTextObject(text, index)
        yield PageLetter(
            letter,
            left.value,
            bottom.value,
            right.value,
            top.value,
            raw.FPDFText_GetFontSize(text, index) * high,
            wide / high if high else 0.0,
            (red, green, blue, alpha),
            raw.FPDFTextObj_GetTextRenderMode(piece) not in _UNSEEN_MODES,
            is_missing is not None and is_missing(raw.FPDFTextObj_GetFont(piece), ord(letter)),
        )
