"""Who gets a packet, and what it is called; nothing here needs LibreOffice."""

from pathlib import Path

import pytest

from plangen.blocks.text import as_text
from plangen.documents.packets.front import ContentsLine, Stack, front
from plangen.documents.packets.holders import packets
from plangen.errors import EnvironmentProblem, UsageProblem
from plangen.model.plan import Plan
from plangen.pipeline.check import study
from plangen.pipeline.packets.composing import prepare
from plangen.pipeline.packets.making import file_names
from plangen.pipeline.packets.packet import packet_project
from plangen.pipeline.packets.records import WantedPackets
from plangen.pipeline.packets.roles import chosen
from plangen.reporting.progress import Silent


def edited(folder: Path, name: str, old: str, new: str) -> Path:
    path = folder / "source" / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    return folder


def plan_of(folder: Path) -> Plan:
    return study(folder).plan


def test_every_role_card_owner_and_all_drill_staff_have_a_packet(folder: Path) -> None:
    plan = plan_of(folder)
    keys = {packet.key for packet in packets(plan)}
    assert set(plan.posts) <= keys
    assert set(plan.staff) <= keys
    assert {"participants-quality", "network-response-team", "security-guards", "observers"} <= keys
    assert [packet.number for packet in packets(plan)] == list(range(1, len(keys) + 1))


def test_several_people_have_a_copy_each_and_counted_participants_too(folder: Path) -> None:
    edited(folder, "organisation.yaml", "holder: !todo IT部门信息收集员姓名", "holder: 赵一、钱二")
    by_key = {packet.key: packet for packet in packets(plan_of(folder))}
    assert by_key["it-collector"].names == ("赵一", "钱二")
    assert by_key["participants-customer-service"].names == ("", "", "")
    assert by_key["participants-it"].names == ("",)  # the number is still to be filled in


def test_whoever_has_two_roles_has_two_packets_that_name_each_other(folder: Path) -> None:
    for title in ("法务部负责人", "法务部信息收集员"):
        edited(folder, "organisation.yaml", f"holder: !todo {title}姓名", "holder: 孙三")
    project = study(folder)
    made = prepare(project.plan, project.files.contents, chosen(project.plan, ("法务部",), {}))
    others = {copy.packet.key: copy.others for copy in made.copies}
    assert others["legal-head"] == ("10　法务部信息收集员",)
    assert others["legal-collector"] == ("09　法务部负责人",)
    assert others["participants-legal"] == ()


def test_a_cover_and_its_contents_say_whose_they_are_in_words(folder: Path) -> None:
    for title in ("法务部负责人", "法务部信息收集员"):
        edited(folder, "organisation.yaml", f"holder: !todo {title}姓名", "holder: 孙三")
    project = study(folder)
    made = prepare(project.plan, project.files.contents, chosen(project.plan, ("法务部",), {}))
    copy = next(each for each in made.copies if each.packet.key == "legal-head")
    written = as_text(front(project.plan, copy, [ContentsLine(title="角色卡", page=2, pages=1)], Stack()))
    assert written.partition("目　录")[2].splitlines() == [
        "",
        "",
        "序号 | 内容 | 起始页 | 页数",
        "1 | 角色卡 | 2 | 1",
        "",
        "使用规定",
        "",
        "持有人另有资料包：10　法务部信息收集员。",
        "本资料包仅限本人使用，不得转借、复印、拍照或者外传；演练结束后连同填写的表格一并交回。",
        "报到：【待填写：报到时间】前到【待填写：报到地点】。",
        (
            "导控人员：总导调　【待填写：总导调电话】；安全员　【待填写：安全员电话】。"
            "标识：【待填写：袖标或者工作牌的样子】。"
        ),
        "听到“演练中止，全体原地待命”，立即停止演练行动，原地等待指令。",
        "发生真实险情，先说“真实情况、真实情况、真实情况”，停止演练行动，再按照“真实险情”一栏拨打电话。演练情景中不得拨打真实的外部电话。",
    ]


def test_names_that_file_systems_refuse_are_made_safe_and_stay_apart(folder: Path) -> None:
    edited(folder, "organisation.yaml", "holder: !todo 总经理姓名", 'holder: "王/一:*?、王 一"')
    project = study(folder)
    made = prepare(project.plan, project.files.contents, chosen(project.plan, ("general-manager",), {}))
    assert list(file_names(made.copies).values()) == ["01-总经理-1-王 一.pdf", "01-总经理-2-王 一.pdf"]


def test_copies_are_told_apart_and_a_changed_plan_changes_only_what_it_concerns(folder: Path) -> None:

    def prints() -> dict[str, str]:
        project = study(folder)
        made = prepare(project.plan, project.files.contents, chosen(project.plan, (), {}))
        return {f"{copy.packet.key} {copy.number}": copy.fingerprint for copy in made.copies}

    before = prints()
    assert len(set(before.values())) == len(before)
    edited(folder, "injects/data-leak.yaml", "title: 匿名勒索邮件", "title: 匿名的勒索邮件")
    after = prints()
    changed = {key for key in before if before[key] != after[key]}
    assert "chief-controller 1" in changed
    assert "general-manager 1" not in changed
    assert "observers 1" not in changed


def test_roles_by_number_id_title_and_department_and_copies_by_role(folder: Path) -> None:
    plan = plan_of(folder)
    assert [packet.key for packet in chosen(plan, ("07", "IT部门负责人"), {})] == ["marketing-head", "it-head"]
    assert {packet.key for packet in chosen(plan, ("quality",), {})} == {
        *("quality-head", "quality-collector", "participants-quality", "quality-response-team")
    }
    assert len(chosen(plan, ("observers",), {"观摩人员": 12})[0].names) == 12
    with pytest.raises(UsageProblem, match="no-role"):
        chosen(plan, ("董事长",), {})


def test_no_libreoffice_is_said_before_anything_else(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLANGEN_SOFFICE", "none")
    with pytest.raises(EnvironmentProblem, match="pdf-missing"):
        packet_project(folder, WantedPackets(), Silent())
    assert not (folder / "output").exists()


def test_parts_are_called_as_the_plan_calls_its_documents(folder: Path) -> None:
    names = "documents: [{id: role-cards, title: 任务卡}, {id: roster, title: 队员名单}]\n"
    (folder / "templates/documents.yaml").write_text(names, encoding="utf-8")
    project = study(folder)
    made = prepare(project.plan, project.files.contents, packets(project.plan))
    titles = {key: [part.title for part in parts] for key, parts in made.parts.items()}
    assert titles["general-manager"][0] == "任务卡"
    assert "队员名单" in titles["network-response-team"]
    assert not any("角色卡" in each or "名册" in each for every in titles.values() for each in every)
