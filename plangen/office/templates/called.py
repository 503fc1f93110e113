"""The words with which every text of a drill begins, put into the text itself.

Header and letters across the page stay behind when a text is copied into a gateway, a messenger or a web page. So the
first paragraph that is sent says what it is, whatever template it comes from.
"""

import itertools
from collections.abc import Iterator, Mapping
from copy import deepcopy

from lxml import etree

from plangen.blocks.template import Short
from plangen.office.ooxml.style_names import Style
from plangen.office.ooxml.wml import NAMESPACES

_W = f"{{{NAMESPACES['w']}}}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
DRILL = "演练"
"""What every text of a drill says at its beginning."""

_UNSENT = frozenset({Style.TITLE.lower(), Style.NOTE, Style.MARK})  # names the draft, tells its user how, marks it
_UNSENT_STYLES = frozenset({Style.NOTE, Style.MARK})


def sent(root: etree._Element, styles: etree._Element, *, is_short: bool) -> Iterator[etree._Element]:
    """The paragraphs of a finished file that are sent; of a short text its title is not."""
    unsent = _UNSENT if is_short else _UNSENT_STYLES
    named = style_names(styles)
    for paragraph in root.iter(f"{_W}p"):
        if style_of(paragraph, named) not in unsent:
            yield paragraph


def style_names(styles: etree._Element) -> Mapping[str, str]:
    """The names of the styles by their ids, in small letters where they are English."""
    return {str(each.get(f"{_W}styleId")): _name(each) for each in styles.iter(f"{_W}style")}


def style_of(paragraph: etree._Element, named: Mapping[str, str]) -> str | None:
    """The name of a paragraph's own style; None where it has none that is known."""
    own = paragraph.find(f"{_W}pPr/{_W}pStyle")
    return named.get("" if own is None else own.get(f"{_W}val", ""))


def call_out(root: etree._Element, styles: etree._Element, call: str, short: Short | None) -> None:
    """Let what is sent begin with the words `call`: a message in its line, another short text with a line of its own.

    The title of a document has them too, unless it says 演练 by itself.
    """
    paragraphs = sent(root, styles, is_short=short is not None)
    saying = ((each, run) for each in paragraphs for run in each.iter(f"{_W}r") if _says(run))
    for paragraph, first in itertools.islice(saying, 1):
        if short is not None and not short.is_message:
            _put_above(paragraph, first, call)
        elif short is not None or not _says_itself(paragraph):
            first.addprevious(_said(first, call))


def _says_itself(paragraph: etree._Element) -> bool:
    return DRILL in "".join(each.text or "" for each in paragraph.iter(f"{_W}t"))


def _name(style: etree._Element) -> str:
    name = style.find(f"{_W}name")
    value = "" if name is None else name.get(f"{_W}val", "")
    return value.lower() if value.isascii() else value


def _says(run: etree._Element) -> bool:
    return any((each.text or "").strip() for each in run.iter(f"{_W}t"))


def _put_above(paragraph: etree._Element, run: etree._Element, call: str) -> None:
    """A paragraph of the same look."""
    new = etree.Element(f"{_W}p")
    look = paragraph.find(f"{_W}pPr")
    if look is not None:
        new.append(deepcopy(look))
        for number in new.findall(f"{_W}pPr/{_W}numPr"):
            new[0].remove(number)
    new.append(_said(run, call))
    paragraph.addprevious(new)


def _said(run: etree._Element, call: str) -> etree._Element:
    """A run of the same look as the first one, but for the colour that marks what is to be filled in."""
    new = etree.Element(f"{_W}r")
    look = run.find(f"{_W}rPr")
    if look is not None:
        new.append(_plain(look))
    text = etree.SubElement(new, f"{_W}t", {_SPACE: "preserve"})
    text.text = call
    return new


def _plain(look: etree._Element) -> etree._Element:
    copied = deepcopy(look)
    for mark in copied.findall(f"{_W}highlight"):
        copied.remove(mark)
    return copied
