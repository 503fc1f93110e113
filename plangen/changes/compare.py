"""Compare two plans: every difference by id and field, in the order of the plan."""

import difflib
from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace

from plangen.changes.change import Change, FieldStep, Kind, Path
from plangen.changes.pairing import Apart, item_name, paired
from plangen.model.plan import Plan
from plangen.model.spec import Field, Record, fields
from plangen.model.subjects import SECTIONS

_ALIKE = 0.5  # titles that have so much in common are of one thing
_TITLES = frozenset({"title", "name"})


def compare(old: Plan, new: Plan) -> tuple[Change, ...]:
    """What has to change in `old` to get `new`; nothing where both say the same, wherever it is written.

    Sections that could not be read count as not there. What has another id and another title, and that nothing followed
    under its new id, is another thing: one went and one came.
    """
    found = _found(old, new, frozenset())
    others = _other_things(found)
    return _found(old, new, others) if others else found


def _found(old: Plan, new: Plan, apart: Apart) -> tuple[Change, ...]:
    found: list[Change] = []
    before, after = _sections(old), _sections(new)
    for section in SECTIONS:
        if section.many:
            found += _items((), section.name, before[section.name], after[section.name], apart)
        else:
            ours, theirs = (next(iter(side[section.name]), None) for side in (before, after))
            found += _single((FieldStep(field=section.name),), ours, theirs, apart)
    return tuple(_marked(_moved_elsewhere(found)))


def _other_things(found: Sequence[Change]) -> Apart:
    """The old and new ids of items of which nothing but their kind of content is the same."""
    titled = {each.path[:-1] for each in found if _is_another_title(each)}
    followers = [str(each.before) for each in found if each.follows]
    renamed = (each for each in found if each.kind is Kind.RENAMED and each.path in titled)
    return frozenset((str(each.before), str(each.after)) for each in renamed if not _led(str(each.before), followers))


def _led(name: str, followers: Sequence[str]) -> bool:
    """Whether any of the references that followed a rename led to this id, by itself or within a path."""
    return any(each == name or f"[{name}]" in each for each in followers)


def _is_another_title(change: Change) -> bool:
    """Whether a title gave way to one that has little in common with it."""
    if change.kind is not Kind.CHANGED or change.path[-1].field not in _TITLES:
        return False
    titles = str(change.before), str(change.after)
    return difflib.SequenceMatcher(None, *titles, autojunk=False).ratio() < _ALIKE


def _sections(plan: Plan) -> Mapping[str, Sequence[Record]]:
    found: dict[str, list[Record]] = {section.name: [] for section in SECTIONS}
    for name, record in plan.records():
        found[name].append(record)
    return found


def _single(path: Path, old: Record | None, new: Record | None, apart: Apart) -> Iterator[Change]:
    if old is not None and new is not None:
        yield from _record(path, old, new, apart)
    elif old is not None or new is not None:
        yield Change(kind=Kind.of(old, new), path=path, before=old, after=new)


def _record(path: Path, old: Record, new: Record, apart: Apart) -> Iterator[Change]:
    """The differences of two records of one kind, field by field; another id is a rename of its own."""
    for name, field in fields(type(old)).items():
        before, after = getattr(old, name), getattr(new, name)
        if before == after:
            continue
        if field.many and not field.alone:
            yield from _items(path, name, before, after, apart)
        elif _holds_record(field):
            yield from _single((*path, FieldStep(field=name)), before, after, apart)
        elif name == "id" and before and after:
            yield Change(kind=Kind.RENAMED, path=path, before=before, after=after)
        else:
            yield Change(kind=Kind.of(before, after), path=(*path, FieldStep(field=name)), before=before, after=after)


def _holds_record(field: Field) -> bool:
    return isinstance(field.kind, type) and issubclass(field.kind, Record)


def _items(path: Path, name: str, old: Sequence[object], new: Sequence[object], apart: Apart) -> Iterator[Change]:
    pairs = paired(old, new, apart)
    for place in pairs.removed:
        yield Change(kind=Kind.REMOVED, path=(*path, _step(name, place, old[place])), before=old[place])
    for place, position in pairs.same:
        here = (*path, _step(name, place, old[place]))
        before, after = old[place], new[position]
        if place in pairs.moved:
            yield Change(kind=Kind.MOVED, path=here, before=before, after=before, position=position)
        if isinstance(before, Record) and isinstance(after, Record):
            yield from _record(here, before, after, apart)
        elif before != after:
            yield Change(kind=Kind.CHANGED, path=here, before=before, after=after)
    for position in pairs.added:
        here = (*path, _step(name, position, new[position]))
        yield Change(kind=Kind.ADDED, path=here, after=new[position], position=position)


def _step(name: str, index: int, item: object) -> FieldStep:
    return FieldStep(field=name, index=index, item=item_name(item) or str(index + 1))


def _moved_elsewhere(changes: Sequence[Change]) -> Iterator[Change]:
    """The changes, an item that left one list and came into another one of its kind as one move."""
    come = {key: number for number, each in enumerate(changes) if (key := _item_key(each, Kind.ADDED, each.after))}
    goals: dict[int, int] = {}  # by number of what left, the number of what came
    for number, each in enumerate(changes):
        key = _item_key(each, Kind.REMOVED, each.before)
        if key in come:
            goals[number] = come.pop(key)
    arrived = set(goals.values())
    for number, each in enumerate(changes):
        if number in goals:
            yield _as_move(each, changes[goals[number]])
        elif number not in arrived:
            yield each


def _item_key(change: Change, kind: Kind, item: object) -> tuple[str, str] | None:
    """What tells an item of a list apart in the whole plan; None for what has no id, or is another kind of change."""
    if change.kind is not kind or change.path[-1].index is None or not isinstance(item, Record):
        return None
    name = getattr(item, "id", None)
    return (type(item).__name__, str(name)) if name else None


def _as_move(removed: Change, added: Change) -> Change:
    """One move in place of two changes of the same thing."""
    before, after = removed.before, added.after
    assert isinstance(before, Record)
    assert isinstance(after, Record)
    return replace(
        removed,
        kind=Kind.MOVED,
        after=after,
        goal=added.path,
        position=added.position,
        inner=tuple(_record(added.path, before, after, frozenset())),
    )


def _marked(changes: Iterator[Change]) -> Iterator[Change]:
    """The changes, those that only follow from a rename marked."""
    every = tuple(changes)
    renamed = {str(each.before): str(each.after) for each in every if each.kind is Kind.RENAMED}
    for change in every:
        is_reference = change.kind is Kind.CHANGED and _with_new_ids(str(change.before), renamed) == str(change.after)
        yield replace(change, follows=True) if is_reference else change


def _with_new_ids(text: str, renamed: Mapping[str, str]) -> str:
    """A reference, or a path with ids in brackets, after the renames."""
    for old, new in renamed.items():
        text = new if text == old else text.replace(f"[{old}]", f"[{new}]")
    return text
