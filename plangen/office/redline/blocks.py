"""Two containers compared: which paragraphs and tables stayed, changed, came, went, or moved."""

import itertools
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

from lxml import etree
from msgspec import Struct

from plangen.office.redline.align import Pair, align
from plangen.office.redline.marks import Fate, Marks
from plangen.office.redline.paragraphs import Paragraphs, Stories
from plangen.office.redline.tables import Tables
from plangen.office.redline.units import Unit, UnitKind, key, similarity, units
from plangen.office.redline.xml import (
    CELL,
    CONTROL,
    CONTROL_CONTENT,
    PARAGRAPH,
    PARAGRAPH_LOOK,
    SECTION,
    Element,
    clone,
    outer_rows,
)

_PARAGRAPHS = (UnitKind.PARAGRAPH, UnitKind.PARAGRAPH)
_ALIKE = 0.4  # from here on a paragraph or table is another version, not another thing
_MOVED = 6  # characters; shorter paragraphs stand in many places by chance


class Blocks:
    """Turns new containers into redlines against old ones."""

    def __init__(self, marks: Marks, stories: Stories) -> None:
        self._marks = marks
        self._stories = stories
        self._paragraphs = Paragraphs(marks, stories, self.compare)
        self._tables = Tables(marks, stories.looks, self.compare)

    def compare(self, old: Element, new: Element) -> None:
        """Turn the content of `new` into the redline against that of `old`, which is copied where needed."""
        _Container(self, old, new).compare()

    @property
    def marks(self) -> Marks:
        """Writes the marks of this redline and counts them."""
        return self._marks

    @property
    def paragraphs(self) -> Paragraphs:
        """Compares paragraphs within these blocks."""
        return self._paragraphs

    def pair(self, old: Unit, new: Unit) -> None:
        """Two versions of one thing."""
        if new.kind is UnitKind.PARAGRAPH:
            self._paragraphs.compare(old.element, new.element)
        elif new.kind is UnitKind.TABLE:
            self._tables.compare(old.element, new.element)
        elif new.kind is UnitKind.CONTROL:
            before, now = old.element.find(CONTROL_CONTENT), new.element.find(CONTROL_CONTENT)
            if before is not None and now is not None:
                self.compare(before, now)
        else:
            self._tied(old, new)

    def _tied(self, old: Unit, new: Unit) -> None:
        """Paragraphs that a field ties together: their words are the same, or made again when they are shown."""
        if new.kind is UnitKind.FIELD:
            for before, now in zip(old.elements, new.elements, strict=False):
                if before.tag == now.tag == PARAGRAPH:
                    self._paragraphs.look(before, now)
        elif new.kind is UnitKind.CONTENTS:
            for before, now in zip(_sections(old), _sections(new), strict=False):
                self._stories.sections(before, now)

    def whole(self, elements: Sequence[Element], change: Fate) -> None:
        """Mark elements where they stand as having come or gone as a whole."""
        for each in elements:
            if each.tag == PARAGRAPH:
                self._marks.paragraph(each, change)
            elif each.tag == CONTROL:
                self.whole(each.findall(f"{CONTROL_CONTENT}/*"), change)
                ends = self._marks.control(each, change)
                if len(ends) > 1:  # else it holds nothing
                    each.addprevious(ends[0])
                    each.addnext(ends[-1])
            else:
                for row in outer_rows(each):
                    self._marks.row(row, change)


class _Move(Struct, frozen=True, kw_only=True):
    """A paragraph's part in a move."""

    name: str
    is_first: bool
    is_last: bool


Moves: TypeAlias = Mapping[tuple[str, int], _Move]  # by "old" or "new" and the place there


class _Container:
    """One comparison of two containers."""

    def __init__(self, blocks: Blocks, old: Element, new: Element) -> None:
        self.blocks = blocks
        self.marks = blocks.marks
        self.container = new
        self.old, self.new = units(old), units(new)
        self.is_closed = new.tag != CONTROL_CONTENT
        self.ranges: dict[tuple[Fate, str], str] = {}

    def compare(self) -> None:
        pairs = align(self.old, self.new, key, similarity, _ALIKE)
        grown = ""
        if self.is_closed and self.old and self.new:
            pairs, grown = self.with_last(pairs)
        elif self.old and self.new:
            pairs = self.with_ends(pairs)
        pairs = self.in_place(self.with_tables(pairs))
        head = len(pairs) - self.tail(pairs, grown)
        cursor = _Cursor(self.container, self.new[0].element if self.new else None)
        self.settle(pairs[:head], cursor)
        if pairs[head:]:
            self.end(pairs[head:], grown, cursor)

    def settle(self, pairs: Sequence[Pair], cursor: "_Cursor") -> None:
        moves = self.moves(pairs)
        for i, j in pairs:
            if i is not None and j is not None:
                self.blocks.pair(self.old[i], self.new[j])
                cursor.pass_over(self.new[j].elements)
            elif j is not None:
                self.came(j, moves, cursor)
            elif i is not None:
                self.went(i, moves, cursor)

    # -- whole blocks

    def came(self, j: int, moves: Moves, cursor: "_Cursor") -> None:
        unit, move = self.new[j], moves.get(("new", j))
        change = Fate.MOVED_HERE if move else Fate.CAME
        cursor.pass_over(unit.elements)
        self.blocks.whole(unit.elements, change)
        self.count(unit, change, move)

    def went(self, i: int, moves: Moves, cursor: "_Cursor") -> None:
        unit, move = self.old[i], moves.get(("old", i))
        change = Fate.MOVED_AWAY if move else Fate.WENT
        copies = [clone(each) for each in unit.elements]
        cursor.put(copies)
        self.blocks.whole(copies, change)
        self.count(Unit(kind=unit.kind, elements=tuple(copies), text=unit.text), change, move)

    def count(self, unit: Unit, change: Fate, move: _Move | None) -> None:
        if unit.kind is UnitKind.TABLE:
            self.marks.count["tables"] += 1
        if move is None:
            self.marks.count[change] += 1
            return
        if move.is_first:
            self.marks.count["moves"] += change is Fate.MOVED_HERE
            self.ranges[change, move.name] = self.marks.move_begins(unit.element, change, move.name)
        if move.is_last:
            self.marks.move_ends(unit.element, change, self.ranges[change, move.name])

    def moves(self, pairs: Sequence[Pair]) -> Moves:
        """Paragraphs that went in one place and came, word for word, in another; neighbours move together."""
        moved = self.moved(pairs)
        places = {pair: place for place, pair in enumerate(pairs)}
        moves: dict[tuple[str, int], _Move] = {}
        name = ""
        for at, (i, j) in enumerate(moved):
            is_first = not (at and _follow(moved[at - 1], (i, j), places))
            is_last = at + 1 == len(moved) or not _follow((i, j), moved[at + 1], places)
            name = f"move{self.marks.number()}" if is_first else name
            moves["old", i] = moves["new", j] = _Move(name=name, is_first=is_first, is_last=is_last)
        return moves

    def moved(self, pairs: Sequence[Pair]) -> list[tuple[int, int]]:
        """The places, old and new, of paragraphs that moved; the first that went is the first that came."""
        come: defaultdict[Hashable, list[int]] = defaultdict(list)
        for j in _alone((j, i) for i, j in pairs):
            if self.may_move(self.new[j]):
                come[key(self.new[j])].append(j)
        gone = [i for i in _alone(pairs) if self.may_move(self.old[i])]
        return [(i, come[key(self.old[i])].pop(0)) for i in gone if come[key(self.old[i])]]

    @staticmethod
    def may_move(unit: Unit) -> bool:
        return unit.kind is UnitKind.PARAGRAPH and len(unit.text) >= _MOVED and not unit.has_section

    # -- neighbours that must not be separate

    def with_tables(self, pairs: list[Pair]) -> list[Pair]:
        """A table that goes just before another one comes is paired with it: Word would make one of the two."""
        joined: list[Pair] = []
        for pair in pairs:
            both = self.as_tables(joined[-1], pair) if joined else None
            if both is not None:
                joined[-1] = both
            else:
                joined.append(pair)
        return joined

    def as_tables(self, last: Pair, pair: Pair) -> Pair | None:
        """Two neighbours as one pair, where one is a table that goes and the other one that comes."""
        if None not in {last[0], last[1]} or None not in {pair[0], pair[1]}:
            return None
        i, j = (last[0], pair[1]) if last[1] is None else (pair[0], last[1])
        if i is None or j is None:
            return None
        return (i, j) if self.old[i].kind is self.new[j].kind is UnitKind.TABLE else None

    def in_place(self, pairs: list[Pair]) -> list[Pair]:
        """In a cell, a paragraph that went and the one that came for it are one: the cell has room for no more.

        So are both where a run of paragraphs went for another one of as many, each of the style that it replaces.
        """
        if self.container.tag != CELL:
            return pairs
        paired: list[Pair] = []
        for is_kept, run in itertools.groupby(pairs, lambda pair: None not in pair):
            found = list(run)
            paired += found if is_kept else self.replaced(found)
        return paired

    def replaced(self, run: list[Pair]) -> list[Pair]:
        """What went and came between two paragraphs that stayed, in pairs if it can be."""
        gone, come = list(_alone(run)), list(_alone((j, i) for i, j in run))
        alike = len(gone) == len(come) and all(
            self.old[i].kind is self.new[j].kind is UnitKind.PARAGRAPH and _form(self.old[i]) == _form(self.new[j])
            for i, j in zip(gone, come, strict=True)
        )
        if not alike or {key(self.old[i]) for i in gone} & {key(self.new[j]) for j in come}:
            return run
        return list(zip(gone, come, strict=True))

    # -- the last paragraph, whose mark cannot be deleted

    def with_last(self, pairs: list[Pair]) -> tuple[list[Pair], str]:
        """Pairs in which the last paragraphs are one, or one of them is the end of what was added or taken away."""
        n, m = len(self.old) - 1, len(self.new) - 1
        if (n, m) in pairs:
            return pairs, ""
        old_partner, new_partner = dict(pairs)[n], {j: i for i, j in pairs}[m]
        if old_partner is not None and self.is_plain(self.new[old_partner:]):
            return pairs, "longer"
        if new_partner is not None and self.is_plain(self.old[new_partner:]):
            return pairs, "shorter"
        if self.old[n].kind is self.new[m].kind is UnitKind.PARAGRAPH:
            return [*_without(pairs, n, m), (n, m)], ""
        return pairs, ""

    def with_ends(self, pairs: list[Pair]) -> list[Pair]:
        """Pairs in which the last paragraphs of a control are one, where neither is another one's version.

        So a control that holds a single value keeps its paragraph, and nothing has to stand behind it.
        """
        n, m = len(self.old) - 1, len(self.new) - 1
        is_open = (n, None) in pairs and (None, m) in pairs and (self.old[n].kind, self.new[m].kind) == _PARAGRAPHS
        return [*_without(pairs, n, m), (n, m)] if is_open else pairs

    @staticmethod
    def is_plain(tail: Sequence[Unit]) -> bool:
        return all(unit.kind is UnitKind.PARAGRAPH and not unit.has_section for unit in tail)

    @staticmethod
    def tail(pairs: Sequence[Pair], grown: str) -> int:
        """How many pairs belong to the paragraphs added or taken away at the end."""
        if not grown:
            return 0
        at = max(place for place, (i, j) in enumerate(pairs) if i is not None and j is not None)
        return len(pairs) - at

    def end(self, pairs: Sequence[Pair], grown: str, cursor: "_Cursor") -> None:
        first, *rest = pairs
        i, j = first
        assert i is not None
        assert j is not None
        if grown == "longer":
            self.lengthen(self.old[i].element, [self.new[b].element for _, b in rest if b is not None], j, cursor)
        else:
            self.shorten(i, self.new[j].element, [self.old[a].element for a, _ in rest if a is not None], cursor)

    def lengthen(self, old: Element, added: list[Element], j: int, cursor: "_Cursor") -> None:
        """The old last paragraph gets a new mark, and its own mark now ends the last of those added."""
        first, last = self.new[j].element, added[-1]
        self.blocks.paragraphs.words(old, first)
        self.blocks.paragraphs.look(old, last)
        self.marks.paragraph_mark(first, Fate.CAME)
        for each in added[:-1]:
            self.marks.paragraph(each, Fate.CAME)
        self.marks.content(last, Fate.CAME)
        self.marks.count[Fate.CAME] += len(added)
        cursor.pass_over([first, *added])

    def shorten(self, i: int, new: Element, removed: list[Element], cursor: "_Cursor") -> None:
        """The mark of what is now the last paragraph goes, and that of the old last one ends it."""
        old, first = self.old[i].element, etree.Element(PARAGRAPH)
        look = old.find(PARAGRAPH_LOOK)
        if look is not None:
            first.append(clone(look))
        self.blocks.paragraphs.is_same_look(look, new.find(PARAGRAPH_LOOK))  # their lists are one
        first.extend([each for each in new if each.tag != PARAGRAPH_LOOK])
        self.blocks.paragraphs.words(old, first)
        self.marks.paragraph_mark(first, Fate.WENT)
        last = clone(removed[-1])
        self.marks.content(last, Fate.WENT)
        self.blocks.paragraphs.look(removed[-1], new)
        new.extend([each for each in last if each.tag != PARAGRAPH_LOOK])
        between = [clone(each) for each in removed[:-1]]
        for each in between:
            self.marks.paragraph(each, Fate.WENT)
        self.marks.count[Fate.WENT] += len(removed)
        for each in (first, *between):
            new.addprevious(each)
        cursor.pass_over([new])


class _Cursor:
    """The place in the new container where old content goes."""

    def __init__(self, container: Element, first: Element | None) -> None:
        self.container = container
        self.first = first
        self.at: Element | None = None

    def pass_over(self, elements: Sequence[Element]) -> None:
        self.at = elements[-1]

    def put(self, elements: Sequence[Element]) -> None:
        for each in elements:
            if self.at is not None:
                self.at.addnext(each)
            elif self.first is not None:
                self.first.addprevious(each)
            else:
                self.container.append(each)
            self.at = each


def _alone(pairs: Iterable[Pair]) -> Iterator[int]:
    """The first place of each pair that has no second one."""
    return (place for place, other in pairs if place is not None and other is None)


def _form(unit: Unit) -> Hashable:
    return unit.style, unit.has_section, bool(unit.text)


def _without(pairs: Sequence[Pair], n: int, m: int) -> Iterator[Pair]:
    """The pairs without an old and a new place; what was paired with either stands alone."""
    for i, j in pairs:
        if i == n or j == m:
            if i not in {n, None}:
                yield i, None
            if j not in {m, None}:
                yield None, j
        else:
            yield i, j


def _follow(first: tuple[int, int], second: tuple[int, int], places: Mapping[Pair, int]) -> bool:
    """Whether a moved paragraph stood right behind another one, and still does."""
    (a, b), (i, j) = first, second
    went = places[i, None] - places[a, None]
    came = places[None, j] - places[None, b]
    return (i - a, j - b, went, came) == (1, 1, 1, 1)


def _sections(unit: Unit) -> list[Element]:
    return [section for each in unit.elements for section in each.iter(SECTION)]
