"""`plangen notices correct` and `withdraw`: a notice that sets right one that was issued begins."""

from pathlib import Path

from plangen.cli.console import Console
from plangen.cli.options import DATE, JSON, PROJECT, argument, command, flag, option
from plangen.cli.words import Phrase

_NOTICE = argument("notice", Phrase("通知", "NOTICE"))
_TEXT = Phrase("文字", "TEXT")
_ISSUE = option(
    "--issue",
    text=Phrase("哪一次发布，写发布时间；不写则为最近一次", "which issue, by its time; default: the latest"),
    metavar=Phrase("时间", "TIME"),
    default="",
)
_PUBLISHED = option(
    "--published",
    text=Phrase(
        "原通知在哪里发布过，可写多次；不写则取自发布记录", "where it was published, repeatable; default: as recorded"
    ),
    metavar=Phrase("渠道", "CHANNEL"),
    multiple=True,
)
_DATE = option(
    "--date",
    text=Phrase("落款日期，应与发布日期一致", "the date that it bears, that of its issue"),
    metavar=DATE,
    default="",
)
_ADVICE = option(
    "--advice",
    text=Phrase("读者应当怎样做，接在“请”之后", "what readers are asked to do"),
    metavar=_TEXT,
    default="",
)
_DRY_RUN = flag("--dry-run", text=Phrase("只检查能否开始，不写文件", "say whether it could begin; write nothing"))


@command(
    Phrase(
        "开始更正一份已经发布的通知：在 source/incidents/ 写一个文件，写明更正哪一次发布、什么有误、什么正确。"
        "更正公告以后照常审批，用 plangen notices issue 发布。\n\n"
        "没有写的选项在文件里留作待填写；其他事实取自原来的事件。原通知的文件和记录不改动。",
        "Begin the correction of a notice that was issued: a file in source/incidents/ that names the issue, what was"
        " wrong and what is right. It is then approved and issued as any notice.\n\n"
        "What is not given is left open in the file; other facts come from the incident. Nothing issued is changed.",
    ),
    _NOTICE,
    option(
        "--wrong",
        text=Phrase(
            "有误的内容，照抄原通知；几处有误的，与 --right 成对写多次", "what it said; repeat in pairs with --right"
        ),
        metavar=_TEXT,
        multiple=True,
    ),
    option("--right", text=Phrase("正确的内容", "what is right"), metavar=_TEXT, multiple=True),
    option(
        "--since",
        text=Phrase("有误的内容从什么时候起公开；不写则为发布时间", "since when it stood there; default: its issue"),
        metavar=Phrase("时间", "TIME"),
        default="",
    ),
    _PUBLISHED,
    option(
        "--cause", text=Phrase("出错的原因，可以不写", "why it was wrong, if you say so"), metavar=_TEXT, default=""
    ),
    _ADVICE,
    _DATE,
    _ISSUE,
    _DRY_RUN,
    JSON,
    PROJECT,
)
def correct(
    console: Console,
    notice: str,
    project: Path,
    *,
    wrong: tuple[str, ...],
    right: tuple[str, ...],
    since: str,
    published: tuple[str, ...],
    cause: str,
    advice: str,
    date: str,
    issue: str,
    dry_run: bool,
    as_json: bool,
) -> int:
    from plangen.pipeline.notices.acts.begin import WantedAct, begin_act
    from plangen.reporting.notices.acts import report_act

    wanted = WantedAct(
        act="更正",
        notice=notice,
        issue=issue,
        dated=date,
        published=published,
        wrong=wrong,
        right=right,
        since=since,
        cause=cause,
        advice=advice,
    )
    return console.report(report_act(begin_act(console.root(project), wanted, dry_run=dry_run)), as_json=as_json)


@command(
    Phrase(
        "开始撤回一份已经发布的通知：在 source/incidents/ 写一个文件，写明撤回哪一次发布、为什么、现在以什么为准。"
        "撤回公告以后照常审批，用 plangen notices issue 发布。\n\n"
        "撤回以后，原通知原样不能再发布；改正并重新审批以后，用 plangen notices issue --reason 发布。",
        "Begin the withdrawal of a notice that was issued: a file in source/incidents/ that names the issue, why it is"
        " withdrawn and what holds now. It is then approved and issued as any notice.\n\n"
        "What was withdrawn is not issued again as it was; put right and approved, it is with issue --reason.",
    ),
    _NOTICE,
    option(
        "--reason", text=Phrase("为什么撤回", "why it is withdrawn"), metavar=Phrase("理由", "REASON"), required=True
    ),
    option("--now", text=Phrase("现在以什么为准", "what holds now"), metavar=_TEXT, default=""),
    _PUBLISHED,
    _ADVICE,
    _DATE,
    _ISSUE,
    _DRY_RUN,
    JSON,
    PROJECT,
)
def withdraw(
    console: Console,
    notice: str,
    project: Path,
    *,
    reason: str,
    now: str,
    published: tuple[str, ...],
    advice: str,
    date: str,
    issue: str,
    dry_run: bool,
    as_json: bool,
) -> int:
    from plangen.pipeline.notices.acts.begin import WantedAct, begin_act
    from plangen.reporting.notices.acts import report_act

    wanted = WantedAct(
        act="撤回",
        notice=notice,
        issue=issue,
        dated=date,
        published=published,
        reason=reason,
        now=now,
        advice=advice,
    )
    return console.report(report_act(begin_act(console.root(project), wanted, dry_run=dry_run)), as_json=as_json)
