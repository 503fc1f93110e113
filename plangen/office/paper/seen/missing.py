"""The boxes that stand for characters which no font has: their shapes, and whether a letter has one of them."""

import ctypes
import hashlib
from collections.abc import Iterable, Iterator
from typing import Any
from xml.sax.saxutils import quoteattr

from lxml.etree import _Element as Element

from plangen.office.ooxml.trees import Parts
from plangen.office.ooxml.wml import NAMESPACES
from plangen.office.pdf.fonts import word_sample

_W = f"{{{NAMESPACES['w']}}}"
_A = f"{{{NAMESPACES['a']}}}"
_NOBODYS = "\u0378"  # a place in Unicode that no character has
_KINDS = ("ascii", "hAnsi", "eastAsia", "cs")
_SYMBOLS = range(0xF000, 0xF100)  # of fonts like Wingdings, which Word always has
_SIZE = 16.0


def font_names(parts: Parts) -> tuple[str, ...]:
    """Every font that a Word file names, in order."""
    found: set[str] = set()
    for name in parts:
        if name.startswith("word/") and name.endswith(".xml"):
            found |= set(_fonts(parts.root(name)))
    return tuple(sorted(found - {""}))


def _fonts(root: Element) -> Iterator[str]:
    for each in root.iter(f"{_W}rFonts"):
        yield from (each.get(f"{_W}{kind}", "") for kind in _KINDS)
    for each in root.iter(f"{_A}latin", f"{_A}ea", f"{_A}cs"):
        yield each.get("typeface", "")


def missing_sample(fonts: Iterable[str]) -> bytes:
    """A Word file with a character that no font has, in each of these, upright and bold."""
    lines = []
    for font in fonts:
        names = " ".join(f"w:{kind}={quoteattr(font)}" for kind in _KINDS)
        for bold in ("", "<w:b/>"):
            look = f"<w:rPr><w:rFonts {names}/>{bold}</w:rPr>"
            lines.append(f"<w:p><w:r>{look}<w:t>永A{_NOBODYS}</w:t></w:r></w:p>")
    return word_sample("".join(lines))


def missing_shapes(sample: bytes) -> frozenset[str]:
    """The shapes that the sample's PDF prints for the character that no font has."""
    import pypdfium2

    pdf, shapes = pypdfium2.PdfDocument(sample), Shapes(frozenset())
    try:
        return frozenset(filter(None, (shape for page in pdf for shape in _shapes(page, shapes))))
    finally:
        pdf.close()


def _shapes(page: Any, shapes: "Shapes") -> Iterator[str]:
    from pypdfium2 import raw

    text = page.get_textpage()
    for index in range(text.count_chars()):
        if raw.FPDFText_GetUnicode(text.raw, index) == ord(_NOBODYS):
            yield shapes.of(raw.FPDFTextObj_GetFont(raw.FPDFText_GetTextObject(text.raw, index)), ord(_NOBODYS))
    text.close()


class Shapes:
    """The shapes of letters, drawn by pdfium: the same digits for the same outline."""

    def __init__(self, missing: frozenset[str]) -> None:
        self._missing = missing
        self._known: dict[tuple[int, int], bool] = {}

    def is_missing(self, font: Any, code: int) -> bool:
        """Whether a font draws a character as the box of a missing one."""
        if code in _SYMBOLS:
            return False
        key = ctypes.cast(font, ctypes.c_void_p).value or 0, code
        if key not in self._known:
            self._known[key] = self.of(font, code) in self._missing
        return self._known[key]

    def of(self, font: Any, code: int) -> str:
        """The shape of a character; nothing where it has none."""
        from pypdfium2 import raw

        path = raw.FPDFFont_GetGlyphPath(font, code, _SIZE)
        count = raw.FPDFGlyphPath_CountGlyphSegments(path) if path else 0
        if count <= 0:
            return ""
        x, y = ctypes.c_float(), ctypes.c_float()
        points = []
        for at in range(count):
            segment = raw.FPDFGlyphPath_GetGlyphPathSegment(path, at)
            raw.FPDFPathSegment_GetPoint(segment, x, y)
            points.append(f"{raw.FPDFPathSegment_GetType(segment)} {x.value:.2f} {y.value:.2f}")
        return hashlib.sha256("\n".join(points).encode()).hexdigest()[:16]
