"""Each difference between two versions is told by the revisions that made it, and by no others."""

import random
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from plangen.changes.change import written
from plangen.changes.compare import compare
from plangen.changes.tracing import flat, origins
from plangen.model.plan import Plan
from plangen.model.values import Duration
from plangen.reading.source import read

ROOT = Path(__file__).parents[2]
SOURCE = {path.relative_to(ROOT).as_posix(): path.read_bytes() for path in (ROOT / "source").rglob("*.yaml")}
TIMELINE, POSTS, TALK = "timeline.yaml", "organisation.yaml", "communication.yaml"
Edit = tuple[str, str, str]


def made(*steps: Sequence[Edit]) -> dict[str, tuple[int, ...]]:
    """The steps, counted from 1, that made each difference between the first plan and the last, by its path."""
    files, plans = dict(SOURCE), [read(SOURCE).plan]
    for step in steps:
        for name, old, new in step:
            text = files[f"source/{name}"].decode()
            assert old in text, old
            files[f"source/{name}"] = text.replace(old, new).encode()
        plans.append(read(files).plan)
    changes = compare(plans[0], plans[-1])
    found = origins(changes, [compare(*pair) for pair in pairwise(plans)])
    return {
        f"{written(each.path)} {each.kind}" if written(each.path).endswith("]") else written(each.path): tuple(
            number + 1 for number in numbers
        )
        for each, numbers in zip(flat(changes), found, strict=True)
    }


LIMIT = "timeline.phases[response].steps[close-source].limit"
NOTHING: tuple[Edit, ...] = ()


def test_changes_of_different_revisions_have_their_own() -> None:
    found = made(
        [(TIMELINE, "limit: 3小时", "limit: 2小时")],
        NOTHING,
        [(POSTS, "title: 媒体沟通专员, holder", "title: 媒体沟通专员, department: marketing, holder")],
    )
    assert found == {LIMIT: (1,), "organisation.posts[media-liaison-officer].department": (3,)}


def test_a_value_that_changed_twice_has_both() -> None:
    first, second = (TIMELINE, "limit: 3小时", "limit: 17小时"), (TIMELINE, "limit: 17小时", "limit: 1小时")
    assert made([first], NOTHING, [second]) == {LIMIT: (1, 3)}


def test_what_was_undone_made_nothing() -> None:
    there, back = (TIMELINE, "limit: 3小时", "limit: 17小时"), (TIMELINE, "limit: 17小时", "limit: 3小时")
    assert made([there], [back], [(TIMELINE, "limit: 3小时", "limit: 1小时")]) == {LIMIT: (3,)}


def test_a_rename_in_between_hides_nothing() -> None:
    found = made(
        [(TIMELINE, "limit: 3小时", "limit: 2小时")],
        [(TIMELINE, "id: close-source", "id: seal-source")],
        [(TIMELINE, "title: 封堵泄露源头", "title: 封堵泄露的源头")],
    )
    phase = "timeline.phases[response].steps"
    assert found[f"{phase}[close-source].limit"] == (1,)
    assert found[f"{phase}[close-source] renamed"] == (2,)
    assert found[f"{phase}[close-source].title"] == (3,)


def test_items_without_an_id_are_told_apart_by_what_they_say() -> None:
    channels = "社交媒体账号, 新闻发布会]"
    found = made(
        [(TALK, channels, "社交媒体账号, 公告栏]")],
        [(TALK, "[公司网站, 社交媒体账号, 公告栏]", "[公司网站, 社交媒体账号, 公告栏, 门店大屏]")],
    )
    at = "communication.release.channels"
    assert found == {f"{at}[3] removed": (1,), f"{at}[3] added": (1,), f"{at}[4] added": (2,)}


def test_a_new_thing_has_the_revision_that_brought_it_and_those_that_changed_it() -> None:
    new = "outside:\n  - {id: fire-brigade, title: 消防救援机构, contact: 119}\n"
    found = made(
        NOTHING,
        [(POSTS, "outside:\n", new)],
        [(POSTS, "contact: 119}", "contact: 120}")],
        [(TIMELINE, "limit: 3小时", "limit: 2小时")],
    )
    assert found == {"organisation.outside[fire-brigade] added": (2, 3), LIMIT: (4,)}


def test_a_thing_that_went_has_the_revision_that_took_it_away() -> None:
    gone = next(
        line for line in SOURCE["source/organisation.yaml"].decode().splitlines() if "id: media-liaison" in line
    )
    short = gone.replace("title: 媒体沟通专员", "title: 媒体专员")
    found = made([(POSTS, gone, short)], [(POSTS, short + "\n", "")])
    assert found == {"organisation.posts[media-liaison-officer] removed": (2,)}


@pytest.fixture(scope="module")
def sample() -> Plan:
    return read(SOURCE).plan


@given(seed=st.integers(0, 10**9))
@settings(max_examples=15, deadline=None)
def test_of_limits_changed_at_random_each_revision_has_its_own(sample: Plan, seed: int) -> None:
    """The steps back from the last value to the first one, reckoned from the values alone."""
    chance = random.Random(seed)
    plans = [sample]
    values: dict[str, list[object]] = {}
    for step in sample.timeline.phases[0].steps:
        values[step.id] = [step.limit]
    for _ in range(4):
        plans.append(_with_limits(plans[-1], chance))
        for step in plans[-1].timeline.phases[0].steps:
            values[step.id].append(step.limit)
    changes = compare(plans[0], plans[-1])
    found = origins(changes, [compare(*pair) for pair in pairwise(plans)])
    for each, numbers in zip(flat(changes), found, strict=True):
        row = values[each.path[-2].item]
        start = max(at for at, value in enumerate(row) if value == row[0] and value != row[-1])
        assert numbers == tuple(at - 1 for at in range(start + 1, len(row)) if row[at] != row[at - 1])


def _with_limits(plan: Plan, chance: random.Random) -> Plan:
    first, *rest = plan.timeline.phases
    steps = tuple(
        replace(each, limit=Duration(chance.choice((10, 20, 30)))) if chance.randrange(2) else each
        for each in first.steps
    )
    timeline = replace(plan.timeline, phases=(replace(first, steps=steps), *rest))
    return Plan({**plan.single, "timeline": timeline}, plan.many)
