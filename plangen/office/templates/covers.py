"""What lies in front of the text of a page and could cover the line on top of it."""

from collections.abc import Iterator

from lxml.etree import _Element as Element

from plangen.diagnostics import Words, words
from plangen.office.ooxml.numbers import is_on, length, whole
from plangen.office.ooxml.page_setup import SectionPage
from plangen.office.ooxml.parts import texts_of
from plangen.office.ooxml.trees import Parts
from plangen.office.ooxml.wml import NAMESPACES

_W, _WP = f"{{{NAMESPACES['w']}}}", f"{{{NAMESPACES['wp']}}}"
_VML = "{urn:schemas-microsoft-com:vml}"
_SHAPES = tuple(f"{_VML}{name}" for name in ("shape", "rect", "roundrect", "oval", "line", "polyline", "arc", "group"))
_EMU = 635  # to the twip
_LINE_ROOM = 320 + 200  # what the line of the mark takes, with a little around it
_BESIDE = 240  # between the words of the mark and what lies beside them
_SHARES = frozenset({"mso-width-percent", "mso-height-percent"})
_BELOW = frozenset({("bottomMargin", "bottom"), ("bottomMargin", "center")})
_UNKNOWN = float("inf")


def covers(parts: Parts, page: SectionPage, width: int) -> Iterator[Words]:
    """What floats in front of the text, is wide enough to hide a line of this width, and may lie where it stands."""
    for name, kind in texts_of(parts).items():
        in_header = kind.startswith(("header", "footer"))
        root = parts.root(name)
        shapes = (*root.iter(f"{_WP}anchor"), *root.iter(*_SHAPES), *root.iter(f"{_W}framePr", f"{_W}tblpPr"))
        for each in shapes:
            box = _box(each)
            if box is None or box[0] < width or _is_beside(each, page, width):
                continue
            if _reaches(box, page, in_header=in_header):
                yield words("有图形、文本框或者浮动表格盖在页眉上", "a drawing, box or floating table covers it")
                return


_Box = tuple[float, float, str, str]
"""Width, height, what it is placed by from top to bottom, and how: a length in twips or a word."""


def _box(shape: Element) -> _Box | None:
    """Of something in front of the text; None of what lies behind it or in it."""
    if shape.tag == f"{_WP}anchor":
        return None if is_on(shape, "behindDoc") and shape.get("behindDoc") is not None else _anchored(shape)
    if shape.tag == f"{_W}framePr":
        return _framed(shape, "w", "h", "y", "yAlign")
    if shape.tag == f"{_W}tblpPr":
        return _framed(shape, "", "", "tblpY", "tblpYSpec")
    return _drawn(shape)


def _anchored(shape: Element) -> _Box:
    extent, placed = shape.find(f"{_WP}extent"), shape.find(f"{_WP}positionV")
    if placed is None or shape.get("simplePos") in {"1", "true"}:
        return _UNKNOWN, _UNKNOWN, "page", ""
    offset = placed.findtext(f"{_WP}posOffset")
    said = placed.findtext(f"{_WP}align") or "" if offset is None else str(whole(offset, -(1 << 30)) / _EMU)
    by = placed.get("relativeFrom", "")
    if extent is None or _is_turned(shape):
        return _UNKNOWN, _UNKNOWN, by, said
    wide, high = (whole(extent.get(name, ""), 1 << 30) / _EMU for name in ("cx", "cy"))
    return wide, high, by, said


def _is_beside(shape: Element, page: SectionPage, width: int) -> bool:
    """Whether a box or picture is proved to lie to one side of the words of the mark, in the middle of the text."""
    sides = [page.sides.get(side) for side in ("left", "right")]
    across = _across(shape)
    if across is None or page.width is None or None in sides or page.side("gutter"):
        return False
    middle = (page.side("left") + page.width - page.side("right")) / 2
    half = width / 2 + _BESIDE
    return across[0] >= middle + half or across[1] <= middle - half


def _across(shape: Element) -> tuple[float, float] | None:
    """From where to where a drawing reaches, from the left edge of the page; None where it does not say so."""
    placed, extent = shape.find(f"{_WP}positionH"), shape.find(f"{_WP}extent")
    if placed is None or extent is None or placed.get("relativeFrom") != "page" or _is_movable(shape):
        return None
    begins = whole(placed.findtext(f"{_WP}posOffset") or "", -1) / _EMU
    wide = whole(extent.get("cx", ""), -1) / _EMU
    return None if min(begins, wide) < 0 else (begins, begins + wide)


def _is_movable(shape: Element) -> bool:
    """Whether it pushes text aside, is turned, or holds drawings of their own places."""
    if shape.find(f"{_WP}wrapNone") is None or shape.get("simplePos") in {"1", "true"}:
        return True
    return _is_turned(shape) or any(_is_group(each) for each in shape.iter("*"))


def _is_group(each: Element) -> bool:
    return str(each.tag).endswith(("}wgp", "}wpc", "}grpSp"))


def _is_turned(shape: Element) -> bool:
    """Whether a drawing takes other room than its size says."""
    turned = any(each.get("rot", "0") != "0" for each in shape.iter(f"{{{NAMESPACES['a']}}}xfrm"))
    return turned or any(str(each.tag).endswith(("}sizeRelH", "}sizeRelV")) for each in shape)


def _framed(shape: Element, wide: str, high: str, offset: str, aligned: str) -> _Box:
    width = length(shape.get(f"{_W}{wide}", "")) if wide else None
    height = length(shape.get(f"{_W}{high}", "")) if high else None
    said = shape.get(f"{_W}{aligned}", "") or str(length(shape.get(f"{_W}{offset}", "0")))
    by = shape.get(f"{_W}vAnchor", "") or shape.get(f"{_W}vertAnchor", "text")
    return width or _UNKNOWN, height or _UNKNOWN, by, said


def _drawn(shape: Element) -> _Box | None:
    """Of a VML shape, whose style says where it is; the mark's own lies behind the text."""
    style = dict(_declared(shape))
    inner = any(parent.tag == f"{_VML}group" for parent in shape.iterancestors())
    if inner or style.get("position", "static") == "static" or style.get("z-index", "0").startswith("-"):
        return None
    said = style.get("mso-position-vertical", "absolute")
    if said == "absolute":
        said = str(length(style.get("margin-top", style.get("top", "0")), unit=20))
    by = style.get("mso-position-vertical-relative", "text")
    if style.get("rotation", "0") != "0" or style.keys() & _SHARES:
        return _UNKNOWN, _UNKNOWN, by, said
    wide, high = (length(style.get(name, ""), unit=20) or _UNKNOWN for name in ("width", "height"))
    return wide, high, by, said


def _declared(shape: Element) -> Iterator[tuple[str, str]]:
    for each in shape.get("style", "").split(";"):
        key, _, value = each.partition(":")
        yield key.strip(), value.strip()


def _reaches(box: _Box, page: SectionPage, *, in_header: bool) -> bool:
    """Whether the box may come down on the line of the mark; what is not known may."""
    _, height, by, said = box
    header, top = page.side("header"), page.side("top")
    line_end = header + _LINE_ROOM
    from_text = line_end if in_header else max(top, line_end)
    start = {"page": 0.0, "margin": top, "text": from_text, "paragraph": from_text, "line": from_text}.get(by)
    if start is None:
        return (by, said) not in _BELOW
    if said in {"center", "bottom"}:
        room = (page.height or 0) - (0 if by == "page" else top + page.side("bottom"))
        return start + (room - height) / (2 if said == "center" else 1) < line_end
    return not start + _offset(said) >= line_end


def _offset(said: str) -> float:
    """How far down a box lies from what it is placed by; what is not known lies above everything."""
    if said in {"top", "inline"}:
        return 0.0
    try:
        return float(said)
    except ValueError:
        return -_UNKNOWN
