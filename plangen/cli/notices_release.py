"""`plangen notices duty`, `register`: what the law wanted done, and all that was issued."""

from pathlib import Path

from plangen.cli.console import Console
from plangen.cli.options import JSON, NAME, PROJECT, argument, command, flag, option, path_option, this_minute
from plangen.cli.words import Phrase

_TIME, _TEXT = Phrase("时间", "TIME"), Phrase("说明", "TEXT")


@command(
    Phrase(
        "登记一项法定事项：是否适用、何时怎样办理、凭据、由谁登记，追加在 source/duties/。\n\n"
        "事件写代号或名称，事项写 plangen notices deadlines 列出的名称或 legal/deadlines.yaml 里的编号。"
        "是否适用由法律人员判断；没有登记的，发布记录写“未判断是否适用”，不作推断。",
        "Record of a statutory duty whether it applies, when and how it was met, with what proof, by whom; added to"
        " source/duties/.\n\n"
        "Name the incident and the duty by id or title, as plangen notices deadlines lists them. Whether a duty applies"
        " is for legal to judge; of what was not recorded nothing is concluded.",
    ),
    argument("case", Phrase("事件", "CASE")),
    argument("duty_name", Phrase("事项", "DUTY")),
    option(
        "--applies",
        text=Phrase("是否适用：是、否、未判断", "whether it applies: yes, no, unknown"),
        metavar=Phrase("是|否|未判断", "yes|no|unknown"),
        default="",
    ),
    option(
        "--reason",
        text=Phrase("理由；不适用的必须写", "why; has to be given where it does not apply"),
        metavar=_TEXT,
        default="",
    ),
    option("--met", text=Phrase("办理时间，例如 2026-03-01 14:05", "when it was met"), metavar=_TIME, default=""),
    option("--how", text=Phrase("向谁、怎样办理；写了办理时间的必须写", "to whom and how"), metavar=_TEXT, default=""),
    option(
        "--reference",
        text=Phrase("文号、回执编号等凭据", "the number of a receipt or letter"),
        metavar=_TEXT,
        default="",
    ),
    option("--by", text=Phrase("登记岗位", "the post that records it"), metavar=Phrase("岗位", "POST"), required=True),
    option("--name", text=Phrase("登记人姓名", "who records it"), metavar=NAME, required=True),
    flag("--dry-run", text=Phrase("只检查能否登记，不写文件", "say whether it could be recorded; write nothing")),
    JSON,
    PROJECT,
)
def duty(
    console: Console,
    case: str,
    duty_name: str,
    project: Path,
    *,
    applies: str,
    reason: str,
    met: str,
    how: str,
    reference: str,
    by: str,
    name: str,
    dry_run: bool,
    as_json: bool,
) -> int:
    from plangen.pipeline.notices.issuing.record_duty import WantedDuty, record_duty
    from plangen.reporting.notices.steps import report_duty

    wanted = WantedDuty(
        case=case,
        duty=duty_name,
        applies=applies,
        reason=reason,
        met=met,
        how=how,
        reference=reference,
        by=by,
        name=name,
        now=this_minute(),
    )
    return console.report(report_duty(record_duty(console.root(project), wanted, dry_run=dry_run)), as_json=as_json)


@command(
    Phrase(
        "列出发布登记簿：每份已发布通知的编号、时间、渠道、各环节、更正和撤回、文件和指纹；"
        "公开、个人、内部分列，按年度连续编号。\n\n"
        "事件可写代号或名称；不写则为全部。",
        "List all that was issued: number, time, channels, stages, corrections, files and hashes; apart for the public,"
        " for persons and for the house, numbered year by year.\n\n"
        "Name an incident by id or title; default: all.",
    ),
    argument("case", Phrase("[事件]", "[CASE]"), required=False, default=""),
    path_option(
        "--sheet",
        text=Phrase("另写一份 Excel 登记簿", "also write the register as an Excel file"),
        metavar=Phrase("文件.xlsx", "FILE.xlsx"),
    ),
    JSON,
    PROJECT,
)
def register(console: Console, case: str, project: Path, *, sheet: Path | None, as_json: bool) -> int:
    from plangen.pipeline.notices.issuing.listed_issues import list_register
    from plangen.reporting.notices.registers import report_register

    return console.report(report_register(list_register(console.root(project), case, sheet=sheet)), as_json=as_json)
