"""Registers as sheets: headings, given rows, blank rows, drop-downs, conditions, filter, frozen panes."""

from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from plangen.blocks.workbook import Column, Formula, Highlight, Part, Register, Tone, Value, Workbook
from plangen.office.xlsx_cells import Desk, cell_maker, put
from plangen.office.xlsx_page import pages_wide, protect, set_page
from plangen.office.xlsx_places import KEY_COLUMN, RegisterPlace
from plangen.office.xlsx_rules import add_highlight, validation
from plangen.office.xlsx_styles import CellForm
from plangen.office.xlsx_text import height_of, line_count, width_of

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["REQUIRED_MARK", "write_register"]

REQUIRED_MARK = "＊"
_BLANK_KEY = "blank-"
_ROW = "\x00"  # stands for the number of the row in a formula that fills a column
_TITLE_SPACE = 14.0  # points above and below the title, together


def write_register(desk: Desk, sheet: "Worksheet", register: Register, workbook: Workbook) -> None:
    place = desk.places.register(register.key)
    widths = tuple(column.width for column in place.visible)
    wide = pages_wide(widths, register.held, desk.look)
    _write_top(desk, sheet, register, place, merged=wide == 1 and not register.held)
    _write_heads(desk, sheet, place, register.held)
    _write_rows(desk, sheet, register, place)
    for column in register.columns:
        _write_rules(desk, sheet, register, place, column)
    _finish(sheet, register, place)
    set_page(sheet, workbook, desk.look, landscape=True, wide=wide, tall=0)
    protect(sheet)


def _write_top(desk: Desk, sheet: "Worksheet", register: Register, place: RegisterPlace, *, merged: bool) -> None:
    """Title and notes: merged over columns that share a page, else running on from the first that scrolls."""
    look, last = desk.look, len(place.visible)
    width = sum(column.width for column in place.visible)
    for row, text in enumerate((register.title, *register.notes), start=1):
        lines = line_count(text, width) if merged and row > 1 else 1
        pitch = look.title_size + _TITLE_SPACE if row == 1 else look.line
        sheet.row_dimensions[row].height = height_of(lines, pitch)
        form = CellForm(Part.TITLE if row == 1 else Part.NOTE, running=not merged)
        put(desk, sheet.cell(row, 1 if merged else register.held + 1), text, form)
        if merged:
            sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=last)
        else:
            _underlay(sheet, row, text, place.visible[register.held :], register.held + 1)


def _underlay(sheet: "Worksheet", row: int, text: str, columns: tuple[Column, ...], first: int) -> None:
    """Give the cells that a text runs over the style of the one that holds it, so that a highlight is whole."""
    left = float(width_of(text))
    for number, column in enumerate(columns, start=first):
        if left <= 0:
            break
        sheet.cell(row, number).style = sheet.cell(row, first).style
        left -= column.width


def _write_heads(desk: Desk, sheet: "Worksheet", place: RegisterPlace, held: int) -> None:
    pitch, lines = desk.look.line, 1
    for number, column in enumerate(place.visible, start=1):
        title = column.title + (REQUIRED_MARK if column.required else "")
        put(desk, sheet.cell(place.head_row, number), title, CellForm(Part.HEAD))
        lines = max(lines, line_count(title, column.width))
    sheet.row_dimensions[place.head_row].height = height_of(lines, pitch) + 4
    if place.group_row:
        _write_groups(desk, sheet, place, held)
        sheet.row_dimensions[place.group_row].height = height_of(1, pitch)


def _write_groups(desk: Desk, sheet: "Worksheet", place: RegisterPlace, held: int) -> None:
    """A band over each group, not merged, as it may run across a page; held columns have bands of their own."""
    numbered = enumerate(place.visible, start=1)
    for (_, group), members in groupby(numbered, key=lambda each: (each[0] <= held, each[1].group)):
        numbers = [number for number, _ in members]
        for number in numbers:
            ends = (*(["left"] if number == numbers[0] else []), *(["right"] if number == numbers[-1] else []))
            form = CellForm(Part.HEADING, running=True, sides=("top", "bottom", *ends))
            put(desk, sheet.cell(place.group_row, number), group if number == numbers[0] else None, form)


def _write_rows(desk: Desk, sheet: "Worksheet", register: Register, place: RegisterPlace) -> None:
    """Append the rows; the heads stand right above them."""
    columns = (*place.visible, *(column for column in register.columns if column.hidden))
    formulas = {column.id: _pattern(desk, register, place, column) for column in columns}
    makers = {
        is_given: [cell_maker(desk, sheet, _form(column, given=is_given)) for column in columns]
        for is_given in (True, False)
    }
    key_cell = cell_maker(desk, sheet, CellForm(Part.LINE))
    for offset in range(place.given + place.blank):
        number = place.first + offset
        given = register.rows[offset] if offset < place.given else None
        cells, lines = [], 1
        for column, make in zip(columns, makers[given is not None], strict=True):
            value: Value = given.values.get(column.id) if given else None
            if column.formula:
                value = Formula(formulas[column.id].replace(_ROW, str(number)))
            elif isinstance(value, str):
                lines = max(lines, line_count(value, column.width))
            cells.append(make(value))
        key = given.key if given else f"{_BLANK_KEY}{offset - place.given + 1}"
        cells.insert(len(place.visible), key_cell(key))
        sheet.append(cells)
        sheet.row_dimensions[number].height = max(register.height, height_of(lines, desk.look.line))


def _form(column: Column, *, given: bool) -> CellForm:
    part = Part.ENTRY if column.entry or (column.spare and not given) else Part.TEXT
    return CellForm(Part.RESULT if column.formula else part, column.kind, column.align)


def _pattern(desk: Desk, register: Register, place: RegisterPlace, column: Column) -> str:
    """The column's formula with a mark where the number of the row goes."""
    if not column.formula:
        return ""
    return desk.places.resolved(column.formula, register.key, _ROW, f"${place.letters[column.id]}{_ROW}")


def _write_rules(desk: Desk, sheet: "Worksheet", register: Register, place: RegisterPlace, column: Column) -> None:
    whole = place.column(column.id).replace("$", "")
    own = f"${place.letters[column.id]}{place.first}"
    for highlight in (*_required(register, column), *column.highlights):
        condition = desk.places.resolved(Formula(highlight.when), register.key, place.first, own)
        add_highlight(sheet, whole, highlight, condition)
    cells = whole if column.entry else place.column(column.id, "blank").replace("$", "") if column.spare else ""
    if not cells or not (place.given + place.blank):
        return
    rule = validation(
        column.kind,
        column.title,
        column.guidance,
        choices_from=desk.lists.name(column.choices) if column.choices else "",
        unique_in=(place.column(column.id), own) if column.unique else None,
    )
    if rule:
        sheet.add_data_validation(rule)
        rule.add(cells)


def _required(register: Register, column: Column) -> Iterator[Highlight]:
    """A required cell is coloured once anything else of its row is filled in."""
    entries = [each.id for each in register.columns if each.entry]
    if column.required and entries:
        others = ",".join(f"[{name}]" for name in entries)
        yield Highlight(f"AND(COUNTA({others})>0,LEN(TRIM([.]))=0)", Tone.MISSING)


def _finish(sheet: "Worksheet", register: Register, place: RegisterPlace) -> None:
    for column in register.columns:
        dimension = sheet.column_dimensions[place.letters[column.id]]
        dimension.width = column.width
        dimension.hidden = column.hidden
    sheet.column_dimensions[place.letters[KEY_COLUMN]].hidden = True
    last = place.letters[place.visible[-1].id]
    held = place.letters[place.visible[register.held].id]
    sheet.freeze_panes = f"{held}{place.first}"
    sheet.auto_filter.ref = f"A{place.head_row}:{last}{place.last}"
    sheet.print_title_rows = f"1:{place.head_row}"
    if register.held:
        sheet.print_title_cols = f"A:{place.letters[place.visible[register.held - 1].id]}"
    sheet.print_area = f"A1:{last}{place.last}"
