"""An error in an incident is said first, alone, and last: nobody reads past the warnings of a drill to find it."""

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from plangen.pipeline.notices.approve import WantedApproval, approve_notice
from plangen.pipeline.notices.check import check_templates
from plangen.pipeline.notices.issue import IssueOrder, issue_notice
from plangen.pipeline.notices.lists import ask_questions, list_deadlines, list_elements, list_fields
from plangen.pipeline.notices.preview import preview_notices
from plangen.pipeline.notices.status import notice_status
from plangen.reporting.notices.asking import report_fields, report_questions
from plangen.reporting.notices.drafts import report_preview, report_review
from plangen.reporting.notices.standings import report_status
from plangen.reporting.notices.statutory import report_deadlines, report_elements
from plangen.reporting.notices.steps import report_approval, report_issue
from plangen.reporting.result import Result
from plangen.reporting.style import Style

Command: TypeAlias = Callable[[Path], Result]
NOTICE, FILE = "kettle-2026/stop-use", "source/incidents/kettle-2026.yaml"
NOW = datetime.datetime(2026, 3, 1, 12, 0)  # noqa: DTZ001 - of the plan's country
WANTED = WantedApproval(notice=NOTICE, stage="draft", by="legal-head", name="张三", date="2026-03-01")
ORDER = IssueOrder(notice=NOTICE, time="2026-03-02 14:05", now=NOW)
LISTING: dict[str, Command] = {
    "questions": lambda root: report_questions(ask_questions(root, case="kettle-2026")),
    "deadlines": lambda root: report_deadlines(list_deadlines(root)),
    "elements": lambda root: report_elements(list_elements(root, NOTICE), strict=False),
    "status": lambda root: report_status(notice_status(root)),
    "fields": lambda root: report_fields(list_fields(root)),
    "check": lambda root: report_review(check_templates(root, ()), strict=False),
}
DOING: dict[str, tuple[Command, str]] = {
    "preview": (lambda root: report_preview(preview_notices(root, "stop-use")), "没有生成任何文件"),
    "approve": (lambda root: report_approval(approve_notice(root, WANTED, NOW)), "没有登记"),
    "issue": (lambda root: report_issue(issue_notice(root, ORDER)), "没有发布，没有写任何文件"),
}
COMMANDS = {**{name: (run, "没有结果") for name, run in LISTING.items()}, **DOING}
MISTYPED = f"""{FILE}:7:3: 错误[S112] 事件没有“nmae”这一项
 7 |   nmae: 电热水壶
   |   ^^^^
   = 位置: incidents[kettle-2026].incident.nmae
   = 建议: 是不是想写“name”？
"""
NO_KIND = f"""{FILE}:5:21: 错误[R101] 没有编号为“stop-txt”的通知种类
 5 | notices: [stop-use, stop-txt]
   |                     ^^^^^^^^
   = 位置: incidents[kettle-2026].notices[2]
   = 建议: 是不是想写“stop-text”？
"""


def said(result: Result, language: str = "zh") -> str:
    return "\n".join(result.text(Style(language)))


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize(
    ("old", "new", "told"),
    [("  name:", "  nmae:", MISTYPED), ("stop-text]", "stop-txt]", NO_KIND)],
    ids=["read", "ref"],
)
def test_the_error_is_all_that_is_said_and_said_again_at_the_end(
    desk: Any, name: str, old: str, new: str, told: str
) -> None:
    """The plan of the sample has some 150 warnings of its own."""
    run, nothing = COMMANDS[name]
    desk.edit(FILE, old, new)
    result = run(desk.root)
    assert said(result) == f"{told}\n{nothing}：{told.partition(chr(10))[0]}（改正后再运行）"
    assert result.exit_code == 1


def test_several_errors_are_counted_those_of_incidents_before_others(desk: Any) -> None:
    desk.edit(FILE, "  name:", "  nmae:")
    desk.edit(FILE, "  date: 2026-03-01", "  date: 三月")
    desk.edit("source/communication.yaml", "\nnotices:\n", "\nnotises: []\nnotices:\n")
    desk.edit("source/timeline.yaml", "\nphases:\n", "\nphaces: []\nphases:\n")  # of no concern to notices
    result = LISTING["questions"](desk.root)
    assert result.outcome is not None
    files = [each.at.file for each in result.outcome.findings]
    assert files == [FILE, FILE, "source/communication.yaml"]
    assert said(result).splitlines()[-1] == (
        f"没有结果：{FILE}:7:3: 错误[S112] 事件没有“nmae”这一项（共 3 个错误，改正后再运行）"
    )
    assert said(result, "en").splitlines()[-1] == (
        f"nothing was done: {FILE}:7:3: error[S112] there is no key 'nmae' here"
        " (3 errors; put them right and run this again)"
    )


def test_the_error_of_one_incident_does_not_hold_up_another_that_is_named(desk: Any) -> None:
    other = desk.read(FILE).replace("kettle-2026", "other-2026").replace("stop-text]", "stop-txt]")
    (desk.root / "source/incidents/other-2026.yaml").write_text(
        other.replace("电热水壶召回", "另一起"), encoding="utf-8"
    )
    for name in ("kettle-2026", "电热水壶召回", "product-quality"):
        assert ask_questions(desk.root, case=name).notices
        assert list_deadlines(desk.root, name).cases
    assert notice_status(desk.root, NOTICE).notices
    assert ask_questions(desk.root, case="other-2026").outcome.stopped
    assert list_deadlines(desk.root).outcome.stopped


def test_warnings_alone_stop_nothing(desk: Any) -> None:
    desk.edit(FILE, "  issued: 2026-03-02", "  issued: 2026-02-02")
    assert ask_questions(desk.root, case="kettle-2026").notices


def test_the_same_is_said_on_the_command_line_and_as_json(desk: Any) -> None:
    desk.edit(FILE, "  name:", "  nmae:")
    ran = desk.plangen("questions", "kettle-2026")
    assert (ran.code, ran.err) == (1, "")
    assert ran.out.splitlines()[-1].startswith(f"没有结果：{FILE}:7:3: 错误[S112]")
    assert '"code": "S112"' in desk.plangen("questions", "kettle-2026", "--json").out
