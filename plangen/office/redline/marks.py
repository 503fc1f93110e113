"""Tracked changes as Word writes them: runs, paragraph marks, rows, controls, properties, moves."""

import datetime
import itertools
from collections import Counter
from collections.abc import Iterable, Iterator
from enum import StrEnum

from lxml import etree
from msgspec import Struct

from plangen.office.redline.xml import (
    ADDED,
    CONTROL,
    CONTROL_CONTENT,
    DELETED_TEXT,
    HYPERLINK,
    INSTRUCTION,
    PARAGRAPH,
    PARAGRAPH_LOOK,
    ROW,
    RUN,
    RUN_LOOK,
    SECTION,
    SPACE,
    TEXT,
    ZERO_WIDTH,
    Element,
    drop_all,
    put,
    runs_of_field,
    w,
)

CONTAINERS = frozenset({HYPERLINK, w("smartTag"), w("customXml"), w("dir"), w("bdo")})
"""What stands between a paragraph and its runs, and may not stand within a tracked change."""


class Fate(StrEnum):
    """What happens to text; the value is the element that says so."""

    CAME = "ins"
    WENT = "del"
    MOVED_HERE = "moveTo"
    MOVED_AWAY = "moveFrom"

    @property
    def is_old(self) -> bool:
        """Whether what is so marked stands in the old document alone."""
        return self in {Fate.WENT, Fate.MOVED_AWAY}


class Signature(Struct, frozen=True, kw_only=True):
    """What a mark says of who made it."""

    author: str
    date: str  # as `stamp` writes it


def stamp(date: datetime.datetime) -> str:
    """A moment as Word writes it, in whole seconds of UTC; one without a time zone is taken as UTC."""
    if date.tzinfo is not None:
        date = date.astimezone(datetime.UTC)
    return date.replace(microsecond=0, tzinfo=None).isoformat() + "Z"


class Marks:
    """Makes the marks of one redline: one author, one date, numbers of their own, and counts them."""

    def __init__(self, author: str, date: datetime.datetime, first: int) -> None:
        self._about = {w("author"): author, w("date"): stamp(date)}
        self._numbers = itertools.count(first)
        self.count: Counter[str] = Counter()

    def number(self) -> str:
        """A number that no other mark of the document has."""
        return str(next(self._numbers))

    def mark(self, name: str) -> Element:
        """An empty mark of this name, with number, author and date."""
        return etree.Element(w(name), {w("id"): self.number(), **self._about})

    # -- runs

    def inline(self, elements: Iterable[Element], change: Fate) -> Iterator[Element]:
        """These children of a paragraph, marked; containers keep their place around the marks."""
        wrapper: Element | None = None
        for each in (piece for element in elements for piece in runs_of_field(element)):
            if each.tag in ZERO_WIDTH or each.tag in CONTAINERS or each.tag == CONTROL:
                wrapper = None
                yield from self._around(each, change)
                continue
            if wrapper is None:
                wrapper = self.mark(change)
                yield wrapper
            wrapper.append(each)
            if change is Fate.WENT:
                _say_deleted(each)

    def _around(self, element: Element, change: Fate) -> Iterator[Element]:
        if element.tag in ZERO_WIDTH:
            yield element
        elif element.tag == CONTROL:
            content = element.find(CONTROL_CONTENT)
            if content is not None:
                _refill(content, self.inline(list(content), change))
            yield from self.control(element, change)
        else:
            properties = [each for each in element if each.tag.endswith("Pr")]
            marked = self.inline([each for each in element if each not in properties], change)
            _refill(element, [*properties, *marked])
            yield element

    def control(self, control: Element, change: Fate) -> tuple[Element, ...]:
        """A content control whose two ends came or went; Word tracks them apart from what they hold."""
        kind = "customXmlDelRange" if change.is_old else "customXmlInsRange"
        start, inner = self.mark(f"{kind}Start"), self.mark(f"{kind}Start")
        middle = etree.Element(w(f"{kind}End"), {w("id"): start.get(w("id"), "")})
        end = etree.Element(w(f"{kind}End"), {w("id"): inner.get(w("id"), "")})
        content = control.find(CONTROL_CONTENT)
        if content is None:
            return (control,)
        content.insert(0, middle)
        content.append(inner)
        return start, control, end

    # -- paragraphs

    def paragraph(self, paragraph: Element, change: Fate) -> None:
        """The whole paragraph, its mark included."""
        self.content(paragraph, change)
        self.paragraph_mark(paragraph, change)

    def content(self, paragraph: Element, change: Fate) -> None:
        """All that a paragraph says, but not its mark."""
        look = paragraph.find(PARAGRAPH_LOOK)
        marked = list(self.inline([each for each in paragraph if each.tag != PARAGRAPH_LOOK], change))
        _refill(paragraph, marked if look is None else [look, *marked])

    def paragraph_mark(self, paragraph: Element, change: Fate) -> None:
        """Mark the end of a paragraph as having come or gone, not its words."""
        look_of_mark(paragraph).insert(0, self.mark(change))

    def move_begins(self, paragraph: Element, change: Fate, name: str) -> str:
        """The begin of a range of paragraphs that moved together; both ranges of a move have its name."""
        start = self.mark(f"{change}RangeStart")
        start.set(w("name"), name)
        paragraph.insert(1 if len(paragraph) and paragraph[0].tag == PARAGRAPH_LOOK else 0, start)
        return start.get(w("id"), "")

    @staticmethod
    def move_ends(paragraph: Element, change: Fate, number: str) -> None:
        """The end of the range that has this number."""
        paragraph.append(etree.Element(w(f"{change}RangeEnd"), {w("id"): number}))

    # -- rows

    def row(self, row: Element, change: Fate) -> None:
        """A whole row with all that it holds, tables within it included."""
        drop_all(each for each in row.iter(PARAGRAPH) if each.get(ADDED) and _is_behind_control(each))
        for each in [row, *row.iterdescendants(ROW)]:
            properties = each.find(w("trPr"))
            if properties is None:
                properties = etree.Element(w("trPr"))
                before = each.find(w("tblPrEx"))
                if before is None:
                    each.insert(0, properties)
                else:
                    before.addnext(properties)
            properties.append(self.mark(change))
        for paragraph in [each for each in row.iter(PARAGRAPH) if not _is_boxed(each, row)]:
            self.paragraph(paragraph, change)

    # -- properties

    def properties(self, now: Element, before: Element, name: str) -> None:
        """Remember in `now` what it said before: w:pPrChange and its kind, always the last child."""
        change = self.mark(name)
        change.append(before)
        now.append(change)
        self.count["formatting"] += 1


def look_of_mark(paragraph: Element) -> Element:
    """The w:rPr of a paragraph's mark, made where there is none."""
    look = paragraph.find(PARAGRAPH_LOOK)
    if look is None:
        look = etree.Element(PARAGRAPH_LOOK)
        paragraph.insert(0, look)
    of_mark = look.find(RUN_LOOK)
    if of_mark is None:
        of_mark = etree.Element(RUN_LOOK)
        put(look, of_mark, before=(SECTION, w("pPrChange")))
    return of_mark


def _say_deleted(run: Element) -> None:
    """Deleted text has names of its own; what a deleted drawing holds keeps its names."""
    if run.tag != RUN:
        return
    for each in run:
        if each.tag == TEXT:
            each.tag = DELETED_TEXT
            each.set(SPACE, "preserve")
        elif each.tag == INSTRUCTION:
            each.tag = w("delInstrText")


def _is_behind_control(paragraph: Element) -> bool:
    """Whether Word could do without a paragraph at the end of a cell."""
    before = next((each for each in paragraph.itersiblings(preceding=True) if each.tag not in ZERO_WIDTH), None)
    return before is not None and before.tag == CONTROL


def _is_boxed(paragraph: Element, within: Element) -> bool:
    """Whether a paragraph stands in a text box: that goes or comes with the run which holds it."""
    for each in paragraph.iterancestors():
        if each is within:
            return False
        if each.tag == w("txbxContent"):
            return True
    return False


def _refill(element: Element, content: Iterable[Element]) -> None:
    content = list(content)
    for child in list(element):
        element.remove(child)
    element.extend(content)
