"""`plangen notices approve`, `status`, `issue`: from a draft to what leaves the house."""

from pathlib import Path
from typing import Any

from click import IntRange

from plangen.cli.answering import ask_result
from plangen.cli.console import Console
from plangen.cli.options import (
    DATE,
    DIR,
    DOCX,
    JSON,
    NAME,
    PROJECT,
    TEXT,
    Parameter,
    argument,
    command,
    flag,
    now,
    option,
    path_option,
    this_minute,
)
from plangen.cli.words import Phrase

_NOTICE = argument("notice", Phrase("通知", "NOTICE"))
_POST = Phrase("岗位", "POST")
_ACCEPT = option(
    "--accept",
    "accepted",
    text=Phrase(
        "看过并同意发布的字样、图片或者替代文字，写明理由；可写多次，只对这个版本有效",
        "a text, picture or alternative text that was looked at and may go out, with the reason; repeatable, holds for"
        " this version only",
    ),
    metavar=Phrase('"内容=理由"', '"TEXT=REASON"'),
    multiple=True,
)


def _text(name: str, zh: str, en: str, metavar: Phrase = TEXT) -> Parameter:
    return option(name, text=Phrase(zh, en), metavar=metavar, default="")


@command(
    Phrase(
        "登记一份通知的一个审批环节的结果，写进 source/approvals/。"
        "审批只对现在这个版本有效，模板、版式、事实、规定的环节改动后失效。\n\n"
        "通知写“事件/通知”（kettle-2026/recall-notice），只有一份时写通知名称即可；环节、岗位写编号或名称。"
        "只有同意的才能办下一环节。同一命令登记撤回（--withdraw）、条件已经落实（--met）、口头批准已经补签（--signed）。",
        "Record how a stage of a notice ended, into source/approvals/. It holds for the version as it stands:"
        " a change of template, house style, facts or stages makes it lapse.\n\n"
        "Name the notice as case/kind, or by its kind where there is one; stage and post by id or title. Only what is"
        " approved may go on. A withdrawal (--withdraw), a condition that is met (--met) and the signature under an"
        " oral approval (--signed) are recorded by the same command.",
    ),
    _NOTICE,
    option("--stage", text=Phrase("哪个环节", "which stage"), metavar=Phrase("环节", "STAGE"), required=True),
    option("--by", text=Phrase("由哪个岗位完成", "by which post"), metavar=_POST, required=True),
    option("--name", text=Phrase("完成人姓名", "who it was"), metavar=NAME, required=True),
    _text("--date", "哪一天；口头批准的加时刻", "when, 2026-03-01; of an oral approval with the time", DATE),
    _text(
        "--result",
        "结果：同意、不同意、有条件同意、退回；在终端里没有写的，会询问",
        "approved, refused, conditional or returned; a terminal is asked where it is missing",
        Phrase("结果", "RESULT"),
    ),
    option(
        "--condition",
        "conditions",
        text=Phrase("有条件同意的条件，可写多次", "a condition, repeatable"),
        metavar=TEXT,
        multiple=True,
    ),
    _text("--met", "登记这个条件已经落实", "record that this condition is met", Phrase("条件", "CONDITION")),
    flag("--withdraw", text=Phrase("登记撤回这个环节先前的审批", "record that what was approved is withdrawn")),
    _text("--reason", "撤回的理由", "why it is withdrawn"),
    _text("--oral", "口头批准的方式，例如 电话", "approved by word of mouth, in this way", Phrase("方式", "WAY")),
    _text("--signed", "登记口头批准已在这一天补签", "record that an oral approval was signed on this day", DATE),
    _text("--reference", "外部单位答复的文号", "the number of an outside answer"),
    _text("--answer", "外部单位答复的内容", "what an outside answer says"),
    _text(
        "--authorisation",
        "签字人不是责任人、替补的，写授权的依据和理由",
        "on what ground and why somebody signs who neither holds the post nor stands in",
    ),
    _text("--note", "说明", "a remark"),
    _ACCEPT,
    flag(
        "--dry-run",
        text=Phrase("只检查能否登记，不写文件", "say whether it could be recorded; write nothing"),
    ),
    JSON,
    PROJECT,
)
def approve(console: Console, project: Path, *, dry_run: bool, as_json: bool, **given: Any) -> int:
    from msgspec.structs import replace

    from plangen.pipeline.notices.approve import WantedApproval, approve_notice
    from plangen.reporting.notices.steps import report_approval

    wanted = WantedApproval(**given)
    if wanted.needs_result and not as_json and console.is_watched():
        wanted = replace(wanted, result=ask_result(console))
    approved = approve_notice(console.root(project), wanted, now(), dry_run=dry_run)
    return console.report(report_approval(approved), as_json=as_json)


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
    path_option(
        "--sheet",
        text=Phrase(
            "另写一份 Word 审批单，供各环节签字；已发布的是发布记录单",
            "also write a Word sheet for the stages to be signed, of what was issued the record on paper",
        ),
        metavar=DOCX,
    ),
    JSON,
    PROJECT,
)
def status(console: Console, notice: str, project: Path, *, sheet: Path | None, as_json: bool) -> int:
    from plangen.pipeline.notices.issuing.release_papers import status_with_sheet
    from plangen.reporting.notices.standings import report_status

    return console.report(report_status(status_with_sheet(console.root(project), notice, sheet)), as_json=as_json)


@command(
    Phrase(
        "发布一份真实事件的通知：审批齐全有效、内容填写完整、文件里没有修订、批注等内部信息时，"
        "写出正式文件、盖章用的 PDF，并在 source/issued/ 记录；否则列出全部理由，不写任何文件。\n\n"
        "公开的放在 output/正式发布/，给本人的放在 output/个人送达/，内部的放在 output/内部下发/。需要 LibreOffice。",
        "Issue a notice of a real incident: with approvals complete and current, nothing missing, and nothing"
        " internal in the file, write the final file and its PDF and record them in source/issued/; else list every"
        " reason.\n\n"
        "Notices for persons and internal ones go into folders of their own below output/. Needs LibreOffice.",
    ),
    _NOTICE,
    option(
        "--time",
        text=Phrase("发布时间，例如 2026-03-01 14:05", "when, such as 2026-03-01 14:05"),
        metavar=Phrase("时间", "TIME"),
        required=True,
    ),
    option(
        "--by", text=Phrase("发布岗位，必须写明", "the post that issues it; has to be given"), metavar=_POST, default=""
    ),
    option("--name", text=Phrase("发布人姓名，必须写明", "who issues it; has to be given"), metavar=NAME, default=""),
    option(
        "--channel",
        "channels",
        text=Phrase(
            "发布渠道，可写多次；只能是这种通知的渠道，不写则为它的全部渠道",
            "a channel of this kind of notice, repeatable; default: all of them",
        ),
        metavar=Phrase("渠道", "CHANNEL"),
        multiple=True,
    ),
    option(
        "--recipients",
        text=Phrase("逐一送达的，送达多少人", "of a notice for persons: how many receive it"),
        metavar=Phrase("人数", "COUNT"),
        type=IntRange(min=1),
        default=None,
    ),
    option(
        "--reason",
        text=Phrase("撤回以后改正了再发布的，写明理由", "why it goes out again after it was withdrawn"),
        metavar=Phrase("理由", "REASON"),
        default="",
    ),
    _text(
        "--authorisation",
        "发布人不是责任人、替补的，写授权的依据和理由",
        "on what ground and why somebody releases it who neither holds the post nor stands in",
    ),
    _ACCEPT,
    option("--correction", text=Phrase("改用 notices correct", "see notices correct"), default=None, hidden=True),
    path_option(
        "--out",
        text=Phrase("另存一份副本到这个文件夹", "put copies into this folder as well"),
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
    recipients: int | None,
    reason: str,
    authorisation: str,
    correction: str | None,
    accepted: tuple[str, ...],
    out: Path | None,
    dry_run: bool,
    as_json: bool,
) -> int:
    from plangen.pipeline.notices.acts.former import CorrectionGone
    from plangen.pipeline.notices.issue import IssueOrder, issue_notice
    from plangen.reporting.notices.steps import report_issue

    if correction is not None:
        raise CorrectionGone(notice=notice)
    order = IssueOrder(
        notice=notice,
        time=time,
        by=by,
        name=name,
        channels=channels,
        recipients=recipients,
        reason=reason,
        authorisation=authorisation,
        accepted=accepted,
        now=this_minute(),
    )
    done = issue_notice(console.root(project), order, folder=out, dry_run=dry_run)
    return console.report(report_issue(done), as_json=as_json)
