"""Tables, forms and charts of a Word file: the grid is whole, the text is there, the page is wide enough."""

import datetime
import io
import sys
import zipfile
from collections.abc import Callable
from functools import partial

import pytest
from lxml import etree

from plangen.blocks.document import (
    Align,
    Bar,
    Block,
    Cell,
    Column,
    Document,
    Node,
    OrgChart,
    Row,
    Table,
    TimeChart,
    Tone,
    cell,
    paragraph,
    row,
)
from plangen.office.word.writer import write_document

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WIDTH = 8845  # of the type area, in twips

CHART = OrgChart(
    root=Node(lines=("总指挥", "总经理"), children=tuple(Node(lines=(f"部门{n}",)) for n in range(9))),
    caption="图 1 组织架构",
    alt="总指挥下设九个部门",
)
TIMES = TimeChart(
    marks=((540, "9:00"), (550, "9:10"), (840, "14:00"), (1080, "18:00")),
    bars=(Bar(label="启动", start=540, end=550, text="下达启动指令"), Bar(label="处置", start=550, end=1080)),
    caption="图 2 日程",
    head="阶段",
)
FORM = Table(
    columns=(Column(1), Column(3, Align.CENTRE)),
    rows=(
        Row(cells=(cell("时间", tone=Tone.KEY), Cell(blank=True, guidance="年月日时分"))),
        Row(cells=(cell("情况", tone=Tone.KEY), Cell(blank=True, guidance="表现与范围")), height=40),
        Row(cells=(cell("签字", tone=Tone.KEY), Cell(blank=True))),
    ),
)


def written(house: bytes, *blocks: Block) -> etree._Element:
    """The main part of a document of these blocks."""
    whole = Document(
        title="计划",
        subject="演练",
        author="某公司",
        header="演练文件",
        created=datetime.date(2024, 12, 1),
        blocks=blocks,
    )
    with zipfile.ZipFile(io.BytesIO(write_document(whole, house))) as package:
        return etree.fromstring(package.read("word/document.xml"))


def said(element: etree._Element) -> str:
    return "".join(each.text or "" for each in element.iter(f"{W}t"))


def value(element: etree._Element | None, name: str = "val") -> str:
    assert element is not None
    return element.get(f"{W}{name}", "")


def test_table_cells_fill_the_grid_in_every_row(house: bytes) -> None:
    block = Table(
        columns=(Column(1), Column(2), Column(3.5)),
        rows=(
            Row(cells=(cell("甲", rows=2), cell("乙", columns=2)), header=True),
            Row(cells=(cell("丙"), cell("丁", rows=3)), header=True),
            Row(cells=(cell("戊", columns=2, rows=2),)),
            Row(cells=()),
            Row(cells=(cell("己"),)),
        ),
    )
    grid = [int(value(each, "w")) for each in written(house, block).iter(f"{W}gridCol")]
    assert sum(grid) == WIDTH
    for each in written(house, block).iter(f"{W}tr"):
        spanned = [
            int(value(c.find(f"{W}tcPr/{W}gridSpan")) if c.find(f"{W}tcPr/{W}gridSpan") is not None else 1)
            for c in each.iter(f"{W}tc")
        ]
        assert sum(spanned) == 3
        assert sum(int(value(c.find(f"{W}tcPr/{W}tcW"), "w")) for c in each.iter(f"{W}tc")) == WIDTH


def test_a_row_with_too_many_cells_is_refused(house: bytes) -> None:
    with pytest.raises(ValueError, match="表 9"):
        written(house, Table(columns=(Column(),), rows=(row("甲", "乙"),), caption="表 9"))


@pytest.mark.parametrize(
    ("column", "own", "head", "set_otherwise"),
    [
        (Align.LEFT, Align.LEFT, False, None),
        (Align.LEFT, Align.LEFT, True, "left"),  # the style of a table's head is centred
        (Align.RIGHT, Align.LEFT, False, "right"),  # what the cell leaves open, its column says
        (Align.RIGHT, Align.CENTRE, False, "center"),
    ],
)
def test_a_cell_says_its_alignment_only_where_its_style_does_not(
    column: Align, own: Align, head: bool, set_otherwise: str | None, house: bytes
) -> None:
    kind = Tone.HEAD if head else Tone.NONE
    body = written(house, Table(columns=(Column(1, column),), rows=(Row(cells=(cell("甲", tone=kind, align=own),)),)))
    found = body.find(f".//{W}tc/{W}p/{W}pPr/{W}jc")
    assert (None if found is None else value(found)) == set_otherwise


def test_merged_cells_begin_once_and_continue(house: bytes) -> None:
    block = Table(columns=(Column(), Column()), rows=(Row(cells=(cell("甲", rows=3), cell("1"))), row("2"), row("3")))
    merges = [value(each) for each in written(house, block).iter(f"{W}vMerge")]
    assert merges == ["restart", "", ""]


def test_header_rows_repeat_and_no_row_is_cut(house: bytes) -> None:
    block = Table(columns=(Column(),), rows=(row("表头", header=True), row("一"), row("二")))
    rows = list(written(house, block).iter(f"{W}tr"))
    assert [each.find(f"{W}trPr/{W}tblHeader") is not None for each in rows] == [True, False, False]
    assert all(each.find(f"{W}trPr/{W}cantSplit") is not None for each in rows)


def kept(house: bytes, *rows: Row) -> list[bool]:
    """Of each row, whether it stays on the page of the next."""
    block = Table(columns=(Column(),), rows=rows)
    return [each.find(f".//{W}keepNext") is not None for each in written(house, block).iter(f"{W}tr")]


def test_only_the_head_of_a_table_is_kept_with_what_follows(house: bytes) -> None:
    """LibreOffice prints nothing of some other rows that are: the caption, the head and the first row stay together."""
    head, low, high = row("表头", header=True), row("一"), Row(cells=(cell("一"),), height=30)
    assert kept(house, head, low, low, low) == [True, False, False, False]
    assert kept(house, head, head, *(high,) * 5) == [True, True, *(False,) * 5]
    assert kept(house, low, low) == [False, False]
    assert kept(house, head) == [False]


@pytest.mark.parametrize(("count", "is_whole"), [(3, True), (12, True), (13, False)])
def test_a_time_chart_stays_on_one_page_unless_it_is_long(house: bytes, count: int, *, is_whole: bool) -> None:
    """Where every row is kept with the next, LibreOffice prints them all."""
    marks = ((0, "9:00"), (60, "10:00"), (120, "11:00"))
    bars = tuple(Bar(label=f"步骤{number}", start=0, end=60, text="步骤") for number in range(count))
    rows = list(written(house, TimeChart(marks=marks, bars=bars, caption="图")).iter(f"{W}tr"))
    assert [each.find(f".//{W}keepNext") is not None for each in rows] == [True, *[is_whole] * count]


def test_tables_side_by_side_stay_two(house: bytes) -> None:
    body = written(house, FORM, FORM).find(f"{W}body")
    assert body is not None
    tags = [each.tag.removeprefix(W) for each in body]
    assert tags == ["tbl", "p", "tbl", "p", "sectPr"]


def test_a_place_to_write_in_shows_its_guidance_as_a_placeholder_with_an_id_of_its_own(house: bytes) -> None:
    controls = list(written(house, FORM, FORM).iter(f"{W}sdt"))
    assert [said(each) for each in controls] == ["年月日时分", "表现与范围"] * 2
    assert len({value(each.find(f"{W}sdtPr/{W}id")) for each in controls}) == 4
    assert all(each.find(f"{W}sdtPr/{W}showingPlcHdr") is not None for each in controls)


def test_drawings_have_an_alternative_text_and_ids_of_their_own(house: bytes) -> None:
    root = written(house, CHART, CHART)
    names = [each for each in root.iter() if etree.QName(each).localname in {"docPr", "cNvPr"}]
    assert len({each.get("id") for each in names}) == len(names)
    assert [each.get("descr") for each in names if etree.QName(each).localname == "docPr"] == ["总指挥下设九个部门"] * 2


def test_each_box_of_a_chart_is_called_by_its_first_line(house: bytes) -> None:
    root = written(
        house, OrgChart(root=Node(lines=("总指挥", "总经理"), children=(Node(lines=()),)), caption="", alt="图")
    )
    names = [each.get("name", "") for each in root.iter() if etree.QName(each).localname in {"docPr", "cNvPr"}]
    assert [name for name in names if not name.startswith("线")] == ["组织架构图", "框 总指挥", "框 "]


def test_of_a_box_with_several_lines_the_first_alone_is_bold(house: bytes) -> None:
    root = written(
        house, OrgChart(root=Node(lines=("总指挥", "总经理"), children=(Node(lines=("部门",)),)), caption="", alt="图")
    )
    runs = [each for each in root.iter(f"{W}r") if each.find(f"{W}rPr/{W}rStyle") is not None]
    assert [(said(each), value(each.find(f"{W}rPr/{W}rStyle"))) for each in runs] == [("总指挥", "Strong")]


def test_an_organisation_chart_is_as_high_as_the_page_but_for_forty_points_below_it(house: bytes) -> None:
    """A line more each time: the highest that stands in one drawing has no room for another line."""
    leaves = (Node(lines=("甲",)), Node(lines=("乙",)))
    tall = [OrgChart(root=Node(lines=("长",) * n, children=leaves), caption=f"图 {n}", alt="图") for n in range(20, 60)]
    root = written(house, *tall)
    size, margin = root.find(f".//{W}sectPr/{W}pgSz"), root.find(f".//{W}sectPr/{W}pgMar")
    room = (int(value(size, "h")) - int(value(margin, "top")) - int(value(margin, "bottom"))) / 20 - 40
    drawn = [each for each in root.iter() if etree.QName(each).localname == "inline"]
    whole = [int(each[0].get("cy", "")) / 12700 - 2 for each in drawn if "/" not in each[1].get("name", "")]
    assert 2 < len(whole) < len(tall)
    assert whole[-1] <= room < whole[-1] + whole[-1] - whole[-2]


def test_a_time_chart_of_many_marks_stays_within_the_page(house: bytes) -> None:
    marks = tuple((60 * hour, f"{hour}:00") for hour in range(48))
    block = TimeChart(marks=marks, bars=(Bar(label="值守", start=0, end=47 * 60, text="值守"),), caption="图")
    root = written(house, block)
    assert len(list(root.iter(f"{W}tbl"))) > 1
    for each in root.iter(f"{W}tbl"):
        assert sum(int(value(column, "w")) for column in each.iter(f"{W}gridCol")) == WIDTH
    shown = said(root)
    assert all(label in shown for _, label in marks)


def test_a_bar_stands_in_each_table_that_it_reaches_into_and_in_no_other(house: bytes) -> None:
    marks = tuple((60 * hour, f"{hour}:00") for hour in range(15))
    spans_ = {
        "始": (0, 60),
        "前": (0, 7 * 60),
        "跨": (6 * 60, 8 * 60),
        "后": (7 * 60, 8 * 60),
        "末": (14 * 60, 15 * 60),
    }
    bars = tuple(Bar(label=label, start=start, end=end) for label, (start, end) in spans_.items())
    tables = list(written(house, TimeChart(marks=marks, bars=bars, caption="图")).iter(f"{W}tbl"))
    rows = [[said(each) for each in table.iter(f"{W}tr")][1:] for table in tables]
    assert rows == [["始", "前", "跨"], ["跨", "后", "末"]]


@pytest.mark.parametrize(
    ("bar", "places"),
    [
        ((0, 540, "短"), ["短"]),  # on the bar
        ((0, 60, "下达启动的指令"), ["", "下达启动的指令"]),  # right of it, where it is too short
        ((480, 540, "下达启动的指令"), ["下达启动的指令", ""]),  # left of it, where nothing is at its right
        ((240, 300, "下达启动的指令"), ["", "", "", "", "", "下达启动的指令"]),  # of two with room the right one
        ((120, 180, "指令" * 40), ["", "", "", "指令" * 40]),  # where nothing has room, on the longer side
        ((360, 420, "指令" * 40), ["指令" * 40, "", "", ""]),
    ],
)
def test_what_a_bar_says_stands_on_it_or_beside_it(bar: tuple[int, int, str], places: list[str], house: bytes) -> None:
    start, end, text = bar
    marks = tuple((60 * hour, f"{hour}:00") for hour in range(10))
    chart = TimeChart(marks=marks, bars=(Bar(label="", start=start, end=end, text=text),), caption="图")
    (row,) = list(written(house, chart).iter(f"{W}tr"))[1:]
    assert [said(each) for each in row.iter(f"{W}tc")][1:-1] == places


def test_the_head_of_a_time_chart_is_open_between_its_marks_and_closed_at_its_end(house: bytes) -> None:
    (head,) = list(written(house, TIMES).iter(f"{W}tr"))[:1]
    open_at = [
        [side.tag.removeprefix(W) for side in cell.iterfind(f"{W}tcPr/{W}tcBorders/*")] for cell in head.iter(f"{W}tc")
    ]
    assert open_at == [[], *[["left", "right"]] * 3, ["left"]]


def test_bars_cover_the_columns_of_their_time(house: bytes) -> None:
    root = written(house, TIMES)
    shaded = [
        [
            value(c.find(f"{W}tcPr/{W}shd"), "fill") if c.find(f"{W}tcPr/{W}shd") is not None else ""
            for c in each.iter(f"{W}tc")
        ]
        for each in list(root.iter(f"{W}tr"))[1:]
    ]
    assert shaded == [["", "E3ECF5", "", "", ""], ["", "", "E3ECF5", ""]]


def calls(act: Callable[[], object]) -> int:
    """How many functions run while `act` does."""
    count = 0

    def note(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event == "call"

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        act()
    finally:
        sys.setprofile(before)
    return count


def test_a_longer_document_takes_more_work_only_in_proportion(house: bytes) -> None:
    """Three and nine times the blocks are at most three and nine times the work; a quadratic slip is more."""
    figures: tuple[Block, ...] = (FORM, TIMES, CHART, *(paragraph("为了维护消费者合法权益，") for _ in range(20)))
    once, thrice, nine = (calls(partial(written, house, *figures * times)) for times in (1, 3, 9))
    assert thrice <= 3 * once
    assert nine <= 3.1 * thrice
