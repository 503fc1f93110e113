"""What a revision is proposed as, what its record says and what is against it, without a repository."""

import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from plangen.changes.change import Kind
from plangen.changes.wording import Described
from plangen.history.repository import Tagged
from plangen.model.plan import Plan
from plangen.model.records import Revision
from plangen.pipeline.check import Study, study_files
from plangen.pipeline.revisions.comparison import Compared, compare_versions
from plangen.pipeline.revisions.proposal import Proposal, WantedRevision, next_version
from plangen.pipeline.revisions.record_text import record_text
from plangen.pipeline.revisions.refusals import refusals
from plangen.pipeline.revisions.versions import working
from plangen.reading.source import read_section
from plangen.workspace.project import Files

DAY = datetime.date(2024, 12, 20)
DRILL = datetime.date(2024, 12, 10)
FINDINGS = """drill: 2024-12-10
title: 演练
findings:
  - {id: f-01, title: 超时, text: 甲, source: 现场观察, cause: 甲, measure: 甲, owner: a, due: 2025-01-01,
     revises: ["timeline.phases[one]"]}
  - {id: f-02, title: 口头, text: 甲, source: 现场观察, cause: 甲, measure: 甲, owner: a, due: 2025-01-01,
     revises: [plan.title]}
  - {id: f-03, title: 无关, text: 甲, source: 现场观察, cause: 甲, measure: 甲, owner: a, due: 2025-01-01}
"""
RECORD = """version: {version}
date: 2024-11-20
reason: 演练
summary: 甲
author: 甲
reviewer: 乙
approver: 丙
effective: 2024-12-01
{more}
"""
COMPLETE: dict[str, Any] = {"reason": "law", "author": "甲", "reviewer": "乙", "approver": "丙", "effective": DAY}


def files(**contents: str) -> Files:
    """A few files of a source; the rest of it is not there."""
    return Files(contents={f"source/{name}": text.encode() for name, text in contents.items()}, findings=())


def study(**contents: str) -> Study:
    return study_files(Path(), files(**contents))


def between(old: Files, new: Files) -> Compared:
    return compare_versions(working(old, 0), working(new, 0))


def proposed(
    here: Study | None = None,
    *,
    version: str = "v1.1",
    revisions: tuple[str, ...] = ("v1.0",),
    compared: Compared | None = None,
    is_taken: bool = False,
    **wanted: Any,
) -> Proposal:
    return Proposal(
        wanted=WantedRevision(**{"date": DAY, **COMPLETE, **wanted}),
        version=version,
        study=here or study(),
        revisions=tuple(Tagged(version=each, commit="0" * 40, written_by="0.1.0", time=0) for each in revisions),
        compared=compared,
        is_taken=is_taken,
        free="v1.1",
    )


def codes(proposal: Proposal) -> list[str]:
    return sorted(each.code for each in refusals(proposal))


def test_a_complete_proposal_has_nothing_against_it() -> None:
    assert codes(proposed()) == []


@pytest.mark.parametrize(
    ("lacking", "option"),
    [("reason", "--reason"), ("author", "--author"), ("reviewer", "--reviewer"), ("approver", "--approver")],
)
def test_what_is_not_said_is_asked_for_with_its_option(lacking: str, option: str) -> None:
    for empty in ("", "  "):
        if lacking == "reason" and empty:
            continue  # a choice, never blank
        missing: dict[str, Any] = {lacking: empty}
        found = list(refusals(proposed(**missing)))
        assert [each.code for each in found] == ["G205"]
        assert option in found[0].advice("zh")


def test_a_day_that_is_not_said_is_asked_for() -> None:
    assert codes(proposed(effective=None)) == ["G205"]
    assert codes(proposed(reason="drill")) == ["G205"]
    assert codes(proposed(reason="law", drill=None)) == []


@pytest.mark.parametrize(("days", "found"), [(-1, ["G206"]), (0, []), (1, [])])
def test_a_revision_is_in_force_from_its_own_day_on_at_the_earliest(days: int, found: list[str]) -> None:
    assert codes(proposed(effective=DAY + datetime.timedelta(days=days))) == found


@pytest.mark.parametrize(
    ("version", "found"),
    [
        ("v1.1", []),
        ("1.1", []),
        ("v2", []),
        ("v1.0.1", []),
        ("v1.0", ["G207"]),
        ("v0.9", ["G207"]),
        ("v1.", ["G208"]),
        ("v1.1a", ["G208"]),
        ("版本1", ["G208"]),
        ("", ["G208"]),
        ("../v2", ["G208"]),
    ],
)
def test_versions_ascend_and_can_name_a_file(version: str, found: list[str]) -> None:
    assert codes(proposed(version=version)) == found


def test_a_tag_of_anybody_takes_the_version() -> None:
    assert codes(proposed(is_taken=True)) == ["G108"]
    assert codes(proposed(revisions=(), is_taken=True)) == ["G108"]


def test_a_version_that_says_the_same_is_refused() -> None:
    same = files(**{"plan.yaml": "title: 甲\n"})
    assert codes(proposed(compared=between(same, same))) == ["G201"]
    other = files(**{"plan.yaml": "title: 甲\n", "timeline.yaml": "phases: []\n"})
    assert codes(proposed(compared=between(same, other))) in ([], ["G201"])


def with_findings(**more: str) -> Study:
    return study(**{"drills/2024-12-10/findings.yaml": FINDINGS, **more})


def test_each_finding_that_demands_a_change_is_answered_or_deferred() -> None:
    here = with_findings()
    assert codes(proposed(here)) == ["G202", "G202"]
    assert codes(proposed(here, answers=("f-01",))) == ["G202", "G203"]
    assert codes(proposed(here, deferred={"f-01": "等", "f-02": "等"})) == []
    assert codes(proposed(here, answers=("f-03",), deferred={"f-01": "等", "f-02": "等"})) == []


def test_the_first_revision_answers_to_no_drill() -> None:
    assert codes(proposed(with_findings(), revisions=())) == []


def test_findings_of_another_drill_cannot_be_answered_by_this_one() -> None:
    here = with_findings(**{"drills/2023-12-01/findings.yaml": FINDINGS.replace("2024-12-10", "2023-12-01")})
    every = {"f-01": "等", "f-02": "等"}
    assert codes(proposed(here, reason="drill", drill=DRILL, deferred=every)) == ["G202", "G202"]
    assert codes(proposed(here, deferred=every)) == ["G221", "G221"]  # which of the two drills?
    exact = {f"{drill}/{name}": why for drill in ("2023-12-01", "2024-12-10") for name, why in every.items()}
    assert codes(proposed(here, deferred=exact)) == []
    assert codes(proposed(here, reason="drill", drill=datetime.date(2022, 1, 1))) == ["G209"]


PUT_OFF = RECORD.format(
    version="v1.0", more="drill: 2024-12-10\nanswers: [f-01]\ndeferred: [{finding: f-02, reason: 等采购}]"
)


def test_what_was_put_off_is_put_off_again_with_its_reason_until_it_is_closed() -> None:
    here = with_findings(**{"revisions/v1.0.yaml": PUT_OFF})
    silent = proposed(here)
    assert codes(silent) == []
    assert 'deferred: [{"finding": "2024-12-10/f-02", "reason": "等采购"}]' in record_text(silent)
    assert "等任命" in record_text(proposed(here, deferred={"f-02": "等任命"}))
    answered = record_text(proposed(here, answers=("f-02",)))
    assert ('answers: ["2024-12-10/f-02"]' in answered, "deferred" in answered) == (True, False)
    dropped = proposed(here, withdrawn={"f-02": "改为线上报告"})
    assert codes(dropped) == []
    assert 'withdrawn: [{"finding": "2024-12-10/f-02", "reason": "改为线上报告"}]' in record_text(dropped)
    assert codes(proposed(here, answers=("f-02",), withdrawn={"2024-12-10/f-02": "甲"})) == ["G203", "G222"]


def test_what_an_older_drill_left_can_be_answered_after_the_next_one() -> None:
    """A bare id is of the revision's own drill where that has it; otherwise of what was put off."""
    newer = FINDINGS.replace("2024-12-10", "2025-03-01").replace("f-02", "f-04").replace("f-01", "f-05")
    here = with_findings(**{"revisions/v1.0.yaml": PUT_OFF, "drills/2025-03-01/findings.yaml": newer})
    both = proposed(here, reason="drill", drill=datetime.date(2025, 3, 1), answers=("f-02", "f-04", "f-05"))
    assert [code for code in codes(both) if code != "G203"] == []
    assert 'answers: ["2024-12-10/f-02", "f-04", "f-05"]' in record_text(both)


def test_a_finding_that_is_not_there_is_named_with_those_that_are() -> None:
    (found,) = refusals(proposed(with_findings(), answers=("f-09",), deferred={"f-01": "等", "f-02": "等"}))
    assert (found.code, "f-09" in found.message("zh"), "f-01" in found.advice("zh")) == ("G204", True, True)


@pytest.mark.parametrize(
    "settled", ["answers: [f-01, f-02]", "deferred: [{finding: f-01, reason: 等}, {finding: f-02, reason: 等}]"]
)
def test_what_an_earlier_record_answered_or_deferred_is_settled(settled: str) -> None:
    record = RECORD.format(version="v1.0", more=f"drill: 2024-12-10\n{settled}")
    assert codes(proposed(with_findings(**{"revisions/v1.0.yaml": record}))) == []
    other = record.replace("drill: 2024-12-10", "drill: 2023-12-01")
    assert codes(proposed(with_findings(**{"revisions/v1.0.yaml": other}))) == ["G202", "G202"]


def test_a_record_by_hand_is_complete_by_itself_and_says_its_own_version() -> None:
    here = study(**{"revisions/v1.1.yaml": RECORD.format(version="v1.1", more="")})
    bare: dict[str, Any] = {"reason": "", "author": "", "reviewer": "", "approver": "", "effective": None}
    assert codes(proposed(here, **bare)) == []
    assert codes(proposed(here)) == ["G210"]
    misnamed = study(**{"revisions/v1.1.yaml": RECORD.format(version="v1.2", more="")})
    assert codes(proposed(misnamed, **bare)) == ["G211"]


def test_while_records_cannot_be_read_none_is_said_to_be_written_already() -> None:
    """Which version would come next is not known then; the error of the records is all that there is to say."""
    record = RECORD.format(version="v1.1", more="")
    twice = study(**{"revisions/v1.1.yaml": record, "revisions/v1.1 (1).yaml": record})
    assert codes(proposed(twice)) == []


def test_a_template_that_cannot_be_opened_is_refused() -> None:
    here = study_files_with({"templates/a.docx": b"junk", "templates/b.yaml": b"junk"})
    found = list(refusals(proposed(here)))
    assert {each.at.file for each in found} == {"templates/a.docx"}


def study_files_with(contents: dict[str, bytes]) -> Study:
    return study_files(Path(), Files(contents=contents, findings=()))


@pytest.mark.parametrize(
    ("known", "then"),
    [((), "v1.0"), (("v1.0",), "v1.1"), (("v1.9", "v1.10"), "v1.11"), (("v2",), "v2.1"), (("v1.2.3",), "v1.2.4")],
)
def test_the_next_version(known: tuple[str, ...], then: str) -> None:
    assert next_version(known) == then


@pytest.mark.parametrize(("count", "more"), [(1, ""), (12, ""), (13, "；另有1处修改"), (30, "；另有18处修改")])
def test_a_long_summary_names_twelve_changes_and_counts_the_rest(count: int, more: str) -> None:
    nothing = files()
    line = Described(kind=Kind.ADDED, section="x", subject="甲", place=(), what="乙", before="", after="1", path="x.y")
    compared = replace(between(nothing, nothing), lines=(line,) * count)
    assert summary(compared) == "；".join([line.sentence] * min(count, 12)) + more


def summary(compared: Compared) -> str:
    record = read_section("revisions", "source/revisions/v1.1.yaml", record_text(proposed(compared=compared)).encode())
    assert isinstance(record, Revision)
    return record.summary


TYPED = st.text(st.characters(categories=["L", "N", "P", "S"]), min_size=1, max_size=30)


@given(TYPED, TYPED, TYPED)
def test_what_people_type_is_read_back_as_typed(note: str, author: str, why: str) -> None:
    """Law: whatever signs of YAML a text holds, the record says just that."""
    text = record_text(proposed(note=note, author=author, summary=note, answers=("f-01",), deferred={"f-02": why}))
    record = read_section("revisions", "source/revisions/v1.1.yaml", text.encode())
    assert isinstance(record, Revision)
    assert (record.reason, record.author, record.summary) == (f"法规：{note}", author, note)
    assert (record.answers, [each.reason for each in record.deferred]) == (("f-01",), [why])
    assert record.effective == DAY


@given(
    st.lists(st.sampled_from("演练后修订处置时限改短，责任人不变。abc 012:#-"), max_size=20)
    .map("".join)
    .map(str.rstrip),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "gbk", "gb18030"]),
    st.sampled_from(["\n", "\r\n"]),
)
def test_a_record_says_the_same_in_every_encoding_that_people_save_in(said: str, encoding: str, end: str) -> None:
    """Law: Notepad's choice of encoding and line ends changes nothing of what a record says."""
    text = RECORD.format(version="v1.1", more="").replace("summary: 甲", f'summary: "甲{said}"')
    raw = text.replace("\n", end).encode(encoding)
    record = read_section("revisions", "source/revisions/v1.1.yaml", raw)
    assert isinstance(record, Revision)
    assert (record.summary, record.reviewer) == (f"甲{said}", "乙")


def test_sections_left_out_seem_unread_and_records_can_be_exchanged() -> None:
    plan = study(**{"revisions/v1.0.yaml": RECORD.format(version="v1.0", more="")}).plan
    assert "revisions" in plan.without({"revisions"}).missing
    other = plan.with_records("revisions", ())
    assert (other.revisions, [each.version for each in plan.revisions]) == ((), ["v1.0"])
    assert isinstance(other, Plan)
