"""Workbooks as Excel files that Excel, WPS and LibreOffice open, and that come back readable when filled in."""

import io
import zipfile

from plangen.blocks.workbook import Register, Workbook
from plangen.office.excel.cells import Desk
from plangen.office.excel.conditions import Lists
from plangen.office.excel.grid import write_grid
from plangen.office.excel.identity import write_identity
from plangen.office.excel.look import SheetLook
from plangen.office.excel.places import Places
from plangen.office.excel.register import write_register
from plangen.office.excel.strict import strict
from plangen.office.excel.styles import Styles
from plangen.office.ooxml.package import Properties, sealed


def write_workbook(workbook: Workbook, look: SheetLook) -> bytes:
    """The workbook as .xlsx: the same bytes for the same workbook and look, anywhere."""
    from openpyxl import Workbook as Package
    from openpyxl.workbook.protection import WorkbookProtection
    from openpyxl.writer.excel import ExcelWriter

    package = Package()
    package.remove(package.worksheets[0])
    desk = Desk(
        package=package,
        look=look,
        styles=Styles(package, look),
        places=Places(workbook),
        lists=Lists(package),
    )
    _write_sheets(desk, workbook)
    desk.lists.write()
    write_identity(package, workbook, desk.places)
    package.security = WorkbookProtection(lockStructure=True)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        ExcelWriter(package, archive).write_data()
    properties = Properties(
        title=workbook.title,
        subject=workbook.subject,
        author=workbook.author,
        created=workbook.created,
        identity=workbook.identity.properties(),
    )
    return sealed(strict(out.getvalue()), properties)


def _write_sheets(desk: Desk, workbook: Workbook) -> None:
    for sheet in workbook.sheets:
        if isinstance(sheet, Register):
            page = desk.package.create_sheet(desk.places.register(sheet.key).sheet)
            write_register(desk, page, sheet, workbook)
        else:
            page = desk.package.create_sheet(desk.places.grid(sheet.key).sheet)
            write_grid(desk, page, sheet, workbook)
    desk.package.worksheets[0].sheet_view.tabSelected = True
