"""What holds for any two plans: nothing differs from itself, and what differs can be applied."""

import datetime
import random
import re
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from plangen.changes.apply import apply
from plangen.changes.change import Kind
from plangen.changes.compare import compare
from plangen.changes.segments import Side
from plangen.changes.wording import described
from plangen.model.plan import Plan
from plangen.model.spec import Record, fields
from plangen.model.subjects import SECTIONS
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
    assert compare(sample, Plan(sample.single, sample.many)) == ()


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


@given(seed=st.integers(0, 10**9), count=st.integers(1, 5))
@settings(max_examples=100, deadline=None)
def test_undoing_any_change_undoes_something(sample: Plan, seed: int, count: int) -> None:
    """Law: no line of the diff is there for nothing; the new plan is not reached without it."""
    chance = random.Random(seed)
    new = sample
    for _ in range(count):
        new = edited(new, chance)
    changes = compare(sample, new)
    for number in range(len(changes)):
        rest = [*changes[:number], *changes[number + 1 :]]
        assert content(apply(rest, sample)) != content(new), changes[number]


@given(seed=st.integers(0, 10**9), count=st.integers(1, 6))
@settings(max_examples=100, deadline=None)
def test_every_change_has_words_in_both_languages(sample: Plan, seed: int, count: int) -> None:
    chance = random.Random(seed)
    new = sample
    for _ in range(count):
        new = edited(new, chance)
    for line in described(compare(sample, new), sample, new):
        for text in (line.words.zh, line.words.en, line.sentence):
            assert text.strip()
            assert not re.search(r"None|Ellipsis|plangen\.|\{\w+\}", text), text
        kept = "".join(each.text for each in line.segments if each.side is not Side.AFTER)
        assert not line.segments or kept == line.before
        come = "".join(each.text for each in line.segments if each.side is not Side.BEFORE)
        assert not line.segments or come == line.after


def edited(plan: Plan, chance: random.Random) -> Plan:
    """The plan with one random edit somewhere in one random section."""
    single = {name: record for name, record in plan.records() if not _is_many(name)}
    many = {
        section.name: tuple(r for n, r in plan.records() if n == section.name) for section in SECTIONS if section.many
    }
    if not chance.randrange(8) and sum(bool(phase.steps) for phase in plan.timeline.phases) > 1:
        return elsewhere(plan, chance)
    if not chance.randrange(8):
        return renamed_everywhere(plan, chance)
    name = chance.choice([*single, *(key for key, records in many.items() if records)])
    if name in single and name != "timeline" and not chance.randrange(20):
        del single[name]
    elif name in single:
        single[name] = edited_record(single[name], chance)
    else:
        many[name] = tuple(each for each in edited_list(many[name], chance) if isinstance(each, Record))
    return Plan(single, many)


def renamed_everywhere(plan: Plan, chance: random.Random) -> Plan:
    """The plan with another id of one thing, wherever it is used; now and then under another title as well."""
    ids = sorted({key for _, record in plan.records() for key in _ids(record)})
    old = chance.choice(ids)
    new = f"{old}-{chance.choice(['x', 'y'])}"
    records = [(name, _with_id(record, old, new)) for name, record in plan.records()]
    single = {name: record for name, record in records if not _is_many(name)}
    many = {section.name: tuple(r for n, r in records if n == section.name) for section in SECTIONS if section.many}
    return Plan(single, many)


def _ids(value: object) -> list[str]:
    if isinstance(value, tuple):
        return [key for each in value for key in _ids(each)]
    if not isinstance(value, Record):
        return []
    own = [str(value.id)] if hasattr(value, "id") else []
    return own + [key for name in fields(type(value)) for key in _ids(getattr(value, name))]


T = TypeVar("T")


def _with_id(value: T, old: str, new: str) -> T:
    if isinstance(value, tuple):
        return tuple(_with_id(each, old, new) for each in value)  # type: ignore[return-value]
    if isinstance(value, Record):
        return replace(value, **{name: _with_id(getattr(value, name), old, new) for name in fields(type(value))})
    return Id(new) if value == old else value  # type: ignore[return-value]


def _is_many(name: str) -> bool:
    return next(section.many for section in SECTIONS if section.name == name)


def elsewhere(plan: Plan, chance: random.Random) -> Plan:
    """The plan with one step in another phase."""
    phases = [list(phase.steps) for phase in plan.timeline.phases]
    start, goal = chance.sample([at for at, steps in enumerate(phases) if steps], 2)
    step = phases[start].pop(chance.randrange(len(phases[start])))
    phases[goal].insert(chance.randrange(len(phases[goal]) + 1), step)
    moved = tuple(replace(phase, steps=tuple(steps)) for phase, steps in zip(plan.timeline.phases, phases, strict=True))
    single = {name: record for name, record in plan.records() if not _is_many(name)}
    many = {
        section.name: tuple(r for n, r in plan.records() if n == section.name) for section in SECTIONS if section.many
    }
    return Plan({**single, "timeline": replace(plan.timeline, phases=moved)}, many)


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
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + chance.randint(1, 9)
    if isinstance(value, datetime.date):
        return value + datetime.timedelta(days=chance.randint(1, 400))
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


@given(seed=st.integers(0, 10**9), count=st.integers(1, 6))
@settings(max_examples=60)
def test_kinds_say_what_became_of_a_thing(sample: Plan, seed: int, count: int) -> None:
    """Law: added had nothing before, removed has nothing after; the way back says the opposite of each."""
    chance = random.Random(seed)
    new = sample
    for _ in range(count):
        new = edited(new, chance)
    there, back = compare(sample, new), compare(new, sample)
    for change in (*there, *back):
        if change.kind in {Kind.ADDED, Kind.REMOVED}:
            assert change.kind is Kind.of(change.before, change.after)
        elif change.kind is Kind.CHANGED:
            assert change.before != change.after
    kinds = [[change.kind for change in changes] for changes in (there, back)]
    assert kinds[0].count(Kind.ADDED) == kinds[1].count(Kind.REMOVED)
    assert kinds[0].count(Kind.REMOVED) == kinds[1].count(Kind.ADDED)
    assert {kind.words.zh for kind in Kind} == {"增加", "删除", "修改", "移动", "改编号"}


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [(None, 1, Kind.ADDED), (1, None, Kind.REMOVED), (1, 2, Kind.CHANGED), ("", (), Kind.CHANGED)],
)
def test_only_none_stands_for_what_is_not_there(before: object, after: object, kind: Kind) -> None:
    assert Kind.of(before, after) is kind


def read_plan(**files: str) -> Plan:
    return read({f"source/{name}.yaml": text.encode() for name, text in files.items()}).plan


PHASES = """order: {{by: a, time: "9:00", text: 甲}}
phases:
  - {{id: one, title: 甲, start: "09:00", end: "10:00", steps: [{one}]}}
  - {{id: two, title: 乙, start: "10:00", end: "11:00", steps: [{two}]}}
"""
STEP = "{{id: {id}, title: {title}, owner: it, action: 做, limit: 3小时}}"


def timeline(one: str, two: str) -> Plan:
    """Two phases, each with one step of this id."""
    steps = {name: STEP.format(id=name, title=name) if name else "" for name in (one, two)}
    plan = read_plan(timeline=PHASES.format(one=steps[one], two=steps[two]))
    assert "timeline" not in plan.missing
    return plan


def test_an_item_that_left_one_list_for_another_is_one_move() -> None:
    old, new = timeline("a", ""), timeline("", "a")
    found = compare(old, new)
    assert [(change.kind, change.goal[-1].item) for change in found] == [(Kind.MOVED, "a")]
    assert content(apply(found, old)) == content(new)


def test_items_of_one_id_in_two_lists_lose_nothing() -> None:
    """An id that is used twice is an error, but of two items none disappears from the comparison."""
    old, new = timeline("a", "a"), timeline("", "")
    assert content(apply(compare(old, new), old)) == content(new)
    assert content(apply(compare(new, old), new)) == content(old)
