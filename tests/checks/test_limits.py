"""Deadline arithmetic finds what does not fit, once, and is silent on what does."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plangen.checks import CHECKS, check
from plangen.reading.source import Reading

Changed = Callable[[str], Reading]
Found = Callable[..., list[str]]
LIMITS = ("T201", "T202", "T203", "T204", "T205", "T206", "T207")


def timeline(*phases: str) -> str:
    return "# timeline.yaml\nphases:\n" + "".join(phases)


def phase(key: str, hours: str, *steps: str) -> str:
    start, end = hours.split("-")
    lines = "".join(f"      - {{{step}, title: 步骤, action: 行动}}\n" for step in steps)
    return f"  - id: {key}\n    title: 阶段{key}\n    start: {start}\n    end: {end}\n    steps:\n{lines}"


def test_a_chain_names_its_steps_and_how_much_too_long_it_is(changed: Changed) -> None:
    text = timeline(
        "  - id: a\n    title: 应急处置\n    start: 10:00\n    end: 14:00\n    steps:\n"
        "      - {id: x, title: 检验, owner: quality, action: 检验, limit: 4小时}\n"
        "      - {id: y, title: 复检, owner: quality, action: 复检, limit: 2小时, after: x}\n"
    )
    finding = next(each for each in check(changed(text).plan).findings if each.code == "T201")
    assert finding.message("zh") == (
        "质量管理部的步骤“检验”（4小时）→“复检”（2小时）时限共6小时，最迟16:00完成，而阶段“应急处置”14:00结束，超出2小时"
    )
    assert finding.message("en") == (
        "质量管理部: '检验' (4 h) → '复检' (2 h) take 6 h and may last until 16:00, "
        "but the phase '应急处置' ends at 14:00: 2 h too long"
    )
    assert finding.at.path == "timeline.phases[a].steps[y].limit"


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        # in parallel: a department has more than two hands
        (("id: x, owner: quality, limit: 3小时", "id: y, owner: quality, limit: 3小时"), []),
        # only the whole chain is named, though its middle is too long already
        (
            (
                "id: x, owner: quality, limit: 3小时",
                "id: y, owner: service, limit: 2小时, after: x",
                "id: z, owner: quality, limit: 1小时, after: y",
            ),
            ["T201 timeline.phases[a].steps[z].limit"],
        ),
        # one finding for an owner: the longest
        (
            (
                "id: x, owner: quality, limit: 3小时",
                "id: y, owner: quality, limit: 90分钟, after: x",
                "id: z, owner: quality, limit: 2小时, after: x",
            ),
            ["T201 timeline.phases[a].steps[z].limit"],
        ),
        # but one for each owner and for each set of scenarios
        (
            (
                "id: x, owner: quality, limit: 3小时",
                "id: y, owner: service, limit: 2小时, after: x",
                "id: z, owner: quality, limit: 2小时, after: x",
                "id: u, owner: quality, limit: 2小时, after: x, scenarios: [leak]",
            ),
            [f"T201 timeline.phases[a].steps[{key}].limit" for key in "yzu"],
        ),
        (("id: x, owner: quality, limit: 5小时",), ["T202 timeline.phases[a].steps[x].limit"]),
        # the order's time counts, not the phase's start
        (("id: x, owner: quality, limit: 5小时, after: order",), []),
        # what follows a step without a limit cannot be computed: that is said, and not that it is too long
        (
            ("id: x, owner: quality", "id: y, owner: quality, limit: 1小时, after: x"),
            ["T206 timeline.phases[a].steps[y].after"],
        ),
        (("id: x, owner: quality", "id: y, owner: quality, after: x"), []),
        (
            ("id: x, owner: quality, limit: 1小时, after: y", "id: y, owner: quality, limit: 1小时, after: y"),
            ["T203 timeline.phases[a].steps[y].after"],
        ),
        # an unknown step is a reference that does not resolve, nothing else
        (("id: x, owner: quality, limit: 9小时, after: nowhere",), []),
        (("id: x, owner: quality, limit: 5分钟, after: order",), ["T207 timeline.phases[a].steps[x].limit"]),
    ],
)
def test_limits_within_a_phase(steps: tuple[str, ...], expected: list[str], found: Found) -> None:
    assert found(timeline(phase("a", "10:00-14:00", *steps)), *LIMITS) == expected


def test_a_step_late_because_of_an_earlier_phase_is_reported_there_only(found: Found) -> None:
    text = timeline(
        phase("a", "9:00-10:00", "id: x, owner: quality, limit: 90分钟"),
        phase("b", "10:00-11:00", "id: y, owner: quality, limit: 1小时, after: x"),
    )
    assert found(text, *LIMITS) == ["T202 timeline.phases[a].steps[x].limit"]


def test_a_step_that_follows_one_in_time_from_an_earlier_phase_is_judged_by_itself(found: Found) -> None:
    text = timeline(
        phase("a", "9:00-10:00", "id: x, owner: quality"),
        phase("b", "10:00-11:00", "id: y, owner: quality, limit: 2小时, after: x"),
    )
    assert found(text, *LIMITS) == ["T202 timeline.phases[b].steps[y].limit"]


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("[fault]", "[fault]", 0),
        ("[fault]", "[leak]", 1),
        ("[fault]", "[fault, leak]", 1),
        ("[fault]", "[]", 1),
        ("[]", "[leak]", 0),
        ("[drought]", "[leak]", 1),  # of no scenario that is played
        ("[leak]", "[drought]", 0),  # is not taken itself
    ],
)
def test_a_limit_counts_from_a_step_of_the_same_scenarios(first: str, second: str, expected: int, found: Found) -> None:
    steps = (
        f"id: x, owner: quality, limit: 5分钟, scenarios: {first}",
        f"id: y, owner: quality, limit: 5分钟, after: x, scenarios: {second}",
    )
    drought = "# scenarios/drought.yaml\nid: drought\ntitle: 停水\nowner: service\nsituation: {summary: 停水}\n"
    assert len(found(drought + timeline(phase("a", "9:00-12:00", *steps)), "T204")) == expected


def test_chains_hold_over_midnight_and_over_two_days(found: Found) -> None:
    hours = "# drill.yaml\nhours: {start: 22:00, end: 第2天 12:00}\n"
    steps = ("id: x, owner: quality, limit: 2小时", "id: y, owner: quality, limit: 1小时, after: x")
    night = timeline(
        phase("a", "22:00-次日 1:00", *steps),
        phase("b", "次日 9:00-第2天 12:00", "id: z, owner: quality, limit: 2小时"),
    )
    order = "order: {time: 22:00}\n"
    assert found(hours + night + order, *LIMITS, "T101", "T102", "T103", "T104", "T105", "T106", "T108") == []
    short = timeline(phase("a", "22:00-次日 0:30", *steps))
    assert found(hours + short + order, *LIMITS) == ["T201 timeline.phases[a].steps[y].limit"]


def test_a_chain_may_be_long_and_written_backwards(found: Found) -> None:
    steps = [f"id: s{number}, owner: quality, limit: 1分钟, after: s{number + 1}" for number in range(1999)]
    text = timeline(phase("a", "9:00-12:00", *steps, "id: s1999, owner: quality, limit: 1分钟"))
    assert found(text, *LIMITS) == ["T201 timeline.phases[a].steps[s0].limit"]


STEP = st.fixed_dictionaries(
    {
        "limit": st.none() | st.integers(0, 600),
        "after": st.sampled_from(("phase", "order", "s0", "s1", "s2", "s3", "s4", "nowhere")),
        "owner": st.sampled_from(("service", "quality-head", "service-head", "all-departments", "nobody")),
        "every": st.none() | st.integers(0, 90),
    }
)
PHASE = st.tuples(st.integers(0, 1440), st.integers(0, 1440), st.lists(STEP, max_size=3))


def written(phases: list[tuple[int, int, list[dict[str, object]]]], *, bare: bool) -> str:
    parts, number = [], 0
    for index, (start, end, steps) in enumerate(phases):
        lines = []
        for step in steps:
            extra = "" if bare else f", after: {step['after']}"
            if not bare and step["limit"] is not None:
                extra += f", limit: {step['limit']}分钟"
            if not bare and step["every"] is not None:
                extra += f", every: {step['every']}分钟"
            lines.append(f"id: s{number}, owner: {step['owner']}{extra}")
            number += 1
        parts.append(phase(f"p{index}", f"{start // 60}:{start % 60:02d}-{end // 60}:{end % 60:02d}", *lines))
    return timeline(*parts) if parts else "# timeline.yaml\nphases: []\n"


@settings(max_examples=60)
@given(phases=st.lists(PHASE, max_size=4))
def test_no_timeline_upsets_a_check_and_without_limits_none_is_broken(
    changed: Changed, phases: list[tuple[int, int, list[dict[str, object]]]]
) -> None:
    check(changed(written(phases, bare=False)).plan)
    reading = changed(written(phases, bare=True))
    bare = check(reading.plan, [each for each in CHECKS if each.rule.code in LIMITS])
    assert bare.findings == ()
