"""What holds for any two plans: nothing differs from itself, and what differs can be applied."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from plangen.changes.apply import apply
from plangen.changes.compare import compare
from plangen.model.plan import SECTIONS, Plan
from plangen.model.spec import Record, fields
from plangen.model.values import Duration, Id
from plangen.reading.source import read

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def sample() -> Plan:
    files = {str(path.relative_to(ROOT)): path.read_bytes() for path in (ROOT / "source").rglob("*.yaml")}
    return read(files).plan


def content(plan: Plan) -> list[tuple[str, Record]]:
    return list(plan.records())


def test_a_plan_does_not_differ_from_itself(sample: Plan) -> None:
    assert compare(sample, sample) == ()
    assert compare(sample, sample.afresh()) == ()


@given(seed=st.integers(0, 10**9), count=st.integers(1, 12))
@settings(max_examples=150, deadline=None)
def test_applying_what_changed_gives_the_new_plan(sample: Plan, seed: int, count: int) -> None:
    chance = random.Random(seed)
    new = sample
    for _ in range(count):
        new = edited(new, chance)
    changes = compare(sample, new)
    assert content(apply(changes, sample)) == content(new)
    assert content(apply(compare(new, sample), new)) == content(sample)
    assert bool(changes) is (content(sample) != content(new))


def edited(plan: Plan, chance: random.Random) -> Plan:
    """The plan with one random edit somewhere in one random section."""
    single = {name: record for name, record in plan.records() if not _is_many(name)}
    many = {
        section.name: tuple(r for n, r in plan.records() if n == section.name) for section in SECTIONS if section.many
    }
    name = chance.choice([*single, *(key for key, records in many.items() if records)])
    if name in single:
        single[name] = edited_record(single[name], chance)
    else:
        many[name] = tuple(each for each in edited_list(many[name], chance) if isinstance(each, Record))
    return Plan(single, many)


def _is_many(name: str) -> bool:
    return next(section.many for section in SECTIONS if section.name == name)


def edited_record(record: Record, chance: random.Random) -> Record:
    name = chance.choice(list(fields(type(record))))
    field, value = fields(type(record))[name], getattr(record, name)
    if field.many:
        return replace(record, **{name: edited_list(value, chance)})
    if isinstance(value, Record):
        return replace(record, **{name: edited_record(value, chance)})
    return replace(record, **{name: edited_value(value, chance)})


def edited_value(value: object, chance: random.Random) -> object:
    if isinstance(value, Duration):
        return Duration(value.minutes + chance.randint(1, 60))
    if isinstance(value, str):
        at = chance.randint(0, len(value))
        return Id(value[:at] + chance.choice(["甲", "a", "9"]) + value[at:])
    return value


def edited_list(items: tuple[object, ...], chance: random.Random) -> tuple[object, ...]:
    edits: list[Callable[[list[object]], object]] = [
        lambda row: row.pop(chance.randrange(len(row))),
        lambda row: row.insert(chance.randrange(len(row) + 1), row.pop(chance.randrange(len(row)))),
        lambda row: row.insert(chance.randrange(len(row) + 1), row[chance.randrange(len(row))]),
        lambda row: row.reverse(),
        lambda row: inside(row, chance),
        lambda row: inside(row, chance),
        lambda row: inside(row, chance),
    ]
    row = list(items)
    if row:
        chance.choice(edits)(row)
    return tuple(row)


def inside(row: list[object], chance: random.Random) -> None:
    at = chance.randrange(len(row))
    item = row[at]
    row[at] = edited_record(item, chance) if isinstance(item, Record) else edited_value(item, chance)
