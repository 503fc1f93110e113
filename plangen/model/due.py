"""When the deadlines of an incident are due, computed from its own dates; what cannot be computed says why.

The day on which a clock starts is not counted; hours are counted from the minute. Of a deadline that comes again and
again every date is computed from the start, so that the end of a short month does not move those after it.
Nothing is computed from an entry whose text nobody has read.
"""

import calendar
import datetime
from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from plangen.diagnostics import Words, words
from plangen.model.case import AnyCase
from plangen.model.incident import Clocks, ComplaintTimes, Incident, Recall, Suspension
from plangen.model.inherited import sets_right
from plangen.model.legal import CLOCKS, COMPLAINT_CLOCKS, WITHOUT_NUMBER, Deadline
from plangen.model.plan import Plan
from plangen.model.values import Moment
from plangen.model.working_days import NoCalendar, WorkingDays

Moments: TypeAlias = datetime.datetime | datetime.date
"""A moment, or a day whose hour is not known or does not count."""

NOT_READ = words(
    "条文待查证，不推算；由法律人员读到条文后填写条款和查证日期",
    "nobody has read the text of the law, so nothing is computed; legal enters article and date once it was read",
)
"""Why nothing is computed from an entry whose text nobody has read, and what to do."""

_MONTHS = {"个月": 1, "年": 12}  # of the units that are counted in months
_MOST = 40  # dates of a repeated deadline: ten years of three months
_DAY = datetime.timedelta(days=1)


class Standing(StrEnum):
    """How a limit stands to a moment that somebody names; whether the duty was done is not known here."""

    AHEAD = "ahead"
    TODAY = "today"  # the last day
    PAST = "past"


class Due(Struct, frozen=True, kw_only=True):
    """A deadline of one incident."""

    deadline: Deadline
    complaint: str = ""  # which one, where it is counted for each complaint apart
    start: Moments | None = None
    ends: tuple[Moments, ...] = ()  # the last moment or day; several where it comes again and again
    reason: Words | None = None  # why nothing could be computed; None as well for "at once", which has no end
    in_force: bool = True  # on the day its clock starts, or on the incident's
    ended: bool = False  # its basis had ceased to apply before that day
    day_off: bool = False  # the last day is not a working day: legal judges whether the limit moves
    unsure: Words | None = None  # why nobody knows whether the last day is one
    left_out: int = 0  # days that were not counted

    @property
    def end(self) -> Moments | None:
        """The last moment or day, of a repeated deadline the first; None without one."""
        return self.ends[0] if self.ends else None

    def standing(self, as_of: Moments) -> Standing | None:
        """How the limit stands on that day or at that moment, of a repeated one the first; None without one.

        What must be kept up at least so long has none: nobody can be late with it.
        """
        return None if self.end is None or self.deadline.at_least else self.standing_of(self.end, as_of)

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

    What holds for an incident as a whole is not said once more of what sets one of its notices right.

    Raises:
        SectionMissing: where a section that this needs could not be read.
    """
    kinds = {kind.id for kind in plan.kinds_of(case)}
    scenario = plan.scenario_of(case)
    days = WorkingDays(plan.calendars)
    return tuple(
        due
        for deadline in plan.deadlines.deadlines
        if (kinds & set(deadline.kinds) if deadline.kinds or sets_right(case) else True)
        and (not deadline.scenarios or (scenario is not None and scenario.id in deadline.scenarios))
        for due in _dues(deadline, case.incident, days)
    )


def due_after(
    deadline: Deadline, start: Moments, days: WorkingDays, times: int = 1, *, left_out: Sequence[Suspension] = ()
) -> Moments | None:
    """The last moment (of a limit in hours) or the last day; of a repeated one the `times`-th.

    Days that are left out do not count, nor does the last of them end it. None where the deadline has no number, or
    hours are to be counted from a day whose hour is not known.

    Raises:
        NoCalendar: for a limit in working days that runs through a year without a calendar, or up to its end.
    """
    if deadline.amount is None:
        return None
    amount = deadline.amount * times
    if deadline.unit == "小时":
        return start + datetime.timedelta(hours=amount) if isinstance(start, datetime.datetime) else None
    day, off = _day(start), _days_of(left_out)
    if deadline.unit == "工作日":
        return days.after(day, amount, but_for=off)
    if deadline.unit in _MONTHS:
        end = _months_later(day, amount * _MONTHS[deadline.unit])
    else:
        end = day + datetime.timedelta(days=amount)
    return _later_by(day, end, off)


def dates_of(clock: str) -> tuple[str, ...]:
    """The titles of the dates that start a clock, the one to fill in last; none for a clock of the plan's own."""
    return tuple(title for title, _ in _CLOCKS.get(clock, ()))


def moment_at(date: datetime.date, time: object) -> Moments:
    """The moment, or the day alone where its hour is not known; 次日1:00 is on the day after."""
    if not isinstance(time, Moment):
        return date
    return datetime.datetime.combine(date, datetime.time()) + datetime.timedelta(minutes=time.minutes)


def _dues(deadline: Deadline, incident: Incident | None, days: WorkingDays) -> Iterator[Due]:
    """The deadline as it is due: for each complaint apart where it counts from one, else once."""
    clocks = incident.clocks if incident else None
    suspended = clocks.suspended if clocks else ()
    complaints = clocks.complaints if clocks and deadline.clock in COMPLAINT_CLOCKS else ()
    if not complaints:
        yield _due(deadline, incident, days, _start(deadline.clock, incident), suspended)
    for each in complaints:
        started = _complaint_start(deadline.clock, each)
        yield replace(_due(deadline, incident, days, started, (*suspended, *each.suspended)), complaint=each.title)


def _due(
    deadline: Deadline,
    incident: Incident | None,
    days: WorkingDays,
    started: tuple[Moments | None, Words | None],
    suspended: Sequence[Suspension],
) -> Due:
    start, why = started
    on = _day(start) if start else _date(incident)
    ended = on is not None and deadline.ended_before(on)
    due = Due(deadline=deadline, start=start, in_force=deadline.in_force(on), ended=ended)
    if not deadline.was_read:
        return replace(due, reason=NOT_READ)
    if deadline.unit in WITHOUT_NUMBER:
        return due
    if start is None or why is not None:
        return replace(due, start=None, reason=why)
    return _computed(due, start, incident, days, suspended if deadline.not_counted else ())


def _computed(
    due: Due, start: Moments, incident: Incident | None, days: WorkingDays, left_out: Sequence[Suspension]
) -> Due:
    """The deadline with its ends, or why they cannot be computed."""
    try:
        ends, why = _ends(due.deadline, start, incident, days, left_out)
    except NoCalendar as missing:
        ends, why = (), missing.reason
    except (OverflowError, ValueError):
        ends, why = (), words("期限超出日历的范围", "the end lies beyond the calendar")
    off = _days_of(left_out)
    counted = sum(_day(start) < day <= _day(ends[0]) for day in off) if ends else 0
    day_off, unsure = _last_day(due.deadline, ends, days)
    return replace(due, ends=ends, reason=why, day_off=day_off, unsure=unsure, left_out=counted)


def _last_day(deadline: Deadline, ends: Sequence[Moments], days: WorkingDays) -> tuple[bool, Words | None]:
    """Whether the last day is not a working day, and why nobody knows; of working days and hours neither is asked."""
    if not ends or deadline.unit not in {"天", *_MONTHS} or deadline.at_least:
        return False, None
    try:
        return not days.works(_day(ends[0])), None
    except NoCalendar as missing:
        return False, missing.reason


def _ends(
    deadline: Deadline,
    start: Moments,
    incident: Incident | None,
    days: WorkingDays,
    left_out: Sequence[Suspension],
) -> tuple[tuple[Moments, ...], Words | None]:
    if deadline.amount is None or deadline.amount < 1:
        return (), words("没有写明时限数值", "the deadline has no number")
    first = due_after(deadline, start, days, left_out=left_out)
    if first is None:
        return (), _no_hour(deadline.clock)
    if not deadline.repeats:
        return (first,), None
    ends, last = [first], _repeats_until(incident)
    while last is not None and len(ends) < _MOST:
        again = due_after(deadline, start, days, len(ends) + 1, left_out=left_out)
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
    if clock in COMPLAINT_CLOCKS:
        return None, words(
            "按每件投诉分别起算，投诉的日期写在事件的 clocks",
            "counted for each complaint apart, whose dates go under clocks of the incident",
        )
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
    own, _ = _own_clock(clock, incident)  # of a plan that declared this name before every plan had it
    title = asked[-1][0]
    return (own, None) if own else (None, _open(title))


def _complaint_start(clock: str, complaint: ComplaintTimes) -> tuple[Moments | None, Words | None]:
    """From when a deadline counts for one complaint."""
    is_received = clock == COMPLAINT_CLOCKS[0]
    date, title = (complaint.received, "收到日期") if is_received else (complaint.accepted, "受理日期")
    return (date, None) if isinstance(date, datetime.date) else (None, _open(f"{complaint.title}的{title}"))


def _open(title: str) -> Words:
    return words(f"{title}尚未填写", f"the date of '{title}' is still to be filled in")


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
    "接到召回通知": (("接到召回通知日期", _clock(lambda clocks: clocks.recall_notified)),),
    "被责令召回": (("被责令召回日期", _clock(lambda clocks: clocks.recall_ordered)),),
    "召回计划报告": (("召回计划报告日期", _clock(lambda clocks: clocks.recall_filed)),),
    "召回开始": (("召回开始日期", _recall(lambda recall: recall.begins)),),
    "召回结束": (
        ("召回实施完毕日期", _clock(lambda clocks: clocks.recall_completed)),
        ("召回结束日期", _recall(lambda recall: recall.ends)),
    ),
    "处置结束": (("处置结束日期", _clock(lambda clocks: clocks.closed)),),
}


def _day(moment: Moments) -> datetime.date:
    return moment.date() if isinstance(moment, datetime.datetime) else moment


def _days_of(left_out: Sequence[Suspension]) -> frozenset[datetime.date]:
    """Every day that is left out, however often it is named."""
    return frozenset(
        each.first + number * _DAY for each in left_out for number in range((each.last - each.first).days + 1)
    )


def _later_by(start: datetime.date, end: datetime.date, off: frozenset[datetime.date]) -> datetime.date:
    """The end of a period in which the days that are left out do not count: it never falls on one of them."""
    if not off:
        return end
    counted, day = (end - start).days, start
    while counted:
        day += _DAY
        counted -= day not in off
    return day


def _months_later(day: datetime.date, months: int) -> datetime.date:
    """The same day of a later month, or its last day where it is shorter."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return datetime.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
