"""Text that does not show: by its own format, by its style, or by a style that that one is based on."""

from collections.abc import Mapping

from lxml import etree

from plangen.office.ooxml.numbers import is_on
from plangen.office.ooxml.wml import NAMESPACES

W = f"{{{NAMESPACES['w']}}}"
_VALUE = f"{W}val"


def hidden_styles(styles: etree._Element) -> frozenset[str]:
    """The ids of the styles whose text does not show, of their own or by the style that they are based on."""
    listed = {style.get(f"{W}styleId", ""): style for style in styles.iter(f"{W}style")}
    marks = {key: style.find(f"{W}rPr/{W}vanish") for key, style in listed.items()}
    said = {key: is_on(mark, _VALUE) for key, mark in marks.items() if mark is not None}
    for key in listed:
        _decide(key, said, listed)
    return frozenset(key for key, is_hiding in said.items() if is_hiding)


def is_hidden(text: etree._Element, hidden: frozenset[str] = frozenset()) -> bool:
    """By the run itself, else by its style, else by that of its paragraph; `hidden` are the styles that hide."""
    run = text.getparent()
    properties = None if run is None else run.find(f"{W}rPr")
    if properties is not None:
        if (mark := properties.find(f"{W}vanish")) is not None:
            return is_on(mark, _VALUE)
        if (style := properties.find(f"{W}rStyle")) is not None and style.get(_VALUE) in hidden:
            return True
    if not hidden:
        return False
    paragraph = next(text.iterancestors(f"{W}p"), None)
    return paragraph is not None and style_of(paragraph) in hidden


def style_of(paragraph: etree._Element) -> str:
    """The style that a paragraph names; its properties stand first, so that nobody has to look through all its runs."""
    first = next(iter(paragraph), None)
    properties = first if first is not None and first.tag == f"{W}pPr" else None
    style = None if properties is None else properties.find(f"{W}pStyle")
    return "" if style is None else style.get(_VALUE, "")


def _decide(style: str, said: dict[str, bool], listed: Mapping[str, etree._Element]) -> None:
    """Say of a style, and of all on the way, whether its text is hidden: as the nearest below it that says so."""
    chain: dict[str, None] = {}
    while style in listed and style not in said and style not in chain:
        chain[style] = None
        base = listed[style].find(f"{W}basedOn")
        style = "" if base is None else base.get(_VALUE, "")
    decided = said.get(style, False)
    said.update(dict.fromkeys(chain, decided))
