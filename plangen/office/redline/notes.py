"""Footnotes and endnotes: those of both documents are compared where their references stand in the same place."""

from collections.abc import Iterator
from typing import Protocol

from plangen.office.ooxml.relations import DOCUMENT
from plangen.office.redline.marks import Fate, Marks
from plangen.office.redline.parts import Package, Relation
from plangen.office.redline.xml import PARAGRAPH, Element, clone, w

_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_KINDS = {"footnote": "footnotes", "endnote": "endnotes"}
_GONE = (Fate.WENT, Fate.MOVED_AWAY)


class Stories(Protocol):
    """The two documents as they are compared."""

    old: Package
    new: Package
    marks: Marks

    def old_tree(self, part: str, into: str) -> Element:
        """A part of the old document in the terms of the new one, for the part that it goes into."""
        ...

    def new_tree(self, part: str) -> Element:
        """A part of the new document."""
        ...

    def compare(self, old: Element, new: Element) -> None:
        """Turn the content of `new` into the redline against that of `old`."""
        ...

    def add(self, part: str, tree: Element, content_type: str) -> None:
        """Let the redline have a further part."""
        ...


class Notes:
    """The notes of both documents by kind, brought together in the parts of the new one."""

    def __init__(self, stories: Stories) -> None:
        self._stories = stories
        self._old: dict[str, Element] = {}
        self._new: dict[str, Element] = {}

    def pair(self, old: Element, new: Element) -> None:
        """Compare what two references in the same place refer to."""
        kind = _kind(new)
        before, now = self._note(kind, old, self._old_notes(kind)), self._note(kind, new, self._new_notes(kind))
        if before is not None and now is not None:
            self._stories.compare(before, now)

    def finish(self, document: Element) -> None:
        """Bring over the notes of text that went, and mark those of text that came."""
        for kind, plural in _KINDS.items():
            for reference, change in _marked(document, f"{kind}Reference"):
                notes = self._new_notes(kind)
                if change in _GONE:
                    note = self._note(kind, reference, self._old_notes(kind))
                    if note is None or notes is None:
                        continue
                    note = clone(note)
                    note.set(w("id"), self._stories.marks.number())
                    reference.set(w("id"), note.get(w("id"), ""))
                    notes.append(note)
                else:
                    note = self._note(kind, reference, notes)
                if note is not None:
                    for paragraph in note.findall(PARAGRAPH):
                        self._stories.marks.content(paragraph, change)
            if kind in self._new:
                self._stories.add(self._part(plural), self._new[kind], self._type(plural))

    @staticmethod
    def _note(kind: str, reference: Element, notes: Element | None) -> Element | None:
        wanted = reference.get(w("id"))
        found = notes.iterfind(w(kind)) if notes is not None else ()
        return next((each for each in found if each.get(w("id")) == wanted), None)

    def _old_notes(self, kind: str) -> Element | None:
        part = self._stories.old.related(DOCUMENT, _KINDS[kind])
        if kind not in self._old and part:
            self._old[kind] = self._stories.old_tree(part, self._part(_KINDS[kind]))
        return self._old.get(kind)

    def _new_notes(self, kind: str) -> Element | None:
        """The notes of the new document; where it has none, the old part without its notes but the separators."""
        if kind not in self._new:
            part = self._stories.new.related(DOCUMENT, _KINDS[kind])
            old = None if part else self._old_notes(kind)
            if part:
                self._new[kind] = self._stories.new_tree(part)
            elif old is not None:
                bare = clone(old)
                for each in [each for each in bare if not each.get(w("type"))]:
                    bare.remove(each)
                relation = Relation(kind=f"{_RELATIONS}/{_KINDS[kind]}", target=self._part(_KINDS[kind]))
                self._stories.new.relate(DOCUMENT, relation)
                self._new[kind] = bare
        return self._new.get(kind)

    def _part(self, plural: str) -> str:
        return self._stories.new.related(DOCUMENT, plural) or f"word/{plural}.xml"

    @staticmethod
    def _type(plural: str) -> str:
        return f"application/vnd.openxmlformats-officedocument.wordprocessingml.{plural}+xml"


def _kind(reference: Element) -> str:
    return "footnote" if reference.tag == w("footnoteReference") else "endnote"


def _marked(document: Element, name: str) -> Iterator[tuple[Element, Fate]]:
    """The references in text that came or went, with which of the two."""
    changes = {w(each): each for each in Fate}
    for reference in list(document.iter(w(name))):
        change = next((changes[each.tag] for each in reference.iterancestors() if each.tag in changes), None)
        if change is not None:
            yield reference, change
