"""A document as plain text: what a reader would read, for golden tests and for comparing two builds."""

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import Any

from plangen.blocks.document import (
    Block,
    Cell,
    Contents,
    Cover,
    Document,
    Heading,
    Inserted,
    Items,
    Mark,
    Node,
    OrgChart,
    PageBreak,
    Paragraph,
    Role,
    SectionBreak,
    Spans,
    Table,
    TimeChart,
    Title,
)
from plangen.blocks.numbering import heading_counts, heading_label, list_label, list_level

_INDENT = "　　"  # first line of a body paragraph
_INDENTED = frozenset({Role.BODY, Role.ATTACHED})
_SEPARATOR = " | "
_LINE = "\n"
_MARKED = {Mark.NONE: "{}", Mark.ADDED: "{{+{}+}}", Mark.REMOVED: "[-{}-]"}


def as_text(document: Document) -> str:
    """The header line, then each block; headings and list items with their numbers, table rows with " | "."""
    return f"〔页眉：{document.header}〕\n\n{_joined(document, document.blocks)}"


def section_as_text(document: Document, key: str) -> str:
    """The same of the section with this key, up to the next heading not below its own; empty where it has none."""
    for at, heading in enumerate(document.blocks):
        if isinstance(heading, Heading) and heading.key == key:
            below = itertools.takewhile(partial(_is_below, heading), document.blocks[at + 1 :])
            return _joined(document, (heading, *below))
    return ""


def _is_below(heading: Heading, block: Block) -> bool:
    return not isinstance(block, Heading) or block.level > heading.level


def _joined(document: Document, blocks: Iterable[Block]) -> str:
    """Blocks of the document, an empty line between them; numbers count from where it begins."""
    writing = _Text(document)
    return "\n\n".join(_LINE.join(writing.lines(block)) for block in blocks) + "\n"


class _Text:
    """Turns the blocks of one document into lines."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.counts = heading_counts(document.blocks)
        self.level = 0  # of the last heading

    def lines(self, block: Block) -> Iterator[str]:
        if isinstance(block, Heading):
            self.level = block.level
            yield from filter(None, (block.label, self.heading(block)))
        elif isinstance(block, Items):
            yield from self.items(block)
        elif isinstance(block, Contents):
            yield block.title
            headings = (each for each in self.document.blocks if isinstance(each, Heading))
            yield from (f"{'　' * each.level}{self.heading(each)}" for each in headings if each.level <= block.levels)
        else:
            yield from _BLOCK_LINES[type(block)](block)

    def items(self, block: Items) -> Iterator[str]:
        for number, spans in enumerate(block.items, start=1):
            label = list_label(list_level(self.level), number) if block.ordered else "——"
            yield _INDENT + label + _plain(spans)

    def heading(self, block: Heading) -> str:
        counts = self.counts.get(block.key)
        return (heading_label(counts) if counts else "") + block.text


def _plain(spans: Spans) -> str:
    return "".join(f"**{span.text}**" if span.strong else _MARKED[span.mark].format(span.text) for span in spans)


def _title(block: Title) -> Iterator[str]:
    yield from block.lines


def _paragraph(block: Paragraph) -> Iterator[str]:
    yield (_INDENT if block.role in _INDENTED else "") + _plain(block.spans)


def _table(block: Table) -> Iterator[str]:
    """Cells that span columns stand once, those from a row above as 〃."""
    if block.caption:
        yield block.caption
    above: dict[int, tuple[int, int]] = {}  # by column: columns and rows still taken
    for row in block.rows:
        cells, texts, column = iter(row.cells), list[str](), 0
        while column < len(block.columns):
            if column in above:
                columns, rows = above.pop(column)
                texts.append("〃")
            else:
                each = next(cells, Cell())
                columns, rows = each.columns, each.rows
                texts.append(_cell(each))
            if rows > 1:
                above[column] = columns, rows - 1
            column += columns
        yield _SEPARATOR.join(texts)


def _cell(each: Cell) -> str:
    texts = [_plain(spans).replace("\n", " / ") for spans in each.paragraphs]
    if each.blank:
        texts.append(f"〔{each.guidance}〕" if each.guidance else "____")
    return " / ".join(texts)


def _org_chart(block: OrgChart) -> Iterator[str]:
    yield from _node(block.root, 0)
    yield block.caption


def _node(node: Node, depth: int) -> Iterator[str]:
    yield "  " * depth + "- " + " / ".join(node.lines)
    for child in node.children:
        yield from _node(child, depth + 1)


def _time_chart(block: TimeChart) -> Iterator[str]:
    """Bars by the labels of the marks they reach; between two marks, the outer ones."""
    yield _SEPARATOR.join((block.head, *(label for _, label in block.marks)))
    for bar in block.bars:
        start = [label for minute, label in block.marks if minute <= bar.start] or [block.marks[0][1]]
        end = [label for minute, label in block.marks if minute >= bar.end] or [block.marks[-1][1]]
        yield _SEPARATOR.join((bar.label, f"{start[-1]}—{end[0]}", bar.text))
    yield block.caption


def _cover(block: Cover) -> Iterator[str]:
    yield from (line for line in (block.mark, block.company, *block.lines) if line)
    yield from (f"{name}：{value}" for name, value in block.facts)
    yield from block.foot


def _page_break(block: PageBreak) -> Iterator[str]:
    yield "〔分栏〕" if block.column else "〔分页〕"


def _section_break(block: SectionBreak) -> Iterator[str]:
    traits = (
        ("横向", block.landscape),
        ("无页码", not block.numbered),
        ("页码从一起", block.restart),
        (f"单张{block.sheet}", bool(block.sheet)),
    )
    yield "〔分节" + "".join(f"，{trait}" for trait, holds in traits if holds) + "〕"


def _piece(block: Inserted) -> Iterator[str]:
    yield f"〔件：{block.name}〕"
    yield from block.lines


_BLOCK_LINES: Mapping[type[Block], Callable[[Any], Iterator[str]]] = {
    Title: _title,
    Paragraph: _paragraph,
    Table: _table,
    OrgChart: _org_chart,
    TimeChart: _time_chart,
    Cover: _cover,
    PageBreak: _page_break,
    SectionBreak: _section_break,
    Inserted: _piece,
}
