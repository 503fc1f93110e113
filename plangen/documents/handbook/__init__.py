"""The command handbook: what its outline can have generated."""

from plangen.blocks.document import Document
from plangen.documents.command_blocks import CENTRE_STAFF, LEVELS
from plangen.documents.handbook import cards, checklists, contacts
from plangen.documents.outlines.generated import Head, by_name, page, table
from plangen.documents.outlines.outlined import outlined
from plangen.documents.outlines.pages import PAGES
from plangen.documents.plan.front import document_cover
from plangen.documents.tables import chain_rows
from plangen.model.plan import Plan
from plangen.model.scenario import Scenario

_CONTACTS = (Head("岗位或单位", 4.2), Head("责任人", 4), Head("联系方式", 4.4), Head("替补岗位", 3))
_WRITING_HEIGHT = 11.0  # millimetres: room for a time written by hand

BLOCKS = by_name(
    (
        *PAGES,
        page("cover", "封面", document_cover, meaning="封面：文件名称、编号、版本、编制单位、日期"),
        CENTRE_STAFF,
        LEVELS,
        table(
            "flow",
            "指挥流程",
            checklists.flow,
            Head("步骤", 1.2, centred=True),
            Head("指令", 3),
            Head("责任方", 2.4),
            Head("指挥要求", 5.4),
            Head("时间", 1.8),
            Head("完成", 1.2, centred=True),
            meaning="一个场景的指挥流程，逐步填写时间并打钩",
            caption="{{ 场景.简称 }}指挥流程",
            about=(Scenario,),
            height=_WRITING_HEIGHT,
        ),
        table(
            "notifications",
            "通知链",
            chain_rows,
            Head("通知方", 2.2),
            Head("被通知方", 2.4),
            Head("通知内容", 4.2),
            Head("时限", 3.6),
            Head("方式", 3.2),
            meaning="一个场景里谁通知谁",
            caption="{{ 场景.简称 }}通知链",
            about=(Scenario,),
        ),
        table(
            "limits",
            "时限一览",
            checklists.limits,
            Head("最迟时间", 2, centred=True),
            Head("责任方", 2.4),
            Head("任务", 3.8),
            Head("时限", 4.4),
            Head("实际完成", 2),
            Head("完成", 1.2, centred=True),
            meaning="一个场景里有时限的步骤，按照先后次序，逐项填写并打钩",
            caption="{{ 场景.简称 }}时限一览",
            about=(Scenario,),
            height=_WRITING_HEIGHT,
        ),
        table(
            "scenario-contacts",
            "场景联系方式",
            contacts.of_scenario,
            *_CONTACTS,
            meaning="一个场景里要联系的岗位和外部单位",
            caption="{{ 场景.简称 }}联系方式",
            about=(Scenario,),
            compact=True,
        ),
        table(
            "contacts",
            "联系方式",
            contacts.everybody,
            *_CONTACTS,
            meaning="全部岗位和外部单位的联系方式",
        ),
        page(
            "card",
            "指挥卡",
            cards.command_card,
            meaning="一个场景的指挥卡，排在一页之内：逐步打钩的流程和一张表。流程、情况、决策、联络、时限、要点是各行的标题，"
            "写空的行不出现；说明写在打钩的流程下面，其余写在写不下的行的末尾，热线是热线的叫法，"
            "未定级写在没有事件等级的场景的决策里",
            about=(Scenario,),
            words=cards.WORDS,
        ),
    )
)
"""By what stands in a placeholder."""


def command_handbook(plan: Plan) -> Document:
    """The whole handbook as its outline orders it, ready to be written as Word."""
    return outlined(plan, "handbook", BLOCKS)
