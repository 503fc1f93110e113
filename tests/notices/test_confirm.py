"""`plangen notices confirm`: what counsel compared with the law gets into its entries, row by row."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from plangen.documents.notices.element_sheet import ELEMENTS, entries_of, entry_key
from plangen.model.legal import Element, Entry
from plangen.pipeline.check import study
from plangen.pipeline.notices.lists import list_elements
from plangen.pipeline.returned.confirm import Confirmed, confirm_entries
from plangen.reporting.notices.forms_read import report_confirmed
from plangen.reporting.style import Style
from tests.notices.filling import Filled, fill

FILE = "source/legal/elements.yaml"
LAWS = """# 法务部维护
elements:
  - id: range
    title: 召回的范围
    kinds: [recall-notice]
    duty: 必须
    covered_by: [召回.产品.名称]
    basis: 某条例第一条   # 待核
    certainty: 部分查证
    confirmed_by: !todo 法务核对人
  - id: defect
    title: 产品的缺陷
    kinds: [recall-notice, risk-advice]
    duty: 必须
    covered_by: [召回.缺陷]
    basis: 某条例第二条
    certainty: 部分查证
    confirmed_by: 赵律师
    confirmed_on: 2026-01-05
    remark: 对照2025年文本
  - {id: remedy, title: 补救, kinds: [recall-notice], duty: 应当, covered_by: [召回.补救措施], basis: 惯例,
     certainty: 待查证, confirmed_by: !todo 法务核对人}
"""
RANGE, DEFECT, REMEDY = "element#range", "element#defect", "element#remedy"
SAME = {"check": "一致", "who": "王律师", "on": "2026年12月1日"}


@pytest.fixture
def project(project: Path) -> Path:
    (project / FILE).write_text(LAWS, encoding="utf-8")
    return project


def sheet(project: Path, filled: Filled, name: str = "a.docx") -> Path:
    blank = project.parent / "blank.docx"
    if not blank.exists():
        list_elements(project, "product-quality/recall-notice", sheet=blank)
    return fill(blank, ELEMENTS, filled, project.parent / name)


def codes(read: Confirmed) -> list[str]:
    return sorted(each.code for each in read.outcome.findings)


def entries(project: Path) -> dict[str, Any]:
    found = yaml.safe_load((project / FILE).read_text("utf-8").replace("!todo ", "待 "))
    return {each["id"]: each for each in found["elements"]}


def test_what_agrees_is_confirmed_and_the_rest_of_the_file_stays(project: Path) -> None:
    read = confirm_entries(project, [sheet(project, {RANGE: SAME, REMEDY: {**SAME, "remark": "行业惯例"}})])
    assert codes(read) == []
    assert read.is_written
    expected = LAWS.replace(
        "    confirmed_by: !todo 法务核对人\n", "    confirmed_by: 王律师\n    confirmed_on: 2026-12-01\n", 1
    ).replace("confirmed_by: !todo 法务核对人}", "confirmed_by: 王律师, confirmed_on: 2026-12-01, remark: 行业惯例}")
    assert (project / FILE).read_text("utf-8") == expected
    plan = study(project).plan
    assert {each.id for each in plan.elements.elements if each.confirmed} == {"range", "defect", "remedy"}
    assert "已登记 2 条" in list(report_confirmed(read, dry_run=False).text(Style("zh")))


def test_what_differs_is_a_remark_and_confirms_nothing(project: Path) -> None:
    differs = {"check": "不一致", "who": "王律师", "on": "2026-12-01", "remark": "原文为第三条"}
    away = {"check": "不适用", "who": "王律师", "on": "2026-12-01"}
    read = confirm_entries(project, [sheet(project, {RANGE: differs, DEFECT: differs, REMEDY: away})])
    assert codes(read) == []
    now = entries(project)
    assert now["range"]["confirmed_by"] == "待 法务核对人"
    assert now["range"]["remark"] == "不一致（王律师，2026-12-01）：原文为第三条"
    assert now["defect"]["confirmed_by"] == "待 法务核对人"  # somebody had confirmed it before
    assert now["defect"]["remark"] == "对照2025年文本；不一致（王律师，2026-12-01）：原文为第三条"
    assert now["remedy"]["remark"] == "不适用（王律师，2026-12-01）"
    assert not any(each.confirmed for each in study(project).plan.elements.elements)


def test_reading_a_sheet_again_changes_nothing(project: Path) -> None:
    filled = sheet(project, {RANGE: SAME, DEFECT: {**SAME, "check": "不一致", "remark": "第三条"}})
    confirm_entries(project, [filled])
    before = (project / FILE).read_bytes()
    read = confirm_entries(project, [filled])
    assert (read.known, read.entries, read.is_written) == (2, (), False)
    assert (project / FILE).read_bytes() == before


def test_a_row_of_an_entry_that_was_changed_since_is_refused_alone(project: Path) -> None:
    filled = sheet(project, {RANGE: SAME, DEFECT: SAME, REMEDY: SAME})
    text = LAWS.replace("某条例第一条", "某条例第九条").replace("{id: remedy,", "{id: remedies,")
    (project / FILE).write_text(text, encoding="utf-8")
    read = confirm_entries(project, [filled])
    assert codes(read) == ["Q241", "Q242"]
    assert entries(project)["range"]["confirmed_by"] == "待 法务核对人"
    assert entries(project)["defect"]["confirmed_by"] == "王律师"


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        ({"check": "一致"}, ["Q243"]),
        ({"check": "一致", "who": "王律师"}, ["Q243"]),
        ({"who": "王律师", "on": "2026-12-01"}, ["Q222"]),
        ({"check": "一致", "who": "王律师", "on": "12月1日"}, ["Q224", "Q243"]),
        ({"check": "不一致", "who": "王律师", "on": "2026-12-01"}, ["Q244"]),
    ],
)
def test_a_row_that_is_not_complete_is_named(cells: dict[str, str], found: list[str], project: Path) -> None:
    read = confirm_entries(project, [sheet(project, {RANGE: cells})])
    assert codes(read) == found
    assert entries(project)["range"]["confirmed_by"] == "待 法务核对人"


def test_two_who_differ_confirm_nothing(project: Path) -> None:
    first = sheet(project, {RANGE: SAME})
    second = sheet(project, {RANGE: {**SAME, "check": "不一致", "who": "李律师", "remark": "第三条"}}, "b.docx")
    assert codes(confirm_entries(project, [first, second])) == ["Q225", "Q225"]
    assert (project / FILE).read_text("utf-8") == LAWS


def test_an_earlier_confirmation_does_not_cover_a_later_one(project: Path) -> None:
    read = confirm_entries(project, [sheet(project, {DEFECT: {**SAME, "on": "2026-01-04"}})])
    assert codes(read) == ["Q245"]
    assert confirm_entries(project, [sheet(project, {DEFECT: {**SAME, "on": "2026-01-05"}})]).is_written


def test_a_dry_run_writes_nothing(project: Path) -> None:
    read = confirm_entries(project, [sheet(project, {RANGE: SAME})], dry_run=True)
    assert [each.entry.id for each in read.entries] == ["range"]
    assert (project / FILE).read_text("utf-8") == LAWS


def test_every_entry_of_the_sample_has_a_key_of_its_own() -> None:
    found = entries_of(study(Path(__file__).parents[2]).plan)
    assert len(found) > 50
    assert all(entry_key(entry) == key for key, entry in found.items())
    assert {Element} < {type(each) for each in found.values()}
    assert all(isinstance(each, Entry) for each in found.values())
