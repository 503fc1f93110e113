"""Release: what is published in time has been approved in time."""

from collections.abc import Iterable, Iterator, Sequence

from plangen.checks.check import Check, Found
from plangen.checks.needs import distinct, resolved
from plangen.checks.wording import length, quoted
from plangen.diagnostics import WARNING, Finding, rule
from plangen.model.communication import Route, Stage
from plangen.model.facts import all_fact_names
from plangen.model.plan import Plan
from plangen.model.routes import ORDERED, Flow, applies, common_stages, flows, ordered_stages
from plangen.model.scenario import Scenario
from plangen.model.timeline import Step
from plangen.model.values import Duration

TOO_LONG = rule(
    "C301",
    WARNING,
    title=("发布时限短于审批用时", "a release limit shorter than its approvals"),
    why=("审批还没有走完，发布时限就到了", "the limit is over before the approvals are"),
    message=("“{step}”的时限为{limit}，而{stages}共需{total}", "'{step}' has {limit}, but {stages} take {total}"),
    hint=("放宽发布时限，或缩短审批时限", "give the release more time, or the approvals less"),
    bad="# communication.yaml\nstages:\n"
    "  - {id: approve, title: 审批, by: manager, action: 审批, approves: true, limit: 3小时}\n",
    good="# communication.yaml\nstages:\n"
    "  - {id: approve, title: 审批, by: manager, action: 审批, approves: true, limit: 20分钟}\n",
)
OPEN_ENDED = rule(
    "C302",
    WARNING,
    title=("发布有时限而审批没有", "a release limit with an approval that has none"),
    why=(
        "征询外部单位用时不定，发布前又必须完成，规定的发布时限就无法保证",
        "nobody knows how long an outside party takes, yet it comes before the release: its limit cannot be kept",
    ),
    message=(
        "“{step}”的时限为{limit}，而发布前必须完成的{stages}没有时限",
        "'{step}' has {limit}, but {stages} must come first and have no limit",
    ),
    hint=(
        "给该环节写明 limit，或规定超时后先行发布、事后补办",
        "give the stage a 'limit', or say that the release may go first when the answer is late",
    ),
    bad="# communication.yaml\nstages:\n"
    "  - {id: consult, title: 征询监管部门, by: regulator, action: 征询意见, when: 影响重大时, approves: true}\n",
    good="# communication.yaml\nstages:\n"
    "  - {id: consult, title: 征询监管部门, by: regulator, action: 征询意见, when: 影响重大时, approves: true, "
    "limit: 20分钟}\n",
)
NO_APPROVAL = rule(
    "C303",
    WARNING,
    title=("发布没有审批", "a release that nobody approves"),
    why=("未经审批的信息一经发布就收不回来", "what is published cannot be called back"),
    message=("发布流程中没有审批环节", "no stage of the release flow approves"),
    hint=("给审批环节写上 approves: true", "write approves: true in the stage that approves"),
    bad="# communication.yaml\nstages:\n  - {id: draft, title: 起草, by: service, action: 起草通知}\n",
    good="# communication.yaml\nstages:\n"
    "  - {id: draft, title: 起草, by: service, action: 起草通知}\n"
    "  - {id: approve, title: 审批, by: manager, action: 审批, approves: true, limit: 20分钟}\n",
)
ANSWERED_TWICE = rule(
    "C304",
    WARNING,
    title=("同一事实由两方答复", "a fact that two parties answer for"),
    why=("两方都以为对方会答复，问题只发给后一方", "each waits for the other; only the later one is asked"),
    message=("“{name}”已由“{other}”答复", "'{other}' already answers for '{name}'"),
    hint=("只保留一方", "keep one of them"),
    bad="# communication.yaml\nanswers:\n  - {facts: [召回], by: quality}\n  - {facts: [recall, 泄露], by: service}\n",
    good="# communication.yaml\nanswers:\n  - {facts: [召回], by: quality}\n  - {facts: [召回.缺陷], by: service}\n",
)

_NIGHT = (
    "# communication.yaml\nstages:\n  - {id: draft, title: 起草, by: service, action: 起草通知}\n"
    "  - {id: approve, title: 审批, by: manager, action: 审批, approves: true, limit: 20分钟}\n"
    "  - {id: night, title: 夜间审批, by: service-head, action: 审批, approves: true, when: 另有规定时, limit: 9分钟}\n"
)
IDLE_ROUTE = rule(
    "C307",
    WARNING,
    title=("另行规定用不到", "a special rule that never applies"),
    why=("用不到的规定印在计划里，读的人会以为它算数", "it is printed in the plan, and readers take it for valid"),
    message=(
        "第{number}条另行规定没有写步骤和流程，或者没有通知适用，或者前面的规定已经先适用",
        "special rule {number} says neither step nor stages, fits no notice, or comes after one that fits the same",
    ),
    hint=(
        "核对适用场景和通知种类，把范围小的写在前面，或者删去",
        "correct its scenarios and notices, put the narrower rule first, or delete it",
    ),
    bad=_NIGHT + "routes:\n  - {scenarios: [leak], notices: [recall], stages: [draft, night]}\n",
    good=_NIGHT + "routes:\n  - {scenarios: [leak], stages: [draft, night]}\n",
)
IDLE_STAGE = rule(
    "C308",
    WARNING,
    title=("另有规定的环节没有规定使用", "a stage for special cases that none of them names"),
    why=("没有一条另行规定写到它，它就永远不会执行", "it is never passed unless a special rule names it"),
    message=("环节“{stage}”只在另有规定时适用，而 routes 没有写到它", "no special rule names the stage '{stage}'"),
    hint=("写入 routes 的 stages，或者改 when", "name it in the 'stages' of 'routes', or change 'when'"),
    bad=_NIGHT,
    good=_NIGHT + "routes:\n  - {scenarios: [leak], stages: [draft, night]}\n",
)
ABSENT_STEP = rule(
    "C309",
    WARNING,
    title=("发布步骤在场景中不执行", "a release by a step that the scenario has not"),
    why=("场景里没有这个步骤，就没有人发布", "without the step nobody releases anything"),
    message=(
        "另行规定的发布步骤“{step}”在场景“{scenario}”中不执行",
        "'{step}', by which it is to be released, is no step of the scenario '{scenario}'",
    ),
    hint=("改写步骤，或者使步骤的适用场景包括该场景", "name another step, or give this one the scenario"),
    bad="# communication.yaml\nroutes:\n  - {scenarios: [fault], step: cut-off}\n",
    good="# communication.yaml\nroutes:\n  - {scenarios: [leak], step: cut-off}\n",
)


def approvals_too_long(plan: Plan) -> Found:
    for flow in _distinct(flows(plan)):
        step = _step(plan, flow)
        timed = [(stage, stage.limit) for stage in flow.stages if stage.approves and stage.limit]
        total = Duration(sum(limit.minutes for _, limit in timed))
        if step and step.limit and total > step.limit:
            yield Finding(
                rule=TOO_LONG,
                at=timed[-1][0].where("limit"),
                values={
                    "step": step.title,
                    "limit": length(step.limit),
                    "stages": quoted(stage.title for stage, _ in timed),
                    "total": length(total),
                },
            )


def approval_open_ended(plan: Plan) -> Found:
    for flow in _distinct(flows(plan)):
        step = _step(plan, flow)
        stages = [stage for stage in flow.stages if _out_of_hand(stage, plan) and not stage.limit]
        if step and step.limit and stages:
            values = {
                "step": step.title,
                "limit": length(step.limit),
                "stages": quoted(stage.title for stage in stages),
            }
            yield Finding(rule=OPEN_ENDED, at=stages[0].where("id"), values=values)


def _step(plan: Plan, flow: Flow) -> Step | None:
    return plan.steps.get(flow.step) if flow.step else None


def _distinct(every: Iterable[Flow]) -> Iterator[Flow]:
    """The flows that differ in their step or in the stages that approve."""
    seen = set()
    for flow in every:
        key = flow.step, tuple(stage.id for stage in flow.stages if stage.approves)
        if key not in seen:
            seen.add(key)
            yield flow


def _out_of_hand(stage: Stage, plan: Plan) -> bool:
    """An approval whose length the company cannot decide, or that comes on top in grave cases."""
    outside = any(stage.by == party.id for party in plan.organisation.outside)
    return stage.approves and (outside or stage.when == "影响重大时")


def no_approval(plan: Plan) -> Found:
    communication = plan.communication
    is_common = _publishes(plan) and any(each.route is None for each in flows(plan))
    if is_common and not any(stage.approves for stage in common_stages(plan)):
        yield Finding(rule=NO_APPROVAL, at=communication.where("stages"))
    for route in communication.routes:
        stages = ordered_stages(plan, route)
        if stages and not any(stage.approves for stage in stages):
            yield Finding(rule=NO_APPROVAL, at=route.where("stages"))


def _publishes(plan: Plan) -> bool:
    """Whether anything is said of what is published; the company's hotline alone publishes nothing."""
    said = plan.communication
    return bool(said.contents or said.stages or said.release or said.responsible or said.notices)


def idle_routes(plan: Plan) -> Found:
    routes = plan.communication.routes
    ways = tuple(_ways(plan)) if routes else ()
    for number, route in enumerate(routes):
        for key in _idle(routes, number, ways):
            yield Finding(rule=IDLE_ROUTE, at=route.where(*filter(None, [key])), values={"number": number + 1})


def _ways(plan: Plan) -> Iterator[tuple[str, str]]:
    """Scenario and kind of every notice that there is."""
    for case in plan.cases.values():
        scenario = plan.scenario_of(case)
        yield from ((scenario.id if scenario else "", kind.id) for kind in plan.kinds_of(case))


def _idle(routes: Sequence[Route], number: int, ways: Sequence[tuple[str, str]]) -> Iterator[str]:
    """What a route says, its step or its stages, and no notice heeds; nothing said at all is an empty key."""
    said = [key for key in ("step", "stages") if getattr(routes[number], key)]
    if not said:
        yield ""
    for key in said:
        if number not in {_first(routes, key, scenario, kind) for scenario, kind in ways}:
            yield key


def _first(routes: Sequence[Route], key: str, scenario: str, kind: str) -> int | None:
    """The number of the route that counts for a notice, where one does."""
    fitting = (at for at, each in enumerate(routes) if getattr(each, key) and applies(each, scenario, kind))
    return next(fitting, None)


def idle_stages(plan: Plan) -> Found:
    ordered = {key for route in plan.communication.routes for key in route.stages}
    for stage in plan.communication.stages:
        if stage.when == ORDERED and stage.id not in ordered:
            yield Finding(rule=IDLE_STAGE, at=stage.where("when"), values={"stage": stage.title})


def absent_steps(plan: Plan) -> Found:
    for route in plan.communication.routes:
        step = plan.steps.get(route.step or "")
        if step is not None:
            for scenario in _without(plan, route, step):
                values = {"step": step.title, "scenario": scenario.title}
                yield Finding(rule=ABSENT_STEP, at=route.where("step"), values=values)


def _without(plan: Plan, route: Route, step: Step) -> Iterator[Scenario]:
    """The scenarios of a route that do not have its step."""
    for scenario in plan.played:
        is_meant = not route.scenarios or scenario.id in route.scenarios
        if is_meant and step.scenarios and scenario.id not in step.scenarios:
            yield scenario


def answered_twice(plan: Plan) -> Found:
    names = all_fact_names(plan)
    first: dict[str, str] = {}
    for answer in plan.communication.answers:
        for number, name in enumerate(answer.facts):
            path = names.get(name, name)
            if path in first:
                values = {"name": name, "other": plan.party(first[path])}
                yield Finding(rule=ANSWERED_TWICE, at=answer.where("facts", number), values=values)
            first.setdefault(path, answer.by)


CHECKS = (
    Check(rule=TOO_LONG, run=approvals_too_long),
    Check(rule=OPEN_ENDED, run=approval_open_ended, needs=(distinct("stage"),)),
    Check(rule=NO_APPROVAL, run=no_approval, needs=(resolved("stage"),)),
    Check(rule=ANSWERED_TWICE, run=answered_twice),
    Check(rule=IDLE_ROUTE, run=idle_routes, needs=(resolved("stage", "scenario", "notice", "step"),)),
    Check(rule=IDLE_STAGE, run=idle_stages, needs=(resolved("stage"),)),
    Check(rule=ABSENT_STEP, run=absent_steps, needs=(resolved("step", "scenario"),)),
)
