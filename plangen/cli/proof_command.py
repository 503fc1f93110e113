"""`plangen proof`."""

from pathlib import Path

import click

from plangen.cli.session import Session


def command(session: Session) -> click.Command:
    def run(documents: tuple[str, ...], project: Path, *, strict: bool, as_json: bool) -> int:
        from plangen.pipeline.building.proof import proof_project
        from plangen.reporting.proof import proof_json, proof_text

        proofs = proof_project(session.root(project), documents, session.progress())
        ok = proofs.outcome.ok(strict=strict)
        if as_json:
            session.write([proof_json(proofs, session.language, ok=ok)])
        else:
            session.write(proof_text(proofs, session.style()))
        return 0 if ok else 1

    return session.command(
        "proof",
        run,
        session.say(
            "逐页检查版面：版心、行数和字数、页码、标题、表头、避头尾（需要 LibreOffice）。\n\n"
            "文件名可写编号、代号或名称，不写则检查全部 Word 文件；不改动 output/ 里的文件。",
            "Measure every page against the layout: type area, lines and characters, page numbers, headings, table"
            " heads, line breaks (needs LibreOffice). Nothing in output/ is changed.",
        ),
        [
            click.Argument(["documents"], nargs=-1, metavar=session.say("[文件]…", "[DOCUMENT]...")),
            session.strict_option(),
            session.json_option(),
            session.project_option(),
        ],
    )
