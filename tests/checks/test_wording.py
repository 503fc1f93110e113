"""Deadlines, times and titles in the words of both languages."""

import datetime

import pytest

from plangen.checks.due_wording import end_of, moment, remarks, standing, start_of
from plangen.checks.wording import clock, day, length, quoted, verified
from plangen.diagnostics import Words
from plangen.model.due import Due, Moments
from plangen.model.legal import Deadline
from plangen.model.values import Duration, Moment
from plangen.reading.source import read

NOON = datetime.datetime.combine(datetime.date(2024, 12, 10), datetime.time(12, 5))
TENTH, TWELFTH = datetime.date(2024, 12, 10), datetime.date(2024, 12, 12)


def deadline(rest: str = "certainty: 待查证, confirmed_by: !todo 核对人") -> Deadline:
    text = (
        "deadlines:\n  - {id: report, title: 报告, starts: 发现, amount: 2, unit: 天, to: 监管部门, basis: 规定,"
        f" {rest}}}\n"
    )
    (found,) = read({"source/legal/deadlines.yaml": text.encode()}).plan.deadlines.deadlines
    return found


def due(start: Moments | None = NOON, *ends: Moments, in_force: bool = True, day_off: bool = False) -> Due:
    return Due(deadline=deadline(), start=start, ends=ends, in_force=in_force, day_off=day_off)


def said(words: Words) -> tuple[str, str]:
    return words.zh, words.en


def test_a_moment_has_its_clock_time_and_a_day_has_none() -> None:
    assert said(moment(NOON)) == ("2024年12月10日12:05", "2024-12-10 12:05")
    assert said(moment(TENTH)) == ("2024年12月10日", "2024-12-10")
    assert said(day(TENTH)) == said(moment(TENTH))


def test_a_deadline_starts_by_its_clock() -> None:
    assert said(start_of(due(NOON))) == ("发现：2024年12月10日12:05", "发现: 2024-12-10 12:05")
    assert said(start_of(due(None))) == ("发现", "发现")


def test_a_deadline_ends_on_every_date_of_its_own_or_at_once_or_says_why_not() -> None:
    assert said(end_of(due(NOON, TENTH, TWELFTH))) == ("2024年12月10日、2024年12月12日", "2024-12-10, 2024-12-12")
    assert said(end_of(due(NOON))) == ("立即", "at once")
    open_one = Due(deadline=deadline(), reason=Words("时间尚未填写", "the time is open"))
    assert said(end_of(open_one)) == ("不能推算：时间尚未填写", "cannot be computed: the time is open")


@pytest.mark.parametrize(
    ("as_of", "ends", "expected"),
    [
        (None, (TENTH,), ""),
        (TENTH, (), ""),
        (datetime.date(2024, 12, 9), (TENTH,), "未到期"),
        (TENTH, (TENTH,), "当日到期"),
        (datetime.date(2024, 12, 11), (TENTH,), "推算的期限已过，是否办理未登记"),
        (datetime.date(2024, 12, 11), (TENTH, TWELFTH), "推算的日期已过1次，共2次，是否办理未登记"),
        (datetime.date(2024, 12, 13), (TENTH, TWELFTH), "推算的日期已过2次，共2次，是否办理未登记"),
        (TENTH, (TENTH, TWELFTH), "当日到期"),
    ],
)
def test_a_deadline_stands_to_the_day_asked_for(
    as_of: datetime.date | None, ends: tuple[Moments, ...], expected: str
) -> None:
    assert standing(due(NOON, *ends), as_of).zh == expected


def test_legal_is_told_of_a_day_off_and_of_a_basis_that_is_not_in_force() -> None:
    assert list(remarks(due(NOON, TENTH))) == []
    (off,) = remarks(due(NOON, TENTH, day_off=True))
    assert off.en == "the last day is not a working day; legal decides whether it moves"
    later = deadline("certainty: 待查证, confirmed_by: 甲, effective_from: 2025-01-01")
    (begins,) = remarks(Due(deadline=later, in_force=False))
    assert begins.zh == "依据自2025年1月1日起施行，晚于本事件，仅供演练参考"
    assert list(remarks(Due(deadline=deadline(), in_force=False))) == []  # nobody knows from when


@pytest.mark.parametrize(
    ("rest", "zh", "en"),
    [
        (
            "certainty: 待查证, confirmed_by: !todo 甲",
            "待查证，未经核对",
            "to be looked up, not confirmed by legal",
        ),
        ("certainty: 部分查证, confirmed_by: 甲", "部分查证，甲核对", "looked up in part, confirmed by 甲"),
        (
            "certainty: 已查证, checked_on: 2026-03-01, confirmed_by: 甲",
            "已查证（2026年3月1日），甲核对",
            "looked up (2026-03-01), confirmed by 甲",
        ),
    ],
)
def test_an_entry_says_how_far_it_can_be_relied_on(rest: str, zh: str, en: str) -> None:
    assert said(verified(deadline(rest))) == (zh, en)


@pytest.mark.parametrize(
    ("minutes", "zh", "en"),
    [
        (0, "0分钟", "0 min"),
        (59, "59分钟", "59 min"),
        (60, "1小时", "1 h"),
        (61, "1小时1分钟", "1 h 1 min"),
        (24 * 60, "1天", "1 d"),
        (7 * 24 * 60, "1周", "1 wk"),
        (8 * 24 * 60 + 1, "192小时1分钟", "1 wk 1 d 1 min"),
    ],
)
def test_lengths_of_time_in_their_largest_units(minutes: int, zh: str, en: str) -> None:
    assert said(length(Duration(minutes))) == (zh, en)


def test_the_second_day_is_named_and_titles_are_quoted() -> None:
    assert said(clock(Moment(24 * 60))) == ("24:00", "24:00")
    assert clock(Moment(24 * 60 + 1)).en == "0:01 on day 2"
    assert said(quoted(["甲", "乙"])) == ("“甲”“乙”", "'甲', '乙'")
