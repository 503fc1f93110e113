"""Who knows what the approvals said: the record of an issue, that of a revision, git, a printed sheet."""

import re
from pathlib import Path
from typing import Any

import pytest

from plangen.model.approval_proof import head_on_paper
from plangen.pipeline.check import study
from plangen.pipeline.notices.status import notice_status
from plangen.pipeline.verifying.verify import CopyState, verify_project
from plangen.reporting.copies import report_copy
from plangen.reporting.style import Style
from plangen.workspace.project import SOURCE
from tests.notices.conftest import NOW

pytestmark = pytest.mark.slow
CHAIN = {"A110", "A111", "A112", "A113"}


def on_paper(root: Path) -> str:
    return head_on_paper(study(root).plan, "kettle-2026", "stop-use")


def codes(desk: Any) -> list[str]:
    return [each.code for each in study(desk.root).outcome.findings if each.code in CHAIN]


def cut_last(desk: Any) -> None:
    text = desk.read(desk.record)
    (desk.root / desk.record).write_text(text[: text.rindex("  - stage:")], encoding="utf-8")


def test_the_record_of_an_issue_names_the_head_and_shows_when_an_end_is_cut(desk: Any) -> None:
    desk.approve_all()
    paper = on_paper(desk.root)
    done = desk.issue()
    assert done.record is not None
    number, _, head = done.record.approvals_head.partition(" ")
    assert (number, head[:32]) == ("3", paper.replace(" ", ""))
    assert codes(desk) == []
    cut_last(desk)
    assert codes(desk) == ["A111"]
    (status,) = notice_status(desk.root, desk.notice).notices
    assert [each.message("zh") for each in status.ready.template] == [
        "2026-03-02 14:05 的发布记录说明有第 3 条审批记录，它不在了"
    ]
    assert [each[:4] for each in desk.said(desk.approve("approve", "general-manager"))] == ["A111"]


def test_a_file_that_is_gone_is_missed_by_whoever_noted_it(desk: Any) -> None:
    desk.approve_all()
    desk.issue()
    (desk.root / desk.record).unlink()
    assert codes(desk) == ["A111"]
    assert "A111" in {each.code for each in desk.approve("draft", "legal-head").outcome.findings}


def test_the_digits_of_a_printed_sheet_tell_whether_the_approvals_are_still_the_same(desk: Any) -> None:
    desk.approve_all()
    paper = on_paper(desk.root)
    found = verify_project(desk.root, paper, NOW.date())
    assert (found.state, found.number, report_copy(found).exit_code) == (CopyState.APPROVAL, 3, 0)
    said = "\n".join(report_copy(found).text(Style("zh")))
    assert said == f"{paper}  与通知 “kettle-2026/stop-use” 的第 3 条审批记录一致（王一，2026-03-01）"
    desk.edit(desk.record, "王一", "孙八")
    changed = verify_project(desk.root, paper, NOW.date())
    assert (changed.state, report_copy(changed).exit_code, [each.code for each in changed.findings]) == (
        *(CopyState.APPROVAL, 1),
        ["A110"],
    )
    cut_last(desk)
    desk.approve("approve", "general-manager", name="孙八")  # a chain that is whole, and another one
    assert codes(desk) == []
    assert verify_project(desk.root, paper, NOW.date()).state is CopyState.NO_RECORD


def test_approvals_of_before_stand_unchained_and_count_as_agreed_to(desk: Any) -> None:
    """Entries without result, digest or rules: of this version they count as before, and the next one names them."""
    desk.approve_all()
    text = desk.read(desk.record)
    kept = re.sub(r"    (?:result|recorded|after|digest): .*\n|    rules:\n(?:      - .*\n)+", "", text)
    assert kept != text
    (desk.root / desk.record).write_text(kept, encoding="utf-8")
    assert set(desk.states().values()) == {"valid"}
    assert codes(desk) == []
    assert desk.approve("approve", "general-manager").known
    assert desk.approve("approve", "general-manager", name="周二").written
    assert desk.read(desk.record).count("after:") == 1
    assert re.search(r'    after: "1 [0-9a-f]{64}, 2 [0-9a-f]{64}, 3 [0-9a-f]{64}"', desk.read(desk.record))
    assert codes(desk) == []
    desk.edit(desk.record, "张三", "孙八")
    assert codes(desk) == ["A110"]


@pytest.mark.parametrize("keep", [0.2, 0.5, 0.9, 0.99])
def test_a_file_that_was_cut_anywhere_is_a_finding_and_stays_as_it_is(desk: Any, keep: float) -> None:
    desk.approve_all()
    desk.issue()
    path = desk.root / desk.record
    path.write_bytes(path.read_bytes()[: int(len(path.read_bytes()) * keep)])
    before = desk.files()
    for done in (desk.approve("approve", "general-manager", name="周二"), desk.issue("2026-03-02 15:00")):
        assert done.outcome.findings
        assert not done.written
    notice_status(desk.root)
    assert desk.files() == before


@pytest.mark.parametrize("encoding", ["gbk", "utf-16"])
def test_a_file_in_another_encoding_is_added_to_in_that_encoding_and_keeps_every_byte(desk: Any, encoding: str) -> None:
    desk.approve("draft", "legal-head")
    path = desk.root / desk.record
    raw = path.read_text("utf-8").replace("approvals:", "# 起草前已经核对\napprovals:").encode(encoding)
    path.write_bytes(raw)
    done = desk.approve("review", "legal-head", note="型号已经核对")
    assert done.written, desk.said(done)
    assert path.read_bytes().startswith(raw)
    assert "型号已经核对" in path.read_bytes().decode(encoding)
    assert (desk.states()["review"], codes(desk)) == ("valid", [])


def test_a_project_says_nothing_of_chains_where_nothing_was_approved(desk: Any) -> None:
    assert not list((desk.root / SOURCE).glob("approvals/*"))
    assert codes(desk) == []
