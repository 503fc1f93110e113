"""A paper of the drill: what all of them share, and the tables that people write on by hand."""

from collections.abc import Iterable, Mapping, Sequence

from plangen.blocks.document import Align, Block, Cell, Column, Document, Row, Table, Tone, cell
from plangen.documents.draft import without_empty_headings
from plangen.documents.phrases import issue_date
from plangen.model.plan import Plan

BOX = "□"
"""To be ticked by hand."""

WRITING_HEIGHT = 11.0
"""Millimetres: room for a line written by hand."""

Entry = str | Cell | None
"""What stands in a cell of a form: a text, a cell of its own making, or None for a place to write in."""


def drill_paper(plan: Plan, identity: Mapping[str, str], title: str, blocks: Iterable[Block]) -> Document:
    """A document whose every page says that it belongs to a drill."""
    return Document(
        title=title,
        subject=plan.identity.title,
        author=plan.identity.company,
        header=f"{title}　演练文件",
        created=issue_date(plan),
        blocks=tuple(without_empty_headings(blocks)),
        identity=identity,
    )


def form_table(
    heads: Sequence[str],
    weights: Sequence[float],
    rows: Sequence[Sequence[Entry]],
    *,
    blank: int = 0,
    height: float = WRITING_HEIGHT,
    caption: str = "",
    compact: bool = True,
    numbered: bool = False,
) -> Table:
    """A table with the given rows and after them `blank` ones to write on, every row high enough for that.

    With `numbered` the first column counts all rows.
    """
    header = Row(cells=tuple(cell(head, tone=Tone.HEAD, align=Align.CENTRE) for head in heads), header=True)
    entries = [list(row) for row in rows]
    entries += [[None] * (len(heads) - numbered) for _ in range(blank)]
    if numbered:
        entries = [[cell(str(number), align=Align.CENTRE), *row] for number, row in enumerate(entries, start=1)]
    body = (Row(cells=tuple(map(_cell, row)), height=height) for row in entries)
    return Table(columns=tuple(map(Column, weights)), rows=(header, *body), caption=caption, compact=compact)


def _cell(entry: Entry) -> Cell:
    if entry is None:
        return Cell(blank=True)
    return cell(entry) if isinstance(entry, str) else entry
