"""How much room a text takes on a page, in lines of full-width characters: for what has to fit one page."""

import math
import unicodedata
from collections.abc import Iterable

_WIDE = "WFA"  # classes of characters that take a whole square in Chinese type


def lines_taken(texts: Iterable[str], widest: float) -> int:
    """The lines of that many characters that the texts need, each beginning one of its own."""
    return sum(math.ceil(width(line) / widest) for text in texts for line in text.split("\n"))


def width(text: str) -> float:
    """The width of a line, in full-width characters."""
    return sum(1 if unicodedata.east_asian_width(character) in _WIDE else 0.5 for character in text)
