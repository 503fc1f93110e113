"""Numbers in Office files: lengths with and without units, counts, switches. Whatever else stands there is none."""

import re

from lxml import etree

_LENGTH = re.compile(r"\s*([+-]?[0-9]{1,9}(?:\.[0-9]{1,9})?)\s*(mm|cm|in|pt|pc|pi|px)?\s*")
_TWIPS = {"mm": 1440 / 25.4, "cm": 1440 / 2.54, "in": 1440.0, "pt": 20.0, "pc": 240.0, "pi": 240.0, "px": 15.0}
_WHOLE = re.compile(r"\s*([+-]?[0-9]{1,9})\s*")
_OFF = frozenset({"0", "false", "off"})


def length(text: str, unit: float = 1.0) -> float | None:
    """A length in twips, of which a number without a unit has `unit`; None where it is no length."""
    found = _LENGTH.fullmatch(text)
    return None if found is None else float(found[1]) * (_TWIPS[found[2]] if found[2] else unit)


def whole(text: str, otherwise: int = 0) -> int:
    """A whole number of at most nine digits, or `otherwise`."""
    found = _WHOLE.fullmatch(text)
    return otherwise if found is None else int(found[1])


def is_on(mark: etree._Element | None, value: str) -> bool:
    """Whether a switch is there and not turned off; `value` is the name of the attribute that says so."""
    return mark is not None and mark.get(value, "1") not in _OFF
