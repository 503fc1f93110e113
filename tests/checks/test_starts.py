"""Deadlines that count from events are reckoned with wherever deadlines are."""

from collections.abc import Callable

import pytest

from plangen.checks import check
from plangen.reading.source import Reading

Changed = Callable[[str], Reading]
Found = Callable[..., list[str]]


def collecting(*steps: str) -> str:
    """The phase from 9:10 to 9:30, in which the inject f-1 comes at 9:15, with these steps."""
    lines = "".join(f"      - {{{step}, title: 步骤{n}, action: 行动}}\n" for n, step in enumerate(steps))
    head = "# timeline.yaml\nphases:\n  - {id: act, title: 启动, start: 9:00, end: 9:10, steps: []}\n"
    last = "      - {id: publish, title: 发布, owner: service-head, action: 发布, limit: 1小时}\n"
    return (
        f"{head}  - id: collect\n    title: 收集\n    start: 9:10\n    end: 9:30\n    steps:\n{lines}"
        f"  - id: release\n    title: 发布\n    start: 11:00\n    end: 12:00\n    steps:\n{last}"
    )


CALL = "since: {inject: f-1, event: 接到来电}"
EXPECTED = (
    "# injects/fault.yaml\ninjects:\n  - id: f-1\n    title: 首例投诉\n    time: 9:15\n    way: 电话\n    by: actor\n"
    "    to: [service]\n    content: 产品发热\n"
    "    expected: [{who: service, action: 登记投诉, within: %s, step: note}]\n    objectives: [quick]\n"
)
NOTE = "id: note, owner: service, scenarios: [fault], limit: 8分钟"


@pytest.mark.parametrize(("within", "expected"), [("8分钟", 0), ("9分钟", 1)])
def test_an_expected_action_may_take_as_long_as_the_limit_from_its_inject(
    found: Found, within: str, expected: int
) -> None:
    assert len(found(collecting(f"{NOTE}, {CALL}") + EXPECTED % within, "M204")) == expected


def test_what_follows_from_an_inject_has_to_fit_the_phase(found: Found) -> None:
    late = f"id: x, owner: service, scenarios: [fault], limit: 16分钟, {CALL}"
    assert found(collecting(late), "T201", "T202") == ["T202 timeline.phases[collect].steps[x].limit"]
    chain = (f"{NOTE}, {CALL}", "id: y, owner: service, scenarios: [fault], limit: 8分钟, after: note")
    assert found(collecting(*chain), "T201", "T202") == ["T201 timeline.phases[collect].steps[y].limit"]


def test_an_event_without_a_time_has_to_fit_the_phase_whenever_it_comes(found: Found) -> None:
    for limit, expected in (("20分钟", 0), ("21分钟", 1)):
        step = f"id: x, owner: service, limit: {limit}, since: {{event: 接到来电}}"
        assert len(found(collecting(step), "T202")) == expected


@pytest.mark.parametrize(("start", "expected"), [(CALL, 0), ("since: {event: 接到来电}", 1), ("after: phase", 1)])
def test_supplies_are_needed_from_the_event_on(found: Found, start: str, expected: int) -> None:
    radios = "needs: [{item: radios, quantity: 6}]"
    first = f"id: x, owner: service, scenarios: [fault], limit: 5分钟, {radios}"
    other = f"id: y, owner: quality, scenarios: [fault], limit: 5分钟, {radios}, {start}"
    assert len(found(collecting(first, other), "C401")) == expected


def test_starts_that_lead_nowhere_or_in_a_circle_are_found(found: Found) -> None:
    assert found(collecting("id: x, owner: service, since: {inject: f-7, event: 来电}"), "R101") == [
        "R101 timeline.phases[collect].steps[x].since.inject"
    ]
    ring = ("id: x, owner: service, since: {start: y}", "id: y, owner: service, since: {start: x}")
    assert found(collecting(*ring), "T203") == ["T203 timeline.phases[collect].steps[x].since.start"]


@pytest.mark.parametrize(
    "since", ["{}", "{start: note, event: 来电}", "{start: note, inject: f-1}", "{event: 来电}, after: order"]
)
def test_one_start_is_said_and_only_one(found: Found, since: str) -> None:
    steps = (NOTE, f"id: x, owner: service, scenarios: [fault], limit: 5分钟, since: {since}")
    assert found(collecting(*steps), "T208") == ["T208 timeline.phases[collect].steps[x].since"]


def test_a_plan_whose_events_lists_cannot_be_read_keeps_the_rules_that_need_none(changed: Changed) -> None:
    broken = "# injects/fault.yaml\ninjects: 无\n"
    codes = {each.rule.code for each in check(changed(broken).plan).skipped}
    assert "T202" not in codes
    waiting = {each.rule.code for each in check(changed(collecting(f"{NOTE}, {CALL}") + broken).plan).skipped}
    assert "T202" in waiting
