"""The papers of the drill day: read as reviewed, filled in as far as the plan goes, sound for every kind of plan."""

import datetime
from collections.abc import Callable, Mapping
from pathlib import Path

import msgspec
import pytest

from plangen.blocks.document import Document, Heading, OrgChart, Table
from plangen.blocks.template import Names
from plangen.blocks.text import as_text
from plangen.documents.attending import without_post
from plangen.documents.catalogue import MAKERS, bodies
from plangen.documents.outlines.plan_names import NamesOfPlan
from plangen.model.dossier import DOSSIER
from plangen.model.holders import holders
from plangen.model.plan import Plan

ReadPlan = Callable[[Mapping[str, str]], Plan]
GOLDEN = Path(__file__).parent / "golden"
PAPERS = [entry.id for entry in DOSSIER if MAKERS[entry.id].module.startswith(("papers.", "role_cards"))]
ENTRIES = {entry.id: entry for entry in DOSSIER}


def paper(plan: Plan, key: str) -> Document:
    ((_, body),) = bodies(ENTRIES[key], plan)
    assert isinstance(body, Document)
    return body


def edited(small: Mapping[str, str], name: str, old: str, new: str) -> dict[str, str]:
    assert old in small[name]
    return {**small, name: small[name].replace(old, new)}


def blank_rows(table: Table) -> int:
    return sum(all(each.blank for each in row.cells[1:]) for row in table.rows)


@pytest.mark.parametrize("key", PAPERS)
def test_the_paper_of_the_small_plan_reads_as_reviewed(
    read_plan: ReadPlan, small: Mapping[str, str], key: str, update_golden: bool
) -> None:
    written, golden = as_text(paper(read_plan(small), key)), GOLDEN / f"small-{key}.txt"
    if update_golden:
        golden.write_text(written, encoding="utf-8")
    assert written == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("key", PAPERS)
def test_header_and_keys_are_sound(sample: Plan, key: str) -> None:
    document = paper(sample, key)
    assert "演练" in document.header
    keys = [block.key for block in document.blocks if isinstance(block, Heading)]
    assert len(keys) == len(set(keys))
    assert keys
    assert not [text for text in ("None", "。。", "，。", "；。", "：。") if text in as_text(document)]


def test_the_contact_list_has_every_post_collector_outside_unit_and_notification(sample: Plan) -> None:
    written = as_text(paper(sample, "contacts"))
    expected = [
        *(post.title for post in sample.organisation.posts),
        *(post.phone for post in sample.organisation.posts if post.phone),
        *(each.title for each in sample.organisation.outside),
        *(each.content for scenario in sample.played for each in scenario.notifications),
        "启动指令下达后5分钟内",
    ]
    assert [text for text in expected if text not in written] == []


def test_the_call_tree_reaches_everybody_once(sample: Plan) -> None:
    """Posts, and who plays without one: response teams, command centre, hotline, guards."""
    (chart,) = [block for block in paper(sample, "contacts").blocks if isinstance(block, OrgChart)]
    titles = []
    open_nodes = [chart.root]
    while open_nodes:
        node = open_nodes.pop()
        titles.append(node.lines[0])
        open_nodes += node.children
    others = filter(None, map(without_post, holders(sample)))
    assert sorted(titles) == sorted((*others, *(post.title for post in sample.organisation.posts)))


def test_names_and_numbers_stand_in_the_call_tree_once_they_are_known(
    read_plan: ReadPlan, small: Mapping[str, str]
) -> None:
    (chart,) = [block for block in paper(read_plan(small), "contacts").blocks if isinstance(block, OrgChart)]
    assert chart.root.lines == ("厂长", "王敏", "0100-1")
    clerk = chart.root.children[1].children[0]
    assert clerk.lines == ("客服部信息员",)


def test_a_sign_in_sheet_has_a_line_for_each_participant_and_spare_ones(sample: Plan) -> None:
    document = paper(sample, "sign-in")
    keys = [block.key for block in document.blocks if isinstance(block, Heading)]
    assert keys[-3:] == ["sign-in-controllers", "sign-in-evaluators", "sign-in-observers"]
    tables = dict(zip(keys, [block for block in document.blocks if isinstance(block, Table)], strict=True))
    lines = {key: len(table.rows) - 1 for key, table in tables.items()}
    assert lines["sign-in-customer-service"] == 2 + 3 + 3  # posts, participants, spare
    assert lines["sign-in-legal"] == 2 + 8 + 3  # the number of participants is open
    assert blank_rows(tables["sign-in-observers"]) == lines["sign-in-observers"] == 10 + 3


def test_several_people_in_a_post_sign_on_lines_of_their_own(read_plan: ReadPlan, small: Mapping[str, str]) -> None:
    plan = edited(small, "organisation.yaml", "holder: 周涛", "holder: 周涛、吴霞")
    written = as_text(paper(read_plan(plan), "sign-in"))
    assert "1 | 周涛 | 检验室主任" in written
    assert "2 | 吴霞 | 检验室主任" in written


def test_a_drill_over_two_days_has_a_sheet_for_each_day(read_plan: ReadPlan, small: Mapping[str, str]) -> None:
    plan = edited(small, "drill.yaml", "end: 16:00", "end: 第2天 12:00")
    document = paper(read_plan(plan), "sign-in")
    written = as_text(document)
    assert "日期：2026年3月12日" in written
    assert "日期：2026年3月13日" in written
    keys = [block.key for block in document.blocks if isinstance(block, Heading)]
    assert "sign-in-lab-day-1" in keys
    assert "sign-in-lab-day-2" in keys


def test_a_briefing_gives_no_more_of_the_scenarios_than_their_titles(sample: Plan) -> None:
    written = as_text(paper(sample, "briefing"))
    for scenario in sample.played:
        assert scenario.title in written
        secret = [
            scenario.situation.summary,
            *scenario.situation.details,
            *(each.text for each in scenario.measures),
            *(each.action for each in scenario.flow),
            *scenario.points,
        ]
        assert [text for text in secret if text in written] == []
    actions = [step.action for step in sample.steps.values()]
    assert [text for text in actions if text in written] == []


def test_a_briefing_says_how_to_speak_when_to_stop_and_what_is_simulated(
    read_plan: ReadPlan, small: Mapping[str, str]
) -> None:
    conduct = "conduct: {simulated: [来电], rules: [佩戴胸牌], safety: [从东门疏散]}\n"
    script = """
signals:
  - {title: 演练用语, words: 演习演习, by: 所有人员, response: 说明只用于演练}
  - {title: 演练中止, words: 连续三声长哨, by: 副厂长, response: 停止投放}
stops:
  - {id: s, title: 有人受伤, kind: 暂停, condition: 伤, decides: director, signal: 哨, procedure: [救], resumption: 后}
"""
    plan = {**small, "drill.yaml": small["drill.yaml"] + conduct, "script.yaml": script}
    written = as_text(paper(read_plan(plan), "briefing"))
    for phrase in (
        "“演习演习”",
        "演练中止 | 连续三声长哨 | 副厂长",
        "有人受伤",
        "来电均为模拟",
        "佩戴胸牌",
        "从东门疏散",
    ):
        assert phrase in written
    assert "停止投放" not in written  # that is for those who run the drill
    staff = {"script.yaml": "staff: [{id: lead, kind: 导调, title: 主持人}]\n"}
    assert "演练中止的信号由" in as_text(paper(read_plan({**small, **staff}), "briefing"))


def test_a_briefing_of_a_drill_without_staff_names_who_gives_the_order(
    read_plan: ReadPlan, small: Mapping[str, str]
) -> None:
    written = as_text(paper(read_plan(edited(small, "drill.yaml", "form: 桌面推演", "form: 实战演练")), "briefing"))
    assert "导控" not in written
    assert "评估人员" not in written
    for phrase in ("须经厂长同意", "发现的人立即报告厂长", "演练中止的信号由厂长发出"):
        assert phrase in written


def test_a_briefing_speaks_of_what_the_drill_has(read_plan: ReadPlan, small: Mapping[str, str]) -> None:
    script = "staff: [{id: lead, kind: 导调, title: 主持人}]\n"
    resources = "items: []\nallocation_rule: 按照方案发放\n"
    others = {
        "drill.yaml": small["drill.yaml"].replace("scenarios: [spoiled-milk, rumour]", "scenarios: [rumour]"),
        "timeline.yaml": small["timeline.yaml"].replace("needs: [{item: kit, quantity: 2}]", "needs: []"),
    }
    plan = read_plan({**small, **others, "script.yaml": script, "resources.yaml": resources})
    written = as_text(paper(plan, "briefing"))
    for phrase in (
        "演练场景是网络传言。",
        "导控人员、观摩人员不参与处置",
        "向应急指挥组报告使用信息报告热线0100-9；",
        "交回角色卡和演练文件；",
    ):
        assert phrase in written


def test_drill_staff_sign_on_sheets_of_their_own(sample: Plan) -> None:
    written = as_text(paper(sample, "sign-in"))
    controllers = written.partition("签到表　导控人员")[2].partition("签到表　评估人员")[0]
    assert [each.title for each in sample.script.staff if (each.title in controllers) is (each.kind == "评估")] == []


def test_a_tabletop_drill_is_briefed_as_one(read_plan: ReadPlan, small: Mapping[str, str]) -> None:
    tabletop = as_text(paper(read_plan(small), "briefing"))
    on_site = as_text(paper(read_plan(edited(small, "drill.yaml", "form: 桌面推演", "form: 实战演练")), "briefing"))
    assert "会议桌上推演" in tabletop
    assert "会议桌上推演" not in on_site


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ("双盲演练", "采用双盲演练形式"),
        ("桌面推演形式", "采用桌面推演形式"),
        ("[桌面推演, 功能演练]", "采用桌面推演和功能演练形式"),
        ("[桌面推演, 功能演练, 检验性演练]", "采用桌面推演、功能演练和检验性演练形式"),
        ("桌面推演与功能演练相结合", "采用桌面推演与功能演练相结合的形式"),
    ],
)
def test_the_form_of_a_drill_is_any_words_and_may_be_several(
    form: str, said: str, read_plan: ReadPlan, small: Mapping[str, str]
) -> None:
    plan = read_plan(edited(small, "drill.yaml", "form: 桌面推演", f"form: {form}"))
    assert f"本次演练{said}" in as_text(paper(plan, "plan"))
    briefing = as_text(paper(plan, "briefing"))
    assert f"演练{said}" in briefing
    assert ("各项处置在会议桌上推演" in briefing) is (form == "桌面推演形式")
    assert ("桌面推演的部分在会议桌上" in briefing) is (form != "桌面推演形式" and "桌面" in form)


def test_the_form_below_its_section_is_a_text_as_well(read_plan: ReadPlan, small: Mapping[str, str]) -> None:
    """Outlines and templates of earlier plans compare it, and print it in a sentence."""
    for form, said in (("桌面推演", "桌面推演"), ("[桌面推演, 功能演练]", "桌面推演和功能演练")):
        plan = read_plan(edited(small, "drill.yaml", "form: 桌面推演", f"form: {form}"))
        drill = NamesOfPlan(plan).all().find("演练安排")
        assert isinstance(drill, Names)
        assert drill.find("演练形式") == said


def test_logs_offer_every_scenario_level_and_decider_to_tick(sample: Plan) -> None:
    written = as_text(paper(sample, "centre-logs"))
    for phrase in ("□场景一", "□场景三", "□其他", "□一般事件", "□特别重大事件", "□副总经理", "□应急小组", "□影响范围"):
        assert phrase in written


def test_without_response_teams_there_is_no_roster(read_plan: ReadPlan, small: Mapping[str, str]) -> None:
    text = small["organisation.yaml"]
    begin, end = text.index("response_teams:"), text.index("response_training:")
    plan = {
        **small,
        "organisation.yaml": text[:begin] + text[end:],
        "resources.yaml": small["resources.yaml"].replace("to: samplers", "to: lab"),
    }
    assert bodies(ENTRIES["roster"], read_plan(plan)) == ()


def test_questions_go_to_the_coordinator(read_plan: ReadPlan, small: Mapping[str, str]) -> None:
    plan = read_plan(edited(small, "drill.yaml", "scenarios:", "coordinator: service-clerk\nscenarios:"))
    title = plan.posts["service-clerk"].title
    assert f"立即告知{title}" in as_text(paper(plan, "contacts"))
    assert f"在演练前向{title}询问" in as_text(paper(plan, "briefing"))
    assert f"{title}签字" in as_text(paper(plan, "venue-checklist"))


def test_a_drill_of_one_scenario_does_not_count_it(read_plan: ReadPlan, small: Mapping[str, str]) -> None:
    plan = read_plan(edited(small, "drill.yaml", "scenarios: [spoiled-milk, rumour]", "scenarios: [spoiled-milk]"))
    logs, contacts = as_text(paper(plan, "centre-logs")), as_text(paper(plan, "contacts"))
    assert "本场景：鲜奶变质。" in logs
    assert "□本场景 / □其他" in logs
    assert "\n通知方 | 被通知方 | 通知内容 | 时限 | 方式\n" in contacts
    assert "场景一" not in logs + contacts


def test_whoever_runs_the_drill_is_told_what_is_lacking(
    read_plan: ReadPlan, sample: Plan, small: Mapping[str, str]
) -> None:
    """The first of the plan's drill staff; where it has none, whoever wrote the plan."""
    assert "数量不足的，立即告知总导调。" in as_text(paper(sample, "supplies"))
    plan = read_plan(small)
    assert "数量不足的，立即告知消费者权益保护办公室。" in as_text(paper(plan, "supplies"))
    assert "立即告知消费者权益保护办公室。" in as_text(paper(plan, "contacts"))
    assert as_text(paper(plan, "venue-checklist")).endswith("\n消费者权益保护办公室签字：　　　　　　　　年　月　日\n")


def test_posts_without_a_department_sign_on_a_sheet_of_their_own(read_plan: ReadPlan, small: Mapping[str, str]) -> None:
    assert "签到表　单位领导和其他岗位" in as_text(paper(read_plan(small), "sign-in"))
    others = edited(small, "organisation.yaml", ", leadership: true", "")
    others = edited(others, "organisation.yaml", "    leadership: true\n", "")
    assert "签到表　其他岗位" in as_text(paper(read_plan(others), "sign-in"))
    nobody = edited(small, "organisation.yaml", "leadership: true", "department: lab")
    keys = [block.key for block in paper(read_plan(nobody), "sign-in").blocks if isinstance(block, Heading)]
    assert keys[0] == "sign-in-service"


def test_without_outside_parties_the_contact_list_has_no_section_for_them(
    read_plan: ReadPlan, small: Mapping[str, str]
) -> None:
    text = small["organisation.yaml"]
    begin, end = text.index("outside:"), text.index("incompatible:")
    scenario = small["scenarios/spoiled-milk.yaml"]
    plan = {
        **small,
        "organisation.yaml": text[:begin] + text[end:],
        "scenarios/spoiled-milk.yaml": "\n".join(
            line for line in scenario.splitlines() if "buyers" not in line and "regulator" not in line
        ),
    }
    keys = [block.key for block in paper(read_plan(plan), "contacts").blocks if isinstance(block, Heading)]
    assert "outside" not in keys
    assert "notifications" in keys


def test_notices_come_in_a_version_for_each_channel(sample: Plan) -> None:
    written = as_text(paper(sample, "preparation-notices"))
    assert "邮件主题：" in written.partition("宣传通知（内部邮件）")[2].partition("关于举行")[0]
    assert "有关事项通知如下" in written.partition("关于举行")[2].partition("宣传通知（企业内部")[0]
    assert "公告如下" not in written  # what is told inside is no 公告
    assert "发送范围：全体员工" in written.partition("宣传通知（企业内部即时通讯工具）")[2]
    assert "【待填写：培训时间】" in written


def test_publicity_without_channels_is_one_message(read_plan: ReadPlan, small: Mapping[str, str]) -> None:
    plan = read_plan(edited(small, "drill.yaml", "channels: [公告栏]", "channels: []"))
    document = paper(plan, "preparation-notices")
    assert "\n\n宣传通知\n\n发送范围：全厂职工\n\n　　【演练通知】2026年3月12日" in as_text(document)
    assert [each.key for each in document.blocks if isinstance(each, Heading)][-1] == "publicity-1"


@pytest.mark.parametrize(
    ("channel", "phrase"),
    [
        ("电子邮件", "邮件主题："),
        ("公告栏", "事项通知如下"),
        ("一楼宣传栏", "事项通知如下"),
        ("微信群", "发送范围：全厂职工"),
    ],
)
def test_the_name_of_a_channel_decides_on_the_version(
    read_plan: ReadPlan, small: Mapping[str, str], channel: str, phrase: str
) -> None:
    plan = read_plan(edited(small, "drill.yaml", "channels: [公告栏]", f"channels: [{channel}]"))
    blocks = paper(plan, "preparation-notices").blocks
    version = next(at for at, each in enumerate(blocks) if isinstance(each, Heading) and each.key == "publicity-1")
    written = as_text(msgspec.structs.replace(paper(plan, "preparation-notices"), blocks=blocks[version:]))
    assert phrase in written


def test_without_training_and_publicity_there_is_nothing_to_send(read_plan: ReadPlan, small: Mapping[str, str]) -> None:
    plan = {**small, "drill.yaml": small["drill.yaml"].partition("training:")[0]}
    assert bodies(ENTRIES["preparation-notices"], read_plan(plan)) == ()


def test_supplies_leave_open_quantities_open_and_have_signatures(sample: Plan) -> None:
    written = as_text(paper(sample, "supplies"))
    expected = [
        *(item.title for item in sample.resources.items),
        *(str(item.quantity) for item in sample.resources.items),
        *(str(each.quantity) for each in sample.resources.allocation),
        "领用签名",
        "归还签名",
    ]
    assert [text for text in expected if text not in written] == []


def test_the_checklist_asks_for_rooms_equipment_prechecks_and_channels(sample: Plan) -> None:
    written = as_text(paper(sample, "venue-checklist"))
    assert sample.command.centre
    expected = [
        sample.drill.venue.title,
        *sample.command.centre.equipment,
        *(item.precheck for item in sample.resources.items if item.precheck),
        *(channel.name for channel in sample.resources.channels),
        "□合格",
    ]
    assert [text for text in expected if text not in written] == []


@pytest.mark.parametrize("number", [1, 40])
def test_every_paper_is_made_for_one_department_and_for_forty(
    read_plan: ReadPlan, small: Mapping[str, str], number: int
) -> None:
    text = small["organisation.yaml"]
    departments = "".join(
        f"  - {{id: shop-{n}, title: 第{n}门店, head: shop-head-{n}}}\n" for n in range(1, number + 1)
    )
    posts = "".join(
        f"  - {{id: shop-head-{n}, title: 第{n}门店店长, department: shop-{n}}}\n" for n in range(1, number + 1)
    )
    if number == 1:  # the one department is all there is
        departments, posts = "", ""
        text = text.replace("  - {id: lab, title: 检验室, head: lab-head, duties: [检验留样]}\n", "")
        text = text.replace(", department: lab,", ",").replace("members: [service-head, lab-head]", "members: []")
        begin, end = text.index("response_teams:"), text.index("response_training:")
        text = text[:begin] + text[end:]
    text = text.replace("\nposts:\n", f"\n{departments}posts:\n{posts}")
    others = {
        name: content.replace("owner: lab", "owner: service")
        .replace("sender: lab", "sender: service")
        .replace("to: samplers", "to: service")
        .replace("keeper: lab", "keeper: service")
        .replace("departments: [service, lab]", "departments: [service]")
        .replace("  - {department: lab, people: 检验员, count: 2, tasks: [检验模拟留样, 填写检验记录]}\n", "")
        if number == 1
        else content
        for name, content in small.items()
    }
    plan = read_plan({**others, "organisation.yaml": text})
    for key in PAPERS if number > 1 else [key for key in PAPERS if key != "roster"]:
        document = paper(plan, key)
        assert document.blocks
        assert document.created == datetime.date(2026, 2, 1)
