"""A notice whose pages do not show all that its file says is not issued, nor one whose pages nobody has looked at."""

import io
import subprocess
import sys
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from plangen.pipeline.building.office_program import find_office
from plangen.pipeline.notices.check import check_templates
from plangen.pipeline.notices.notice_problems import PagesMissing
from plangen.workspace.conversions import CONVERSIONS

HIDDEN = "请停止使用并联系我们登记"
CUT = (
    f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="5000" w:type="dxa"/></w:tblPr><w:tblGrid><w:gridCol w:w="5000"/>'
    '</w:tblGrid><w:tr><w:trPr><w:trHeight w:val="{high}" w:hRule="exact"/></w:trPr><w:tc><w:tcPr><w:tcW w:w="5000"'
    ' w:type="dxa"/></w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc></w:tr></w:tbl>'
)


def put(desk: Any, xml: str) -> None:
    """Put an element in front of the last paragraph of the template."""
    document = docx.Document(io.BytesIO((desk.root / desk.template).read_bytes()))
    document.paragraphs[-1]._p.addprevious(parse_xml(xml))
    document.save(desk.root / desk.template)


def cut(desk: Any, high: int) -> None:
    put(desk, CUT.format(high=high, text=HIDDEN * 6))


def needs_office(desk: Any) -> None:
    if find_office(desk.root) is None:
        pytest.skip("needs LibreOffice")


@pytest.mark.office
def test_what_pages_do_not_show_is_told_at_check_at_the_first_stage_and_in_status(desk: Any) -> None:
    """Not only when the last of three signs."""
    needs_office(desk)
    cut(desk, 300)
    checked = {each.code for each in check_templates(desk.root, ["stop-use.docx"]).outcome.findings}
    draft = {each.code for each in desk.approve("draft", "legal-head").outcome.findings}
    assert "W217" in checked
    assert "W217" in draft
    assert "W217" in desk.status()


@pytest.mark.office
def test_a_row_that_has_room_is_refused_nowhere_and_the_pages_are_kept(desk: Any) -> None:
    needs_office(desk)
    cut(desk, 5000)
    desk.approve_all()
    done = desk.issue(dry_run=True)
    assert done.outcome.findings == ()
    assert [*(desk.root / CONVERSIONS).glob("*.pdf")]


@pytest.mark.office
def test_a_dry_run_keeps_no_pages(desk: Any) -> None:
    needs_office(desk)
    assert desk.approve("draft", "legal-head", dry_run=True).outcome.findings == ()
    assert not (desk.root / CONVERSIONS).exists()


def test_nothing_is_issued_whose_pages_nobody_has_looked_at(desk: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Approvals may be recorded without pages, and say so; an issue ends with what to install."""
    desk.approve_all()
    before = desk.files()
    for program in ("none", "/nowhere/soffice"):
        monkeypatch.setenv("PLANGEN_SOFFICE", program)
        desk.printer = program
        with pytest.raises(PagesMissing):
            desk.issue()
    assert desk.files() == before
    command = [sys.executable, "-m", "plangen", "notices", "issue", desk.notice, "--time", "2026-03-02 14:05"]
    command += ["--by", "legal-head", "--name", "李四"]
    ran = subprocess.run(command, cwd=desk.root, capture_output=True, text=True, check=False)
    assert ran.returncode == 3
    assert "没有写任何文件" in ran.stderr
    assert "libreoffice" in ran.stderr


def test_what_else_is_against_an_issue_is_told_before_pages_are_asked_for(desk: Any) -> None:
    desk.printer = "none"
    assert {each.code for each in desk.issue().outcome.findings} == {"A222"}


def test_an_approval_without_pages_says_so(desk: Any) -> None:
    done = desk.approve("draft", "legal-head")
    assert done.written
    assert done.unlooked is not None
    ran = desk.plangen(
        *("approve", desk.notice, "--stage", "review", "--by", "legal-head", "--name", "李四", "--date", "2026-03-01"),
        *("--result", "同意"),
    )
    assert "没有看过版面" in ran.out


def test_a_check_of_everything_looks_at_kept_pages_only(desk: Any) -> None:
    """It stays quick: nothing is laid out but what is named."""
    desk.printer = "none"
    findings = check_templates(desk.root, []).outcome.findings
    assert "H159" in {each.code for each in findings}
    assert not (desk.root / CONVERSIONS).exists()
