"""Hostile and broken files and facts: a finding or a safe result, whatever is thrown at the commands."""

import io
import re
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from openxml_audit import OpenXmlValidator

from plangen.pipeline.check import check_project
from plangen.pipeline.notices.check import check_templates
from plangen.pipeline.notices.lists import list_fields
from plangen.pipeline.notices.preview import preview_notices

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
RECALL = "templates/notices/recall-notice.docx"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
TYPES = "[Content_Types].xml"

Parts = dict[str, bytes]


def members(raw: bytes) -> Parts:
    with zipfile.ZipFile(io.BytesIO(raw)) as package:
        return {name: package.read(name) for name in package.namelist()}


def zipped(parts: Parts, *more: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in (*parts.items(), *more):
            package.writestr(name, content)
    return out.getvalue()


def with_part(name: str, content: bytes) -> Callable[[bytes], bytes]:
    return lambda raw: zipped({**members(raw), name: content})


def with_text(old: bytes, new: bytes, part: str = "word/document.xml") -> Callable[[bytes], bytes]:
    return lambda raw: zipped({**members(raw), part: members(raw)[part].replace(old, new, 1)})


def renamed_streams(*names: str) -> Callable[[bytes], bytes]:
    """An OLE file: .doc, .wps and what Word writes under a password are told by the streams in them."""
    return lambda _: OLE + bytes(504) + b"".join(name.encode("utf-16-le") + bytes(64) for name in names)


def torn(raw: bytes) -> bytes:
    """A part's bytes changed, its checksum not."""
    at = raw.find(b"word/document.xml") + 200
    return raw[:at] + bytes(8) + raw[at + 8 :]


def lying(raw: bytes) -> bytes:
    """A directory that says a part is small which is not."""
    bomb = bytearray(zipped({**members(raw), "word/media/x.bin": bytes(5 << 20)}))
    at = bomb.rfind(b"word/media/x.bin") - 46
    bomb[at + 24 : at + 28] = struct.pack("<I", 10)
    return bytes(bomb)


def twice(raw: bytes) -> bytes:
    with pytest.warns(UserWarning, match="Duplicate"):
        return zipped(members(raw), ("word/document.xml", b"<other/>"))


ENTITY = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
RELATION = b'<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'

FILES: dict[str, tuple[Callable[[bytes], bytes], str, str]] = {
    "empty": (lambda _: b"", "W103", "文件是空的"),
    "text": (lambda _: "通知".encode(), "W103", "无法解压"),
    "old .doc": (renamed_streams("WordDocument", "1Table"), "W102", "旧格式文件（.doc、.wps）"),
    ".wps of WPS": (renamed_streams("WordDocument", "0Table", "WpsCustomData"), "W102", "旧格式文件（.doc、.wps）"),
    "password": (renamed_streams("EncryptionInfo", "EncryptedPackage"), "W102", "设置了打开密码"),
    "RTF": (lambda _: rb"{\rtf1\ansi x}", "W105", "RTF 文件"),
    "PDF": (lambda _: b"%PDF-1.7 x", "W105", "PDF 文件"),
    "web page": (lambda _: b"\xef\xbb\xbf\r\n<html><p>x</p></html>", "W105", "网页"),
    "flat XML": (lambda _: b'<?xml version="1.0"?><x/>', "W105", "XML 文件"),
    "cut off": (lambda raw: raw[: len(raw) // 2], "W103", "无法解压"),
    "checksum": (torn, "W103", "部件 word/document.xml 已损坏"),
    "lying about sizes": (lying, "W103", "部件 word/media/x.bin 已损坏"),
    "zip bomb": (with_part("word/media/x.bin", bytes(65 << 20)), "W104", "超过 64 MB"),
    "XML bomb": (with_part("word/extra.xml", b"<a>" + b" " * (25 << 20) + b"</a>"), "W104", "超过 24 MB"),
    "thousands of parts": (
        lambda raw: zipped({**members(raw), **{f"word/media/{n}.png": b"" for n in range(2100)}}),
        "W104",
        "超过",
    ),
    "part outside the file": (with_part("../../evil.xml", b"<a/>"), "W103", "位置异常的部件 ../../evil.xml"),
    "absolute part": (with_part("/etc/evil.xml", b"<a/>"), "W103", "位置异常的部件 /etc/evil.xml"),
    "part on a drive": (with_part("C:/evil.xml", b"<a/>"), "W103", "位置异常的部件 C:/evil.xml"),
    "part twice": (twice, "W103", "部件 word/document.xml 出现两次"),
    "part twice but for case": (with_part("WORD/document.xml", b"<a/>"), "W103", "部件 WORD/document.xml 出现两次"),
    "macros": (
        with_text(b"document.main+xml", b"document.macroEnabled.main+xml", TYPES),
        "W106",
        "带有宏",
    ),
    "macros renamed": (with_part("word/vbaProject.bin", b"x"), "W106", "带有宏"),
    "macros under another name": (
        with_text(
            b"</Types>",
            b'<Override PartName="/word/a.bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>',
            TYPES,
        ),
        "W106",
        "带有宏",
    ),
    "template file": (with_text(b"document.main+xml", b"template.main+xml", TYPES), "W105", "Word 模板（.dotx）"),
    "workbook": (
        with_text(b"wordprocessingml.document.main+xml", b"spreadsheetml.sheet.main+xml", TYPES),
        "W105",
        "Excel 工作簿",
    ),
    "strict Open XML": (
        with_text(b"http://schemas.openxmlformats.org/wordprocessingml/2006/main", b"http://purl.oclc.org/ooxml/w"),
        "W105",
        "严格 Open XML",
    ),
    "entities": (with_part("word/extra.xml", ENTITY + b"<x>&b;</x>"), "W103", "部件 word/extra.xml 已损坏"),
    "outside entity": (with_part("word/extra.xml", OUTSIDE + b"<x>&a;</x>"), "W103", "部件 word/extra.xml 已损坏"),
    "no XML": (with_part("word/document.xml", b"<w:document>"), "W103", "部件 word/document.xml 已损坏"),
    "deep XML": (with_part("word/extra.xml", b"<a>" * 5000 + b"</a>" * 5000), "W103", "部件 word/extra.xml 已损坏"),
}


@pytest.mark.parametrize("name", FILES)
def test_what_is_no_sound_word_file_is_one_finding(project: Path, name: str) -> None:
    spoil, code, words = FILES[name]
    path = project / RECALL
    path.write_bytes(spoil(path.read_bytes()))
    for outcome in (
        check_templates(project, ["recall-notice"]).outcome,
        preview_notices(project, "recall-notice").outcome,
    ):
        (found,) = [each for each in outcome.findings if each.severity == "error"]
        assert (found.at.file, found.code) == (RECALL, code)
        assert words in found.message("zh")
        assert found.advice("zh")
        assert found.advice("en")
    assert check_templates(project, ["recall-notice"], annotate=project / "out").copies == ()
    assert list_fields(project).fields
    assert not (project / "output").exists()


def test_a_folder_in_the_place_of_a_template_is_a_finding(project: Path) -> None:
    (project / RECALL).unlink()
    (project / RECALL).mkdir()
    assert [each.code for each in check_templates(project, ["recall-notice"]).outcome.findings] == ["W101"]


def test_a_file_linked_to_others_is_pointed_out_and_a_link_in_the_text_is_not(project: Path) -> None:
    path = project / RECALL
    link = RELATION + b'hyperlink" Target="https://example.com/" TargetMode="External"/></Relationships>'
    rels = "word/_rels/document.xml.rels"
    path.write_bytes(with_text(b"</Relationships>", link, rels)(path.read_bytes()))
    assert "W136" not in [each.code for each in check_templates(project, ["recall-notice"]).outcome.findings]
    away = RELATION + rb'attachedTemplate" Target="file:///\\server\legal.dotm" TargetMode="External"/></Relationships>'
    path.write_bytes(with_text(b"</Relationships>", away.replace(b"rId99", b"rId98"), rels)(path.read_bytes()))
    found = next(each for each in check_templates(project, ["recall-notice"]).outcome.findings if each.code == "W136")
    assert found.message("zh") == r"模板链接到外部文件：file:///\\server\legal.dotm"


def test_what_wps_leaves_in_a_file_does_no_harm(project: Path) -> None:
    """WPS writes properties and custom data of its own, hints at fonts and splits runs."""
    path = project / RECALL
    custom = (
        b'<?xml version="1.0" encoding="UTF-8"?><Properties '
        b'xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
        b'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
        b'<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="KSOProductBuildVer">'
        b"<vt:lpwstr>2052-12.1.0.16120</vt:lpwstr></property></Properties>"
    )
    data = '<s:customData xmlns:s="http://www.wps.cn/officeDocument/2013/wpsCustomData"><extobjs/></s:customData>'
    tag = "{{ 召回.缺陷 }}".encode()
    split = '{{ </w:t></w:r><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t>召回.缺陷 }}'.encode()
    raw = with_part("docProps/custom.xml", custom)(path.read_bytes())
    path.write_bytes(with_text(tag, split)(with_part("customXml/item1.xml", data.encode())(raw)))
    assert check_templates(project, ["recall-notice"]).outcome.ok(strict=True)
    (made,) = preview_notices(project, "recall-notice").files
    assert b"KSOProductBuildVer" not in members(made.read_bytes())["docProps/custom.xml"]


def test_tags_in_charts_and_data_are_told(project: Path) -> None:
    path = project / RECALL
    chart = "<c:chart xmlns:c='urn:c' xmlns:a='urn:a'><a:t>{{ 召回.缺陷 }}</a:t></c:chart>".encode()
    path.write_bytes(with_part("word/charts/chart1.xml", chart)(path.read_bytes()))
    found = next(each for each in check_templates(project, ["recall-notice"]).outcome.findings if each.code == "W117")
    assert found.message("zh") == "图表、图形或者控件数据里有标签“{{ 召回.缺陷 }}”"
    assert preview_notices(project, "recall-notice").files == ()


FACTS: dict[str, tuple[str, str]] = {
    "markup": ('"<w:t>&amp; a<b && c]]>"', "<w:t>&amp; a<b && c]]>"),
    "a tag": ('"{{ 事件.热线 }}{% if %}{#"', "{{ 事件.热线 }}{% if %}{#"),
    "line breaks": (r'"第一行\n第二行\r\n第三行"', "第一行\n第二行\n第三行"),
    "control characters": (r'"甲\x07\x0b\x1b乙"', "甲乙"),
    "half a surrogate pair": (r'"甲\ud800乙"', "甲\ufffd乙"),
    "writing from the right, and without width": (r'"甲\u202e乙\u200b丙"', ""),
    "not a character": (r'"甲\ufffe乙"', "甲乙"),
}


@pytest.mark.parametrize("name", FACTS)
def test_a_strange_fact_is_a_finding_or_stands_in_a_valid_notice(project: Path, name: str) -> None:
    written, shown = FACTS[name]
    scenario = project / "source/scenarios/product-quality.yaml"
    text = scenario.read_text("utf-8")
    scenario.write_text(re.sub(r"    defect: .*", lambda _: f"    defect: {written}", text), encoding="utf-8")
    previewed = preview_notices(project, "recall-notice")
    if previewed.files:
        (path,) = previewed.files
        document = members(path.read_bytes())["word/document.xml"].decode()
        lines = re.sub(r"<w:br/>", "\n", document)
        plain = re.sub("<[^>]+>", "", lines).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
        assert shown in plain
        assert [each.description for each in OpenXmlValidator().validate(path).errors] == []
    else:
        found = [each for each in check_project(project).findings if each.code != "X101" and each.severity == "error"]
        assert {each.at.file for each in found} == {"source/scenarios/product-quality.yaml"}


def test_a_value_as_long_as_a_text_may_be_is_rendered(project: Path) -> None:
    scenario = project / "source/scenarios/product-quality.yaml"
    text = scenario.read_text("utf-8")
    scenario.write_text(re.sub(r"    defect: .*", "    defect: " + "defect " * 2_857, text), encoding="utf-8")
    (path,) = preview_notices(project, "recall-notice").files
    assert members(path.read_bytes())["word/document.xml"].count(b"defect") == 2_857
    assert check_templates(project, ["recall-notice"]).outcome.ok(strict=False)
    assert len(max((field.example for field in list_fields(project).fields), key=len)) < 100
    scenario.write_text(re.sub(r"    defect: .*", "    defect: " + "缺陷" * 500_000, text), encoding="utf-8")
    assert [each.code for each in check_templates(project, []).outcome.findings if each.severity == "error"] == ["Y107"]


def test_repetition_of_a_large_value_stops(project: Path) -> None:
    """Output that no notice needs is refused, though each tag by itself is harmless."""
    scenario = project / "source/scenarios/product-quality.yaml"
    text = scenario.read_text("utf-8")
    scenario.write_text(re.sub(r"    defect: .*", "    defect: " + "缺陷" * 10_000, text), encoding="utf-8")
    path = project / RECALL
    many = "<w:p><w:r><w:t>{{ 召回.缺陷 }}</w:t></w:r></w:p>".encode() * 500 + b"<w:sectPr"
    path.write_bytes(with_text(b"<w:sectPr", many)(path.read_bytes()))
    previewed = preview_notices(project, "recall-notice")
    assert [each.code for each in previewed.outcome.findings] == ["W115"]
    assert previewed.files == ()


def test_thousands_of_tags_and_open_braces_in_one_paragraph_are_read(project: Path) -> None:
    path = project / RECALL
    sound = path.read_bytes()
    tags = b"<w:p>" + "<w:r><w:t>{{ 事件.热线 }}</w:t></w:r>".encode() * 5000 + b"</w:p><w:sectPr"
    path.write_bytes(with_text(b"<w:sectPr", tags)(sound))
    assert check_templates(project, ["recall-notice"]).outcome.ok(strict=True)
    assert preview_notices(project, "recall-notice").files
    braces = b"<w:p><w:r><w:t>" + b"{{ {% " * 20_000 + b"</w:t></w:r></w:p><w:sectPr"
    path.write_bytes(with_text(b"<w:sectPr", braces)(sound))
    errors = [each for each in check_templates(project, ["recall-notice"]).outcome.findings if each.severity == "error"]
    assert [each.code for each in errors] == ["W111"]
