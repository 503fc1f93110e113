"""What somebody wrote in Word, paragraph by paragraph, free of the file format: what an outline is read from."""

from enum import StrEnum
from typing import TypeAlias

from msgspec import Struct

from plangen.blocks.document import Spans
from plangen.diagnostics import Place


class Wording(StrEnum):
    """What a paragraph is by its style or numbering."""

    TEXT = "text"
    HEADING = "heading"
    ORDERED = "ordered"  # an item of a numbered list
    UNORDERED = "unordered"
    NOTE = "note"
    TITLE = "title"
    PLAIN = "plain"  # not indented
    SIGNED = "signed"
    CAPTION = "caption"
    BREAK = "break"  # a page break


class AuthoredLine(Struct, frozen=True, kw_only=True):
    """A paragraph, or the line of one that was broken by hand."""

    spans: Spans
    at: Place
    kind: Wording = Wording.TEXT
    level: int = 0  # of a heading, from 1
    new_page: bool = False
    numbered: bool = True

    @property
    def text(self) -> str:
        """All that it says."""
        return "".join(span.text for span in self.spans)


class AuthoredTable(Struct, frozen=True, kw_only=True):
    """A table of plain rows; each cell is its paragraphs."""

    rows: "tuple[tuple[tuple[AuthoredLine, ...], ...], ...]"
    places: tuple[tuple[Place, ...], ...]  # of the cells
    weights: tuple[float, ...]
    centred: frozenset[int] = frozenset()  # columns


Authored: TypeAlias = AuthoredLine | AuthoredTable
