"""Texts in one form, so that the same words are found however they are written.

What does not count: how a line was broken, hyphens, marks upon letters and what cannot be seen, the width of letters,
capitals, traditional characters for simplified ones, Chinese numerals for digits (三百二十 as 320, 十点半 as 10:30).
`normal` leaves out every other sign as well; `spelled` keeps those.
"""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Callable

from plangen.alike.numerals import in_digits
from plangen.alike.simplified import SIMPLIFIED
from plangen.visible import is_seen

__all__ = ["normal", "passage", "spelled"]

_HYPHENS = frozenset("-\u2010\u2011*")  # hyphens at the end of lines, marks of our own plain text
_SIGNS = re.compile("[\\W_\u115f\u1160]+")  # all but letters and digits; two letters of Hangul are blanks
_CLOCK = re.compile(r"(?<!\d)0?(\d{1,2}):(\d\d)(?!\d)")
_POINT = re.compile(r"(?<=\d)\.(?=\d)|(?<=\d)%")


class _Dropped(dict[int, int | None]):
    """For `str.translate`: a character that counts stays as it is; each is judged once."""

    def __missing__(self, code: int) -> int | None:
        self[code] = code if _is_written(chr(code)) else None
        return self[code]


_DROPPED = _Dropped()

TURNED = "\v"
"""In a text that was put together by guess: a page ends here, and the next may go on otherwise."""


def normal(text: str) -> str:
    """The letters and digits of a text in one form, however they are encoded and whatever stands between them."""
    return _composed(in_digits(_SIGNS.sub("", _plain(text))))


def spelled(text: str) -> str:
    """A text as it is written, in one form however it was broken into lines, hyphenated, marked or encoded."""
    return _composed(in_digits(_POINT.sub("", _plain(text).translate(_DROPPED))))


def passage(text: str, phrase: str) -> str:
    """The part of a text that says a phrase, as it stands there; the phrase itself where no part alone does."""
    form = next((each for each in (normal, spelled) if phrase in each(text)), None)
    if form is None:
        return phrase
    end = _first(len(text), lambda at: phrase in form(text[:at]))
    length = _first(end, lambda at: phrase in form(text[end - at : end]))
    return "".join(text[end - length : end].split())


def _first(most: int, holds: Callable[[int], bool]) -> int:
    """The least number up to `most` for which it holds, as it then does for all above."""
    return bisect_left(range(most), True, key=holds)


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return _CLOCK.sub(r"\1\2", decomposed.translate(SIMPLIFIED))


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _is_written(char: str) -> bool:
    """Whether it counts: no white space, no hyphen, no mark upon a letter, and it can be seen."""
    kind = unicodedata.category(char)
    return not (char.isspace() or char in _HYPHENS or kind in {"Mn", "Mc", "Me", "Co"}) and is_seen(char)
