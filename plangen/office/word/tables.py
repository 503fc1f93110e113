"""Tables and forms of a Word document."""

import itertools
from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from plangen.blocks.document import Align, Cell, Column, Row, Spans, Table, Tone, line_of
from plangen.office.ooxml.style_names import Style
from plangen.office.ooxml.wml import millimetres, twips
from plangen.office.word.column_widths import column_widths, shares
from plangen.office.word.fillable import has_boxes, marked, prompt, ticked
from plangen.office.word.fine_type import finely, sized
from plangen.office.word.writing import Writing

_ALIGNS = {Align.LEFT: "left", Align.CENTRE: "center", Align.RIGHT: "right"}
_CELL_MARGINS = 190  # twips; of a cell, left and right with its rules, in the default layout profile
_OPEN_ABOVE = '<w:tcBorders><w:top w:val="nil"/></w:tcBorders>'


class Slot(Struct, frozen=True, kw_only=True):
    """A w:tc to be written: its place in the grid and its content."""

    width: int
    content: str
    columns: int = 1
    merge: str = ""  # "restart" or "continue" where rows are merged
    fill: str = ""
    borders: str = ""  # w:tcBorders and w:tcMar, where they differ from the table's
    margins: str = ""


def table(block: Table, writing: Writing) -> str:
    """The table under its caption, as wide as the text; caption, head and first row stay together on a page."""
    widths = _widths(block, writing)
    caption = writing.caption(block.caption, before="<w:keepNext/>") if block.caption else ""
    parts = [replace(block, rows=rows) for rows in _parts(block.rows)]
    grids = [_Grid(part, widths, writing, is_continued=at > 0) for at, part in enumerate(parts)]
    style = writing.look.id(Style.TABLE)
    return caption + writing.spacer(before="<w:keepNext/>").join(
        table_frame(widths, "".join(grid.rows()), style) for grid in grids
    )


def _widths(block: Table, writing: Writing) -> tuple[int, ...]:
    """The widths of the columns; those of a table that names its size of type have been reckoned for it."""
    if block.size:
        return shares(tuple(column.weight for column in block.columns), writing.page.text_width)
    size = writing.look.sizes[Style.SMALL_TEXT if block.compact else Style.TABLE_TEXT][0]
    return column_widths(block, writing.page.text_width, twips(size), _CELL_MARGINS)


def _parts(rows: tuple[Row, ...]) -> list[tuple[Row, ...]]:
    """The rows cut where a head stands in the middle: only the first rows of a table can be known as its head."""
    cuts = [at for at in range(1, len(rows)) if rows[at].header and not rows[at - 1].header]
    return [rows[begin:end] for begin, end in itertools.pairwise((0, *cuts, len(rows)))]


def table_frame(widths: tuple[int, ...], rows: str, style: str = "") -> str:
    """A w:tbl of fixed column widths; without a style it has no lines and no margins."""
    look = f'<w:tblStyle w:val="{style}"/>' if style else ""
    margins = (
        "" if style else '<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar>'
    )
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr>{look}<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>{margins}'
        f"</w:tblPr><w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>"
    )


def table_row(slots: str, *, height: int = 0, header: bool = False) -> str:
    """A w:tr that no page break cuts, at least `height` twips high."""
    high = f'<w:trHeight w:val="{height}" w:hRule="atLeast"/>' if height else ""
    repeated = "<w:tblHeader/>" if header else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{high}{repeated}</w:trPr>{slots}</w:tr>"


def slot(each: Slot, vertical: str = "center") -> str:
    """A w:tc, its content set at the top, in the middle or at the bottom."""
    span = f'<w:gridSpan w:val="{each.columns}"/>' if each.columns > 1 else ""
    merge = {"": "", "restart": '<w:vMerge w:val="restart"/>', "continue": "<w:vMerge/>"}[each.merge]
    fill = f'<w:shd w:val="clear" w:color="auto" w:fill="{each.fill}"/>' if each.fill else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{each.width}" w:type="dxa"/>{span}{merge}{each.borders}{fill}'
        f'{each.margins}<w:vAlign w:val="{vertical}"/></w:tcPr>{each.content}</w:tc>'
    )


class _Grid:
    """Places the cells of a table, those that span rows included."""

    def __init__(self, block: Table, widths: tuple[int, ...], writing: Writing, *, is_continued: bool = False) -> None:
        self.block = block
        self.is_continued = is_continued  # below another part, which rules off its last row
        self.widths = widths
        self.writing = writing
        is_small = block.compact or bool(block.size)
        self.styles = (Style.SMALL_TEXT, Style.SMALL_HEAD) if is_small else (Style.TABLE_TEXT, Style.TABLE_HEAD)
        self.open: dict[int, tuple[Cell, int]] = {}  # cells from above by column, and how many rows they still take

    def rows(self) -> Iterator[str]:
        """Only the head is kept with what follows: LibreOffice loses other rows that are (`ooxml.table_rows`)."""
        rows = self.block.rows
        heads = next((at for at, row in enumerate(rows) if not row.header), len(rows))
        for number, row in enumerate(rows, start=1):
            slots = "".join(self.slots(row, keep=number <= heads < len(rows)))
            yield table_row(slots, height=millimetres(row.height), header=number <= heads)

    def slots(self, row: Row, *, keep: bool) -> Iterator[str]:
        """The row's cells from left to right; columns that it leaves out are empty."""
        cells, column = iter(row.cells), 0
        while column < len(self.widths):
            if column in self.open:
                each, left = self.open.pop(column)
                if left > 1:
                    self.open[column] = each, left - 1
                yield self.slot(each, column, "continue", "center", keep=keep)
            else:
                each = next(cells, Cell())
                if each.rows > 1:
                    self.open[column] = each, each.rows - 1
                # a place to write in begins at its top
                vertical = "top" if each.blank and row.height and each.align is Align.LEFT else "center"
                yield self.slot(each, column, "restart" if each.rows > 1 else "", vertical, keep=keep)
            column += each.columns
        if next(cells, None) is not None:
            raise ValueError(self.block.caption, row)  # a mistake of the code that composed the table

    def slot(self, each: Cell, column: int, merge: str, vertical: str, *, keep: bool) -> str:
        columns = self.block.columns[column : column + each.columns]
        content = self.paragraphs(Cell() if merge == "continue" else each, columns, keep=keep)
        return slot(
            Slot(
                width=sum(self.widths[column : column + each.columns]),
                content=content,
                columns=len(columns),
                merge=merge,
                fill="" if each.tone is Tone.NONE else self.writing.look.fills[each.tone],
                borders=self.open_above(each),
            ),
            vertical,
        )

    def open_above(self, each: Cell) -> str:
        """No rule above the first row of a part below another one, which has its own."""
        is_first = self.is_continued and any(each is cell for cell in self.block.rows[0].cells)
        return _OPEN_ABOVE if is_first else ""

    def paragraphs(self, each: Cell, columns: tuple[Column, ...], *, keep: bool) -> str:
        style = self.styles[each.tone is Tone.HEAD]
        before, after = "<w:keepNext/>" if keep else "", _alignment(each, columns, style)
        texts = [self.text(style, spans, before, after) for spans in each.paragraphs]
        if each.blank and each.guidance:
            texts.append(prompt(style, each.guidance, self.writing, before=before, after=after))
        elif not texts or each.blank:
            texts.append(self.writing.paragraph(style, (), before=before, after=after))
        content = "".join(texts)
        return marked(self.in_type(content), each, self.writing)

    def in_type(self, paragraphs: str) -> str:
        """The paragraphs in the type that the table asks for."""
        if self.block.size:
            return sized(paragraphs, self.block.size, line_of(self.block.size))
        return finely(paragraphs) if self.block.fine else paragraphs

    def text(self, style: Style, spans: Spans, before: str, after: str) -> str:
        if has_boxes(spans):
            return ticked(style, spans, self.writing, before=before, after=after)
        return self.writing.paragraph(style, spans, before=before, after=after)


_CENTRED = frozenset({Style.TABLE_HEAD, Style.SMALL_HEAD})


def _alignment(cell: Cell, columns: tuple[Column, ...], style: Style) -> str:
    """A w:jc where the cell, or its only column, is set otherwise than its style."""
    align = columns[0].align if cell.align is Align.LEFT and len(columns) == 1 else cell.align
    return f'<w:jc w:val="{_ALIGNS[align]}"/>' if align is not Align.LEFT or style in _CENTRED else ""
