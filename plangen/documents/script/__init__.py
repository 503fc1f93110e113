"""The script for controllers: what its outline can have generated."""

from plangen.blocks.document import Document
from plangen.documents.control_blocks import REAL_NUMBERS
from plangen.documents.outlines.generated import Head, by_name, page, table
from plangen.documents.outlines.outlined import outlined
from plangen.documents.outlines.pages import PAGES
from plangen.documents.plan.front import document_cover
from plangen.documents.script import control, course
from plangen.model.plan import Plan
from plangen.model.scenario import Scenario
from plangen.model.timeline import Phase

__all__ = ["BLOCKS", "drill_script"]

_EVENT = (
    Head("编号和时间", 2.6, centred=True),
    Head("注入内容", 6.2),
    Head("预期行动", 5),
    Head("目标与评估要点", 3.8),
)


BLOCKS = by_name(
    (
        *PAGES,
        REAL_NUMBERS,
        page("cover", "封面", document_cover, meaning="封面：名称、编号、版本、编制单位、知悉范围、日期"),
        table(
            "objectives",
            "演练目标",
            control.objectives,
            Head("序号", 1.5, centred=True),
            Head("目标", 3),
            Head("要求", 5.6),
            Head("评估标准", 2.8, optional=True),
            Head("检验的导调事件", 6, optional=True),
            meaning="演练目标、要求、评估标准和检验它的导调事件",
        ),
        table(
            "staff",
            "导控人员",
            control.staff,
            Head("职务和类别", 2.9),
            Head("姓名和联系电话", 3.6),
            Head("所在部门", 3),
            Head("负责场景", 2.3, optional=True),
            Head("地点", 2.3, optional=True),
            Head("参加时段", 3.2, optional=True),
            Head("职责", 5.8),
            meaning="导调、评估、模拟人员和联系方式；只有一个场景时没有“负责场景”一列，没有写地点、参加时段时没有这两列",
        ),
        table(
            "roles",
            "模拟角色",
            control.roles,
            Head("角色", 3),
            Head("扮演人员", 3.4),
            Head("代表", 3, optional=True),
            Head("角色说明", 7),
            meaning="由谁扮演谁，掌握什么情况",
            compact=True,
        ),
        table(
            "signals",
            "导控信号",
            control.signals,
            Head("用途", 2.4),
            Head("信号用语", 5),
            Head("发出人", 2.6),
            Head("收到后的动作", 6),
            meaning="各信号的用语、发出人和收到后的动作",
            compact=True,
        ),
        table(
            "stops",
            "意外中止规则",
            control.stops,
            Head("情形", 2.8),
            Head("中止条件", 4.6),
            Head("决定人和信号", 3.6),
            Head("处理程序", 7.4),
            Head("恢复条件", 4.6),
            meaning="什么情况下停止演练，由谁决定，怎样恢复",
        ),
        table(
            "events",
            "阶段导调事件",
            course.planned,
            *_EVENT,
            meaning="一个场景在一个阶段投放的导调事件",
            caption="{{ 阶段.称呼 }}导调事件",
            about=(Scenario, Phase),
            compact=True,
        ),
        table(
            "other-events",
            "阶段外导调事件",
            course.beside_phases,
            *_EVENT,
            meaning="一个场景中不在任何阶段投放的导调事件",
            caption="{{ 场景.简称 }}导调事件",
            about=(Scenario,),
            compact=True,
        ),
        table(
            "contingency",
            "应变注入",
            course.waiting,
            *_EVENT,
            meaning="一个场景中符合条件时才投放的导调事件",
            caption="{{ 场景.简称 }}应变注入",
            about=(Scenario,),
            compact=True,
        ),
        table(
            "day",
            "导调时刻表",
            course.day,
            Head("演练时间", 2, centred=True),
            Head("编号", 2, centred=True),
            Head("导调事件", 3.6),
            Head("方式", 2, centred=True),
            Head("投放人", 2.8),
            Head("接收方", 2.8),
            Head("地点", 2.4, optional=True),
            Head("实际时间", 1.8),
            Head("状态", 1.6),
            meaning="各场景的计划事件按演练时间排列，供现场勾记",
        ),
    )
)
"""By what stands in a placeholder."""


def drill_script(plan: Plan) -> Document:
    """The whole script, for reading; the events list is the same as a workbook, to control by."""
    return outlined(plan, "script", BLOCKS)
