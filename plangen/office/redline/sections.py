"""Sections with their headers and footers: page setup is tracked, headers and footers are compared as stories.

A section without a header of its own shows that of the section before. Because sections come and go, every section
first names all that it shows; a header that one document lacks is compared with an empty one.
"""

from typing import Protocol

from lxml import etree
from msgspec import Struct

from plangen.office.ooxml.relations import DOCUMENT
from plangen.office.redline.looks import Looks
from plangen.office.redline.marks import Marks
from plangen.office.redline.parts import Package, Relation
from plangen.office.redline.xml import (
    PARAGRAPH,
    PARAGRAPH_LOOK,
    RELATION,
    SECTION,
    Element,
    canonical,
    clone,
    drop,
    text_of,
    w,
)

_REFERENCES = {w("headerReference"): "header", w("footerReference"): "footer"}
_KINDS = ("default", "even", "first")
_ID = RELATION + "id"
_SHOWN = tuple(map(w, ("drawing", "pict", "object", "fldChar", "fldSimple", "sym")))
OLD = "old!"


class HeaderRole(Struct, frozen=True, order=True):
    """Which header or footer of a section."""

    place: str  # header or footer
    kind: str  # default, even, first


class Source(Struct, frozen=True):
    """What a header of the redline is made of: a part of the old document, of the new one, or both."""

    old: str = ""
    new: str = ""


def sections_of(document: Element) -> list[Element]:
    """The section properties of a document in order; the body gets its own where it has none."""
    body = document.find(w("body"))
    assert body is not None
    if body.find(SECTION) is None:
        body.append(etree.Element(SECTION))
    return [each for each in document.iter(SECTION) if _is_section(each)]


def name_all(document: Element, package: Package, prefix: str = "") -> None:
    """Let every section name each header and footer it shows, by part instead of relationship.

    A `prefix` before the names keeps those of the old document from being taken for new ones.
    """
    relations = package.relations(DOCUMENT)
    shown: dict[HeaderRole, str] = {}
    for section in sections_of(document):
        for each in [each for each in section if each.tag in _REFERENCES]:
            relation = relations.get(each.get(_ID, ""))
            if relation is not None and relation.target in package.parts:
                shown[HeaderRole(_REFERENCES[each.tag], each.get(w("type"), "default"))] = relation.target
            drop(each)
        for role, part in sorted(shown.items(), reverse=True):
            section.insert(0, _reference(role, prefix + part))


class Stories(Protocol):
    """The two documents as they are compared."""

    old: Package
    new: Package
    marks: Marks
    looks: Looks

    def old_tree(self, part: str, into: str) -> Element:
        """A copy of an old part, fit to stand in the new part `into`."""

    def new_tree(self, part: str) -> Element:
        """A copy of a new part."""

    def compare(self, old: Element, new: Element) -> None:
        """Turn the new tree into the redline."""

    def add(self, part: str, tree: Element, content_type: str) -> None:
        """Make a tree a part of the redline."""


class Frames:
    """Pairs the headers and footers of sections and makes their parts in the new package."""

    def __init__(self, stories: "Stories") -> None:
        self._stories = stories
        self._made: dict[tuple[bool, str, Source], str] = {}

    def pair(self, old: Element, new: Element) -> None:
        """Two versions of one section."""
        before, now = _without_references(old), _without_references(new)
        parts = _parts(old), _parts(new)
        for each in [each for each in new if each.tag in _REFERENCES]:
            drop(each)
        for role in sorted({*parts[0], *parts[1]}, reverse=True):
            made = self._part(Source(parts[0].get(role, ""), parts[1].get(role, "")), role.place)
            if made:
                new.insert(0, _reference(role, made))
        if self._stories.looks.key(before) != self._stories.looks.key(now):
            self._stories.marks.properties(new, before, "sectPrChange")

    def finish(self, document: Element) -> None:
        """Turn names of parts into relationships, bringing over those of sections that went."""
        for section in list(document.iter(SECTION)):
            if not len(section) and not section.attrib:
                drop(section)  # made only to be compared
            for each in [each for each in section if each.tag in _REFERENCES]:
                place, part = _REFERENCES[each.tag], each.get(_ID, "")
                if part.startswith(OLD):
                    part = self._part(Source(old=part.removeprefix(OLD)), place, went=True)
                kind = f"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{place}"
                each.set(_ID, self._stories.new.relate(DOCUMENT, Relation(kind=kind, target=part)))

    def _part(self, source: Source, place: str, *, went: bool = False) -> str:
        """The part that shows a header of both documents, or that of a section that went."""
        key = went, place, source
        if key not in self._made:
            self._made[key] = self._went(source.old, place) if went else self._compared(source, place)
        return self._made[key]

    def _compared(self, source: Source, place: str) -> str:
        name, package = self._free(place), self._stories.new
        if source.new:  # known before those of the old one are, so that what both refer to has one id
            package.relations(name).update(package.relations(source.new))
        new = self._stories.new_tree(source.new) if source.new else None
        old = self._stories.old_tree(source.old, name) if source.old else None
        if old is None:
            return source.new if new is None or _is_blank(new) else self._add(name, source, _emptied(new), new)
        if new is None:
            return "" if _is_blank(old) else self._add(name, source, old, _emptied(old))
        return source.new if canonical(old) == canonical(new) else self._add(name, source, old, new)

    def _add(self, name: str, source: Source, old: Element, new: Element) -> str:
        package = self._stories.new
        before = self._stories.marks.count.total()
        self._stories.compare(old, new)
        if source.new and self._stories.marks.count.total() == before:
            return source.new
        kind = package.content_type(source.new) if source.new else self._stories.old.content_type(source.old)
        self._stories.add(name, new, kind)
        return name

    def _went(self, part: str, place: str) -> str:
        name = self._free(place)
        self._stories.add(name, self._stories.old_tree(part, name), self._stories.old.content_type(part))
        return name

    def _free(self, place: str) -> str:
        number = 1
        while f"word/{place}-change{number}.xml" in self._stories.new.parts:
            number += 1
        return f"word/{place}-change{number}.xml"


def _reference(role: HeaderRole, part: str) -> Element:
    name = next(tag for tag, place in _REFERENCES.items() if place == role.place)
    return etree.Element(name, {w("type"): role.kind, _ID: part})


def _parts(section: Element) -> dict[HeaderRole, str]:
    return {
        HeaderRole(_REFERENCES[each.tag], each.get(w("type"), "default")): each.get(_ID, "").removeprefix(OLD)
        for each in section
        if each.tag in _REFERENCES
    }


def _without_references(section: Element) -> Element:
    bare = clone(section)
    for each in [each for each in bare if each.tag in _REFERENCES or each.tag == w("sectPrChange")]:
        bare.remove(each)
    return bare


def _is_section(element: Element) -> bool:
    """Whether this is a section's properties, not what a tracked change remembers of them."""
    parent = element.getparent()
    return parent is not None and parent.tag in {w("body"), PARAGRAPH_LOOK}


def _is_blank(story: Element) -> bool:
    return not text_of(story).strip() and next(story.iter(*_SHOWN), None) is None


def _emptied(story: Element) -> Element:
    """The same header with nothing in it but its last, empty paragraph."""
    bare = clone(story)
    paragraphs = bare.findall(PARAGRAPH)
    for each in list(bare):
        bare.remove(each)
    last = etree.SubElement(bare, PARAGRAPH)
    look = paragraphs[-1].find(PARAGRAPH_LOOK) if paragraphs else None
    if look is not None:
        last.append(clone(look))
    return bare
