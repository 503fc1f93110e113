"""A file that came back, unpacked and looked over before anything parses it."""

import io
import re
from collections.abc import Iterator

from lxml import etree

from plangen.diagnostics import Finding, Place, Rule, Words, words
from plangen.office.ooxml import guard
from plangen.office.ooxml.amounts import is_overfull
from plangen.office.ooxml.relations import DOCUMENT, TYPES, main_part
from plangen.office.ooxml.trees import NotXml, Parts
from plangen.office.returned.returned_rules import DAMAGED, OTHER_KIND, PROTECTED, TOO_MUCH

MOST_BYTES = 16 << 20
"""Of a file that comes back, packed; the largest form of the sample has 60 KB."""

_OLD = words("是旧格式（.doc、.xls、.et、.wps）", "is of an old format (.doc, .xls, .et, .wps)")
_MACROS = words("带有宏", "contains macros")
_NEITHER = words("不是 Word 文档或者 Excel 工作簿", "is neither a Word document nor an Excel workbook")
_ODF = words("是 OpenDocument 文件（.odt、.ods）", "is an OpenDocument file (.odt, .ods)")
_TYPED = words("含有文档类型声明", "it declares a document type")
_BROKEN = words("打不开里面的内容", "its content cannot be opened")
_SIZE = words("超过 {limit} MB", "more than {limit} MB")
_ENTITIES = (b"<!DOCTYPE", b"<!ENTITY", "<!DOCTYPE".encode("utf-16-le"), "<!DOCTYPE".encode("utf-16-be"))
_TEXTS = (".xml", ".rels", ".vml")
_DOC, _BOOK = "wordprocessingml.document.main+xml", "spreadsheetml.sheet.main+xml"
_MOST_CELLS, _MOST_ROWS = 100_000, 20_000
_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_CELLS = words("一张工作表的格子超过 {limit} 个", "more than {limit} cells on a sheet")
_MOST_MERGED = 50_000  # rows of cells that were made one
_MERGED = words("合并的格子太多", "too many merged cells")
_REFERENCE = re.compile(r"[A-Z]{1,3}(\d{1,7}):[A-Z]{1,3}(\d{1,7})")
_ROWS = words("一张工作表超过 {limit} 行", "more than {limit} rows on a sheet")


def opened(raw: bytes, file: str) -> tuple[Parts | None, str, tuple[Finding, ...]]:
    """The parts of a returned file with its kind, docx or xlsx; None with the reason where it may not be read."""
    if len(raw) > MOST_BYTES:
        return None, "", _found(TOO_MUCH, file, what=_filled(_SIZE, MOST_BYTES >> 20))
    contents, findings = guard.contents_of(raw, file)
    if contents is None:
        return None, "", tuple(map(_in_own_words, findings))
    parts = Parts(contents)
    if refused := _refused(parts, file):
        return None, "", refused
    kind = "docx" if _DOC in guard.types_of(parts) and DOCUMENT in parts else "xlsx"
    try:
        if kind == "xlsx" and (over := _overgrown(parts)):
            return None, "", _found(TOO_MUCH, file, what=over)
        parts.root(main_part(parts))
    except (NotXml, etree.XMLSyntaxError, KeyError, ValueError):
        return None, "", _found(DAMAGED, file, problem=_BROKEN)
    return parts, kind, ()


def _refused(parts: Parts, file: str) -> tuple[Finding, ...]:
    """What keeps a sound package from being a form: it is of another kind, declares a document type, or is too much."""
    if (what := _other_kind(parts)) is not None:
        return _found(OTHER_KIND, file, what=what)
    if any(mark in parts[name] for name in parts if name.endswith(_TEXTS) for mark in _ENTITIES):
        return _found(DAMAGED, file, problem=_TYPED)
    return _found(TOO_MUCH, file, what=_filled(_CELLS, _MOST_CELLS)) if is_overfull(parts) else ()


def _other_kind(parts: Parts) -> Words | None:
    """What a package is that is neither a Word document nor a workbook."""
    if parts.get("mimetype", b"").startswith(b"application/vnd.oasis"):
        return _ODF
    types = guard.types_of(parts) if TYPES in parts else ""
    if any(mark in types for mark in guard.MACRO_TYPES):
        return _MACROS
    return None if _DOC in types or _BOOK in types else _NEITHER


def _overgrown(parts: Parts) -> Words | None:
    """What is said of a workbook with too many cells; counted as they come, so that nothing is built of them."""
    for name in sorted(parts):
        if name.startswith("xl/worksheets/") and name.endswith(".xml"):
            cells = rows = merged = 0
            for each in streamed(parts[name], "c", "row", "mergeCell"):
                cells, rows = cells + (each.tag == f"{_S}c"), rows + (each.tag == f"{_S}row")
                merged += _rows_of(each) if each.tag == f"{_S}mergeCell" else 0
                if merged > _MOST_MERGED:
                    return _MERGED
                if cells > _MOST_CELLS or rows > _MOST_ROWS:
                    return _filled(_ROWS, _MOST_ROWS) if rows > _MOST_ROWS else _filled(_CELLS, _MOST_CELLS)
    return None


def _rows_of(merged: etree._Element) -> int:
    """Over how many rows a cell goes that was made of several."""
    found = _REFERENCE.fullmatch(merged.get("ref", ""))
    return abs(int(found[2]) - int(found[1])) + 1 if found else 1


def streamed(raw: bytes, *tags: str) -> Iterator[etree._Element]:
    """The elements of a sheet one after another, each forgotten when the next one comes."""
    wanted = tuple(f"{_S}{tag}" for tag in tags)
    for _, each in etree.iterparse(
        io.BytesIO(raw), events=("end",), tag=wanted, resolve_entities=False, no_network=True
    ):
        yield each
        if each.tag == f"{_S}row":
            each.clear()
            while each.getprevious() is not None:
                parent = each.getparent()
                if parent is None:
                    break
                del parent[0]


def _in_own_words(finding: Finding) -> Finding:
    """What the guard of Word files found, said of a form that came back."""
    file, values = finding.at.file, finding.values
    if finding.rule is guard.PROTECTED:
        is_locked = values["what"] is guard.PASSWORD
        return _found(PROTECTED, file)[0] if is_locked else _found(OTHER_KIND, file, what=_OLD)[0]
    if finding.rule is guard.TOO_LARGE:
        return _found(TOO_MUCH, file, what=_filled(_SIZE, int(str(values["limit"]))))[0]
    if finding.rule is guard.DAMAGED:
        return _found(DAMAGED, file, problem=values["problem"])[0]
    return _found(OTHER_KIND, file, what=values.get("what", _NEITHER))[0]


def _filled(said: Words, limit: int) -> Words:
    return words(said.zh.format(limit=limit), said.en.format(limit=limit))


def _found(rule: Rule, file: str, **values: object) -> tuple[Finding, ...]:
    return (Finding(rule=rule, at=Place(file=file), values=values),)
