"""`init`, `check`, `todo`, `schema`, `explain`, `house`, `doctor`: a plan, its rules, its look, its machine."""

import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from plangen.cli.console import Console
from plangen.cli.options import DIR, JSON, PROJECT, STRICT, argument, command, flag, option
from plangen.cli.words import Phrase

if TYPE_CHECKING:
    from plangen.pipeline.check import Outcome


@command(
    Phrase(
        "新建文件夹，放入范例计划和模板，并建立保存各个版本的版本库。不会覆盖已有的文件。\n\n"
        "已有的演练计划用 plangen init --git 文件夹 建立版本库；已经在版本库里的不再另建。",
        "Make a new folder with the sample plan and templates, and a repository that keeps its versions."
        " Overwrites nothing.\n\nFor a plan that is there already: plangen init --git DIR.",
    ),
    argument("folder", DIR, type=click.Path(path_type=Path)),
    option(
        "--git/--no-git",
        text=Phrase(
            "给已有的演练计划建立版本库／新建时不建版本库",
            "make a repository for a plan that is there / make none for a new one",
        ),
        default=None,
    ),
    flag(
        "--hook",
        text=Phrase(
            "已有的演练计划：每次 git commit 前检查计划", "for a plan that is there: check it before each commit"
        ),
    ),
    flag(
        "--attributes",
        text=Phrase(
            "已有的演练计划：在 .gitignore、.gitattributes 末尾补上缺少的行，让 git diff 显示 Word 文件的文字",
            "for a plan that is there: add lacking lines to .gitignore and .gitattributes, show Word files"
            " as text in git diff",
        ),
    ),
)
def init(console: Console, folder: Path, *, git: bool | None, hook: bool, attributes: bool) -> int:
    from plangen.pipeline.init import init_project, track_project
    from plangen.reporting.projects import report_init, report_tracking

    if git is False and (hook or attributes):
        said = console.say("--no-git 时没有可以设置的版本库", "with --no-git there is no repository to set up")
        raise click.UsageError(said)
    now = datetime.datetime.now().astimezone()
    is_there = git or hook or attributes
    if is_there:
        return console.report(report_tracking(track_project(folder, now, hook=hook, add=attributes)))
    return console.report(report_init(init_project(folder, now, git=git is None), folder))


@command(
    Phrase(
        "检查演练计划，一次列出全部问题：哪里、什么问题、怎么办。",
        "Check the plan and list everything that is wrong with it.",
    ),
    STRICT,
    flag(
        "--history",
        text=Phrase(
            "也核对版本库：修订记录、标签和历史是否一致",
            "also prove records, tags and history of the repository against one another",
        ),
    ),
    flag(
        "--packets",
        text=Phrase(
            "也看资料包里会不会有持有人不该看到的内容，不打印",
            "also see whether packets would tell their holders what they must not know; nothing is printed",
        ),
    ),
    JSON,
    PROJECT,
)
def check(console: Console, project: Path, *, strict: bool, history: bool, packets: bool, as_json: bool) -> int:
    from plangen.reporting.builds import report_check

    root = console.root(project)
    outcome = _checked(root, history=history)
    if packets:
        from plangen.pipeline.packets.foreseen import with_packets

        outcome = with_packets(root, outcome)
    return console.report(report_check(outcome, strict=strict), as_json=as_json)


def _checked(root: Path, *, history: bool) -> "Outcome":
    if history:
        from plangen.pipeline.revisions.proved.history import check_history

        return check_history(root)

    from plangen.pipeline.check import check_project

    return check_project(root)


@command(
    Phrase(
        "列出还没有填写的内容：由谁填，在哪里，填什么。有没有待填写的都算成功。",
        "List what is still to be filled in: by whom, where, what. Open values are no failure.",
    ),
    JSON,
    PROJECT,
)
def todo(console: Console, project: Path, *, as_json: bool) -> int:
    from plangen.pipeline.todo import to_do
    from plangen.reporting.open_values import report_to_do

    return console.report(report_to_do(to_do(console.root(project))), as_json=as_json)


@command(
    Phrase(
        "更新 source/.schema/ 里的 JSON Schema，供 VS Code 等编辑器提示栏目、检查写法。",
        "Write the JSON Schemas to source/.schema/, from which editors such as VS Code complete and check.",
    ),
    PROJECT,
)
def schema(console: Console, project: Path) -> int:
    from plangen.pipeline.schema import write_schemas
    from plangen.reporting.projects import report_schemas

    return console.report(report_schemas(*write_schemas(console.root(project))))


@command(
    Phrase(
        "说明一条检查规则：查什么、为什么、错误和正确的例子。不写代码则列出全部规则。",
        "Explain a rule: what, why, a bad and a good example. Without a code, list all rules.",
    ),
    argument("code", Phrase("[代码]", "[CODE]"), required=False, default=None),
)
def explain(console: Console, code: str | None) -> int:
    from plangen.pipeline.explain import all_rules, rule_called
    from plangen.reporting.reference import report_rule, report_rules

    return console.report(report_rules(all_rules()) if code is None else report_rule(rule_called(code)))


@command(
    Phrase(
        "使用说明：列出全部指南；写一个名称则显示它的全文，例如 plangen docs outlines。",
        "List the guides (in Chinese); with the name of one, print it, such as plangen docs outlines.",
    ),
    argument("name", Phrase("[指南]", "[GUIDE]"), required=False, default=None),
)
def docs(console: Console, name: str | None) -> int:
    from plangen.reporting.projects import report_guide, report_guides
    from plangen.workspace.shipped import guide, guides

    return console.report(report_guides(guides()) if name is None else report_guide(guide(name)))


@command(
    Phrase(
        "按 layout.yaml 重新生成公文模板 house.docx。手工修改过的模板不会被覆盖，除非加 --force。",
        "Make templates/house.docx again from templates/layout.yaml."
        " One edited by hand is kept unless --force is given.",
    ),
    flag(
        "--force",
        text=Phrase("覆盖手工修改过的模板（原文件另存）", "overwrite a template edited by hand (it is kept aside)"),
    ),
    PROJECT,
)
def house(console: Console, project: Path, *, force: bool) -> int:
    from plangen.pipeline.house import renew_house
    from plangen.reporting.projects import report_house

    return console.report(report_house(renew_house(console.root(project), force=force)))


@command(
    Phrase(
        "检查这台电脑：Python、所需的库、项目文件夹、LibreOffice、字体。",
        "Examine this machine: Python, libraries, project folder, LibreOffice, fonts.",
    ),
    PROJECT,
)
def doctor(console: Console, project: Path) -> int:
    from plangen.pipeline.doctor import examine
    from plangen.reporting.projects import report_machine

    return console.report(report_machine(examine(project)))
