"""`plangen notices fields`."""

from pathlib import Path

import click

from plangen.cli.session import Session


def command(session: Session) -> click.Command:
    def run(project: Path, sheet: Path | None, *, as_json: bool) -> int:
        from plangen.pipeline.notices.lists import list_fields
        from plangen.reporting.notices.notices import fields_json, fields_text

        listed = list_fields(session.root(project), sheet)
        ok = listed.outcome.ok(strict=False)
        if as_json:
            session.write([fields_json(listed, session.language, ok=ok)])
        else:
            session.write(fields_text(listed, session.style()))
        return 0 if ok else 1

    return session.command(
        "fields",
        run,
        session.say(
            "列出通知模板可以使用的全部字段：名称、含义、举例、用在哪里、各场景是否已填写。",
            "List the fields that notice templates may use: name, meaning, example, where used, filled or not.",
        ),
        [
            click.Option(
                ["--sheet"],
                type=click.Path(path_type=Path),
                metavar=session.say("文件.docx", "FILE.docx"),
                help=session.say("另写一份 Word 字段表，供打印", "also write a Word field sheet to print"),
            ),
            session.json_option(),
            session.project_option(),
        ],
    )
