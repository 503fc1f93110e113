"""Release in some cases by another step or other stages: what counts for a notice, and what is wrong with the rules."""

from collections.abc import Callable

import pytest

from plangen.checks.approvals import stages_of
from plangen.model.routes import flow_of, flows
from plangen.reading.source import Reading

Find = Callable[..., list[str]]
Changed = Callable[[str], Reading]

STAGES = """# communication.yaml
stages:
  - {id: draft, title: 起草, by: service, action: 起草通知}
  - {id: approve, title: 审批, by: manager, action: 审批, approves: true, limit: 50分钟}
  - {id: night, title: 夜间审批, by: service-head, action: 审批, approves: true, limit: 9分钟, when: 另有规定时}
  - {id: consult, title: 征询监管部门, by: regulator, action: 征询意见, when: 影响重大时, approves: true, limit: 5分钟}
"""
BOTH = "# scenarios/leak.yaml\nnotices: [recall, bulletin]\n"
REAL = """# incidents/kettle.yaml
id: kettle
title: 电热水壶召回
scenario: leak
incident: {name: 电热水壶质量问题}
"""


def routed(routes: str) -> str:
    return f"{STAGES}routes:\n{routes}{BOTH}"


def stages(changed: Changed, text: str, case: str, kind: str) -> list[str]:
    plan = changed(text).plan
    return [each.id for each in stages_of(plan, plan.cases[case], kind)]


def test_a_stage_for_special_cases_is_passed_by_none_but_those(changed: Changed) -> None:
    text = routed("  - {scenarios: [leak], notices: [bulletin], stages: [draft, night]}\n")
    assert stages(changed, text, "leak", "bulletin") == ["draft", "night"]
    assert stages(changed, text, "leak", "recall") == ["draft", "approve", "consult"]
    assert stages(changed, text, "fault", "recall") == ["draft", "approve", "consult"]


def test_a_real_incident_goes_the_way_of_its_scenario(changed: Changed) -> None:
    """And leaves out what is for great impact alone."""
    text = routed("  - {notices: [bulletin], stages: [draft, night, consult]}\n") + REAL
    assert stages(changed, text, "kettle", "bulletin") == ["draft", "night"]
    assert stages(changed, text, "kettle", "recall") == ["draft", "approve"]
    assert stages(changed, text, "leak", "bulletin") == ["draft", "night", "consult"]


def test_of_several_rules_the_first_that_says_something_counts(changed: Changed) -> None:
    routes = (
        "  - {notices: [bulletin], stages: [draft, night]}\n"
        "  - {scenarios: [leak], step: cut-off, stages: [draft, approve]}\n"
    )
    plan = changed(routed(routes)).plan
    flow = flow_of(plan, "leak", "bulletin")
    assert (flow.step, [each.id for each in flow.stages]) == ("cut-off", ["draft", "night"])
    assert len(flows(plan)) == 3


def test_the_time_for_approval_is_that_of_each_way(found: Find) -> None:
    """At night nine minutes are enough for what takes an hour by day, and the step of a rule has its own limit."""
    step = (
        "# timeline.yaml\nphases:\n  - id: release\n    title: 信息发布\n    start: 11:00\n    end: 12:00\n    steps:\n"
        "      - {id: publish, title: 发布通知, owner: service-head, action: 发布公开通知, limit: 10分钟}\n"
        "      - {id: early, title: 先行发布, owner: service-head, action: 先行发布, limit: 8分钟}\n"
    )
    everything = "  - {stages: [draft, night]}\n"
    assert found(routed(everything) + step, "C301") == []
    early = "  - {scenarios: [leak], step: early}\n" + everything
    assert found(routed(early) + step, "C301") == ["C301 communication.stages[night].limit"]
    one = "  - {scenarios: [leak], stages: [draft, night]}\n"
    assert found(routed(one) + step, "C301") == ["C301 communication.stages[consult].limit"]


def test_a_way_without_approval_is_found(found: Find) -> None:
    assert found(routed("  - {notices: [bulletin], stages: [draft]}\n"), "C303") == [
        "C303 communication.routes[1].stages"
    ]


@pytest.mark.parametrize(
    ("routes", "expected"),
    [
        ("  - {scenarios: [leak]}\n", ["routes[1]"]),
        ("  - {scenarios: [fault], notices: [bulletin], step: publish}\n", ["routes[1].step"]),
        ("  - {step: publish}\n  - {scenarios: [leak], step: cut-off}\n", ["routes[2].step"]),
        ("  - {scenarios: [leak], step: cut-off}\n  - {step: publish}\n", []),
        ("  - {stages: [draft, night]}\n  - {scenarios: [leak], step: cut-off}\n", []),
    ],
)
def test_a_rule_that_never_applies_is_found(found: Find, routes: str, expected: list[str]) -> None:
    assert found(routed(routes), "C307") == [f"C307 communication.{each}" for each in expected]


def test_an_unknown_stage_is_an_error_with_the_nearest(changed: Changed, found: Find) -> None:
    assert found(routed("  - {stages: [draft, nigth]}\n"), "R101") == ["R101 communication.routes[1].stages[2]"]
