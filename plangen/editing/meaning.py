"""What a file means, without how it is written: compared before and after a change."""

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from msgspec import Struct

from plangen.model.values import todo
from plangen.reading.tree import Items, Keyed, Node

Path: TypeAlias = tuple[str | int, ...]
"""Keys, and numbers of items from 0, from the root of a file."""


class Open(Struct, frozen=True):
    """A value still to be filled in, by what it is: `!todo` in the file."""

    subject: str


class AsWritten(Struct, frozen=True):
    """A single value that keeps the quotes in which it was written elsewhere."""

    source: str
    means: "Said"


class Commented(Struct, frozen=True):
    """The value of a key, with the lines of comment above the key and the comment behind it."""

    value: "Value"
    above: tuple[str, ...] = ()  # each from its number sign on
    behind: str = ""


class Lined(Struct, frozen=True):
    """A list that is written with an item on each line, however short it is."""

    items: tuple["Value", ...]


Value: TypeAlias = str | Open | AsWritten | Commented | Lined | Sequence["Value"] | Mapping[str, "Value"]
"""What is to be written."""


class Said(Struct, frozen=True):
    """A single value: its text, whether it is open, whether it is YAML's word for nothing."""

    text: str
    todo: bool = False
    blank: bool = False


class Mapped(Struct, frozen=True):
    """Keys and what they mean, in order."""

    entries: tuple[tuple[str, "Meaning"], ...]


Meaning: TypeAlias = Said | Mapped | tuple["Meaning", ...]


def meaning_of(node: Node | None) -> Meaning:
    """What a tree says; an empty file says nothing under no key."""
    if node is None:
        return Mapped(())
    if isinstance(node, Keyed):
        return Mapped(tuple((key, meaning_of(entry.value)) for key, entry in node.entries.items()))
    if isinstance(node, Items):
        return tuple(map(meaning_of, node.items))
    return Said(node.text, node.todo, node.is_blank)


def meant_by(value: Value) -> Meaning:
    """What a value says that is to be written."""
    if isinstance(value, Mapping):
        return Mapped(tuple((key, meant_by(each)) for key, each in value.items()))
    if isinstance(value, Open):
        return Said(str(todo(value.subject.strip().replace("】", "〕"))), todo=True)
    if isinstance(value, AsWritten):
        return value.means
    if isinstance(value, Commented):
        return meant_by(value.value)
    if isinstance(value, Lined):
        return tuple(map(meant_by, value.items))
    return Said(value) if isinstance(value, str) else tuple(map(meant_by, value))


def with_value(whole: Meaning, path: Path, value: Meaning) -> Meaning:
    """The whole with another value at a path that is there.

    Raises:
        LookupError: where it is not.
    """
    if not path:
        return value
    step = path[0]
    made = with_value(at_path(whole, (step,)), path[1:], value)
    if isinstance(whole, Mapped):
        return Mapped(tuple((key, made if key == step else old) for key, old in whole.entries))
    return tuple(made if at == step else old for at, old in enumerate(whole)) if isinstance(whole, tuple) else whole


def at_path(whole: Meaning, path: Path) -> Meaning:
    """What stands at a path.

    Raises:
        LookupError: where nothing does.
    """
    for step in path:
        if isinstance(whole, Mapped):
            whole = dict(whole.entries)[str(step)] if isinstance(step, str) else _lost(path)
        elif isinstance(whole, tuple) and isinstance(step, int) and 0 <= step < len(whole):
            whole = whole[step]
        else:
            _lost(path)
    return whole


def without(whole: Meaning, path: Path) -> Meaning:
    """The whole less the key or the item at a path.

    Raises:
        LookupError: where there is none.
    """
    at_path(whole, path)
    above, last = at_path(whole, path[:-1]), path[-1]
    if isinstance(above, Mapped):
        return with_value(whole, path[:-1], Mapped(tuple(each for each in above.entries if each[0] != last)))
    assert isinstance(above, tuple)
    return with_value(whole, path[:-1], tuple(each for at, each in enumerate(above) if at != last))


def with_entry(whole: Meaning, path: Path, value: Meaning, after: str | None) -> Meaning:
    """The whole with a new key at a path, behind another key or as the last one.

    Raises:
        LookupError: where there are no keys, the key is there already, or the other one is not.
    """
    above, last = at_path(whole, path[:-1]), path[-1]
    if not isinstance(above, Mapped) or not isinstance(last, str) or last in dict(above.entries):
        raise LookupError(path)
    keys = [key for key, _ in above.entries]
    if after is not None and after not in keys:
        raise LookupError(after)
    place = len(keys) if after is None else keys.index(after) + 1
    entries = (*above.entries[:place], (last, value), *above.entries[place:])
    return with_value(whole, path[:-1], Mapped(entries))


def with_item(whole: Meaning, path: Path, value: Meaning) -> Meaning:
    """The whole with one more item in the list at a path.

    Raises:
        LookupError: where there is no list.
    """
    old = at_path(whole, path)
    if not isinstance(old, tuple):
        return _lost(path)
    return with_value(whole, path, (*old, value))


def _lost(path: Path) -> Meaning:
    raise LookupError(path)
