"""What a stage may end with: only what is agreed to opens the way, and everything else is on record with its reason."""

import datetime
import os
import subprocess
import sys
from typing import Any

import pytest

from plangen.model.in_force import CHINA
from tests.notices.conftest import INCIDENT as INCIDENT_TEXT

pytestmark = pytest.mark.slow

INCIDENT = "source/incidents/kettle-2026.yaml"
ORGANISATION = "source/organisation.yaml"
COMMUNICATION = "source/communication.yaml"


@pytest.fixture
def reviewed(desk: Any) -> Any:
    """A notice that was drafted and reviewed on 1 March."""
    assert desk.approve("draft", "legal-head").written
    assert desk.approve("review", "legal-head").written
    return desk


def codes(done: Any) -> list[str]:
    return [each.code for each in done.outcome.findings]


@pytest.mark.parametrize(
    ("result", "state"),
    [("不同意", "refused"), ("refused", "refused"), ("退回", "returned"), ("returned", "returned")],
)
def test_a_refusal_stops_the_notice_and_is_told_with_who_when_and_why(reviewed: Any, result: str, state: str) -> None:
    done = reviewed.approve("approve", "general-manager", result=result, note="热线没有开通")
    assert done.written, reviewed.said(done)
    assert reviewed.states() == {"draft": "valid", "review": "valid", "approve": state}
    zh = {"refused": "不同意", "returned": "退回"}[state]
    assert f"  审批  {zh}  总经理 王一 2026-03-01（热线没有开通）" in reviewed.status()
    assert reviewed.said(reviewed.issue()) == [f"A256 环节“审批”{zh}（总经理 王一，2026年3月1日：热线没有开通）"]


def test_of_several_decisions_about_a_version_the_newest_counts(reviewed: Any) -> None:
    for result, state in (("不同意", "refused"), ("同意", "valid"), ("退回", "returned"), ("approved", "valid")):
        assert reviewed.approve("approve", "general-manager", result=result).written
        assert reviewed.states()["approve"] == state
    assert reviewed.issue(dry_run=True).outcome.findings == ()


def test_a_result_that_is_missing_or_unknown_is_asked_for_and_never_guessed(desk: Any) -> None:
    assert desk.said(desk.approve("draft", "legal-head", result="")) == ["A240 没有写明“起草”的结果"]
    assert desk.said(desk.approve("draft", "legal-head", result="好的")) == ["A241 “好的”不是审批结果"]
    assert not (desk.root / desk.record).exists()


def test_a_later_stage_waits_for_an_earlier_one_that_did_not_agree(desk: Any) -> None:
    desk.approve("draft", "legal-head")
    desk.approve("review", "legal-head", result="退回", note="型号不对")
    refused = desk.approve("approve", "general-manager")
    assert desk.said(refused) == ["A117 环节“审批”之前的“复核”没有同意：退回（李四，2026年3月1日）"]


def test_a_refusal_needs_no_finished_text(reviewed: Any) -> None:
    """What is not complete can be refused, and cannot be agreed to."""
    reviewed.edit(INCIDENT, "hotline: 400-000-0000", "hotline: !todo 热线号码")
    assert codes(reviewed.approve("approve", "general-manager")) == ["A104", "A208"]
    assert reviewed.approve("approve", "general-manager", result="退回", note="热线还没有").written


def test_conditions_hold_the_notice_until_each_is_recorded_as_met(reviewed: Any) -> None:
    assert codes(reviewed.approve("approve", "general-manager", result="有条件同意")) == ["A244"]
    both = ("热线已经开通", "客服已经培训")
    assert reviewed.approve("approve", "general-manager", result="有条件同意", conditions=both).written
    assert reviewed.states()["approve"] == "conditional"
    for number, condition in enumerate(both):
        assert codes(reviewed.issue()) == ["A256"], number
        day = f"2026-03-0{number + 1}"
        met = reviewed.approve("approve", "customer-service-head", name="赵六", met=condition, date=day)
        assert met.written, reviewed.said(met)
    assert reviewed.states()["approve"] == "valid"
    told = reviewed.status()
    assert "条件：热线已经开通  已落实（客户服务部负责人 赵六 2026-03-01）" in told
    assert reviewed.issue("2026-03-02 14:05", dry_run=True).outcome.findings == ()
    again = reviewed.approve("approve", "customer-service-head", name="赵六", met=both[0])
    assert reviewed.said(again) == ["A254 环节“审批”没有这个尚未落实的条件"]
    reviewed.edit(INCIDENT, "400-000-0000", "400-000-0001")
    assert "  审批  已失效  总经理 王一 2026-03-01\n" in reviewed.status()  # who decided, not who met a condition


def test_a_condition_met_later_moves_the_day_from_which_the_notice_may_go(reviewed: Any) -> None:
    reviewed.approve("approve", "general-manager", result="conditional", conditions=("热线已经开通",))
    reviewed.approve("approve", "it-head", name="钱七", met="热线已经开通", date="2026-03-03")
    assert "A226" in codes(reviewed.issue("2026-03-02 14:05"))


def test_conditions_of_another_result_are_refused(desk: Any) -> None:
    refused = desk.approve("draft", "legal-head", conditions=("热线已经开通",))
    assert desk.said(refused) == ["A243 --condition 不适用：结果是同意"]


def test_a_withdrawal_is_an_entry_of_its_own_and_takes_later_stages_with_it(reviewed: Any) -> None:
    reviewed.approve("approve", "general-manager")
    before = reviewed.read(reviewed.record)
    assert codes(reviewed.approve("review", "legal-head", withdraw=True)) == ["A245"]
    done = reviewed.approve("review", "legal-head", withdraw=True, reason="批次有误", date="2026-03-02")
    assert done.written, reviewed.said(done)
    assert reviewed.read(reviewed.record).startswith(before)
    assert reviewed.states() == {"draft": "valid", "review": "withdrawn", "approve": "void"}
    assert "  复核  已撤回  法务部负责人 李四 2026-03-02（批次有误）" in reviewed.status()
    assert codes(reviewed.approve("review", "legal-head", withdraw=True, reason="又一次", date="2026-03-02")) == [
        "A254"
    ]
    assert reviewed.approve("review", "legal-head", date="2026-03-02").written
    assert reviewed.states() == {"draft": "valid", "review": "valid", "approve": "void"}
    assert reviewed.approve("approve", "general-manager", date="2026-03-02").written
    assert set(reviewed.states().values()) == {"valid"}


def test_nothing_can_be_withdrawn_that_was_not_approved(desk: Any) -> None:
    refused = desk.approve("draft", "legal-head", withdraw=True, reason="批次有误")
    assert desk.said(refused) == ["A254 环节“起草”没有可以撤回的审批"]


APPROVING = "action: 由应急小组组长审批"
ORAL = f"{APPROVING}\n    oral: true"


def test_an_oral_approval_waits_for_its_signature_unless_the_plan_lets_it_go_first(reviewed: Any) -> None:
    said = {"oral": "电话", "date": "2026-03-02 13:20"}
    assert codes(reviewed.approve("approve", "general-manager", oral="电话")) == ["A248"]
    assert reviewed.approve("approve", "general-manager", **said).written
    assert reviewed.states()["approve"] == "unsigned"
    assert codes(reviewed.issue("2026-03-02 14:05")) == ["A256"]
    reviewed.edit(COMMUNICATION, APPROVING, ORAL)
    assert reviewed.states()["approve"] == "valid"
    assert "口头批准：电话  待补签" in reviewed.status()
    assert codes(reviewed.issue("2026-03-02 13:19")) == ["A226"]  # a minute before it was said
    assert reviewed.issue("2026-03-02 13:20").written
    assert "下一步  请王一补签“审批”，用 plangen notices approve --signed 登记" in reviewed.status()


def test_an_oral_approval_stays_open_until_it_is_signed_by_who_gave_it(reviewed: Any) -> None:
    from plangen.pipeline.check import check_project

    def open_ones() -> list[str]:
        return [each.message("zh") for each in check_project(reviewed.root).findings if each.code == "A114"]

    reviewed.edit(COMMUNICATION, APPROVING, ORAL)
    reviewed.approve("approve", "general-manager", oral="电话", date="2026-03-02 13:20")
    expected = ["王一于2026年3月2日 13:20以“电话”口头批准了“审批”，还没有补签"]
    assert open_ones() == expected
    reviewed.edit(INCIDENT, "400-000-0000", "400-000-0001")  # the text that was approved is another one now
    assert open_ones() == expected
    other = reviewed.approve("approve", "general-manager", signed="2026-03-03", name="孙八", date="")
    assert reviewed.said(other) == ["A252 孙八不是总经理的责任人或者替补，可以签字的是：王一"]
    early = reviewed.approve("approve", "general-manager", signed="2026-03-01", date="")
    assert codes(early) == ["A255"]
    assert reviewed.approve("approve", "general-manager", signed="2026-03-02", name="王 一", date="").written
    assert open_ones() == []
    reviewed.edit(INCIDENT, "400-000-0001", "400-000-0000")
    assert "口头批准：电话  已补签（总经理 王 一 2026-03-02）" in reviewed.status()


def test_the_answer_of_an_outside_party_has_a_date_a_number_and_words_and_may_be_a_refusal(desk: Any) -> None:
    desk.edit(INCIDENT, "notices:", "great_impact: true\nnotices:")
    desk.approve_all()
    assert desk.said(desk.approve("consult", "legal-head")) == [
        "A246 “征询有关部门”由市场监督管理部门答复，没有写明文号、答复内容"
    ]
    answer = {"reference": "市监函〔2026〕1号", "answer": "不同意现在发布"}
    assert desk.approve("consult", "legal-head", result="不同意", **answer).written
    assert desk.states()["consult"] == "refused"
    assert "答复：市监函〔2026〕1号 不同意现在发布" in desk.status()
    assert codes(desk.issue()) == ["A256"]
    inside = desk.approve("draft", "legal-head", answer="同意")
    assert desk.said(inside) == ["A243 --answer 不适用：这个环节不是征询外部单位"]


HOLDER = "holder: !todo 总经理姓名"
DEPUTY = "holder: !todo 副总经理姓名"


@pytest.mark.parametrize("name", ["王一", "王 一", "王　一"])
def test_the_holder_signs_however_his_name_is_spaced(reviewed: Any, name: str) -> None:
    reviewed.edit(ORGANISATION, HOLDER, "holder: 王一")
    done = reviewed.approve("approve", "general-manager", name=name)
    assert (done.written, done.unnamed) == (True, "")


def test_another_than_holder_and_deputy_needs_authority(reviewed: Any) -> None:
    reviewed.edit(ORGANISATION, HOLDER, "holder: 王一")
    reviewed.edit(ORGANISATION, DEPUTY, "holder: 周二")
    refused = reviewed.approve("approve", "general-manager", name="孙八")
    assert reviewed.said(refused) == ["A252 孙八不是总经理的责任人或者替补，可以签字的是：王一、周二"]
    assert reviewed.approve("approve", "general-manager", name="周二", dry_run=True).outcome.findings == ()
    done = reviewed.approve("approve", "general-manager", name="孙八", authorisation="授权书〔2026〕3号，总经理住院")
    assert done.written
    assert "授权：授权书〔2026〕3号，总经理住院" in reviewed.status()


def test_where_the_plan_names_nobody_that_is_said_and_nothing_compared(desk: Any) -> None:
    done = desk.approve("draft", "legal-head", name="孙八")
    assert (done.written, done.unnamed) == (True, "法务部负责人")


@pytest.mark.parametrize("name", ["（代）", "王一（代）", "总经理", "法务部", "张", "2026-03-01", "- 王一: #1"])
def test_what_is_no_name_is_refused(desk: Any, name: str) -> None:
    assert codes(desk.approve("draft", "legal-head", name=name)) == ["A251"]


def test_nobody_passes_two_stages_unless_the_plan_allows_it(reviewed: Any) -> None:
    refused = reviewed.approve("approve", "general-manager", name="李 四")
    assert reviewed.said(refused) == ["A253 李 四已经办理了“复核”，不能再办“审批”"]
    reviewed.edit(COMMUNICATION, APPROVING, f"{APPROVING}\n    same_person: true")
    assert reviewed.approve("approve", "general-manager", name="李 四").written


@pytest.mark.parametrize(
    ("date", "found"),
    [("2026-03-31", []), ("2026-04-01", ["A249"]), ("2026-03-31 09:30", []), ("2026-03-31 09:31", ["A249"])],
)
def test_nothing_is_approved_tomorrow_or_later_today(desk: Any, date: str, found: list[str]) -> None:
    now = datetime.datetime(2026, 3, 31, 9, 30, tzinfo=CHINA)
    assert codes(desk.approve("draft", "legal-head", date=date, now=now, dry_run=True)) == found


@pytest.mark.parametrize(("filed", "found"), [("2026-03-01", []), ("2026-03-02", ["A250"]), ("2026-03-05", [])])
def test_no_text_is_approved_before_what_it_states(desk: Any, filed: str, found: list[str]) -> None:
    """A filing of before the issue had happened when it went out; one of later is no statement of what was."""
    facts = f"  recall: {{filing: 1号}}\n  clocks: {{recall_filed: {filed}}}\n"
    (desk.root / INCIDENT).write_text(INCIDENT_TEXT.replace("2026-03-02", "2026-03-04") + facts, encoding="utf-8")
    old, new = "{{ 事件.经过 }}".encode(), "{{ 召回.备案编号 }}".encode()
    desk.change(lambda parts: parts.update({"word/document.xml": parts["word/document.xml"].replace(old, new)}))
    assert codes(desk.approve("draft", "legal-head", date="2026-03-01", dry_run=True)) == found


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("    by: legal-head\n    action: 由法务部", "    by: quality-head\n    action: 由法务部", "“复核”的责任方"),
        (
            "  - id: review\n",
            "  - {id: second, title: 会签, by: marketing-head, action: 会签}\n  - id: review\n",
            "“会签”",
        ),
    ],
)
def test_rules_that_change_after_the_first_signature_lapse_what_was_approved(
    reviewed: Any, old: str, new: str, said: str
) -> None:
    reviewed.edit(COMMUNICATION, old, new)
    assert reviewed.states()["draft"] == "lapsed"
    assert f"改动：规则：{'环节' if '责任' in said else '增加了环节'}{said}" in reviewed.status()


def test_options_that_say_several_things_at_once_are_refused(desk: Any) -> None:
    refused = desk.approve("draft", "legal-head", withdraw=True, reason="误", met="条件")
    assert "A242 --withdraw、--met 不能一起写" in desk.said(refused)


def test_whoever_sits_at_a_terminal_is_asked_how_the_stage_ended(desk: Any) -> None:
    command = [sys.executable, "-m", "plangen", "notices", "approve", desk.notice, "--stage", "起草"]
    who = ["--by", "法务部负责人", "--name", "张三", "--date", "2026-03-01"]
    ours, theirs = os.openpty()
    os.write(ours, "退回\n".encode())
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("PLANGEN", "NO_COLOR"))}
    done = subprocess.run(
        [*command, *who],
        cwd=desk.root,
        stdin=theirs,
        stderr=theirs,
        stdout=subprocess.PIPE,
        env={**clean, "PYTHONUTF8": "1"},
        check=False,
        encoding="utf-8",
    )
    os.close(theirs)
    shown = os.read(ours, 4096).decode()
    os.close(ours)
    assert "结果（同意、不同意、有条件同意、退回）" in shown
    assert done.returncode == 0
    assert "的“起草”由张三于2026年3月1日退回" in done.stdout
