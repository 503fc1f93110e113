"""The sheets of an Excel file as people see them: cells as they are shown, and all that is said or set beside them."""

import datetime
import re
from collections.abc import Iterator, Mapping

from lxml import etree
from msgspec import Struct

from plangen.office.ooxml.numbers import whole
from plangen.office.ooxml.relations import Relations, main_part
from plangen.office.ooxml.trees import parsed
from plangen.office.readable.workbook import cell_value, column_letters, shared_texts, sheet_parts
from plangen.office.redline.xml import Element, canonical

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_EPOCH = datetime.datetime(1899, 12, 30)  # noqa: DTZ001 - Excel's days have no time zone
_DATES = {14: "d", 15: "d", 16: "d", 17: "d", 18: "t", 19: "t", 20: "t", 21: "t", 22: "dt", 45: "t", 46: "t", 47: "t"}
_BUILT_IN = {0: "", 1: "0", 2: "0.00", 9: "0%", 10: "0.00%", 14: "yyyy-m-d", 20: "h:mm", 22: "yyyy-m-d h:mm", 49: "@"}
_LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_MOST_COLUMNS = 200  # a width set for all of a sheet's 16,384 columns is one of its first
_LAST_DAY = 2_958_465
_BESIDE = ("conditionalFormatting", "sheetProtection", "autoFilter", "rowBreaks", "colBreaks", "pageMargins")
_ON = frozenset({"1", "true"})


class SheetCell(Struct, frozen=True, kw_only=True):
    """A cell that holds something."""

    text: str  # as it is shown: a date as a date; a formula with =
    is_number: bool
    format: str  # the code of its number format; nothing for the general one
    look: str  # font, fill, border and alignment, to be compared
    result: str = ""  # what a formula came to when the file was written, as it is shown


class ReadSheet(Struct, frozen=True, kw_only=True):
    """A sheet; what programs alone use (hidden columns, deeply hidden sheets) is left out."""

    name: str
    is_hidden: bool
    rows: Mapping[int, Mapping[str, SheetCell]]  # by number and letters
    keys: Mapping[int, str]  # what hidden columns tell the rows apart by
    settings: Mapping[tuple[str, str], str]  # by what it is and where: merge A1:B2, width C, note A1, header oddHeader


def read_sheets(parts: Mapping[str, bytes]) -> list[ReadSheet]:
    """Every sheet in the order of its tabs, but for those that no menu shows."""
    texts, styles = shared_texts(parts), SheetStyles(parts)
    found = []
    for title, state, path in sheet_parts(parts):
        if state != "veryHidden":
            root = parsed(parts[path]) if path in parts else parsed(b"<none/>")
            found.append(_sheet(title, state == "hidden", root, texts, styles, _notes(parts, path)))
    return found


def _sheet(
    name: str, hidden: bool, root: Element, texts: list[str], styles: "SheetStyles", notes: Mapping[str, str]
) -> ReadSheet:
    unseen = {letters for (what, letters), _ in _of_columns(root) if what == "hidden-column"}
    rows: dict[int, dict[str, SheetCell]] = {}
    keys: dict[int, str] = {}
    behind: dict[tuple[str, str], str] = {}
    for cell in root.iter(f"{_S}c"):
        place = cell.get("r", "")
        letters = place.rstrip("0123456789")
        number = whole(place[len(letters) :])
        value = cell_value(cell, texts)
        if value and letters in unseen:
            behind["hidden-cells", letters] = f"{behind.get(('hidden-cells', letters), '')}{value} "
            if not value.startswith("="):
                keys[number] = f"{keys.get(number, '')}{value} "
        elif value:
            rows.setdefault(number, {})[letters] = styles.cell(cell, value)
    settings = {**dict(_settings(root)), **behind, **{("note", place): text for place, text in notes.items()}}
    return ReadSheet(name=name, is_hidden=hidden, rows=rows, keys=keys, settings=settings)


def _letters(column: Element) -> Iterator[str]:
    first = whole(column.get("min", ""))
    last = min(whole(column.get("max", "")), first + _MOST_COLUMNS)
    return (column_letters(number) for number in range(first, last + 1) if number > 0)


def _settings(root: Element) -> Iterator[tuple[tuple[str, str], str]]:
    yield from _of_columns(root)
    for each in root.iterfind(f"{_S}mergeCells/{_S}mergeCell"):
        yield ("merge", each.get("ref", "")), "1"
    for row in root.iter(f"{_S}row"):
        if row.get("hidden") in _ON:
            yield ("hidden-row", row.get("r", "")), "1"
    for each in root.iterfind(f"{_S}dataValidations/{_S}dataValidation"):
        said = [each.get("type", ""), each.get("operator", ""), *("".join(map(str, one.itertext())) for one in each)]
        yield ("validation", each.get("sqref", "")), " ".join(filter(None, said))
    yield from _of_pages(root)


def _of_columns(root: Element) -> Iterator[tuple[tuple[str, str], str]]:
    for column in root.iterfind(f"{_S}cols/{_S}col"):
        is_hidden, width = column.get("hidden") in _ON, column.get("width", "")
        for letters in _letters(column):
            yield ("hidden-column" if is_hidden else "width", letters), "1" if is_hidden else width[:5]


def _of_pages(root: Element) -> Iterator[tuple[tuple[str, str], str]]:
    for each in root.iterfind(f"{_S}headerFooter/*"):
        if each.text:
            yield ("header", each.tag.rpartition("}")[2]), each.text
    for name, value in sorted(dict(_attributes(root.find(f"{_S}pageSetup"))).items()):
        yield ("page", name), value
    for tag in _BESIDE:
        every = b"".join(canonical(each) for each in root.iterfind(f"{_S}{tag}"))
        yield (tag, ""), every.decode("utf-8", "replace")


def _attributes(element: Element | None) -> Iterator[tuple[str, str]]:
    for key, value in element.attrib.items() if element is not None else ():
        if not str(key).startswith("{"):
            yield str(key), str(value)


def _notes(parts: Mapping[str, bytes], path: str) -> dict[str, str]:
    """The notes at cells, by place."""
    part = Relations(parts).one(path, "comments") if path in parts else ""
    root = parsed(parts.get(part, b"<none/>"))
    return {
        each.get("ref", ""): "".join(text.text or "" for text in each.iter(f"{_S}t"))
        for each in root.iter(f"{_S}comment")
    }


class SheetStyles:
    """What the style numbers of cells stand for."""

    def __init__(self, parts: Mapping[str, bytes]) -> None:
        root = parsed(parts.get(Relations(parts).one(main_part(parts), "styles"), b"<none/>"))
        self._codes = {whole(each.get("numFmtId", "")): each.get("formatCode", "") for each in root.iter(f"{_S}numFmt")}
        self._looks = [
            ["；".join(sorted(_look(each))) for each in root.iterfind(f"{_S}{kind}/*")]
            for kind in ("fonts", "fills", "borders")
        ]
        self._formats = list(root.iterfind(f"{_S}cellXfs/{_S}xf"))
        self._known: dict[int, tuple[int, str]] = {}

    def cell(self, cell: Element, value: str) -> SheetCell:
        """The cell as it is shown."""
        number, look = self._of(whole(cell.get("s", "0")))
        code = self._code(number)
        kind = _DATES.get(number) or _kind(code) if cell.get("t", "n") == "n" else ""
        if value.startswith("="):
            result = _as_date(cell.findtext(f"{_S}v") or "", kind)
            return SheetCell(text=value, is_number=False, format=code, look=look, result=result)
        return SheetCell(text=_as_date(value, kind), is_number=cell.get("t", "n") == "n", format=code, look=look)

    def _of(self, style: int) -> tuple[int, str]:
        if style not in self._known:
            self._known[style] = self._read(style)
        return self._known[style]

    def _read(self, style: int) -> tuple[int, str]:
        if style >= len(self._formats):
            return 0, ""
        form = self._formats[style]
        ids = (whole(form.get(name, "0")) for name in ("fontId", "fillId", "borderId"))
        looks = [looks[at] for looks, at in zip(self._looks, ids, strict=True) if at < len(looks)]
        return whole(form.get("numFmtId", "0")), "｜".join((*looks, *sorted(_look(form))))

    def _code(self, number: int) -> str:
        code = self._codes.get(number, _BUILT_IN.get(number, str(number)))
        return "" if code == "General" else code


_USUAL = frozenset({"", "0", "false", "none", "general", "bottom", "64", "minor"})  # 64: the colour of the system
_UNSEEN = frozenset({"scheme", "family", "charset", "bgColor", "xfId", "numFmtId", "fontId", "fillId", "borderId"})
_SWITCHES = frozenset({"b", "i", "u", "strike"})


def _look(element: Element) -> Iterator[str]:
    """What a font, fill, border or alignment says beyond what is usual, however a program writes it."""
    for each in element.iterdescendants(etree.Element):
        name = each.tag.rpartition("}")[2]
        own = {key: value for key, value in _attributes(each) if key not in _UNSEEN}
        said = sorted((key, value) for key, value in own.items() if value not in _USUAL)
        if name in _SWITCHES:
            yield from (name,) if own.get("val", "1") not in _USUAL else ()
        elif said and name not in _UNSEEN:
            yield f"{name} {said}"


def _kind(code: str) -> str:
    """Whether a format shows dates (d), times (t) or both."""
    bare = _LITERAL.sub("", code).lower()
    day, clock = "y" in bare or "d" in bare, "h" in bare or "s" in bare
    return ("d" if day else "") + ("t" if clock else "")


def _as_date(value: str, kind: str) -> str:
    """A number of days as the date or time that it stands for."""
    try:
        days = float(value)
    except ValueError:
        return value
    if not kind or not 0 <= days < _LAST_DAY:
        return value
    moment = _EPOCH + datetime.timedelta(seconds=round(days * 86400))
    return moment.strftime({"d": "%Y-%m-%d", "t": "%H:%M", "dt": "%Y-%m-%d %H:%M"}[kind])
