"""Particular cases of the rules: what else counts, and what must not raise an alarm."""

from collections.abc import Callable
from pathlib import Path

import pytest

from plangen.checks import check
from plangen.checks.approvals import posts_for
from plangen.diagnostics import Severity, by_cause
from plangen.model.kinds import KINDS
from plangen.model.spec import Record, fields
from plangen.model.subjects import SECTIONS
from plangen.reading.source import Reading, read

Changed = Callable[[str], Reading]
Found = Callable[..., list[str]]

ROOT = Path(__file__).parents[2]


def skipped(reading: Reading, code: str) -> list[str]:
    return [each.reason.say("zh") for each in check(reading.plan).skipped if each.rule.code == code]


# The sample plan


def sample() -> Reading:
    files = sorted((ROOT / "source").rglob("*.yaml"))
    return read({path.relative_to(ROOT).as_posix(): path.read_bytes() for path in files})


def test_the_sample_plan_shows_the_contradictions_of_its_original() -> None:
    checked = check(sample().plan)
    assert [each.code for each in checked.findings if each.severity is Severity.ERROR] == []
    found = {f"{each.code} {each.at.path}": each.message("zh") for each in checked.findings}
    contradictions = {key: text for key, text in found.items() if key[:4] not in {"X101", "R104", "L104", "L129"}}
    assert contradictions == {
        "C206 command.levels[3].examples[1].matter": (
            "举例中“重大事项”由应急小组决策，而它属于“严重事件”，按照决策权限由总经理决策"
        ),
        "C302 communication.stages[consult].id": (
            "“发布公开通知”的时限为1小时，而发布前必须完成的“征询有关部门”没有时限"
        ),
        "D102 drill.participants[3].count": "市场营销部的参演人员或人数尚未确定",
        "D102 drill.participants[4].count": "法务部的参演人员或人数尚未确定",
        "D102 drill.participants[5].count": "IT部门的参演人员或人数尚未确定",
        "E101 improvement.revision.due": "预案修订期限为演练后1至2天，而整改期限为演练后1至2周",
        "O107 organisation.posts[media-liaison-officer].id": "岗位“媒体沟通专员”不属于任何部门，也不是公司领导",
        "T103 timeline.phases[evaluation].end": ("演练时间为9:00至17:00，而阶段“演练评估”“整改部署”安排在17:00至18:00"),
        "T201 timeline.phases[response].steps[sample-check].limit": (
            "质量管理部的步骤“全面检验与整改”（4小时）→“整改后抽样检验”（2小时）时限共6小时，"
            "最迟16:00完成，而阶段“应急处置”14:00结束，超出2小时"
        ),
        "T201 timeline.phases[response].steps[restore-data].limit": (
            "IT部门的步骤“封堵泄露源头”（3小时）→“评估与恢复数据”（5小时）时限共8小时，"
            "最迟18:00完成，而阶段“应急处置”14:00结束，超出4小时"
        ),
    }


# References


def test_every_kind_of_reference_in_the_model_is_known() -> None:
    seen: set[type[Record]] = set()
    refs: set[str] = set()

    def collect(record: type[Record]) -> None:
        if record in seen:
            return
        seen.add(record)
        for field in fields(record).values():
            refs.add(field.ref)
            if isinstance(field.kind, type) and issubclass(field.kind, Record):
                collect(field.kind)

    for section in SECTIONS:
        collect(section.record)
    assert refs - {""} == set(KINDS)


def test_a_near_id_is_suggested_and_a_far_one_is_not(changed: Changed) -> None:
    for key, hint in (
        ("manger", "did you mean 'manager'?"),
        ("xyz", "use an id from organisation.yaml, or add it there"),
    ):
        (finding,) = check(changed(f"# timeline.yaml\norder: {{by: {key}}}\n").plan).findings
        assert finding.code == "R101"
        assert finding.advice("en") == hint
        assert finding.at.path == "timeline.order.by"


def test_references_to_one_missing_thing_are_of_one_cause(changed: Changed) -> None:
    """Whatever kind of reference names it: a department that was deleted is one thing to put right."""
    text = (
        "# scenarios/fault.yaml\nowner: sales\nnotices: [recal]\n"
        "# scenarios/leak.yaml\nowner: sales\nnotices: [recal]\nflow: [{title: 断, owner: sales, action: 断}]\n"
    )
    lost = [each for each in check(changed(text).plan).findings if each.code == "R101"]
    groups = [[each.at.path for each in group] for group in by_cause(lost)]
    assert groups == [
        ["scenarios[fault].owner", "scenarios[leak].owner", "scenarios[leak].flow[1].owner"],
        ["scenarios[fault].notices[1]", "scenarios[leak].notices[1]"],
    ]
    assert lost[1].advice("en") == "did you mean 'recall'?"


def test_a_value_to_be_filled_in_is_no_reference(found: Found) -> None:
    text = "# resources.yaml\nallocation: [{item: radios, to: !todo 配发对象, quantity: 1}]\n"
    assert found(text, "R101", "X101") == ["X101 resources.allocation[1].to"]


def test_a_department_and_a_post_may_not_share_an_id(changed: Changed) -> None:
    text = "# organisation.yaml\noutside: [{id: service, title: 某单位}]\n"
    (finding,) = [each for each in check(changed(text).plan).findings if each.code == "R102"]
    assert finding.message("zh") == "编号“service”已用于“客户服务部”，不能再用于“某单位”"


def test_a_missing_section_is_named_once_for_references(changed: Changed) -> None:
    assert skipped(changed("# resources.yaml\nitems: 无\n"), "R101") == ["resources.yaml 无法读取"]


def test_kinds_of_notice_that_were_deleted_are_one_finding_each() -> None:
    raw = {path.relative_to(ROOT).as_posix(): path.read_bytes() for path in (ROOT / "source").rglob("*.yaml")}
    gone = ("recall-notice", "leak-bulletin", "on-site-statement")
    lines = raw["source/communication.yaml"].decode().splitlines(keepends=True)
    kept = [line for line in lines if not any(f"{{id: {each}," in line for each in gone)]
    assert len(lines) - len(kept) == len(gone)
    raw["source/communication.yaml"] = "".join(kept).encode()
    lost = [each for each in check(read(raw).plan).findings if each.code == "R101"]
    assert {str(each.values["id"]) for each in lost} == set(gone)
    assert len(lost) > 20
    assert len(by_cause(lost)) == len(gone)
    said = [each.message("zh") for each in check(read(raw).plan).findings if each.code == "L126"]
    assert said == []  # it waits until the ids are put right


# Organisation


def test_an_open_holder_is_no_person(found: Found) -> None:
    text = (
        "# organisation.yaml\nposts:\n"
        "  - {id: service-head, title: 甲, department: service, holder: !todo 姓名, deputy: quality-head}\n"
        "  - {id: quality-head, title: 乙, department: quality, holder: !todo 姓名}\n"
    )
    assert found(text, "O103", "O104", "O105", "O106") == []


@pytest.mark.parametrize(
    ("service", "quality", "clash"),
    [
        ("", "", True),
        (", scenarios: [leak]", ", scenarios: [fault]", True),  # both are played, by one clock
        (", scenarios: [leak]", ", scenarios: [rumour]", False),  # which is not played
        (", limit: 1小时", ", limit: 1小时, after: calm", False),
        (", scenarios: [leak]", ", scenarios: [leak]", True),
    ],
)
def test_one_person_may_act_twice_only_at_different_times(
    service: str, quality: str, clash: bool, found: Found
) -> None:
    text = (
        "# organisation.yaml\nposts:\n"
        "  - {id: service-head, title: 甲, department: service, holder: 张三}\n"
        "  - {id: quality-head, title: 乙, department: quality, holder: 张三}\n"
        "# timeline.yaml\nphases:\n  - id: respond\n    title: 处置\n    start: 9:00\n    end: 12:00\n    steps:\n"
        f"      - {{id: calm, title: 接待, owner: service-head, action: 接待{service}}}\n"
        f"      - {{id: examine, title: 检验, owner: quality-head, action: 检验{quality}}}\n"
    )
    text += "# scenarios/rumour.yaml\n{id: rumour, title: 传言, situation: {summary: 传言}}\n"
    assert bool(found(text, "O105")) is clash


# The drill's day


@pytest.mark.parametrize(
    ("date", "hours", "expected"),
    [
        ("2026-03-13", "12:00", []),
        ("2026-03-14", "12:00", ["演练日期2026年3月14日是星期六"]),
        ("2026-03-13", "第3天 12:00", ["演练日期2026年3月14日是星期六", "演练日期2026年3月15日是星期日"]),
        ("2026-03-13", "24:00", []),
        ("2026-01-02", "12:00", ["演练日期2026年1月2日是元旦假期"]),
        ("2026-01-04", "12:00", []),  # a Sunday that is worked
        ("2026-05-09", "12:00", []),
    ],
)
def test_days_off(date: str, hours: str, expected: list[str], changed: Changed) -> None:
    plan = changed(f"# drill.yaml\ndate: {date}\nhours: {{end: {hours}}}\n").plan
    assert [each.message("zh") for each in check(plan).findings if each.code == "D201"] == expected


def test_a_year_without_calendar_is_said_and_not_guessed(changed: Changed) -> None:
    reading = changed("# drill.yaml\ndate: 2027-03-13\n")
    assert skipped(reading, "D201") == ["缺少2027年的节假日安排"]
    assert "D201" not in [each.code for each in check(reading.plan).findings]
    assert skipped(changed("# drill.yaml\ndate: !todo 演练日期\n"), "D201") == ["演练日期尚未填写"]


def test_a_new_years_holiday_may_begin_in_december(found: Found) -> None:
    text = "# calendars/2026.yaml\nholidays: [{title: 元旦, first: 2025-12-31, last: 2026-01-02}]\n"
    assert found(text, "D202", "D203") == []
    assert len(found(text.replace("2025-12-31", "2025-11-30"), "D202")) == 1


# Phases


def phases(*hours: str) -> str:
    lines = (
        f"  - {{id: p{number}, title: 阶段{number}, start: {start}, end: {end}, steps: []}}\n"
        for number, (start, end) in enumerate(each.split("-") for each in hours)
    )
    return "# timeline.yaml\nphases:\n" + "".join(lines)


@pytest.mark.parametrize(
    ("hours", "expected"),
    [
        (("9:00-10:00", "10:00-12:00"), []),
        (("10:00-12:00", "9:00-10:00"), []),  # in any order
        (("9:00-10:30", "10:00-12:00"), ["T102 timeline.phases[p1].start"]),
        (
            ("9:00-12:00", "9:30-10:00", "10:00-12:00"),
            ["T102 timeline.phases[p1].start", "T102 timeline.phases[p2].start"],
        ),
        (("9:00-10:00", "10:30-12:00"), ["T104 timeline.phases[p1].start"]),
        (("9:30-12:00",), ["T104 timeline.phases[p0].start"]),
        (("9:00-11:00",), ["T104 timeline.phases[p0].end"]),
        (("8:30-12:30",), ["T103 timeline.phases[p0].start", "T103 timeline.phases[p0].end"]),
        (("9:00-12:00", "11:00-11:00"), ["T101 timeline.phases[p1].end"]),
    ],
)
def test_phases_follow_each_other_within_the_hours(hours: tuple[str, ...], expected: list[str], found: Found) -> None:
    assert found(phases(*hours), "T101", "T102", "T103", "T104") == expected


def test_the_night_between_two_days_is_no_gap_but_a_pause_at_midnight_is(found: Found) -> None:
    two_days = "# drill.yaml\nhours: {end: 第2天 12:00}\n"
    assert found(two_days + phases("9:00-17:00", "第2天 9:00-第2天 12:00"), "T104") == []
    assert found(two_days + phases("9:00-次日 1:00", "次日 8:00-第2天 12:00"), "T104") == []
    assert found(two_days + phases("9:00-10:00", "17:00-第2天 12:00"), "T104") == ["T104 timeline.phases[p1].start"]
    assert found(two_days + phases("9:00-23:30", "次日 0:30-第2天 12:00"), "T104") == ["T104 timeline.phases[p1].start"]


def test_an_interval_is_measured_against_the_rest_of_the_phase(found: Found) -> None:
    text = (
        "# timeline.yaml\nphases:\n  - id: a\n    title: 阶段\n    start: 9:00\n    end: 10:00\n    steps:\n"
        "      - {id: x, title: 甲, owner: service, action: 行动, limit: 40分钟}\n"
        "      - {id: y, title: 乙, owner: service, action: 行动, after: x, every: 20分钟}\n"
    )
    assert found(text, "T109") == []
    assert found(text.replace("every: 20分钟", "every: 30分钟"), "T109") == ["T109 timeline.phases[a].steps[y].every"]


def test_a_phase_past_midnight_without_its_day_is_asked_about(changed: Changed) -> None:
    text = (
        "# drill.yaml\nhours: {start: 20:00, end: 次日 2:30}\n"
        "# timeline.yaml\norder: {by: manager, time: 20:00, text: 开始}\nphases:\n"
        "  - {id: a, title: 处置, start: 20:00, end: 24:00, steps: []}\n"
        "  - {id: b, title: 夜间, start: 0:30, end: 2:00, steps: []}\n"
    )
    advice = [each.advice("zh") for each in check(changed(text).plan).findings if each.code == "T103"]
    assert advice == ["是否应写“次日0:30”？"]
    daytime = (
        text.replace("20:00, end: 次日 2:30", "9:00, end: 12:00").replace("20:00", "9:00").replace("24:00", "12:00")
    )
    advice = [each.advice("zh") for each in check(changed(daytime).plan).findings if each.code == "T103"]
    assert advice == ["调整 drill.yaml 的 hours，或调整阶段的时间"]


# Resources


def test_needs_are_summed_over_steps_at_one_time(changed: Changed) -> None:
    text = (
        "# resources.yaml\nitems: [{id: radios, title: 对讲机, category: 通讯, quantity: 5, unit: 部}]\n"
        "# timeline.yaml\nphases:\n  - id: a\n    title: 阶段\n    start: 9:00\n    end: 12:00\n    steps:\n"
        "      - {id: x, title: 甲, owner: service, action: 动, limit: 1小时, needs: [{item: radios, quantity: 3}]}\n"
        "      - {id: y, title: 乙, owner: quality, action: 动, limit: 1小时, needs: [{item: radios, quantity: 3}]%s}\n"
    )
    (finding,) = [each for each in check(changed(text % "").plan).findings if each.code == "C401"]
    assert finding.message("zh") == "9:00起步骤“甲”“乙”同时需要对讲机6部，现有5部"
    assert "C401" in [rule.code for rule in check(changed(text % ", after: x").plan).passed]
    unwritten = (text % "").replace("quantity: 5", "quantity: 1").replace(", quantity: 3}", "}")
    (finding,) = [each for each in check(changed(unwritten).plan).findings if each.code == "C401"]
    assert "2部" in finding.message("zh")
    open_stock = (text % "").replace("quantity: 5", "quantity: !todo 数量")
    assert skipped(changed(open_stock), "C401") == ["对讲机的数量尚未填写"]


# Release


@pytest.mark.parametrize(
    ("stage", "found_by"),
    [
        ("by: manager, when: 全部", None),  # within the house it can be told to hurry
        ("by: regulator, when: 全部", "C302"),
        ("by: manager, when: 影响重大时", "C302"),
        ("by: regulator, when: 全部, limit: 30分钟", None),
        ("by: regulator, when: 全部, limit: 90分钟", "C301"),
    ],
)
def test_a_release_waits_for_its_approvals(stage: str, found_by: str | None, found: Found) -> None:
    text = f"# communication.yaml\nstages:\n  - {{id: ask, title: 征询, action: 征询, approves: true, {stage}}}\n"
    assert [each[:4] for each in found(text, "C301", "C302", "C303")] == ([found_by] if found_by else [])
    unlimited = "# timeline.yaml\nphases:\n  - {id: a, title: 发布, start: 9:00, end: 12:00, steps: [%s]}\n"
    step = "{id: publish, title: 发布, owner: service, action: 发布}"
    assert found(text + unlimited % step, "C301", "C302", "C303") == []


# Size


def test_ten_scenarios_are_as_sound_as_two(changed: Changed) -> None:
    keys = [f"case-{number}" for number in range(10)]
    scenario = (
        "# scenarios/{0}.yaml\nid: {0}\ntitle: 场景{0}\nowner: quality\nsituation: {{summary: 概要}}\n"
        "measures: [{{title: 措施, text: 内容}}]\nflow: [{{title: 检测, owner: quality, action: 检测}}]\n"
        "notifications: [{{sender: service, receiver: consumers, content: 情况}}]\nnotices: [recall, bulletin]\n"
    )
    injects = (
        "# injects/{0}.yaml\nscenario: {0}\ninjects:\n  - {{id: {0}-1, title: 来电, kind: 应变, condition: 无人来电,"
        " way: 电话, by: controller, to: [service], content: 发热, expected: [{{who: service, action: 登记}}],"
        " objectives: [quick]}}\n"
    )
    steps = "".join(
        f"      - {{id: do-{key}, title: 处置, owner: quality-team, action: 处置, scenarios: [{key}], limit: 1小时}}\n"
        for key in keys
    )
    text = (
        "".join(scenario.format(key) for key in keys)
        + "".join(injects.format(key) for key in keys)
        + f"# drill.yaml\nscenarios: [fault, leak, {', '.join(keys)}]\n"
        + "# timeline.yaml\nphases:\n  - id: a\n    title: 阶段\n    start: 9:00\n    end: 12:00\n    steps:\n"
        + "      - {id: publish, title: 发布, owner: service, action: 发布, needs: [{item: meters}]}\n"
        + "      - {id: x, title: 步骤, owner: quality, action: 步骤, scenarios: [fault, leak]}\n"
        + steps
    )
    reading = changed(text)
    assert reading.findings == ()
    assert check(reading.plan).findings == ()


# Approvals


@pytest.mark.parametrize(
    ("party", "posts"),
    [
        ("manager", ("manager",)),
        ("emergency-team", ("manager",)),  # its leader
        ("regulator", ("service-head",)),  # what outsiders say, the responsible post records
        ("quality", ("quality-head", "quality-collector")),
        ("quality-team", ("quality-head", "quality-collector")),  # of its department
        (
            "all-departments",
            ("service-head", "service-collector", "quality-head", "quality-collector"),
        ),
        ("nobody", ()),
    ],
)
def test_whoever_acts_for_a_party_is_one_of_its_posts(party: str, posts: tuple[str, ...], changed: Changed) -> None:
    assert posts_for(changed("").plan, party) == posts


# What another rule says


def test_an_open_allocation_is_said_to_be_unchecked_unless_there_is_too_much_anyway(changed: Changed) -> None:
    text = "# resources.yaml\nallocation:\n  - {item: radios, to: service, quantity: %s}\n"
    open_one = text % "1" + "  - {item: radios, to: quality, quantity: !todo 数量}\n"
    assert skipped(changed(open_one), "C402") == ["对讲机的数量尚未填写"]
    too_much = changed(open_one.replace("quantity: 1}", "quantity: 11}"))
    assert skipped(too_much, "C402") == []
    assert [each.code for each in check(too_much.plan).findings if each.code == "C402"] == ["C402"]


def test_an_unknown_phase_of_an_inject_is_no_phase_outside_which_it_comes(found: Found) -> None:
    text = (
        "# injects/fault.yaml\ninjects:\n  - {id: f-1, title: 来电, time: 9:20, phase: nowhere, way: 电话, by: actor,"
        " to: [service], content: 发热}\n"
    )
    assert found(text, "M101", "R101") == ["R101 injects[fault].injects[f-1].phase"]


def test_an_evaluator_delivers_nothing(changed: Changed) -> None:
    text = (
        "# script.yaml\nstaff: [{id: judge, kind: 评估, title: 评估员, department: service}]\n"
        "# injects/fault.yaml\ninjects:\n  - {id: f-1, title: 来电, time: 9:20, way: 电话, by: judge, to: [service],"
        " content: 发热}\n"
    )
    (finding,) = [each for each in check(changed(text).plan).findings if each.code == "M113"]
    assert finding.message("en") == "the inject '来电' is delivered by 评估员, an evaluator"


def test_a_far_name_of_a_document_comes_with_those_there_are(changed: Changed) -> None:
    text = "# audiences.yaml\ndocuments:\n  - {document: zzz, audience: [导控人员]}\n"
    (finding,) = [each for each in check(changed(text).plan).findings if each.code == "R101"]
    assert finding.advice("en").startswith("the ids are plan, ")


@pytest.mark.parametrize(
    ("day", "why"),
    [
        ("2026-12-25", None),
        ("2026-12-28", "缺少2027年的节假日安排，2026年12月下旬可能调休"),
        ("2027-01-04", "缺少2027年的节假日安排"),
    ],
)
def test_a_drill_at_the_end_of_december_is_cleared_only_by_the_next_years_calendar(
    day: str, why: str | None, changed: Changed
) -> None:
    checked = check(changed(f"# drill.yaml\ndate: {day}\n").plan)
    assert [each.reason.zh for each in checked.skipped if each.rule.code == "D201"] == ([why] if why else [])
    assert ("D201" in {each.code for each in checked.passed}) is (why is None)
