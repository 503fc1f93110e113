"""A workbook of ours as LibreOffice should print it: with lines broken as Chinese is, without what is for the screen.

LibreOffice breaks the text of a cell anywhere, also before a comma and within a code. So the copy that it prints has
the line breaks in it. Excel breaks as it should by itself; the file that people get has none of them.
"""

import re
from collections.abc import Iterator, Mapping

from lxml import etree
from msgspec import Struct

from plangen.blocks.line_breaks import wrapped
from plangen.office.excel.places import SCREEN_ONLY
from plangen.office.ooxml.relations import Relations, main_part
from plangen.office.ooxml.trees import parsed, written
from plangen.office.redline.xml import Element

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STYLES = "xl/styles.xml"
_PLACE = re.compile(r"([A-Z]+)(\d+)")
_PADDING = 4.0  # points, left and right of a text in its cell together
_SAFE = 0.98  # a program rounds widths to its own grid
_LEAST_HEIGHT, _PITCH = 32.0, 1.49  # points; of a line to the size of its type


class _TextLook(Struct, frozen=True):
    """How the text of a cell is set."""

    size: float
    is_wrapped: bool


class _Look(Struct, frozen=True, kw_only=True):
    """What the styles of a workbook say."""

    cells: tuple[_TextLook, ...]
    font: str  # the default one, by whose digits columns are measured
    size: float


def for_print(parts: Mapping[str, bytes], digits: Mapping[str, float]) -> Mapping[str, bytes]:
    """The parts of the copy to print; `digits` says how wide a digit of a font is, as a share of its size.

    A workbook in another font is left as it is, but for what is for the screen only.
    """
    book = main_part(parts)
    root = parsed(parts[book])
    made = {**parts, **_without_screen(parts, book, root)}
    look = _look(parsed(parts[_STYLES]))
    digit = digits.get(look.font)
    if digit is None:
        return made
    texts = _texts(parts, book)
    for name in _sheets(parts, book, root):
        sheet = parsed(parts[name])
        _break_lines(sheet, texts, look, digit)
        made[name] = written(sheet)
    return made


def _without_screen(parts: Mapping[str, bytes], book: str, root: Element) -> Mapping[str, bytes]:
    """The workbook with such sheets hidden and emptied: LibreOffice would print a hidden one that has a print area."""
    listed = list(root.iterfind(f"{_S}sheets/{_S}sheet"))
    names = list(root.iterfind(f"{_S}definedNames/{_S}definedName"))
    named = set(_named_for_screen(names))
    hidden = {str(at): sheet for at, sheet in enumerate(listed) if sheet.get("name") in named}
    if not hidden:
        return {}
    _remove(name for name in names if name.get("localSheetId") in hidden)
    targets, made = _targets(parts, book), {}
    for sheet in hidden.values():
        sheet.set("state", "hidden")
        part = targets[sheet.get(_RELATION, "")]
        made[part] = _emptied(parts[part])
    _open_at(root, next((at for at, sheet in enumerate(listed) if _is_shown(sheet)), 0))
    return {**made, book: written(root)}


def _named_for_screen(names: list[Element]) -> Iterator[str]:
    """The sheets that the workbook says are for the screen."""
    for name in names:
        if name.get("name", "").startswith(SCREEN_ONLY):
            yield (name.text or "").rpartition("!")[0].strip("'").replace("''", "'")


def _open_at(root: Element, number: int) -> None:
    for view in root.iterfind(f"{_S}bookViews/{_S}workbookView"):
        view.set("activeTab", str(number))


def _remove(elements: Iterator[Element]) -> None:
    for each in elements:
        above = each.getparent()
        assert above is not None  # none of them is a root
        above.remove(each)


def _emptied(sheet: bytes) -> bytes:
    root = parsed(sheet)
    for data in root.iterfind(f"{_S}sheetData"):
        data.clear()
    return written(root)


def _is_shown(sheet: Element) -> bool:
    return sheet.get("state", "visible") == "visible"


def _targets(parts: Mapping[str, bytes], book: str) -> Mapping[str, str]:
    return {each.key: each.target for each in Relations(parts).of(book) if not each.external}


def _sheets(parts: Mapping[str, bytes], book: str, root: Element) -> Iterator[str]:
    targets = _targets(parts, book)
    for sheet in root.iterfind(f"{_S}sheets/{_S}sheet"):
        if _is_shown(sheet) and (name := targets.get(sheet.get(_RELATION, ""), "")) in parts:
            yield name


def _texts(parts: Mapping[str, bytes], book: str) -> list[str | None]:
    """The shared texts; None for one of several runs."""
    raw = parts.get(Relations(parts).one(book, "sharedStrings"))
    if raw is None:
        return []
    return [None if each.find(f"{_S}r") is not None else each.findtext(f"{_S}t") for each in parsed(raw)]


def _look(root: Element) -> _Look:
    fonts = [(each.find(f"{_S}name"), each.find(f"{_S}sz")) for each in root.iterfind(f"{_S}fonts/{_S}font")]
    sizes = [float(size.get("val", "11")) if size is not None else 11.0 for _, size in fonts]
    cells = []
    for each in root.iterfind(f"{_S}cellXfs/{_S}xf"):
        alignment = each.find(f"{_S}alignment")
        is_wrapped = alignment is not None and alignment.get("wrapText") in {"1", "true"}
        cells.append(_TextLook(sizes[int(each.get("fontId", "0"))], is_wrapped))
    name = fonts[0][0]
    return _Look(cells=tuple(cells), font=name.get("val", "") if name is not None else "", size=sizes[0])


def _break_lines(sheet: Element, texts: list[str | None], look: _Look, digit: float) -> None:
    widths, merged = _widths(sheet), _merged(sheet)
    for row in sheet.iterfind(f"{_S}sheetData/{_S}row"):
        most = 0
        for cell in row.iterfind(f"{_S}c[@t='s']"):
            style = look.cells[int(cell.get("s", "0"))]
            text = texts[int(cell.findtext(f"{_S}v") or 0)]
            if not text or not style.is_wrapped:
                continue
            column, end = _columns(cell.get("r", ""), merged)
            width = sum(widths.get(number, 0.0) for number in range(column, end + 1)) * look.size
            lines = wrapped(text, _room(width * digit * _SAFE, style.size))
            most = max(most, len(lines))
            _put(cell, "\n".join(lines))
        _lower(row, most, look)


def _room(width: float, size: float) -> float:
    """How many Chinese characters of a size stand in so many points of a column."""
    return max(1.0, (width - _PADDING) / size)


def _lower(row: Element, lines: int, look: _Look) -> None:
    """A row that grows with its texts is as high as they are here, where columns are wider than was reckoned."""
    height = float(row.get("ht", "0"))
    if lines and not row.get("customHeight"):
        row.set("ht", f"{min(height, max(_LEAST_HEIGHT, lines * look.size * _PITCH + _PADDING)):g}")


def _put(cell: Element, text: str) -> None:
    for child in list(cell):
        cell.remove(child)
    cell.set("t", "inlineStr")
    element = etree.SubElement(etree.SubElement(cell, f"{_S}is"), f"{_S}t")
    element.text = text
    element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _widths(sheet: Element) -> Mapping[int, float]:
    """The width of each column that has one and is shown."""
    return {
        number: float(each.get("width", "0"))
        for each in sheet.iterfind(f"{_S}cols/{_S}col")
        if each.get("hidden") not in {"1", "true"}
        for number in range(int(each.get("min", "1")), int(each.get("max", "1")) + 1)
    }


def _merged(sheet: Element) -> Mapping[str, int]:
    """The last column of merged cells, by the place of their first."""
    found = {}
    for each in sheet.iterfind(f"{_S}mergeCells/{_S}mergeCell"):
        first, _, last = each.get("ref", "").partition(":")
        found[first] = _columns(last, {})[0] if last else _columns(first, {})[0]
    return found


def _columns(place: str, merged: Mapping[str, int]) -> tuple[int, int]:
    """The first and the last column of a cell."""
    found = _PLACE.fullmatch(place)
    assert found is not None  # every cell of ours says where it stands
    number = 0
    for letter in found[1]:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number, merged.get(place, number)
