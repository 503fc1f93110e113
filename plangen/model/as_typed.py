"""What people type into a form: dates, times, amounts, lists, ticked boxes; as they write them, not as a program would.

Each function gives back the value in the one form in which the plan writes it, or raises ValueError: what may mean two
things is not decided here.
"""

import datetime
import re
import unicodedata
from collections.abc import Sequence
from decimal import Decimal

from msgspec import Struct

from plangen.alike.numerals import in_digits
from plangen.model.bounds import LONGEST_VALUE
from plangen.model.values import Moment, parse_date

_EPOCH = datetime.date(1899, 12, 30)
_FIRST_DAY, _LAST_DAY = 36_526, 73_050  # 2000 to 2099, as sheets count days
_MINUTES = 24 * 60
_WEEKDAY = re.compile(r"[(（]?(?:星期|周)[一二三四五六日天][)）]?$")
_MIDNIGHT = re.compile(r"[ T]0{1,2}:00(?::00(?:\.0+)?)?$")
_DIGITS = re.compile(r"(\d{4})(\d{2})(\d{2})")
_HALF_DAY = {
    "凌晨": 0,
    "清晨": 0,
    "早上": 0,
    "早晨": 0,
    "上午": 0,
    "中午": 12,
    "下午": 12,
    "傍晚": 12,
    "晚上": 12,
    "晚": 12,
}
_CLOCK = re.compile(
    rf"(?P<day>次日|当日|第\d+天|D\d+)?(?P<half>{'|'.join(_HALF_DAY)})?(?P<hour>\d{{1,2}})"
    r"(?:[:时点](?P<minute>\d{1,2})?(?::(?P<second>\d{2}(?:\.\d+)?))?分?|(?P<only>点|时))(?P<rest>整|钟|半|[13]刻)?"
)
_ENGLISH = re.compile(r"(.+?)([AP])\.?M\.?$", re.IGNORECASE)
_HALVES = {"A": "上午", "P": "下午"}
_DAYS = {"次日": 2, "当日": 1}
_RESTS = {"半": 30, "1刻": 15, "3刻": 45}
_SPAN = re.compile(r"P(?:0D)?T(\d+)H(?:(\d+)M)?(?:(\d+)(?:\.\d+)?S)?", re.IGNORECASE)
_NUMBER = re.compile(r"0?\.\d+|0|1(?:\.0+)?")
_AMOUNT = re.compile(r"([-+]?\d+(?:\.\d+)?)(万|亿)?([^\d\s].*)?")
_LARGE = {"万": 10_000, "亿": 100_000_000, None: 1}
_ITEM = re.compile(
    r"\s*(?:[(（]?(\d{1,2}|[一二三四五六七八九十]{1,3})[)）]|(\d{1,2}|[一二三四五六七八九十]{1,3})[、．.](?!\d)|[①-⑳]|[-•·●◆]\s)\s*"
)
_NUMBERED = re.compile(r"(?:^|(?<=[；;。\s]))\s*(?:[(（](\d{1,2})[)）]|(\d{1,2})[、．.](?!\d))\s*")
_TICKED, _EMPTY, _CROSS = "■☑☒√✓✔●", "□☐○◯", "×✗✕"
_MARK = re.compile(f"[{_TICKED}{_EMPTY}{_CROSS}]|\\[[ xX√]?\\]|[(（][√ ]?[)）]")
_NOON, _LAST_HOUR, _LAST_MINUTE, _HALF_A_MINUTE = 12, 24, 59, 30


class Amount(Struct, frozen=True):
    """A number and what it counts."""

    number: Decimal
    unit: str


def typed_date(text: str, number: float | None = None) -> datetime.date:
    """A day: 2026-3-1, 2026年3月1日（星期日）, 二〇二六年三月一日, 20260301, or a sheet's number of days.

    Raises:
        ValueError: for anything else; a day without its year may be of any.
    """
    if number is not None:
        if not _FIRST_DAY <= number <= _LAST_DAY:
            raise ValueError(text)
        return _EPOCH + datetime.timedelta(days=int(number))
    plain = _MIDNIGHT.sub("", _WEEKDAY.sub("", _plain(text)))
    plain = in_digits(re.sub(r"\s", "", plain)).replace("号", "日")
    if digits := _DIGITS.fullmatch(plain):
        plain = "-".join(digits.groups())
    return parse_date(plain)


def typed_moment(text: str, number: float | None = None) -> Moment:
    """A time of day: 9：19, 9点20分, 9点半, 上午9:30, 下午3点, 次日 0:30, 9:30 PM, or a sheet's fraction of a day.

    Seconds are rounded: sheets keep 9:30 as 9:29:59.997.

    Raises:
        ValueError: for anything else, 约10点半 as well.
    """
    plain = re.sub(r"\s", "", _plain(text))
    if number is None and _NUMBER.fullmatch(plain):
        number = float(plain)
    if number is not None:
        return _of_number(text, number)
    if span := _SPAN.fullmatch(plain):
        hours, minutes, seconds = (int(each or 0) for each in span.groups())
        return _moment(text, 1, hours, minutes, seconds)
    if english := _ENGLISH.fullmatch(plain):
        plain = _HALVES[english[2].upper()] + english[1]
    return _of_words(text, _in_clock_digits(plain))


def typed_amount(text: str, number: float | None = None) -> Amount:
    """A number with what it counts: 1,200件, 3 万人, 12.5%.

    Raises:
        ValueError: for anything else, 约120件 and 100至200件 as well.
    """
    if number is not None:
        return Amount(Decimal(repr(number)).normalize() if number % 1 else Decimal(int(number)), "")
    found = _AMOUNT.fullmatch(re.sub(r"(?<=\d),(?=\d{3})|\s", "", _plain(text)))
    if found is None or re.search(r"\d|[至到~-]", found[3] or ""):
        raise ValueError(text)
    return Amount(Decimal(found[1]) * _LARGE[found[2]], found[3] or "")


def typed_items(text: str) -> tuple[str, ...]:
    """The items of a list: one a line, or numbered from one on within a line; without their numbers."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return tuple(item for line in lines for item in _items(line) if item)


def typed_text(text: str) -> str:
    """A text without the spaces at the ends of its lines and without empty lines."""
    return "\n".join(line.strip() for line in text.splitlines() if line.strip())


def ticked(text: str, choices: Sequence[str]) -> tuple[str, ...]:
    """The choices that are ticked in a text: ■一致 □不一致, 一致√, or the only one that is left.

    A cross alone ticks nothing: to some it means yes, to others no.
    """
    plain = re.sub(r"\s", "", _square(text))
    if plain in choices:
        return (plain,)
    found: dict[str, None] = {}
    at, last = 0, ""
    for start, choice in _mentions(plain, choices):
        marks = _MARK.findall(plain[at:start])
        if last and len(marks) > 1 and _is_ticked(marks[0]):  # 已核实√ □不适用: the first belongs to what stands before
            found[last] = None
            marks = marks[1:]
        if any(map(_is_ticked, marks)):
            found[choice] = None
        at, last = start + len(choice), choice
    if last and any(map(_is_ticked, _MARK.findall(plain[at:]))):
        found[last] = None
    return tuple(found)


def has_boxes(text: str) -> bool:
    """Whether there are boxes to tick in a text, ticked or not."""
    return any(sign in text for sign in _EMPTY + _TICKED)


def _mentions(plain: str, choices: Sequence[str]) -> list[tuple[int, str]]:
    """Where each choice stands; of 不一致 the end is not taken for 一致."""
    words = "|".join(map(re.escape, sorted(choices, key=len, reverse=True)))
    return [(each.start(), each[0]) for each in re.finditer(words, plain)]


def _is_ticked(mark: str) -> bool:
    return mark in _TICKED or any(sign in mark for sign in "xX√")


def _square(text: str) -> str:
    return text.replace("【", "[").replace("】", "]").replace("［", "[").replace("］", "]")


def _items(line: str) -> list[str]:
    starts = list(_NUMBERED.finditer(line))
    numbers = [int(each[1] or each[2]) for each in starts]
    if len(starts) > 1 and numbers == list(range(1, len(starts) + 1)) and not line[: starts[0].start()].strip():
        ends = [*(each.start() for each in starts[1:]), len(line)]
        parts = [line[each.end() : end] for each, end in zip(starts, ends, strict=True)]
        return [part.strip().rstrip("；;").strip() for part in parts]
    head = _ITEM.match(line)
    return [(line[head.end() :] if head else line).strip()]


def _plain(text: str) -> str:
    if len(text) > LONGEST_VALUE:
        raise ValueError(text)
    return unicodedata.normalize("NFKC", text).strip()


def _in_clock_digits(text: str) -> str:
    """Hours and minutes in digits; in_digits alone makes 1030 of 十点半."""
    return re.sub(
        r"[零〇一二两三四五六七八九十]+(?!刻)",
        lambda found: in_digits(found[0]),
        text.replace("一刻", "1刻").replace("三刻", "3刻"),
    )


def _hour(text: str, half: str | None, hour: int) -> int:
    """The hour of 24: 下午3点 is 15, 中午12点 is 12; 上午15点 and 下午0点 are nothing."""
    if half is None:
        return hour
    if hour > _NOON:
        if _HALF_DAY[half] != _NOON:
            raise ValueError(text)
        return hour
    if half == "中午":
        return hour if hour >= _NOON - 1 else hour + _NOON
    if hour == _NOON:
        if half in {"下午", "傍晚"}:
            return _NOON
        raise ValueError(text)  # 晚上12点, 凌晨12点: of which day?
    return hour + _HALF_DAY[half]


def _of_words(text: str, plain: str) -> Moment:
    """Day, half of the day, hour and minutes, each in its place."""
    found = _CLOCK.fullmatch(plain)
    if found is None:
        raise ValueError(text)
    day = _DAYS.get(found["day"] or "当日") or int(re.sub(r"\D", "", found["day"]))
    rest = _RESTS.get(found["rest"] or "", 0)
    if found["minute"] and rest:
        raise ValueError(text)
    minute, second = int(found["minute"] or rest), float(found["second"] or 0)
    return _moment(text, day, _hour(text, found["half"], int(found["hour"])), minute, second)


def _of_number(text: str, number: float) -> Moment:
    minutes = round((number % 1) * _MINUTES)
    if number < 0 or (number > 1 and number < _FIRST_DAY):
        raise ValueError(text)
    return Moment(minutes)


def _moment(text: str, day: int, hour: int, minute: int, second: float = 0) -> Moment:
    if minute > _LAST_MINUTE or second > _LAST_MINUTE + 1 or hour > _LAST_HOUR:
        raise ValueError(text)
    total = hour * 60 + minute + (second >= _HALF_A_MINUTE)
    if total > _MINUTES:
        raise ValueError(text)
    return Moment((day - 1) * _MINUTES + total)
