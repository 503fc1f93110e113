"""What a form knows about itself, on a sheet that no menu shows: it comes back with the filled-in form.

A1 holds a checksum, A2 and the cells below hold JSON in pieces. Each register's rows, the hidden key among them, are
a defined name; sheets may be renamed and rows sorted, and both are still found.
"""

import hashlib
import json
from typing import TYPE_CHECKING

from plangen.blocks.workbook import Register, Workbook
from plangen.office.excel.places import IDENTITY_SHEET, Places, quoted_sheet

if TYPE_CHECKING:
    from openpyxl import Workbook as Package


SCHEMA = 1
_PIECE = 30_000  # characters to a cell, below its limit


def checksum(text: str) -> str:
    """Sixteen hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def write_identity(package: "Package", workbook: Workbook, places: Places) -> None:
    from openpyxl.workbook.defined_name import DefinedName

    described = []
    for number, sheet in enumerate((each for each in workbook.sheets if isinstance(each, Register)), start=1):
        place, name = places.register(sheet.key), f"plangen_data_{number}"
        first, *_, last = place.letters.values()
        at = f"{quoted_sheet(place.sheet)}!${first}${place.first}:${last}${place.last}"
        package.defined_names[name] = DefinedName(name, attr_text=at)
        described.append({"key": sheet.key, "sheet": place.sheet, "range": name, "columns": list(place.letters)})
    who = {key: value for key, value in workbook.identity.properties().items() if key != "document"}
    about = {"schema": SCHEMA, "form": workbook.identity.document, **who, "sheets": described}
    text = json.dumps(about, ensure_ascii=False, sort_keys=True)
    sheet = package.create_sheet(IDENTITY_SHEET)
    sheet.sheet_state = "veryHidden"
    sheet["A1"] = checksum(text)
    for row, at_character in enumerate(range(0, len(text), _PIECE), start=2):
        cell = sheet.cell(row, 1, text[at_character : at_character + _PIECE])
        cell.data_type = "s"
    sheet.protection.enable()
