"""Lists within what a template repeats: with each repetition they count from the beginning again.

Word numbers by list, not by place: a list inside a loop would run on from one item to the next. Before a part is filled
in, each loop is told which lists begin anew; afterwards each round of it gets a number of its own.
"""

from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy

from lxml import etree
from msgspec import Struct

from plangen.language.tags import Tag, read
from plangen.office.ooxml.wml import NAMESPACES
from plangen.office.templates.tagged import own_texts, text_of

_W = f"{{{NAMESPACES['w']}}}"
ROUND = "round"
"""The sign: an element of no namespace, gone before the part is written."""
_LISTS = "lists"
_LEVELS = 9  # of every list in Word
_HOLDERS = {"p": f"{_W}p", "tr": f"{_W}tr"}


class _Loop(Struct, kw_only=True):
    """A loop over paragraphs or rows, with the lists of the paragraphs that it repeats, in order; "": of none."""

    holder: etree._Element
    lists: list[str]


def mark_rounds(root: etree._Element, styles: etree._Element) -> None:
    """Put a sign at the beginning of each loop that repeats whole lists; filled in, it stands before every round."""
    numbered = _Numbered(styles)
    done, every = _loops(root, numbered)
    for loop in done:
        own = dict.fromkeys(each for each in loop.lists if each and each != loop.lists[0])
        if lists := [each for each in own if _count(every, each) == loop.lists.count(each)]:
            loop.holder.addnext(etree.Element(ROUND, {_LISTS: " ".join(lists)}))


def restart(root: etree._Element, styles: etree._Element, numbering: etree._Element) -> None:
    """Let the lists begin anew where a sign says so, take the signs away; the new numbers join `numbering`."""
    numbered, numbers = _Numbered(styles), _Numbers(numbering)
    waiting, begun, current = set[str](), set[str](), dict[str, str]()
    for element in root.iter(ROUND, f"{_W}p"):
        if element.tag == ROUND:
            waiting.update(element.get(_LISTS, "").split())
            continue
        own = numbered.of(element)
        if own in waiting and own in begun:
            current[own] = numbers.again(own)
        waiting.discard(own)
        begun.add(own)
        if own in current:
            _set_number(element, current[own], numbered.level(element))
    for sign in list(root.iter(ROUND)):
        parent = sign.getparent()
        if parent is not None:
            parent.remove(sign)


def _loops(root: etree._Element, numbered: "_Numbered") -> tuple[list[_Loop], list[str]]:
    """The loops, and the lists of all paragraphs of the part."""
    opened: list[_Loop] = []
    done: list[_Loop] = []
    every: list[str] = []
    for paragraph in root.iter(f"{_W}p"):
        text = text_of(own_texts(paragraph)).strip()
        tag = read(text) if text.startswith("{%") else None
        if tag is not None:
            done += _opened_or_closed(tag, paragraph, opened)
        elif text:
            every.append(numbered.of(paragraph))
            for loop in opened:
                loop.lists.append(every[-1])
    return done, every


def _opened_or_closed(tag: Tag, paragraph: etree._Element, opened: list[_Loop]) -> list[_Loop]:
    """The loop that the tag closes; one that it opens joins the others."""
    if tag.level and tag.kind == "for":
        around = (paragraph, *paragraph.iterancestors())
        holder = next((each for each in around if each.tag == _HOLDERS[tag.level]), paragraph)
        opened.append(_Loop(holder=holder, lists=[]))
    return [opened.pop()] if tag.level and tag.kind == "endfor" and opened else []


def _count(lists: Iterable[str], wanted: str) -> int:
    return sum(each == wanted for each in lists)


class _Numbered:
    """Knows of which list a paragraph is, by itself or by its style."""

    def __init__(self, styles: etree._Element) -> None:
        self._styles = {each.get(f"{_W}styleId", ""): each for each in styles.iter(f"{_W}style")}
        self._known: dict[str, str] = {}

    def of(self, paragraph: etree._Element) -> str:
        """The number of the list; nothing where it is of none."""
        own = _value(paragraph, f"{_W}pPr/{_W}numPr/{_W}numId")
        found = own if own is not None else self._by_style(_value(paragraph, f"{_W}pPr/{_W}pStyle") or "")
        return "" if found == "0" else found

    def level(self, paragraph: etree._Element) -> str:
        """The level that it says itself, else that of its style."""
        own = _value(paragraph, f"{_W}pPr/{_W}numPr/{_W}ilvl")
        if own is not None:
            return own
        key = _value(paragraph, f"{_W}pPr/{_W}pStyle") or ""
        return next((level for each in self._chain(key) if (level := _value(each, _STYLE_LEVEL)) is not None), "0")

    def _by_style(self, key: str) -> str:
        if key not in self._known:
            said = (_value(each, _STYLE_LIST) for each in self._chain(key))
            self._known[key] = next((each for each in said if each is not None), "")
        return self._known[key]

    def _chain(self, key: str) -> Iterator[etree._Element]:
        seen: set[str] = set()
        while key in self._styles and key not in seen:
            seen.add(key)
            yield self._styles[key]
            key = _value(self._styles[key], f"{_W}basedOn") or ""


_STYLE_LIST, _STYLE_LEVEL = (f"{_W}pPr/{_W}numPr/{_W}{name}" for name in ("numId", "ilvl"))


class _Numbers:
    """The list numbers of a file."""

    def __init__(self, numbering: etree._Element) -> None:
        self._root = numbering
        self._numbers: Mapping[str, etree._Element] = {
            each.get(f"{_W}numId", ""): each for each in numbering.iter(f"{_W}num")
        }
        self._last = max((int(key) for key in self._numbers if key.isdecimal()), default=0)

    def again(self, key: str) -> str:
        """A number that counts as that one does, from the beginning; the same where the file does not know it."""
        old = self._numbers.get(key)
        if old is None:
            return key
        self._last += 1
        new = deepcopy(old)
        new.set(f"{_W}numId", str(self._last))
        for level in range(_LEVELS):
            self._begin(new, level)
        self._last_number().addnext(new)
        return str(self._last)

    def _last_number(self) -> etree._Element:
        return list(self._root.iter(f"{_W}num"))[-1]

    def _begin(self, number: etree._Element, level: int) -> None:
        """Say where a level begins, where the number does not say it yet."""
        own = next((each for each in number.iter(f"{_W}lvlOverride") if each.get(f"{_W}ilvl") == str(level)), None)
        if own is None:
            own = etree.SubElement(number, f"{_W}lvlOverride", {f"{_W}ilvl": str(level)})
        if own.find(f"{_W}startOverride") is None:
            begin = etree.Element(f"{_W}startOverride", {f"{_W}val": self._start(number, own, level)})
            own.insert(0, begin)

    def _start(self, number: etree._Element, own: etree._Element, level: int) -> str:
        said = _value(own, f"{_W}lvl/{_W}start")
        if said is not None:
            return said
        key = _value(number, f"{_W}abstractNumId")
        lists = (each for each in self._root.iter(f"{_W}abstractNum") if each.get(f"{_W}abstractNumId") == key)
        levels = (each for found in lists for each in found.iter(f"{_W}lvl") if each.get(f"{_W}ilvl") == str(level))
        return next((start for each in levels if (start := _value(each, f"{_W}start")) is not None), "1")


_BEFORE_NUMBER = tuple(
    f"{_W}{name}" for name in ("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl")
)


def _set_number(paragraph: etree._Element, number: str, level: str) -> None:
    look = paragraph.find(f"{_W}pPr")
    if look is None:
        look = etree.Element(f"{_W}pPr")
        paragraph.insert(0, look)
    own = look.find(f"{_W}numPr")
    if own is None:
        own = etree.Element(f"{_W}numPr")
        look.insert(sum(each.tag in _BEFORE_NUMBER for each in look), own)
    for name, value in (("ilvl", level), ("numId", number)):
        element = own.find(f"{_W}{name}")
        if element is None:
            element = etree.Element(f"{_W}{name}")
            own.insert(0 if name == "ilvl" else len(own.findall(f"{_W}ilvl")), element)
        element.set(f"{_W}val", value)


def _value(element: etree._Element, path: str) -> str | None:
    found = element.find(path)
    return None if found is None else found.get(f"{_W}val")
