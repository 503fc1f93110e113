"""A form that comes back, as a table in Word and as a sheet in Excel, both from the one description of it."""

from msgspec.structs import replace

from plangen.blocks import workbook as sheets
from plangen.blocks.answers import BOX
from plangen.blocks.coming_back import EntryColumn, FormKind, FormPart, FormRow, FormShape, entry_name, field_name
from plangen.blocks.document import Align, Cell, Column, Row, Table, Tone, cell, spans

_ANSWER_MM, _SIGNED_MM = 16.0, 11.0  # two lines of handwriting; a signature
_KINDS = {
    FormKind.GIVEN: sheets.Kind.LONG,
    FormKind.TEXT: sheets.Kind.TEXT,
    FormKind.LONG: sheets.Kind.LONG,
    FormKind.DATE: sheets.Kind.DATE,
    FormKind.CHOICE: sheets.Kind.CHOICE,
}
_OVER = 1.25  # a field may be so much wider than it should be


def form_table(shape: FormShape, part: FormPart, *, caption: str = "") -> Table:
    """The part as a table. Who signs stands in its head: on every page that holds answers, and on no other."""
    columns = tuple(Column(each.share, Align.CENTRE if each.centred else Align.LEFT) for each in shape.columns)
    heads = Row(
        cells=tuple(cell(each.title, tone=Tone.HEAD, align=Align.CENTRE) for each in shape.columns), header=True
    )
    rows = tuple(_row(shape, each) for each in part.rows)
    signed = (_signed(shape, part),) if shape.signers else ()
    return Table(columns=columns, rows=(*signed, heads, *rows), compact=True, caption=caption)


def form_register(shape: FormShape, part: FormPart, title: str, signatures: tuple[str, ...] = ()) -> sheets.Register:
    """The part as a sheet."""
    return sheets.Register(
        key=part.key,
        name=part.title,
        title=title,
        notes=part.notes,
        signatures=signatures,
        columns=tuple(_column(each) for each in shape.columns),
        rows=tuple(
            sheets.Row(key=row.name, values={key: "\n".join(texts) for key, texts in row.given.items()})
            for row in part.rows
        ),
        held=1,
    )


def _row(shape: FormShape, row: FormRow) -> Row:
    return Row(cells=tuple(_cell(each, row) for each in shape.columns), height=_ANSWER_MM)


def _cell(column: EntryColumn, row: FormRow) -> Cell:
    align = Align.CENTRE if column.centred else Align.LEFT
    if column.kind is FormKind.GIVEN:
        texts = tuple(spans(each) for each in row.given.get(column.key, ()))
        given = Cell(paragraphs=texts, align=align)
        return replace(given, answer=row.name) if column.tells and not row.elsewhere else given
    if row.elsewhere:
        return Cell(paragraphs=(spans(row.elsewhere),), align=Align.CENTRE)
    name = entry_name(row.name, column.key)
    if column.kind is FormKind.CHOICE:
        return Cell(paragraphs=tuple(spans(f"{BOX}{each}") for each in column.choices), answer=name)
    return Cell(blank=True, align=align, answer=name)


def _signed(shape: FormShape, part: FormPart) -> Row:
    """Each label with room beside it, over all columns."""
    spread = _spread([each.share for each in shape.columns], len(shape.signers))
    cells = (
        Cell(paragraphs=(spans(f"{label}："),), columns=columns, answer=field_name(shape.id, part.key, str(number)))
        for number, (label, columns) in enumerate(zip(shape.signers, spread, strict=True))
    )
    return Row(cells=tuple(cells), header=True, height=_SIGNED_MM)


def _spread(shares: list[float], count: int) -> list[int]:
    """How many columns each of so many fields gets, so that they come out as nearly alike as the columns let them."""
    found, taken, left = [], 0, sum(shares)
    for number in range(count):
        fair, columns = left / (count - number), 0
        most = len(shares) - taken - (count - number - 1)
        while (columns < most and sum(shares[taken : taken + columns + 1]) <= fair * _OVER) or columns == 0:
            columns += 1
        columns = most if number == count - 1 else columns
        left -= sum(shares[taken : taken + columns])
        taken += columns
        found.append(columns)
    return found


def _column(column: EntryColumn) -> sheets.Column:
    return sheets.Column(
        id=column.key,
        title=column.title,
        width=column.width,
        kind=_KINDS[column.kind],
        align=Align.CENTRE if column.centred else None,
        entry=column.kind is not FormKind.GIVEN,
        choices=column.choices,
        guidance=column.guidance,
    )
