"""What an Excel sheet has beside its rows, moved along with them; formulas that have to be worked out anew."""

from collections.abc import Iterator

from lxml import etree
from lxml.etree import _Element as Element

from plangen.office.excel.template_rows import Placing
from plangen.office.excel.template_sound import S
from plangen.office.ooxml.editing import Editing
from plangen.office.ooxml.numbers import whole
from plangen.office.ooxml.relations import TYPES, Relations, list_of
from plangen.office.ooxml.trees import Parts

_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
_EXTENDED = "{http://schemas.microsoft.com/office/excel/2006/main}"
_RANGED = ("conditionalFormatting", "dataValidation", "protectedRange", "ignoredError")
_BEFORE_COUNTING = ("definedNames", "externalReferences", "functionGroups", "sheets")
_CHAIN = "xl/calcChain.xml"


def move(root: Element, placing: Placing, parts: Parts, part: str, editing: Editing) -> None:
    """Move what the sheet of this part has beside its rows to where these are now."""
    for merged in list(root.iter(f"{S}mergeCells")):
        _merge(merged, [new for each in merged for new in placing.merged(each.get("ref", ""))])
    for each in list(root.iter(f"{S}dimension")):
        _remove(each)
    _move_ranges(root, placing)
    for drawing in Relations(parts).related(part, "drawing").values():
        for each in editing.change(drawing).iter(f"{_DRAWING}row"):
            number = whole(each.text or "") + 1
            each.text = str(int(placing.area(f"A{number}", None)[1:]) - 1)


def _move_ranges(root: Element, placing: Placing) -> None:
    """Let rules, links, filters and page breaks name the cells that they named before."""
    for each in root.iter(*(f"{S}{name}" for name in _RANGED)):
        each.set("sqref", placing.ranges(each.get("sqref", "")))
    for each in root.iter(f"{_EXTENDED}sqref"):  # of rules that only newer programs know
        each.text = placing.ranges(each.text or "")
    for rows in root.iter(f"{S}rowBreaks"):
        for each in rows:
            each.set("id", placing.area(f"A{whole(each.get('id', ''), 1)}", None)[1:])
    for each in root.iter(f"{S}autoFilter", f"{S}hyperlink"):
        each.set("ref", placing.ranges(each.get("ref", "")))


def recount(book: Element, editing: Editing) -> None:
    """Let Excel work all formulas out when the workbook is opened: what it noted before is not true any more."""
    for cell in _formulas(editing):
        for value in cell.findall(f"{S}v"):
            cell.remove(value)
        cell.attrib.pop("t", "")
    counting = book.find(f"{S}calcPr")
    if counting is None:
        found = (book.find(f"{S}{name}") for name in _BEFORE_COUNTING)
        before = next(each for each in found if each is not None)
        counting = etree.Element(f"{S}calcPr")
        before.addnext(counting)
    counting.set("fullCalcOnLoad", "1")
    if _CHAIN in editing:
        _drop_chain(editing)


def _merge(merged: Element, ranges: list[str]) -> None:
    for each in list(merged):
        merged.remove(each)
    for new in ranges:
        etree.SubElement(merged, f"{S}mergeCell", {"ref": new})
    merged.set("count", str(len(ranges)))
    if not ranges:
        _remove(merged)


def _formulas(editing: Editing) -> Iterator[Element]:
    for part in editing:
        if part.startswith("xl/worksheets/") and part.endswith(".xml"):
            yield from [each for each in editing.root(part).iter(f"{S}c") if each.find(f"{S}f") is not None]


def _drop_chain(editing: Editing) -> None:
    editing.remove(_CHAIN)
    for name in (TYPES, list_of("xl/workbook.xml")):
        for each in list(editing.change(name)):
            if "calcChain.xml" in f"{each.get('PartName', '')}{each.get('Target', '')}":
                _remove(each)


def _remove(element: Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
