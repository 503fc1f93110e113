"""Two tables compared: rows that stayed, changed, came or went; a row with cells divided otherwise came and went.

A form, whose rows are fixed and bear the same labels in both, has its rows compared one by one, whatever they say:
its values change in place, and it takes no more room than it has.
"""

import itertools
from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from typing import TypeAlias

from lxml import etree

from plangen.office.redline.align import align, likeness, pairs_of_letters
from plangen.office.redline.looks import Looks
from plangen.office.redline.marks import Fate, Marks
from plangen.office.redline.xml import (
    CELL,
    CONTROL,
    CONTROL_CONTENT,
    ROW,
    TABLE,
    Element,
    canonical,
    clone,
    drop,
    is_same,
    outer_cells,
    outer_rows,
    text_of,
    val,
    w,
)

_ALIKE = 0.45
_OUTSIDE_LETTERS = 0.1  # how much cells that stayed word for word add to the likeness of letters
_LABELS = 2  # a form has at least so many that stayed, on more than half of its rows
_GRID_CHANGE = w("tblGridChange")

Outline: TypeAlias = tuple[tuple[Hashable, str], ...]  # of each row how it is divided and its label, "" for none


class Tables:
    """Turns a new table into the redline against an old one."""

    def __init__(self, marks: Marks, looks: Looks, blocks: Callable[[Element, Element], None]) -> None:
        self._marks = marks
        self._looks = looks
        self._blocks = blocks

    def compare(self, old: Element, new: Element) -> None:
        """Turn a new table into the redline against an old one: its rows and cells."""
        if is_same(old, new):
            return
        before = self._marks.count.copy()
        self._properties(old, new, "tblPr")
        self._grid(old, new)
        self._rows(old, new)
        if self._marks.count != before:
            self._marks.count["tables"] += 1

    def _rows(self, old: Element, new: Element) -> None:
        before, now = self._each(old), self._each(new)
        if is_form(_outline(before), _outline(now)):
            for was, row in zip(before, now, strict=True):
                self._row(was.element, row.element)
        else:
            self._items(old, new)

    def _items(self, old: Element, new: Element) -> None:
        """Compare what two tables, or controls within them, hold: rows, and controls around rows."""
        before, now = self._parts(old), self._parts(new)
        at: Element | None = None
        for i, j in align(before, now, _Member.key, _Member.similarity, _ALIKE):
            if j is not None:
                at = now[j].element
                if i is None:
                    self._whole(at, Fate.CAME)
                elif at.tag == ROW:
                    self._row(before[i].element, at)
                else:
                    self._items(_content(before[i].element), _content(at))
            elif i is not None:
                gone = clone(before[i].element)
                if at is not None:
                    at.addnext(gone)
                elif now:
                    now[0].element.addprevious(gone)
                else:
                    new.append(gone)
                self._whole(gone, Fate.WENT)
                at = gone

    def _whole(self, element: Element, change: Fate) -> None:
        """Mark a row, or all those within a control, as having come or gone."""
        for row in _rows_in(element):
            self._marks.row(row, change)
            self._marks.count[change] += 1

    def _each(self, element: Element) -> "list[_Row]":
        return _rows_of(element, exact=self._looks.exact)

    def _parts(self, container: Element) -> "list[_Member]":
        """The rows of a container, and its controls around rows."""
        rows = {row.element: row for row in self._each(container)}
        parts = ((each, [rows[row] for row in _rows_in(each)]) for each in container)
        return [_Member(each, held) for each, held in parts if held]

    def _row(self, old: Element, new: Element) -> None:
        self._properties(old, new, "trPr")
        for before, now in zip(outer_cells(old), outer_cells(new), strict=True):
            if not is_same(before, now):
                self._properties(before, now, "tcPr")
                self._blocks(before, now)

    def _properties(self, old: Element, new: Element, name: str) -> None:
        before, now = old.find(w(name)), new.find(w(name))
        if self._looks.key(before) == self._looks.key(now):
            return
        if now is None:
            now = etree.Element(w(name))
            exceptions = new.find(w("tblPrEx"))
            if exceptions is None:
                new.insert(0, now)
            else:
                exceptions.addnext(now)
        self._marks.properties(now, clone(before) if before is not None else etree.Element(w(name)), f"{name}Change")

    def _grid(self, old: Element, new: Element) -> None:
        before, now = old.find(w("tblGrid")), new.find(w("tblGrid"))
        if before is None or now is None or not self._looks.exact or canonical(before) == canonical(now):
            return
        change = etree.SubElement(now, _GRID_CHANGE, {w("id"): self._marks.number()})
        copied = clone(before)
        for each in copied.findall(_GRID_CHANGE):
            drop(each)
        change.append(copied)


def _rows_in(element: Element) -> list[Element]:
    """A row itself, or the rows within something else."""
    return [element] if element.tag == ROW else outer_rows(element)


def _content(control: Element) -> Element:
    content = control.find(CONTROL_CONTENT)
    assert content is not None  # it holds rows
    return content


def outline(table: Element) -> Outline:
    """What `is_form` asks of a table, for who compares it with many."""
    return _outline(_rows_of(table, exact=False))


def is_form(old: Outline, new: Outline) -> bool:
    """Whether two tables are one form: most rows bear the label that they bore, and none has come into another row."""
    if [divided for divided, _ in old] != [divided for divided, _ in new]:
        return False
    places = {label: place for place, (_, label) in enumerate(old) if label}
    stayed = [places[label] == place for place, (_, label) in enumerate(new) if label in places]
    return all(stayed) and len(stayed) >= _LABELS and 2 * len(stayed) > len(old)


class _Row:
    """A row as it is compared."""

    def __init__(self, element: Element, *, exact: bool) -> None:
        self.element = element
        cells = outer_cells(element)
        self.texts = tuple(map(text_of, cells))
        exceptions = element.find(w("tblPrEx"))
        others = [each.tag for each in element if each.tag not in {CELL, w("trPr"), w("tblPrEx")}]
        spans = tuple(val(each.find(w("tcPr")), "gridSpan") for each in cells)
        whole = spans, canonical(exceptions), tuple(others), val(element.find(w("trPr")), "gridBefore")
        self.shape: Hashable = whole if exact else len(cells)  # other programs divide the grid otherwise
        self.place = _place_in_controls(element)
        self.letters = pairs_of_letters("".join(self.texts))
        self.label = next(filter(_is_label, self.texts), "")

    def key(self) -> Hashable:
        return self.texts, self.shape

    def similarity(self, other: "_Row") -> float:
        if self.shape != other.shape:
            return 0.0
        pairs = list(zip(self.texts, other.texts, strict=True))
        stayed = [len(a) for a, b in pairs if a == b]
        letters = sum(map(len, self.texts)) + sum(map(len, other.texts))
        share = 2 * sum(stayed) / letters if letters else 1.0
        alike = max(likeness(self.letters, other.letters), share)
        found = alike * (1 - _OUTSIDE_LETTERS) + _OUTSIDE_LETTERS * len(stayed) / max(1, len(pairs))
        return max(found, _ALIKE) if self.label and self.label == other.label else found


class _Member:
    """A row, or a control around rows, as it is compared; a control that comes around a row cannot be tracked."""

    def __init__(self, element: Element, rows: Sequence[_Row]) -> None:
        self.element = element
        self.rows = rows
        self.about = canonical(element.find(w("sdtPr"))) if element.tag == CONTROL else element.tag

    def key(self) -> Hashable:
        return self.about, tuple(row.key() for row in self.rows)

    def similarity(self, other: "_Member") -> float:
        if self.about != other.about:
            return 0.0
        if len(self.rows) == len(other.rows) == 1:
            return self.rows[0].similarity(other.rows[0])
        letters = (sum((row.letters for row in each.rows), Counter[str]()) for each in (self, other))
        return max(likeness(*letters), _ALIKE)


def _rows_of(table: Element, *, exact: bool) -> list[_Row]:
    """The rows of a table; a label that several of them bear is none."""
    rows = [_Row(each, exact=exact) for each in outer_rows(table)]
    borne = Counter(row.label for row in rows)
    for row in rows:
        row.label = row.label if borne[row.label] == 1 else ""
    return rows


def _outline(rows: Sequence[_Row]) -> Outline:
    return tuple(((row.shape, row.place), row.label) for row in rows)


def _place_in_controls(row: Element) -> Hashable:
    """In which controls of its table a row stands, told by what they are and where in their container."""
    around = itertools.takewhile(lambda each: each.tag != TABLE, row.iterancestors())
    return tuple(
        (canonical(each.find(w("sdtPr"))), sum(1 for _ in each.itersiblings(ROW, CONTROL, preceding=True)))
        for each in around
        if each.tag == CONTROL
    )


def _is_label(text: str) -> bool:
    """Whether a cell says what a row is about: numbers only count, and change with every row that comes."""
    return any(each.isalpha() for each in text)
