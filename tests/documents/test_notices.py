"""Draft notices: which there are, and the facts they bring under names that legal may write."""

from collections.abc import Callable, Mapping

import pytest

from plangen.blocks.template import Gap, Listing, Names, Value
from plangen.documents.notices.naming import names_of, titles_of
from plangen.documents.notices.notices import DRILL_MARK, notices
from plangen.model.incident import Incident, Recall
from plangen.model.plan import Plan
from plangen.model.scenario import FlowStep, Scenario
from plangen.model.spec import Record, fields
from plangen.model.subjects import SECTIONS

ReadPlan = Callable[[Mapping[str, str]], Plan]

INCIDENT = """
incident:
  name: 鲜奶变质事件
  date: 2026-03-12
  time: 9:05
  measures: [下架同批次鲜奶。, 封存留样]
  hotline: !todo 热线号码
  recall:
    begins: 2026-03-13
    products: [{name: 鲜奶, batch: A-1}]
"""


def test_there_is_one_draft_for_each_played_scenario_and_kind(sample: Plan) -> None:
    kinds = {kind.id: kind.title for kind in sample.communication.notices}
    assert [title for title, _ in notices(sample)] == [
        f"{scenario.title}-{kinds[kind]}" for scenario in sample.played for kind in scenario.notices
    ]


def test_every_draft_carries_the_drill_mark_and_says_what_it_is(sample: Plan) -> None:
    for _, draft in notices(sample):
        assert draft.mark == DRILL_MARK
        assert draft.identity.properties().keys() == {"scenario", "notice"}
        assert draft.template.startswith("notices/")


def test_facts_answer_to_both_names_and_print_as_people_write_them(
    read_plan: ReadPlan, small: Mapping[str, str]
) -> None:
    known = drafted(read_plan, small, INCIDENT)
    for path in ("事件.名称", "incident.name", "场景.演练事实.名称"):
        assert said(known, path) == "鲜奶变质事件"
    assert said(known, "召回.开始日期") == said(known, "recall.begins") == "2026年3月13日"
    assert said(known, "事件.时间") == "9:05"
    assert said(known, "公司.全称") == "暖阳乳业有限公司"
    assert said(known, "发布.渠道") == "官网、门店公告栏"


def test_lists_keep_their_order_and_no_fact_ends_in_a_stop(read_plan: ReadPlan, small: Mapping[str, str]) -> None:
    measures = found(drafted(read_plan, small, INCIDENT), "事件.已采取措施")
    assert isinstance(measures, Listing)
    assert measures.items == ("下架同批次鲜奶", "封存留样")


def test_a_missing_fact_says_in_chinese_what_to_fill_in(read_plan: ReadPlan, small: Mapping[str, str]) -> None:
    known = drafted(read_plan, small, INCIDENT)
    assert said(known, "召回.结束日期") == "【待填写：召回结束日期】"
    assert said(known, "事件.网址") == "【待填写：网址】"
    assert not found(known, "召回.结束日期")


def test_a_value_marked_as_to_be_filled_in_counts_as_present(read_plan: ReadPlan, small: Mapping[str, str]) -> None:
    known = drafted(read_plan, small, INCIDENT)
    assert said(known, "事件.热线") == "【待填写：热线号码】"
    assert found(known, "事件.热线")


def test_a_scenario_without_facts_still_has_every_name(read_plan: ReadPlan, small: Mapping[str, str]) -> None:
    known = drafted(read_plan, small, "")
    assert not found(known, "召回")
    products = found(known, "召回.产品")
    assert isinstance(products, Listing)
    assert [str(item.find("批次")) for item in products if isinstance(item, Names)] == ["【待填写：产品批次】"]


def test_references_print_as_titles(sample: Plan) -> None:
    step = sample.played[0].flow[0]
    assert str(names_of(FlowStep, step, titles_of(sample)).find("责任方")) == "质量管理部"
    assert str(names_of(Scenario, sample.played[0], titles_of(sample)).find("事件等级")) == "严重事件"


@pytest.mark.parametrize("kind", [Incident, Recall, Scenario])
def test_no_name_is_empty_of_chinese(kind: type[Record]) -> None:
    named = names_of(kind, None, lambda _, key: key)
    assert all(not name.isascii() for name in named.chinese)


def test_no_record_of_the_model_uses_a_chinese_name_twice() -> None:
    def records(kind: type[Record]) -> set[type[Record]]:
        inner = {each.kind for each in fields(kind).values() if isinstance(each.kind, type)}
        return {kind}.union(*(records(each) for each in inner if issubclass(each, Record)))

    for kind in set().union(*(records(section.record) for section in SECTIONS)):
        titles = [field.title for field in fields(kind).values()]
        assert len(titles) == len(set(titles)), kind.__name__


def drafted(read_plan: ReadPlan, small: Mapping[str, str], incident: str) -> Names:
    scenario = {"scenarios/spoiled-milk.yaml": small["scenarios/spoiled-milk.yaml"] + incident}
    return notices(read_plan({**small, **scenario}))[0][1].context


def found(known: Names, path: str) -> Value:
    value: Value | None = known
    for name in path.split("."):
        assert isinstance(value, Names), path
        value = value.find(name)
    assert value is not None, path
    return value


def said(known: Names, path: str) -> str:
    value = found(known, path)
    assert isinstance(value, str | Gap | Listing)
    return str(value)
