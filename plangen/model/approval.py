"""The approvals of a notice: who decided what about which stage when, and of exactly which version.

Entries are appended by `plangen notices approve` and never changed, so that what was typed stands as it was typed.
One counts as long as template, house style and facts are those that it names. An entry that is written today names
the one before it (`model.approval_chain`).
"""

import datetime
from collections.abc import Mapping
from typing import Annotated, Final, Literal, TypeAlias

from plangen.model.spec import Record, Verbatim
from plangen.model.values import Id

StageResult: TypeAlias = Literal["同意", "不同意", "有条件同意", "退回"]
AGREED: Final = "同意"
REFUSED: Final = "不同意"
CONDITIONAL: Final = "有条件同意"
RETURNED: Final = "退回"
RESULTS: Mapping[StageResult, str] = {
    AGREED: "approved",
    REFUSED: "refused",
    CONDITIONAL: "conditional",
    RETURNED: "returned",
}
"""How a stage may end, with the English word for it."""

ApprovalAct: TypeAlias = Literal["决定", "撤回", "条件落实", "补签"]
"""What an entry records: a decision, or what became of an earlier one."""

DECIDED: Final = "决定"
WITHDRAWN: Final = "撤回"
MET: Final = "条件落实"
SIGNED: Final = "补签"


class Approval(Record, frozen=True, kw_only=True):
    """审批记录"""

    stage: Annotated[Id, "环节", "见 communication.yaml 的 stages"]
    by: Annotated[Id, "岗位", "岗位编号"]
    name: Annotated[str, "姓名", Verbatim()]
    date: Annotated[datetime.date, "日期"]
    time: Annotated[str | None, "时刻", "例如 14:05；口头批准必须写明"] = None
    act: Annotated[
        ApprovalAct,
        "登记事项",
        "决定：这个环节的结果；撤回：撤回先前的审批；条件落实：先前所附的一个条件已经落实；补签：口头批准已经补签",
    ] = "决定"
    result: Annotated[StageResult, "结果", "只有同意的才能办下一环节；以前的记录没有写的，是同意"] = "同意"
    conditions: Annotated[tuple[str, ...], "所附条件", "有条件同意的条件，逐条落实以后才能办下一环节", Verbatim()] = ()
    met: Annotated[str | None, "已落实的条件", "照原来的条件抄写", Verbatim()] = None
    oral: Annotated[str | None, "口头批准的方式", "例如 电话", Verbatim()] = None
    reference: Annotated[str | None, "文号", "外部单位答复的文号", Verbatim()] = None
    answer: Annotated[str | None, "答复内容", "外部单位答复了什么", Verbatim()] = None
    authorisation: Annotated[
        str | None, "授权", "签字人不是该岗位的责任人、替补时，依据什么授权、为什么", Verbatim()
    ] = None
    reason: Annotated[str | None, "撤回理由", Verbatim()] = None
    note: Annotated[str | None, "说明", Verbatim()] = None
    recorded: Annotated[str | None, "登记时间", "例如 2026-03-01 14:05；由程序填写"] = None
    template: Annotated[str, "模板指纹", "模板文件的 SHA-256"]
    wording: Annotated[str | None, "文字指纹", "模板文字的短指纹，用于区分改了文字还是只改了格式"] = None
    house: Annotated[str, "版式指纹", "公文模板 house.docx 的 SHA-256"]
    content: Annotated[str, "内容指纹", "通知用到的全部事实和标题的 SHA-256"]
    facts: Annotated[tuple[str, ...], "事实指纹", "用到的每项事实各一个短指纹，用于说明后来改了哪一项"] = ()
    rules: Annotated[
        tuple[str, ...], "当时的规则", "登记时规定的环节和责任方、是否影响重大；规则改变以后，审批失效"
    ] = ()
    after: Annotated[str | None, "前一条记录", "序号和校验码；由程序填写，不要改动"] = None
    digest: Annotated[str | None, "校验码", "本条记录的 SHA-256；由程序填写，不要改动"] = None

    @property
    def opens(self) -> bool:
        """Whether it is a decision that lets the notice go on, if need be once its conditions are met."""
        return self.act == DECIDED and self.result in {AGREED, CONDITIONAL}


class Approvals(Record, frozen=True, kw_only=True):
    """通知审批"""

    case: Annotated[Id, "事件", "场景或者突发事件的编号"]
    kind: Annotated[Id, "通知种类", "见 communication.yaml 的 notices"]
    approvals: Annotated[tuple[Approval, ...], "审批记录", "由 plangen notices approve 追加，不得修改"] = ()
