"""Packets and printed copies: what people and programs are told."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from plangen.diagnostics import Severity
from plangen.pipeline.check import Outcome
from plangen.pipeline.packets.memory import PackedCopy
from plangen.pipeline.packets.records import Packed
from plangen.pipeline.verify import Belonging, CopyState, Lineage, Verified
from plangen.reporting.copies import report_copy
from plangen.reporting.packet_list import report_packets, report_roles
from plangen.workspace.output import Published

Lines = Callable[..., list[str]]
Tree = Callable[..., dict[str, Any]]
FINE = Outcome(findings=())
MARK = Belonging(lineage=Lineage(document="plan", file="01.docx"), title="演练计划", revision="v1.0")


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


def copy(state: CopyState, mark: Belonging | None = MARK, **more: Any) -> Verified:
    return Verified(fingerprint="0123456789ab", state=state, mark=mark, revision="v1.1", **more)


@pytest.mark.parametrize(
    ("verified", "zh", "en"),
    [
        (
            copy(CopyState.CURRENT),
            ["0123456789ab  “演练计划”，版本 v1.0：现行有效，与现在的源文件一致"],
            ["0123456789ab  “演练计划”, revision v1.0: current, as the source says now"],
        ),
        (
            copy(CopyState.STALE, current="ba9876543210"),
            [
                "0123456789ab  “演练计划”，版本 v1.0：已经过期，请收回",
                "现行版本 v1.1 的识别码是 ba9876543210",
            ],
            [
                "0123456789ab  “演练计划”, revision v1.0: out of date; take it back",
                "now, in revision v1.1, its fingerprint is ba9876543210",
            ],
        ),
        (
            copy(CopyState.STALE),
            ["0123456789ab  “演练计划”，版本 v1.0：已经过期，请收回", "现行版本 v1.1 里已经没有这份文件"],
            [
                "0123456789ab  “演练计划”, revision v1.0: out of date; take it back",
                "revision v1.1 has no such document any more",
            ],
        ),
    ],
)
def test_a_copy_says_what_it_is_and_what_takes_its_place(
    lines: Lines, verified: Verified, zh: list[str], en: list[str]
) -> None:
    made = report_copy(verified)
    assert (lines(made, "zh"), lines(made, "en")) == (zh, en)


def test_a_stale_copy_of_the_same_revision_says_that_none_was_recorded_since(lines: Lines) -> None:
    mark = Belonging(lineage=Lineage(document="plan", file="01.docx"), title="演练计划", revision="v1.1")
    told = lines(report_copy(copy(CopyState.STALE, mark, current="ba9876543210")))
    assert told[-1] == "源文件后来有改动，但没有记录新版本"


def test_an_unknown_copy_names_the_revisions_that_were_not_compared(lines: Lines) -> None:
    made = report_copy(copy(CopyState.UNKNOWN, None, unread=("v0.8", "v0.9")))
    assert lines(made, "zh")[-1] == "没有核对的版本（源文件不能完整读取）：v0.8、v0.9"
    assert lines(made, "en")[-1].endswith("(their source cannot be read): v0.8, v0.9")


@pytest.mark.parametrize("state", CopyState)
def test_only_a_current_copy_is_fine(state: CopyState) -> None:
    assert report_copy(copy(state)).exit_code == (0 if state is CopyState.CURRENT else 1)


def test_the_shape_of_a_copy(tree: Tree) -> None:
    assert tree(report_copy(copy(CopyState.STALE, current="ba9876543210"))) == {
        "fingerprint": "0123456789ab",
        "state": "stale",
        "title": "演练计划",
        "revision": "v1.0",
        "current": {
            "fingerprint": "ba9876543210",
            "revision": "v1.1",
        },
        "unread": [],
    }
    assert tree(report_copy(copy(CopyState.UNKNOWN, None)))["title"] is None
