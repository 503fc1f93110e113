"""Tracked changes accepted or rejected, all of them, as Word does it."""

import re
from collections.abc import Callable

from lxml import etree

from plangen.office.redline.xml import (
    CELL,
    CONTROL,
    CONTROL_CONTENT,
    DELETED_TEXT,
    HYPERLINK,
    PARAGRAPH,
    PARAGRAPH_LOOK,
    ROW,
    RUN_LOOK,
    TABLE,
    TEXT,
    TEXT_BOX,
    ZERO_WIDTH,
    Element,
    drop,
    unwrap,
    w,
)

_STORY = re.compile(r"word/(?:document|styles|numbering|footnotes|endnotes|(?:header|footer)[^/]*)\.xml")
_CAME, _WENT = ("ins", "moveTo"), ("del", "moveFrom")
_RANGES = tuple(w(f"{name}Range{end}") for name in ("moveFrom", "moveTo") for end in ("Start", "End"))
_CONTROL_RANGES = tuple(
    w(f"customXml{name}Range{end}") for name in ("Ins", "Del", "MoveFrom", "MoveTo") for end in ("Start", "End")
)
_PROPERTIES = tuple(
    w(f"{name}Change") for name in ("pPr", "rPr", "sectPr", "tblPr", "tblPrEx", "trPr", "tcPr", "tblGrid", "numbering")
)
_KEPT_BY_CHANGE = {"pPrChange": (RUN_LOOK, w("sectPr")), "sectPrChange": (w("headerReference"), w("footerReference"))}
_TRACES = (*map(w, (*_CAME, *_WENT, "cellIns", "cellDel", "cellMerge")), *_PROPERTIES, *_RANGES, *_CONTROL_RANGES)
_CLOSED = (CELL, w("body"), w("hdr"), w("ftr"), w("footnote"), w("endnote"), TEXT_BOX)


def accepted(root: Element) -> Element:
    """The tree itself with every tracked change made final."""
    return _settled(root, stays=_CAME, goes=_WENT, restore=_forget)


def rejected(root: Element) -> Element:
    """The tree itself with every tracked change undone."""
    return _settled(root, stays=_WENT, goes=_CAME, restore=_restore)


def count_changes(root: Element) -> int:
    """How many marks of tracked changes a part holds."""
    return sum(1 for _ in root.iter(*_TRACES))


def is_story(name: str) -> bool:
    """Whether changes may be tracked in a part of this name."""
    return _STORY.fullmatch(name) is not None


def _settled(
    root: Element, *, stays: tuple[str, str], goes: tuple[str, str], restore: Callable[[Element], None]
) -> Element:
    if not count_changes(root):
        return root
    for change in list(root.iter(*_PROPERTIES)):
        restore(change)
    _settle_rows(root, stays, goes)
    _settle_controls(root, kept="Ins" if stays is _CAME else "Del")
    joined = _settle_marks(root, stays, goes)
    _settle_runs(root, stays, goes)
    for each in list(root.iter(*_RANGES)):
        drop(each)
    _clear(root)
    for paragraph in joined:
        _join(paragraph)
    _complete(root)
    return root


# -- properties


def _forget(change: Element) -> None:
    drop(change)


def _restore(change: Element) -> None:
    """What the properties said before; what the change does not speak of stays."""
    now, name = change.getparent(), etree.QName(change).localname
    before = change[0] if len(change) else None
    if now is None:
        return
    if name == "numberingChange" or before is None:
        drop(change)
        return
    kept = [each for each in now if each is not change and each.tag in _KEPT_BY_CHANGE.get(name, ())]
    marks = [each for each in now if each.tag in {w("ins"), w("del"), w("moveFrom"), w("moveTo")}]
    for each in list(now):
        now.remove(each)
    if name == "sectPrChange":
        now.extend([*kept, *before])
    elif name == "rPrChange":
        now.extend([*marks, *before])
    else:
        now.extend([*before, *kept, *marks])


# -- rows, cells, controls


def _settle_rows(root: Element, stays: tuple[str, str], goes: tuple[str, str]) -> None:
    for row in list(root.iter(ROW)):
        properties = row.find(w("trPr"))
        if properties is None:
            continue
        if properties.find(w(goes[0])) is not None:
            drop(row)
        for each in properties.findall(w(stays[0])):
            drop(each)
    gone, kept = ("cellDel", "cellIns") if stays is _CAME else ("cellIns", "cellDel")
    for mark in list(root.iter(w(gone), w(kept), w("cellMerge"))):
        cell = next(mark.iterancestors(CELL), None)
        if mark.tag == w(gone) and cell is not None:
            drop(cell)
        drop(mark)


def _settle_controls(root: Element, kept: str) -> None:
    """Controls whose ends are marked as gone leave only what they hold."""
    for start in list(root.iter(*[w(f"customXml{kind}RangeStart") for kind in ("Ins", "Del")])):
        control = start.getnext()
        if control is not None and control.tag == CONTROL and start.tag != w(f"customXml{kept}RangeStart"):
            unwrap(control, control.findall(f"{CONTROL_CONTENT}/*"))
    for each in list(root.iter(*_CONTROL_RANGES)):
        drop(each)


# -- paragraphs and runs


def _settle_marks(root: Element, stays: tuple[str, str], goes: tuple[str, str]) -> list[Element]:
    """The paragraphs whose mark goes, in reverse order, so that each still finds the one that it joins."""
    joined: list[Element] = []
    for look in list(root.iter(RUN_LOOK)):
        parent = look.getparent()
        if parent is None or parent.tag != PARAGRAPH_LOOK:
            continue
        paragraph = parent.getparent()
        if any(look.find(w(name)) is not None for name in goes) and paragraph is not None:
            joined.append(paragraph)
        for each in [each for each in look if each.tag in set(map(w, (*stays, *goes)))]:
            look.remove(each)
        if not len(look):
            drop(look)
    return joined[::-1]


def _settle_runs(root: Element, stays: tuple[str, str], goes: tuple[str, str]) -> None:
    for each in list(root.iter(*map(w, goes))):
        drop(each)
    for each in list(root.iter(*map(w, stays))):
        unwrap(each)
    for each in root.iter(DELETED_TEXT):
        each.tag = TEXT
    for each in root.iter(w("delInstrText")):
        each.tag = w("instrText")


def _join(paragraph: Element) -> None:
    """A paragraph without its mark: what is left of it begins the next one."""
    left = [each for each in paragraph if each.tag != PARAGRAPH_LOOK]
    following = paragraph.getnext()
    while following is not None and following.tag in ZERO_WIDTH:
        following = following.getnext()
    if following is not None and following.tag == PARAGRAPH:
        place = 1 if len(following) and following[0].tag == PARAGRAPH_LOOK else 0
        for each in reversed(left):
            following.insert(place, each)
        drop(paragraph)
    elif not [each for each in left if each.tag not in ZERO_WIDTH]:
        drop(paragraph)


def _clear(root: Element) -> None:
    """No link around nothing, no table without rows: paragraphs join across them."""
    for link in [each for each in root.iter(HYPERLINK) if not len(each)]:
        drop(link)
    for row in [each for each in root.iter(ROW) if each.find(CELL) is None and each.find(CONTROL) is None]:
        drop(row)
    for table in [each for each in root.iter(TABLE) if next(each.iter(ROW), None) is None]:
        drop(table)


def _complete(root: Element) -> None:
    """No empty properties, no container without a paragraph."""
    for look in [each for each in root.iter(PARAGRAPH_LOOK, RUN_LOOK, w("trPr")) if not len(each)]:
        drop(look)
    for container in root.iter(*_CLOSED):
        if next(container.iterchildren(PARAGRAPH, TABLE, CONTROL), None) is None:
            added = etree.Element(PARAGRAPH)
            last = container.find(w("sectPr"))
            container.append(added) if last is None else last.addprevious(added)
