"""Workbooks as Excel files that Excel, WPS and LibreOffice open, and that come back readable when filled in."""

import hashlib
import io
import json
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec.structs import replace

from plangen.blocks.workbook import Grid, Part, Register, Workbook
from plangen.office.excel.cells import Desk
from plangen.office.excel.conditions import ChoiceLists
from plangen.office.excel.grid import write_grid
from plangen.office.excel.page import fitted
from plangen.office.excel.places import IDENTITY_SHEET, SCREEN_ONLY, CellPlaces, quoted_sheet
from plangen.office.excel.register import write_register
from plangen.office.excel.strict import strict
from plangen.office.excel.styles import CellStyles, SheetLook, in_house_type
from plangen.office.ooxml.package import Properties, certified_parts, parts_of

if TYPE_CHECKING:
    from openpyxl import Workbook as Package

SCHEMA = 1
_PIECE = 30_000  # characters to a cell, below its limit


def write_workbook(workbook: Workbook, look: SheetLook) -> bytes:
    """The workbook as .xlsx: the same bytes for the same workbook and look, anywhere."""
    from openpyxl import Workbook as Package
    from openpyxl.workbook.protection import WorkbookProtection
    from openpyxl.writer.excel import ExcelWriter

    look = look if workbook.footer else look.stamped()
    workbook = replace(
        workbook, sheets=tuple(fitted(each, look) if isinstance(each, Register) else each for each in workbook.sheets)
    )
    package = Package()
    package.remove(package.worksheets[0])
    desk = Desk(
        package=package,
        look=look,
        styles=CellStyles(package, look),
        places=CellPlaces(workbook, look.size),
        lists=ChoiceLists(package),
    )
    _write_sheets(desk, workbook)
    desk.lists.write()
    _name_screen_sheets(package, workbook, desk.places)
    _write_identity(package, workbook, desk.places)
    package.security = WorkbookProtection(lockStructure=True)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        ExcelWriter(package, archive).write_data()
    properties = Properties.of(workbook)
    return certified_parts(in_house_type(strict(parts_of(out.getvalue())), look), properties)


def checksum(text: str) -> str:
    """Sixteen hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _write_sheets(desk: Desk, workbook: Workbook) -> None:
    for sheet in workbook.sheets:
        if isinstance(sheet, Register):
            page = desk.package.create_sheet(desk.places.register(sheet.key).sheet)
            write_register(desk, page, sheet, workbook)
        else:
            page = desk.package.create_sheet(desk.places.grid(sheet.key).sheet)
            write_grid(desk, page, sheet, workbook)
    desk.package.worksheets[0].sheet_view.tabSelected = True


def _name_screen_sheets(package: "Package", workbook: Workbook, places: CellPlaces) -> None:
    """Say which sheets are not for paper: whoever prints the file by plangen leaves them out."""
    from openpyxl.workbook.defined_name import DefinedName

    for number, sheet in enumerate(workbook.sheets, start=1):
        if isinstance(sheet, Register) and sheet.on_screen:
            at = f"{quoted_sheet(places.register(sheet.key).sheet)}!$A$1"
            name = f"{SCREEN_ONLY}_{number}"
            package.defined_names[name] = DefinedName(name, attr_text=at, hidden=True)


def _write_identity(package: "Package", workbook: Workbook, places: CellPlaces) -> None:
    """Put what a form knows about itself on a sheet that no menu shows: it comes back with the filled-in form.

    A1 holds a checksum, A2 and the cells below hold JSON in pieces. Each register's rows, the hidden key among them,
    are a defined name, and so is each cell of a grid that is filled in; sheets may be renamed, and all are still found.
    """
    from openpyxl.workbook.defined_name import DefinedName

    described = []
    for number, sheet in enumerate((each for each in workbook.sheets if isinstance(each, Register)), start=1):
        place, name = places.register(sheet.key), f"plangen_data_{number}"
        first, *_, last = place.letters.values()
        at = f"{quoted_sheet(place.sheet)}!${first}${place.first}:${last}${place.last}"
        package.defined_names[name] = DefinedName(name, attr_text=at)
        described.append({"key": sheet.key, "sheet": place.sheet, "range": name, "columns": list(place.letters)})
    cells = []
    for number, (grid, cell) in enumerate(_entries(workbook), start=1):
        name = f"plangen_cell_{number}"
        package.defined_names[name] = DefinedName(name, attr_text=places.address(grid, cell))
        cells.append({"sheet": grid, "key": cell, "range": name})
    who = {key: value for key, value in workbook.identity.properties().items() if key != "document"}
    about = {"schema": SCHEMA, "form": workbook.identity.document, **who, "sheets": described, "cells": cells}
    text = json.dumps(about, ensure_ascii=False, sort_keys=True)
    sheet = package.create_sheet(IDENTITY_SHEET)
    sheet.sheet_state = "veryHidden"
    sheet["A1"] = checksum(text)
    for row, at_character in enumerate(range(0, len(text), _PIECE), start=2):
        cell = sheet.cell(row, 1, text[at_character : at_character + _PIECE])
        cell.data_type = "s"
    sheet.protection.enable()


def _entries(workbook: Workbook) -> Iterator[tuple[str, str]]:
    """The grids and the keys of their cells that are filled in."""
    for sheet in workbook.sheets:
        if isinstance(sheet, Grid):
            for row in sheet.rows:
                yield from ((sheet.key, cell.key) for cell in row.cells if cell.part is Part.ENTRY and cell.key)
