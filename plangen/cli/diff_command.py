"""`plangen diff`."""

from pathlib import Path

import click

from plangen.cli.session import Session

_NO_FILE = "-"
"""--impact without a file."""


def command(session: Session) -> click.Command:
    def run(
        old: str,
        new: str,
        project: Path,
        html: Path | None,
        table: Path | None,
        redlines: Path | None,
        impact: str | None,
        *,
        markdown: bool,
        as_json: bool,
    ) -> int:
        from plangen.pipeline.revisions.diff import Orders, WebPage, diff_project
        from plangen.reporting.revisions.change_page import change_page
        from plangen.reporting.revisions.comparing import diff_report

        orders = Orders(
            page=WebPage(path=html, render=lambda compared: change_page(compared, session.language)) if html else None,
            table=table,
            redlines=redlines,
            impact=impact is not None,
            people=Path(impact) if impact and impact != _NO_FILE else None,
        )
        diff = diff_project(session.root(project), old, new, orders)
        form = "json" if as_json else "markdown" if markdown else "text"
        session.write(diff_report(diff, session.style(), form))
        return 0 if diff.ok else 1

    return session.command(
        "diff",
        run,
        session.say(
            "比较两个版本，用计划自己的名称说明改了什么、影响谁。\n\n"
            "不写版本时，把最近记录的版本与文件夹里的工作文件比较；版本可写 v1.0、分支、提交号。",
            "Compare two versions in the plan's own words: by default the last revision with the working copy.",
        ),
        [
            click.Argument(["old"], default="", metavar=session.say("[旧版本]", "[OLD]")),
            click.Argument(["new"], default="", metavar=session.say("[新版本]", "[NEW]")),
            _file(session, "--html", session.say("文件.html", "FILE.html"), "另写一个网页", "also write a web page"),
            _file(
                session,
                "--table",
                session.say("文件.docx|.xlsx", "FILE.docx|.xlsx"),
                "另写一份修订对照表",
                "also write a table of before and after",
            ),
            click.Option(
                ["--redline", "redlines"],
                type=click.Path(path_type=Path, file_okay=False),
                metavar=session.say("文件夹", "DIR"),
                help=session.say(
                    "把每个有修改的 Word 文件写成带修订标记的文件",
                    "write each Word file that changed with tracked changes",
                ),
            ),
            click.Option(
                ["--impact"],
                is_flag=False,
                flag_value=_NO_FILE,
                default=None,
                metavar=session.say("[名单.xlsx]", "[LIST.xlsx]"),
                help=session.say(
                    "说明影响哪些文件、岗位和人员、审批、培训；可另写需要重新交底人员名单",
                    "say which documents, people, approvals and training are concerned; also write the list of people",
                ),
            ),
            click.Option(
                ["--markdown"], is_flag=True, default=False, help=session.say("输出 Markdown", "print Markdown")
            ),
            session.json_option(),
            session.project_option(),
        ],
    )


def _file(session: Session, name: str, metavar: str, zh: str, en: str) -> click.Option:
    return click.Option(
        [name], type=click.Path(path_type=Path, dir_okay=False), metavar=metavar, help=session.say(zh, en)
    )
