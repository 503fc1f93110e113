"""Headers and footers: which a page must have, what it prints in their place, and the number of the page."""

import itertools
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from operator import attrgetter

from msgspec import Struct

from plangen.diagnostics import words
from plangen.office.paper.printed_pieces import PrintedPiece
from plangen.office.paper.unknown_signs import ANY, NUMBER
from plangen.office.paper.unlikeness import Unlike, Unlikeness, shown
from plangen.office.paper.word_texts import PageFrames, PageSection

_COUNT = r"[0-9〇零一二三四五六七八九十百ivxlcdmIVXLCDM]+"
_MOST = 60  # pieces of a header or footer
_MOST_ORDERED = 4  # paragraphs of one, of which each order is tried
_MIDDLE, _LEFT, _RIGHT = map(attrgetter, ("middle", "left", "right"))
_HEADER, _FOOTER = words("页眉", "page header"), words("页脚", "page footer")


class PageFrame(Struct, frozen=True, kw_only=True):
    """What a page has above or below its text."""

    texts: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """All of it."""
        return "".join(self.texts)

    @property
    def orders(self) -> tuple[str, ...]:
        """All of it in each order in which it may be printed, for frames may lie anywhere; none of nothing."""
        if not self.text:
            return ()
        if len(self.texts) > _MOST_ORDERED:
            return (self.text,)
        return tuple("".join(each) for each in itertools.permutations(self.texts))


class WantedFrames(Struct, frozen=True, kw_only=True):
    """What a page must have, by its section."""

    header: PageFrame
    footer: PageFrame
    number: str  # its own, as it is printed


class DividedPage(Struct, frozen=True, kw_only=True):
    """A page's pieces: those of its text, and those that are its header and its footer."""

    text: tuple[PrintedPiece, ...]
    header: tuple[PrintedPiece, ...] | None
    footer: tuple[PrintedPiece, ...] | None


def guessed(page: Sequence[PrintedPiece], sections: Sequence[PageSection]) -> DividedPage:
    """Whatever header and footer of any section a page seems to have."""
    headers = _texts(each.header for each in sections)
    footers = _texts(each.footer for each in sections)
    return divided(page, headers, footers)


def divided(page: Sequence[PrintedPiece], headers: Sequence[str], footers: Sequence[str]) -> DividedPage:
    """The page without the longest of these headers that stands above it all, and of these footers below it all."""
    top = _first(page, headers, at_top=True)
    end = [at for at in _first(page, footers, at_top=False) if at not in top]
    own = {*top, *end}
    return DividedPage(
        text=tuple(piece for at, piece in enumerate(page) if at not in own),
        header=tuple(page[at] for at in top) or None,
        footer=tuple(page[at] for at in end) or None,
    )


def _first(page: Sequence[PrintedPiece], texts: Sequence[str], *, at_top: bool) -> range:
    """The pieces that are the first of these texts which the page has at its edge."""
    return next((found for text in texts if (found := _run(page, text, at_top=at_top))), range(0))


def wanted(pages: int, sections: Sequence[PageSection], firsts: Mapping[int, int]) -> tuple[WantedFrames, ...]:
    """Of each page, `firsts` being the section that its text begins in, by page."""
    found: list[WantedFrames] = []
    number, section = 0, 0
    for page in range(pages):
        before, section = section, firsts.get(page, section)
        each = sections[section]
        begins = page == 0 or section != before
        restarted = [one.start for one in sections[before + 1 : section + 1] if one.start is not None]
        if page == 0:
            number = each.start if each.start is not None else 1
        else:
            number = restarted[-1] if begins and restarted and each.start is not None else number + 1
        found.append(
            WantedFrames(
                header=_frame(each, each.header, number, is_first=begins),
                footer=_frame(each, each.footer, number, is_first=begins),
                number=each.number(number),
            )
        )
    return tuple(found)


def differences(page: int, have: DividedPage, want: WantedFrames, pages: int) -> Iterator[Unlikeness]:
    """What a page's header and footer lack, and a number that is not the page's."""
    for spot, frame, pieces in ((_HEADER, want.header, have.header), (_FOOTER, want.footer, have.footer)):
        if not frame.text:
            continue
        if pieces is None:
            yield Unlikeness(kind=Unlike.LOST, text=_spelled(frame.text, want.number, pages), spot=spot, page=page + 1)
            continue
        said = "".join(each.text for each in pieces)
        count = f"(?:{re.escape(want.number)}|{pages})"
        if not any(re.fullmatch(_pattern(text, count), said) for text in frame.orders):
            yield Unlikeness(kind=Unlike.MOVED, text=shown(said), spot=spot, page=page + 1)
        elif any(each.is_cut for each in pieces):
            yield Unlikeness(kind=Unlike.CUT, text=shown(said), spot=spot, page=page + 1)


def _frame(section: PageSection, frames: PageFrames, number: int, *, is_first: bool) -> PageFrame:
    if is_first and section.has_first:
        return PageFrame(texts=frames.first)
    return PageFrame(texts=frames.even if section.has_even and number % 2 == 0 else frames.default)


def _texts(frames: Iterator[PageFrames]) -> list[str]:
    """Every text once, the longest first."""
    every = (PageFrame(texts=each) for one in frames for each in (one.default, one.first, one.even))
    found = {text for each in every for text in each.orders}
    return sorted(filter(None, found), key=lambda text: (-len(text), text))


def _run(page: Sequence[PrintedPiece], text: str, *, at_top: bool) -> range:
    """The pieces one behind the other that are this text and lie above, or below, all others of the page.

    A footer may be turned and lie beside the text; then it is the last that the page prints. A box may lie higher than
    the header, beside its words.
    """
    begins = re.compile(_pattern(text[0], _COUNT))
    for start, piece in enumerate(page):
        end = _end(page, start, text) if begins.match(piece.text) else 0
        is_last = end == len(page) and not at_top
        if end and (is_last or _is_outermost(page, range(start, end), at_top=at_top)):
            return range(start, end)
    return range(0)


def _is_outermost(page: Sequence[PrintedPiece], own: range, *, at_top: bool) -> bool:
    """Whether these pieces lie above, or below, all others; of those above only what is not to one side counts."""
    pieces, others = page[own.start : own.stop], (*page[: own.start], *page[own.stop :])
    if not at_top:
        return bool(min(map(_MIDDLE, pieces)) <= min(map(_MIDDLE, others), default=math.inf))
    top, left, right = max(map(_MIDDLE, pieces)), min(map(_LEFT, pieces)), max(map(_RIGHT, pieces))
    return all(each.middle <= top or each.right <= left or each.left >= right for each in others)


def _end(page: Sequence[PrintedPiece], start: int, text: str) -> int:
    """Where a text ends that begins with this piece; 0 where it does not. All digits of a number belong to it."""
    pattern, said, found = re.compile(_pattern(text, _COUNT)), "", 0
    for at in range(start, min(start + _MOST, len(page))):
        said += page[at].text
        if pattern.fullmatch(said):
            found = at + 1
        elif found or len(said) > 2 * len(text) + _MOST:
            break
    return found


def _pattern(text: str, count: str) -> str:
    return "".join(count if each == NUMBER else "." if each == ANY else re.escape(each) for each in text)


def _spelled(text: str, number: str, pages: int) -> str:
    """A text with the numbers that belong into it."""
    first, *rest = text.split(NUMBER)
    counts = [number, *[str(pages)] * len(rest)]
    return shown(first + "".join(count + piece for count, piece in zip(counts, rest, strict=False)))
