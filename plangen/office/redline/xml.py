"""Names of WordprocessingML and the few readings that every part of the redline needs."""

from collections.abc import Collection, Iterable, Iterator
from copy import deepcopy
from typing import TypeAlias

from lxml import etree

from plangen.office.ooxml.wml import NAMESPACES

Element: TypeAlias = etree._Element  # noqa: SLF001 - the only name the type has

_W = "{" + NAMESPACES["w"] + "}"
RELATION = "{" + NAMESPACES["r"] + "}"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def w(name: str) -> str:
    """The full name of a WordprocessingML element or attribute."""
    return _W + name


PARAGRAPH, TABLE, ROW, CELL, RUN = w("p"), w("tbl"), w("tr"), w("tc"), w("r")
PARAGRAPH_LOOK, RUN_LOOK, SECTION = w("pPr"), w("rPr"), w("sectPr")
TEXT, DELETED_TEXT, INSTRUCTION, FIELD_CHARACTER = w("t"), w("delText"), w("instrText"), w("fldChar")
HYPERLINK, CONTROL, CONTROL_CONTENT, TEXT_BOX = w("hyperlink"), w("sdt"), w("sdtContent"), w("txbxContent")
ADDED = "added"
"""An attribute of paragraphs that stand behind a control, to compare with; it is never written to a file."""
ZERO_WIDTH = frozenset({w("bookmarkStart"), w("bookmarkEnd"), w("permStart"), w("permEnd")})
_ELSEWHERE = (w("sectPr"), w("footnoteReference"), w("endnoteReference"))
_SPOKEN = (TEXT, DELETED_TEXT)


def canonical(element: Element | None) -> bytes:
    """The element as bytes, equal for equal content in whatever order its attributes were written."""
    if element is None:
        return b""
    return etree.tostring(element, method="c14n", exclusive=True, with_tail=False)


def clone(element: Element) -> Element:
    """A deep copy that stands in no tree."""
    copied = deepcopy(element)
    copied.tail = None
    return copied


def is_same(old: Element, new: Element) -> bool:
    """Whether two elements are equal in all that they say, and refer to nothing that is said elsewhere."""
    return next(old.iter(*_ELSEWHERE), None) is None and canonical(old) == canonical(new)


def outer_rows(table: Element) -> list[Element]:
    """The rows of a table, those within controls included, those of tables within it not."""
    return _outer(table, ROW, stop=CELL)


def outer_cells(row: Element) -> list[Element]:
    """The cells of a row, those within controls included, those of tables within it not."""
    return _outer(row, CELL, stop=PARAGRAPH)


def _outer(element: Element, wanted: str, stop: str) -> list[Element]:
    found: list[Element] = []
    for child in element:
        found += [child] if child.tag == wanted else _outer(child, wanted, stop) if child.tag != stop else []
    return found


def text_of(element: Element) -> str:
    """The words in an element, deleted ones included."""
    return "".join(each.text or "" for each in element.iter(*_SPOKEN))


def val(parent: Element | None, name: str) -> str:
    """The w:val of a child, nothing where it is not there."""
    child = parent.find(w(name)) if parent is not None else None
    return child.get(w("val"), "") if child is not None else ""


def drop(element: Element) -> None:
    """Take an element out of its tree."""
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)  # whitespace after it goes too; WordprocessingML has no mixed content


def drop_all(elements: Iterable[Element]) -> None:
    """Take every one of these out of its tree, as `drop` does."""
    for each in list(elements):
        drop(each)


def put(parent: Element, child: Element, before: Collection[str]) -> None:
    """Add a child before the first of those that have to stand behind it."""
    after = next((each for each in parent if each.tag in before), None)
    if after is None:
        parent.append(child)
    else:
        after.addprevious(child)


def unwrap(element: Element, content: Iterable[Element] | None = None) -> None:
    """Put the children of an element in its place."""
    for child in list(element if content is None else content):
        element.addprevious(child)
    drop(element)


def field_balance(element: Element) -> int:
    """How many more fields begin than end in an element."""
    kinds = [each.get(w("fldCharType")) for each in element.iter(FIELD_CHARACTER)]
    return kinds.count("begin") - kinds.count("end")


def field_codes(elements: Iterable[Element]) -> str:
    """The instructions of the fields in these elements, one after the other."""
    return "".join(each.text or "" for element in elements for each in element.iter(INSTRUCTION))


def nested_texts(element: Element) -> Iterator[Element]:
    """The text boxes of a drawing, outermost ones only."""
    for child in element:
        if child.tag == TEXT_BOX:
            yield child
        else:
            yield from nested_texts(child)


def runs_of_field(element: Element) -> list[Element]:
    """A field written as one element as the runs that mean the same; anything else as it is.

    What such an element encloses can be marked, but not the field itself, which may enclose nothing.
    """
    if element.tag != w("fldSimple"):
        return [element]
    result = [each for each in element if each.tag != w("fldData")]
    code = etree.Element(RUN)
    instruction = etree.SubElement(code, INSTRUCTION, {SPACE: "preserve"})
    instruction.text = element.get(w("instr"))
    middle = [_field_character("separate"), *result] if result else []
    return [_field_character("begin"), code, *middle, _field_character("end")]


def _field_character(kind: str) -> Element:
    run = etree.Element(RUN)
    etree.SubElement(run, FIELD_CHARACTER, {w("fldCharType"): kind})
    return run
