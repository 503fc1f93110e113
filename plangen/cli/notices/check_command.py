"""`plangen notices check`."""

from pathlib import Path

import click

from plangen.cli.session import Session


def command(session: Session) -> click.Command:
    def run(templates: tuple[str, ...], project: Path, annotate: Path | None, *, strict: bool, as_json: bool) -> int:
        from plangen.pipeline.notices.check import check_templates
        from plangen.reporting.notices.notices import reviewed_json, reviewed_text

        root = session.root(project)
        reviewed = check_templates(root, templates, annotate=annotate, language=session.language)
        ok = reviewed.outcome.ok(strict=strict)
        if as_json:
            session.write([reviewed_json(reviewed, session.language, ok=ok)])
        else:
            session.write(reviewed_text(reviewed, session.style()))
        return 0 if ok else 1

    return session.command(
        "check",
        run,
        session.say(
            "检查通知模板，一次列出全部问题：哪个模板、哪一段或者哪一格、什么问题、怎么办。不生成文件。\n\n"
            "模板可写文件名（recall-notice.docx）或通知名称；不写则检查全部。",
            "Check the notice templates and list everything that is wrong: where, what, and what to do."
            " Name templates by file or kind; all are checked when none is named.",
        ),
        [
            click.Argument(["templates"], nargs=-1, metavar=session.say("[模板]…", "[TEMPLATE]...")),
            click.Option(
                ["--annotate"],
                type=click.Path(path_type=Path, file_okay=False),
                metavar=session.say("文件夹", "DIR"),
                help=session.say(
                    "另存一份模板副本，问题写成批注", "write copies of the templates with the findings as comments"
                ),
            ),
            session.strict_option(),
            session.json_option(),
            session.project_option(),
        ],
    )
