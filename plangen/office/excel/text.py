"""Text as a cell can hold it, how wide it is, and the names that sheets can have."""

import math
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from plangen.blocks.line_breaks import wrapped
from plangen.visible import clean

_LONGEST = 32_767  # characters of a cell, counted as Excel does, in UTF-16
_LONGEST_NAME = 31
_LONGEST_FOOTER = 100  # of the 255 that header and footer may have with their codes
_REFUSED = re.compile(r"[\[\]:*?/\\]")
_CODED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_BEFORE_CODE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")  # the end of one code may begin the next
_RESERVED = "history"  # Excel keeps the name for itself
_PADDING = 5.0  # points above and below the text of a cell
_UNIT = 5.25  # points; half a Chinese character of the size that widths are counted in
_SLACK = 1.08  # punctuation may not begin a line, so lines break early


def as_text(text: str) -> str:
    """The text without what a cell cannot hold; a longer one ends in …."""
    return shortened(clean(text.replace("\r\n", "\n").replace("\r", "\n")), _LONGEST)


def in_file(text: str) -> str:
    """A text as the XML of a workbook has it, where _x0041_ would be read as a letter."""
    return _BEFORE_CODE.sub("_x005F_", text)


def from_file(text: str) -> str:
    """The text that Excel shows for what stands in the XML of a workbook."""
    return _CODED.sub(lambda found: chr(int(found[1], 16)), text)


def is_formula_like(text: str) -> bool:
    """Whether a spreadsheet might take the text for a formula."""
    return text[:1] in {"=", "+", "-", "@"}


def shortened(text: str, limit: int) -> str:
    """At most `limit` characters as Excel counts them; what is cut shows as …."""
    return text if _length(text) <= limit else f"{_begin(text, limit - 1)}…"


def width_of(text: str) -> int:
    """The width of the widest line, a Chinese character as two."""
    return max((_line_width(line) for line in text.split("\n")), default=0)


def line_count(text: str, width: float) -> int:
    """How many lines the text takes in a column of this width."""
    return len(wrapped(text, max(width - 1, 2), _line_width))


def characters_in(width: float, size: float) -> int:
    """How many Chinese characters of this size stand in one line of a column, wherever the line breaks."""
    return max(1, math.floor(max(width - 1, 2) * _UNIT / size / _SLACK))


def height_of(lines: int, pitch: float) -> float:
    """The height of a row with so many lines, in points."""
    return lines * pitch + _PADDING


def footer_text(text: str) -> str:
    """Text for a page header or footer, in which & begins a code."""
    return shortened(clean(text).replace("\n", " "), _LONGEST_FOOTER).replace("&", "&&")


def sheet_names(wanted: Iterable[str], taken: Iterable[str] = ()) -> tuple[str, ...]:
    """A name for each sheet: allowed, at most 31 characters, and unlike every other and those `taken`."""
    used = {name.casefold() for name in taken} | {_RESERVED}
    names = []
    for text in wanted:
        plain = re.sub(r"\s+", " ", _REFUSED.sub(" ", clean(text))).strip(" '") or "表"
        name, number = _cut(plain, _LONGEST_NAME), 1
        while name.casefold() in used:
            number += 1
            ending = f"({number})"
            name = _cut(plain, _LONGEST_NAME - len(ending)) + ending
        used.add(name.casefold())
        names.append(name)
    return tuple(names)


def _cut(text: str, limit: int) -> str:
    return _begin(text, limit).rstrip(" '")


def _begin(text: str, limit: int) -> str:
    """As much of the beginning as has at most so many characters as Excel counts them."""
    for at, character in enumerate(text):
        limit -= 1 + (character > "\uffff")
        if limit < 0:
            return text[:at]
    return text


def _length(text: str) -> int:
    return len(text) + sum(char > "\uffff" for char in text)


@lru_cache(maxsize=8192)
def _line_width(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in {"W", "F", "A"} else 1 for char in line)
