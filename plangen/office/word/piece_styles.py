"""The styles and lists of a piece of Word in the document that it is put into.

A style of a name that the house has looks as the house has it; others are taken along. Each time that a piece stands in
a document its lists begin anew.
"""

import hashlib
from collections.abc import Iterator
from copy import deepcopy

from lxml.etree import _Element as Element

from plangen.office.house.look import NUMBERING, STYLES, tag
from plangen.office.ooxml.numbers import whole
from plangen.office.ooxml.trees import Parts
from plangen.office.ooxml.wml import NAMESPACES
from plangen.office.word.piece_parts import Receiver

_VALUE = tag("w:val")
_NAMED = ("w:pStyle", "w:rStyle", "w:tblStyle")
_BASES = ("w:basedOn", "w:link")
_NO_LIST = "0"
_NUMBER = f"{tag('w:pPr')}/{tag('w:numPr')}"
_BEFORE_NUMBER = frozenset(
    tag(f"w:{name}") for name in ("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl")
)
_DEEPEST = 20  # styles based on one another


class LooksOfPiece:
    """What styles and lists of one piece are called where it is put."""

    def __init__(self, package: Receiver, parts: Parts, number: int) -> None:
        self._package = package
        self._at = number
        self._theirs = {each.get(tag("w:styleId"), ""): each for each in parts.root(STYLES).iter(tag("w:style"))}
        self._lists = parts.root(NUMBERING)
        self._ids: dict[str, str] = {}
        self._depth = 0  # of styles that are based on one another
        self._rounds: dict[tuple[int, str], str] = {}

    def settle(self, holder: Element, round_: int) -> None:
        """Call the styles and lists in some elements of the piece what they are called here."""
        for paragraph in holder.iter(tag("w:p")):
            self._number(paragraph)
        for element in list(holder.iter(*map(tag, _NAMED))):
            _set(element, self.style(element.get(_VALUE, "")))
        for element in list(holder.iter(tag("w:numId"))):
            said = element.get(_VALUE, "")
            element.set(_VALUE, self._list(said, round_))
            number = element.getparent()
            if number is not None and said != _NO_LIST and element.get(_VALUE) == _NO_LIST:
                _remove(number)  # of a list that is not there

    def style(self, key: str) -> str:
        """The id here of a style of the piece; nothing where the piece has no such style."""
        if key not in self._ids and key in self._theirs and self._depth < _DEEPEST:
            style = self._theirs[key]
            styles = self._package.root(STYLES)
            self._depth += 1
            self._ids[key] = _house_style(styles, style) or self._take(styles, key, style)
            self._depth -= 1
        return self._ids.get(key, "")

    def _number(self, paragraph: Element) -> None:
        """Say of an item itself which list it is of, where only its style says so: that would count on."""
        look = paragraph.find(tag("w:pPr"))
        style = None if look is None else look.find(tag("w:pStyle"))
        if look is None or style is None or look.find(tag("w:numPr")) is not None:
            return
        said = self._number_of_style(style.get(_VALUE, ""))
        if said is not None:
            place = next((at for at, each in enumerate(look) if each.tag not in _BEFORE_NUMBER), len(look))
            look.insert(place, deepcopy(said))

    def _number_of_style(self, key: str) -> Element | None:
        """The list of a style, or of one that it is based on."""
        for _ in range(_DEEPEST):
            style = self._theirs.get(key)
            said = None if style is None else style.find(_NUMBER)
            base = None if style is None else style.find(tag("w:basedOn"))
            if said is not None or base is None:
                return said
            key = base.get(_VALUE, "")
        return None

    def _take(self, styles: Element, key: str, style: Element) -> str:
        """Copy a style with those that it is based on."""
        copied = _plain(style)
        new = f"{key}Piece{self._at}"
        self._ids[key] = new
        copied.set(tag("w:styleId"), new)
        copied.attrib.pop(tag("w:default"), "")
        name = copied.find(tag("w:name"))
        if name is not None and any(_same_name(each, copied) for each in styles.iter(tag("w:style"))):
            name.set(_VALUE, f"{name.get(_VALUE)} {self._at}")
            copied.set(tag("w:customStyle"), "1")
        for other in list(copied.iter(*map(tag, _BASES))):
            _set(other, self.style(other.get(_VALUE, "")))
        for gone in list(copied.iter(tag("w:next"), tag("w:rsid"))):
            _remove(gone)
        self.settle(copied, 0)
        copied.set(_TAKEN, "1")
        styles.append(copied)
        return new

    def _list(self, key: str, round_: int) -> str:
        """The id here of a list of the piece, which begins anew with each round."""
        if key != _NO_LIST and (round_, key) not in self._rounds:
            listed = next((each for each in self._lists.iter(tag("w:num")) if each.get(tag("w:numId")) == key), None)
            self._rounds[round_, key] = _NO_LIST if listed is None else self._take_list(listed, round_)
        return self._rounds.get((round_, key), _NO_LIST)

    def _take_list(self, listed: Element, round_: int) -> str:
        numbering = self._package.root(NUMBERING)
        abstract = self._abstract(listed)
        if abstract is None:
            return _NO_LIST
        said = f"{self._at} {round_} {listed.get(tag('w:numId'))}"
        kept = str(_next(numbering, "w:abstractNum", "w:abstractNumId"))
        copied = _plain(abstract)
        copied.set(tag("w:abstractNumId"), kept)
        for gone in list(copied.iter(*map(tag, ("w:styleLink", "w:numStyleLink", "w:pStyle", "w:lvlPicBulletId")))):
            _remove(gone)
        for sign in copied.iter(tag("w:nsid")):  # Word takes lists of one sign for one list
            sign.set(_VALUE, hashlib.sha256(said.encode()).hexdigest()[:8].upper())
        for style in copied.iter(tag("w:rStyle")):
            _set(style, self.style(style.get(_VALUE, "")))
        first = numbering.find(tag("w:num"))
        numbering.append(copied) if first is None else first.addprevious(copied)
        new = str(_next(numbering, "w:num", "w:numId"))
        number = _plain(listed)
        number.set(tag("w:numId"), new)
        for each in number.iter(tag("w:abstractNumId")):
            each.set(_VALUE, kept)
        numbering.findall(tag("w:num"))[-1].addnext(number) if first is not None else numbering.append(number)
        return new

    def _abstract(self, listed: Element) -> Element | None:
        """What a list looks like, be it said by a style of lists."""
        key = listed.find(tag("w:abstractNumId"))
        every = list(self._lists.iter(tag("w:abstractNum")))
        found = next((each for each in every if key is not None and _key(each) == key.get(_VALUE)), None)
        linked = None if found is None else found.find(tag("w:numStyleLink"))
        if linked is None:
            return found
        names = ((each, each.find(tag("w:styleLink"))) for each in every)
        return next((each for each, name in names if name is not None and name.get(_VALUE) == linked.get(_VALUE)), None)


_TAKEN = "taken"  # while pieces are put in: a style that came with one


def without_signs(styles: Element) -> None:
    """Take away what tells the house's styles from those that came with pieces."""
    for style in styles.iter(tag("w:style")):
        style.attrib.pop(_TAKEN, "")


def _house_style(styles: Element, style: Element) -> str:
    """The id of the house's style of the same name; nothing where it has none."""
    own = (each for each in styles.iter(tag("w:style")) if each.get(_TAKEN) is None)
    return next((each.get(tag("w:styleId"), "") for each in own if _same_name(each, style)), "")


def _same_name(one: Element, other: Element) -> bool:
    return one.get(tag("w:type")) == other.get(tag("w:type")) and _name(one) == _name(other)


def _name(style: Element) -> str:
    name = style.find(tag("w:name"))
    return "" if name is None else name.get(_VALUE, "").lower()


def _key(abstract: Element) -> str:
    return abstract.get(tag("w:abstractNumId"), "")


def _next(numbering: Element, element: str, key: str) -> int:
    return max((whole(each.get(tag(key), "")) for each in numbering.iter(tag(element))), default=0) + 1


def _plain(element: Element) -> Element:
    """A copy without what only newer programs know."""
    copied = deepcopy(element)
    for each in list(_unknown(copied)):
        _remove(each)
    for each in copied.iter():
        for name in [name for name in each.attrib if str(name).startswith("{") and not _is_known(str(name))]:
            del each.attrib[name]
    return copied


def _unknown(element: Element) -> Iterator[Element]:
    return (each for each in element.iter() if not _is_known(str(each.tag)))


def _is_known(name: str) -> bool:
    return name.startswith((f"{{{NAMESPACES['w']}}}", "{http://www.w3.org/XML/1998/namespace}"))


def _set(element: Element, value: str) -> None:
    """Name another style; without one the element goes."""
    if value:
        element.set(_VALUE, value)
    else:
        _remove(element)


def _remove(element: Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
