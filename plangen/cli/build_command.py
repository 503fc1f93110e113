"""`plangen build`."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from plangen.cli.session import Session

if TYPE_CHECKING:
    from plangen.pipeline.building.composing import Paper


def command(session: Session) -> click.Command:
    def run(
        documents: tuple[str, ...],
        project: Path,
        rev: str,
        out: Path | None,
        *,
        as_pdf: bool,
        strict_fonts: bool,
        strict: bool,
        as_json: bool,
    ) -> int:
        from plangen.pipeline.building.build import build_project
        from plangen.pipeline.building.composing import Paper
        from plangen.pipeline.building.office_program import find_office
        from plangen.reporting.built import built_json, built_text

        if bool(rev) is (out is None):
            said = session.say("--rev 和 --out 要一起写", "--rev and --out go together")
            raise click.UsageError(said)
        root = session.root(project)
        paper = Paper(office=find_office(root), as_pdf=as_pdf or strict_fonts, strict_fonts=strict_fonts)
        if out is not None:
            return _rebuilt(session, (root, rev, out, documents), paper, strict=strict, as_json=as_json)
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
            "文件名可写编号（1）、代号（plan）或名称（演练计划）。--rev 生成以前记录的版本，不动现在的文件。",
            "Check the plan and build documents into output/: all of them, or those named by id, number or title."
            " With errors nothing is written. --rev builds an older version and leaves the files here alone.",
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
            click.Option(
                ["--rev"],
                default="",
                metavar=session.say("版本", "REV"),
                help=session.say("生成哪个版本，如 v1.0；要写 --out", "an older version, e.g. v1.0; needs --out"),
            ),
            click.Option(
                ["--out"],
                type=click.Path(path_type=Path),
                metavar=session.say("文件夹", "DIR"),
                help=session.say("以前的版本放进哪个文件夹", "the folder for an older version"),
            ),
            session.strict_option(),
            session.json_option(),
            session.project_option(),
        ],
    )


def _rebuilt(
    session: Session,
    wanted: tuple[Path, str, Path, tuple[str, ...]],
    paper: "Paper",
    *,
    strict: bool,
    as_json: bool,
) -> int:
    """Build an older version."""
    from plangen.pipeline.revisions.rebuild import build_revision
    from plangen.reporting.built import rebuilt_json, rebuilt_text

    root, rev, out, documents = wanted
    rebuilt = build_revision(root, rev, out, documents, session.progress(), strict=strict, paper=paper)
    ok = rebuilt.built.outcome.ok(strict=strict)
    if as_json:
        session.write([rebuilt_json(rebuilt, session.language, out.as_posix(), ok=ok)])
    else:
        session.write(rebuilt_text(rebuilt, session.style(), out.as_posix()))
    return 0 if ok else 1
