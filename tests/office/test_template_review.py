"""What `plangen notices check` finds: each kind of damage made in a shipped template, with the exact finding."""

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from plangen.blocks.template import Names
from plangen.diagnostics import Finding
from plangen.documents.notices.notices import notices
from plangen.office.templates.comments import annotated
from plangen.office.templates.filling import Filling
from plangen.office.templates.locked import Passage, read_passages
from plangen.office.templates.review import reviewed, unused
from plangen.office.templates.word_file import WordFile
from plangen.reading.source import read

ROOT = Path(__file__).parents[2]
FILE = "templates/notices/on-site-statement.docx"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TAG = "{{ 事件.热线 }}"
LOCKED = Passage(  # the one that the template holds
    key="talk",
    text=(
        "根据《中华人民共和国消费者权益保护法》第三十九条，消费者与本公司发生消费者权益争议的，可以选择下列途径解决："
        "与本公司协商和解；请求消费者协会或者依法成立的其他调解组织调解；向有关行政部门投诉；"
        "根据与本公司达成的仲裁协议提请仲裁机构仲裁；向人民法院提起诉讼。"
    ),
    templates=("on-site-statement.docx",),
)
OTHER = Passage(key="x", text="别的", templates=("other.docx",))


@pytest.fixture(scope="module")
def facts() -> Names:
    files = {str(path.relative_to(ROOT)): path.read_bytes() for path in (ROOT / "source").rglob("*.yaml")}
    jobs = [job for _, job in notices(read(files).plan)]
    return next(job for job in jobs if job.template == "notices/on-site-statement.docx").context


@pytest.fixture(scope="module")
def shipped() -> bytes:
    return (ROOT / FILE).read_bytes()


@pytest.fixture(scope="module")
def house() -> WordFile:
    return WordFile((ROOT / "templates/house.docx").read_bytes(), "templates/house.docx")


Look = Callable[..., tuple[Finding, ...]]


@pytest.fixture(scope="module")
def look(facts: Names, house: WordFile) -> Look:
    def review(raw: bytes | None, *passages: Passage) -> tuple[Finding, ...]:
        return reviewed(Filling(WordFile(raw, FILE), facts), house, passages or (LOCKED,))

    return review


def edited(raw: bytes, old: str, new: str, part: str = "word/document.xml") -> bytes:
    """The file with the first `old` in a part's XML replaced."""
    parts = members(raw)
    text = parts[part].decode()
    assert old in text
    parts[part] = text.replace(old, new, 1).encode()
    return zipped(parts)


def members(raw: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(raw)) as package:
        return {name: package.read(name) for name in package.namelist()}


def zipped(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return out.getvalue()


def said(found: tuple[Finding, ...]) -> list[tuple[str, str]]:
    return [(each.code, each.message("zh")) for each in found]


def test_the_shipped_templates_are_sound(look: Look, shipped: bytes) -> None:
    assert said(look(shipped)) == []


@pytest.mark.parametrize(
    ("tag", "what"),
    [
        ("｛｛ 事件.热线 ｝｝", "全角花括号"),
        ("{｛ 事件.热线 }}", "全角花括号"),
        ("{{ 事件。热线 }}", "全角句点"),
        ("{{ 事件.热线，}}", "全角逗号"),
        ("{{\u3000事件.热线 }}", "全角空格"),
        ("{{ 事件.\u200b热线 }}", "看不见的字符"),
        ("{ { 事件.热线 } }", "分开的花括号"),
        ("{_{ 事件.热线 }}", "分开的花括号"),
        ("{{ 事件.热线｜default(＂无＂) }}", "全角引号、全角符号"),
        ("{事件.热线}", "单个花括号，像是少写了一个"),
    ],
)
def test_what_input_methods_do_to_a_tag_is_named_with_the_right_tag(
    look: Look, shipped: bytes, tag: str, what: str
) -> None:
    found = look(edited(shipped, TAG, tag))
    assert said(found) == [("W121", f"“{tag}”里有{what}")]
    assert "咨询和投诉热线" in found[0].at.excerpt
    assert found[0].at.spot is not None
    assert found[0].at.spot.zh.startswith("第 ")
    if tag != "{{ 事件.热线，}}" and "default" not in tag:
        assert re.sub(r"\s", "", found[0].advice("zh")) == "改成{{事件.热线}}"


def test_full_width_percent_in_a_loop_is_one_finding(look: Look, shipped: bytes) -> None:
    """The loop that is no loop any more is not reported as unbalanced as well."""
    found = look(edited(shipped, "{%p endfor %}", "｛％p endfor ％｝"))
    assert said(found) == [("W121", "“｛％p endfor ％｝”里有全角花括号、全角百分号")]
    assert found[0].advice("zh") == "改成 {%p endfor %}"


def test_chinese_quotes_are_pointed_out_and_work(look: Look, shipped: bytes) -> None:
    found = look(edited(shipped, TAG, "{{ 事件.热线|default(“无”) }}"))
    assert said(found) == [("W122", "标签 {{ 事件.热线|default(“无”) }} 里用了中文引号")]


def test_an_unbalanced_block_is_reported_with_both_places(look: Look, shipped: bytes) -> None:
    found = look(edited(shipped, "{%p endfor %}", "{%p endif %}"))
    assert [each.code for each in found] == ["W111", "W111"]
    assert "没有对应的开始标签，或者开始标签不在同一处（尚未结束的是第 " in found[0].message("zh")
    assert found[1].message("zh").endswith("没有对应的结束标签")


def test_an_unknown_field_comes_with_the_nearest_name(look: Look, shipped: bytes) -> None:
    found = look(edited(shipped, "{{ 事件.服务时间 }}", "{{ 事件.服务时刻 }}"))
    assert [(each.code, each.advice("zh")) for each in found] == [("W112", "是不是想写“服务时间”？")]


def test_tags_in_tracked_changes_hidden_text_and_text_boxes(look: Look, shipped: bytes) -> None:
    run = f'<w:r><w:t xml:space="preserve">{TAG}</w:t></w:r>'
    author = 'w:id="9" w:author="王律师"'
    end = "<w:sectPr"
    inserted = look(edited(shipped, end, f"<w:p><w:ins {author}>{run}</w:ins></w:p>{end}"))
    assert ("W123", f"“{TAG}”在未处理的插入的修订里") in said(inserted)
    assert ("W130", "修订里有姓名：王律师") in said(inserted)
    gone = run.replace("w:t>", "w:delText>").replace("<w:t ", "<w:delText ")
    deleted = look(edited(shipped, end, f"<w:p><w:del {author}>{gone}</w:del></w:p>{end}"))
    assert ("W123", f"“{TAG}”在未处理的删除的修订里") in said(deleted)
    hidden = look(edited(shipped, end, f"<w:p>{run.replace('<w:r>', '<w:r><w:rPr><w:vanish/></w:rPr>')}</w:p>{end}"))
    assert said(hidden) == [("W124", f"“{TAG}”在隐藏文字里")]
    box = f"<w:p><w:r><w:pict><w:txbxContent><w:p>{run}</w:p></w:txbxContent></w:pict></w:r></w:p>"
    assert said(look(edited(shipped, end, box + end))) == [("W125", f"“{TAG}”在文本框里")]


def test_a_tag_split_over_runs_is_fine_and_over_paragraphs_is_not(look: Look, shipped: bytes) -> None:
    middle = "</w:t></w:r><w:r><w:t>"
    assert look(edited(shipped, TAG, f"{{{middle}{{ 事件.{middle}热线 }}}}")) == ()
    found = look(edited(shipped, TAG, "{{ 事件.</w:t></w:r></w:p><w:p><w:r><w:t>热线 }}"))
    assert [each.code for each in found] == ["W126"]
    assert re.fullmatch(r"标签“\{\{ 事件\.”从这里开始，到第 \d+ 段才结束", found[0].message("zh"))


def test_fonts_and_styles_outside_the_house_are_pointed_out(look: Look, shipped: bytes) -> None:
    run = '<w:r><w:rPr><w:rFonts w:eastAsia="华文彩云"/></w:rPr><w:t>重要</w:t></w:r>'
    strange = look(edited(shipped, "<w:sectPr", f"<w:p>{run}</w:p><w:sectPr"))
    assert said(strange) == [("W128", "文字“重要”直接设了字体“华文彩云”")]
    style = '<w:style w:type="paragraph" w:styleId="a9"><w:name w:val="花样"/></w:style></w:styles>'
    styled = edited(shipped, "</w:styles>", style, "word/styles.xml")
    styled = edited(styled, "<w:sectPr", '<w:p><w:pPr><w:pStyle w:val="a9"/></w:pPr></w:p><w:sectPr')
    assert said(look(styled)) == [("W129", "用了样式“花样”，公文模板里没有（共 1 处）")]


@pytest.mark.parametrize("name", ["footnote text", "Footnote Characters", "endnote reference", "脚注文本 字符"])
def test_a_note_in_the_styles_of_its_program_is_fine(look: Look, shipped: bytes, name: str) -> None:
    style = f'<w:style w:type="paragraph" w:styleId="a9"><w:name w:val="{name}"/></w:style></w:styles>'
    styled = edited(shipped, "</w:styles>", style, "word/styles.xml")
    styled = edited(styled, "<w:sectPr", '<w:p><w:pPr><w:pStyle w:val="a9"/></w:pPr></w:p><w:sectPr')
    assert said(look(styled)) == []


def test_a_foreign_style_in_a_note_is_not_to_become_that_of_the_text(look: Look, shipped: bytes) -> None:
    style = '<w:style w:type="paragraph" w:styleId="a9"><w:name w:val="花样"/></w:style></w:styles>'
    note = (
        f'<w:footnotes xmlns:w="{W[1:-1]}"><w:footnote w:id="2"><w:p><w:pPr><w:pStyle w:val="a9"/></w:pPr>'
        "<w:r><w:t>注</w:t></w:r></w:p></w:footnote></w:footnotes>"
    )
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    override = f'<Override PartName="/word/footnotes.xml" ContentType="{kind}"/></Types>'
    styled = edited(shipped, "</w:styles>", style, "word/styles.xml")
    raw = edited(styled, "</Types>", override, "[Content_Types].xml")
    (found,) = look(zipped({**members(raw), "word/footnotes.xml": note.encode()}))
    assert found.code == "W129"
    assert found.advice("zh").startswith("脚注、尾注里的文字用自带的")


def test_names_in_properties_are_pointed_out(look: Look, shipped: bytes) -> None:
    raw = edited(shipped, "plangen</cp:lastModifiedBy>", "王律师</cp:lastModifiedBy>", "docProps/core.xml")
    assert said(look(raw)) == [("W130", "文件属性里有姓名：王律师")]


def test_a_locked_passage_must_stand_as_approved(look: Look, shipped: bytes) -> None:
    assert look(shipped, LOCKED) == ()
    changed = look(edited(shipped, "与本公司协商和解", "与本公司友好和解"), LOCKED)
    assert said(changed) == [("W131", "固定条款“talk”与核准文本不同：“协商”→“友好”")]
    assert f"“{LOCKED.text}”" in changed[0].advice("zh")
    missing = look(edited(shipped, LOCKED.text, ""), LOCKED)
    assert said(missing) == [("W132", "缺少固定条款“talk”")]
    assert look(edited(shipped, LOCKED.text, ""), OTHER) == ()


def test_a_locked_passage_without_its_style_is_still_compared(look: Look, shipped: bytes) -> None:
    """Taking the mark away unlocks nothing: the passage is known by its text, and by what is left of it."""
    bare = edited(shipped, '<w:pStyle w:val="Locked"/>', '<w:pStyle w:val="Body"/>')
    assert look(bare) == ()
    assert [each.code for each in look(edited(bare, "向人民法院提起诉讼", "向本公司所在地人民法院提起诉讼"))] == [
        "W131"
    ]
    assert [each.code for each in look(edited(bare, LOCKED.text, "争议由本公司最终解释。"))] == ["W132"]


def test_a_passage_in_the_locked_style_needs_an_approved_text(look: Look, shipped: bytes) -> None:
    assert said(look(shipped, OTHER)) == [("W133", "这段固定条款在 locked.yaml 里没有核准文本")]


def test_a_content_control_is_known_by_its_tag(look: Look, shipped: bytes) -> None:
    def control(text: str) -> bytes:
        inner = f"<w:sdtContent><w:p><w:r><w:t>{text}</w:t></w:r></w:p>"
        own = f'<w:sdt><w:sdtPr><w:tag w:val="locked:talk"/></w:sdtPr>{inner}'
        bare = edited(shipped, LOCKED.text, "")
        return edited(bare, "<w:sectPr", f"{own}</w:sdtContent></w:sdt><w:sectPr")

    assert look(control(LOCKED.text), LOCKED) == ()
    assert [each.code for each in look(control("全然不同"), LOCKED)] == ["W131"]
    assert [each.code for each in look(control(LOCKED.text), OTHER)] == ["W133"]


def test_a_miswritten_passage_is_a_finding() -> None:
    passages, found = read_passages({"a": {"text": "x", "templates": ["y.docx"]}, "b": "z"}, "locked.yaml")
    assert [each.key for each in passages] == ["a"]
    assert [(each.code, each.at.path) for each in found] == [("W134", "b")]


def test_facts_that_are_known_and_not_used_are_said(facts: Names, shipped: bytes) -> None:
    before = unused(WordFile(shipped, FILE), [facts])
    without = edited(shipped, TAG, "")
    assert "事件.热线" not in str(before[0].values["names"])
    assert "事件.热线" in str(unused(WordFile(without, FILE), [facts])[0].values["names"])


def test_the_findings_stand_as_comments_at_their_place(
    look: Look, shipped: bytes, audit: Callable[[bytes], list[str]]
) -> None:
    raw = edited(shipped, TAG, "｛｛ 事件.热线 ｝｝")
    findings = look(raw)
    copy = annotated(WordFile(raw, FILE), findings, "zh")
    assert audit(copy) == []
    assert copy == annotated(WordFile(raw, FILE), findings, "zh")
    parts = members(copy)
    comments = etree.fromstring(parts["word/comments.xml"])
    assert "".join(each.text or "" for each in comments.iter(f"{W}t")).startswith(
        "[W121] “｛｛ 事件.热线 ｝｝”里有全角花括号改成"
    )
    mark = next(etree.fromstring(parts["word/document.xml"]).iter(f"{W}commentRangeStart"))
    paragraph = mark.getparent()
    assert paragraph is not None
    assert "咨询和投诉热线" in "".join(each.text or "" for each in paragraph.iter(f"{W}t"))


def test_a_file_that_is_no_template_is_one_finding(look: Look, shipped: bytes) -> None:
    doc = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)  # .doc renamed, or encrypted: both are OLE files
    assert [each.code for each in look(doc)] == ["W102"]
    assert [each.code for each in look(None)] == ["W101"]
    macros = {**members(shipped), "word/vbaProject.bin": b"x"}
    assert [each.code for each in look(zipped(macros))] == ["W106"]
    bomb = {**members(shipped), "word/media/x.bin": bytes(65 << 20)}
    assert [each.code for each in look(zipped(bomb))] == ["W104"]


@pytest.mark.parametrize("expression", ["事件.__class__", "().__class__.__mro__", "range(10**9)", "cycler"])
def test_python_is_out_of_reach(look: Look, shipped: bytes, expression: str) -> None:
    found = look(edited(shipped, TAG, f"{{{{ {expression} }}}}"))
    assert found
    assert {each.code for each in found} <= {"W111", "W112", "W113"}


def test_two_hundred_pages_are_read(look: Look, shipped: bytes) -> None:
    paragraph = f"<w:p><w:r><w:t>甲{TAG}乙，这是一段比较长的文字，用来凑足篇幅。</w:t></w:r></w:p>"
    row = f"<w:tr><w:tc>{paragraph}</w:tc><w:tc>{paragraph}</w:tc></w:tr>"
    table = f'<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="900"/></w:tblGrid>{row * 1000}</w:tbl>'
    raw = edited(shipped, "<w:sectPr", paragraph * 4000 + table + "<w:sectPr")
    assert look(raw, LOCKED) == ()
