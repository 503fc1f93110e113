"""How a record describes itself: field titles, kinds, references.

A field is written `name: Annotated[kind, "中文名", "说明"]`, a reference `Annotated[Id, "责任方", Ref("party")]`.
From this description come reading, the JSON Schema, the names that legal may use in templates, and the words of a diff.
"""

import types
import typing
from collections.abc import Mapping
from functools import cache
from typing import Annotated, Any, Literal

from msgspec import NODEFAULT, Struct
from msgspec.structs import fields as struct_fields

from plangen.diagnostics import NOWHERE, Place


class Origin:
    """Where a record was read: answers the place of the record and of each of its fields."""

    __slots__ = ()

    def place(self, *_path: str | int) -> Place:
        return NOWHERE


class Record(Struct, frozen=True, kw_only=True):
    """A part of the plan that knows where it was written."""

    at: Origin

    def where(self, *path: str | int) -> Place:
        """The place of the value at `path` below this record, or of the nearest part of it that was written."""
        return self.at.place(*path)


class Ref(Struct, frozen=True):
    """The field holds the id of something of this kind: "department", "post", "party", "scenario", "step" …."""

    kind: str


class Verbatim(Struct, frozen=True):
    """The field holds names or texts copied from elsewhere: the plan's typography does not apply to them."""


class Field(Struct, frozen=True, kw_only=True):
    """One field of a record."""

    name: str  # the key in YAML
    title: str  # in Chinese
    note: str = ""
    required: bool
    many: bool = False  # a list of the kind
    kind: Any  # str, Id, int, bool, date, Duration, DurationRange, Moment or a Record class
    optional: bool = False  # may be left empty
    open: bool = False  # may be a value still to be filled in, though the kind is no text
    choices: tuple[str, ...] = ()
    ref: str = ""
    verbatim: bool = False  # copied as it stands elsewhere
    default: Any = None


@cache
def fields(record: type[Record]) -> Mapping[str, Field]:
    """The fields of a record class by key, in the order they are written."""
    return {
        each.name: _field(each.name, each.type, required=each.required, default=each.default)
        for each in struct_fields(record)
        if each.name != "at"
    }


@cache
def title_of(record: type[Record]) -> str:
    """The Chinese title of a record class: the first line of its docstring."""
    return (record.__doc__ or record.__name__).strip().splitlines()[0]


def _field(name: str, annotation: Any, *, required: bool, default: Any) -> Field:
    kind, *notes = typing.get_args(annotation)
    texts = [note for note in notes if isinstance(note, str)]
    ref = next((note.kind for note in notes if isinstance(note, Ref)), "")
    many = optional = is_open = False
    options = [kind]
    if typing.get_origin(kind) is tuple:
        many, options = True, [typing.get_args(kind)[0]]
        if typing.get_origin(options[0]) is Annotated:
            ref = next((n.kind for n in typing.get_args(options[0])[1:] if isinstance(n, Ref)), ref)
            options = [typing.get_args(options[0])[0]]
    if isinstance(options[0], types.UnionType) or typing.get_origin(options[0]) is typing.Union:
        options = list(typing.get_args(options[0]))
        optional = type(None) in options
        is_open = any(getattr(option, "__name__", "") == "Todo" for option in options)
        options = [o for o in options if o is not type(None) and getattr(o, "__name__", "") != "Todo"]
    chosen = options[0]
    choices: tuple[str, ...] = ()
    if typing.get_origin(chosen) is Literal:
        choices, chosen = typing.get_args(chosen), str
    return Field(
        name=name,
        title=texts[0] if texts else name,
        note=texts[1] if len(texts) > 1 else "",
        required=required,
        many=many,
        kind=chosen,
        optional=optional,
        open=is_open,
        choices=choices,
        ref=ref,
        verbatim=any(isinstance(note, Verbatim) for note in notes),
        default=None if default is NODEFAULT else default,
    )
