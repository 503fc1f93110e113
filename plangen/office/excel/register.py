"""Registers as sheets: headings, given rows, blank rows, drop-downs, conditions, filter, frozen panes."""

from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate, groupby
from typing import TYPE_CHECKING

from plangen.blocks.document import Align
from plangen.blocks.workbook import Column, Formula, Highlight, Marked, Part, Register, Row, Tone, Value, Workbook
from plangen.office.excel.cells import Desk, cell_maker, put
from plangen.office.excel.conditions import add_highlight, validation
from plangen.office.excel.page import Pages, last_printed, pages_of, protect, set_page
from plangen.office.excel.places import KEY_COLUMN, RegisterPlace, letter
from plangen.office.excel.styles import CellForm
from plangen.office.excel.text import height_of, line_count, width_of

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet


REQUIRED_MARK = "＊"
_BLANK_KEY = "blank-"
_ROW = "\x00"  # stands for the number of the row in a formula that fills a column
_TITLE_SPACE = 8.0  # points above and below the title, together
_ABOVE, _BELOW = ("left", "right", "top"), ("left", "right", "bottom")  # the frames of two cells that are one head
_SIGNER = CellForm(Part.LINE, align=Align.RIGHT)
_WRITTEN = 8 / 25.4 * 72  # points: as high as a line that is written by hand
_SPARE = 3.0  # characters of a note's width that are not counted on
_GAP = 6.0  # points between signatures and table
_NAME, _NAME_WIDTH = CellForm(Part.ENTRY, sides=("bottom",)), 22.0


def write_register(desk: Desk, sheet: "Worksheet", register: Register, workbook: Workbook) -> None:
    """Fill an empty sheet with a register, its pages set up for print and its given cells locked."""
    place = desk.places.register(register.key)
    pages = pages_of(place.visible, register.held, desk.look)
    _write_top(desk, sheet, register, place, pages)
    _write_signatures(desk, sheet, register, place, pages)
    _write_heads(desk, sheet, place, register.held, pages)
    _write_rows(desk, sheet, register, place, _least_height(desk, place, pages))
    for column in register.columns:
        _write_rules(desk, sheet, register, place, column)
    _finish(desk, sheet, register, place, pages)
    set_page(sheet, workbook, desk.look, landscape=True)
    protect(sheet)


def _write_top(desk: Desk, sheet: "Worksheet", register: Register, place: RegisterPlace, pages: Pages) -> None:
    """Title and notes on every page: the title over the columns that scroll, a note over as many as it takes."""
    look = desk.look
    for row, text in enumerate((register.title, *register.notes), start=1):
        lines = 1
        for first, last in pages.spans():
            widths = [column.width for column in place.visible[first - 1 : last]]
            end, needed = (last, 1) if row == 1 else _room(text, widths, first)
            lines = max(lines, needed)
            _span(desk, sheet, (row, first, end), text, CellForm(Part.TITLE if row == 1 else Part.NOTE))
        sheet.row_dimensions[row].height = height_of(lines, look.title_size + _TITLE_SPACE if row == 1 else look.line)


def _room(text: str, widths: Sequence[float], first: int) -> tuple[int, int]:
    """The last column of a note that begins in the first, and how many lines it takes; programs reckon differently."""
    counts = [line_count(text, width - _SPARE) for width in accumulate(widths)]
    needed = counts[-1]
    return first + next(at for at, count in enumerate(counts) if count == needed), needed


def _span(desk: Desk, sheet: "Worksheet", at: tuple[int, int, int], value: Value, form: CellForm) -> None:
    """Write into the cells of a row from the first column to the last, merged where they are several."""
    row, first, last = at
    if last > first:
        sheet.merge_cells(start_row=row, end_row=row, start_column=first, end_column=last)
    for number in range(first, last + 1):
        put(desk, sheet.cell(row, number), value if number == first else None, form)


def _write_signatures(desk: Desk, sheet: "Worksheet", register: Register, place: RegisterPlace, pages: Pages) -> None:
    """Each signer with a line to write on, over as many columns as they need."""
    row, (next_column, last) = place.signature_row, pages.spans()[0]
    for text in register.signatures:
        for wanted, value, form in ((width_of(text) + 2, text, _SIGNER), (_NAME_WIDTH, None, _NAME)):
            first, width = next_column, 0.0
            while next_column <= last and width < wanted:
                width += place.visible[next_column - 1].width
                next_column += 1
            _span(desk, sheet, (row, first, next_column - 1), value, form)
    if row:
        sheet.row_dimensions[row].height = height_of(1, desk.look.line)
        sheet.row_dimensions[row + 1].height = _GAP


def _write_heads(desk: Desk, sheet: "Worksheet", place: RegisterPlace, held: int, pages: Pages) -> None:
    pitch, lines = desk.look.line, 1
    for number, column in enumerate(place.visible, start=1):
        title = column.title + (REQUIRED_MARK if column.required else "")
        form = CellForm(Part.HEAD, sides=_BELOW) if place.group_row and number <= held else CellForm(Part.HEAD)
        put(desk, sheet.cell(place.head_row, number), title, form)
        lines = max(lines, line_count(title, column.width))
    sheet.row_dimensions[place.head_row].height = height_of(lines, pitch) + 4
    if place.group_row:
        _write_groups(desk, sheet, place, held, pages)
        sheet.row_dimensions[place.group_row].height = height_of(1, pitch)


def _write_groups(desk: Desk, sheet: "Worksheet", place: RegisterPlace, held: int, pages: Pages) -> None:
    """A band over each group of a page; held columns have none, as they stand beside every group."""
    for number in range(1, held + 1):
        put(desk, sheet.cell(place.group_row, number), None, CellForm(Part.HEADING, sides=_ABOVE))
    for first, last in pages.spans():
        numbered = enumerate(place.visible[first - 1 : last], start=first)
        for group, members in groupby(numbered, key=lambda each: each[1].group):
            numbers = [number for number, _ in members]
            for number in numbers:
                ends = (*(["left"] if number == numbers[0] else []), *(["right"] if number == numbers[-1] else []))
                form = CellForm(Part.HEADING, running=True, sides=("top", "bottom", *ends))
                put(desk, sheet.cell(place.group_row, number), group if number == numbers[0] else None, form)


def _printed(desk: Desk, sheet: "Worksheet", place: RegisterPlace, pages: Pages) -> int:
    """How many rows are printed unless others are selected."""
    heights = [sheet.row_dimensions[row].height or 0.0 for row in range(1, place.last + 1)]
    room = desk.look.height() / desk.look.scale(_widest(place, pages), landscape=True) - sum(heights[: place.head_row])
    return last_printed(heights[place.head_row :], place.given, room)


def _widest(place: RegisterPlace, pages: Pages) -> float:
    held = sum(column.width for column in place.visible[: pages.starts[0] - 1])
    return max(held + sum(column.width for column in place.visible[first - 1 : last]) for first, last in pages.spans())


def _least_height(desk: Desk, place: RegisterPlace, pages: Pages) -> float:
    """A row that is high enough on paper to write in by hand, in points."""
    return _WRITTEN / desk.look.scale(_widest(place, pages), landscape=True)


def _write_rows(desk: Desk, sheet: "Worksheet", register: Register, place: RegisterPlace, least: float) -> None:
    """Append the rows; the heads stand right above them."""
    columns = (*place.visible, *(column for column in register.columns if column.hidden))
    formulas = {column.id: _pattern(desk, register, place, column) for column in columns}
    given, left_blank = _makers(desk, sheet, columns, given=True), _makers(desk, sheet, columns, given=False)
    key_cell = cell_maker(desk, sheet, CellForm(Part.LINE))
    for number, row in enumerate((*register.rows, *_blank(place)), start=place.first):
        made = given if number < place.first + place.given else left_blank
        values = [_value(desk, place, row, column, number, formulas[column.id]) for column in columns]
        cells = [make(value) for make, value in zip(made, values, strict=True)]
        cells.insert(len(place.visible), key_cell(row.key))
        sheet.append(cells)
        lines = max(map(_lines, values, (column.width for column in place.visible)), default=1)
        sheet.row_dimensions[number].height = max(register.height, least, height_of(lines, desk.look.line))


def _blank(place: RegisterPlace) -> Iterator[Row]:
    for number in range(1, place.blank + 1):
        yield Row(key=f"{_BLANK_KEY}{number}", values={})


def _makers(
    desk: Desk, sheet: "Worksheet", columns: Sequence[Column], *, given: bool
) -> "list[Callable[[Value], Cell]]":
    return [cell_maker(desk, sheet, _form(column, given=given)) for column in columns]


def _value(desk: Desk, place: RegisterPlace, row: Row, column: Column, number: int, pattern: str) -> Value:
    """What the row holds in a column: the column's formula, or what is given, in which a formula is resolved."""
    if column.formula:
        return Formula(pattern.replace(_ROW, str(number)))
    value = row.values.get(column.id)
    if not isinstance(value, Formula):
        return value
    return Formula(desk.places.resolved(value, place.key, number, f"${place.letters[column.id]}{number}"))


def _lines(value: Value, width: float) -> int:
    """How many lines a value takes in its cell; all but texts take one."""
    text = value.text if isinstance(value, Marked) else value
    return line_count(text, width) if isinstance(text, str) else 1


def _form(column: Column, *, given: bool) -> CellForm:
    part = Part.ENTRY if column.entry or (column.spare and not given) else Part.TEXT
    # LibreOffice makes a row as high as what its hidden cells hold, unless that stands on one line
    return CellForm(Part.RESULT if column.formula else part, column.kind, column.align, running=column.hidden)


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


def _finish(desk: Desk, sheet: "Worksheet", register: Register, place: RegisterPlace, pages: Pages) -> None:
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
    bottom = place.head_row + min(place.last - place.head_row, register.printed or _printed(desk, sheet, place, pages))
    # An area for each page: breaks count for nothing where a program fits the sheet to the paper.
    starts = (1, *pages.starts[1:])
    sheet.print_area = ",".join(
        f"{letter(start)}1:{letter(end)}{bottom}" for start, (_, end) in zip(starts, pages.spans(), strict=True)
    )
