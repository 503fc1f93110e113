"""Values are read as people type them, printed in Chinese, and read back as they were."""

import datetime
import re

import pytest
from hypothesis import given

from plangen.model.values import Duration, DurationRange, Moment, is_todo, parse_date, shown, todo, todo_subject
from tests.strategies import durations, moments


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("5分钟", 5),
        ("５分", 5),
        ("90 min", 90),
        ("2小时", 120),
        ("两个小时", 120),
        ("1小时30分钟", 90),
        ("半小时", 30),
        ("1.5小时", 90),
        ("3天", 3 * 1440),
        ("十日", 10 * 1440),
        ("2周", 14 * 1440),
    ],
)
def test_durations_as_people_type_them(text: str, minutes: int) -> None:
    assert Duration.parse(text) == Duration(minutes)


@pytest.mark.parametrize("text", ["", "5", "分钟", "5分钟后", "0.3分钟", "-5分钟", "五六分钟"])
def test_what_is_not_a_duration(text: str) -> None:
    with pytest.raises(ValueError, match=r"^"):
        Duration.parse(text)


@pytest.mark.parametrize("number", ["半", "0.5", "1.5", "２．５"])
@pytest.mark.parametrize("unit", ["天", "日", "d", "周", "个周", "w"])
def test_parts_of_a_day_or_week_are_refused(number: str, unit: str) -> None:
    """To some half a day is four hours, to others twelve."""
    for text in (f"{number}{unit}", f"1周{number}{unit}"):
        with pytest.raises(ValueError, match=r"^"):
            Duration.parse(text)
        assert not re.search(Duration.PATTERN, text)
    for text in (f"{number}{unit}", f"1至{number}{unit}", f"{number}至3{unit}"):
        with pytest.raises(ValueError, match=r"^"):
            DurationRange.parse(text)


@pytest.mark.parametrize("text", ["半小时", "1.5小时", "一天", "2周", "1周2天", "1天半小时"])
def test_whole_days_and_parts_of_an_hour_are_taken(text: str) -> None:
    assert Duration.parse(text).minutes
    assert re.search(Duration.PATTERN, text)


@given(durations())
def test_durations_read_back(duration: Duration) -> None:
    assert Duration.parse(str(duration)) == duration


@given(durations(), durations())
def test_durations_add_up_and_are_ordered_as_their_minutes(one: Duration, other: Duration) -> None:
    assert (one + other).minutes == one.minutes + other.minutes
    assert (one < other) == (one.minutes < other.minutes)


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("1至2周", "1至2周"),
        ("1-2天", "1至2天"),
        ("1～2周", "1至2周"),
        ("2周", "2周"),
        ("12小时至2天", "12小时至2天"),
        ("一到两周", "1至2周"),
    ],
)
def test_ranges_as_people_type_them(text: str, printed: str) -> None:
    assert str(DurationRange.parse(text)) == printed


@given(durations(), durations())
def test_ranges_read_back(one: Duration, other: Duration) -> None:
    span = DurationRange(min(one, other), max(one, other))
    assert DurationRange.parse(str(span)) == span


def test_a_range_may_begin_where_it_ends() -> None:
    assert DurationRange.parse("2至2周") == DurationRange.parse("2周")


@pytest.mark.parametrize("text", ["2至1周", "至2周", "1至", "1至2"])
def test_what_is_not_a_range(text: str) -> None:
    with pytest.raises(ValueError, match=r"^"):
        DurationRange.parse(text)


@pytest.mark.parametrize(
    ("text", "printed", "day"),
    [
        ("9:10", "9:10", 1),
        ("9：10", "9:10", 1),
        ("09:10", "9:10", 1),
        ("次日 1:00", "次日1:00", 2),
        ("第3天 9:00", "第3天9:00", 3),
        ("D2 8:30", "次日8:30", 2),
        ("24:00", "24:00", 1),
        ("0:00", "0:00", 1),
    ],
)
def test_moments_as_people_type_them(text: str, printed: str, day: int) -> None:
    moment = Moment.parse(text)
    assert (str(moment), moment.day) == (printed, day)


@given(moments())
def test_moments_read_back_and_say_their_day_and_clock(moment: Moment) -> None:
    assert Moment.parse(str(moment)) == moment
    hour, minute = map(int, moment.clock.split(":"))
    assert moment.minutes == (moment.day - 1) * 1440 + hour * 60 + minute


@given(moments(), moments(), durations(10_000))
def test_the_time_until_a_later_moment_leads_there_and_until_an_earlier_one_is_none(
    one: Moment, other: Moment, duration: Duration
) -> None:
    first, last = min(one, other), max(one, other)
    assert first + first.until(last) == last
    assert last.until(first) == Duration(0)
    assert one.until(one + duration) == duration


@pytest.mark.parametrize("text", ["0:59", "23:59", "24:00", "第31天 24:00", "D31 23:59"])
def test_the_last_minute_hour_and_day_that_a_drill_may_have(text: str) -> None:
    assert Moment.parse(text).day in {1, 31}


@pytest.mark.parametrize(
    "text", ["0:60", "24:01", "25:00", "9", "9:1", "第0天 9:00", "9:10:00", "第32天 0:00", "D32 9:00"]
)
def test_what_is_not_a_moment(text: str) -> None:
    with pytest.raises(ValueError, match=r"^"):
        Moment.parse(text)


@pytest.mark.parametrize("text", ["2024-12-10", "2024/12/10", "2024.12.10", "2024年12月10日", "２０２４-12-10"])
def test_dates_as_people_type_them(text: str) -> None:
    assert parse_date(text) == datetime.date(2024, 12, 10)


def test_dates_print_without_leading_zeros() -> None:
    assert shown(datetime.date(2026, 1, 5)) == "2026年1月5日"


def test_a_value_to_fill_in_is_known_by_its_text() -> None:
    assert is_todo(todo("热线"))
    assert todo_subject(todo("热线")) == "热线"
    assert not is_todo("热线【待填写：号码】")
