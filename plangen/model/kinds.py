"""What a reference may name, by its kind: in words, where it is declared, and which ids there are."""

from collections.abc import Callable, Iterable, Mapping

from msgspec import Struct

from plangen.diagnostics import Words
from plangen.model.command import RESERVED_DECIDERS
from plangen.model.drill import MAIN
from plangen.model.facts import all_fact_names
from plangen.model.legal import CLOCKS, FORMER_CLOCKS
from plangen.model.legal_sets import all_deadlines
from plangen.model.plan import Plan
from plangen.model.timeline import AFTER_ORDER, AFTER_PHASE


class ReferenceKind(Struct, frozen=True):
    """What a reference of one kind may name, and where that is declared."""

    name: Words
    file: str
    ids: Callable[[Plan], Iterable[str]]


KINDS: Mapping[str, ReferenceKind] = {
    "department": ReferenceKind(Words("部门", "department"), "organisation.yaml", lambda plan: plan.departments),
    "branch": ReferenceKind(Words("下属单位", "branch"), "organisation.yaml", lambda plan: plan.organisation.branches),
    "post": ReferenceKind(Words("岗位", "post"), "organisation.yaml", lambda plan: plan.posts),
    "party": ReferenceKind(
        Words("部门、岗位、小组、队伍或外部单位", "department, post, team or outside party"),
        "organisation.yaml",
        lambda plan: plan.parties,
    ),
    "decider": ReferenceKind(
        Words("部门、岗位、小组、队伍或外部单位", "department, post, team or outside party"),
        "organisation.yaml",
        lambda plan: [*plan.parties, *RESERVED_DECIDERS],
    ),
    "scenario": ReferenceKind(
        Words("场景", "scenario"), "scenarios/", lambda plan: [each.id for each in plan.scenarios]
    ),
    "severity": ReferenceKind(Words("事件等级", "severity"), "command.yaml", lambda plan: plan.severities),
    "notice": ReferenceKind(Words("通知种类", "notice"), "communication.yaml", lambda plan: plan.notices),
    "fact": ReferenceKind(Words("字段", "field"), "plangen notices fields ", all_fact_names),
    "extra": ReferenceKind(
        Words("补充事实", "declared fact"),
        "communication.yaml ",
        lambda plan: [each.name for each in plan.communication.facts],
    ),
    "clock": ReferenceKind(
        Words("起算", "clock"),
        "legal/deadlines.yaml ",
        lambda plan: [
            *CLOCKS,
            *FORMER_CLOCKS,
            *(each.name for each in all_deadlines(plan.own_deadlines, plan.legal_sets).clocks),
        ],
    ),
    "own_clock": ReferenceKind(
        Words("本计划声明的起算", "declared clock"),
        "legal/deadlines.yaml ",
        lambda plan: [each.name for each in plan.deadlines.clocks],
    ),
    "stage": ReferenceKind(
        Words("发布环节", "stage of release"),
        "communication.yaml",
        lambda plan: [each.id for each in plan.communication.stages],
    ),
    "item": ReferenceKind(Words("物资", "item"), "resources.yaml", lambda plan: plan.items),
    "step": ReferenceKind(Words("步骤", "step"), "timeline.yaml", lambda plan: plan.steps),
    "start": ReferenceKind(
        Words("步骤", "step"), "timeline.yaml", lambda plan: [AFTER_ORDER, AFTER_PHASE, *plan.steps]
    ),
    "inject": ReferenceKind(
        Words("导调事件", "inject"),
        "injects/",
        lambda plan: [inject.id for listed in plan.injects for inject in listed.injects],
    ),
    "phase": ReferenceKind(Words("阶段", "phase"), "timeline.yaml", lambda plan: plan.phases),
    "criterion": ReferenceKind(
        Words("评估标准", "criterion"), "evaluation.yaml", lambda plan: [each.id for each in plan.evaluation.criteria]
    ),
    "objective": ReferenceKind(Words("演练目标", "objective"), "script.yaml", lambda plan: plan.objectives),
    "staff": ReferenceKind(Words("导控人员", "member of the drill staff"), "script.yaml", lambda plan: plan.staff),
    "role": ReferenceKind(Words("模拟角色", "simulated role"), "script.yaml", lambda plan: plan.roles),
    "person": ReferenceKind(
        Words("部门、岗位、小组、队伍、外部单位或导控人员", "party or member of the drill staff"),
        "organisation.yaml、script.yaml",
        lambda plan: [*plan.parties, *plan.staff],
    ),
    "document": ReferenceKind(
        Words("文件", "document"),
        "audiences.yaml",
        lambda plan: [*plan.dossier.titles(), *sorted(plan.dossier.left_out)],
    ),
    "place": ReferenceKind(
        Words("演练地点", "place of the drill"),
        "drill.yaml",
        lambda plan: [MAIN, *(each.id for each in plan.drill.venues)],
    ),
    "session": ReferenceKind(
        Words("演练时段", "session of the drill"),
        "drill.yaml",
        lambda plan: [each.id for each in plan.drill.sessions if each.id],
    ),
    "report": ReferenceKind(
        Words("报告种类", "report kind"),
        "reporting.yaml",
        lambda plan: [kind.id for kind in plan.reporting.kinds],
    ),
}
