"""An Excel template with the facts that fill it in: what is wrong with it, the finished workbook, what that says.

Texts are filled in as texts: nothing of the facts becomes a formula. Rows between {%tr for … %} and {%tr endfor %} are
repeated, and what lies below moves down as in Excel; formulas name the cells that they named before.
"""

from collections.abc import Iterator, Mapping
from copy import deepcopy

from lxml import etree
from lxml.etree import _Element as Element
from msgspec import Struct

from plangen.blocks.template import Names, Templated
from plangen.diagnostics import ERROR, Finding, Place, Words, rule, words
from plangen.language.environment import TOO_MUCH, Budget, TooMuch
from plangen.language.filled import Namespace, Unfilled, filled
from plangen.language.reader import TagReader
from plangen.language.tags import TAG
from plangen.office.excel import template_file
from plangen.office.excel.template_file import (
    ExcelFile,
    TemplateCell,
    TemplateRow,
    TemplateSheet,
    tags_beside,
)
from plangen.office.excel.template_moves import move, recount
from plangen.office.excel.template_rows import Placed, Placing
from plangen.office.excel.template_sound import STRINGS, S
from plangen.office.excel.text import as_text, in_file
from plangen.office.ooxml.editing import Editing
from plangen.office.ooxml.package import Properties, with_properties, zipped
from plangen.office.ooxml.relations import Relations, main_part
from plangen.office.ooxml.trees import Parts

FIXED = rule(
    "B149",
    ERROR,
    title=("Excel 模板里有不能移动的内容", "something in an Excel template that cannot move"),
    why=(
        "重复的行会把下面的内容往下移，这些内容移不了，公式和格式会指错地方",
        "repeated rows move what lies below; this cannot be moved and would point to the wrong cells",
    ),
    message=("有重复或者选择的行的工作表里，有{what}", "a sheet with rows that repeat has {what}"),
    hint=("删去它，或者放到另一张工作表", "delete it, or put it on another sheet"),
)
OUTSIDE = rule(
    "B144",
    ERROR,
    title=("Excel 模板标签的位置有误", "tags of an Excel template in the wrong place"),
    why=(
        "标签只在单元格的文字里填写，写在别处的原样印出来",
        "tags are filled in where they stand in texts of cells; elsewhere they are printed as they are",
    ),
    message=("{part} 里有标签“{tag}”", "the tag '{tag}' stands in {part}"),
    hint=("把标签写在单元格的文字里，不写在公式、页眉页脚、图形里", "write it in the text of a cell"),
)
RULES = (template_file.UNFIT, FIXED, OUTSIDE)

_TABLES = words("“表格”（列表、超级表）", "a table that Excel manages")
_COMMENTS = words("批注", "comments")
_SHARED = words("填充出来的公式（共享公式或者数组公式）", "formulas that were filled down, or array formulas")
_ACROSS = words("跨过标签所在行的合并单元格", "merged cells across the row of a tag")
_FIXED = {"table": _TABLES, "comments": _COMMENTS, "vmlDrawing": _COMMENTS}
_ALONE = words("要独占一行，这一行里不写别的", "needs a row of its own with nothing else in it")
_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_EXTENDED = "{http://schemas.microsoft.com/office/excel/2006/main}f"  # of rules that only newer programs know
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


class _CellLine(Struct, frozen=True, kw_only=True):
    """A cell for whoever checks its tags."""

    text: str
    at: Place
    sheet: str
    is_control: bool

    @property
    def tags(self) -> tuple[str, ...]:
        """The tags that are carried out."""
        return tuple(each for each in TAG.findall(self.text) if not each.startswith("{#"))

    @property
    def titles(self) -> tuple[str, ...]:
        """It has none."""
        return ()

    @property
    def rest(self) -> str:
        """What stands outside the tags."""
        return TAG.sub("", self.text)

    def home(self, _: str) -> object:
        """Tags of whole rows belong to their sheet, others to their cell."""
        return self.sheet if self.is_control else self.at.path

    @property
    def alone(self) -> Words:
        """What is said of a tag that is to take rows with it and does not stand so."""
        return _ALONE

    def stands_alone(self, _tag: str, _level: str) -> bool:
        """Whether its row holds nothing else."""
        return self.is_control


def tagged_lines(file: ExcelFile) -> Iterator[tuple[str, Place]]:
    """The texts of cells that may hold tags, with their places."""
    for _, _, cell in _cells(file):
        yield cell.text, cell.at


def excel_findings(file: ExcelFile, facts: Names) -> tuple[Finding, ...]:
    """Everything that is wrong with a template, its tags and what would have to move."""
    if not file.is_sound:
        return file.findings
    reader, found = TagReader(facts), list[Finding]()
    for sheet, row, cell in _cells(file):
        line = _CellLine(text=cell.text.strip(), at=cell.at, sheet=sheet.part, is_control=bool(row.control))
        found += reader.paragraph(line)
    found += reader.unclosed()
    for part, tag in tags_beside(file.parts, file.sheets):
        found.append(Finding(rule=OUTSIDE, at=Place(file=file.file, path=part), values={"part": part, "tag": tag}))
    for sheet in file.sheets:
        at = Place(file=file.file, path=sheet.title, spot=words(f"工作表“{sheet.title}”", f"sheet “{sheet.title}”"))
        fixed = dict.fromkeys(_fixed(file, sheet)) if sheet.has_blocks else {}
        found += (Finding(rule=FIXED, at=at, values={"what": what}) for what in fixed)
    return tuple(found)


def fill_excel(job: Templated, file: ExcelFile) -> tuple[bytes | None, tuple[Finding, ...]]:
    """The finished workbook, or None with everything that is wrong in its template."""
    findings = excel_findings(file, job.context)
    if findings:
        return None, findings
    try:
        parts = _Filling(file, job.context).parts()
    except TooMuch:
        return None, (Finding(rule=TOO_MUCH, at=Place(file=file.file)),)
    properties = Properties.of(job)
    return zipped(with_properties(parts, properties)), ()


def words_of_excel(job: Templated, file: ExcelFile) -> Mapping[str, str]:
    """What each sheet of a sound template says once it is filled in; nothing of one that cannot be."""
    try:
        return dict(_Filling(file, job.context).texts()) if file.is_sound else {}
    except TooMuch:
        return {}


def _cells(file: ExcelFile) -> Iterator[tuple[TemplateSheet, TemplateRow, TemplateCell]]:
    for sheet in file.sheets:
        for row in sheet.rows:
            yield from ((sheet, row, cell) for cell in row.cells if "{" in cell.text or "｛" in cell.text)


def _fixed(file: ExcelFile, sheet: TemplateSheet) -> Iterator[Words]:
    """What of a sheet cannot move."""
    root = file.parts.root(sheet.part)
    yield from (_FIXED[each.name] for each in Relations(file.parts).of(sheet.part) if each.name in _FIXED)
    if any(each.get("t") in {"shared", "array"} for each in root.iter(f"{S}f")):
        yield _SHARED
    tags = {row.number for row in sheet.rows if row.control}
    for each in root.iter(f"{S}mergeCell"):
        yield from [_ACROSS] if any(_spans(each, tag) for tag in tags) else ()


def _spans(merged: Element, row: int) -> bool:
    rows = [int("".join(filter(str.isdigit, cell))) for cell in merged.get("ref", "").split(":")]
    return min(rows) <= row <= max(rows)


class _Filling:
    """One template being filled in."""

    def __init__(self, file: ExcelFile, facts: Names) -> None:
        self._file = file
        self._scope = Namespace(facts, Budget())
        self._strings: Element | None = None  # the texts that cells refer to by number
        self._placings: dict[str, Placing] = {}
        self._moving = [sheet for sheet in file.sheets if sheet.has_blocks]
        for sheet in file.sheets:
            placing = Placing(sheet.rows)
            placing.place(self._scope)
            self._placings[sheet.title] = placing

    def texts(self) -> Iterator[tuple[str, str]]:
        """Each sheet with what its cells say."""
        for title, placing in self._placings.items():
            said = (_filled(cell.text, row.scope) for row in placing.rows for cell in row.row.cells)
            yield title, "\n".join(said)

    def parts(self) -> Parts:
        """The parts of the finished workbook."""
        editing = Editing(self._file.parts)
        if STRINGS in editing:
            self._strings = editing.change(STRINGS)
            _without_tags(self._strings)
        for sheet in self._file.sheets:
            self._sheet(sheet, editing)
        book = editing.change(main_part(self._file.parts))
        for name in book.iter(f"{S}definedName"):
            for mover in self._moving:
                name.text = self._placings[mover.title].moved(name.text or "", mover.title, is_here=False)
        self._show(editing)
        recount(book, editing)
        return editing.done()

    def _sheet(self, sheet: TemplateSheet, editing: Editing) -> None:
        root = editing.change(sheet.part)
        self._fill(sheet, root)
        for mover in self._moving:
            self._rename(root, mover, is_here=mover is sheet)
        if sheet.has_blocks:
            move(root, self._placings[sheet.title], self._file.parts, sheet.part, editing)

    def _show(self, editing: Editing) -> None:
        """Let charts show the cells that they showed before."""
        for part in [each for each in editing if self._moving and each.startswith("xl/charts/chart")]:
            for shown in editing.change(part).iter(f"{_CHART}f"):
                for mover in self._moving:
                    placing = self._placings[mover.title]
                    shown.text = placing.moved(shown.text or "", mover.title, is_here=False, widens=True)

    def _write(self, cell: Element, text: str) -> None:
        """Put a text into a cell, as a text."""
        for each in list(cell):
            cell.remove(each)
        cell.attrib.pop("t", "")
        if text and self._strings is None:
            cell.set("t", "inlineStr")
            _put(etree.SubElement(cell, f"{S}is"), text)
        elif text and self._strings is not None:
            _put(etree.SubElement(self._strings, f"{S}si"), text)
            cell.set("t", "s")
            etree.SubElement(cell, f"{S}v").text = str(len(self._strings) - 1)

    def _fill(self, sheet: TemplateSheet, root: Element) -> None:
        """Write the rows of a sheet where they stand now."""
        data = root.find(f"{S}sheetData")
        assert data is not None  # a sheet without it has no rows
        placing = self._placings[sheet.title]
        for row in list(data):
            data.remove(row)
        for placed in placing.rows:
            row = deepcopy(placed.row.element)
            row.set("r", str(placed.number))
            texts = {cell.element.get("r"): cell.text for cell in placed.row.cells if "{" in cell.text}
            for cell in row.iter(f"{S}c"):
                place = cell.get("r", "")
                if place in texts:
                    self._write(cell, _filled(texts[place], placed.scope))
                if sheet.has_blocks:
                    _settle(cell, placing, sheet, placed)
            data.append(row)

    def _rename(self, root: Element, mover: TemplateSheet, *, is_here: bool) -> None:
        """Let rules and formulas of other sheets name the cells that they named before."""
        placing = self._placings[mover.title]
        rules = (f"{S}formula", f"{S}formula1", f"{S}formula2", _EXTENDED)
        tags = (*rules, *(() if is_here else (f"{S}f",)))
        for each in root.iter(*tags):
            each.text = placing.moved(each.text or "", mover.title, is_here=is_here)


def _settle(cell: Element, placing: Placing, sheet: TemplateSheet, placed: Placed) -> None:
    """Let a cell say where it stands now, and its formula name the cells that it named before."""
    cell.set("r", f"{cell.get('r', '').rstrip('0123456789')}{placed.number}")
    formula = cell.find(f"{S}f")
    if formula is not None:
        formula.text = placing.moved(formula.text or "", sheet.title, is_here=True, placed=placed)


def _filled(text: str, scope: Namespace) -> str:
    """A text with its tags filled in."""
    try:
        return as_text("".join(said for said, _ in filled(text, scope)))
    except Unfilled:
        return text


def _put(holder: Element, text: str) -> None:
    etree.SubElement(holder, f"{S}t", {_SPACE: "preserve"}).text = in_file(text)


def _without_tags(strings: Element) -> None:
    """Empty the shared texts that have tags: their cells get texts of their own."""
    for name in ("count", "uniqueCount"):  # Excel counts by itself
        strings.attrib.pop(name, "")
    for each in strings.iter(f"{S}si"):
        if "{" in "".join(text.text or "" for text in each.iter(f"{S}t")):
            for child in list(each):
                each.remove(child)
            etree.SubElement(each, f"{S}t")
