"""A text that its row or its cell cannot hold is said where it was written, on both sides of the limit."""

import datetime
from collections.abc import Callable, Mapping

import pytest

from plangen.blocks.document import Block, Column, Document, Row, Table, cell
from plangen.blocks.workbook import Column as Field
from plangen.blocks.workbook import Grid, GridCell, GridRow, Marked, Register, Sheet, Value, Workbook
from plangen.blocks.workbook import Row as Given
from plangen.documents.oversize import MOST_CHARACTERS, MOST_LINES, oversized
from plangen.documents.role_cards import role_cards
from plangen.model.plan import Plan

ReadPlan = Callable[[Mapping[str, str]], Plan]
DAY = datetime.date(2026, 3, 10)


def workbook(*sheets: Sheet) -> Workbook:
    return Workbook(title="", subject="", author="", header="", footer="", created=DAY, sheets=sheets)


def register(value: Value) -> Workbook:
    rows = (Given(key="a", values={"a": value}),)
    return workbook(Register(key="r", name="", title="", columns=(Field(id="a", title="", width=9),), rows=rows))


def grid(value: Value) -> Workbook:
    return workbook(Grid(key="g", name="", widths=(9,), rows=(GridRow(cells=(GridCell(value=value),)),)))


def document(*blocks: Block) -> Document:
    return Document(title="", subject="", author="", header="", created=DAY, blocks=blocks)


def found(plan: Plan, body: object) -> list[str]:
    return [each.code for each in oversized(plan, "文件", [body])]


@pytest.mark.parametrize("place", [register, grid])
@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("甲" * MOST_CHARACTERS, []),
        ("甲" * (MOST_CHARACTERS + 1), ["X213"]),
        ("𠀀" * (MOST_CHARACTERS // 2), []),  # two each, as Excel counts
        ("𠀀" * (MOST_CHARACTERS // 2 + 1), ["X213"]),
    ],
    ids=["most", "more", "most astral", "more astral"],
)
def test_what_a_cell_would_cut_is_an_error(
    place: Callable[[Value], Workbook], text: str, codes: list[str], sample: Plan
) -> None:
    assert found(sample, place(text)) == codes
    assert found(sample, place(Marked(cell(text).paragraphs[0]))) == codes


@pytest.mark.parametrize(("lines", "codes"), [(MOST_LINES, []), (MOST_LINES + 1, ["X212"])])
def test_a_row_higher_than_a_page_is_said(lines: int, codes: list[str], sample: Plan) -> None:
    """Half the width has twenty characters to a line."""
    row = Row(cells=(cell("甲"), cell("甲" * 20 * lines)))
    assert found(sample, document(Table(columns=(Column(1), Column(1)), rows=(row,)))) == codes


def test_it_is_said_once_where_the_longest_value_stands(small: Mapping[str, str], read_plan: ReadPlan) -> None:
    """A title of a step that is higher than a side of its role card."""
    timeline = small["timeline.yaml"].replace("title: 清点人员", f"title: {'清点人员' * 300}")
    plan = read_plan({**small, "timeline.yaml": timeline})
    findings = list(oversized(plan, "角色卡", [role_cards(plan)]))
    assert {each.code for each in findings} == {"X212"}
    assert any(each.at.path.startswith("timeline.") and each.at.path.endswith(".title") for each in findings)
    assert len({each.at for each in findings}) == len(findings)
