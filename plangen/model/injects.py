"""The master scenario events list: what players are told, when, how, by whom, and what is expected."""

from typing import Annotated, Literal

from plangen.model.audience import Group
from plangen.model.spec import Record, Ref, Usual
from plangen.model.values import Duration, Id, Moment

BACKGROUND, INJECT, EXPECTED, CONTINGENCY = "背景", "注入", "预期行动", "应变"


class ExpectedAction(Record, frozen=True, kw_only=True):
    """预期行动"""

    who: Annotated[Id | None, "责任方", "部门、岗位、小组或队伍的编号", Ref("party")] = None
    action: Annotated[str, "行动"]
    within: Annotated[Duration | None, "时限", "从演练时间起算；不写的，以步骤的时限为准"] = None
    step: Annotated[Id | None, "对应步骤", "见 timeline.yaml；时限和责任方不得与步骤不一致", Ref("step")] = None


class Inject(Record, frozen=True, kw_only=True):
    """导调事件"""

    id: Annotated[Id, "编号", "确定后不再改动，文件中按大写显示，例如 pq-01"]
    title: Annotated[str, "名称"]
    kind: Annotated[Literal["背景", "注入", "预期行动", "应变"], "事件类型"] = "注入"
    scenario_time: Annotated[Moment | None, "情景时间", "情景中的时刻；次日写“次日 9:00”"] = None
    time: Annotated[Moment | None, "演练时间", "应变事件按条件启用，可以不写"] = None
    phase: Annotated[Id | None, "阶段", "不写则按演练时间确定", Ref("phase")] = None
    condition: Annotated[str | None, "启用条件", "应变事件必须写明"] = None
    way: Annotated[
        str,
        "注入方式",
        "怎样投放，例如 电话、现场扮演；可以写别的",
        Usual(("电话", "口头", "短信", "邮件", "书面", "即时通讯", "对讲机", "大屏幕", "现场扮演", "观察")),
    ]
    role: Annotated[Id | None, "发出方", "模拟角色的编号；不写表示以导控人员身份发出", Ref("role")] = None
    by: Annotated[Id | None, "投放人", "导控人员的编号", Ref("staff")] = None
    to: Annotated[tuple[Id, ...], "接收方", Ref("party")] = ()
    place: Annotated[Id | None, "投放地点", "分会场的编号，主会场写 main；见 drill.yaml", Ref("place")] = None
    content: Annotated[str, "内容"]
    expected: Annotated[tuple[ExpectedAction, ...], "预期行动"] = ()
    objectives: Annotated[tuple[Id, ...], "对应目标", Ref("objective")] = ()
    points: Annotated[tuple[str, ...], "评估要点"] = ()
    note: Annotated[str, "备注"] = ""
    audience: Annotated[tuple[Group, ...], "投放前可见范围", "不写则按 audiences.yaml 的 injects"] = ()

    @property
    def serial(self) -> str:
        """How people call it on paper and by radio: PQ-01."""
        return self.id.upper()


class Injects(Record, frozen=True, kw_only=True):
    """主要事件清单"""

    scenario: Annotated[Id, "场景", Ref("scenario")]
    clock: Annotated[str, "情景时间说明", "情景时间与演练时间的关系"] = ""
    injects: Annotated[tuple[Inject, ...], "导调事件", "按演练时间排列，应变事件列在最后"]
