"""A place in the plan by its path, as findings write it: timeline.phases[response].steps[close-source].limit."""

import re
from collections.abc import Sequence

from plangen.model.plan import Plan
from plangen.model.spec import Record, fields
from plangen.model.subjects import SECTIONS

_STEP = re.compile(r"([a-z_]+)(?:\[([^\[\]]+)\])?")
_SECTIONS = frozenset(section.name for section in SECTIONS)
_NAMES = ("id", "version", "year", "title", "name")


def leads_somewhere(plan: Plan, path: str) -> bool:
    """Whether a place of this path could stand in the plan: its records are there, its last field exists.

    Raises:
        SectionMissing: where the section that it leads into could not be read.
    """
    steps = _steps(path)
    if not steps or steps[0][0] not in _SECTIONS:
        return False
    (name, key), *below = steps
    value: object = plan.single[name] if name in plan.single else plan.section(name)
    if key is not None:
        value = _item(value, key)
    return _has(value, below) if below else value is not None


def _steps(path: str) -> list[tuple[str, str | None]]:
    """Each step's name and the key in its brackets; none where the path is not written as one."""
    steps: list[tuple[str, str | None]] = []
    begin = 0
    while found := _STEP.match(path, begin):
        steps.append((found[1], found[2]))
        if found.end() == len(path):
            return steps
        begin = found.end() + 1
        if path[found.end()] != ".":
            break
    return []


def _has(value: object, steps: Sequence[tuple[str, str | None]]) -> bool:
    """Whether the steps lead from a record to a field of a record; an item of a list has to be there."""
    for name, key in steps:
        if not isinstance(value, Record) or name not in fields(type(value)):
            return False
        value = getattr(value, name)
        if key is not None:
            value = _item(value, key)
            if value is None:
                return False
    return True


def _item(value: object, key: str) -> object:
    """An item of a list by its id or title, or by its number from 1."""
    items: Sequence[object] = value if isinstance(value, tuple) else ()
    for name in _NAMES:
        for item in items:
            if isinstance(item, Record) and str(getattr(item, name, "")) == key:
                return item
    number = int(key) if key.isdecimal() else 0
    return items[number - 1] if 0 < number <= len(items) else None
