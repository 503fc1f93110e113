"""A redline read as one row of letters: each stayed, came or went, and knows where in the file it stands.

Ends of paragraphs, rows, cells, tables and sections are letters too, so that whatever can be marked has a place.
Tables of contents are left out: they are taken from the new document and say nothing of the old one.
"""

from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate

from msgspec import Struct

from plangen.office.ooxml.relations import DOCUMENT
from plangen.office.ooxml.trees import parsed
from plangen.office.redline.marks import Fate
from plangen.office.redline.parts import Package
from plangen.office.redline.units import UnitKind, units
from plangen.office.redline.xml import (
    CELL,
    DELETED_TEXT,
    FIELD_CHARACTER,
    INSTRUCTION,
    PARAGRAPH,
    PARAGRAPH_LOOK,
    RELATION,
    ROW,
    RUN,
    RUN_LOOK,
    SECTION,
    TABLE,
    TEXT,
    Element,
    w,
)

_MARKED = {w(fate): fate for fate in Fate}
_ENDS = {PARAGRAPH: "\ue000", ROW: "\ue001", CELL: "\ue002", TABLE: "\ue003", SECTION: "\ue004"}
_THING = "\ufffc"  # a picture, a tab, a break: whatever stands in a run and is not text
_UNSEEN = frozenset({FIELD_CHARACTER, INSTRUCTION, w("delInstrText"), RUN_LOOK, w("commentReference")})
_LOOKS = {ROW: "trPr", CELL: "tcPr"}
_FRAMES = {w("headerReference"): "header", w("footerReference"): "footer"}
_NOTES = {w("footnoteReference"): "footnote", w("endnoteReference"): "endnote"}


class Snippet(Struct, frozen=True, kw_only=True, eq=False):
    """Neighbouring letters of one fate that stand in one place."""

    text: str
    fate: Fate | None  # None: stayed
    element: Element  # w:t, or what the letter is the end of
    wrapper: Element | None = None  # the mark around the run; of an end its own mark
    changes: tuple[Element, ...] = ()  # what it looked like before: rPrChange and its kind

    @property
    def is_end(self) -> bool:
        """Whether it stands for the end of something rather than for words."""
        return self.element.tag in _ENDS


class Group(Struct, frozen=True, kw_only=True, eq=False):
    """What came and went in one place of a paragraph: from and to, among the letters of the old and of the new side."""

    old: tuple[int, int]
    new: tuple[int, int]
    pieces: tuple[Snippet, ...]


class Stream:
    """The pieces of one story in order, and the rows of letters that the two sides of the redline are."""

    def __init__(self, pieces: list[Snippet]) -> None:
        self.pieces = pieces
        old = [each.text if _is_old(each) else "" for each in pieces]
        new = [each.text if _is_new(each) else "" for each in pieces]
        self.old, self.new = "".join(old), "".join(new)
        self.old_starts = [0, *accumulate(map(len, old))]
        self.new_starts = [0, *accumulate(map(len, new))]
        grouped = list(_groups(self))
        self.groups = [group for group, _ in grouped]
        self._group_of = {number: group for group, numbers in grouped for number in numbers}

    def at_old(self, place: int) -> int:
        """The number of the piece that the letter of the old side is in."""
        return bisect_right(self.old_starts, place) - 1

    def at_new(self, place: int) -> int:
        """The number of the piece that the letter of the new side is in."""
        return bisect_right(self.new_starts, place) - 1

    def before(self, place: int) -> int | None:
        """Where a letter of the new side stands in the old one; None where it came."""
        number = self.at_new(place)
        if self.pieces[number].fate is not None:
            return None
        return self.old_starts[number] + place - self.new_starts[number]

    def after(self, place: int) -> int | None:
        """Where a letter of the old side stands in the new one; None where it went."""
        number = self.at_old(place)
        if self.pieces[number].fate is not None:
            return None
        return self.new_starts[number] + place - self.old_starts[number]

    def group(self, number: int) -> Group | None:
        """What came and went together with a piece; None for ends and for what stayed."""
        return self._group_of.get(number)


def streams(package: Package, trees: dict[str, Element]) -> dict[str, Stream]:
    """The stories of a redline: its body with the notes, and headers and footers by what they are.

    `trees` gets the parts that were read, for whoever is going to write in them.
    """
    reading = _Story(package, trees)
    body = Stream([*reading.body()])
    return {"": body, **{name: Stream(pieces) for name, pieces in reading.frames.items()}}


class _Story:
    """Reads the stories of a package."""

    def __init__(self, package: Package, trees: dict[str, Element]) -> None:
        self._package = package
        self._trees = trees
        self._relations = package.relations(DOCUMENT)
        self._read: set[str] = set()
        self.frames: dict[str, list[Snippet]] = {}

    def body(self) -> Iterator[Snippet]:
        body = self._tree(DOCUMENT).find(w("body"))
        assert body is not None
        contents = {each for unit in units(body) if unit.kind is UnitKind.CONTENTS for each in unit.elements}
        for child in body:
            if child not in contents:
                yield from self._block(child, None)

    def _tree(self, part: str) -> Element:
        if part not in self._trees:
            self._trees[part] = parsed(self._package.parts[part])
        return self._trees[part]

    def _block(self, element: Element, fate: Fate | None) -> Iterator[Snippet]:
        """An element between containers and runs, and all that it holds."""
        if element.tag == PARAGRAPH:
            yield from self._paragraph(element, fate)
        elif element.tag == SECTION:
            yield from self._section(element, fate)
        elif element.tag == RUN:
            yield from self._run(element, fate, None)
        elif element.tag in _MARKED:
            for child in element:
                yield from self._marked(child, _MARKED[element.tag], element)
        elif element.tag in _ENDS:
            yield from self._part(element, fate)
        elif not str(element.tag).endswith(("Pr", "Change")):
            for child in element:
                yield from self._block(child, fate)

    def _marked(self, element: Element, fate: Fate, wrapper: Element) -> Iterator[Snippet]:
        if element.tag == RUN:
            yield from self._run(element, fate, wrapper)
        else:
            for run in element.iter(RUN):
                yield from self._run(run, fate, wrapper)

    def _part(self, element: Element, fate: Fate | None) -> Iterator[Snippet]:
        """A table, row or cell with its end."""
        look = element.find(w(_LOOKS.get(element.tag, "tblPr")))
        mark = _mark_in(look) if element.tag == ROW else None
        own = _MARKED[mark.tag] if mark is not None else fate
        held: list[Snippet] = [piece for child in element for piece in self._block(child, own)]
        yield from held
        if element.tag == TABLE:
            own = _common(each.fate for each in held if each.element.tag == ROW)
        changes = (*_changes(look), *_changes(element.find(w("tblGrid"))), *_changes(element.find(w("tblPrEx"))))
        yield Snippet(text=_ENDS[element.tag], fate=own, element=element, wrapper=mark, changes=changes)

    def _paragraph(self, paragraph: Element, fate: Fate | None) -> Iterator[Snippet]:
        look = paragraph.find(PARAGRAPH_LOOK)
        for child in paragraph:
            if child is not look:
                yield from self._block(child, fate)
        of_mark = look.find(RUN_LOOK) if look is not None else None
        mark = _mark_in(of_mark)
        own = _MARKED[mark.tag] if mark is not None else fate
        ended = look.find(SECTION) if look is not None else None
        if ended is not None:
            yield from self._section(ended, own)
        changes = (*_changes(look), *_changes(of_mark))
        yield Snippet(text=_ENDS[PARAGRAPH], fate=own, element=paragraph, wrapper=mark, changes=changes)

    def _section(self, section: Element, fate: Fate | None) -> Iterator[Snippet]:
        for each in section:
            relation = self._relations.get(each.get(f"{RELATION}id", "")) if each.tag in _FRAMES else None
            if relation is not None and relation.target not in self._read and relation.target in self._package.parts:
                self._read.add(relation.target)
                name = f"{_FRAMES[each.tag]} {each.get(w('type'), 'default')}"
                story = self._tree(relation.target)
                pieces = [piece for child in story for piece in self._block(child, fate)]
                self.frames.setdefault(name, []).extend(pieces)
        yield Snippet(text=_ENDS[SECTION], fate=fate, element=section, changes=tuple(_changes(section)))

    def _run(self, run: Element, fate: Fate | None, wrapper: Element | None) -> Iterator[Snippet]:
        changes = tuple(_changes(run.find(RUN_LOOK)))
        for child in run:
            if child.tag in {TEXT, DELETED_TEXT}:
                yield Snippet(text=child.text or "", fate=fate, element=child, wrapper=wrapper, changes=changes)
            elif child.tag not in _UNSEEN:
                yield Snippet(text=_THING, fate=fate, element=child, wrapper=wrapper, changes=changes)
                yield from self._within(child, fate)

    def _within(self, thing: Element, fate: Fate | None) -> Iterator[Snippet]:
        """The text boxes of a drawing, the note that a reference leads to."""
        if thing.tag in _NOTES:
            yield from self._note(thing, _NOTES[thing.tag], fate)
        elif len(thing):
            for box in thing.iter(w("txbxContent")):
                for child in box:
                    yield from self._block(child, fate)

    def _note(self, reference: Element, kind: str, fate: Fate | None) -> Iterator[Snippet]:
        part = self._package.related(DOCUMENT, f"{kind}s")
        if part:
            found = self._tree(part).iterfind(w(kind))
            note = next((each for each in found if each.get(w("id")) == reference.get(w("id"))), ())
            for child in note:
                yield from self._block(child, fate)


def _mark_in(look: Element | None) -> Element | None:
    return next((each for each in look if each.tag in _MARKED), None) if look is not None else None


def _changes(look: Element | None) -> Iterator[Element]:
    if look is not None:
        yield from (each for each in look if str(each.tag).endswith("Change"))


def _common(fates: Iterator[Fate | None]) -> Fate | None:
    """The fate of a table: that of its rows where it is the same for all."""
    found = set(fates)
    return found.pop() if len(found) == 1 else None


def _is_old(piece: Snippet) -> bool:
    return piece.fate is None or piece.fate.is_old


def _is_new(piece: Snippet) -> bool:
    return piece.fate is None or not piece.fate.is_old


def _groups(stream: Stream) -> Iterator[tuple[Group, list[int]]]:
    """Neighbours that came and went, with the numbers of their pieces; none reaches over an end."""
    numbers: list[int] = []
    for number, piece in enumerate([*stream.pieces, None]):
        if piece is not None and not piece.text:
            continue
        if piece is not None and piece.fate is not None and not piece.is_end:
            numbers.append(number)
        elif numbers:
            yield _grouped(stream, numbers), numbers
            numbers = []


def _grouped(stream: Stream, numbers: list[int]) -> Group:
    first, last = numbers[0], numbers[-1] + 1
    return Group(
        old=(stream.old_starts[first], stream.old_starts[last]),
        new=(stream.new_starts[first], stream.new_starts[last]),
        pieces=tuple(stream.pieces[number] for number in numbers),
    )
