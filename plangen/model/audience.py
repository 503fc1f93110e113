"""The rules that say who may see which document, section and inject; `visibility` applies them."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Literal, TypeAlias

from plangen.model.spec import Record, Ref
from plangen.model.values import Id

Group: TypeAlias = Literal["参演人员", "导控人员", "评估人员", "观摩人员", "公众"]

PLAYERS, CONTROLLERS, EVALUATORS, OBSERVERS, PUBLIC = "参演人员", "导控人员", "评估人员", "观摩人员", "公众"

DOCUMENTS: Mapping[str, str] = MappingProxyType(
    {
        "plan": "演练计划",
        "information-report": "信息报告模板",
        "complaint-form": "消费者投诉信息表",
        "process-record": "应急处置过程记录表",
        "handbook": "应急指挥手册",
        "notices": "公开通知草稿",
        "script": "演练脚本",
        "msel": "演练主要事件清单",
        "evaluator-guide": "评估手册",
        "role-cards": "角色卡",
        "contacts": "通讯录与通知树",
        "sign-in": "签到表",
        "centre-logs": "指挥中心记录",
        "roster": "应急处置队伍名册",
        "supplies": "物资清单与配发方案",
        "briefing": "参演人员须知",
        "preparation-notices": "培训通知与宣传通知",
        "venue-checklist": "场地与物资检查表",
    }
)
"""The documents that a rule may name, by id."""

REVEALING = frozenset({"script", "msel", "evaluator-guide"})
"""The documents that say what players will be told, what is expected of them and how they are judged."""


class SectionAudience(Record, frozen=True, kw_only=True):
    """章节可见范围"""

    section: Annotated[str, "章节", "标题的编号，见检查结果或 docs"]
    audience: Annotated[tuple[Group, ...], "可见范围"]
    only: Annotated[
        tuple[Id, ...],
        "限定人员",
        "所列人员所属的类别中，只有所列人员可见；岗位所属的部门、小组也可以写",
        Ref("person"),
    ] = ()


class DocumentAudience(Record, frozen=True, kw_only=True):
    """文件可见范围"""

    document: Annotated[Id, "文件", "文件的编号，例如 plan、handbook、script", Ref("document")]
    audience: Annotated[tuple[Group, ...], "可见范围"]
    only: Annotated[tuple[Id, ...], "限定人员", "所列人员所属的类别中，只有所列人员可见", Ref("person")] = ()
    own: Annotated[bool, "各看各的", "true 表示章节编号以部门、岗位或导控人员的编号结尾的，同类人员中只有本人可见"] = (
        False
    )
    sections: Annotated[tuple[SectionAudience, ...], "章节", "只能在文件的可见范围内再缩小"] = ()


class Audiences(Record, frozen=True, kw_only=True):
    """可见范围"""

    default: Annotated[tuple[Group, ...], "默认可见范围", "没有写明的文件"] = ("导控人员",)
    injects: Annotated[tuple[Group, ...], "导调事件投放前可见范围"] = ("导控人员", "评估人员")
    documents: Annotated[tuple[DocumentAudience, ...], "文件"] = ()
