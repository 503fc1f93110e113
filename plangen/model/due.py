"""When the deadlines of an incident are due, computed from its own dates; what cannot be computed says why.

The day on which a clock starts is not counted; hours are counted from the minute. Of a deadline that comes again and
again every date is computed from the start, so that the end of a short month does not move those after it.
"""

import calendar
import datetime
from collections.abc import Callable
from enum import StrEnum
from typing import TypeAlias

from msgspec import Struct

from plangen.diagnostics import Words, words
from plangen.model.case import AnyCase
from plangen.model.incident import Clocks, Incident, Recall
from plangen.model.legal import CLOCKS, Deadline
from plangen.model.plan import Plan
from plangen.model.values import Moment
from plangen.model.working_days import NoCalendar, WorkingDays

Moments: TypeAlias = datetime.datetime | datetime.date
"""A moment, or a day whose hour is not known or does not count."""

_MOST = 40  # dates of a repeated deadline: ten years of three months


class Standing(StrEnum):
    """How a limit stands to a moment that somebody names; whether the duty was done is not known here."""

    AHEAD = "ahead"
    TODAY = "today"  # the last day
    PAST = "past"


class Due(Struct, frozen=True, kw_only=True):
    """A deadline of one incident."""

    deadline: Deadline
    start: Moments | None = None
    ends: tuple[Moments, ...] = ()  # the last moment or day; several where it comes again and again
    reason: Words | None = None  # why nothing could be computed; None as well for "at once", which has no end
    in_force: bool = True  # on the day its clock starts, or on the incident's
    day_off: bool = False  # the last day is not a working day: legal judges whether the limit moves
    unsure: Words | None = None  # why nobody knows whether the last day is one

    @property
    def end(self) -> Moments | None:
        """The last moment or day, of a repeated deadline the first; None without one."""
        return self.ends[0] if self.ends else None

    def standing(self, as_of: Moments) -> Standing | None:
        """How the limit stands on that day or at that moment, of a repeated one the first; None without one."""
        return None if self.end is None else self.standing_of(self.end, as_of)

    @staticmethod
    def standing_of(end: Moments, as_of: Moments) -> Standing:
        """How one end stands: to the minute where both are known, else to the day."""
        if isinstance(end, datetime.datetime) and isinstance(as_of, datetime.datetime):
            if as_of > end:
                return Standing.PAST
        elif _day(as_of) > _day(end):
            return Standing.PAST
        return Standing.TODAY if _day(as_of) == _day(end) else Standing.AHEAD


def deadlines_of(plan: Plan, case: AnyCase) -> tuple[Due, ...]:
    """Every deadline that may apply to the case, in the order of the data.

    Raises:
        SectionMissing: where a section that this needs could not be read.
    """
    kinds = {kind.id for kind in plan.kinds_of(case)}
    scenario = plan.scenario_of(case)
    days = WorkingDays(plan.calendars)
    return tuple(
        _due(deadline, case.incident, days)
        for deadline in plan.deadlines.deadlines
        if (not deadline.kinds or kinds & set(deadline.kinds))
        and (not deadline.scenarios or (scenario is not None and scenario.id in deadline.scenarios))
    )


def due_after(deadline: Deadline, start: Moments, days: WorkingDays, times: int = 1) -> Moments | None:
    """The last moment (of a limit in hours) or the last day; of a repeated one the `times`-th.

    None where the deadline has no number, or hours are to be counted from a day whose hour is not known.

    Raises:
        NoCalendar: for a limit in working days that runs through a year without a calendar, or up to its end.
    """
    if deadline.amount is None:
        return None
    amount = deadline.amount * times
    if deadline.unit == "小时":
        return start + datetime.timedelta(hours=amount) if isinstance(start, datetime.datetime) else None
    day = _day(start)
    if deadline.unit == "工作日":
        return days.after(day, amount)
    if deadline.unit == "个月":
        return _months_later(day, amount)
    return day + datetime.timedelta(days=amount)


def dates_of(clock: str) -> tuple[str, ...]:
    """The titles of the dates that start a clock, the one to fill in last; none for a clock of the plan's own."""
    return tuple(title for title, _ in _CLOCKS.get(clock, ()))


def moment_at(date: datetime.date, time: object) -> Moments:
    """The moment, or the day alone where its hour is not known; 次日1:00 is on the day after."""
    if not isinstance(time, Moment):
        return date
    return datetime.datetime.combine(date, datetime.time()) + datetime.timedelta(minutes=time.minutes)


def _due(deadline: Deadline, incident: Incident | None, days: WorkingDays) -> Due:
    start, why = _start(deadline.starts, incident)
    in_force = deadline.in_force(_day(start) if start else _date(incident))
    if deadline.unit == "立即":
        return Due(deadline=deadline, start=start, in_force=in_force)
    if start is None or why is not None:
        return Due(deadline=deadline, reason=why, in_force=in_force)
    try:
        ends, why = _ends(deadline, start, incident, days)
    except NoCalendar as missing:
        ends, why = (), missing.reason
    except (OverflowError, ValueError):
        ends, why = (), words("期限超出日历的范围", "the end lies beyond the calendar")
    day_off, unsure = False, None
    if ends and deadline.unit in {"天", "个月"}:
        try:
            day_off = not days.works(_day(ends[0]))
        except NoCalendar as missing:
            unsure = missing.reason
    return Due(deadline=deadline, start=start, ends=ends, reason=why, in_force=in_force, day_off=day_off, unsure=unsure)


def _ends(
    deadline: Deadline, start: Moments, incident: Incident | None, days: WorkingDays
) -> tuple[tuple[Moments, ...], Words | None]:
    if deadline.amount is None or deadline.amount < 1:
        return (), words("没有写明时限数值", "the deadline has no number")
    first = due_after(deadline, start, days)
    if first is None:
        return (), _no_hour(deadline.starts)
    if not deadline.repeats:
        return (first,), None
    ends, last = [first], _repeats_until(incident)
    while last is not None and len(ends) < _MOST:
        again = due_after(deadline, start, days, len(ends) + 1)
        if again is None or _day(again) > last:
            break
        ends.append(again)
    return tuple(ends), None


def _no_hour(clock: str) -> Words:
    if clock in CLOCKS:
        return words("事件的时间尚未填写，小时无从起算", "the hour of the incident is still to be filled in")
    return words(f"“{clock}”只有日期，小时无从起算", f"only the day of '{clock}' is known, not the hour")


def _repeats_until(incident: Incident | None) -> datetime.date | None:
    """The end of the recall: whatever repeats here reports on one."""
    end, _ = _start("召回结束", incident)
    return None if end is None else _day(end)


def _start(clock: str, incident: Incident | None) -> tuple[Moments | None, Words | None]:
    """When a clock starts, or why it is not known."""
    if clock in {"收到投诉", "受理投诉"}:
        return None, words("按每件投诉分别起算", "counted for each complaint apart")
    if clock == "其他":
        return None, words("起算时间由法律人员确定", "legal says when it starts")
    if clock == "发现":
        return _found(incident)
    if clock not in _CLOCKS:
        return _own_clock(clock, incident)
    asked = _CLOCKS[clock]
    for _, ask in asked:
        value = ask(incident)
        if isinstance(value, datetime.date):
            return value, None
    title = asked[-1][0]
    return None, words(f"{title}尚未填写", f"the date of '{title}' is still to be filled in")


def _own_clock(name: str, incident: Incident | None) -> tuple[Moments | None, Words | None]:
    """When a clock starts that the plan declares itself."""
    times = incident.clocks.others if incident and incident.clocks else ()
    found = next((each for each in times if each.name == name and isinstance(each.date, datetime.date)), None)
    if found is None or not isinstance(found.date, datetime.date):
        return None, words(f"“{name}”的日期尚未填写", f"the date of '{name}' is still to be filled in")
    return moment_at(found.date, found.time), None


def _found(incident: Incident | None) -> tuple[Moments | None, Words | None]:
    date = _date(incident)
    if incident is None or date is None:
        return None, words("事件日期尚未填写", "the date of the incident is still to be filled in")
    return moment_at(date, incident.time), None


def _date(incident: Incident | None) -> datetime.date | None:
    date = None if incident is None else incident.date
    return date if isinstance(date, datetime.date) else None


def _recall(of: Callable[[Recall], object]) -> Callable[[Incident | None], object]:
    return lambda incident: of(incident.recall) if incident and incident.recall else None


def _clock(of: Callable[[Clocks], object]) -> Callable[[Incident | None], object]:
    return lambda incident: of(incident.clocks) if incident and incident.clocks else None


# The dates that start a clock, each with its name; the first one that is there counts.
_CLOCKS: dict[str, tuple[tuple[str, Callable[[Incident | None], object]], ...]] = {
    "确认缺陷": (("缺陷确认日期", _clock(lambda clocks: clocks.defect_confirmed)),),
    "召回计划备案": (("召回计划备案日期", _clock(lambda clocks: clocks.recall_filed)),),
    "召回开始": (("召回开始日期", _recall(lambda recall: recall.begins)),),
    "召回结束": (
        ("召回实施完毕日期", _clock(lambda clocks: clocks.recall_completed)),
        ("召回结束日期", _recall(lambda recall: recall.ends)),
    ),
    "处置结束": (("处置结束日期", _clock(lambda clocks: clocks.closed)),),
}


def _day(moment: Moments) -> datetime.date:
    return moment.date() if isinstance(moment, datetime.datetime) else moment


def _months_later(day: datetime.date, months: int) -> datetime.date:
    """The same day of a later month, or its last day where it is shorter."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return datetime.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
