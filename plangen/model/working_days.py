"""Working days by the official calendar of each year; a year without one is said, never guessed."""

import datetime
from collections.abc import Container, Iterable

from plangen.diagnostics import Words, words
from plangen.model.records import Calendar

_DAY = datetime.timedelta(days=1)
_SATURDAY = 5
_YEAR_END = (12, 26)  # from here on the notice for the next year may move days: that for 2008 began with 29 December


class NoCalendar(Exception):  # an outcome that the caller shows, nobody's error
    """Nothing is known of a day's holidays, since the calendar of a year is missing."""

    def __init__(self, day: datetime.date, year: int) -> None:
        super().__init__(day, year)
        self.year = year
        self.reason: Words = words(f"缺少{year}年的节假日安排", f"there is no holiday calendar for {year}")
        if year != day.year:
            self.reason = words(
                f"{self.reason.zh}，{day.year}年12月下旬可能调休",
                f"{self.reason.en}, which may move days in late December {day.year}",
            )


class WorkingDays:
    """Monday to Friday but for holidays, and the weekend days that are worked in exchange."""

    def __init__(self, calendars: Iterable[Calendar]) -> None:
        listed = tuple(calendars)
        self._years = frozenset(each.year for each in listed)
        self._worked = frozenset(day for each in listed for day in each.workdays)
        self._off = tuple((off.first, off.last) for each in listed for off in each.holidays)

    def works(self, day: datetime.date) -> bool:
        """Whether this is a working day. A New Year's holiday may stand in the calendar of the year after.

        Raises:
            NoCalendar: as `require`.
        """
        self.require(day)
        if day in self._worked:
            return True
        return day.weekday() < _SATURDAY and not any(first <= day <= last for first, last in self._off)

    def require(self, day: datetime.date) -> None:
        """Make sure that what is off and worked around this day is known.

        Raises:
            NoCalendar: where its year has none, and at the end of December also where the next year has none.
        """
        asked = (day.year, day.year + 1) if (day.month, day.day) >= _YEAR_END else (day.year,)
        for year in asked:
            if year not in self._years:
                raise NoCalendar(day, year)

    def after(
        self, day: datetime.date, count: int, *, but_for: Container[datetime.date] = frozenset()
    ) -> datetime.date:
        """The `count`-th working day after `day`, which is not counted itself and need not be one, nor those left out.

        Raises:
            NoCalendar: where the way there leads through a year that has none.
        """
        for _ in range(count):
            day += _DAY
            while not self.works(day) or day in but_for:
                day += _DAY
        return day
