"""What leaves the house is written anew from what is known: each way to smuggle is gone from the bytes, or refused."""

import io
import os
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from openxml_audit import OpenXmlValidator

from plangen.office.ooxml import trees
from plangen.office.ooxml.package import sealed
from plangen.office.release.final import released
from plangen.office.release.gate import hygiene
from plangen.office.templates.word_file import WordFile
from tests.office.test_hygiene import (
    COMPANY,
    PROPERTIES,
    W,
    add,
    after,
    body,
    both,
    link,
    para,
    piece,
    run,
    unzipped,
    zipped,
)

ROOT = Path(__file__).parents[2]
SECRET = "密密文"
ASCII = "secretword"
Parts = dict[str, bytes]
Change = Callable[[Parts], None]

WP = 'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
PIC = 'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
V = 'xmlns:v="urn:schemas-microsoft-com:vml"'
W14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
WPS = 'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
IMAGE = b"\x89PNG\r\n\x1a\n" + piece(b"IHDR", (9).to_bytes(4, "big") * 2 + b"\x08\0\0\0\0") + piece(b"IEND")


def picture(*, crop: str = "", alt: str = "", blip: str = 'r:embed="rIdP"', uri: str = "") -> str:
    """A picture in a line, as Word writes one."""
    uri = uri or "http://schemas.openxmlformats.org/drawingml/2006/picture"
    return (
        f'<w:r><w:drawing><wp:inline {WP} distT="0" distB="0" distL="0" distR="0"><wp:extent cx="9525" cy="9525"/>'
        f'<wp:docPr id="7" name="图片 {SECRET}" {alt}/><a:graphic {A}><a:graphicData uri="{uri}"><pic:pic {PIC} {R}>'
        f'<pic:nvPicPr><pic:cNvPr id="0" name="{SECRET}.png"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
        f"<a:blip {blip}/>"
        f'{crop}<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:prstGeom prst="rect"><a:avLst/>'
        "</a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def image(raw: bytes = IMAGE, name: str = "image9.png", kind: str = "image/png") -> Change:
    """A picture as a part of the file."""

    def put(parts: Parts) -> None:
        add(f"word/media/{name}", raw)(parts)
        entry = f'<Relationship Id="rIdP" Type="{OFFICE}/image" Target="media/{name}"/></Relationships>'
        rels = "word/_rels/document.xml.rels"
        parts[rels] = parts[rels].replace(b"</Relationships>", entry.encode())
        types = f'<Override PartName="/word/media/{name}" ContentType="{kind}"/></Types>'
        parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(b"</Types>", types.encode())

    return put


def part(name: str, kind: str, content: str, relation: str, owner: str = "word/document.xml") -> Change:
    """Another part, with its type and the relation that leads to it."""

    def put(parts: Parts) -> None:
        add(name, content)(parts)
        folder, _, base = owner.rpartition("/")
        rels = f"{folder}/_rels/{base}.rels".lstrip("/")
        target = name.removeprefix("word/") if folder else name
        target = f"../{target}" if folder and not name.startswith("word/") else target
        entry = f'<Relationship Id="rIdQ{len(parts)}" Type="{relation}" Target="{target}"/></Relationships>'
        parts[rels] = parts[rels].replace(b"</Relationships>", entry.encode())
        types = f'<Override PartName="/{name}" ContentType="{kind}"/></Types>'
        parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(b"</Types>", types.encode())

    return put


def field(code: str, shown: str = "示") -> str:
    """A field as Word writes one."""
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    return (
        f"{mark.format('begin')}<w:r><w:instrText>{code}</w:instrText></w:r>{mark.format('separate')}{run(shown)}"
        f"{mark.format('end')}"
    )


def control(properties: str, content: str) -> str:
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def box(text: str, fallback: str) -> str:
    """A text box in the form of new programs and in that of old ones."""
    inner = "<w:txbxContent>{}</w:txbxContent>"
    return (
        f'<w:r><mc:AlternateContent {MC}><mc:Choice Requires="wps"><w:drawing><wp:inline {WP} distT="0" distB="0"'
        f' distL="0" distR="0"><wp:extent cx="900000" cy="900000"/><wp:docPr id="1" name="框"/><a:graphic {A}>'
        "<a:graphicData"
        f' uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp {WPS}>'
        '<wps:cNvSpPr txBox="1"/>'
        f'<wps:spPr><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></wps:spPr><wps:txbx>{inner.format(para(run(text)))}'
        "</wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice><mc:Fallback>"
        f'<w:pict><v:shape {V} type="#_x0000_t202" style="width:90pt;height:90pt"><v:textbox>'
        f"{inner.format(para(run(fallback)))}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


RUBY = (
    '<w:rubyPr><w:rubyAlign w:val="center"/><w:hps w:val="10"/><w:hpsRaise w:val="20"/><w:hpsBaseText w:val="21"/>'
    '<w:lid w:val="zh-CN"/></w:rubyPr>'
)
GLOSSARY = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.glossary+xml"
XML = "application/xml"
NOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
FOOTNOTE = '<w:footnote w:id="{}">{}</w:footnote>'
GONE: dict[str, Change] = {
    "bookmark name": body(para(f'<w:bookmarkStart w:id="0" w:name="{SECRET}"/><w:bookmarkEnd w:id="0"/>', run("文"))),
    "content control": body(control(f'<w:alias w:val="{SECRET}"/><w:tag w:val="{SECRET}"/>', para(run("显示的文字")))),
    "drop-down": body(
        para(
            control(
                f'<w:dropDownList><w:listItem w:displayText="{SECRET}" w:value="{SECRET}"/></w:dropDownList>',
                run("选中的一项"),
            )
        )
    ),
    "permission": body(para(f'<w:permStart w:id="1" w:ed="CORP\\{ASCII}"/>', run("文"), '<w:permEnd w:id="1"/>')),
    "smart tag": body(para(f'<w:smartTag w:uri="urn:{ASCII}" w:element="{ASCII}">{run("文")}</w:smartTag>')),
    "custom element": body(
        para(
            f'<w:customXml w:element="e"><w:customXmlPr><w:attr w:name="n" w:val="{SECRET}"/></w:customXmlPr>'
            f"{run('文')}</w:customXml>"
        )
    ),
    "form field": body(
        para(
            f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:helpText w:type="text" w:val="{SECRET}"/></w:ffData>'
            "</w:fldChar></w:r><w:r><w:instrText>FORMTEXT</w:instrText></w:r><w:r><w:fldChar"
            f' w:fldCharType="separate"/></w:r>{run("填的")}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        )
    ),
    "field data": body(
        para(
            f'<w:r><w:fldChar w:fldCharType="begin"><w:fldData>{ASCII}</w:fldData></w:fldChar></w:r><w:r><w:instrText>'
            f' PAGE </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("1")}<w:r><w:fldChar'
            ' w:fldCharType="end"/></w:r>'
        )
    ),
    "quoted field": body(para(field(f' QUOTE "{SECRET}" '))),
    "date": body(para(field(f' DATE \\@ "yyyy{ASCII}" ', "2026年3月2日"))),
    "stray code": body(para(run("文"), f"<w:r><w:instrText>{SECRET}</w:instrText></w:r>")),
    "stray deletion": body(para(run("文"), f"<w:r><w:delText>{SECRET}</w:delText></w:r>")),
    "tooltip": both(
        link("hyperlink", "https://www.nuandong.com/recall"),
        body(para(f'<w:hyperlink {R} r:id="rIdX" w:tooltip="{SECRET}">{run("网址")}</w:hyperlink>')),
    ),
    "name of a picture": both(image(), body(para(picture()))),
    "picture that nothing shows": image(IMAGE + SECRET.encode(), f"{ASCII}.png"),
    "link that nothing shows": link("hyperlink", f"https://www.nuandong.com/{ASCII}"),
    "XML comment": after("word/document.xml", "<w:body>", f"<!--{SECRET}-->"),
    "processing instruction": after("word/document.xml", "<w:body>", f"<?{ASCII} {ASCII}?>"),
    "unknown namespace": body(para(f'<x:y xmlns:x="urn:{ASCII}" x:z="{SECRET}"/>', run("文"))),
    "unknown attribute": body(f'<w:p xmlns:x="urn:{ASCII}" x:z="{SECRET}">{run("文")}</w:p>'),
    "number of an editing session": body(f'<w:p w:rsidR="00{ASCII[:2]}">{run("文")}</w:p>'),
    "text outside of any paragraph": body(f"{para(run('文'))}{SECRET}"),
    "zero-width letters": body(para(run("文\u200b字\u2060\u00ad"))),
    "glossary": part(
        "word/glossary/document.xml",
        GLOSSARY,
        f"<w:glossaryDocument {W}><w:docParts><w:docPart><w:docPartBody>{para(run(SECRET))}</w:docPartBody></w:docPart>"
        "</w:docParts></w:glossaryDocument>",
        f"{OFFICE}/glossaryDocument",
    ),
    "empty bibliography": part(
        "customXml/item1.xml",
        XML,
        f'<b:Sources xmlns:b="http://schemas.openxmlformats.org/officeDocument/2006/bibliography" Name="{ASCII}"/>',
        f"{OFFICE}/customXml",
    ),
    "data of WPS": part(
        "customXml/item2.xml",
        XML,
        f'<s:customData xmlns:s="http://www.wps.cn/officeDocument/2013/wpsCustomData"><v>{SECRET}</v></s:customData>',
        f"{OFFICE}/customXml",
    ),
    "part that nothing leads to": add("word/embeddings/sheet.xlsx", SECRET.encode()),
    "style that nothing uses": after(
        "word/styles.xml",
        "</w:docDefaults>",
        f'<w:style w:type="paragraph" w:styleId="{ASCII}"><w:name w:val="{SECRET}"/></w:style>',
    ),
    "list that nothing uses": after(
        "word/numbering.xml",
        '2010/wordprocessingShape">',
        f'<w:abstractNum w:abstractNumId="98"><w:name w:val="{ASCII}"/><w:lvl w:ilvl="0"><w:lvlText w:val="{SECRET}"/>'
        '</w:lvl></w:abstractNum><w:num w:numId="98"><w:abstractNumId w:val="98"/></w:num>',
    ),
    "level that nothing uses": both(
        after(
            "word/numbering.xml",
            '2010/wordprocessingShape">',
            '<w:abstractNum w:abstractNumId="98"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1、"/>'
            f'</w:lvl><w:lvl w:ilvl="1"><w:lvlText w:val="{SECRET}"/></w:lvl></w:abstractNum><w:num w:numId="98">'
            '<w:abstractNumId w:val="98"/></w:num>',
        ),
        body(para(run("一"), look='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="98"/></w:numPr>')),
    ),
    "note that nothing refers to": part(
        "word/footnotes.xml",
        NOTES,
        f"<w:footnotes {W}>{FOOTNOTE.format(5, para(run(SECRET)))}</w:footnotes>",
        f"{OFFICE}/footnotes",
    ),
    "header of a first page that is none": both(
        part(
            "word/header77.xml",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml",
            f"<w:hdr {W}>{para(run(SECRET))}</w:hdr>",
            f"{OFFICE}/header",
        ),
        lambda parts: parts.update(
            {
                "word/document.xml": parts["word/document.xml"].replace(
                    b"<w:sectPr>",
                    f'<w:sectPr><w:headerReference {R} w:type="first" r:id="rIdQ{len(parts) - 1}"/>'.encode(),
                )
            }
        ),
    ),
    "looks of newer programs": body(
        para(
            run(
                "字",
                f'<w14:textFill {W14}><w14:solidFill><w14:srgbClr w14:val="000000"/></w14:solidFill></w14:textFill>',
            )
        )
    ),
}
"""Each is gone from the issued file, in which readers miss nothing."""

ALTERNATIVE = f'descr="{SECRET}"'
REFUSED: dict[str, tuple[Change, str]] = {
    "unknown element with text": (body(para(f'<x:y xmlns:x="urn:x">{SECRET}</x:y>')), "H120"),
    "text in an element without any": (
        body(para(f'<x:y xmlns:x="urn:x"><w:r><w:t>{SECRET}</w:t></w:r></x:y>')),
        "H120",
    ),
    "value of no known kind": (body(para(run("文"), look=f'<w:jc w:val="{ASCII}"/>')), "H120"),
    "reversed order": (body(para(f'<w:bdo w:val="rtl">{run("文")}</w:bdo>')), "H120"),
    "looks that hide": (
        body(para(run("字", f"<w14:textFill {W14}><w14:noFill/></w14:textFill>"))),
        "H120",
    ),
    "letters that let everything through": (
        body(
            para(
                run(
                    "字",
                    f'<w14:textFill {W14}><w14:solidFill><w14:srgbClr w14:val="000000"><w14:alpha w14:val="100000"/>'
                    "</w14:srgbClr></w14:solidFill></w14:textFill>",
                )
            )
        ),
        "H120",
    ),
    "object": (body(para("<w:r><w:object/></w:r>")), "H121"),
    "formula": (
        body(
            para(
                '<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:r><m:t>x</m:t></m:r>'
                "</m:oMath>"
            )
        ),
        "H121",
    ),
    "chart": (
        both(image(), body(para(picture(uri="http://schemas.openxmlformats.org/drawingml/2006/chart")))),
        "H121",
    ),
    "cropped picture": (both(image(), body(para(picture(crop='<a:srcRect l="20000"/>')))), "H122"),
    "other words for old programs": (body(para(box("客服电话", SECRET))), "H123"),
    "words for new programs alone": (body(para(box(SECRET, ""))), "H123"),
    "turned order": (body(para(run("甲\u202e乙"))), "H124"),
    "private letter": (body(para(run("甲\ue000乙"))), "H124"),
    "vector picture": (
        both(image(b"\x01\0\0\0EMF", "image9.emf", "image/x-emf"), body(para(picture()))),
        "H125",
    ),
    "data behind a picture": (both(image(IMAGE + b"PK"), body(para(picture()))), "H114"),
    "linked picture": (
        both(link("image", "https://www.nuandong.com/a.png"), body(para(picture(blip='r:link="rIdX"')))),
        "H105",
    ),
    "other branch of a field": (body(para(field(f' IF 1 = 1 "示" "{SECRET}" '))), "H112"),
    "field that only holds": (body(para(field(f" SET m {ASCII} "))), "H112"),
    "entry of an index": (
        body(
            para(
                f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> XE "{SECRET}" '
                '</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
            )
        ),
        "H112",
    ),
    "link to an internal address": (
        both(
            link("hyperlink", "http://oa.corp.local/doc/1"),
            body(para(f'<w:hyperlink {R} r:id="rIdX">{run("网址")}</w:hyperlink>')),
        ),
        "H126",
    ),
    "field to an internal address": (body(para(field(' HYPERLINK "http://192.168.3.4/x" '))), "H126"),
    "internal address in the text": (body(para(run("请登录http://oa/登记"))), "H126"),
    "document in the cloud": (body(para(field(' HYPERLINK "https://www.kdocs.cn/l/1" '))), "H127"),
    "hidden paragraph mark": (body(para(run("文"), look="<w:rPr><w:vanish/></w:rPr>")), "H103"),
    "picture": (both(image(), body(para(picture()))), "H131"),
    "alternative text": (both(image(), body(para(picture(alt=ALTERNATIVE)))), "H132"),
    "text of a table that is not printed": (
        body(
            f'<w:tbl><w:tblPr><w:tblDescription w:val="{SECRET}"/></w:tblPr><w:tblGrid><w:gridCol w:w="9"/></w:tblGrid>'
            f"<w:tr><w:tc>{para(run('格'))}</w:tc></w:tr></w:tbl>"
        ),
        "H132",
    ),
    "letters across the page": (
        body(
            para(
                f'<w:r><w:pict><v:shape {V} type="#_x0000_t136" style="width:90pt;height:30pt"><v:textpath on="t"'
                ' string="机 密"/></v:shape></w:pict></w:r>'
            )
        ),
        "H130",
    ),
}
"""Each is refused, by this rule."""

KEPT: dict[str, tuple[Change, bytes]] = {
    "page number": (body(para(field(" PAGE \\* MERGEFORMAT ", "3"))), b" PAGE \\* MERGEFORMAT "),
    "public link": (
        both(
            link("hyperlink", "https://www.nuandong.com/recall"),
            body(para(f'<w:hyperlink {R} r:id="rIdX">{run("网址")}</w:hyperlink>')),
        ),
        b"<w:hyperlink r:id=",
    ),
    "link within the file": (
        body(
            para(f'<w:bookmarkStart w:id="4" w:name="{SECRET}"/>', run("一"), '<w:bookmarkEnd w:id="4"/>')
            + para(field(f" REF {SECRET} \\h ", "一"))
        ),
        b" REF _Ref1 \\h ",
    ),
    "text box": (body(para(box("客服电话", "客服电话"))), "客服电话".encode()),
    "content of a control": (body(control("", para(run("显示的文字")))), "显示的文字".encode()),
    "phonetic guide": (
        body(para(f"<w:r><w:ruby>{RUBY}<w:rt>{run('zhù')}</w:rt><w:rubyBase>{run('注')}</w:rubyBase></w:ruby></w:r>")),
        b"<w:ruby>",
    ),
    "level that is only counted": (
        both(
            after(
                "word/numbering.xml",
                '2010/wordprocessingShape">',
                '<w:abstractNum w:abstractNumId="98"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/>'
                f'<w:lvlText w:val="{SECRET}"/></w:lvl><w:lvl w:ilvl="1"><w:numFmt w:val="decimal"/>'
                '<w:lvlText w:val="%1.%2"/></w:lvl></w:abstractNum>'
                '<w:num w:numId="98"><w:abstractNumId w:val="98"/></w:num>',
            ),
            body(para(run("二级"), look='<w:numPr><w:ilvl w:val="1"/><w:numId w:val="98"/></w:numPr>')),
        ),
        "二级".encode(),
    ),
    "note that the text refers to": (
        both(
            part(
                "word/footnotes.xml",
                NOTES,
                f"<w:footnotes {W}>{FOOTNOTE.format(5, para(run(SECRET)))}{FOOTNOTE.format(7, para(run('注')))}"
                "</w:footnotes>",
                f"{OFFICE}/footnotes",
            ),
            body(para(run("文"), '<w:r><w:footnoteReference w:id="7"/></w:r>')),
        ),
        b'<w:footnoteReference w:id="1"/>',
    ),
    "emoji": (body(para(run("⚠\ufe0f注意"))), "⚠\ufe0f".encode()),
}


@pytest.fixture(scope="module")
def clean(house: bytes) -> bytes:
    """A sound file of one paragraph."""
    parts = unzipped(house)
    head, _, rest = parts["word/document.xml"].decode().partition("<w:body>")
    section = rest[rest.rindex("<w:sectPr") :]
    text = "<w:p><w:r><w:t>请立即停止使用，并与本公司联系。</w:t></w:r></w:p>"
    parts["word/document.xml"] = f"{head}<w:body>{text}{section}".encode()
    return sealed(zipped(parts), PROPERTIES)


def issued(clean: bytes, change: Change) -> bytes:
    parts = unzipped(clean)
    change(parts)
    word = WordFile(zipped(parts), "a.docx")
    assert word.is_sound, [each.message("zh") for each in word.findings]
    return released(word.parts, PROPERTIES)


def found(raw: bytes) -> list[str]:
    return [each.code for each in hygiene(WordFile(raw, "a.docx"), COMPANY)]


def holds(parts: Mapping[str, bytes]) -> list[str]:
    return [name for name, raw in parts.items() if SECRET.encode() in raw or ASCII.encode() in raw]


def words_of(raw: bytes) -> list[str]:
    word = WordFile(raw, "a.docx")
    return [each.text for name in sorted(word.texts) for each in word.paragraphs(name)]


@pytest.mark.parametrize("change", GONE.values(), ids=GONE)
def test_what_no_reader_would_miss_is_gone(clean: bytes, change: Change) -> None:
    raw = issued(clean, change)
    parts = unzipped(raw)
    assert holds(parts) == [name for name in holds(parts) if name.startswith("_")]
    assert not any(SECRET in name or ASCII in name for name in parts)
    assert set(found(raw)) <= {"H131"}
    assert "请立即停止使用，并与本公司联系。" in words_of(raw)
    assert released(WordFile(raw, "a.docx").parts, PROPERTIES) == raw


@pytest.mark.parametrize(("change", "code"), REFUSED.values(), ids=REFUSED)
def test_what_a_reader_would_miss_or_somebody_decides_is_refused(clean: bytes, change: Change, code: str) -> None:
    assert code in found(issued(clean, change))


@pytest.mark.parametrize(("change", "said"), KEPT.values(), ids=KEPT)
def test_what_readers_see_and_use_stays(clean: bytes, change: Change, said: bytes) -> None:
    raw = issued(clean, change)
    assert found(raw) == []
    assert said in unzipped(raw)["word/document.xml"]
    assert holds(unzipped(raw)) == []
    assert released(WordFile(raw, "a.docx").parts, PROPERTIES) == raw


def test_alternative_texts_are_told_without_letters_that_nobody_sees(clean: bytes) -> None:
    raw = issued(clean, both(image(), body(para(picture(alt='descr="图\u200b示"')))))
    assert sorted(found(raw)) == ["H131", "H132"]
    assert 'descr="图示"'.encode() in unzipped(raw)["word/document.xml"]


def test_the_zero_width_letters_are_gone_and_the_words_stay(clean: bytes) -> None:
    assert "文字" in words_of(issued(clean, GONE["zero-width letters"]))


@pytest.mark.parametrize("change", [*GONE.values(), *(change for change, _ in KEPT.values())])
def test_an_issued_file_is_a_valid_one(clean: bytes, change: Change, tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(issued(clean, change))
    result = OpenXmlValidator().validate(path)
    assert result.is_valid, [str(each) for each in result.errors]


def test_the_gate_finds_what_is_not_known_however_it_came_into_the_file(clean: bytes) -> None:
    """It proves the finished bytes and believes nothing of how they were written."""
    for change in (
        add("word/extra.xml", "<a/>"),
        after("word/document.xml", "<w:body>", '<w:p w:rsidR="00112233"/>'),
        after("word/document.xml", "<w:body>", "<w:proofErr/>"),
        after("word/settings.xml", "<w:settings", f' xmlns:x="urn:x" x:y="{SECRET}"'),
    ):
        parts = unzipped(released(trees.Parts(unzipped(clean)), PROPERTIES))
        change(parts)
        assert {"H120", "H111"} & set(found(zipped(parts)))


TEMPLATES = sorted((ROOT / "templates/notices").glob("*.docx"))


def office_extras() -> Change:
    """What Word and WPS add to a file by themselves."""
    custom = (
        '<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="9" name="KSOProductBuildVer">'
        "<vt:lpwstr>2052-12.1</vt:lpwstr></property>"
    )
    people = '<w15:people xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"/>'
    namespaces = (
        'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"'
        ' xmlns:w16cid="http://schemas.microsoft.com/office/word/2016/wordml/cid"'
        f' {W14} mc:Ignorable="w14 w15 w16cid"'
    )
    return both(
        GONE["empty bibliography"],
        GONE["data of WPS"],
        GONE["glossary"],
        part(
            "word/people.xml",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.people+xml",
            people,
            f"{OFFICE}/people",
        ),
        part(
            "word/commentsExtended.xml",
            XML,
            f'<w15:commentsEx xmlns:w15="urn:w15" {MC}/>',
            f"{OFFICE}/commentsExtended",
        ),
        part("word/webSettings.xml", XML, f"<w:webSettings {W}/>", f"{OFFICE}/webSettings"),
        after("docProps/custom.xml", 'docPropsVTypes">', custom),
        after("word/document.xml", "<w:document", f" {namespaces}"),
        after("word/settings.xml", "<w:settings ", f"{namespaces} "),
        after(
            "word/settings.xml",
            '<w:zoom w:percent="100"/>',
            '<w:proofState w:spelling="clean"/><w:docVars/><w:rsids><w:rsidRoot w:val="00A1B2C3"/></w:rsids>'
            '<w15:chartTrackingRefBased/><w15:docId w15:val="{0}"/>',
        ),
        body(
            '<w:p w:rsidR="00A1B2C3" w14:paraId="0A0B0C0D"><w:proofErr w:type="spellStart"/>'
            '<w:bookmarkStart w:id="91" w:name="_GoBack"/><w:bookmarkEnd w:id="91"/>'
            "<w:r><w:lastRenderedPageBreak/></w:r></w:p>"
        ),
    )


@pytest.mark.parametrize("template", TEMPLATES, ids=[each.stem for each in TEMPLATES])
def test_every_template_with_what_word_and_wps_add_passes(template: Path, tmp_path: Path) -> None:
    """And says the same, is a valid file, and is written the same when it is written again."""
    plain = unzipped(template.read_bytes())
    dirty = dict(plain)
    office_extras()(dirty)
    word = WordFile(zipped(dirty), "a.docx")
    assert word.is_sound, [each.message("zh") for each in word.findings]
    raw = released(word.parts, PROPERTIES)
    kinds = set(found(raw)) - {"H106", "H107"}  # its tags are not filled in
    assert kinds <= {"H130"}
    assert words_of(raw)[1:] == words_of(zipped(plain))
    assert released(WordFile(raw, "a.docx").parts, PROPERTIES) == raw
    path = tmp_path / "a.docx"
    path.write_bytes(raw)
    assert OpenXmlValidator().validate(path).is_valid


def test_a_file_names_its_parts_the_same_whatever_they_were_called(clean: bytes) -> None:
    one = issued(clean, both(image(name="image9.png"), body(para(picture()))))
    other = issued(clean, both(image(name="photo.of.somebody.png"), body(para(picture()))))
    assert one == other
    with zipfile.ZipFile(io.BytesIO(one)) as package:
        assert "word/media/image1.png" in package.namelist()


@pytest.mark.office
def test_every_template_as_libreoffice_saves_it_passes(tmp_path: Path) -> None:
    """And says the same, is a valid file, and is written the same when it is written again."""
    program = shutil.which("soffice")
    if not program:
        pytest.skip("needs LibreOffice")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [program, profile, "--headless", "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(tmp_path)]
    environment = {**os.environ, "HOME": str(tmp_path)}
    subprocess.run([*command, *map(str, TEMPLATES)], check=True, capture_output=True, timeout=300, env=environment)
    saved = sorted(tmp_path.glob("*.docx"))
    assert [each.name for each in saved] == [each.name for each in TEMPLATES]
    for path in saved:
        word = WordFile(path.read_bytes(), "a.docx")
        raw = released(word.parts, PROPERTIES)
        assert set(found(raw)) - {"H106", "H107"} <= {"H130"}, path.name
        assert words_of(raw) == words_of(path.read_bytes())
        assert released(WordFile(raw, "a.docx").parts, PROPERTIES) == raw
        path.write_bytes(raw)
        result = OpenXmlValidator().validate(path)
        assert result.is_valid, (path.name, [str(each) for each in result.errors])
