"""`plangen notices approve`, `status`, `issue`: from a draft to what leaves the house."""

from pathlib import Path

from plangen.cli.console import Console
from plangen.cli.options import DATE, DIR, JSON, NAME, PROJECT, argument, command, flag, option, path_option
from plangen.cli.words import Phrase

_NOTICE = argument("notice", Phrase("通知", "NOTICE"))
_POST = Phrase("岗位", "POST")


@command(
    Phrase(
        "登记一份通知的一个审批环节，写进 source/approvals/。"
        "审批只对现在这个版本有效，模板、版式、事实改动后失效。\n\n"
        "通知写“事件/通知”（kettle-2026/recall-notice），只有一份时写通知名称即可；环节、岗位写编号或名称。",
        "Record that a stage of a notice was passed, into source/approvals/. It holds for the version as it stands:"
        " a change of template, house style or facts makes it lapse.\n\n"
        "Name the notice as case/kind, or by its kind where there is one; stage and post by id or title.",
    ),
    _NOTICE,
    option("--stage", text=Phrase("哪个环节", "which stage"), metavar=Phrase("环节", "STAGE"), required=True),
    option("--by", text=Phrase("由哪个岗位完成", "by which post"), metavar=_POST, required=True),
    option("--name", text=Phrase("完成人姓名", "who it was"), metavar=NAME, required=True),
    option("--date", text=Phrase("完成日期", "when, 2026-03-01"), metavar=DATE, required=True),
    option(
        "--note",
        text=Phrase("说明，例如征询意见的文号", "a remark, such as the number of a reply"),
        metavar=Phrase("说明", "TEXT"),
        default="",
    ),
    flag(
        "--dry-run",
        text=Phrase("只检查能否登记，不写文件", "say whether it could be recorded; write nothing"),
    ),
    JSON,
    PROJECT,
)
def approve(
    console: Console,
    notice: str,
    project: Path,
    *,
    stage: str,
    by: str,
    name: str,
    date: str,
    note: str,
    dry_run: bool,
    as_json: bool,
) -> int:
    from plangen.pipeline.notices.approve import WantedApproval, approve_notice
    from plangen.reporting.notices.steps import report_approval

    wanted = WantedApproval(notice=notice, stage=stage, by=by, name=name, date=date, note=note)
    return console.report(
        report_approval(approve_notice(console.root(project), wanted, dry_run=dry_run)), as_json=as_json
    )


@command(
    Phrase(
        "每份通知走到哪一步：各环节由谁何时完成、是否有效、审批后改了什么、"
        "还缺什么、下一步由谁做什么、能否发布。\n\n"
        "可写一份通知（kettle-2026/recall-notice）、一种通知，或者一个事件、场景（列出它的全部通知）；不写则列出全部。",
        "Where each notice stands: stages, by whom and when, whether they hold, what changed since,"
        " what is missing, who is next, whether it can be issued. Name a notice, a kind, or an incident or scenario"
        " for all of its notices; without a name: all of them.",
    ),
    argument("notice", Phrase("[通知或事件]", "[NOTICE|CASE]"), required=False, default=""),
    JSON,
    PROJECT,
)
def status(console: Console, notice: str, project: Path, *, as_json: bool) -> int:
    from plangen.pipeline.notices.status import notice_status
    from plangen.reporting.notices.standings import report_status

    return console.report(report_status(notice_status(console.root(project), notice)), as_json=as_json)


@command(
    Phrase(
        "发布一份真实事件的通知：审批齐全有效、内容填写完整、文件里没有修订、批注等内部信息时，"
        "写出正式文件并在 source/issued/ 记录；否则列出全部理由，不写任何文件。",
        "Issue a notice of a real incident: with approvals complete and current, nothing missing, and nothing"
        " internal in the file, write the final file and record it in source/issued/; else list every reason.",
    ),
    _NOTICE,
    option(
        "--time",
        text=Phrase("发布时间，例如 2026-03-01 14:05", "when, such as 2026-03-01 14:05"),
        metavar=Phrase("时间", "TIME"),
        required=True,
    ),
    option("--by", text=Phrase("发布岗位", "the post that issues it"), metavar=_POST, default=""),
    option("--name", text=Phrase("发布人姓名", "who issues it"), metavar=NAME, default=""),
    option(
        "--channel",
        "channels",
        text=Phrase("发布渠道，可写多次；不写则为计划的全部渠道", "a channel, repeatable; default: all"),
        metavar=Phrase("渠道", "CHANNEL"),
        multiple=True,
    ),
    option(
        "--correction",
        text=Phrase("更正已经发布的通知，写明理由", "correct what was issued, for this reason"),
        metavar=Phrase("理由", "REASON"),
        default="",
    ),
    path_option(
        "--out",
        text=Phrase("正式文件放在哪里，默认 output/正式发布/", "where to, default output/正式发布/"),
        metavar=DIR,
        file_okay=False,
    ),
    flag("--dry-run", text=Phrase("只检查能否发布，不写文件", "say whether it could be issued; write nothing")),
    JSON,
    PROJECT,
)
def issue(
    console: Console,
    notice: str,
    project: Path,
    *,
    time: str,
    by: str,
    name: str,
    channels: tuple[str, ...],
    correction: str,
    out: Path | None,
    dry_run: bool,
    as_json: bool,
) -> int:
    from plangen.pipeline.notices.issue import IssueOrder, issue_notice
    from plangen.reporting.notices.steps import report_issue

    order = IssueOrder(notice=notice, time=time, by=by, name=name, channels=channels, correction=correction)
    done = issue_notice(console.root(project), order, folder=out, dry_run=dry_run)
    return console.report(report_issue(done), as_json=as_json)
