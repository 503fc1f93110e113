"""What was issued: which file with which bytes when, on whose approval, through which channels.

Written by `plangen notices issue` once for each issue, and never changed.
"""

import datetime
from collections.abc import Mapping
from typing import Annotated, Literal, TypeAlias

from plangen.model.acceptance import Acceptance
from plangen.model.met import Judgement
from plangen.model.spec import Record, Verbatim
from plangen.model.values import Id

Reach: TypeAlias = Literal["公开", "个人", "内部"]
"""Whom a notice is for: everybody, each person whom it concerns, or those who work here."""

Act: TypeAlias = Literal["更正", "撤回"]
"""What a notice may do to one that was issued before."""


class NoticeIssue(Record, frozen=True, kw_only=True):
    """所涉发布"""

    case: Annotated[Id, "事件", "原通知所属突发事件的编号"]
    kind: Annotated[Id, "通知种类", "原通知的种类"]
    time: Annotated[str, "发布时间", "原通知的发布时间，与发布记录一致"]

    @property
    def key(self) -> tuple[str, str, str]:
        """What tells this issue from every other."""
        return self.case, self.kind, self.time


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

    duty: Annotated[Id | None, "编号", "见 legal/deadlines.yaml"] = None
    title: Annotated[str, "事项"]
    due: Annotated[str, "截止时间"]
    condition: Annotated[str | None, "适用条件"] = None
    applies: Annotated[Judgement | None, "是否适用", "发布时登记的判断；由法律人员判断，程序不推断"] = None
    reason: Annotated[str | None, "理由"] = None
    done: Annotated[str | None, "办理时间"] = None
    how: Annotated[str | None, "办理方式"] = None
    reference: Annotated[str | None, "凭据"] = None
    by: Annotated[Id | None, "登记岗位"] = None
    name: Annotated[str | None, "登记人"] = None
    met: Annotated[str | None, "结果", "较早的记录才有：截止时间与发布时间比较，不说明事项是否适用、是否办理"] = None


class Issued(Record, frozen=True, kw_only=True):
    """发布记录"""

    number: Annotated[str | None, "发布编号", "按发布范围和年度连续编号，例如 公2026-001；较早的记录没有"] = None
    case: Annotated[Id, "事件", "突发事件的编号"]
    kind: Annotated[Id, "通知种类", "见 communication.yaml 的 notices"]
    time: Annotated[str, "发布时间", "例如 2026-03-01 14:05"]
    file: Annotated[str, "文件", "发布的文件名"]
    sha256: Annotated[str, "文件指纹", "发布的文件的 SHA-256"]
    text_sha256: Annotated[str | None, "短文指纹", "同名 .txt 文件的 SHA-256；不是短文时没有"] = None
    pdf_sha256: Annotated[str | None, "PDF 指纹", "同名 .pdf 文件（盖章用）的 SHA-256；较早的记录没有"] = None
    reach: Annotated[Reach | None, "发布范围", "较早的记录没有，按公开看待"] = None
    recipients: Annotated[int | None, "送达人数", "逐一送达的通知送达多少人"] = None
    recorded: Annotated[str | None, "登记时间", "这份记录是什么时候写入的"] = None
    by: Annotated[Id | None, "发布岗位"] = None
    authorisation: Annotated[
        str | None, "授权", "发布人不是该岗位的责任人、替补时，依据什么授权、为什么", Verbatim()
    ] = None
    name: Annotated[str | None, "发布人"] = None
    corrects: Annotated[
        str | None, "更正", "更正的是同一通知哪一时间发布的版本；现在的更正是另一份通知，写在 concerns"
    ] = None
    reason: Annotated[str | None, "理由", "更正的理由，撤回以后重新发布的理由"] = None
    act: Annotated[Act | None, "作用", "更正或者撤回另一份已经发布的通知"] = None
    concerns: Annotated[NoticeIssue | None, "所涉发布", "更正或者撤回的是哪一次发布"] = None
    template: Annotated[str, "模板指纹", "模板文件的 SHA-256"]
    wording: Annotated[str | None, "文字指纹"] = None
    house: Annotated[str, "版式指纹", "公文模板 house.docx 的 SHA-256"]
    content: Annotated[str, "内容指纹", "通知用到的全部事实和标题的 SHA-256"]
    facts: Annotated[tuple[str, ...], "事实指纹", "用到的每项事实各一个短指纹"] = ()
    approvals: Annotated[tuple[UsedApproval, ...], "审批"] = ()
    accepted: Annotated[
        tuple[Acceptance, ...], "逐条确认", "看过并同意发布的字样、图片、替代文字，审批时和发布时确认的都在内"
    ] = ()
    approvals_head: Annotated[
        str | None, "审批记录的校验码", "发布时审批记录的最后一条的序号和校验码；由程序填写，不要改动"
    ] = None
    channels: Annotated[tuple[IssuedChannel, ...], "渠道安排"] = ()
    deadlines: Annotated[tuple[IssuedDeadline, ...], "时限情况"] = ()

    @property
    def key(self) -> tuple[str, str, str]:
        """What tells this issue from every other."""
        return self.case, self.kind, self.time

    @property
    def reaches(self) -> Reach:
        """Whom it is for; what was issued before that was recorded went to the public."""
        return self.reach or "公开"

    @property
    def files(self) -> Mapping[str, str]:
        """By name the hash of each file that was issued: the document, its PDF, its text."""
        stem = self.file.removesuffix(".docx")
        every = {self.file: self.sha256, f"{stem}.pdf": self.pdf_sha256, f"{stem}.txt": self.text_sha256}
        return {name: digest for name, digest in every.items() if digest}
