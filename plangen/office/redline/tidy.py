"""A part made comparable before, without what programs leave behind on saving, and made whole again after."""

import itertools
from collections import Counter
from collections.abc import Collection, Iterator

from lxml import etree

from plangen.office.redline.xml import (
    ADDED,
    CELL,
    CONTROL,
    CONTROL_CONTENT,
    PARAGRAPH,
    PARAGRAPH_LOOK,
    RUN_LOOK,
    SECTION,
    Element,
    drop,
    drop_all,
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
_IGNORABLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Ignorable"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_BINDINGS = (w("dataBinding"), "{http://schemas.microsoft.com/office/word/2012/wordml}dataBinding")
_CHANGED = tuple(map(w, ("ins", "del", "moveFrom", "moveTo")))
_CLOSED = frozenset({w("body"), w("hdr"), w("ftr"), w("footnote"), w("endnote"), w("txbxContent")})


def tidy(root: Element) -> Element:
    """The tree itself, without stamps of editing sessions, spelling marks, comments, smart tags, empty properties."""
    for each in list(root.iter(etree.Element)):
        _strip(each)
    drop_all(root.iter(etree.Comment, etree.ProcessingInstruction, *map(w, _LEFT_BEHIND)))
    for each in list(root.iter(w("smartTag"))):
        unwrap(each, [child for child in each if child.tag != w("smartTagPr")])
    for name in (RUN_LOOK, PARAGRAPH_LOOK):
        drop_all(each for each in root.iter(name) if not len(each))
    for each in root.iter(_DRAWING):
        each.set("id", "0")
    return root


def without_comments(root: Element) -> Element:
    """The tree itself, without what leads to comments: neither side of a redline has those that it was given."""
    drop_all(root.iter(w("commentRangeStart"), w("commentRangeEnd")))
    for each in list(root.iter(w("commentReference"))):
        run = each.getparent()
        drop(each)
        if run is not None and all(child.tag == RUN_LOOK for child in run):
            drop(run)
    return root


def _strip(element: Element) -> None:
    """Take away the stamps of an element and the white space between elements."""
    element.tail = None
    if len(element) and element.text and element.text.isspace():
        element.text = None
    for name in _STAMPS.intersection(element.attrib):
        del element.attrib[name]


def complete(root: Element) -> None:
    """See to it that every closed container ends with a plain paragraph, as Word itself does."""
    for each in root.iter(CELL, *_CLOSED):
        blocks = [child for child in each if child.tag != SECTION]
        if not blocks:
            each.insert(len(each) if each.tag == CELL else 0, _added())  # behind tcPr, before sectPr
        elif not _is_plain(blocks[-1]) and not (_is_bookmark(blocks[-1]) and _ends_plainly(blocks)):
            blocks[-1].addnext(_added())


def _added() -> Element:
    return etree.Element(PARAGRAPH, {ADDED: "1"})


def drop_added(*trees: Element) -> None:
    """Take away again what `complete` added behind a content control that both documents end with.

    Word lets one stand last; where it, or the paragraph that it ends with, came or went, the added one stays.
    """
    for paragraph in [each for tree in trees for each in tree.iter(PARAGRAPH) if each.attrib.pop(ADDED, "")]:
        if not len(paragraph) and _stays(_last(paragraph.itersiblings(preceding=True))):
            drop(paragraph)


def _last(blocks: Iterator[Element]) -> Element | None:
    """The first of these that is no bookmark; they go backwards."""
    return next((each for each in blocks if not _is_bookmark(each)), None)


def _stays(block: Element | None) -> bool:
    """Whether a block is a control, and ends with a paragraph that neither came nor went."""
    if block is None or block.tag != CONTROL:
        return False
    content = block.find(CONTROL_CONTENT)
    last = _last(content.iterchildren(reversed=True)) if content is not None else None
    if last is None or last.tag != PARAGRAPH:
        return _stays(last)
    mark = last.find(f"{PARAGRAPH_LOOK}/{RUN_LOOK}")
    return mark is None or not any(each.tag in _CHANGED for each in mark)


def _ends_plainly(blocks: list[Element]) -> bool:
    """Whether the last block that is not a bookmark is a paragraph without a section of its own."""
    last = next((each for each in reversed(blocks) if not each.tag.startswith(w("bookmark"))), None)
    return last is not None and _is_plain(last)


def _is_bookmark(block: Element) -> bool:
    return block.tag in {w("bookmarkEnd"), w("bookmarkStart")}


def _is_plain(block: Element) -> bool:
    return block.tag == PARAGRAPH and block.find(f"{PARAGRAPH_LOOK}/{SECTION}") is None


def merge_roots(old: Element, new: Element) -> Element:
    """The new tree with the namespaces of both declared at its root, where Word looks for those it may ignore."""
    prefixes = {key: address for tree in (old, new) for key, address in tree.nsmap.items() if key}
    ignorable = _ignorable(old) | _ignorable(new)
    if prefixes == new.nsmap and not ignorable:
        return new
    root = etree.Element(new.tag, {str(key): str(value) for key, value in new.attrib.items()}, nsmap=prefixes)
    root.extend(list(new))
    if ignorable:
        names = sorted(prefix for prefix, address in prefixes.items() if address in ignorable)
        root.set(_IGNORABLE, " ".join(names))
    return root


def _ignorable(tree: Element) -> set[str]:
    """The namespaces, by address, that a reader may ignore."""
    return {tree.nsmap[prefix] for prefix in tree.get(_IGNORABLE, "").split() if prefix in tree.nsmap}


def number_drawings(*trees: Element) -> None:
    """Give each drawing of a document a number of its own."""
    drawings = (each for tree in trees for each in tree.iter(_DRAWING))
    for number, each in enumerate(drawings, start=1):
        each.set("id", str(number))


def number_controls(*trees: Element) -> None:
    """Give a control whose number another one of the document has a number of its own."""
    looks = (look for tree in trees for look in tree.iter(w("sdtPr")))
    controls = [each for look in looks for each in look.findall(w("id"))]
    free = _unused({each.get(w("val"), "") for each in controls})
    seen: set[str] = set()
    for each in controls:
        if each.get(w("val"), "") in seen:
            each.set(w("val"), next(free))
        seen.add(each.get(w("val"), ""))


def _unused(taken: Collection[str]) -> Iterator[str]:
    return (name for name in map(str, itertools.count(1)) if name not in taken)


def unbind(tree: Element, *, stores: Collection[str]) -> Counter[str]:
    """Take the binding from each control whose content is marked, and from all that are bound to one of these stores.

    Word shows what the store says, whatever the marks say, and a file has but one store. How many controls lost
    theirs, by store.
    """
    lost: Counter[str] = Counter()
    for binding in list(tree.iter(*_BINDINGS)):
        control = next(binding.iterancestors(CONTROL), None)
        store = binding.get(w("storeItemID"), "").upper()
        if store in stores or (control is not None and _is_marked(control)):
            drop(binding)
            lost[store] += control is None or not _has_gone(control)
    return lost


def _has_gone(control: Element) -> bool:
    """Whether a control is one of the old document, which a new one has taken the place of."""
    before = control.getprevious()
    return before is not None and before.tag == w("customXmlDelRangeStart")


def bound(tree: Element) -> set[str]:
    """The stores that controls of a tree are bound to."""
    return {each.get(w("storeItemID"), "").upper() for each in tree.iter(*_BINDINGS)}


def _is_marked(control: Element) -> bool:
    """Whether anything in a control, or the control itself, came or went."""
    return next(control.iter(*_CHANGED), None) is not None or next(control.iterancestors(*_CHANGED), None) is not None


def balance_bookmarks(tree: Element) -> None:
    """Drop bookmarks that lost one of their ends with text that is no more."""
    starts = {each.get(w("id")): each for each in tree.iter(w("bookmarkStart"))}
    ends = {each.get(w("id")): each for each in tree.iter(w("bookmarkEnd"))}
    for key in starts.keys() ^ ends.keys():
        drop(starts.get(key, ends.get(key, tree)))
