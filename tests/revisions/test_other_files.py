"""Pictures and notes are part of a revision: what changes of them is shown, and is reason enough for a new one."""

import unicodedata
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from plangen.changes.change import Kind
from plangen.pipeline.revisions.comparison import compare_versions
from plangen.pipeline.revisions.diff import diff_project
from plangen.pipeline.revisions.proposal import WantedRevision
from plangen.pipeline.revisions.record_text import record_text
from plangen.pipeline.revisions.revise import revise_project
from plangen.pipeline.revisions.versions import working
from plangen.workspace.project import Files
from tests.revisions.test_proposal import proposed

Git = Callable[..., str]
APART = unicodedata.normalize("NFD", "templates/é.png")


def untold(old: dict[str, bytes] | None, new: dict[str, bytes] | None) -> list[tuple[str, Kind]]:
    sides = (working(Files(contents={}, findings=()), others=each) for each in (old, new))
    return [(each.path, each.kind) for each in compare_versions(*sides).untold]


def test_what_was_added_removed_or_changed_is_named() -> None:
    old, new = {"source/a.png": b"1", "source/b.png": b"1"}, {"source/b.png": b"2", "source/c.txt": b"1"}
    assert untold(old, new) == [
        ("source/a.png", Kind.REMOVED),
        ("source/b.png", Kind.CHANGED),
        ("source/c.txt", Kind.ADDED),
    ]
    assert untold(old, old) == untold(None, new) == untold(old, None) == []


def test_a_name_that_a_mac_writes_apart_is_the_same_name() -> None:
    assert untold({"templates/é.png": b"1"}, {APART: b"1"}) == []
    assert untold({"templates/é.png": b"1"}, {APART: b"2"}) == [("templates/é.png", Kind.CHANGED)]
    assert untold({"templates/é.png": b"1"}, {"templates/é.png": b"1", APART: b"1"}) == [(APART, Kind.ADDED)]
    sides = (
        working(Files(contents={name: b"a: 1\n"}, findings=())) for name in ("source/é.yaml", "source/e\u0301.yaml")
    )
    assert compare_versions(*sides).same


def test_a_name_that_is_no_text_can_be_shown_and_written() -> None:
    name = b"source/\xd1\xdd.png".decode("utf-8", "surrogateescape")  # GBK
    ((path, kind),) = untold({}, {name: b"1"})
    assert kind is Kind.ADDED
    assert path.encode().startswith(b"source/")


@pytest.mark.parametrize(("count", "end"), [(1, "0.png"), (12, "9.png"), (13, "8.png等13个")])
def test_a_revision_of_pictures_alone_names_them_in_its_summary(count: int, end: str) -> None:
    sides = (
        working(Files(contents={}, findings=()), others=each) for each in ({}, {f"{i}.png": b"" for i in range(count)})
    )
    text = record_text(proposed(compared=compare_versions(*sides)))
    (summary,) = [line for line in text.splitlines() if line.startswith("summary")]
    assert summary.startswith('summary: "更新随附文件：0.png')
    assert summary.endswith(f'{end}"')


@pytest.mark.slow
def test_a_picture_is_shown_recorded_and_then_no_difference_any_more(project: Path, git: Git) -> None:
    now = datetime(2024, 11, 20, 9, tzinfo=UTC)
    assert revise_project(project, WantedRevision(date=date(2024, 11, 20)), now).commit
    (project / "templates/logo.png").write_bytes(b"\x89PNG\0" * 40_000)
    (project / "source/备注.txt").write_bytes(b"a\r\nb\r\n")
    compared = diff_project(project).compared
    assert compared is not None
    assert [each.path for each in compared.untold] == ["source/备注.txt", "templates/logo.png"]
    assert not compared.same
    wanted = WantedRevision(
        date=date(2024, 12, 1),
        effective=date(2024, 12, 1),
        reason="other",
        author="a",
        reviewer="b",
        approver="c",
        deferred={f"f-0{number}": "x" for number in (1, 2, 3)},
    )
    made = revise_project(project, wanted, datetime(2024, 12, 1, 9, tzinfo=UTC))
    assert made.commit, [each.message("zh") for each in made.outcome.findings]
    compared = diff_project(project).compared
    assert compared is not None
    assert compared.same
    between = diff_project(project, "v1.0", "v1.1").compared
    assert between is not None
    assert [each.path for each in between.untold] == ["source/备注.txt", "templates/logo.png"]
