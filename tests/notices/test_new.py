"""`plangen notices new`: a file that asks for everything its notices need, and knows nothing of the drill."""

import json
import shutil
from pathlib import Path
from typing import Any

import msgspec
import pytest

from plangen.model.walk import values
from plangen.pipeline.check import study
from plangen.pipeline.notices.incidents.new_incident import MadeIncident, WantedIncident, make_incident
from plangen.pipeline.notices.lists import ask_questions
from plangen.reading.source import read

ROOT = Path(__file__).parents[2]
KETTLE = WantedIncident(
    title="电热毯召回", scenario="product-quality", date="2026年3月1日", place="甲市", kinds=("停止使用提示",)
)
MADE = """# yaml-language-server: $schema=../.schema/case.schema.json
# 电热毯召回：只写真实、已经核实的事实，不得照抄演练的事实。
# 写着 !todo 的还没有核实：问清后把“!todo”和它后面的文字一起换成答案；“可选”的有就写，没有它也能发布。
编号: product-quality-20260301
事件名称: 电热毯召回
参照场景: product-quality  # 产品质量问题引发集中投诉
# 这个场景的应急措施，供处置时对照；已经采取的，按实际情况写进下面的事实：
#   1. 停止销售和使用（质量管理部）
#   2. 召回或者更换（客户服务部）
#   3. 检测与整改（质量管理部）
#   4. 赔偿与善后（客户服务部）
影响重大: 否  # 影响重大的写“是”，发布前还要办理：征询有关部门
公开通知:
  - stop-use  # 停止使用提示
事件事实:
  # 对外怎样称呼这起事件？（质量管理部）
  名称: !todo 事件名称
  日期: 2026-03-01
  # 事件发生在几点几分？（质量管理部）
  时间: !todo 时间
  地点: 甲市
  # 事件是怎样发生的？请用两三句话写明经过，只写已经核实的情况。（质量管理部）
  经过: !todo 事件经过
  # 通知在哪一天发布？（质量管理部）
  发布日期: !todo 发布日期
"""


def make(root: Path, wanted: WantedIncident = KETTLE, **more: Any) -> MadeIncident:
    return make_incident(root, wanted, **more)


def changed(wanted: WantedIncident = KETTLE, **more: Any) -> WantedIncident:
    return msgspec.structs.replace(wanted, **more)


def refused(made: MadeIncident) -> list[str]:
    return [f"{each.at.file} {each.code} {each.message('zh')}" for each in made.outcome.findings]


def test_the_file_asks_for_what_its_notices_print(desk: Any) -> None:
    made = make(desk.root)
    file = desk.root / made.file
    assert file.read_text(encoding="utf-8").split("时间节点:")[0].rstrip() == MADE.rstrip()
    assert (made.file, made.written) == ("source/incidents/product-quality-20260301.yaml", True)
    project = study(desk.root)
    assert not [each for each in project.outcome.findings if each.at.file == made.file and each.code != "X101"]
    assert made.waiting == made.text.count("!todo") - 2  # the head speaks of it twice


def test_every_question_about_it_is_a_line_that_stands_there(desk: Any) -> None:
    """Answers have a place: what `notices questions` asks is !todo in the file, or a comment where it is optional."""
    made = make(desk.root, changed(kinds=()))
    for question in ask_questions(desk.root, case="电热毯召回").questions:
        if question.file == made.file:
            assert question.written.rpartition(".")[2].partition("[")[0] in made.text
            assert question.text.partition("：")[2].partition("？")[0] in made.text or question.text in made.text


@pytest.mark.parametrize("scenario", ["product-quality", "data-leak", "mass-action"])
def test_no_fact_of_the_drill_is_in_it(project: Path, scenario: str) -> None:
    """Law: no text of the scenario's facts, of more than a few characters, stands in the new file."""
    (drill,) = (each for each in study(project).plan.scenarios if each.id == scenario)
    assert drill.incident is not None
    made = make(project, changed(scenario=scenario, kinds=(), place=""))
    facts = "\n".join(line for line in made.text.splitlines() if not line.lstrip().startswith("#"))
    told = [
        str(each.value) for each in values(drill.incident) if isinstance(each.value, str) and not each.value.isascii()
    ]
    kinds = {each.title for each in study(project).plan.communication.notices}
    assert told
    assert not [each for each in told if len(each) > 4 and each in facts and each not in kinds]


def test_an_optional_fact_holds_up_no_notice(project: Path) -> None:
    made = make(project, changed(kinds=("产品召回公告",)))
    assert "  # 可选：为防止再次发生" in made.text
    assert "\n  # 长期措施:\n  #   -\n" in made.text


def test_groups_that_the_incident_has_nothing_to_do_with_are_left_out(project: Path) -> None:
    made = make(project, changed(scenario="data-leak", kinds=()))
    assert "\n  泄露:\n" in made.text
    assert "召回:" not in made.text
    assert "现场:" not in made.text


def test_a_blank_one_follows_no_scenario(desk: Any) -> None:
    made = make(desk.root, changed(scenario="", blank=True, great_impact=True))
    assert made.file == "source/incidents/incident-20260301.yaml"
    assert "\n# 牵头部门:\n影响重大: 是  # " in made.text
    assert "参照场景:" not in made.text
    assert ask_questions(desk.root, case="incident-20260301").questions


def test_a_title_with_letters_gives_the_id(desk: Any) -> None:
    assert make(desk.root, changed(title="SL-1500 水壶召回")).file == "source/incidents/sl-1500-20260301.yaml"


def test_nothing_is_overwritten_and_no_id_used_twice(desk: Any) -> None:
    """Also where a file is called so that cannot be read, or is no file."""
    folder = desk.root / "source/incidents"
    (folder / "product-quality-20260301.yaml").mkdir()
    (folder / "product-quality-20260301-2.yaml").write_text("{", encoding="utf-8")
    made = make(desk.root)
    assert made.file == "source/incidents/product-quality-20260301-3.yaml"
    before = desk.files()
    for id_ in ("kettle-2026", "product-quality", "product-quality-20260301-2", "product-quality-20260301-3"):
        again = make(desk.root, changed(id=id_, title="另一起"))
        assert [each.code for each in again.outcome.findings] == ["I110"], id_
    assert desk.files() == before


def test_an_incident_begun_twice_is_noticed_by_its_title(desk: Any) -> None:
    make(desk.root)
    assert refused(make(desk.root)) == [
        "--title I110 “电热毯召回”已经用了（source/incidents/product-quality-20260301.yaml）"
    ]


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({"title": " "}, ["--title I115 没有写明事件名称"]),
        ({"scenario": ""}, ["--scenario I115 没有写明参照哪个场景"]),
        ({"scenario": "", "blank": True, "kinds": ()}, ["--kind I115 没有写明要发布哪些通知"]),
        ({"scenario": "product-qualty"}, ["--scenario I112 没有场景“product-qualty”"]),
        ({"kinds": ("停止使用提醒", "sms")}, ["--kind I113 没有通知种类“停止使用提醒”"]),
        ({"date": "2026-02-30"}, ["--date I114 “2026-02-30”不能读作日期"]),
        ({"time": "25:00"}, ["--time I114 “25:00”不能读作时间"]),
        ({"id": "电热毯"}, ["CASE-ID I111 “电热毯”不能作编号"]),
        ({"id": "../x"}, ["CASE-ID I111 “../x”不能作编号"]),
    ],
)
def test_everything_that_is_wrong_with_the_order_is_said_and_nothing_written(
    desk: Any, wanted: dict[str, Any], expected: list[str]
) -> None:
    before = desk.files()
    made = make(desk.root, changed(**wanted))
    assert refused(made) == expected
    assert desk.files() == before


def test_all_mistakes_come_in_one_run(desk: Any) -> None:
    made = make(desk.root, WantedIncident(id="X", scenario="x", kinds=("x",), date="x", time="x"))
    assert sorted(each.code for each in made.outcome.findings) == ["I111", "I112", "I113", "I114", "I114", "I115"]


@pytest.mark.parametrize("title", ["召回: 一", "“甲”#1", "- 乙", "!todo", "'", "甲\n乙", "null", "{", "甲" * 300])
def test_whatever_the_title_it_is_read_back_as_it_was(desk: Any, title: str) -> None:
    made = make(desk.root, changed(title=title))
    assert not made.outcome.findings
    (case,) = read({made.file: made.text.encode()}).plan.incidents
    assert case.title == " ".join(title.split())


def test_a_school_is_asked_in_its_own_words(tmp_path: Path) -> None:
    folder = tmp_path / "school"
    shutil.copytree(ROOT / "tests/plans/school", folder)
    made = make(folder, WantedIncident(title="午餐后不适", scenario="lunch-illness", date="2026-03-01"))
    assert made.written
    assert "  # 请家长怎样做？用一句话说明，接在“请”之后。（卫生室）\n  简要提示: !todo 事件简要提示\n" in made.text
    assert "消费者" not in made.text
    assert "公司" not in made.text


def test_a_broken_plan_is_said_and_a_broken_incident_holds_up_no_other(desk: Any) -> None:
    desk.edit("source/incidents/kettle-2026.yaml", "incident:", "incident：")
    assert make(desk.root).written
    desk.edit("source/communication.yaml", "\nnotices:\n", "\nnotices：\n")
    stopped = make(desk.root, changed(title="另一起"))
    assert stopped.outcome.stopped
    assert {each.at.file for each in stopped.outcome.findings} >= {"source/communication.yaml"}


def test_the_command_says_what_comes_next(desk: Any) -> None:
    asked = (
        "new",
        "--title",
        "电热毯召回",
        "--scenario",
        "product-quality",
        "--date",
        "2026-03-01",
        "--kind",
        "stop-use",
    )
    before = desk.files()
    dry = desk.plangen(*asked, "--dry-run")
    assert dry.code == 0
    assert dry.out.startswith("# yaml-language-server")
    assert dry.out.splitlines()[-1] == (
        "可以建立 source/incidents/product-quality-20260301.yaml：事件编号 product-quality-20260301，"
        f"{dry.out.count('!todo') - 2} 项事实待核实；只作检查，没有写文件"
    )
    assert desk.files() == before
    told = json.loads(desk.plangen(*asked, "--json").out)
    assert (told["incident"], told["written"]) == ("product-quality-20260301", True)
    assert told["next"] == "plangen notices questions product-quality-20260301"
    again = desk.plangen(*asked)
    assert again.code == 1
    assert again.out.splitlines()[-1] == (
        "没有建立事件文件：--title: 错误[I110] “电热毯召回”已经用了"
        "（source/incidents/product-quality-20260301.yaml）（改正后再运行）"
    )
    both = desk.plangen("new", "--blank", "--scenario", "data-leak")
    assert (both.code, "只写一个" in both.err) == (2, True)
