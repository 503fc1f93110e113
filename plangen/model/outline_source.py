"""Where the lines of an outline stand, whatever it was written in."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from msgspec import Struct

from plangen.diagnostics import Place
from plangen.model.outline_text import KeptLine


class RowCells(Struct, frozen=True, kw_only=True):
    """The cells of a row, each with its place."""

    cells: tuple[str, ...]
    places: tuple[Place, ...]


class Lines(Struct, frozen=True, kw_only=True):
    """The lines of an outline."""

    file: str
    kept: tuple[KeptLine, ...]
    place: Callable[[KeptLine], Place]
    open_comment: Place | None = None  # of a comment that never ends
    rows: Mapping[int, RowCells] = MappingProxyType({})  # by line those whose cells are known: they are nothing else
