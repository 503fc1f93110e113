"""The numbers of what was issued: one row a year for each reach, given once and never again.

What was issued before numbers were recorded comes first in its year, in the order of time.
"""

from collections.abc import Mapping, Sequence

from plangen.model.issued import Issued, Reach
from plangen.model.values import is_time, parse_time

PREFIXES: Mapping[Reach, str] = {"公开": "公", "个人": "个", "内部": "内"}
Key = tuple[str, str, str]


def key_of(record: Issued) -> Key:
    """What tells an issue from every other."""
    return record.key


def numbers_of(records: Sequence[Issued]) -> Mapping[Key, str]:
    """The number of each issue."""
    given = {key_of(each): each.number for each in records if each.number}
    found: dict[Key, str] = {}
    counts: dict[tuple[Reach, int], int] = {}
    for each in sorted(records, key=lambda each: (each.time, each.case, each.kind)):
        series = each.reaches, _year(each)
        if key_of(each) not in given:
            counts[series] = counts.get(series, 0) + 1
            found[key_of(each)] = _number(*series, counts[series])
    return {**found, **given}


def next_number(records: Sequence[Issued], reach: Reach, year: int) -> str:
    """The number behind the highest that was given."""
    start = _number(reach, year, 0)[:-_DIGITS]
    taken = [each[len(start) :] for each in numbers_of(records).values() if each.startswith(start)]
    return _number(reach, year, max((int(each) for each in taken if each.isdecimal()), default=0) + 1)


_DIGITS = 3


def _number(reach: Reach, year: int, count: int) -> str:
    return f"{PREFIXES[reach]}{year}-{count:0{_DIGITS}d}"


def _year(record: Issued) -> int:
    return parse_time(record.time).year if is_time(record.time) else 0
