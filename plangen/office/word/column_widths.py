"""How wide the columns of a table are: shared out by weight, then so that heads, codes and names are not torn."""

import itertools
from collections.abc import Callable, Sequence
from typing import TypeAlias

from msgspec import Struct

from plangen.blocks.document import Cell, Table
from plangen.blocks.line_breaks import pieces_of, width_in_ems
from plangen.office.ooxml.wml import OPEN_VALUE

_HEAD, _NAME = 5.0, 6.0  # Chinese characters; heads and cells up to so many stand on one line
_LONG, _RUNNING = 8, 6.0  # characters: a text that runs over lines, and how many of it a line has at least
_LINE = 20.0  # characters: in a table without longer texts, lines up to so many are kept whole where there is room
_KEPT = 0.9  # of the share of a column that is written in by hand
_USUAL = "四字姓名"  # what stands for a value that is still to be filled in
_SPARE = 0.3  # characters; programs round, and put a little between Chinese and Latin


class _Said(Struct, frozen=True, kw_only=True):
    """What a cell says, measured in Chinese characters of its size."""

    texts: tuple[str, ...]  # its lines
    widths: tuple[float, ...]  # of each
    widest: float  # of the pieces that no line breaks in
    is_head: bool

    def short(self, most: float) -> float:
        """The widest line that is no wider than that."""
        return max((width for width in self.widths if width <= most), default=0.0)


_Cells: TypeAlias = Sequence[_Said]


def column_widths(block: Table, whole: int, size: float, margins: float) -> tuple[int, ...]:
    """Integers that add up to `whole`, in the unit of size and margins.

    A column that what it holds does not fit in takes from those that have room to spare; where there is not enough for
    all, short names are the first to be broken, then heads.
    """
    shared = shares(tuple(column.weight for column in block.columns), whole)
    cells = _by_column(block)
    wanted = [_KEPT * share if _is_written_in(each) else 0.0 for share, each in zip(shared, cells, strict=True)]
    for asks in (_codes, _heads, _names):
        _grant(wanted, _needs(cells, asks, size, margins), whole)
    lines = [max(need, default=0.0) for need in _needs(cells, _lines, size, margins)]
    if not any(map(_is_written_in, cells)) and _longest(cells) <= _LINE and sum(map(max, lines, wanted)) <= whole:
        wanted = list(map(max, lines, wanted))
    return _with_room(shared, wanted)


def _grant(wanted: list[float], needs: Sequence[Sequence[float]], whole: int) -> None:
    """Give the columns what they need as far as there is room, first where it costs least."""
    for at in sorted(range(len(needs)), key=lambda at: _price(needs[at], wanted[at])):
        more = max(needs[at], default=0.0)
        if sum(wanted) - wanted[at] + more <= whole:
            wanted[at] = max(wanted[at], more)


def _needs(cells: Sequence[_Cells], asks: Callable[[_Said], float], size: float, margins: float) -> list[list[float]]:
    """What each cell of each column asks for."""
    return [[(asks(cell) + _SPARE) * size + margins for cell in each] for each in cells]


def _is_written_in(cells: _Cells) -> bool:
    """Whether a column is to be filled in: by hand, where nothing stands below its head, or by whoever knows."""
    body = [text for cell in cells if not cell.is_head for text in cell.texts]
    return not any(body) or any(_USUAL in text for text in body)


def _longest(cells: Sequence[_Cells]) -> float:
    return max((width for each in cells for cell in each for width in cell.widths), default=0.0)


def _price(needs: Sequence[float], have: float) -> float:
    """What a cell that is torn no more costs in width: where there is not room for all, as many are saved as can be."""
    torn = sum(need > have for need in needs)
    return (max(needs) - have) / torn if torn else 0.0


def shares(weights: tuple[float, ...], whole: int) -> tuple[int, ...]:
    """The whole divided by weight into integers that add up to it."""
    total, taken, edges = sum(weights), 0.0, [0]
    for weight in weights:
        taken += weight
        edges.append(round(whole * taken / total))
    return tuple(right - left for left, right in itertools.pairwise(edges))


def _with_room(shared: Sequence[int], wanted: Sequence[float]) -> tuple[int, ...]:
    missing = sum(max(0.0, need - have) for have, need in zip(shared, wanted, strict=True))
    spare = sum(max(0.0, have - need) for have, need in zip(shared, wanted, strict=True))
    if not missing:
        return tuple(shared)
    given = missing / spare
    widths = tuple(max(need, have - max(0.0, have - need) * given) for have, need in zip(shared, wanted, strict=True))
    return shares(widths, sum(shared))


def _by_column(block: Table) -> list[list[_Said]]:
    """What the cells say that stand in one column alone."""
    found: list[list[_Said]] = [[] for _ in block.columns]
    below = [0] * len(block.columns)  # how many rows a cell from above still takes
    for row in block.rows:
        cells, column = iter(row.cells), 0
        while column < len(block.columns):
            if below[column]:
                below[column] -= 1
                column += 1
                continue
            each = next(cells, Cell())
            if each.columns == 1:
                found[column].append(_measured(each, is_head=row.header))
            for taken in range(column, min(column + each.columns, len(below))):
                below[taken] = each.rows - 1
            column += each.columns
    return found


def _measured(cell: Cell, *, is_head: bool) -> _Said:
    said = ("".join(span.text for span in spans) for spans in cell.paragraphs)
    texts = tuple(line for text in said for line in OPEN_VALUE.sub(_USUAL, text).split("\n"))
    return _Said(
        texts=texts,
        widths=tuple(map(width_in_ems, texts)),
        widest=max((width_in_ems(piece) for text in texts for piece in pieces_of(text)), default=0.0),
        is_head=is_head,
    )


def _codes(cell: _Said) -> float:
    """What the widest code, number with its unit or Latin word takes; running text takes some characters."""
    is_running = not cell.is_head and any(len(text) > _LONG for text in cell.texts)
    return max(cell.widest, _RUNNING if is_running else 0.0)


def _heads(cell: _Said) -> float:
    return max(_codes(cell), cell.short(_HEAD) if cell.is_head else 0.0)


def _names(cell: _Said) -> float:
    return max(_heads(cell), 0.0 if cell.is_head else cell.short(_NAME))


def _lines(cell: _Said) -> float:
    return max(_names(cell), cell.short(_LINE))
