"""`plangen todo` says by whom, where and what, and is never a failure; `check` says how much each has to do."""

import json

from msgspec.structs import replace

from plangen.checks.organisation import CHECKS
from plangen.checks.typography import UNFILLED
from plangen.diagnostics import Finding, Place, Skipped, words
from plangen.pipeline.check import Outcome
from plangen.pipeline.todo import ToDo
from plangen.reporting.builds import report_check
from plangen.reporting.listing import outcome_text
from plangen.reporting.open_values import report_to_do
from plangen.reporting.style import Style


def item(line: int, who: str) -> Finding:
    at = Place(file="source/a.yaml", line=line, column=3, path="a.b")
    return Finding(rule=UNFILLED, at=at, values={"field": "电话", "subject": ["号码"]}, by=words(who, who.upper()))


ITEMS = (item(1, "it"), item(2, "legal"), item(3, "legal"))


def test_who_has_most_to_fill_in_comes_first() -> None:
    result = report_to_do(ToDo(items=ITEMS, errors=2))
    assert list(result.text(Style("zh"))) == [
        "legal（2）",
        "  source/a.yaml:2:3: 电话待填写：号码",
        "  source/a.yaml:3:3: 电话待填写：号码",
        "",
        "it（1）",
        "  source/a.yaml:1:3: 电话待填写：号码",
        "",
        "另有 2 个错误，用 plangen check 查看",
        "共 3 项待填写或者核对",
    ]
    assert result.exit_code == 0
    assert next(iter(result.text(Style("en")))) == "LEGAL (2)"


def test_nothing_open_and_what_could_not_be_read() -> None:
    reason = words("plan.yaml 无法读取", "plan.yaml could not be read")
    unread = Skipped(rule=CHECKS[0].rule, reason=reason)
    result = report_to_do(ToDo(items=(), unread=(unread, unread)))
    assert list(result.text(Style("zh"))) == ["没有看：plan.yaml 无法读取", "没有待填写的内容"]
    assert result.exit_code == 0


def test_json_holds_each_item_by_person() -> None:
    tree = json.loads(report_to_do(ToDo(items=ITEMS)).json("zh"))
    assert tree["ok"] is True
    assert [(each["who"], len(each["items"])) for each in tree["people"]] == [("legal", 2), ("it", 1)]
    assert tree["people"][1]["items"] == [
        {
            "code": "X101",
            "file": "source/a.yaml",
            "line": 1,
            "column": 3,
            "path": "a.b",
            "message": "电话待填写：号码",
        }
    ]


def test_a_check_sums_up_by_person_and_other_commands_on_one_line() -> None:
    outcome = Outcome(findings=ITEMS)
    head = "警告[X101] 待填写的内容: 3（逐项见 plangen todo）"
    assert list(report_check(outcome, strict=False).text(Style("zh")))[:4] == [head, "  legal: 2", "  it: 1", ""]
    assert list(outcome_text(outcome, Style("zh")))[:2] == [head, ""]


def test_json_of_a_check_still_holds_each() -> None:
    tree = json.loads(report_check(Outcome(findings=ITEMS), strict=False).json("zh"))
    assert [each["line"] for each in tree["findings"]] == [1, 2, 3]
    other = Finding(rule=replace(UNFILLED, shared_out=False), at=Place(file="b"), values={"field": "a", "subject": "b"})
    assert list(outcome_text(Outcome(findings=(other,)), Style("zh")))[1] == "  b: a待填写：b"
