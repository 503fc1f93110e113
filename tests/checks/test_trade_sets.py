"""Sets of legal data by trade: what a plan goes by is what it chooses, with its own entries instead of theirs."""

from collections.abc import Callable

import pytest

from plangen.checks import check
from plangen.model.legal_sets import chosen_sets
from plangen.model.plan import SectionMissing
from plangen.reading.source import Reading

Changed = Callable[[str], Reading]
Found = Callable[..., list[str]]

SET = """# legal/sets/%s.yaml
name: %s
about: 说明
compiled_on: 2026-03-01
elements:
  - {id: defect, title: 缺陷, kinds: [%s], duty: 应当, covered_by: [召回.缺陷], law: 规定, article: 第一条,
     certainty: 已查证, checked_on: 2026-03-01, confirmed_by: 赵法务}
clocks: [{name: %s}]
deadlines:
  - {id: %s, title: 报告, kinds: [%s], starts: %s, amount: 2, unit: 工作日, to: 监管部门, law: 规定, article: 第二条,
     certainty: 已查证, checked_on: 2026-03-01, confirmed_by: 赵法务}
"""
GOODS = SET % ("goods", "消费品", "recall", "送达", "report", "recall", "送达")
OWN = """# legal/elements.yaml
elements:
  - {id: %s, title: 自己的缺陷, kinds: [recall], duty: 应当, covered_by: [召回.缺陷], basis: 惯例,
     certainty: 待查证, confirmed_by: 赵法务, checked_on: 2026-03-01}
"""


def chosen(*names: str) -> str:
    return f"# plan.yaml\nlegal_sets: [{', '.join(names)}]\n"


def titles(reading: Reading) -> list[str]:
    plan = reading.plan
    return [each.title for each in (*plan.elements.elements, *plan.deadlines.deadlines)]


def test_a_plan_that_chooses_none_goes_by_its_own_alone(changed: Changed) -> None:
    assert titles(changed(OWN % "own")) == ["自己的缺陷"]
    assert titles(changed(GOODS + OWN % "own")) == ["自己的缺陷"]


def test_a_chosen_set_counts_before_the_plan_s_own(changed: Changed) -> None:
    reading = changed(GOODS + OWN % "own" + chosen("消费品"))
    assert reading.findings == ()
    assert titles(reading) == ["缺陷", "自己的缺陷", "报告"]
    assert [each.name for each in reading.plan.deadlines.clocks] == ["送达"]


def test_an_entry_of_the_plan_s_own_stands_instead_of_that_of_its_id(changed: Changed) -> None:
    reading = changed(GOODS + OWN % "defect" + chosen("消费品"))
    assert titles(reading) == ["自己的缺陷", "报告"]
    (told,) = [each for each in check(reading.plan).findings if each.code == "L125"]
    assert told.message("zh") == "“消费品”中的 1 项以本计划自己的写法为准：缺陷"
    assert told.at.file == "source/legal/sets/goods.yaml"


def test_an_unknown_set_is_told_with_those_that_there_are(changed: Changed) -> None:
    reading = changed(GOODS + chosen("消费者"))
    checked = check(reading.plan)
    (told,) = [each for each in checked.findings if each.code == "L120"]
    assert (told.at.file, told.at.path) == ("source/plan.yaml", "plan.legal_sets[1]")
    assert told.message("zh") == "legal/sets/ 里没有名为“消费者”的法律依据集"
    assert "消费品" in told.advice("zh")
    with pytest.raises(SectionMissing):
        _ = reading.plan.elements  # nobody knows what the law asks for: nothing is proved by what is left
    assert "L104" in [each.rule.code for each in checked.skipped]


def test_an_unknown_set_where_there_is_none_says_so(changed: Changed) -> None:
    (told,) = [each for each in check(changed(chosen("消费品")).plan).findings if each.code == "L120"]
    assert "一集也没有" in told.advice("zh")


def test_two_chosen_sets_may_not_share_an_id(changed: Changed, found: Found) -> None:
    other = SET % ("bank", "银行保险", "recall", "受理", "other", "recall", "受理")
    assert found(GOODS + other + chosen("消费品", "银行保险"), "R102") == ["R102 legal_sets[bank].elements[defect].id"]
    assert found(GOODS + other + chosen("银行保险"), "R102") == []


def test_two_files_may_not_be_one_set(changed: Changed) -> None:
    other = SET % ("bank", "消费品", "recall", "受理", "other", "recall", "受理")
    assert [each.code for each in changed(GOODS + other).findings] == ["S106"]


def test_a_set_may_speak_of_kinds_of_notice_that_the_plan_has_not(found: Found) -> None:
    """No reference is wrong in it, chosen or not; that it is lost on this plan is a warning where it is chosen."""
    strange = SET % ("goods", "消费品", "recalled", "送达", "report", "recall", "送达")
    assert found(strange, "R101", "L126") == []
    assert found(strange + chosen("消费品"), "R101", "L126") == ["L126 legal_sets[goods].name"]


def test_a_set_may_count_from_clocks_of_its_own_and_no_others(found: Found) -> None:
    assert found(GOODS, "R101") == []
    assert found(GOODS.replace("starts: 送达", "starts: 送到"), "R101") == [
        "R101 legal_sets[goods].deadlines[report].starts"
    ]


def test_sets_are_taken_once_and_in_the_order_chosen(changed: Changed) -> None:
    other = SET % ("bank", "银行保险", "recall", "受理", "other", "recall", "受理")
    sets = changed(GOODS + other).plan.legal_sets
    assert [each.name for each in chosen_sets(("银行保险", "消费品", "银行保险"), sets) or ()] == ["银行保险", "消费品"]
    assert chosen_sets(("银行",), sets) is None
    assert chosen_sets((), sets) == ()


def test_a_plan_whose_first_page_cannot_be_read_proves_nothing(changed: Changed) -> None:
    plan = changed(GOODS + OWN % "own" + chosen("消费品")).plan.without(["plan"])
    with pytest.raises(SectionMissing):
        _ = plan.elements
    assert changed(OWN % "own").plan.without(["plan"]).elements.elements[0].title == "自己的缺陷"
