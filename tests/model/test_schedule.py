"""Deadline arithmetic: limits count from the order, the phase or another step, and add up along chains."""

from plangen.model.plan import Plan
from plangen.model.schedule import Window, schedule
from plangen.reading.source import read


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
