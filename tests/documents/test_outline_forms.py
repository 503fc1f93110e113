"""Tables that an outline writes out to be written on: places to write in, numbered rows, labels without a head."""

from collections.abc import Callable, Mapping

import pytest

from plangen.blocks.document import Align, Cell, Table, Tone, spans
from plangen.documents.frame import WRITING_HEIGHT
from plangen.documents.plan import drill_plan
from plangen.model.plan import Plan
from plangen.reading.outline import read_outline

ReadPlan = Callable[[Mapping[str, str]], Plan]
Form = Callable[[str], Table]
BLANK = Cell(blank=True)


@pytest.fixture
def form(read_plan: ReadPlan, small: Mapping[str, str]) -> Form:
    """The one table of a document of this outline."""
    plan = read_plan(small)

    def made(text: str) -> Table:
        outline, findings = read_outline("plan", "plan.md", text.encode())
        assert findings == ()
        (table,) = drill_plan(plan.with_outlines({"plan": outline})).blocks
        assert isinstance(table, Table)
        return table

    return made


def texts(table: Table) -> list[list[str]]:
    return [
        ["".join(span.text for each in cell.paragraphs for span in each) for cell in row.cells] for row in table.rows
    ]


def test_a_cell_of_underscores_is_there_to_be_written_in(form: Form) -> None:
    table = form(
        "| 项目 | 结果 |\n|---|---|\n| 会议室 | ____ |\n| 电话 | 正常 |\n| 网络 | |\n| __ | a_b |\n| _ | ____年 |"
    )
    _, room, phone, network, both, neither = table.rows
    assert room.cells == (Cell(paragraphs=(spans("会议室"),)), BLANK)
    assert (room.height, phone.height, network.height) == (WRITING_HEIGHT, 0, 0)
    assert network.cells[1] == Cell()
    assert both.cells == (BLANK, Cell(paragraphs=(spans("a_b"),)))
    assert texts(table)[5] == ["_", "____年"]
    assert neither.height == 0


def test_what_is_not_known_may_be_left_to_be_written_in(form: Form) -> None:
    cell = "{% if 岗位.联系电话 %}{{ 岗位.联系电话 }}{% else %}____{% endif %}"
    rows = f"{{%p for 岗位 in 岗位 %}}\n| {{{{ 岗位.岗位名称 }}}} | {cell} |\n{{%p endfor %}}"
    table = form(f"| 岗位 | 电话 |\n|---|---|\n{rows}")
    known = {row.cells[0].paragraphs[0][0].text: row.cells[1] for row in table.rows[1:]}
    assert known["客服部经理"] == Cell(paragraphs=(spans("0100-3"),))
    assert known["客服部信息员"] == BLANK


def test_a_hash_counts_the_rows_those_of_loops_among_them(form: Form) -> None:
    loop = "{%p for 部门 in 部门 %}\n| # | {{ 部门.名称 }} |\n{%p endfor %}"
    table = form(f"| 序号 | 项目 |\n|:-:|---|\n| # | 会议室 |\n{loop}\n| # | ____ |\n| #1 | # |")
    assert texts(table)[1:] == [["1", "会议室"], ["2", "客服部"], ["3", "检验室"], ["4", ""], ["#1", "5"]]
    assert table.rows[1].cells[0].align is Align.CENTRE


def test_an_empty_head_is_none_and_the_first_column_says_what_stands_beside_it(form: Form) -> None:
    table = form("表题：概况\n| | |\n|---|-----|\n| 派出部门 | 检验室 |\n| 签字 | ____ |")
    label = Cell(paragraphs=(spans("派出部门"),), tone=Tone.KEY, align=Align.CENTRE)
    assert not any(row.header for row in table.rows)
    assert table.rows[0].cells == (label, Cell(paragraphs=(spans("检验室"),)))
    assert table.rows[1].cells[1] == BLANK
    assert [column.weight for column in table.columns] == [3, 5]
    assert table.caption == "表1　概况"
