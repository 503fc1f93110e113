"""New plans, repositories, the house template, schemas, this machine: what people are told."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from plangen.diagnostics import words
from plangen.history.founding import Hook
from plangen.pipeline.check import Outcome
from plangen.pipeline.demo import Demo
from plangen.pipeline.doctor import Aspect, Examined
from plangen.pipeline.house import Renewed
from plangen.pipeline.init import Initiated, Tracked
from plangen.reporting.projects import (
    report_demo,
    report_house,
    report_init,
    report_machine,
    report_schemas,
    report_tracking,
)

Lines = Callable[..., list[str]]
NEW = Tracked(commit="0123456789abcdef", files=(".gitignore", ".gitattributes"), readable=True)
THERE = Tracked(folder=Path("/上级"))


def test_a_new_plan_says_what_it_holds_and_what_comes_next(lines: Lines) -> None:
    made = report_init(Initiated(count=40, tracked=NEW), Path("新"))
    assert lines(made, "zh") == [
        "已在“新”新建演练计划（40 个文件）。",
        "已建立版本库，第一次提交 0123456789 包含 source、templates 和设置文件；用 plangen revise 记录版本",
        "已写入 .gitignore、.gitattributes",
        "git diff 会把 Word、Excel 文件显示成文字",
        "下一步：",
        '  cd "新"',
        "  plangen check    # 检查计划",
        "  plangen build    # 生成全部文件",
    ]
    assert lines(made, "en") == [
        "made a plan in “新” (40 files).",
        (
            "made a repository; its first commit 0123456789 holds source, templates and settings. Record"
            " versions with plangen revise"
        ),
        "written: .gitignore, .gitattributes",
        "git diff shows Word and Excel files as text in this repository",
        "Next:",
        '  cd "新"',
        "  plangen check    # see what is to be filled in",
        "  plangen build    # make every document",
    ]
    assert made.exit_code == 0


def test_without_a_repository_none_is_spoken_of(lines: Lines) -> None:
    made = report_init(Initiated(count=40), Path("新"))
    assert lines(made, "zh") == [
        "已在“新”新建演练计划（40 个文件）。",
        "下一步：",
        '  cd "新"',
        "  plangen check    # 检查计划",
        "  plangen build    # 生成全部文件",
    ]
    assert not [line for line in lines(made, "en") if "repository" in line]


def test_a_repository_that_was_there_is_named_and_none_made(lines: Lines) -> None:
    made = report_tracking(THERE)
    assert lines(made, "zh") == [
        "已经在版本库“/上级”里，没有另建；用 plangen revise 记录版本",
        "要让 git diff 把 Word、Excel 文件显示成文字：plangen init --attributes 文件夹",
    ]
    assert lines(made, "en") == [
        "it is in the repository “/上级” already; none was made. Record versions with plangen revise",
        "to have git diff show Word and Excel files as text: plangen init --attributes DIR",
    ]
    assert made.exit_code == 0


def test_a_hook_is_put_in(lines: Lines) -> None:
    made = report_tracking(Tracked(commit="0123456789", hook=Hook(path=Path("pre-commit"), kept=False)))
    assert lines(made, "zh")[-1] == "每次 git commit 前会运行 plangen check，有错误时不提交（pre-commit）"
    assert made.exit_code == 0


def test_a_hook_of_the_users_is_left_alone_and_that_is_no_success(lines: Lines) -> None:
    made = report_tracking(Tracked(commit="0123456789", hook=Hook(path=Path("pre-commit"), kept=True)))
    assert lines(made, "zh")[-1] == "“pre-commit”已经存在，没有改动；要在提交前检查，请在其中加一行 plangen check"
    assert (
        lines(made, "en")[-1]
        == "“pre-commit” exists and was left alone; to check before commits, add a line to it: plangen check"
    )
    assert made.exit_code == 1


def test_what_is_in_the_way_of_a_repository_is_listed(lines: Lines, finding: Any) -> None:
    made = report_tracking(Tracked(findings=(finding(),)))
    assert lines(made)[0] == "source/plan.yaml:3:5: 错误[S101] 名称不对"
    assert made.exit_code == 1


def test_the_demonstration_says_what_to_try(lines: Lines) -> None:
    made = report_demo(Demo(folder=Path("/试"), versions=("v1.0", "v1.1"), outcome=Outcome(findings=())))
    assert lines(made, "zh") == [
        "已在“/试”造好 v1.0、v1.1。可以试：",
        '  cd "/试"',
        "  plangen log    # 列出各个版本",
        "  plangen diff v1.0 v1.1    # 演练后改了什么",
        "  plangen diff v1.0 v1.3    # 累计改了什么",
        "  plangen build plan --rev v1.0 --out then    # 生成 v1.0 的演练计划",
        "  plangen build plan --rev v1.3 --out now    # 生成 v1.3 的演练计划",
        (
            "  plangen redline then/01-消费者保护应急预案演练计划.docx now/01-消费者保护应急预案演练计划"
            ".docx --out redline.docx    # 两版计划的修订对照"
        ),
        "  git diff v1.1 v1.2 -- templates    # 模板改了什么（需要 git）",
    ]
    assert lines(made, "en") == [
        "made v1.0, v1.1 in “/试”. Try:",
        '  cd "/试"',
        "  plangen log    # the revisions",
        "  plangen diff v1.0 v1.1    # what changed after the drill",
        "  plangen diff v1.0 v1.3    # what changed in all",
        "  plangen build plan --rev v1.0 --out then    # build the plan of v1.0",
        "  plangen build plan --rev v1.3 --out now    # build the plan of v1.3",
        (
            "  plangen redline then/01-消费者保护应急预案演练计划.docx now/01-消费者保护应急预案演练计划"
            ".docx --out redline.docx    # the two plans with tracked changes"
        ),
        "  git diff v1.1 v1.2 -- templates    # what changed in templates (needs git)",
    ]


def test_a_sample_that_allows_no_revision_says_why_first(lines: Lines, finding: Any) -> None:
    made = report_demo(Demo(folder=Path("/试"), versions=(), outcome=Outcome(findings=(finding(),))))
    assert lines(made)[0] == "source/plan.yaml:3:5: 错误[S101] 名称不对"
    assert made.exit_code == 1


@pytest.mark.parametrize(
    ("files", "zh", "en"),
    [
        ((), ["  无变化  templates/house.docx"], ["  unchanged  templates/house.docx"]),
        (("templates/house.docx",), ["  已更新  templates/house.docx"], ["  updated  templates/house.docx"]),
    ],
)
def test_the_house_template_is_updated_or_stays(
    lines: Lines, files: tuple[str, ...], zh: list[str], en: list[str]
) -> None:
    made = report_house(Renewed(outcome=Outcome(findings=()), files=files))
    assert (lines(made, "zh"), lines(made, "en")) == (zh, en)


def test_an_error_in_the_layout_says_nothing_of_the_template(lines: Lines, finding: Any) -> None:
    made = report_house(Renewed(outcome=Outcome(findings=(finding(),))))
    assert not [line for line in lines(made) if "house.docx" in line]
    assert made.exit_code == 1


def test_schemas_say_which_of_them_changed(lines: Lines) -> None:
    made = report_schemas(frozenset({"b"}), ("a", "b"))
    assert lines(made, "zh") == ["  无变化  a", "  已更新  b"]
    assert lines(made, "en") == ["  unchanged  a", "  updated  b"]


MACHINE = (
    Aspect(words("库", "library"), "ok", words("8.1", "8.1")),
    Aspect(words("字体", "font"), "absent", words("用别的代替", "another one instead")),
)


def test_a_machine_that_lacks_only_comforts_is_fit(lines: Lines) -> None:
    made = report_machine(Examined(MACHINE))
    assert lines(made, "zh") == [
        "  正常  库: 8.1",
        "  没有  字体: 用别的代替",
        "这台电脑可以使用 plangen",
    ]
    assert lines(made, "en") == [
        "  fine  library: 8.1",
        "  absent  font: another one instead",
        "plangen can work on this machine",
    ]
    assert made.exit_code == 0


def test_a_machine_that_lacks_a_need_is_unfit_with_the_code_of_the_environment(lines: Lines) -> None:
    made = report_machine(Examined((*MACHINE, Aspect(words("x", "x"), "missing", words("没有安装", "not installed")))))
    assert lines(made, "zh")[-2:] == ["  缺失  x: 没有安装", "请先解决标为“缺失”的项目"]
    assert lines(made, "en")[-1] == "first mend what is marked missing"
    assert made.exit_code == 3


def test_states_have_colours(lines: Lines) -> None:
    assert lines(report_machine(Examined(MACHINE)), colour=True)[:2] == [
        "  \x1b[32m正常\x1b[0m  库: 8.1",
        "  \x1b[33m没有\x1b[0m  字体: 用别的代替",
    ]
