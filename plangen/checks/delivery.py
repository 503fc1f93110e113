"""Injects in use: who delivers them to whom, and what is then expected of whom by when."""

from collections.abc import Iterable, Iterator

from plangen.checks.check import Check, Found
from plangen.checks.events import events_of
from plangen.checks.needs import distinct, resolved
from plangen.checks.wording import clock
from plangen.diagnostics import WARNING, Finding, Words, rule
from plangen.model.injects import BACKGROUND, CONTINGENCY, EXPECTED, INJECT, ExpectedAction, Inject
from plangen.model.plan import Plan
from plangen.model.script import EVALUATING
from plangen.model.timeline import ALL_DEPARTMENTS, Step
from plangen.model.values import Duration
from plangen.model.visibility import belongs_to

_HEAD = "# injects/fault.yaml\ninjects:\n"
_CALL = "  - {{id: f-1, title: 来电, time: 9:20, way: 电话, {}, content: 产品发热}}\n"
_EXPECTED = (
    "  - {{id: f-1, title: 来电, time: 9:20, way: 电话, by: actor, to: [service], content: 产品发热,"
    " expected: [{{action: 登记, {}}}]}}\n"
)
NO_RECEIVER = rule(
    "M111",
    WARNING,
    title=("导调事件没有接收方", "an inject without a receiver"),
    why=("没有接收方，事件投放不到任何人", "it would be delivered to nobody"),
    message=("导调事件“{inject}”没有接收方", "the inject '{inject}' has no receiver"),
    hint=("写明 to：部门、岗位、小组或队伍的编号", "write 'to': ids of departments, posts or teams"),
    bad=_HEAD + _CALL.format("by: actor"),
    good=_HEAD + _CALL.format("by: actor, to: [service]"),
)
ABSENT_RECEIVER = rule(
    "M112",
    WARNING,
    title=("接收方没有参演人员", "a receiver without participants"),
    why=("接收方没有人参加演练，事件无人接收和处置", "nobody from the receiver takes part, so nobody deals with it"),
    message=(
        "导调事件“{inject}”发给{receiver}，而{department}没有参演人员",
        "the inject '{inject}' goes to {receiver}, but {department} has no participants",
    ),
    hint=(
        "在 drill.yaml 中补充该部门的参演人员，或改发其他部门",
        "add its participants to drill.yaml, or send it elsewhere",
    ),
    bad="# drill.yaml\nparticipants:\n  - {department: quality, people: 技术人员, count: 2, tasks: [检测产品]}\n",
    good="# drill.yaml\nparticipants:\n  - {department: service, people: 客服人员, count: 3, tasks: [接待消费者]}\n"
    "  - {department: quality, people: 技术人员, count: 2, tasks: [检测产品]}\n",
)
NO_DELIVERER = rule(
    "M113",
    WARNING,
    title=("导调事件没有合适的投放人", "an inject that no controller delivers"),
    why=(
        "没有投放人，事件到时无人投放；评估人员只观察，不投放",
        "nobody would deliver it in time; evaluators observe and do not deliver",
    ),
    message=("导调事件“{inject}”{what}", "the inject '{inject}' {what}"),
    hint=("在 by 中写导调或者模拟人员的编号", "write the id of a controller or simulator into 'by'"),
    bad=_HEAD + _CALL.format("to: [service]"),
    good=_HEAD + _CALL.format("by: actor, to: [service]"),
)
OTHER_PLAYER = rule(
    "M114",
    WARNING,
    title=("发出方与投放人不一致", "a simulated role delivered by somebody else"),
    why=("模拟角色由固定的人扮演，换人会露出破绽", "a role is played by one person; a second one would give it away"),
    message=(
        "导调事件“{inject}”的发出方“{role}”由{player}扮演，而投放人是{by}",
        "the inject '{inject}' comes from '{role}', played by {player}, but {by} delivers it",
    ),
    hint=("更正 by、role，或 script.yaml 中的 played_by", "correct 'by' or 'role', or 'played_by' in script.yaml"),
    bad=_HEAD + _CALL.format("role: caller, by: controller, to: [service]"),
    good=_HEAD + _CALL.format("role: caller, by: actor, to: [service]"),
)
FOREIGN_DELIVERER = rule(
    "M115",
    WARNING,
    title=("投放人不负责这个场景", "a deliverer who does not belong to this scenario"),
    why=("投放人当时可能正在另一个场景", "this person may be busy with another scenario at that time"),
    message=(
        "导调事件“{inject}”的投放人{by}不负责场景“{scenario}”",
        "the inject '{inject}' is delivered by {by}, who does not belong to the scenario '{scenario}'",
    ),
    hint=(
        "换投放人，或在 script.yaml 中补充其负责的场景",
        "choose somebody else, or add the scenario to this person in script.yaml",
    ),
    bad="# injects/leak.yaml\ninjects:\n" + _CALL.format("by: actor, to: [service]").replace("f-1", "l-1"),
    good="# injects/leak.yaml\ninjects:\n" + _CALL.format("by: controller, to: [service]").replace("f-1", "l-1"),
)
NOTHING_EXPECTED = rule(
    "M201",
    WARNING,
    title=("导调事件没有预期行动", "an inject that expects nothing"),
    why=("没有预期行动，评估人员无从判断处置得好不好", "evaluators cannot tell whether it was handled well"),
    message=("导调事件“{inject}”没有写明预期行动", "the inject '{inject}' expects no action"),
    hint=("写明 expected：谁、做什么、多长时间内", "write 'expected': who does what within what time"),
    bad=_HEAD + _CALL.format("by: actor, to: [service]"),
    good=_HEAD + _EXPECTED.format("who: service"),
)
EXPECTED_OF_NOBODY = rule(
    "M202",
    WARNING,
    title=("预期行动没有责任方", "an expected action without an owner"),
    why=("没有责任方，评估时不知道看谁", "evaluators do not know whom to watch"),
    message=(
        "导调事件“{inject}”的预期行动“{action}”没有责任方",
        "nobody is expected to do '{action}' of the inject '{inject}'",
    ),
    hint=("写明 who：部门、岗位、小组或队伍的编号", "write 'who': the id of a department, post or team"),
    bad=_HEAD + _EXPECTED.format("within: 5分钟"),
    good=_HEAD + _EXPECTED.format("who: service, within: 5分钟"),
)
OTHER_OWNER = rule(
    "M203",
    WARNING,
    title=("预期行动的责任方与步骤不一致", "an expected action whose owner is not the step's"),
    why=(
        "计划和脚本各说各的，参演人员按计划做反而会被扣分",
        "players who follow the plan would be marked down by the script",
    ),
    message=(
        "导调事件“{inject}”期望{who}完成步骤“{step}”，而该步骤的责任方是{owner}",
        "the inject '{inject}' expects the step '{step}' of {who}, but its owner is {owner}",
    ),
    hint=("更正 who 或 step，或修改 timeline.yaml", "correct 'who' or 'step', or timeline.yaml"),
    bad=_HEAD + _EXPECTED.format("who: quality, step: gather"),
    good=_HEAD + _EXPECTED.format("who: service, step: gather"),
)
TOO_LATE = rule(
    "M204",
    WARNING,
    title=("预期行动与步骤的时限矛盾", "an expected action later than its step allows"),
    why=("脚本给的时间超过计划的时限，评估没有依据", "the script allows what the plan forbids"),
    message=(
        "导调事件“{inject}”期望{who}在{expected}完成“{step}”，而按照计划该步骤最迟{due}完成",
        "the inject '{inject}' expects '{step}' of {who} at {expected}, but the plan has it done by {due}",
    ),
    hint=(
        "缩短 within，提前 time，删除 step，或修改 timeline.yaml 的时限",
        "shorten 'within', bring 'time' forward, leave out 'step', or change the limit in timeline.yaml",
    ),
    bad=_HEAD + _EXPECTED.format("who: service, step: gather, within: 30分钟"),
    good=_HEAD + _EXPECTED.format("who: service, step: gather, within: 10分钟"),
)
FOREIGN_STEP = rule(
    "M205",
    WARNING,
    title=("预期行动对应别的场景的步骤", "an expected action of another scenario's step"),
    why=("该步骤不在本场景中进行", "the step is not part of this scenario"),
    message=(
        "导调事件“{inject}”期望的步骤“{step}”不适用于场景“{scenario}”",
        "the inject '{inject}' expects the step '{step}', which is not part of the scenario '{scenario}'",
    ),
    hint=("更正 step，或在 timeline.yaml 中补充适用场景", "correct 'step', or add the scenario to it in timeline.yaml"),
    bad=_HEAD + _EXPECTED.format("who: quality, step: cut-off"),
    good=_HEAD + _EXPECTED.format("who: quality, step: examine"),
)
_DELIVERED = frozenset({INJECT, CONTINGENCY})


def no_receiver(plan: Plan) -> Found:
    for inject in events_of(plan):
        if inject.kind in _DELIVERED and not inject.to:
            yield Finding(rule=NO_RECEIVER, at=inject.where("id"), values={"inject": inject.title})


def absent_receiver(plan: Plan) -> Found:
    present = {each.department for each in plan.drill.participants if each.count != 0}
    for inject in events_of(plan):
        for index, receiver in enumerate(inject.to):
            for department in _departments(plan, receiver):
                if department not in present:
                    values = {
                        "inject": inject.title,
                        "receiver": plan.party(receiver),
                        "department": plan.party(department),
                    }
                    yield Finding(rule=ABSENT_RECEIVER, at=inject.where("to", index), values=values)


def _departments(plan: Plan, party: str) -> tuple[str, ...]:
    """The departments whose people receive what goes to a party; none for leadership and outside parties."""
    return tuple(key for key in plan.departments if party == ALL_DEPARTMENTS or belongs_to(plan, party, key))


def no_deliverer(plan: Plan) -> Found:
    for inject in events_of(plan):
        staff = plan.staff.get(inject.by or "")
        if inject.by is None and inject.kind in {*_DELIVERED, BACKGROUND}:
            what = Words("没有投放人", "has nobody to deliver it")
        elif staff and staff.kind == EVALUATING:
            what = Words(f"的投放人{staff.title}是评估人员", f"is delivered by {staff.title}, an evaluator")
        else:
            continue
        yield Finding(rule=NO_DELIVERER, at=inject.where("by"), values={"inject": inject.title, "what": what})


def other_player(plan: Plan) -> Found:
    for inject in events_of(plan):
        role = plan.roles.get(inject.role or "")
        if role and inject.by and role.played_by != inject.by:
            values = {
                "inject": inject.title,
                "role": role.title,
                "player": plan.person(role.played_by),
                "by": plan.person(inject.by),
            }
            yield Finding(rule=OTHER_PLAYER, at=inject.where("by"), values=values)


def foreign_deliverer(plan: Plan) -> Found:
    titles = {scenario.id: scenario.title for scenario in plan.scenarios}
    for listed in plan.injects:
        for inject in listed.injects:
            staff = plan.staff.get(inject.by or "")
            if staff and staff.scenarios and listed.scenario not in staff.scenarios:
                values = {
                    "inject": inject.title,
                    "by": staff.title,
                    "scenario": titles.get(listed.scenario, listed.scenario),
                }
                yield Finding(rule=FOREIGN_DELIVERER, at=inject.where("by"), values=values)


def nothing_expected(plan: Plan) -> Found:
    for inject in events_of(plan):
        if inject.kind in {*_DELIVERED, EXPECTED} and not inject.expected:
            yield Finding(rule=NOTHING_EXPECTED, at=inject.where("id"), values={"inject": inject.title})


def expected_of_nobody(plan: Plan) -> Found:
    for inject in events_of(plan):
        for expected in inject.expected:
            if expected.who is None:
                values = {"inject": inject.title, "action": expected.action}
                yield Finding(rule=EXPECTED_OF_NOBODY, at=expected.where("action"), values=values)


def other_owner(plan: Plan) -> Found:
    for inject, expected, step in _with_steps(plan, events_of(plan)):
        who = expected.who
        if who and not belongs_to(plan, who, step.owner) and not belongs_to(plan, step.owner, who):
            values = {
                "inject": inject.title,
                "who": plan.party(who),
                "step": step.title,
                "owner": plan.party(step.owner),
            }
            yield Finding(rule=OTHER_OWNER, at=expected.where("who"), values=values)


def too_late(plan: Plan) -> Found:
    for inject, expected, step in _with_steps(plan, events_of(plan)):
        window = plan.windows.get(step.id)
        if inject.time is None or window is None:
            continue
        done = inject.time + (expected.within or Duration(0))
        if done > window.due:
            values = {
                "inject": inject.title,
                "who": plan.party(expected.who or step.owner),
                "expected": clock(done),
                "step": step.title,
                "due": clock(window.due),
            }
            yield Finding(rule=TOO_LATE, at=expected.where("within"), values=values)


def foreign_step(plan: Plan) -> Found:
    titles = {scenario.id: scenario.title for scenario in plan.scenarios}
    for listed in plan.injects:
        scenario = listed.scenario
        for inject, expected, step in _with_steps(plan, listed.injects):
            if step.scenarios and scenario not in step.scenarios:
                values = {"inject": inject.title, "step": step.title, "scenario": titles.get(scenario, scenario)}
                yield Finding(rule=FOREIGN_STEP, at=expected.where("step"), values=values)


def _with_steps(plan: Plan, injects: Iterable[Inject]) -> Iterator[tuple[Inject, ExpectedAction, Step]]:
    """Each expected action that names a step, with that step."""
    for inject in injects:
        for expected in inject.expected:
            if step := plan.steps.get(expected.step or ""):
                yield inject, expected, step


CHECKS = (
    Check(rule=NO_RECEIVER, run=no_receiver),
    Check(rule=ABSENT_RECEIVER, run=absent_receiver, needs=(resolved("department"),)),
    Check(rule=NO_DELIVERER, run=no_deliverer, needs=(distinct("staff"),)),
    Check(rule=OTHER_PLAYER, run=other_player, needs=(resolved("staff", "role"),)),
    Check(rule=FOREIGN_DELIVERER, run=foreign_deliverer, needs=(resolved("scenario", "staff"),)),
    Check(rule=NOTHING_EXPECTED, run=nothing_expected),
    Check(rule=EXPECTED_OF_NOBODY, run=expected_of_nobody),
    Check(rule=OTHER_OWNER, run=other_owner, needs=(resolved("party", "step"),)),
    Check(rule=TOO_LATE, run=too_late, needs=(resolved("step"),)),
    Check(rule=FOREIGN_STEP, run=foreign_step, needs=(resolved("scenario", "step"),)),
)
