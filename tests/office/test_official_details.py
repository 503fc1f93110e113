"""What official documents and Word want of a document beside its text: levels, fields, letters, turned pages."""

import datetime
import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from plangen.blocks.document import (
    Block,
    Column,
    Contents,
    Document,
    Heading,
    HeadingForm,
    Items,
    PageBreak,
    Paragraph,
    Role,
    SectionBreak,
    Span,
    Table,
    paragraph,
    row,
)
from plangen.office.house.layout import Layout
from plangen.office.ooxml.package import parts_of
from plangen.office.pdf.convert import pdfs
from plangen.office.pdf.printed_lines import foot_of, lines
from plangen.office.pdf.text import pages
from plangen.office.redline import redline
from plangen.office.word.writer import write_document

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
Soffice = Callable[[bytes], Path]


def made(house: bytes, *blocks: Block) -> bytes:
    document = Document(
        title="计划",
        subject="演练",
        author="某公司",
        header="演练文件",
        created=datetime.date(2024, 12, 1),
        blocks=blocks,
    )
    return write_document(document, house)


def body(docx: bytes) -> str:
    return parts_of(docx)["word/document.xml"].decode()


def heading(level: int) -> Heading:
    return Heading(level=level, text="标题", key=f"k{level}")


def shown(number: int, name: str) -> Table:
    return Table(columns=(Column(), Column()), rows=(row("甲", "乙", header=True),), caption=f"表{number}　{name}")


def reference(label: str) -> Paragraph:
    return Paragraph(spans=(Span("见"), Span(label, refers=True), Span("。")))


LIST = Items(items=((Span("一项"),),))


def list_patterns(docx: bytes) -> list[str]:
    """How the items of each list are numbered, in their order."""
    numbering = parts_of(docx)["word/numbering.xml"].decode()
    abstract = dict(re.findall(r'<w:num [^>]*w:numId="(\d+)"[^>]*><w:abstractNumId w:val="(\d+)"/>', numbering))
    texts = {
        found[1]: found[2]
        for found in re.finditer(
            r'<w:abstractNum w:abstractNumId="(\d+)">.*?<w:lvlText w:val="([^"]*)"', numbering, re.DOTALL
        )
    }
    used = re.findall(r'<w:pStyle w:val="Ordered"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="(\d+)"/>', body(docx))
    return [texts[abstract[each]] for each in used]


def test_lists_go_on_with_the_levels_of_the_headings_above_them(house: bytes) -> None:
    """No level is left out: below （一） stand 1、, below 1、 stand （1）."""
    levels = (LIST, heading(1), LIST, heading(2), LIST, heading(3), LIST, heading(4), LIST)
    assert list_patterns(made(house, *levels)) == ["%1、", "%1、", "%1、", "（%1）", "%1）"]


def test_a_house_template_made_earlier_numbers_all_lists_as_it_did(house: bytes) -> None:
    parts = dict(parts_of(house))
    numbering = parts["word/numbering.xml"].decode()
    parts["word/numbering.xml"] = re.sub(
        r'<w:abstractNum w:abstractNumId="[34]">.*?</w:abstractNum>', "", numbering, flags=re.DOTALL
    ).encode()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        for name, raw in parts.items():
            file.writestr(name, raw)
    assert list_patterns(made(packed.getvalue(), heading(3), LIST)) == ["%1、"]


def test_numbers_of_tables_are_fields_that_hold_their_text(house: bytes) -> None:
    docx = body(made(house, reference("表2"), shown(1, "名单"), shown(2, "安排")))
    codes = re.findall(r"<w:instrText[^>]*>([^<]*)<", docx)
    target = re.findall(r'w:name="(_Ref[^"]*)"', docx)
    assert [each.strip() for each in codes] == [f"REF {target[1]} \\h", r"SEQ 表 \* ARABIC", r"SEQ 表 \* ARABIC"]
    assert "".join(re.findall(r"<w:t[ >][^<]*?>?([^<>]*)</w:t>", docx)).startswith("见表2。表1　名单")


def test_numbers_that_word_would_count_otherwise_are_text(house: bytes) -> None:
    """In a part of a document that keeps the numbers of the whole."""
    docx = body(made(house, reference("表3"), shown(3, "名单"), shown(5, "安排")))
    assert "instrText" not in docx
    assert "见表3。" in "".join(re.findall(r"<w:t[^>]*>([^<]*)</w:t>", docx))


def test_a_number_that_no_table_of_the_document_has_is_text(house: bytes) -> None:
    assert "REF" not in body(made(house, reference("表9"), shown(1, "名单")))


def test_a_redline_shows_a_new_number_and_nothing_of_fields(house: bytes) -> None:
    old, new = made(house, reference("表1"), shown(1, "名单")), made(house, reference("表1"), shown(1, "名册"))
    made_of_both = redline(old, new, author="甲").raw
    assert made_of_both is not None
    changed = re.findall(r"<w:(?:del|ins) .*?</w:(?:del|ins)>", body(made_of_both), re.DOTALL)
    assert changed
    assert not any("instrText" in each or "fldChar" in each for each in changed)


def test_a_head_in_the_middle_of_a_table_is_known_as_a_head(house: bytes) -> None:
    rows = (row("姓名", "某某"), row("时间", "做什么", header=True), row("9:00", "报到"))
    docx = body(made(house, Table(columns=(Column(), Column()), rows=rows)))
    assert docx.count("<w:tbl>") == 2
    assert docx.count("<w:tblHeader/>") == 1


LETTER = (
    paragraph("某某〔2026〕7号", Role.NUMBER),
    Heading(level=1, text="关于开展应急演练的通知", key="letter", numbered=False, form=HeadingForm.TITLE),
    paragraph("正文。"),
    paragraph("附件：1. 安排", Role.ATTACHED),
    paragraph("2. 名单", Role.ATTACHED),
    paragraph("某某公司消费者权益保护办公室", Role.SIGNED),
    paragraph("2026年5月11日", Role.SIGNED),
    paragraph("抄送：某某部。", Role.IMPRINT),
    paragraph("某某办公室　2026年5月11日印发", Role.IMPRINT),
    Heading(level=1, text="安排", key="a", numbered=False, new_page=True, form=HeadingForm.ATTACHMENT, label="附件1"),
    paragraph("安排如下。"),
)


@pytest.mark.office
def test_a_letter_has_its_parts_where_they_belong(house: bytes, soffice: Soffice) -> None:
    first, second = pages(soffice(made(house, *LETTER)).read_bytes())
    found = {line.text: line for page in (first,) for line in lines(page.glyphs)}
    name, date = found["某某公司消费者权益保护办公室"], found["2026年5月11日"]
    assert abs(date.x - name.x - 2 * 15.75) < 2
    assert abs(595.3 - 73.7 - name.right - 2 * 15.75) < 2
    assert name.y - found["2.名单"].y == pytest.approx(2 * 28.95, abs=1)  # a blank line between
    assert found["抄送：某某部。"].y > 842 - 100 - 60  # at the foot of the page, above its number
    number, title = (line for line in lines(second.glyphs) if line.text in {"附件1", "安排"})
    assert number.x == pytest.approx(28 / 25.4 * 72, abs=2)
    assert title.y - number.y > 2 * 28.95


@pytest.mark.office
def test_numbers_of_turned_pages_stand_where_those_of_the_others_do(
    house: bytes, layout: Layout, soffice: Soffice
) -> None:
    blocks = (
        *(paragraph("甲"), SectionBreak(landscape=True), paragraph("乙"), PageBreak(), paragraph("丙")),
        *(SectionBreak(), paragraph("丁"), SectionBreak(landscape=True), paragraph("戊")),
    )
    found = pages(soffice(made(house, *blocks)).read_bytes())
    assert [page.width > page.height for page in found] == [False, True, True, False, True]
    feet = [foot_of(page, layout) for page in found]
    printed = [(next(lines(page.glyphs)), frame) for page, frame in feet]
    assert [line.text for line, _ in printed] == ["—1—", "—2—", "—3—", "—4—", "—5—"]
    for number, (line, frame) in enumerate(printed, start=1):
        off = line.right - (frame.right - 14) if number % 2 else line.x - (frame.left + 14)
        assert abs(off) < 1, number


@pytest.mark.office
def test_programs_count_to_the_numbers_that_are_printed(house: bytes, soffice: Soffice) -> None:
    """LibreOffice works fields out anew when it opens a file."""
    blocks = [block for at in range(1, 12) for block in (reference(f"表{at}"), shown(at, f"名单{at}甲"))]
    text = "".join(page.text for page in pages(soffice(made(house, *blocks)).read_bytes()))
    for at in range(1, 12):
        assert f"见表{at}。" in text
        assert f"表{at}名单{at}甲" in text


@pytest.mark.office
@pytest.mark.parametrize("lines", [23, 24, 25, 48, 49, 50, 51])
def test_no_page_of_a_contents_list_holds_a_line_or_two(house: bytes, soffice: Soffice, lines: int) -> None:
    blocks: tuple[Block, ...] = (
        *(SectionBreak(numbered=False), Contents(levels=2), SectionBreak(restart=True)),
        *(Heading(level=1 + (at % 4 > 0), text="一节的名称", key=f"k{at}") for at in range(lines)),
        paragraph("正文"),
    )
    document = Document(
        title="计划", subject="", author="", header="演练文件", created=datetime.date(2024, 12, 1), blocks=blocks
    )
    raw = write_document(document, house, {f"k{at}": str(at) for at in range(lines)})
    listed = [page.text for page in pages(soffice(raw).read_bytes()) if "..." in page.text]
    counts = [page.count("一节的名称") for page in listed]
    assert sum(counts) == lines
    assert min(counts) > 2


@pytest.mark.office
def test_pdfs_are_tagged_and_say_their_language(house: bytes) -> None:
    """Read aloud, each cell of a head is one, that in the middle of a table too."""
    rows = (row("编号", "内容", header=True), row("一", "甲"), row("时间", "做什么", header=True), row("二", "乙"))
    table = Table(columns=(Column(), Column()), rows=rows)
    raw = made(house, Heading(level=1, text="总则", key="a"), table)
    printed = pdfs({"文件.docx": raw}, "soffice")["文件.docx"]
    with pikepdf.open(io.BytesIO(printed)) as pdf:
        assert str(pdf.Root["/Lang"]) == "zh-CN"
        assert bool(pdf.Root["/MarkInfo"]["/Marked"])
        kinds = [str(each.get("/S")) for each in pdf.objects if isinstance(each, pikepdf.Dictionary)]
    assert (kinds.count("/TH"), kinds.count("/TD")) == (4, 4)
    assert any("H1" in each or "Heading" in each for each in kinds)
