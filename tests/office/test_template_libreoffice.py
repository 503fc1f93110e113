"""Templates that LibreOffice opened, edited and saved, with real tracked changes, comments, hidden text and text boxes.

One run of LibreOffice makes every damage through its own objects; another opens the copy with our comments and tells
what it reads back.
"""

import io
import os
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from lxml import etree
from openxml_audit import OpenXmlValidator

from plangen.blocks.template import Templated
from plangen.diagnostics import Finding
from plangen.documents.notices.notices import notices
from plangen.office.templates.comments import annotated
from plangen.office.templates.filling import Filling
from plangen.office.templates.render import render
from plangen.office.templates.review import reviewed
from plangen.office.templates.word_file import WordFile
from plangen.reading.source import read

HERE, ROOT = Path(__file__).parent, Path(__file__).parents[2]
FILE = "templates/notices/recall-notice.docx"
SAMPLE = HERE / "samples/recall-notice.docx"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
ODF_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"

pytestmark = pytest.mark.office

MACRO = """
Sub Edited(source As String, target As String)
  Dim hide(0) As New com.sun.star.beans.PropertyValue
  hide(0).Name = "Hidden" : hide(0).Value = True
  Dim word(0) As New com.sun.star.beans.PropertyValue
  word(0).Name = "FilterName" : word(0).Value = "MS Word 2007 XML"
  doc = StarDesktop.loadComponentFromURL(source, "_blank", 0, hide())
  text = doc.Text
  cursor = text.createTextCursor()
  cursor.gotoEnd(False)
  text.insertControlCharacter(cursor, 0, False)
  text.insertString(cursor, "甲{{ 事件.", False)
  cursor.setPropertyValue("CharWeight", 150)
  text.insertString(cursor, "原因", False)
  cursor.setPropertyValue("CharWeight", 100)
  text.insertString(cursor, " }}乙", False)
  text.insertControlCharacter(cursor, 0, False)
  cursor.setPropertyValue("CharHidden", True)
  text.insertString(cursor, "备用热线{{ 事件.热线 }}", False)
  text.insertControlCharacter(cursor, 0, False)
  text.insertString(cursor, "内部备注：报价未定", False)
  cursor.setPropertyValue("CharHidden", False)
  text.insertControlCharacter(cursor, 0, False)
  cursor.setPropertyValue("CharHidden", False)
  cursor.setPropertyValue("CharFontNameAsian", "华文彩云")
  text.insertString(cursor, "重要提示", False)
  cursor.setPropertyToDefault("CharFontNameAsian")
  text.insertControlCharacter(cursor, 0, False)
  text.insertString(cursor, "此句待核实", False)
  note = doc.createInstance("com.sun.star.text.textfield.Annotation")
  note.setPropertyValue("Content", "请质量部核实")
  note.setPropertyValue("Author", "王律师")
  text.insertTextContent(cursor, note, False)
  text.insertControlCharacter(cursor, 0, False)
  box = doc.createInstance("com.sun.star.text.TextFrame")
  text.insertTextContent(cursor, box, False)
  box.Text.insertString(box.Text.createTextCursor(), "网址{{ 事件.网址 }}", False)
  style = doc.createInstance("com.sun.star.style.ParagraphStyle")
  doc.StyleFamilies.getByName("ParagraphStyles").insertByName("花样标题", style)
  text.insertControlCharacter(cursor, 0, False)
  text.insertString(cursor, "花样段落", False)
  cursor.setPropertyValue("ParaStyleName", "花样标题")
  text.insertControlCharacter(cursor, 0, False)
  cursor.setPropertyValue("ParaStyleName", "公文正文")
  text.insertString(cursor, "型号｛｛ 产品。型号 ｝｝", False)
  doc.RecordChanges = True
  text.insertControlCharacter(cursor, 0, False)
  text.insertString(cursor, "时间{{ 事件.服务时间 }}", False)
  search = doc.createSearchDescriptor()
  search.SearchString = "{{ 事件.联系地址 }}"
  doc.findFirst(search).setString("")
  doc.RecordChanges = False
  doc.storeToURL(target, word())
  doc.close(True)
End Sub
"""
_DOCTYPE = '<!DOCTYPE {0}:{1} PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "{1}.dtd">'
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>'


class Office:
    """LibreOffice with a profile of its own that holds our macro."""

    def __init__(self, program: str, folder: Path) -> None:
        self.program, self.folder = program, folder
        self.run("--terminate_after_init")  # makes the profile; what is put there before is overwritten
        library = folder / "profile/user/basic/Standard"
        library.mkdir(parents=True, exist_ok=True)
        name = 'xmlns:library="http://openoffice.org/2000/library"'
        module = (
            '<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1"'
            f' script:language="StarBasic">{escape(MACRO)}</script:module>'
        )
        index = (
            f'<library:library {name} library:name="Standard" library:readonly="false"'
            ' library:passwordprotected="false"><library:element library:name="Module1"/></library:library>'
        )
        libraries = (
            f'<library:libraries {name} xmlns:xlink="http://www.w3.org/1999/xlink"><library:library'
            ' library:name="Standard" xlink:href="$(USER)/basic/Standard/script.xlb/" xlink:type="simple"'
            ' library:link="false"/></library:libraries>'
        )
        for path, kind, content in (
            (library / "Module1.xba", ("script", "module"), module),
            (library / "script.xlb", ("library", "library"), index),
            (library.parent / "script.xlc", ("library", "libraries"), libraries),
        ):
            path.write_text(f"{_HEAD}\n{_DOCTYPE.format(*kind)}\n{content}", encoding="utf-8")

    def run(self, *arguments: str) -> None:
        profile = f"-env:UserInstallation={(self.folder / 'profile').as_uri()}"
        subprocess.run(
            [self.program, profile, "--headless", "--norestore", *arguments],
            check=True,
            capture_output=True,
            timeout=180,
            env={**os.environ, "HOME": str(self.folder)},
        )

    def edited(self, raw: bytes) -> bytes:
        source, target = self.folder / "sound.docx", self.folder / "edited.docx"
        source.write_bytes(raw)
        self.run(f'macro:///Standard.Module1.Edited("{source.as_uri()}","{target.as_uri()}")')
        return target.read_bytes()

    def converted(self, raw: bytes, ending: str, *, of: str = "docx") -> bytes:
        source = self.folder / f"copy.{of}"
        source.write_bytes(raw)
        self.run("--convert-to", ending, "--outdir", str(self.folder / ending), str(source))
        return (self.folder / ending / f"copy.{ending}").read_bytes()


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    program = shutil.which("soffice")
    if not program:
        pytest.skip("needs LibreOffice")
    return Office(program, tmp_path_factory.mktemp("office"))


@pytest.fixture(scope="module")
def job() -> Templated:
    files = {str(path.relative_to(ROOT)): path.read_bytes() for path in (ROOT / "source").rglob("*.yaml")}
    return next(job for _, job in notices(read(files).plan) if job.template == "notices/recall-notice.docx")


Look = Callable[[bytes], tuple[Finding, ...]]


@pytest.fixture(scope="module")
def look(job: Templated) -> Look:
    house = WordFile((ROOT / "templates/house.docx").read_bytes(), "templates/house.docx")
    return lambda raw: reviewed(Filling(WordFile(raw, FILE), job.context), house, ())


@pytest.fixture(scope="module")
def edited(office: Office) -> bytes:
    return office.edited(SAMPLE.read_bytes())


def test_each_damage_made_in_libreoffice_has_its_exact_finding(look: Look, edited: bytes) -> None:
    found = look(edited)
    assert [(each.code, each.message("zh"), each.at.excerpt) for each in found] == [
        ("W123", "“{{ 事件.联系地址 }}”在未处理的删除的修订里", "联系地址：{{ 事件.联系地址 }}。"),
        ("W124", "“{{ 事件.热线 }}”在隐藏文字里", "备用热线{{ 事件.热线 }}"),
        ("W125", "“{{ 事件.网址 }}”在文本框里", "网址{{ 事件.网址 }}"),
        ("W121", "“｛｛ 产品。型号 ｝｝”里有全角花括号、全角句点", "型号｛｛ 产品。型号 ｝｝"),
        ("W123", "“{{ 事件.服务时间 }}”在未处理的插入的修订里", "时间{{ 事件.服务时间 }}"),
        ("W116", found[5].message("zh"), "联系地址：{{ 事件.联系地址 }}。"),
        ("W135", "文字“内部备注：报价未定”是隐藏文字", "内部备注：报价未定"),
        ("W128", "文字“重要提示”直接设了字体“华文彩云”", "重要提示"),
        ("W129", found[8].message("zh"), "花样段落"),
        ("W130", "批注里有姓名：王律师", ""),
    ]
    assert re.fullmatch(r"从这里起有未处理的修订或者批注（共 \d+ 处）", found[5].message("zh"))
    assert found[8].message("zh").startswith("用了样式“花样标题”，公文模板里没有")
    assert all(each.at.spot and re.fullmatch(r"第 \d+ 段", each.at.spot.zh) for each in found[:9])


def test_a_tag_that_libreoffice_split_is_filled_in(office: Office, look: Look, job: Templated) -> None:
    """Saved as OpenDocument and as Word again, every tag is split between Chinese and Latin; none of it is damage."""
    again = office.converted(office.converted(SAMPLE.read_bytes(), "odt"), "docx", of="odt")
    assert "{{ 召回.缺陷 }}" not in part(again)  # split indeed
    assert [each for each in look(again) if each.code != "W130"] == []
    filled, found = render(job, WordFile(again, FILE))
    assert found == ()
    assert filled is not None
    text = re.sub("<[^>]+>", "", part(filled))
    assert "产品达到设定温度后可能不能自动断电" in text
    assert not re.search("[{}]", text)


def test_comments_stand_on_the_very_words_and_libreoffice_reads_them(office: Office, look: Look, edited: bytes) -> None:
    findings = look(edited)
    copy = annotated(WordFile(edited, FILE), findings, "zh")
    path = office.folder / "audited.docx"
    path.write_bytes(copy)
    new = {f"{each.part_uri}: {each.description}" for each in OpenXmlValidator().validate(path).errors}
    path.write_bytes(edited)
    old = {f"{each.part_uri}: {each.description}" for each in OpenXmlValidator().validate(path).errors}
    assert new <= old  # what LibreOffice itself wrote apart
    read_back = comments(office.converted(copy, "odt"))
    ours = {said: words for said, words in read_back.items() if said.startswith("[W")}
    assert len(ours) == len(findings)
    on = {said[1:5] + said.partition("“")[2][:8]: words for said, words in ours.items()}
    assert on["W121｛｛ 产品。型号"] == "｛｛ 产品。型号 ｝｝"
    assert on["W124{{ 事件.热线"] == "{{ 事件.热线 }}"
    assert on["W135内部备注：报价未"] == "内部备注：报价未定"
    assert on["W128重要提示”直接设"] == "重要提示"
    assert "请质量部核实" in read_back  # the lawyer's own comment is still there


def test_a_finding_where_word_knows_no_comment_says_where_it_belongs(office: Office, look: Look) -> None:
    wrong = "<w:p><w:r><w:t>编号：{{ 召回.备按编号 }}</w:t></w:r></w:p></w:ftr>"
    raw = changed(SAMPLE.read_bytes(), "word/footer1.xml", "</w:ftr>", wrong)
    raw = changed(raw, "word/document.xml", "{{ 产品.批次 }}", "批次｛｛ 产品.批次 ｝｝止")
    copy = annotated(WordFile(raw, FILE), look(raw), "zh")
    path = office.folder / "audited.docx"
    path.write_bytes(copy)
    assert [each.description for each in OpenXmlValidator().validate(path).errors] == []
    said = comments(office.converted(copy, "odt"))
    in_footer = next(each for each in said if each.startswith("[W112]"))
    assert in_footer.startswith(
        "[W112] 页脚“编号：{{ 召回.备按编号 }}”: 标签 {{ 召回.备按编号 }} 中的“备按编号”不是已知名称"
    )
    assert in_footer.endswith("是不是想写“备案编号”？")
    assert said[next(each for each in said if each.startswith("[W121]"))] == "｛｛ 产品.批次 ｝｝"  # in a table cell


@pytest.mark.parametrize(
    ("ending", "code", "message"),
    [
        ("doc", "W102", "文件是改了扩展名的旧格式文件（.doc、.wps），无法读取"),
        ("odt", "W105", "文件是 OpenDocument 文件（.odt），不是 Word 文档（.docx）"),
        ("dotx", "W105", "文件是 Word 模板（.dotx），不是 Word 文档（.docx）"),
        ("docm", "W106", "文件带有宏"),
    ],
)
def test_a_file_of_another_kind_under_this_name_is_told(
    office: Office, look: Look, ending: str, code: str, message: str
) -> None:
    found = look(office.converted(SAMPLE.read_bytes(), ending))
    assert [(each.code, each.message("zh")) for each in found] == [(code, message)]


def part(raw: bytes, name: str = "word/document.xml") -> str:
    with zipfile.ZipFile(io.BytesIO(raw)) as package:
        return package.read(name).decode()


def changed(raw: bytes, name: str, old: str, new: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(raw)) as package:
        parts = {each: package.read(each) for each in package.namelist()}
    assert old in parts[name].decode()
    parts[name] = parts[name].decode().replace(old, new, 1).encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for each, content in parts.items():
            package.writestr(each, content)
    return out.getvalue()


def comments(odt: bytes) -> dict[str, str]:
    """The comments of an OpenDocument file, each with the words that it stands on."""
    root = etree.fromstring(part(odt, "content.xml").encode())
    found: dict[str, str] = {}
    for comment in root.iter(f"{OFFICE}annotation"):
        said = "".join("".join(map(str, each.itertext())) for each in comment.iter(f"{ODF_TEXT}p"))
        found[said] = _between(root, comment, comment.get(f"{OFFICE}name"))
    return found


def _between(root: etree._Element, begin: etree._Element, name: str | None) -> str:
    """The text from a comment to its end, other comments left out."""
    text, is_inside = "", False
    for event, element in etree.iterwalk(root, events=("start", "end")):
        is_inner = (
            element.tag == f"{OFFICE}annotation" or next(element.iterancestors(f"{OFFICE}annotation"), None) is not None
        )
        if event == "start":
            if element.tag == f"{OFFICE}annotation-end" and element.get(f"{OFFICE}name") == name:
                return text
            if is_inside and not is_inner:
                text += " " if element.tag == f"{ODF_TEXT}s" else element.text or ""
        else:
            if element is begin:
                is_inside = True
            if is_inside and (not is_inner or element.tag == f"{OFFICE}annotation"):
                text += element.tail or ""
    return ""
