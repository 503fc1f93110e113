"""What goes out because somebody said so by name: with an approval or with the issue, for this version alone."""

from typing import Any

import pytest

from plangen.diagnostics import ERROR, Finding, Place, rule
from plangen.model.acceptance import Acceptance
from plangen.model.spec import Origin
from plangen.office.release.confirmations import PICTURE_SHOWN, UNFIT
from plangen.office.release.refused import ADDRESS
from plangen.pipeline.notices.accepting.acceptances import accept_typed, remaining, unmet

SAID = "样品内部使用温度过高"


def finding(rule_: Any, text: str) -> Finding:
    return Finding(rule=rule_, at=Place(file="a.docx"), values={"text": text})


def accepted(*texts: str) -> tuple[Acceptance, ...]:
    return tuple(Acceptance(at=Origin(), text=text, reason="看过") for text in texts)


@pytest.mark.parametrize(
    ("option", "text", "reason"),
    [
        ("内部使用=说的是产品内部", "内部使用", "说的是产品内部"),
        ("a=b=因为", "a=b", "因为"),
        ("内部使用＝全角等号", "内部使用", "全角等号"),
        (" 图 1a2b3c4d = 公司标志 ", "图 1a2b3c4d", "公司标志"),
    ],
)
def test_an_acceptance_is_a_text_and_its_reason(option: str, text: str, reason: str) -> None:
    (one,) = accept_typed([option]).given
    assert (one.text, one.reason) == (text, reason)


@pytest.mark.parametrize(
    ("option", "lacking"),
    [
        ("内部使用", "确认什么和理由（中间用 = 隔开）"),
        ("内部使用=", "理由"),
        ("=理由", "确认什么"),
        ("", "确认什么和理由（中间用 = 隔开）"),
    ],
)
def test_one_that_lacks_something_is_refused(option: str, lacking: str) -> None:
    found = accept_typed([option])
    assert found.given == ()
    assert [each.message("zh") for each in found.findings] == [f"“{option}”没有写明{lacking}"]


def test_only_what_is_named_passes_and_only_what_may() -> None:
    known = rule("H999", ERROR, title=("a", "a"), why=("a", "a"), message=("a", "a"), hint=("a", "a"))
    every = (
        finding(UNFIT, "内部 使用"),
        finding(UNFIT, "××"),
        finding(PICTURE_SHOWN, "1a2b3c4d"),
        finding(ADDRESS, "http://oa"),
    )
    assert remaining(every, accepted("内部使用", "××", "1a2b3c4d", "http://oa")) == every[3:]
    assert remaining(every, accepted("内部", "×", "1a2b")) == every
    assert remaining((finding(known, "内部使用"),), accepted("内部使用")) != ()


def test_an_acceptance_of_what_is_not_there_is_a_mistake() -> None:
    (said,) = unmet(accept_typed(["内部使有=看过"]), (finding(UNFIT, "内部使用"),))
    assert said.message("zh") == "通知里没有要确认的“内部使有”"
    assert "内部使用" in str(said.values["known"])


@pytest.mark.slow
def test_words_go_out_when_each_is_accepted_with_its_approval(desk: Any) -> None:
    """Refused first; accepted by name it passes, is recorded, and lapses with the version."""
    desk.edit("source/incidents/kettle-2026.yaml", "同一批次电热水壶底座异常发热", SAID)
    refused = desk.approve("draft", "legal-head")
    assert [each.code for each in refused.outcome.findings] == ["H130"]
    done = desk.approve("draft", "legal-head", accepted=("内部使用=说的是产品内部",))
    assert done.written, desk.said(done)
    assert desk.approve("review", "legal-head").written  # accepted once, by a stage that holds
    assert '    accepted:\n      - text: "内部使用"\n        reason: "说的是产品内部"\n' in desk.read(desk.record)
    assert desk.states()["draft"] == "valid"
    desk.edit("source/incidents/kettle-2026.yaml", SAID, f"{SAID}，已停售")
    assert desk.states()["draft"] == "lapsed"
    assert "H130" in desk.status()


@pytest.mark.slow
def test_a_notice_for_colleagues_may_call_itself_internal(desk: Any) -> None:
    desk.edit("source/incidents/kettle-2026.yaml", "同一批次电热水壶底座异常发热", "内部资料")
    assert "H130" in desk.status()
    desk.edit(
        "source/communication.yaml",
        "template: stop-use.docx, audience: 消费者",
        "template: stop-use.docx, reach: 内部, channels: [工作群], audience: 热线人员",
    )
    assert "H130" not in desk.status()


@pytest.mark.slow
def test_drill_words_of_a_fact_are_accepted_once_for_the_fact_and_the_text(desk: Any) -> None:
    desk.edit("source/incidents/kettle-2026.yaml", "同一批次电热水壶底座异常发热", "模拟甲市的使用")
    refused = desk.approve("draft", "legal-head")
    del refused
    found = desk.status()
    assert "I101" in found
    assert "H130" in found
    assert desk.said(desk.approve("draft", "legal-head", accepted=("模拟=原文如此",))) == []
    after = desk.status()
    assert "I101" not in after
    assert "H130" not in after
