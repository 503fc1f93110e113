"""Merge conflicts: named as what they are, once each, and read on with the first version."""

import pytest

from plangen.reading.source import Reading, read

PLAN = """\
title: 演练计划
number: 一号
company: 公司
short_name: 公司
contingency_plan: 预案
owner: 消保办
purposes: [检验预案]
scope: {text: 全公司, departments: []}
"""
CONFLICT = "<<<<<<< HEAD\n{}=======\n{}>>>>>>> other\n"


def reading(text: str) -> Reading:
    return read({"source/plan.yaml": text.encode()})


def found(text: str) -> list[str]:
    return [
        f"{each.code} {each.at.line}:{each.at.column} {each.message('en').partition(': ')[2]}".strip()
        for each in reading(text).findings
        if each.code != "S101"
    ]


@pytest.mark.parametrize(
    ("ours", "theirs", "lines"),
    [
        ("owner: 甲\n", "owner: 乙\n", "line 7, and line 9"),
        ("owner: 甲\n\n", "owner: 乙\n# 注\n# 注\n", "lines 7 to 8, and lines 10 to 12"),
        ("owner: 甲\n", "", "line 7, and nothing"),
        ("owner: 甲\n||||||| base\nowner: 丙\n", "owner: 乙\n", "line 7, and line 11"),
    ],
)
def test_a_conflict_is_one_error_that_names_both_versions(ours: str, theirs: str, lines: str) -> None:
    text = PLAN.replace("owner: 消保办\n", CONFLICT.format(ours, theirs))
    assert found(text) == [f"Y145 6:1 {lines}"]
    assert reading(text).plan.missing[0] == "plan"


def test_reading_goes_on_with_the_first_version() -> None:
    """A mistake in the first version is found, one in the second is not: it may go away with it."""
    for ours, theirs, codes in (("owner: 甲", "ownr: 乙", []), ("ownr: 甲", "owner: 乙", ["S112 7:1"])):
        text = PLAN.replace("owner: 消保办\n", CONFLICT.format(f"{ours}\n", f"{theirs}\n"))
        others = [" ".join(each.split()[:2]) for each in found(text) if not each.startswith("Y145")]
        assert sorted(others) == codes


def test_each_conflict_is_told_once() -> None:
    text = PLAN.replace("owner: 消保办\n", CONFLICT.format("owner: 甲\n", "owner: 乙\n"))
    text = text.replace("title: 演练计划\n", CONFLICT.format("title: 甲\n", "title: 乙\n"))
    assert found(text) == ["Y145 1:1 line 2, and line 4", "Y145 10:1 line 11, and line 13"]


def test_a_conflict_within_a_list_in_brackets_is_no_text_of_the_plan() -> None:
    """The parser would read the marks as a part of a value."""
    text = PLAN.replace("purposes: [检验预案]\n", "purposes: [检验,\n" + CONFLICT.format("甲]\n", "乙]\n"))
    assert found(text) == ["Y145 8:1 line 9, and line 11"]


@pytest.mark.parametrize("mark", ["<<<<<<< HEAD", "=======", ">>>>>>> other", "||||||| 1a2b", ">>>>>>>"])
def test_a_mark_that_was_left_is_named(mark: str) -> None:
    codes = [each.split()[0] for each in found(PLAN + mark + "\n")]
    assert codes == (["Y140"] if mark == "=======" else ["Y146"])


@pytest.mark.parametrize(
    "text",
    [
        PLAN + "# <<<<<<< HEAD\n",
        PLAN.replace("演练计划", '"<<<<<<< HEAD"'),
        PLAN.replace("title: 演练计划", "title: |\n  <<<<<<< HEAD\n  >>>>>>> other"),
    ],
)
def test_marks_within_a_line_are_text(text: str) -> None:
    assert found(text) == []


def test_a_long_conflict_is_one_error() -> None:
    """Its lines are taken out at one stroke."""
    text = CONFLICT.format("# 甲\n" * 20_000, "# 乙\n" * 20_000)
    assert found(PLAN + text) == ["Y145 9:1 lines 10 to 20009, and lines 20011 to 40010"]
