"""Everything that a Word or Excel file says stands on its pages, and nothing else: by LibreOffice's own PDF."""

import io
import shutil
import zipfile
from collections.abc import Callable, Mapping
from typing import TypeAlias

import docx
import openpyxl
import pytest
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from openpyxl.styles import Alignment
from openpyxl.worksheet.worksheet import Worksheet

from plangen.office.excel.unprinted import ScreenOnly
from plangen.office.paper.held_together import compared
from plangen.office.paper.unlikeness import Unlike
from plangen.office.pdf.convert import pdfs
from plangen.office.pdf.for_print import for_print
from plangen.office.readable.file import package_parts

pytestmark = pytest.mark.office

Change: TypeAlias = Callable[[str], str]
LONG = "一段要占好几行的文字，用来看它在格子里怎样换行，又怎样接到下一页去。"


@pytest.fixture(scope="session")
def program() -> str:
    found = shutil.which("soffice")
    if not found:
        pytest.skip("needs LibreOffice")
    return found


def word(write: Callable[[WordDocument], None]) -> bytes:
    document = docx.Document()
    write(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def changed(raw: bytes, part: str, change: Change) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, change(content.decode()).encode() if name == part else content)
    return out.getvalue()


def told(name: str, raw: bytes, program: str, on_screen: Mapping[str, ScreenOnly] | None = None) -> list[str]:
    pdf = pdfs({name: raw}, program)[name]
    found = compared(raw, pdf, on_screen=on_screen)
    assert found.texts > 0
    return [f"{each.kind} {each.spot.zh} {each.text}" for each in found.differences]


def plenty(document: WordDocument) -> None:
    """Lists, merged and split cells, nested tables, columns, turned pages, frames, boxes, fields, hidden text."""
    document.add_heading("标题", 1)
    for text in ("第一项", "第二项"):
        document.add_paragraph(text, style="List Number")
        document.add_paragraph(text, style="List Bullet")
    numbered = document.add_paragraph("带隐藏文字")
    numbered.add_run("看不见的").font.hidden = True
    numbered.add_run("的一段 Office ﬁles, non\u2011breaking—dash……省略")
    capital = document.add_paragraph("")
    capital.add_run("all capitals").font.all_caps = True
    table = document.add_table(rows=40, cols=3, style="Table Grid")
    for number, row in enumerate(table.rows):
        for at, cell in enumerate(row.cells):
            cell.text = f"{number}行{at}列" if number % 7 else LONG * (6 if at == 1 else 1)
    table.cell(1, 0).merge(table.cell(3, 0))
    table.cell(5, 1).merge(table.cell(5, 2))
    inner = table.cell(6, 2).add_table(rows=2, cols=2)
    inner.cell(0, 0).text, inner.cell(1, 1).text = "里面的表", "第四格"
    head = table.rows[0]._tr.get_or_add_trPr()  # python-docx has no word for it
    head.append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))
    section = document.add_section(WD_SECTION.NEW_PAGE)
    section.orientation, section.page_width, section.page_height = (
        WD_ORIENT.LANDSCAPE,
        section.page_height,
        section.page_width,
    )
    section._sectPr.append(parse_xml(f'<w:cols {nsdecls("w")} w:num="2" w:space="720"/>'))
    for number in range(60):
        document.add_paragraph(f"{number}、{LONG}")
    framed = document.add_paragraph("放在框里的一段")
    framed._p.get_or_add_pPr().append(
        parse_xml(f'<w:framePr {nsdecls("w")} w:w="2000" w:hSpace="180" w:wrap="around" w:hAnchor="margin" w:y="400"/>')
    )
    document.add_paragraph("最后一段")
    footer = document.sections[0].footer.paragraphs[0]
    footer._p.append(parse_xml(f"<w:r {nsdecls('w')}><w:t>第</w:t></w:r>"))
    footer._p.append(parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'))
    document.sections[0].header.paragraphs[0].text = "标题"


def paragraphs(without: int = -1) -> Callable[[WordDocument], None]:
    def write(document: WordDocument) -> None:
        for number in range(9):
            if number != without:
                document.add_paragraph(f"第{number}段，{LONG}")

    return write


def test_nothing_is_said_of_a_file_whose_pages_show_all_of_it(program: str) -> None:
    assert told("多.docx", word(plenty), program) == []


def test_a_paragraph_that_only_the_file_has_is_lost_and_one_that_only_the_page_has_is_added(program: str) -> None:
    with_it, without_it = word(paragraphs()), word(paragraphs(without=4))
    made = pdfs({"有.docx": with_it, "无.docx": without_it}, program)
    lost = compared(with_it, made["无.docx"]).differences
    assert [(each.kind, each.text[:4], each.spot.zh) for each in lost] == [(Unlike.LOST, "第4段，", "第 5 段")]
    added = compared(without_it, made["有.docx"]).differences
    assert [(each.kind, each.text[:4], each.page) for each in added] == [(Unlike.ADDED, "第4段，", 1)]


def test_another_page_number_or_header_than_the_file_says_is_noticed(program: str) -> None:
    raw = word(plenty)
    made = pdfs({"页.docx": raw}, program)["页.docx"]
    renumbered = changed(
        raw, "word/document.xml", lambda xml: xml.replace("<w:cols ", '<w:pgNumType w:start="7"/><w:cols ', 1)
    )
    assert {each.kind for each in compared(renumbered, made).differences} == {Unlike.MOVED}
    reheaded = changed(raw, "word/header1.xml", lambda xml: xml.replace("标题", "另一个页眉"))
    kinds = [(each.kind, each.spot.zh) for each in compared(reheaded, made).differences]
    assert (Unlike.LOST, "页眉") in kinds


def test_a_row_of_fixed_height_that_hides_its_text_is_noticed(program: str) -> None:
    def write(document: WordDocument) -> None:
        table = document.add_table(rows=3, cols=2, style="Table Grid")
        for number, row in enumerate(table.rows):
            row.cells[0].text, row.cells[1].text = f"第{number}行", LONG * 4
        look = table.rows[1]._tr.get_or_add_trPr()
        look.append(parse_xml(f'<w:trHeight {nsdecls("w")} w:val="400" w:hRule="exact"/>'))

    found = told("固定.docx", word(write), program)
    assert len(found) == 1
    assert found[0].startswith(("cut 表 1 第 2 行第 2 格", "cut 表 1 第 2 行"))


def test_a_box_of_two_rows_is_printed_wherever_it_stands_on_its_page(program: str) -> None:
    """LibreOffice loses rows of a cell over two rows at the end of a page; the copy that it prints has them cut."""

    def below(lines: int) -> bytes:
        def write(document: WordDocument) -> None:
            for number in range(lines):
                document.add_paragraph(f"第{number}行")
            table = document.add_table(rows=2, cols=2, style="Table Grid")
            table.cell(0, 0).merge(table.cell(1, 0)).text = "真实险情"
            table.cell(0, 1).text, table.cell(1, 1).text = "先停止演练，再拨打电话", "火灾：119　伤病：120"
            for row in table.rows:
                row._tr.get_or_add_trPr().append(parse_xml(f"<w:cantSplit {nsdecls('w')}/>"))

        return word(write)

    files = {f"{lines}.docx": below(lines) for lines in range(20, 36)}
    copies = {name: for_print(name, raw, {}) for name, raw in files.items()}
    made = pdfs(copies, program)
    assert all(b"cantSplit" not in package_parts(raw)["word/document.xml"] for raw in copies.values())
    assert {name: compared(raw, made[name]).differences for name, raw in files.items()} == dict.fromkeys(files, ())


def workbook(write: Callable[[Worksheet], None]) -> bytes:
    made = openpyxl.Workbook()
    sheet = made.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "登记"
    for row in range(1, 60):
        for column in range(1, 5):
            sheet.cell(row, column, f"{row}行{column}列")
    sheet.print_title_rows = "1:1"
    write(sheet)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def wrapped(sheet: Worksheet, height: float | None) -> None:
    sheet["B5"] = LONG
    sheet["B5"].alignment = Alignment(wrap_text=True)
    sheet.row_dimensions[5].height = height


NOTHING_HIDDEN: Mapping[str, ScreenOnly] = {}


@pytest.mark.parametrize(
    ("write", "expected"),
    [
        (lambda _: None, None),
        (lambda sheet: sheet.column_dimensions.__getitem__("D").__setattr__("hidden", True), "lost 工作表“登记”D1 格"),
        (lambda sheet: sheet.row_dimensions.__getitem__(7).__setattr__("hidden", True), "lost 工作表“登记”A7 格"),
        (lambda sheet: setattr(sheet, "print_area", "A1:C59"), "lost 工作表“登记”D1 格"),
        (lambda sheet: setattr(sheet["C9"], "value", LONG), "cut 工作表“登记”C9 格"),
        (lambda sheet: wrapped(sheet, 15), "cut 工作表“登记”B5 格"),
        (lambda sheet: wrapped(sheet, 200), None),
        (lambda sheet: setattr(sheet["B3"], "value", "=1/3"), None),
    ],
    ids=[
        "whole",
        "hidden column",
        "hidden row",
        "print area",
        "cut by a neighbour",
        "fixed height",
        "grown",
        "formula",
    ],
)
def test_every_cell_of_a_described_workbook_is_on_its_pages(
    program: str, write: Callable[[Worksheet], None], expected: str | None
) -> None:
    found = told("登记.xlsx", workbook(write), program, NOTHING_HIDDEN)
    if expected is None:
        assert found == []
    else:
        assert any(each.startswith(expected) for each in found), found


def test_what_a_description_keeps_for_the_screen_is_missed_by_nobody(program: str) -> None:
    raw = workbook(lambda sheet: sheet.column_dimensions.__getitem__("D").__setattr__("hidden", True))
    assert told("登记.xlsx", raw, program, {"登记": ScreenOnly(columns=frozenset("D"))}) == []
    assert told("登记.xlsx", raw, program) == []  # an owner's own workbook says it itself
