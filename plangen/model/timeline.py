"""The drill day: the start order, phases, steps with owners and limits, and what follows after the drill."""

from typing import Annotated

from plangen.model.spec import Record, Ref
from plangen.model.values import Duration, Id, Moment

ALL_DEPARTMENTS = "all-departments"
AFTER_ORDER, AFTER_PHASE = "order", "phase"


class Order(Record, frozen=True, kw_only=True):
    """启动指令"""

    by: Annotated[Id, "下达人", Ref("post")]
    time: Annotated[Moment, "下达时间"]
    text: Annotated[str, "指令内容"]


class Need(Record, frozen=True, kw_only=True):
    """所需物资"""

    item: Annotated[Id, "物资", "见 resources.yaml", Ref("item")]
    quantity: Annotated[int | None, "数量", "不写表示未定，按 1 计算"] = None


class Since(Record, frozen=True, kw_only=True):
    """起算情形"""

    inject: Annotated[
        Id | None,
        "导调事件",
        "导调事件的编号，用来推算时刻；名称和时间只给导控人员和评估人员，参演人员看到的是“情形”",
        Ref("inject"),
    ] = None
    event: Annotated[
        str | None, "情形", "参演人员看到、听到、接到什么，例如 来访者到场；后面接“后”和时限，印作“来访者到场后8分钟内”"
    ] = None
    start: Annotated[Id | None, "步骤开始", "从这一步骤的开始起算，写步骤的编号", Ref("step")] = None


class Step(Record, frozen=True, kw_only=True):
    """步骤"""

    id: Annotated[Id, "编号"]
    title: Annotated[str, "名称"]
    owner: Annotated[Id, "责任方", "部门、岗位、小组或队伍的编号；各部门写 all-departments", Ref("party")]
    action: Annotated[str, "行动要求"]
    scenarios: Annotated[tuple[Id, ...], "适用场景", "不写表示全部场景", Ref("scenario")] = ()
    limit: Annotated[Duration | None, "时限", "例如 5分钟、2小时"] = None
    after: Annotated[Id, "时限起算", "order 启动指令；phase 本阶段开始；或另一步骤的编号", Ref("start")] = Id(
        AFTER_PHASE
    )
    since: Annotated[Since | None, "起算情形", "时限从某一情形或者另一步骤的开始起算时写，写了就不写 after"] = None
    every: Annotated[Duration | None, "报告间隔", "例如 10分钟"] = None
    reports_to: Annotated[Id | None, "报告对象", Ref("party")] = None
    joined_by: Annotated[
        tuple[Id, ...],
        "参加方",
        "同责任方一起做的岗位、队伍、外部单位，例如 应急处置队伍；这一步骤也列在它们的角色卡上",
        Ref("party"),
    ] = ()
    needs: Annotated[tuple[Need, ...], "所需物资"] = ()

    @property
    def waits_for(self) -> str:
        """What its limit counts from: `order`, `phase` or the id of a step; empty where it waits for an event."""
        return self.after if self.since is None else self.since.start or ""


class Phase(Record, frozen=True, kw_only=True):
    """阶段"""

    id: Annotated[Id, "编号"]
    title: Annotated[str, "阶段名称"]
    start: Annotated[Moment, "开始"]
    end: Annotated[Moment, "结束"]
    purpose: Annotated[str, "阶段任务"] = ""
    steps: Annotated[tuple[Step, ...], "步骤"]


class Timeline(Record, frozen=True, kw_only=True):
    """演练流程"""

    order: Annotated[Order, "启动指令"]
    phases: Annotated[tuple[Phase, ...], "阶段"]
