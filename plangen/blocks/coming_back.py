"""Forms that go out and come back: what they ask under names that are found again, and what was read of them.

A form is described once. Whoever writes it, as a table in Word or a sheet in Excel, and whoever reads it again go by
that description. A row is named by what it is about, by what was known of that when the form went out, and by the words
that tell people which row it is: a row that was sorted, moved or copied is found by its name, and one whose words do
not belong to its name is not believed.
"""

import hashlib
import re
import unicodedata
from collections.abc import Mapping
from enum import StrEnum

from msgspec import Struct

from plangen.blocks.answers import answer_name
from plangen.diagnostics import Words

ROW = "pgrow_"
"""Begins the names of rows: bookmarks in Word, keys in Excel."""

_KEY, _STATE, _TOLD = 16, 8, 6  # hexadecimal digits
_NAME = re.compile(rf"{ROW}([0-9a-f]{{{_KEY}}})_([0-9a-f]{{{_STATE}}})_([0-9a-f]{{{_TOLD}}})")


class FormKind(StrEnum):
    """What a column holds."""

    GIVEN = "given"  # printed on the form
    TEXT = "text"
    LONG = "long"  # several lines
    DATE = "date"
    CHOICE = "choice"  # one of several: boxes in Word, a list in Excel


class EntryColumn(Struct, frozen=True, kw_only=True):
    """A column of a form."""

    key: str
    title: str
    kind: FormKind = FormKind.GIVEN
    share: float  # of the width of a page
    width: float  # in a sheet, in characters of half a Chinese one
    choices: tuple[str, ...] = ()
    guidance: str = ""
    tells: bool = False  # what stands in it tells people which row it is
    centred: bool = False


class FormShape(Struct, frozen=True, kw_only=True):
    """What all copies of a form have in common."""

    id: str  # what the form's files say that they are
    columns: tuple[EntryColumn, ...]
    signers: tuple[str, ...] = ()  # what is signed on each page: labels, each with room beside it

    @property
    def entries(self) -> tuple[EntryColumn, ...]:
        """The columns that are filled in."""
        return tuple(each for each in self.columns if each.kind is not FormKind.GIVEN)

    @property
    def telling(self) -> EntryColumn:
        """The column whose words tell which row it is."""
        return next(each for each in self.columns if each.tells)


class FormRow(Struct, frozen=True, kw_only=True):
    """A row as it goes out; the texts of its given columns, a paragraph each."""

    name: str
    given: Mapping[str, tuple[str, ...]]
    elsewhere: str = ""  # where it is filled in, if not here


class FormPart(Struct, frozen=True, kw_only=True):
    """What one department or one notice gets: rows under a title."""

    key: str
    title: str
    notes: tuple[str, ...] = ()
    rows: tuple[FormRow, ...]


class RowName(Struct, frozen=True):
    """What the name of a row says, in digests."""

    key: str
    state: str
    told: str

    @classmethod
    def read(cls, name: str) -> "RowName | None":
        """What a name says; None for what is no name of a row."""
        found = _NAME.fullmatch(name)
        return cls(*found.groups()) if found else None


class ReturnedCell(Struct, frozen=True, kw_only=True):
    """What somebody left in a cell."""

    text: str = ""
    number: float | None = None  # where the cell holds one; days since 1899-12-30 where it is a date
    spot: Words  # where people find it
    path: str = ""  # where a program does
    merged: bool = False  # made one with others: which row or column it answers cannot be known


class ReturnedRow(Struct, frozen=True, kw_only=True):
    """A row that came back; without a name it is none that went out."""

    name: str = ""
    cells: Mapping[str, ReturnedCell]  # by column
    spot: Words
    path: str = ""


class Returned(Struct, frozen=True, kw_only=True):
    """A form that came back."""

    file: str
    form: str  # which one it says that it is
    about: Mapping[str, str] = {}  # what else it says of itself: plan, incident, revision
    rows: tuple[ReturnedRow, ...] = ()
    fields: Mapping[str, ReturnedCell] = {}  # what stands in no row, by name
    others: tuple[str, ...] = ()  # sheets that are not of the form and hold something
    remarks: int = 0  # comments that people put at cells, which nobody reads here

    @property
    def named(self) -> tuple[ReturnedRow, ...]:
        """The rows that went out."""
        return tuple(row for row in self.rows if row.name)

    @property
    def strange(self) -> tuple[ReturnedRow, ...]:
        """Rows with something in them that did not."""
        return tuple(row for row in self.rows if not row.name)


def row_name(key: str, state: str, told: str) -> str:
    """The name of a row: letters, digits and _, no longer than a bookmark may be.

    Args:
        key: what the row is about, for ever.
        state: what is known of it now.
        told: the words by which people know the row.
    """
    return f"{ROW}{_digest(key, _KEY)}_{_digest(state, _STATE)}_{_digest(in_one_form(told), _TOLD)}"


def key_digest(key: str) -> str:
    """The part of a row's name that says what the row is about."""
    return _digest(key, _KEY)


def state_digest(state: str) -> str:
    """The part of a row's name that says what was known."""
    return _digest(state, _STATE)


def told_digest(told: str) -> str:
    """The part of a row's name that goes by its words, however they are spaced and broken into lines."""
    return _digest(in_one_form(told), _TOLD)


def entry_name(row: str, column: str) -> str:
    """The name of what is filled into a column of a row."""
    return answer_name(row, column)


def field_name(form: str, part: str, field: str) -> str:
    """The name of what is filled in beside the rows."""
    return answer_name(form, part, field)


def in_one_form(text: str) -> str:
    """A text without what programs change when they save it: spaces, line ends, full-width letters and digits."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def _digest(text: str, digits: int) -> str:
    return hashlib.sha256(text.encode(errors="replace")).hexdigest()[:digits]
