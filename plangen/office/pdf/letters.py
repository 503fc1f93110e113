"""Letters to write on the pages of a PDF: the fonts of a sample that LibreOffice printed, subset and embedded.

No font file is touched, so whatever LibreOffice prints in can be written in.
"""

import io
import re
from typing import Any

from msgspec import Struct

from plangen.errors import StampImpossible

_PAIR = re.compile(rb"<([0-9A-Fa-f]{2})>\s*<([0-9A-Fa-f]{4,})>")
_UNITS = 1000  # of a font's widths to the size of its type


class Lettering(Struct, frozen=True, kw_only=True):
    """A text, its place in points from the lower left corner, its size."""

    text: str
    x: float
    y: float
    size: float


class _Letter(Struct, frozen=True):
    font: str
    code: int
    width: float


class Letters:
    """The letters of a printed sample: a PDF of LibreOffice's in which every letter stands that is to be written."""

    def __init__(self, sample: bytes) -> None:
        import pikepdf

        self.pdf = pikepdf.open(io.BytesIO(sample))
        self.fonts: dict[str, Any] = {}
        self._letters: dict[str, _Letter] = {}
        for page in self.pdf.pages:
            for font in dict(page.resources.get("/Font", pikepdf.Dictionary()).items()).values():
                name = f"/Stamp{len(self.fonts) + 1}"
                self.fonts[name] = font
                self._read(name, font)

    def width(self, text: str, size: float) -> float:
        """How wide the text is in type of this size, both in points.

        Raises:
            EnvironmentProblem: StampImpossible.
        """
        return sum(letter.width for letter in self._spelled(text)) * size / _UNITS

    def drawn(self, line: Lettering) -> bytes:
        """The line as operators of a content stream.

        Raises:
            EnvironmentProblem: StampImpossible.
        """
        out, at = [], line.x
        for letter in self._spelled(line.text):
            out.append(f"BT {letter.font} {line.size:g} Tf {at:.2f} {line.y:.2f} Td <{letter.code:02X}> Tj ET")
            at += letter.width * line.size / _UNITS
        return "\n".join(out).encode()

    def _spelled(self, text: str) -> list[_Letter]:
        """The letters of a text; white space that the sample's fonts do not have takes no room."""
        missing = next((char for char in text if char not in self._letters and not char.isspace()), None)
        if missing is not None:
            raise StampImpossible(letter=missing)
        return [self._letters[char] for char in text if char in self._letters]

    def _read(self, name: str, font: Any) -> None:
        if "/ToUnicode" not in font or "/Widths" not in font:
            return
        first, widths = int(font["/FirstChar"]), [float(width) for width in font["/Widths"]]
        for code, text in _PAIR.findall(font["/ToUnicode"].read_bytes()):
            char, at = bytes.fromhex(text.decode()).decode("utf-16-be"), int(code, 16)
            if first <= at < first + len(widths):
                self._letters.setdefault(char, _Letter(name, at, widths[at - first]))
