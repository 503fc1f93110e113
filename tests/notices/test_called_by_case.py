"""Commands take an incident by its name, stages stand in their order, and sheets do not lie loose in the plan."""

from pathlib import Path
from typing import Any

import pytest

from plangen.errors import ExportInside, NoCase, NoNotice
from plangen.pipeline.notices.lists import list_deadlines, list_fields
from plangen.pipeline.notices.sheet import MATERIALS, goal_of
from plangen.pipeline.notices.status import notice_status
from plangen.reporting.notices.asking import report_fields
from plangen.reporting.style import Style

INCIDENT = "source/incidents/kettle-2026.yaml"


@pytest.mark.parametrize("name", ["kettle-2026", "电热水壶召回"])
def test_an_incident_is_the_name_of_all_its_notices(desk: Any, name: str) -> None:
    found = [each.ready.draft.name for each in notice_status(desk.root, name).notices]
    assert found == ["kettle-2026/stop-use", "kettle-2026/stop-text"]


def test_so_is_a_scenario_and_a_kind_is_that_kind_everywhere(desk: Any) -> None:
    kinds = {each.ready.draft.case for each in notice_status(desk.root, "product-quality").notices}
    assert kinds == {"product-quality"}
    assert {each.ready.draft.kind for each in notice_status(desk.root, "sms").notices} == {"sms"}


def test_a_near_miss_is_proposed(desk: Any) -> None:
    with pytest.raises(NoNotice) as notice:
        notice_status(desk.root, "kettle-2062")
    assert str(getattr(notice.value.near, "zh", "")) == "（是不是想写“kettle-2026”？）"
    with pytest.raises(NoCase) as case:
        list_deadlines(desk.root, "电热水壶招回")
    assert str(getattr(case.value.near, "zh", "")) == "（是不是想写“电热水壶召回”？）"


def test_open_stages_come_in_the_order_of_the_workflow(desk: Any) -> None:
    desk.edit(INCIDENT, "scenario: product-quality", "scenario: product-quality\ngreat_impact: true")
    said = [each for each in desk.said(desk.issue()) if each.startswith("A222")]
    assert [each.split("“")[1].split("”")[0] for each in said] == ["起草", "复核", "审批", "征询有关部门"]


def test_what_comes_next_stands_before_the_problems_that_it_speaks_of(desk: Any) -> None:
    desk.approve("draft", "legal-head")
    desk.approve("review", "legal-head")
    desk.edit(INCIDENT, "issued: 2026-03-02", "issued: 2026-02-28")
    desk.edit(INCIDENT, "issued: 2026-02-28", "issued: 2026-02-28\n  impact: 无")
    lines = desk.status().splitlines()
    following = next(at for at, line in enumerate(lines) if line.startswith("  下一步"))
    problems = [at for at, line in enumerate(lines) if line.startswith("  问题[I103]")]
    assert problems
    assert min(problems) > following


@pytest.mark.parametrize(
    ("where", "typed", "goal"),
    [
        (".", "字段表.docx", f"{MATERIALS}/字段表.docx"),
        (".", "表/字段表.docx", f"{MATERIALS}/表/字段表.docx"),
        ("source", "../字段表.docx", f"{MATERIALS}/字段表.docx"),
        (".", "output/字段表.docx", "output/字段表.docx"),
        (".", "../字段表.docx", "../字段表.docx"),
        ("..", "字段表.docx", "../字段表.docx"),
    ],
)
def test_a_relative_path_leaves_nothing_loose_in_the_plan(
    desk: Any, monkeypatch: pytest.MonkeyPatch, where: str, typed: str, goal: str
) -> None:
    monkeypatch.chdir(desk.root / where)
    assert goal_of(desk.root, Path(typed)).resolve() == (desk.root / goal).resolve()
    whole = desk.root / "字段表.docx"
    assert goal_of(desk.root, whole) == whole  # whoever writes the whole path means it


def test_sources_are_refused_however_they_are_typed(desk: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(desk.root)
    with pytest.raises(ExportInside):
        goal_of(desk.root, Path("source/字段表.docx"))


def test_a_field_sheet_is_not_on_the_screen_as_well(desk: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(desk.root)
    listed = list_fields(desk.root, Path("字段表.docx"))
    (said,) = report_fields(listed).text(Style("zh"))
    assert said == f"字段表已写入 {desk.root / MATERIALS / '字段表.docx'}，共 {len(listed.fields)} 个字段"
    assert (desk.root / MATERIALS / "字段表.docx").is_file()
