"""A notice whose page does not show all that its file says is not issued; where nobody can look, that is said."""

import io
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from plangen.pipeline.building.office_program import find_office
from plangen.pipeline.notices.paper import on_paper

LONG = "请立即停止使用，拔下电源插头，并拨打服务热线登记。" * 6


def notice(height: str = "") -> bytes:
    """A notice with a table, its row of this height in twips where one is given."""
    document = docx.Document()
    document.add_paragraph("关于停止使用的提示")
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "怎样做", LONG
    if height:
        look = table.rows[0]._tr.get_or_add_trPr()
        look.append(parse_xml(f'<w:trHeight {nsdecls("w")} w:val="{height}" w:hRule="exact"/>'))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@pytest.mark.office
def test_cut_words_stand_against_an_issue_and_nothing_is_kept_of_a_dry_run(tmp_path: Path) -> None:
    if find_office(tmp_path) is None:
        pytest.skip("needs LibreOffice")
    cut = on_paper(tmp_path, "停止使用.docx", notice("400"), keeps=False)
    assert [each.code for each in cut.findings] == ["W217"]
    assert on_paper(tmp_path, "停止使用.docx", notice(), keeps=False).findings == ()
    assert not [*tmp_path.iterdir()]


def test_without_libreoffice_nobody_has_looked_and_that_is_said(tmp_path: Path) -> None:
    found = on_paper(tmp_path, "停止使用.docx", notice("400"), keeps=True)
    assert not found.findings
    assert found.unlooked is not None


def test_a_libreoffice_that_fails_keeps_no_notice_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLANGEN_SOFFICE", "/nowhere/soffice")
    found = on_paper(tmp_path, "停止使用.docx", notice("400"), keeps=False)
    assert not found.findings
    assert found.unlooked is not None
