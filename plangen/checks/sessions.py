"""When the drill is played: one stretch of time or several with breaks between, in which nothing is planned."""

from itertools import pairwise

from plangen.checks.check import Check, Found, Need
from plangen.checks.needs import after
from plangen.checks.wording import clock
from plangen.diagnostics import ERROR, WARNING, Finding, rule
from plangen.model.plan import Plan

_TWO = "# drill.yaml\nhours: ~\nsessions:\n  - {{start: 9:00, end: {}}}\n  - {{start: {}, end: 12:00}}\n"
_MORNING = _TWO.format("10:00", "10:30")
UNTIMED = rule(
    "D111",
    ERROR,
    title=("演练没有时间", "a drill without a time"),
    why=("没有时间就无法通知、安排阶段和签到", "without a time nobody can be told, and no phase can be arranged"),
    message=("没有写明演练时间", "nothing says at what time the drill takes place"),
    hint=(
        "写 hours: {start: 9:00, end: 17:00}；分几段进行的，写 sessions",
        "write hours: {start: 9:00, end: 17:00}, or 'sessions' where it has breaks",
    ),
    bad="# drill.yaml\nhours: ~\n",
    good="# drill.yaml\nhours: {start: 9:00, end: 12:00}\n",
)
TIMED_TWICE = rule(
    "D112",
    ERROR,
    title=("演练时间写了两处", "a drill with its time written twice"),
    why=("两处不一致时，没有人知道以哪一处为准", "where the two differ nobody knows which holds"),
    message=("hours 和 sessions 都写了", "there are both 'hours' and 'sessions'"),
    hint=("中间有休息的留 sessions，没有休息的留 hours", "keep 'sessions' where there are breaks, else 'hours'"),
    bad="# drill.yaml\nhours: {start: 9:00, end: 12:00}\nsessions:\n  - {start: 9:00, end: 12:00}\n",
    good="# drill.yaml\nhours: {start: 9:00, end: 12:00}\n",
)
DRILL_BACKWARDS = rule(
    "T108",
    ERROR,
    title=("演练的结束不晚于开始", "a drill that ends before it begins"),
    why=("没有长度的演练无法安排任何阶段", "no phase fits a drill without length"),
    message=("演练{end}结束，不晚于{start}开始", "the drill ends at {end}, not after its start at {start}"),
    hint=("更正时间；跨零点写“次日 1:00”", "correct the times; after midnight write 次日 1:00"),
    bad="# drill.yaml\nhours: {start: 9:00, end: 1:00}\n",
    good="# drill.yaml\nhours: {start: 9:00, end: 12:00}\n",
)
DISORDERED = rule(
    "D113",
    ERROR,
    title=("演练时段重叠或者次序颠倒", "sessions that overlap or are out of order"),
    why=("时段之间是休息，前后颠倒就无法安排", "what lies between sessions is a break; out of order there is none"),
    message=(
        "演练时段{start}开始，而前一个时段{end}才结束",
        "a session begins at {start}, but the one before it ends only at {end}",
    ),
    hint=(
        "按先后次序写；跨零点写“次日 9:00”",
        "write them in order; after midnight write 次日 9:00",
    ),
    bad=_TWO.format("10:00", "9:30"),
    good=_MORNING,
)
PHASE_IN_BREAK = rule(
    "T113",
    WARNING,
    title=("阶段安排在休息时间", "a phase in a break of the drill"),
    why=("休息时间没有人在岗", "nobody is at work in a break"),
    message=(
        "阶段“{phase}”安排在{from}至{to}，其中{start}至{end}是休息时间",
        "the phase '{phase}' lasts from {from} to {to}, and there is a break from {start} to {end}",
    ),
    hint=(
        "调整阶段的时间，跨过休息的分成两个阶段；或者调整 drill.yaml 的 sessions",
        "move the phase, make two of one that goes on after the break, or change the sessions in drill.yaml",
    ),
    bad=_MORNING,
    good=_MORNING + "# timeline.yaml\nphases:\n  - {id: collect, title: 信息收集, start: 9:00, end: 10:00, steps: []}\n"
    "  - {id: respond, title: 应急处置, start: 10:30, end: 12:00, steps: []}\n",
)


def untimed(plan: Plan) -> Found:
    if not plan.drill.times:
        yield Finding(rule=UNTIMED, at=plan.drill.where())


def timed_twice(plan: Plan) -> Found:
    if plan.drill.hours and plan.drill.sessions:
        yield Finding(rule=TIMED_TWICE, at=plan.drill.where("sessions"))


def drill_backwards(plan: Plan) -> Found:
    for each in plan.drill.times:
        if each.end <= each.start:
            values = {"start": clock(each.start), "end": clock(each.end)}
            yield Finding(rule=DRILL_BACKWARDS, at=each.where("end"), values=values)


def disordered(plan: Plan) -> Found:
    for before, each in pairwise(plan.drill.sessions):
        if each.start < before.end:
            values = {"start": clock(each.start), "end": clock(before.end)}
            yield Finding(rule=DISORDERED, at=each.where("start"), values=values)


TIMED: tuple[Need, ...] = tuple(map(after, (untimed, timed_twice, drill_backwards, disordered)))
"""What a rule rests on that asks when the drill is played."""


def phase_in_break(plan: Plan) -> Found:
    for phase in plan.timeline.phases:
        for each in plan.drill.breaks:
            if each.meets(phase.start, phase.end):
                values = {
                    "phase": phase.title,
                    "from": clock(phase.start),
                    "to": clock(phase.end),
                    "start": clock(each.start),
                    "end": clock(each.end),
                }
                yield Finding(rule=PHASE_IN_BREAK, at=phase.where("start"), values=values)


CHECKS = (
    Check(rule=UNTIMED, run=untimed),
    Check(rule=TIMED_TWICE, run=timed_twice),
    Check(rule=DRILL_BACKWARDS, run=drill_backwards),
    Check(rule=DISORDERED, run=disordered, needs=(after(drill_backwards),)),
    Check(rule=PHASE_IN_BREAK, run=phase_in_break, needs=TIMED),
)
