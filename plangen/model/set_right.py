"""The facts of a notice that sets another one right: which notice it concerns, what was wrong and what holds instead.

The Chinese titles of these records and fields are the names that legal uses in templates, as in `incident`.
"""

import datetime
from typing import Annotated

from plangen.model.spec import Ask, Record, Verbatim
from plangen.model.values import Todo


class OriginalNotice(Record, frozen=True, kw_only=True):
    """原通知"""

    title: Annotated[
        str | None,
        "名称",
        "公开发布时的标题",
        Verbatim(),
        Ask("需要更正或者撤回的通知，发布时的标题是什么？", "原通知名称"),
    ] = None
    issued: Annotated[datetime.date | Todo | None, "发布日期", Ask("原通知在哪一天发布？", "原通知的发布日期")] = None
    channels: Annotated[
        tuple[str, ...], "发布渠道", "在哪些地方发布过", Ask("原通知在哪些渠道发布过？请逐个列出。", "原通知的发布渠道")
    ] = ()


class CorrectedPoint(Record, frozen=True, kw_only=True):
    """更正事项"""

    wrong: Annotated[
        str | None,
        "有误内容",
        "原通知怎样写的，照抄",
        Verbatim(),
        Ask("原通知中有误的内容是什么？请照抄原文。", "有误内容"),
    ] = None
    right: Annotated[str | None, "正确内容", Ask("正确的内容是什么？只写已经核实的。", "正确内容")] = None


class Correction(Record, frozen=True, kw_only=True):
    """更正"""

    points: Annotated[
        tuple[CorrectedPoint, ...], "事项", "每处有误一项", Ask("原通知有哪几处有误，正确的内容各是什么？", "更正事项")
    ] = ()
    since: Annotated[
        str | None,
        "有误起始",
        "有误的内容从什么时候起公开，例如 2026年3月2日14:05",
        Ask("有误的内容从什么时候起公开？", "有误内容的起始时间"),
    ] = None
    cause: Annotated[str | None, "出错原因", "可以不写", Ask("为什么会出错？没有查清的，可以不写。", "出错原因")] = None
    advice: Annotated[
        str | None,
        "读者应当怎样做",
        "接在“请”之后，例如 以更正后的号码为准",
        Ask("看到过原通知的人现在应当怎样做？用一句话说明，接在“请”之后。", "读者应当怎样做"),
    ] = None


class Withdrawal(Record, frozen=True, kw_only=True):
    """撤回"""

    reason: Annotated[str | None, "原因", Ask("为什么撤回这份通知？只写已经核实的情况。", "撤回原因")] = None
    now: Annotated[
        str | None, "现行说明", "撤回以后以什么为准", Ask("撤回以后，这些事项以什么为准？", "撤回后的现行说明")
    ] = None
    advice: Annotated[
        str | None,
        "读者应当怎样做",
        "接在“请”之后，例如 不再按照原通知办理",
        Ask("原通知撤回以后，看到过它的人应当怎样做？用一句话说明，接在“请”之后。", "读者应当怎样做"),
    ] = None
