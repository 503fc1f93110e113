"""An Excel file as lines: each sheet under its name, each row with its number, formulas instead of results."""

import re
from collections.abc import Iterator, Mapping

from plangen.office.ooxml.numbers import whole
from plangen.office.ooxml.relations import Relations, main_part
from plangen.office.ooxml.trees import parsed
from plangen.office.redline.xml import RELATION, Element

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_COLUMN = re.compile(r"([A-Z]{1,3})\d*")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")  # as Excel writes what XML cannot hold, and what looks like it
_HIDDEN = {"hidden": "（隐藏）", "veryHidden": "（深度隐藏）"}


def workbook_lines(parts: Mapping[str, bytes]) -> Iterator[str]:
    """Every sheet in the order of its tabs; cells without content are left out."""
    texts = shared_texts(parts)
    for number, (title, sheet) in enumerate(_sheets(parts)):
        if number:
            yield ""
        yield f"== {title} =="
        if sheet is not None:
            yield from _rows(sheet, texts)


def workbook_cells(parts: Mapping[str, bytes]) -> Iterator[tuple[str, str, str]]:
    """Every cell that has content: sheet, place (B3), content."""
    texts = shared_texts(parts)
    for title, sheet in _sheets(parts):
        for cell in sheet.iter(f"{_S}c") if sheet is not None else ():
            if value := cell_value(cell, texts):
                yield title, cell.get("r", ""), value


def hidden_columns(parts: Mapping[str, bytes]) -> Iterator[tuple[str, range]]:
    """Sheet and numbers, from 1, of columns that people do not see."""
    for title, sheet in _sheets(parts):
        for each in sheet.iterfind(f"{_S}cols/{_S}col") if sheet is not None else ():
            if each.get("hidden") in {"1", "true"}:
                yield title, range(whole(each.get("min", "")), whole(each.get("max", "")) + 1)


def column_number(letters: str) -> int:
    """1 for A, 27 for AA."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def column_letters(number: int) -> str:
    """A for 1, AA for 27."""
    letters = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def sheet_parts(parts: Mapping[str, bytes]) -> Iterator[tuple[str, str, str]]:
    """Of each sheet its name, its state (nothing, hidden, veryHidden) and its part."""
    book = main_part(parts)
    targets = {each.key: each.target for each in Relations(parts).of(book) if not each.external}
    for sheet in parsed(parts[book]).iter(f"{_S}sheet"):
        state = sheet.get("state", "")
        yield (
            sheet.get("name", ""),
            "" if state == "visible" else state,
            targets.get(sheet.get(f"{RELATION}id", ""), ""),
        )


def _sheets(parts: Mapping[str, bytes]) -> Iterator[tuple[str, Element | None]]:
    """The title of each sheet, and the sheet unless it is a chart or missing."""
    for name, state, path in sheet_parts(parts):
        raw = parts.get(path)
        yield f"{name}{_HIDDEN.get(state, '')}", parsed(raw) if raw is not None else None


def shared_texts(parts: Mapping[str, bytes]) -> list[str]:
    """The texts that cells refer to by number."""
    raw = parts.get(Relations(parts).one(main_part(parts), "sharedStrings"))
    return [_words(each) for each in parsed(raw).iter(f"{_S}si")] if raw is not None else []


def _rows(sheet: Element, texts: list[str]) -> Iterator[str]:
    for row in sheet.iter(f"{_S}row"):
        cells = ((each.get("r", ""), cell_value(each, texts)) for each in row.iter(f"{_S}c"))
        filled = [f"{_column(place)}: {value}" for place, value in cells if value]
        if filled:
            yield f"{row.get('r', '')} | " + " | ".join(filled)


def cell_value(cell: Element, texts: list[str]) -> str:
    """What a cell holds: a formula, a text, a number as it is written."""
    formula = cell.find(f"{_S}f")
    if formula is not None and formula.text:
        return "=" + formula.text
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        return _flat(_words(cell))
    content = cell.findtext(f"{_S}v") or ""
    if kind == "s" and 0 <= (place := whole(content, -1)) < len(texts):
        content = texts[place]
    return _flat(content)


def _words(element: Element) -> str:
    """The text of a cell, without the readings that Japanese Excel keeps beside it."""
    spoken = (each for each in element.iter(f"{_S}t") if next(each.iterancestors(f"{_S}rPh"), None) is None)
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), "".join(each.text or "" for each in spoken))


def _flat(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\n", "⏎")


def _column(place: str) -> str:
    found = _COLUMN.fullmatch(place)
    return found[1] if found else "?"
