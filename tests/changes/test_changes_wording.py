"""Changes in the plan's own words, on edits of the sample's source text."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from plangen.changes.change import Kind
from plangen.changes.compare import compare
from plangen.changes.wording import described
from plangen.model.plan import Plan
from plangen.reading.source import read

ROOT = Path(__file__).parents[2]
SAMPLE = {str(path.relative_to(ROOT)): path.read_text(encoding="utf-8") for path in (ROOT / "source").rglob("*.yaml")}

Edit = Callable[[Mapping[str, str]], Mapping[str, str]]


def plan_of(files: Mapping[str, str]) -> Plan:
    return read({name: text.encode() for name, text in files.items()}).plan


@pytest.fixture(scope="module")
def sample() -> Plan:
    return plan_of(SAMPLE)


def changed(sample: Plan, file: str, old: str, new: str, *, everywhere: bool = False) -> list[str]:
    """The lines after replacing a text in a file of the source, or in every file."""
    files = dict(SAMPLE)
    for name in SAMPLE if everywhere else [f"source/{file}"]:
        files[name] = files[name].replace(old, new)
    assert files != SAMPLE
    after = plan_of(files)
    return [line.words.zh for line in described(compare(sample, after), sample, after)]


def test_a_limit_is_named_by_phase_and_step(sample: Plan) -> None:
    assert changed(sample, "timeline.yaml", "limit: 3小时", "limit: 2小时") == [
        "演练流程 › 应急处置 › 封堵泄露源头：时限 3小时 → 2小时"
    ]


def test_a_reference_is_said_by_its_title(sample: Plan) -> None:
    lines = changed(sample, "scenarios/data-leak.yaml", "owner: it\nseverity", "owner: legal\nseverity")
    assert lines == ["演练场景 › 消费者信息泄露：牵头部门 IT部门 → 法务部"]


def test_items_of_a_list_are_added_and_removed_one_by_one(sample: Plan) -> None:
    lines = changed(sample, "communication.yaml", "社交媒体账号, 新闻发布会]", "社交媒体账号, 公告栏]")
    assert lines == [
        "信息发布与沟通 › 对外发布：删除发布渠道：新闻发布会",
        "信息发布与沟通 › 对外发布：增加发布渠道：公告栏",
    ]


def test_a_declared_fact_and_its_value_are_called_by_name() -> None:
    declared = SAMPLE["source/communication.yaml"] + "\nfacts: [{name: 受影响业务}]\n"
    leak = SAMPLE["source/scenarios/data-leak.yaml"].replace(
        "\nincident:\n", "\nincident:\n  extra: [{name: 受影响业务, text: 查询}]\n"
    )
    files = {**SAMPLE, "source/communication.yaml": declared, "source/scenarios/data-leak.yaml": leak}
    old = plan_of(files)
    new = plan_of({**files, "source/scenarios/data-leak.yaml": leak.replace("text: 查询", "text: 查询和下单")})
    [line] = described(compare(old, new), old, new)
    assert line.words.zh == "演练场景 › 消费者信息泄露 › 演练事实 › 受影响业务：内容 查询 → 查询和下单"
    gone = plan_of({**files, "source/communication.yaml": SAMPLE["source/communication.yaml"]})
    lines = [each.words.zh for each in described(compare(gone, old), gone, old)]
    assert lines == ["信息发布与沟通：增加补充事实“受影响业务”：逐项列出：否"]


def test_a_rule_of_release_is_told_by_the_titles_of_what_it_names() -> None:
    communication = SAMPLE["source/communication.yaml"]
    ruled = f"{communication}\nroutes: [{{scenarios: [data-leak], notices: [sms], stages: [draft, approve]}}]\n"
    shorter = ruled.replace("stages: [draft, approve]", "stages: [approve]")
    plans = [plan_of({**SAMPLE, "source/communication.yaml": text}) for text in (communication, ruled, shorter)]
    [line] = described(compare(plans[0], plans[1]), plans[0], plans[1])
    assert "消费者信息泄露" in line.words.zh
    [line] = described(compare(plans[1], plans[2]), plans[1], plans[2])
    assert "删除发布流程：起草" in line.words.zh


def test_a_short_title_is_a_change_of_its_scenario(sample: Plan) -> None:
    lines = changed(
        sample, "scenarios/data-leak.yaml", "title: 消费者信息泄露\n", "title: 消费者信息泄露\nshort: 泄露\n"
    )
    assert lines == ["演练场景 › 消费者信息泄露：增加简称：泄露"]


def test_another_order_is_a_move_not_a_removal(sample: Plan) -> None:
    lines = changed(sample, "communication.yaml", "[公司网站, 社交媒体账号,", "[社交媒体账号, 公司网站,")
    assert lines == ["信息发布与沟通 › 对外发布：发布渠道“社交媒体账号”移至第 1 项"]


def test_a_new_id_is_one_rename_with_its_references(sample: Plan) -> None:
    lines = changed(sample, "", "media-liaison-officer", "media-officer", everywhere=True)
    assert lines == ["组织机构 › 媒体沟通专员：编号 media-liaison-officer → media-officer（12 处引用随之改变）"]


def test_a_step_that_goes_to_another_phase_is_one_move_with_what_changed_in_it(sample: Plan) -> None:
    text = SAMPLE["source/timeline.yaml"]
    start, end = text.index("      - id: first-assessment"), text.index("  - id: decision")
    step = text[start:end].rstrip() + "\n"
    moved = text[:start].rstrip() + "\n\n" + text[end:].replace("    steps:\n", "    steps:\n" + step, 1)
    files = {**SAMPLE, "source/timeline.yaml": moved.replace("limit: 20分钟", "limit: 25分钟")}
    after = plan_of(files)
    lines = described(compare(sample, after), sample, after)
    assert [line.words.zh for line in lines] == [
        "演练流程 › 信息收集与报告：步骤“泄露初步评估”移至“决策与指挥”第 1 项",
        "演练流程 › 决策与指挥 › 泄露初步评估：时限 20分钟 → 25分钟",
    ]
    assert lines[0].kind is Kind.MOVED
    assert lines[1].path == "timeline.phases[decision].steps[first-assessment].limit"


def test_an_added_record_says_all_that_it_says(sample: Plan) -> None:
    lines = changed(
        sample,
        "organisation.yaml",
        "outside:\n",
        "outside:\n  - {id: fire-brigade, title: 消防救援机构, contact: 119}\n",
    )
    assert lines == ["组织机构：增加外部单位或人员“消防救援机构”：联系方式：119"]


def test_a_scenario_that_is_gone_is_one_removal_and_its_events_list_another(sample: Plan) -> None:
    files = {name: text for name, text in SAMPLE.items() if "mass-action" not in name}
    after = plan_of(files)
    lines = described(compare(sample, after), sample, after)
    assert [(line.kind, line.path) for line in lines] == [
        (Kind.REMOVED, "scenarios[mass-action]"),
        (Kind.REMOVED, "injects[mass-action]"),
    ]


def test_an_inject_that_comes_earlier_is_named_by_its_list(sample: Plan) -> None:
    lines = changed(sample, "injects/data-leak.yaml", "time: 9:38\n    time: 9:38", "time: 9:38\n    time: 9:36")
    assert lines == ["主要事件清单 › 消费者信息泄露 › 断网影响销售：演练时间 9:38 → 9:36"]


def test_who_may_see_a_document_is_named_by_the_document(sample: Plan) -> None:
    lines = changed(
        sample, "audiences.yaml", "document: supplies\n    audience: [参演人员,", "document: supplies\n    audience: ["
    )
    assert lines == ["可见范围 › 物资清单与配发方案：删除可见范围：参演人员"]


def test_the_same_plan_written_otherwise_has_not_changed(sample: Plan) -> None:
    files = {name: "# 另一条注释\n" + text.replace("limit: 3小时", 'limit: "180分钟"') for name, text in SAMPLE.items()}
    assert compare(sample, plan_of(files)) == ()


def test_a_change_as_a_clause_of_formal_chinese(sample: Plan) -> None:
    files = dict(SAMPLE)
    edits = (
        ("source/timeline.yaml", "limit: 3小时", "limit: 2小时"),
        ("source/communication.yaml", "社交媒体账号, 新闻发布会]", "社交媒体账号, 公告栏]"),
        ("source/organisation.yaml", "outside:\n", "outside:\n  - {id: fire-brigade, title: 消防救援机构}\n"),
    )
    for name, old, new in edits:
        assert old in files[name]
        files[name] = files[name].replace(old, new)
    after = plan_of(files)
    assert [line.sentence for line in described(compare(sample, after), sample, after)] == [
        "增加外部单位或人员“消防救援机构”",
        "将“应急处置”中“封堵泄露源头”的时限由3小时改为2小时",
        "删除“对外发布”中的发布渠道“新闻发布会”",
        "在“对外发布”中增加发布渠道“公告栏”",
    ]
