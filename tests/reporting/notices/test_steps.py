"""Approvals and issues: what was recorded, what was not and why."""

import datetime
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from plangen.model.approval import Approval
from plangen.model.communication import Stage
from plangen.model.issued import Issued, IssuedChannel
from plangen.model.spec import Origin
from plangen.model.values import Id
from plangen.pipeline.check import Outcome
from plangen.pipeline.notices.approve import Approved
from plangen.pipeline.notices.issue import Done
from plangen.reporting.notices.steps import report_approval, report_issue

Lines = Callable[..., list[str]]
Tree = Callable[..., dict[str, Any]]
FINE = Outcome(findings=())
DRAFT: Any = SimpleNamespace(name="a/recall", case_title="水壶事件", kind_title="召回公告")
STAGE = Stage(at=Origin(), id=Id("review"), title="复核", by=Id("legal"), action="复核全文")
ENTRY = Approval(
    at=Origin(),
    stage=Id("review"),
    by=Id("legal-head"),
    name="张三",
    date=datetime.date(2026, 3, 1),
    template="t",
    house="h",
    content="c",
)
RECORD = Issued(
    at=Origin(),
    case=Id("a"),
    kind=Id("recall"),
    time="2026-03-02 14:05",
    file="公告.docx",
    sha256="0" * 64,
    template="t",
    house="h",
    content="c",
    channels=(IssuedChannel(at=Origin(), channel="公司网站", text="全文", post=Id("press")),),
)


def approved(**more: Any) -> Approved:
    settings: dict[str, Any] = {"outcome": FINE, "draft": DRAFT, "stage": STAGE, "entry": ENTRY, "file": "a.yaml"}
    return Approved(**{**settings, **more})


@pytest.mark.parametrize(
    ("more", "zh", "en"),
    [
        (
            {"written": True},
            "已登记：“水壶事件：召回公告”的“复核”由张三于2026年3月1日同意（a.yaml）",
            "recorded: '复核' of 水壶事件: 召回公告 by 张三 on 2026-03-01: approved (a.yaml)",
        ),
        (
            {"known": True},
            "“水壶事件：召回公告”的“复核”已由张三于2026年3月1日登记过（同意），现在仍然有效，没有重复登记（a.yaml）",
            (
                "'复核' of 水壶事件: 召回公告 was recorded before (张三, 2026-03-01: approved) and still holds;"
                " not recorded again (a.yaml)"
            ),
        ),
        (
            {},
            "可以登记：“水壶事件：召回公告”的“复核”由张三于2026年3月1日同意；只作检查，没有写入 a.yaml",
            (
                "can be recorded: '复核' of 水壶事件: 召回公告 by 张三 on 2026-03-01: approved;"
                " nothing was written to a.yaml"
            ),
        ),
    ],
)
def test_an_approval_says_what_became_of_it(lines: Lines, more: dict[str, bool], zh: str, en: str) -> None:
    made = report_approval(approved(**more))
    assert (lines(made, "zh"), lines(made, "en")) == ([zh], [en])
    assert made.exit_code == 0


def test_a_refused_approval_gives_every_reason(lines: Lines, tree: Tree, finding: Any) -> None:
    made = report_approval(Approved(outcome=Outcome(findings=(finding(), finding(code="S102")))))
    assert [line for line in lines(made) if "错误[" in line] == [
        "source/plan.yaml:3:5: 错误[S101] 名称不对",
        "source/plan.yaml:3:5: 错误[S102] 名称不对",
    ]
    assert lines(made, "zh")[-1] == "没有登记"
    assert lines(made, "en")[-1] == "nothing was recorded"
    nothing = dict.fromkeys(("notice", "stage", "act", "result", "digest", "file"))
    assert tree(made) == {**nothing, "recorded": False, "known": False}
    assert made.exit_code == 1


def test_the_shape_of_an_approval(tree: Tree) -> None:
    assert tree(report_approval(approved(written=True))) == {
        "notice": "a/recall",
        "stage": "review",
        "act": "决定",
        "result": "同意",
        "digest": None,
        "file": "a.yaml",
        "recorded": True,
        "known": False,
    }


def done(**more: Any) -> Done:
    settings: dict[str, Any] = {"outcome": FINE, "record": RECORD, "path": Path("公告.docx"), "file": "a/1.yaml"}
    return Done(**{**settings, **more})


@pytest.mark.parametrize(
    ("more", "zh", "en"),
    [
        ({"written": True}, "已发布，时间 2026-03-02 14:05", "issued at 2026-03-02 14:05"),
        ({}, "可以发布；只作检查，没有写文件", "can be issued; nothing was written"),
        (
            {"known": True},
            "这份通知已于 2026-03-02 14:05 发布，此后没有改动；文件内容相同，没有另作记录",
            (
                "it was issued at 2026-03-02 14:05 and has not changed since; the file is the same,"
                " nothing else was recorded"
            ),
        ),
    ],
)
def test_an_issue_says_first_how_it_went(lines: Lines, more: dict[str, bool], zh: str, en: str) -> None:
    made = report_issue(done(**more))
    assert (lines(made, "zh")[0], lines(made, "en")[0]) == (zh, en)


def test_an_issue_names_file_record_and_channels(lines: Lines) -> None:
    made = report_issue(done(written=True))
    assert lines(made, "zh")[1:] == [
        "  正式文件  公告.docx",
        "  SHA-256   0000000000000000000000000000000000000000000000000000000000000000",
        "  发布记录  a/1.yaml",
        "  渠道      公司网站：全文（press）",
    ]
    assert lines(made, "en")[1:] == [
        "  final file  公告.docx",
        "  SHA-256   0000000000000000000000000000000000000000000000000000000000000000",
        "  record  a/1.yaml",
        "  channel      公司网站: 全文 (press)",
    ]


def test_a_refused_issue_writes_nothing_and_gives_every_reason(lines: Lines, tree: Tree, finding: Any) -> None:
    made = report_issue(Done(outcome=Outcome(findings=(finding(),))))
    assert lines(made, "zh")[-1] == "没有发布，没有写任何文件"
    assert lines(made, "en")[-1] == "not issued; nothing was written"
    assert tree(made) == {
        "path": None,
        "record": None,
        "sha256": None,
        "time": None,
        "channels": [],
        "issued": False,
        "known": False,
    }
    assert made.exit_code == 1


def test_the_shape_of_an_issue(tree: Tree) -> None:
    assert tree(report_issue(done(written=True))) == {
        "path": "公告.docx",
        "record": "a/1.yaml",
        "sha256": "0000000000000000000000000000000000000000000000000000000000000000",
        "time": "2026-03-02 14:05",
        "channels": [{"channel": "公司网站", "text": "全文", "post": "press"}],
        "issued": True,
        "known": False,
    }
