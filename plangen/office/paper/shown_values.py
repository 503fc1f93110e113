"""What a cell of an Excel file shows: a number, date or clock time in its format; None where only a program knows."""

import datetime
import re
from collections.abc import Mapping

_EPOCH = datetime.date(1899, 12, 30)
_LAST_DAY = 2_958_465
_LARGEST = 1e9  # a whole number below it is shown as such in the general format, in any column that is not narrow
_USUAL = ("General", "0", "0.00", "#,##0", "#,##0.00", "0%", "0.00%", "@", "h:mm", "h:mm:ss")
BUILT_IN: Mapping[int, str] = dict(zip((0, 1, 2, 3, 4, 9, 10, 49, 20, 21), _USUAL, strict=True))
"""Formats that a file names by number only; the others are shown as the program's language wants it."""
_NUMERIC = re.compile(r"(#,##)?0(\.0+)?(%?)")
_CONDITION = re.compile(r"\[(<|<=|>|>=|=)(\d+(?:\.\d+)?)\]")
_TOKEN = re.compile(r'"([^"]*)"|\\(.)|(y+|m+|d+|h+|s+)|([-/:. ,年月日时分秒])', re.IGNORECASE)
_FIXED = {
    "yyyy": "{0:%Y}",
    "yy": "{0:%y}",
    "mm": "{0:%m}",
    "m": "{0.month}",
    "dd": "{0:%d}",
    "d": "{0.day}",
    "hh": "{0:%H}",
    "h": "{0.hour}",
    "ss": "{0:%S}",
    "s": "{0.second}",
}
_MINUTES = {"mm": "{0:%M}", "m": "{0.minute}"}


def shown_number(value: str, code: str) -> str | None:
    """A number as its format shows it."""
    try:
        number = float(value)
    except ValueError:
        return value
    if code in {"General", "@", ""}:
        return _general(number) if code else None
    chosen = _section(code, number)
    if chosen is None:
        return None
    plain = _NUMERIC.fullmatch(chosen)
    return _numeric(number, plain) if plain else _moment(number, chosen)


def _section(code: str, number: float) -> str | None:
    """The section of a format that is meant for a number; with conditions only of the kind that we write."""
    sections = code.split(";")
    if len(sections) == 1:
        return code
    for each in sections:
        found = _CONDITION.match(each)
        if not found:
            return each if _CONDITION.match(sections[0]) else (sections[0] if number > 0 else None)
        limit = float(found[2])
        holds = {"<": number < limit, "<=": number <= limit, ">": number > limit, ">=": number >= limit}
        if holds.get(found[1], number == limit):
            return each[found.end() :]
    return None


def _general(number: float) -> str | None:
    return str(int(number)) if abs(number) < _LARGEST and number == int(number) else None


def _numeric(number: float, form: re.Match[str]) -> str:
    digits = len(form[2] or ".") - 1
    scaled = number * 100 if form[3] else number
    return f"{scaled:{',' if form[1] else ''}.{digits}f}{form[3]}"


def _moment(number: float, code: str) -> str | None:
    if not 0 <= number < _LAST_DAY:
        return None
    moment = datetime.datetime.combine(_EPOCH, datetime.time()) + datetime.timedelta(seconds=round(number * 86400))
    out, at, before = "", 0, ""
    while at < len(code):
        found = _TOKEN.match(code, at)
        pattern = _pattern(found, before, code) if found else None
        if found is None or pattern is None:
            return None
        out += pattern.format(moment) if found[3] else pattern
        at, before = found.end(), found[3] or before
    return out


def _pattern(found: re.Match[str], before: str, code: str) -> str | None:
    """What a token of a format puts out; `before` is the unit before it, which tells minutes from months."""
    name = (found[3] or "").lower()
    if not name:
        return found[1] or found[2] or found[4] or ""
    is_minutes = before[:1].lower() == "h" or re.match(r":?s", code[found.end() :], re.IGNORECASE)
    return _MINUTES[name] if name in _MINUTES and is_minutes else _FIXED.get(name)
