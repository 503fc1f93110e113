"""Whether an element, an attribute, its value or a character is one of those that may leave the house."""

import re
from collections.abc import Callable, Iterator, Mapping

from lxml import etree

from plangen.office.ooxml.numbers import is_on
from plangen.office.ooxml.wml import NAMESPACES
from plangen.office.release.vocabulary.characters import is_plain
from plangen.office.release.vocabulary.drawing_table import (
    DRAWING,
    GROUP,
    OLD_DRAWING,
    OLD_WRAPPING,
    PICTURE,
    PLACING,
    SHAPE,
)
from plangen.office.release.vocabulary.enumerations import ENUMERATED
from plangen.office.release.vocabulary.word_table import WORD

W, A, WP, WPS, WPG, MC = (f"{{{NAMESPACES[key]}}}" for key in ("w", "a", "wp", "wps", "wpg", "mc"))
PIC = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"
V, W10 = "{urn:schemas-microsoft-com:vml}", "{urn:schemas-microsoft-com:office:word}"
R = f"{{{NAMESPACES['r']}}}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_XML = "{http://www.w3.org/XML/1998/namespace}"
PREFIXES: Mapping[str, str] = {
    **{key: NAMESPACES[key] for key in ("w", "r", "wp", "a", "wps", "wpg")},
    **{key: each.strip("{}") for key, each in (("pic", PIC), ("v", V), ("w10", W10))},
}
"""How an issued file calls the namespaces."""

DRAWN_AS: Mapping[str, str] = {
    PIC[1:-1]: f"{PIC}pic",
    WPS[1:-1]: f"{WPS}wsp",
    WPG[1:-1]: f"{WPG}wgp",
}
"""By the kind of a drawing its outermost element: pictures, shapes, groups of both."""
TEXTS = frozenset({f"{W}t", f"{W}instrText"})
_VALUES = {f"{WP}posOffset": "number", f"{WP}align": "enum"}
"""Elements whose text is a value."""

_WORDS = frozenset(ENUMERATED.split())
_URIS = frozenset({*DRAWN_AS, "http://schemas.microsoft.com/office/word"})
_CSS_NAMES = (
    "position|left|top|width|height|margin-left|margin-top|margin-right|margin-bottom|z-index|rotation|flip|visibility"
    "|mso-width-percent|mso-height-percent|mso-left-percent|mso-top-percent|mso-width-relative|mso-height-relative"
    "|mso-position-horizontal|mso-position-vertical|mso-position-horizontal-relative|mso-position-vertical-relative"
    "|mso-wrap-style|mso-wrap-distance-left|mso-wrap-distance-right|mso-wrap-distance-top|mso-wrap-distance-bottom"
    "|mso-fit-shape-to-text|v-text-anchor|font-size|font-weight|font-style|v-text-align"
)
_CSS_WORDS = (
    "absolute|relative|static|visible|hidden|inherit|auto|none|square|left|right|center|top|bottom|middle|inside"
    "|outside|margin|page|text|char|line|column|(?:top|bottom|left|right|inner|outer|inside|outside)-margin-area"
    "|bold|normal|italic|t|f|x|y|xy|yx|justify"
)
_NUMBER = r"[-+]?(?:\d{1,12}(?:\.\d{1,12})?|\.\d{1,12})(?:pt|in|cm|mm|pc|pi|px|em|%|fd|f)?"
_FONT = r"@?[^\W_][\w .+()-]{0,40}"
_CSS = rf"(?:(?:{_CSS_NAMES})\s*:\s*(?:{_NUMBER}|{_CSS_WORDS})|font-family\s*:\s*[\"']?{_FONT}[\"']?)"
_COLOUR = r"auto|none|#?[0-9A-Fa-f]{3,8}|black|silver|gray|white|maroon|red|purple|fuchsia|green|lime|olive|yellow"
_LANGUAGE = "[A-Za-z]{1,3}(?:-[A-Za-z0-9]{1,8}){0,3}"
_PATTERNS: Mapping[str, str] = {
    "flag": "0|1|true|false|on|off|t|f|",
    "number": rf"{_NUMBER}|auto|",
    "hex": "[0-9A-Fa-f]{1,20}|auto",
    "color": rf"(?:{_COLOUR}|navy|blue|teal|aqua|window|windowText)(?: \[\d+\])?",
    "key": "[A-Za-z0-9_]{1,24}",
    "font": rf"{_FONT}(?:[,;] ?{_FONT}){{0,12}}|\+m[nj]-\w{{2}}|",
    "lang": rf"{_LANGUAGE}|",
    "format": "[0-9A-Za-z, .]{0,60}",
    "sign": "[.,;:，；、。]|",
    "guide": r"adj\d?|val -?\d{1,9}",
    "fixed": "Office",
    "vmltype": "#_x0000_t(?:75|136|202)",
    "css": rf"\s*(?:{_CSS}\s*;?\s*)*",
    "pair": r"-?\d{0,9},-?\d{0,9}",
    "numbers": rf"(?:{_NUMBER})?(?:\s*,\s*(?:{_NUMBER})?){{0,3}}",
}


def _fits(pattern: str) -> Callable[[str], bool]:
    whole = re.compile(pattern).fullmatch
    return lambda value: whole(value) is not None


_FITTING: Mapping[str, Callable[[str], bool]] = {
    **{kind: _fits(said) for kind, said in _PATTERNS.items()},
    "enum": _WORDS.__contains__,
    "value": lambda value: value in _WORDS or re.fullmatch(_NUMBER, value) is not None,
    "uri": _URIS.__contains__,
    "text": is_plain,
    "code": is_plain,
}


def attributes_of(tag: str) -> Mapping[str, str] | None:
    """The attributes that an element may have, each with the kind of its values; None where it is not known."""
    return _KNOWN.get(tag)


def is_fit(kind: str, value: str) -> bool:
    """Whether a value is one of its kind."""
    return _FITTING[kind](value)


def is_said(tag: str, text: str) -> bool:
    """Whether an element may hold this text: words where they are printed, numbers where numbers belong."""
    if tag in TEXTS:
        return is_plain(text)
    return not text.strip() or (tag in _VALUES and is_fit(_VALUES[tag], text.strip()))


def holds_text(element: etree._Element) -> bool:
    """Whether anything stands in it that could be read, whatever its kind."""
    return any(text.strip() for text in element.itertext())


def is_marked(element: etree._Element | None) -> bool:
    """Whether a property that is on or off is on."""
    return is_on(element, f"{W}val")


def _rows(table: str) -> Iterator[str]:
    """Its lines, those that go on with the line above as one with it."""
    return iter(re.sub(r"\n\s+", " ", table).strip().splitlines())


def _read(home: str, table: str, own: str) -> Iterator[tuple[str, Mapping[str, str]]]:
    for row in _rows(table):
        names, _, said = row.partition("|")
        pairs = (each.rpartition(":") for each in said.split())
        attributes = {_full(name, own): kind for name, _, kind in pairs}
        yield from ((f"{home}{name}", attributes) for name in names.split())


def _full(name: str, own: str) -> str:
    prefix, _, local = name.rpartition(":")
    return {"xml": _XML, "r": R}.get(prefix, own) + local


_KNOWN: Mapping[str, Mapping[str, str]] = dict(
    pair
    for home, table, own in (
        (W, WORD, W),
        (A, DRAWING, ""),
        (WP, PLACING, ""),
        (PIC, PICTURE, ""),
        (WPS, SHAPE, ""),
        (WPG, GROUP, ""),
        (V, OLD_DRAWING, ""),
        (W10, OLD_WRAPPING, ""),
    )
    for pair in _read(home, table, own)
)
