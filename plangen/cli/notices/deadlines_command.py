"""`plangen notices deadlines`."""

from pathlib import Path

import click

from plangen.cli.session import Session


def command(session: Session) -> click.Command:
    def run(case: str, project: Path, as_of: str, sheet: Path | None, *, as_json: bool) -> int:
        from plangen.pipeline.notices.lists import list_deadlines
        from plangen.reporting.notices.elements import deadlines_json, deadlines_text

        reckoned = list_deadlines(session.root(project), case, as_of=as_of, sheet=sheet)
        ok = reckoned.outcome.ok(strict=False)
        if as_json:
            session.write([deadlines_json(reckoned, session.language, ok=ok)])
        else:
            session.write(deadlines_text(reckoned, session.style()))
        return 0 if ok else 1

    return session.command(
        "deadlines",
        run,
        session.say(
            "推算每个场景或者突发事件的法定时限：从什么时候起算、最迟什么时候、向谁、由法务判断的条件。\n\n"
            "事件可写代号或名称；不写则为全部。工作日按 calendars/ 的节假日安排计算。",
            "Reckon the statutory deadlines of a scenario or incident: start, end, to whom, what legal has to judge."
            " Name it by id or title; default: all. Working days follow calendars/.",
        ),
        [
            click.Argument(["case"], required=False, default="", metavar=session.say("[事件]", "[CASE]")),
            click.Option(
                ["--as-of", "as_of"],
                default="",
                metavar=session.say("日期", "DATE"),
                help=session.say(
                    '按这个日期（可加时刻，如 "2024-12-12 15:00"）说明期限是否已过',
                    'say which limits are past on that date, or at that moment ("2024-12-12 15:00")',
                ),
            ),
            click.Option(
                ["--sheet"],
                type=click.Path(path_type=Path),
                metavar=session.say("文件.docx", "FILE.docx"),
                help=session.say("另写一份 Word 法定时限清单", "also write the list as a Word file"),
            ),
            session.json_option(),
            session.project_option(),
        ],
    )
