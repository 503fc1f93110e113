"""A drill in several sessions is told as such on every paper, and its breaks are marked wherever time is laid out."""

from collections.abc import Callable, Mapping

import pytest

from plangen.blocks.document import Document, TimeChart
from plangen.blocks.text import as_text
from plangen.blocks.workbook import Register, Workbook
from plangen.documents.catalogue import MAKERS, bodies
from plangen.documents.phrases import drill_time
from plangen.model.dossier import DOSSIER
from plangen.model.plan import Plan

ReadPlan = Callable[[Mapping[str, str]], Plan]
ENTRIES = {entry.id: entry for entry in DOSSIER}
WHEN = "2026年3月12日13:30至15:30和2026年3月13日9:00至9:30"
SCRIPT = "staff: [{id: lead, kind: 导调, title: 主持人}]\n"
INJECTS = """
scenario: rumour
injects:
  - {id: r-1, title: 第一条, time: 14:00, way: 电话, by: lead, to: [service], content: 来电}
  - {id: r-2, title: 第二条, time: 次日 9:00, way: 电话, by: lead, to: [service], content: 来电}
"""


@pytest.fixture
def parted(small: Mapping[str, str]) -> dict[str, str]:
    """The small plan, its last phase played the morning after."""
    times = "sessions: [{start: 13:30, end: 15:30}, {start: 次日 9:00, end: 次日 9:30}]"
    return {
        **small,
        "drill.yaml": small["drill.yaml"].replace("hours: {start: 13:30, end: 16:00}", times),
        "timeline.yaml": small["timeline.yaml"].replace(
            "start: 15:30\n    end: 16:00", "start: 次日 9:00\n    end: 次日 9:30"
        ),
        "script.yaml": SCRIPT,
        "injects/rumour.yaml": INJECTS,
    }


def paper(plan: Plan, key: str) -> Document:
    ((_, body),) = bodies(ENTRIES[key], plan)
    assert isinstance(body, Document)
    return body


def test_every_paper_tells_the_sessions_and_none_tells_one_long_stretch(
    read_plan: ReadPlan, parted: Mapping[str, str]
) -> None:
    plan = read_plan(parted)
    assert drill_time(plan) == WHEN
    texts = {
        entry.id: "\n".join(as_text(body) for _, body in bodies(entry, plan) if isinstance(body, Document))
        for entry in DOSSIER
        if MAKERS[entry.id].module
    }
    for key in ("plan", "briefing", "preparation-notices", "venue-checklist"):
        assert WHEN in texts[key], key
    for key, text in texts.items():
        assert "13:30至2026年3月13日9:30" not in text, key
        assert "13:30至次日9:30" not in text, key
    assert "2026年3月12日15:30至2026年3月13日9:00休息" in texts["plan"]
    assert "休息后重新签到" in texts["briefing"]


def test_everybody_signs_in_for_each_session(read_plan: ReadPlan, parted: Mapping[str, str]) -> None:
    written = as_text(paper(read_plan(parted), "sign-in"))
    sheets = [line for line in written.splitlines() if "日期：" in line]
    assert {line.strip("　 ") for line in sheets} == {
        "日期：2026年3月12日13:30至15:30",
        "日期：2026年3月13日9:00至9:30",
    }


def test_the_break_stands_between_what_comes_before_and_after_it(
    read_plan: ReadPlan, parted: Mapping[str, str]
) -> None:
    plan = read_plan(parted)
    course = as_text(paper(plan, "script")).rpartition("导调时刻表")[2]
    assert course.index("第一条") < course.index("15:30—次日9:00") < course.index("第二条")
    order = as_text(paper(plan, "briefing"))
    assert order.index("处置 |") < order.index("15:30—次日9:00 | 休息") < order.index("收尾阶段 |")
    ((_, book),) = bodies(ENTRIES["msel"], plan)
    assert isinstance(book, Workbook)
    day = next(sheet for sheet in book.sheets if isinstance(sheet, Register) and sheet.key == "day")
    assert [row.values["time"] for row in day.rows] == ["14:00", "15:30—次日9:00", "次日9:00"]


def test_each_session_is_a_chart_and_the_break_a_bar_of_the_one_before(
    read_plan: ReadPlan, parted: Mapping[str, str]
) -> None:
    charts = [each for each in paper(read_plan(parted), "plan").blocks if isinstance(each, TimeChart)]
    assert [[bar.label for bar in chart.bars] for chart in charts] == [["启动", "处置", "休息"], ["收尾阶段"]]
    assert charts[0].bars[-1].text == "17小时30分钟"
    assert (15 * 60 + 30, "15:30") in charts[0].marks
    assert charts[0].marks[-1][1] == "次日9:00"


def test_sessions_that_follow_at_once_have_no_break(read_plan: ReadPlan, small: Mapping[str, str]) -> None:
    times = "sessions: [{start: 13:30, end: 15:30}, {start: 15:30, end: 16:00}]"
    plan = read_plan({**small, "drill.yaml": small["drill.yaml"].replace("hours: {start: 13:30, end: 16:00}", times)})
    assert "休息" not in as_text(paper(plan, "plan"))
    assert drill_time(plan) == "2026年3月12日13:30至15:30和15:30至16:00"
