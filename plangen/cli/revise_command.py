"""`plangen revise`."""

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from plangen.cli.session import Session

if TYPE_CHECKING:
    from plangen.pipeline.revisions.proposal import Wanted


_REASONS = {"演练": "drill", "法规": "law", "组织变动": "organisation", "其他": "other"}


def command(session: Session) -> click.Command:
    def run(project: Path, *, dry_run: bool, interactive: bool, as_json: bool, **said: object) -> int:
        from plangen.pipeline.revisions.revise import revise_project
        from plangen.reporting.revisions.changes import revised_json, revised_text

        now = datetime.datetime.now().astimezone()
        if interactive:
            said = _asked(session, said, now.date())
        revised = revise_project(session.root(project), _wanted(said, now.date()), now, dry_run=dry_run)
        ok = revised.outcome.ok(strict=False)
        session.write([revised_json(revised, session.language)] if as_json else revised_text(revised, session.style()))
        return 0 if ok else 1

    return session.command(
        "revise",
        run,
        session.say(
            "把现在的计划记录为一个新版本：提交 source、templates 和修订记录，并加上标签。\n\n"
            "有错误，或者演练问题没有着落时不记录。",
            "Record the plan as a new revision: commits source, templates and the record, and tags them."
            " Refused with errors, or while a finding that demands a change is neither answered nor deferred.",
        ),
        [*_options(session), session.json_option(), session.project_option()],
    )


def _options(session: Session) -> list[click.Parameter]:
    say = session.say
    text = (
        ("version", say("版本号，默认为下一个", "the version, default: the next")),
        ("note", say("修订原因的补充说明", "the reason in words")),
        ("author", say("编制人", "who wrote it")),
        ("reviewer", say("审核人", "who reviewed it")),
        ("approver", say("批准人", "who approved it")),
        ("summary", say("内容摘要，默认列出改动", "summary, default: the changes")),
        ("chapters", say("修订章节，默认为改动所在", "chapters, default: where the changes are")),
    )
    dates = (
        ("drill", say("依据的演练，写日期", "the drill, by date")),
        ("date", say("修订日期，默认今天", "date of the revision, default: today")),
        ("effective", say("生效日期", "in force from")),
    )
    return [
        click.Option(
            ["--reason"],
            type=click.Choice([*_REASONS, *_REASONS.values()]),
            default=None,
            help=say("修订原因", "why"),
        ),
        *(click.Option([f"--{name}"], default="", metavar=say("文字", "TEXT"), help=note) for name, note in text),
        *(
            click.Option([f"--{name}"], callback=_day(session), default=None, metavar=say("日期", "DATE"), help=note)
            for name, note in dates
        ),
        click.Option(
            ["--answers"],
            multiple=True,
            metavar=say("编号", "ID"),
            help=say("解决的演练问题，可以重复", "a finding that it answers; may be repeated"),
        ),
        click.Option(
            ["--defer"],
            multiple=True,
            callback=_deferred(session),
            metavar=say("编号=理由", "ID=REASON"),
            help=say("暂缓的演练问题和理由，可以重复", "a finding that waits, and why; may be repeated"),
        ),
        click.Option(
            ["--dry-run"], is_flag=True, default=False, help=say("只说明会记录什么", "say what would be recorded")
        ),
        click.Option(
            ["--interactive"],
            is_flag=True,
            default=False,
            help=say("逐项询问没有写明的内容", "ask for what is missing"),
        ),
    ]


def _day(session: Session) -> Callable[[click.Context, click.Parameter, str | None], datetime.date | None]:
    """Reads a date as people write it."""

    def read(ctx: click.Context, param: click.Parameter, value: str | None) -> datetime.date | None:
        from plangen.model.values import parse_date

        try:
            return parse_date(value) if value else None
        except ValueError:
            said = session.say(f"“{value}”不是日期，写成 2026-03-01", f"'{value}' is no date; write 2026-03-01")
            raise click.BadParameter(said, ctx, param) from None

    return read


def _deferred(session: Session) -> Callable[[click.Context, click.Parameter, tuple[str, ...]], dict[str, str]]:
    """Reads f-03=理由."""

    def read(ctx: click.Context, param: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
        found: dict[str, str] = {}
        for value in values:
            name, mark, reason = value.replace("＝", "=").partition("=")
            if not mark or not reason.strip():
                said = session.say(f"“{value}”要写成 编号=理由", f"'{value}' has to be ID=REASON")
                raise click.BadParameter(said, ctx, param)
            found[name.strip()] = reason.strip()
        return found

    return read


def _asked(session: Session, said: dict[str, object], today: datetime.date) -> dict[str, object]:
    """The options with answers to what was left open."""
    say = session.say
    asked = dict(said)
    questions = (
        ("reason", say("修订原因（演练、法规、组织变动、其他）", "reason (drill, law, organisation, other)")),
        ("note", say("原因说明", "the reason in words")),
        ("author", say("编制人", "written by")),
        ("reviewer", say("审核人", "reviewed by")),
        ("approver", say("批准人", "approved by")),
    )
    for name, question in questions:
        if not asked[name]:
            kind = click.Choice([*_REASONS, *_REASONS.values()]) if name == "reason" else str
            asked[name] = click.prompt(question, type=kind, err=True, show_choices=False)
    days = [("effective", say("生效日期", "in force from"))]
    if _REASONS.get(str(asked["reason"]), asked["reason"]) == "drill":
        days.insert(0, ("drill", say("演练日期", "date of the drill")))
    for name, question in days:
        if asked[name] is None:
            asked[name] = click.prompt(question, value_proc=_asked_day(session), default=today.isoformat(), err=True)
    if not asked["answers"]:
        said_ids = click.prompt(
            say("解决的演练问题编号，用空格隔开；没有的直接回车", "ids of the findings answered, or nothing"),
            default="",
            show_default=False,
            err=True,
        )
        asked["answers"] = tuple(str(said_ids).replace("、", " ").replace("，", " ").split())
    return asked


def _asked_day(session: Session) -> Callable[[str], datetime.date]:
    def read(value: str) -> datetime.date:
        from plangen.model.values import parse_date

        try:
            return parse_date(value)
        except ValueError:
            raise click.UsageError(session.say("写成 2026-03-01 这样的日期", "write a date like 2026-03-01")) from None

    return read


def _wanted(said: dict[str, object], today: datetime.date) -> "Wanted":
    from plangen.pipeline.revisions.proposal import Wanted

    def text(name: str) -> str:
        return str(said[name] or "").strip()

    def day(name: str) -> datetime.date | None:
        value = said[name]
        return value if isinstance(value, datetime.date) else None

    answers, deferred = said["answers"], said["defer"]
    assert isinstance(answers, tuple)
    assert isinstance(deferred, dict)
    return Wanted(
        version=text("version"),
        reason=_REASONS.get(text("reason"), text("reason")),
        note=text("note"),
        drill=day("drill"),
        answers=tuple(name for each in answers for name in str(each).replace("，", ",").split(",") if name),
        deferred=deferred,
        author=text("author"),
        reviewer=text("reviewer"),
        approver=text("approver"),
        date=day("date") or today,
        effective=day("effective"),
        summary=text("summary"),
        chapters=text("chapters"),
    )
