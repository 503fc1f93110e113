"""A drill in several sessions: nothing is planned in the breaks, and only where there are breaks."""

from collections.abc import Callable

import pytest

Found = Callable[..., list[str]]
NIGHT = """# drill.yaml
hours: ~
sessions: [{start: 20:00, end: 次日 2:30}, {start: 次日 9:00, end: 次日 11:30}]
# timeline.yaml
order: {time: 20:00}
phases:
  - {id: collect, title: 先期处置, start: 20:00, end: 次日 2:30, steps: []}
  - id: respond
    title: 后续处置
    start: 次日 9:00
    end: 次日 11:30
    steps:
      - {id: examine, title: 检验产品, owner: quality, action: 检验产品, limit: 1小时}
"""
TIMES = ("T101", "T102", "T103", "T104", "T106", "T108", "T113", "D113", "T207", "D111", "D112")


def test_phases_of_the_sessions_are_in_order_and_the_break_is_no_gap(found: Found) -> None:
    assert found(NIGHT, *TIMES) == []


def test_a_short_break_is_no_gap_and_what_is_idle_within_a_session_is(found: Found) -> None:
    lunch = (
        "# drill.yaml\nhours: ~\nsessions: [{start: 9:00, end: 10:00}, {start: 10:30, end: 12:00}]\n# timeline.yaml\n"
    )
    phases = "phases:\n  - {{id: a, title: 一, start: 9:00, end: {}, steps: []}}\n"
    phases += "  - {{id: b, title: 二, start: {}, end: 12:00, steps: []}}\n"
    assert found(lunch + phases.format("10:00", "10:30"), *TIMES) == []
    assert found(lunch + phases.format("9:50", "10:40"), *TIMES) == ["T104 timeline.phases[b].start"] * 2


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("start: 次日 9:00\n", "start: 次日 8:30\n", ["T113 timeline.phases[respond].start"]),
        ("end: 次日 2:30, steps", "end: 次日 3:00, steps", ["T113 timeline.phases[collect].start"]),
        ("start: 次日 9:00, end: 次日 11:30}", "start: 次日 2:00, end: 次日 11:30}", ["D113 drill.sessions[2].start"]),
        ("start: 20:00, end: 次日 2:30}", "start: 20:00, end: 2:30}", ["T108 drill.sessions[1].end"]),
        ("hours: ~", "hours: {start: 20:00, end: 次日 11:30}", ["D112 drill.sessions"]),
        # a limit that runs out in a break was over before its phase begins
        ("limit: 1小时", "limit: 8小时, after: order", ["T207 timeline.phases[respond].steps[examine].limit"]),
    ],
)
def test_what_lies_in_a_break_and_sessions_out_of_order_are_found(
    old: str, new: str, expected: list[str], found: Found
) -> None:
    assert old in NIGHT
    assert found(NIGHT.replace(old, new), *TIMES) == expected


@pytest.mark.parametrize(("time", "expected"), [("次日 2:30", []), ("次日 5:00", ["M110"]), ("次日 9:00", [])])
def test_an_inject_in_the_break_is_found_once(time: str, expected: list[str], found: Found) -> None:
    inject = f"{{id: f-1, title: 来电, time: {time}, way: 电话, by: actor, to: [service], content: 产品发热}}"
    codes = found(NIGHT + f"# injects/fault.yaml\ninjects:\n  - {inject}\n", "M101", "M102", "M110")
    assert [each.partition(" ")[0] for each in codes if "f-1" in each] == expected


def test_only_days_on_which_the_drill_is_played_are_days_off(found: Found) -> None:
    friday_and_monday = "sessions: [{start: 9:00, end: 12:00}, {start: 第4天 9:00, end: 第4天 12:00}]\n"
    assert found(f"# drill.yaml\ndate: 2026-03-13\nhours: ~\n{friday_and_monday}", "D201") == []
