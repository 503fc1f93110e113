"""Sections of a document in the small type of tables, beside their headings: its words, on half the paper."""

from collections.abc import Collection, Iterator, Sequence

from msgspec.structs import replace

from plangen.blocks.document import (
    Align,
    Block,
    Cell,
    Column,
    Contents,
    Cover,
    Document,
    Heading,
    Items,
    PageBreak,
    Paragraph,
    Role,
    Row,
    SectionBreak,
    Span,
    Spans,
    Table,
    Title,
    Tone,
    cell,
)

_COLUMNS = (Column(1.6), Column(11))
_LEFT_OUT = (Contents, Cover, PageBreak, SectionBreak, Title)


def condensed(document: Document, keys: Collection[str]) -> Document:
    """The sections with these keys: a row for the text of each, tables and figures below it as they are."""
    return replace(document, blocks=tuple(_condensed(document, keys)))


def rows_of_sections(block: Block) -> Iterator[tuple[str, Table]]:
    """The rows of a table that `condensed` makes, each by the heading beside it; nothing of any other block."""
    if isinstance(block, Table) and block.columns == _COLUMNS and block.compact:
        for row in block.rows:
            label = "".join(span.text for spans in row.cells[0].paragraphs for span in spans)
            yield label, replace(block, rows=(row,))


def _condensed(document: Document, keys: Collection[str]) -> Iterator[Block]:
    rows: list[Row] = []
    for heading, blocks in _sections(document, keys):
        texts = list[Spans]()
        for block in blocks:
            if isinstance(block, Paragraph) and block.role is not Role.CAPTION:
                texts.append(block.spans)
            elif isinstance(block, Items):
                texts.extend(_numbered(block))
            else:
                rows += _row(heading, texts)
                texts = []
                yield from _table(rows)
                rows = []
                yield replace(block, compact=True) if isinstance(block, Table) else block
        rows += _row(heading, texts)
    yield from _table(rows)


def _sections(document: Document, keys: Collection[str]) -> Iterator[tuple[Heading, list[Block]]]:
    """The wanted headings, each with what stands under it and under none below it."""
    heading: Heading | None = None
    blocks: list[Block] = []
    for block in document.blocks:
        if isinstance(block, Heading):
            if heading is not None and heading.key in keys:
                yield heading, blocks
            heading, blocks = block, []
        elif not isinstance(block, _LEFT_OUT):
            blocks.append(block)
    if heading is not None and heading.key in keys:
        yield heading, blocks


def _numbered(items: Items) -> Iterator[Spans]:
    for number, spans in enumerate(items.items, start=1):
        yield (Span(f"{number}. "), *spans) if items.ordered else spans


def _row(heading: Heading, texts: Sequence[Spans]) -> list[Row]:
    if not texts:
        return []
    label = cell(heading.text, tone=Tone.KEY, align=Align.CENTRE)
    return [Row(cells=(label, Cell(paragraphs=tuple(texts))))]


def _table(rows: Sequence[Row]) -> Iterator[Table]:
    if rows:
        yield Table(columns=_COLUMNS, rows=tuple(rows), compact=True)
