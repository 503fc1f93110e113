"""How a record describes itself: field titles, kinds, references.

A field is written `name: Annotated[kind, "中文名", "说明"]`, a reference `Annotated[Id, "责任方", Ref("party")]`.
From this description come reading, the JSON Schema, the names that legal may use in templates, and the words of a diff.
"""

import types
import typing
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Annotated, Any, Literal, TypeVar

from msgspec import NODEFAULT, Struct
from msgspec.structs import fields as struct_fields

from plangen.diagnostics import NOWHERE, Place
from plangen.model.bounds import MOST_ITEMS, MOST_NUMBER

N = TypeVar("N")


class Origin:
    """Where a record was read: answers the place of the record and of each of its fields."""

    __slots__ = ()

    def place(self, *_path: str | int) -> Place:
        """The place of the record, or of the value at this path below it."""
        return NOWHERE

    @property
    def is_chinese(self) -> bool:
        """Whether keys of the file that it was read from are written in Chinese."""
        return False


class Record(Struct, frozen=True, kw_only=True):
    """A part of the plan that knows where it was written."""

    at: Origin

    def where(self, *path: str | int) -> Place:
        """The place of the value at `path` below this record, or of the nearest part of it that was written."""
        return self.at.place(*path)


class Ref(Struct, frozen=True):
    """The field holds the id of something of this kind: "department", "post", "party", "scenario", "step" …."""

    kind: str


class Ask(Struct, frozen=True):
    """How the field is asked for, so that people who never saw a template can answer."""

    question: str
    subject: str = ""  # what they are asked to fill in, where record and field together do not say it well


class Most(Struct, frozen=True):
    """The field holds at most so much, a number or a list, where the bound of all is too far away."""

    limit: int


class Alone(Struct, frozen=True):
    """A list of one item may be written as the item itself."""


class Usual(Struct, frozen=True):
    """The field mostly holds one of these texts; editors suggest them, and any other does as well."""

    texts: tuple[str, ...]


class Was(Struct, frozen=True):
    """What the field was called before, in Chinese: templates that say so still reach it."""

    titles: tuple[str, ...]


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
    open: bool = False  # may be a value still to be filled in, though the kind is not text
    choices: tuple[str, ...] = ()
    ref: str = ""
    alone: bool = False  # a list whose only item may stand without the list
    usual: tuple[str, ...] = ()  # what is suggested
    verbatim: bool = False  # copied as it stands elsewhere
    former: tuple[str, ...] = ()  # Chinese titles that it had before
    ask: Ask | None = None
    most: int = MOST_NUMBER  # of its items, where it is a list; else the largest number
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
    return (record.__doc__ or record.__name__).strip().partition("\n")[0]


def _field(name: str, annotation: Any, *, required: bool, default: Any) -> Field:
    kind, *notes = typing.get_args(annotation)
    many = typing.get_origin(kind) is tuple
    kind, *own = _unannotated(typing.get_args(kind)[0] if many else kind)
    notes = [*own, *notes]
    title, note, *_ = (*(each for each in notes if isinstance(each, str)), "", "")
    options = _options(kind)
    chosen = _chosen(options)
    choices = _choices(chosen)
    ref, most = _noted(notes, Ref), _noted(notes, Most)
    return Field(
        name=name,
        title=title or name,
        note=note,
        required=required,
        many=many,
        kind=str if choices else chosen,
        optional=type(None) in options,
        open=any(map(_is_todo, options)),
        choices=choices,
        ref=ref.kind if ref else "",
        alone=_noted(notes, Alone) is not None,
        usual=_usual(notes),
        verbatim=_noted(notes, Verbatim) is not None,
        former=_former(notes),
        ask=_noted(notes, Ask),
        most=most.limit if most else (MOST_ITEMS if many else MOST_NUMBER),
        default=None if default is NODEFAULT else default,
    )


def _noted(notes: Iterable[object], kind: type[N]) -> N | None:
    """The first note of this kind."""
    return next((note for note in notes if isinstance(note, kind)), None)


def _former(notes: Iterable[object]) -> tuple[str, ...]:
    was = _noted(notes, Was)
    return was.titles if was else ()


def _usual(notes: Iterable[object]) -> tuple[str, ...]:
    usual = _noted(notes, Usual)
    return usual.texts if usual else ()


def _chosen(options: Iterable[Any]) -> Any:
    """What the field holds where it is neither empty nor still to be filled in."""
    return next(option for option in options if option is not type(None) and not _is_todo(option))


def _choices(kind: Any) -> tuple[str, ...]:
    return typing.get_args(kind) if typing.get_origin(kind) is Literal else ()


def _unannotated(kind: Any) -> tuple[Any, ...]:
    """The kind of a list's items, and what is noted on it."""
    return typing.get_args(kind) if typing.get_origin(kind) is Annotated else (kind,)


def _options(kind: Any) -> tuple[Any, ...]:
    """The parts of a union, any other kind alone."""
    is_union = isinstance(kind, types.UnionType) or typing.get_origin(kind) is typing.Union
    return typing.get_args(kind) if is_union else (kind,)


def _is_todo(option: Any) -> bool:
    """Whether it is the type of values still to be filled in, which this module cannot import."""
    return getattr(option, "__name__", "") == "Todo"
