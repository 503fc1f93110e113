"""`plangen notices questions` on a copy of the sample: who is asked for what, for which notices, and where it goes."""

import io
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from openxml_audit import OpenXmlValidator

from plangen.errors import UsageProblem
from plangen.model.facts import fact_names, fact_questions
from plangen.pipeline.notices.lists import ask_questions

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
RECALL = "templates/notices/recall-notice.docx"
COMMUNICATION = "source/communication.yaml"
SCENARIO = "source/scenarios/product-quality.yaml"
INCIDENT = """# 一起真实事件
id: kettle-2026
title: 电热水壶召回
scenario: product-quality
notices: [recall-notice]
incident:
  name: 电热水壶质量问题
  cause: 温控元件失效，!todo 是不是字符
  recall:
    products:
      - {name: 电热水壶, model: YL-1}
      - {name: 电热水壶, model: YL-2, batch: !todo 批次号}
"""


@pytest.fixture
def project(project: Path) -> Path:
    """The sample with a recall notice whose wording does not change."""
    shutil.rmtree(project / "source/incidents", ignore_errors=True)
    shutil.copy(ROOT / "tests/office/samples/recall-notice.docx", project / RECALL)
    return project


@pytest.fixture
def incident(project: Path) -> Path:
    (project / "source/incidents").mkdir()
    (project / "source/incidents/kettle.yaml").write_text(INCIDENT, encoding="utf-8")
    return project


def rewritten(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def changed(path: Path, old: str, new: str) -> None:
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    assert old in parts["word/document.xml"].decode()
    parts["word/document.xml"] = parts["word/document.xml"].decode().replace(old, new, 1).encode()
    with zipfile.ZipFile(path, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)


def test_every_open_fact_of_a_scenario_is_asked_of_whoever_answers_for_it(project: Path) -> None:
    asked = ask_questions(project, case="product-quality", kind="recall-notice").questions
    assert [(each.who, each.text, each.key) for each in asked] == [
        ("客户服务部", "供消费者拨打的热线是哪个号码？", "contact.hotline"),
        ("客户服务部", "热线每天从几点到几点有人接听，节假日是否接听？", "contact.hours"),
        ("市场营销部", "消费者在哪个网址查看通知和进展？", "contact.website"),
        ("法务部", "公司的全称是什么（与登记证照一致）？", "company"),
        ("法务部", "消费者来函、来访的地址是什么？", "contact.address"),
        (
            "法务部",
            "召回计划依法须备案的，备案编号是什么？只需报告的不填。",
            "incident.recall.filing",
        ),
        ("法务部", "召回计划向哪个监管部门报告，怎样联系？", "incident.recall.authority"),
    ]
    assert {each.file for each in asked} == {SCENARIO, "source/plan.yaml", COMMUNICATION}
    assert all(each.notices == {"产品质量问题引发集中投诉": ("产品召回公告",)} for each in asked)
    assert not any(each.optional for each in asked)


def test_a_fact_that_stands_only_between_if_and_endif_is_optional(project: Path) -> None:
    around = "</w:t></w:r></w:p><w:p><w:r><w:t>{%p if 召回.备案编号 %}</w:t></w:r></w:p><w:p><w:r><w:t>"
    end = "</w:t></w:r></w:p><w:p><w:r><w:t>{%p endif %}</w:t></w:r></w:p><w:p><w:r><w:t>"
    changed(project / RECALL, "召回计划备案编号：{{ 召回.备案编号 }}。", f"{around}编号：{{{{ 召回.备案编号 }}}}{end}")
    changed(project / RECALL, "{{ 事件.网址 }}", "{{ 事件.网址|default('暂无') }}")
    asked = {each.field: each.optional for each in ask_questions(project, kind="产品召回公告").questions}
    assert asked["召回.备案编号"]
    assert asked["事件.网址"]
    assert not asked["召回.监管部门"]


def test_what_a_shared_template_says_of_other_incidents_is_not_asked(project: Path) -> None:
    """A recall needs no facts of a leak, though the template has a passage for one."""
    lines = ["", "{%p if 泄露.原因 %}", "{{ 泄露.原因 }}", "{%p endif %}", ""]
    passage = "</w:t></w:r></w:p><w:p><w:r><w:t>".join(lines)
    changed(project / RECALL, "特此公告。", passage)
    asked = [each.field for each in ask_questions(project, case="product-quality", kind="recall-notice").questions]
    assert not any(field.startswith("泄露") for field in asked)


def test_who_answers_is_data_and_the_longest_name_wins(project: Path) -> None:
    path = project / "source/communication.yaml"
    text = path.read_text("utf-8")
    answers = "answers:\n  - {facts: [recall, 事件], by: general-manager}\n  - {facts: [召回.备案编号], by: it}\n"
    path.write_text(re.sub(r"answers:\n(  - .*\n)+", answers, text), encoding="utf-8")
    asked = {each.field: each.who for each in ask_questions(project, case="product-quality").questions}
    assert asked["召回.监管部门"] == asked["事件.热线"] == "总经理"
    assert asked["召回.备案编号"] == "IT部门"
    assert asked["公司.全称"] == "质量管理部"  # nobody answers for it: the department in charge of the scenario


def test_the_plan_asks_in_its_own_words(project: Path) -> None:
    path = project / "source/communication.yaml"
    own = (
        "questions:\n  - {fact: 事件.热线, ask: 客户打哪个电话？}\n"
        "  - {fact: 召回.备案编号, ask: 备案号是多少？}\n  - {fact: '召回.产品[].批次', ask: 是哪一批？}\n"
    )
    path.write_text(path.read_text("utf-8") + own, encoding="utf-8")
    rewritten(project / SCENARIO, "batch: YL-241001", "batch: !todo 批次")
    asked = {each.field: each.text for each in ask_questions(project, case="product-quality").questions}
    assert asked["事件.热线"] == "客户打哪个电话？"
    assert asked["召回.备案编号"] == "备案号是多少？"
    assert asked["召回.产品[].批次"].endswith("是哪一批？")


def test_a_general_question_says_nothing_of_products() -> None:
    """The groups of a recall and of a leak alone speak of products."""
    general = [text for path, text in fact_questions().items() if not path.startswith(("recall", "leak", "clocks"))]
    assert not [text for text in general if re.search("产品|召回|批次|退换", text)]


def test_a_fact_that_several_notices_wait_for_is_asked_once(project: Path) -> None:
    asked = ask_questions(project).questions
    company = [each for each in asked if each.field == "公司.全称"]
    assert len(company) == 1
    assert {"个人信息安全事件通报", "致受影响消费者的告知书"} <= set(company[0].notices["消费者信息泄露"])
    assert len(company[0].notices) == 3
    assert len({(each.file, each.key) for each in asked}) == len(asked)


def test_a_hotline_that_a_scenario_leaves_open_itself_is_asked_for_that_scenario(project: Path) -> None:
    rewritten(project / SCENARIO, "incident:\n", "incident:\n  hotline: !todo 召回专线\n")
    asked = {each.key: each.file for each in ask_questions(project, case="product-quality").questions}
    assert asked["incident.hotline"] == SCENARIO
    assert asked["contact.hours"] == COMMUNICATION
    assert "contact.hotline" not in asked


def test_a_real_incident_is_asked_for_all_that_its_notice_needs(incident: Path) -> None:
    asked = ask_questions(incident, case="kettle-2026").questions
    by_key = {each.key: each for each in asked}
    batch = by_key["incident.recall.products[0].batch"]
    assert batch.text == "第1项（电热水壶　YL-1）：涉及哪个批次？"
    assert (batch.file, batch.who, batch.field) == ("source/incidents/kettle.yaml", "质量管理部", "召回.产品[].批次")
    assert "incident.recall.products[1].batch" in by_key
    assert by_key["incident.recall.defect"].text == "产品存在什么缺陷，在什么情况下出现？"
    assert by_key["incident.safeguards"].who == "客户服务部"
    assert "incident.name" not in by_key  # it is filled in
    assert "incident.recall.products[0].model" not in by_key


def test_an_incident_without_products_is_asked_for_them_once(incident: Path) -> None:
    path = incident / "source/incidents/kettle.yaml"
    path.write_text(INCIDENT[: INCIDENT.index("    products:")] + "    defect: 缺陷\n", encoding="utf-8")
    asked = [each for each in ask_questions(incident, case="电热水壶召回").questions if "产品" in each.field]
    assert [each.key for each in asked] == ["incident.recall.products"]
    assert asked[0].text.startswith("召回哪些产品？")


def test_when_all_is_filled_in_nothing_is_asked_and_the_sheet_says_so(project: Path) -> None:
    for path in (project / SCENARIO, project / COMMUNICATION, project / "source/plan.yaml"):
        path.write_text(re.sub(r"!todo \S+", "2026-01-05", path.read_text("utf-8")), encoding="utf-8")
    asked = ask_questions(project, case="product-quality", sheet=project / "核实单.docx")
    assert asked.questions == ()
    assert "没有需要核实的问题" in text_of(project / "核实单.docx")


def test_the_sheet_is_valid_has_room_for_answers_and_replaces_no_other(project: Path) -> None:
    sheet = project / "核实单.docx"
    asked = ask_questions(project, case="product-quality", sheet=sheet)
    assert asked.sheet == sheet
    assert [each.description for each in OpenXmlValidator().validate(sheet).errors] == []
    text = text_of(sheet)
    assert text.count("答复人签字") == text.count("答复单位：") == 3
    assert all(each.text in text and each.key in text for each in asked.questions)
    first = sheet.read_bytes()
    ask_questions(project, case="product-quality", sheet=sheet)
    assert sheet.read_bytes() == first
    sheet.write_bytes(b"mine")
    with pytest.raises(UsageProblem):
        ask_questions(project, sheet=sheet)
    assert sheet.read_bytes() == b"mine"


def test_a_template_that_cannot_be_read_is_a_finding_not_silence(project: Path) -> None:
    (project / RECALL).write_bytes(b"")
    asked = ask_questions(project, case="product-quality", sheet=project / "x.docx")
    assert [each.code for each in asked.outcome.findings] == ["W103"]
    assert not (project / "x.docx").exists()
    waiting = {kind for each in asked.questions for kinds in each.notices.values() for kind in kinds}
    assert "媒体声明" in waiting
    assert "产品召回公告" not in waiting


def test_an_unknown_case_or_kind_is_a_usage_problem(project: Path) -> None:
    for case, kind in (("nothing", ""), ("", "nothing"), ("data-leak", "recall-notice")):
        with pytest.raises(UsageProblem):
            ask_questions(project, case=case, kind=kind)


def test_every_fact_of_an_incident_has_a_question_of_its_own() -> None:
    """A new field without one would be asked for by its bare name."""
    facts = {path.replace("[]", "") for path in fact_names().values() if "." in path}
    assert facts == set(fact_questions())
    assert len(set(fact_questions().values())) == len(facts)  # no two are asked for in the same words


def test_the_command_says_who_is_asked_what(project: Path) -> None:
    code, out = run(project, "product-quality", "--notice", "媒体声明")
    assert code == 0
    assert out.startswith(
        "客户服务部（2 项）\n"
        "  1. 供消费者拨打的热线是哪个号码？\n"
        "     等待答复：媒体声明\n"
        "     填入：source/communication.yaml 的 contact.hotline（事件.热线）\n"
    )
    assert out.splitlines()[-1] == "1 份通知，7 个问题，其中 7 个不答复就不能发布，0 个可选"
    result = json.loads(run(project, "--json")[1])
    assert (result["version"], result["ok"], result["sheet"]) == (1, True, None)
    assert {"question", "by", "who", "field", "optional", "file", "key", "notices"} == result["questions"][0].keys()
    assert "product-quality/recall-notice" in result["notices"]


def run(project: Path, *arguments: str) -> tuple[int, str]:
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("PLANGEN", "NO_COLOR"))}
    done = subprocess.run(
        [sys.executable, "-m", "plangen", "notices", "questions", *arguments],
        cwd=project,
        env={**clean, "PYTHONUTF8": "1"},
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    return done.returncode, done.stdout


def text_of(path: Path) -> str:
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as package:
        return re.sub("<[^>]+>", "", package.read("word/document.xml").decode())
