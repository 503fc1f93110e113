"""The numbering of a file that leaves the house: the lists and levels that its paragraphs use, and no other."""

import re
from collections.abc import Iterable, Iterator, Mapping

from lxml import etree

from plangen.office.ooxml.numbers import whole
from plangen.office.release.vocabulary.harmless import W

_LEVEL = re.compile(r"%([1-9])")
_ORDER = tuple(
    f"{W}{name}"
    for name in ("start", "numFmt", "lvlRestart", "pStyle", "isLgl", "suff", "lvlText", "lvlJc", "pPr", "rPr")
)
"""As the format wants them; LibreOffice puts some elsewhere."""


def keep_used(numbering: etree._Element, styles: etree._Element, texts: Iterable[etree._Element]) -> None:
    """Take out every list and level that no paragraph has, by itself or by its style."""
    used = _used(numbering, styles, texts)
    for num in numbering.findall(f"{W}num"):
        if num.get(f"{W}numId", "") not in used:
            numbering.remove(num)
    by_list: dict[str, set[int]] = {}
    for num in numbering.findall(f"{W}num"):
        levels = used[num.get(f"{W}numId", "")]
        by_list.setdefault(_value(num, "abstractNumId"), set()).update(levels)
        _keep_levels(num, levels, "lvlOverride")
    for each in numbering.findall(f"{W}abstractNum"):
        key = each.get(f"{W}abstractNumId", "")
        if key not in by_list:
            numbering.remove(each)
        else:
            _keep_levels(each, by_list[key], "lvl")
    for level in numbering.iter(f"{W}lvl"):
        level[:] = sorted(level, key=_place)
    named = {each.get(f"{W}styleId", "") for each in styles.iter(f"{W}style")}
    for mark in list(numbering.iter(f"{W}pStyle")):
        if mark.get(f"{W}val", "") not in named:
            owner = mark.getparent()
            assert owner is not None
            owner.remove(mark)


def _place(part: etree._Element) -> int:
    return _ORDER.index(str(part.tag)) if part.tag in _ORDER else len(_ORDER)


def _keep_levels(owner: etree._Element, used: set[int], kind: str) -> None:
    """Keep the levels in use, and of those whose numbers they print the number alone."""
    every = {whole(each.get(f"{W}ilvl", "0")): each for each in owner.findall(f"{W}{kind}")}
    counted = {int(said) - 1 for level in used & every.keys() for said in _LEVEL.findall(_text(every[level]))}
    for level, each in every.items():
        if level not in used | counted:
            owner.remove(each)
        elif level not in used:
            for text in each.iter(f"{W}lvlText"):
                text.set(f"{W}val", f"%{level + 1}")


def _used(numbering: etree._Element, styles: etree._Element, texts: Iterable[etree._Element]) -> Mapping[str, set[int]]:
    """By list the levels that paragraphs have."""
    found: dict[str, set[int]] = {}
    own = {each.get(f"{W}val", ""): whole(level.get(f"{W}ilvl", "0")) for level, each in _styled(numbering)}
    by_style: dict[str, tuple[str, int]] = {}
    for style in styles.iter(f"{W}style"):
        key, number = style.get(f"{W}styleId", ""), style.find(f"{W}pPr/{W}numPr")
        if number is not None:
            by_style[key] = (_value(number, "numId"), whole(_value(number, "ilvl"), own.get(key, 0)))
            found.setdefault(by_style[key][0], set()).add(by_style[key][1])
    for number in (each for root in texts for each in root.iter(f"{W}numPr")):
        named = _style_of(number)
        level = whole(_value(number, "ilvl"), by_style.get(named, ("", own.get(named, 0)))[1])
        key = _value(number, "numId") or by_style.get(named, ("", 0))[0]
        found.setdefault(key, set()).add(level)
    return found


def _styled(numbering: etree._Element) -> Iterator[tuple[etree._Element, etree._Element]]:
    """The levels that belong to a style, each with its mark."""
    for level in numbering.iter(f"{W}lvl"):
        mark = level.find(f"{W}pStyle")
        if mark is not None:
            yield level, mark


def _style_of(number: etree._Element) -> str:
    properties = number.getparent()
    return "" if properties is None else _value(properties, "pStyle")


def _text(level: etree._Element) -> str:
    return "".join(each.get(f"{W}val", "") for each in level.iter(f"{W}lvlText"))


def _value(owner: etree._Element, name: str) -> str:
    found = owner.find(f"{W}{name}")
    return "" if found is None else found.get(f"{W}val", "")
