"""The pieces of a document that hang together: a paragraph, an item, a cell; no phrase is made of two of them.

As they are written, without the numbers and the marks that only a list or our own plain text puts before them.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from msgspec.structs import replace

from plangen.blocks.document import (
    Block,
    Contents,
    Cover,
    Document,
    Heading,
    Inserted,
    Items,
    Node,
    OrgChart,
    Paragraph,
    Spans,
    Table,
    TimeChart,
    Title,
)
from plangen.blocks.text import as_text
from plangen.blocks.workbook import Grid, Marked, Register, Sheet, Value, Workbook

_NUMBER = re.compile(r"^[表图]\s*\d+\s+")


def pieces(blocks: Iterable[Block]) -> Iterator[str]:
    """What blocks say, piece by piece in the order in which they are printed."""
    for block in blocks:
        make = _PIECES.get(type(block))
        yield from (make(block) if make else ())


def pieces_as_printed(body: Document, blocks: Iterable[Block]) -> Iterator[str]:
    """The same, and the lines with their numbers."""
    blocks = tuple(blocks)
    yield from pieces(blocks)
    for line in as_text(replace(body, header="", blocks=blocks)).splitlines():
        yield from line.split(" | ")


def titles_of(blocks: Iterable[Block]) -> Iterator[str]:
    """Titles, headings and captions, with their numbers and without."""
    for block in blocks:
        if isinstance(block, Heading):
            yield block.text
        elif isinstance(block, Title):
            yield from block.lines
        elif isinstance(block, Table | OrgChart | TimeChart):
            yield from (block.caption, _unnumbered(block.caption))


def cells_of(body: Workbook, sheets: Iterable[int] = ()) -> Iterator[str]:
    """What a workbook says, cell by cell; `sheets` by their places, all where none is named."""
    chosen = tuple(sheets)
    for at, sheet in enumerate(body.sheets):
        if not chosen or at in chosen:
            yield from _of_sheet(sheet)


def _of_sheet(sheet: Sheet) -> Iterator[str]:
    for value in _of_register(sheet) if isinstance(sheet, Register) else _of_grid(sheet):
        text = value.text if isinstance(value, Marked) else value
        yield from text.splitlines() if isinstance(text, str) else ()


def _of_register(sheet: Register) -> Iterator[Value]:
    yield from (sheet.title, *sheet.notes, *sheet.signatures)
    yield from (text for column in sheet.columns for text in (column.group, column.title))
    yield from (value for row in sheet.rows for value in row.values.values())


def _of_grid(sheet: Grid) -> Iterator[Value]:
    yield from (cell.value for row in sheet.rows for cell in row.cells)


def _unnumbered(caption: str) -> str:
    return _NUMBER.sub("", caption)


def _plain(spans: Spans) -> str:
    return "".join(span.text for span in spans)


def _heading(block: Heading) -> Iterator[str]:
    yield block.text


def _lines(block: Title | Inserted) -> Iterator[str]:
    yield from block.lines


def _contents(block: Contents) -> Iterator[str]:
    yield block.title


def _paragraph(block: Paragraph) -> Iterator[str]:
    yield _plain(block.spans)


def _items(block: Items) -> Iterator[str]:
    yield from map(_plain, block.items)


def _table(block: Table) -> Iterator[str]:
    yield _unnumbered(block.caption)
    for row in block.rows:
        for cell in row.cells:
            yield from map(_plain, cell.paragraphs)
            if cell.blank:
                yield cell.guidance


def _org_chart(block: OrgChart) -> Iterator[str]:
    yield from _node(block.root)
    yield _unnumbered(block.caption)


def _node(node: Node) -> Iterator[str]:
    yield from node.lines
    for child in node.children:
        yield from _node(child)


def _time_chart(block: TimeChart) -> Iterator[str]:
    yield from (block.head, *(label for _, label in block.marks))
    yield from (text for bar in block.bars for text in (bar.label, bar.text))
    yield _unnumbered(block.caption)


def _cover(block: Cover) -> Iterator[str]:
    yield from (block.mark, block.company, *block.lines)
    yield from (text for fact in block.facts for text in fact)
    yield from block.foot


_PIECES: Mapping[type[Block], Callable[[Any], Iterator[str]]] = {
    Title: _lines,
    Heading: _heading,
    Paragraph: _paragraph,
    Items: _items,
    Table: _table,
    OrgChart: _org_chart,
    TimeChart: _time_chart,
    Contents: _contents,
    Cover: _cover,
    Inserted: _lines,
}
