"""A real incident: its own facts, the scenario whose notices and measures it follows, how grave it is.

A case is what a notice is written for: a scenario, with drill facts, or such an incident, with real ones.
"""

from typing import Annotated, TypeAlias

from plangen.model.bounds import MOST_NOTICES
from plangen.model.incident import Incident
from plangen.model.scenario import Scenario
from plangen.model.spec import Most, Record, Ref
from plangen.model.values import Id


class Case(Record, frozen=True, kw_only=True):
    """突发事件"""

    id: Annotated[Id, "编号", "不得与场景编号相同，例如 kettle-recall-2026"]
    title: Annotated[str, "事件名称"]
    scenario: Annotated[
        Id | None,
        "参照场景",
        "按哪个场景的应急措施和通知种类处置；都不合适的不写，另写明公开通知和牵头部门",
        Ref("scenario"),
    ] = None
    owner: Annotated[Id | None, "牵头部门", "不写则为参照场景的牵头部门", Ref("department")] = None
    severity: Annotated[Id | None, "事件等级", "见 command.yaml", Ref("severity")] = None
    great_impact: Annotated[bool, "影响重大", "true 表示发布前须完成“影响重大时”的环节，例如征询有关部门"] = False
    notices: Annotated[tuple[Id, ...], "公开通知", "不写则为参照场景的通知种类", Ref("notice"), Most(MOST_NOTICES)] = ()
    incident: Annotated[Incident, "事件事实", "只写真实、已核实的事实；不得照抄场景的演练事实"]


AnyCase: TypeAlias = Scenario | Case
