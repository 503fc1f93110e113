"""How wide the columns of a workbook are: as what they hold wants it, so that no name or code is torn."""

import math
from collections.abc import Iterable, Mapping, Sequence

from msgspec.structs import replace

from plangen.blocks.workbook import Column, Row
from plangen.visible import width

_PADDING = 1.5  # beside the text of a cell, in characters of half a Chinese one


def wide_enough(texts: Iterable[object], least: float, most: float) -> float:
    """Room for the longest line of the texts on one line, within limits; longer ones are broken."""
    lines = (line for text in texts if isinstance(text, str) for line in text.split("\n"))
    return min(most, max([least, *(width(line) + _PADDING for line in lines)]))


def balanced(columns: Sequence[Column], rows: Sequence[Row], least: Mapping[str, float]) -> tuple[Column, ...]:
    """The columns, those of long texts as wide as makes the rows lowest; together they are as wide as before.

    `least` names them, each with the width below which it does not go.
    """
    chosen = [column for column in columns if column.id in least]
    if not rows or not chosen:
        return tuple(columns)
    texts = [[_measured(row.values.get(column.id)) for row in rows] for column in chosen]
    widths = _shared([least[column.id] for column in chosen], texts, sum(column.width for column in chosen))
    return _with_widths(columns, {column.id: width for column, width in zip(chosen, widths, strict=True)})


def _with_widths(columns: Sequence[Column], widths: Mapping[str, float]) -> tuple[Column, ...]:
    return tuple(replace(column, width=widths.get(column.id, column.width)) for column in columns)


def _shared(least: Sequence[float], texts: Sequence[Sequence[Sequence[int]]], whole: float) -> list[float]:
    """The widths, grown from the least to `whole` one by one: always the column that makes most rows so high."""
    widths = list(least)
    while sum(widths) + 1 <= whole:
        lines = [[_lines(text, room) for text in each] for each, room in zip(texts, widths, strict=True)]
        highest = [max(row) for row in zip(*lines, strict=True)]
        pressing = [sum(one for one, most in zip(each, highest, strict=True) if one == most) for each in lines]
        widths[max(range(len(widths)), key=pressing.__getitem__)] += 1
    return widths


def _measured(value: object) -> list[int]:
    """The widths of the lines of a text."""
    return [width(line) for line in value.split("\n")] if isinstance(value, str) else [0]


def _lines(row: Sequence[int], room: float) -> int:
    return sum(max(1, math.ceil(each / (room - _PADDING))) for each in row)
