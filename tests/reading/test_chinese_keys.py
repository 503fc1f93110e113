"""The file of an incident reads the same by keys and by their titles, and what is wrong is said at its place."""

import pytest

from plangen.model.case import Case
from plangen.model.spec import fields
from plangen.model.values import is_todo
from plangen.reading.source import Reading, read

FILE = "source/incidents/kettle.yaml"
ENGLISH = """id: kettle
title: 电热水壶召回
scenario: fault
great_impact: true
notices: [recall]
incident:
  name: 电热水壶
  date: 2026-03-01
  place: !todo 事发地点
  recall:
    products:
      - {name: 电热水壶, batch: SL-1}
    defect: 底座发热
  clocks:
    defect_confirmed: 2026-03-01
"""
CHINESE = """编号: kettle
事件名称: 电热水壶召回
参照场景: fault
影响重大: 是
公开通知: [recall]
事件事实:
  名称: 电热水壶
  日期: 2026-03-01
  地点: !todo 事发地点
  召回:
    产品:
      - {名称: 电热水壶, 批次: SL-1}
    缺陷: 底座发热
  时间节点:
    缺陷确认日期: 2026-03-01
"""


def reading(text: str, file: str = FILE) -> Reading:
    return read({file: text.encode()})


def case(text: str) -> Case:
    (found,) = reading(text).plan.incidents
    return found


def said(text: str, file: str = FILE) -> list[str]:
    return [
        f"{each.code}@{each.at.line}:{each.at.column} {each.message('zh')}；{each.advice('zh')}"
        for each in reading(text, file).findings
        if each.at.file == file
    ]


def test_the_same_is_read_in_both_languages_and_in_a_mixture() -> None:
    assert case(CHINESE) == case(ENGLISH)
    assert case(CHINESE.replace("  召回:", "  recall:").replace("缺陷:", "defect:")) == case(ENGLISH)
    assert case(CHINESE.replace("\n事件事实:", "\n事件:")) == case(ENGLISH)
    assert is_todo(str(case(CHINESE).incident.place))


def test_places_are_those_of_the_file_and_paths_those_of_the_model() -> None:
    recall = case(CHINESE).incident.recall
    assert recall is not None
    place = recall.where("defect")
    assert (place.line, place.column, place.path) == (13, 9, "incidents[kettle].incident.recall.defect")


def test_a_file_says_in_which_language_its_keys_are() -> None:
    assert case(CHINESE).at.is_chinese
    assert case(CHINESE).incident.at.is_chinese
    assert not case(ENGLISH).at.is_chinese


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "  名称: 电热水壶\n",
            "  名称: 电热水壶\n  name: 水壶\n",
            "S126@8:3 “name”和第7行的“名称”是同一项；比较两处，留一处，删去另一处",
        ),
        ("    缺陷:", "    缺限:", "S112@13:5 召回没有“缺限”这一项；是不是想写“缺陷”？"),
        ("    缺陷:", "    产品缺陷:", "S112@13:5 召回没有“产品缺陷”这一项；是不是想写“缺陷”？"),
        ("    缺陷:", "    defekt:", "S112@13:5 召回没有“defekt”这一项；是不是想写“defect”？"),
        ("    缺陷: ", "    缺陷：", "Y131@13:7 “缺陷”后面是全角冒号；改成半角冒号加一个空格：“缺陷: ”"),
        ("  名称: ", "  名称：", "Y131@7:5 “名称”后面是全角冒号；改成半角冒号加一个空格：“名称: ”"),
        ("  名称: ", "  名称:", "Y132@7:5 “名称:”后面缺半角空格；在“名称:”后面加一个半角空格"),
        ("{名称: 电热水壶, ", "{名称：电热水壶, ", "Y131@12:10 “名称”后面是全角冒号；改成半角冒号加一个空格：“名称: ”"),
        (
            "事件名称: 电热水壶召回\n",
            "",
            "S111@1:1 突发事件缺少“事件名称”（title）；补上“事件名称: ”；内容未定时写 !todo 加说明",
        ),
        ("影响重大: 是", "影响重大: 对", "S119@4:7 “影响重大”写成了“对”；应为true 或 false，也可以写 是 或 否"),
        ("  日期: 2026-03-01", "  日期: 三月", "S119@8:7 “日期”写成了“三月”；应为"),
    ],
)
def test_a_slip_is_one_finding_in_the_words_of_the_file(old: str, new: str, expected: str) -> None:
    assert old in CHINESE
    (only,) = said(CHINESE.replace(old, new, 1))
    assert only.startswith(expected)


def test_an_unknown_key_is_answered_with_the_titles_of_the_group() -> None:
    (only,) = said(CHINESE.replace("    缺陷:", "    备注:"))
    assert only.startswith("S112@13:5 召回没有“备注”这一项；可用的键：产品、缺陷、可能后果、")


def test_no_other_file_takes_titles() -> None:
    scenario = "source/scenarios/fault.yaml"
    text = "id: fault\n名称: 故障\n"
    found = [each for each in said(text, scenario) if "“名称”" in each]
    assert found
    assert "S112@2:1" in found[0]


def test_text_that_begins_like_a_key_stays_text() -> None:
    measures = ENGLISH.replace("  recall:", "  measures:\n    - 热线：400-000-0000\n  recall:")
    assert case(measures).incident.measures == ("热线：400-000-0000",)


def test_every_key_of_an_incident_may_be_written_by_its_title() -> None:
    for key in fields(Case):
        assert key in ENGLISH or not fields(Case)[key].required
