"""Who decides what, and where command sits: severities, decision levels, the command centre."""

from collections.abc import Mapping
from typing import Annotated

from plangen.model.spec import Record, Ref
from plangen.model.values import Id

CONCERNED_HEAD = "concerned-head"
RESERVED_DECIDERS = {CONCERNED_HEAD: "事发部门负责人"}

"""Who may decide beside the parties, by the word that says so; each head does for his own department."""

_AMONG_BRANCHES = {CONCERNED_HEAD: "事发部门或者单位的负责人"}


def reserved_deciders(*, has_branches: bool) -> Mapping[str, str]:
    """What those are called; where departments have branches, each of these has a head of its own."""
    return _AMONG_BRANCHES if has_branches else RESERVED_DECIDERS


class Severity(Record, frozen=True, kw_only=True):
    """事件等级"""

    id: Annotated[Id, "编号"]
    title: Annotated[str, "等级名称"]
    text: Annotated[str, "判定标准"]
    examples: Annotated[tuple[str, ...], "举例"] = ()


class DecisionExample(Record, frozen=True, kw_only=True):
    """决策权限举例"""

    matter: Annotated[str, "事项", "例如 轻微事项"]
    severities: Annotated[
        tuple[Id, ...],
        "所属等级",
        "该事项按照判定标准属于的等级，检查核对这些等级是否由本条决策；不写的，只核对事项中写到的等级名称和等级的举例",
        Ref("severity"),
    ] = ()


class Level(Record, frozen=True, kw_only=True):
    """决策权限"""

    severities: Annotated[tuple[Id, ...], "适用等级", Ref("severity")]
    decides: Annotated[Id, "决策者", "岗位、小组等的编号；由事发部门的负责人决策的，写 concerned-head", Ref("decider")]
    manner: Annotated[str, "决策方式"]
    examples: Annotated[tuple[DecisionExample, ...], "举例"] = ()


class DecisionStep(Record, frozen=True, kw_only=True):
    """决策流程步骤"""

    title: Annotated[str, "步骤"]
    text: Annotated[str, "要求"]


class CentreStaff(Record, frozen=True, kw_only=True):
    """指挥中心人员"""

    title: Annotated[str, "职能"]
    posts: Annotated[tuple[Id, ...], "岗位", Ref("post")] = ()
    people: Annotated[str | None, "人员", "没有固定岗位时写姓名，未定时写 !todo"] = None
    duties: Annotated[tuple[str, ...], "职责"]


class CommandCentre(Record, frozen=True, kw_only=True):
    """应急指挥中心"""

    room: Annotated[str, "地点"]
    equipment: Annotated[tuple[str, ...], "设施设备"] = ()
    operation: Annotated[tuple[str, ...], "运行要求"] = ()
    staff: Annotated[tuple[CentreStaff, ...], "人员"] = ()


class Command(Record, frozen=True, kw_only=True):
    """决策与指挥"""

    severities: Annotated[tuple[Severity, ...], "事件等级", "由轻到重"] = ()
    levels: Annotated[tuple[Level, ...], "决策权限", "每个等级只由一条规定"] = ()
    flow: Annotated[tuple[DecisionStep, ...], "决策流程"] = ()
    basis: Annotated[tuple[str, ...], "决策依据", "例如 严重程度、影响范围、公司资源"] = ()
    centre: Annotated[CommandCentre | None, "应急指挥中心"] = None
    handbook: Annotated[str | None, "指挥手册使用要求"] = None
    points: Annotated[tuple[str, ...], "指挥要点", "适用于全部场景"] = ()

    @property
    def staff(self) -> tuple[CentreStaff, ...]:
        """Who works in the command centre; nobody where there is none."""
        return self.centre.staff if self.centre else ()
