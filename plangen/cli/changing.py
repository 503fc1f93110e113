"""`rename`, `migrate`: changes of the source, all files of one at once."""

from pathlib import Path

from plangen.cli.console import Console
from plangen.cli.options import JSON, PROJECT, argument, command, flag
from plangen.cli.words import Phrase

_DRY_RUN = flag(
    "--dry-run", text=Phrase("只列出会改哪些文件的哪些行，不写文件", "list the lines that would change; write nothing")
)


@command(
    Phrase(
        "改一个编号：定义它的地方和引用它的地方一起改，其余一字不动；改后检查结果与改前不同的，不改。\n\n"
        "类别写英文，例如 department、post、team、outside、scenario、step、notice、item；写错时列出全部类别。"
        "修订记录、审批和已发布的通知从不改动；文件名也不改。",
        "Change an id where it is defined and wherever it is named, and nothing else; refused where the check would"
        " find other things afterwards.\n\n"
        "KIND is department, post, team, outside, scenario, step, notice, item …; a wrong one gets the whole list."
        " Records, approvals, issued notices and names of files stay as they are.",
    ),
    argument("kind", Phrase("类别", "KIND")),
    argument("old", Phrase("旧编号", "OLD")),
    argument("new", Phrase("新编号", "NEW")),
    _DRY_RUN,
    JSON,
    PROJECT,
)
def rename(console: Console, kind: str, old: str, new: str, project: Path, *, dry_run: bool, as_json: bool) -> int:
    from plangen.pipeline.changing.rename import rename_id
    from plangen.reporting.changes_made import report_change

    done = rename_id(console.root(project), kind, old, new, dry_run=dry_run)
    return console.report(report_change(done), as_json=as_json)


@command(
    Phrase(
        "把旧写法改成现在的写法，例如各场景重复写的热线、地址移到 communication.yaml 写一次；意思不变，注释跟着走。",
        "Move what an older plan writes to where it belongs by now, such as the hotline that every scenario repeats;"
        " what the plan says stays the same, and comments move along.",
    ),
    _DRY_RUN,
    JSON,
    PROJECT,
)
def migrate(console: Console, project: Path, *, dry_run: bool, as_json: bool) -> int:
    from plangen.pipeline.changing.migrate import migrate_project
    from plangen.reporting.changes_made import report_change

    return console.report(report_change(migrate_project(console.root(project), dry_run=dry_run)), as_json=as_json)
