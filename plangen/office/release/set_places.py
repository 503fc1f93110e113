"""What a file sets in a place of its own (frames, floating tables, boxes), where that place lies off every page.

LibreOffice pushes much of it back onto the page, where Word leaves it outside.
"""

import re
from collections.abc import Iterator, Mapping

from lxml.etree import _Element as Element

from plangen.diagnostics import Words, words
from plangen.office.ooxml.numbers import length
from plangen.office.ooxml.page_setup import SectionPage
from plangen.office.ooxml.wml import NAMESPACES

_W, _WP = f"{{{NAMESPACES['w']}}}", f"{{{NAMESPACES['wp']}}}"
_VML = "{urn:schemas-microsoft-com:vml}"
_SHAPES = tuple(f"{_VML}{name}" for name in ("shape", "rect", "roundrect", "oval", "group"))
_EMU = 1440 / 914400  # twips
_SLACK = 144.0  # twips: a tenth of an inch
_LEAST = 360.0  # twips that have to lie on the page of something whose width is not known
_USUAL = (12240.0, 15840.0)
_FRAME = words("图文框或者浮动表格的位置在页面以外", "a frame or floating table placed off the page")
_BOX = words("文本框或者图形的位置在页面以外", "a box or shape placed off the page")
_DECLARED = re.compile(r"\s*([a-z-]+)\s*:\s*([^;]*)")
_FRAMED = {"x": "x", "y": "y", "across": "hAnchor", "down": "vAnchor", "wide": "w", "high": "h"}
_FLOATED = {"x": "tblpX", "y": "tblpY", "across": "horzAnchor", "down": "vertAnchor"}


def off_page(paragraph: Element, page: SectionPage) -> Iterator[tuple[Words, str]]:
    """What of a paragraph, or of the table that begins with it, lies off a page of this size; with its text."""
    yield from ((_FRAME, _text(each)) for each in _frames_off(paragraph, page))
    own = (each for each in paragraph.iter(f"{_WP}anchor", *_SHAPES) if _owner(each) is paragraph)
    yield from ((_BOX, _text(each)) for each in own if _is_placed_off(each, page))


def _frames_off(paragraph: Element, page: SectionPage) -> Iterator[Element]:
    """The paragraph, and the tables that begin with it, where they are set off the page."""
    frame = paragraph.find(f"{_W}pPr/{_W}framePr")
    if frame is not None and _is_off(frame, _FRAMED, page):
        yield paragraph
    for table in paragraph.iterancestors(f"{_W}tbl"):
        place = table.find(f"{_W}tblPr/{_W}tblpPr")
        if place is not None and next(table.iter(f"{_W}p"), None) is paragraph and _is_off(place, _FLOATED, page):
            yield table


def _owner(shape: Element) -> Element | None:
    return next(shape.iterancestors(f"{_W}p"), None)


def _is_placed_off(shape: Element, page: SectionPage) -> bool:
    return _is_anchored_off(shape, page) if shape.tag == f"{_WP}anchor" else _is_drawn_off(shape, page)


def _is_off(place: Element, names: Mapping[str, str], page: SectionPage) -> bool:
    def said(key: str) -> str:
        return place.get(f"{_W}{names[key]}", "") if key in names else ""

    x, y = length(said("x")) or 0.0, length(said("y")) or 0.0
    wide, high = length(said("wide")) or 0.0, length(said("high")) or 0.0
    return _across(x, wide, said("across") or "text", page) or _down(y, high, said("down") or "text", page)


def _across(x: float, wide: float, anchor: str, page: SectionPage) -> bool:
    """Whether something so far from its anchor lies off the page at its left or right."""
    width = page.width or _USUAL[0]
    left = x + (0.0 if anchor == "page" else width - page.side("right") if anchor == "rightMargin" else _near(page))
    return left < -_SLACK or left + max(wide, _LEAST) > width + _SLACK


def _near(page: SectionPage) -> float:
    return page.side("left") + page.side("gutter")


def _down(y: float, high: float, anchor: str, page: SectionPage) -> bool:
    """The same for above and below; from a paragraph, which may stand anywhere, it may go up as far as the margin."""
    height, top = page.height or _USUAL[1], page.side("top")
    if anchor in {"text", "paragraph", "line"}:
        return y < -top - _SLACK or y + max(high, _LEAST) > height
    begins = {"page": 0.0, "topMargin": 0.0, "bottomMargin": height - page.side("bottom")}.get(anchor, top)
    return y + begins < -_SLACK or y + begins + max(high, _LEAST) > height + _SLACK


def _is_anchored_off(anchor: Element, page: SectionPage) -> bool:
    size = anchor.find(f"{_WP}extent")
    wide, high = (_emu(size.get(key, "")) if size is not None else 0.0 for key in ("cx", "cy"))
    for name, judged, extent in (("positionH", _across, wide), ("positionV", _down, high)):
        place = anchor.find(f"{_WP}{name}")
        offset = place.find(f"{_WP}posOffset") if place is not None else None
        if place is not None and offset is not None:
            said = place.get("relativeFrom", "page")
            if judged(_emu(offset.text or ""), extent, "page" if said == "leftMargin" else said, page):
                return True
    return False


def _emu(text: str) -> float:
    try:
        return float(text) * _EMU
    except ValueError:
        return 0.0


def _is_drawn_off(shape: Element, page: SectionPage) -> bool:
    """A shape of the old kind, placed by its style."""
    said = {name: value.strip() for name, value in _DECLARED.findall(shape.get("style", ""))}
    if said.get("position") not in {"absolute", "relative"} or shape.getparent() is None:
        return False
    if any(each.tag == f"{_VML}group" for each in shape.iterancestors()):
        return False  # in the measure of its group
    across, down = (
        said.get(f"mso-position-{way}-relative", "text").replace("char", "text") for way in ("horizontal", "vertical")
    )
    x = _length(said.get("margin-left", "")) + _length(said.get("left", ""))
    y = _length(said.get("margin-top", "")) + _length(said.get("top", ""))
    wide, high = _length(said.get("width", "")), _length(said.get("height", ""))
    is_aside = said.get("mso-position-horizontal", "absolute") == "absolute" and _across(x, wide, across, page)
    is_beyond = said.get("mso-position-vertical", "absolute") == "absolute" and _down(y, high, down, page)
    return is_aside or is_beyond


def _length(text: str) -> float:
    return length(text, unit=15.0) or 0.0  # pixels


def _text(holder: Element) -> str:
    return "".join(each.text or "" for each in holder.iter(f"{_W}t"))
