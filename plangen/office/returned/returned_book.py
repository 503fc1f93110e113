"""A returned Excel form: rows by their hidden names, columns by their ids, wherever people moved them."""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from lxml import etree
from msgspec import Struct

from plangen.blocks.coming_back import ROW, FormShape, Returned, ReturnedCell, ReturnedRow, in_one_form
from plangen.diagnostics import words
from plangen.office.excel.places import IDENTITY_SHEET, KEY_COLUMN, LISTS_SHEET
from plangen.office.ooxml.relations import main_part
from plangen.office.ooxml.trees import Parts
from plangen.office.readable.read_sheets import SheetStyles
from plangen.office.readable.workbook import cell_value, column_letters, column_number, shared_texts, sheet_parts

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RANGE = re.compile(r"(?:'((?:[^']|'')+)'|([^'!]+))!\$?([A-Z]{1,3})\$?(\d+)(?::\$?([A-Z]{1,3})\$?(\d+))?")
_PLACE = re.compile(r"([A-Z]{1,3})(\d+)")
_CHECKSUM = re.compile("[0-9a-f]{16}")
_PROPERTY = "plangen."
_OFFSET_1904 = 1462  # days between the two beginnings of time that sheets know
_MARK = "＊"  # behind the title of a column that has to be filled in
_MOST_LISTED, _MOST_COLUMNS = 2000, 200
_ABOUT = ("plan", "incident", "revision", "notice", "scenario")


class _BookCell(Struct, frozen=True):
    text: str
    number: float | None


class _BookSheet(Struct, frozen=True, kw_only=True):
    name: str
    state: str
    cells: Mapping[tuple[int, int], _BookCell]  # by row and column, from 1
    merged: Mapping[int, Sequence[tuple[int, int]]]  # by row the first and last column of what was made one

    @property
    def is_told(self) -> bool:
        """Whether people see it and something stands on it."""
        return not self.state and bool(self.cells)

    @property
    def filled_rows(self) -> list[int]:
        """The rows that hold something."""
        return sorted({row for row, _ in self.cells})

    def is_merged(self, row: int, column: int) -> bool:
        return any(left <= column <= right for left, right in self.merged.get(row, ()))


class _OpenedBook(Struct, frozen=True, kw_only=True):
    """A workbook with what it tells of itself."""

    sheets: Mapping[str, _BookSheet]  # by name
    names: Mapping[str, str]  # what each defined name stands for
    known: Mapping[str, Any]

    def listed(self, key: str) -> list[Mapping[str, Any]]:
        """A list that a form tells of itself, no longer than any form of ours has it."""
        found = self.known.get(key)
        return [each for each in found[:_MOST_LISTED] if isinstance(each, dict)] if isinstance(found, list) else []

    def place(self, described: Mapping[str, Any]) -> "tuple[str, tuple[int, int, int, int]] | None":
        """The sheet and the cells of what a form tells of itself."""
        return _place(self.names.get(str(described.get("range", "")), ""))


_NOTHING = _BookCell("", None)


def read_book(parts: Parts, file: str, shapes: Mapping[str, FormShape]) -> Returned | None:
    """The form that a workbook is; None where it does not tell."""
    sheets = tuple(_sheets(parts))
    known = _known(sheets) or _of_properties(parts)
    form = str(known.get("form") or "")
    if not form:
        return None
    book = _OpenedBook(sheets={each.name: each for each in sheets}, names=_defined(parts), known=known)
    rows, read = _registers(book, shapes.get(form))
    fields, of_fields = _fields(book)
    own = {IDENTITY_SHEET, LISTS_SHEET, *read, *of_fields}
    return Returned(
        file=file,
        form=form,
        about={key: str(known[key]) for key in _ABOUT if known.get(key)},
        rows=tuple(rows),
        fields=fields,
        others=tuple(each.name for each in sheets if each.name not in own and each.is_told),
        remarks=_notes(parts),
    )


def _notes(parts: Parts) -> int:
    """How many notes people put at cells; threaded ones have an old one beside them."""
    return sum(parts[name].count(b"<comment ") for name in parts if "comment" in name.rpartition("/")[2].lower())


def _registers(book: "_OpenedBook", shape: FormShape | None) -> tuple[list[ReturnedRow], set[str]]:
    """The rows of all registers, and the sheets that they stand on."""
    rows: list[ReturnedRow] = []
    read: set[str] = set()
    for each in book.listed("sheets"):
        place = book.place(each)
        sheet = book.sheets.get(place[0]) if place else None
        if sheet is not None and place is not None:
            read.add(sheet.name)
            rows += _rows(sheet, place[1], [str(name) for name in each.get("columns", ())], shape)
    return rows, read


def _sheets(parts: Parts) -> Iterator[_BookSheet]:
    texts, styles = shared_texts(parts), SheetStyles(parts)
    offset = _OFFSET_1904 if _counts_from_1904(parts) else 0
    for name, state, path in sheet_parts(parts):
        root = parts.root(path) if path in parts else etree.Element("none")
        cells = dict(_cells(root, texts, styles, offset))
        yield _BookSheet(name=name, state=state, cells=cells, merged=_merged(root))


def _merged(root: etree._Element) -> Mapping[int, Sequence[tuple[int, int]]]:
    found: dict[int, list[tuple[int, int]]] = {}
    for each in root.iterfind(f"{_S}mergeCells/{_S}mergeCell"):
        if span := _span(each.get("ref", "")):
            top, left, bottom, right = span
            for row in range(top, bottom + 1):
                found.setdefault(row, []).append((left, right))
    return found


def _counts_from_1904(parts: Parts) -> bool:
    about = parts.root(main_part(parts)).find(f"{_S}workbookPr")
    return about is not None and about.get("date1904") in {"1", "true"}


def _cells(
    root: etree._Element, texts: list[str], styles: SheetStyles, offset: int
) -> Iterator[tuple[tuple[int, int], _BookCell]]:
    for each in root.iter(f"{_S}c"):
        place = _PLACE.fullmatch(each.get("r", ""))
        if place is None:
            continue
        cell = _cell(each, texts, styles, offset)
        if cell.text:
            yield (int(place[2]), column_number(place[1])), cell


def _cell(each: etree._Element, texts: list[str], styles: SheetStyles, offset: int) -> _BookCell:
    """What is shown in a cell; of a formula what it came to."""
    formula = each.find(f"{_S}f")
    if formula is not None:
        each.remove(formula)
    value = cell_value(each, texts)
    if each.get("t", "n") != "n" or not value:
        return _BookCell(value.replace("⏎", "\n"), None)
    try:
        number = float(value) + offset
    except ValueError:
        return _BookCell(value, None)
    shown = styles.cell(each, repr(number)).text if value else ""
    return _BookCell(_plain_number(shown, number), number)


def _plain_number(shown: str, number: float) -> str:
    """A number as people write it, where its format does not show a date."""
    if shown != repr(number):
        return shown
    return str(int(number)) if number.is_integer() else repr(round(number, 10))


def _known(sheets: Sequence[_BookSheet]) -> dict[str, Any]:
    """What the form says of itself on its hidden sheet, which may be called otherwise by now."""
    for sheet in sorted(sheets, key=lambda each: each.name != IDENTITY_SHEET):
        checksum = sheet.cells.get((1, 1))
        if checksum is None or not _CHECKSUM.fullmatch(checksum.text):
            continue
        text = "".join(sheet.cells[row, 1].text for row in sheet.filled_rows if row > 1 and (row, 1) in sheet.cells)
        if hashlib.sha256(text.encode()).hexdigest()[:16] == checksum.text:
            return _object(text)
    return {}


def _object(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except (json.JSONDecodeError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _of_properties(parts: Parts) -> dict[str, Any]:
    """What its properties say; where its rows stand they do not."""
    said = properties(parts)
    return {**said, "form": said.get("document", "")}


def properties(parts: Parts) -> dict[str, str]:
    """What plangen wrote into the properties of a file, by name."""
    root = parts.root("docProps/custom.xml")
    found = {}
    for each in root:
        name = str(each.get("name", ""))
        if name.startswith(_PROPERTY):
            found[name.removeprefix(_PROPERTY)] = "".join(map(str, each.itertext()))
    return found


def _defined(parts: Parts) -> dict[str, str]:
    root = parts.root(main_part(parts))
    return {each.get("name", ""): each.text or "" for each in root.iter(f"{_S}definedName")}


def _place(text: str) -> tuple[str, tuple[int, int, int, int]] | None:
    """A sheet and what of it: first row and column, last row and column."""
    found = _RANGE.fullmatch(text.strip())
    if found is None:
        return None
    quoted, bare, left, top, right, bottom = found.groups()
    name = quoted.replace("''", "'") if quoted else bare
    return name, (int(top), column_number(left), int(bottom or top), column_number(right or left))


def _span(text: str) -> tuple[int, int, int, int] | None:
    place = _place(f"x!{text}")
    return place[1] if place else None


def _rows(
    sheet: _BookSheet, place: tuple[int, int, int, int], ids: list[str], shape: FormShape | None
) -> Iterator[ReturnedRow]:
    """The rows of a register, and what was written below it."""
    top, left, _, right = place
    columns = _columns(sheet, (top, left, right), ids, shape)
    key = columns.pop(KEY_COLUMN, 0)
    entries = {each.key for each in shape.entries} if shape else set(columns)
    for row in (each for each in sheet.filled_rows if each >= top):
        name = sheet.cells.get((row, key), _NOTHING).text.strip()
        cells = {column: _returned(sheet, row, at) for column, at in columns.items()}
        if name or any(cells[column].text for column in entries & cells.keys()):
            where = words(f"工作表“{sheet.name}”第 {row} 行", f"sheet “{sheet.name}”, row {row}")
            yield ReturnedRow(name=name, cells=cells, spot=where, path=f"{sheet.name}!A{row}")


def _columns(sheet: _BookSheet, place: tuple[int, int, int], ids: list[str], shape: FormShape | None) -> dict[str, int]:
    """Where each column stands: as it was written, unless columns were put in or taken out; then by its title."""
    top, left, right = place
    if right - left + 1 == len(ids):
        return {name: left + at for at, name in enumerate(ids)}
    titles = {in_one_form(each.title): each.key for each in shape.columns} if shape else {}
    found: dict[str, int] = {}
    for column in range(left, min(right, left + _MOST_COLUMNS) + 1):
        head = sheet.cells.get((top - 1, column), _NOTHING).text
        name = titles.get(in_one_form(head.rstrip(_MARK)))
        if name is None and sheet.cells.get((top, column), _NOTHING).text.startswith(ROW):
            name = KEY_COLUMN
        if name is not None:
            found.setdefault(name, column)
    return found


def _returned(sheet: _BookSheet, row: int, column: int) -> ReturnedCell:
    cell = sheet.cells.get((row, column))
    place = f"{column_letters(column)}{row}"
    return ReturnedCell(
        text=cell.text.strip() if cell else "",
        number=cell.number if cell else None,
        spot=words(f"工作表“{sheet.name}”的 {place}", f"sheet “{sheet.name}”, cell {place}"),
        path=f"{sheet.name}!{place}",
        merged=sheet.is_merged(row, column),
    )


def _fields(book: "_OpenedBook") -> tuple[Mapping[str, ReturnedCell], set[str]]:
    """The single cells of a form, by the grid that they are of and their key, and the sheets that they stand on."""
    found: dict[str, ReturnedCell] = {}
    read: set[str] = set()
    for each in book.listed("cells"):
        place = book.place(each)
        sheet = book.sheets.get(place[0]) if place else None
        if sheet is not None and place is not None:
            read.add(sheet.name)
            found[f"{each.get('sheet', '')}/{each.get('key', '')}"] = _returned(sheet, place[1][0], place[1][1])
    return found, read
