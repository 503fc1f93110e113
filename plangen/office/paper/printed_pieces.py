"""The texts that a PDF prints, piece by piece in the order in which it prints them, with what of them can be seen.

LibreOffice prints a piece for each stretch of a line, and none that belongs to two paragraphs or two cells.
"""

import ctypes
import math
import re
from collections.abc import Iterator
from functools import cached_property
from typing import Any, TypeAlias

from msgspec import Struct

_TEXT, _FORM = 1, 5  # kinds of page objects
_UNSEEN_MODES = frozenset({3, 7})  # drawn without ink: invisible, or as a path to cut by
_LEAST_SEEN = 0.05  # of a piece: with less of it within what is printed, nobody sees it
_SLACK = 1.2  # points; strokes may reach so far beyond their letters' places
_LOW_SHARE, _WIDE_SHARE = 0.3, 0.15  # of a piece's height: how far the edge of a cell may cut into it
_LEADERS = re.compile(r"[.…·]{3,}|_{3,}|-{4,}")
_SAME = {
    **dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f\x00"), ""),
    **dict.fromkeys(map(ord, "\u2010\u2011\x02\ufffe"), "-"),  # the last two: pdfium, of one at the end of a line
    **dict(enumerate(("ff", "fi", "fl", "ffi", "ffl", "st", "st"), start=0xFB00)),  # ligatures
}
_BUFFER = 1 << 15

_Matrix: TypeAlias = tuple[float, float, float, float, float, float]
_Box: TypeAlias = tuple[float, float, float, float]
"""Left, bottom, right, top in points from the lower left corner."""

_IDENTITY: _Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_EVERYWHERE: _Box = (-math.inf, -math.inf, math.inf, math.inf)


class PrintedPiece(Struct, frozen=True, dict=True):
    """A piece of text without its white space, in points from the lower left corner of its page."""

    text: str
    page: int  # from 0
    left: float
    bottom: float
    right: float
    top: float
    is_cut: bool = False  # a part of it lies where nothing is printed

    @cached_property
    def middle(self) -> float:
        """Its height on the page."""
        return (self.bottom + self.top) / 2


def plain(text: str) -> str:
    """A text as it is compared: no white space, no leaders of tabs, one way of writing what looks the same."""
    bare = "".join(text.translate(_SAME).split())
    return _LEADERS.sub("", bare)


def printed_pages(raw: bytes) -> tuple[tuple[PrintedPiece, ...], ...]:
    """The pieces that can be seen of each page."""
    import pypdfium2

    pdf = pypdfium2.PdfDocument(raw)
    try:
        return tuple(tuple(_page(page, number)) for number, page in enumerate(pdf))
    finally:
        pdf.close()


def _page(page: Any, number: int) -> Iterator[PrintedPiece]:
    width, height = page.get_size()
    text = page.get_textpage()
    try:
        reading = _PageReading(text.raw, number, (0.0, 0.0, width, height))
        yield from reading.objects(page.raw, _IDENTITY, _EVERYWHERE)
    finally:
        text.close()
        page.close()


class _PageReading:
    """One page being read."""

    def __init__(self, text: Any, number: int, sheet: _Box) -> None:
        from pypdfium2 import raw

        self.pdfium = raw
        self.text = text
        self.number = number
        self.sheet = sheet
        self.buffer = (ctypes.c_ushort * _BUFFER)()
        self.edges = tuple(ctypes.c_float() for _ in range(4))

    def objects(self, page: Any, matrix: _Matrix, clip: _Box) -> Iterator[PrintedPiece]:
        for at in range(self.pdfium.FPDFPage_CountObjects(page)):
            yield from self.object(self.pdfium.FPDFPage_GetObject(page, at), matrix, clip)

    def object(self, each: Any, matrix: _Matrix, clip: _Box) -> Iterator[PrintedPiece]:
        kind = self.pdfium.FPDFPageObj_GetType(each)
        if kind == _TEXT:
            yield from self.piece(each, matrix, _within(clip, _moved(self.clip(each), matrix)))
        elif kind == _FORM:
            inner = _within(clip, _moved(self.clip(each), matrix))
            own = _times(self.matrix(each), matrix)
            for at in range(self.pdfium.FPDFFormObj_CountObjects(each)):
                yield from self.object(self.pdfium.FPDFFormObj_GetObject(each, at), own, inner)

    def piece(self, each: Any, matrix: _Matrix, clip: _Box) -> Iterator[PrintedPiece]:
        length = self.pdfium.FPDFTextObj_GetText(each, self.text, self.buffer, 2 * _BUFFER)
        size = max(0, min(length, 2 * _BUFFER) - 2)
        text = plain(ctypes.string_at(self.buffer, size).decode("utf-16-le", "replace"))
        if not text or self.pdfium.FPDFTextObj_GetTextRenderMode(each) in _UNSEEN_MODES:
            return
        self.pdfium.FPDFPageObj_GetBounds(each, *self.edges)
        left, bottom, right, top = (edge.value for edge in self.edges)
        box = _moved((left, bottom, right, top), matrix)
        area = _within(clip, self.sheet)
        if _share(box, area) >= _LEAST_SEEN:
            yield PrintedPiece(text, self.number, *box, _is_cut(box, area))

    def clip(self, each: Any) -> _Box:
        """The box around each path that the object is cut to, and what all of them have in common."""
        path = self.pdfium.FPDFPageObj_GetClipPath(each)
        box, x, y = _EVERYWHERE, ctypes.c_float(), ctypes.c_float()
        for number in range(max(0, self.pdfium.FPDFClipPath_CountPaths(path))):
            points = []
            for at in range(max(0, self.pdfium.FPDFClipPath_CountPathSegments(path, number))):
                segment = self.pdfium.FPDFClipPath_GetPathSegment(path, number, at)
                if self.pdfium.FPDFPathSegment_GetPoint(segment, x, y):
                    points.append((x.value, y.value))
            if points:
                box = _within(box, _around(points))
        return box

    def matrix(self, each: Any) -> _Matrix:
        found = self.pdfium.FS_MATRIX()
        if not self.pdfium.FPDFPageObj_GetMatrix(each, found):
            return _IDENTITY
        return found.a, found.b, found.c, found.d, found.e, found.f


def _around(points: list[tuple[float, float]]) -> _Box:
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _within(one: _Box, other: _Box) -> _Box:
    return max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3])


def _moved(box: _Box, matrix: _Matrix) -> _Box:
    if matrix == _IDENTITY or box == _EVERYWHERE:
        return box
    a, b, c, d, e, f = matrix
    corners = [(box[i], box[j]) for i in (0, 2) for j in (1, 3)]
    return _around([(a * x + c * y + e, b * x + d * y + f) for x, y in corners])


def _times(inner: _Matrix, outer: _Matrix) -> _Matrix:
    a, b, c, d, e, f = inner
    g, h, i, j, k, m = outer
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def _share(box: _Box, area: _Box) -> float:
    """How much of a box lies in the area, of each of its sides the lesser share."""
    shares = []
    for low, high in ((0, 2), (1, 3)):
        seen = min(box[high], area[high]) - max(box[low], area[low])
        size = box[high] - box[low]
        shares.append(seen / size if size > 0 else float(seen >= 0))
    return min(shares)


def _is_cut(box: _Box, area: _Box) -> bool:
    height = box[3] - box[1]
    beside = max(area[0] - box[0], box[2] - area[2])
    over = max(area[1] - box[1], box[3] - area[3])
    return beside > max(_SLACK, _WIDE_SHARE * height) or over > max(_SLACK, _LOW_SHARE * height)
