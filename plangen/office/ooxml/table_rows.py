"""Rows of tables that LibreOffice prints: what keeps a paragraph with the next loses whole rows there."""

from collections.abc import Collection

from lxml import etree

from plangen.office.ooxml.wml import NAMESPACES

_W = f"{{{NAMESPACES['w']}}}"
_OFF = frozenset({"0", "false", "off"})
_ON = "on"
_BEFORE = (f"{_W}pStyle",)  # what may stand before w:keepNext among the properties of a paragraph


def keeping_styles(styles: etree._Element) -> frozenset[str]:
    """The ids of paragraph styles that keep their paragraphs with the next one."""
    own = {each.get(f"{_W}styleId", ""): each for each in styles.iter(f"{_W}style")}

    def keeps(style: str, seen: frozenset[str]) -> bool:
        element = own.get(style)
        if element is None or style in seen:
            return False
        said = element.find(f"{_W}pPr/{_W}keepNext")
        if said is not None:
            return said.get(f"{_W}val", _ON) not in _OFF
        based = element.find(f"{_W}basedOn")
        return based is not None and keeps(based.get(f"{_W}val", ""), seen | {style})

    return frozenset(style for style in own if keeps(style, frozenset()))


def part_rows(root: etree._Element, keeping: Collection[str] = ()) -> None:
    """Let no row below the head of a table be kept with the next one; `keeping` are the styles that would do it.

    LibreOffice prints nothing of some rows that are kept so and that no page break may cut.
    """
    for row in root.iter(f"{_W}tr"):
        if row.find(f"{_W}trPr/{_W}tblHeader") is None:
            for paragraph in row.iter(f"{_W}p"):
                _part(paragraph, keeping)


def _part(paragraph: etree._Element, keeping: Collection[str]) -> None:
    look = paragraph.find(f"{_W}pPr")
    if look is None:
        return
    for each in look.findall(f"{_W}keepNext"):
        look.remove(each)
    style = look.find(f"{_W}pStyle")
    if style is not None and style.get(f"{_W}val", "") in keeping:
        look.insert(1 if look[0].tag in _BEFORE else 0, etree.Element(f"{_W}keepNext", {f"{_W}val": "0"}))
