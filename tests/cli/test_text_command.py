"""`plangen text` as a user and as git run it: the whole of what is printed."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.office.packages import package

pytestmark = pytest.mark.slow

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STYLES = (
    '<w:style w:styleId="a"><w:name w:val="Normal"/></w:style>'
    '<w:style w:styleId="1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:styleId="n"><w:name w:val="附注说明"/></w:style>'
)
BODY = """
<w:p><w:pPr><w:pStyle w:val="1"/></w:pPr><w:r><w:t>应急处置</w:t></w:r></w:p>
<w:p><w:pPr><w:rPr><w:ins w:id="3" w:author="x"/></w:rPr></w:pPr><w:r><w:t>应当在</w:t></w:r>
<w:del w:id="1" w:author="x"><w:r><w:delText>3</w:delText></w:r></w:del>
<w:ins w:id="2" w:author="x"><w:r><w:t>2</w:t></w:r></w:ins><w:r><w:t>小时内</w:t><w:tab/>
<w:t>封堵</w:t><w:br/></w:r></w:p>
<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>登记来电</w:t></w:r></w:p>
<w:p/><w:p/>
<w:p><w:pPr><w:pStyle w:val="n"/></w:pPr><w:r><w:t>见注</w:t><w:footnoteReference w:id="2"/></w:r></w:p>
<w:tbl><w:tr><w:tc><w:p><w:r><w:t>序号</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>甲</w:t></w:r></w:p>
<w:p><w:r><w:t>乙</w:t></w:r></w:p></w:tc></w:tr><w:tr><w:trPr><w:del w:id="4" w:author="x"/></w:trPr>
<w:tc><w:p/></w:tc><w:tc><w:p><w:r><w:t>丙</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r>
<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>7</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>
"""
SHOWN = """# 应急处置
应当在[-3-]{+2+}小时内\t封堵⏎{+¶+}
- 登记来电

〔附注说明〕见注[注：国家标准]

| 序号 | 甲 / 乙 |
[-|  | 丙 |-]

7

== 页眉 ==
演练文件
"""


def docx(body: str = BODY) -> bytes:
    parts = {
        "word/document.xml": f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>',
        "word/styles.xml": f'<w:styles xmlns:w="{W}">{STYLES}</w:styles>',
        "word/header1.xml": f'<w:hdr xmlns:w="{W}"><w:p><w:r><w:t>演练文件</w:t></w:r></w:p></w:hdr>',
        "word/header2.xml": f'<w:hdr xmlns:w="{W}"><w:p><w:r><w:t>演练文件</w:t></w:r></w:p></w:hdr>',
        "word/footnotes.xml": f'<w:footnotes xmlns:w="{W}"><w:footnote w:id="2"><w:p><w:r><w:t>国家标准</w:t></w:r>'
        "</w:p></w:footnote></w:footnotes>",
    }
    return package({name: text.encode() for name, text in parts.items()})


def test_a_word_file_is_shown_as_people_read_it(tmp_path: Path) -> None:
    """In UTF-8 with plain line ends, whatever the machine's locale."""
    (tmp_path / "a.docx").write_bytes(docx())
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("PLANGEN", "NO_COLOR", "PYTHON"))}
    done = subprocess.run(
        [sys.executable, "-m", "plangen", "text", "a.docx"],
        cwd=tmp_path,
        env={**clean, "LC_ALL": "C", "PYTHONPATH": str(Path(__file__).parents[2])},
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, SHOWN.encode(), b"")


def test_a_workbook_is_shown_with_sheets_rows_and_formulas(plangen: Any, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "汇总"
    sheet["A1"], sheet["C1"], sheet["B3"] = "部门", "按时率", "=SUM(C1:C2)"
    sheet["A4"] = "第一行\n第二行"
    hidden = book.create_sheet("数据")
    hidden.sheet_state = "hidden"
    hidden["A1"] = 3
    book.save(tmp_path / "a.xlsx")
    lines = ["== 汇总 ==", "1 | A: 部门 | C: 按时率", "3 | B: =SUM(C1:C2)", "4 | A: 第一行⏎第二行"]
    lines += ["", "== 数据（隐藏） ==", "1 | A: 3", ""]
    assert plangen("text", "a.xlsx") == (0, "\n".join(lines), "")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00\xffjunk",
        b"PK\x03\x04 cut off",
        docx()[:700],
        package({"word/document.xml": b"<w:docXment"}),
        docx().replace(b"word/document.xml", b"word/dokument.xml"),
    ],
)
def test_what_cannot_be_read_is_said_and_still_tells_versions_apart(
    plangen: Any, tmp_path: Path, content: bytes
) -> None:
    (tmp_path / "a.docx").write_bytes(content)
    code, out, err = plangen("text", "a.docx")
    assert code == 1
    assert out.startswith(f"[{len(content)} B, SHA-256 ")
    assert "a.docx" in err
    assert plangen("text", "--textconv", "a.docx")[:2] == (0, out)
    assert plangen("text", "missing.docx")[0] == 2


@pytest.mark.skipif(not shutil.which("git"), reason="needs git")
def test_git_shows_what_changed_in_a_word_file(tmp_path: Path) -> None:
    def git(*arguments: str) -> str:
        environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "PYTHONPATH": str(Path(__file__).parents[2])}
        who = ["-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "core.pager=cat"]
        done = subprocess.run(["git", *who, *arguments], cwd=tmp_path, env=environment, capture_output=True, check=True)
        return done.stdout.decode()

    git("init", "-q")
    git("config", "diff.plangen.textconv", f'"{sys.executable}" -m plangen text --textconv')
    (tmp_path / ".gitattributes").write_text("*.docx diff=plangen\n", encoding="utf-8")
    (tmp_path / "a.docx").write_bytes(docx())
    git("add", "-A")
    git("commit", "-qm", "one")
    (tmp_path / "a.docx").write_bytes(docx(BODY.replace("登记来电", "登记去电")))
    shown = git("diff")
    assert "\n-- 登记来电\n" in shown
    assert "\n+- 登记去电\n" in shown
    (tmp_path / "a.docx").write_bytes(b"\x00junk")
    assert "\n+[5 B, SHA-256 " in git("diff")
