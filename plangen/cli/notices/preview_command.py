"""`plangen notices preview`."""

from pathlib import Path

import click

from plangen.cli.session import Session


def command(session: Session) -> click.Command:
    def run(kind: str, project: Path, scenario: str, out: Path | None, *, as_pdf: bool) -> int:
        from plangen.pipeline.notices.preview import preview_notices
        from plangen.reporting.notices.notices import previewed_text

        root = session.root(project)
        previewed = preview_notices(root, kind, case=scenario, folder=out, as_pdf=as_pdf)
        session.write(previewed_text(previewed, session.style()))
        return 0 if previewed.outcome.ok(strict=False) else 1

    return session.command(
        "preview",
        run,
        session.say(
            "用场景的事实生成通知草稿，每页标明“草稿”，放在 output/preview/，不计入演练文件。\n\n"
            "通知可写代号（recall-notice）或名称（产品召回公告）。",
            "Draft notices with the facts of a scenario, marked as drafts on every page, into output/preview/;"
            " they are no part of the dossier. Name the kind by its id or title.",
        ),
        [
            click.Argument(["kind"], metavar=session.say("通知", "KIND")),
            click.Option(
                ["--scenario"],
                default="",
                metavar=session.say("场景", "SCENARIO"),
                help=session.say(
                    "场景或者突发事件的代号或名称；不写则为有这种通知的每个场景",
                    "the scenario or incident by id or title; default: every one that has the kind",
                ),
            ),
            click.Option(
                ["--out"],
                type=click.Path(path_type=Path, file_okay=False),
                metavar=session.say("文件夹", "DIR"),
                help=session.say("草稿放在哪里，默认 output/preview/", "where to, default output/preview/"),
            ),
            click.Option(
                ["--pdf", "as_pdf"],
                is_flag=True,
                default=False,
                help=session.say("另外转成 PDF（需要 LibreOffice）", "as PDF as well (needs LibreOffice)"),
            ),
            session.project_option(),
        ],
    )
