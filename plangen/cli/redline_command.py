"""`plangen redline`."""

import datetime
from pathlib import Path

import click

from plangen.cli.session import Session

_AUTHOR = "plangen"


def command(session: Session) -> click.Command:
    def run(
        files: tuple[Path, ...],
        edited: Path | None,
        out: Path | None,
        author: str,
        date: datetime.datetime | None,
        *,
        as_json: bool,
    ) -> int:
        from plangen.pipeline.redline import redline_edited, redline_files
        from plangen.reporting.revisions.redline import redline_json, redline_text

        if len(files) != (2 if edited is None else 0):
            said = session.say("要写两个文件，或者 --edited 一个文件", "name two files, or one with --edited")
            raise click.UsageError(said)
        if edited is not None:
            made = redline_edited(edited, out=out, author=author, date=date)
        else:
            made = redline_files(*files, out=out, author=author, date=date)
        ok = made.outcome.ok(strict=False)
        if as_json:
            session.write([redline_json(made, session.language, ok=ok)])
        else:
            session.write(redline_text(made, session.style()))
        return 0 if ok else 1

    return session.command(
        "redline",
        run,
        session.say(
            "对比两个 Word 文件，把差别写成一份带修订标记的 Word 文件：全部接受得到新文件，全部拒绝得到旧文件。\n\n"
            "不写 --out 时放在新文件旁边，文件名加“（修订对照）”。两个原文件都不改动。"
            "两个 Excel 文件则列出不同的单元格。",
            "Compare two Word files into one with tracked changes: accepting all gives the new file, rejecting all"
            " the old one. Both files stay as they are. Of two Excel files the cells that differ are listed.",
        ),
        [
            click.Argument(
                ["files"],
                type=click.Path(path_type=Path),
                nargs=-1,
                metavar=session.say("旧文件 新文件", "OLD NEW"),
            ),
            click.Option(
                ["--edited"],
                type=click.Path(path_type=Path),
                metavar=session.say("文件", "FILE"),
                help=session.say(
                    "output/ 里手工修改过的文件，与当时生成的比较",
                    "a file of output/ that was edited by hand, compared with what was built",
                ),
            ),
            click.Option(
                ["--out"],
                type=click.Path(path_type=Path, dir_okay=False),
                metavar=session.say("文件", "FILE"),
                help=session.say("写到哪个文件", "where to; default: beside NEW"),
            ),
            click.Option(
                ["--author"],
                default=_AUTHOR,
                metavar=session.say("姓名", "NAME"),
                help=session.say("修订的作者，默认 plangen", "author of the changes, default plangen"),
            ),
            click.Option(
                ["--date"],
                type=click.DateTime(["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S"]),
                metavar=session.say("日期", "DATE"),
                help=session.say(
                    "修订的日期，如 2026-04-01，默认为新文件属性中的创建日期",
                    "date of the changes, e.g. 2026-04-01; default: when NEW was made, by its properties",
                ),
            ),
            session.json_option(),
        ],
    )
