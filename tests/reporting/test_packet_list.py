"""Packets and printed copies: what people and programs are told."""

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from plangen.diagnostics import Severity
from plangen.model.records import Revision
from plangen.model.spec import Origin
from plangen.pipeline.check import Outcome
from plangen.pipeline.packets.memory import PackedCopy
from plangen.pipeline.packets.records import Packed
from plangen.pipeline.verifying.verify import CopyState, Verified
from plangen.reporting.copies import report_copy
from plangen.reporting.packet_list import report_packets, report_roles
from plangen.workspace.output import Published

Lines = Callable[..., list[str]]
Tree = Callable[..., dict[str, Any]]
FINE = Outcome(findings=())


def row(sign: str, pages: int, name: str = "") -> PackedCopy:
    return PackedCopy(
        path=f"{sign}.pdf",
        key="head",
        copy=1,
        title="负责人",
        sign=sign,
        name=name,
        pages=pages,
        fingerprint="0123456789ab",
    )


def packed(*rows: PackedCopy, written: tuple[str, ...] = (), outcome: Outcome = FINE) -> Packed:
    unchanged = tuple(each.path for each in rows if each.path not in written)
    return Packed(
        outcome=outcome,
        folder=Path("plan/output/packets"),
        published=Published(written=written, unchanged=unchanged),
        rows=rows,
    )


def test_packets_are_listed_with_their_pages_and_sheets(lines: Lines) -> None:
    made = report_packets(packed(row("07", 5, "张三"), row("08", 4), written=("07.pdf",)), strict=False)
    assert lines(made, "zh")[1:] == [
        "  已生成  output/packets/07.pdf  5 页  0123456789ab",
        "  无变化  output/packets/08.pdf  4 页  0123456789ab",
        "共 2 份，9 页，双面打印 5 张；打印清单在 output/packets",
    ]
    assert lines(made, "en")[1:] == [
        "  written  output/packets/07.pdf  5 pages  0123456789ab",
        "  unchanged  output/packets/08.pdf  4 pages  0123456789ab",
        "2 copies, 9 pages, 5 sheets printed on both sides; the print list is in output/packets",
    ]


@pytest.mark.parametrize(("pages", "sheets"), [((1,), 1), ((2,), 1), ((3,), 2), ((1, 1), 2), ((4, 5), 5)])
def test_each_copy_begins_on_a_sheet_of_its_own(lines: Lines, pages: tuple[int, ...], sheets: int) -> None:
    made = report_packets(packed(*(row(f"{number}", each) for number, each in enumerate(pages))), strict=False)
    assert f"双面打印 {sheets} 张" in lines(made)[-1]


def test_the_shape_of_packets(tree: Tree) -> None:
    made = report_packets(packed(row("07", 5, "张三"), row("08", 4), written=("07.pdf",)), strict=False)
    assert tree(made)["packets"][0] == {
        "path": "plan/output/packets/07.pdf",
        "role": "head",
        "title": "负责人",
        "copy": "07",
        "name": "张三",
        "pages": 5,
        "fingerprint": "0123456789ab",
        "state": "written",
    }
    assert [each["state"] for each in tree(made)["packets"]] == ["written", "unchanged"]


def test_where_one_would_leak_none_is_written(lines: Lines, tree: Tree, finding: Any) -> None:
    made = report_packets(Packed(outcome=Outcome(findings=(finding(),)), folder=Path("packets")), strict=False)
    assert lines(made, "zh")[-1] == "没有输出任何资料包"
    assert lines(made, "en")[-1] == "no packet was written"
    assert (tree(made), made.exit_code) == ({"packets": []}, 1)


def test_where_nobody_may_see_anything_it_says_where_that_is_written(lines: Lines) -> None:
    made = report_packets(Packed(outcome=Outcome(findings=()), folder=Path("packets")), strict=False)
    nothing, where = lines(made, "zh")[-2:]
    assert nothing == "没有输出任何资料包"
    assert where.startswith("可见范围没有让这些角色看到任何文件：在 source/audiences.yaml 的 documents 中写明给谁看")
    assert lines(made, "en")[-1].startswith("the rules of visibility show these roles no document")


class Holder:
    """What a packet says of who gets it."""

    number, key, title, sign = 7, "quality-head", "质量管理部负责人", "07"

    def __init__(self, *names: str) -> None:
        self.names = names


def test_without_a_name_the_packets_are_listed(lines: Lines, tree: Tree) -> None:
    holders: Any = (Holder("张三", "", "李四"), Holder(""))
    made = report_roles(FINE, holders, strict=False)
    assert lines(made, "zh") == [
        "  07  quality-head  质量管理部负责人  3份  张三、李四",
        "  07  quality-head  质量管理部负责人  1份",
        "打印全部：plangen packet --all；打印某个角色：plangen packet 编号或代号",
    ]
    assert lines(made, "en") == [
        "  07  quality-head  质量管理部负责人  3 copies  张三, 李四",
        "  07  quality-head  质量管理部负责人  1 copies",
        "print all: plangen packet --all; print one: plangen packet with its number or id",
    ]
    assert tree(made)["roles"][0] == {
        "number": 7,
        "id": "quality-head",
        "title": "质量管理部负责人",
        "names": [
            "张三",
            "",
            "李四",
        ],
    }


def test_the_list_shows_findings_only_where_one_is_an_error(lines: Lines, finding: Any) -> None:
    warned, wrong = (Outcome(findings=(finding(each),)) for each in (Severity.WARNING, Severity.ERROR))
    assert len(lines(report_roles(warned, (), strict=False))) == 1
    assert len(lines(report_roles(wrong, (), strict=False))) > 1
    assert report_roles(warned, (), strict=True).exit_code == 1


def copy(state: CopyState, **more: Any) -> Verified:
    known = {"title": "演练计划", "version": "v1.0", "record": record("v1.0", 1), **more}
    return Verified(asked="0123456789ab", state=state, day=datetime.date(2026, 1, 5), **known)


def record(version: str, month: int) -> Revision:
    day = datetime.date(2025, month, 1)
    return Revision(
        at=Origin(),
        version=version,
        date=day,
        effective=day,
        reason="演练",
        summary="改",
        author="甲",
        reviewer="乙",
        approver="丙",
    )


MARK = "0123456789ab  "
UNKNOWN = "文件写明是 v1.5，这里没有这个版本；先取得同事记录的版本（git pull）再核对，核对清楚之前不要使用"
UNKNOWN_EN = (
    "says that it is of v1.5, which is not known here; get what colleagues recorded (git pull) and verify it again"
    " before you use it"
)
PEOPLE = "编制 甲，审核 乙，批准 丙，修订日期 2025-01-01"
BY = "written by 甲, reviewed by 乙, approved by 丙, dated 2025-01-01"


@pytest.mark.parametrize(
    ("verified", "zh", "en"),
    [
        (
            copy(CopyState.IN_FORCE, recorded_by="丁"),
            ["0123456789ab  “演练计划”，v1.0：现行有效，自 2025-01-01 起生效，可以使用", f"{PEOPLE}；由 丁 记录"],
            ["0123456789ab  “演练计划”, v1.0: in force since 2025-01-01; use it", f"{BY}; recorded by 丁"],
        ),
        (
            copy(CopyState.SUPERSEDED, current=record("v1.1", 2)),
            ["0123456789ab  “演练计划”，v1.0：自 2025-02-01 起由 v1.1 代替，请收回，换发 v1.1 的", PEOPLE],
            [
                f"{MARK}“演练计划”, v1.0: superseded by v1.1 since 2025-02-01; collect it and hand out that of v1.1",
                BY,
            ],
        ),
        (
            copy(CopyState.SUPERSEDED, current=record("v1.1", 2), is_gone=True),
            ["0123456789ab  “演练计划”，v1.0：自 2025-02-01 起由 v1.1 代替，v1.1 里没有这一份了，请收回", PEOPLE],
            [
                f"{MARK}“演练计划”, v1.0: superseded since 2025-02-01 by v1.1, which has no such paper; collect it",
                BY,
            ],
        ),
        (
            copy(CopyState.UNKNOWN_REVISION, title="", version="", record=None, label="v1.5", latest="v1.1"),
            [f"{MARK}这一份：{UNKNOWN}", "文件标注：v1.5", "这里最新的版本：v1.1"],
            [
                f"{MARK}this paper: {UNKNOWN_EN}",
                "the file calls itself: v1.5",
                "the last revision that is known here: v1.1",
            ],
        ),
    ],
)
def test_a_copy_says_what_it_is_and_what_to_do(lines: Lines, verified: Verified, zh: list[str], en: list[str]) -> None:
    made = report_copy(verified)
    assert (lines(made, "zh"), lines(made, "en")) == (zh, en)


def test_an_unknown_copy_names_the_revisions_whose_papers_cannot_be_told(lines: Lines) -> None:
    made = report_copy(copy(CopyState.UNKNOWN, record=None, unlisted=("v0.8", "v0.9")))
    assert lines(made, "zh")[1:] == [
        "这里还没有记录过版本",
        "认不出打印件的版本（由较早的程序记录，或者缺少 .papers 文件）：v0.8、v0.9",
    ]
    assert lines(made, "en")[-1].endswith("without their .papers file): v0.8, v0.9")


@pytest.mark.parametrize("state", CopyState)
def test_only_what_may_be_used_is_fine(state: CopyState) -> None:
    fine = state in {CopyState.IN_FORCE, CopyState.UNCHANGED, CopyState.RECORD, CopyState.APPROVAL}
    assert report_copy(copy(state)).exit_code == (0 if fine else 1)
    assert report_copy(copy(state, is_edited=True)).exit_code == 1


def test_the_shape_of_a_copy(tree: Tree) -> None:
    made = tree(report_copy(copy(CopyState.SUPERSEDED, current=record("v1.1", 2), recorded_by="丁", latest="v1.1")))
    assert {key: made[key] for key in made if key not in {"accepted", "skipped", "passed", "findings"}} == {
        "fingerprint": "0123456789ab",
        "state": "superseded",
        "on": "2026-01-05",
        "edited": False,
        "title": "演练计划",
        "revision": "v1.0",
        "in_force": "v1.1",
        "approver": "丙",
        "recorded_by": "丁",
        "label": None,
        "latest": "v1.1",
        "unlisted": [],
    }
