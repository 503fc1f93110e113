"""The shipped templates, filled with an incident's own facts, pass every gate on the way to release."""

import re
from typing import Any

import pytest

from plangen.pipeline.notices.status import notice_status

pytestmark = pytest.mark.slow

_DAYS = {
    "2024-12-10": "2026-03-02",
    "2024-12-11": "2026-03-03",
    "2024年12月10日": "2026年3月2日",
    "2024年12月11日": "2026年3月3日",
    "2024年12月18日": "2026年3月10日",
    "2025-06-30": "2026-08-31",
    "2025年6月30日": "2026年8月31日",
    "2025-07-07": "2026-09-07",
}
FILE = "source/incidents/kettle-2026.yaml"


def _incident(scenario: str) -> str:
    """The facts of a scenario as those of a real incident: no word of the drill, nothing left open."""
    facts = scenario[scenario.index("incident:") :]
    facts = re.sub(r"（演练[^）]*）|（[^（）]*演练[^（）]*）|演练模拟|模拟", "", facts)
    facts = re.sub(r"(recall_filed|filed): !todo .*", r"\1: 2026-03-02", facts)
    facts = re.sub(r"!todo (.*)", r"\1甲", facts)
    for old, new in _DAYS.items():
        facts = facts.replace(old, new)
    return facts


@pytest.fixture
def real(desk: Any) -> Any:
    head = "id: kettle-2026\ntitle: 电热水壶召回\nscenario: product-quality\n"
    (desk.root / FILE).write_text(head + _incident(desk.read("source/scenarios/product-quality.yaml")), "utf-8")
    contact = desk.read("source/communication.yaml")
    (desk.root / "source/communication.yaml").write_text(re.sub(r"!todo (.*)", r"\1甲", contact), "utf-8")
    desk.edit("source/plan.yaml", "short_name: !todo 公司简称", "short_name: 暖阳电器")
    return desk


def test_every_notice_of_the_sample_can_go_out_once_its_facts_are_there(real: Any) -> None:
    notices = [each for each in notice_status(real.root).notices if each.ready.real]
    assert len(notices) > 3
    for each in notices:
        problems = [*each.ready.template, *each.ready.content, *each.ready.hygiene]
        assert [f"{each.ready.draft.name} {found.code} {found.message('zh')}" for found in problems] == []
        assert each.ready.missing == ()


def test_the_recall_notice_is_issued_with_its_deadlines(real: Any, audit: Any) -> None:
    notice = "kettle-2026/recall-notice"
    for stage, by in (("draft", "legal-head"), ("review", "legal-head"), ("approve", "general-manager")):
        assert real.approve(stage, by, date="2026-03-02", notice=notice).written
    done = real.issue(notice=notice)
    assert real.said(done) == []
    assert audit(done.path.read_bytes()) == []
    deadlines = {each.title: each.due for each in done.record.deadlines}
    assert deadlines["发布召回信息、接受公众咨询"] == "2026年3月5日"
    status = real.plangen("status", notice).out
    assert "  法定时限  发布召回信息、接受公众咨询：2026年3月5日；未判断是否适用\n" in status
    assert re.search(
        r"^  法定要素  (\d+)/\1 已载明或者有意不载$\n^  法律依据  \d+项中有\d+项没有经法律人员核对",
        status,
        re.MULTILINE,
    )
