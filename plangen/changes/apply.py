"""Apply changes to a plan: apply(compare(a, b), a) says the same as b."""

from collections.abc import Iterable, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from plangen.changes.change import Change, Kind, Path
from plangen.model.plan import Plan
from plangen.model.spec import Record
from plangen.model.subjects import SECTIONS


class _Node(Struct, kw_only=True):
    """What happens below one value: to its fields by name, to its items by their old places."""

    fields: "dict[str, _Node]" = field(default_factory=dict)
    items: "dict[int, _Node]" = field(default_factory=dict)
    value: object = None
    is_replaced: bool = False
    removed: set[int] = field(default_factory=set)
    placed: list[tuple[int, object]] = field(default_factory=list)  # added from elsewhere, by new place
    moved: dict[int, int] = field(default_factory=dict)  # new place by old place

    def below(self, name: str) -> "_Node":
        return self.fields.setdefault(name, _Node())

    def item(self, place: int) -> "_Node":
        return self.items.setdefault(place, _Node())


def apply(changes: Iterable[Change], plan: Plan) -> Plan:
    """The plan after the changes, which must have been found against it."""
    root = _Node()
    for change in changes:
        _plant(root, change)
    single: dict[str, Record] = {}
    many: dict[str, tuple[Record, ...]] = {}
    before: dict[str, list[Record]] = {}
    for name, record in plan.records():
        before.setdefault(name, []).append(record)
    for section in SECTIONS:
        records, node = before.get(section.name, []), root.below(section.name)
        if section.many:
            many[section.name] = tuple(each for each in _listed(node, records) if isinstance(each, Record))
        else:
            value = _value(node, next(iter(records), None))
            if isinstance(value, Record):
                single[section.name] = value
    return plan.with_sections(single, many)


def _plant(root: _Node, change: Change) -> None:
    owner, step = _reach(root, change.path), change.path[-1]
    holder = owner.below(step.field)
    if change.kind is Kind.RENAMED:
        node = holder if step.index is None else holder.item(step.index)
        _replace(node.below("id"), change.after)
    elif step.index is None:
        _replace(holder, change.after)
    elif change.kind is Kind.ADDED:
        assert change.position is not None
        holder.placed.append((change.position, change.after))
    elif change.kind is Kind.REMOVED:
        holder.removed.add(step.index)
    elif change.kind is Kind.CHANGED:
        _replace(holder.item(step.index), change.after)
    elif change.goal:
        assert change.position is not None
        holder.removed.add(step.index)
        _reach(root, change.goal).below(change.goal[-1].field).placed.append((change.position, change.after))
    else:
        assert change.position is not None
        holder.moved[step.index] = change.position


def _replace(node: _Node, value: object) -> None:
    node.value, node.is_replaced = value, True


def _reach(root: _Node, path: Path) -> _Node:
    """The node of the record that holds the last step of the path."""
    node = root
    for step in path[:-1]:
        node = node.below(step.field)
        if step.index is not None:
            node = node.item(step.index)
    return node


def _value(node: _Node | None, old: object) -> object:
    if node is None:
        return old
    if node.is_replaced:
        return node.value
    if isinstance(old, tuple):
        return _listed(node, old)
    if not isinstance(old, Record):
        return old
    return replace(old, **{name: _value(below, getattr(old, name)) for name, below in node.fields.items()})


def _listed(node: _Node, old: Sequence[object]) -> tuple[object, ...]:
    """The items that stayed, in their order, and between them those that came or moved, each at its new place."""
    stayed = [
        _value(node.items.get(place), item)
        for place, item in enumerate(old)
        if place not in node.removed and place not in node.moved
    ]
    moved = [(position, _value(node.items.get(place), old[place])) for place, position in node.moved.items()]
    for position, item in sorted([*node.placed, *moved], key=lambda each: each[0]):
        stayed.insert(position, item)
    return tuple(stayed)
