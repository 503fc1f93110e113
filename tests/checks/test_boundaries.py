"""Every limit holds at both sides of its edge, and where one of two counts it is the right one."""

from collections.abc import Callable

import pytest

from plangen.checks import check
from plangen.reading.source import Reading

Changed = Callable[[str], Reading]
Found = Callable[..., list[str]]


def fill(text: str, *values: str) -> str:
    """The text with each {} replaced by a value, in order."""
    for value in values:
        text = text.replace("{}", value, 1)
    return text


def phases(*each: str, head: str = "") -> str:
    return "# timeline.yaml\n" + head + "phases:\n" + "".join(f"  - {{{one}}}\n" for one in each)


def one_phase(hours: str, *steps: str, head: str = "") -> str:
    start, end = hours.split("-")
    lines = "".join(f"      - {{{step}, action: 行动}}\n" for step in steps)
    return (
        f"# timeline.yaml\n{head}phases:\n"
        f"  - id: a\n    title: 甲\n    start: {start}\n    end: {end}\n    steps:\n{lines}"
    )


def two_phases(first: str, second: str) -> str:
    (one, other), (third, fourth) = first.split("-"), second.split("-")
    return (
        "# timeline.yaml\nphases:\n"
        f"  - id: a\n    title: 甲\n    start: {one}\n    end: {other}\n    steps:\n"
        "      - {id: x, title: 先, owner: quality, action: 行动, limit: 5分钟, after: y}\n"
        f"  - id: b\n    title: 乙\n    start: {third}\n    end: {fourth}\n    steps:\n"
        "      - {id: y, title: 后, owner: quality, action: 行动, limit: 1小时}\n"
    )


FINDING = (
    "# drills/2026-03-10/findings.yaml\ndrill: 2026-03-10\ntitle: 演练\nfindings:\n"
    "  - {id: f, title: 迟, text: 迟报, source: 现场观察, cause: 无, measure: 提醒, owner: manager, due: {}}\n"
)
MARKS = "template: t, house: h, content: c, facts: [f]"
APPROVALS = (
    "# approvals/fault--recall.yaml\ncase: fault\nkind: recall\napprovals:\n"
    "  - {stage: draft, by: service-head, name: 甲, date: 2026-03-02, " + MARKS + "}\n"
    "  - {stage: approve, by: manager, name: 乙, date: {}, " + MARKS + "}\n"
)
REVISION = (
    "# revisions/v1.1.yaml\n{version: v1.1, date: {}, effective: {}, reason: 修订, summary: 更新人员, author: 甲,"
    " reviewer: 乙, approver: 丙}\n"
)
HOLIDAY = "# calendars/2026.yaml\nholidays: [{title: 元旦, first: {}, last: {}}]\n"
WORKDAY = "# calendars/2026.yaml\nholidays: [{title: 春节, first: 2026-02-16, last: 2026-02-20}]\nworkdays: [{}]\n"
RADIOS = "# resources.yaml\nitems:\n  - {id: radios, title: 对讲机, category: 通讯, quantity: {}, unit: 部}\n"
GIVEN = fill(RADIOS, "10") + "allocation: [{item: radios, to: service, quantity: {}}]\n"
DEADLINE = (
    "# legal/deadlines.yaml\ndeadlines:\n  - {id: report, title: 报告, kinds: [recall], starts: 发现, amount: {},"
    " unit: 工作日, to: 监管部门, basis: 规定, certainty: 已查证, checked_on: 2026-03-01, confirmed_by: 赵法务}\n"
)
PEOPLE = (
    "# drill.yaml\nhours: {start: 9:00, end: {}}\nparticipants:\n"
    "  - {department: service, people: 客服, count: {}}\n  - {department: quality, people: 检测, count: {}}\n"
)
INJECTS = (
    "# injects/fault.yaml\ninjects:\n"
    "  - {id: f-1, title: 来电, time: 9:20, scenario_time: 9:20, way: 电话, by: actor, to: [service], content: 甲}\n"
    "  - {id: f-2, title: 再来, time: {}, scenario_time: {}, way: 电话, by: actor, to: [service], content: 乙}\n"
)
X, Y = "id: x, title: 步骤, owner: quality", "id: y, title: 步骤, owner: quality"

MANY = "# drill.yaml\nparticipants: [{department: service, people: 甲, count: {}, tasks: [乙]}]\n"
TOLD = (
    "# scenarios/fault.yaml\nnotifications:\n"
    "  - {sender: service, receiver: consumers, content: 情况, since: 应急处置, within: {}分钟}\n"
)
ASKED = (
    "# communication.yaml\nstages: [{id: ask, title: 审批, by: manager, action: 审批, approves: true, limit: {}分钟}]\n"
)
ORDER = "order: {time: {}}\n"
WHOLE, LATE, SHORT = (
    f"id: a, title: 甲, start: {start}, end: {end}, steps: []"
    for start, end in (("9:00", "12:00"), ("10:00", "12:00"), ("9:00", "11:00"))
)

# The code, a text, and what stands in it on the right and on the wrong side of the limit.
LIMITS: list[tuple[str, str, tuple[str, ...], tuple[str, ...]]] = [
    ("D104", MANY, ("1",), ("0",)),
    # a drill that ends at midnight sees no other day, one minute later it does; Saturday follows
    ("D201", "# drill.yaml\ndate: 2026-03-13\nhours: {end: {}}\n", ("24:00",), ("次日 0:01",)),
    # both ends of a holiday belong to it
    ("D201", "# drill.yaml\ndate: 2026-02-{}\n" + fill(HOLIDAY, "2026-02-17", "2026-02-19"), ("16",), ("17",)),
    ("D201", "# drill.yaml\ndate: 2026-02-{}\n" + fill(HOLIDAY, "2026-02-17", "2026-02-19"), ("20",), ("19",)),
    ("D202", HOLIDAY, ("2025-12-01", "2026-01-01"), ("2025-11-30", "2026-01-01")),
    ("D202", HOLIDAY, ("2026-12-30", "2026-12-31"), ("2026-12-30", "2027-01-01")),
    ("D202", WORKDAY, ("2025-12-31",), ("2027-01-01",)),
    ("D203", HOLIDAY, ("2026-01-01", "2026-01-01"), ("2026-01-02", "2026-01-01")),
    ("D204", WORKDAY, ("2026-02-15",), ("2026-02-16",)),
    ("D204", WORKDAY, ("2026-02-21",), ("2026-02-20",)),
    ("T101", phases("id: a, title: 甲, start: 9:00, end: {}, steps: []"), ("9:01",), ("9:00",)),
    ("T108", "# drill.yaml\nhours: {start: 9:00, end: {}}\n", ("9:01",), ("9:00",)),
    ("T103", phases("id: a, title: 甲, start: {}, end: 12:00, steps: []"), ("9:00",), ("8:59",)),
    ("T103", phases("id: a, title: 甲, start: 9:00, end: {}, steps: []"), ("12:00",), ("12:01",)),
    # gaps: at the beginning, between, at the end
    ("T104", phases("id: a, title: 甲, start: {}, end: 12:00, steps: []"), ("9:00",), ("9:01",)),
    ("T104", phases("id: a, title: 甲, start: 9:00, end: {}, steps: []"), ("12:00",), ("11:59",)),
    ("T105", phases(LATE, head=ORDER), ("10:00",), ("9:59",)),
    ("T105", phases(SHORT, head=ORDER), ("11:00",), ("11:01",)),
    ("T106", phases(WHOLE, head=ORDER), ("9:00",), ("9:01",)),
    ("T109", one_phase("9:00-10:00", X + ", every: {}分钟"), ("60",), ("61",)),
    ("T109", one_phase("9:00-10:00", X + ", limit: 10分钟, every: {}分钟"), ("10",), ("11",)),
    ("T110", one_phase("9:00-10:00", X + ", limit: {}分钟"), ("1",), ("0",)),
    ("T202", one_phase("9:00-10:00", X + ", limit: {}分钟"), ("60",), ("61",)),
    ("T201", one_phase("9:00-10:00", X + ", limit: 30分钟", Y + ", limit: {}分钟, after: x"), ("30",), ("31",)),
    ("T207", one_phase("10:00-12:00", X + ", limit: {}分钟, after: order"), ("61",), ("60",)),
    ("C108", TOLD, ("90",), ("91",)),
    ("C301", ASKED, ("60",), ("61",)),
    ("C401", RADIOS, ("2",), ("1",)),  # mustering needs two
    ("C402", GIVEN, ("10",), ("11",)),
    ("C403", GIVEN, ("1",), ("0",)),
    ("C502", "# forms.yaml\ncomplaint_rows: {}\n", ("1",), ("0",)),
    ("C502", "# forms.yaml\ncomplaint_rows: {}\n", ("5000",), ("5001",)),
    ("D107", PEOPLE, ("17:00", "300", "1"), ("17:00", "301", "1")),
    ("D108", PEOPLE, ("第2天 17:00", "9999", "1"), ("第2天 17:00", "9999", "2")),
    ("E101", "# improvement.yaml\nrevision: {due: {}, by: emergency-team, basis: [评估结果]}\n", ("2周",), ("13天",)),
    ("E202", REVISION, ("2026-01-10", "2026-03-01"), ("2026-01-09", "2026-03-01")),
    ("E203", REVISION, ("2026-02-01", "2026-02-01"), ("2026-02-01", "2026-01-31")),
    ("N101", FINDING, ("2026-03-24",), ("2026-03-25",)),  # within two weeks of the drill
    ("N102", FINDING, ("2026-03-10",), ("2026-03-09",)),
    ("A104", APPROVALS, ("2026-03-02",), ("2026-03-01",)),
    ("L105", DEADLINE, ("1",), ("0",)),
    ("M104", INJECTS, ("9:20", "9:20"), ("9:19", "9:20")),
    ("M105", INJECTS, ("9:20", "9:20"), ("9:20", "9:19")),
]  # fmt: skip


@pytest.mark.parametrize(("code", "text", "within", "beyond"), LIMITS, ids=[code for code, *_ in LIMITS])
def test_a_limit_is_kept_at_its_edge_and_broken_one_step_further(
    code: str, text: str, within: tuple[str, ...], beyond: tuple[str, ...], changed: Changed, found: Found
) -> None:
    for values in (within, beyond):
        assert not [each.message("en") for each in changed(fill(text, *values)).findings]
    assert found(fill(text, *within), code) == []
    assert len(found(fill(text, *beyond), code)) == 1


# Times


@pytest.mark.parametrize(
    ("first", "second", "later"),
    [
        ("9:00-9:30", "9:30-12:00", True),  # begins when the first ends
        ("9:00-9:30", "9:29-12:00", False),  # overlaps: the step may wait for the other one
        ("9:00-9:30", "9:00-12:00", False),
        ("9:30-12:00", "9:00-9:30", False),  # is the earlier one
        ("9:00-9:00", "9:00-12:00", False),  # without length: said by another rule
    ],
)
def test_a_phase_is_later_only_when_it_begins_after_the_end(first: str, second: str, later: bool, found: Found) -> None:
    assert bool(found(two_phases(first, second), "T205")) is later


@pytest.mark.parametrize(
    ("end", "start", "gap"),
    [
        ("23:00", "第2天 5:00", False),  # six hours
        ("23:01", "第2天 5:00", True),
        ("20:00", "第2天 3:01", False),  # past three in the morning
        ("20:00", "第2天 3:00", True),
        ("第2天 3:00", "第2天 9:00", False),
        ("第2天 3:01", "第2天 9:30", True),  # the next three o'clock is a day away
    ],
)
def test_a_night_has_six_hours_around_three_in_the_morning(end: str, start: str, gap: bool, found: Found) -> None:
    two_days = "# drill.yaml\nhours: {end: 第2天 12:00}\n"
    text = phases(
        f"id: a, title: 甲, start: 9:00, end: {end}, steps: []",
        f"id: b, title: 乙, start: {start}, end: 第2天 12:00, steps: []",
    )
    assert bool(found(two_days + text, "T104")) is gap


def test_a_step_that_begins_when_its_phase_ends_leaves_no_interval_to_judge(found: Found) -> None:
    text = one_phase("9:00-10:00", X + ", limit: 60分钟", Y + ", after: x, every: 5分钟")
    assert found(text, "T109") == []
    assert found(text.replace("limit: 60", "limit: 59"), "T109") == ["T109 timeline.phases[a].steps[y].every"]


@pytest.mark.parametrize(("limit", "expected"), [("60", ["y"]), ("61", ["x"])])
def test_a_step_after_one_that_is_late_itself_is_not_blamed(limit: str, expected: list[str], found: Found) -> None:
    """Up to the end of its own phase the step before is in time, and the one behind it too long by itself."""
    text = (
        "# timeline.yaml\nphases:\n"
        "  - id: a\n    title: 甲\n    start: 9:00\n    end: 10:00\n    steps:\n"
        f"      - {{{X}, action: 行动, limit: {limit}分钟}}\n"
        "  - id: b\n    title: 乙\n    start: 10:00\n    end: 11:00\n    steps:\n"
        f"      - {{{Y}, action: 行动, limit: 61分钟, after: x}}\n"
    )
    keys = [each.split("steps[")[1].split("]")[0] for each in found(text, "T201", "T202")]
    assert keys == expected


@pytest.mark.parametrize(("starts", "clash"), [("60", False), ("61", True)])
def test_one_duty_may_begin_when_the_other_ends(starts: str, clash: bool, found: Found) -> None:
    text = (
        "# organisation.yaml\nposts:\n"
        "  - {id: service-head, title: 甲, department: service, holder: 张三}\n"
        "  - {id: quality-head, title: 乙, department: quality, holder: 张三}\n"
        "# timeline.yaml\nphases:\n"
        "  - id: a\n    title: 甲\n    start: 9:00\n    end: 10:00\n    steps:\n"
        f"      - {{id: x, title: 接待, owner: service-head, action: 接待, limit: {starts}分钟}}\n"
        "  - id: b\n    title: 乙\n    start: 10:00\n    end: 12:00\n    steps:\n"
        "      - {id: y, title: 检验, owner: quality-head, action: 检验, limit: 1小时}\n"
    )
    assert bool(found(text, "O105")) is clash


@pytest.mark.parametrize(("limit", "short"), [("60", False), ("61", True)])
def test_an_item_is_free_again_when_its_step_is_due(limit: str, short: bool, found: Found) -> None:
    needs = ", needs: [{item: radios, quantity: 2}]"
    text = fill(RADIOS, "3") + (
        "# timeline.yaml\nphases:\n"
        "  - id: a\n    title: 甲\n    start: 9:00\n    end: 12:00\n    steps:\n"
        f"      - {{{X}, action: 行动, limit: {limit}分钟{needs}}}\n"
        "  - id: b\n    title: 乙\n    start: 10:00\n    end: 12:00\n    steps:\n"
        f"      - {{{Y}, action: 行动, limit: 1小时{needs}}}\n"
    )
    assert bool(found(text, "C401")) is short


# Numbers of characters and of findings


def test_near_ids_are_looked_for_in_the_first_twenty_wrong_ones(changed: Changed) -> None:
    steps = [f"id: s{number}, title: 步骤, owner: qualit{chr(ord('a') + number)}" for number in range(21)]
    findings = check(changed(one_phase("9:00-12:00", *steps)).plan).findings
    hints = [each.advice("en") for each in findings if each.code == "R101" and str(each.values["id"])[:-1] == "qualit"]
    assert hints == ["did you mean 'quality'?"] * 20 + ["use an id from organisation.yaml, or add it there"]


def test_near_fields_are_looked_for_in_the_first_twenty_wrong_ones(changed: Changed) -> None:
    text = (
        "# legal/elements.yaml\nelements:\n  - {id: defect, title: 缺陷, kinds: [recall], duty: 必须,"
        f" covered_by: [{', '.join(['召回.缺线'] * 21)}], basis: 规定, certainty: 待查证, confirmed_by: 甲}}\n"
    )
    hints = [each.advice("zh") for each in check(changed(text).plan).findings if each.code == "L101"]
    assert hints == ["是不是想写“召回.缺陷”？"] * 20 + ["照字段说明抄写，例如 召回.缺陷"]


def typography(changed: Changed, text: str) -> list[str]:
    plan = changed(f'# plan.yaml\npurposes:\n  - "{text}"\n').plan
    return [each.code for each in check(plan).findings if each.code.startswith("X2")]


@pytest.mark.parametrize(
    ("character", "is_han"),
    [
        ("\u33ff", False),
        ("\u3400", True),
        ("\u9fff", True),
        ("\ua000", False),
        ("〇", True),
        ("\U0001ffff", False),
        ("\U00020000", True),
        ("\U0003ffff", True),
        ("\U00040000", False),
    ],
)
def test_the_first_and_the_last_chinese_character(character: str, is_han: bool, changed: Changed) -> None:
    assert typography(changed, f"{character},a") == (["X201"] if is_han else [])


def test_a_file_name_has_up_to_eighty_characters_before_its_ending(changed: Changed) -> None:
    assert typography(changed, f"附件(甲{'a' * 78}.docx") == []
    assert typography(changed, f"附件(甲{'a' * 79}.docx") == ["X201"]


def test_an_address_reaches_back_two_hundred_characters(changed: Changed) -> None:
    assert typography(changed, f"见 https://{'a' * 192}?处置") == []
    assert typography(changed, f"见 https://{'a' * 193}?处置") == ["X201"]


@pytest.mark.parametrize(
    ("number", "expected"), [("123", []), ("1234", ["X202"]), ("一二三", []), ("一二三四", ["X202"])]
)
def test_an_item_is_numbered_by_up_to_three_characters(number: str, expected: list[str], changed: Changed) -> None:
    assert typography(changed, f"{number}）总结") == expected


def test_the_surroundings_shown_are_six_characters_on_either_side(changed: Changed) -> None:
    plan = changed("# plan.yaml\npurposes:\n  - 一二三四五六七,一二三四五六七\n").plan
    (finding,) = [each for each in check(plan).findings if each.code == "X201"]
    assert finding.values["near"] == "二三四五六七,一二三四五六"


@pytest.mark.parametrize(("dots", "code"), [("..", []), ("...", ["X205"])])
def test_two_dots_before_a_chinese_character_are_a_range(dots: str, code: list[str], changed: Changed) -> None:
    assert typography(changed, f"1{dots}中") == code


@pytest.mark.parametrize(("marks", "code"), [("。。", ["X207"]), ("。。。", ["X205"]), ("……", []), ("…", ["X205"])])
def test_two_full_stops_are_doubled_and_three_are_an_ellipsis(marks: str, code: list[str], changed: Changed) -> None:
    assert typography(changed, f"报告{marks}") == code


# Which of two


def test_of_two_exceptions_to_a_finding_the_first_gives_the_reason_and_neither_is_idle(changed: Changed) -> None:
    late = "# drill.yaml\nhours: {start: 9:00, end: 13:00}\n"
    both = (
        "# exceptions.yaml\nexceptions:\n"
        "  - {code: T104, place: timeline, reason: 先写的, by: 甲}\n"
        "  - {code: T104, place: timeline.phases, reason: 后写的, by: 乙}\n"
    )
    checked = check(changed(late + both).plan)
    assert [(each.reason, each.by) for each in checked.accepted] == [("先写的", "甲")]
    assert checked.findings == ()


def test_an_id_used_three_times_is_named_after_the_first(changed: Changed) -> None:
    text = "# organisation.yaml\noutside:\n" + "".join(f"  - {{id: x, title: {title}}}\n" for title in "甲乙丙")
    findings = [each for each in check(changed(text).plan).findings if each.code == "R102"]
    assert [(each.values["title"], each.values["other"]) for each in findings] == [("乙", "甲"), ("丙", "甲")]


def test_lists_of_two_records_that_say_the_same_repeat_nothing(found: Found) -> None:
    """What is repeated is judged within one list, though records that say the same are equal."""
    twins = (
        "# injects/fault.yaml\ninjects:\n"
        "  - {id: f-1, title: 来电, time: 9:20, way: 电话, by: actor, to: [service], content: 发热,"
        " expected: [{who: service, action: 登记}], objectives: [quick%s]}\n"
        "  - {id: f-2, title: 来电, time: 9:20, way: 电话, by: actor, to: [service], content: 发热,"
        " expected: [{who: service, action: 登记}], objectives: [quick]}\n"
    )
    assert found(twins % "", "R107") == []
    assert found(twins % ", quick", "R107") == ["R107 injects[fault].injects[f-1].objectives[2]"]


def test_of_two_chains_of_one_owner_the_longer_is_named_and_of_equal_ones_the_first(found: Found) -> None:
    steps = (X + ", limit: {}分钟", Y + ", limit: {}分钟")
    for one, other, expected in (("70", "80", "y"), ("80", "70", "x"), ("70", "70", "x")):
        (first, second) = (fill(steps[0], one), fill(steps[1], other))
        assert found(one_phase("9:00-10:00", first, second), "T202") == [
            f"T202 timeline.phases[a].steps[{expected}].limit"
        ]


def test_a_notification_counts_from_the_first_phase_that_it_names(found: Found) -> None:
    hours = phases(
        "id: a, title: 处置, start: 9:00, end: 9:30, steps: []",
        "id: b, title: 发布, start: 9:30, end: 12:00, steps: []",
    )
    chain = (
        "# scenarios/fault.yaml\nnotifications:\n"
        "  - {sender: service, receiver: consumers, content: 情况, since: {}, within: 1小时}\n"
    )
    assert len(found(hours + fill(chain, "处置后、发布前"), "C108")) == 1
    assert found(hours + fill(chain, "发布后"), "C108") == []


def test_the_first_of_two_who_answer_for_a_fact_is_named(changed: Changed) -> None:
    text = "# communication.yaml\nanswers:\n  - {by: service, facts: [cause]}\n  - {by: quality, facts: [cause]}\n"
    (finding,) = [each for each in check(changed(text).plan).findings if each.code == "C304"]
    assert (finding.values["other"], finding.at.path) == ("客户服务部", "communication.answers[2].facts[1]")


def test_persons_present_and_persons_concerned_may_both_be_named(found: Found) -> None:
    """Two records give a number of people: a text may speak of either, but of no third one."""
    text = (
        "# scenarios/leak.yaml\nincident: {impact: 涉及约{}名消费者, leak: {persons: 约3000人},"
        " gathering: {persons: 约40人}}\n"
    )
    assert found(fill(text, "3000"), "I104") == found(fill(text, "40"), "I104") == []
    assert len(found(fill(text, "500"), "I104")) == 1


@pytest.mark.parametrize(
    ("text", "persons", "differ"),
    [
        ("12000", "1.2万", False),
        ("12001", "1.2万", True),
        ("3000", "3千", False),
        ("3001", "3千", True),
        ("12,000", "12000", False),
    ],
)
def test_amounts_in_thousands_are_the_numbers_they_mean(text: str, persons: str, differ: bool, found: Found) -> None:
    incident = (
        f"# scenarios/leak.yaml\nincident: {{impact: '涉及约{text}名消费者', leak: {{persons: 约{persons}人}}}}\n"
    )
    assert bool(found(incident, "I104")) is differ


@pytest.mark.parametrize(
    ("moved_to", "expected"),
    [("2026-03-14", []), ("2026-03-21", ["D201 drill.date"])],
)
def test_a_saturday_is_a_day_of_work_when_one_calendar_of_several_says_so(
    moved_to: str, expected: list[str], found: Found
) -> None:
    text = (
        "# drill.yaml\ndate: 2026-03-14\n"
        f"# calendars/2026.yaml\nworkdays: [{moved_to}]\n"
        "# calendars/2025.yaml\n{year: 2025, source: 通知, confirmed_by: 甲, workdays: [2025-01-26],"
        " holidays: [{title: 元旦, first: 2025-01-01, last: 2025-01-01}]}\n"
    )
    assert found(text, "D201") == expected


EVALUATORS = (
    "# script.yaml\nstaff:\n"
    "  - {id: controller, kind: 导调, title: 总导调, name: 周七}\n"
    "  - {id: actor, kind: 模拟, title: 模拟员, name: 吴八, scenarios: [fault]}\n"
    "  - {id: near, kind: 评估, title: 评估员甲, name: 郑九, watches: [{}], objectives: [quick]}\n"
    "  - {id: far, kind: 评估, title: 评估员乙, name: 王十, watches: [{}], objectives: [quick]}\n"
)
EXPECTED = (
    "# injects/fault.yaml\ninjects:\n"
    "  - {id: f-1, title: 来电, time: 9:20, scenario_time: 9:20, way: 电话, by: actor, to: [service], content: 甲,"
    " objectives: [quick], expected: [{who: service, action: 记录}]}\n"
)


@pytest.mark.parametrize(
    ("near", "far", "judged"),
    [("service", "quality", True), ("quality", "service", True), ("quality", "quality", False)],
)
def test_an_inject_is_judged_when_one_evaluator_of_several_can_see_it(
    near: str, far: str, judged: bool, found: Found
) -> None:
    assert (found(fill(EVALUATORS, near, far) + EXPECTED, "M308") == []) is judged
