"""What of a workbook is meant for the screen alone, as its description says it."""

from collections.abc import Mapping

from msgspec import Struct

from plangen.blocks.workbook import Register, Workbook
from plangen.office.excel.places import IDENTITY_SHEET, KEY_COLUMN, LISTS_SHEET, CellPlaces, letter

HIDDEN_SHEETS = frozenset({IDENTITY_SHEET, LISTS_SHEET})
"""Sheets that no menu shows and nobody prints."""


class ScreenOnly(Struct, frozen=True, kw_only=True):
    """Of one sheet."""

    columns: frozenset[str] = frozenset()  # letters
    after: int = 0  # rows behind this one are printed only where somebody selects them; 0: all are


def screen_only(workbook: Workbook) -> Mapping[str, ScreenOnly]:
    """By sheet the columns that nobody prints, and the row behind which nothing is printed unasked."""
    places = CellPlaces(workbook)
    found: dict[str, ScreenOnly] = {}
    for each in workbook.sheets:
        if isinstance(each, Register):
            place = places.register(each.key)
            hidden = {place.letters[column.id] for column in each.columns if column.hidden or each.on_screen}
            found[place.sheet] = ScreenOnly(
                columns=frozenset({*hidden, place.letters[KEY_COLUMN]}),
                after=place.head_row + each.printed if each.printed else 0,
            )
        elif each.hidden:
            shown = len(each.widths) - each.hidden
            letters = frozenset(letter(number) for number in range(shown + 1, len(each.widths) + 1))
            found[places.grid(each.key).sheet] = ScreenOnly(columns=letters)
    return found
