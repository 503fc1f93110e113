"""`plangen revise`: what a new revision is told by options."""

import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from plangen.cli.answering import REASON, REASONS, ask
from plangen.cli.console import Console
from plangen.cli.options import DATE, JSON, PROJECT, TEXT, Parameter, command, flag, option, read_day
from plangen.cli.words import Phrase

if TYPE_CHECKING:
    from plangen.pipeline.revisions.proposal import WantedRevision


def _read_reasons(ctx: click.Context, param: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    """Reasons by id, from f-03=理由."""
    found: dict[str, str] = {}
    for value in values:
        name, mark, reason = value.replace("＝", "=").partition("=")
        if not mark or not reason.strip():
            said = ctx.obj.say(f"“{value}”要写成 编号=理由", f"'{value}' has to be ID=REASON")
            raise click.BadParameter(said, ctx, param)
        found[name.strip()] = reason.strip()
    return found


def _text(name: str, zh: str, en: str) -> Parameter:
    return option(name, text=Phrase(zh, en), metavar=TEXT, default="")


def _day(name: str, zh: str, en: str) -> Parameter:
    return option(name, text=Phrase(zh, en), metavar=DATE, callback=read_day, default=None)


@command(
    Phrase(
        "把现在的计划记录为一个新版本：提交 source、templates 和修订记录，并加上标签。\n\n"
        "有错误，或者演练问题没有着落时不记录。",
        "Record the plan as a new revision: commits source, templates and the record, and tags them."
        " Refused with errors, or while a finding that demands a change is neither answered nor deferred.",
    ),
    option(
        "--reason",
        text=Phrase("修订原因", "why"),
        metavar=Phrase("首次编制|演练|法规|组织变动|其他", "first|drill|law|organisation|other"),
        type=REASON,
        default=None,
    ),
    _text("--version", "版本号，默认为下一个", "the version, default: the next"),
    _text("--note", "修订原因的补充说明", "the reason in words"),
    _text("--author", "编制人", "who wrote it"),
    _text("--reviewer", "审核人", "who reviewed it"),
    _text("--approver", "批准人", "who approved it"),
    _text("--summary", "内容摘要，默认列出改动", "summary, default: the changes"),
    _text("--chapters", "修订章节，默认为改动所在", "chapters, default: where the changes are"),
    _day("--drill", "依据的演练，写日期", "the drill, by date"),
    _day("--date", "修订日期，默认今天", "date of the revision, default: today"),
    _day("--effective", "生效日期", "in force from"),
    flag(
        "--confirm-date",
        text=Phrase(
            "修订日期早于上一版、在将来，或者电脑时间看来不对时，确认日期无误",
            "the date is right although it is before the last revision's or in the future, or the clock looks wrong",
        ),
    ),
    option(
        "--answers",
        text=Phrase("解决的演练问题，可以重复", "a finding that it answers; may be repeated"),
        metavar=Phrase("编号", "ID"),
        multiple=True,
    ),
    option(
        "--defer",
        text=Phrase("暂缓的演练问题和理由，可以重复", "a finding that waits, and why; may be repeated"),
        metavar=Phrase("编号=理由", "ID=REASON"),
        multiple=True,
        callback=_read_reasons,
    ),
    option(
        "--withdraw",
        text=Phrase("不再处理的演练问题和理由，可以重复", "a finding that is dropped, and why; may be repeated"),
        metavar=Phrase("编号=理由", "ID=REASON"),
        multiple=True,
        callback=_read_reasons,
    ),
    option(
        "--adopt",
        text=Phrase(
            "没有版本库的拷贝：内容与这一版记录时一致的，从它接着修订",
            "in a copy without its repository: go on from this version, where the content is what was recorded",
        ),
        metavar=Phrase("版本号", "VERSION"),
        default="",
    ),
    flag("--dry-run", text=Phrase("只说明会记录什么", "say what would be recorded")),
    flag(
        "--interactive",
        text=Phrase("逐项询问没有写明的内容；在终端里总是询问", "ask for what is missing; a terminal is always asked"),
    ),
    JSON,
    PROJECT,
)
def revise(
    console: Console,
    project: Path,
    *,
    reason: str | None,
    version: str,
    note: str,
    author: str,
    reviewer: str,
    approver: str,
    summary: str,
    chapters: str,
    drill: datetime.date | None,
    date: datetime.date | None,
    effective: datetime.date | None,
    confirm_date: bool,
    answers: tuple[str, ...],
    defer: dict[str, str],
    withdraw: dict[str, str],
    adopt: str,
    dry_run: bool,
    interactive: bool,
    as_json: bool,
) -> int:
    from plangen.pipeline.revisions.proposal import WantedRevision

    now = datetime.datetime.now().astimezone()
    if adopt:
        return _adopt(console, project, adopt.strip(), now, dry_run=dry_run, as_json=as_json)
    wanted = WantedRevision(
        version=version.strip(),
        reason=REASONS.get(reason or "", reason or ""),
        note=note.strip(),
        drill=drill,
        answers=_ids(" ".join(answers)),
        deferred=defer,
        withdrawn=withdraw,
        author=author.strip(),
        reviewer=reviewer.strip(),
        approver=approver.strip(),
        date=date or now.date(),
        effective=effective,
        summary=summary.strip(),
        chapters=chapters.strip(),
        confirms_date=confirm_date,
    )
    root = console.root(project)
    if interactive or (not as_json and console.is_watched()):
        wanted = ask(console, root, wanted, now.date())
    return _record(console, root, wanted, now, dry_run=dry_run, as_json=as_json)


def _record(
    console: Console, root: Path, wanted: "WantedRevision", now: datetime.datetime, *, dry_run: bool, as_json: bool
) -> int:
    from plangen.pipeline.revisions.revise import revise_project
    from plangen.reporting.revisions.new_revision import report_revision

    revised = revise_project(root, wanted, now, dry_run=dry_run, tell=True)
    return console.report(report_revision(revised), as_json=as_json)


def _adopt(
    console: Console, project: Path, version: str, now: datetime.datetime, *, dry_run: bool, as_json: bool
) -> int:
    from plangen.pipeline.revisions.asked.adopting import adopt_version
    from plangen.reporting.revisions.new_revision import report_adopted

    adopted = adopt_version(console.root(project), version, now, dry_run=dry_run)
    return console.report(report_adopted(adopted), as_json=as_json)


def _ids(text: str) -> tuple[str, ...]:
    """Ids however people separate them."""
    return tuple(dict.fromkeys(text.replace("、", " ").replace("，", " ").replace(",", " ").split()))
