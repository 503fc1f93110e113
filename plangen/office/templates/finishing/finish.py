"""What remains to be done to a rendered part: line breaks, values to fill in, and what repeating broke."""

import re
from collections.abc import Collection
from copy import deepcopy
from itertools import groupby
from operator import itemgetter

from lxml import etree

from plangen.blocks.answers import ANSWER
from plangen.office.ooxml.table_rows import part_rows
from plangen.office.ooxml.wml import NAMESPACES, OPEN_VALUE

_W = f"{{{NAMESPACES['w']}}}"
_WP = f"{{{NAMESPACES['wp']}}}"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_BREAKS = {"\n": f"{_W}br", "\t": f"{_W}tab"}
# What may stand behind w:highlight among the properties of a run, in the order of the schema.
_BEHIND = frozenset(
    f"{_W}{name}"
    for name in (
        *("u", "effect", "bdr", "shd", "fitText", "vertAlign", "rtl", "cs", "em", "lang"),
        *("eastAsianLayout", "specVanish", "oMath", "rPrChange"),
    )
)


def finish(root: etree._Element, keeping: Collection[str] = ()) -> None:
    """Make a rendered part fit for Word: texts broken into lines, open values highlighted, nothing empty or double.

    No row is kept with the next one, as paragraphs of the styles `keeping` are.
    """
    for text in list(root.iter(f"{_W}t")):
        _break_lines(text)
    for paragraph in root.iter(f"{_W}p"):
        _highlight(paragraph)
    _fill_empty(root)
    _make_unique(root)
    part_rows(root, keeping)


def _break_lines(text: etree._Element) -> None:
    """Turn line ends and tabs inside a text into the elements that Word has for them."""
    content, run = text.text or "", text.getparent()
    text.set(_SPACE, "preserve")
    if run is None or not re.search("[\n\t]", content):
        return
    place = run.index(text)
    run.remove(text)
    for piece in re.split("([\n\t])", content):
        if piece:
            run.insert(place, _text(piece) if piece not in _BREAKS else etree.Element(_BREAKS[piece]))
            place += 1


def _text(content: str) -> etree._Element:
    element = etree.Element(f"{_W}t", {_SPACE: "preserve"})
    element.text = content
    return element


def _highlight(paragraph: etree._Element) -> None:
    """Mark every 【待填写：…】 of a paragraph, also one that runs over several runs."""
    texts = [each for each in paragraph.iter(f"{_W}t") if next(each.iterancestors(f"{_W}p")) is paragraph]
    whole = "".join(each.text or "" for each in texts)
    is_open = [False] * len(whole)
    for found in OPEN_VALUE.finditer(whole):
        is_open[found.start() : found.end()] = [True] * len(found[0])
    if not any(is_open):
        return
    start = 0
    for text in texts:
        length = len(text.text or "")
        _split(text, is_open[start : start + length])
        start += length


def _split(text: etree._Element, is_open: list[bool]) -> None:
    """Give the marked stretches of a text runs of their own."""
    run = text.getparent()
    if run is None or run.tag != f"{_W}r" or not any(is_open):
        return
    properties = run.find(f"{_W}rPr")
    for marked, group in groupby(_cut_out(run, text, is_open), key=itemgetter(0)):
        new = etree.Element(f"{_W}r")
        if properties is not None:
            new.append(deepcopy(properties))
        if marked:
            _mark(new)
        new.extend(element for _, element in group)
        run.addprevious(new)
    _remove(run)


def _cut_out(run: etree._Element, text: etree._Element, is_open: list[bool]) -> list[tuple[bool, etree._Element]]:
    """What a run holds, in order, one of its texts in stretches; each with whether it is marked."""
    pieces: list[tuple[bool, etree._Element]] = []
    for child in run:
        if child is text:
            pieces += _cut(text.text or "", is_open)
        elif child.tag != f"{_W}rPr":
            pieces.append((False, child))
    return pieces


def _cut(content: str, is_open: list[bool]) -> list[tuple[bool, etree._Element]]:
    stretches = groupby(zip(content, is_open, strict=True), key=itemgetter(1))
    return [(marked, _text("".join(each for each, _ in stretch))) for marked, stretch in stretches]


def _mark(run: etree._Element) -> None:
    properties = run.find(f"{_W}rPr")
    if properties is None:
        properties = etree.Element(f"{_W}rPr")
        run.insert(0, properties)
    for old in properties.findall(f"{_W}highlight"):
        properties.remove(old)
    place = next((n for n, each in enumerate(properties) if each.tag in _BEHIND), len(properties))
    properties.insert(place, etree.Element(f"{_W}highlight", {f"{_W}val": "yellow"}))


def _fill_empty(root: etree._Element) -> None:
    """Word opens no cell that does not end in a paragraph, no table without rows, no header without a paragraph."""
    for table in list(root.iter(f"{_W}tbl")):
        if table.find(f"{_W}tr") is None:
            _remove(table)
    for cell in root.iter(f"{_W}tc"):
        if not len(cell) or cell[-1].tag != f"{_W}p":
            etree.SubElement(cell, f"{_W}p")
    if root.tag in {f"{_W}hdr", f"{_W}ftr"} and root.find(f"{_W}p") is None:
        etree.SubElement(root, f"{_W}p")


def _make_unique(root: etree._Element) -> None:
    """What a repeated part of the template carried along more than once, and Word wants once."""
    for paragraph in root.iter(f"{_W}p", f"{_W}tr"):
        for name in ("paraId", "textId"):
            paragraph.attrib.pop(f"{_W14}{name}", "")
    for number, picture in enumerate(root.iter(f"{_WP}docPr"), start=1):
        picture.set("id", str(number))
    for control in list(root.iter(f"{_W}sdtPr")):
        for key in control.findall(f"{_W}id"):
            control.remove(key)  # Word gives a control without one its own
    _bookmark_answers(root)
    _bookmark_once(root)


def _bookmark_answers(root: etree._Element) -> None:
    """Around each content control whose tag is the name of an answer: of the two only the bookmark stays for ever."""
    for number, control in enumerate(list(root.iter(f"{_W}sdt"))):
        tag = control.find(f"{_W}sdtPr/{_W}tag")
        name = "" if tag is None else tag.get(f"{_W}val", "")
        if name.startswith(ANSWER):
            key = {f"{_W}id": f"answer {number}"}
            control.addprevious(etree.Element(f"{_W}bookmarkStart", {**key, f"{_W}name": name}))
            control.addnext(etree.Element(f"{_W}bookmarkEnd", key))


def _bookmark_once(root: etree._Element) -> None:
    """Keep the first bookmark of each name, number them through, drop the repeated ones."""
    start, end, key = f"{_W}bookmarkStart", f"{_W}bookmarkEnd", f"{_W}id"
    names: set[str] = set()
    numbers: dict[str, str | None] = {}
    for mark in list(root.iter(start, end)):
        old = mark.get(key, "")
        if mark.tag == start:
            name = mark.get(f"{_W}name", "")
            numbers[old] = None if name in names else str(len(names))
            names.add(name)
        number = numbers.get(old)
        if number is None:
            _remove(mark)
        else:
            mark.set(key, number)


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
