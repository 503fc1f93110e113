"""A revision notes what things are called; from then on texts that a renaming left behind are told."""

import datetime
from pathlib import Path

import docx
import pytest

from plangen.diagnostics import Finding
from plangen.pipeline.check import check_project
from plangen.pipeline.revisions.diff import diff_project
from plangen.pipeline.revisions.proposal import WantedRevision
from plangen.pipeline.revisions.proved.history import check_history
from plangen.pipeline.revisions.revise import revise_project

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("git")]

NOW = datetime.datetime(2024, 12, 20, 9, 0, tzinfo=datetime.UTC)


@pytest.fixture
def recorded(project: Path) -> Path:
    made = revise_project(project, WantedRevision(date=datetime.date(2024, 11, 20)), NOW)
    assert made.commit
    return project


def edit(path: Path, old: str, new: str, encoding: str = "utf-8") -> None:
    text = path.read_text(encoding=encoding)
    assert old in text
    path.write_text(text.replace(old, new), encoding=encoding)


def old_titles(findings: tuple[Finding, ...]) -> list[str]:
    return [f"{each.at.file}:{each.at.line}" for each in findings if each.code == "R108"]


def test_texts_templates_and_word_files_that_a_renaming_left_behind_are_told(recorded: Path) -> None:
    assert old_titles(check_project(recorded).findings) == []
    edit(recorded / "source/organisation.yaml", "title: 应急小组", "title: 应急领导小组")
    outline = recorded / "templates/outlines/handbook.md"
    outline.write_text(
        f"{outline.read_text('utf-8')}\n报应急小组备案，{{{{ 应急小组.名称 }}}}收存。\n", encoding="utf-8"
    )
    notice = recorded / "templates/notices/recall-notice.docx"
    document = docx.Document(str(notice))
    document.add_paragraph("抄送：公司应急小组")
    document.save(str(notice))
    lines = len(outline.read_text("utf-8").splitlines())
    found = old_titles(check_project(recorded).findings)
    assert f"templates/outlines/handbook.md:{lines}" in found
    assert "templates/notices/recall-notice.docx:0" in found
    assert any(each.startswith("source/timeline.yaml") for each in found)


def test_what_the_record_does_not_note_is_known_from_git(recorded: Path) -> None:
    edit(recorded / "source/organisation.yaml", "title: IT部门\n", "title: 信息科技部\n")
    known = old_titles(check_project(recorded).findings)
    record = recorded / "source/revisions/v1.0.yaml"
    lines = record.read_text("utf-8").splitlines(keepends=True)
    record.write_text("".join(each for each in lines if not each.startswith("titles:")), encoding="utf-8")
    assert old_titles(check_project(recorded).findings) == []
    assert old_titles(check_history(recorded).findings) == known
    assert old_titles(diff_project(recorded).history) == known


def test_the_next_revision_tells_them_and_notes_the_new_title_alone(recorded: Path) -> None:
    edit(recorded / "source/organisation.yaml", "title: IT部门\n", "title: 信息科技部\n")
    wanted = WantedRevision(
        reason="other",
        note="改名",
        deferred={f"f-0{number}": "等" for number in (1, 2, 3)},
        author="甲",
        reviewer="乙",
        approver="丙",
        date=datetime.date(2024, 12, 20),
        effective=datetime.date(2025, 1, 1),
    )
    made = revise_project(recorded, wanted, NOW)
    assert made.commit
    assert old_titles(made.outcome.findings) == old_titles(check_project(recorded).findings) != []
    (line,) = [each for each in made.text.splitlines() if each.startswith("titles:")]
    assert line == 'titles: "department it \\u4fe1\\u606f\\u79d1\\u6280\\u90e8"'


def test_an_exception_allows_an_old_title(recorded: Path) -> None:
    edit(recorded / "source/organisation.yaml", "title: IT部门\n", "title: 信息科技部\n")
    exceptions = recorded / "source/exceptions.yaml"
    text = "exceptions:\n  - {code: R108, place: scenarios, reason: 通称, by: 总经理}\n"
    exceptions.write_text(text, encoding="utf-8")
    found = old_titles(check_project(recorded).findings)
    assert found
    assert not any("scenarios" in each for each in found)
    assert old_titles(diff_project(recorded).history) == found
