"""`plangen build`."""

from pathlib import Path

import click

from plangen.cli.session import Session

__all__ = ["command"]


def command(session: Session) -> click.Command:
    def run(
        documents: tuple[str, ...], project: Path, *, as_pdf: bool, strict_fonts: bool, strict: bool, as_json: bool
    ) -> int:
        from plangen.pipeline.build import Paper, build_project
        from plangen.pipeline.office_program import find_office
        from plangen.reporting.built import built_json, built_text

        root = session.root(project)
        paper = Paper(office=find_office(root), as_pdf=as_pdf or strict_fonts, strict_fonts=strict_fonts)
        built = build_project(root, documents, session.progress(), strict=strict, paper=paper)
        ok = built.outcome.ok(strict=strict)
        if as_json:
            session.write([built_json(built, session.language, ok=ok)])
        else:
            session.write(built_text(built, session.style(), "output"))
        return 0 if ok else 1

    return session.command(
        "build",
        run,
        session.say(
            "检查计划并生成文件到 output/。不写文件名则生成全部；有错误时不生成任何文件。\n\n"
            "文件名可写编号（1）、代号（plan）或名称（演练计划）。",
            "Check the plan and build documents into output/: all of them, or those named by id, number or title."
            " With errors nothing is written.",
        ),
        [
            click.Argument(["documents"], nargs=-1, metavar=session.say("[文件]…", "[DOCUMENT]...")),
            click.Option(
                ["--pdf", "as_pdf"],
                is_flag=True,
                default=False,
                help=session.say(
                    "每个文件旁边再放一份 PDF（需要 LibreOffice）", "a PDF beside each document (needs LibreOffice)"
                ),
            ),
            click.Option(
                ["--strict-fonts"],
                is_flag=True,
                default=False,
                help=session.say(
                    "同 --pdf，但缺少版式要用的字体时不生成", "as --pdf, but only with the fonts that the layout wants"
                ),
            ),
            session.strict_option(),
            session.json_option(),
            session.project_option(),
        ],
    )
