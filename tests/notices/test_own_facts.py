"""Facts and clocks that a plan declares itself: printed, asked for, proved and reckoned from like any other."""

import shutil
import zipfile
from pathlib import Path

import pytest

from plangen.pipeline.check import study
from plangen.pipeline.notices.check import check_templates
from plangen.pipeline.notices.lists import ask_questions, list_deadlines, list_elements, list_fields
from plangen.pipeline.notices.preview import preview_notices

ROOT = Path(__file__).parents[2]
TEMPLATE = "templates/notices/outage.docx"
BODY = (
    "{{ 事件.补充.受影响业务 }}暂停办理。",
    "{%p for 渠道 in 补充.替代渠道 %}",
    "{{ 渠道 }}",
    "{%p endfor %}",
    "{{ 事件.发布日期 }}",
)
FACTS = """
facts:
  - {name: 受影响业务, title: 受影响的业务, meaning: 暂停办理的业务, ask: 哪些业务受到影响？, by: it}
  - {name: 替代渠道, many: true}
"""
CLOCKS = """clocks:
  - {name: 服务恢复, meaning: 全部业务恢复办理的时间, ask: 服务在几点几分恢复？}
"""
DEADLINE = """
  - {id: restored, title: 报告服务恢复, kinds: [outage], starts: 服务恢复, amount: 24, unit: 小时, to: 监管部门,
     basis: 办法, certainty: 已查证, checked_on: 2026-03-01, confirmed_by: !todo 法务}
"""
ELEMENT = """
  - {id: business, title: 受影响业务, kinds: [outage], duty: 必须, covered_by: [事件.补充.受影响业务], basis: 办法,
     certainty: 已查证, checked_on: 2026-03-01, confirmed_by: !todo 法务}
"""
CASE = """id: outage-2026
title: 系统中断
scenario: data-leak
notices: [outage]
incident:
  date: 2026-03-01
  time: 20:00
  issued: 2026-03-02
"""
GIVEN = """  extra:
    - {name: 受影响业务, text: 转账和取款}
    - {name: 替代渠道, items: [柜面, 自助设备]}
  clocks:
    others: [{name: 服务恢复, date: 2026-03-01, time: 次日3:10}]
"""


@pytest.fixture(scope="module")
def declared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the sample that declares facts and a clock, with a notice that prints them."""
    root = tmp_path_factory.mktemp("own") / "plan"
    for name in ("source", "templates"):
        shutil.copytree(ROOT / name, root / name)
    parts = parts_of(ROOT / "templates/notices/risk-advice.docx")
    document = parts["word/document.xml"].decode()
    head, tail = document[: document.index("<w:body>") + 8], document[document.rindex("<w:sectPr") :]
    parts["word/document.xml"] = f"{head}{''.join(map(paragraph, BODY))}{tail}".encode()
    write_parts(root / TEMPLATE, parts)
    edit(root, "communication.yaml", "\nnotices:\n", "\nnotices:\n" + KIND)
    append(root, "communication.yaml", FACTS)
    edit(root, "legal/deadlines.yaml", "\ndeadlines:\n", f"\n{CLOCKS}\ndeadlines:{DEADLINE}")
    edit(root, "legal/elements.yaml", "\nelements:\n", f"\nelements:{ELEMENT}")
    (root / "source/incidents").mkdir()
    (root / "source/incidents/outage.yaml").write_text(CASE, encoding="utf-8")
    return root


KIND = "  - {id: outage, title: 服务中断公告, template: outage.docx, audience: 客户}\n"


@pytest.fixture
def root(declared: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(declared, tmp_path / "plan"))


def parts_of(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def write_parts(path: Path, parts: dict[str, bytes]) -> None:
    with zipfile.ZipFile(path, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)


def paragraph(text: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="Body"/></w:pPr><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def changed(root: Path, old: str, new: str) -> None:
    parts = parts_of(root / TEMPLATE)
    assert old.encode() in parts["word/document.xml"]
    parts["word/document.xml"] = parts["word/document.xml"].replace(old.encode(), new.encode())
    write_parts(root / TEMPLATE, parts)


def edit(root: Path, name: str, old: str, new: str) -> None:
    path = root / "source" / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def append(root: Path, name: str, text: str) -> None:
    with (root / "source" / name).open("a", encoding="utf-8") as file:
        file.write(text)


def text_of(path: Path) -> str:
    with zipfile.ZipFile(path) as package:
        return package.read("word/document.xml").decode()


def test_a_notice_prints_declared_facts_and_says_which_are_missing(root: Path) -> None:
    append(root, "incidents/outage.yaml", GIVEN)
    done = preview_notices(root, "outage", case="outage-2026", folder=root.parent / "草稿")
    text = text_of(done.files[0])
    assert "转账和取款" in text
    assert text.index("柜面") < text.index("自助设备")
    (root / "source/incidents/outage.yaml").write_text(CASE, encoding="utf-8")
    done = preview_notices(root, "outage", case="outage-2026", folder=root.parent / "草稿二")
    assert "受影响的业务" in text_of(done.files[0])


def test_what_is_missing_is_asked_in_the_plan_s_own_words_of_whom_it_names(root: Path) -> None:
    asked = {each.field: each for each in ask_questions(root, case="outage-2026").questions}
    business = asked["补充.受影响业务"]
    assert (business.text, business.who) == ("哪些业务受到影响？", "IT部门")
    assert (business.file, business.key) == ("source/incidents/outage.yaml", "incident.extra[受影响业务]")
    assert asked["补充.替代渠道"].text == "请提供：替代渠道。"
    edit(root, "communication.yaml", "\nanswers:\n", "\nanswers:\n  - {facts: [补充.受影响业务], by: legal}\n")
    assert {each.field: each.who for each in ask_questions(root).questions}["补充.受影响业务"] == "法务部"


def test_the_list_of_fields_knows_them(root: Path) -> None:
    append(root, "incidents/outage.yaml", GIVEN)
    fields = {each.name: each for each in list_fields(root).fields}
    own = fields["补充.受影响业务"]
    assert (own.meaning, own.tag, own.templates, own.filled["outage-2026"]) == (
        "暂停办理的业务",
        "{{ 补充.受影响业务 }}",
        ("outage.docx",),
        True,
    )
    assert fields["补充.替代渠道"].many
    assert fields["时间节点.服务恢复"].meaning == "全部业务恢复办理的时间"
    assert fields["时间节点.服务恢复"].example == "2026年3月2日3:10"
    assert fields["事件.热线"].meaning == "服务热线"
    assert not any(name.startswith(("事件.补充", "时间节点.其他")) for name in fields)


def test_a_declared_fact_covers_an_element(root: Path) -> None:
    def states() -> list[str]:
        found = list_elements(root, "outage-2026/outage").notices
        return [proof.state.value for each in found for proof in each.proofs]

    assert states() == ["unfilled"]
    append(root, "incidents/outage.yaml", GIVEN)
    assert states() == ["covered"]


def test_deadlines_are_reckoned_from_a_declared_clock(root: Path) -> None:
    def due() -> tuple[str, str]:
        [(_, _, dues)] = list_deadlines(root, "outage-2026").cases
        [found] = [each for each in dues if each.deadline.id == "restored"]
        return str(found.end), found.reason.zh if found.reason else ""

    assert due() == ("None", "“服务恢复”的日期尚未填写")
    append(root, "incidents/outage.yaml", GIVEN)
    assert due() == ("2026-03-03 03:10:00", "")
    edit(root, "incidents/outage.yaml", ", time: 次日3:10", "")
    assert due() == ("None", "“服务恢复”只有日期，小时无从起算")


def test_a_misspelt_name_is_found_with_the_nearest(root: Path) -> None:
    changed(root, "补充.受影响业务", "补充.受影响义务")
    found = check_templates(root, ()).outcome.findings
    hints = {each.code: each.advice("zh") for each in found if each.at.file == TEMPLATE}
    assert "“受影响业务”" in hints["W112"]
    assert [each.values["name"] for each in found if each.code == "W194"] == ["受影响业务"]
    edit(root, "legal/elements.yaml", "covered_by: [事件.补充.受影响业务]", "covered_by: [补充.受影响业]")
    edit(root, "legal/deadlines.yaml", "starts: 服务恢复", "starts: 服务回复")
    append(root, "incidents/outage.yaml", GIVEN.replace("替代渠道, items", "代替渠道, items"))
    found = study(root).outcome.findings
    near = {each.at.path: each.advice("zh") for each in found if each.code in {"R101", "L101"}}
    assert near["deadlines.deadlines[restored].starts"] == "是不是想写“服务恢复”？"
    assert near["elements.elements[business].covered_by[1]"] == "是不是想写“补充.受影响业务”？"
    assert near["incidents[outage-2026].incident.extra[2].name"] == "是不是想写“替代渠道”？"


def test_facts_of_the_plan_that_a_notice_leaves_out_are_told(root: Path) -> None:
    append(root, "incidents/outage.yaml", GIVEN)
    changed(root, "渠道 in 补充.替代渠道", "渠道 in 事件.已采取措施")
    found = check_templates(root, ()).outcome.findings
    unused = [each for each in found if each.code == "W127" and each.at.file == TEMPLATE]
    assert "补充.替代渠道" in str(unused[0].values["names"])
