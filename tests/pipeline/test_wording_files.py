"""Owners word their forms and front pages: what their file says is printed, what it lacks comes with plangen."""

import re
from pathlib import Path

import pytest

from plangen.blocks.document import Cover, Title
from plangen.blocks.workbook import Register, Workbook
from plangen.changes.apply import apply
from plangen.documents.outlines.given import GIVEN
from plangen.documents.plan import drill_plan
from plangen.documents.workbooks.complaint_form import complaint_form
from plangen.documents.workbooks.msel import events_list
from plangen.documents.workbooks.process_record import process_record
from plangen.model import document_list
from plangen.model.edition import Edition
from plangen.model.own_words import NO_WORDING, WORDING
from plangen.model.plan import Plan
from plangen.pipeline.check import study
from plangen.pipeline.outline_files import with_outlines
from plangen.pipeline.wording_files import with_templates, with_wording, wording_proved
from plangen.reading.own_words import read_wording
from plangen.reading.source import read

ROOT = Path(__file__).parents[2]
SHIPPED = (ROOT / WORDING).read_bytes()
_FORMS = "workbooks/instructions.py"
PRINTS = {
    **dict.fromkeys(("cover", "approvals", "revisions"), ("plan/front.py",)),
    "instructions": (_FORMS, "workbooks/complaint_form.py", "workbooks/process_columns.py", "workbooks/msel.py"),
    "complaint-form": (_FORMS, *(f"workbooks/complaint_{name}.py" for name in ("form", "columns", "print"))),
    "process-record": (_FORMS, *(f"workbooks/process_{name}.py" for name in ("record", "columns", "bases"))),
    "msel": (_FORMS, "workbooks/msel.py"),
    "packet": ("packets/front.py", "packets/print_list.py"),
}
"""The modules that print the words of each group, below documents/."""
SOURCE = {path.relative_to(ROOT).as_posix(): path.read_bytes() for path in (ROOT / "source").rglob("*.yaml")}


def plan_of(changed: dict[str, tuple[str, str]] | None = None) -> Plan:
    """The sample, words of its source replaced."""
    files = dict(SOURCE)
    for path, (old, new) in (changed or {}).items():
        assert old in files[path].decode()
        files[path] = files[path].decode().replace(old, new).encode()
    return with_templates(read(files).plan, {})


def worded(text: str, plan: Plan | None = None) -> Plan:
    return with_wording(plan or plan_of(), {WORDING: text.encode()})


def found(text: str) -> list[tuple[str, int, int, str]]:
    findings = wording_proved(plan_of(), {WORDING: text.encode()})
    return [(each.code, each.at.line, each.at.column, each.message("zh")) for each in findings]


def printed(book: Workbook) -> str:
    return repr(book)


def test_the_shipped_words_are_sound_even_when_they_are_proved() -> None:
    assert read_wording(WORDING, SHIPPED)[1] == ()
    assert list(wording_proved(plan_of(), {WORDING: b"# x\n" + SHIPPED})) == []


def test_every_text_is_printed_somewhere_and_every_given_name_is_given() -> None:
    wording, _ = read_wording(WORDING, SHIPPED)
    assert set(GIVEN) == set(wording) == set(PRINTS)
    code = {
        group: "".join((ROOT / "plangen/documents" / each).read_text(encoding="utf-8") for each in modules)
        for group, modules in PRINTS.items()
    }
    used = [(group, name) for names in (wording, GIVEN) for group in names for name in names[group]]
    assert [(group, name) for group, name in used if f'"{name}"' not in code[group]] == []
    told = comments()
    assert [(group, name) for group, names in GIVEN.items() for name in names if name not in told[group]] == []


def comments() -> dict[str, str]:
    """What stands behind # in the shipped file, by the group that it is about: above its key, or in it."""
    told: dict[str, str] = {}
    above, group = "", ""
    for line in SHIPPED.decode().splitlines():
        said = line.partition("#")[2]
        if line.startswith("#"):
            above += said
        elif line and not line.startswith(" "):
            group = line.partition(":")[0]
            told[group], above = above + said, ""
        elif group:
            told[group] += said
    return told


def test_no_text_speaks_of_one_company() -> None:
    text = re.sub(r"\{\{.*?\}\}|\{%.*?%\}|#.*", "", SHIPPED.decode())
    assert re.findall("公司|消费者|应急小组|召回|产品|订单|门店|总导调|20[0-9]{2}", text) == []


def test_what_the_file_lacks_comes_with_plangen() -> None:
    plan = worded("approvals:\n  title: 会签页\ncover:\n  number:\n")
    blocks = drill_plan(plan).blocks
    assert [each.lines for each in blocks if isinstance(each, Title)] == [("会签页",), ("修订记录",)]
    cover = next(each for each in blocks if isinstance(each, Cover))
    assert [label for label, _ in cover.facts][:3] == ["文件编号", "版　　本", "编制单位"]


def test_an_owner_names_his_forms() -> None:
    text = """
complaint-form:
  register-name: 台账
  form-name: 客户投诉单
  points: ['{{ 打印单 }}印自{{ 台账 }}']
"""
    called = "documents: [{id: complaint-form, title: 客户投诉登记表}]"
    book = complaint_form(worded(text, with_outlines(plan_of(), {document_list.FILE: called.encode()})))
    assert [sheet.name for sheet in book.sheets] == ["台账", "客户投诉单", "客户投诉单续页", "填写说明"]
    assert book.header.startswith("客户投诉登记表")
    assert "客户投诉单印自台账" in printed(book)
    assert "客户投诉登记表填写说明" in printed(book)
    assert "消费者投诉信息" not in printed(book)


def test_a_text_that_says_nothing_is_not_printed() -> None:
    text = 'msel:\n  day-note: ""\n  notes: ["{% if 公司.没有 %}x{% endif %}"]\n'
    day = events_list(worded(text.replace("公司.没有", "有报告要求 and 投诉登记部门 == '无'"))).sheets[0]
    assert isinstance(day, Register)
    assert day.notes == ()


@pytest.mark.parametrize("make", [complaint_form, process_record, events_list])
def test_examples_are_of_the_days_of_the_drill(make: object) -> None:
    drill = {"source/drill.yaml": ("date: 2024-12-10", "date: 2026-06-30")}
    said = printed(make(plan_of(drill)))  # type: ignore[operator]  # a maker
    assert "2024-12" not in said


def test_a_drill_past_midnight_shows_the_day_that_follows() -> None:
    drill = {"source/drill.yaml": ("end: 17:00", "end: 次日 2:00")}
    assert "连同日期填写，例如 2024-12-11 9:12" in printed(process_record(plan_of(drill)))


def test_words_stay_with_the_plan_whatever_is_made_of_it() -> None:
    plan = worded("approvals:\n  title: 会签页\n")
    edition = Edition(label="v9", version="v9")
    made = (
        plan.without(["calendars"]),
        plan.in_edition(edition),
        plan.with_records("revisions", ()),
        plan.with_outlines(plan.outlines),
        apply((), plan),
    )
    assert {each.wording["approvals"]["title"].texts for each in made} == {("会签页",)}
    assert Plan({}, {}).wording is NO_WORDING


LOOPS = "".join(f"{{% for {name} in 岗位 %}}" for name in "abcde")

WRONG = {
    "an unknown text": ("cover:\n  numbr: x", [("B141", 2, 3, "“cover.numbr”不是可以改的用语")]),
    "an unknown group": ("covers:\n  number: x", [("B141", 2, 3, "“covers”不是可以改的用语")]),
    "a text for a list": (
        "msel:\n  points: x",
        [("B142", 2, 3, "“msel.points”的写法不对，应为逐条列出的用语，每条前面一个“- ”")],
    ),
    "a list for a text": ("msel:\n  day-note: [x]", [("B142", 2, 3, "“msel.day-note”的写法不对，应为一句用语")]),
    "too few heads": (
        "approvals:\n  heads: [a, b]",
        [("B142", 2, 3, "“approvals.heads”的写法不对，应为4条，不多不少")],
    ),
    "a name that is blank": (
        'msel:\n  day-name: " "',
        [("B142", 2, 3, "“msel.day-name”的写法不对，应为不空白的用语")],
    ),
    "keys in a text": (
        "msel:\n  day-note: {a: b}",
        [("B142", 2, 3, "“msel.day-note”的写法不对，应为一句用语，或者逐条列出的用语")],
    ),
    "a text for a group": ("msel: x", [("B142", 1, 1, "“msel”的写法不对，应为若干“名称: 用语”")]),
    "no groups": ("- x", [("B142", 0, 0, "“templates/wording.yaml”的写法不对，应为若干“名称:”，下面再写各条用语")]),
    "a name that is no fact": (
        "cover:\n  owner: 编制{{ 编织单位 }}",
        [("W112", 2, 12, "标签 {{ 编织单位 }} 中的“编织单位”不是已知名称")],
    ),
    "a name that is given elsewhere": (
        "msel:\n  points: [甲, '{{ 工作表 }}']",
        [("W112", 2, 16, "标签 {{ 工作表 }} 中的“工作表”不是已知名称")],
    ),
    "a tag that never ends": (
        "cover:\n  owner: '{% if 公司 %}x'",
        [("W111", 2, 11, "标签 {% if 公司 %} 没有对应的结束标签")],
    ),
    "a tag that takes lines along": (
        "cover:\n  owner: '{%p if 公司 %}'",
        [
            ("W111", 2, 11, "标签 {%p if 公司 %} 必须独占一行，不写在段落、清单或者格子里；在文字中间写 {% … %}"),
            ("W111", 2, 11, "标签 {%p if 公司 %} 没有对应的结束标签"),
        ],
    ),
    "loops within loops": (
        f"cover:\n  owner: '{LOOPS}x{'{% endfor %}' * 5}'",
        [("W115", 2, 10, "生成的内容超过上限，这份文件生成不了")],
    ),
}


@pytest.mark.parametrize(("text", "expected"), WRONG.values(), ids=list(WRONG))
def test_what_is_wrong_is_told_where_it_stands(text: str, expected: list[tuple[str, int, int, str]]) -> None:
    assert found(text) == expected
    worded(text).wording["cover"]  # and the shipped words stand in for it


def test_a_misspelt_name_is_suggested() -> None:
    (finding,) = wording_proved(plan_of(), {WORDING: b"cover:\n  numbr: x\n"})
    assert finding.advice("zh") == "是不是想写“number”？"
    assert finding.advice("en") == "did you mean 'number'?"


@pytest.mark.parametrize("text", ["", "# 没有内容\n", "cover:\n", "cover:\n  number:\n"])
def test_a_file_that_says_nothing_says_nothing_wrong(text: str) -> None:
    assert found(text) == []


def test_the_words_of_a_project_are_those_of_its_file(tmp_path: Path) -> None:
    for path in (ROOT / "source").rglob("*.yaml"):
        target = tmp_path / path.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(path.read_bytes())
    (tmp_path / "templates").mkdir()
    (tmp_path / WORDING).write_text("revisions:\n  title: 历次修订\n", encoding="utf-8")
    titles = [each.lines for each in drill_plan(study(tmp_path).plan).blocks if isinstance(each, Title)]
    assert ("历次修订",) in titles
