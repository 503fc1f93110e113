"""A copy of a returned form with remarks at the cells: comments in Word, notes on coloured cells in Excel.

Nothing is written again but what carries the remarks; the rest of the file stays byte for byte.
"""

import re
from collections.abc import Mapping, Sequence
from copy import deepcopy
from xml.sax.saxutils import escape

from lxml import etree

from plangen.diagnostics import Finding
from plangen.office.ooxml.package import zipped
from plangen.office.ooxml.relations import Relations, list_of, main_part
from plangen.office.ooxml.trees import Parts, parsed, written
from plangen.office.readable.workbook import column_number, sheet_parts
from plangen.office.returned.opening import opened
from plangen.office.templates.comments import with_comments
from plangen.visible import clean

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_S = f"{{{_MAIN}}}"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_AUTHOR, _FILL = "检查意见", "FFFFE699"
_PLACE = re.compile(r"(.+)!([A-Z]{1,3})(\d+)")
_TYPES = "[Content_Types].xml"
_BEHIND = (  # what stands behind legacyDrawing in a sheet
    *("legacyDrawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst"),
)


def with_remarks(raw: bytes, file: str, findings: Sequence[Finding], language: str) -> bytes | None:
    """The copy; None where the file cannot carry any."""
    parts, kind, _ = opened(raw, file)
    if parts is None:
        return None
    if kind == "docx":
        return with_comments(parts, findings, language)
    return zipped(_book(parts, findings, language))


def _book(parts: Parts, findings: Sequence[Finding], language: str) -> Mapping[str, bytes]:
    by_sheet: dict[str, dict[str, list[str]]] = {}
    paths = {name: path for name, state, path in sheet_parts(parts) if not state}
    for each in findings:
        sheet, cell = _placed(each.at.path, paths)
        text = f"[{each.code}] {each.message(language)}\n{each.advice(language)}"
        by_sheet.setdefault(sheet, {}).setdefault(cell, []).append(clean(text))
    copy = dict(parts)
    styles = _Grounds(copy)
    for sheet, remarks in by_sheet.items():
        if sheet:
            _mark(copy, paths[sheet], {cell: "\n".join(said) for cell, said in remarks.items()}, styles)
    styles.write()
    return copy


def _placed(path: str, paths: Mapping[str, str]) -> tuple[str, str]:
    """The sheet and the cell of a place; of one that is nowhere in the file the first cell."""
    found = _PLACE.fullmatch(path)
    if found is None or found[1] not in paths:
        return next(iter(paths), ""), "A1"
    return found[1], f"{found[2]}{found[3]}"


class _Grounds:
    """Styles of cells with a ground of their own; each is the style that the cell had, in another colour."""

    def __init__(self, parts: dict[str, bytes]) -> None:
        self.parts = parts
        self.name = Relations(parts).one(main_part(parts), "styles")
        self.root = parsed(parts[self.name]) if self.name in parts else None
        self.made: dict[int, int] = {}
        self.fill = -1

    def coloured(self, style: int) -> int:
        """The number of the style in colour."""
        listed = None if self.root is None else self.root.find(f"{_S}cellXfs")
        if listed is None or self.root is None or not 0 <= style < len(listed):
            return style
        if style not in self.made:
            form = deepcopy(listed[style])
            form.set("fillId", str(self._filled(self.root)))
            form.set("applyFill", "1")
            listed.append(form)
            listed.set("count", str(len(listed)))
            self.made[style] = len(listed) - 1
        return self.made[style]

    def _filled(self, root: etree._Element) -> int:
        fills = root.find(f"{_S}fills")
        if fills is None:
            return 0
        if self.fill < 0:
            pattern = etree.SubElement(etree.SubElement(fills, f"{_S}fill"), f"{_S}patternFill", patternType="solid")
            etree.SubElement(pattern, f"{_S}fgColor", rgb=_FILL)
            fills.set("count", str(len(fills)))
            self.fill = len(fills) - 1
        return self.fill

    def write(self) -> None:
        """Put the styles back."""
        if self.root is not None and self.made:
            self.parts[self.name] = written(self.root)


def _mark(parts: dict[str, bytes], path: str, remarks: Mapping[str, str], styles: _Grounds) -> None:
    """Put remarks on a sheet; one that has notes of its own only gets the colours, and its notes stay."""
    root = parsed(parts[path])
    for cell in remarks:
        found = _cell(root, cell)
        if found is not None:
            found.set("s", str(styles.coloured(int(found.get("s", "0") or 0))))
    own = Relations(parts).related(path, "comments")
    if own:
        _add_notes(parts, next(iter(own.values())), remarks)
    else:
        key = _add_parts(parts, path, remarks)
        _put_drawing(root, key)
    parts[path] = written(root)


def _cell(root: etree._Element, place: str) -> etree._Element | None:
    return next((each for each in root.iter(f"{_S}c") if each.get("r") == place), None)


def _add_notes(parts: dict[str, bytes], name: str, remarks: Mapping[str, str]) -> None:
    """Remarks behind what other notes of the sheet say, at their cells; elsewhere notes of their own."""
    root = parsed(parts[name])
    listed = root.find(f"{_S}commentList")
    if listed is None:
        listed = etree.SubElement(root, f"{_S}commentList")
    there = {each.get("ref", ""): each for each in listed}
    for cell, text in remarks.items():
        note = there.get(cell)
        if note is None:
            note = etree.SubElement(listed, f"{_S}comment", ref=cell, authorId="0")
        body = note.find(f"{_S}text")
        body = etree.SubElement(note, f"{_S}text") if body is None else body
        etree.SubElement(etree.SubElement(body, f"{_S}r"), f"{_S}t").text = f"\n{_AUTHOR}：{text}"
    parts[name] = written(root)


def _add_parts(parts: dict[str, bytes], path: str, remarks: Mapping[str, str]) -> str:
    """The notes of a sheet and the drawing that shows them; the key by which the sheet refers to that."""
    stem = path.rpartition("/")[2].removesuffix(".xml")
    notes, drawing = f"xl/comments-{stem}.xml", f"xl/drawings/notes-{stem}.vml"
    parts[notes], parts[drawing] = _notes(remarks), _drawing(remarks)
    types = parsed(parts[_TYPES])
    content = f"{{{_PACKAGE}/content-types}}"
    if not any(each.get("Extension", "").lower() == "vml" for each in types):
        vml = etree.Element(f"{content}Default")
        vml.set("Extension", "vml")
        vml.set("ContentType", "application/vnd.openxmlformats-officedocument.vmlDrawing")
        types.insert(0, vml)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
    etree.SubElement(types, f"{content}Override", {"PartName": f"/{notes}", "ContentType": kind})
    parts[_TYPES] = written(types)
    listed = list_of(path)
    relations = parsed(parts.get(listed, f'<Relationships xmlns="{_PACKAGE}/relationships"/>'.encode()))
    for key, target, name in (("rIdRemarks", notes, "comments"), ("rIdRemarksDrawing", drawing, "vmlDrawing")):
        etree.SubElement(
            relations,
            f"{{{_PACKAGE}/relationships}}Relationship",
            {"Id": key, "Type": f"{_R}/{name}", "Target": f"/{target}"},
        )
    parts[listed] = written(relations)
    return "rIdRemarksDrawing"


def _put_drawing(root: etree._Element, key: str) -> None:
    """Refer to the drawing, where the order of a sheet's elements wants it."""
    for each in root.findall(f"{_S}legacyDrawing"):
        root.remove(each)
    mark = etree.Element(f"{_S}legacyDrawing", {f"{{{_R}}}id": key})
    behind = next((each for each in root if etree.QName(each).localname in _BEHIND), None)
    if behind is None:
        root.append(mark)
    else:
        behind.addprevious(mark)


def _notes(remarks: Mapping[str, str]) -> bytes:
    listed = "".join(
        f'<comment ref="{cell}" authorId="0"><text><t xml:space="preserve">{escape(text)}</t></text></comment>'
        for cell, text in remarks.items()
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<comments xmlns="{_MAIN}">'
        f"<authors><author>{_AUTHOR}</author></authors><commentList>{listed}</commentList></comments>"
    ).encode()


def _drawing(remarks: Mapping[str, str]) -> bytes:
    shapes = "".join(_shape(number, cell) for number, cell in enumerate(remarks, start=1))
    return (
        '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
        ' xmlns:x="urn:schemas-microsoft-com:office:excel">'
        '<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout>'
        '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
        '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
        f"{shapes}</xml>"
    ).encode()


def _shape(number: int, cell: str) -> str:
    letters = cell.rstrip("0123456789")
    row, column = int(cell[len(letters) :]) - 1, column_number(letters) - 1
    anchor = f"{column + 1}, 15, {row}, 2, {column + 5}, 15, {row + 5}, 4"
    return (
        f'<v:shape id="_x0000_s{1024 + number}" type="#_x0000_t202" fillcolor="#ffffe1" o:insetmode="auto"'
        ' style="position:absolute;margin-left:60pt;margin-top:1.5pt;width:240pt;height:90pt;z-index:1;'
        'visibility:hidden"><v:fill color2="#ffffe1"/><v:textbox style="mso-direction-alt:auto"/>'
        '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
        f"<x:Anchor>{anchor}</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row>"
        f"<x:Column>{column}</x:Column></x:ClientData></v:shape>"
    )
