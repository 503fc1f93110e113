"""Whose ids can be changed: by kind what declares them and what refers to them."""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from plangen.diagnostics import Words
from plangen.model.command import Severity
from plangen.model.communication import NoticeKind, Stage
from plangen.model.drill import DrillSession, Site
from plangen.model.evaluation import Criterion, Round
from plangen.model.finding import DrillFinding
from plangen.model.injects import Inject
from plangen.model.legal import Deadline, Element, LeftOut
from plangen.model.organisation import Branch, Department, Outside, Post, ResponseTeam, Team
from plangen.model.records import FormColumn, Reasoned
from plangen.model.reporting import ReportKind
from plangen.model.resources import Item
from plangen.model.scenario import Scenario
from plangen.model.script import DrillStaff, Objective, SimulatedRole, StopRule
from plangen.model.spec import Record, fields
from plangen.model.subjects import SECTIONS
from plangen.model.timeline import Phase, Step
from plangen.model.walk import Value

_PARTY = ("party", "decider", "person")


class Renamable(Struct, frozen=True):
    """A kind of thing whose id may change."""

    name: Words
    records: tuple[type[Record], ...]
    refs: tuple[str, ...] = ()  # the kinds of reference that may name one


RENAMABLE: Mapping[str, Renamable] = {
    "department": Renamable(Words("部门", "department"), (Department,), ("department", *_PARTY)),
    "branch": Renamable(Words("下属单位", "branch"), (Branch,), ("branch",)),
    "post": Renamable(Words("岗位", "post"), (Post,), ("post", *_PARTY)),
    "team": Renamable(Words("小组或队伍", "team"), (Team, ResponseTeam), _PARTY),
    "outside": Renamable(Words("外部单位", "outside party"), (Outside,), _PARTY),
    "place": Renamable(Words("分会场", "place of the drill"), (Site,), ("place",)),
    "session": Renamable(Words("演练时段", "session of the drill"), (DrillSession,), ("session",)),
    "scenario": Renamable(Words("场景", "scenario"), (Scenario,), ("scenario",)),
    "phase": Renamable(Words("阶段", "phase"), (Phase,), ("phase",)),
    "step": Renamable(Words("步骤", "step"), (Step,), ("step", "start")),
    "severity": Renamable(Words("事件等级", "severity"), (Severity,), ("severity",)),
    "notice": Renamable(Words("通知种类", "notice"), (NoticeKind,), ("notice",)),
    "stage": Renamable(Words("发布环节", "stage of a notice"), (Stage,), ("stage",)),
    "item": Renamable(Words("物资", "item"), (Item,), ("item",)),
    "report": Renamable(Words("报告种类", "report kind"), (ReportKind,), ("report",)),
    "criterion": Renamable(Words("评估标准", "criterion"), (Criterion,), ("criterion",)),
    "round": Renamable(Words("评估轮次", "round of evaluation"), (Round,)),
    "column": Renamable(Words("表格栏目", "column of a form"), (FormColumn,)),
    "objective": Renamable(Words("演练目标", "objective"), (Objective,), ("objective",)),
    "staff": Renamable(Words("导控人员", "member of the drill staff"), (DrillStaff,), ("staff", "person")),
    "role": Renamable(Words("模拟角色", "simulated role"), (SimulatedRole,), ("role",)),
    "stop": Renamable(Words("中止规则", "stop rule"), (StopRule,)),
    "inject": Renamable(Words("导调事件", "inject"), (Inject,), ("inject",)),
    "element": Renamable(Words("法定要素", "statutory element"), (Element,)),
    "deadline": Renamable(Words("法定时限", "statutory deadline"), (Deadline,)),
}
"""Ids of real incidents and of findings of drills are left out: what was issued and recorded names them."""


_TEXTS: Mapping[tuple[type[Record], str], tuple[type[Record], ...]] = {
    (LeftOut, "element"): (Element,),
    (DrillFinding, "reference"): (Criterion, Inject),
}
"""Fields that hold an id and are no reference to the model, each with whose."""
_PLACES = {(Reasoned, "place"), (DrillFinding, "revises")}


def renamed(value: Value, kind: Renamable, old: str, new: str) -> str | None:
    """What a value is to say when something of this kind has another id; None where it stays as it is."""
    said, field = str(value.value), (type(value.record), value.field.name)
    if field in _PLACES:
        made = _place(said, kind, old, new)
    elif field == (LeftOut, "notice"):
        made = _case_and_notice(said, kind, old, new)
    else:
        is_own = value.field.name == "id" and type(value.record) in kind.records
        is_said = is_own or value.field.ref in kind.refs or set(_TEXTS.get(field, ())) & set(kind.records)
        made = new if said == old and is_said else said
    return made if made != said else None


def _case_and_notice(said: str, kind: Renamable, old: str, new: str) -> str:
    """product-quality/recall-notice, or the notice alone."""
    case, slash, notice = said.rpartition("/")
    if NoticeKind in kind.records and notice == old:
        notice = new
    if Scenario in kind.records and case == old:
        case = new
    return f"{case}{slash}{notice}"


def _place(place: str, kind: Renamable, old: str, new: str) -> str:
    """A place as findings and exceptions name it, timeline.phases[response].steps[examine], with the new id."""
    made: list[str] = []
    record: type[Record] | None = None
    for part in place.split("."):
        key, bracket, item = part.partition("[")
        record = _below(record, key) if made else _section(key)
        is_named = bracket and item == f"{old}]" and record in kind.records
        made.append(f"{key}[{new}]" if is_named else part)
    return ".".join(made)


def _section(name: str) -> type[Record] | None:
    return next((each.record for each in SECTIONS if each.name == name), None)


def _below(record: type[Record] | None, key: str) -> type[Record] | None:
    field: Any = fields(record).get(key) if record is not None else None
    return field.kind if field is not None and isinstance(field.kind, type) and issubclass(field.kind, Record) else None
