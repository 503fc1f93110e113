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


class Placed(Struct, frozen=True, kw_only=True):
    """The indents of a line in characters; it is set from the side whose indent is told."""

    left: float | None = None
    right: float | None = None


def is_date(text: str) -> bool:
    """Whether a line is a date, or the place for one."""
    said = text.strip()
    return bool(_DATE.fullmatch(said) or _OPEN_DATE.fullmatch(said))


def placed(lines: Sequence[str], room: float, *, sealed: bool) -> tuple[Placed, ...]:
    """Where each line of a signature stands on lines of `room` characters; without a date all end alike."""
    *names, date = lines
    if not is_date(date) or not names:
        return tuple(Placed(right=_SEALED_RIGHT if sealed else _RIGHT) for _ in lines)
    widest, long = max(map(_width, names)), _width(date)
    if sealed:
        over = min(0.0, _SEALED_RIGHT + (long - widest) / 2)  # how far the widest name would reach over the edge
        middle = _SEALED_RIGHT - over + long / 2
        return (*(Placed(right=middle - _width(name) / 2) for name in names), Placed(right=_SEALED_RIGHT - over))
    if long > widest:
        return (*(Placed(left=max(0.0, room - _RIGHT - long - _SHIFT)) for _ in names), Placed(right=_RIGHT))
    if widest > room - _RIGHT:
        return tuple(Placed(right=_RIGHT) for _ in lines)
    return (*(Placed(right=_RIGHT) for _ in names), Placed(left=room - _RIGHT - widest + _SHIFT))


def _width(text: str) -> float:
    """How wide a text is in characters, with what is put between digits and Chinese characters."""
    is_digit = [bool(_DIGIT.match(each)) for each in text]
    changes = sum(one is not other for one, other in pairwise(is_digit))
    bare = _DIGIT.sub("", text)
    return width_in_characters(bare) + sum(is_digit) * _DIGIT_WIDTH + changes * _BETWEEN
