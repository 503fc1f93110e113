"""Columns of Word tables: their shares of the width, but heads, codes and names are not torn where there is room."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plangen.blocks.document import Column, Row, Table, cell, row
from plangen.office.word.column_widths import column_widths

WHOLE, SIZE, MARGINS = 8845, 240, 190
LONG = "记录投诉的时间、内容、联系方式和所购产品，告知消费者立即停止使用"


def table(heads: tuple[str, ...], *rows: tuple[str, ...], weights: tuple[float, ...] = ()) -> Table:
    return Table(
        columns=tuple(Column(weight) for weight in weights or (1,) * len(heads)),
        rows=(row(*heads, header=True), *(row(*each) for each in rows)),
    )


def room(block: Table, at: int) -> float:
    """Of a column in Chinese characters, less its margins."""
    return (column_widths(block, WHOLE, SIZE, MARGINS)[at] - MARGINS) / SIZE


@given(
    st.lists(
        st.tuples(*(st.text(alphabet="客户服务部PQ-09，。", max_size=30) for _ in range(4))), min_size=1, max_size=6
    ),
    st.tuples(*(st.floats(min_value=0.5, max_value=9) for _ in range(4))),
)
def test_the_columns_fill_the_width_and_none_vanishes(rows: list[tuple[str, ...]], weights: tuple[float, ...]) -> None:
    widths = column_widths(table(("甲", "乙", "丙", "丁"), *rows, weights=weights), WHOLE, SIZE, MARGINS)
    assert sum(widths) == WHOLE
    assert min(widths) > 0


@pytest.mark.parametrize(("head", "text"), [("演练时间", "9:05"), ("编号", "YL-241001"), ("部门", "客户服务部")])
def test_a_narrow_column_makes_room_for_what_it_holds(head: str, text: str) -> None:
    block = table((head, "内容"), (text, LONG), weights=(1, 20))
    assert room(block, 0) >= max(len(head), 5 if text.startswith("客") else 4)


def test_columns_that_are_wide_enough_keep_their_shares() -> None:
    block = table(("部门", "内容"), ("法务部", LONG), weights=(1, 3))
    assert column_widths(block, WHOLE, SIZE, MARGINS) == (2211, 6634)


def test_a_column_to_write_in_keeps_most_of_its_room() -> None:
    """Nothing stands in it, and still it is needed."""
    block = table(("内容", "签名"), (LONG * 3, ""), ("客户服务部", ""), weights=(3, 1))
    assert column_widths(block, WHOLE, SIZE, MARGINS)[1] >= 0.9 * WHOLE / 4 - 1


def test_what_is_still_to_be_filled_in_counts_as_short() -> None:
    """The mark is longer than what will stand there."""
    named = table(("姓名", "内容"), ("【待填写：客户服务部信息收集员姓名】", LONG), weights=(1, 3))
    assert column_widths(named, WHOLE, SIZE, MARGINS) == (2211, 6634)


def test_cells_over_several_columns_or_rows_are_not_counted() -> None:
    block = Table(
        columns=(Column(1), Column(20)),
        rows=(
            Row(cells=(cell("标题栏里的长名称", columns=2),)),
            Row(cells=(cell("甲", rows=2), cell(LONG))),
            Row(cells=(cell(LONG),)),
        ),
    )
    assert sum(column_widths(block, WHOLE, SIZE, MARGINS)) == WHOLE
