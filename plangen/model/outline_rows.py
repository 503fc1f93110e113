"""The rows of tables that outlines write out: | cell | cell |, and |---|:---:| below the first."""

import re

from plangen.model.outline_signs import TAG
from plangen.model.outline_text import BLANK

_CELL = re.compile(rf"(?:{TAG}|\\.|[^|])*")  # up to the next bar that is neither in a tag nor escaped


def cells_of(row: str) -> tuple[str, ...]:
    """What stands between the bars of a row, less the backslashes of bars that are text."""
    pieces: list[str] = []
    here = 1  # behind the first bar
    while here <= len(row):
        found = _CELL.match(row, here)
        assert found is not None  # it may be empty
        pieces.append(found[0])
        here = found.end() + 1
    if len(pieces) > 1 and not pieces[-1].strip(BLANK):
        pieces.pop()  # behind the last bar
    return tuple(each.strip(BLANK).replace("\\|", "|") for each in pieces)


def looks_of(row: str) -> tuple[tuple[float, ...], frozenset[int]]:
    """How wide the columns are, by the number of dashes, and which are centred: :---:."""
    cells = cells_of(row)
    centred = frozenset(at for at, each in enumerate(cells) if each.startswith(":") and each.endswith(":"))
    return tuple(float(each.count("-")) for each in cells), centred
