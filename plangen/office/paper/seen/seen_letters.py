"""What of a PDF's letters a reader does not see, and what of it he does."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import StrEnum
from itertools import groupby
from typing import Any

from msgspec import Struct

from plangen.office.paper.printed_pieces import plain
from plangen.office.paper.seen.ink import PageInk
from plangen.office.paper.seen.missing import Shapes
from plangen.office.paper.seen.page_letters import PageLetter, letters_of
from plangen.office.release.legible import LEGIBLE

_CELL = 8.0  # points; letters are looked for by the cells of a grid in which they lie
_SAME_PLACE = 1.5  # points; one letter printed twice so near is a bold one


class Fault(StrEnum):
    """Why a letter is not seen."""

    MISSING = "missing"
    OUTSIDE = "outside"
    SMALL = "small"
    NARROW = "narrow"
    COVERED = "covered"
    FAINT = "faint"
    OVERLAID = "overlaid"


class Unseen(Struct, frozen=True, kw_only=True):
    """Letters one behind the other that are not seen for the same reason."""

    fault: Fault
    text: str
    page: int  # from 1
    size: float = 0.0


class SeenPages(Struct, frozen=True, kw_only=True):
    """What the letters of a PDF's pages come to."""

    unseen: tuple[Unseen, ...] = ()
    text: str = ""  # of the letters that are seen, page by page, as texts are compared
    pages: int = 0


def seen_pages(raw: bytes, missing: frozenset[str] = frozenset()) -> SeenPages:
    """Of a PDF that LibreOffice made; `missing` are the shapes that stand for missing characters."""
    import pypdfium2

    pdf = pypdfium2.PdfDocument(raw)
    try:
        unseen: list[Unseen] = []
        texts: list[str] = []
        for number in range(len(pdf)):
            judged = list(_page(pdf, number, missing))
            unseen += _runs(judged, number + 1)
            texts.append("".join(letter.text for letter, fault in judged if fault is None))
        return SeenPages(unseen=tuple(unseen), text=plain("".join(texts)), pages=len(pdf))
    finally:
        pdf.close()


_Judged = tuple[PageLetter, Fault | None]


def _page(pdf: Any, number: int, missing: frozenset[str]) -> Iterator[_Judged]:
    """Each letter of a page with what is wrong with it."""
    page = pdf[number]
    width, height = page.get_size()
    shapes = Shapes(missing)
    letters = list(letters_of(page, shapes.is_missing if missing else None))
    page.close()
    if not letters:
        return
    ink = PageInk(pdf, number)
    overlaid = _overlaid(letters)
    for at, letter in enumerate(letters):
        yield letter, _fault(letter, at in overlaid, (width, height), ink)


def _fault(letter: PageLetter, is_overlaid: bool, sheet: tuple[float, float], ink: PageInk) -> Fault | None:
    checks: tuple[tuple[Fault, Callable[[], bool]], ...] = (
        (Fault.MISSING, lambda: letter.is_missing),
        (Fault.OUTSIDE, lambda: not letter.is_on(*sheet)),
        (Fault.SMALL, lambda: letter.size < _least(letter) - 0.05),
        (Fault.NARROW, lambda: letter.scale < LEGIBLE.scale or letter.size * letter.scale < LEGIBLE.width),
        (Fault.COVERED, lambda: not letter.is_inked),
        (Fault.OVERLAID, lambda: is_overlaid),
    )
    found = next((fault for fault, holds in checks if holds()), None)
    return found or _by_pixels(letter, ink)


def _by_pixels(letter: PageLetter, ink: PageInk) -> Fault | None:
    shown = ink.of(letter)
    if shown.drawn and shown.apart < LEGIBLE.share:
        return Fault.FAINT
    return Fault.COVERED if not shown.drawn or shown.seen < LEGIBLE.share else None


def _least(letter: PageLetter) -> float:
    return LEGIBLE.raised if letter.text.isdigit() else LEGIBLE.size


def _overlaid(letters: Sequence[PageLetter]) -> frozenset[int]:
    """The letters of which too much lies under or over another."""
    grid: dict[tuple[int, int], list[int]] = {}
    for at, each in enumerate(letters):
        for cell in _cells(each):
            grid.setdefault(cell, []).append(at)
    pairs = {(one, other) for near in grid.values() for n, one in enumerate(near) for other in near[n + 1 :]}
    return frozenset(at for pair in pairs if _meet(*(letters[each] for each in pair)) for at in pair)


def _cells(letter: PageLetter) -> Iterator[tuple[int, int]]:
    for x in range(int(letter.left // _CELL), int(letter.right // _CELL) + 1):
        for y in range(int(letter.bottom // _CELL), int(letter.top // _CELL) + 1):
            yield x, y


def _meet(one: PageLetter, other: PageLetter) -> bool:
    wide = min(one.right, other.right) - max(one.left, other.left)
    high = min(one.top, other.top) - max(one.bottom, other.bottom)
    if wide <= 0 or high <= 0:
        return False
    is_bold = one.text == other.text and abs(one.left - other.left) + abs(one.top - other.top) <= _SAME_PLACE
    return not is_bold and wide * high > LEGIBLE.apart * min(one.area, other.area)


def _runs(judged: Iterable[_Judged], page: int) -> Iterator[Unseen]:
    for fault, run in groupby(judged, key=lambda each: each[1]):
        if fault is not None:
            letters = [letter for letter, _ in run]
            text = "".join(each.text for each in letters)
            yield Unseen(fault=fault, text=text, page=page, size=min(each.size for each in letters))
