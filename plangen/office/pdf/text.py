"""What stands where on the pages of a PDF: every character with its place, size and font."""

import ctypes
import re
from collections.abc import Iterator
from typing import Any

from msgspec import Struct

_TAG = re.compile(r"^[A-Z]{6}\+")  # of an embedded subset
_NAME_LENGTH = 200


class Glyph(Struct, frozen=True):
    """A character; places in points from the left and from the top of the sheet, `y` that of its baseline."""

    text: str
    x: float
    right: float
    y: float
    size: float
    font: str  # PostScript name without the subset's tag


class Page(Struct, frozen=True, kw_only=True):
    """A page with its characters in the order in which they were printed, white space left out."""

    width: float
    height: float
    glyphs: tuple[Glyph, ...]

    @property
    def text(self) -> str:
        return "".join(glyph.text for glyph in self.glyphs)


def pages(raw: bytes) -> tuple[Page, ...]:
    """The pages of a PDF."""
    import pypdfium2

    pdf = pypdfium2.PdfDocument(raw)
    try:
        return tuple(_page(page) for page in pdf)
    finally:
        pdf.close()


def _page(page: Any) -> Page:
    width, height = page.get_size()
    text = page.get_textpage()
    try:
        return Page(width=width, height=height, glyphs=tuple(_glyphs(text.raw, text.count_chars(), height)))
    finally:
        text.close()
        page.close()


def _glyphs(text: Any, count: int, height: float) -> Iterator[Glyph]:
    from pypdfium2 import raw

    x, y, left, right, bottom, top = (ctypes.c_double() for _ in range(6))
    name, flags = ctypes.create_string_buffer(_NAME_LENGTH), ctypes.c_int()
    for index in range(count):
        letter = chr(raw.FPDFText_GetUnicode(text, index))
        if raw.FPDFText_IsGenerated(text, index) == 1 or letter.isspace():
            continue
        raw.FPDFText_GetCharOrigin(text, index, x, y)
        raw.FPDFText_GetCharBox(text, index, left, right, bottom, top)
        raw.FPDFText_GetFontInfo(text, index, name, _NAME_LENGTH, flags)
        yield Glyph(
            letter,
            round(x.value, 2),
            round(right.value, 2),
            round(height - y.value, 2),
            round(raw.FPDFText_GetFontSize(text, index), 2),
            _TAG.sub("", name.value.decode("utf-8", "replace")),
        )
