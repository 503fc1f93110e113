"""What a single sheet says, before it is laid out on its paper."""

from collections.abc import Mapping
from enum import IntEnum

from msgspec import Struct

from plangen.blocks.document import SheetPaper
from plangen.documents.outlines.generated import BlockWords

PAPER = "纸张"
"""The option that says on which paper a sheet is printed."""

CHOICES: Mapping[str, tuple[str, ...]] = {PAPER: tuple(SheetPaper)}
"""What that option may be."""

_SIDES = ("标题", "未完", "另面未完", "背面", "另面")

WORDS: Mapping[str, str] = {PAPER: SheetPaper.A3, **dict.fromkeys(_SIDES, ""), "时间": "时间", "完成": "完成"}
"""The words of every sheet: its paper and its sides."""


def paper_of(words: BlockWords) -> SheetPaper:
    """The paper that the words choose; the usual one where they say what is none, which a check has named."""
    return SheetPaper(words[PAPER]) if words[PAPER] in CHOICES[PAPER] else SheetPaper(WORDS[PAPER])


class Brevity(IntEnum):
    """How much is said of each thing, from all of it to its name."""

    FULL = 0
    SHORT = 1
    BRIEF = 2


class Event(Struct, frozen=True, kw_only=True):
    """A row of the course: a text for each column, or one over all of them; in it **so** is strong."""

    texts: tuple[str, ...]


class SheetPart(Struct, frozen=True, kw_only=True):
    """What stands beside the course: a title and its lines. A part without lines is left out."""

    title: str
    lines: tuple[str, ...]
    alerts: bool = False  # is for what really happens
    urgent: bool = False  # looked for in a hurry: before all else where one page is not enough


class SheetText(Struct, frozen=True, kw_only=True):
    """All that a sheet says in one brevity."""

    events: tuple[Event, ...]
    parts: tuple[SheetPart, ...]


class Course(Struct, frozen=True, kw_only=True):
    """The columns of the course: their heads, which are centred, and which two hold texts.

    The others hold as little as times, codes and boxes.
    """

    heads: tuple[str, ...]
    centred: frozenset[int]
    texts: tuple[int, int]
