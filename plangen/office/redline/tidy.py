"""A part without what programs leave behind on saving and what says nothing of the document."""

from lxml import etree

from plangen.office.redline.xml import (
    CELL,
    PARAGRAPH,
    PARAGRAPH_LOOK,
    RUN_LOOK,
    SECTION,
    Element,
    drop,
    unwrap,
    w,
)

_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_WP14 = "{http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing}"
_LEFT_BEHIND = (
    "proofErr",
    "lastRenderedPageBreak",
    "commentRangeStart",
    "commentRangeEnd",
    "commentReference",
    "annotationRef",
    "noProof",
)
_STAMPS = frozenset(
    {w(name) for name in ("rsidR", "rsidRDefault", "rsidP", "rsidRPr", "rsidSect", "rsidDel", "rsidTr")}
    | {f"{_W14}paraId", f"{_W14}textId", f"{_WP14}anchorId", f"{_WP14}editId"}
)
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_CLOSED = frozenset({w("body"), w("hdr"), w("ftr"), w("footnote"), w("endnote"), w("txbxContent")})


def tidied(root: Element) -> Element:
    """The tree itself, without stamps of editing sessions, spelling marks, comments, smart tags, empty properties."""
    for each in list(root.iter(etree.Element)):
        each.tail = None
        if len(each) and each.text and each.text.isspace():
            each.text = None
        for name in _STAMPS.intersection(each.attrib):
            del each.attrib[name]
    for each in list(root.iter(etree.Comment, etree.ProcessingInstruction, *map(w, _LEFT_BEHIND))):
        drop(each)
    for each in list(root.iter(w("smartTag"))):
        unwrap(each, [child for child in each if child.tag != w("smartTagPr")])
    for name in (RUN_LOOK, PARAGRAPH_LOOK):
        for each in [each for each in root.iter(name) if not len(each)]:
            drop(each)
    for each in root.iter(_DRAWING):
        each.set("id", "0")
    return root


def completed(root: Element) -> None:
    """See to it that every closed container ends with a plain paragraph, as Word itself does."""
    for each in root.iter(CELL, *_CLOSED):
        blocks = [child for child in each if child.tag != SECTION]
        last = blocks[-1] if blocks else None
        if last is not None and last.tag == PARAGRAPH and last.find(f"{PARAGRAPH_LOOK}/{SECTION}") is None:
            continue
        added = etree.Element(PARAGRAPH)
        if last is None:
            each.insert(len(each) if each.tag == CELL else 0, added)  # behind w:tcPr, before the section of a body
        elif last.tag in {w("bookmarkEnd"), w("bookmarkStart")} and _ends_plainly(blocks):
            continue
        else:
            last.addnext(added)


def _ends_plainly(blocks: list[Element]) -> bool:
    """Whether the last block that is no bookmark is a paragraph without a section of its own."""
    last = next((each for each in reversed(blocks) if not each.tag.startswith(w("bookmark"))), None)
    return last is not None and last.tag == PARAGRAPH and last.find(f"{PARAGRAPH_LOOK}/{SECTION}") is None
