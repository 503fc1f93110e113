"""Whether an Excel file of unknown origin can be filled in: its sheets are sound, and nothing in it fetches or runs."""

import re
from collections.abc import Iterator, Mapping

from lxml.etree import _Element as Element

from plangen.diagnostics import Words, words
from plangen.office.ooxml.amounts import most
from plangen.office.ooxml.foreign import strange_parts
from plangen.office.ooxml.numbers import whole
from plangen.office.ooxml.relations import OFFICE, Relations
from plangen.office.ooxml.trees import Parts, written

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
STRINGS = "xl/sharedStrings.xml"
LAST_ROW = 1_048_576
_SHEET, _ROW, _CELL, _DATA = (f"{S}{name}" for name in ("worksheet", "row", "c", "sheetData"))
_CELLS = 60_000  # a form of a thousand pages
_LAST_COLUMN = 16_384
_PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_AREA = re.compile(r"[A-Z]{1,3}[0-9]{1,7}(?::[A-Z]{1,3}[0-9]{1,7})?")
_FORMULAS = (f"{S}f", f"{S}formula", f"{S}formula1", f"{S}formula2", f"{S}definedName")
_REACHES_OUT = re.compile(
    r"\b(?:WEBSERVICE|DDE|RTD|CALL|REGISTER(?:\.ID)?|EXEC|IMAGE)\s*\(|\w\|'|\[[^\]]+\.\w+\]|file:", re.IGNORECASE
)
_OF_PRINTER = "spreadsheetml.printerSettings"
_SHOWN = 40
_STRICT = words("存成了“严格 Open XML 电子表格”", "it was saved as 'Strict Open XML spreadsheet'")
_NO_DATA = words("工作表里没有行", "a sheet has no place for rows")
_TEXTS = words("单元格的文字找不到", "the texts of cells are not where they should be")
_SAME = words("两张工作表同名，或者是同一张", "two sheets are called the same, or are one")


def unsound(parts: Parts, book: str) -> Iterator[Words]:
    """Everything that keeps a workbook from being filled in, `book` the part that lists its sheets."""
    relations = Relations(parts)
    if (over := most(parts)) is not None:
        yield over
        return
    for _, what, text in strange_parts(parts):
        if not relations.content_type(text).endswith(_OF_PRINTER):
            yield words(f"{what.zh} {text}", f"{what.en}, {text}")
    yield from _sheets(parts, relations, book)


def _sheets(parts: Parts, relations: Relations, book: str) -> Iterator[Words]:
    if parts.root(book).tag != f"{S}workbook":
        yield _STRICT
        return
    if relations.one(book, "sharedStrings") not in {"", STRINGS}:
        yield _TEXTS
    yield from _listed(parts, relations, book)
    sheets = {name: parts.root(name) for name in relations.related(book, "worksheet").values()}
    if not all(map(_is_sheet, sheets.values())):
        yield _NO_DATA
        return
    count = sum(len(list(root.iter(_ROW, _CELL))) for root in sheets.values())
    if count > _CELLS:
        yield words(f"行和单元格有 {count} 个，超过 {_CELLS} 个", f"it has {count} rows and cells, more than {_CELLS}")
        return
    texts = len(list(parts.root(STRINGS).iter(f"{S}si")))
    for root in sheets.values():
        yield from _places(root, texts)
    yield from _outward(parts, (book, *sheets))


def _is_sheet(root: Element) -> bool:
    return root.tag == _SHEET and len(root.findall(_DATA)) == 1


def _listed(parts: Parts, relations: Relations, book: str) -> Iterator[Words]:
    """What is wrong with the list of sheets."""
    targets = {each.key: each.target for each in relations.of(book)}
    listed = [(each.get("name", ""), targets.get(each.get(f"{{{OFFICE}}}id", ""))) for each in _named(parts, book)]
    if any(target is None for _, target in listed):
        yield _NO_DATA
    if any(len({str(each).casefold() for each in column}) < len(listed) for column in zip(*listed, strict=True)):
        yield _SAME


def _named(parts: Parts, book: str) -> Iterator[Element]:
    return parts.root(book).iter(f"{S}sheet")


def _places(sheet: Element, texts: int) -> Iterator[Words]:
    """The first row, cell and merged range of a sheet that stands in no place that there is."""
    last = 0
    for row in sheet.iter(_ROW):
        number = whole(row.get("r", str(last + 1)), -1)
        if not last < number <= LAST_ROW:
            yield words(f"行号有误：{row.get('r', '')}", f"it has a wrong number of a row, {row.get('r', '')}")
            return
        last = number
        for place in _wrong_cells(row, number, texts):
            yield words(f"单元格有误：{place}", f"a cell is wrong, {place}")
            return
    for each in sheet.iter(f"{S}mergeCell"):
        if not _is_area(each.get("ref", "")):
            yield words("合并单元格的范围有误", "the range of merged cells is wrong")
            return


def _wrong_cells(row: Element, number: int, texts: int) -> Iterator[str]:
    last = 0
    for cell in row.iter(_CELL):
        place = cell.get("r", f"{_letters(last + 1)}{number}")
        found = _PLACE.fullmatch(place)
        column = column_of(found[1]) if found and int(found[2]) == number else 0
        text = whole(cell.findtext(f"{S}v") or "", -1) if cell.get("t") == "s" else 0
        if not (last < column <= _LAST_COLUMN and 0 <= text < max(texts, 1)):
            yield place
        last = column


def _is_area(said: str) -> bool:
    return bool(_AREA.fullmatch(said)) and all(0 < int(each[1]) <= LAST_ROW for each in _PLACE.findall(said))


def _outward(parts: Parts, names: tuple[str, ...]) -> Iterator[Words]:
    """Formulas that fetch or run something."""
    for name in names:
        for each in parts.root(name).iter(*_FORMULAS):
            text = each.text or ""
            if _REACHES_OUT.search(re.sub(r'"[^"]*"', "", text)):
                said = text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
                yield words(f"公式会从外面取内容：{said}", f"a formula fetches from outside: {said}")


def with_places(parts: Parts) -> Parts:
    """The same workbook in which each row and cell says where it stands; programs may leave that out."""
    relations = Relations(parts)
    changed: dict[str, Element] = {}
    for name in parts:
        is_sheet = name.endswith(".xml") and relations.content_type(name).endswith(".worksheet+xml")
        if is_sheet and any("r" not in each.attrib for each in parts.root(name).iter(_ROW, _CELL)):
            changed[name] = _placed(parts.root(name))
    raws: Mapping[str, bytes] = {name: written(root) for name, root in changed.items()}
    return parts.with_changes(raws, changed) if changed else parts


def _placed(sheet: Element) -> Element:
    last = 0
    for row in sheet.iter(_ROW):
        last = whole(row.get("r", ""), last + 1)
        row.set("r", str(last))
        column = 0
        for cell in row.iter(_CELL):
            found = _PLACE.fullmatch(cell.get("r", ""))
            column = column_of(found[1]) if found else column + 1
            cell.set("r", f"{_letters(column)}{last}")
    return sheet


def column_of(letters: str) -> int:
    """The number of a column, from 1."""
    number = 0
    for each in letters:
        number = number * 26 + ord(each) - ord("A") + 1
    return number


def _letters(column: int) -> str:
    said = ""
    while column:
        column, rest = divmod(column - 1, 26)
        said = chr(ord("A") + rest) + said
    return said
