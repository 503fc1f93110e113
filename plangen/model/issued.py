"""What was issued: which file with which bytes when, on whose approval, through which channels.

Written by `plangen notices issue` once for each issue, and never changed.
"""

import datetime
from typing import Annotated

from plangen.model.spec import Record
from plangen.model.values import Id


class UsedApproval(Record, frozen=True, kw_only=True):
    """所依据的审批"""

    stage: Annotated[Id, "环节"]
    by: Annotated[Id, "岗位"]
    name: Annotated[str, "姓名"]
    date: Annotated[datetime.date, "日期"]


class IssuedChannel(Record, frozen=True, kw_only=True):
    """渠道安排"""

    channel: Annotated[str, "渠道"]
    text: Annotated[str, "内容", "在该渠道发布什么"]
    post: Annotated[Id, "责任岗位"]


class IssuedDeadline(Record, frozen=True, kw_only=True):
    """时限情况"""

    title: Annotated[str, "事项"]
    due: Annotated[str, "截止时间"]
    met: Annotated[str | None, "结果", "截止时间与发布时间比较；事项本身是否办理，记录里看不出"] = None


class Issued(Record, frozen=True, kw_only=True):
    """发布记录"""

    case: Annotated[Id, "事件", "突发事件的编号"]
    kind: Annotated[Id, "通知种类", "见 communication.yaml 的 notices"]
    time: Annotated[str, "发布时间", "例如 2026-03-01 14:05"]
    file: Annotated[str, "文件", "发布的文件名"]
    sha256: Annotated[str, "文件指纹", "发布的文件的 SHA-256"]
    text_sha256: Annotated[str | None, "短文指纹", "同名 .txt 文件的 SHA-256；不是短文时没有"] = None
    by: Annotated[Id | None, "发布岗位"] = None
    name: Annotated[str | None, "发布人"] = None
    corrects: Annotated[str | None, "更正", "更正的是哪一时间发布的版本"] = None
    reason: Annotated[str | None, "更正理由"] = None
    template: Annotated[str, "模板指纹", "模板文件的 SHA-256"]
    wording: Annotated[str | None, "文字指纹"] = None
    house: Annotated[str, "版式指纹", "公文模板 house.docx 的 SHA-256"]
    content: Annotated[str, "内容指纹", "通知用到的全部事实和标题的 SHA-256"]
    facts: Annotated[tuple[str, ...], "事实指纹", "用到的每项事实各一个短指纹"] = ()
    approvals: Annotated[tuple[UsedApproval, ...], "审批"] = ()
    approvals_head: Annotated[
        str | None, "审批记录的校验码", "发布时审批记录的最后一条的序号和校验码；由程序填写，不要改动"
    ] = None
    channels: Annotated[tuple[IssuedChannel, ...], "渠道安排"] = ()
    deadlines: Annotated[tuple[IssuedDeadline, ...], "时限情况"] = ()
