"""`plangen notices new`, `issue`, `correct`, `register` and the like as a user types them, and `plangen outline`."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

KETTLE = "1\n电热水壶召回\n2026-03-01\n9:10\n\n是\n\n"
DRILLED = "product-quality/recall-notice"


def test_asked_the_answers_begin_an_incident_with_all_kinds_of_its_scenario(plangen: Any, project: Path) -> None:
    code, out, err = plangen("notices", "new", "kettle-2026", "--interactive", folder=project, typed=KETTLE)
    assert (code, out.splitlines()[0]) == (
        0,
        "已建立 source/incidents/kettle-2026.yaml：事件编号 kettle-2026，40 项事实待核实",
    )
    assert "  1  消费者信息泄露  [data-leak]\n" in err
    assert "直接回车为全部" in err
    made = (project / "source/incidents/kettle-2026.yaml").read_text(encoding="utf-8")
    assert "电热水壶召回" in made
    assert "2026-03-01" in made


def test_a_scenario_may_be_named_and_none_may_fit(plangen: Any, project: Path) -> None:
    named = KETTLE.replace("1\n", "data-leak\n", 1)
    assert plangen("notices", "new", "one", "--interactive", "--dry-run", folder=project, typed=named)[0] == 0
    blank = "0\n门店滑倒\n\n\n\n\n短信通知\n"
    code, out, err = plangen("notices", "new", "slip-2026", "--interactive", folder=project, typed=blank)
    assert code == 0, (out, err)
    assert "要发布哪些通知（顿号隔开）" in err
    unknown = blank.replace("短信通知", "公开声明")
    code, out, _ = plangen("notices", "new", "other", "--interactive", folder=project, typed=unknown)
    assert (code, out.splitlines()[0]) == (1, "--kind: 错误[I113] 没有通知种类“公开声明”")
    assert not (project / "source/incidents/other.yaml").exists()


def test_a_scenario_and_none_are_not_both_meant(plangen: Any, project: Path) -> None:
    code, _, err = plangen("notices", "new", "a", "--blank", "--scenario", "data-leak", folder=project)
    assert (code, err.splitlines()[-1]) == (2, "出错：--scenario 和 --blank 只写一个")


CASES: Mapping[tuple[str, ...], tuple[int, str]] = {
    ("notices", "register"): (0, "还没有发布过通知"),
    ("notices", "answers", "甲.docx"): (1, "甲.docx: 错误[Q229] 读不到文件“甲.docx”"),
    ("notices", "confirm", "甲.docx"): (1, "甲.docx: 错误[Q229] 读不到文件“甲.docx”"),
    ("notices", "correct", DRILLED, "--wrong", "甲", "--right", "乙"): (1, "错误[A291]"),
    ("notices", "withdraw", DRILLED, "--reason", "甲"): (1, "错误[A291]"),
    ("outline", "plan", "--compare"): (0, "两份大纲都没有用的内容："),
    ("outline", "plan", "--copy"): (2, "出错: 已有大纲 templates/outlines/plan.md，没有覆盖"),
    ("outline", "--copy"): (2, "--copy、--compare、--take 一次写一个文件"),
    ("preview", "01"): (0, "消费者保护应急预案演练计划"),
    ("preview", "02"): (2, "“信息报告模板”不是用大纲生成的"),
    ("packet",): (0, "  01  general-manager  总经理  1份"),
    ("notices", "questions", "data-leak"): (0, "客户服务部（2 项）"),
    ("notices", "duty", "data-leak", "甲", "--by", "法务部", "--name", "甲", "--met", "2026-03-01 10:00"): (
        1,
        "错误[A289] “消费者信息泄露”是演练场景",
    ),
    ("notices", "issue", DRILLED, "--time", "2026-03-01 10:00", "--by", "总经理", "--name", "甲"): (
        1,
        "错误[A103] 环节“发布”不能由“总经理”完成",
    ),
    ("revise", "--adopt", "v9.9"): (1, "错误[G217]"),
    ("build", "--rev", "v1.0"): (2, "--rev 和 --out 要一起写"),
    ("build", "--rev", "v1.0", "--out", "出", "--for", "甲"): (2, "--rev"),
    ("check", "--packets"): (0, "0 个错误，"),
    ("check", "--history"): (0, "0 个错误，"),
    ("proof", "01"): (3, "没有找到 LibreOffice"),
    (
        "notices",
        "issue",
        DRILLED,
        "--time",
        "2026-03-01 10:00",
        "--by",
        "总经理",
        "--name",
        "甲",
        "--correction",
        "x",
    ): (
        2,
        "issue 不再有 --correction：更正是一份单独的公告",
    ),
}


@pytest.mark.parametrize("arguments", CASES, ids=" ".join)
def test_a_command_says_what_it_did_or_why_not(plangen: Any, project: Path, arguments: tuple[str, ...]) -> None:
    code, said = CASES[arguments]
    found = plangen(*arguments, folder=project)
    assert found.code == code, found
    assert said in found.out + found.err
