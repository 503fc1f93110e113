"""Office files as LibreOffice should print them: a copy in which its own way to break lines and pages does no harm.

LibreOffice breaks a line behind the hyphen of a code and between a number and its unit, and knows no sign in Word's own
format that forbids it. In the copy a joiner stands there, which no page shows and no text taken from a page has.

At the end of a page it loses rows of a cell that goes over several, where none may be cut; in the copy they may.
"""

import re
from collections.abc import Mapping
from copy import deepcopy
from pathlib import PurePosixPath

from lxml import etree

from plangen.blocks.line_breaks import JOINER, joined, measures
from plangen.office.excel.places import IDENTITY_SHEET
from plangen.office.ooxml.package import BROKEN, parts_of, zipped
from plangen.office.ooxml.trees import NotXml, parsed, written
from plangen.office.pdf import sheet_lines
from plangen.office.redline.xml import Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_TEXTS = ("word/document.xml", "word/header", "word/footer", "word/footnotes.xml")
_OTHER = "en-US"  # by the rules of this language joiners hold Chinese characters too
_BEHIND = frozenset({"eastAsianLayout", "specVanish", "oMath", "rPrChange"})
_BETWEEN = re.compile(
    r"(?<=\d)(?=[^\d.,:：])|(?<=[^\d.,:：])(?=[^\d])"
)  # of a number and its unit, and within the unit


def for_print(name: str, raw: bytes, digits: Mapping[str, float]) -> bytes:
    """The copy of a .docx or .xlsx to be printed; `digits`: how wide a digit of each font is, by its size."""
    try:
        return _copied(PurePosixPath(name).suffix.lower(), parts_of(raw), digits) or raw
    except (*BROKEN, NotXml):
        return raw  # LibreOffice will say what is wrong with it


def _copied(ending: str, parts: Mapping[str, bytes], digits: Mapping[str, float]) -> bytes | None:
    if ending == ".docx":
        changed = {
            part: made
            for part, content in parts.items()
            if part.startswith(_TEXTS) and part.endswith(".xml") and (made := _joined(content)) is not None
        }
        return zipped({**parts, **changed}) if changed else None
    book = parts.get("xl/workbook.xml", b"")
    if f'name="{IDENTITY_SHEET}"'.encode() not in book:
        return None  # made by somebody else, who chose its lines
    return zipped(sheet_lines.for_print(parts, digits))


def _joined(content: bytes) -> bytes | None:
    """The part with what belongs together joined, and rows cut that would be lost; None where nothing is changed."""
    root = parsed(content)
    changed = _let_cut(root)
    for hyphen in list(root.iter(f"{_W}noBreakHyphen")):
        hyphen.tag, hyphen.text, changed = f"{_W}t", "-", True
    for run in list(root.iter(f"{_W}r")):
        text = _only_text(run)
        if text is None:
            continue
        if spans := list(measures(text.text or "")):
            _part(run, text, spans)
            changed = True
        elif (one := joined(text.text or "")) != text.text:
            text.text, changed = one, True
    return written(root) if changed else None


def _let_cut(root: Element) -> bool:
    """Let rows of cells that go over several be cut; whether there are any."""
    changed = False
    for row in list(root.iter(f"{_W}tr")):
        look = row.find(f"{_W}trPr")
        whole = None if look is None else look.find(f"{_W}cantSplit")
        if look is not None and whole is not None and row.find(f"{_W}tc/{_W}tcPr/{_W}vMerge") is not None:
            look.remove(whole)
            changed = True
    return changed


def _only_text(run: Element) -> Element | None:
    """The text of a run that holds nothing else, its pieces put into one."""
    first, *more = (each for each in run if each.tag != f"{_W}rPr") if len(run) else (None,)
    if first is None or any(each.tag != f"{_W}t" for each in (first, *more)):
        return None
    for each in more:
        first.text = (first.text or "") + (each.text or "")
        run.remove(each)
    first.set(_SPACE, "preserve")
    return first


def _part(run: Element, text: Element, spans: list[tuple[int, int]]) -> None:
    """The run in several, those of numbers with their units in a language whose rules let joiners hold them."""
    whole, at, last = text.text or "", 0, run
    pieces = []
    for start, end in spans:
        pieces += [(whole[at:start], False), (whole[start:end], True)]
        at = end
    pieces.append((whole[at:], False))
    for piece, is_measure in pieces:
        if not piece:
            continue
        other = deepcopy(run)
        said = other.find(f"{_W}t")
        assert said is not None  # it holds one text and nothing else
        said.text = JOINER.join(_BETWEEN.split(piece)) if is_measure else joined(piece)
        if is_measure:
            _speak(other)
        last.addnext(other)
        last = other
    parent = run.getparent()
    assert parent is not None  # a run stands in a paragraph
    parent.remove(run)


def _speak(run: Element) -> None:
    look = run.find(f"{_W}rPr")
    if look is None:
        look = etree.Element(f"{_W}rPr")
        run.insert(0, look)
    language = look.find(f"{_W}lang")
    if language is None:
        language = etree.Element(f"{_W}lang")
        behind = next((at for at, each in enumerate(look) if etree.QName(each).localname in _BEHIND), len(look))
        look.insert(behind, language)
    language.set(f"{_W}eastAsia", _OTHER)
