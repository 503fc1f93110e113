"""Whether each printed page shows its drill mark: looked for in the finished PDF, by its letters and by its pixels.

Nothing is known here of Word files, of headers, or of how the mark was put in.
"""

import ctypes
import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from plangen.diagnostics import ERROR, Finding, Place, rule

UNSEEN = rule(
    "W215",
    ERROR,
    title=("页面上看不到演练标识", "a page without its drill mark"),
    why=(
        "没有演练标识的页面会被当成真的，所以一页都不放行",
        "a page without its mark is taken for real, so none is let through",
    ),
    message=("这些页上看不到“{mark}”：{pages}", "pages that do not show '{mark}': {pages}"),
    hint=(
        "看看页眉上是否盖着图形、表格，页眉是否移到了纸外，文字是否与底色相同；改正模板后重新生成",
        "see whether something covers the page header, or lies off the page, or has its colour; then make it again",
    ),
)
RULES = (UNSEEN,)

_CHANNELS = 3
_NONE = frozenset("\0\ufffe")
_CONTRAST = 96  # of 255, in one colour at least
_LEAST_INK, _MOST_INK = 0.03, 0.85  # of the box around the letters
_SCALE = 2.0  # pixels to the point


def unseen(raw: bytes, marks: Sequence[str], file: str) -> tuple[Finding, ...]:
    """A finding that names the pages of a PDF on which nobody sees any of the marks; none where none is wanted."""
    pages = unmarked_pages(raw, marks) if marks else ()
    if not pages:
        return ()
    values = {"mark": marks[0], "pages": [str(each) for each in pages]}
    return (Finding(rule=UNSEEN, at=Place(file=file), values=values),)


def unmarked_pages(raw: bytes, marks: Sequence[str]) -> tuple[int, ...]:
    """The numbers, from 1, of the pages that show none of these texts; of a PDF without pages, 1."""
    import pypdfium2

    wanted = ["".join(mark.split()) for mark in marks]
    pdf = pypdfium2.PdfDocument(raw)
    try:
        shown = [_shows(page, wanted) for page in pdf]
    finally:
        pdf.close()
    return tuple(number for number, is_shown in enumerate(shown or [False], start=1) if not is_shown)


def _shows(page: Any, wanted: Sequence[str]) -> bool:
    text = page.get_textpage()
    try:
        return any(_is_inked(page, boxes) for boxes in _boxes(text, wanted))
    finally:
        text.close()
        page.close()


_Box = tuple[float, float, float, float]
"""Left, bottom, right, top in points."""


def _boxes(text: Any, wanted: Sequence[str]) -> Iterator[Sequence[_Box]]:
    """For each place where the page says one of the texts, the boxes of its letters."""
    letters = list(_letters(text))
    whole = "".join(each for _, each in letters)
    for said in filter(None, wanted):
        for found in re.finditer(f"(?={re.escape(said)})", whole):
            yield [_box(text, number) for number, _ in letters[found.start() : found.start() + len(said)]]


def _letters(text: Any) -> Iterator[tuple[int, str]]:
    """The characters of a page with their numbers, white space and what stands for none left out."""
    from pypdfium2 import raw

    for number in range(text.count_chars()):
        letter = chr(raw.FPDFText_GetUnicode(text, number))
        if not letter.isspace() and letter not in _NONE:
            yield number, letter


def _box(text: Any, number: int) -> _Box:
    from pypdfium2 import raw

    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    raw.FPDFText_GetCharBox(text, number, left, right, bottom, top)
    return left.value, bottom.value, right.value, top.value


def _is_inked(page: Any, boxes: Sequence[_Box]) -> bool:
    """Whether each letter stands on the page in another colour than what lies behind it."""
    width, height = page.get_size()
    left, bottom, right, top = _around(boxes)
    if min(left, bottom, width - right, height - top) < 0:
        return False
    cut = (math.floor(left), math.floor(bottom), math.floor(width - right), math.floor(height - top))
    bitmap = page.render(scale=_SCALE, crop=cut)
    try:
        edge = height - cut[3]
        moved = [(left - cut[0], edge - high, right - cut[0], edge - low) for left, low, right, high in boxes]
        return all(_LEAST_INK <= _ink(bitmap, box) <= _MOST_INK for box in moved)
    finally:
        bitmap.close()


def _around(boxes: Sequence[_Box]) -> _Box:
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    return min(lefts), min(bottoms), max(rights), max(tops)


def _ink(bitmap: Any, box: _Box) -> float:
    """The share of a box (left, top, right, bottom of the picture) that stands out from its most frequent colour."""
    left, top, right, bottom = box
    columns = range(max(0, int(left * _SCALE)), min(bitmap.width, int(right * _SCALE) + 1))
    rows = range(max(0, int(top * _SCALE)), min(bitmap.height, int(bottom * _SCALE) + 1))
    if not columns or not rows:
        return 0.0
    raw, step, channels = bitmap.buffer, bitmap.stride, bitmap.n_channels
    pixels: Counter[tuple[int, ...]] = Counter()
    for row in rows:
        line = bytes(raw[row * step + columns.start * channels : row * step + columns.stop * channels])
        pixels.update(zip(*(line[channel::channels] for channel in range(min(_CHANNELS, channels))), strict=True))
    ground = max(sorted(pixels), key=pixels.__getitem__)
    inked = sum(
        count
        for pixel, count in pixels.items()
        if max(abs(a - b) for a, b in zip(pixel, ground, strict=True)) >= _CONTRAST
    )
    return inked / (len(rows) * len(columns))
