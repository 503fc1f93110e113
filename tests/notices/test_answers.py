"""`plangen notices answers`: what departments answered gets into the files of the plan, and nothing else changes."""

import datetime
import os
import re
import shutil
import subprocess
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plangen.documents.notices.fact_homes import AnswerForm, all_fact_homes, said_of
from plangen.documents.notices.question_sheet import QUESTIONS
from plangen.errors import UsageProblem
from plangen.model.facts import all_fact_questions
from plangen.pipeline.check import study
from plangen.pipeline.notices.lists import ask_questions
from plangen.pipeline.returned.fact_answers import AnswersRead, read_answers
from plangen.reporting.notices.forms_read import report_answers
from plangen.reporting.style import Style
from tests.notices.filling import Filled, fill

ROOT = Path(__file__).parents[2]
FILE = "source/incidents/kettle.yaml"
COMMUNICATION = "source/communication.yaml"
INCIDENT = """# 一起真实事件，法务部填写
id: kettle-2026
title: 电热水壶召回
scenario: product-quality   # 参照场景
notices: [recall-notice, hotline-qa]
incident:
  name: 电热水壶质量问题   # 对外的称呼
  date: 2026-03-01
  cause: 温控元件失效
  measures: []   # 各部门报来
  recall:
    # 质量部在查
    defect: !todo 产品缺陷
    products:
      - {name: 电热水壶, model: YL-1}
      - name: 电热水壶
        model: YL-2   # 只有一个批次
        batch: !todo 批次号
"""
CASE = "kettle-2026#"
DEFECT, BEGINS, MEASURES = f"{CASE}incident.recall.defect", f"{CASE}incident.recall.begins", f"{CASE}incident.measures"
BATCH, HOTLINE = f"{CASE}incident.recall.products[1].batch", f"{CASE}contact.hotline"


@pytest.fixture
def project(project: Path) -> Path:
    shutil.rmtree(project / "source/incidents", ignore_errors=True)
    (project / "source/incidents").mkdir()
    (project / FILE).write_text(INCIDENT, encoding="utf-8")
    shutil.copy(ROOT / "tests/office/samples/recall-notice.docx", project / "templates/notices/recall-notice.docx")
    return project


def form(project: Path, filled: Filled, name: str = "a.docx", **more: Any) -> Path:
    blank = project.parent / f"blank-{name}"
    if not blank.exists():
        ask_questions(project, case="kettle-2026", sheet=blank, **more)
    return fill(blank, QUESTIONS, filled, project.parent / name)


def codes(read: AnswersRead) -> list[str]:
    return sorted(each.code for each in read.outcome.findings)


def incident(project: Path) -> Any:
    return yaml.safe_load((project / FILE).read_text("utf-8").replace("!todo ", ""))


def texts(project: Path) -> dict[str, bytes]:
    return {str(path.relative_to(project)): path.read_bytes() for path in sorted((project / "source").rglob("*.yaml"))}


@pytest.mark.parametrize("name", ["a.docx", "a.xlsx"])
def test_answers_get_into_the_files_and_not_a_byte_more(name: str, project: Path) -> None:
    before = (project / FILE).read_text("utf-8")
    filled = form(
        project,
        {
            DEFECT: {
                "answer": "不能自动断电",
                "state": "已核实",
                "basis": "检测报告1号",
                "who": "张三",
                "on": "2026-03-02",
            },
            BATCH: {"answer": "B-2026"},
            MEASURES: {"answer": "1.停止销售\n2.封存库存"},
            BEGINS: {"answer": "2026年3月2日"},
            HOTLINE: {"answer": "400-123-4567"},
        },
        name,
    )
    read = read_answers(project, [filled])
    assert codes(read) == ["Q232"]  # the date, as it was read
    assert read.is_written
    after = (project / FILE).read_text("utf-8")
    head, _, record = after.partition("answered:\n")
    assert head == (
        before.replace("  measures: []   # 各部门报来\n", "  measures: # 各部门报来\n    - 停止销售\n    - 封存库存\n")
        .replace("!todo 产品缺陷", "不能自动断电")
        .replace("!todo 批次号", "B-2026")
        .replace("    products:\n", "    products:\n")
        + "    begins: 2026-03-02\n"
    )
    (entry,) = [each for each in yaml.safe_load(record) if each["fact"] == "召回.缺陷"]
    assert entry == {
        "fact": "召回.缺陷",
        "answer": "不能自动断电",
        "result": "已核实",
        "unit": "质量管理部",
        "name": "张三",
        "date": datetime.date(2026, 3, 2),
        "basis": "检测报告1号",
    }
    assert "hotline: 400-123-4567" in (project / COMMUNICATION).read_text("utf-8")
    assert study(project).plan.cases["kettle-2026"].incident is not None
    again = texts(project)
    assert codes(read_answers(project, [filled])) == ["Q232"]
    assert texts(project) == again


def test_the_command_shows_old_and_new_and_a_dry_run_writes_nothing(project: Path) -> None:
    filled = form(project, {DEFECT: {"answer": "不能自动断电", "who": "张三"}})
    before = texts(project)
    read = read_answers(project, [filled], dry_run=True)
    said = list(report_answers(read, dry_run=True).text(Style("zh")))
    assert said[:4] == [FILE, "  召回.缺陷", "    【待填写：产品缺陷】 → 不能自动断电", "    质量管理部 张三"]
    assert said[-1] == "将写入 1 项事实；这次没有写入任何文件"
    assert texts(project) == before


def test_two_departments_that_answer_differently_write_nothing_of_it(project: Path) -> None:
    first = form(project, {DEFECT: {"answer": "不能自动断电"}, BATCH: {"answer": "B-1"}}, "a.docx")
    second = form(project, {DEFECT: {"answer": "底座过热"}, BATCH: {"answer": "B-1"}}, "b.docx")
    read = read_answers(project, [first, second])
    assert codes(read) == ["Q225", "Q225"]
    assert "底座过热（b.docx）" in str(read.outcome.findings[0].values["answers"])
    assert "!todo 产品缺陷" in (project / FILE).read_text("utf-8")
    assert [each.home.key for each in read.written] == ["incident.recall.products[1].batch"]


def test_who_cannot_say_yet_does_not_contradict_who_can(project: Path) -> None:
    first = form(project, {DEFECT: {"answer": "下周答复", "state": "暂不能确定"}}, "a.docx")
    second = form(project, {DEFECT: {"answer": "底座过热", "state": "已核实"}}, "b.docx")
    read = read_answers(project, [first, second])
    assert codes(read) == []
    assert incident(project)["incident"]["recall"]["defect"] == "底座过热"


def test_a_fact_that_changed_since_the_form_went_out_stays(project: Path) -> None:
    filled = form(project, {DEFECT: {"answer": "不能自动断电"}, BATCH: {"answer": "B-1"}})
    changed = (project / FILE).read_text("utf-8").replace("!todo 产品缺陷", "底座过热")
    (project / FILE).write_text(changed, encoding="utf-8")
    read = read_answers(project, [filled])
    assert codes(read) == ["Q226"]
    assert incident(project)["incident"]["recall"]["defect"] == "底座过热"
    assert incident(project)["incident"]["recall"]["products"][1]["batch"] == "B-1"


def test_an_item_that_is_another_one_by_now_gets_no_answer_of_the_old(project: Path) -> None:
    filled = form(project, {BATCH: {"answer": "B-1"}})
    (project / FILE).write_text(INCIDENT.replace("model: YL-2 ", "model: YL-3 "), encoding="utf-8")
    text = (project / FILE).read_text("utf-8").replace("      - name: 电热水壶\n", "      - name: 电饭锅\n")
    (project / FILE).write_text(text, encoding="utf-8")
    assert codes(read_answers(project, [filled])) == ["Q226"]
    (project / FILE).write_text(INCIDENT[: INCIDENT.index("      - name: 电热水壶\n")], encoding="utf-8")
    assert codes(read_answers(project, [filled])) == ["Q227"]


def test_what_says_only_that_there_is_nothing_is_recorded_and_not_written(project: Path) -> None:
    filled = form(project, {DEFECT: {"answer": "无"}, BATCH: {"answer": "待核实。"}, BEGINS: {"state": "不适用"}})
    read = read_answers(project, [filled])
    assert codes(read) == []
    assert {each.home.title: each.result for each in read.without} == {
        "召回.缺陷": "不适用",
        "召回.产品[2].批次": "暂不能确定",
        "召回.开始日期": "不适用",
    }
    assert "!todo 产品缺陷" in (project / FILE).read_text("utf-8")
    before = texts(project)
    read_answers(project, [filled])
    assert texts(project) == before


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"answer": "约3月初"}, "Q221"),
        ({"answer": "2026-03-02", "state": "已核实和不适用"}, "Q222"),
        ({"state": "已核实"}, "Q223"),
        ({"answer": "2026-03-02", "on": "昨天"}, "Q224"),
    ],
)
def test_what_cannot_be_read_is_a_finding_at_its_cell(cells: dict[str, str], code: str, project: Path) -> None:
    read = read_answers(project, [form(project, {BEGINS: cells, DEFECT: {"answer": "底座过热"}}, "a.xlsx")])
    assert code in codes(read)
    (finding,) = [each for each in read.outcome.findings if each.code == code]
    assert finding.at.spot is not None
    assert re.fullmatch("工作表“质量管理部”的 [A-Z][0-9]+", finding.at.spot.zh)
    assert [each.home.title for each in read.written if each.home.title == "召回.缺陷"]


def test_a_list_of_things_is_answered_in_lines(project: Path) -> None:
    (project / FILE).write_text(INCIDENT[: INCIDENT.index("    products:")], encoding="utf-8")
    key = f"{CASE}incident.recall.products"
    answer = "第1批：\n名称：电热水壶\n型号: YL-1\n批次：B1\n名称：电热水壶\n型号：YL-2"
    assert codes(read_answers(project, [form(project, {key: {"answer": answer}})])) == []
    assert incident(project)["incident"]["recall"]["products"] == [
        {"name": "电热水壶", "model": "YL-1", "batch": "B1"},
        {"name": "电热水壶", "model": "YL-2"},
    ]
    (project / FILE).write_text(INCIDENT[: INCIDENT.index("    products:")], encoding="utf-8")
    assert codes(read_answers(project, [form(project, {key: {"answer": "电热水壶两批"}}, "b.docx")])) == ["Q221"]


def test_a_form_of_another_plan_or_incident_is_named(project: Path, tmp_path: Path) -> None:
    filled = form(project, {DEFECT: {"answer": "底座过热"}})
    plan = project / "source/plan.yaml"
    text = plan.read_text("utf-8")
    plan.write_text(re.sub(r"(?m)^title: .*$", "title: 别的计划", text), encoding="utf-8")
    assert codes(read_answers(project, [filled])) == ["Q228"]
    plan.write_text(text, encoding="utf-8")
    (project / FILE).write_text(INCIDENT.replace("id: kettle-2026", "id: kettle-2027"), encoding="utf-8")
    before = texts(project)
    assert codes(read_answers(project, [filled])) == ["Q228"]
    assert texts(project) == before
    assert codes(read_answers(project, [tmp_path / "no.docx"])) == ["Q229"]


def test_a_blank_form_and_the_same_form_twice_are_told(project: Path) -> None:
    blank = form(project, {})
    assert codes(read_answers(project, [blank])) == ["Q230"]
    filled = form(project, {DEFECT: {"answer": "底座过热"}}, "b.docx")
    shutil.copy(filled, filled.with_name("c.docx"))
    assert codes(read_answers(project, [filled, filled.with_name("c.docx")])) == ["Q231"]


def test_a_file_with_an_error_is_left_as_it_is(project: Path) -> None:
    filled = form(project, {DEFECT: {"answer": "底座过热"}, HOTLINE: {"answer": "400-123-4567"}})
    (project / FILE).write_text(INCIDENT + "  place: a: b\n", encoding="utf-8")
    before = (project / FILE).read_bytes()
    read = read_answers(project, [filled])
    assert not read.outcome.ok(strict=False)
    assert (project / FILE).read_bytes() == before


def test_the_name_and_date_of_the_signature_stand_for_rows_without(project: Path) -> None:
    import docx

    filled = form(project, {DEFECT: {"answer": "底座过热"}}, by="质量管理部")
    document = docx.Document(str(filled))
    cells = document.tables[0].rows[0].cells
    seen: list[Any] = []
    for cell in cells:
        if cell._tc not in [each._tc for each in seen]:
            seen.append(cell)
    seen[0].paragraphs[0].add_run("李四")
    seen[1].paragraphs[0].add_run("2026年3月3日")
    document.save(str(filled))
    read = read_answers(project, [filled])
    assert (read.written[0].name, read.written[0].date) == ("李四", datetime.date(2026, 3, 3))


@pytest.mark.parametrize("encoding", ["gbk", "utf-8-sig"])
def test_other_encodings_and_line_ends_are_kept(encoding: str, project: Path) -> None:
    (project / FILE).write_bytes(INCIDENT.replace("\n", "\r\n").encode(encoding))
    filled = form(project, {DEFECT: {"answer": "底座过热"}, MEASURES: {"answer": "甲\n乙"}})
    assert read_answers(project, [filled]).is_written
    raw = (project / FILE).read_bytes()
    text = raw.decode(encoding)
    assert "defect: 底座过热\r\n" in text
    assert text.count("\n") == text.count("\r\n")
    assert raw.startswith(b"\xef\xbb\xbf") == (encoding == "utf-8-sig")


def test_copies_with_remarks_are_written_only_where_asked(project: Path, tmp_path: Path) -> None:
    filled = form(project, {BEGINS: {"answer": "约3月初"}})
    raw = filled.read_bytes()
    assert read_answers(project, [filled]).copies == ()
    (copy,) = read_answers(project, [filled], annotate=tmp_path / "意见").copies
    assert copy.parent == tmp_path / "意见"
    assert filled.read_bytes() == raw


def test_a_folder_gets_a_form_for_each_department(project: Path, tmp_path: Path) -> None:
    asked = ask_questions(project, case="kettle-2026", sheet=tmp_path / "核实单")
    names = {path.name for path in asked.sheets}
    assert names == {f"通知事实核实单-{who}.docx" for who in {each.who for each in asked.questions}}
    only = ask_questions(project, case="kettle-2026", by="法务部", sheet=tmp_path / "法务.docx")
    assert {each.who for each in only.questions} == {"法务部"}
    with pytest.raises(UsageProblem):
        ask_questions(project, case="kettle-2026", by="没有的部门")


def test_every_fact_that_is_asked_for_has_a_home(project: Path) -> None:
    """So that no question on a form leads nowhere when it comes back."""
    asked = ask_questions(project, case="kettle-2026").questions
    homes = all_fact_homes(study(project).plan)
    assert {f"{each.case}#{each.key}" for each in asked} <= homes.keys()
    assert all(homes[f"{each.case}#{each.key}"].file == each.file for each in asked)
    assert len(all_fact_questions(study(project).plan)) > 50


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(answer=st.text("甲乙，。：#'\"!&*-?[]{}%@`1 \t", min_size=1, max_size=30).filter(lambda text: text.strip()))
def test_any_text_comes_back_as_it_was_typed(answer: str, project: Path) -> None:
    (project / FILE).write_text(INCIDENT, encoding="utf-8")
    read = read_answers(project, [form(project, {DEFECT: {"answer": answer}})])
    written = study(project).plan.cases["kettle-2026"].incident
    assert written is not None
    assert written.recall is not None
    if read.written:
        assert said_of(written.recall.defect) == answer.strip()
    else:
        assert read.without
    assert {each.how for each in all_fact_homes(study(project).plan).values()} >= {AnswerForm.TEXT, AnswerForm.DATE}


@pytest.mark.office
def test_no_page_has_a_signature_without_answers_or_answers_without_a_signature(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A signature on a page of its own could be put to other answers; one department has a single question."""
    monkeypatch.delenv("PLANGEN_SOFFICE", raising=False)
    program = shutil.which("soffice")
    if not program or not shutil.which("pdftotext"):
        pytest.skip("needs LibreOffice and poppler-utils")
    asked = ask_questions(project, case="kettle-2026", sheet=tmp_path / "核实单.docx")
    ask_questions(project, case="kettle-2026", sheet=tmp_path / "核实单.xlsx")
    assert 1 in Counter(each.who for each in asked.questions).values()
    for number, file in enumerate(("核实单.docx", "核实单.xlsx")):
        (tmp_path / file).rename(tmp_path / f"{number}{Path(file).suffix}")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    files = [str(tmp_path / "0.docx"), str(tmp_path / "1.xlsx")]
    command = [program, profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), *files]
    subprocess.run(command, check=True, capture_output=True, timeout=180, env={**os.environ, "HOME": str(tmp_path)})
    for name in ("0.pdf", "1.pdf"):
        text = subprocess.run(["pdftotext", str(tmp_path / name), "-"], check=True, capture_output=True).stdout.decode()
        pages = [page for page in text.split("\f") if page.strip()]
        assert len(pages) > len({each.who for each in asked.questions}) - 1
        assert all("答复人（签字）" in page and "负责人（签字）" in page and "用于：" in page for page in pages)


def test_a_folder_is_read_whole_and_who_confirms_what_is_known_is_kept(project: Path) -> None:
    folder = project.parent / "交回"
    folder.mkdir()
    shutil.move(form(project, {DEFECT: {"answer": "底座过热", "who": "张三"}}), folder / "a.docx")
    (folder / "~$a.docx").write_bytes(b"lock")
    (folder / "照片.jpg").write_bytes(b"x")
    known = (project / FILE).read_text("utf-8").replace("!todo 产品缺陷", "底座过热")
    (project / FILE).write_text(known, encoding="utf-8")
    read = read_answers(project, [folder])
    assert (codes(read), [each.home.title for each in read.known], read.written) == ([], ["召回.缺陷"], ())
    assert incident(project)["answered"] == [
        {"fact": "召回.缺陷", "answer": "底座过热", "result": "已核实", "unit": "质量管理部", "name": "张三"}
    ]
    before = texts(project)
    read_answers(project, [folder])
    assert texts(project) == before


def test_an_answer_that_would_be_an_error_keeps_no_other_back(project: Path) -> None:
    """A department by its name where the file wants its id: that answer is named, the rest is written."""
    transfers = "  answering:\n    transfers:\n      - {matter: 受伤, within: 立即}\n"
    (project / FILE).write_text(INCIDENT.replace("  recall:\n", f"{transfers}  recall:\n"), encoding="utf-8")
    to = f"{CASE}incident.answering.transfers[0].to"
    read = read_answers(project, [form(project, {DEFECT: {"answer": "不能自动断电"}, to: {"answer": "财务部"}})])
    assert codes(read) == ["Q246"]
    assert "“答问.转接安排[1].转接部门”的答复“财务部”没有写入：“财务部”不能作编号" in read.outcome.findings[0].message(
        "zh"
    )
    assert incident(project)["incident"]["recall"]["defect"] == "不能自动断电"
    assert "财务部" not in (project / FILE).read_text("utf-8").partition("answered:")[0]
