"""`log`, `diff`, `demo-history`, `redline`, `text`: what was recorded, and what differs."""

import datetime
from pathlib import Path

import click

from plangen.cli.console import Console
from plangen.cli.options import (
    DATE,
    DIR,
    FILE,
    JSON,
    NAME,
    PROJECT,
    argument,
    command,
    flag,
    option,
    path_option,
    read_day,
    today,
)
from plangen.cli.words import Phrase
from plangen.visible import visible

_NO_FILE = "-"
"""--impact without a file."""


@command(
    Phrase(
        "列出已经记录的版本：日期、原因、演练、解决的问题、经办人。",
        "List the revisions: date, reason, drill, findings, who.",
    ),
    option(
        "--on",
        text=Phrase("说明这一天有效的是哪一版，默认今天", "which revision was in force on this day, default: today"),
        metavar=DATE,
        callback=read_day,
        default=None,
    ),
    flag(
        "--repair",
        text=Phrase(
            "重新加上缺少的标签，改正被移动的标签，原有的另存在 refs/plangen",
            "make missing tags again, put right moved ones; what was there is kept under refs/plangen",
        ),
    ),
    flag("--dry-run", text=Phrase("与 --repair 同用：只说明会改什么", "with --repair: say what would be done")),
    JSON,
    PROJECT,
)
def log(
    console: Console, project: Path, *, on: datetime.date | None, repair: bool, dry_run: bool, as_json: bool
) -> int:
    from plangen.pipeline.revisions.log import log_project, repair_tags
    from plangen.reporting.revisions.revision_log import report_log, report_repair

    if repair:
        done = repair_tags(console.root(project), dry_run=dry_run)
        return console.report(report_repair(done), as_json=as_json)
    return console.report(report_log(log_project(console.root(project), on or today())), as_json=as_json)


@command(
    Phrase(
        "比较两个版本，用计划自己的名称说明改了什么、影响谁。\n\n"
        "不写版本时，把最近记录的版本与文件夹里的工作文件比较；版本可写 v1.0、分支、提交号。",
        "Compare two versions in the plan's own words: by default the last revision with the working copy.",
    ),
    argument("old", Phrase("[旧版本]", "[OLD]"), default=""),
    argument("new", Phrase("[新版本]", "[NEW]"), default=""),
    path_option(
        "--html",
        text=Phrase("另写一个网页", "also write a web page"),
        metavar=Phrase("文件.html", "FILE.html"),
        dir_okay=False,
    ),
    path_option(
        "--table",
        text=Phrase("另写一份修订对照表", "also write a table of before and after"),
        metavar=Phrase("文件.docx|.xlsx", "FILE.docx|.xlsx"),
        dir_okay=False,
    ),
    path_option(
        "--redline",
        "redlines",
        text=Phrase(
            "把每个有修改的 Word 文件写成带修订标记的文件", "write each Word file that changed with tracked changes"
        ),
        metavar=DIR,
        file_okay=False,
    ),
    option(
        "--impact",
        text=Phrase(
            "说明影响哪些文件、岗位和人员、审批、培训；可另写需要重新交底人员名单",
            "say which documents, people, approvals and training are concerned; also write the list of people",
        ),
        metavar=Phrase("[名单.xlsx]", "[LIST.xlsx]"),
        is_flag=False,
        flag_value=_NO_FILE,
        default=None,
    ),
    flag(
        "--pages",
        text=Phrase(
            "与 --impact 同用：另列资料包中需要更换的是哪几页（需要 LibreOffice）",
            "with --impact: also on which pages of the packets (needs LibreOffice)",
        ),
    ),
    flag("--markdown", text=Phrase("输出 Markdown", "print Markdown")),
    JSON,
    PROJECT,
)
def diff(
    console: Console,
    old: str,
    new: str,
    project: Path,
    *,
    html: Path | None,
    table: Path | None,
    redlines: Path | None,
    impact: str | None,
    pages: bool,
    markdown: bool,
    as_json: bool,
) -> int:
    from plangen.pipeline.revisions.diff import Orders, WebPage, diff_project
    from plangen.reporting.revisions.change_page import change_page
    from plangen.reporting.revisions.comparison import report_comparison

    orders = Orders(
        page=WebPage(path=html, render=lambda compared: change_page(compared, console.language)) if html else None,
        table=table,
        redlines=redlines,
        impact=impact is not None or pages,
        pages=pages,
        people=Path(impact) if impact and impact != _NO_FILE else None,
    )
    found = diff_project(console.root(project), old, new, orders)
    return console.report(report_comparison(found, markdown=markdown), as_json=as_json)


@command(
    Phrase(
        "造一份有四个版本的范例，供试用 log、diff、redline。不写文件夹时放在临时文件夹里。\n\n"
        "第一次演练用 v1.0；v1.1 因演练、v1.2 因法规、v1.3 因组织变动修订。",
        "Make a sample with four revisions for trying log, diff and redline, by default in a temporary folder:"
        " v1.0, then revised after a drill, for the law, and for the organisation.",
    ),
    argument("folder", Phrase("[文件夹]", "[DIR]"), type=click.Path(path_type=Path), required=False),
)
def demo_history(console: Console, folder: Path | None) -> int:
    from plangen.pipeline.demo import demo_history as make_history
    from plangen.reporting.projects import report_demo

    return console.report(report_demo(make_history(folder)))


@command(
    Phrase(
        "对比两个 Word 文件，把差别写成一份带修订标记的 Word 文件：全部接受得到新文件，全部拒绝得到旧文件。\n\n"
        "不写 --out 时放在新文件旁边，文件名加“（修订对照）”。两个原文件都不改动。"
        "两个 Excel 文件则列出不同的单元格。",
        "Compare two Word files into one with tracked changes: accepting all gives the new file, rejecting all"
        " the old one. Both files stay as they are. Of two Excel files the cells that differ are listed.",
    ),
    argument("files", Phrase("旧文件 新文件", "OLD NEW"), type=click.Path(path_type=Path), nargs=-1),
    path_option(
        "--edited",
        text=Phrase(
            "output/ 里手工修改过的文件，与当时生成的比较",
            "a file of output/ that was edited by hand, compared with what was built",
        ),
        metavar=FILE,
    ),
    path_option("--out", text=Phrase("写到哪个文件", "where to; default: beside NEW"), metavar=FILE, dir_okay=False),
    option(
        "--author",
        text=Phrase("修订的作者，默认 plangen", "author of the changes, default plangen"),
        metavar=NAME,
        default="plangen",
    ),
    option(
        "--date",
        text=Phrase(
            "修订的日期，如 2026-04-01，默认为新文件属性中的创建日期",
            "date of the changes, e.g. 2026-04-01; default: when NEW was made, by its properties",
        ),
        metavar=DATE,
        type=click.DateTime(["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S"]),
    ),
    JSON,
)
def redline(
    console: Console,
    files: tuple[Path, ...],
    *,
    edited: Path | None,
    out: Path | None,
    author: str,
    date: datetime.datetime | None,
    as_json: bool,
) -> int:
    from plangen.pipeline.redline import redline_edited, redline_files
    from plangen.reporting.revisions.redlines import report_redline

    if len(files) != (2 if edited is None else 0):
        said = console.say("要写两个文件，或者 --edited 一个文件", "name two files, or one with --edited")
        raise click.UsageError(said)
    if edited is not None:
        made = redline_edited(edited, out=out, author=author, date=date)
    else:
        made = redline_files(*files, out=out, author=author, date=date)
    return console.report(report_redline(made), as_json=as_json)


@command(
    Phrase(
        "把一个 Word 或 Excel 文件显示成文字：标题、段落、表格、页眉页脚、修订。\n\n"
        "用于 git diff，设置方法见 docs/revisions.md。",
        "Show a Word or Excel file as text: headings, paragraphs, tables, headers and footers, tracked changes."
        " For git diff; docs/revisions.md says how to set it up.",
    ),
    argument("file", FILE, type=click.Path(path_type=Path)),
    flag(
        "--textconv",
        text=Phrase(
            "供 git 调用：文件读不了时也算成功，只显示大小和校验值",
            "for git: a file that cannot be read is shown by size and hash, and is not a failure",
        ),
    ),
)
def text(console: Console, file: Path, *, textconv: bool) -> int:
    from plangen.pipeline.text import lines_of
    from plangen.reporting.result import Result

    lines, substitute = lines_of(file)
    console.out.reconfigure(encoding="utf-8", newline="\n")  # git reads UTF-8 on every machine
    if lines is None:
        said = console.say("不是能读取的 Word 或 Excel 文件", "not a Word or Excel file that can be read")
        console.err.write(f"{visible(str(file))}: {said}\n")
    shown = [substitute] if lines is None else lines
    return console.report(Result(text=lambda _: shown, done=lines is not None or textconv))
