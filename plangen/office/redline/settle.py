"""Tracked changes accepted or rejected, all of them, as Word does it."""

import re
from collections.abc import Callable, Iterator

from lxml import etree

from plangen.office.redline.marks import CONTAINERS
from plangen.office.redline.xml import (
    CELL,
    CONTROL,
    CONTROL_CONTENT,
    DELETED_TEXT,
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
    drop_all,
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


def accept_tree(root: Element) -> Element:
    """The tree itself with every tracked change made final."""
    return _settled(root, stays=_CAME, goes=_WENT, restore=_forget)


def reject_tree(root: Element) -> Element:
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
    drop_all(root.iter(*_RANGES))
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
    if now is None:
        return
    if name == "numberingChange" or not len(change):
        drop(change)
        return
    said = _restored(now, change, name)
    for each in list(now):
        now.remove(each)
    now.extend(said)


def _restored(now: Element, change: Element, name: str) -> list[Element]:
    """What the properties are to hold, in the order of the format."""
    kept = [each for each in now if each is not change and each.tag in _KEPT_BY_CHANGE.get(name, ())]
    marks = [each for each in now if each.tag in {w("ins"), w("del"), w("moveFrom"), w("moveTo")}]
    before = list(change[0])
    if name == "sectPrChange":
        return [*kept, *before]
    return [*marks, *before] if name == "rPrChange" else [*before, *kept, *marks]


# -- rows, cells, controls


def _settle_rows(root: Element, stays: tuple[str, str], goes: tuple[str, str]) -> None:
    for row in list(root.iter(ROW)):
        properties = row.find(w("trPr"))
        if properties is None:
            continue
        if properties.find(w(goes[0])) is not None:
            drop(row)
        drop_all(properties.findall(w(stays[0])))
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
    drop_all(root.iter(*_CONTROL_RANGES))


# -- paragraphs and runs


def _settle_marks(root: Element, stays: tuple[str, str], goes: tuple[str, str]) -> list[Element]:
    """The paragraphs whose mark goes, in reverse order, so that each still finds the one that it joins."""
    joined: list[Element] = []
    settled = set(map(w, (*stays, *goes)))
    for paragraph, look in list(_looks_of_marks(root)):
        if any(look.find(w(name)) is not None for name in goes):
            joined.append(paragraph)
        drop_all(each for each in look if each.tag in settled)
        if not len(look):
            drop(look)
    return joined[::-1]


def _looks_of_marks(root: Element) -> Iterator[tuple[Element, Element]]:
    """Each paragraph with the look of its mark, where it has one."""
    for paragraph in root.iter(PARAGRAPH):
        look = paragraph.find(f"{PARAGRAPH_LOOK}/{RUN_LOOK}")
        if look is not None:
            yield paragraph, look


def _settle_runs(root: Element, stays: tuple[str, str], goes: tuple[str, str]) -> None:
    drop_all(root.iter(*map(w, goes)))
    for each in list(root.iter(*map(w, stays))):
        unwrap(each)
    for each in root.iter(DELETED_TEXT):
        each.tag = TEXT
    for each in root.iter(w("delInstrText")):
        each.tag = w("instrText")


def _join(paragraph: Element) -> None:
    """A paragraph without its mark: what is left of it begins the next one."""
    left = [each for each in paragraph if each.tag != PARAGRAPH_LOOK]
    following = _next_block(paragraph)
    if following is not None and following.tag == PARAGRAPH:
        place = 1 if len(following) and following[0].tag == PARAGRAPH_LOOK else 0
        for each in reversed(left):
            following.insert(place, each)
        drop(paragraph)
    elif all(each.tag in ZERO_WIDTH for each in left):
        drop(paragraph)


def _next_block(paragraph: Element) -> Element | None:
    following = paragraph.getnext()
    while following is not None and following.tag in ZERO_WIDTH:
        following = following.getnext()
    return following


def _clear(root: Element) -> None:
    """No link and its kind around nothing, no table without rows: paragraphs join across them."""
    for each in reversed(list(root.iter(*CONTAINERS))):  # innermost first
        if _is_around_nothing(each):
            drop(each)
    drop_all(each for each in root.iter(ROW) if next(each.iterchildren(CELL, CONTROL), None) is None)
    for each in reversed(list(root.iter(CONTROL))):  # as above
        if _is_empty_in_table(each):
            drop(each)
    drop_all(each for each in root.iter(TABLE) if next(each.iter(ROW), None) is None)


def _is_around_nothing(container: Element) -> bool:
    return all(child.tag.endswith("Pr") for child in container) and _is_within(container)


def _is_empty_in_table(control: Element) -> bool:
    """Whether a control stood around rows or cells that are no more."""
    content, parent = control.find(CONTROL_CONTENT), control.getparent()
    is_empty = content is not None and not len(content)
    return is_empty and parent is not None and parent.tag in {TABLE, ROW, CONTROL_CONTENT}


def _is_within(container: Element) -> bool:
    """Whether a container stands within a paragraph, rather than around some."""
    return next(container.iterancestors(PARAGRAPH), None) is not None


def _complete(root: Element) -> None:
    """No empty properties, no container without a paragraph."""
    drop_all(each for each in root.iter(PARAGRAPH_LOOK, RUN_LOOK, w("trPr")) if not len(each))
    for container in root.iter(*_CLOSED):
        if next(container.iterchildren(PARAGRAPH, TABLE, CONTROL), None) is None:
            added = etree.Element(PARAGRAPH)
            last = container.find(w("sectPr"))
            container.append(added) if last is None else last.addprevious(added)
