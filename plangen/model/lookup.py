"""A place in the plan by its path, as findings write it: timeline.phases[response].steps[close-source].limit."""

import re
from collections.abc import Sequence

from plangen.model.plan import SECTIONS, Plan
from plangen.model.spec import Record, fields

_STEP = re.compile(r"([a-z_]+)(?:\[([^\[\]]+)\])?")
_NAMES = ("id", "version", "year", "title", "name")


def leads_somewhere(plan: Plan, path: str) -> bool:
    """Whether a place of this path could stand in the plan: its records are there, its last field exists."""
    steps = [_STEP.fullmatch(step) for step in re.split(r"\.(?![^\[]*\])", path)]
    first = steps[0]
    section = next((each for each in SECTIONS if first and each.name == first[1]), None)
    if first is None or section is None or None in steps:
        return False
    records = [record for name, record in plan.records() if name == section.name]
    value: object = tuple(records) if section.many else next(iter(records), None)
    if first[2] is not None:
        value = _item(value, first[2])
    for step in steps[1:]:
        assert step is not None
        if not isinstance(value, Record) or step[1] not in fields(type(value)):
            return False
        value = getattr(value, step[1])
        if step[2] is not None:
            value = _item(value, step[2])
            if value is None:
                return False
    return value is not None or len(steps) > 1


def _item(value: object, key: str) -> object:
    """An item of a list by its id or title, or by its number from 1."""
    items: Sequence[object] = value if isinstance(value, tuple) else ()
    for name in _NAMES:
        for item in items:
            if isinstance(item, Record) and str(getattr(item, name, "")) == key:
                return item
    number = int(key) if key.isdecimal() else 0
    return items[number - 1] if 0 < number <= len(items) else None
