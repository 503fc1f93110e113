"""Signatures of notices: where name and date stand follows from how long they are, once both are filled in."""

from collections.abc import Iterator

from lxml import etree

from plangen.office.ooxml.numbers import length, whole
from plangen.office.ooxml.page_setup import SECTION, page_of
from plangen.office.ooxml.signature import SignedPlace, placed
from plangen.office.ooxml.style_names import SEALED, Style
from plangen.office.templates.tagged import W, text_of

# What may stand before the indent of a paragraph, and before the side that it is set from, is everything but these.
_BEHIND_JC = frozenset(
    f"{W}{name}"
    for name in (
        *("textDirection", "textAlignment", "textboxTightWrap", "outlineLvl", "divId", "cnfStyle"),
        *("rPr", "sectPr", "pPrChange"),
    )
)
_BEHIND_INDENT = _BEHIND_JC | {f"{W}{name}" for name in ("contextualSpacing", "mirrorIndents", "suppressOverlap", "jc")}
_USUAL_ROOM, _USUAL_SIZE = 8844.0, 320  # twips, of a page and of type that say nothing


def place_signatures(root: etree._Element, styles: etree._Element) -> None:
    """Set the lines of each signature by the rules for official documents; those with a place of their own stay."""
    style = next((each for each in styles.iter(f"{W}style") if _name(each) == Style.SIGNED), None)
    body = root.find(f"{W}body")
    if style is None or body is None:
        return
    sealed = whole(_of(style, "ind", "rightChars")) >= SEALED
    character = _character(style)
    for lines in _signatures(body, style.get(f"{W}styleId", "")):
        texts = [text_of(each.iter(f"{W}t")) for each in lines]
        for line, place in zip(lines, placed(texts, _room(body) / character, sealed=sealed), strict=True):
            _place(line, place, character)


def _character(style: etree._Element) -> int:
    """How wide a character of a style is, in twips."""
    size, tight = (style.find(f"{W}rPr/{W}{name}") for name in ("sz", "spacing"))
    usual = _USUAL_SIZE if size is None else whole(size.get(f"{W}val", "")) * 10 or _USUAL_SIZE
    return usual + round(0 if tight is None else length(tight.get(f"{W}val", "")) or 0)


def _signatures(body: etree._Element, style: str) -> Iterator[list[etree._Element]]:
    """Neighbouring lines in the style of signatures, those that are set from a side of their own left out."""
    found: list[etree._Element] = []
    for each in body:
        if each.tag == f"{W}p" and _of(each, "pStyle", "val") == style and not _is_placed(each):
            found.append(each)
        elif found:
            yield found
            found = []
    if found:
        yield found


def _is_placed(paragraph: etree._Element) -> bool:
    return any(paragraph.find(f"{W}pPr/{W}{name}") is not None for name in ("ind", "jc"))


def _room(body: etree._Element) -> float:
    """The width of the text, in twips."""
    sections = body.findall(SECTION)
    page = page_of(sections[-1]) if sections else None
    if page is None or page.width is None:
        return _USUAL_ROOM
    return page.width - page.side("left") - page.side("right")


def _place(paragraph: etree._Element, place: SignedPlace, character: int) -> None:
    properties = paragraph.find(f"{W}pPr")
    assert properties is not None
    side, other = ("left", "right") if place.right is None else ("right", "left")
    inset = (place.left if place.right is None else place.right) or 0
    sides = {f"{side}Chars": "0", side: str(round(inset * character)), f"{other}Chars": "0", other: "0"}
    indent = etree.Element(f"{W}ind", {f"{W}{name}": value for name, value in sides.items()})
    _insert(properties, indent, _BEHIND_INDENT)
    _insert(properties, etree.Element(f"{W}jc", {f"{W}val": side}), _BEHIND_JC)


def _insert(properties: etree._Element, element: etree._Element, behind: frozenset[str]) -> None:
    at = next((at for at, each in enumerate(properties) if each.tag in behind), len(properties))
    properties.insert(at, element)


def _of(element: etree._Element, name: str, attribute: str) -> str:
    found = element.find(f"{W}pPr/{W}{name}")
    return "" if found is None else found.get(f"{W}{attribute}", "")


def _name(style: etree._Element) -> str:
    name = style.find(f"{W}name")
    return "" if name is None else name.get(f"{W}val", "")
