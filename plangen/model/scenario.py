"""A scenario: what happens, what is done, who commands, who tells whom, and the facts that its notices need."""

from typing import Annotated

from plangen.model.bounds import MOST_NOTICES
from plangen.model.incident import Incident
from plangen.model.spec import Most, Record, Ref
from plangen.model.values import Duration, Id


class Situation(Record, frozen=True, kw_only=True):
    """场景设定"""

    summary: Annotated[str, "概要"]
    details: Annotated[tuple[str, ...], "具体情形"] = ()
    harm: Annotated[tuple[str, ...], "可能后果"] = ()


class Measure(Record, frozen=True, kw_only=True):
    """应急措施"""

    title: Annotated[str, "措施"]
    text: Annotated[str, "内容"]
    owner: Annotated[Id | None, "责任方", Ref("party")] = None


class FlowStep(Record, frozen=True, kw_only=True):
    """指挥流程步骤"""

    title: Annotated[str, "步骤"]
    owner: Annotated[Id, "责任方", Ref("party")]
    action: Annotated[str, "指挥要求"]


class Notification(Record, frozen=True, kw_only=True):
    """通知要求"""

    sender: Annotated[Id, "通知方", Ref("party")]
    receiver: Annotated[Id, "被通知方", Ref("party")]
    content: Annotated[str, "通知内容"]
    within: Annotated[Duration | None, "时限"] = None
    since: Annotated[
        str,
        "起算",
        "时限从何时算起，例如 发现时、上次报告、决策作出后，与时限连起来印作“发现后4小时内”；"
        "不是一个时刻的，例如 沟通过程中随时，印作“沟通过程中随时，30分钟内”",
    ] = "本阶段开始"
    channel: Annotated[str | None, "方式"] = None


class Scenario(Record, frozen=True, kw_only=True):
    """演练场景"""

    id: Annotated[Id, "编号"]
    title: Annotated[str, "场景名称"]
    short: Annotated[
        str | None, "简称", "例如 网络舆情，用在卡片、表题、表格栏目和工作表上；不写则用场景名称，窄的栏目用“场景四”"
    ] = None
    owner: Annotated[Id | None, "牵头部门", Ref("department")] = None
    severity: Annotated[
        Id | None, "事件等级", "演练设定的等级，见 command.yaml；不写表示由应急小组现场判定", Ref("severity")
    ] = None
    situation: Annotated[Situation, "场景设定"]
    measures: Annotated[tuple[Measure, ...], "应急措施"] = ()
    flow: Annotated[tuple[FlowStep, ...], "指挥流程"] = ()
    points: Annotated[tuple[str, ...], "指挥要点"] = ()
    notifications: Annotated[tuple[Notification, ...], "通知链"] = ()
    notices: Annotated[
        tuple[Id, ...], "公开通知", "需要起草的通知种类，见 communication.yaml", Ref("notice"), Most(MOST_NOTICES)
    ] = ()
    incident: Annotated[Incident | None, "演练事实", "通知草稿所需的模拟事实"] = None

    @property
    def brief(self) -> str:
        """Its short title; the title where it has none."""
        return self.short or self.title
