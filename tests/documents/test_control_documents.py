"""Script, events list and evaluator's guide: everything of the source in them, each for its readers alone."""

import datetime
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeAlias

import pytest
from msgspec.structs import replace

from plangen.blocks.document import Document, Heading, Table
from plangen.blocks.text import as_text
from plangen.blocks.workbook import Register, Workbook
from plangen.documents.audience import headings, marking, unknown_sections
from plangen.documents.catalogue import blocks_of, bodies
from plangen.documents.evaluator import evaluator_guide
from plangen.documents.outlines.proved import outline_findings
from plangen.documents.role_cards import role_cards
from plangen.documents.script import drill_script
from plangen.documents.workbooks.msel import events_list
from plangen.model.audience import CONTROLLERS, EVALUATORS
from plangen.model.dossier import DOSSIER
from plangen.model.injects import CONTINGENCY
from plangen.model.plan import Plan
from plangen.model.script import EVALUATING
from plangen.model.visibility import Viewer, viewer, visible_sections
from plangen.reading.outline import read_outline

GOLDEN = Path(__file__).parent / "golden"
ReadPlan: TypeAlias = Callable[[Mapping[str, str]], Plan]
SCRIPT = {
    "script.yaml": """
objectives:
  - {id: quick, title: 快速清点, text: 5分钟内清点完毕, criteria: [speed], points: [清点时间]}
  - {id: honest, title: 如实告知, text: 告知停止饮用, criteria: [speed]}
staff:
  - {id: lead, kind: 导调, title: 总导调, name: 吴敏, phone: "0100-7", duties: [掌握进程, 决定中止]}
  - {id: actor, kind: 模拟, title: 来电模拟员, name: !todo 模拟员姓名, department: !todo 所在部门}
  - {id: judge, kind: 评估, title: 检验评估员, watches: [lab], objectives: [quick], scenarios: [spoiled-milk]}
  - {id: judge-all, kind: 评估, title: 综合评估员, objectives: [honest]}
roles:
  - {id: mother, title: 模拟家长甲, played_by: actor, stands_for: buyers, brief: 孩子喝了鲜奶}
rules: [不提示、不解释]
communication: [使用3频道]
signals: [{title: 真实情况, words: 真实情况, by: 任何人员, response: 停止行动}]
stops:
  - id: illness
    title: 突发疾病
    kind: 暂停
    condition: 有人发病
    decides: director
    signal: 真实情况
    procedure: [停止行动, 拨打120]
    resumption: 病人送医后恢复
observation: [只记事实]
""",
    "injects/spoiled-milk.yaml": """
scenario: spoiled-milk
clock: 情景时间比演练时间早一天
injects:
  - {id: sm-0, title: 开始, kind: 背景, time: 13:30, way: 大屏幕, by: lead, to: [service], content: 气温偏高}
  - id: sm-1
    title: 家长来电
    scenario_time: 8:00
    time: 13:45
    way: 电话
    role: mother
    by: actor
    to: [service, lab]
    content: 孩子喝了拉肚子
    expected:
      - {who: service, action: 登记并告知停止饮用, within: 5分钟}
      - {who: lab, action: 开始检验留样, step: test}
    objectives: [quick, honest]
    points: [是否问清批次]
    note: 语气焦急
  - id: sm-9
    title: 记者到场
    kind: 应变
    phase: handling
    condition: 14:30仍未告知
    way: 现场扮演
    by: lead
    to: [service]
    content: 请问有多少孩子生病
    expected: [{who: service, action: 统一口径答复, within: 10分钟}]
    objectives: [honest]
""",
    "audiences.yaml": """
documents:
  - {document: script, audience: [导控人员]}
  - {document: msel, audience: [导控人员, 评估人员]}
  - document: evaluator-guide
    audience: [评估人员]
    sections:
      - {section: evaluator-judge, audience: [评估人员], only: [judge]}
""",
}


@pytest.fixture
def scripted(read_plan: ReadPlan, small: Mapping[str, str]) -> Plan:
    return read_plan({**small, **SCRIPT})


def compare(document: Document, name: str, *, update: bool) -> None:
    written, path = as_text(document), GOLDEN / name
    if update:
        path.write_text(written, encoding="utf-8")
    assert written == path.read_text(encoding="utf-8")


def test_the_small_script_reads_as_reviewed(scripted: Plan, update_golden: bool) -> None:
    compare(drill_script(scripted), "small-script.txt", update=update_golden)


def test_the_small_evaluators_guide_reads_as_reviewed(scripted: Plan, update_golden: bool) -> None:
    compare(evaluator_guide(scripted), "small-evaluator-guide.txt", update=update_golden)


def test_a_small_script_has_no_chapter_or_column_for_what_the_drill_has_not(
    read_plan: ReadPlan, small: Mapping[str, str]
) -> None:
    """One scenario, no simulated roles, no rules for talking, no evaluators, an inject that no phase takes in."""
    drill = small["drill.yaml"].replace("scenarios: [spoiled-milk, rumour]", "scenarios: [spoiled-milk]")
    script = """
staff: [{id: lead, kind: 导调, title: 主持人, duties: [掌握进程]}]
signals: [{title: 真实情况, words: 真实情况, by: 任何人员, response: 停止行动}]
"""
    injects = """
scenario: spoiled-milk
injects:
  - {id: sm-1, title: 来电, time: 16:30, way: 电话, by: lead, to: [service], content: 孩子喝了拉肚子}
"""
    files = {**small, **SCRIPT, "drill.yaml": drill, "script.yaml": script, "injects/spoiled-milk.yaml": injects}
    document = drill_script(read_plan(files))
    titles = [(each.level, each.text) for each in document.blocks if isinstance(each, Heading)]
    assert titles == [
        *((1, "使用说明"), (1, "导控人员"), (1, "导控信号"), (1, "鲜奶变质"), (2, "未列入阶段")),
        *((1, "导调时刻表"), (1, "附录　外部单位真实联系方式")),
    ]
    written = as_text(document)
    assert "职务和类别 | 姓名和联系电话 | 职责\n" in written
    assert "导控人员不参加演练处置。" in written
    assert "计划投放的导调事件1条。" in written
    assert "表3　鲜奶变质导调事件" in written
    assert "表4按照演练时间汇总计划事件" in written


def test_everything_about_an_inject_is_in_the_script(sample: Plan) -> None:
    written = as_text(drill_script(sample))
    events = [inject for scenario in sample.played for inject in sample.events(scenario.id)]
    expected = [
        *(text for each in events for text in (each.serial, each.title, each.content, each.condition, each.note)),
        *(action.action for each in events for action in each.expected),
        *(point for each in events for point in each.points),
        *(text for each in sample.script.staff for text in (each.title, each.name, *each.duties)),
        *(text for each in sample.script.roles for text in (each.title, each.brief)),
        *(text for each in sample.script.stops for text in (each.title, each.condition, *each.procedure)),
        *(goal.title for goal in sample.script.objectives),
        *sample.script.rules,
    ]
    assert len(events) > 40
    assert [text for text in expected if text and text not in written] == []


def test_the_events_list_has_the_agreed_columns_and_every_event_once(sample: Plan) -> None:
    registers = [sheet for sheet in events_list(sample).sheets if isinstance(sheet, Register)]
    day, *scenarios, contingency = registers
    assert [column.title for column in day.columns] == [
        *("序号", "场景", "情景时间", "演练时间", "事件类型", "注入方式", "发出方／导调员", "接收方"),
        *("注入内容", "预期行动", "对应目标", "评估要点", "备注", "实际时间", "状态"),
    ]
    assert [column.title for column in scenarios[0].columns] == [
        *("序号", "演练时间\n情景时间", "事件类型\n注入方式", "发出方／导调员\n接收方"),
        *("注入内容", "预期行动", "对应目标\n评估要点", "实际时间", "状态"),
    ]
    assert [sheet.name for sheet in registers if sheet.on_screen] == ["总表"]
    planned = [row.key for sheet in scenarios for row in sheet.rows]
    every = {str(inject.id): inject for scenario in sample.played for inject in sample.events(scenario.id)}
    assert sorted(planned) == sorted(key for key, inject in every.items() if inject.kind != CONTINGENCY)
    assert [row.key for row in contingency.rows] == [k for k, inject in every.items() if inject.kind == CONTINGENCY]
    times = [every[row.key].time for row in day.rows]
    assert sorted(row.key for row in day.rows) == sorted(planned)
    assert times == sorted(time for time in times if time is not None)
    conditions = [str(row.values["case"]).split("\n", 1)[1] for row in contingency.rows]
    assert [condition for condition in conditions if not condition.strip()] == []


def test_the_few_columns_of_paper_say_all_that_the_many_of_the_screen_say(sample: Plan) -> None:
    """But for dashes, and a time of the scenario that is that of the drill."""
    day, *scenarios, _ = [sheet for sheet in events_list(sample).sheets if isinstance(sheet, Register)]
    printed = {row.key: " ".join(map(str, row.values.values())) for sheet in scenarios for row in sheet.rows}
    for row in day.rows:
        for column, value in row.values.items():
            if row.key in printed and column != "scenario" and value != "—":
                assert str(value) in printed[row.key], (row.key, column)


@pytest.mark.office
def test_what_is_entered_on_a_scenarios_sheet_shows_in_the_whole_day(
    scripted: Plan, fill_in: Callable[[Workbook], "object"]
) -> None:
    form = fill_in(events_list(scripted))
    form.enter("spoiled-milk", "sm-1", actual=datetime.time(13, 47), state="已投放")  # type: ignore[attr-defined]  # the form of conftest
    reckoned = form.calculated()  # type: ignore[attr-defined]  # the form of conftest
    assert reckoned.value("day", "sm-1", "state") == "已投放"
    assert reckoned.value("day", "sm-1", "actual") == datetime.time(13, 47)
    assert reckoned.value("day", "sm-0", "state") in {None, ""}


def test_an_evaluator_sees_what_he_watches_and_nothing_of_others(scripted: Plan) -> None:
    """The laboratory's evaluator gets the laboratory's actions; who watches nobody in particular gets all."""
    guide = evaluator_guide(scripted)
    cells = {table.caption.split("　")[-1]: text_of(table) for table in guide.blocks if isinstance(table, Table)}
    assert "开始检验留样" in cells["检验评估员观察记录"]
    assert "告知停止饮用（" not in cells["检验评估员观察记录"]
    assert "统一口径答复" in cells["综合评估员观察记录"]


def test_an_event_is_written_once_whatever_it_tests_and_each_objective_is_graded(sample: Plan) -> None:
    guide = evaluator_guide(sample)
    tables = {table.caption.split("　")[-1]: text_of(table) for table in guide.blocks if isinstance(table, Table)}
    for staff in (each for each in sample.script.staff if each.kind == EVALUATING):
        noted = tables[f"{staff.title}观察记录"].splitlines()
        serials = [line for line in noted if re.fullmatch(r"[A-Z]+-\d+", line)]
        assert len(serials) == len(set(serials)) > 0
        graded = tables[f"{staff.title}目标评定"]
        assert [key for key in staff.objectives if sample.objectives[key].title not in graded] == []


def test_a_guide_for_one_evaluator_of_one_scenario_speaks_of_neither_others_nor_scenarios(
    read_plan: ReadPlan, small: Mapping[str, str]
) -> None:
    drill = small["drill.yaml"].replace("[spoiled-milk, rumour]", "[spoiled-milk]")
    script = "\n".join(line for line in SCRIPT["script.yaml"].splitlines() if "judge-all" not in line)
    written = as_text(evaluator_guide(read_plan({**small, **SCRIPT, "drill.yaml": drill, "script.yaml": script})))
    assert "评估人员 | 观察对象 | 评估目标" in written
    assert "等次以观察到的事实为依据。" in written
    assert "场景" not in written


def test_the_words_of_the_sheets_are_those_of_the_outline(scripted: Plan) -> None:
    text = """
〔表：评估分工｜全体：所有人员｜全部场景：每个场景〕
{%p for 评估人员 in 评估人员 %}
# {{ 评估人员.职务 }} {#evaluator-{{ 评估人员.编号 }}}
{%p for 目标 in 评估人员.评估目标 %}
〔表：观察记录表｜题：清点｜列：编号和时间=时间、情况和预期行动、等次=评分｜全程：整个演练｜评定：评分｜理由：依据〕
{%p endfor %}
〔表：综合意见｜栏目：意见、建议｜签名：签字〕
{%p endfor %}
"""
    outline, found = read_outline("evaluator-guide", "evaluator-guide.md", text.encode())
    assert [each.code for each in (*found, *outline_findings(scripted, outline, blocks_of("evaluator-guide")))] == []
    written = as_text(evaluator_guide(scripted.with_outlines({"evaluator-guide": outline})))
    assert "综合评估员 | 所有人员 | 每个场景 | 如实告知" in written
    assert (
        "表2　清点\n时间 | 情况和预期行动 | 评分\n目标 | 5分钟内清点完毕。评估标准：响应速度。\n"
        "整个演练 | 清点时间。 | ____\n" in written
    )
    assert "评分 | 等次：□优　　□差 | 〔依据〕" in written
    assert "意见 | ____\n建议 | ____\n签字 | ____ | 日期 | ____" in written


def text_of(table: Table) -> str:
    return "\n".join(
        "".join(span.text for span in spans) for row in table.rows for cell in row.cells for spans in cell.paragraphs
    )


def test_a_sheet_has_every_inject_that_tests_the_objective_on_somebody_watched(sample: Plan) -> None:
    """Each inject stands on a sheet of at least one evaluator for each of its objectives, or nobody would judge it."""
    guide = as_text(evaluator_guide(sample))
    events = [inject for scenario in sample.played for inject in sample.events(scenario.id) if inject.objectives]
    assert [inject.serial for inject in events if inject.serial not in guide] == []


def test_pages_say_for_whom_they_are(sample: Plan) -> None:
    assert marking(sample, "script") == "仅限导控人员"
    assert drill_script(sample).header == "演练脚本　演练文件　仅限导控人员"
    assert events_list(sample).header == "演练主要事件清单　演练文件　仅限导控人员、评估人员"
    assert marking(sample, "plan") == ""


def test_a_document_that_no_rule_speaks_of_is_marked_for_controllers(
    read_plan: ReadPlan, small: Mapping[str, str]
) -> None:
    plan = read_plan({**small, **SCRIPT, "audiences.yaml": "documents: []\n"})
    assert drill_script(plan).header.endswith("仅限导控人员")


def test_a_rule_for_a_section_that_is_not_there_is_found(scripted: Plan) -> None:
    guide = evaluator_guide(scripted)
    assert list(unknown_sections(scripted, "evaluator-guide", "评估手册", [guide])) == []
    without = replace(guide, blocks=tuple(each for each in guide.blocks if not isinstance(each, Heading)))
    found = list(unknown_sections(scripted, "evaluator-guide", "评估手册", [without]))
    assert [(each.code, each.at.path) for each in found] == [("V201", "audiences.documents[3].sections[1].section")]


def test_a_rule_for_a_heading_that_has_nothing_below_it_today_is_right(
    read_plan: ReadPlan, small: Mapping[str, str]
) -> None:
    """Once a post answers the hotline there is no card for whoever has none; the rule that guards it may stay."""
    section = "{section: %s, audience: [导控人员]}"
    rule = f"documents: [{{document: role-cards, audience: [参演人员], sections: [{section}]}}]\n"
    for key, expected in (("card-hotline", []), ("card-hotlines", ["V201"])):
        plan = read_plan({**small, "audiences.yaml": rule % key})
        assert plan.reporting.hotline_post
        found = unknown_sections(plan, "role-cards", "角色卡", [role_cards(plan)])
        assert [each.code for each in found] == expected


def test_an_evaluator_gets_his_own_sheets_only(sample: Plan) -> None:
    keys = headings(evaluator_guide(sample))
    who = viewer(sample, "evaluator-it")
    assert who is not None
    seen = visible_sections(sample, who, "evaluator-guide", keys)
    chapters = [head.key for head in keys if head.level == 1 and head.key in seen]
    assert chapters == ["usage", "observation", "grading", "assignment", "evaluator-evaluator-it"]
    assert not any("evaluator-quality" in key for key in seen)
    everything = tuple(head.key for head in keys)
    assert visible_sections(sample, Viewer(group=CONTROLLERS), "evaluator-guide", keys) == everything
    assert who.group == EVALUATORS


def test_nobody_sees_the_role_card_of_another(sample: Plan) -> None:
    """Heads see the card of their department's participants and teams, which they hand out, and nothing beside it."""
    entry = next(entry for entry in DOSSIER if entry.id == "role-cards")
    ((_, body),) = bodies(entry, sample)
    assert isinstance(body, Document)
    keys = headings(body)
    for post in sample.organisation.posts:
        who = viewer(sample, post.id)
        assert who is not None
        seen = set(visible_sections(sample, who, "role-cards", keys))
        assert f"card-{post.id}" in seen
        others = {f"card-{other.id}" for other in sample.organisation.posts if other is not post}
        assert not seen & others
    clerk = viewer(sample, "it-collector")
    assert clerk is not None
    assert visible_sections(sample, clerk, "role-cards", keys) == ("card-it-collector", "card-participants-it")


def test_heading_keys_are_unique(sample: Plan) -> None:
    for document in (drill_script(sample), evaluator_guide(sample)):
        keys = [head.key for head in headings(document)]
        assert len(set(keys)) == len(keys)


def test_a_plan_without_script_has_no_control_documents(read_plan: ReadPlan, small: Mapping[str, str]) -> None:
    plan = read_plan(small)
    made = {entry.id: bodies(entry, plan) for entry in DOSSIER if entry.id in {"script", "msel", "evaluator-guide"}}
    assert made == {"script": (), "msel": (), "evaluator-guide": ()}
