"""The drill plan says everything that the plan holds, for any company, and nothing where there is nothing to say."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from msgspec.structs import replace

from plangen.blocks.document import Document, Heading, Node, OrgChart, Table, TimeChart, Title
from plangen.blocks.text import as_text
from plangen.documents.handbook import command_handbook
from plangen.documents.phrases import NONE
from plangen.documents.plan import drill_plan
from plangen.documents.role_cards import role_cards
from plangen.model.plan import Plan

GOLDEN = Path(__file__).parent / "golden" / "small-plan.txt"
APPROVALS = "approvals: [{title: 编制}, {title: 批准, post: director}]"

ReadPlan = Callable[[Mapping[str, str]], Plan]

MEAGRE = {
    "scenarios/rumour.yaml": "{id: rumour, title: 网络传言, situation: {summary: 网上出现不实传言}}",
    "drill.yaml": """
form: 桌面推演
date: 2026-03-12
hours: {start: 13:30, end: 16:00}
venue: {title: 会议室}
scenarios: [rumour]
participants: []
""",
    "organisation.yaml": """
team: {id: command, title: 应急小组, leader: director, deputy_leader: deputy, members: []}
departments: [{id: service, title: 客服部}]
posts: [{id: director, title: 厂长}, {id: deputy, title: 副厂长}]
""",
    "timeline.yaml": """
order: {by: director, time: 13:30, text: 开始}
phases: [{id: only, title: 处置, start: 13:30, end: 16:00, steps: []}]
""",
    "resources.yaml": "{items: [], allocation_rule: 按需发放}",
    "command.yaml": """
severities: [{id: one, title: 一般事件, text: 全部事件}]
levels: [{severities: [one], decides: director, manner: 直接决定}]
flow: []
centre: {room: 会议室, equipment: [], operation: [], staff: []}
handbook: 按照手册指挥
""",
    "reporting.yaml": """
collector_duties: []
range: {direct: [来电], indirect: []}
methods: []
path: []
hotline: {number: "1", open: 演练期间开通, duties: []}
template: {title: 报告, rule: 准确, kinds: [], sections: []}
""",
    "communication.yaml": """
contents: []
stages: []
release: {step: none, channels: [官网]}
responsible: {post: director, duties: []}
supporting: {post: deputy, duties: []}
""",
    "evaluation.yaml": "{summary: [], criteria: [], rounds: [], grades: []}",
}


def test_the_small_plan_reads_as_reviewed(read_plan: ReadPlan, small: Mapping[str, str], update_golden: bool) -> None:
    written = as_text(drill_plan(read_plan(small)))
    if update_golden:
        GOLDEN.write_text(written, encoding="utf-8")
    assert written == GOLDEN.read_text(encoding="utf-8")


def test_every_step_measure_item_and_party_of_the_sample_is_in_the_plan(sample: Plan) -> None:
    written = as_text(drill_plan(sample))
    organisation = sample.organisation
    expected = [
        *(text for step in sample.steps.values() for text in (step.title, step.action)),
        *(str(step.limit) for step in sample.steps.values() if step.limit),
        *(text for scenario in sample.played for each in scenario.measures for text in (each.title, each.text)),
        *(text for scenario in sample.played for each in scenario.flow for text in (each.title, each.action)),
        *(each.content for scenario in sample.played for each in scenario.notifications),
        *(item.title for item in sample.resources.items),
        *(department.title for department in organisation.departments),
        *(post.title for post in organisation.posts),
        *(team.title for team in organisation.response_teams),
        *(phase.title for phase in sample.timeline.phases),
    ]
    assert [text for text in expected if text.rstrip("。") not in written] == []


@pytest.mark.parametrize("wrong", ["。。", "；。", "。；", "，。", "：。", "如下如下", "None", "；；", "、、", "，，"])
def test_punctuation_is_never_doubled(sample: Plan, read_plan: ReadPlan, small: Mapping[str, str], wrong: str) -> None:
    for plan in (sample, read_plan(small)):
        assert wrong not in as_text(drill_plan(plan))


def test_a_plan_with_one_scenario_and_nothing_optional_has_no_empty_headings_or_tables(
    read_plan: ReadPlan, small: Mapping[str, str]
) -> None:
    kept = {name: small[name] for name in ("plan.yaml", "improvement.yaml", "forms.yaml")}
    document = drill_plan(read_plan({**kept, **MEAGRE}))
    assert _empty_headings(document) == []
    assert [block.caption for block in document.blocks if isinstance(block, Table) and len(block.rows) == 1] == []
    written = as_text(document)
    assert "场景一" not in written
    assert "修订记录" not in written
    assert "参演人员及任务" not in written
    assert "年　　月　　日" in written


def test_tables_and_figures_are_numbered_through_and_referred_to(sample: Plan) -> None:
    document = drill_plan(sample)
    captions = [block.caption for block in document.blocks if isinstance(block, (Table, OrgChart, TimeChart))]
    for kind in ("表", "图"):
        labels = [caption.partition("　")[0] for caption in captions if caption.startswith(kind)]
        assert labels == [f"{kind}{number}" for number in range(1, len(labels) + 1)]
        written = as_text(document)
        assert [label for label in labels if written.count(label) == 1] == []


def test_twelve_scenarios_each_have_their_sections(read_plan: ReadPlan, small: Mapping[str, str]) -> None:
    names = [f"case-{number}" for number in range(1, 13)]
    text = small["scenarios/spoiled-milk.yaml"]
    files = {
        f"scenarios/{name}.yaml": text.replace("id: spoiled-milk", f"id: {name}").replace("鲜奶变质", f"情形{name[5:]}")
        for name in names
    }
    drill = small["drill.yaml"].replace("[spoiled-milk, rumour]", f"[{', '.join(names)}]")
    plan = read_plan({**small, **files, "drill.yaml": drill})
    document = drill_plan(plan)
    headings = [block.text for block in document.blocks if isinstance(block, Heading)]
    assert headings.count("场景十二：情形12") == 3
    assert len({block.key for block in document.blocks if isinstance(block, Heading)}) == len(headings)


def test_steps_of_scenarios_that_the_drill_does_not_play_are_left_out(
    read_plan: ReadPlan, small: Mapping[str, str]
) -> None:
    drill = small["drill.yaml"].replace("[spoiled-milk, rumour]", "[rumour]")
    written = as_text(drill_plan(read_plan({**small, "drill.yaml": drill})))
    assert "汇总来电" in written
    assert "检验同批留样" not in written


ORDERED = """
order: {by: director, time: 13:30, text: 演练开始}
phases:
  - id: start
    title: 启动
    start: 13:30
    end: 13:40
    steps:
      - {id: muster, title: 清点人员, owner: all-departments, action: 清点, limit: 5分钟, after: order}
      - {id: give, title: 下达指令, owner: director, action: 宣布演练开始, needs: [{item: kit}, {item: water}]}
  - id: tell-all
    title: 处置
    start: 13:40
    end: 16:00
    steps:
      - {id: tell, title: 通知, owner: service, action: 逐一通知, limit: 1小时, every: 15分钟, reports_to: command}
"""


def test_the_start_order_is_given_at_its_time_and_leads_the_duties(
    read_plan: ReadPlan, small: Mapping[str, str]
) -> None:
    written = as_text(drill_plan(read_plan({**small, "timeline.yaml": ORDERED})))
    assert "13:30 | 厂长 | **下达指令** / 宣布演练开始。" in written
    duties = written.partition("　部门职责与时限\n")[2].splitlines()
    assert duties[1:3] == [
        "厂长 | 启动 | 13:30 | 下达指令 | —",
        "各部门 | 启动 | 13:30—13:35 | 清点人员 | 启动指令下达后5分钟内",
    ]


def test_a_column_that_few_rows_fill_is_said_in_another_column(read_plan: ReadPlan, small: Mapping[str, str]) -> None:
    """Whom a step is reported to: a column of dashes tells nobody anything."""
    written = as_text(drill_plan(read_plan({**small, "timeline.yaml": ORDERED})))
    duties = written.partition("　部门职责与时限\n")[2].partition("\n\n")[0]
    assert "报告对象 |" not in duties
    assert [line for line in duties.splitlines() if "报告对象：应急指挥组" in line]


def test_a_quantity_that_nobody_wrote_is_not_printed(read_plan: ReadPlan, small: Mapping[str, str]) -> None:
    assert "所需物资：检验箱、饮用水。" in as_text(drill_plan(read_plan({**small, "timeline.yaml": ORDERED})))


def test_the_one_step_of_a_phase_is_a_sentence_with_limit_interval_and_report(
    read_plan: ReadPlan, small: Mapping[str, str]
) -> None:
    written = as_text(drill_plan(read_plan({**small, "timeline.yaml": ORDERED})))
    sentence = "客服部逐一通知，期间每15分钟向应急指挥组报告一次，于14:40前（本阶段开始后1小时内）完成。"
    assert f"13:40—14:40，{sentence}" in written


def test_the_sentence_on_a_step_that_is_reported_has_one_and(read_plan: ReadPlan, small: Mapping[str, str]) -> None:
    timeline = ORDERED.replace("every: 15分钟, ", "")
    assert timeline != ORDERED
    written = as_text(drill_plan(read_plan({**small, "timeline.yaml": timeline})))
    assert "客服部逐一通知，于14:40前（本阶段开始后1小时内）完成，并向应急指挥组报告。" in written


def test_many_revisions_have_a_page_of_their_own(read_plan: ReadPlan, small: Mapping[str, str]) -> None:
    text = small["revisions/v1.0.yaml"]
    more = {f"revisions/v1.{n}.yaml": text.replace("version: v1.0", f"version: v1.{n}") for n in range(1, 9)}
    assert "〔分页〕\n\n修订记录" in as_text(drill_plan(read_plan({**small, **more})))
    assert "〔分页〕" not in as_text(drill_plan(read_plan(small)))


def test_a_drill_past_midnight_names_the_day_of_each_time(read_plan: ReadPlan, small: Mapping[str, str]) -> None:
    timeline = """
order: {by: director, time: 22:00, text: 演练开始}
phases:
  - id: night
    title: 夜间处置
    start: 22:00
    end: 次日1:00
    steps: [{id: call, title: 致电, owner: service, action: 致电, limit: 3小时}]
  - {id: morning, title: 收尾, start: 次日1:00, end: 次日2:30, steps: []}
"""
    drill = small["drill.yaml"].replace("{start: 13:30, end: 16:00}", "{start: 22:00, end: 次日2:30}")
    communication = small["communication.yaml"].replace("step: tell", "step: call")
    files = {**small, "timeline.yaml": timeline, "drill.yaml": drill, "communication.yaml": communication}
    written = as_text(drill_plan(read_plan(files)))
    assert "演练时间为2026年3月12日22:00至2026年3月13日2:30。" in written
    assert "夜间处置（22:00—次日1:00）" in written
    assert "收尾（次日1:00—2:30）" in written
    assert "客服部致电，并于次日1:00前（本阶段开始后3小时内）完成。" in written


def test_a_drill_over_two_days_has_a_chart_for_each_day(read_plan: ReadPlan, small: Mapping[str, str]) -> None:
    timeline = """
order: {by: director, time: 9:00, text: 演练开始}
phases:
  - id: first
    title: 首日处置
    start: 9:00
    end: 17:00
    steps: [{id: call, title: 致电, owner: service, action: 致电}]
  - {id: second, title: 次日复盘, start: 第2天 9:00, end: 第2天 11:00, steps: []}
"""
    communication = small["communication.yaml"].replace("step: tell", "step: call")
    drill = (
        small["drill.yaml"]
        .replace("date: 2026-03-12", "date: !todo 演练日期")
        .replace("{start: 13:30, end: 16:00}", "{start: 9:00, end: 第2天 11:00}")
    )
    files = {**small, "timeline.yaml": timeline, "drill.yaml": drill, "communication.yaml": communication}
    document = drill_plan(read_plan(files))
    charts = [block for block in document.blocks if isinstance(block, TimeChart)]
    assert [chart.marks for chart in charts] == [
        ((540, "9:00"), (1020, "17:00")),
        ((1980, "次日9:00"), (2100, "次日11:00")),
    ]
    assert "演练时间为【待填写：演练日期】9:00至第2天11:00。" in as_text(document)
    assert "时间安排见图2和图3。" in as_text(document)


def test_the_organisation_chart_shows_every_department_and_response_team(sample: Plan) -> None:
    chart = next(block for block in drill_plan(sample).blocks if isinstance(block, OrgChart))
    shown = "\n".join(_lines(chart.root))
    departments = [department.title for department in sample.organisation.departments]
    teams = [team.title for team in sample.organisation.response_teams]
    assert [title for title in (*departments, *teams) if title not in shown] == []
    assert shown.startswith("总指挥（组长）\n总经理\n副总指挥（副组长）\n副总经理")


def test_contradictions_of_the_source_are_shown_as_they_are(sample: Plan) -> None:
    """The sampling check and the data recovery end after their phase; the plan does not hide it."""
    written = as_text(drill_plan(sample))
    assert "14:00—16:00" in written
    assert "13:00—18:00" in written
    assert "演练时间为2024年12月10日9:00至17:00。" in written
    assert "整改部署（17:30—18:00）" in written


def _lines(node: Node) -> list[str]:
    return [*node.lines, *(line for child in node.children for line in _lines(child))]


def _empty_headings(document: Document) -> list[str]:
    """Headings that a heading of the same or a higher level, or the end, follows at once."""
    following = (*document.blocks[1:], None)
    return [
        block.text
        for block, after in zip(document.blocks, following, strict=True)
        if isinstance(block, Heading) and (after is None or (isinstance(after, Heading) and after.level <= block.level))
    ]


def titles(plan: Plan) -> list[str]:
    return ["".join(each.lines) for each in drill_plan(plan).blocks if isinstance(each, Title)]


def test_a_plan_that_nobody_signs_has_no_page_of_approvals_and_one_never_revised_no_record(
    read_plan: ReadPlan, small: Mapping[str, str]
) -> None:
    unsigned = {**small, "plan.yaml": small["plan.yaml"].replace(APPROVALS, "approvals: []")}
    unrevised = {name: text for name, text in small.items() if not name.startswith("revisions/")}
    assert titles(read_plan(small)) == ["审批页", "修订记录"]
    assert titles(read_plan(unsigned)) == ["修订记录"]
    assert titles(read_plan(unrevised)) == ["审批页"]
    neither = {name: text for name, text in unsigned.items() if not name.startswith("revisions/")}
    assert titles(read_plan(neither)) == []


def test_a_revision_that_says_nothing_of_what_changed_has_a_dash(read_plan: ReadPlan, small: Mapping[str, str]) -> None:
    plan = read_plan(small)
    (revision,) = plan.revisions
    silent = plan.with_records("revisions", (replace(revision, chapters="", summary=""),))
    told, text = as_text(drill_plan(plan)), as_text(drill_plan(silent))
    assert told.replace(f"修订章节：{revision.chapters}。 / 修订内容：{revision.summary}。", NONE) == text


def test_who_leads_the_team_is_named_once_where_the_drill_calls_the_leader_nothing_else(
    read_plan: ReadPlan, small: Mapping[str, str]
) -> None:
    organisation = small["organisation.yaml"]
    plain = organisation.replace("commander_title: 总指挥", "commander_title: 组长")
    plain = plain.replace("deputy_title: 副总指挥", "deputy_title: 副组长")
    plain = plain.replace("担任总指挥", "主持演练")
    plan = read_plan({**small, "organisation.yaml": plain})
    said = "".join(map(as_text, (drill_plan(plan), command_handbook(plan), role_cards(plan))))
    assert "组长由厂长担任；副组长由副厂长担任" in said
    assert "应急指挥组组长" in said
    for doubled in ("组长（组长", "组长、组长", "组长（应急指挥组组长", "同时任", "总指挥"):
        assert doubled not in said
