"""Values are read as people type them, printed in Chinese, and read back as they were."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plangen.model.values import Duration, DurationRange, Moment, is_todo, parse_date, shown, todo, todo_subject

MINUTES = st.integers(min_value=0, max_value=60 * 24 * 7 * 8)


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
def test_what_is_no_duration(text: str) -> None:
    with pytest.raises(ValueError, match=r"^"):
        Duration.parse(text)


@given(MINUTES)
def test_durations_read_back(minutes: int) -> None:
    assert Duration.parse(str(Duration(minutes))) == Duration(minutes)


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


@given(MINUTES, MINUTES)
def test_ranges_read_back(one: int, other: int) -> None:
    span = DurationRange(Duration(min(one, other)), Duration(max(one, other)))
    assert DurationRange.parse(str(span)) == span


@pytest.mark.parametrize("text", ["2至1周", "至2周", "1至", "1至2"])
def test_what_is_no_range(text: str) -> None:
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


@given(st.integers(min_value=0, max_value=31 * 1440))
def test_moments_read_back(minutes: int) -> None:
    assert Moment.parse(str(Moment(minutes))) == Moment(minutes)


@pytest.mark.parametrize("text", ["25:00", "9:60", "9", "9:1", "第0天 9:00", "9:10:00"])
def test_what_is_no_moment(text: str) -> None:
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
