"""What an outline can have generated: tables, figures and pages, each under a name that stays the same.

A block holds data. The titles of its columns, its caption and its words are what it says by default; an outline may put
its own in their place, leave columns out or order them anew.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from plangen.blocks.document import Align, Block, Cell, Column, Row, Table, Tone
from plangen.documents.draft import Content, cell_of
from plangen.documents.phrases import NONE
from plangen.model.outline import FIGURE, PAGE, TABLE
from plangen.model.spec import Record

FormRows: TypeAlias = Sequence[Sequence[Content] | Row]
"""What stands in a table below its head; a row of its own making may have cells over several columns."""

BlockWords: TypeAlias = Mapping[str, str]
"""What a block says beside its data, by the name of the option that puts other words in its place."""


class Head(Struct, frozen=True):
    """A column of a generated table."""

    title: str  # may break into lines
    weight: float
    centred: bool = False
    optional: bool = False  # left out where nothing stands in it
    into: str = ""  # where few rows have anything for it, it is said below what stands in the column of this name

    @property
    def name(self) -> str:
        """What an outline calls it by."""
        return self.title.replace("\n", "")

    @property
    def align(self) -> Align:
        """How what stands in it is set."""
        return Align.CENTRE if self.centred else Align.LEFT


class BlockSpec(Struct, frozen=True, kw_only=True):
    """A block that an outline can name."""

    key: str
    kind: str  # TABLE, FIGURE, PAGE
    name: str
    meaning: str
    make: Callable[..., Any]  # of a draft, the records it is about, its words: rows of a table with heads, else blocks
    caption: str = ""  # with fields, as the texts of an outline have them; empty: neither caption nor number
    heads: tuple[Head, ...] = ()
    about: tuple[type[Record], ...] = ()  # stands in loops over such records
    within: tuple[type[Record], ...] = ()  # may stand in loops over such records; it is told of none otherwise
    words: BlockWords = {}
    choices: Mapping[str, tuple[str, ...]] = {}  # of the words that are no text: what they may be
    compact: bool = False
    height: float = 0.0  # millimetres of a row at least, for what is filled in by hand


def table(
    key: str,
    name: str,
    make: Callable[..., FormRows | Iterable[Block]],
    *heads: Head,
    meaning: str,
    caption: str | None = None,
    about: tuple[type[Record], ...] = (),
    within: tuple[type[Record], ...] = (),
    words: BlockWords | None = None,
    compact: bool = False,
    height: float = 0.0,
) -> BlockSpec:
    """A table, made from its rows; without heads, tables as they are. Without a caption it is called by its name."""
    return BlockSpec(
        key=key,
        kind=TABLE,
        name=name,
        meaning=meaning,
        make=make,
        caption=name if caption is None else caption,
        heads=heads,
        about=about,
        within=within,
        words=words or {},
        compact=compact,
        height=height,
    )


def figure(key: str, name: str, make: Callable[..., Iterable[Block]], *, meaning: str, caption: str = "") -> BlockSpec:
    """One figure or several, each with a caption of its own beside the common one."""
    return BlockSpec(key=key, kind=FIGURE, name=name, meaning=meaning, make=make, caption=caption or name)


def page(
    key: str,
    name: str,
    make: Callable[..., Iterable[Block]],
    *,
    meaning: str,
    about: tuple[type[Record], ...] = (),
    words: BlockWords | None = None,
    choices: Mapping[str, tuple[str, ...]] | None = None,
) -> BlockSpec:
    """Blocks without a caption: a cover, a page of signatures, a break."""
    return BlockSpec(
        key=key,
        kind=PAGE,
        name=name,
        meaning=meaning,
        make=make,
        about=about,
        words=words or {},
        choices=choices or {},
    )


class Chosen(Struct, frozen=True, kw_only=True):
    """The columns that an outline wants: which of the block's, and under which title."""

    at: tuple[int, ...]
    titles: tuple[str, ...]
    named: bool = False  # by the outline: they are there whatever stands in them


def chosen(spec: BlockSpec, wanted: str) -> tuple[Chosen | None, tuple[str, ...]]:
    """The columns of 部门、责任人=姓名; None with the names that the block has no column for."""
    if not wanted:
        return Chosen(at=tuple(range(len(spec.heads))), titles=tuple(head.title for head in spec.heads)), ()
    known = {head.name: at for at, head in enumerate(spec.heads)}
    pairs = list(map(_renamed, filter(None, re.split("[、，,]", wanted))))
    unknown = tuple(name for name, _ in pairs if name not in known)
    if unknown:
        return None, unknown
    return Chosen(at=tuple(known[name] for name, _ in pairs), titles=tuple(title for _, title in pairs), named=True), ()


def _renamed(column: str) -> tuple[str, str]:
    """责任人=姓名 as the block's name of a column and the title that it is to have, in which <br> begins a line."""
    name, _, title = column.replace("＝", "=").partition("=")
    return name.strip(), title.strip().replace("<br>", "\n") or name.strip()


def built(spec: BlockSpec, rows: FormRows, columns: Chosen, caption: str) -> Table | None:
    """The table of these rows; None where there is none."""
    if not rows:
        return None
    rows, columns = _folded(spec, rows, columns)
    pairs = zip(columns.at, columns.titles, strict=True)
    shown = [(at, title) for at, title in pairs if _is_filled(at, rows) or _is_kept(spec, at, rows, columns)]
    heads = [(at, spec.heads[at].align) for at, _ in shown]
    titles = (cell_of(title.split("\n"), Align.CENTRE, Tone.HEAD) for _, title in shown)
    return Table(
        columns=tuple(Column(spec.heads[at].weight, align, spec.heads[at].name) for at, align in heads),
        rows=(Row(cells=tuple(titles), header=True), *(_row(spec, row, heads) for row in rows)),
        caption=caption,
        compact=spec.compact or len(shown) > MOST_COLUMNS,
    )


def _folded(spec: BlockSpec, rows: FormRows, columns: Chosen) -> tuple[FormRows, Chosen]:
    """The rows without columns that would be dashes for the most part: the few that say something say it elsewhere."""
    for at, head in enumerate(spec.heads):
        filled = [_says(row, at) for row in rows] if head.into and not columns.named else []
        if 0 < sum(filled) < len(rows) * _MOSTLY:
            told = next(place for place, each in enumerate(spec.heads) if each.name == head.into)
            rows = [
                _with_told(row, at, told, head.name) if said else row for row, said in zip(rows, filled, strict=True)
            ]
            columns = _without(columns, at)
    return rows, columns


def _says(row: Sequence[Content] | Row, at: int) -> bool:
    return not isinstance(row, Row) and not _is_empty(row[at])


def _without(columns: Chosen, at: int) -> Chosen:
    kept = [(each, title) for each, title in zip(columns.at, columns.titles, strict=True) if each != at]
    return replace(columns, at=tuple(each for each, _ in kept), titles=tuple(title for _, title in kept))


def _with_told(row: Sequence[Content] | Row, at: int, told: int, name: str) -> Sequence[Content] | Row:
    assert not isinstance(row, Row)  # a row of its own making has no such column
    said, below = row[at], row[told]
    assert isinstance(said, str)
    assert not isinstance(below, Cell)
    lines = (below,) if isinstance(below, str) else tuple(below or ())
    return (*row[:told], (*lines, f"{name}：{said}"), *row[told + 1 :])


def _row(spec: BlockSpec, row: Sequence[Content] | Row, columns: Sequence[tuple[int, Align]]) -> Row:
    """A row with these columns; of one of its own making the cells that stand there, each as wide as is left of it."""
    if isinstance(row, Row):
        return replace(row, cells=tuple(_across(row.cells, [at for at, _ in columns])))
    return Row(cells=tuple(cell_of(row[at], align) for at, align in columns), height=spec.height)


def _across(cells: Sequence[Cell], columns: Sequence[int]) -> Iterator[Cell]:
    over = [index for index, each in enumerate(cells) for _ in range(each.columns)]
    for index, group in groupby(columns, over.__getitem__):
        yield replace(cells[index], columns=len(list(group)))


def _is_filled(at: int, rows: FormRows) -> bool:
    """Whether something stands in a column."""
    return any(_says(row, at) for row in rows)


def _is_kept(spec: BlockSpec, at: int, rows: FormRows, columns: Chosen) -> bool:
    """Whether a column stays that tells nothing of any row: the first, one that the outline names, one of a form."""
    is_wanted = at == 0 or columns.named or any(isinstance(row, Row) for row in rows)
    return is_wanted and not spec.heads[at].optional


_MOSTLY = 0.5  # of the rows
MOST_COLUMNS = 4  # of a table in full-size type


def _is_empty(content: Content) -> bool:
    if content is None:
        return False
    if isinstance(content, Cell):
        return not content.paragraphs
    return content in {"", NONE} if isinstance(content, str) else not any(content)


Blocks = Mapping[str, BlockSpec]
"""The blocks that a document may name, by kind and name: 表：演练步骤."""


def by_name(blocks: Iterable[BlockSpec]) -> Blocks:
    """The blocks by what stands in a placeholder."""
    return {f"{each.kind}：{each.name}": each for each in blocks}
