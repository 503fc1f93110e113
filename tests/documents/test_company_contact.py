"""How the public reaches the company is said once, and by a scenario only where it differs."""

from collections.abc import Callable, Mapping

import pytest

from plangen.blocks.text import as_text
from plangen.documents.handbook import command_handbook
from plangen.documents.notices.notices import notices
from plangen.documents.outlines.plan_names import NamesOfPlan
from plangen.model.plan import Plan

ReadPlan = Callable[[Mapping[str, str]], Plan]

CONTACT = "contact: {hotline: 400-111-1111, hours: 9:00至21:00, spokesperson: !todo 发言人}\n"


@pytest.fixture
def with_contact(small: Mapping[str, str]) -> Mapping[str, str]:
    return {**small, "communication.yaml": small["communication.yaml"] + CONTACT}


def facts(plan: Plan, *names: str) -> list[str]:
    found: list[str] = []
    for name in names:
        value: object = notices(plan)[0][1].context
        for step in name.split("."):
            value = value.find(step)  # type: ignore[attr-defined]  # each step but the last leads to a group
        found.append(str(value))
    return found


def test_a_notice_says_the_company_s_hotline_where_its_scenario_has_none(
    with_contact: Mapping[str, str], read_plan: ReadPlan
) -> None:
    """Also a scenario without any facts of its own."""
    plan = read_plan(with_contact)
    assert facts(plan, "事件.热线", "场景.演练事实.热线") == ["400-111-1111", "400-111-1111"]


def test_a_scenario_says_its_own_where_it_differs(with_contact: Mapping[str, str], read_plan: ReadPlan) -> None:
    own = with_contact["scenarios/spoiled-milk.yaml"] + "incident: {hotline: 400-222-2222}\n"
    plan = read_plan({**with_contact, "scenarios/spoiled-milk.yaml": own})
    assert facts(plan, "事件.热线", "事件.服务时间") == ["400-222-2222", "9:00至21:00"]


def test_the_handbook_prints_what_is_known_for_each_scenario(
    with_contact: Mapping[str, str], read_plan: ReadPlan
) -> None:
    """And nothing of what is still to be filled in."""
    own = with_contact["scenarios/rumour.yaml"] + "incident: {hotline: 400-222-2222}\n"
    text = as_text(command_handbook(read_plan({**with_contact, "scenarios/rumour.yaml": own})))
    lines = [line.strip() for line in text.splitlines() if "对外公布的联系方式" in line]
    assert lines == [
        "对外公布的联系方式：热线：400-111-1111；服务时间：9:00至21:00。",
        "对外公布的联系方式：热线：400-222-2222；服务时间：9:00至21:00。",
    ]


def test_a_plan_that_says_it_in_its_scenarios_alone_has_the_handbook_that_it_had(
    small: Mapping[str, str], read_plan: ReadPlan
) -> None:
    own = small["scenarios/rumour.yaml"] + "incident: {hotline: 400-222-2222}\n"
    assert as_text(command_handbook(read_plan({**small, "scenarios/rumour.yaml": own}))) == as_text(
        command_handbook(read_plan(small))
    )


def test_outlines_name_it(with_contact: Mapping[str, str], read_plan: ReadPlan) -> None:
    names = NamesOfPlan(read_plan(with_contact)).all().find("公开联系方式")
    assert str(names.find("热线")) == "400-111-1111"  # type: ignore[union-attr]  # it is a group
