"""The master scenario events list: its times, its phases, and that every scenario has one."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from plangen.checks.check import Check, Found
from plangen.checks.needs import after, resolved
from plangen.checks.sessions import TIMED
from plangen.checks.timeline import backwards
from plangen.checks.wording import clock
from plangen.diagnostics import INFO, WARNING, Finding, Rule, Words, rule
from plangen.model.events import phase_of
from plangen.model.injects import CONTINGENCY, Inject
from plangen.model.plan import Plan
from plangen.model.values import Moment

_BEFORE = "# injects/fault.yaml\ninjects:\n"
_CALL = (
    "  - {{id: f-1, title: 首例投诉, time: {0}, scenario_time: {0}, way: 电话, role: caller, by: actor, to: [service],"
    " content: 产品发热, expected: [{{who: service, action: 登记}}], objectives: [quick]{1}}}\n"
)
_SESSIONS = (
    "# drill.yaml\nhours: ~\nsessions:\n  - {start: 9:00, end: 9:30}\n  - {start: 10:00, end: 12:00}\n"
    "# timeline.yaml\nphases:\n  - {id: collect, title: 信息收集, start: 9:00, end: 9:30, steps: []}\n"
    "  - {id: respond, title: 应急处置, start: 10:00, end: 12:00, steps: []}\n"
)
OUTSIDE_PHASE = rule(
    "M101",
    WARNING,
    title=("导调事件不在阶段之内", "an inject outside its phase"),
    why=(
        "阶段以外投放的事件，参演人员没有相应的任务和时限",
        "outside its phase players have no task that would deal with it",
    ),
    message=(
        "导调事件“{inject}”的演练时间{time}不在{phase}之内",
        "the inject '{inject}' comes at {time}, not within {phase}",
    ),
    hint=(
        "调整 time 或 phase，或检查 timeline.yaml 的阶段",
        "change 'time' or 'phase', or the phases of timeline.yaml",
    ),
    bad=_BEFORE + _CALL.format("9:20", ", phase: respond"),
    good=_BEFORE + _CALL.format("9:40", ", phase: respond"),
)
OUTSIDE_HOURS = rule(
    "M102",
    WARNING,
    title=("导调事件不在演练时间之内", "an inject outside the drill's hours"),
    why=("演练开始前或者结束后没有人接收", "before the drill begins and after it ends nobody is there to receive it"),
    message=(
        "导调事件“{inject}”的演练时间{time}不在演练的{start}至{end}之内",
        "the inject '{inject}' comes at {time}, the drill runs from {start} to {end}",
    ),
    hint=("调整 time，或 drill.yaml 的 hours", "change 'time', or the hours of drill.yaml"),
    bad=_BEFORE + _CALL.format("12:30", ""),
    good=_BEFORE + _CALL.format("11:30", ""),
)
IN_BREAK = rule(
    "M110",
    WARNING,
    title=("导调事件安排在休息时间", "an inject in a break of the drill"),
    why=("休息时间没有人在岗，投放了也没有人处置", "nobody is at work in a break to deal with it"),
    message=(
        "导调事件“{inject}”的演练时间是{time}，而{start}至{end}是休息时间",
        "the inject '{inject}' comes at {time}, and there is a break from {start} to {end}",
    ),
    hint=("调整 time，或 drill.yaml 的 sessions", "change 'time', or the sessions of drill.yaml"),
    bad=_SESSIONS + _BEFORE + _CALL.format("9:45", ""),
    good=_SESSIONS + _BEFORE + _CALL.format("9:20", ""),
)
NO_TIME = rule(
    "M103",
    WARNING,
    title=("导调事件没有演练时间", "an inject without a time"),
    why=("导调员不知道何时投放", "no controller knows when to deliver it"),
    message=("导调事件“{inject}”没有演练时间", "the inject '{inject}' has no drill time"),
    hint=("写明 time；按条件启用的，把 kind 写成“应变”", "write 'time', or make it a contingency (kind: 应变)"),
    bad=_BEFORE + "  - {id: f-1, title: 来电, way: 电话, by: actor, to: [service], content: 产品发热}\n",
    good=_BEFORE + "  - {id: f-1, title: 来电, time: 9:20, way: 电话, by: actor, to: [service], content: 产品发热}\n",
)
_TWO = (
    "  - {{id: f-1, title: 来电一, time: {}, scenario_time: {}, way: 电话, by: actor, to: [service], content: 发热}}\n"
    "  - {{id: f-2, title: 来电二, time: {}, scenario_time: {}, way: 电话, by: actor, to: [service], content: 发热}}\n"
)
DESCENDING = rule(
    "M104",
    WARNING,
    title=("导调事件没有按演练时间排列", "injects out of order"),
    why=("导调员照清单逐条投放，顺序不对会漏投或者误投", "controllers deliver down the list and would miss one"),
    message=(
        "导调事件“{inject}”的演练时间{time}早于前一条的{before}",
        "the inject '{inject}' comes at {time}, earlier than the {before} of the one above",
    ),
    hint=("按演练时间重新排列", "put them in the order of their drill times"),
    bad=_BEFORE + _TWO.format("9:25", "9:10", "9:20", "9:20"),
    good=_BEFORE + _TWO.format("9:20", "9:10", "9:25", "9:20"),
)
SCENARIO_BACKWARDS = rule(
    "M105",
    WARNING,
    title=("情景时间倒退", "scenario time running backwards"),
    why=("情景中的时间只能向前，倒退会让参演人员无法判断先后", "players cannot tell what happened first"),
    message=(
        "导调事件“{inject}”的情景时间{time}早于前一条的{before}",
        "the scenario time of the inject '{inject}' is {time}, earlier than the {before} of the one above",
    ),
    hint=("更正 scenario_time；第二天的写“次日 9:00”", "correct 'scenario_time'; the next day is written 次日 9:00"),
    bad=_BEFORE + _TWO.format("9:20", "9:30", "9:25", "9:10"),
    good=_BEFORE + _TWO.format("9:20", "9:30", "9:25", "次日 9:10"),
)
NO_EVENTS = rule(
    "M106",
    WARNING,
    title=("场景没有导调事件", "a scenario without injects"),
    why=(
        "没有导调事件，参演人员就没有可以处置的情况，目标也无从检验",
        "without injects the players have nothing to deal with, and nothing is tested",
    ),
    message=("场景“{scenario}”没有导调事件", "the scenario '{scenario}' has no injects"),
    hint=("在 source/injects/ 中为该场景建立主要事件清单", "write its events list in source/injects/"),
    bad=_BEFORE + "  []\n",
    good=_BEFORE + _CALL.format("9:20", ""),
)
NO_CONDITION = rule(
    "M108",
    WARNING,
    title=("应变事件没有启用条件", "a contingency inject without a condition"),
    why=("没有条件，导调员不知道什么情况下使用", "no controller knows when it is to be used"),
    message=("应变事件“{inject}”没有写明启用条件", "the contingency inject '{inject}' has no condition"),
    hint=("写明 condition，例如“9:55仍未作出决定”", "write into 'condition' when it is to be used"),
    bad=_BEFORE + _CALL.format("9:20", ", kind: 应变"),
    good=_BEFORE + _CALL.format("9:20", ", kind: 应变, condition: 9:18仍未登记投诉"),
)
NO_CONTINGENCY = rule(
    "M109",
    INFO,
    title=("场景没有应变事件", "a scenario without contingency injects"),
    why=(
        "演练过快、过慢或者偏离目标时，导调员没有手段调整",
        "controllers have nothing to steer with when play runs too fast, too slow or astray",
    ),
    message=("场景“{scenario}”没有应变事件", "the scenario '{scenario}' has no contingency injects"),
    hint=("补充一至两条 kind 为“应变”的事件，写明启用条件", "add one or two (kind: 应变), each with its condition"),
    bad=_BEFORE + _CALL.format("9:20", ""),
    good=_BEFORE + _CALL.format("9:20", ", kind: 应变, condition: 9:18仍未登记投诉"),
)


def events_of(plan: Plan) -> Iterator[Inject]:
    """Every inject of every list."""
    for listed in plan.injects:
        yield from listed.injects


def outside_phase(plan: Plan) -> Found:
    for inject in events_of(plan):
        if inject.time is None or not _within_hours(plan, inject.time):
            continue
        phase = phase_of(plan, inject)
        if phase is None and inject.phase:
            continue  # an unknown phase is said elsewhere
        if phase is None or not phase.start <= inject.time <= phase.end:
            named = (
                Words(f"“{phase.title}”阶段", f"the phase '{phase.title}'") if phase else Words("任何阶段", "any phase")
            )
            values = {"inject": inject.title, "time": clock(inject.time), "phase": named}
            yield Finding(rule=OUTSIDE_PHASE, at=inject.where("time"), values=values)


def outside_hours(plan: Plan) -> Found:
    drill = plan.drill
    for inject in events_of(plan):
        if inject.time is not None and not drill.start <= inject.time <= drill.end:
            yield _at_no_time(OUTSIDE_HOURS, inject, inject.time, drill.start, drill.end)


def in_break(plan: Plan) -> Found:
    for inject in events_of(plan):
        for each in plan.drill.breaks:
            if inject.time is not None and each.holds(inject.time):
                yield _at_no_time(IN_BREAK, inject, inject.time, each.start, each.end)


def _at_no_time(rule: Rule, inject: Inject, time: Moment, start: Moment, end: Moment) -> Finding:
    """An inject that comes when it cannot, by when the drill, or its break, begins and ends."""
    values = {"inject": inject.title, "time": clock(time), "start": clock(start), "end": clock(end)}
    return Finding(rule=rule, at=inject.where("time"), values=values)


def _within_hours(plan: Plan, time: Moment) -> bool:
    return any(each.start <= time <= each.end for each in plan.drill.times)


def no_time(plan: Plan) -> Found:
    for inject in events_of(plan):
        if inject.time is None and inject.kind != CONTINGENCY:
            yield Finding(rule=NO_TIME, at=inject.where("id"), values={"inject": inject.title})


def descending(plan: Plan) -> Found:
    for listed in plan.injects:
        timed = [(inject.time, inject) for inject in listed.injects if inject.time is not None]
        yield from _backwards(DESCENDING, "time", timed)


def scenario_backwards(plan: Plan) -> Found:
    for listed in plan.injects:
        told = [each for each in listed.injects if each.kind != CONTINGENCY]
        timed = [(inject.scenario_time, inject) for inject in told if inject.scenario_time is not None]
        yield from _backwards(SCENARIO_BACKWARDS, "scenario_time", timed)


def _backwards(rule: Rule, field: str, timed: Sequence[tuple[Moment, Inject]]) -> Iterator[Finding]:
    for (before, _), (time, inject) in pairwise(timed):
        if time < before:
            values = {"inject": inject.title, "time": clock(time), "before": clock(before)}
            yield Finding(rule=rule, at=inject.where(field), values=values)


def no_events(plan: Plan) -> Found:
    is_directed = plan.has("script") or bool(plan.injects)
    for scenario in plan.played:
        if is_directed and not plan.events(scenario.id):
            yield Finding(rule=NO_EVENTS, at=scenario.where("id"), values={"scenario": scenario.title})


def no_condition(plan: Plan) -> Found:
    for inject in events_of(plan):
        if inject.kind == CONTINGENCY and not inject.condition:
            yield Finding(rule=NO_CONDITION, at=inject.where("id"), values={"inject": inject.title})


def no_contingency(plan: Plan) -> Found:
    for scenario in plan.played:
        events = plan.events(scenario.id)
        if events and not any(inject.kind == CONTINGENCY for inject in events):
            yield Finding(rule=NO_CONTINGENCY, at=scenario.where("id"), values={"scenario": scenario.title})


CHECKS = (
    Check(
        rule=OUTSIDE_PHASE,
        run=outside_phase,
        needs=(*TIMED, after(backwards), resolved("phase")),
    ),
    Check(rule=OUTSIDE_HOURS, run=outside_hours, needs=TIMED),
    Check(rule=IN_BREAK, run=in_break, needs=TIMED),
    Check(rule=NO_TIME, run=no_time),
    Check(rule=DESCENDING, run=descending),
    Check(rule=SCENARIO_BACKWARDS, run=scenario_backwards),
    Check(rule=NO_EVENTS, run=no_events, needs=(resolved("scenario"),)),
    Check(rule=NO_CONDITION, run=no_condition),
    Check(rule=NO_CONTINGENCY, run=no_contingency, needs=(resolved("scenario"),)),
)
