"""A real incident: its own facts, the scenario whose notices and measures it follows, how grave it is.

A case is what a notice is written for: a scenario, with drill facts, or such an incident, with real ones.
"""

import datetime
from typing import Annotated, TypeAlias

from plangen.model.bounds import MOST_NOTICES
from plangen.model.incident import Incident
from plangen.model.issued import NoticeIssue
from plangen.model.scenario import Scenario
from plangen.model.spec import Most, Record, Ref, Verbatim
from plangen.model.values import Id


class Answered(Record, frozen=True, kw_only=True):
    """答复记录"""

    fact: Annotated[str, "事实", "例如 召回.缺陷", Verbatim()]
    answer: Annotated[str, "答复", "照交回的核实单", Verbatim()]
    result: Annotated[str, "情况", "已核实、暂不能确定、不适用"] = "已核实"
    unit: Annotated[str | None, "答复单位", Verbatim()] = None
    name: Annotated[str | None, "答复人"] = None
    date: Annotated[datetime.date | None, "答复日期"] = None
    basis: Annotated[str | None, "依据", "依据或者来源", Verbatim()] = None


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
    concerns: Annotated[
        NoticeIssue | None, "所涉发布", "更正或者撤回哪一次发布；没有写的事实取自那个事件，由程序写入"
    ] = None
    notices: Annotated[tuple[Id, ...], "公开通知", "不写则为参照场景的通知种类", Ref("notice"), Most(MOST_NOTICES)] = ()
    incident: Annotated[Incident, "事件事实", "只写真实、已核实的事实；不得照抄场景的演练事实"]
    answered: Annotated[
        tuple[Answered, ...], "答复记录", "谁在什么时候凭什么答复的；由 plangen notices answers 追加"
    ] = ()


AnyCase: TypeAlias = Scenario | Case
