"""Organisation charts: whatever the tree, all of it is drawn, within the page, and no box covers another."""

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plangen.blocks.document import Node
from plangen.office.word.chart_layout import Box, Chart, Connector, Room, charts

PAGE = Room(size=10.5, pitch=14, width=440, height=598)
ROUNDING = 0.01

NAMES = st.text(alphabet="客户服务部质量管理IT（）", min_size=1, max_size=14)
LINES = st.lists(NAMES, min_size=1, max_size=3).map(tuple)
TREES = st.recursive(
    LINES.map(lambda lines: Node(lines=lines)),
    lambda below: st.builds(
        lambda lines, children: Node(lines=lines, children=tuple(children)),
        LINES,
        st.lists(below, min_size=1, max_size=9),
    ),
    max_leaves=60,
)


def departments(count: int, below: int = 0) -> Node:
    posts = tuple(Node(lines=(f"岗位{number}",)) for number in range(below))
    heads = tuple(Node(lines=(f"第{number}部门", "部门负责人"), children=posts) for number in range(count))
    return Node(lines=("总指挥", "总经理"), children=(Node(lines=("应急小组",), children=heads),))


def nodes(node: Node) -> Iterator[tuple[str, ...]]:
    yield node.lines
    for child in node.children:
        yield from nodes(child)


def overlap(one: Box, other: Box) -> bool:
    return (
        one.x + one.width > other.x + ROUNDING
        and other.x + other.width > one.x + ROUNDING
        and one.y + one.height > other.y + ROUNDING
        and other.y + other.height > one.y + ROUNDING
    )


def crosses(line: Connector, box: Box) -> bool:
    """Whether a line runs through the inside of a box."""
    left, right = sorted((line.x1, line.x2))
    top, bottom = sorted((line.y1, line.y2))
    return (
        left < box.x + box.width - ROUNDING
        and right > box.x + ROUNDING
        and top < box.y + box.height - ROUNDING
        and bottom > box.y + ROUNDING
    )


def assert_sound(root: Node, drawn: tuple[Chart, ...]) -> None:
    shown = sorted(box.lines for chart in drawn for box in chart.boxes if not box.lines[0].endswith("（续）"))
    assert shown == sorted(nodes(root))
    for chart in drawn:
        assert chart.width <= PAGE.width + ROUNDING
        for index, box in enumerate(chart.boxes):
            assert box.x >= -ROUNDING
            assert box.x + box.width <= chart.width + ROUNDING
            assert box.y + box.height <= chart.height + ROUNDING
            assert not any(overlap(box, other) for other in chart.boxes[index + 1 :])
            assert not any(crosses(line, box) for line in chart.lines)


@settings(deadline=None)
@given(TREES)
def test_any_tree_is_drawn_whole_within_the_page_and_without_overlap(root: Node) -> None:
    assert_sound(root, charts(root, PAGE))


@pytest.mark.parametrize("count", [1, 3, 5, 8, 20, 60, 200])
@pytest.mark.parametrize("below", [0, 1, 3])
def test_any_number_of_departments_fits_pages(count: int, below: int) -> None:
    root = departments(count, below)
    drawn = charts(root, PAGE)
    assert_sound(root, drawn)
    assert all(chart.height <= PAGE.height for chart in drawn)


def test_a_few_departments_stand_in_one_row() -> None:
    (chart,) = charts(departments(5), PAGE)
    assert len({box.y for box in chart.boxes if box.lines[0].endswith("部门")}) == 1


def test_eight_departments_stand_in_two_even_rows() -> None:
    (chart,) = charts(departments(8), PAGE)
    rows = [box.y for box in chart.boxes if box.lines[0].endswith("部门")]
    assert sorted(rows.count(y) for y in set(rows)) == [4, 4]


def test_a_box_is_high_enough_for_its_text() -> None:
    """Counted in whole characters, as Chinese is set."""
    (chart,) = charts(Node(lines=("甲" * 50, "乙")), PAGE)
    (box,) = chart.boxes
    a_line = int((box.width - 8) / PAGE.size)
    assert box.height >= (-(-50 // a_line) + 1) * PAGE.pitch


@settings(deadline=None)
@given(TREES)
def test_every_box_but_the_topmost_is_reached_by_a_line(root: Node) -> None:
    for chart in charts(root, PAGE):
        for box in chart.boxes[1:]:
            edges = [line for line in chart.lines if touches(line, box)]
            assert edges, box


def touches(line: Connector, box: Box) -> bool:
    """Whether an end of the line lies on the top or the left edge of the box."""
    for x, y in ((line.x1, line.y1), (line.x2, line.y2)):
        on_top = abs(y - box.y) < ROUNDING and box.x - ROUNDING <= x <= box.x + box.width + ROUNDING
        on_left = abs(x - box.x) < ROUNDING and box.y - ROUNDING <= y <= box.y + box.height + ROUNDING
        if on_top or on_left:
            return True
    return False
