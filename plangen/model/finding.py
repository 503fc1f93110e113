"""What a drill brought to light: problems, their measures, and the places in the plan that have to change.

A revision answers a finding or defers it with a reason; a finding lives until its measure is verified.
"""

import datetime
from typing import Annotated, Literal

from plangen.model.spec import Record, Ref, Usual
from plangen.model.values import Id

DONE = "已销号"


class DrillFinding(Record, frozen=True, kw_only=True):
    """演练问题"""

    id: Annotated[Id, "编号", "例如 f-01；一次演练之内不得重复"]
    title: Annotated[str, "问题", "一句话"]
    text: Annotated[str, "问题描述", "看到了什么：时间、地点、谁、与要求差多少"]
    source: Annotated[str, "来源", "可以写别的来源", Usual(("评估项", "注入事件", "表格记录", "现场观察", "其他"))]
    reference: Annotated[str | None, "来源编号", "评估标准、注入事件的编号，或者表格名称和行"] = None
    cause: Annotated[str, "原因分析"]
    measure: Annotated[str, "整改措施"]
    owner: Annotated[Id, "责任岗位", Ref("post")]
    due: Annotated[datetime.date, "整改期限", "不晚于 improvement.yaml 规定的期限"]
    status: Annotated[Literal["未启动", "进行中", "待验收", "已销号"], "状态"] = "未启动"
    verified: Annotated[str | None, "验收", "谁在何时怎样验收；已销号的必须写明"] = None
    revises: Annotated[
        tuple[str, ...],
        "须修改的位置",
        "计划中要修改的位置，例如 timeline.phases[response].steps[close-source]；不涉及计划的不写",
    ] = ()


class DrillFindings(Record, frozen=True, kw_only=True):
    """演练问题清单"""

    drill: Annotated[datetime.date, "演练日期", "与文件夹名称一致"]
    title: Annotated[str, "演练名称"]
    findings: Annotated[tuple[DrillFinding, ...], "演练问题"] = ()
