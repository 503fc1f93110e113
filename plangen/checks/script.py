"""The script: objectives that are tested and observed, drill staff that do not play, rules to stop by."""

from collections.abc import Iterator

from plangen.checks.check import Check, Found
from plangen.checks.events import events_of
from plangen.checks.needs import resolved
from plangen.diagnostics import WARNING, Finding, Place, Rule, rule
from plangen.model.injects import BACKGROUND
from plangen.model.observation import observes
from plangen.model.plan import Plan
from plangen.model.script import EVALUATING, DrillStaff
from plangen.model.values import Id, is_todo
from plangen.model.visibility import belongs_to

_GOAL = "  - {id: quick, title: 响应快速, text: 5分钟内到位, criteria: [speed]}\n"
_CALL = (
    "# injects/fault.yaml\ninjects:\n"
    "  - {{id: f-1, title: 来电, time: 9:20, way: 电话, by: actor, to: [service], content: 产品发热{}}}\n"
)
_STAFF = (
    "# script.yaml\nstaff:\n  - {{id: controller, kind: 导调, title: 总导调, name: 周七{}}}\n"
    "  - {{id: actor, kind: 模拟, title: 模拟员, name: 吴八}}\n"
    "  - {{id: observer, kind: 评估, title: 评估员, name: 郑九, watches: [service], objectives: [quick]{}}}\n"
)
UNTESTED = rule(
    "M301",
    WARNING,
    title=("演练目标没有导调事件检验", "an objective that no inject tests"),
    why=(
        "没有事件检验的目标，演练结束后无法评估",
        "an objective that no inject tests cannot be evaluated after the drill",
    ),
    message=("没有导调事件检验演练目标“{objective}”", "no inject tests the objective '{objective}'"),
    hint=("在有关导调事件的 objectives 中写上它，或删除该目标", "add it to the objectives of an inject, or delete it"),
    bad="# script.yaml\nobjectives:\n" + _GOAL + "  - {id: calm, title: 沉着, text: 不慌乱, criteria: [speed]}\n",
    good="# script.yaml\nobjectives:\n" + _GOAL,
)
WITHOUT_OBJECTIVE = rule(
    "M302",
    WARNING,
    title=("导调事件没有对应的演练目标", "an inject that serves no objective"),
    why=("不对应任何目标的事件只会占用时间", "an inject that tests nothing only takes time"),
    message=("导调事件“{inject}”没有对应的演练目标", "the inject '{inject}' serves no objective"),
    hint=("写明 objectives；只作铺垫的，把 kind 写成“背景”", "write 'objectives', or make it background (kind: 背景)"),
    bad=_CALL.format(""),
    good=_CALL.format(", objectives: [quick]"),
)
UNOBSERVED = rule(
    "M303",
    WARNING,
    title=("演练目标没有评估人员观察", "an objective that no evaluator observes"),
    why=("没有人观察就没有依据，评估只能凭印象", "without an observer the evaluation rests on impressions"),
    message=("演练目标“{objective}”没有评估人员负责观察", "no evaluator observes the objective '{objective}'"),
    hint=("在评估人员的 objectives 中写上它", "add it to the objectives of an evaluator"),
    bad=_STAFF.format("", "").replace(", objectives: [quick]", ""),
    good=_STAFF.format("", ""),
)
NO_CRITERION = rule(
    "M304",
    WARNING,
    title=("演练目标没有评估标准", "an objective without a criterion"),
    why=("目标要落到评估标准上，才能评出等次", "it can only be graded by a criterion"),
    message=("演练目标“{objective}”没有对应的评估标准", "the objective '{objective}' has no criterion"),
    hint=("在 criteria 中写 evaluation.yaml 的标准编号", "write ids of evaluation.yaml into 'criteria'"),
    bad="# script.yaml\nobjectives:\n  - {id: quick, title: 响应快速, text: 5分钟内到位}\n",
    good="# script.yaml\nobjectives:\n" + _GOAL,
)
NO_STOP = rule(
    "M305",
    WARNING,
    title=("没有意外中止规则", "no rule for stopping the drill"),
    why=(
        "出现真实险情或者外界误认时，必须知道谁能叫停、怎样叫停",
        "in real danger everybody must know who stops the drill, and how",
    ),
    message=("演练脚本没有意外中止规则", "the script has no rule for stopping the drill"),
    hint=("在 script.yaml 的 stops 中写明情形、决定人、信号和恢复条件", "write 'stops' in script.yaml"),
    bad="# script.yaml\nstops: []\n",
    good="# script.yaml\nstops:\n  - {id: injury, title: 人员受伤, kind: 暂停, condition: 有人受伤,"
    " decides: controller, signal: 真实情况, procedure: [停止行动], resumption: 危险排除}\n",
)
PLAYER_CONTROLS = rule(
    "M306",
    WARNING,
    title=("参演人员兼任导控人员", "a player among the drill staff"),
    why=(
        "参演人员事先知道导调事件，演练就失去检验的意义",
        "a player who knows the injects beforehand is no longer tested by them",
    ),
    message=("{staff}由参演岗位“{post}”的人员兼任", "{staff} is also '{post}', who plays in the drill"),
    hint=("换由不参演的人员担任", "choose somebody who does not play"),
    bad=_STAFF.format(", post: quality-head", ""),
    good=_STAFF.format("", ""),
)
OWN_DEPARTMENT = rule(
    "M307",
    WARNING,
    title=("评估人员评估本部门", "an evaluator who observes their own department"),
    why=("评估本部门难以客观", "nobody judges their own department without bias"),
    message=("{staff}来自{department}，却负责观察{watched}", "{staff} belongs to {department} but observes {watched}"),
    hint=("与其他评估人员对调观察对象，或请外部人员", "let evaluators change places, or ask somebody from outside"),
    bad=_STAFF.format("", ", department: service"),
    good=_STAFF.format("", ", department: quality"),
)
UNJUDGED = rule(
    "M308",
    WARNING,
    title=("导调事件没有评估人员能够评估", "an inject that no evaluator can judge"),
    why=(
        "负责该目标的评估人员不在这个场景，或者不观察预期行动的责任方，事件处置得怎样没有人记录",
        "the evaluators of the objective are not at the scenario or do not watch those who act, so nobody records it",
    ),
    message=(
        "没有评估人员能就导调事件“{inject}”评估目标“{objective}”",
        "no evaluator can judge the objective '{objective}' by the inject '{inject}'",
    ),
    hint=(
        "在 script.yaml 中调整评估人员的 scenarios、watches 或 objectives，或从该事件的 objectives 中去掉这个目标",
        "change the scenarios, watches or objectives of an evaluator in script.yaml, or the inject's objectives",
    ),
    bad=_CALL.format(", objectives: [quick], expected: [{who: manager, action: 决策}]"),
    good=_CALL.format(", objectives: [quick], expected: [{who: service, action: 登记}]"),
)


def untested(plan: Plan) -> Found:
    tested = {key for inject in events_of(plan) for key in inject.objectives}
    return _objectives(plan, UNTESTED, tested)


def unobserved(plan: Plan) -> Found:
    observed = {key for staff in _evaluators(plan) for key in staff.objectives}
    return _objectives(plan, UNOBSERVED, observed)


def no_criterion(plan: Plan) -> Found:
    return _objectives(plan, NO_CRITERION, {each.id for each in plan.script.objectives if each.criteria})


def _objectives(plan: Plan, rule: Rule, fine: set[str] | set[Id]) -> Iterator[Finding]:
    for objective in plan.script.objectives:
        if objective.id not in fine:
            yield Finding(rule=rule, at=objective.where("id"), values={"objective": objective.title})


def without_objective(plan: Plan) -> Found:
    for inject in events_of(plan):
        if inject.kind != BACKGROUND and not inject.objectives:
            yield Finding(rule=WITHOUT_OBJECTIVE, at=inject.where("id"), values={"inject": inject.title})


def no_stop(plan: Plan) -> Found:
    if plan.script.stops or not (plan.has("script") or plan.injects):
        return
    written = plan.script.where("stops")
    yield Finding(rule=NO_STOP, at=written if written.file else Place(file="source/script.yaml", path="script.stops"))


def player_controls(plan: Plan) -> Found:
    holders = {post.holder: post for post in plan.organisation.posts if post.holder and not is_todo(post.holder)}
    for staff in plan.script.staff:
        post = plan.posts.get(staff.post or "") or holders.get(staff.name or "")
        if post:
            at = staff.where("post" if staff.post else "name")
            yield Finding(rule=PLAYER_CONTROLS, at=at, values={"staff": staff.title, "post": post.title})


def own_department(plan: Plan) -> Found:
    for staff in plan.script.staff:
        post = plan.posts.get(staff.post or "")
        home = staff.department or (post.department if post else None)
        if staff.kind != EVALUATING or home is None:
            continue
        for index, watched in enumerate(staff.watches):
            if belongs_to(plan, watched, home):
                values = {"staff": staff.title, "department": plan.party(home), "watched": plan.party(watched)}
                yield Finding(rule=OWN_DEPARTMENT, at=staff.where("watches", index), values=values)


def unjudged(plan: Plan) -> Found:
    evaluators = _evaluators(plan)
    judged = {key for staff in evaluators for key in staff.objectives} & plan.objectives.keys()
    for listed in plan.injects:
        for inject in listed.injects:
            if not inject.expected:
                continue
            for index, key in enumerate(inject.objectives):
                if key not in judged:
                    continue  # said elsewhere
                if not any(observes(plan, staff, listed.scenario, inject, key) for staff in evaluators):
                    values = {"inject": inject.title, "objective": plan.objectives[key].title}
                    yield Finding(rule=UNJUDGED, at=inject.where("objectives", index), values=values)


def _evaluators(plan: Plan) -> tuple[DrillStaff, ...]:
    return tuple(staff for staff in plan.script.staff if staff.kind == EVALUATING)


CHECKS = (
    Check(rule=UNTESTED, run=untested, needs=(resolved("objective"),)),
    Check(rule=WITHOUT_OBJECTIVE, run=without_objective),
    Check(rule=UNOBSERVED, run=unobserved, needs=(resolved("objective"),)),
    Check(rule=NO_CRITERION, run=no_criterion),
    Check(rule=NO_STOP, run=no_stop),
    Check(rule=PLAYER_CONTROLS, run=player_controls),
    Check(rule=OWN_DEPARTMENT, run=own_department, needs=(resolved("department"),)),
    Check(rule=UNJUDGED, run=unjudged, needs=(resolved("objective", "scenario", "party"),)),
)
