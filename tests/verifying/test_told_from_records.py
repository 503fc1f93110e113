"""What digits mean, told from records alone: in a folder without git, which lies about as it was sent."""

import datetime
from pathlib import Path

import pytest

from plangen.model.papers import NotedPaper, mark_of, papers_file, papers_text
from plangen.model.plan_files import canonical_digest
from plangen.pipeline.verifying.verify import CopyState, verify_project

RECORD = """version: {version}
date: {date}
reason: 其他
summary: 修改
author: 甲
reviewer: 乙
approver: 丙
effective: {effective}
content: "{number}"
papers: "{papers}"
"""
OPEN = "!todo 日期"


def recorded(root: Path, version: str, effective: str, words: str, *, papers: tuple[str, ...] = ("plan",)) -> str:
    """Lay a revision down whose papers have these words; the mark of its plan."""
    notes = papers_text({each: NotedPaper(canonical_digest(words.encode()), f"文件{each}") for each in papers})
    noted = canonical_digest(notes) if papers else ""
    date = OPEN if effective == OPEN else "2025-01-01"
    text = RECORD.format(version=version, date=date, effective=effective, number="0" * 64, papers=noted)
    text = text if papers else text.replace('papers: ""\n', "")
    path = root / f"source/revisions/{version}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    if papers:
        (root / papers_file(version, noted)).write_bytes(notes)
    return mark_of(canonical_digest(text.encode()), "plan")


def state(root: Path, mark: str, day: str = "2025-06-01") -> CopyState:
    return verify_project(root, mark, datetime.date.fromisoformat(day)).state


def test_of_two_revisions_that_come_into_force_on_one_day_the_lower_is_superseded_at_once(tmp_path: Path) -> None:
    lower, higher = recorded(tmp_path, "v1.9", "2025-06-01", "甲"), recorded(tmp_path, "v1.10", "2025-06-01", "乙")
    assert (state(tmp_path, lower), state(tmp_path, higher)) == (CopyState.SUPERSEDED, CopyState.IN_FORCE)
    before = "2025-05-31"
    assert (state(tmp_path, lower, before), state(tmp_path, higher, before)) == (CopyState.NOT_YET, CopyState.NOT_YET)


def test_a_paper_of_a_revision_that_does_not_say_when_it_begins_is_not_yet_in_force(tmp_path: Path) -> None:
    recorded(tmp_path, "v1.0", "2025-01-01", "甲")
    assert state(tmp_path, recorded(tmp_path, "v1.1", OPEN, "甲")) is CopyState.NOT_YET


@pytest.mark.parametrize(
    ("papers", "words", "expected", "is_gone"),
    [
        (("plan",), "甲", CopyState.UNCHANGED, False),
        (("plan",), "乙", CopyState.SUPERSEDED, False),
        (("script",), "甲", CopyState.SUPERSEDED, True),
        ((), "甲", CopyState.SUPERSEDED, False),  # it notes no papers: nobody knows
    ],
)
def test_an_older_paper_is_gone_only_where_the_revision_in_force_notes_papers_and_not_that_one(
    tmp_path: Path, papers: tuple[str, ...], words: str, expected: CopyState, *, is_gone: bool
) -> None:
    old = recorded(tmp_path, "v1.0", "2025-01-01", "甲")
    recorded(tmp_path, "v1.1", "2025-02-01", words, papers=papers)
    found = verify_project(tmp_path, old, datetime.date(2025, 6, 1))
    assert (found.state, found.is_gone) == (expected, is_gone)
    assert found.current is not None
    assert (found.version, found.current.version, found.latest) == ("v1.0", "v1.1", "v1.1")
    assert found.unlisted == (() if papers else ("v1.1",))
