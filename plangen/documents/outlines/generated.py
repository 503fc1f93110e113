"""What an outline can have generated: tables, figures and pages, each under a name that stays the same.

A block holds data. The titles of its columns and its caption are what it is called by default; an outline may put its
own in their place, leave columns out or order them anew.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from msgspec import Struct

from plangen.blocks.document import Align, Block, Cell, Column, Row, Table, Tone
from plangen.documents.draft import Content, Rows, cell_of
from plangen.documents.phrases import NONE
from plangen.model.outline import FIGURE, PAGE, TABLE
from plangen.model.spec import Record


class Head(Struct, frozen=True):
    """A column of a generated table."""

    title: str
    weight: float
    centred: bool = False
    optional: bool = False  # left out where nothing stands in it

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
    make: Callable[..., Any]  # of a draft and the records it is about: rows of a table with heads, else blocks
    caption: str = ""  # with fields, as the texts of an outline have them; empty: neither caption nor number
    heads: tuple[Head, ...] = ()
    about: tuple[type[Record], ...] = ()  # stands in loops over such records
    compact: bool = False
    height: float = 0.0  # millimetres of a row at least, for what is filled in by hand


def table(
    key: str,
    name: str,
    make: Callable[..., Rows | Iterable[Block]],
    *heads: Head,
    meaning: str,
    caption: str | None = None,
    about: tuple[type[Record], ...] = (),
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
) -> BlockSpec:
    """Blocks without a caption: a cover, a page of signatures, a break."""
    return BlockSpec(key=key, kind=PAGE, name=name, meaning=meaning, make=make, about=about)


class Chosen(Struct, frozen=True, kw_only=True):
    """The columns that an outline wants: which of the block's, and under which title."""

    at: tuple[int, ...]
    titles: tuple[str, ...]


def chosen(spec: BlockSpec, wanted: str) -> tuple[Chosen | None, tuple[str, ...]]:
    """The columns of 部门、责任人=姓名; None with the names that the block has no column for."""
    if not wanted:
        return Chosen(at=tuple(range(len(spec.heads))), titles=tuple(head.title for head in spec.heads)), ()
    known = {head.title: at for at, head in enumerate(spec.heads)}
    pairs = list(map(_renamed, filter(None, re.split("[、，,]", wanted))))
    unknown = tuple(name for name, _ in pairs if name not in known)
    if unknown:
        return None, unknown
    return Chosen(at=tuple(known[name] for name, _ in pairs), titles=tuple(title for _, title in pairs)), ()


def _renamed(column: str) -> tuple[str, str]:
    """责任人=姓名 as the block's name of a column and the title that it is to have."""
    name, _, title = column.replace("＝", "=").partition("=")
    return name.strip(), title.strip() or name.strip()


def built(spec: BlockSpec, rows: Rows, columns: Chosen, caption: str) -> Table | None:
    """The table of these rows; None where there is none."""
    if not rows:
        return None
    pairs = zip(columns.at, columns.titles, strict=True)
    shown = [(at, title) for at, title in pairs if _is_shown(spec.heads[at], at, rows)]
    heads = [(at, spec.heads[at].align) for at, _ in shown]
    header = Row(cells=tuple(cell_of(title, Align.CENTRE, Tone.HEAD) for _, title in shown), header=True)
    body = (Row(cells=tuple(cell_of(row[at], align) for at, align in heads), height=spec.height) for row in rows)
    return Table(
        columns=tuple(Column(spec.heads[at].weight, align) for at, align in heads),
        rows=(header, *body),
        caption=caption,
        compact=spec.compact or len(shown) > MOST_COLUMNS,
    )


def _is_shown(head: Head, at: int, rows: Rows) -> bool:
    """Whether a column is to be there: an optional one where something stands in it."""
    return not head.optional or any(not _is_empty(row[at]) for row in rows)


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
