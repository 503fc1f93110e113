"""`plangen text`."""

import sys
from pathlib import Path

import click

from plangen.cli.session import Session


def command(session: Session) -> click.Command:
    def run(file: Path, *, textconv: bool) -> int:
        from plangen.pipeline.text import lines_of

        lines, substitute = lines_of(file)
        reconfigure = getattr(sys.stdout, "reconfigure", None)
        if reconfigure:
            reconfigure(encoding="utf-8", newline="\n")  # git reads UTF-8 on every machine
        session.write(lines if lines is not None else [substitute])
        if lines is None:
            sys.stderr.write(
                session.say(
                    f"{file}: 不是能读取的 Word 或 Excel 文件", f"{file}: no Word or Excel file that can be read"
                )
                + "\n"
            )
        return 1 if lines is None and not textconv else 0

    return session.command(
        "text",
        run,
        session.say(
            "把一个 Word 或 Excel 文件显示成文字：标题、段落、表格、页眉页脚、修订。\n\n"
            "用于 git diff，设置方法见 docs/revisions.md。",
            "Show a Word or Excel file as text: headings, paragraphs, tables, headers and footers, tracked changes."
            " For git diff; docs/revisions.md says how to set it up.",
        ),
        [
            click.Argument(["file"], type=click.Path(path_type=Path), metavar=session.say("文件", "FILE")),
            click.Option(
                ["--textconv"],
                is_flag=True,
                default=False,
                help=session.say(
                    "供 git 调用：文件读不了时也算成功，只显示大小和校验值",
                    "for git: a file that cannot be read is shown by size and hash, and is no failure",
                ),
            ),
        ],
    )
