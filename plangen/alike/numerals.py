"""Numbers in digits, however they are written: 三百二十 and 320, 二〇二四 and 2024, 十点半 and 1030, 百分之五 and 5.

What two numbers side by side come to follows from their characters alone, so that the same characters always give the
same digits, whatever stands before and behind; only where Chinese numerals touch others may they be read as one.
"""

import re
from collections.abc import Iterator

_UNITS = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10_000, "亿": 100_000_000}
_IN_DIGITS = str.maketrans(
    dict(zip("〇零一二三四五六七八九两壹贰叁肆伍陆柒捌玖", "001234567892123456789", strict=True))
    | {"拾": "十", "佰": "百", "仟": "千", "廿": "2十", "卅": "3十"}
)
_RUN = re.compile("[0-9十百千万亿]+")
_TOKEN = re.compile("[0-9]+|[十百千万亿]")
_SHARE = re.compile("[百千万]分之(?=[0-9十百千万亿])")
_TIME = re.compile("([0-9]{1,2})[点时](?:([0-9]{1,2})分|([0-9]{2})(?![0-9])|(半)|([13])刻|整|(?=([0-9]))|)")
_LONGEST = 9  # digits before a unit that are reckoned with; those of longer ones stay as they are


def in_digits(text: str) -> str:
    """The text with its numbers in digits."""
    told = _SHARE.sub("", text.translate(_IN_DIGITS))
    return _TIME.sub(_time, _RUN.sub(_number, told))


def _number(found: re.Match[str]) -> str:
    run = found[0]
    return run if run.isdecimal() else "".join(_numbers(_TOKEN.findall(run)))


def _time(found: re.Match[str]) -> str:
    """Hour and minutes; a point between digits that are no minutes says nothing."""
    hour, told, bare, half, quarters, digit = found.groups()
    if digit:
        return hour
    minutes = told or bare or ("30" if half else str(15 * int(quarters)) if quarters else "00")
    return f"{int(hour)}{minutes:0>2}"


def _numbers(tokens: list[str]) -> Iterator[str]:
    """The numbers of a run of digits and units, each as large as it can be."""
    number = _Number()
    for token in tokens:
        if token.isdecimal():
            number.pending = token
            continue
        if number.begins_anew(token):
            yield number.finished()
            number = _Number(pending=number.pending)
        if len(number.pending) > _LONGEST:
            yield number.pending[:-_LONGEST]
            number.pending = number.pending[-_LONGEST:]
        number.take(token)
    if number.pending and not number.takes_the_last():
        yield number.finished()
        yield number.pending
    else:
        yield number.finished(with_last=True)


class _Number:
    """A number that is being read."""

    def __init__(self, pending: str = "") -> None:
        self.pending = pending  # digits of which it is not known yet what they count
        self._whole = 0  # what large units have closed
        self._part = 0
        self._unit = 0  # the last one, 0 before the first
        self._large = 0

    def begins_anew(self, token: str) -> bool:
        """Whether the unit cannot go on with this number."""
        if token in _LARGE:
            return 0 < self._large <= _LARGE[token]
        return 0 < self._unit <= _UNITS[token]

    def take(self, token: str) -> None:
        """The unit with the digits before it; a unit alone counts one."""
        if token in _LARGE:
            counted = self._part + int(self.pending or 0)
            self._whole += (counted or 1) * _LARGE[token]
            self._part, self._unit, self._large = 0, 0, _LARGE[token]
        else:
            self._part += int(self.pending or 1) * _UNITS[token]
            self._unit = _UNITS[token]
        self.pending = ""

    def takes_the_last(self) -> bool:
        """Whether the digits at the end are its ones."""
        return bool(self._unit or self._large) and len(self.pending.lstrip("0")) == 1

    def finished(self, *, with_last: bool = False) -> str:
        """The number in digits."""
        last = int(self.pending or 0) if with_last else 0
        return str(self._whole + self._part + last) if self._unit or self._large else ""
