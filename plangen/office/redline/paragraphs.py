"""Two paragraphs compared: their properties, their mark, and every word in them."""

from collections.abc import Callable
from typing import Protocol

from lxml import etree
from msgspec.structs import replace

from plangen.office.redline.looks import Looks
from plangen.office.redline.marks import Fate, Marks, look_of_mark
from plangen.office.redline.tokens import Atom, atoms, changes, same_look, spelled
from plangen.office.redline.xml import (
    PARAGRAPH_LOOK,
    RUN,
    RUN_LOOK,
    SECTION,
    Element,
    canonical,
    clone,
    is_same,
    nested_texts,
    w,
)

_NOTES = (w("footnoteReference"), w("endnoteReference"))


class Stories(Protocol):
    """What a paragraph may hold beside its own words, compared elsewhere."""

    looks: Looks

    def same_lists(self, old: str, new: str) -> bool:
        """Whether two numbering ids of old and new stand for the same list."""

    def notes(self, old: Element, new: Element) -> None:
        """Compare the notes that two references in the same place refer to."""

    def sections(self, old: Element, new: Element) -> None:
        """Compare two section properties."""


class Paragraphs:
    """Turns a new paragraph into the redline against an old one."""

    def __init__(self, marks: Marks, stories: Stories, blocks: Callable[[Element, Element], None]) -> None:
        self._marks = marks
        self._stories = stories
        self._looks = stories.looks
        self._blocks = blocks

    def compare(self, old: Element, new: Element) -> None:
        """Turn a new paragraph into the redline against an old one: its words and its look."""
        if is_same(old, new):
            return
        self.look(old, new)
        self.words(old, new)

    def look(self, old: Element, new: Element) -> None:
        """The properties of the paragraph, of its mark, and of the section that it ends."""
        before, now = old.find(PARAGRAPH_LOOK), new.find(PARAGRAPH_LOOK)
        if not self.is_same_look(before, now):
            if now is None:
                now = etree.Element(PARAGRAPH_LOOK)
                new.insert(0, now)
            self._marks.properties(now, _own(before), "pPrChange")
        self._mark(_part(before, RUN_LOOK), new)
        ended, ends = _part(before, SECTION), _part(now, SECTION)
        if ended is not None and ends is not None:
            self._stories.sections(ended, ends)

    def is_same_look(self, old: Element | None, new: Element | None) -> bool:
        """Whether properties are equal, numbers of lists being names only."""
        before, now = _own(old), _own(new)
        lists = before.find(f".//{w('numId')}"), now.find(f".//{w('numId')}")
        if (
            lists[0] is not None
            and lists[1] is not None
            and self._stories.same_lists(lists[0].get(w("val"), ""), lists[1].get(w("val"), ""))
        ):
            lists[0].set(w("val"), lists[1].get(w("val"), ""))
        return self._looks.key(before) == self._looks.key(now)

    def words(self, old: Element, new: Element) -> None:
        """What stands in the paragraph."""
        before, _ = atoms(old, self._looks)
        now, behind = atoms(new, self._looks)
        if [(a.key, a.look_key) for a in before] == [(a.key, a.look_key) for a in now]:
            self._within(before, now)
            return
        for child in [each for each in new if each.tag != PARAGRAPH_LOOK]:
            new.remove(child)
        for kind, i1, i2, j1, j2 in changes(before, now):
            if kind == "equal":
                self._within(before[i1:i2], now[j1:j2])
                for a, stretch in same_look(before[i1:i2], now[j1:j2]):
                    new.extend(self._formatted(a, stretch))
            else:
                self._put(new, before[i1:i2], Fate.WENT)
                self._put(new, now[j1:j2], Fate.CAME)
        new.extend(behind)

    def _put(self, paragraph: Element, sequence: list[Atom], change: Fate) -> None:
        if not sequence:
            return
        content = [clone(each) for each in spelled(map(_unmarked, sequence))] if change.is_old else spelled(sequence)
        paragraph.extend(self._marks.inline(content, change))
        self._marks.count[change] += 1

    def _formatted(self, before: Atom, stretch: list[Atom]) -> list[Element]:
        """What stayed, with its former look remembered where that changed."""
        content = spelled(stretch)
        if before.look_key == stretch[0].look_key:
            return content
        for run in content:
            if run.tag == RUN:
                look = run.find(RUN_LOOK)
                if look is None:
                    look = etree.Element(RUN_LOOK)
                    run.insert(0, look)
                self._marks.properties(look, _copied(before.look), "rPrChange")
        return content

    def _within(self, old: list[Atom], new: list[Atom]) -> None:
        """Text boxes and notes of objects that stayed where they were."""
        for a, b in zip(old, new, strict=True):
            for before, now in zip(a.elements, b.elements, strict=False):
                for boxes in zip(nested_texts(before), nested_texts(now), strict=False):
                    self._blocks(*boxes)
                if before.tag in _NOTES:
                    self._stories.notes(before, now)

    def _mark(self, before: Element | None, new: Element) -> None:
        now = new.find(f"{PARAGRAPH_LOOK}/{RUN_LOOK}")
        if self._looks.exact and canonical(before) != canonical(now):
            self._marks.properties(look_of_mark(new), _copied(before), "rPrChange")


def _unmarked(atom: Atom) -> Atom:
    """An old atom without its bookmarks: they stand where the new document has them."""
    return replace(atom, before=()) if atom.before else atom


def _copied(look: Element | None) -> Element:
    return clone(look) if look is not None else etree.Element(RUN_LOOK)


def _own(look: Element | None) -> Element:
    """A paragraph's properties without those of its mark and its section."""
    copied = clone(look) if look is not None else etree.Element(PARAGRAPH_LOOK)
    for each in [each for each in copied if each.tag in {RUN_LOOK, SECTION, w("pPrChange")}]:
        copied.remove(each)
    return copied


def _part(look: Element | None, name: str) -> Element | None:
    return look.find(name) if look is not None else None
