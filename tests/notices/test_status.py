"""`plangen notices status`: where a notice stands; an approval lapses with every change of what it is of."""

import json
from typing import Any

import pytest

pytestmark = pytest.mark.slow


def _wording(parts: dict[str, bytes]) -> None:
    parts["word/document.xml"] = parts["word/document.xml"].replace("立即停止使用".encode(), "尽快停止使用".encode())


def _saved_anew(parts: dict[str, bytes]) -> None:
    parts["word/settings.xml"] = parts["word/settings.xml"].replace(b'w:percent="100"', b'w:percent="120"')


def test_a_notice_stands_where_its_stages_stand(desk: Any) -> None:
    desk.approve("draft", "legal-collector", name="李四", note="第一稿\n已核对型号")
    done = desk.plangen("status", desk.notice)
    assert (done.code, done.err) == (0, "")
    assert done.out == (
        "电热水壶召回：停止使用提示  [kettle-2026/stop-use  真实事件]\n"
        "  起草  有效  法务部信息收集员 李四 2026-03-01（第一稿 已核对型号）\n"
        "  复核  未办\n"
        "  审批  未办\n"
        "  没有填写的内容  无\n"
        "  版面  没有看过（没有找到 LibreOffice）\n"
        "  能否发布  不能\n"
        "  下一步  法务部负责人办理“复核”，完成后用 plangen notices approve 登记\n"
    )


def test_only_deadlines_in_force_stand_with_a_notice(desk: Any) -> None:
    def told(since: str) -> bool:
        (desk.root / "source/legal/deadlines.yaml").write_text(
            "deadlines:\n  - {id: early, title: 提前报告, kinds: [stop-use], starts: 发现, amount: 3, unit: 天,"
            " to: 监管部门, basis: 规定, certainty: 已查证, checked_on: 2026-01-01, confirmed_by: 赵法务,"
            f" effective_from: {since}}}\n",
            encoding="utf-8",
        )
        return "提前报告" in desk.status()

    assert told("2026-03-01")
    assert not told("2026-03-02")


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("source/incidents/kettle-2026.yaml", "hotline: 400-000-0000", "hotline: 400-000-0001", "事件.热线"),
        ("source/incidents/kettle-2026.yaml", "title: 电热水壶召回", "title: 电热水壶停用", "事件名称"),
        ("source/communication.yaml", "title: 停止使用提示", "title: 停用提示", "通知标题"),
        ("source/plan.yaml", "company: 暖阳电器有限公司", "company: 暖阳电器股份有限公司", "公司.全称"),
        (None, _wording, None, "模板文字"),
        (None, _saved_anew, None, "模板重新保存过或者改了格式，文字没有变"),
    ],
)
def test_an_approval_lapses_with_every_change(desk: Any, file: str | None, old: Any, new: str, said: str) -> None:
    desk.approve_all()
    assert set(desk.states().values()) == {"valid"}
    if file is None:
        desk.change(old)
    else:
        desk.edit(file, old, new)
    assert set(desk.states().values()) == {"lapsed"}
    (line,) = [each for each in desk.status().splitlines() if each.startswith(f"      改动：{said}")][:1]
    if old is _saved_anew:  # the words are the same
        assert "（原指纹 " in line
    else:
        assert " → " in line
    assert "下一步  法务部负责人或者法务部信息收集员重新办理“起草”" in desk.status()


def test_a_fact_that_the_notice_does_not_use_changes_nothing(desk: Any) -> None:
    desk.approve_all()
    desk.edit("source/incidents/kettle-2026.yaml", "  issued:", "  place: 甲市\n  issued:")
    assert set(desk.states().values()) == {"valid"}


def test_what_was_put_back_holds_again(desk: Any) -> None:
    desk.approve_all()
    desk.edit("source/incidents/kettle-2026.yaml", "400-000-0000", "400-000-0001")
    desk.edit("source/incidents/kettle-2026.yaml", "400-000-0001", "400-000-0000")
    assert set(desk.states().values()) == {"valid"}


def test_facts_used_anew_and_no_longer_are_named(desk: Any) -> None:
    desk.approve_all()
    tags = ("{{ 事件.热线 }}".encode(), "{{ 事件.日期 }}{{ 事件.日期 }}".encode())
    desk.change(lambda parts: parts.update({"word/document.xml": parts["word/document.xml"].replace(*tags)}))
    assert "改动：事件.热线（不再使用，原为：400-000-0000）" in desk.status()
    desk.approve("draft", "legal-head")
    desk.change(lambda parts: parts.update({"word/document.xml": parts["word/document.xml"].replace(*reversed(tags))}))
    assert desk.states()["draft"] == "valid"  # the version of the first approval again


def test_a_record_by_the_wrong_post_does_not_count(desk: Any) -> None:
    desk.approve("draft", "legal-head")
    desk.edit(desk.record, "by: legal-head", "by: quality-head")
    assert desk.states()["draft"] == "void"
    assert "  起草  不算数  质量管理部负责人 张三" in desk.status()
    assert "      环节“起草”不能由“质量管理部负责人”完成" in desk.status()


def test_all_notices_are_listed_for_people_and_programs(desk: Any) -> None:
    done = desk.plangen("status", "--json")
    tree = json.loads(done.out)
    assert (done.code, tree["version"], tree["ok"]) == (0, 1, True)
    listed = {each["notice"]: each for each in tree["notices"]}
    assert {"kettle-2026/stop-use", "product-quality/recall-notice"} <= set(listed)
    assert listed["kettle-2026/stop-use"]["missing"] == []
    assert listed["kettle-2026/stop-use"]["can_issue"] is False
    assert listed["product-quality/recall-notice"]["real"] is False
    assert "消费者服务热线" in listed["product-quality/recall-notice"]["missing"]
    assert desk.plangen("status", "--lang", "en").out.count("can be issued  no") == len(listed)
