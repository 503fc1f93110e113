"""Paths and values by keys, as the keys of a file are written: by their titles where the file takes Chinese."""

from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace

from plangen.editing.edits import Edit, Insert, Remove
from plangen.editing.laid import Laid
from plangen.editing.meaning import AsWritten, Commented, Lined, Open, Path, Value
from plangen.model.chinese_keys import group_below, keys_by_title, record_in
from plangen.model.spec import Record, fields
from plangen.reading.tree import Items, Keyed, Node


def as_written(laid: Laid, path: Path) -> Path:
    """The path as the file writes it; a key that is not there in the language of those beside it."""
    steps: list[str | int] = []
    record, node = record_in(laid.file), laid.root
    for step in path:
        spoken = _spoken(laid, record, node, step)
        steps.append(spoken)
        record, node = group_below(record, step), _below(node, spoken)
    return tuple(steps)


def edit_as_written(laid: Laid, edit: Edit) -> Edit:
    """The edit with its path, and the keys in its value, as the file writes them."""
    if record_in(laid.file) is None:
        return edit
    path = as_written(laid, edit.path)
    if isinstance(edit, Remove):
        return replace(edit, path=path)
    value = _value(edit.value, _record_at(laid, edit.path), is_chinese=_is_chinese(laid.root))
    if not isinstance(edit, Insert):
        return replace(edit, path=path, value=value)
    after = None if edit.after is None else as_written(laid, (*edit.path[:-1], edit.after))[-1]
    return Insert(path=path, value=value, after=None if after is None else str(after))


def _spoken(laid: Laid, record: type[Record] | None, node: Node | None, step: str | int) -> str | int:
    """One step: a key by whichever of its names is written there, else as the keys of its kind are."""
    if record is None or isinstance(step, int):
        return step
    key = keys_by_title(record).get(step, step)
    there: Mapping[str, object] = node.entries if isinstance(node, Keyed) else {}
    found = next(filter(there.__contains__, _names(record, key)), None)
    if found is not None or key not in fields(record):
        return found or step
    return fields(record)[key].title if _is_chinese(node if there else laid.root) else key


def _names(record: type[Record], key: str) -> Iterator[str]:
    yield key
    yield from (title for title, each in keys_by_title(record).items() if each == key)


def _is_chinese(node: Node | None) -> bool:
    return isinstance(node, Keyed) and any(not key.isascii() for key in node.entries)


def _below(node: Node | None, step: str | int) -> Node | None:
    if isinstance(node, Keyed):
        entry = node.entries.get(str(step))
        return entry.value if entry is not None else None
    if isinstance(node, Items) and isinstance(step, int) and 0 <= step < len(node.items):
        return node.items[step]
    return None


def _record_at(laid: Laid, path: Path) -> type[Record] | None:
    record = record_in(laid.file)
    for step in path:
        record = group_below(record, step)
    return record


def _value(value: Value, record: type[Record] | None, *, is_chinese: bool) -> Value:
    """A value with its keys as the file writes keys."""
    if record is None or isinstance(value, str | Open | AsWritten):
        return value
    if isinstance(value, Lined):
        return Lined(tuple(_value(each, record, is_chinese=is_chinese) for each in value.items))
    if isinstance(value, Commented):
        return replace(value, value=_value(value.value, record, is_chinese=is_chinese))
    if isinstance(value, Sequence):
        return [_value(each, record, is_chinese=is_chinese) for each in value]
    return _keyed(value, record, is_chinese=is_chinese)


def _keyed(value: Mapping[str, Value], record: type[Record], *, is_chinese: bool) -> Mapping[str, Value]:
    titles, known = keys_by_title(record), fields(record)
    made: dict[str, Value] = {}
    for typed, each in value.items():
        key = titles.get(typed, typed)
        name = known[key].title if is_chinese and key in known else key
        made[name] = _value(each, group_below(record, key), is_chinese=is_chinese)
    return made
