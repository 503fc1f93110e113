"""Where the boxes and lines of an organisation chart go; lengths in points, nothing of Word.

Every tree fits the width: children stand side by side if they can; else each keeps to an equal share, its own children
hanging below one another; else they wrap into rows. A chart higher than the page continues in another one.
"""

import math

from msgspec import Struct
from msgspec.structs import replace

from plangen.blocks.document import Node
from plangen.office.ooxml.wml import width_in_characters

_PAD = 4.0  # within a box, on each side
_GAP_X, _GAP_Y = 8.0, 18.0  # between boxes
_ROW_GAP = 8.0  # more of it between rows that hang from one trunk
_INDENT = 12.0  # from a trunk to the boxes that hang from it
_WIDEST, _NARROWEST = 11, 5  # characters on a line of a box


class Room(Struct, frozen=True, kw_only=True):
    """The type in the boxes and the room for the chart."""

    size: float
    pitch: float
    width: float
    height: float


class Box(Struct, frozen=True, kw_only=True):
    x: float
    y: float
    width: float
    height: float
    lines: tuple[str, ...]


class Connector(Struct, frozen=True, kw_only=True):
    x1: float
    y1: float
    x2: float
    y2: float


class Chart(Struct, frozen=True, kw_only=True):
    """A drawing from (0, 0); `anchor` is the middle of its topmost box."""

    width: float
    height: float
    anchor: float
    boxes: tuple[Box, ...]
    lines: tuple[Connector, ...] = ()


def charts(root: Node, measure: Room) -> tuple[Chart, ...]:
    """The tree as one drawing, or as several where one would be higher than the page."""
    whole = _placed(root, measure.width, measure, _natural_width(root, measure))
    fork = _fork(root)
    if whole.height <= measure.height or not fork.children:  # a single branch cannot be divided
        return (whole,)
    half = len(fork.children) // 2
    rest = Node(lines=(f"{fork.lines[0]}（续）", *fork.lines[1:]), children=fork.children[half:])
    first = _with_children(root, fork, fork.children[:half])
    return (*charts(first, measure), *charts(rest, measure))


def _fork(node: Node) -> Node:
    """The first node with several children; the last of all where each has one."""
    while len(node.children) == 1:
        node, *_ = node.children
    return node


def _with_children(node: Node, fork: Node, children: tuple[Node, ...]) -> Node:
    if node is fork:
        return Node(lines=node.lines, children=children)
    only, *_ = node.children
    return Node(lines=node.lines, children=(_with_children(only, fork, children),))


def _placed(node: Node, available: float, measure: Room, wanted: float) -> Chart:
    """A subtree no wider than `available`, nor its box than `wanted`."""
    width = min(wanted, available)
    box = Box(x=0, y=0, width=width, height=_box_height(node, width, measure), lines=node.lines)
    if not node.children:
        return Chart(width=width, height=box.height, anchor=width / 2, boxes=(box,))
    beside = _beside(node.children, available, measure)
    return _above(box, beside) if beside else _with_rows(box, node.children, available, measure)


def _beside(children: tuple[Node, ...], available: float, measure: Room) -> tuple[Chart, ...]:
    """The children in one row, each as wide as it likes or else in an equal share; empty if they cannot be."""
    common = _common_width(children, measure)
    free = tuple(_placed(child, math.inf, measure, common) for child in children)
    gaps = _GAP_X * (len(children) - 1)
    if sum(each.width for each in free) + gaps <= available:
        return free
    share = (available - gaps) / len(children)
    if share < max(_least_width(child, measure) for child in children):
        return ()
    return tuple(_placed(child, share, measure, common) for child in children)


def _above(box: Box, children: tuple[Chart, ...]) -> Chart:
    """A box over one row of children, over its middle as far as neither sticks out: no wider than the wider of them."""
    top = box.height + _GAP_Y
    row = _row(children, 0, top, top - _GAP_Y / 2)
    width = max(row.width, box.width)
    shift = min(max(box.width / 2 - row.anchor, 0.0), width - row.width)
    middle = row.anchor + shift
    left = min(max(middle - box.width / 2, 0.0), width - box.width)
    stem = Connector(x1=middle, y1=box.height, x2=middle, y2=top - _GAP_Y / 2)
    return Chart(
        width=width,
        height=top + row.height,
        anchor=left + box.width / 2,
        boxes=(replace(box, x=left), *_moved_boxes(row, shift, 0)),
        lines=(stem, *_moved_lines(row, shift, 0)),
    )


def _with_rows(box: Box, children: tuple[Node, ...], available: float, measure: Room) -> Chart:
    """A box with rows of children that hang from a trunk at the left."""
    room = max(available - _INDENT, 1.0)
    per_row = _per_row(children, room, measure)
    is_list = per_row == 1
    share = (room - _GAP_X * (per_row - 1)) / per_row
    common = _common_width(children, measure)
    placed = tuple(_placed(child, share, measure, common) for child in children)
    trunk = _INDENT / 2
    rows = _rows(placed, per_row, box.height + _GAP_Y, trunk)
    width = max(box.width, *(row.width for row in rows))
    anchor = box.width / 2 if is_list else width / 2  # a list: the box begins with its items
    stem = _stem(box, trunk, rows[-1].anchor, None if is_list else anchor)
    boxes = tuple(each for row in rows for each in row.boxes)
    return Chart(
        width=width,
        height=max(each.y + each.height for each in boxes),
        anchor=anchor,
        boxes=(replace(box, x=anchor - box.width / 2), *boxes),
        lines=(*(each for row in rows for each in row.lines), *stem),
    )


def _rows(placed: tuple[Chart, ...], per_row: int, y: float, trunk: float) -> list[Chart]:
    """The rows one below the other, the first at this height; of a list each has one item."""
    is_list, rows = per_row == 1, list[Chart]()
    for start in range(0, len(placed), per_row):
        rows.append(_hanging(placed[start : start + per_row], y, trunk, is_list=is_list))
        y += rows[-1].height + (_ROW_GAP if is_list else _GAP_Y)
    return rows


def _stem(box: Box, trunk: float, joint: float, bent_at: float | None) -> list[Connector]:
    """The trunk down to the last row: out of the box's bottom, or bent to it from the middle of the box."""
    if bent_at is None:
        return [Connector(x1=trunk, y1=box.height, x2=trunk, y2=joint)]
    bend = box.height + _GAP_Y / 4
    return [
        Connector(x1=bent_at, y1=box.height, x2=bent_at, y2=bend),
        Connector(x1=trunk, y1=bend, x2=bent_at, y2=bend),
        Connector(x1=trunk, y1=bend, x2=trunk, y2=joint),
    ]


def _hanging(children: tuple[Chart, ...], y: float, trunk: float, *, is_list: bool) -> Chart:
    """One row beside the trunk; its `anchor` is the height at which it meets the trunk."""
    if is_list:
        (child,) = children
        joint = y + child.boxes[0].height / 2
        arm = Connector(x1=trunk, y1=joint, x2=_INDENT + child.boxes[0].x, y2=joint)
        moved = _moved_boxes(child, _INDENT, y)
        return Chart(
            width=_INDENT + child.width,
            height=child.height,
            anchor=joint,
            boxes=moved,
            lines=(arm, *_moved_lines(child, _INDENT, y)),
        )
    joint = y - _GAP_Y / 2
    row = _row(children, _INDENT, y, joint)
    arm = Connector(x1=trunk, y1=joint, x2=_INDENT + children[0].anchor, y2=joint)
    return replace(row, anchor=joint, lines=(arm, *row.lines))


def _row(children: tuple[Chart, ...], x: float, y: float, bus: float) -> Chart:
    """Children side by side from (x, y) with a line at `bus` from the first to the last and a drop to each."""
    boxes: list[Box] = []
    lines: list[Connector] = []
    anchors = []
    for child in children:
        middle = x + child.anchor
        anchors.append(middle)
        boxes += _moved_boxes(child, x, y)
        lines += _moved_lines(child, x, y)
        lines.append(Connector(x1=middle, y1=bus, x2=middle, y2=y))
        x += child.width + _GAP_X
    if len(children) > 1:
        lines.append(Connector(x1=anchors[0], y1=bus, x2=anchors[-1], y2=bus))
    return Chart(
        width=x - _GAP_X,
        height=max(child.height for child in children),
        anchor=(anchors[0] + anchors[-1]) / 2,
        boxes=tuple(boxes),
        lines=tuple(lines),
    )


def _per_row(children: tuple[Node, ...], room: float, measure: Room) -> int:
    """As many as fit well, evened out over the rows: eight of which seven fit go four and four."""
    wide = max(_ample_width(child, measure) for child in children)
    fitting = max(1, int((room + _GAP_X) / (wide + _GAP_X)))
    return math.ceil(len(children) / math.ceil(len(children) / fitting))


def _least_width(node: Node, measure: Room) -> float:
    own = _NARROWEST * measure.size + 2 * _PAD
    return max([own, *(_INDENT + _least_width(child, measure) for child in node.children)])


def _ample_width(node: Node, measure: Room) -> float:
    return max([_natural_width(node, measure), *(_INDENT + _ample_width(child, measure) for child in node.children)])


def _common_width(nodes: tuple[Node, ...], measure: Room) -> float:
    return max(_natural_width(node, measure) for node in nodes)


def _natural_width(node: Node, measure: Room) -> float:
    longest = max(width_in_characters(line) for line in node.lines or ("",))
    return min(max(longest + 0.5, _NARROWEST), _WIDEST) * measure.size + 2 * _PAD


def _box_height(node: Node, width: float, measure: Room) -> float:
    room = max((width - 2 * _PAD) / measure.size, 1.0)
    return sum(_line_count(line, room) for line in node.lines or ("",)) * measure.pitch + 2 * _PAD


def _line_count(line: str, room: float) -> int:
    """How many lines a text takes, counted with a character to spare, for punctuation may not begin a line."""
    wide = width_in_characters(line)
    return 1 if wide <= room else math.ceil(wide / max(room - 1, 1.0))


def _moved_boxes(chart: Chart, x: float, y: float) -> tuple[Box, ...]:
    return tuple(replace(each, x=each.x + x, y=each.y + y) for each in chart.boxes)


def _moved_lines(chart: Chart, x: float, y: float) -> tuple[Connector, ...]:
    return tuple(Connector(x1=each.x1 + x, y1=each.y1 + y, x2=each.x2 + x, y2=each.y2 + y) for each in chart.lines)
