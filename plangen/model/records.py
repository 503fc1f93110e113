"""What accompanies the plan: forms, revision records, reasoned exceptions to findings, the holiday calendar."""

import datetime
from typing import Annotated, Literal

from plangen.model.spec import Record, Ref, Verbatim
from plangen.model.values import Id, Todo


class FormColumn(Record, frozen=True, kw_only=True):
    """表格栏目"""

    id: Annotated[Id, "编号"]
    title: Annotated[str, "栏目名称"]
    kind: Annotated[Literal["文字", "长文字", "日期", "时间", "日期时间", "整数", "金额", "选项"], "类型"] = "文字"
    choices: Annotated[tuple[str, ...], "选项"] = ()
    required: Annotated[bool, "必填"] = False
    guidance: Annotated[str, "填写指引"] = ""
    group: Annotated[str, "分组", "打印单上的分组标题"] = ""


_RESULTS = ("完成", "部分完成", "未完成")


class ProcessForm(Record, frozen=True, kw_only=True):
    """应急处置过程记录表"""

    results: Annotated[
        tuple[str, ...],
        "结果选项",
        "不写为 完成、部分完成、未完成；第一项和以它开头的算已经完成，是否按时由填写的时间得出，不必写成选项",
    ] = _RESULTS
    note: Annotated[str | None, "填写说明"] = None


class Forms(Record, frozen=True, kw_only=True):
    """表格"""

    complaint: Annotated[
        tuple[FormColumn, ...], "消费者投诉信息表", "第一栏是投诉编号：每件一个，投诉信息单按它取数；不写则不生成这份表"
    ] = ()
    complaint_rows: Annotated[int, "登记行数", "登记台账预留的行数"] = 200
    complaint_expected: Annotated[
        int, "预计登记件数", "演练中大约登记多少件；登记台账印出的空行不少于它的两倍，不写按发给登记部门的事件计算"
    ] = 0
    complaint_by: Annotated[Id | None, "投诉登记部门", "由哪个部门填写消费者投诉信息表", Ref("department")] = None
    process: Annotated[ProcessForm | None, "应急处置过程记录表"] = None

    @property
    def results(self) -> tuple[str, ...]:
        """How a measure may end."""
        return self.process.results if self.process else _RESULTS


class Deferred(Record, frozen=True, kw_only=True):
    """暂缓处理的演练问题"""

    finding: Annotated[str, "演练问题", "编号；其他演练的问题写成 2024-12-10/f-03"]
    reason: Annotated[str, "理由"]


class Withdrawn(Record, frozen=True, kw_only=True):
    """不再处理的演练问题"""

    finding: Annotated[str, "演练问题", "编号；其他演练的问题写成 2024-12-10/f-03"]
    reason: Annotated[str, "理由"]


class Revision(Record, frozen=True, kw_only=True):
    """修订记录"""

    version: Annotated[str, "版本号", "例如 v1.0"]
    date: Annotated[datetime.date | Todo, "修订日期"]
    reason: Annotated[str, "修订原因", "演练、法规、组织变动等"]
    chapters: Annotated[str, "修订章节"] = "全文"
    summary: Annotated[str, "修订内容摘要"]
    author: Annotated[str, "编制人"]
    reviewer: Annotated[str, "审核人"]
    approver: Annotated[str, "批准人"]
    effective: Annotated[datetime.date | Todo, "生效日期"]
    drill: Annotated[datetime.date | None, "依据的演练", "演练日期"] = None
    answers: Annotated[
        tuple[str, ...],
        "解决的演练问题",
        "编号，见 drills/<日期>/findings.yaml；其他演练的问题写成 2024-12-10/f-03",
    ] = ()
    deferred: Annotated[tuple[Deferred, ...], "暂缓处理的演练问题"] = ()
    withdrawn: Annotated[tuple[Withdrawn, ...], "不再处理的演练问题"] = ()
    follows: Annotated[str | None, "前一版本的提交", "由 plangen revise 填写，用来发现标签被改动"] = None
    written_by: Annotated[str | None, "生成程序的版本", "由 plangen revise 填写"] = None
    after: Annotated[str | None, "前一修订记录", "版本号和文件的 SHA-256；由 plangen revise 填写，不要改动"] = None
    content: Annotated[str | None, "版本内容", "计划各文件的 SHA-256；由 plangen revise 填写，不要改动"] = None
    papers: Annotated[str | None, "版本文件", "同版本 .papers 文件的 SHA-256；由 plangen revise 填写，不要改动"] = None
    approvals: Annotated[
        str | None, "审批记录的校验码", "当时各份通知审批记录的序号和校验码；由 plangen revise 填写，不要改动"
    ] = None
    titles: Annotated[
        str | None, "当时的名称", "部门、岗位、队伍、场景当时的名称；由 plangen revise 填写，不要改动", Verbatim()
    ] = None
    was: Annotated[str | None, "同号的另一版本", "版本号和提交；由 plangen revise 填写，不要改动"] = None


class Reasoned(Record, frozen=True, kw_only=True):
    """例外"""

    code: Annotated[str, "规则代码", "检查结果方括号里的代码，例如 T201"]
    place: Annotated[str, "位置", "检查结果里的路径，例如 timeline.phases[response]；可只写开头"]
    reason: Annotated[str, "理由"]
    by: Annotated[str, "批准人"]


class Exceptions(Record, frozen=True, kw_only=True):
    """检查例外"""

    exceptions: Annotated[tuple[Reasoned, ...], "例外"] = ()


class DayOff(Record, frozen=True, kw_only=True):
    """节假日"""

    title: Annotated[str, "名称"]
    first: Annotated[datetime.date, "第一天"]
    last: Annotated[datetime.date, "最后一天"]


class Calendar(Record, frozen=True, kw_only=True):
    """节假日安排"""

    year: Annotated[int, "年份"]
    source: Annotated[str, "依据", "发布机关和文号"]
    confirmed_by: Annotated[str, "核对人", "谁核对过官方文件"]
    holidays: Annotated[tuple[DayOff, ...], "放假安排"]
    workdays: Annotated[tuple[datetime.date, ...], "调休上班日"] = ()
