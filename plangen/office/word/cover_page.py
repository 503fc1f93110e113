"""The cover of a Word document: one page, whatever stands on it.

How high each text is follows from its length, the size of its type and the exact pitch of its lines, so that it is
known before any program has set the page. What does not fit in the sizes of the house template is set smaller, all
of it.
"""

import math
from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from plangen.blocks.breaking import broken
from plangen.blocks.document import Cover, Span
from plangen.office.ooxml.style_names import Style
from plangen.office.ooxml.wml import most_in_characters, paragraph, runs, twips
from plangen.office.word.column_widths import shares
from plangen.office.word.tables import Slot, slot, table_frame, table_row
from plangen.office.word.writing import Writing

_SLACK = 400  # twips of the page left free
_AFTER_COMPANY = 240  # twips; what the house template may put between company and title
_REVISED = 3  # facts of which a redline may show the old and the new value, one below the other, on that page
_LEAST_TITLE = 2000  # twips
_TITLE_SHARE = 0.85  # of the width of the text
_FACT_AIR = 100  # twips above the value of a fact
_SHARES = (11, 21, 57, 11)  # margin, name, value, margin
_EDGE = 0.01  # of the width beside each side of the facts, where a value takes more than a line
_NAMES = 0.45  # of the width at most for their names
_SPARE = 0.5  # characters; programs round
_STEPS = tuple(step / 100 for step in range(100, 15, -5))  # how far the type is made smaller


class ScaledCover(Struct, frozen=True, kw_only=True):
    """A cover in one size of type: how wide its columns are, and how high its parts, in twips."""

    block: Cover
    writing: Writing
    step: float
    widths: tuple[int, ...]

    @property
    def foot(self) -> int:
        """What stands at the foot."""
        return sum(self.lines(Style.COVER_FOOT, text) for text in self.block.foot) * self.pitch(Style.COVER_FOOT)

    @property
    def mark(self) -> int:
        """The mark, and a line of air."""
        lines = self.lines(Style.COVER_MARK, self.block.mark)
        return self.pitch(Style.COVER_MARK) * (lines + 1)

    @property
    def title(self) -> int:
        """Company and title."""
        company = len(self.broken(Style.COVER_COMPANY, self.block.company)) if self.block.company else 0
        lines = sum(len(self.broken(Style.COVER_TITLE, line)) for line in self.block.lines)
        return company * self.pitch(Style.COVER_COMPANY) + lines * self.pitch(Style.COVER_TITLE) + _AFTER_COMPANY

    def fact(self, name: str, value: str) -> int:
        """A row of the facts."""
        sides = (self.lines(Style.COVER_FACT, f"{name}：", 1), self.lines(Style.COVER_FACT, value, 2))
        return max(sides) * self.pitch(Style.COVER_FACT) + _FACT_AIR

    def is_in_line(self, name: str, value: str) -> bool:
        """Whether name and value of a fact take a line each."""
        return self.lines(Style.COVER_FACT, f"{name}：", 1) == 1 == self.lines(Style.COVER_FACT, value, 2)

    def size(self, style: Style) -> float:
        """The size of type in points, a whole half of one."""
        return math.floor(self.writing.look.sizes[style][0] * self.step * 2) / 2

    def pitch(self, style: Style) -> int:
        """The line pitch in twips."""
        return twips(math.ceil(self.writing.look.sizes[style][1] * self.step))

    def room(self, style: Style, column: int | None = None) -> float:
        """How many Chinese characters a line of the whole width holds, or one of that column."""
        width = sum(self.widths) if column is None else self.widths[column]
        return max(1.0, width / twips(self.size(style)))

    def lines(self, style: Style, text: str, column: int | None = None) -> int:
        """How many lines a text takes."""
        room = self.room(style, column)
        return sum(len(broken(line, room, most_in_characters)) for line in text.split("\n"))

    def broken(self, style: Style, text: str) -> tuple[str, ...]:
        """Company or title in lines that break where the sense does, none of them from edge to edge."""
        return broken(text, self.room(style) * _TITLE_SHARE, most_in_characters)

    def facts(self) -> Iterator[int]:
        """How high each row of the facts is."""
        yield from (self.fact(name, value) for name, value in self.block.facts)

    def left(self) -> int:
        """What is left of the page."""
        used = self.mark + self.title + sum(self.facts()) + self.foot + self.pitch(Style.COVER_FOOT)
        return self.writing.page.text_height - _SLACK - used

    def text(self, style: Style, text: str, after: str = "") -> str:
        """A paragraph in the size of this cover."""
        if self.step == 1:
            return self.writing.paragraph(style, (Span(text),) if text else (), after=after)
        look = self.writing.look
        pitch = f'<w:spacing w:line="{self.pitch(style)}" w:lineRule="exact"/>'
        said = runs((Span(text),), look.strong, size=self.size(style)) if text else ""
        return paragraph(look.id(style), said, after=pitch + after)

    def titled(self, style: Style, text: str) -> str:
        """The same, in lines that break where the sense does."""
        return self.text(style, "\n".join(self.broken(style, text)))


def cover(block: Cover, writing: Writing) -> str:
    """A page of its own: mark, company and title, facts, foot, held in place by a table without lines."""
    at = fitting(block, writing)
    reserved = sum(sorted(at.facts(), reverse=True)[:_REVISED])
    rest = at.title + at.left()

    def whole(height: int, vertical: str, content: str) -> str:
        return table_row(slot(Slot(width=sum(at.widths), content=content, columns=4), vertical), height=height)

    company = at.titled(Style.COVER_COMPANY, block.company) if block.company else ""
    title = company + "".join(at.titled(Style.COVER_TITLE, line) for line in block.lines)
    foot = "".join(at.text(Style.COVER_FOOT, line) for line in block.foot) or at.text(Style.COVER_FOOT, "")
    rows = (
        whole(at.mark, "top", at.text(Style.COVER_MARK, block.mark)),
        whole(max(0, min(rest, max(_LEAST_TITLE, rest - reserved))), "center", title or writing.spacer()),
        *(_fact(name, value, at) for name, value in block.facts),
        whole(at.foot + at.pitch(Style.COVER_FOOT), "bottom", foot),
    )
    return table_frame(at.widths, "".join(rows))


def fitting(block: Cover, writing: Writing) -> ScaledCover:
    """The cover in the largest type in which all of it stands on one page."""
    width = writing.page.text_width
    tried = ScaledCover(block=block, writing=writing, step=1, widths=shares(_SHARES, width))
    if all(tried.is_in_line(name, value) for name, value in block.facts) and tried.left() >= 0:
        return tried
    for step in _STEPS:
        tried = ScaledCover(block=block, writing=writing, step=step, widths=shares(_wide(block, tried, step), width))
        if tried.left() >= 0:
            break
    return tried


def _wide(block: Cover, tried: ScaledCover, step: float) -> tuple[float, ...]:
    """The shares of the columns where values want all the room that the longest name leaves, as far as names fit."""
    longest = max((most_in_characters(f"{name}：") for name, _ in block.facts), default=0.0) + _SPARE
    whole = replace(tried, step=step).room(Style.COVER_FACT)
    names = min(_NAMES, longest / whole)
    return (_EDGE, names, 1 - names - 2 * _EDGE, _EDGE)


def _fact(name: str, value: str, at: ScaledCover) -> str:
    line = '<w:tcBorders><w:bottom w:val="single" w:sz="4" w:space="0" w:color="auto"/></w:tcBorders>'
    texts = (
        at.text(Style.COVER_FACT, ""),
        at.text(Style.COVER_FACT, f"{name}："),
        at.text(Style.COVER_FACT, value, '<w:jc w:val="center"/>'),
        at.text(Style.COVER_FACT, ""),
    )
    slots = (
        slot(Slot(width=width, content=content, borders=border), "bottom")
        for width, content, border in zip(at.widths, texts, ("", "", line, ""), strict=True)
    )
    return table_row("".join(slots), height=at.fact(name, value))
