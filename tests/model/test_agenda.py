"""Everybody's duties come from every place of the plan that gives him one, in order of time."""

from pathlib import Path

import pytest

from plangen.model.agenda import DutyKind, duties_of, scenarios_of, waits_for
from plangen.model.forms_filled import forms_of
from plangen.model.holders import Holder, HolderKind, commander_of, holder, holders
from plangen.model.plan import Plan
from plangen.model.spec import Record
from plangen.reading.source import read

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module", params=["source", "tests/plans/school/source", "tests/checks/base"])
def plan(request: pytest.FixtureRequest) -> Plan:
    top = ROOT / request.param
    files = {f"source/{path.relative_to(top)}": path.read_bytes() for path in top.rglob("*.yaml")}
    return read(files).plan


@pytest.fixture(scope="module")
def sample() -> Plan:
    files = {
        f"source/{path.relative_to(ROOT / 'source')}": path.read_bytes() for path in (ROOT / "source").rglob("*.yaml")
    }
    return read(files).plan


def somebody(plan: Plan, key: str) -> Holder:
    found = holder(plan, key)
    assert found is not None
    return found


def test_everybody_has_something_to_do_and_every_duty_stands_somewhere(plan: Plan) -> None:
    for each in holders(plan):
        duties = duties_of(plan, each)
        assert duties, each.key
        assert all(duty.place.file and duty.place.line for duty in duties), each.key


def test_what_has_a_time_comes_first_and_by_the_clock(plan: Plan) -> None:
    for each in holders(plan):
        starts = [duty.start for duty in duties_of(plan, each)]
        timed = [start for start in starts if start is not None]
        assert starts[: len(timed)] == sorted(timed)


def test_every_step_that_is_played_is_somebodys(plan: Plan) -> None:
    known = {duty.step.id for each in holders(plan) for duty in duties_of(plan, each) if duty.step}
    played = {scenario.id for scenario in plan.played}
    steps = [each for each in plan.steps.values() if not each.scenarios or not played.isdisjoint(each.scenarios)]
    assert [each.id for each in steps if each.id not in known] == []


def test_every_order_stage_level_and_notice_of_the_plan_is_somebodys(plan: Plan) -> None:
    given = {id(duty.record) for each in holders(plan) for duty in duties_of(plan, each)}
    outside = {each.id for each in plan.organisation.outside}
    for scenario in plan.played:
        records: list[tuple[str | None, Record]] = [(each.owner, each) for each in scenario.flow]
        records += [(each.sender, each) for each in scenario.notifications]
        records += [(each.owner, each) for each in scenario.measures if each.owner]
        assert [owner for owner, each in records if id(each) not in given and owner not in outside] == []
    assert [each.title for each in plan.communication.stages if id(each) not in given and each.by not in outside] == []
    assert [each.manner for each in plan.command.levels if id(each) not in given] == []


def test_players_are_told_nothing_of_injects_but_the_phase(plan: Plan) -> None:
    for each in holders(plan):
        for duty in duties_of(plan, each):
            if duty.kind is DutyKind.INJECT and each.kind is not HolderKind.STAFF:
                assert (duty.title, duty.what, duty.scenarios, duty.step) == ("", "", (), None)
                assert duty.phase
                assert (duty.start, duty.due) == (duty.phase.start, duty.phase.end)


def test_who_commands_is_in_every_scenario(plan: Plan) -> None:
    for key in plan.organisation.team.commanders:
        assert scenarios_of(plan, somebody(plan, key)) == {each.id for each in plan.played}


def test_a_report_goes_from_the_collector_through_the_head_to_the_team(sample: Plan) -> None:
    collector = somebody(sample, "it-collector")
    report = next(duty for duty in duties_of(sample, collector) if duty.kind is DutyKind.REPORT)
    assert (str(report.start), str(report.due), report.hands_to) == ("9:10", "9:30", "it-head")
    head = [duty for duty in duties_of(sample, somebody(sample, "it-head")) if duty.kind is DutyKind.REPORT]
    assert [duty.hands_to for duty in head] == ["emergency-team", "emergency-team"]
    assert "it-collector" in waits_for(sample, somebody(sample, "it-head"))
    people = duties_of(sample, somebody(sample, "participants-it"))
    assert next(each for each in people if each.title == "泄露初步评估").hands_to == "it-collector"


def test_teams_and_the_media_officer_take_part_in_the_steps_that_name_them(sample: Plan) -> None:
    def steps(key: str) -> list[str]:
        return [duty.title for duty in duties_of(sample, somebody(sample, key)) if duty.kind is DutyKind.STEP]

    assert steps("quality-response-team") == ["全面检验与整改", "整改后抽样检验"]
    assert steps("media-liaison-officer") == ["与主要媒体取得联系"]


def test_outsiders_obey_whom_the_plan_names_else_who_leads_the_scenario(sample: Plan) -> None:
    guards = next(each for each in sample.organisation.outside if each.id == "security-guards")
    assert commander_of(sample, guards) == "customer-service-head"
    police = next(each for each in sample.organisation.outside if each.id == "police")
    assert commander_of(sample, police) == "general-manager"


def test_forms_are_those_of_the_place_that_somebody_holds(sample: Plan) -> None:
    def forms(key: str) -> set[tuple[str, str]]:
        return {(form.document, form.part) for form in forms_of(sample, somebody(sample, key))}

    assert ("centre-logs", "media-log") in forms("media-liaison-officer")
    assert ("centre-logs", "decision-log") in forms("centre-2")
    assert ("centre-logs", "hotline-log") in forms("hotline")
    assert forms("quality-response-team") == {
        ("sign-in", ""),
        ("roster", "team-quality-response-team"),
        ("supplies", ""),
    }
    assert ("complaint-form", "") in forms("participants-customer-service")
    assert ("complaint-form", "") not in forms("participants-quality")
    assert not any(document == "centre-logs" for document, _ in forms("general-manager"))
