"""What a redline of two files holds."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from plangen.office.readable.difference import CellChange, SheetChange, WorkbookDifference
from plangen.office.redline.engine import Summary
from plangen.pipeline.check import Outcome
from plangen.pipeline.redline import Redline
from plangen.reporting.revisions.redlines import report_redline

pytestmark = pytest.mark.slow

Lines = Callable[..., list[str]]
Tree = Callable[..., dict[str, Any]]
FINE = Outcome(findings=())
CELLS = (
    CellChange(sheet="汇总", cell="B2", before="甲", after="乙"),
    CellChange(sheet="汇总", cell="C3", before="", after="丙"),
    CellChange(sheet="明细", cell="A1", before="丁", after=""),
)


def test_a_redline_counts_what_differs_and_says_where_it_is(lines: Lines, tree: Tree) -> None:
    made = report_redline(
        Redline(outcome=FINE, summary=Summary(insertions=2, deletions=1, tables=1), file=Path("对照.docx"))
    )
    assert lines(made, "zh") == [
        "插入 2 处，删除 1 处，移动 0 处，改动表格 1 个，改动格式 0 处",
        "修订对照已写入 对照.docx",
    ]
    assert lines(made, "en") == [
        "2 insertions, 1 deletions, 0 moves, 1 tables changed, 0 changes of formatting",
        "redline written to 对照.docx",
    ]
    assert tree(made) == {
        "changes": {
            "insertions": 2,
            "deletions": 1,
            "moves": 0,
            "tables": 1,
            "formatting": 0,
        },
        "file": "对照.docx",
    }


def test_equal_files_are_said_to_be_equal(lines: Lines) -> None:
    made = report_redline(Redline(outcome=FINE, file=Path("对照.docx")))
    assert lines(made, "zh") == ["两个文件没有差别", "修订对照已写入 对照.docx"]
    assert lines(made, "en") == ["the two files do not differ", "redline written to 对照.docx"]


def test_cells_stand_under_their_sheet(lines: Lines, tree: Tree) -> None:
    made = report_redline(Redline(outcome=FINE, changed=WorkbookDifference(cells=CELLS)))
    assert lines(made, "zh") == [
        "汇总",
        "  B2  甲 → 乙",
        "  C3  （空） → 丙",
        "明细",
        "  A1  丁 → （空）",
        "共 3 个单元格不同",
    ]
    assert lines(made, "en") == [
        "汇总",
        "  B2  甲 → 乙",
        "  C3  (empty) → 丙",
        "明细",
        "  A1  丁 → (empty)",
        "3 cells differ",
    ]
    assert tree(made)["cells"][0] == {"sheet": "汇总", "place": "B2", "before": "甲", "after": "乙"}


def test_whatever_else_differs_is_named(lines: Lines, tree: Tree) -> None:
    others = (
        SheetChange(sheet="汇总", what="row", place="2", before="", after="新｜行"),
        SheetChange(sheet="汇总", what="note", place="A1", before="", after="请核对"),
        SheetChange(sheet="汇总", what="merge", place="A1:B1", before="1", after=""),
        SheetChange(sheet="汇总", what="look", place="A1", before="", after=""),
    )
    made = report_redline(Redline(outcome=FINE, changed=WorkbookDifference(others=others)))
    assert lines(made, "zh") == [
        "汇总",
        "  新增 第2行：新｜行",
        "  A1 批注：（空） → 请核对",
        "  删除合并单元格 A1:B1",
        "  A1 外观（字体、底色、边框、对齐）不同",
        "共 4 个不同之处",
    ]
    assert lines(made, "en")[1:4] == [
        "  new row 2: 新｜行",
        "  note at A1: (empty) → 请核对",
        "  gone merged cells A1:B1",
    ]
    assert tree(made)["others"][0] == {"sheet": "汇总", "what": "row", "place": "2", "before": "", "after": "新｜行"}


def test_equal_workbooks_are_said_to_be_equal(lines: Lines, tree: Tree) -> None:
    made = report_redline(Redline(outcome=FINE, changed=WorkbookDifference()))
    assert lines(made) == ["两个文件没有差别"]
    assert tree(made)["cells"] == []


def test_a_file_that_cannot_be_read_shows_only_why(lines: Lines, finding: Any) -> None:
    made = report_redline(Redline(outcome=Outcome(findings=(finding(),))))
    assert lines(made)[-1].startswith("1 个错误")
    assert made.exit_code == 1
