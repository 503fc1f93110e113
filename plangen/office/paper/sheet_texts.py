"""Everything that an Excel file has to print: cells as they are shown, headers and footers, drawings."""

import re
from collections.abc import Collection, Iterator, Mapping
from functools import cached_property

from lxml.etree import _Element as Element
from msgspec import Struct

from plangen.office.excel.unprinted import ScreenOnly
from plangen.office.ooxml.numbers import whole
from plangen.office.ooxml.relations import Relations, main_part
from plangen.office.ooxml.trees import Parts
from plangen.office.paper.printed_pieces import plain
from plangen.office.paper.shown_values import BUILT_IN, shown_number
from plangen.office.paper.unknown_signs import NUMBER
from plangen.office.readable.workbook import cell_value, column_number, shared_texts, sheet_parts

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_DRAWN = ("{http://schemas.openxmlformats.org/drawingml/2006/main}t",)
_CACHED = "{http://schemas.openxmlformats.org/drawingml/2006/chart}v"
_ON = frozenset({"1", "true"})
_PLACE = re.compile(r"([A-Z]{1,3})(\d+)")
_WIDE = 100_000  # cells; whole columns that are merged hold nothing else anyway
_AREA = re.compile(r"\$?([A-Z]{1,3})\$?(\d+)(?::\$?([A-Z]{1,3})\$?(\d+))?$")
_ROWS, _COLUMNS = re.compile(r"\$?(\d+):\$?(\d+)$"), re.compile(r"\$?([A-Z]{1,3}):\$?([A-Z]{1,3})$")
_CODE = re.compile(r'&(?:"[^"]*"|K[0-9A-Fa-f]{6}|K\d\d[+-]\d{3}|\d+|[A-Za-z&])')
_TRUTH = {"1": "TRUE", "0": "FALSE"}
_COUNTED = {"&P": NUMBER, "&N": NUMBER, "&&": "&"}
_UNKNOWN = frozenset({"&D", "&T", "&F", "&Z"})


class ShownCell(Struct, frozen=True, kw_only=True):
    """A cell to be printed."""

    sheet: str
    place: str  # B3
    row: int
    column: int
    text: str | None  # as it is compared; None where only a program that computes it knows


class ShownSheet(Struct, frozen=True, kw_only=True):
    """A sheet with what is to be printed of it."""

    name: str
    cells: tuple[ShownCell, ...]
    head_rows: frozenset[int] = frozenset()  # printed again on each page
    head_columns: frozenset[int] = frozenset()
    frames: tuple[str, ...] = ()  # of header and footer, left, middle and right
    drawn: tuple[str, ...] = ()  # texts of drawings
    charted: tuple[str, ...] = ()  # what a chart may show


def sheet_texts(
    parts: Parts, on_screen: Mapping[str, ScreenOnly] | None, hidden: Collection[str] = ()
) -> tuple[ShownSheet, ...]:
    """The sheets of a sound Excel file.

    `on_screen` says what is meant for the screen, `hidden` which sheets are: nothing else may be missing on paper.
    Without it what the file itself hides or leaves out of its print areas is taken to be meant so.
    """
    book = _BookReading(parts)
    found = []
    for number, (name, state, part) in enumerate(sheet_parts(parts)):
        if part not in parts or "/worksheets/" not in part or name in hidden or (on_screen is None and state):
            continue
        found.append(
            _SheetReading(
                book, name, number, part, None if on_screen is None else on_screen.get(name, ScreenOnly())
            ).read()
        )
    return tuple(found)


class _BookReading:
    """What all sheets share."""

    def __init__(self, parts: Parts) -> None:
        self.parts = parts
        self.relations = Relations(parts)
        self.texts = shared_texts(parts)
        main = main_part(parts)
        styles = parts.root(self.relations.one(main, "styles"))
        codes = {whole(each.get("numFmtId", "")): each.get("formatCode", "") for each in styles.iter(f"{_S}numFmt")}
        self.formats = [
            {**BUILT_IN, **codes}.get(whole(each.get("numFmtId", "0")), "")
            for each in styles.iterfind(f"{_S}cellXfs/{_S}xf")
        ]
        self.names = [
            (each.get("name", ""), whole(each.get("localSheetId", ""), -1), each.text or "")
            for each in parts.root(main).iter(f"{_S}definedName")
        ]

    def named(self, name: str, sheet: int) -> list[str]:
        """The ranges that a name stands for in a sheet, without its own name."""
        said = next((text for each, number, text in self.names if each == name and number == sheet), "")
        return [each.rpartition("!")[2] for each in re.split(r",(?=(?:[^']*'[^']*')*[^']*$)", said) if each]


class _SheetReading:
    def __init__(self, book: _BookReading, name: str, number: int, part: str, on_screen: ScreenOnly | None) -> None:
        self.book = book
        self.name = name
        self.number = number
        self.part = part
        self.on_screen = on_screen
        self.root = book.parts.root(part)

    def read(self) -> ShownSheet:
        rows, columns = self.heads()
        drawn, charted = self.drawings()
        return ShownSheet(
            name=self.name,
            cells=tuple(self.cells()),
            head_rows=rows,
            head_columns=columns,
            frames=tuple(self.frames()),
            drawn=drawn,
            charted=charted,
        )

    def cells(self) -> Iterator[ShownCell]:
        """Those that are printed, row by row."""
        covered = self.covered
        for row in self.root.iter(f"{_S}row"):
            if self.on_screen is None and row.get("hidden") in _ON:
                continue
            for each in row.iter(f"{_S}c"):
                found = _PLACE.fullmatch(each.get("r", ""))
                if not found or not len(each) or not self.is_printed(found[1], int(found[2])):
                    continue
                at = int(found[2]), column_number(found[1])
                text = self.shown(each)
                if text != "" and at not in covered:
                    yield ShownCell(sheet=self.name, place=found[0], row=at[0], column=at[1], text=text)

    @cached_property
    def covered(self) -> frozenset[tuple[int, int]]:
        """Cells that lie under a merged one."""
        found: set[tuple[int, int]] = set()
        for each in self.root.iterfind(f"{_S}mergeCells/{_S}mergeCell"):
            top, left, bottom, right = _area(each.get("ref", "")) or (1, 1, 0, 0)
            if (bottom - top) * (right - left) < _WIDE:
                found |= {(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)}
            found.discard((top, left))
        return frozenset(found)

    @cached_property
    def hidden(self) -> frozenset[int]:
        columns = self.root.iterfind(f"{_S}cols/{_S}col")
        return frozenset(
            number
            for each in columns
            if each.get("hidden") in _ON
            for number in range(whole(each.get("min", "")), whole(each.get("max", "")) + 1)
        )

    @cached_property
    def areas(self) -> list[tuple[int, int, int, int]]:
        return [area for each in self.book.named("_xlnm.Print_Area", self.number) if (area := _area(each))]

    def is_printed(self, letters: str, row: int) -> bool:
        if self.on_screen is not None:
            return letters not in self.on_screen.columns and not 0 < self.on_screen.after < row
        column = column_number(letters)
        inside = any(top <= row <= bottom and left <= column <= right for top, left, bottom, right in self.areas)
        return column not in self.hidden and (inside or not self.areas)

    def shown(self, cell: Element) -> str | None:
        kind, value = cell.get("t", "n"), cell.findtext(f"{_S}v")
        if not value and cell.find(f"{_S}f") is not None:
            return "" if (kind, value) == ("str", "") else None
        if kind in {"s", "inlineStr"}:
            return plain(cell_value(cell, self.book.texts).replace("⏎", "\n"))
        if kind == "n":
            return self.as_number(cell, value or "")
        return _TRUTH.get(value or "", "") if kind == "b" else plain(value or "")

    def as_number(self, cell: Element, value: str) -> str | None:
        style = whole(cell.get("s", "0"))
        code = self.book.formats[style] if style < len(self.book.formats) else "General"
        found = shown_number(value, code) if value else ""
        return found if found is None else plain(found)

    def heads(self) -> tuple[frozenset[int], frozenset[int]]:
        rows: set[int] = set()
        columns: set[int] = set()
        for each in self.book.named("_xlnm.Print_Titles", self.number):
            if found := _ROWS.match(each):
                rows |= set(range(int(found[1]), int(found[2]) + 1))
            elif found := _COLUMNS.match(each):
                columns |= set(range(column_number(found[1]), column_number(found[2]) + 1))
        return frozenset(rows), frozenset(columns)

    def frames(self) -> Iterator[str]:
        """The texts of header and footer; those with a date or a file's name are not told before it is printed."""
        for kind in ("oddHeader", "oddFooter"):
            said = self.root.findtext(f"{_S}headerFooter/{_S}{kind}") or ""
            for piece in re.split(r"&[LCR]", said.replace("&&", "\ue010")):
                codes = set(_CODE.findall(piece))
                if codes & _UNKNOWN:
                    continue
                text = plain(_CODE.sub(self._coded, piece).replace("\ue010", "&"))
                if text:
                    yield text

    def _coded(self, found: re.Match[str]) -> str:
        return self.name if found[0] == "&A" else _COUNTED.get(found[0], "")

    def drawings(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        drawn: list[str] = []
        charted: list[str] = []
        for part in self.book.relations.related(self.part, "drawing").values():
            drawn += _paragraphs(self.book.parts.root(part))
            for chart in self.book.relations.related(part, "chart").values():
                root = self.book.parts.root(chart)
                charted += (plain(each.text or "") for each in root.iter(*_DRAWN, _CACHED))
        return tuple(filter(None, drawn)), tuple(filter(None, charted))


def _paragraphs(root: Element) -> Iterator[str]:
    for each in root.iter(_DRAWN[0].replace("}t", "}p")):
        yield plain("".join(text.text or "" for text in each.iter(*_DRAWN)))


def _area(text: str) -> tuple[int, int, int, int] | None:
    """Top, left, bottom and right of a range."""
    found = _AREA.match(text)
    if not found:
        return None
    top, left = int(found[2]), column_number(found[1])
    return top, left, int(found[4] or top), column_number(found[3]) if found[3] else left
