"""Where a signature and its date stand on their lines, by the rules for official documents.

Without a seal the name ends two characters before the edge of the text, and the date begins two characters to the right
of where the name begins; a date that is longer than the name ends there instead, and the name begins two characters to
its left. With a seal the date ends four characters before the edge, and the name stands over its middle.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct

from plangen.office.ooxml.wml import width_in_characters

_DATE = re.compile(
    r"[\d〇零一二三四五六七八九十\s_＿×X]*年[\d〇一二三四五六七八九十\s_＿×X]*月[\d〇一二三四五六七八九十\s_＿×X]*日"
)
_OPEN_DATE = re.compile(r"【待填写[：:][^】]*(?:日期|时间|年月日)】")
_DIGIT = re.compile(r"[0-9A-Za-z]")
_RIGHT, _SEALED_RIGHT, _SHIFT = 2.0, 4.0, 2.0  # characters
_DIGIT_WIDTH, _BETWEEN = 0.5, 0.25  # of a digit, and what is put between it and a Chinese character
BLANK, BLANK_FOR_SEAL = 1, 2  # lines above a signature


class SignedPlace(Struct, frozen=True, kw_only=True):
    """The indents of a line in characters; it is set from the side whose indent is told."""

    left: float | None = None
    right: float | None = None


def is_date(text: str) -> bool:
    """Whether a line is a date, or the place for one."""
    said = text.strip()
    return bool(_DATE.fullmatch(said) or _OPEN_DATE.fullmatch(said))


def placed(lines: Sequence[str], room: float, *, sealed: bool) -> tuple[SignedPlace, ...]:
    """Where each line of a signature stands on lines of `room` characters; without a date all end alike."""
    *names, date = lines
    if not is_date(date) or not names:
        return tuple(SignedPlace(right=_SEALED_RIGHT if sealed else _RIGHT) for _ in lines)
    widths = [_width(name) for name in names]
    return _below_seal(widths, _width(date)) if sealed else _unsealed(widths, _width(date), room)


def _below_seal(names: Sequence[float], date: float) -> tuple[SignedPlace, ...]:
    """Names over the middle of the date; all further left where the widest would reach over the edge."""
    over = min(0.0, _SEALED_RIGHT + (date - max(names)) / 2)
    middle = _SEALED_RIGHT - over + date / 2
    return (*(SignedPlace(right=middle - name / 2) for name in names), SignedPlace(right=_SEALED_RIGHT - over))


def _unsealed(names: Sequence[float], date: float, room: float) -> tuple[SignedPlace, ...]:
    """The date two characters to the right of the names."""
    widest, at_the_edge = max(names), SignedPlace(right=_RIGHT)
    if date > widest:
        left = SignedPlace(left=max(0.0, room - _RIGHT - date - _SHIFT))
        return (*(left for _ in names), at_the_edge)
    if widest > room - _RIGHT:  # it takes more than a line
        return (*(at_the_edge for _ in names), at_the_edge)
    return (*(at_the_edge for _ in names), SignedPlace(left=room - _RIGHT - widest + _SHIFT))


def _width(text: str) -> float:
    """How wide a text is in characters, with what is put between digits and Chinese characters."""
    is_digit = [bool(_DIGIT.match(each)) for each in text]
    changes = sum(one is not other for one, other in pairwise(is_digit))
    bare = _DIGIT.sub("", text)
    return width_in_characters(bare) + sum(is_digit) * _DIGIT_WIDTH + changes * _BETWEEN
