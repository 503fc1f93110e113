"""Where people answer on a form, under names that stay the same from build to build.

A form that comes back is read by these names, which are bookmarks in Word: they survive what other programs save. They
are made of what a cell stands for, its table, row and column, and of no number that moves when something is inserted,
but where a row is nothing but the n-th line to write on. `answer_name` gives them to whoever reads the form again.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Mapping

from msgspec import UNSET
from msgspec.structs import replace

from plangen.blocks.document import Block, Cell, Document, Heading, Row, Table
from plangen.blocks.identity import Identity

BOX = "□"
"""To be ticked, by hand or by a click."""

ANSWER = "pg_"
"""Begins the names of the bookmarks around answers."""

THE_FORM = "pgform"
"""Begins the name of the bookmark that says which form it is; in a template, all of it."""

LONGEST = 40
"""Characters of a bookmark's name in Word."""

_DIGITS = 12
_TOLD = 2  # texts of a row that say which it is
_OTHER = re.compile(r"[^a-z0-9]+")
_NUMBER = re.compile(r"[0-9]*")


def answer_name(*parts: str, longest: int = LONGEST) -> str:
    """The name of the answer that these parts stand for: letters, digits and _, at most so many."""
    digest = hashlib.sha256("\0".join(parts).encode(errors="replace")).hexdigest()[:_DIGITS]
    return f"{ANSWER}{_readable(' '.join(parts), longest - len(ANSWER) - _DIGITS - 1)}_{digest}"


def form_name(identity: Identity) -> str:
    """The name of a form itself: which document it is, in which revision, of which words; empty where nobody knows."""
    if not identity.document:
        return ""
    end = f"_{_readable(identity.revision, 10)}_{identity.fingerprint[:8] or 'draft'}"
    return f"{THE_FORM}_{_readable(identity.document, LONGEST - len(THE_FORM) - 1 - len(end))}{end}"


def with_answers(document: Document) -> Document:
    """The document with a name in each cell of its tables that is there to be filled in and has none yet."""
    taken: Counter[str] = Counter()
    return replace(document, blocks=tuple(_named(document.blocks, taken)))


def _named(blocks: tuple[Block, ...], taken: Counter[str]) -> Iterator[Block]:
    under = ""
    for block in blocks:
        if isinstance(block, Heading):
            under = block.key
        if isinstance(block, Table) and any(_is_answer(cell) for row in block.rows for cell in row.cells):
            yield _with_names(block, under if block.key is UNSET else f"{under} {block.key}", taken)
        else:
            yield block


def _with_names(table: Table, key: str, taken: Counter[str]) -> Table:
    lines: Counter[tuple[str, ...]] = Counter()
    columns = dict(_columns(table))
    rows = []
    for row in table.rows:
        told = _told(row)
        lines[told] += 1
        parts = (key, *told, str(lines[told]))
        rows.append(replace(row, cells=tuple(_cells(row, parts, columns, taken))))
    return replace(table, rows=tuple(rows))


def _cells(row: Row, parts: tuple[str, ...], columns: Mapping[int, str], taken: Counter[str]) -> Iterator[Cell]:
    at = 0
    for cell in row.cells:
        if _is_answer(cell) and not row.header and cell.answer is UNSET:
            name = answer_name(*parts, columns.get(at, str(at)))
            taken[name] += 1
            yield replace(cell, answer=name if taken[name] == 1 else answer_name(name, str(taken[name])))
        else:
            yield cell
        at += cell.columns


def _columns(table: Table) -> Iterator[tuple[int, str]]:
    """What each column is called: by the table, else by its head."""
    at = 0
    for cell in next((row.cells for row in table.rows if row.header), ()):
        yield at, _text(cell)
        at += cell.columns
    for number, column in enumerate(table.columns):
        if column.key is not UNSET:
            yield number, column.key


def _told(row: Row) -> tuple[str, ...]:
    """The first texts that say which row it is, a running number aside."""
    if row.key is not UNSET:
        return (row.key,)
    texts = [_text(cell) for cell in row.cells if not _is_answer(cell)]
    return tuple([text for text in texts if not _NUMBER.fullmatch(text)][:_TOLD])


def _is_answer(cell: Cell) -> bool:
    return cell.blank or any(BOX in span.text for spans in cell.paragraphs for span in spans)


def _text(cell: Cell) -> str:
    return "".join(span.text for spans in cell.paragraphs for span in spans)


def _readable(text: str, longest: int) -> str:
    return _OTHER.sub("_", text.lower()).strip("_")[:longest].strip("_") or "x"
