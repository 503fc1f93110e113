"""What a body, cell, header or text box consists of: paragraphs, tables, controls, fields over several paragraphs."""

import re
from collections import Counter
from collections.abc import Hashable, Iterator
from enum import Enum, auto

from msgspec import Struct

from plangen.office.redline.align import likeness, pairs_of_letters
from plangen.office.redline.tables import Outline, is_form, outline
from plangen.office.redline.xml import (
    CONTROL,
    PARAGRAPH,
    PARAGRAPH_LOOK,
    SECTION,
    TABLE,
    Element,
    canonical,
    clone,
    field_balance,
    field_codes,
    outer_rows,
    text_of,
    val,
    w,
)

_CONTENTS = re.compile(r"\s*TOC\b")
_LABEL = re.compile(r"([^\W\d][^：:，。；]{0,11})[：:]")  # what a line of a form begins with
_PROPERTIES = frozenset({w("tcPr"), SECTION})
_SAME_THING = 0.5  # how much alike two versions of one thing are at least, told by something else than their words
_OTHER_STYLE = 0.85  # how much alike two paragraphs of the same words are when their styles differ


class UnitKind(Enum):
    PARAGRAPH = auto()
    TABLE = auto()
    CONTROL = auto()  # a content control around blocks
    CONTENTS = auto()  # a table of contents, made again from the headings by the program that shows it
    FIELD = auto()  # paragraphs that a field ties together
    OTHER = auto()


class Unit(Struct, frozen=True, kw_only=True, eq=False):
    """One or more neighbours that come or go together."""

    kind: UnitKind
    elements: tuple[Element, ...]
    text: str
    style: str = ""
    has_section: bool = False
    letters: Counter[str] = Counter()
    heading: str = ""  # of a table what its first row says
    outline: Outline = ()  # of a table

    @property
    def element(self) -> Element:
        """The first of the elements, for kinds that have but one."""
        return self.elements[0]


def units(container: Element) -> list[Unit]:
    """The units of a container in order; bookmarks between them are left aside."""
    return [_unit(group) for group in _groups(container)]


def key(unit: Unit) -> Hashable:
    """Equal for what surely corresponds."""
    if unit.kind is UnitKind.CONTENTS:
        return unit.kind
    if unit.kind is UnitKind.PARAGRAPH:
        bare = "" if unit.text else _objects(unit.element)
        return unit.kind, unit.style, unit.text, unit.has_section, bare
    if unit.kind is UnitKind.TABLE:
        return unit.kind, unit.text, len(unit.element)
    if unit.kind is UnitKind.CONTROL:
        return unit.kind, unit.text, canonical(unit.element.find(w("sdtPr")))
    return unit.kind, b"".join(map(_unnumbered, unit.elements))


def similarity(old: Unit, new: Unit) -> float:
    """How much two units are alike, from 0: they cannot be versions of one another."""
    if old.kind is not new.kind or old.has_section != new.has_section:
        return 0.0
    if old.kind is UnitKind.PARAGRAPH:
        return _alike_paragraphs(old, new)
    if old.kind is UnitKind.TABLE:
        return _alike_tables(old, new)
    if old.kind is UnitKind.CONTROL:
        same = canonical(old.element.find(w("sdtPr"))) == canonical(new.element.find(w("sdtPr")))
        return max(likeness(old.letters, new.letters), _SAME_THING) if same else 0.0
    return 0.0


def _alike_paragraphs(old: Unit, new: Unit) -> float:
    """By their words; an empty paragraph is another version of an empty one of its style alone."""
    if old.text and new.text:
        alike = likeness(old.letters, new.letters) * (1.0 if old.style == new.style else _OTHER_STYLE)
        return max(alike, _SAME_THING) if _have_one_label(old, new) else alike
    return 0.0 if old.text or new.text or old.style != new.style else 1.0


def _have_one_label(old: Unit, new: Unit) -> bool:
    """Whether two lines of one style say something of the same thing: 批准人：张三 and 批准人：李四."""
    labels = _LABEL.match(old.text), _LABEL.match(new.text)
    return bool(labels[0] and labels[1] and labels[0][1] == labels[1][1]) and old.style == new.style


def _alike_tables(old: Unit, new: Unit) -> float:
    """Tables of one heading row, and forms of the same labels, are versions of one another whatever else they say."""
    alike = likeness(old.letters, new.letters)
    if alike >= _SAME_THING or (old.heading and old.heading == new.heading) or is_form(old.outline, new.outline):
        return max(alike, _SAME_THING)
    return alike


def _unnumbered(element: Element) -> bytes:
    """The element's content, numbers of lists being names only."""
    copied = clone(element)
    for each in copied.iter(w("numId")):
        each.set(w("val"), "")
    return canonical(copied)


def _groups(container: Element) -> Iterator[list[Element]]:
    group: list[Element] = []
    depth = 0
    for child in container:
        if child.tag in _PROPERTIES or not (child.tag in {PARAGRAPH, TABLE, CONTROL} or len(child)):
            continue
        group.append(child)
        depth += field_balance(child)
        if depth <= 0:
            yield group
            group, depth = [], 0
    if group:
        yield group


def _unit(group: list[Element]) -> Unit:
    first = group[0]
    text = "".join(map(text_of, group))
    if _CONTENTS.match(field_codes(group)) and first.tag != TABLE:
        return Unit(kind=UnitKind.CONTENTS, elements=tuple(group), text=text)
    if len(group) > 1:
        return Unit(kind=UnitKind.FIELD, elements=tuple(group), text=text)
    letters = pairs_of_letters(text)
    if first.tag == PARAGRAPH:
        look = first.find(PARAGRAPH_LOOK)
        return Unit(
            kind=UnitKind.PARAGRAPH,
            elements=(first,),
            text=text,
            style=val(look, "pStyle"),
            has_section=look is not None and look.find(SECTION) is not None,
            letters=letters,
        )
    if first.tag == TABLE:
        rows = outer_rows(first)
        heading = text_of(rows[0]) if rows else ""
        outlined = outline(first)
        return Unit(
            kind=UnitKind.TABLE, elements=(first,), text=text, letters=letters, heading=heading, outline=outlined
        )
    kind = UnitKind.CONTROL if first.tag == CONTROL else UnitKind.OTHER
    return Unit(kind=kind, elements=(first,), text=text, letters=letters)


def _objects(paragraph: Element) -> tuple[str, ...]:
    """The kinds of things in a paragraph without words, so that an empty line is not taken for a figure."""
    return tuple(each.tag for run in paragraph.iter(w("r")) for each in run if each.tag != w("rPr"))
