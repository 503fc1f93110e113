"""The sections of a document and the headers that their pages show, as Word works them out."""

from collections.abc import Iterator, Mapping

from lxml.etree import _Element as Element
from msgspec import Struct

from plangen.office.ooxml.numbers import is_on, length
from plangen.office.ooxml.wml import NAMESPACES

_W, _R = f"{{{NAMESPACES['w']}}}", f"{{{NAMESPACES['r']}}}"
SECTION, REFERENCE, KIND, KEY = f"{_W}sectPr", f"{_W}headerReference", f"{_W}type", f"{_R}id"
_HOLDERS = frozenset({f"{_W}sdt", f"{_W}sdtContent", f"{_W}customXml"})  # what only holds paragraphs of the text
KINDS = ("default", "first", "even")


class SectionPage(Struct, frozen=True, kw_only=True):
    """A page in twips, as far as the file says so; None where it says what is no length."""

    width: float | None
    height: float | None
    sides: Mapping[str, float | None]  # top, left and so on; nothing of one that is not said

    def side(self, name: str) -> float:
        """One of the sides, nothing where it is not known."""
        return self.sides.get(name) or 0.0


def sections_of(body: Element) -> Iterator[Element]:
    """The sections of the text in their order: those that paragraphs end, then the body's own."""
    yield from _ended(body)
    yield from body.findall(SECTION)


def strays(document: Element) -> list[Element]:
    """What looks like a section and is none, or not for every reader: in a cell, a text box, a choice of contents.

    What a section was before a tracked change is none for anybody.
    """
    body = document.find(f"{_W}body")
    own = set() if body is None else set(sections_of(body))
    found = [each for each in document.iter(SECTION) if each not in own]
    return [each for each in found if (parent := each.getparent()) is None or parent.tag != f"{_W}sectPrChange"]


def headers_shown(body: Element, settings: Element) -> Iterator[tuple[Element, str, str]]:
    """For each section the kinds of header that its pages show, each with the key of its relation.

    A section without a header of a kind shows that of the section before; the key is empty where there is none.
    """
    known = dict.fromkeys(KINDS, "")
    even = any(is_on(each, f"{_W}val") for each in settings.iter(f"{_W}evenAndOddHeaders"))
    for section in sections_of(body):
        for each in section.findall(REFERENCE):
            known[each.get(KIND, "default")] = each.get(KEY, "")
        first = any(is_on(each, f"{_W}val") for each in section.iter(f"{_W}titlePg"))
        shown = ("default", *(("first",) if first else ()), *(("even",) if even else ()))
        yield from ((section, kind, known[kind]) for kind in shown)


def page_of(section: Element) -> SectionPage:
    """The page of a section."""
    size, margins = section.find(f"{_W}pgSz"), section.find(f"{_W}pgMar")
    sides = {} if margins is None else {str(key).removeprefix(_W): length(str(each)) for key, each in margins.items()}
    return SectionPage(width=_side(size, "w"), height=_side(size, "h"), sides=sides)


def _side(size: Element | None, name: str) -> float | None:
    return None if size is None else length(size.get(f"{_W}{name}", ""))


def _ended(holder: Element) -> Iterator[Element]:
    for each in holder:
        if each.tag == f"{_W}p":
            yield from each.findall(f"{_W}pPr/{SECTION}")
        elif each.tag in _HOLDERS:
            yield from _ended(each)
