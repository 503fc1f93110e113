"""Page numbers of turned pages: where those of the upright pages stand once the sheet is bound among them.

A turned page is read with its binding edge on top. Its left edge is the foot of the sheet, so that is where the number
stands, set upright for who leafs through the bound document. It is the template's own footer, in a frame.
"""

from collections.abc import Mapping

from lxml import etree
from lxml.etree import _Element as Element

from plangen.office.house.look import Look, related, tag
from plangen.office.ooxml.relations import DOCUMENT_RELATIONS
from plangen.office.ooxml.style_names import Style
from plangen.office.ooxml.trees import parsed
from plangen.office.ooxml.wml import twips

_TYPES = "[Content_Types].xml"
_FOOTER_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"
_FOOTER_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer"
# What stands before a frame among the properties of a paragraph, and what behind the direction of its text.
_BEFORE_FRAME = frozenset(map(tag, ("w:pStyle", "w:keepNext", "w:keepLines", "w:pageBreakBefore")))
_BEHIND_DIRECTION = frozenset(
    map(
        tag,
        (
            *("w:textAlignment", "w:textboxTightWrap", "w:outlineLvl", "w:divId", "w:cnfStyle"),
            *("w:rPr", "w:sectPr", "w:pPrChange"),
        ),
    )
)


def add_turned_footers(parts: dict[str, bytes], look: Look) -> Mapping[str, str]:
    """Footers for turned pages, beside the template's; by the relation of an upright one that of the turned one."""
    footers = related(parts, "footer")
    found: dict[str, str] = {}
    for number, (kind, _, key) in enumerate(look.references, start=1):
        if kind == "footer" and footers.get(key) in parts:
            name, found[key] = f"footer-turned-{number}.xml", f"rIdTurned{number}"
            parts[f"word/{name}"] = _turned(parts[footers[key]], look)
            override = f'<Override PartName="/word/{name}" ContentType="{_FOOTER_TYPE}"/>'
            relation = f'<Relationship Id="{found[key]}" Type="{_FOOTER_RELATION}" Target="{name}"/>'
            _add(parts, _TYPES, "</Types>", override)
            _add(parts, DOCUMENT_RELATIONS, "</Relationships>", relation)
    return found


def _add(parts: dict[str, bytes], part: str, end: str, element: str) -> None:
    parts[part] = parts[part].replace(end.encode(), (element + end).encode())


def _turned(upright: bytes, look: Look) -> bytes:
    """The footer with its paragraphs in a frame, and behind it the paragraph that a footer ends with."""
    root = parsed(upright)
    paragraphs = root.findall(tag("w:p"))
    width = max(1, len(paragraphs)) * twips(look.sizes[Style.FOOTER][1])
    for each in paragraphs:
        _turn(each, width, look)
    last = etree.SubElement(root, tag("w:p"))
    etree.SubElement(etree.SubElement(last, tag("w:pPr")), tag("w:pStyle"), {tag("w:val"): look.id(Style.FOOTER)})
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _turn(paragraph: Element, width: int, look: Look) -> None:
    """Put a paragraph into a frame that lies as the foot of the upright sheet does, its text running down the page."""
    page, properties = look.page, paragraph.find(tag("w:pPr"))
    if properties is None:
        properties = etree.Element(tag("w:pPr"))
        paragraph.insert(0, properties)
    wanted = {"w": width, "h": page.text_width, "x": page.footer, "y": page.left}
    sides = {tag(f"w:{name}"): str(value) for name, value in wanted.items()}
    anchor = {tag("w:hRule"): "exact", tag("w:wrap"): "around", tag("w:vAnchor"): "page", tag("w:hAnchor"): "page"}
    at = next((at for at, each in enumerate(properties) if each.tag not in _BEFORE_FRAME), len(properties))
    properties.insert(at, etree.Element(tag("w:framePr"), {**sides, **anchor}))
    at = next((at for at, each in enumerate(properties) if each.tag in _BEHIND_DIRECTION), len(properties))
    properties.insert(at, etree.Element(tag("w:textDirection"), {tag("w:val"): "tbRl"}))
