"""What a page looks like with its letters, without them, and the letters alone: whether one is seen, by its pixels.

A letter is seen where the page with letters differs from the page without them. What lies over a letter, what has its
colour, what lets it fade is all found by that, however it was made.
"""

from functools import lru_cache
from typing import Any

from msgspec import Struct

from plangen.office.paper.seen.page_letters import PageLetter
from plangen.office.release.legible import LEGIBLE, blended, contrast, luminance

_TEXT, _FORM = 1, 5  # kinds of page objects
_SCALE = 2.0  # pixels to a point
_PAINT = (0, 0, 0, 255)
_FAINT = 0.3  # of a pixel: a letter without one that is covered so far draws nothing
_CORE = 0.8  # of its most covered pixel: what counts as the letter itself


class _Picture(Struct, frozen=True):
    """A page as pixels, row by row from the top."""

    raw: bytes
    width: int
    height: int
    stride: int
    depth: int  # bytes to a pixel


class LetterInk(Struct, frozen=True, kw_only=True):
    """How much of a letter is seen, as shares of its pixels."""

    drawn: bool  # whether it draws anything
    seen: float = 0.0  # where the page differs with it and without it
    apart: float = 0.0  # where its colour differs from the ground


class PageInk:
    """The pixels of one page; what it is given is pdfium's document, whose pages it opens anew."""

    def __init__(self, pdf: Any, number: int) -> None:
        page = pdf[number]
        self._page_height = page.get_height()
        self._full = _picture(page)
        _without(page.raw, texts=True)
        self._bare = _picture(page)
        page.close()
        page = pdf[number]
        _without(page.raw, texts=False)
        self._ink = _picture(page, is_grey=True)
        page.close()

    def of(self, letter: PageLetter) -> LetterInk:
        """How a letter shows."""
        core = self._core(letter)
        if not core:
            return LetterInk(drawn=False)
        full, bare, colour = self._full, self._bare, letter.colour
        seen = apart = 0
        for x, y in core:
            at = y * full.stride + x * full.depth
            ground = bare.raw[at : at + 3]
            seen += _differ(full.raw[at : at + 3], ground) >= LEGIBLE.ink
            apart += _stands_out(colour, ground) >= LEGIBLE.contrast
        return LetterInk(drawn=True, seen=seen / len(core), apart=apart / len(core))

    def _core(self, letter: PageLetter) -> list[tuple[int, int]]:
        """The pixels that are the letter itself, not its softened edges."""
        ink = self._ink
        left, right = max(0, int(letter.left * _SCALE)), min(ink.width, int(letter.right * _SCALE) + 1)
        top = max(0, int((self._page_height - letter.top) * _SCALE))
        bottom = min(ink.height, int((self._page_height - letter.bottom) * _SCALE) + 1)
        rows = [(y, ink.raw[y * ink.stride + left : y * ink.stride + right]) for y in range(top, bottom)]
        darkest = min((min(row) for _, row in rows if row), default=255)
        if 255 - darkest < _FAINT * 255:
            return []
        least = 255 - _CORE * (255 - darkest)
        return [(left + x, y) for y, row in rows for x, value in enumerate(row) if value <= least]


def _picture(page: Any, *, is_grey: bool = False) -> _Picture:
    bitmap = page.render(scale=_SCALE, grayscale=is_grey, may_draw_forms=False)
    try:
        found = _Picture(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, bitmap.n_channels)
    finally:
        bitmap.close()
    return found


def _without(page: Any, *, texts: bool) -> None:
    """Take the letters off a page, or all but the letters, which become black."""
    from pypdfium2 import raw

    count, get, remove = raw.FPDFPage_CountObjects, raw.FPDFPage_GetObject, raw.FPDFPage_RemoveObject
    _taken(page, (count, get, remove), texts=texts)


def _taken(holder: Any, ways: Any, *, texts: bool) -> None:
    from pypdfium2 import raw

    count, get, remove = ways
    for each in [get(holder, at) for at in range(count(holder))]:
        kind = raw.FPDFPageObj_GetType(each)
        if kind == _FORM:
            inner = (raw.FPDFFormObj_CountObjects, raw.FPDFFormObj_GetObject, raw.FPDFFormObj_RemoveObject)
            _taken(each, inner, texts=texts)
        elif (kind == _TEXT) is texts:
            remove(holder, each)
            raw.FPDFPageObj_Destroy(each)
        elif kind == _TEXT:
            raw.FPDFPageObj_SetFillColor(each, *_PAINT)


@lru_cache(maxsize=1 << 16)
def _differ(one: bytes, other: bytes) -> float:
    """The contrast of two pixels: blue, green, red."""
    return contrast(luminance(one[2], one[1], one[0]), luminance(other[2], other[1], other[0]))


@lru_cache(maxsize=1 << 16)
def _stands_out(colour: tuple[int, int, int, int], ground: bytes) -> float:
    """The contrast of a letter and what lies behind it."""
    red, green, blue = (blended(part, under, colour[3]) for part, under in zip(colour, reversed(ground), strict=False))
    return contrast(luminance(red, green, blue), luminance(ground[2], ground[1], ground[0]))
