"""What was issued is watched: edited, moved or lost it is told, by the check, the status, the register and verify."""

import datetime
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from plangen.errors import NoFingerprint
from plangen.model.release_register import next_number
from plangen.office.readable import readable
from plangen.pipeline.building.build import build_project
from plangen.pipeline.check import check_project, study
from plangen.pipeline.notices.issuing.listed_issues import list_register
from plangen.pipeline.notices.issuing.release_papers import status_with_sheet
from plangen.pipeline.verifying.verify import CopyState, verify_project
from plangen.reporting.copies import report_copy
from plangen.reporting.notices.registers import report_register
from plangen.reporting.progress import Silent
from plangen.reporting.style import Style

pytestmark = pytest.mark.slow

DAY = datetime.date(2026, 3, 31)
INCIDENT = "source/incidents/kettle-2026.yaml"


@pytest.fixture
def issued(desk: Any) -> Any:
    desk.approve_all()
    desk.path = desk.issue().path
    return desk


def told(desk: Any) -> list[str]:
    """What the check says of files that were issued."""
    return [each.code for each in check_project(desk.root).findings if each.code in {"A280", "A281", "A282"}]


def edit(desk: Any, path: Path, old: str = "立即停止使用", new: str = "继续使用") -> None:
    """Change words of a Word file, or with none only the bytes around them."""
    name = "word/document.xml"
    desk.change(lambda parts: parts.update({name: parts[name].replace(old.encode(), new.encode())}), str(path))


def test_all_is_well_as_long_as_nothing_is_touched(issued: Any) -> None:
    assert told(issued) == []
    assert "下一步  已发布，没有改动，不需要办理" in issued.status()


@pytest.mark.parametrize("ending", [".docx", ".pdf"])
def test_an_edited_file_is_told_and_never_called_unchanged(issued: Any, ending: str) -> None:
    path = issued.path.with_suffix(ending)
    path.write_bytes(path.read_bytes() + b" ")
    assert told(issued) == ["A280"]
    status = issued.status()
    assert "没有改动" not in status
    assert f"文件[A280]  output/正式发布/{path.name} 与 2026-03-02 14:05 发布时的内容不一致" in status
    line = next(each for each in list_register(issued.root).lines)
    assert any(each.startswith(ending[1:]) and each.endswith("（改动过）") for each in line.files)
    assert build_project(issued.root, ["complaint-form"], Silent()).outcome.ok(strict=False)


def test_a_lost_file_is_told_and_comes_back_with_the_next_issue(issued: Any) -> None:
    raw = issued.path.read_bytes()
    issued.path.unlink()
    assert told(issued) == ["A281"]
    assert "没有改动" not in issued.status()
    assert issued.issue().known
    assert issued.path.read_bytes() == raw
    assert told(issued) == []


def test_a_file_that_was_renamed_is_found_by_what_it_holds(issued: Any) -> None:
    issued.path.rename(issued.path.with_name("召回.docx"))
    (found,) = [each for each in check_project(issued.root).findings if each.code == "A282"]
    assert found.message("zh").endswith("现在是 output/正式发布/召回.docx")


def test_verify_knows_each_issued_file_wherever_it_lies(issued: Any, tmp_path: Path) -> None:
    for ending in (".docx", ".pdf"):
        copy = shutil.copy(issued.path.with_suffix(ending), tmp_path / f"from-the-post{ending}")
        found = verify_project(issued.root, str(copy), DAY)
        assert (found.state, found.may_be_used) == (CopyState.ISSUED, True)
        assert list(report_copy(found).text(Style("zh"))) == [
            "公2026-001  电热水壶召回：停止使用提示，2026-03-02 14:05 由法务部负责人 李四发布，没有改动"
        ]


def test_verify_names_the_paragraphs_that_differ_from_what_was_issued(issued: Any, tmp_path: Path) -> None:
    """Also under another name, by the fingerprint that the file bears, and with the original gone: it is made again."""
    copy = Path(shutil.copy(issued.path, tmp_path / "改名.docx"))
    edit(issued, copy)
    for _ in range(2):
        found = verify_project(issued.root, str(copy), DAY)
        assert (found.state, found.may_be_used) == (CopyState.NOT_AS_ISSUED, False)
        lines = list(report_copy(found).text(Style("zh")))
        assert "这个文件不是当时发布的，内容改动过，不要使用" in lines[0]
        assert [each.strip()[:4] for each in lines[1:]] == ["原第2段", "发布时：", "这个文件"]
        assert "请立即停止使用" in lines[2]
        assert "请继续使用" in lines[3]
        issued.path.unlink(missing_ok=True)
    tree = json.loads(report_copy(found).json("zh"))["issued"]
    assert (tree["unchanged"], tree["compared"], tree["number"]) == (False, True, "公2026-001")


def test_without_an_original_nothing_is_claimed_of_the_difference(issued: Any) -> None:
    edit(issued, issued.path)
    issued.edit(INCIDENT, "400-000-0000", "400-000-0009")
    lines = list(report_copy(verify_project(issued.root, str(issued.path), DAY)).text(Style("en")))
    assert lines[1:] == [
        (
            "  what was issued is not where it belongs and cannot be made again, so that nothing can be said of what"
            " differs"
        )
    ]


def test_a_file_saved_again_says_the_same_and_is_not_what_was_issued(issued: Any) -> None:
    edit(issued, issued.path, "", "")
    found = verify_project(issued.root, str(issued.path), DAY)
    assert found.issued is not None
    assert (found.issued.is_whole, found.issued.compared, found.issued.passages) == (False, True, ())


def test_an_issue_that_was_corrected_is_unchanged_and_not_to_be_used(issued: Any) -> None:
    """As earlier programs recorded it: a later issue of the same notice that says which one it corrects."""
    (record,) = (issued.root / "source/issued").iterdir()
    text = record.read_text(encoding="utf-8")
    later = text.replace("公2026-001", "公2026-002").replace("2026-03-02 14:05", "2026-03-02 15:00")
    later = later.replace("20260302-1405", "20260302-1500") + 'corrects: "2026-03-02 14:05"\nreason: 号码有误\n'
    record.with_name("kettle-2026--stop-use--20260302-1500.yaml").write_text(later, encoding="utf-8")
    found = verify_project(issued.root, str(issued.path), DAY)
    assert (found.state, found.may_be_used) == (CopyState.ISSUED, False)
    assert list(report_copy(found).text(Style("zh")))[1].startswith(
        "  已于 2026-03-02 15:00 由 kettle-2026/stop-use 更正"
    )
    assert [each.later for each in list_register(issued.root).lines] == [
        ("由 公2026-002 更正",),
        ("更正 公2026-001：号码有误",),
    ]


def test_a_file_that_was_never_issued_is_asked_about_as_before(issued: Any, tmp_path: Path) -> None:
    other = tmp_path / "别的.pdf"
    other.write_bytes(b"%PDF-1.7\nother")
    with pytest.raises(NoFingerprint):
        verify_project(issued.root, str(other), DAY)


def test_the_register_tells_number_stages_channels_and_hashes(issued: Any, tmp_path: Path) -> None:
    sheet = tmp_path / "登记簿.xlsx"
    found = list_register(issued.root, sheet=sheet)
    text = "\n".join(report_register(found).text(Style("zh")))
    for said in (
        "公开发布\n  公2026-001  2026-03-02 14:05  电热水壶召回：停止使用提示\n",
        "渠道  公司网站、社交媒体账号、新闻发布会\n",
        "起草　法务部负责人　张三　2026-03-01；复核",
        "发布人  法务部负责人　李四\n",
    ):
        assert said in text, said
    first = sheet.read_bytes()
    assert list_register(issued.root, sheet=sheet).sheet == sheet
    assert sheet.read_bytes() == first


def test_what_was_issued_without_a_number_comes_first_and_keeps_it(issued: Any) -> None:
    (record,) = (issued.root / "source/issued").iterdir()
    text = record.read_text(encoding="utf-8")
    record.write_text(text.replace('number: "公2026-001"\n', ""), encoding="utf-8")
    assert [each.number for each in list_register(issued.root).lines] == ["公2026-001"]
    records = study(issued.root).plan.issued
    assert next_number(records, "公开", 2026) == "公2026-002"
    assert (next_number(records, "内部", 2026), next_number(records, "公开", 2027)) == ("内2026-001", "公2027-001")


def test_the_sheet_is_for_signing_before_and_the_record_after(desk: Any, tmp_path: Path) -> None:
    before, after = tmp_path / "审批单.docx", tmp_path / "记录单.docx"
    desk.approve("draft", "legal-head", name="李四")
    status_with_sheet(desk.root, desk.notice, before)
    desk.approve_all()
    desk.issue()
    status_with_sheet(desk.root, desk.notice, after)
    first, second = ("\n".join(readable(each.read_bytes()) or ()) for each in (before, after))
    assert "信息发布审批单" in first
    assert "信息发布记录单" in second
    record = next((desk.root / "source/issued").iterdir()).read_text(encoding="utf-8")
    digest = next(line.partition(" ")[2].strip('"') for line in record.splitlines() if line.startswith("sha256:"))
    assert digest in second
    assert "公2026-001" in second
    for said in ("李四", "法务部负责人", "公司网站", "签字"):
        assert said in first, said
