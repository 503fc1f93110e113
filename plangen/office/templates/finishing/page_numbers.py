"""A form on paper that has page numbers of its own already: without those of its headers and footers."""

import re

from lxml import etree

from plangen.office.ooxml.package import parts_of, zipped
from plangen.office.ooxml.trees import parsed, written

_BANDS = re.compile(r"word/(header|footer)[^/]*\.xml")
_SHEETS = re.compile(r"xl/worksheets/[^/]+\.xml")
_COUNTS = re.compile(r"\b(PAGE|NUMPAGES|SECTIONPAGES)\b")
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_CODES = re.compile(r"&[PN]")


def without_page_numbers(raw: bytes) -> bytes:
    """The Word or Excel file, in whose headers and footers no paragraph or band counts pages."""
    parts = parts_of(raw)
    changed = {name: bare for name, part in parts.items() if (bare := _bare(name, part)) is not None}
    return zipped({**parts, **changed}) if changed else raw


def _bare(name: str, part: bytes) -> bytes | None:
    """The part without what counts pages; None where nothing does."""
    if _BANDS.fullmatch(name):
        empty = _without_counting
    elif _SHEETS.fullmatch(name) and b"headerFooter" in part:
        empty = _without_codes
    else:
        return None
    root = parsed(part)
    return written(root) if empty(root) else None


def _without_counting(root: etree._Element) -> bool:
    """Empties the paragraphs that count pages; whether there were any."""
    found = [each for each in root.iter(f"{_W}p") if _counts(each)]
    for each in found:
        each[:] = [child for child in each if child.tag == f"{_W}pPr"]
    return bool(found)


def _without_codes(root: etree._Element) -> bool:
    """Empties the headers and footers that count pages; whether there were any."""
    found = [each for band in root.iter(f"{_S}headerFooter") for each in band if _CODES.search(each.text or "")]
    for each in found:
        each.text = ""
    return bool(found)


def _counts(paragraph: etree._Element) -> bool:
    texts = [each.text or "" for each in paragraph.iter(f"{_W}instrText")]
    texts += [each.get(f"{_W}instr") or "" for each in paragraph.iter(f"{_W}fldSimple")]
    return any(map(_COUNTS.search, texts))
