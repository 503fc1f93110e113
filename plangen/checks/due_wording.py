"""Deadlines in the words of both languages: when they start and end, how they stand, what legal has to judge."""

import datetime
from collections.abc import Iterator

from plangen.checks.wording import day
from plangen.diagnostics import Words
from plangen.model.due import NOT_READ, Due, Moments, Standing

STANDINGS = {
    Standing.AHEAD: Words("未到期", "ahead"),
    Standing.TODAY: Words("当日到期", "due that day"),
    Standing.PAST: Words("推算的期限已过", "the computed date is past"),
}
_UNJUDGED = Words("是否适用未判断", "whether it applies was not judged")
_UNKNOWN = Words("是否办理未登记", "whether it was done is not recorded")
_PROMPT = {"立即": Words("立即", "at once"), "及时": Words("及时", "promptly")}
_NOTHING = Words("", "")


def moment(value: Moments) -> Words:
    """2024年12月10日13:10 / 2024-12-10 13:10, or the day alone."""
    if not isinstance(value, datetime.datetime):
        return day(value)
    date, clock = day(value.date()), f"{value.hour}:{value.minute:02d}"
    return Words(f"{date.zh}{clock}", f"{date.en} {clock}")


def start_of(due: Due) -> Words:
    """发现：2024年12月10日9:10; of a complaint with its name: 受理投诉（第3号）：2024年12月10日."""
    clock = f"{due.deadline.clock}（{due.complaint}）" if due.complaint else due.deadline.clock
    if due.start is None:
        return Words(clock, clock)
    said = moment(due.start)
    return Words(f"{clock}：{said.zh}", f"{clock}: {said.en}")


def end_of(due: Due) -> Words:
    """The last moment or day, all of a repeated deadline, 立即, or why it is not computed."""
    if due.reason == NOT_READ:
        return NOT_READ
    if due.reason is not None:
        return Words(f"不能推算：{due.reason.zh}", f"cannot be computed: {due.reason.en}")
    ends = [moment(each) for each in due.ends]
    if not ends:
        return _PROMPT.get(due.deadline.unit, _PROMPT["立即"])
    if due.deadline.at_least:
        return Words(f"至少到{ends[0].zh}", f"at least until {ends[0].en}")
    return Words("、".join(each.zh for each in ends), ", ".join(each.en for each in ends))


def standing(due: Due, as_of: Moments | None) -> Words:
    """How the limit stands to the moment asked for; of a repeated one how many of its dates are past.

    A date that is past never stands alone: a condition is legal's to judge, and what was done is not known here.
    """
    if as_of is None or (first := due.standing(as_of)) is None:
        return _NOTHING
    past = sum(due.standing_of(end, as_of) is Standing.PAST for end in due.ends)
    said = STANDINGS[first]
    if past and len(due.ends) > 1:
        said = Words(
            f"推算的日期已过{past}次，共{len(due.ends)}次", f"{past} of {len(due.ends)} computed dates are past"
        )
    if not past:
        return said
    open_points = (*((_UNJUDGED,) if due.deadline.condition else ()), _UNKNOWN)
    return Words(
        "，".join((said.zh, *(each.zh for each in open_points))),
        ", ".join((said.en, *(each.en for each in open_points))),
    )


def remarks(due: Due) -> Iterator[Words]:
    """What legal has to judge or to know beside the condition."""
    deadline = due.deadline
    if due.ended and isinstance(deadline.effective_to, datetime.date):
        last = day(deadline.effective_to)
        yield Words(
            f"依据有效至{last.zh}，本事件应按新的规定办理",
            f"its basis applied until {last.en}; a newer rule applies to this incident",
        )
    elif not due.in_force and isinstance(deadline.effective_from, datetime.date):
        begins = day(deadline.effective_from)
        yield Words(
            f"依据自{begins.zh}起施行，晚于本事件，仅供演练参考",
            f"its basis takes effect on {begins.en}, after this incident; for the drill only",
        )
    if deadline.not_counted:
        yield Words(f"{deadline.not_counted}不计入", f"not counted: {deadline.not_counted}")
    if due.left_out:
        yield Words(f"推算时已扣除{due.left_out}天", f"{due.left_out} days were left out")
    if due.day_off:
        yield Words(
            "最后一日不是工作日，是否顺延由法律人员判断",
            "the last day is not a working day; legal decides whether it moves",
        )
    if due.unsure is not None:
        yield Words(
            f"不能判断最后一日是否为工作日：{due.unsure.zh}",
            f"whether the last day is a working day is not known: {due.unsure.en}",
        )
