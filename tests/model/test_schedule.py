"""Deadline arithmetic: limits count from the order, the phase or another step, and add up along chains."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from plangen.model.plan import Plan
from plangen.model.schedule import Told, Window, schedule
from plangen.model.spec import Origin
from plangen.model.timeline import AFTER_ORDER, AFTER_PHASE, Order, Phase, Step, Timeline
from plangen.model.values import Id
from plangen.reading.source import read
from tests.strategies import durations, moments


def windows(phases: str) -> dict[str, Window]:
    text = f"order: {{by: boss, time: 9:00, text: 开始}}\nphases:\n{phases}"
    plan: Plan = read({"source/timeline.yaml": text.encode()}).plan
    return dict(schedule(plan.timeline))


def due(phases: str) -> dict[str, str]:
    return {key: f"{window.start}–{window.due}" for key, window in windows(phases).items()}


PHASE = "  - {id: p, title: 处置, start: 10:00, end: 14:00, steps: [%s]}\n"
NEXT = "  - {id: q, title: 总结, start: 14:00, end: 15:00, steps: [%s]}\n"
STEP = "{id: %s, title: 步骤, owner: quality, action: 行动%s}"


def step(key: str, more: str = "") -> str:
    return STEP % (key, f", {more}" if more else "")


def test_a_limit_counts_from_the_phase_unless_said_otherwise() -> None:
    assert due(PHASE % step("a", "limit: 30分钟")) == {"a": "10:00–10:30"}


def test_a_limit_may_count_from_the_start_order() -> None:
    assert due(PHASE % step("a", "limit: 90分钟, after: order")) == {"a": "9:00–10:30"}


def test_a_step_without_limit_has_until_the_end_of_its_phase() -> None:
    assert due(PHASE % step("a")) == {"a": "10:00–14:00"}


def test_a_step_without_limit_that_starts_after_the_end_of_its_phase_is_due_when_it_starts() -> None:
    late = f"{step('a', 'limit: 5小时')}, {step('b', 'after: a')}"
    assert due(PHASE % late)["b"] == "15:00–15:00"


@pytest.mark.parametrize(("limit", "expected"), [("239分钟", "13:59–14:00"), ("240分钟", "14:00–14:00")])
def test_a_step_without_limit_has_what_is_left_of_its_phase(limit: str, expected: str) -> None:
    both = f"{step('a', f'limit: {limit}')}, {step('b', 'after: a')}"
    assert due(PHASE % both)["b"] == expected


@pytest.mark.parametrize(("limit", "overrun"), [("4小时", "0分钟"), ("241分钟", "1分钟")])
def test_a_step_fits_as_long_as_it_is_due_when_its_phase_ends(limit: str, overrun: str) -> None:
    assert str(windows(PHASE % step("a", f"limit: {limit}"))["a"].overrun) == overrun


def test_limits_add_up_along_a_chain() -> None:
    found = windows(PHASE % f"{step('a', 'limit: 4小时')}, {step('b', 'limit: 2小时, after: a')}")
    assert (str(found["b"].due), str(found["b"].total), str(found["b"].overrun)) == ("16:00", "6小时", "2小时")
    assert [each.id for each in found["b"].chain] == ["a", "b"]


def test_a_chain_ends_at_the_border_of_a_phase() -> None:
    found = windows(PHASE % step("a", "limit: 4小时") + NEXT % step("b", "limit: 1小时, after: a"))
    assert [each.id for each in found["b"].chain] == ["b"]


def test_order_of_writing_does_not_matter() -> None:
    assert due(PHASE % f"{step('b', 'limit: 1小时, after: a')}, {step('a', 'limit: 1小时')}")["b"] == "11:00–12:00"


def test_steps_that_never_start_have_no_window() -> None:
    both = f"{step('a', 'after: b')}, {step('b', 'after: a')}, {step('c', 'after: nothing')}"
    assert due(PHASE % both) == {}


def test_past_midnight() -> None:
    phase = "  - {id: p, title: 处置, start: 23:00, end: 次日 3:00, steps: [%s]}\n"
    assert due(phase % step("a", "limit: 2小时")) == {"a": "23:00–次日1:00"}


_STEP = Step(at=Origin(), id=Id("s"), title="步骤", owner=Id("x"), action="行动")


@st.composite
def timelines(draw: st.DrawFn) -> Timeline:
    """Some phases, one after the other, with steps that wait for the order, their phase, or a step of any phase."""
    count = draw(st.integers(1, 8))
    phases = []
    for number in range(draw(st.integers(1, 3))):
        steps = []
        for place in range(number, count, 3):
            others = [f"s{other}" for other in range(count)]
            waits = Id(draw(st.sampled_from([AFTER_ORDER, AFTER_PHASE, *others])))
            limit = draw(st.none() | durations(300))
            steps.append(replace(_STEP, id=Id(f"s{place}"), limit=limit, after=waits))
        start, end = sorted(draw(st.tuples(moments(2), moments(2))))
        phases.append(Phase(at=Origin(), id=Id(f"p{number}"), title="阶段", start=start, end=end, steps=tuple(steps)))
    order = Order(at=Origin(), by=Id("x"), time=draw(moments(1)), text="开始")
    return Timeline(at=Origin(), order=order, phases=tuple(phases))


@given(timelines())
def test_no_step_is_due_before_it_starts_and_each_starts_when_what_it_waits_for_is_due(timeline: Timeline) -> None:
    found = schedule(timeline)
    for phase in timeline.phases:
        for each in phase.steps:
            if each.id not in found:
                continue
            window = found[each.id]
            starts = {AFTER_ORDER: timeline.order.time, AFTER_PHASE: phase.start}
            assert window.start == (starts.get(each.after) or found[each.after].due)
            assert window.due >= window.start
            assert window.due == (window.start + each.limit if each.limit else max(window.start, phase.end))
            assert window.overrun == phase.end.until(window.due)


@given(timelines())
def test_a_step_has_a_window_unless_what_it_waits_for_never_ends(timeline: Timeline) -> None:
    found = schedule(timeline)
    steps = {each.id: each for phase in timeline.phases for each in phase.steps}
    for each in steps.values():
        assert (each.id in found) == (each.after in {AFTER_ORDER, AFTER_PHASE} or each.after in found)


LIST = """scenario: fault
injects:
  - {id: a-1, title: 来访, time: 10:05, way: 口头, content: 来访}
  - {id: a-2, title: 再访, kind: 应变, condition: 未接待, way: 口头, content: 再访}
"""


def waiting(steps: str) -> dict[str, tuple[str, Told]]:
    text = f"order: {{by: boss, time: 9:00, text: 开始}}\nphases:\n{PHASE % steps}"
    plan = read({"source/timeline.yaml": text.encode(), "source/injects/a.yaml": LIST.encode()}).plan
    return {key: (f"{window.start}–{window.due}", window.told) for key, window in plan.windows.items()}


def test_a_limit_may_count_from_an_inject_whose_time_only_the_staff_knows() -> None:
    found = waiting(step("a", "limit: 8分钟, since: {inject: a-1, event: 来访者到场}"))
    assert found == {"a": ("10:05–10:13", Told.TO_STAFF)}


@pytest.mark.parametrize("since", ["{event: 来访者到场}", "{inject: a-2, event: 来访者到场}", "{inject: a-9}", "{}"])
def test_a_step_that_waits_for_what_no_clock_tells_has_its_whole_phase(since: str) -> None:
    assert waiting(step("a", f"limit: 8分钟, since: {since}")) == {"a": ("10:00–14:00", Told.TO_NOBODY)}


def test_a_limit_may_count_from_the_start_of_another_step() -> None:
    both = f"{step('a', 'limit: 30分钟, after: order')}, {step('b', 'limit: 10分钟, since: {start: a}')}"
    assert waiting(both)["b"] == ("9:00–9:10", Told.TO_ALL)


@pytest.mark.parametrize("waits", ["after: a", "since: {start: a}"])
def test_what_waits_for_a_step_is_known_to_those_who_know_when_that_is(waits: str) -> None:
    for since, known in (("{inject: a-1}", Told.TO_STAFF), ("{event: 来访者到场}", Told.TO_NOBODY)):
        both = f"{step('a', f'limit: 8分钟, since: {since}')}, {step('b', f'limit: 5分钟, {waits}')}"
        assert waiting(both)["b"][1] is known


def test_limits_that_do_not_fit_the_phase_whenever_the_event_comes_overrun_it() -> None:
    chain = f"{step('a', 'limit: 3小时, since: {event: 来访者到场}')}, {step('b', 'limit: 2小时, after: a')}"
    found = windows(PHASE % chain)
    assert str(found["a"].overrun) == "0分钟"
    assert str(found["b"].overrun) == "1小时"
