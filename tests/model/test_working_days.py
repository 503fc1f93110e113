"""Working days by the calendars of each year."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plangen.model.records import Calendar
from plangen.model.spec import Origin
from plangen.model.working_days import NoCalendar, WorkingDays
from plangen.reading.source import read

CALENDARS = """
year: 2024
source: 国务院办公厅的通知
confirmed_by: 甲
holidays:
  - {title: 国庆节, first: 2024-10-01, last: 2024-10-07}
workdays: [2024-09-29, 2024-10-12]
"""
SECOND = """
year: 2025
source: 国务院办公厅的通知
confirmed_by: 甲
holidays:
  - {title: 元旦, first: 2024-12-31, last: 2025-01-01}
  - {title: 春节, first: 2025-01-28, last: 2025-02-04}
workdays: [2025-01-26, 2025-02-08]
"""


def calendars() -> tuple[Calendar, ...]:
    sources = {"source/calendars/2024.yaml": CALENDARS, "source/calendars/2025.yaml": SECOND}
    return read({name: text.encode() for name, text in sources.items()}).plan.calendars


DAYS = WorkingDays(calendars())
dates = st.dates(datetime.date(2024, 1, 1), datetime.date(2025, 6, 30))
counts = st.integers(1, 60)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        ("2024-09-27", True),  # Friday
        ("2024-09-28", False),  # Saturday
        ("2024-09-29", True),  # a Sunday that is worked
        ("2024-10-01", False),  # holiday on a Tuesday
        ("2024-12-31", False),  # holiday that stands in the next year's calendar
        ("2025-01-02", True),
    ],
)
def test_a_day_is_worked_or_not(day: str, *, works: bool) -> None:
    assert DAYS.works(datetime.date.fromisoformat(day)) is works


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        ("2024-09-30", 1, "2024-10-08"),  # over the holiday
        ("2024-09-28", 1, "2024-09-29"),  # found on a Saturday
        ("2024-10-11", 1, "2024-10-12"),  # a Saturday that is worked
        ("2024-12-30", 2, "2025-01-03"),  # over the end of the year
    ],
)
def test_the_start_is_not_counted(start: str, count: int, end: str) -> None:
    assert DAYS.after(datetime.date.fromisoformat(start), count) == datetime.date.fromisoformat(end)


def test_a_year_without_a_calendar_is_said_and_not_guessed() -> None:
    with pytest.raises(NoCalendar) as caught:
        DAYS.works(datetime.date(2026, 1, 1))
    assert (caught.value.year, caught.value.reason.zh) == (2026, "缺少2026年的节假日安排")
    with pytest.raises(NoCalendar):
        DAYS.works(datetime.date(2023, 6, 1))
    assert WorkingDays(()).after(datetime.date(2024, 1, 1), 0) == datetime.date(2024, 1, 1)


@pytest.mark.parametrize(("day", "known"), [("2025-12-25", True), ("2025-12-26", False), ("2025-12-31", False)])
def test_the_end_of_december_needs_the_next_years_calendar_as_well(day: str, *, known: bool) -> None:
    date = datetime.date.fromisoformat(day)
    if known:
        assert DAYS.works(date)
        return
    with pytest.raises(NoCalendar) as caught:
        DAYS.works(date)
    assert caught.value.reason.zh == "缺少2026年的节假日安排，2025年12月下旬可能调休"
    with pytest.raises(NoCalendar):
        DAYS.after(datetime.date(2025, 12, 24), 2)


def test_a_limit_over_the_end_of_2018_ends_on_the_saturday_that_was_worked() -> None:
    """31 December 2018 was a holiday by the notice for 2019, and the 29th was worked."""
    head = "source: 通知\nconfirmed_by: 甲\n"
    year = f"year: 2018\n{head}holidays: []\n"
    after = (
        f"year: 2019\n{head}holidays: [{{title: 元旦, first: 2018-12-30, last: 2019-01-01}}]\nworkdays: [2018-12-29]\n"
    )
    alone = read({"source/calendars/2018.yaml": year.encode()}).plan.calendars
    both = read({"source/calendars/2018.yaml": year.encode(), "source/calendars/2019.yaml": after.encode()}).plan
    start = datetime.date(2018, 12, 27)
    assert WorkingDays(both.calendars).after(start, 2) == datetime.date(2018, 12, 29)
    with pytest.raises(NoCalendar):
        WorkingDays(alone).after(start, 2)


def test_the_year_before_the_start_is_not_asked_for() -> None:
    """A clock that starts on New Year's Day needs no calendar of the year before."""
    assert DAYS.after(datetime.date(2024, 1, 1), 1) == datetime.date(2024, 1, 2)


@given(dates, counts)
def test_the_end_is_a_working_day_after_the_start(start: datetime.date, count: int) -> None:
    end = DAYS.after(start, count)
    assert end > start
    assert DAYS.works(end)


@given(dates, counts)
def test_between_start_and_end_lie_exactly_so_many_working_days(start: datetime.date, count: int) -> None:
    end = DAYS.after(start, count)
    between = (start + datetime.timedelta(days=number) for number in range(1, (end - start).days + 1))
    assert sum(map(DAYS.works, between)) == count


@given(dates, counts, counts)
def test_counting_in_two_steps_is_counting_at_once(start: datetime.date, first: int, then: int) -> None:
    assert DAYS.after(DAYS.after(start, first), then) == DAYS.after(start, first + then)


@given(dates, dates, counts)
def test_who_starts_later_ends_no_earlier(one: datetime.date, other: datetime.date, count: int) -> None:
    earlier, later = sorted((one, other))
    assert DAYS.after(earlier, count) <= DAYS.after(later, count)


@given(st.dates(datetime.date(2024, 1, 1), datetime.date(2024, 12, 1)), st.integers(0, 20))
def test_more_holidays_never_bring_the_end_forward(first: datetime.date, length: int) -> None:
    from plangen.model.records import DayOff

    off = DayOff(at=Origin(), title="放假", first=first, last=first + datetime.timedelta(days=length))
    more = Calendar(at=Origin(), year=2024, source="甲", confirmed_by="甲", holidays=(off,))
    start = first - datetime.timedelta(days=3)
    if start.year == 2024:
        assert WorkingDays((*calendars(), more)).after(start, 5) >= DAYS.after(start, 5)
