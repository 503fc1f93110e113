"""What an Office file and its paper do not have in common."""

from enum import StrEnum

from msgspec import Struct

from plangen.diagnostics import Words

_SHOWN = 40  # characters of a text


class Unlike(StrEnum):
    """In what way they differ."""

    LOST = "lost"  # the file says it, no page shows it
    CUT = "cut"  # a page shows a part of it
    ADDED = "added"  # a page shows it, the file does not say it
    HEADLESS = "headless"  # a page goes on with a table, and does not repeat its head
    MOVED = "moved"  # it stands elsewhere than its place in the file


class Unlikeness(Struct, frozen=True, kw_only=True):
    """One text, where it stands in the file and on which page, from 1; 0 where no page is known."""

    kind: Unlike
    text: str
    spot: Words
    page: int = 0
    seen: str = ""  # of a text that is cut, what is shown


def shown(text: str) -> str:
    """The beginning of a text, for a message."""
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
