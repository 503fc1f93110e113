"""What setting a finished text takes that no template can know of, since it depends on the facts.

A signature and its date never stand alone on a page. A list of one item has no number. A bracket of the template around
a value that is still to be filled in is not printed twice. A code is not torn at its hyphen, and no line is pulled
apart before something long that no line breaks in.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping

from lxml import etree

from plangen.blocks.line_breaks import code_hyphens
from plangen.office.ooxml.style_names import Style
from plangen.office.ooxml.wml import NAMESPACES, OPEN_VALUE

_W = f"{{{NAMESPACES['w']}}}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_LEFT, _RIGHT = "【】"
_LIST, _STYLE, _JUSTIFIED = f"{_W}pPr/{_W}numPr/{_W}numId", f"{_W}pPr/{_W}pStyle", f"{_W}pPr/{_W}jc"
_NAME = f"{_W}name"
_NO_LIST = "0"
_HYPHEN = "-"
_LONG = re.compile(r"[!-~]{8,}")
"""A run that no line breaks in, so long that the line before it would be pulled apart to both margins."""
# What may stand before w:jc among the properties of a paragraph, in the order of the schema.
_BEFORE = frozenset(
    f"{_W}{name}"
    for name in (
        *("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr"),
        *("suppressLineNumbers", "pBdr", "shd", "tabs", "suppressAutoHyphens", "kinsoku", "wordWrap", "overflowPunct"),
        *("topLinePunct", "autoSpaceDE", "autoSpaceDN", "bidi", "adjustRightInd", "snapToGrid", "spacing", "ind"),
        *("contextualSpacing", "mirrorIndents", "suppressOverlap"),
    )
)


def unbracket(root: etree._Element) -> None:
    """Drop the brackets right around every 【待填写：…】, which has its own."""
    for paragraph in root.iter(f"{_W}p"):
        texts = _own_texts(paragraph)
        dropped = _doubled("".join(each.text or "" for each in texts))
        start = 0
        for text in texts if dropped else ():
            said = text.text or ""
            text.text = "".join(char for at, char in enumerate(said, start) if at not in dropped)
            start += len(said)


def _doubled(whole: str) -> frozenset[int]:
    """Where the brackets stand that are right around a value to be filled in."""
    found = [each.span() for each in OPEN_VALUE.finditer(whole)]
    around = [(start - 1, end) for start, end in found if whole[start - 1 : start] == _LEFT]
    return frozenset(at for pair in around if whole[pair[1] : pair[1] + 1] == _RIGHT for at in pair)


def neaten(root: etree._Element, styles: etree._Element) -> None:
    """Hold signatures, set lists of one item as text, keep codes whole, let lines be ragged that would be torn."""
    ids = _ids(styles)
    _unnumber_single_items(root, ids)
    _hold_signatures(root, ids.get(Style.SIGNED))
    stretched = _stretched(styles)
    for paragraph in root.iter(f"{_W}p"):
        texts = _own_texts(paragraph)
        if _LONG.search("".join(each.text or "" for each in texts)) and _is_stretched(paragraph, stretched):
            _let_ragged(paragraph)
        for text in texts:
            _join_codes(text)


def _own_texts(paragraph: etree._Element) -> list[etree._Element]:
    return [each for each in paragraph.iter(f"{_W}t") if next(each.iterancestors(f"{_W}p")) is paragraph]


def _ids(styles: etree._Element) -> Mapping[str | None, str]:
    """The id of each style by its name."""
    return {named.get(f"{_W}val"): str(each.get(f"{_W}styleId")) for each in styles for named in each.findall(_NAME)}


def _hold_signatures(root: etree._Element, style: str | None) -> None:
    """Keep the last paragraph of the text with the name and the date below it."""
    held: list[etree._Element] = []
    for paragraph in root.iterfind(f"{_W}body/{_W}p"):
        own = paragraph.find(_STYLE)
        if style is not None and own is not None and own.get(f"{_W}val") == style:
            for each in held:
                _keep_with_next(each)
            held = [paragraph]
        else:
            held = [paragraph] if _own_texts(paragraph) else [*held, paragraph]


def _keep_with_next(paragraph: etree._Element) -> None:
    properties = _properties(paragraph)
    if properties.find(f"{_W}keepNext") is None:
        properties.insert(1 if properties.find(f"{_W}pStyle") is not None else 0, etree.Element(f"{_W}keepNext"))


def _unnumber_single_items(root: etree._Element, ids: Mapping[str | None, str]) -> None:
    """An item alone is set as text where its style is that of lists, else it only loses its number."""
    lists, body = {ids.get(Style.ORDERED), ids.get(Style.UNORDERED)}, ids.get(Style.BODY)
    items = [(each, number) for each in root.iter(f"{_W}p") if (number := each.find(_LIST)) is not None]
    counts = Counter(number.get(f"{_W}val") for _, number in items)
    for paragraph, number in items:
        if counts[number.get(f"{_W}val")] == 1:
            style = paragraph.find(_STYLE)
            if body is not None and style is not None and style.get(f"{_W}val") in lists:
                style.set(f"{_W}val", body)
                _drop(number.getparent())
            else:
                number.set(f"{_W}val", _NO_LIST)


def _drop(element: etree._Element | None) -> None:
    parent = None if element is None else element.getparent()
    if element is not None and parent is not None:
        parent.remove(element)


def _stretched(styles: etree._Element) -> frozenset[str]:
    """The ids of the styles whose text runs to both margins; "" where that of plain paragraphs does."""
    listed = {each.get(f"{_W}styleId", ""): each for each in styles.iter(f"{_W}style")}
    default = next((key for key, each in listed.items() if _is_default(each)), "")
    found = {key for key in listed if _alignment(key, listed) == "both"}
    return frozenset(found | ({""} if default in found else set()))


def _is_default(style: etree._Element) -> bool:
    return style.get(f"{_W}type") == "paragraph" and style.get(f"{_W}default") in {"1", "true"}


def _alignment(key: str, listed: Mapping[str, etree._Element]) -> str:
    """What a style, or the nearest that it is based on, says of its margins."""
    seen: set[str] = set()
    while key in listed and key not in seen:
        seen.add(key)
        said = listed[key].find(_JUSTIFIED)
        if said is not None:
            return said.get(f"{_W}val", "")
        base = listed[key].find(f"{_W}basedOn")
        key = "" if base is None else base.get(f"{_W}val", "")
    return ""


def _is_stretched(paragraph: etree._Element, stretched: Collection[str]) -> bool:
    own, style = paragraph.find(_JUSTIFIED), paragraph.find(_STYLE)
    if own is not None:
        return own.get(f"{_W}val") == "both"
    return ("" if style is None else style.get(f"{_W}val", "")) in stretched


def _let_ragged(paragraph: etree._Element) -> None:
    properties = _properties(paragraph)
    own = properties.find(f"{_W}jc")
    if own is None:
        own = etree.Element(f"{_W}jc")
        place = next((at for at, each in enumerate(properties) if each.tag not in _BEFORE), len(properties))
        properties.insert(place, own)
    own.set(f"{_W}val", "left")


def _properties(paragraph: etree._Element) -> etree._Element:
    properties = paragraph.find(f"{_W}pPr")
    if properties is None:
        properties = etree.Element(f"{_W}pPr")
        paragraph.insert(0, properties)
    return properties


def _join_codes(text: etree._Element) -> None:
    """Put Word's own hyphen, at which no line breaks, into the codes of a text."""
    said, run = text.text or "", text.getparent()
    if run is None or run.tag != f"{_W}r" or next(code_hyphens(said), None) is None:
        return
    place = run.index(text)
    run.remove(text)
    for piece in _pieces(said):
        run.insert(place, etree.Element(f"{_W}noBreakHyphen") if piece == _HYPHEN else _text(piece))
        place += 1


def _pieces(said: str) -> Iterator[str]:
    """The text between the hyphens of its codes, and those hyphens."""
    start = 0
    for at in code_hyphens(said):
        yield said[start:at]
        yield _HYPHEN
        start = at + 1
    yield said[start:]


def _text(content: str) -> etree._Element:
    element = etree.Element(f"{_W}t", {_SPACE: "preserve"})
    element.text = content
    return element
