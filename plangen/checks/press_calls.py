"""One place for the calls of the press: hotline, script and role cards must not send them to different people."""

from plangen.checks.check import Check, Found
from plangen.checks.contrary_duties import said
from plangen.checks.needs import distinct, resolved
from plangen.diagnostics import WARNING, Finding, rule
from plangen.model.injects import Inject
from plangen.model.plan import Plan
from plangen.model.press import are_of_press, speakers
from plangen.model.visibility import belongs_to

_LIAISON = (
    "# communication.yaml\nliaison: {post: quality-head, duties: [{title: 媒体关系, text: 联系媒体}], "
    "workflow: [{title: 监测, text: 监测舆情}]}\n"
)
ELSEWHERE = rule(
    "O126",
    WARNING,
    title=("媒体来电转给了别人", "calls of the press go to somebody else"),
    why=(
        "角色卡要求把媒体询问转给媒体应答方，热线口径转给别人，两处不同，媒体会得到两种答复",
        "cards pass the press on to one party and the hotline to another, and the press will hear two answers",
    ),
    message=(
        "“{matter}”转给{to}，而媒体询问应转{speaker}（{other}）",
        "'{matter}' is passed to {to}, while calls of the press go to {speaker} ({other})",
    ),
    hint=(
        "两处改为同一方：改这里的 to，或者改 communication.yaml 的 press（第一个是转接的对象）",
        "make them the same: change to here, or the first of press in communication.yaml",
    ),
    bad=_LIAISON + "# scenarios/leak.yaml\nincident: {answering: {transfers: [{matter: 媒体来电, to: service}]}}\n",
    good=_LIAISON
    + "# scenarios/leak.yaml\nincident: {answering: {transfers: [{matter: 媒体来电, to: quality-head}]}}\n",
)
_CALL = (
    "# organisation.yaml\noutside: [{id: consumers, title: 消费者}, {id: regulator, title: 市场监督管理部门},"
    " {id: press, title: 媒体}]\n# script.yaml\nroles:\n"
    "  - {id: caller, title: 模拟消费者甲, played_by: actor, stands_for: consumers}\n"
    "  - {id: reporter, title: 模拟记者, played_by: actor, stands_for: press}\n"
    "# injects/leak.yaml\nscenario: leak\ninjects:\n"
    "  - {id: l-1, title: 记者来电, scenario_time: 9:15, time: 9:15, way: 电话, role: reporter, by: actor,"
    " content: 产品是否发热, expected: [{who: service, action: 登记}], objectives: [quick], to: "
)
UNANSWERED = rule(
    "M314",
    WARNING,
    title=("媒体来电打给了不能答复的人", "a call of the press to somebody who may not answer it"),
    why=(
        "脚本让媒体打给不得答复媒体的人，预期行动同角色卡相反",
        "the script lets the press ring somebody whose card forbids to answer",
    ),
    message=(
        "“{inject}”是媒体的询问，接收方是{to}，其中没有可以答复媒体的{speakers}（{other}）",
        "'{inject}' is a call of the press to {to}, none of whom may answer it; {speakers} may ({other})",
    ),
    hint=(
        "接收方加上可以答复媒体的一方；他也可以答复的，写入 communication.yaml 的 press",
        "add a party that may answer the press to its receivers, or name the receiver in press of communication.yaml",
    ),
    bad=_LIAISON + _CALL + "[service]}\n",
    good=_LIAISON + _CALL + "[service, quality-head]}\n",
)


def elsewhere(plan: Plan) -> Found:
    spoken = speakers(plan)
    for case in plan.cases.values() if spoken else ():
        answering = case.incident.answering if case.incident else None
        for each in answering.transfers if answering else ():
            if each.matter and each.to and are_of_press(each.matter) and each.to != spoken[0]:
                values = {
                    "matter": each.matter,
                    "to": plan.party(each.to),
                    "speaker": plan.party(spoken[0]),
                    "other": _where(plan),
                }
                yield Finding(rule=ELSEWHERE, at=each.where("to"), values=values)


def unanswered(plan: Plan) -> Found:
    spoken = speakers(plan)
    for scenario in plan.played if spoken else ():
        for inject in plan.events(scenario.id):
            if inject.to and _is_of_press(plan, inject) and not _reaches(plan, inject, spoken):
                values = {
                    "inject": inject.title,
                    "to": "、".join(map(plan.party, inject.to)),
                    "speakers": "、".join(map(plan.party, spoken)),
                    "other": _where(plan),
                }
                yield Finding(rule=UNANSWERED, at=inject.where("to"), values=values)


def _is_of_press(plan: Plan, inject: Inject) -> bool:
    role = plan.roles.get(inject.role or "")
    return role is not None and are_of_press(plan.party(role.stands_for) if role.stands_for else role.title)


def _reaches(plan: Plan, inject: Inject, spoken: tuple[str, ...]) -> bool:
    return any(
        belongs_to(plan, receiver, each) or belongs_to(plan, each, receiver)
        for receiver in inject.to
        for each in spoken
    )


def _where(plan: Plan) -> str:
    communication = plan.communication
    return said(communication.where("press") if communication.press else communication.where("liaison"))


_NEEDS = (distinct("party"), resolved("party", "post"))
CHECKS = (
    Check(rule=ELSEWHERE, run=elsewhere, needs=_NEEDS),
    Check(rule=UNANSWERED, run=unanswered, needs=(*_NEEDS, resolved("role"))),
)
