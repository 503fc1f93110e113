"""What openpyxl writes, brought to the form that Excel itself writes and validators ask for.

openpyxl keeps strings in their cells instead of the shared table, puts the parts of a font in an order that the schema
refuses, names the rows to repeat before the columns, fixes every height that is set, and
gives formulas no values. Excel would repair and rewrite
such a file on its first save.
"""

import re
from collections.abc import Iterator, Mapping

from lxml import etree

from plangen.office.excel.text import in_file
from plangen.office.ooxml.trees import parsed
from plangen.office.reckoning.book import reckoned
from plangen.office.reckoning.scalars import FormulaError

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_TYPES, _RELS = "[Content_Types].xml", "xl/_rels/workbook.xml.rels"
_STRINGS, _STYLES, _BOOK, _SHEETS = "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml", "xl/worksheets/"
_STRINGS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
_KEY = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRINGS_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
_FONT_ORDER = (
    *("b", "i", "strike", "condense", "extend", "outline", "shadow"),
    *("u", "vertAlign", "sz", "color", "name", "family", "charset", "scheme"),
)
_ROWS_FIRST = re.compile(r"(.+!\$\d+:\$\d+),(.+!\$[A-Z]+:\$[A-Z]+)")
_ROW_NUMBER = re.compile(r"\d+")
_RUNS = "\x00"  # begins what stands for a text of several runs among the plain ones
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def strict(package: Mapping[str, bytes]) -> Mapping[str, bytes]:
    """The parts of the same workbook with shared strings, fonts and print titles in order."""
    parts = dict(package)
    strings: dict[str, int] = {}
    roots = {name: parsed(parts[name]) for name in sorted(parts) if name.startswith(_SHEETS) and name.endswith(".xml")}
    for cell, value in reckoned({title: roots[name] for title, name in _titles(parts)}):
        _put_value(cell, value)
    for name, root in roots.items():
        _share(root, strings)
        _let_grow(root)
        parts[name] = _written(root)
    parts[_STYLES] = _ordered(parts[_STYLES])
    parts[_BOOK] = _columns_first(parts[_BOOK])
    _put_strings(parts, strings)
    return parts


def _titles(parts: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    """The name of each sheet and of its part."""
    parts_by_key = {each.get("Id"): each.get("Target", "") for each in parsed(parts[_RELS])}
    for sheet in parsed(parts[_BOOK]).iterfind(f"{{{_MAIN}}}sheets/{{{_MAIN}}}sheet"):
        yield sheet.get("name", ""), f"xl/{parts_by_key[sheet.get(_KEY)].removeprefix('/xl/')}"


def _put_value(cell: etree._Element, value: str | float | bool | FormulaError) -> None:
    """Beside the formula: Protected View, previews of mail and chat programs and phones do not reckon."""
    for old in cell.findall(f"{{{_MAIN}}}v"):
        cell.remove(old)
    kind, text = _typed(value)
    cell.attrib.pop("t", "")
    if kind != "n":
        cell.set("t", kind)
    etree.SubElement(cell, f"{{{_MAIN}}}v").text = text


def _typed(value: str | float | bool | FormulaError) -> tuple[str, str]:
    if isinstance(value, FormulaError):
        return "e", value.code
    if isinstance(value, str):
        return "str", in_file(value)
    if isinstance(value, bool):
        return "b", str(int(value))
    return "n", str(int(value)) if float(value).is_integer() else repr(float(value))


def _share(root: etree._Element, strings: dict[str, int]) -> None:
    for cell in root.iterfind(f".//{{{_MAIN}}}c[@t='inlineStr']"):
        runs = cell.findall(f"{{{_MAIN}}}is/{{{_MAIN}}}r")
        text = _RUNS + "".join(map(_as_xml, runs)) if runs else "".join(str(text) for text in cell.itertext())
        for child in list(cell):
            cell.remove(child)
        cell.set("t", "s")
        etree.SubElement(cell, f"{{{_MAIN}}}v").text = str(strings.setdefault(text, len(strings)))


def _as_xml(run: etree._Element) -> str:
    for look in run.iter(f"{{{_MAIN}}}rPr"):
        look[:] = sorted(
            look, key=lambda child: _FONT_ORDER.index(etree.QName(child).localname.replace("rFont", "name"))
        )
    for text in run.iter(f"{{{_MAIN}}}t"):
        text.set(_SPACE, "preserve")
    return etree.tostring(run, encoding="unicode", with_tail=False)


def _let_grow(root: etree._Element) -> None:
    """Rows under a filter keep their height but are not bound to it: they grow with what is typed into them."""
    for filtered in root.iterfind(f"{{{_MAIN}}}autoFilter[@ref]"):
        head = int(_ROW_NUMBER.findall(filtered.get("ref", ""))[0])
        for row in root.iterfind(f".//{{{_MAIN}}}row[@customHeight]"):
            if int(row.get("r", "0")) > head:
                del row.attrib["customHeight"]


def _ordered(raw: bytes) -> bytes:
    root = parsed(raw)
    for font in root.iter(f"{{{_MAIN}}}font"):
        font[:] = sorted(font, key=lambda child: _FONT_ORDER.index(etree.QName(child).localname))
    return _written(root)


def _columns_first(raw: bytes) -> bytes:
    root = parsed(raw)
    for name in root.iterfind(f".//{{{_MAIN}}}definedName[@name='_xlnm.Print_Titles']"):
        if found := _ROWS_FIRST.fullmatch(name.text or ""):
            name.text = f"{found[2]},{found[1]}"
    return _written(root)


def _put_strings(parts: dict[str, bytes], strings: Mapping[str, int]) -> None:
    root = parsed(f'<sst xmlns="{_MAIN}" uniqueCount="{len(strings)}"/>'.encode())
    for text in strings:
        if text.startswith(_RUNS):
            root.append(parsed(f'<si xmlns="{_MAIN}">{text.removeprefix(_RUNS)}</si>'.encode()))
            continue
        element = etree.SubElement(etree.SubElement(root, f"{{{_MAIN}}}si"), f"{{{_MAIN}}}t")
        # Excel reads _x0041_ as A: the first of the two marks has to be written so itself.
        element.text = in_file(text)
        if text != text.strip() or "\n" in text:
            element.set(_SPACE, "preserve")
    parts[_STRINGS] = _written(root)
    types = parts[_TYPES].decode()
    if f'PartName="/{_STRINGS}"' not in types:
        entry = f'<Override PartName="/{_STRINGS}" ContentType="{_STRINGS_TYPE}"/>'
        parts[_TYPES] = types.replace("</Types>", f"{entry}</Types>").encode()
    rels = parts[_RELS].decode()
    if _STRINGS_RELATION not in rels:
        entry = f'<Relationship Id="rIdStrings" Type="{_STRINGS_RELATION}" Target="sharedStrings.xml"/>'
        parts[_RELS] = rels.replace("</Relationships>", f"{entry}</Relationships>").encode()


def _written(root: etree._Element) -> bytes:
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
