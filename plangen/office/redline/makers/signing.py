"""The marks of a redline signed by who made them: author and date of the step that a word came or went in."""

from collections.abc import Iterable, Iterator, Sequence

from lxml import etree
from msgspec import Struct

from plangen.office.redline.makers.streams import Group, Snippet
from plangen.office.redline.makers.word_history import Ancestry, newest
from plangen.office.redline.marks import Fate, Signature
from plangen.office.redline.xml import (
    FIELD_CHARACTER,
    RUN,
    RUN_LOOK,
    SPACE,
    TEXT_BOX,
    Element,
    clone,
    field_balance,
    w,
)

_MARKED = frozenset(map(w, Fate))
_UNSIGNED = w("tblGridChange")  # the only change of a look that names nobody
_AUTHOR, _DATE, _ID = w("author"), w("date"), w("id")


class Remarked(Struct, frozen=True, kw_only=True, eq=False):
    """Words that several steps wrote in, from the first mark to the last one."""

    first: Element
    last: Element
    steps: tuple[int, ...]


class _DatedSnippet(Struct, frozen=True, kw_only=True, eq=False):
    """A piece that is marked, and the step of each of its letters."""

    piece: Snippet
    steps: tuple[int, ...]


class Signing:
    """Signs the marks of one story."""

    def __init__(self, ancestry: Ancestry, signatures: Sequence[Signature], numbers: Iterator[int]) -> None:
        self._ancestry = ancestry
        self._signatures = signatures
        self._numbers = numbers
        self._ends: dict[Element, Element] = {}  # of a mark that was divided, the last of those that it became

    def sign(self) -> Iterator[Remarked]:
        """Sign all marks; what several steps wrote in is returned, to be remarked upon."""
        written_by_several = [*self._written_by_several()]
        self._sign_changes()
        for mark, letters in self._by_mark():
            known = iter(_filled(each for piece in letters for each in piece.steps))
            self._divide(mark, [_known(each, known, self._ancestry.last) for each in letters])
        for first, last, steps in written_by_several:
            yield Remarked(first=first, last=self._ends.get(last, last), steps=steps)

    # -- words

    def _by_mark(self) -> "Iterator[tuple[Element, list[_DatedSnippet]]]":
        """Each mark with the letters that it is around, or stands for."""
        found: dict[Element, list[_DatedSnippet]] = {}
        whole = self._ancestry.whole
        for number, piece in enumerate(whole.pieces):
            if piece.wrapper is not None and piece.fate is not None:
                start = (whole.old_starts if piece.fate.is_old else whole.new_starts)[number]
                follow = self._ancestry.went if piece.fate.is_old else self._ancestry.came
                steps = tuple(_as_number(follow(start + at)) for at in range(len(piece.text)))
                found.setdefault(piece.wrapper, []).append(_DatedSnippet(piece=piece, steps=steps))
        yield from found.items()

    def _divide(self, mark: Element, letters: Sequence[_DatedSnippet]) -> None:
        """Sign the mark, and divide it where its words are of several steps."""
        steps = {step for each in letters for step in each.steps}
        if _is_one(steps) or mark.tag not in _MARKED or not len(mark):
            self._put(mark, newest(steps))
            return
        parts = [*self._parts(mark, letters)]
        for child in list(mark):
            mark.remove(child)
        at, step = mark, parts[0][0]
        self._put(mark, step)
        for own, elements in parts:
            if own != step:
                divided = etree.Element(mark.tag, {_ID: str(next(self._numbers))})
                at.addnext(divided)
                at, step = divided, own
                self._put(divided, own)
            at.extend(elements)
        self._ends[mark] = at

    def _parts(self, mark: Element, letters: Sequence[_DatedSnippet]) -> Iterator[tuple[int, list[Element]]]:
        """What stands in a mark in pieces of one step each, in order; a field stays whole."""
        of_child: dict[Element, list[_DatedSnippet]] = {}
        for each in letters:
            of_child.setdefault(_child_of(mark, each.piece.element), []).append(each)
        step = letters[0].steps[0] if letters[0].steps else self._ancestry.last
        for unit in _units(mark):
            own = [each for child in unit for each in of_child.get(child, ())]
            for part in _of_unit(unit, own, step):
                step = part[0]
                yield part

    def _put(self, mark: Element, step: int | None) -> None:
        signature = self._signatures[self._ancestry.last if step is None else step]
        mark.set(_AUTHOR, signature.author)
        mark.set(_DATE, signature.date)

    # -- looks

    def _sign_changes(self) -> None:
        """Changes of looks, each by the newest step that changed a look of its kind in the same place."""
        found: dict[Element, list[int | None]] = {}
        whole = self._ancestry.whole
        for number, piece in enumerate(whole.pieces):
            if piece.fate is None or not piece.fate.is_old:
                start = whole.new_starts[number]
                for change in piece.changes:
                    places = range(start, start + len(piece.text))
                    found.setdefault(change, []).extend(self._ancestry.changed(place, change) for place in places)
        for change, steps in found.items():
            if change.tag != _UNSIGNED:
                self._put(change, newest(steps))

    # -- what several steps wrote in

    def _written_by_several(self) -> Iterator[tuple[Element, Element, tuple[int, ...]]]:
        for group in self._ancestry.whole.groups:
            marks = [each.wrapper for each in group.pieces if each.wrapper is not None]
            if marks and not _is_boxed(marks[0]):
                steps = frozenset[int]().union(*(each for each in self._touched(group) if len(each) > 1))
                if steps:
                    yield marks[0], marks[-1], tuple(sorted(steps))

    def _touched(self, group: Group) -> Iterator[frozenset[int]]:
        places = [group.old[0], group.new[0]]
        for piece in group.pieces:
            side = 0 if piece.fate is not None and piece.fate.is_old else 1
            for at in range(len(piece.text)):
                yield self._ancestry.touched(piece, places[side] + at)
            places[side] += len(piece.text)


_UNKNOWN = -1


def _as_number(step: int | None) -> int:
    return _UNKNOWN if step is None else step


def _filled(steps: Iterable[int]) -> list[int]:
    """The steps, those that are not known as the one before, at the beginning as the one after."""
    found = list(steps)
    for at in range(1, len(found)):
        found[at] = found[at - 1] if found[at] == _UNKNOWN else found[at]
    first = next((each for each in found if each != _UNKNOWN), _UNKNOWN)
    return [first if each == _UNKNOWN else each for each in found]


def _known(letters: _DatedSnippet, steps: Iterator[int], last: int) -> _DatedSnippet:
    """The letters with the next of these steps; where none is known the last one of the story."""
    own = (next(steps) for _ in letters.steps)
    return _DatedSnippet(piece=letters.piece, steps=tuple(last if each == _UNKNOWN else each for each in own))


def _child_of(mark: Element, element: Element) -> Element:
    """The child of a mark that an element stands in."""
    while (parent := element.getparent()) is not None and parent is not mark:
        element = parent
    return element


def _units(mark: Element) -> Iterator[list[Element]]:
    """The children of a mark, those that a field ties together as one."""
    unit: list[Element] = []
    depth = 0
    for child in mark:
        unit.append(child)
        depth += field_balance(child) if next(child.iter(FIELD_CHARACTER), None) is not None else 0
        if depth <= 0:
            yield unit
            unit = []
    if unit:
        yield unit


def _of_unit(unit: list[Element], letters: Sequence[_DatedSnippet], before: int) -> Iterator[tuple[int, list[Element]]]:
    """A run as pieces of one step each, anything else as a whole; what says nothing as what stands before it."""
    steps = [step for each in letters for step in each.steps]
    if len(unit) == 1 and unit[0].tag == RUN and not _is_one(steps):
        for step, run in _divided(unit[0], letters):
            yield step, [run]
    else:
        yield max(steps, default=before), unit


def _is_one(steps: Iterable[int]) -> bool:
    return len(set(steps)) <= 1


def _divided(run: Element, letters: Sequence[_DatedSnippet]) -> Iterator[tuple[int, Element]]:
    """A run as several, each of one step."""
    look, steps_of = run.find(RUN_LOOK), {each.piece.element: each.steps for each in letters}
    step, part = letters[0].steps[0], _like(run, look)
    for child in [each for each in run if each is not look]:
        for own, said in _stretches(child, steps_of.get(child, ())):
            if own not in {step, _UNKNOWN}:
                yield step, part
                part = _like(run, look)
            step = step if own == _UNKNOWN else own
            part.append(said)
    yield step, part


def _stretches(child: Element, steps: Sequence[int]) -> Iterator[tuple[int, Element]]:
    """What stands in a run in stretches of one step."""
    if _is_one(steps):
        yield (steps[0] if steps else _UNKNOWN), child
        return
    text, start = child.text or "", 0
    for at in range(1, len(steps) + 1):
        if at == len(steps) or steps[at] != steps[start]:
            said = etree.Element(child.tag, {SPACE: "preserve"})
            said.text = text[start:at]
            yield steps[start], said
            start = at


def _like(run: Element, look: Element | None) -> Element:
    empty = etree.Element(run.tag)
    if look is not None:
        empty.append(clone(look))
    return empty


def _is_boxed(mark: Element) -> bool:
    """Whether a mark stands where Word allows no comments: in text boxes and notes."""
    closed = (TEXT_BOX, w("footnote"), w("endnote"), w("hdr"), w("ftr"))
    return next(mark.iterancestors(*closed), None) is not None
