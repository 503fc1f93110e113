"""Limits that count from an event: it is said once, in words that players understand, and the event comes in time."""

from collections.abc import Iterator

from plangen.checks.check import Check, Found
from plangen.checks.needs import distinct, resolved
from plangen.checks.wording import clock, quoted
from plangen.diagnostics import WARNING, Finding, Words, rule
from plangen.model.injects import Inject
from plangen.model.plan import Plan
from plangen.model.timeline import AFTER_PHASE, Phase, Since, Step

_STEP = (
    "# timeline.yaml\nphases:\n  - id: collect\n    title: 信息收集\n    start: 9:10\n    end: 9:30\n    steps:\n"
    "      - {{id: note, title: 登记, owner: service, action: 登记投诉, limit: 5分钟{}}}\n"
)
_CASE = ", scenarios: [fault]"

UNCLEAR = rule(
    "T208",
    WARNING,
    title=("时限起算写得不明确", "a limit that counts from nothing, or from two things"),
    why=("时限只能从一个时刻起算，写了两处就没有人知道以哪一处为准", "nobody knows which of two starts counts"),
    message=("步骤“{step}”的时限起算：{what}", "the limit of '{step}': {what}"),
    hint=(
        "since 里写 event（可以加 inject）或者 start，只写一种；写了 since 就删除 after",
        "write 'event' (with 'inject' where there is one) or 'start' into 'since', and no 'after' beside it",
    ),
    bad=_STEP.format(", after: order, since: {event: 接到来电}"),
    good=_STEP.format(", since: {event: 接到来电}"),
)
UNSEEN = rule(
    "T209",
    WARNING,
    title=("没有写参演人员看到的情形", "an inject that players have no words for"),
    why=(
        "导调事件不能印给参演人员，没有写情形的，计划和角色卡只能写“有关情况出现后”",
        "players must not read of injects, so that their papers cannot say what the limit counts from",
    ),
    message=(
        "步骤“{step}”的时限从导调事件{inject}起算，没有写参演人员看到的情形",
        "the limit of '{step}' counts from the inject {inject}, but nothing says what players see of it",
    ),
    hint=(
        "在 since 里加 event，例如 {inject: {id}, event: 来访者到场}",
        "add 'event' to 'since', such as {inject: {id}, event: 来访者到场}",
    ),
    bad=_STEP.format(", since: {inject: f-1}" + _CASE),
    good=_STEP.format(", since: {inject: f-1, event: 接到来电}" + _CASE),
)
ELSEWHERE = rule(
    "T210",
    WARNING,
    title=("时限从别的场景的导调事件起算", "a limit that counts from an inject of another scenario"),
    why=("没有这个导调事件的场景里，时限无从起算", "without the inject the limit never begins"),
    message=(
        "步骤“{step}”也用于场景{scenarios}，时限却从场景“{scenario}”的导调事件{inject}起算",
        "'{step}' is for {scenarios} too, but its limit counts from {inject}, an inject of '{scenario}'",
    ),
    hint=(
        "在 scenarios 里只写有这个导调事件的场景，或者只写 event，不写 inject",
        "name only the scenario of the inject in 'scenarios', or write 'event' without 'inject'",
    ),
    bad=_STEP.format(", since: {inject: f-1, event: 接到来电}"),
    good=_STEP.format(", since: {inject: f-1, event: 接到来电}" + _CASE),
)
OUTSIDE = rule(
    "T211",
    WARNING,
    title=("时限从本阶段以外的导调事件起算", "a limit that counts from an inject outside the phase"),
    why=(
        "情形在别的阶段出现，参演人员那时有别的任务",
        "when the event happens players are in another phase, with other tasks",
    ),
    message=(
        "步骤“{step}”在阶段“{phase}”（{start}至{end}），时限却从{time}的导调事件{inject}起算",
        "'{step}' belongs to the phase '{phase}' ({start} to {end}), but its limit counts from {inject} at {time}",
    ),
    hint=("把步骤移到那时的阶段，或者更正 inject", "move the step to the phase of that time, or correct 'inject'"),
    bad=_STEP.replace("start: 9:10", "start: 9:20").format(", since: {inject: f-1, event: 接到来电}" + _CASE),
    good=_STEP.format(", since: {inject: f-1, event: 接到来电}" + _CASE),
)


def unclear(plan: Plan) -> Found:
    for _, step, since in _waiting(plan):
        if what := _wrong(step, since):
            yield Finding(rule=UNCLEAR, at=step.where("since"), values={"step": step.title, "what": what})


def _wrong(step: Step, since: Since) -> Words | None:
    if step.after != AFTER_PHASE:
        return Words("既写了 since，又写了 after", "both 'since' and 'after' are written")
    if since.start and (since.event or since.inject):
        return Words("既写了 start，又写了 event 或者 inject", "both 'start' and 'event' or 'inject' are written")
    if not (since.start or since.event or since.inject):
        return Words("since 里没有内容", "'since' says nothing")
    return None


def unseen(plan: Plan) -> Found:
    for _, step, since in _waiting(plan):
        if since.inject and not since.event:
            values = {"step": step.title, "inject": since.inject.upper(), "id": since.inject}
            yield Finding(rule=UNSEEN, at=since.where("inject"), values=values)


def elsewhere(plan: Plan) -> Found:
    for _, step, inject, scenario in _injected(plan):
        own = step.scenarios or plan.drill.scenarios
        if others := [key for key in own if key != scenario]:
            values = {
                "step": step.title,
                "scenarios": quoted(plan.title("scenario", key) for key in others),
                "scenario": plan.title("scenario", scenario),
                "inject": inject.serial,
            }
            yield Finding(rule=ELSEWHERE, at=step.where("since", "inject"), values=values)


def outside(plan: Plan) -> Found:
    for phase, step, inject, _ in _injected(plan):
        if inject.time is not None and not phase.start <= inject.time <= phase.end:
            values = {
                "step": step.title,
                "phase": phase.title,
                "start": clock(phase.start),
                "end": clock(phase.end),
                "time": clock(inject.time),
                "inject": inject.serial,
            }
            yield Finding(rule=OUTSIDE, at=step.where("since", "inject"), values=values)


def _waiting(plan: Plan) -> Iterator[tuple[Phase, Step, Since]]:
    for phase in plan.timeline.phases:
        yield from ((phase, step, step.since) for step in phase.steps if step.since is not None)


def _injected(plan: Plan) -> Iterator[tuple[Phase, Step, Inject, str]]:
    """Each step that waits for an inject, with the inject and its scenario."""
    waiting = [(phase, step, since.inject) for phase, step, since in _waiting(plan) if since.inject]
    if not waiting:
        return  # the events lists are not needed
    known = {each.id: (each, listed.scenario) for listed in plan.injects for each in listed.injects}
    yield from ((phase, step, *known[key]) for phase, step, key in waiting if key in known)


CHECKS = (
    Check(rule=UNCLEAR, run=unclear),
    Check(rule=UNSEEN, run=unseen),
    Check(rule=ELSEWHERE, run=elsewhere, needs=(resolved("scenario"), distinct("inject"))),
    Check(rule=OUTSIDE, run=outside, needs=(distinct("inject"),)),
)
