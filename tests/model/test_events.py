"""Phases and limits of injects, and the order of the day."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from plangen.model.events import by_drill_time, due, phase_of
from plangen.model.injects import CONTINGENCY, Inject
from plangen.model.plan import Plan
from plangen.model.values import Duration, Moment
from plangen.reading.source import read

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def sample() -> Plan:
    files = (ROOT / "source").rglob("*.yaml")
    return read({path.relative_to(ROOT).as_posix(): path.read_bytes() for path in files}).plan


@pytest.fixture(scope="module")
def inject(sample: Plan) -> Inject:
    return next(each for each in sample.events("data-leak") if each.time is not None and each.phase is None)


def test_an_inject_belongs_to_the_phase_that_it_names_else_to_that_of_its_time(sample: Plan, inject: Inject) -> None:
    first, second = sample.timeline.phases[:2]
    assert first.end == second.start
    for time, phase in ((first.start, first), (first.end, second), (sample.timeline.phases[-1].end, None)):
        found = phase_of(sample, replace(inject, time=time))
        assert found == (phase or sample.timeline.phases[-1])  # the very end of the day belongs to the last phase
    assert phase_of(sample, replace(inject, time=first.start, phase=second.id)) == second
    assert phase_of(sample, replace(inject, time=None)) is None
    assert phase_of(sample, replace(inject, time=Moment(sample.timeline.phases[-1].end.minutes + 1))) is None


def test_an_action_is_due_by_its_own_limit_else_by_that_of_its_step(sample: Plan, inject: Inject) -> None:
    step = next(key for key, window in sample.windows.items() if window.step.limit)
    expected = next(each for listed in sample.injects for one in listed.injects for each in one.expected)
    assert inject.time is not None
    own = replace(expected, within=Duration(7), step=step)
    assert due(sample, inject, own) == inject.time + Duration(7)
    assert due(sample, inject, replace(own, within=None)) == sample.windows[step].due
    assert due(sample, replace(inject, time=None), own) is None
    assert due(sample, inject, replace(own, within=None, step=None)) is None


def test_the_day_takes_injects_by_time_and_leaves_contingencies_out(sample: Plan) -> None:
    found = [each for _, each in by_drill_time(sample)]
    assert [each.time for each in found] == sorted(each.time for each in found if each.time is not None)
    assert {each.id for each in found} == {
        each.id
        for scenario in sample.played
        for each in sample.events(scenario.id)
        if each.kind != CONTINGENCY and each.time is not None
    }
