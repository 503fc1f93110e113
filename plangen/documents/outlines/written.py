"""Tables that an outline writes out itself: rows as they stand there, forms among them.

A cell of underscores (____) is there to be written in, and its row high enough for that; a cell of one # counts the
rows. Where the head is empty there is none, and the first column says what stands beside it.
"""

from collections.abc import Iterator, Sequence

from plangen.blocks.document import Align, Block, Cell, Column, Row, Table, Tone
from plangen.documents.frame import WRITING_HEIGHT
from plangen.documents.outlines.generated import MOST_COLUMNS
from plangen.documents.outlines.spans import paragraphs_of, plain_of
from plangen.documents.outlines.structure import LineHere, NamesHere, blamed
from plangen.model.outline import TableHead, TableLine

_NUMBER = "#"
_RULED = "__"  # two and more
_LABEL = (Tone.KEY, Align.CENTRE)


def written_table(lines: Sequence[LineHere]) -> Iterator[Block]:
    """The table of a head and the rows below it; nothing where it has no row."""
    head = lines[0].node
    assert isinstance(head, TableHead)
    looks = [(Tone.NONE, Align.CENTRE if at in head.centred else Align.LEFT) for at in range(len(head.cells))]
    if not any(head.cells):
        looks[0] = _LABEL
    rows = [_row(number, line, looks) for number, line in enumerate(lines[1:], start=1)]
    if rows:
        caption = f"{lines[0].number}　{plain_of(head.caption, lines[0].scope)}" if lines[0].number else ""
        yield Table(
            columns=tuple(Column(weight, align) for weight, (_, align) in zip(head.weights, looks, strict=True)),
            rows=(*_header(head, lines[0].scope), *rows),
            caption=caption,
            compact=len(head.cells) > MOST_COLUMNS,
        )


def _header(head: TableHead, scope: NamesHere) -> Iterator[Row]:
    if any(head.cells):
        yield Row(cells=tuple(_cell(each, scope, Tone.HEAD, Align.CENTRE) for each in head.cells), header=True)


def _row(number: int, line: LineHere, looks: Sequence[tuple[Tone, Align]]) -> Row:
    assert isinstance(line.node, TableLine)
    said = (str(number) if each == _NUMBER else each for each in line.node.cells)
    with blamed(line.node.at):
        cells = tuple(_cell(each, line.scope, *look) for each, look in zip(said, looks, strict=True))
    return Row(cells=cells, height=WRITING_HEIGHT if any(each.blank for each in cells) else 0)


def _cell(text: str, scope: NamesHere, tone: Tone, align: Align) -> Cell:
    """A cell; <br> begins another paragraph in it."""
    paragraphs = tuple(paragraphs_of(text, scope))
    whole = "".join(span.text for spans in paragraphs for span in spans)
    if whole.startswith(_RULED) and not whole.strip("_"):
        return Cell(blank=True, tone=tone, align=align)
    return Cell(paragraphs=paragraphs, tone=tone, align=align)
