"""What a role card says beside the data of the plan; an outline puts its own words in their place."""

from collections.abc import Iterator, Mapping

from plangen.documents.outlines.generated import BlockWords

_TITLES = ("场景", "职责", "指挥", "措施", "决策权限", "报告", "通知", "填写", "联系", "禁止")
_HEADS = ("时间", "做什么", "时限", "报告对象", "当日任务")
_LEADS = (
    "重点关注",
    "收集方法",
    "热线接听",
    "信息发布",
    "信息发布责任",
    "信息发布配合",
    "工作流程",
    "应急指挥中心",
    "报告路径",
    "发布流程",
)
_TEXTS = (
    "角色",
    "身份",
    "无步骤",
    "决策",
    "上报",
    "表单",
    "联络",
    "禁令",
    "简述",
    "背面",
    "另面",
    "未完",
    "另面未完",
)

WORDS: Mapping[str, str] = {
    **{each: each for each in (*_TITLES, *_HEADS)},
    "续": "（续）",
    "全程": "全程",
    "启动": "下达启动指令",
    "机动": "随时待命",
    "待命": "待命",
    "转报": "报#决定",
    **dict.fromkeys(_TEXTS, ""),
}
"""The words of every card: titles and heads that an outline may change, texts that it gives."""

LEADS: Mapping[str, str] = {**{each: each for each in _LEADS}, "限本部门": "（本部门）", "限本单位": "（本单位）"}
"""Those of a post's card beside them: what its duties are called where they follow from elsewhere."""

_BREAK = "<br>"
_JOINTS = "、；"


def texts(words: BlockWords, name: str) -> Iterator[str]:
    """The lines of a text, of which <br> begins another; none begins with the joint to something that was left out."""
    return (line for each in words[name].split(_BREAK) if (line := each.strip().lstrip(_JOINTS)))
