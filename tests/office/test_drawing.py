"""Organisation charts: whatever the tree, all of it is drawn, within the page, and no box covers another."""

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

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


# Ten points to a character and a line: a box of one to four characters is 58 wide, of one line 18 high.
PLAIN = Room(size=10, pitch=10, width=1000, height=1000)


def drawn(root: Node, width: float = 1000, height: float = 1000) -> tuple[Chart, ...]:
    return charts(root, replace(PLAIN, width=width, height=height))


def tree(name: str, *children: Node | str) -> Node:
    return Node(lines=(name,), children=tuple(tree(each) if isinstance(each, str) else each for each in children))


def places(chart: Chart) -> dict[str, tuple[float, float]]:
    return {box.lines[0]: (box.x, box.y) for box in chart.boxes}


def widths(chart: Chart) -> list[float]:
    return [box.width for box in chart.boxes]


def lines_of(chart: Chart) -> list[tuple[float, float, float, float]]:
    return sorted((each.x1, each.y1, each.x2, each.y2) for each in chart.lines)


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


def assert_sound(root: Node, parts: tuple[Chart, ...]) -> None:
    shown = sorted(box.lines for chart in parts for box in chart.boxes if not box.lines[0].endswith("（续）"))
    assert shown == sorted(nodes(root))
    for chart in parts:
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
    parts = charts(root, PAGE)
    assert_sound(root, parts)
    assert all(chart.height <= PAGE.height for chart in parts)


def test_children_side_by_side_hang_from_one_line_below_the_middle_of_their_box() -> None:
    (chart,) = drawn(tree("总", "甲", "乙"))
    assert places(chart) == {"总": (33, 0), "甲": (0, 36), "乙": (66, 36)}
    assert (chart.width, chart.height, chart.anchor) == (124, 54, 62)
    assert lines_of(chart) == [(29, 27, 29, 36), (29, 27, 95, 27), (62, 18, 62, 27), (95, 27, 95, 36)]


def test_an_only_child_hangs_from_a_straight_line() -> None:
    (chart,) = drawn(tree("总", "甲"))
    assert lines_of(chart) == [(29, 18, 29, 27), (29, 27, 29, 36)]


def test_children_one_below_the_other_hang_from_a_trunk_at_their_left() -> None:
    (chart,) = drawn(tree("总", "甲", "乙", "丙"), width=100)
    assert places(chart) == {"总": (0, 0), "甲": (12, 36), "乙": (12, 62), "丙": (12, 88)}
    assert (chart.width, chart.height, chart.anchor) == (70, 106, 29)
    assert lines_of(chart) == [(6, 18, 6, 97), (6, 45, 12, 45), (6, 71, 12, 71), (6, 97, 12, 97)]


def test_children_in_rows_hang_from_a_trunk_that_bends_to_the_middle_of_their_box() -> None:
    (chart,) = drawn(tree("总", "甲", "乙", "丙"), width=150)
    assert places(chart) == {"总": (39, 0), "甲": (12, 36), "乙": (78, 36), "丙": (12, 72)}
    assert (chart.width, chart.height, chart.anchor) == (136, 90, 68)
    trunk = [(6, 22.5, 6, 63), (6, 22.5, 68, 22.5), (68, 18, 68, 22.5)]
    rows = [(6, 27, 41, 27), (41, 27, 41, 36), (41, 27, 107, 27), (107, 27, 107, 36)]
    last = [(6, 63, 41, 63), (41, 63, 41, 72)]
    assert lines_of(chart) == sorted([*trunk, *rows, *last])


def test_what_hangs_in_a_list_meets_the_trunk_at_its_topmost_box() -> None:
    team = Node(lines=("甲", "乙"), children=(tree("子"), tree("丑")))
    (chart,) = drawn(Node(lines=("总",), children=(team, tree("丙"), tree("丁"))), width=100)
    assert places(chart)["甲"] == (12, 36)
    assert (6, 50, 12, 50) in lines_of(chart)  # the middle of its two lines
    assert (places(chart)["丙"], places(chart)["丁"]) == ((12, 134), (12, 160))


@pytest.mark.parametrize("children", [("甲", tree("乙", "子")), (tree("乙", "子"), "甲")])
def test_a_row_is_as_high_as_its_highest(children: tuple[Node | str, ...]) -> None:
    (chart,) = drawn(tree("总", *children))
    assert chart.height == 90


def test_a_wide_box_stands_over_the_middle_of_its_child_as_far_as_neither_sticks_out() -> None:
    (over_one,) = drawn(tree("总" * 20, "甲"))
    assert places(over_one) == {"总" * 20: (0, 0), "甲": (30, 46)}
    (over_list,) = drawn(tree("总" * 20, tree("甲", "子", "丑", "寅", "卯")), width=118)
    assert places(over_list)["甲"][0] == 30
    (over_wide_list,) = drawn(tree("总", tree("甲", *("子" * 6 + each for each in "一二三"))), width=118)
    assert (places(over_wide_list)["总"][0], places(over_wide_list)["甲"][0]) == (0, 0)


def test_boxes_are_five_to_eleven_characters_wide_and_alike_among_siblings() -> None:
    """Half a character stays free beside the text."""
    (chart,) = drawn(tree("总", "甲" * 4, "乙"))
    assert widths(chart) == [58, 58, 58]
    (chart,) = drawn(tree("总", "甲" * 6, "乙"))
    assert widths(chart) == [58, 73, 73]
    (chart,) = drawn(Node(lines=("甲", "乙" * 20, "丙")))
    assert (widths(chart), chart.height) == ([118], 4 * 10 + 8)


def test_children_stand_side_by_side_while_their_boxes_hold_five_characters() -> None:
    root = tree("总", "甲" * 6, "乙" * 6)
    for width, boxes, rows in ((154, 73, 1), (153, 72.5, 1), (124, 58, 1), (123, 73, 2)):
        (chart,) = drawn(root, width)
        assert widths(chart)[1:] == [boxes, boxes]
        assert len({box.y for box in chart.boxes[1:]}) == rows


def test_what_just_fits_side_by_side_keeps_the_width_that_it_likes() -> None:
    root = tree("总", tree("甲", "子", "丑"), "乙")
    for width, is_one_row in ((190, True), (189, False)):
        (chart,) = drawn(root, width)
        assert (places(chart)["子"][1] == places(chart)["丑"][1]) == is_one_row


def test_no_box_is_squeezed_below_five_characters_for_its_uncle_to_stand_beside() -> None:
    (chart,) = drawn(tree("总", "甲", tree("乙", "子", "丑", "寅")), width=136)
    assert min(widths(chart)) == 58


@pytest.mark.parametrize("wide", [tree("甲" * 8), tree("甲", "子" * 8)])
def test_a_row_holds_as_many_as_its_widest_needs(wide: Node) -> None:
    (chart,) = drawn(tree("总", wide, "乙", "丙", "丁", "戊"), width=150)
    heads = [place for name, place in places(chart).items() if name[0] in "甲乙丙丁戊"]
    assert len({y for _, y in heads}) == 5


def test_as_many_stand_in_a_row_as_just_fit() -> None:
    for width, rows in ((136, 2), (135, 3)):
        (chart,) = drawn(tree("总", "甲", "乙", "丙"), width)
        assert len({box.y for box in chart.boxes[1:]}) == rows


def test_a_text_that_just_fits_takes_one_line_and_a_longer_one_leaves_a_character_free() -> None:
    for text, lines in (("甲" * 2, 1), ("甲" * 3, 3)):
        (chart,) = drawn(tree(text), width=28)
        assert chart.height == lines * 10 + 8
    (chart,) = drawn(tree("甲" * 5), width=48)
    assert chart.height == 2 * 10 + 8


def test_a_room_narrower_than_a_character_still_shows_each_box() -> None:
    (chart,) = drawn(tree("甲乙", "丙"), width=5)
    assert widths(chart) == [5, 1]
    assert chart.boxes[0].height == 2 * 10 + 8


def test_a_box_without_text_is_as_high_as_one_line() -> None:
    (chart,) = drawn(Node(lines=()))
    assert (chart.width, chart.height) == (58, 18)


def test_a_chart_is_divided_only_where_it_is_higher_than_the_page() -> None:
    root = tree("总", tree("组", "甲", "乙"))
    (chart,) = drawn(root)
    assert len(drawn(root, height=chart.height)) == 1
    parts = drawn(root, height=chart.height - 1)
    assert [[box.lines[0] for box in part.boxes] for part in parts] == [["总", "组", "甲"], ["组（续）", "乙"]]
    assert len(drawn(tree("总", "甲"), height=1)) == 1  # a single branch cannot be divided


def test_a_divided_chart_goes_on_under_the_same_box_with_all_its_lines() -> None:
    children = tuple(tree(each) for each in "甲乙丙丁戊己")
    parts = drawn(Node(lines=("总指挥", "总经理", "代"), children=children), width=100, height=130)
    assert [part.boxes[0].lines for part in parts] == [("总指挥", "总经理", "代"), ("总指挥（续）", "总经理", "代")]
    assert [[box.lines[0] for box in part.boxes[1:]] for part in parts] == [["甲", "乙", "丙"], ["丁", "戊", "己"]]


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
