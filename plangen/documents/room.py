"""How much room a text takes on a page, in lines of full-width characters: for what has to fit one page."""

import math
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

_LONGEST = 300  # characters of a piece of text
_TOGETHER = 4  # lines in a group
_JOINTS = "；、，—"
_STRONG = "**"
_WIDE = "WFA"  # classes of characters that take a whole square in Chinese type


def lines_taken(texts: Iterable[str], widest: float) -> int:
    """The lines of that many characters that the texts need, each beginning one of its own."""
    return sum(math.ceil(width(line) / widest) for text in texts for line in text.split("\n"))


@lru_cache(maxsize=8192)
def width(text: str) -> float:
    """The width of a line, in full-width characters."""
    return sum(1 if unicodedata.east_asian_width(character) in _WIDE else 0.5 for character in text)


def pieces(text: str) -> Iterator[str]:
    """A text in pieces each of which any page holds, cut where its sense does; what is strong stays so."""
    strong = ""
    while len(text) > _LONGEST:
        cut = max(text.rfind(joint, 1, _LONGEST) for joint in _JOINTS) + 1 or _LONGEST
        cut -= text[cut - 1 : cut + 1] == _STRONG  # no mark is cut in two
        piece, text = strong + text[:cut], text[cut:]
        strong = _STRONG if piece.count(_STRONG) % 2 else ""
        yield piece + strong
    yield strong + text


def together(lines: Sequence[str]) -> Iterator[Sequence[str]]:
    """The lines in groups of a few, none longer than a piece of text unless it is one line."""
    group: list[str] = []
    for line in lines:
        if group and (len(group) == _TOGETHER or sum(map(len, (*group, line))) > _LONGEST):
            yield group
            group = []
        group.append(line)
    yield from (group,) if group else ()
