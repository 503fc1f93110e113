"""When two looks are the same.

Documents saved by one program are compared to the letter. Another program writes the look of a whole document again:
defaults spelled out, lengths rounded, languages and font hints set or dropped. Between documents of two programs only
what a reader would call formatting counts, else every paragraph would be marked.
"""

import re
from collections.abc import Mapping

from lxml import etree

from plangen.office.redline.xml import (
    PARAGRAPH_LOOK,
    RELATION,
    RUN_LOOK,
    SECTION,
    TEXT_BOX,
    Element,
    canonical,
    field_codes,
    text_of,
    w,
)

_APPLICATION = re.compile(rb"<Application>([^<]*)</Application>")
_RUN = (
    "rStyle",
    "b",
    "i",
    "u",
    "strike",
    "dstrike",
    "color",
    "highlight",
    "vertAlign",
    "caps",
    "vanish",
    "shd",
)
_SEEN: Mapping[str, tuple[str, ...]] = {
    RUN_LOOK: tuple(map(w, _RUN)),
    PARAGRAPH_LOOK: (w("pStyle"), w("jc")),
    SECTION: (w("pgSz"),),
    w("tblPr"): (w("tblStyle"),),
    w("trPr"): (),
    w("tcPr"): (w("vMerge"), w("shd")),
}
_SAID = {
    "1": "",
    "true": "",
    "on": "",
    "single": "",
    "start": "left",
    "end": "right",
    "continue": "",
}
_NOTHING = frozenset({"auto", "none", "left", "start", "clear", "baseline"})
_PICTURE = "picture"
_DRAWN = frozenset(
    {
        w("drawing"),
        w("pict"),
        w("object"),
        "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent",
    }
)
_ROUGHLY = 20  # twips; programs round lengths to their own units


class Looks:
    """Compares and names looks, to the letter or as a reader sees them."""

    def __init__(self, *, exact: bool) -> None:
        self.exact = exact

    def key(self, look: Element | None) -> bytes:
        """Equal for equal looks of one kind."""
        if self.exact or look is None:
            return canonical(look)
        seen = sorted(
            filter(
                None,
                (_seen(each) for each in look if each.tag in _SEEN.get(look.tag, ())),
            )
        )
        return ";".join(seen).encode()

    def inline(self, element: Element) -> bytes:
        """Equal for equal links, controls and whatever else stands between a paragraph and its runs."""
        if self.exact:
            return canonical(element)
        addresses = map(str, _leads(element))
        return "\n".join([element.tag, element.get(w("anchor"), ""), *addresses, text_of(element)]).encode()

    def object(self, element: Element) -> bytes:
        """Equal for equal pictures, drawings, breaks and whatever else stands in a run."""
        if self.exact or element.tag not in _DRAWN:
            return canonical(element)
        leads = [str(value) for each in element.iter(etree.Element) for value in _leads(each)]
        return "\n".join(
            [
                _PICTURE,
                *sorted(set(leads)),
                *dict.fromkeys(map(text_of, element.iter(TEXT_BOX))),
            ]
        ).encode()

    def field(self, elements: list[Element]) -> bytes:
        """Equal for fields of one instruction that show the same."""
        if self.exact:
            return b"".join(map(canonical, elements))
        return "\n".join([field_codes(elements).strip(), *map(text_of, elements)]).encode()


def _leads(element: Element) -> list[object]:
    """The relationships that an element names."""
    return [value for name, value in element.attrib.items() if str(name).startswith(RELATION)]


def program_of(parts: Mapping[str, bytes]) -> bytes:
    """The program that saved a file, by its own account; nothing for files that were generated."""
    found = _APPLICATION.search(parts.get("docProps/app.xml", b""))
    return found[1].split(b"/")[0] if found else b""


def _seen(element: Element) -> str:
    """One property as a reader sees it; nothing where it says what is so anyway."""
    name = etree.QName(element).localname
    if name == "pgSz":
        sides = (element.get(w(side), "0") for side in ("w", "h"))
        return "pgSz " + " ".join(str(round(int(side) / _ROUGHLY)) if side.isdecimal() else side for side in sides)
    if name == "shd":
        fill = element.get(w("fill"), "auto").lower()
        return "" if fill in _NOTHING else f"shd {fill}"
    value = element.get(w("val"), "")
    if value.lower() in _NOTHING:
        return ""
    return f"{name} {_SAID.get(value, value)}"
