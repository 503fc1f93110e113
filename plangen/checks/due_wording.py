"""Deadlines in the words of both languages: when they start and end, how they stand, what legal has to judge."""

import datetime
from collections.abc import Iterator

from plangen.checks.wording import day
from plangen.diagnostics import Words
from plangen.model.due import Due, Moments, Standing
from plangen.model.met import APPLIES_NOT, UNJUDGED, DutyState, MetEntry

STANDINGS = {
    Standing.AHEAD: Words("未到期", "ahead"),
    Standing.TODAY: Words("当日到期", "due that day"),
    Standing.PAST: Words("期限已过", "past"),
}
_NOTHING = Words("", "")


def moment(value: Moments) -> Words:
    """2024年12月10日13:10 / 2024-12-10 13:10, or the day alone."""
    if not isinstance(value, datetime.datetime):
        return day(value)
    date, clock = day(value.date()), f"{value.hour}:{value.minute:02d}"
    return Words(f"{date.zh}{clock}", f"{date.en} {clock}")


def start_of(due: Due) -> Words:
    """发现：2024年12月10日9:10."""
    clock = due.deadline.starts
    if due.start is None:
        return Words(clock, clock)
    said = moment(due.start)
    return Words(f"{clock}：{said.zh}", f"{clock}: {said.en}")


def end_of(due: Due) -> Words:
    """The last moment or day, all of a repeated deadline, 立即, or why it cannot be computed."""
    if due.reason is not None:
        return Words(f"不能推算：{due.reason.zh}", f"cannot be computed: {due.reason.en}")
    ends = [moment(each) for each in due.ends]
    if not ends:
        return Words("立即", "at once")
    return Words("、".join(each.zh for each in ends), ", ".join(each.en for each in ends))


def standing(due: Due, as_of: Moments | None) -> Words:
    """How the limit stands to the moment asked for; of a repeated one how many of its dates are past."""
    if as_of is None or (first := due.standing(as_of)) is None:
        return _NOTHING
    if len(due.ends) == 1:
        return STANDINGS[first]
    past = sum(due.standing_of(end, as_of) is Standing.PAST for end in due.ends)
    return Words(f"已过{past}次，共{len(due.ends)}次", f"{past} of {len(due.ends)} past")


def became(state: DutyState) -> Words:
    """Whether a duty applies and what was done, as far as somebody recorded it; nothing is concluded from a limit."""
    if state.applies == UNJUDGED:
        return Words("未判断是否适用", "whether it applies is not judged")
    reason = f"（{state.judged.reason}）" if state.judged and state.judged.reason else ""
    if state.applies == APPLIES_NOT:
        return Words(f"不适用{reason}", f"does not apply{_english(reason)}")
    if not state.met:
        return Words(f"适用{reason}；没有登记办理", f"applies{_english(reason)}; not recorded as met")
    done = "、".join(f"{each.met} {each.how or ''}".strip() + _receipt(each) for each in state.met)
    return Words(f"适用{reason}；已办理：{done}", f"applies{_english(reason)}; met: {done}")


def _receipt(entry: MetEntry) -> str:
    return f"（{entry.reference}）" if entry.reference else ""


def _english(aside: str) -> str:
    return f" ({aside[1:-1]})" if aside else ""


def remarks(due: Due) -> Iterator[Words]:
    """What legal has to judge or to know beside the condition."""
    deadline = due.deadline
    if not due.in_force and isinstance(deadline.effective_from, datetime.date):
        begins = day(deadline.effective_from)
        yield Words(
            f"依据自{begins.zh}起施行，晚于本事件，仅供演练参考",
            f"its basis takes effect on {begins.en}, after this incident; for the drill only",
        )
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
