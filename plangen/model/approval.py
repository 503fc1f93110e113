"""The approvals of a notice: who passed which stage when, and of exactly which version.

Entries are appended by `plangen notices approve` and never changed; one counts as long as template, house style and
facts are those that it names.
"""

import datetime
from typing import Annotated

from plangen.model.acceptance import Acceptance
from plangen.model.spec import Record
from plangen.model.values import Id


class Approval(Record, frozen=True, kw_only=True):
    """审批记录"""

    stage: Annotated[Id, "环节", "见 communication.yaml 的 stages"]
    by: Annotated[Id, "岗位", "岗位编号"]
    name: Annotated[str, "姓名"]
    date: Annotated[datetime.date, "日期"]
    note: Annotated[str | None, "说明"] = None
    accepted: Annotated[
        tuple[Acceptance, ...], "逐条确认", "审批时看过并同意发布的字样、图片、替代文字；只对这个版本有效"
    ] = ()
    template: Annotated[str, "模板指纹", "模板文件的 SHA-256"]
    wording: Annotated[str | None, "文字指纹", "模板文字的短指纹，用于区分改了文字还是只改了格式"] = None
    house: Annotated[str, "版式指纹", "公文模板 house.docx 的 SHA-256"]
    content: Annotated[str, "内容指纹", "通知用到的全部事实和标题的 SHA-256"]
    facts: Annotated[tuple[str, ...], "事实指纹", "用到的每项事实各一个短指纹，用于说明后来改了哪一项"] = ()


class Approvals(Record, frozen=True, kw_only=True):
    """通知审批"""

    case: Annotated[Id, "事件", "场景或者突发事件的编号"]
    kind: Annotated[Id, "通知种类", "见 communication.yaml 的 notices"]
    approvals: Annotated[tuple[Approval, ...], "审批记录", "由 plangen notices approve 追加，不得修改"] = ()
