"""An Excel file of an owner's own that is filled in: opened as a file of unknown origin, its rows and their tags."""

import itertools
import re
from collections.abc import Iterator, Sequence
from functools import cached_property

from lxml import etree
from lxml.etree import _Element as Element
from msgspec import Struct

from plangen.diagnostics import ERROR, Finding, Place, Words, rule, words
from plangen.language.tags import TAG, read
from plangen.office.excel.template_sound import STRINGS, S, unsound, with_places
from plangen.office.excel.text import from_file
from plangen.office.ooxml.guard import MACRO_TYPES, PROTECTED, TOO_LARGE, contents_of, types_of
from plangen.office.ooxml.numbers import whole
from plangen.office.ooxml.relations import OFFICE, TYPES, Relations, is_list, main_part, part_of, xml_parts
from plangen.office.ooxml.trees import NotXml, Parts

UNFIT = rule(
    "B148",
    ERROR,
    title=("不能用的 Excel 模板", "an Excel template that cannot be used"),
    why=("损坏、带宏或者连到外部的文件不能生成可靠的表格", "nothing reliable can be made from it"),
    message=("Excel 模板不能用：{what}", "the Excel template cannot be used: {what}"),
    hint=(
        "在 Excel 或 WPS 中打开，去掉这些内容，另存为“Excel 工作簿（.xlsx）”",
        "open it in Excel or WPS, remove that and save it as 'Excel workbook (.xlsx)'",
    ),
)

_MAIN = "spreadsheetml.sheet.main+xml"
_RELATIONS = frozenset(
    (
        *("officeDocument", "worksheet", "styles", "theme", "sharedStrings", "calcChain", "drawing", "image", "table"),
        *("comments", "vmlDrawing", "printerSettings", "hyperlink", "core-properties", "extended-properties"),
        *("custom-properties", "thumbnail", "chart", "chartStyle", "chartColorStyle", "customXml", "customXmlProps"),
    )
)
_PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_BLOCKS = frozenset({"for", "if", "elif", "else", "endfor", "endif"})
_BEGUN = re.compile(r"\{[{%].{0,30}")
_DAMAGED = words("文件损坏，或者不是 Excel 工作簿", "it is damaged, or no Excel workbook")
_PROTECTED = words("设置了打开密码，或者是旧格式（.xls）", "it has a password, or is of the old format (.xls)")
_LARGE = words("文件过大", "it is too large")
_MACROS = words("带有宏", "it contains macros")


class TemplateCell(Struct, frozen=True):
    """A cell with a text."""

    element: Element
    text: str
    at: Place


class TemplateRow(Struct, frozen=True, kw_only=True):
    """A row of a sheet."""

    number: int
    element: Element
    cells: tuple[TemplateCell, ...]  # those with texts

    @property
    def control(self) -> str:
        """The tag of a row that holds nothing else: it repeats or chooses the rows that follow."""
        said = [each.text.strip() for each in self.cells if each.text.strip()]
        tag = read(said[0]) if len(said) == 1 and TAG.fullmatch(said[0]) else None
        return said[0] if tag is not None and tag.kind in _BLOCKS else ""


class TemplateSheet(Struct, frozen=True, kw_only=True):
    """A sheet with its rows."""

    title: str
    part: str
    rows: tuple[TemplateRow, ...]

    @property
    def has_blocks(self) -> bool:
        """Whether rows are repeated or chosen."""
        return any(row.control for row in self.rows)


class ExcelFile:
    """A workbook of unknown origin; `file` names it in findings."""

    def __init__(self, raw: bytes | None, file: str) -> None:
        self.file = file
        self._raw = raw

    @cached_property
    def _opened(self) -> tuple[Parts | None, Words | None]:
        """Its parts, or what is wrong with it."""
        contents, findings = contents_of(self._raw, self.file)
        if contents is None:
            said = {PROTECTED.code: _PROTECTED, TOO_LARGE.code: _LARGE}
            return None, said.get(findings[0].code, _DAMAGED)
        parts = Parts(contents)
        wrong = _wrong(parts)
        return (with_places(parts), None) if wrong is None else (None, wrong)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is wrong with the file as a file."""
        what = self._opened[1]
        return () if what is None else (Finding(rule=UNFIT, at=Place(file=self.file), values={"what": what}),)

    @property
    def is_sound(self) -> bool:
        """Whether it can be read at all."""
        return self._opened[0] is not None

    @property
    def parts(self) -> Parts:
        """Its parts; none where it is not sound."""
        return self._opened[0] or Parts({})

    @cached_property
    def sheets(self) -> tuple[TemplateSheet, ...]:
        """Its sheets in the order of their tabs, but for sheets that are charts."""
        if not self.is_sound:
            return ()
        book = main_part(self.parts)
        targets = {each.key: each.target for each in Relations(self.parts).of(book) if each.name == "worksheet"}
        texts = [_words(each) for each in self.parts.root(STRINGS).iter(f"{S}si")]
        listed = [(each.get("name", ""), targets.get(each.get(f"{{{OFFICE}}}id", ""))) for each in self._named(book)]
        return tuple(
            TemplateSheet(title=title, part=part, rows=tuple(self._rows(title, part, texts)))
            for title, part in listed
            if part
        )

    def _named(self, book: str) -> Iterator[Element]:
        return self.parts.root(book).iter(f"{S}sheet")

    def _rows(self, title: str, part: str, texts: Sequence[str]) -> Iterator[TemplateRow]:
        number = 0
        for row in self.parts.root(part).iter(f"{S}row"):
            number = whole(row.get("r", ""), number + 1)
            cells = ((each, _text(each, texts)) for each in row.iter(f"{S}c"))
            held = (TemplateCell(each, text, self._place(title, each, text)) for each, text in cells if text)
            yield TemplateRow(number=number, element=row, cells=tuple(held))

    def _place(self, title: str, cell: Element, text: str) -> Place:
        place = cell.get("r", "")
        found = _PLACE.fullmatch(place)
        key = f"{title}[{found[2]:0>7}{found[1]:>3}]" if found else title  # in the order of rows
        spot = words(f"工作表“{title}”{place}", f"sheet “{title}”, {place}")
        return Place(file=self.file, path=key, spot=spot, excerpt=text)


def _wrong(parts: Parts) -> Words | None:
    """Why nothing can be made from these parts; None where something can."""
    types = types_of(parts) if TYPES in parts else ""
    if any(mark in types for mark in MACRO_TYPES):
        return _MACROS
    try:
        for name in xml_parts(parts) if _MAIN in types else ():
            parts.root(name)
        book = main_part(parts)
        is_workbook = _MAIN in types and book == "xl/workbook.xml"
        return next(itertools.chain(_foreign(parts), unsound(parts, book)), None) if is_workbook else _DAMAGED
    except NotXml:
        return _DAMAGED


def _foreign(parts: Parts) -> Iterator[Words]:
    """What it refers to that is not known to be harmless, or is not there."""
    relations = Relations(parts)
    for name in filter(is_list, parts):
        for each in relations.of(part_of(name)):
            if each.name not in _RELATIONS:
                yield words(f"里面有不认识的部件 {each.target}", f"it has a part of an unknown kind, {each.target}")
            elif each.leads_outside:
                yield words(f"链接到外部文件 {each.target}", f"it is linked to an outside file, {each.target}")
            elif not each.external and each.target not in parts and each.name != "hyperlink":
                yield _DAMAGED


def _text(cell: Element, texts: Sequence[str]) -> str:
    """The text of a cell; nothing of a number or formula."""
    if cell.find(f"{S}f") is not None:
        return ""
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        return _words(cell)
    place = whole(cell.findtext(f"{S}v") or "", -1) if kind == "s" else -1
    return texts[place] if 0 <= place < len(texts) else ""


def _words(element: Element) -> str:
    """The text of a cell, without the readings that Japanese Excel keeps beside it."""
    spoken = (each for each in element.iter(f"{S}t") if next(each.iterancestors(f"{S}rPh"), None) is None)
    return from_file("".join(each.text or "" for each in spoken))


def tags_beside(parts: Parts, sheets: Sequence[TemplateSheet]) -> Iterator[tuple[str, str]]:
    """Tags where none is filled in, in headers, formulas, drawings: the part and the tag."""
    of_sheets = {each.part for each in sheets}
    for name in xml_parts(parts):
        for each in parts.root(name).iter(etree.Element) if b"{" in parts[name] else ():
            is_filled = name == STRINGS or (name in of_sheets and each.tag == f"{S}t")
            texts = (*map(str, each.attrib.values()), "" if is_filled else each.text or "")
            if found := _BEGUN.search("\n".join(texts)):
                yield name, found[0]
