"""`plangen notices answers`, `confirm`: forms that departments and counsel filled in are read."""

from pathlib import Path

from plangen.cli.console import Console
from plangen.cli.options import DIR, JSON, PROJECT, argument, command, flag, path_option
from plangen.cli.words import Phrase

_FILES = argument("files", Phrase("文件或文件夹…", "FILE|DIR..."), nargs=-1, required=True)
_ANNOTATE = path_option(
    "--annotate",
    text=Phrase(
        "另存一份交回文件的副本，读不出来的写成批注（Word）或者标黄加批注（Excel）",
        "write copies of the files with what could not be read as comments at the cells",
    ),
    metavar=DIR,
    file_okay=False,
)
_DRY_RUN = flag("--dry-run", text=Phrase("只列出将写入什么，不写文件", "list what would be written; write nothing"))


@command(
    Phrase(
        "读入各部门填好的核实单（.docx、.xlsx），把答复写进事件文件：列出每一项原来和现在的内容、谁答复的。\n\n"
        "读不出来的、互相矛盾的、发出以后又改动过的，逐项指出，不写入，其余照写。文件里原有的注释和排列不变。",
        "Read question sheets that departments filled in (.docx, .xlsx) into the incident's file: each fact with its"
        " old and new value and who says so. What is unclear, contradictory or was changed meanwhile is left out.",
    ),
    _FILES,
    _ANNOTATE,
    _DRY_RUN,
    JSON,
    PROJECT,
)
def answers(
    console: Console, files: tuple[str, ...], project: Path, *, annotate: Path | None, dry_run: bool, as_json: bool
) -> int:
    from plangen.pipeline.returned.fact_answers import read_answers
    from plangen.reporting.notices.forms_read import report_answers

    paths = tuple(map(Path, files))
    done = read_answers(console.root(project), paths, dry_run=dry_run, annotate=annotate, language=console.language)
    return console.report(report_answers(done, dry_run=dry_run), as_json=as_json)


@command(
    Phrase(
        "读入法律人员填好的法定要素核对表，逐行登记到 source/legal/：核对结果、核对人、日期、备注。\n\n"
        "打印以后改动过的条目逐行指出，不登记；“不一致”“不适用”记在备注里，不算核对过。",
        "Read the check sheet of elements that counsel filled in, row by row, into source/legal/: result, name, date,"
        " remark. Entries that were changed since it was printed are named and left out; what does not agree becomes a"
        " remark and never counts as confirmed.",
    ),
    _FILES,
    _ANNOTATE,
    _DRY_RUN,
    JSON,
    PROJECT,
)
def confirm(
    console: Console, files: tuple[str, ...], project: Path, *, annotate: Path | None, dry_run: bool, as_json: bool
) -> int:
    from plangen.pipeline.returned.confirm import confirm_entries
    from plangen.reporting.notices.forms_read import report_confirmed

    paths = tuple(map(Path, files))
    done = confirm_entries(console.root(project), paths, dry_run=dry_run, annotate=annotate, language=console.language)
    return console.report(report_confirmed(done, dry_run=dry_run), as_json=as_json)
