"""Rules of their own for the release of some notices: told in the plan, in the handbook and on the cards alike."""

from collections.abc import Callable, Mapping

import pytest

from plangen.blocks.text import as_text
from plangen.documents.handbook import command_handbook
from plangen.documents.notices.notices import notices
from plangen.documents.papers.centre_logs import centre_logs
from plangen.documents.plan import drill_plan
from plangen.documents.role_cards import role_cards
from plangen.model.plan import Plan

ReadPlan = Callable[[Mapping[str, str]], Plan]

NIGHT = "  - {id: night, title: 夜间签发, by: lab-head, action: 签发公告, approves: true, when: 另有规定时}\nrelease:"
ROUTES = """routes:
  - {scenarios: [spoiled-milk], notices: [stop-notice], step: watch, stages: [draft, night]}
"""


@pytest.fixture
def plan(small: Mapping[str, str], read_plan: ReadPlan) -> Plan:
    text = small["communication.yaml"].replace("release:", NIGHT, 1) + ROUTES
    return read_plan({**small, "communication.yaml": text})


def test_plan_and_handbook_say_the_same(plan: Plan) -> None:
    rule = "场景一的停售公告，流程依次为起草、夜间签发，由客服部在步骤“汇总来电”中发布"
    assert rule in as_text(drill_plan(plan))
    assert rule in as_text(command_handbook(plan))
    assert "除另行规定的外" in as_text(drill_plan(plan))


def test_a_handbook_s_scenario_without_rules_says_nothing(plan: Plan) -> None:
    text = as_text(command_handbook(plan))
    assert text.count("另行规定") == 1


def test_no_card_names_an_approver_whom_some_notices_do_not_need(plan: Plan) -> None:
    text = as_text(role_cards(plan))
    assert "未经审批不得对外发布信息" in text
    assert "未经厂长审批" not in text
    assert "夜间签发：签发公告（场景一的停售公告）" in text


def test_no_log_of_enquiries_names_an_approver_whom_some_answers_do_not_need(
    plan: Plan, small: Mapping[str, str], read_plan: ReadPlan
) -> None:
    assert "未经审批，不得答复" in as_text(centre_logs(plan))
    assert "未经厂长审批，不得答复" in as_text(centre_logs(read_plan(small)))


def test_a_notice_lists_the_stages_that_it_passes(plan: Plan, small: Mapping[str, str], read_plan: ReadPlan) -> None:
    def titles(each: Plan) -> list[str]:
        stages = notices(each)[0][1].context.find("发布").find("流程")  # type: ignore[union-attr]  # it is a group
        return [str(stage.find("环节")) for stage in stages]  # type: ignore[union-attr]  # and so is each stage

    assert titles(plan) == ["起草", "夜间签发"]
    assert titles(read_plan(small)) == ["起草", "签发"]


def test_without_rules_nothing_is_said_of_them(small: Mapping[str, str], read_plan: ReadPlan) -> None:
    plain = read_plan(small)
    for document in (drill_plan(plain), command_handbook(plain), role_cards(plain)):
        assert "另行规定" not in as_text(document)
        assert "未经审批" not in as_text(document)
