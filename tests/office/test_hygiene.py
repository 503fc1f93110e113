"""The gate before a file leaves the house: it stops each kind of thing, in a real file, and names part and place."""

import datetime
import io
import os
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from plangen.office.ooxml import trees
from plangen.office.ooxml.package import Properties, sealed
from plangen.office.release.final import released
from plangen.office.release.gate import hygiene, open_values
from plangen.office.release.rules import RULES
from plangen.office.templates.word_file import WordFile

COMPANY = "暖阳电器有限公司"
PROPERTIES = Properties(
    title="停止使用提示",
    subject="电热水壶召回",
    author=COMPANY,
    created=datetime.date(2026, 3, 2),
    identity={"fingerprint": "0123456789ab"},
)
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

Parts = dict[str, bytes]


def unzipped(raw: bytes) -> Parts:
    with zipfile.ZipFile(io.BytesIO(raw)) as package:
        return {name: package.read(name) for name in package.namelist()}


def zipped(parts: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return out.getvalue()


@pytest.fixture(scope="module")
def clean(house: bytes) -> bytes:
    """A sound file as it would leave the house."""
    parts = unzipped(house)
    document = parts["word/document.xml"].decode()
    head, _, rest = document.partition("<w:body>")
    section = rest[rest.rindex("<w:sectPr") :]
    text = "<w:p><w:r><w:t>请立即停止使用，并与本公司联系。</w:t></w:r></w:p>"
    parts["word/document.xml"] = f"{head}<w:body>{text}{section}".encode()
    return sealed(zipped(parts), PROPERTIES)


def found(raw: bytes) -> list[str]:
    return [f"{each.code} {each.at.path} {each.message('zh')}" for each in hygiene(WordFile(raw, "a.docx"), COMPANY)]


def test_a_clean_file_passes(clean: bytes) -> None:
    assert released(trees.Parts(unzipped(clean)), PROPERTIES) == released(trees.Parts(unzipped(clean)), PROPERTIES)
    assert found(released(trees.Parts(unzipped(clean)), PROPERTIES)) == []


def body(content: str) -> Callable[[Parts], None]:
    """Put paragraphs in front of the text."""

    def put(parts: Parts) -> None:
        parts["word/document.xml"] = parts["word/document.xml"].replace(b"<w:body>", f"<w:body>{content}".encode(), 1)

    return put


def run(text: str, look: str = "") -> str:
    return f"<w:r>{f'<w:rPr>{look}</w:rPr>' if look else ''}<w:t>{text}</w:t></w:r>"


def para(*content: str, look: str = "") -> str:
    return f"<w:p>{f'<w:pPr>{look}</w:pPr>' if look else ''}{''.join(content)}</w:p>"


def add(name: str, content: bytes | str) -> Callable[[Parts], None]:
    return lambda parts: parts.update({name: content.encode() if isinstance(content, str) else content})


def after(name: str, mark: str, content: str) -> Callable[[Parts], None]:
    def put(parts: Parts) -> None:
        assert mark.encode() in parts[name]
        parts[name] = parts[name].replace(mark.encode(), (mark + content).encode(), 1)

    return put


def both(*changes: Callable[[Parts], None]) -> Callable[[Parts], None]:
    def put(parts: Parts) -> None:
        for change in changes:
            change(parts)

    return put


def link(kind: str, target: str, part: str = "document.xml") -> Callable[[Parts], None]:
    def put(parts: Parts) -> None:
        name = f"word/_rels/{part}.rels"
        empty = f'<Relationships xmlns="{PACKAGE}"></Relationships>'.encode()
        entry = f'<Relationship Id="rIdX" Type="{OFFICE}/{kind}" Target="{target}" TargetMode="External"/>'
        parts[name] = parts.get(name, empty).replace(b"</Relationships>", f"{entry}</Relationships>".encode())

    return put


def core(name: str, text: str) -> Callable[[Parts], None]:
    return after("docProps/core.xml", "<dc:language>zh-CN</dc:language>", f"<{name}>{text}</{name}>")


APP = '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">{}</Properties>'
STYLE = '<w:style w:type="{}" w:styleId="{}"><w:name w:val="{}"/>{}</w:style>'
HIDING = STYLE.format("character", "Sly", "密", "<w:rPr><w:vanish/></w:rPr>")
HEIR = STYLE.format("paragraph", "Heir", "密段", '<w:basedOn w:val="Shy"/>')
SHY = STYLE.format("paragraph", "Shy", "密本", "<w:rPr><w:vanish/></w:rPr>")
JPEG = b"\xff\xd8\xff\xe1\x00\x20Exif\0\0GPS"
PNG = b"\x89PNG\r\n\x1a\n" + (5).to_bytes(4, "big") + b"tEXtabcde\0\0\0\0"
FRAME = (
    '<w:r><w:pict xmlns:v="urn:schemas-microsoft-com:vml"><v:shape id="s1" style="width:9pt"><v:textbox>'
    "<w:txbxContent>{}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
)
ALT = (
    '<w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
    '<wp:extent cx="1" cy="1"/><wp:docPr id="1" name="图" {}/></wp:inline></w:drawing></w:r>'
)
CASES: list[tuple[str, Callable[[Parts], None], str]] = [
    (
        "insertion",
        body(para('<w:ins w:id="1" w:author="李四">', run("新"), "</w:ins>")),
        "H101 word/document.xml[0001] 有未处理的插入的文字：新　李四",
    ),
    (
        "deletion",
        body(para('<w:del w:id="1" w:author="李四"><w:r><w:delText>旧</w:delText></w:r></w:del>')),
        "H101 word/document.xml[0001] 有未处理的删除的文字：旧　李四",
    ),
    (
        "move",
        body(para('<w:moveTo w:id="1" w:author="李四">', run("移"), "</w:moveTo>")),
        "H101 word/document.xml[0001] 有未处理的移动的文字：移　李四",
    ),
    (
        "format change",
        body(para(run("粗", '<w:rPrChange w:id="1" w:author="李四"><w:rPr/></w:rPrChange>'))),
        "H101 word/document.xml[0001] 有未处理的格式修订：李四",
    ),
    (
        "row inserted",
        body(f'<w:tbl><w:tr><w:trPr><w:ins w:id="1" w:author="李四"/></w:trPr><w:tc>{para()}</w:tc></w:tr></w:tbl>'),
        "H101 word/document.xml[9999] 有未处理的插入的文字：李四",
    ),
    (
        "comment mark",
        body(para('<w:commentRangeStart w:id="0"/>', run("此处"))),
        "H102 word/document.xml[0001] 有批注：此处",
    ),
    (
        "comments",
        add(
            "word/comments.xml",
            f'<w:comments {W}><w:comment w:id="0" w:author="李四">{para(run("改"))}</w:comment></w:comments>',
        ),
        "H102 word/comments.xml[0001] 有批注：改　李四",
    ),
    (
        "people",
        add("word/people.xml", '<w15:people xmlns:w15="urn:x"><w15:person w15:author="李四"/></w15:people>'),
        "H102 word/people.xml 有批注：李四",
    ),
    (
        "extended",
        add("word/commentsExtended.xml", '<w15:commentsEx xmlns:w15="urn:x"><w15:commentEx/></w15:commentsEx>'),
        "H102 word/commentsExtended.xml 有批注：word/commentsExtended.xml",
    ),
    ("hidden", body(para(run("密", "<w:vanish/>"))), "H103 word/document.xml[0001] 有隐藏文字：密"),
    (
        "hidden by style",
        both(after("word/styles.xml", "</w:docDefaults>", HIDING), body(para(run("密", '<w:rStyle w:val="Sly"/>')))),
        "H103 word/document.xml[0001] 有隐藏文字：密",
    ),
    (
        "hidden by inheritance",
        both(
            after("word/styles.xml", "</w:docDefaults>", HEIR + SHY),
            body(para(run("密"), look='<w:pStyle w:val="Heir"/>')),
        ),
        "H103 word/document.xml[0001] 有隐藏文字：密",
    ),
    ("white", body(para(run("白", '<w:color w:val="FFFFFF"/>'))), "H103 word/document.xml[0001] 有白底白字：白"),
    ("tiny", body(para(run("小", '<w:sz w:val="2"/>'))), "H103 word/document.xml[0001] 有极小的文字：小"),
    (
        "hidden row",
        body(f"<w:tbl><w:tr><w:trPr><w:hidden/></w:trPr><w:tc>{para(run('行'))}</w:tc></w:tr></w:tbl>"),
        "H103 word/document.xml[0001] 有隐藏文字：行",
    ),
    ("hidden picture", body(para(ALT.format('hidden="1"'))), "H103 word/document.xml[0001] 有隐藏的图形：图"),
    (
        "author",
        after("docProps/core.xml", "<dc:creator>", "李四"),
        "H104 docProps/core.xml 文件属性“creator”的内容是“李四暖阳电器有限公司”",
    ),
    (
        "last editor",
        after("docProps/core.xml", "<cp:lastModifiedBy>", "李四"),
        "H104 docProps/core.xml 文件属性“lastModifiedBy”的内容是“李四暖阳电器有限公司”",
    ),
    ("keywords", core("cp:keywords", "内部"), "H104 docProps/core.xml 文件属性“keywords”的内容是“内部”"),
    ("description", core("dc:description", "内部"), "H104 docProps/core.xml 文件属性“description”的内容是“内部”"),
    (
        "company",
        add("docProps/app.xml", APP.format("<Company>某所</Company>")),
        "H104 docProps/app.xml 文件属性“Company”的内容是“某所”",
    ),
    (
        "manager",
        add("docProps/app.xml", APP.format("<Manager>王五</Manager>")),
        "H104 docProps/app.xml 文件属性“Manager”的内容是“王五”",
    ),
    (
        "template",
        add("docProps/app.xml", APP.format("<Template>法务.dotx</Template>")),
        "H104 docProps/app.xml 文件属性“Template”的内容是“法务.dotx”",
    ),
    (
        "custom property",
        after(
            "docProps/custom.xml",
            'docPropsVTypes">',
            '<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="9" name="案号">'
            "<vt:lpwstr>内1</vt:lpwstr></property>",
        ),
        "H104 docProps/custom.xml 文件属性“案号”的内容是“内1”",
    ),
    (
        "attached template",
        link("attachedTemplate", "file:///C:/模板/法务.dotx", "settings.xml"),
        "H105 word/_rels/settings.xml.rels[rIdX] 链接到“file:///C:/模板/法务.dotx”（attachedTemplate）",
    ),
    (
        "template setting",
        after("word/settings.xml", '<w:zoom w:percent="100"/>', "<w:attachedTemplate/>"),
        "H105 word/settings.xml 链接到“attachedTemplate”（attachedTemplate）",
    ),
    (
        "linked picture",
        link("image", "file:///D:/图.png"),
        "H105 word/_rels/document.xml.rels[rIdX] 链接到“file:///D:/图.png”（image）",
    ),
    (
        "internal address",
        link("hyperlink", "\\\\server\\法务"),
        "H105 word/_rels/document.xml.rels[rIdX] 链接到“\\\\server\\法务”（hyperlink）",
    ),
    (
        "picture from the web",
        link("image", "https://www.example.com/a.png"),
        "H105 word/_rels/document.xml.rels[rIdX] 链接到“https://www.example.com/a.png”（image）",
    ),
    ("tag", body(para(run("{{ 事件"), run(".名称 }}"))), "H106 word/document.xml[0001] 有模板标签：{{ 事件.名称 }}"),
    ("half a tag", body(para(run("｛｛ 事件"))), "H106 word/document.xml[0001] 有模板标签：｛｛"),
    (
        "tag in a picture",
        body(para(ALT.format('descr="{{ 图 }}"'))),
        "H106 word/document.xml[9998] 有模板标签：{{ 图 }}",
    ),
    (
        "open value",
        body(para(run("【待填"), run("写：热线"), run("】"))),
        "H107 word/document.xml[0001] 有没有填写的内容：【待填写：热线】",
    ),
    (
        "open in a box",
        body(para(FRAME.format(para(run("【待填写：热线】"))))),
        "H107 word/document.xml[0002] 有没有填写的内容：【待填写：热线】",
    ),
    (
        "open in a footer",
        after("word/footer1.xml", '<w:t xml:space="preserve">— ', "【待填写：电话】"),
        "H107 word/footer1.xml[0001] 有没有填写的内容：【待填写：电话】",
    ),
    (
        "open in a property",
        after("docProps/core.xml", "<dc:title>", "【待填写：标题】"),
        "H107 docProps/core.xml[9998] 有没有填写的内容：【待填写：标题】",
    ),
    (
        "open in a chart",
        add("word/charts/chart1.xml", '<a:p xmlns:a="urn:x"><a:t>【待填</a:t><a:t>写：数】</a:t></a:p>'),
        "H107 word/charts/chart1.xml[9998] 有没有填写的内容：【待填写：数】",
    ),
    (
        "open in an XML comment",
        after("word/settings.xml", '<w:zoom w:percent="100"/>', "<!--【待填写：注】-->"),
        "H107 word/settings.xml[9998] 有没有填写的内容：【待填写：注】",
    ),
    (
        "embedded sheet",
        add("word/embeddings/Microsoft_Excel_Sheet1.xlsx", b"PK"),
        "H108 word/embeddings/Microsoft_Excel_Sheet1.xlsx 嵌有文件：word/embeddings/Microsoft_Excel_Sheet1.xlsx",
    ),
    (
        "printer settings",
        add("word/printerSettings/printerSettings1.bin", b"\\\\printer"),
        "H108 word/printerSettings/printerSettings1.bin 嵌有文件：word/printerSettings/printerSettings1.bin",
    ),
    (
        "embedded picture",
        add("word/embeddings/image1.png", PNG),
        "H108 word/embeddings/image1.png 嵌有文件：word/embeddings/image1.png",
    ),
    ("unknown part", add("word/memo.txt", b"memo"), "H108 word/memo.txt 嵌有文件：word/memo.txt"),
    (
        "custom XML",
        add("customXml/item1.xml", "<a>1</a>"),
        "H109 customXml/item1.xml 附带自定义 XML：customXml/item1.xml",
    ),
    (
        "document variable",
        after(
            "word/settings.xml",
            '<w:zoom w:percent="100"/>',
            '<w:docVars><w:docVar w:name="案号" w:val="内1"/></w:docVars>',
        ),
        "H109 word/settings.xml[案号] 附带文档变量：案号 = 内1",
    ),
    (
        "mail merge",
        after("word/settings.xml", '<w:zoom w:percent="100"/>', "<w:mailMerge/>"),
        "H109 word/settings.xml[mailMerge] 附带邮件合并的数据来源：mailMerge",
    ),
    ("thumbnail", add("docProps/thumbnail.jpeg", b"\xff\xd8"), "H110 docProps/thumbnail.jpeg 有缩略图"),
    (
        "list of editing sessions",
        add("word/settings.xml", f"<w:settings {W}><w:rsids><w:rsidRoot/><w:rsid/></w:rsids></w:settings>"),
        "H111 word/settings.xml 有编辑痕迹编号（共 2 处）",
    ),
    ("editing sessions", body('<w:p w:rsidR="00A1B2C3"/>'), "H111 word/document.xml 有编辑痕迹编号（共 1 处）"),
    (
        "field code",
        body(para("<w:r><w:instrText> AUT</w:instrText></w:r><w:r><w:instrText>HOR </w:instrText></w:r>")),
        "H112 word/document.xml[0001] 有域代码：AUTHOR",
    ),
    (
        "simple field",
        body(para('<w:fldSimple w:instr=" FILENAME \\p ">', run("a"), "</w:fldSimple>")),
        "H112 word/document.xml[0001] 有域代码：FILENAME \\p",
    ),
    ("path", body(para(run("见 D:\\法务\\召回.docx"))), "H113 word/document.xml[0001] 有内部路径：D:\\法务\\召回.docx"),
    (
        "path in a picture",
        body(para(ALT.format('descr="/home/li/a.png"'))),
        "H113 word/document.xml[9998] 有内部路径：/home/li/a.png",
    ),
    ("photo data", add("word/media/image1.jpg", JPEG), "H114 word/media/image1.jpg 图片带有拍摄信息（EXIF）"),
    ("picture text", add("word/media/image1.png", PNG), "H114 word/media/image1.png 图片带有附加文字（tEXt）"),
    (
        "drill mark",
        body(para(run("演练文稿　非真实发布"))),
        "H115 word/document.xml[0001] 有演练或者草稿文字：演练文稿",
    ),
]


@pytest.mark.parametrize(("change", "said"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_each_kind_is_found_with_part_and_place(clean: bytes, change: Callable[[Parts], None], said: str) -> None:
    parts = unzipped(clean)
    change(parts)
    assert found(zipped(parts)).count(said) == 1


def test_every_rule_has_a_case() -> None:
    assert {said[:4] for _, _, said in CASES} == {rule.code for rule in RULES}


@pytest.mark.parametrize(
    "change",
    [
        body(para(run("白", '<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="C00000"/>'))),
        body(para(run("字", '<w:vanish w:val="0"/>'))),
        body(para('<w:bookmarkStart w:id="0" w:name="_GoBack"/><w:bookmarkEnd w:id="0"/>')),
        body(para('<w:fldSimple w:instr=" PAGE ">', run("1"), "</w:fldSimple>")),
        link("hyperlink", "https://www.nuandong.com/recall"),
        add("docProps/app.xml", APP.format(f"<Template>Normal.dotm</Template><Company>{COMPANY}</Company>")),
        add("word/media/image1.png", b"\x89PNG\r\n\x1a\n" + (0).to_bytes(4, "big") + b"IEND\0\0\0\0"),
        body(para(run("详情见 https://www.nuandong.com/a/b，电话 400-000-0000。"))),
        body(para(run("本公司定期开展应急演练。"))),
        add("word/comments.xml", f"<w:comments {W}/>"),
        add("word/settings.xml", f"<w:settings {W}><w:rsids/></w:settings>"),
        add("customXml/itemProps1.xml", "<item/>"),
        add("word/embeddings/_rels/list.xml.rels", f'<Relationships xmlns="{PACKAGE}"/>'),
    ],
)
def test_what_may_leave_the_house_does(clean: bytes, change: Callable[[Parts], None]) -> None:
    parts = unzipped(clean)
    change(parts)
    assert found(released(trees.Parts(parts), PROPERTIES)) == []


def piece(kind: bytes, content: bytes = b"") -> bytes:
    """A piece of a PNG picture, with a checksum that nobody looks at."""
    return len(content).to_bytes(4, "big") + kind + content + b"\0\0\0\0"


@pytest.mark.parametrize(
    ("pieces", "said"),
    [
        ((piece(b"IHDR", b"\0" * 13), piece(b"iTXt", b"a"), piece(b"IEND")), ["附加文字（iTXt）"]),
        ((piece(b"IHDR", b"\0" * 13), piece(b"zTXt", b"a"), piece(b"eXIf")), ["附加文字（zTXt）", "附加文字（EXIF）"]),
        ((piece(b"IHDR", b"\0" * 13), piece(b"tEXt")[:8]), ["附加文字（tEXt）"]),  # cut off behind the head of a piece
        ((piece(b"IHDR", b"\0" * 13), piece(b"tEXt")[:7]), []),
        ((piece(b"IDAT", b"tEXt" * 9), piece(b"IEND")), []),  # within what is shown
    ],
)
def test_texts_of_a_picture_are_found_in_every_piece_and_nowhere_else(
    clean: bytes, pieces: tuple[bytes, ...], said: list[str]
) -> None:
    parts = unzipped(clean)
    add("word/media/image1.png", b"\x89PNG\r\n\x1a\n" + b"".join(pieces))(parts)
    every = [each for each in found(zipped(parts)) if each.startswith("H114")]
    assert every == [f"H114 word/media/image1.png 图片带有{each}" for each in said]


def test_what_is_no_word_file_is_a_finding() -> None:
    assert [each.code for each in hygiene(WordFile(b"PK", "a.docx"), COMPANY)] == ["W103"]


def test_open_values_come_once_each_in_order(clean: bytes) -> None:
    parts = unzipped(clean)
    body(para(run("【待填写：乙】【待填写：甲】")) + para(run("【待填写：乙】")))(parts)
    assert open_values(hygiene(WordFile(zipped(parts), "a.docx"), COMPANY)) == ("乙", "甲")


def test_styles_that_nothing_uses_do_not_leave_the_house(clean: bytes) -> None:
    parts = unzipped(clean)
    assert "演练标识" in parts["word/styles.xml"].decode()
    body(para(run("标题"), look='<w:pStyle w:val="Heading1"/>') + para(run("文"), look='<w:pStyle w:val="Body"/>'))(
        parts
    )
    styles = unzipped(released(trees.Parts(parts), PROPERTIES))["word/styles.xml"].decode()
    assert "演练标识" not in styles
    for kept in ("Heading1", "Body", "Normal"):
        assert f'w:styleId="{kept}"' in styles


def test_a_style_stays_with_all_that_it_is_based_on_and_one_that_is_nowhere_is_no_matter(clean: bytes) -> None:
    parts = unzipped(clean)
    own = (
        STYLE.format('paragraph" w:customStyle="1', "One", "甲", '<w:basedOn w:val="Two"/>')
        + STYLE.format('paragraph" w:customStyle="1', "Two", "乙", '<w:basedOn w:val="Gone"/>')
        + STYLE.format('paragraph" w:customStyle="1', "Three", "丙", '<w:basedOn w:val="One"/>')
    )
    parts["word/styles.xml"] = parts["word/styles.xml"].replace(b"</w:styles>", f"{own}</w:styles>".encode())
    body(para(run("文"), look='<w:pStyle w:val="Missing"/>') + para(run("字"), look='<w:pStyle w:val="One"/>'))(parts)
    styles = unzipped(released(trees.Parts(parts), PROPERTIES))["word/styles.xml"].decode()
    kept = re.findall(r'w:styleId="(Own\d+)".*?<w:basedOn w:val="(\w+)"/>', styles)
    assert len(kept) == 2
    assert kept[0][1] == kept[1][0]


def test_styles_go_out_under_names_that_say_nothing(clean: bytes) -> None:
    """A style that is used stays, under its own name if that is Word's or plangen's; else it is only numbered."""
    parts = unzipped(clean)
    whose = {"Silent": "", "Zero": '" w:customStyle="0', "Own": '" w:customStyle="1'}
    made = "".join(STYLE.format(f"paragraph{said}", name, f"意见{name}", "") for name, said in whose.items())
    parts["word/styles.xml"] = parts["word/styles.xml"].replace(b"</w:styles>", f"{made}</w:styles>".encode())
    body(para(run("文"), look='<w:pStyle w:val="Own"/>') + para(run("字"), look='<w:pStyle w:val="Body"/>'))(parts)
    left = unzipped(released(trees.Parts(parts), PROPERTIES))
    styles = left["word/styles.xml"].decode()
    assert "意见" not in styles
    assert [name for name in ("Silent", "Zero", "Own", "Body") if f'w:styleId="{name}"' in styles] == ["Body"]
    (own,) = re.findall(r'w:styleId="(Own\d+)"><w:name w:val="Style \d+"/>', styles)
    assert f'<w:pStyle w:val="{own}"/>'.encode() in left["word/document.xml"]
    assert found(zipped(left)) == []


def test_what_office_keeps_by_itself_does_not_leave_the_house(clean: bytes) -> None:
    """Nor does any list of parts say that it was there."""
    parts = unzipped(clean)
    added = {
        "docProps/app.xml": APP.format("<Company>某所</Company>"),
        "docProps/thumbnail.jpeg": "",
        "word/people.xml": '<w15:people xmlns:w15="urn:x"><w15:person w15:author="李四"/></w15:people>',
        "word/settings.xml": f"<w:settings {W}><w:rsids><w:rsidRoot/><w:rsid/></w:rsids></w:settings>",
    }
    for name, content in added.items():
        add(name, content)(parts)
    body('<w:p w:rsidR="00A1B2C3" w:rsidRDefault="00A1B2C3"/>')(parts)
    for name, entries in {
        "[Content_Types].xml": '<Override PartName="/word/people.xml" ContentType="text/xml"/>',
        "_rels/.rels": '<Relationship Id="t" Type="thumbnail" Target="docProps/thumbnail.jpeg"/>'
        '<Relationship Id="a" Type="app" Target="/docProps/app.xml"/>',
        "word/_rels/document.xml.rels": '<Relationship Id="p" Type="people" Target="people.xml"/>',
    }.items():
        end = "</Types>" if name.startswith("[") else "</Relationships>"
        assert end.encode() in parts[name]
        parts[name] = parts[name].replace(end.encode(), f"{entries}{end}".encode())
    left = unzipped(released(trees.Parts(parts), PROPERTIES))
    traces = re.compile(rb"rsid(?!s)|people|thumbnail|docProps/app|\xe6\x9f\x90\xe6\x89\x80")
    assert {name: said for name, raw in left.items() if (said := traces.findall(raw))} == {}
    assert {"docProps/app.xml", "docProps/thumbnail.jpeg", "word/people.xml"}.isdisjoint(left)
    assert found(zipped(left)) == []


@pytest.mark.office
def test_a_file_of_libreoffice_is_stopped_for_everything_in_it(tmp_path: Path) -> None:
    """A real file with each trace that LibreOffice can make."""
    program = shutil.which("soffice")
    if not program:
        pytest.skip("needs LibreOffice")
    shutil.copy(Path(__file__).parent / "data/traces.fodt", tmp_path)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [program, profile, "--headless", "--convert-to", "docx", "--outdir", str(tmp_path), "traces.fodt"]
    environment = {**os.environ, "HOME": str(tmp_path)}
    subprocess.run(command, check=True, capture_output=True, timeout=180, env=environment, cwd=tmp_path)
    every = found((tmp_path / "traces.docx").read_bytes())
    for said in (
        r"H101 word/document.xml\[0001\] 有未处理的插入的文字：增加　李四",
        r"H101 word/document.xml\[0001\] 有未处理的删除的文字：删去　李四",
        r"H102 word/document.xml\[0002\] 有批注：乙",
        r"H102 word/comments.xml\[0001\] 有批注：请核对　李四",
        r"H103 word/document.xml\[0003\] 有隐藏文字：密语",
        r"H103 word/document.xml\[0003\] 有白底白字：白字",
        r"H103 word/document.xml\[0003\] 有极小的文字：小字",
        r"H104 docProps/core.xml 文件属性“creator”的内容是“李四”",
        r"H104 docProps/core.xml 文件属性“lastModifiedBy”的内容是“王五”",
        r"H104 docProps/core.xml 文件属性“keywords”的内容是“内部”",
        r"H104 docProps/custom.xml 文件属性“案号”的内容是“内1”",
        r"H105 word/_rels/document.xml.rels\[\w+\] 链接到“.*photo.png”（image）",
        r"H106 word/footnotes.xml\[\d+\] 有模板标签：{{ 事件.原因 }}",
        r"H107 word/header\d.xml\[0001\] 有没有填写的内容：【待填写：文号】",
        r"H107 word/document.xml\[\d+\] 有没有填写的内容：【待填写：框内】",
    ):
        assert any(re.fullmatch(said, each) for each in every), (said, every)
