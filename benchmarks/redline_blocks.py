"""The plan and the handbook of the sample as blocks, edited at random and written as Word files.

What a revision of the source changes, this changes: sections, items, rows, headings, charts, the words of headers.
"""

import random
from collections.abc import Callable, Mapping
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from plangen.blocks.document import (
    Block,
    Document,
    Heading,
    Items,
    Node,
    OrgChart,
    Paragraph,
    Row,
    Span,
    Spans,
    Table,
    TimeChart,
)
from plangen.documents.catalogue import bodies
from plangen.model.dossier import DOSSIER
from plangen.office.word.writer import write_document
from plangen.pipeline.check import study
from plangen.pipeline.house import read_house
from plangen.workspace.project import TEMPLATES

_WORDS = (
    "第12个工作日内，",
    "IT部门",
    "补充说明：",
    "2小时",
    "v1.1",
    "客户服务部负责人",
    "【待填写：电话】",
    "。",
    "14:30",
)
_MOVE, _DOUBLE = 2, 3  # of the kinds of change


class Composed(Struct, frozen=True, kw_only=True):
    """The documents that are written from blocks, and the template for them."""

    documents: Mapping[str, Document]
    house: bytes

    def written(self, document: Document) -> bytes:
        return write_document(document, self.house)


def composed() -> Composed:
    project = study(Path(__file__).parents[1])
    house, findings = read_house(project.files.under(TEMPLATES))
    assert house is not None, findings
    made = {
        entry.id: body for entry in DOSSIER for _, body in bodies(entry, project.plan) if isinstance(body, Document)
    }
    return Composed(documents=made, house=house.template)


def revised(document: Document, chance: random.Random, count: int) -> Document:
    """The document after some random changes to its blocks."""
    for _ in range(count):
        blocks = list(document.blocks)
        at = chance.randrange(len(blocks))
        what = chance.randrange(8)
        if what == 0:
            document = replace(document, header=_altered(document.header, chance))
        elif what == 1 and _may_go(blocks[at]):
            del blocks[at]
        elif what == _MOVE and _may_go(blocks[at]):
            blocks.insert(chance.randrange(len(blocks)), blocks.pop(at))  # what it was kept with is now another
        elif what == _DOUBLE and isinstance(blocks[at], Paragraph | Items | Table):
            blocks.insert(at, _changed(blocks[at], chance))
        else:
            blocks[at] = _changed(blocks[at], chance)
        document = replace(document, blocks=tuple(blocks))
    return document


def _may_go(block: Block) -> bool:
    return isinstance(block, Paragraph | Items | Table | Heading | OrgChart | TimeChart)


def _changed(block: Block, chance: random.Random) -> Block:
    change = _CHANGES.get(type(block))
    return change(block, chance) if change else block


def _altered(text: str, chance: random.Random) -> str:
    at = chance.randrange(len(text) + 1)
    return text[:at] + chance.choice(_WORDS) + text[min(len(text), at + chance.randrange(4)) :]


def _spans(spans: Spans, chance: random.Random) -> Spans:
    if not spans or chance.randrange(5) == 0:
        return (*spans, Span(chance.choice(_WORDS), strong=True))
    at = chance.randrange(len(spans))
    return (*spans[:at], replace(spans[at], text=_altered(spans[at].text, chance)), *spans[at + 1 :])


def _paragraph(block: Paragraph, chance: random.Random) -> Paragraph:
    return replace(block, spans=_spans(block.spans, chance))


def _heading(block: Heading, chance: random.Random) -> Heading:
    return replace(block, text=_altered(block.text, chance))


def _items(block: Items, chance: random.Random) -> Items:
    items = list(block.items)
    at = chance.randrange(len(items))
    what = chance.randrange(4)
    if what == 0 and len(items) > 1:
        del items[at]
    elif what == 1:
        items.insert(at, (Span(chance.choice(_WORDS)),))
    elif what == _MOVE:
        items.insert(chance.randrange(len(items)), items.pop(at))
    else:
        items[at] = _spans(items[at], chance)
    return replace(block, items=tuple(items))


def _table(block: Table, chance: random.Random) -> Table:
    """Rows of plain cells come, go and move; any cell may change."""
    rows = list(block.rows)
    at = chance.randrange(len(rows))
    what = chance.randrange(4)
    plain = all(cell.rows == 1 for row in rows for cell in row.cells) and not rows[at].header
    if what == 0 and plain and sum(not row.header for row in rows) > 1:
        del rows[at]
    elif what == 1 and plain:
        rows.insert(at, _row(rows[at], chance))
    else:
        rows[at] = _row(rows[at], chance)
    return replace(block, rows=tuple(rows))


def _row(row: Row, chance: random.Random) -> Row:
    cells = list(row.cells)
    if not cells:
        return row
    at = chance.randrange(len(cells))
    cell = cells[at]
    paragraphs = list(cell.paragraphs) or [()]
    place = chance.randrange(len(paragraphs))
    if chance.randrange(4) == 0:
        paragraphs.insert(place, (Span(chance.choice(_WORDS)),))
    else:
        paragraphs[place] = _spans(paragraphs[place], chance)
    cells[at] = replace(cell, paragraphs=tuple(paragraphs))
    return replace(row, cells=tuple(cells))


def _org_chart(block: OrgChart, chance: random.Random) -> OrgChart:
    """Another name in a box, or a box more: the first changes a text box, the second the whole drawing."""
    children = list(block.root.children)
    if children and chance.randrange(2):
        at = chance.randrange(len(children))
        children[at] = replace(children[at], lines=(chance.choice(_WORDS),))
    else:
        children.append(Node(lines=("新设部门",)))
    return replace(block, root=replace(block.root, children=tuple(children)))


def _time_chart(block: TimeChart, chance: random.Random) -> TimeChart:
    bars = list(block.bars)
    at = chance.randrange(len(bars))
    bars[at] = replace(bars[at], label=_altered(bars[at].label, chance))
    return replace(block, bars=tuple(bars))


_CHANGES: Mapping[type[Block], Callable[..., Block]] = {
    Paragraph: _paragraph,
    Heading: _heading,
    Items: _items,
    Table: _table,
    OrgChart: _org_chart,
    TimeChart: _time_chart,
}
