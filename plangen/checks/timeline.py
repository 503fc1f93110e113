"""The drill day: phases that follow each other within the drill's hours, and steps that somebody has to do in them."""

from collections.abc import Iterator, Sequence

from plangen.checks.check import Check, Found
from plangen.checks.needs import after, resolved
from plangen.checks.sessions import TIMED
from plangen.checks.wording import clock, length, quoted
from plangen.diagnostics import ERROR, INFO, WARNING, Finding, Place, Words, rule
from plangen.model.drill import Drill
from plangen.model.plan import Plan
from plangen.model.timeline import ALL_DEPARTMENTS, Phase, Step
from plangen.model.values import Duration, Moment

BACKWARDS = rule(
    "T101",
    ERROR,
    title=("阶段的结束不晚于开始", "a phase that ends before it begins"),
    why=("没有长度的阶段无法安排任何步骤", "no step fits a phase without length"),
    message=(
        "阶段“{phase}”{end}结束，不晚于{start}开始",
        "the phase '{phase}' ends at {end}, not after its start at {start}",
    ),
    hint=("更正时间；跨零点写“次日 1:00”", "correct the times; after midnight write 次日 1:00"),
    bad="# timeline.yaml\nphases:\n  - {id: respond, title: 应急处置, start: 23:00, end: 1:00, steps: []}\n",
    good="# timeline.yaml\nphases:\n  - {id: respond, title: 应急处置, start: 23:00, end: 次日 1:00, steps: []}\n",
)
OVERLAPPING = rule(
    "T102",
    WARNING,
    title=("阶段重叠", "phases that overlap"),
    why=(
        "两个阶段同时进行，参演人员不知道该执行哪一个",
        "with two phases at the same time nobody knows which one applies",
    ),
    message=(
        "阶段“{phase}”{start}开始，而“{other}”{end}才结束",
        "the phase '{phase}' begins at {start}, but '{other}' ends only at {end}",
    ),
    hint=("调整两个阶段的时间，使前后衔接", "move the phases so that one follows the other"),
    bad="# timeline.yaml\nphases:\n"
    "  - {id: collect, title: 信息收集, start: 9:00, end: 10:00, steps: []}\n"
    "  - {id: respond, title: 应急处置, start: 9:30, end: 12:00, steps: []}\n",
    good="# timeline.yaml\nphases:\n"
    "  - {id: collect, title: 信息收集, start: 9:00, end: 10:00, steps: []}\n"
    "  - {id: respond, title: 应急处置, start: 10:00, end: 12:00, steps: []}\n",
)
OUTSIDE_HOURS = rule(
    "T103",
    WARNING,
    title=("阶段超出演练时间", "phases outside the drill's hours"),
    why=(
        "人员和场地只安排到演练结束，之后的阶段可能无人参加",
        "people and rooms are arranged for the drill's hours; nobody may be there for the rest",
    ),
    message=(
        "演练时间为{start}至{end}，而阶段{phases}安排在{from}至{to}",
        "the drill runs from {start} to {end}, but {phases} from {from} to {to}",
    ),
    hint=("调整 drill.yaml 的 hours，或调整阶段的时间", "change 'hours' in drill.yaml, or move the phases"),
    bad="# drill.yaml\nhours: {start: 9:00, end: 11:00}\n",
    good="# drill.yaml\nhours: {start: 9:00, end: 12:00}\n",
)
GAPS = rule(
    "T104",
    WARNING,
    title=("阶段之间有空档", "a gap between phases"),
    why=("空档时间内没有人知道该做什么", "in a gap nobody knows what to do"),
    message=("{start}至{end}没有安排阶段", "there is no phase from {start} to {end}"),
    hint=(
        "使前后阶段衔接；中间休息的，在 drill.yaml 中把 hours 改写为 sessions",
        "close the gap; where people have a break, write 'sessions' instead of 'hours' in drill.yaml",
    ),
    bad="# timeline.yaml\nphases:\n"
    "  - {id: collect, title: 信息收集, start: 9:00, end: 9:30, steps: []}\n"
    "  - {id: respond, title: 应急处置, start: 10:00, end: 12:00, steps: []}\n",
    good="# timeline.yaml\nphases:\n"
    "  - {id: collect, title: 信息收集, start: 9:00, end: 9:30, steps: []}\n"
    "  - {id: respond, title: 应急处置, start: 9:30, end: 12:00, steps: []}\n",
)
ORDER_ELSEWHERE = rule(
    "T105",
    WARNING,
    title=("启动指令不在任何阶段内", "a start order outside the phases"),
    why=("以启动指令起算的时限会落在阶段之外", "limits that count from the order fall outside the phases"),
    message=("启动指令在{time}下达，不在任何阶段之内", "the start order is given at {time}, within no phase"),
    hint=("更正下达时间，或调整阶段的时间", "correct the time of the order, or move the phases"),
    bad="# timeline.yaml\norder: {time: 8:00}\n",
    good="# timeline.yaml\norder: {time: 9:00}\n",
)
ORDER_OFF_HOURS = rule(
    "T106",
    WARNING,
    title=("启动指令与演练开始不一致", "a start order at a different time from the drill's start"),
    why=("演练从启动指令开始，两处时间应当一致", "the drill starts with the order; both times should agree"),
    message=(
        "启动指令在{time}下达，而演练{start}开始",
        "the start order is given at {time}, but the drill starts at {start}",
    ),
    hint=(
        "使 order 的 time 与 drill.yaml 的 hours.start 一致",
        "make the order's 'time' agree with hours.start in drill.yaml",
    ),
    bad="# timeline.yaml\norder: {time: 9:05}\n",
    good="# timeline.yaml\norder: {time: 9:00}\n",
)
EMPTY = rule(
    "T107",
    WARNING,
    title=("阶段没有步骤", "a phase without steps"),
    why=("没有步骤的阶段，没有人有任务", "nobody has a task in such a phase"),
    message=("{what}没有安排步骤", "{what} has no steps"),
    hint=("在 steps 中写明步骤和责任方", "write its steps and their owners into 'steps'"),
    bad="# timeline.yaml\nphases:\n  - {id: respond, title: 应急处置, start: 9:00, end: 12:00, steps: []}\n",
    good="# timeline.yaml\nphases:\n  - id: respond\n    title: 应急处置\n    start: 9:00\n    end: 12:00\n    steps:\n"
    "      - {id: examine, title: 检验产品, owner: quality, action: 检验问题产品}\n",
)
EVERY_TOO_LONG = rule(
    "T109",
    WARNING,
    title=("报告间隔长于步骤的时限或所在阶段", "a reporting interval longer than the step's limit or its phase"),
    why=("间隔太长，做完以前一次报告也不会有", "no report would come before the step is done"),
    message=(
        "步骤“{step}”每{every}报告一次，而{within}只有{rest}",
        "the step '{step}' reports every {every}, but has only {rest} {within}",
    ),
    hint=("缩短间隔，或删除 every", "shorten the interval, or delete 'every'"),
    bad="# timeline.yaml\nphases:\n  - id: collect\n    title: 信息收集\n    start: 9:00\n    end: 9:20\n    steps:\n"
    "      - {id: gather, title: 收集投诉, owner: service, action: 收集投诉信息, every: 30分钟}\n",
    good="# timeline.yaml\nphases:\n  - id: collect\n    title: 信息收集\n    start: 9:00\n    end: 9:20\n    steps:\n"
    "      - {id: gather, title: 收集投诉, owner: service, action: 收集投诉信息, every: 10分钟}\n",
)
NO_TIME = rule(
    "T110",
    WARNING,
    title=("时限或间隔为零", "a limit or interval of zero length"),
    why=("零分钟的时限无法遵守", "nobody can keep a limit of zero minutes"),
    message=("步骤“{step}”的{field}为零", "the {field} of the step '{step}' is zero"),
    hint=("写明实际时长；没有要求的，删除这一项", "write the real length, or delete the line if there is no limit"),
    bad="# timeline.yaml\nphases:\n  - id: collect\n    title: 信息收集\n    start: 9:00\n    end: 9:30\n    steps:\n"
    "      - {id: gather, title: 收集投诉, owner: service, action: 收集投诉信息, limit: 0分钟}\n",
    good="# timeline.yaml\nphases:\n  - id: collect\n    title: 信息收集\n    start: 9:00\n    end: 9:30\n    steps:\n"
    "      - {id: gather, title: 收集投诉, owner: service, action: 收集投诉信息, limit: 10分钟}\n",
)
IDLE_DEPARTMENT = rule(
    "T111",
    WARNING,
    title=("部门没有演练步骤", "a department without a step"),
    why=(
        "没有自己的步骤，该部门在演练中无事可做",
        "a department without a step of its own has nothing to do in the drill",
    ),
    message=("{department}在演练流程中没有自己的步骤", "{department} has no step of its own in the timeline"),
    hint=(
        "在 timeline.yaml 中为该部门、其岗位或队伍安排步骤",
        "give the department, one of its posts or its response team a step in timeline.yaml",
    ),
    bad="# timeline.yaml\nphases:\n  - id: respond\n    title: 应急处置\n    start: 9:00\n    end: 12:00\n    steps:\n"
    "      - {id: examine, title: 检验产品, owner: quality, action: 检验问题产品}\n",
    good="# timeline.yaml\nphases:\n  - id: respond\n    title: 应急处置\n    start: 9:00\n    end: 12:00\n    steps:\n"
    "      - {id: examine, title: 检验产品, owner: quality, action: 检验问题产品}\n"
    "      - {id: calm, title: 接待消费者, owner: service-head, action: 接待到场消费者}\n",
)
UNPLAYED_STEP = rule(
    "T112",
    INFO,
    title=("步骤只用于未列入演练的场景", "a step of scenarios that are not played"),
    why=("这样的步骤本次演练不会执行", "nobody will take such a step in this drill"),
    message=(
        "步骤“{step}”只用于未列入演练的场景{scenarios}",
        "the step '{step}' belongs only to scenarios not played: {scenarios}",
    ),
    hint=("把场景列入演练，或删除该步骤", "add a scenario to the drill, or delete the step"),
    bad="# drill.yaml\nscenarios: [leak]\n",
    good="# drill.yaml\nscenarios: [fault, leak]\n",
)

_NIGHT = Duration(6 * 60)  # a pause at least so long, around three in the morning, is the night between two days
_THREE, _DAY = 3 * 60, 24 * 60


def backwards(plan: Plan) -> Found:
    for phase in plan.timeline.phases:
        if phase.end <= phase.start:
            values = {"phase": phase.title, "start": clock(phase.start), "end": clock(phase.end)}
            yield Finding(rule=BACKWARDS, at=phase.where("end"), values=values)


def overlapping(plan: Plan) -> Found:
    for other, phase in _neighbours(plan):
        if phase.start < other.end:
            values = {
                "phase": phase.title,
                "start": clock(phase.start),
                "other": other.title,
                "end": clock(other.end),
            }
            yield Finding(rule=OVERLAPPING, at=phase.where("start"), values=values)


def outside_hours(plan: Plan) -> Found:
    drill = plan.drill
    early = [phase for phase in plan.timeline.phases if phase.start < drill.start]
    late = [phase for phase in plan.timeline.phases if phase.end > drill.end]
    if early:
        yield _outside(drill, early, early[0].where("start"))
    if late:
        yield _outside(drill, late, late[0].where("end"))


def _outside(drill: Drill, phases: Sequence[Phase], at: Place) -> Finding:
    values = {
        "start": clock(drill.start),
        "end": clock(drill.end),
        "phases": quoted(phase.title for phase in phases),
        "from": clock(min(phase.start for phase in phases)),
        "to": clock(max(phase.end for phase in phases)),
    }
    return Finding(rule=OUTSIDE_HOURS, at=at, values=values, hint=_next_day(drill, phases[0]))


def _next_day(drill: Drill, phase: Phase) -> Words | None:
    """What was most likely meant where the drill goes past midnight and a phase seems to begin before it."""
    later = Moment(phase.start.minutes + _DAY)
    if phase.start < drill.start and later < drill.end:
        return Words(f"是否应写“{later}”？", f"did you mean '{later}'?")
    return None


def gaps(plan: Plan) -> Found:
    for end, start, at in _idle(plan):
        for begin, finish in _parts(plan.drill, end, start):
            yield Finding(rule=GAPS, at=at, values={"start": clock(begin), "end": clock(finish)})


def _idle(plan: Plan) -> Iterator[tuple[Moment, Moment, Place]]:
    """The times without a phase between the first and the last, before the first and behind the last."""
    for other, phase in _neighbours(plan):
        if plan.drill.sessions or not _over_night(other.end, phase.start):
            yield other.end, phase.start, phase.where("start")
    phases = plan.timeline.phases
    if phases:
        first = min(phases, key=lambda phase: phase.start)
        last = max(phases, key=lambda phase: phase.end)
        yield plan.drill.start, first.start, first.where("start")
        yield last.end, plan.drill.end, last.where("end")


def _parts(drill: Drill, end: Moment, start: Moment) -> Iterator[tuple[Moment, Moment]]:
    """What of an idle time is no break between sessions."""
    if not drill.sessions and end < start:
        yield end, start
    for each in drill.sessions:
        if max(end, each.start) < min(start, each.end):
            yield max(end, each.start), min(start, each.end)


def _over_night(end: Moment, start: Moment) -> bool:
    next_three = -(-(end.minutes - _THREE) // _DAY) * _DAY + _THREE
    return end.until(start) >= _NIGHT and next_three < start.minutes


def _neighbours(plan: Plan) -> Iterator[tuple[Phase, Phase]]:
    """Each phase with the one before it that ends last, by time; phases without length are another rule's business."""
    phases = sorted(
        (phase for phase in plan.timeline.phases if phase.start < phase.end), key=lambda each: (each.start, each.end)
    )
    before: Phase | None = None
    for phase in phases:
        if before is not None:
            yield before, phase
        if before is None or phase.end > before.end:
            before = phase


def order_elsewhere(plan: Plan) -> Found:
    order = plan.timeline.order
    if plan.timeline.phases and not _within_phases(plan):
        yield Finding(rule=ORDER_ELSEWHERE, at=order.where("time"), values={"time": clock(order.time)})


def order_off_hours(plan: Plan) -> Found:
    order, start = plan.timeline.order, plan.drill.start
    if order.time != start and _within_phases(plan):
        values = {"time": clock(order.time), "start": clock(start)}
        yield Finding(rule=ORDER_OFF_HOURS, at=order.where("time"), values=values)


def _within_phases(plan: Plan) -> bool:
    return any(phase.start <= plan.timeline.order.time <= phase.end for phase in plan.timeline.phases)


def empty(plan: Plan) -> Found:
    if not plan.timeline.phases:
        what = Words("演练流程", "the timeline")
        yield Finding(rule=EMPTY, at=plan.timeline.where("phases"), values={"what": what})
    for phase in plan.timeline.phases:
        if not phase.steps:
            what = Words(f"阶段“{phase.title}”", f"the phase '{phase.title}'")
            yield Finding(rule=EMPTY, at=phase.where("steps"), values={"what": what})


def every_too_long(plan: Plan) -> Found:
    for window in plan.windows.values():
        step, rest = window.step, max(window.start, window.phase.start).until(window.phase.end)
        within = Words(f"阶段“{window.phase.title}”内", f"within the phase '{window.phase.title}'")
        if step.limit and step.limit < rest:
            rest, within = step.limit, Words("它的时限", "by its own limit")
        if step.every and step.every > rest > Duration(0):
            values = {"step": step.title, "every": length(step.every), "within": within, "rest": length(rest)}
            yield Finding(rule=EVERY_TOO_LONG, at=step.where("every"), values=values)


def no_time(plan: Plan) -> Found:
    for step in plan.steps.values():
        for field, title, value in (
            ("limit", Words("时限", "limit"), step.limit),
            ("every", Words("报告间隔", "reporting interval"), step.every),
        ):
            if value is not None and not value.minutes:
                yield Finding(rule=NO_TIME, at=step.where(field), values={"step": step.title, "field": title})


def idle_department(plan: Plan) -> Found:
    organisation = plan.organisation
    homes: dict[str, str | None] = {department.id: department.id for department in organisation.departments}
    homes |= {post.id: post.department for post in organisation.posts}
    homes |= {team.id: team.department for team in organisation.response_teams}
    busy = {homes.get(step.owner) for step in plan.steps.values() if step.owner != ALL_DEPARTMENTS}
    for department in organisation.departments:
        if department.id not in busy:
            at = department.where("id")
            yield Finding(rule=IDLE_DEPARTMENT, at=at, values={"department": department.title})


def unplayed_step(plan: Plan) -> Found:
    titles = {scenario.id: scenario.title for scenario in plan.scenarios}
    for step in plan.steps.values():
        if _unplayed(step, plan) and all(scenario in titles for scenario in step.scenarios):
            named = quoted(titles[scenario] for scenario in step.scenarios)
            at = step.where("scenarios")
            yield Finding(rule=UNPLAYED_STEP, at=at, values={"step": step.title, "scenarios": named})


def _unplayed(step: Step, plan: Plan) -> bool:
    return bool(step.scenarios) and not any(scenario in plan.drill.scenarios for scenario in step.scenarios)


CHECKS = (
    Check(rule=BACKWARDS, run=backwards),
    Check(rule=OVERLAPPING, run=overlapping),
    Check(rule=OUTSIDE_HOURS, run=outside_hours, needs=(*TIMED, after(backwards))),
    Check(rule=GAPS, run=gaps, needs=(*TIMED, after(backwards))),
    Check(rule=ORDER_ELSEWHERE, run=order_elsewhere, needs=(after(backwards),)),
    Check(rule=ORDER_OFF_HOURS, run=order_off_hours, needs=TIMED),
    Check(rule=EMPTY, run=empty),
    Check(rule=EVERY_TOO_LONG, run=every_too_long, needs=(after(backwards),)),
    Check(rule=NO_TIME, run=no_time),
    Check(rule=IDLE_DEPARTMENT, run=idle_department, needs=(resolved("department"),)),
    Check(rule=UNPLAYED_STEP, run=unplayed_step, needs=(resolved("scenario"),)),
)
