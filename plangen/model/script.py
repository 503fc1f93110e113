"""Who runs and observes the drill and by what rules: objectives, drill staff, simulated roles, signals, stop rules."""

from typing import Annotated, Literal

from plangen.model.spec import Record, Ref
from plangen.model.values import Id, Todo

CONTROLLING, EVALUATING, SIMULATING = "导调", "评估", "模拟"

CALL, IN_EARNEST, STOP = "用语", "真实", "中止"
"""What stands in the title of a signal: with it every message begins; something has really happened; all stop."""


class Objective(Record, frozen=True, kw_only=True):
    """演练目标"""

    id: Annotated[Id, "编号"]
    title: Annotated[str, "目标"]
    text: Annotated[str, "要求", "达到什么程度算实现"]
    criteria: Annotated[tuple[Id, ...], "评估标准", "见 evaluation.yaml 的 criteria", Ref("criterion")] = ()
    points: Annotated[tuple[str, ...], "评估要点", "评估人员观察什么"] = ()


class DrillStaff(Record, frozen=True, kw_only=True):
    """导控人员"""

    id: Annotated[Id, "编号"]
    kind: Annotated[Literal["导调", "评估", "模拟"], "类别"]
    title: Annotated[str, "职务", "例如 总导调、场景一导调员、客户服务评估员"]
    name: Annotated[str | None, "姓名", "未定时写 !todo 姓名"] = None
    phone: Annotated[str | None, "联系电话", "建议加引号"] = None
    department: Annotated[Id | Todo | None, "所在部门", "外请人员不写；未定时写 !todo 所在部门", Ref("department")] = (
        None
    )
    post: Annotated[Id | None, "本职岗位", "兼任计划中岗位的写岗位编号", Ref("post")] = None
    scenarios: Annotated[tuple[Id, ...], "负责场景", "不写表示全部场景", Ref("scenario")] = ()
    sessions: Annotated[
        tuple[Id, ...], "参加时段", "只参加部分时段的写；时段要有编号，见 drill.yaml", Ref("session")
    ] = ()
    place: Annotated[Id | None, "地点", "一直在一处的写：分会场的编号，主会场写 main；见 drill.yaml", Ref("place")] = (
        None
    )
    watches: Annotated[tuple[Id, ...], "观察对象", "评估人员写", Ref("party")] = ()
    objectives: Annotated[tuple[Id, ...], "评估目标", "评估人员写", Ref("objective")] = ()
    answers_for: Annotated[
        tuple[Id, ...],
        "代接单位",
        "演练中参演人员打给哪些外部单位的电话由其接听；扮演的模拟角色所代表的，不必再写",
        Ref("party"),
    ] = ()
    duties: Annotated[tuple[str, ...], "职责"] = ()


class SimulatedRole(Record, frozen=True, kw_only=True):
    """模拟角色"""

    id: Annotated[Id, "编号"]
    title: Annotated[str, "名称", "只用虚构名称，例如 模拟消费者甲"]
    played_by: Annotated[Id, "扮演人员", Ref("staff")]
    stands_for: Annotated[Id | None, "代表", "外部单位或人员", Ref("party")] = None
    brief: Annotated[str, "角色说明", "身份、态度和掌握的情况"] = ""


class Signal(Record, frozen=True, kw_only=True):
    """导控信号"""

    title: Annotated[str, "用途"]
    words: Annotated[str, "信号用语"]
    by: Annotated[str, "发出人"]
    response: Annotated[str, "收到后的动作"]


class StopRule(Record, frozen=True, kw_only=True):
    """意外中止规则"""

    id: Annotated[Id, "编号"]
    title: Annotated[str, "情形"]
    kind: Annotated[Literal["暂停", "终止"], "处置", "暂停可以恢复，终止不再恢复"]
    condition: Annotated[str, "中止条件"]
    decides: Annotated[Id, "决定人", "岗位或者导控人员的编号", Ref("person")]
    signal: Annotated[str, "信号用语"]
    procedure: Annotated[tuple[str, ...], "处理程序", "按先后次序"]
    resumption: Annotated[str, "恢复条件"]


class Script(Record, frozen=True, kw_only=True):
    """演练脚本"""

    objectives: Annotated[tuple[Objective, ...], "演练目标"] = ()
    staff: Annotated[tuple[DrillStaff, ...], "导控人员"] = ()
    roles: Annotated[tuple[SimulatedRole, ...], "模拟角色"] = ()
    rules: Annotated[tuple[str, ...], "导调要求"] = ()
    communication: Annotated[tuple[str, ...], "导控通信"] = ()
    signals: Annotated[tuple[Signal, ...], "导控信号"] = ()
    stops: Annotated[tuple[StopRule, ...], "意外中止规则"] = ()
    observation: Annotated[tuple[str, ...], "观察要求", "评估人员怎样观察和记录"] = ()
