"""The columns of the events list: all of them for the screen, few with several lines each for paper."""

from collections.abc import Callable, Mapping, Sequence

from msgspec import Struct

from plangen.blocks.document import Align
from plangen.blocks.workbook import Column, Kind, Row, Value
from plangen.documents.phrases import NONE
from plangen.documents.workbooks.widths import balanced, wide_enough

_LONG = frozenset({"content", "expected", "points", "note", "sender", "receiver", "objective", "place", "condition"})


class _OnScreen(Struct, frozen=True):
    """A column of the screen: what may be filtered by stands in a column of its own."""

    id: str
    width: float
    align: Align | None = None


_ALL = (
    _OnScreen("number", 8, Align.CENTRE),
    _OnScreen("scenario", 8, Align.CENTRE),
    _OnScreen("scenario_time", 10, Align.CENTRE),
    _OnScreen("time", 10, Align.CENTRE),
    _OnScreen("kind", 10, Align.CENTRE),
    _OnScreen("way", 10, Align.CENTRE),
    _OnScreen("sender", 16),
    _OnScreen("receiver", 14),
    _OnScreen("place", 12),
    _OnScreen("content", 36),
    _OnScreen("expected", 36),
    _OnScreen("objective", 14),
    _OnScreen("points", 22),
    _OnScreen("note", 14),
)


class _Together(Struct, frozen=True):
    """A column of paper: what it holds stands in lines one below the other."""

    id: str
    parts: tuple[str, ...]
    width: float
    align: Align | None = None


_FEW = (
    _Together("number", ("number",), 8, Align.CENTRE),
    _Together("clock", ("time", "scenario_time"), 9, Align.CENTRE),
    _Together("case", ("scenario", "condition"), 20),
    _Together("kind", ("kind", "way"), 9, Align.CENTRE),
    _Together("way", ("way",), 9, Align.CENTRE),
    _Together("route", ("sender", "receiver", "place"), 16),
    _Together("content", ("content", "note"), 36),
    _Together("expected", ("expected",), 32),
    _Together("aims", ("objective", "points"), 19),
)
_NARROWEST = 16.0
_SHORT, _WIDEST_SHORT = {"number", "clock", "kind", "way"}, 14.0
_SHOWN: Mapping[str, Callable[[str, str], str]] = {  # a part that needs more than its text to be told from the others
    "receiver": lambda _, text: f"→{text}",
    "place": lambda head, text: f"{head}：{text}",
    "note": lambda head, text: f"{head}：{text}",
}
PLANNED = ("number", "clock", "kind", "route", "content", "expected", "aims")
ON_CONDITION = ("number", "case", "way", "route", "content", "expected", "aims")


def all_columns(heads: Mapping[str, str], entries: Sequence[Column]) -> tuple[Column, ...]:
    """A column for everything that is said of an event, as far as there is a head for it; `entries` come last."""
    given = (
        Column(
            id=each.id,
            title=heads[each.id],
            width=each.width,
            kind=Kind.LONG if each.id in _LONG else Kind.TEXT,
            align=each.align,
        )
        for each in _ALL
        if each.id in heads
    )
    return (*given, *entries)


def few_columns(
    heads: Mapping[str, str], rows: Sequence[Row], wanted: Sequence[str], entries: Sequence[Column]
) -> tuple[tuple[Column, ...], tuple[Row, ...]]:
    """The columns of `wanted`, and the rows with what belongs together in one cell; what no row has has no head."""
    chosen = [each for each in _FEW if each.id in wanted]
    found = [_with_values(each, heads, rows) for each in chosen]
    lines = tuple(
        Row(key=row.key, values={column.id: values[at] for column, values in found}) for at, row in enumerate(rows)
    )
    columns = balanced(
        [column for column, _ in found],
        lines,
        {column.id: _NARROWEST for column, _ in found if column.kind is Kind.LONG},
    )
    return (*columns, *entries), lines


def _with_values(each: _Together, heads: Mapping[str, str], rows: Sequence[Row]) -> tuple[Column, list[Value]]:
    rows = [_without_repeats(row) for row in rows]
    held = [part for part in each.parts if any(_said(row, part) for row in rows)] or [each.parts[0]]
    values: list[Value] = ["\n".join(_lines(row, held, heads)) or NONE for row in rows]
    title = "\n".join(heads[part] for part in held if part not in {"place", "note"})
    return _column(each, title, values), values


def _column(each: _Together, title: str, values: Sequence[Value]) -> Column:
    if each.id not in _SHORT:
        return Column(id=each.id, title=title, width=each.width, kind=Kind.LONG, align=each.align)
    return Column(
        id=each.id, title=title, width=wide_enough([title, *values], each.width, _WIDEST_SHORT), align=each.align
    )


def _lines(row: Row, parts: Sequence[str], heads: Mapping[str, str]) -> list[str]:
    return [
        _SHOWN[part](heads[part], text) if part in _SHOWN and part != parts[0] else text
        for part in parts
        if (text := _said(row, part))
    ]


def _without_repeats(row: Row) -> Row:
    """The time of the scenario left out where it is that of the drill."""
    if row.values.get("scenario_time") != row.values.get("time"):
        return row
    return Row(key=row.key, values={**row.values, "scenario_time": NONE})


def _said(row: Row, part: str) -> str:
    """What the row says there; nothing for a dash."""
    value = row.values.get(part)
    return value if isinstance(value, str) and value != NONE else ""
