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
        root = parsed(part)
        found = [each for each in root.iter(f"{_W}p") if _counts(each)]
        for each in found:
            for child in [*each]:
                if child.tag != f"{_W}pPr":
                    each.remove(child)
        return written(root) if found else None
    if _SHEETS.fullmatch(name) and b"headerFooter" in part:
        root = parsed(part)
        bands = [each for band in root.iter(f"{_S}headerFooter") for each in band if _CODES.search(each.text or "")]
        for each in bands:
            each.text = ""
        return written(root) if bands else None
    return None


def _counts(paragraph: etree._Element) -> bool:
    texts = [each.text or "" for each in paragraph.iter(f"{_W}instrText")]
    texts += [each.get(f"{_W}instr") or "" for each in paragraph.iter(f"{_W}fldSimple")]
    return any(map(_COUNTS.search, texts))
