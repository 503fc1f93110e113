"""Laws of Word files: grids are whole whatever stands in them, texts come back in order, sections lose nothing."""

import datetime
import io
import itertools
import zipfile
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from plangen.blocks.document import (
    Bar,
    Block,
    Cell,
    Column,
    Cover,
    Document,
    Heading,
    PageBreak,
    Row,
    SectionBreak,
    Span,
    Table,
    TimeChart,
    cell,
    paragraph,
)
from plangen.office.readable import readable
from plangen.office.word.column_widths import shares
from plangen.office.word.writer import bookmark, write_document

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WIDTH = 8845  # of the type area, in twips
BRIEF = settings(max_examples=40)


def file_of(house: bytes, blocks: Sequence[Block]) -> bytes:
    document = Document(
        title="计划",
        subject="演练",
        author="公司",
        header="演练文件",
        created=datetime.date(2024, 12, 1),
        blocks=tuple(blocks),
    )
    return write_document(document, house)


def body_of(house: bytes, *blocks: Block) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(file_of(house, blocks))) as package:
        return etree.fromstring(package.read("word/document.xml"))


def number(element: etree._Element, path: str, name: str, otherwise: int) -> int:
    found = element.find("/".join(f"{W}{step}" for step in path.split("/")))
    return otherwise if found is None else int(found.get(f"{W}{name}", str(otherwise)))


def assert_whole(table: etree._Element) -> None:
    """Every row covers the grid exactly, its cells as wide as the columns that they cover."""
    grid = [int(each.get(f"{W}w", "0")) for each in table.iter(f"{W}gridCol")]
    assert sum(grid) == WIDTH
    for row in table.iter(f"{W}tr"):
        at = 0
        for each in row.iter(f"{W}tc"):
            columns = number(each, "tcPr/gridSpan", "val", 1)
            assert number(each, "tcPr/tcW", "w", 0) == sum(grid[at : at + columns])
            at += columns
        assert at == len(grid)


@given(st.lists(st.floats(min_value=0.1, max_value=50), min_size=1, max_size=12), st.integers(100, 20_000))
def test_shares_add_up_to_the_whole_and_each_is_as_large_as_its_weight(weights: list[float], whole: int) -> None:
    parts = shares(tuple(weights), whole)
    assert sum(parts) == whole
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part - whole * weight / sum(weights)) <= 1


AXIS = st.lists(st.integers(min_value=0, max_value=3000), min_size=2, max_size=40, unique=True).map(sorted)
BARS = st.lists(
    st.builds(
        lambda start, length, text: Bar(label="阶段", start=start, end=start + length, text=text),
        st.integers(min_value=0, max_value=3000),
        st.integers(min_value=0, max_value=900),
        st.sampled_from(["", "下达启动指令", "甲"]),
    ),
    min_size=1,
    max_size=6,
)


@BRIEF
@given(axis=AXIS, bars=BARS)
def test_a_time_chart_is_whole_tables_in_which_every_bar_stands(house: bytes, axis: list[int], bars: list[Bar]) -> None:
    """Whatever its marks, and wherever its bars begin and end, outside the axis too."""
    chart = TimeChart(marks=tuple((at, str(at)) for at in axis), bars=tuple(bars), caption="图", head="阶段")
    tables = list(body_of(house, chart).iter(f"{W}tbl"))
    for table in tables:
        assert_whole(table)
    labels = [each.text for table in tables for each in table.iter(f"{W}t") if each.text == "阶段"]
    assert len(labels) >= len(tables) + len(bars)
    shaded = [each for table in tables for each in table.iter(f"{W}shd") if each.get(f"{W}fill") == "E3ECF5"]
    assert len(shaded) >= len(bars)
    marks = [each.text for table in tables for each in table.iter(f"{W}t")]
    assert all(str(at) in marks for at in axis)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """Tables of which cells span columns; the rest of a row is left to be filled up."""
    count = draw(st.integers(min_value=1, max_value=6))
    rows = []
    for at in range(draw(st.integers(min_value=1, max_value=5))):
        cells, left = [], count
        while left and draw(st.booleans()):
            columns = draw(st.integers(min_value=1, max_value=left))
            cells.append(Cell(paragraphs=((Span(f"格{at}"),),), columns=columns, blank=draw(st.booleans())))
            left -= columns
        rows.append(Row(cells=tuple(cells), height=draw(st.sampled_from([0.0, 12.5]))))
    weights = draw(st.lists(st.floats(min_value=0.5, max_value=9), min_size=count, max_size=count))
    return Table(columns=tuple(Column(weight) for weight in weights), rows=tuple(rows))


@BRIEF
@given(table=tables())
def test_a_table_is_whole_whatever_its_cells_span(house: bytes, table: Table) -> None:
    (found,) = body_of(house, table).iter(f"{W}tbl")
    assert_whole(found)
    assert len(list(found.iter(f"{W}tr"))) == len(table.rows)
    texts = [each.text for each in found.iter(f"{W}t")]
    assert texts == [
        span.text for row in table.rows for each in row.cells for spans in each.paragraphs for span in spans
    ]


@BRIEF
@given(rows=st.lists(st.integers(min_value=1, max_value=3), min_size=1, max_size=6))
def test_a_cell_over_several_rows_begins_once_and_goes_on_as_long_as_it_says(house: bytes, rows: list[int]) -> None:
    """One cell of each height in the first column, the second column counted through."""
    made: list[Row] = []
    for height in rows:
        made.append(Row(cells=(Cell(paragraphs=((Span("甲"),),), rows=height), cell("乙"))))
        made += [Row(cells=(cell("乙"),)) for _ in range(height - 1)]
    (found,) = body_of(house, Table(columns=(Column(), Column()), rows=tuple(made))).iter(f"{W}tbl")
    assert_whole(found)
    merges = [row[1].find(f"{W}tcPr/{W}vMerge") for row in found.iter(f"{W}tr")]
    states = ["" if each is None else each.get(f"{W}val", "continue") for each in merges]
    expected = [
        state for height in rows for state in (["restart"] + ["continue"] * (height - 1) if height > 1 else [""])
    ]
    assert states == expected
    assert [each.text for each in found.iter(f"{W}t")].count("乙") == sum(rows)


TEXTS = st.text(alphabet="甲乙丙ab，。 ", min_size=1, max_size=12).filter(str.strip)
BLOCKS = st.lists(
    st.one_of(
        TEXTS.map(paragraph),
        st.builds(SectionBreak, landscape=st.booleans(), numbered=st.booleans(), restart=st.booleans()),
        st.just(PageBreak()),
        st.builds(lambda text: Cover(company="公司", lines=(text,)), TEXTS),
        st.builds(lambda text, new: Heading(level=1, text=text, key=text, new_page=new), TEXTS, st.booleans()),
    ),
    max_size=10,
)


def texts_of(blocks: Sequence[Block]) -> list[str]:
    found = []
    for block in blocks:
        if isinstance(block, Heading):
            found.append(block.text)
        elif isinstance(block, Cover):
            found += ["公司", *block.lines]
        else:
            found += [span.text for span in getattr(block, "spans", ())]
    return found


@BRIEF
@given(blocks=BLOCKS)
def test_no_text_is_lost_between_sections_and_all_stay_in_order(house: bytes, blocks: list[Block]) -> None:
    root = body_of(house, *blocks)
    assert [each.text for each in root.iter(f"{W}t") if (each.text or "").strip()] == texts_of(blocks)


@BRIEF
@given(blocks=BLOCKS)
def test_no_section_is_empty_and_the_last_is_the_body_s_own(house: bytes, blocks: list[Block]) -> None:
    root = body_of(house, *blocks)
    body = root[0]
    assert body[-1].tag == f"{W}sectPr"
    ends = [at for at, child in enumerate(body) if child.find(f"{W}pPr/{W}sectPr") is not None]
    for before, end in itertools.pairwise([-1, *ends]):
        between = [text for child in list(body)[before + 1 : end] for text in child.itertext()]
        assert any(str(text).strip() for text in between)
    turned = [each.get(f"{W}orient") == "landscape" for each in root.iter(f"{W}pgSz")]
    assert len(turned) == len(ends) + 1
    for size in root.iter(f"{W}pgSz"):
        wide = int(size.get(f"{W}w", "0")) > int(size.get(f"{W}h", "0"))
        assert wide == (size.get(f"{W}orient") == "landscape")


@BRIEF
@given(texts=st.lists(TEXTS, min_size=1, max_size=8))
def test_paragraphs_are_read_back_as_they_were_written(house: bytes, texts: list[str]) -> None:
    lines = readable(file_of(house, [paragraph(text) for text in texts]))
    assert lines is not None
    assert lines[: len(texts)] == texts


@given(st.text(max_size=30), st.text(max_size=30))
def test_headings_of_different_keys_have_different_bookmarks(one: str, other: str) -> None:
    assert (bookmark(one) == bookmark(other)) == (one.encode(errors="replace") == other.encode(errors="replace"))
    assert len(bookmark(one)) <= 40  # Word cuts longer names


def test_a_row_with_more_cells_than_columns_is_refused_at_once(house: bytes) -> None:
    fitting = Table(columns=(Column(), Column()), rows=(Row(cells=(cell("甲"), cell("乙"))),))
    assert list(body_of(house, fitting).iter(f"{W}tbl"))
    wide = Table(columns=(Column(), Column()), rows=(Row(cells=(cell("甲"), cell("乙"), cell("丙"))),))
    with pytest.raises(ValueError, match="丙"):
        body_of(house, wide)
