"""Scenarios: each one says what is done, who leads, who tells whom and what is published."""

from plangen.checks.check import Check, Found
from plangen.checks.needs import resolved
from plangen.checks.wording import length
from plangen.diagnostics import WARNING, Finding, Rule, rule
from plangen.model.plan import Plan
from plangen.model.scenario import Scenario

NO_MEASURES = rule(
    "C101",
    WARNING,
    title=("场景没有应急措施", "a scenario without measures"),
    why=("没有措施，应急指挥手册就说不出怎么处置", "without measures the command handbook cannot say what to do"),
    message=("场景“{scenario}”没有应急措施", "the scenario '{scenario}' has no measures"),
    hint=("在 measures 中写明措施和责任方", "write the measures and their owners into 'measures'"),
    bad="# scenarios/fault.yaml\nmeasures: []\n",
    good="# scenarios/fault.yaml\nmeasures:\n  - {title: 停止销售, text: 停止销售问题产品, owner: quality}\n",
)
NO_FLOW = rule(
    "C102",
    WARNING,
    title=("场景没有指挥流程", "a scenario without a command flow"),
    why=("指挥员按指挥流程逐步下达指令", "the commanders give their orders along the command flow"),
    message=("场景“{scenario}”没有指挥流程", "the scenario '{scenario}' has no command flow"),
    hint=("在 flow 中按先后次序写明指挥步骤", "write the steps of command into 'flow', in order"),
    bad="# scenarios/fault.yaml\nflow: []\n",
    good="# scenarios/fault.yaml\nflow:\n  - {title: 启动检测, owner: quality, action: 命令质量管理部启动检测}\n",
)
NO_NOTICES = rule(
    "C103",
    WARNING,
    title=("场景没有公开通知", "a scenario without notices"),
    why=("没有列出通知，就不会生成通知草稿", "no drafts are made where no notices are listed"),
    message=("场景“{scenario}”没有需要起草的公开通知", "the scenario '{scenario}' has no notices to draft"),
    hint=(
        "在 notices 中写明 communication.yaml 里的通知编号",
        "write ids of notices of communication.yaml into 'notices'",
    ),
    bad="# scenarios/fault.yaml\nnotices: []\n",
    good="# scenarios/fault.yaml\nnotices: [recall]\n",
)
NO_OWNER = rule(
    "C104",
    WARNING,
    title=("场景没有牵头部门", "a scenario without a leading department"),
    why=("没有牵头部门，多个部门之间就无人协调", "if no department leads, nobody coordinates the others"),
    message=("场景“{scenario}”没有牵头部门", "no department leads the scenario '{scenario}'"),
    hint=("在 owner 中写明部门编号", "write a department's id into 'owner'"),
    bad="# scenarios/flood.yaml\nid: flood\ntitle: 门店进水\nsituation: {summary: 暴雨导致门店进水}\n",
    good="# scenarios/flood.yaml\nid: flood\ntitle: 门店进水\nowner: service\nsituation: {summary: 暴雨导致门店进水}\n",
)
NO_POINTS = rule(
    "C105",
    WARNING,
    title=("场景没有指挥要点", "a scenario without command points"),
    why=("指挥要点提醒指挥员始终兼顾什么", "the points remind the commanders what to keep in mind"),
    message=(
        "场景“{scenario}”没有指挥要点，也没有通用的指挥要点",
        "the scenario '{scenario}' has no command points, nor has the plan",
    ),
    hint=("在场景或 command.yaml 的 points 中写明", "write them into 'points' of the scenario or of command.yaml"),
    bad="# scenarios/fault.yaml\npoints: []\n# command.yaml\npoints: []\n",
    good="# scenarios/fault.yaml\npoints: []\n# command.yaml\npoints: [维护消费者权益]\n",
)
NO_STEP = rule(
    "C106",
    WARNING,
    title=("演练的场景没有自己的步骤", "a played scenario without a step of its own"),
    why=("演练流程中没有这个场景的步骤，它就得不到演练", "a scenario without steps in the timeline is not rehearsed"),
    message=(
        "演练流程中没有专门用于场景“{scenario}”的步骤",
        "no step in the timeline belongs to the scenario '{scenario}'",
    ),
    hint=(
        "在 timeline.yaml 中安排步骤，并在其 scenarios 中写明该场景",
        "give timeline.yaml a step with this scenario in its 'scenarios'",
    ),
    bad="# timeline.yaml\nphases:\n  - id: respond\n    title: 应急处置\n    start: 9:00\n    end: 12:00\n    steps:\n"
    "      - {id: examine, title: 检验产品, owner: quality, action: 检验问题产品, scenarios: [fault]}\n",
    good="# timeline.yaml\nphases:\n  - id: respond\n    title: 应急处置\n    start: 9:00\n    end: 12:00\n    steps:\n"
    "      - {id: examine, title: 检验产品, owner: quality, action: 检验问题产品, scenarios: [fault]}\n"
    "      - {id: cut-off, title: 切断源头, owner: quality, action: 切断泄露源头, scenarios: [leak]}\n",
)
NO_NOTIFICATIONS = rule(
    "C107",
    WARNING,
    title=("场景没有通知链", "a scenario without a notification chain"),
    why=(
        "没有写明谁通知谁，消费者和有关部门就可能无人告知",
        "if nobody has to notify them, consumers and authorities may never hear of it",
    ),
    message=("场景“{scenario}”没有通知链", "the scenario '{scenario}' has no notification chain"),
    hint=(
        "在 notifications 中写明通知方、被通知方、内容和时限",
        "write sender, receiver, content and limit into 'notifications'",
    ),
    bad="# scenarios/fault.yaml\nnotifications: []\n",
    good="# scenarios/fault.yaml\nnotifications:\n"
    "  - {sender: service, receiver: consumers, content: 召回信息, within: 1小时}\n",
)
TOO_SLOW = rule(
    "C108",
    WARNING,
    title=("通知时限长于起算的阶段", "a notification limit longer than the phase it counts from"),
    why=("阶段结束时通知可能还没有发出", "the phase may be over before anybody is told"),
    message=(
        "{sender}通知{receiver}的时限为{within}，而阶段“{phase}”只有{length}",
        "{sender} has {within} to tell {receiver}, but the phase '{phase}' lasts only {length}",
    ),
    hint=("缩短时限，或从别的时间起算", "shorten the limit, or let it count from another time"),
    bad="# scenarios/fault.yaml\nnotifications:\n"
    "  - {sender: service, receiver: consumers, content: 召回信息, within: 4小时, since: 应急处置阶段开始}\n",
    good="# scenarios/fault.yaml\nnotifications:\n"
    "  - {sender: service, receiver: consumers, content: 召回信息, within: 1小时, since: 应急处置阶段开始}\n",
)
TO_ONESELF = rule(
    "C109",
    WARNING,
    title=("通知自己", "a notification to oneself"),
    why=("通知方和被通知方相同，多半有一方写错了", "if sender and receiver are the same, one of them is a mistake"),
    message=("{sender}的通知对象是自己", "{sender} is told to notify itself"),
    hint=("更正 sender 或 receiver", "correct 'sender' or 'receiver'"),
    bad="# scenarios/fault.yaml\nnotifications:\n  - {sender: service, receiver: service, content: 召回信息}\n",
    good="# scenarios/fault.yaml\nnotifications:\n  - {sender: service, receiver: consumers, content: 召回信息}\n",
)


SAME_SHORT = rule(
    "C110",
    WARNING,
    title=("两个场景的简称相同", "two scenarios of one short title"),
    why=(
        "表格栏目和工作表只印简称，相同的就分不清",
        "columns and sheets print nothing else, so nobody can tell them apart",
    ),
    message=(
        "场景“{scenario}”的简称“{short}”与场景“{other}”的相同",
        "the short title '{short}' of the scenario '{scenario}' is that of '{other}' as well",
    ),
    hint=("换一个简称", "give one of them another"),
    bad="# scenarios/fault.yaml\nshort: 投诉\n# scenarios/leak.yaml\nshort: 投诉\n",
    good="# scenarios/fault.yaml\nshort: 产品质量\n# scenarios/leak.yaml\nshort: 信息泄露\n",
)
NOT_SHORT = rule(
    "C111",
    WARNING,
    title=("简称不比名称短", "a short title that is no shorter than the title"),
    why=("简称用在窄的栏目和卡片上，长了就放不下", "it stands in narrow columns and on cards"),
    message=("简称“{short}”不比场景名称“{scenario}”短", "the short title '{short}' is no shorter than '{scenario}'"),
    hint=("写得短一些；不需要简称的，删去 short", "shorten it, or leave 'short' out"),
    bad="# scenarios/fault.yaml\nshort: 产品质量问题引发的集中投诉和退货\n",
    good="# scenarios/fault.yaml\nshort: 产品质量\n",
)


def same_short(plan: Plan) -> Found:
    first: dict[str, Scenario] = {}
    for scenario in plan.scenarios:
        other = first.setdefault(scenario.brief, scenario)
        if other is not scenario and (scenario.short or other.short):
            named = scenario if scenario.short else other
            values = {
                "scenario": named.title,
                "short": named.brief,
                "other": (other if named is scenario else scenario).title,
            }
            yield Finding(rule=SAME_SHORT, at=named.where("short"), values=values)


def not_short(plan: Plan) -> Found:
    for scenario in plan.scenarios:
        if scenario.short and len(scenario.short) >= len(scenario.title):
            values = {"scenario": scenario.title, "short": scenario.short}
            yield Finding(rule=NOT_SHORT, at=scenario.where("short"), values=values)


def no_measures(plan: Plan) -> Found:
    return (_lacks(NO_MEASURES, each, "measures") for each in plan.scenarios if not each.measures)


def no_flow(plan: Plan) -> Found:
    if plan.has("command"):
        yield from (_lacks(NO_FLOW, each, "flow") for each in plan.scenarios if not each.flow)


def no_notices(plan: Plan) -> Found:
    if plan.communication.notices:
        yield from (_lacks(NO_NOTICES, each, "notices") for each in plan.scenarios if not each.notices)


def no_owner(plan: Plan) -> Found:
    if len(plan.scenarios) > 1 or plan.has("command"):  # a single one of a small drill is led by who leads the drill
        yield from (_lacks(NO_OWNER, each, "owner") for each in plan.scenarios if not each.owner)


def no_points(plan: Plan) -> Found:
    if plan.has("command") and not plan.command.points:
        yield from (_lacks(NO_POINTS, each, "points") for each in plan.scenarios if not each.points)


def no_step(plan: Plan) -> Found:
    named = {scenario for step in plan.steps.values() for scenario in step.scenarios}
    alone = len(plan.played) == 1 and any(not step.scenarios for step in plan.steps.values())
    for scenario in {each.id: each for each in plan.played}.values():
        if scenario.id not in named and not alone:
            yield _lacks(NO_STEP, scenario, "id")


def no_notifications(plan: Plan) -> Found:
    if plan.has("reporting") or plan.has("communication"):
        yield from (
            _lacks(NO_NOTIFICATIONS, each, "notifications") for each in plan.scenarios if not each.notifications
        )


def _lacks(rule: Rule, scenario: Scenario, field: str) -> Finding:
    return Finding(rule=rule, at=scenario.where(field), values={"scenario": scenario.title})


def too_slow(plan: Plan) -> Found:
    """`since` is free text: only where it names a phase can the limit be judged."""
    phases = [phase for phase in plan.timeline.phases if phase.start < phase.end]
    for scenario in plan.scenarios:
        for each in scenario.notifications:
            phase = next((phase for phase in phases if phase.title in each.since), None)
            if each.within and phase and each.within > phase.start.until(phase.end):
                yield Finding(
                    rule=TOO_SLOW,
                    at=each.where("within"),
                    values={
                        "sender": plan.party(each.sender),
                        "receiver": plan.party(each.receiver),
                        "within": length(each.within),
                        "phase": phase.title,
                        "length": length(phase.start.until(phase.end)),
                    },
                )


def to_oneself(plan: Plan) -> Found:
    for scenario in plan.scenarios:
        for each in scenario.notifications:
            if each.sender == each.receiver:
                yield Finding(rule=TO_ONESELF, at=each.where("receiver"), values={"sender": plan.party(each.sender)})


CHECKS = (
    Check(rule=NO_MEASURES, run=no_measures),
    Check(rule=NO_FLOW, run=no_flow),
    Check(rule=NO_NOTICES, run=no_notices),
    Check(rule=NO_OWNER, run=no_owner),
    Check(rule=NO_POINTS, run=no_points),
    Check(rule=NO_STEP, run=no_step, needs=(resolved("scenario"),)),
    Check(rule=NO_NOTIFICATIONS, run=no_notifications),
    Check(rule=TOO_SLOW, run=too_slow),
    Check(rule=TO_ONESELF, run=to_oneself),
    Check(rule=SAME_SHORT, run=same_short),
    Check(rule=NOT_SHORT, run=not_short),
)
