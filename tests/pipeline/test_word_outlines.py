"""An outline written in Word is the outline that the same words are in a text file."""

import re

import docx
import msgspec
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from hypothesis import given
from hypothesis import strategies as st

from plangen.blocks.authored import AuthoredLine, AuthoredTable
from plangen.blocks.document import Span
from plangen.diagnostics import NOWHERE, Severity
from plangen.model.outline import Placeholder, TableHead, TableLine, TextLine
from plangen.pipeline.outline_files import outline_text, read_outline_file, shipped
from plangen.reading.outlines.word_lines import read_authored
from tests.word_outline import as_word, properties, put, raw_of, xml


def plain(nodes: object) -> object:
    """The tree without places, widths of columns as shares."""
    if isinstance(nodes, TableHead):
        whole = sum(nodes.weights)
        weights = tuple(pytest.approx(each / whole, abs=0.03) for each in nodes.weights)
        return {**plain_fields(nodes), "weights": weights}
    if isinstance(nodes, msgspec.Struct):
        return plain_fields(nodes)
    if isinstance(nodes, tuple):
        return tuple(map(plain, nodes))
    return nodes


def plain_fields(node: msgspec.Struct) -> dict[str, object]:
    return {name: plain(getattr(node, name)) for name in node.__struct_fields__ if name != "at"} | {"": type(node)}


@pytest.mark.parametrize("document", sorted(shipped()))
def test_every_outline_that_comes_with_plangen_says_in_word_what_it_says_in_text(document: str) -> None:
    file, raw = shipped()[document]
    text, _ = read_outline_file(document, file, raw)
    word, findings = read_outline_file(document, "plan.docx", as_word(raw.decode()))
    assert findings == ()
    for mine, theirs in zip(word.nodes, text.nodes, strict=False):
        assert plain(mine) == plain(theirs)
    assert len(word.nodes) == len(text.nodes)
    assert [each.text for each in word.lines] == [each.text for each in text.lines]


def said(document: object) -> list[str]:
    """The outline as lines of text."""
    text = outline_text("plan.docx", raw_of(document))  # type: ignore[arg-type]  # a docx.Document
    assert text is not None
    return list(text)


def findings(raw: bytes) -> list[tuple[str, str]]:
    _, found = read_outline_file("plan", "templates/outlines/plan.docx", raw)
    return [(each.code, each.at.spot.zh if each.at.spot else "") for each in found]


def what(raw: bytes) -> list[str]:
    _, found = read_outline_file("plan", "plan.docx", raw)
    return [each.message("zh") for each in found]


def test_signs_that_were_typed_in_word_are_text() -> None:
    document = docx.Document()
    typed = [
        "# 号房",
        "+ 加",
        "- 减",
        "| 竖线",
        "> 大于",
        "＃ 全角",
        "<!-- 尖 -->",
        r"\# 斜线",
        r"\\",
        "〔2026〕1号",
        r"a\b",
    ]
    for text in typed:
        document.add_paragraph(text)
    outline, found = read_outline_file("plan", "plan.docx", raw_of(document))
    assert found == ()
    assert [node.text for node in outline.nodes if isinstance(node, TextLine)] == typed


def test_cells_say_what_they_say_in_word() -> None:
    document = docx.Document()
    rows = [["甲", "乙"], ["-", "--"], ["a|b", r"c\|d"], ["{{ 部门|连接('、') }}", "|"], ["", "# 号"]]
    table = document.add_table(rows=0, cols=2)
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    outline, found = read_outline_file("plan", "plan.docx", raw_of(document))
    assert found == ()
    assert [list(node.cells) for node in outline.nodes if isinstance(node, TableHead | TableLine)] == rows


def test_a_table_of_one_row_keeps_its_words() -> None:
    document = docx.Document()
    document.add_table(rows=1, cols=2).cell(0, 0).text = "提示"
    outline, _ = read_outline_file("plan", "plan.docx", raw_of(document))
    assert [node.cells for node in outline.nodes if isinstance(node, TableHead | TableLine)] == [("", ""), ("提示", "")]


def test_styles_and_looks_say_what_a_paragraph_is() -> None:
    document = docx.Document()
    document.add_paragraph("演练令", style="Title")
    document.add_paragraph("2026年3月").alignment = WD_ALIGN_PARAGRAPH.RIGHT
    based = document.styles.add_style("我的标题", 1)
    based.base_style = document.styles["Heading 2"]
    document.add_paragraph("第一节 {#one 保留}", style="我的标题").paragraph_format.page_break_before = True
    document.styles.add_style("无编号标题 1", 1)
    document.add_paragraph("附录", style="无编号标题 1")
    properties(document.add_paragraph("按大纲级别"), '<w:outlineLvl w:val="2"/>')
    document.add_paragraph("").add_run().add_break(WD_BREAK.PAGE)
    paragraph = document.add_paragraph("甲")
    paragraph.add_run(" 乙 ").bold = True
    paragraph.add_run("丙").add_break()
    paragraph.add_run("丁")
    put(document.add_paragraph(), "**粗{{ 部.**门 }}** **〔表：甲〕**")
    put(document.add_paragraph(), "**〔表：演练步骤〕**")
    put(document.add_paragraph(style="Heading 1"), "**{%p for 岗位 in 岗位 %}**")
    put(document.add_paragraph(style="List Number"), "{%p endfor %}")
    document.add_paragraph("表 1　值班", style="Caption")
    document.add_table(rows=2, cols=1).cell(0, 0).text = "部门"
    document.add_paragraph("图 1　流程", style="Caption")
    assert said(document) == [
        *(
            "文题：演练令",
            "落款：2026年3月",
            "## 第一节 {#one 保留 新页}",
            "# 附录 {不编号}",
            "### 按大纲级别",
            "〔页：换页〕",
        ),
        *(
            "甲 **乙** 丙",
            "丁",
            "**粗{{ 部.门 }}** 〔表：甲〕",
            "〔表：演练步骤〕",
            "{%p for 岗位 in 岗位 %}",
            "{%p endfor %}",
        ),
        *("表题：值班", "| 部门 |", f"|{'-' * 60}|", "|  |", "图 1　流程"),
    ]


def test_options_of_a_placeholder_go_on_in_further_paragraphs() -> None:
    document = docx.Document()
    for text in ("〔页：指挥卡", "｜热线：电话", "｜说明：打钩〕", "｜不是选项"):
        document.add_paragraph(text)
    outline, _ = read_outline_file("plan", "plan.docx", raw_of(document))
    slot, behind = outline.nodes
    assert isinstance(slot, Placeholder)
    assert slot.options == {"热线": "电话", "说明": "打钩"}
    assert isinstance(behind, TextLine)
    assert behind.text == "｜不是选项"


def test_what_is_wrong_is_told_where_it_stands_in_word() -> None:
    document = docx.Document()
    document.add_paragraph("甲 {#a}", style="Heading 1")
    document.add_paragraph("1. 乙 {#a}", style="Heading 3")
    document.add_paragraph("太深", style="Heading 5")
    document.add_paragraph("零宽\u200b字")
    assert findings(raw_of(document)) == [
        *(("Y104", "第 4 段"), ("B102", "第 2 段"), ("B103", "第 2 段"), ("B106", "第 2 段"), ("B101", "第 3 段"))
    ]
    assert any("第一次在第 1 段" in each for each in what(raw_of(document)))


TRACKED = (
    '<w:ins w:id="1" w:author="a"><w:r><w:t>乙</w:t></w:r></w:ins>'
    '<w:del w:id="2" w:author="a"><w:r><w:delText>丙</w:delText></w:r></w:del>'
)
CONTROL = "<w:sdt><w:sdtPr/><w:sdtContent><w:r><w:t>乙</w:t></w:r></w:sdtContent></w:sdt>"
FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{code}</w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>乙</w:t></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
INSIDE = [
    (TRACKED, "B150", "（共 2 处）"),
    (CONTROL, "B152", "内容控件"),
    (FIELD.format(code=" DATE "), "B152", "域，"),
    (FIELD.format(code=' HYPERLINK "https://a" '), "B152", "超链接"),
    ('<w:hyperlink w:anchor="a"><w:r><w:t>乙</w:t></w:r></w:hyperlink>', "B152", "超链接"),
    ('<w:fldSimple w:instr="DATE"><w:r><w:t>乙</w:t></w:r></w:fldSimple>', "B152", "域，"),
    ('<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>乙</w:t></w:r>', "B152", "上标"),
]


@pytest.mark.parametrize(("inside", "code", "words"), INSIDE)
def test_words_within_what_is_not_kept_are_read_and_it_is_said(inside: str, code: str, words: str) -> None:
    document = docx.Document()
    xml(document.add_paragraph("甲"), inside)
    raw = raw_of(document)
    assert findings(raw) == [(code, "第 1 段")]
    assert words in what(raw)[0]
    assert said(document) == ["甲乙"]


GONE = [
    ("<w:r><w:drawing/></w:r>", "图片"),
    ("<w:r><w:pict/></w:r>", "文本框"),
    ('<w:r><w:footnoteReference w:id="1"/></w:r>', "脚注"),
    ('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>', "符号字体"),
    ("<w:r><w:object/></w:r>", "嵌入的对象"),
]


@pytest.mark.parametrize(("inside", "words"), GONE)
def test_what_would_be_lost_is_an_error_that_names_the_way_out(inside: str, words: str) -> None:
    document = docx.Document()
    xml(document.add_paragraph("甲"), inside)
    _, (finding,) = read_outline_file("plan", "plan.docx", raw_of(document))
    assert (finding.code, finding.severity) == ("B151", Severity.ERROR)
    assert words in finding.message("zh")
    assert "〔件：名称〕" in finding.advice("zh")


def test_merged_cells_and_tables_in_tables_are_refused() -> None:
    document = docx.Document()
    merged = document.add_table(rows=2, cols=2)
    merged.cell(0, 0).merge(merged.cell(0, 1))
    document.add_paragraph()
    tall = document.add_table(rows=2, cols=2)
    tall.cell(0, 0).merge(tall.cell(1, 0))
    document.add_paragraph()
    document.add_table(rows=2, cols=1).cell(0, 0).add_table(rows=1, cols=1)
    assert [code for code, _ in findings(raw_of(document))] == ["B151"] * 3


def test_a_contents_list_is_left_out_and_what_follows_it_is_not() -> None:
    document = docx.Document()
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> TOC \\o </w:instrText></w:r>'
    xml(
        document.add_paragraph(), f'{begin}<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>目的 1</w:t></w:r>'
    )
    xml(document.add_paragraph("组织 2"), '<w:r><w:fldChar w:fldCharType="end"/></w:r>')
    document.add_paragraph("正文")
    document.styles.add_style("toc 1", 1)
    document.add_paragraph("目的 1", style="toc 1")
    document.add_paragraph("正文")
    assert said(document) == ["正文", "正文"]
    assert [code for code, _ in findings(raw_of(document))] == ["B152"]


def test_tags_that_word_splits_over_runs_are_whole() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph()
    for text in ("{", "{ 应急", "小组.名称 }", "}成立"):
        paragraph.add_run(text)
        xml(
            paragraph,
            '<w:proofErr w:type="spellStart"/><w:bookmarkStart w:id="1" w:name="a"/><w:bookmarkEnd w:id="1"/>',
        )
    assert said(document) == ["{{ 应急小组.名称 }}成立"]


def test_items_of_deeper_levels_are_said_to_be_like_the_others() -> None:
    document = docx.Document()
    document.add_paragraph("甲", style="List Number")
    document.add_paragraph("乙", style="List Bullet 2")
    inner = document.add_paragraph("丙", style="List Number")
    key = document.styles["List Number"].element.pPr.numPr.numId.val
    properties(inner, f'<w:numPr><w:ilvl w:val="1"/><w:numId w:val="{key}"/></w:numPr>')
    plain = document.add_paragraph("丁", style="List Number")
    properties(plain, '<w:numPr><w:numId w:val="0"/></w:numPr>')
    assert said(document) == ["+ 甲", "- 乙", "+ 丙", "丁"]
    assert [spot for _, spot in findings(raw_of(document))] == ["第 3 段"]


@pytest.mark.parametrize(
    ("raw", "code"), [(b"", "W103"), (b"PK\x03\x04nonsense", "W103"), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "W102")]
)
def test_a_file_that_is_no_sound_word_file_is_a_finding(raw: bytes, code: str) -> None:
    outline, (finding,) = read_outline_file("plan", "plan.docx", raw)
    assert outline.nodes == ()
    assert finding.code == code
    assert outline_text("plan.docx", raw) is None


@given(
    st.lists(
        st.text(st.sampled_from("#+-|>\\<〔〕＃* a部｜{}：表题文.!"), min_size=1, max_size=9), min_size=1, max_size=6
    )
)
def test_text_of_word_comes_back_as_it_was(texts: list[str]) -> None:
    """Whatever is typed in a paragraph is printed, but for what the language says with words of its own."""
    texts = [each for each in texts if "\\〔" not in each]  # a backslash that was typed before a placeholder
    kept = [each for each in texts if not re.search(r"\*\*|〔|｜|[{}]|题\s*：", each)]
    lines = [AuthoredLine(spans=(Span(each),), at=NOWHERE) for each in kept]
    outline, _ = read_authored("plan", "plan.docx", lines)
    assert [node.text for node in outline.nodes if isinstance(node, TextLine)] == [
        each.strip(" ") for each in kept if each.strip(" ")
    ]
    if not texts:
        return
    cells = tuple(tuple((AuthoredLine(spans=(Span(each),), at=NOWHERE),) for each in texts) for _ in range(2))
    places = ((NOWHERE,) * len(texts),) * 2
    table = AuthoredTable(rows=cells, places=places, weights=(1.0,) * len(texts))
    outline, _ = read_authored("plan", "plan.docx", [table])
    head, row = outline.nodes
    assert isinstance(head, TableHead)
    assert isinstance(row, TableLine)
    assert head.cells == tuple(each.strip(" ") for each in texts)
    assert row.cells == head.cells
