"""Working days by the official calendar of each year; a year without one is said, never guessed."""

import datetime
from collections.abc import Iterable

from plangen.model.records import Calendar

_DAY = datetime.timedelta(days=1)
_SATURDAY = 5


class NoCalendar(Exception):  # an outcome that the caller words, nobody's error
    """Nothing is known of the holidays of a year."""

    def __init__(self, year: int) -> None:
        super().__init__(year)
        self.year = year


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
            NoCalendar: where the year has none.
        """
        if day.year not in self._years:
            raise NoCalendar(day.year)
        if day in self._worked:
            return True
        return day.weekday() < _SATURDAY and not any(first <= day <= last for first, last in self._off)

    def after(self, day: datetime.date, count: int) -> datetime.date:
        """The `count`-th working day after `day`, which is not counted itself and need not be one.

        Raises:
            NoCalendar: where the way there leads through a year that has none.
        """
        for _ in range(count):
            day += _DAY
            while not self.works(day):
                day += _DAY
        return day
