"""`plangen diff`."""

from pathlib import Path

import click

from plangen.cli.session import Session

__all__ = ["command"]


def command(session: Session) -> click.Command:
    def run(old: str, new: str, project: Path, html: Path | None, *, markdown: bool, as_json: bool) -> int:
        from plangen.pipeline.revisions.diff import diff_project
        from plangen.reporting.changes import compared_json, compared_markdown, compared_text

        compared = diff_project(session.root(project), old, new)
        if html is not None and compared.names:
            from plangen.pipeline.revisions.page import write_page
            from plangen.reporting.change_page import change_page

            write_page(html, change_page(compared, session.language))
        if as_json:
            session.write([compared_json(compared, session.language)])
        elif markdown:
            session.write(compared_markdown(compared, session.style()))
        else:
            session.write(compared_text(compared, session.style()))
        return 1 if compared.findings else 0

    return session.command(
        "diff",
        run,
        session.say(
            "比较两个版本，用计划自己的名称说明改了什么。\n\n"
            "不写版本时，把最近记录的版本与文件夹里的工作文件比较；版本可写 v1.0、分支、提交号。",
            "Compare two versions in the plan's own words: by default the last revision with the working copy.",
        ),
        [
            click.Argument(["old"], default="", metavar=session.say("[旧版本]", "[OLD]")),
            click.Argument(["new"], default="", metavar=session.say("[新版本]", "[NEW]")),
            click.Option(
                ["--html"],
                type=click.Path(path_type=Path, dir_okay=False),
                metavar=session.say("文件.html", "FILE.html"),
                help=session.say("另写一个网页", "also write a web page"),
            ),
            click.Option(
                ["--markdown"], is_flag=True, default=False, help=session.say("输出 Markdown", "print Markdown")
            ),
            session.json_option(),
            session.project_option(),
        ],
    )
