"""The evaluator's guide: what its outline can have generated."""

from plangen.blocks.document import Document
from plangen.documents.evaluator import method, sheets, watched
from plangen.documents.outlines.generated import Head, by_name, page, table
from plangen.documents.outlines.outlined import outlined
from plangen.documents.outlines.pages import PAGES
from plangen.documents.plan.front import document_cover
from plangen.model.plan import Plan
from plangen.model.script import DrillStaff, Objective

BLOCKS = by_name(
    (
        *PAGES,
        page("cover", "封面", document_cover, meaning="封面：文件名称、编号、版本、编制单位、知悉范围、日期"),
        table(
            "criteria",
            "评估标准",
            method.criteria,
            Head("标准", 2.4, centred=True),
            Head("评估内容", 6),
            Head("对应的演练目标", 7),
            meaning="评估的标准，各用于哪些演练目标",
        ),
        table(
            "grades",
            "评估等次",
            method.grades,
            Head("等次", 2, centred=True),
            Head("标准", 12),
            meaning="评估的等次和标准",
        ),
        table(
            "assignment",
            "评估分工",
            method.assignment,
            Head("评估人员", 2.6),
            Head("姓名", 2.8),
            Head("观察对象", 3),
            Head("场景", 1.8, optional=True),
            Head("地点", 2.2, optional=True),
            Head("参加时段", 2.4, optional=True),
            Head("评估目标", 5.4),
            meaning="各评估人员观察谁、评估哪些目标；全体、全部场景是没有限定时的写法，只有一个场景时没有“场景”一列",
            words=method.ASSIGNMENT_WORDS,
        ),
        table(
            "watched-tasks",
            "观察对象的任务",
            watched.tasks,
            Head("时间", 2.6, centred=True),
            Head("责任方", 2.8),
            Head("步骤", 5),
            Head("时限", 3.4),
            Head("报告对象", 2.8),
            meaning="一名评估人员的观察对象按照演练流程什么时间做什么、报告谁",
            caption="{{ 评估人员.职务 }}——观察对象的任务",
            about=(DrillStaff,),
        ),
        table(
            "sheet",
            "观察记录表",
            sheets.sheet,
            Head("编号和\n时间", 2, centred=True),
            Head("情况和预期行动", 4.3),
            Head("评估要点", 3.2),
            Head("实际\n时间", 1.7),
            Head("观察到的事实和依据", 4.7),
            Head("等次", 1.3),
            meaning="一名评估人员对一个演练目标的记录表，供手写；目标、评估标准、全程、应变、评定、等次、理由是表中的叫法",
            caption="{{ 评估人员.职务 }}——{{ 目标.目标 }}",
            about=(DrillStaff, Objective),
            words=sheets.WORDS,
        ),
        table(
            "opinion",
            "综合意见",
            sheets.opinion,
            meaning="一名评估人员的综合意见，供手写；栏目写要填的各项，签名和日期是末行的叫法",
            caption="{{ 评估人员.职务 }}综合意见",
            about=(DrillStaff,),
            words=sheets.OPINION_WORDS,
        ),
    )
)
"""By what stands in a placeholder."""


def evaluator_guide(plan: Plan) -> Document:
    """The whole guide as its outline orders it; its pages say who alone may see it."""
    return outlined(plan, "evaluator-guide", BLOCKS)
