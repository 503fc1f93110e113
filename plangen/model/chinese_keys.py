"""Keys in Chinese: in the file of an incident each key may be written by its title, as templates call the fact."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import TypeAlias

from plangen.model.spec import Field, Record, fields, title_of
from plangen.model.subjects import SECTIONS

Path: TypeAlias = Sequence[str | int]


@cache
def keys_by_title(record: type[Record]) -> Mapping[str, str]:
    """The key of each field by every Chinese name that it has; a group also goes by the name of what it holds."""
    known = fields(record)
    titles = {field.title: name for name, field in known.items()}
    groups = {title_of(field.kind): name for name, field in known.items() if _is_group(field)}
    return {**groups, **titles}


def group_below(record: type[Record] | None, key: str | int) -> type[Record] | None:
    """The records that stand under a key of a record, None where none do; an item of a list is such a record."""
    if record is None or isinstance(key, int):
        return record
    field = fields(record).get(keys_by_title(record).get(key, key))
    return field.kind if field is not None and _holds_records(field) else None


def all_titles(record: type[Record]) -> frozenset[str]:
    """Every Chinese name of a key of a record or of one below it."""
    below = (field.kind for field in fields(record).values() if _holds_records(field))
    return frozenset(keys_by_title(record)).union(*map(all_titles, below))


def record_in(file: str) -> type[Record] | None:
    """What a file of the source holds whose keys may be Chinese; None for all others."""
    folder, _, name = file.rpartition("/")
    homes = {f"source/{each.file}": each.record for each in SECTIONS if each.chinese}
    return homes.get(f"{folder}/*.yaml") if name.endswith(".yaml") else None


def in_chinese(record: type[Record], path: str) -> str:
    """A path by keys, such as incident.recall.products[1].batch, by their titles: 事件事实.召回.产品[1].批次."""
    return ".".join(_titles(record, path.split(".")))


def _titles(record: type[Record], steps: Sequence[str]) -> Iterator[str]:
    below: type[Record] | None = record
    for step in steps:
        key, bracket, rest = step.partition("[")
        field = fields(below).get(key) if below is not None else None
        yield f"{field.title if field is not None else key}{bracket}{rest}"
        below = group_below(below, key)


def _holds_records(field: Field) -> bool:
    return isinstance(field.kind, type) and issubclass(field.kind, Record)


def _is_group(field: Field) -> bool:
    return _holds_records(field) and not field.many
