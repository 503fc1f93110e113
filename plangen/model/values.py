"""The plan's own value types: durations, clock times on a day of the drill, dates, values still to be filled in.

Each parses what people type (`9:10`, `9：10`, `2小时`, `1至2周`, `2024/12/10`), prints itself in Chinese, and raises
ValueError for anything else. Full-width digits and punctuation are accepted everywhere.
"""

import datetime
import re
import unicodedata
from typing import ClassVar, NewType, Self

from msgspec import Struct

from plangen.diagnostics import Words, words
from plangen.model.bounds import FIRST_YEAR, LAST_YEAR, LONGEST_VALUE

Id = NewType("Id", str)
"""A short stable name: lower-case letters, digits and hyphens, beginning with a letter."""

Todo = NewType("Todo", str)
"""A value still to be filled in, as text: 【待填写：…】. `!todo …` in YAML is shorthand for it."""

ID_PATTERN = r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*"
TODO_PATTERN = r"【待填写：[^】]+】"
_OPEN = re.compile(r"【待填写：(?:(?!【待填写：)[^】])+】")  # each place is looked at once, however many are not closed
_BRACKETED = re.compile(r"【(【待填写：(?:(?!【待填写：)[^】])+】)】")

_DIGITS = {"半": "0.5", "一": "1", "二": "2", "两": "2", "三": "3", "四": "4", "五": "5"} | dict(
    zip("六七八九十", ("6", "7", "8", "9", "10"), strict=True)
)
_UNITS = {"分钟": 1, "分": 1, "min": 1, "小时": 60, "h": 60, "天": 1440, "日": 1440, "d": 1440, "周": 10080, "w": 10080}
_NUMBER = r"(?:\d+(?:\.\d+)?|[半一二两三四五六七八九十])"
_UNIT = r"(?:分钟|分|min|个?小时|h|天|日|d|个?周|w)"
_WRITTEN = rf"(?:{_NUMBER}\s*(?:分钟|分|min|个?小时|h)|(?:\d+|[一二两三四五六七八九十])\s*(?:天|日|d|个?周|w))"
_PART = re.compile(rf"({_NUMBER})\s*({_UNIT})", re.IGNORECASE)
_WHOLE = re.compile(rf"(?:{_PART.pattern}\s*)+", re.IGNORECASE)
_RANGE = re.compile(r"(.+?)\s*(?:至|到|-|～|~|—)\s*(.+)")
_MOMENT = re.compile(r"(?:(次日|当日|第\s*(\d+)\s*天|D(\d+))\s*)?(\d{1,2}):(\d{2})", re.IGNORECASE)
_DATE = re.compile(r"(\d{4})(?:-|/|\.|年)(\d{1,2})(?:-|/|\.|月)(\d{1,2})日?")

_TIME = re.compile(r"(.+?)[\sT]*(?<!\d)(\d{1,2})[:时](\d{2})分?")

_DAY = 24 * 60
_LAST_MINUTE = 59
_LAST_DAY = 31  # of a drill: it ends within a month


def todo(subject: str) -> Todo:
    """A value still to be filled in, by what it is."""
    return Todo(f"【待填写：{subject}】")


def is_todo(value: object) -> bool:
    """Whether the value as a whole is still to be filled in."""
    return isinstance(value, str) and value[:1] == "【" and re.fullmatch(TODO_PATTERN, value) is not None


def unbracketed(text: str) -> str:
    """A text without the brackets right around a 【待填写：…】, which has its own."""
    return _BRACKETED.sub(lambda found: found[1], text) if "【【" in text else text


def open_subjects(text: str) -> tuple[str, ...]:
    """What has to be filled in, for every open value in a text."""
    return tuple(todo_subject(each) for each in _OPEN.findall(text))


def todo_subject(value: str) -> str:
    """What has to be filled in: "热线电话号码" of 【待填写：热线电话号码】."""
    return value.removeprefix("【待填写：").removesuffix("】")


def shown(value: object) -> str:
    """A value as documents print it; a missing one is the caller's mistake and prints nothing."""
    if isinstance(value, datetime.date):
        return f"{value.year}年{value.month}月{value.day}日"
    return "" if value is None else str(value)


def _plain(text: str) -> str:
    """The text as half-width characters; what is longer than any value is not looked at."""
    if len(text) > LONGEST_VALUE:
        raise ValueError(text)
    return unicodedata.normalize("NFKC", text).strip()


def _minutes(number: str, unit: str) -> int:
    count, size = float(_DIGITS.get(number, number)), _UNITS[unit.lower().removeprefix("个")]
    amount = count * size
    if not amount.is_integer() or (size >= _DAY and not count.is_integer()):
        raise ValueError(number + unit)
    return int(amount)


class Duration(Struct, frozen=True, order=True):
    """A length of time in whole minutes; a week is seven days, a day 24 hours.

    Half a day is refused: to some it is four hours, to others twelve.
    """

    minutes: int

    EXPECTED: ClassVar[Words] = words(
        "时长，例如 5分钟、2小时、1小时30分钟、3天、2周；不足一天的写小时，例如 4小时",
        "a duration such as 5分钟, 2小时, 90min, 3天, 2周; parts of a day are written in hours, such as 4小时",
    )
    PATTERN: ClassVar[str] = rf"^\s*({_WRITTEN}\s*)+$"

    @classmethod
    def parse(cls, text: str) -> Self:
        """The duration that `text` says.

        Raises:
            ValueError: for anything else, and where it is not whole minutes.
        """
        plain = _plain(text)
        if not _WHOLE.fullmatch(plain):
            raise ValueError(text)
        return cls(sum(_minutes(number, unit) for number, unit in _PART.findall(plain)))

    def __str__(self) -> str:
        for unit, size in (("周", 7 * _DAY), ("天", _DAY)):
            if self.minutes and self.minutes % size == 0:
                return f"{self.minutes // size}{unit}"
        hours, minutes = divmod(self.minutes, 60)
        return (f"{hours}小时" if hours else "") + (f"{minutes}分钟" if minutes or not hours else "")

    def __add__(self, other: "Duration") -> "Duration":
        return Duration(self.minutes + other.minutes)


class DurationRange(Struct, frozen=True):
    """At least and at most so long: 1至2周. A single duration is a range of one."""

    low: Duration
    high: Duration

    EXPECTED: ClassVar[Words] = words(
        "时长或范围，例如 2周、1至2周、1至2天；不足一天的写小时，例如 4小时",
        "a duration or range such as 2周, 1至2周; parts of a day are written in hours, such as 4小时",
    )
    PATTERN: ClassVar[str] = rf"^\s*({_NUMBER}\s*{_UNIT}?\s*(至|到|-|～|~|—)\s*)?({_WRITTEN}\s*)+$"

    @classmethod
    def parse(cls, text: str) -> Self:
        """The range that `text` says.

        Raises:
            ValueError: for anything else, and where the second duration is shorter.
        """
        plain = _plain(text)
        if found := _RANGE.fullmatch(plain):
            first, last = found.groups()
            number = re.match(_NUMBER, last)
            if number and re.fullmatch(_NUMBER, first):  # 1至2周: the unit stands once
                first += last[number.end() :]
            low, high = Duration.parse(first), Duration.parse(last)
            if low > high:
                raise ValueError(text)
            return cls(low, high)
        single = Duration.parse(plain)
        return cls(single, single)

    def __str__(self) -> str:
        if self.low == self.high:
            return str(self.low)
        low, high = str(self.low), str(self.high)
        digits = re.match(r"\d+", low)
        if digits and re.fullmatch(r"\d+\D+", low) and low[digits.end() :] == re.sub(r"^\d+", "", high):
            low = digits[0]
        return f"{low}至{high}"


class Moment(Struct, frozen=True, order=True):
    """A clock time on a day of the drill, in minutes from 0:00 of the first day; 24:00 is allowed."""

    minutes: int

    EXPECTED: ClassVar[Words] = words(
        "时刻，例如 9:10、14:30、次日 1:00、第2天 9:00", "a time such as 9:10, 14:30, 次日 1:00, 第2天 9:00"
    )
    PATTERN: ClassVar[str] = r"^\s*((次日|当日|第\s*\d+\s*天|[Dd]\d+)\s*)?\d{1,2}[:：]\d{2}$"

    @classmethod
    def parse(cls, text: str) -> Self:
        """The moment that `text` says; without a day it is on the first.

        Raises:
            ValueError: for anything else, after 24:00, and beyond the 31st day.
        """
        found = _MOMENT.fullmatch(_plain(text))
        if not found:
            raise ValueError(text)
        word, nth, short, hour, minute = found.groups()
        day = 2 if word == "次日" else int(nth or short or 1)
        minutes = int(hour) * 60 + int(minute)
        if int(minute) > _LAST_MINUTE or minutes > _DAY or not 1 <= day <= _LAST_DAY:
            raise ValueError(text)
        return cls((day - 1) * _DAY + minutes)

    @property
    def day(self) -> int:
        """1 on the first day; 24:00 still belongs to the day that it ends."""
        return max(0, self.minutes - 1) // _DAY + 1

    @property
    def clock(self) -> str:
        """The time of day alone: 9:05."""
        minutes = self.minutes - (self.day - 1) * _DAY
        return f"{minutes // 60}:{minutes % 60:02d}"

    def __str__(self) -> str:
        prefix = {1: "", 2: "次日"}.get(self.day, f"第{self.day}天")
        return prefix + self.clock

    def __add__(self, other: Duration) -> "Moment":
        return Moment(self.minutes + other.minutes)

    def until(self, later: "Moment") -> Duration:
        """The time from here to `later`; zero when `later` is earlier."""
        return Duration(max(0, later.minutes - self.minutes))


DATE_EXPECTED = words(
    f"{FIRST_YEAR} 年至 {LAST_YEAR} 年的日期，例如 2024-12-10 或 2024年12月10日",
    f"a date from {FIRST_YEAR} to {LAST_YEAR} such as 2024-12-10",
)
DATE_PATTERN = r"^\s*\d{4}(-|/|\.|年)\d{1,2}(-|/|\.|月)\d{1,2}日?\s*$"


def parse_date(text: str) -> datetime.date:
    """A day: 2024-12-10, 2024/12/10, 2024年12月10日.

    Raises:
        ValueError: for anything else, for days that no calendar has, and outside 2000 to 2100.
    """
    found = _DATE.fullmatch(_plain(text))
    if not found or not FIRST_YEAR <= int(found[1]) <= LAST_YEAR:
        raise ValueError(text)
    return datetime.date(*(int(part) for part in found.groups()))


def parse_time(text: str) -> datetime.datetime:
    """A day and a clock time: 2026-03-01 14:05, 2026年3月1日14时05分.

    Raises:
        ValueError: for anything else.
    """
    found = _TIME.fullmatch(_plain(text))
    if not found:
        raise ValueError(text)
    return datetime.datetime.combine(parse_date(found[1]), datetime.time(int(found[2]), int(found[3])))


def is_time(text: str) -> bool:
    """Whether `text` is a day and a clock time."""
    try:
        parse_time(text)
    except ValueError:
        return False
    return True
