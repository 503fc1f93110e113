"""An Excel template of any origin is filled in soundly or refused with a reason; nothing in it runs or fetches."""

import io
import re
import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import date

import openpyxl
import pytest
from openpyxl.chart import BarChart, Reference
from openpyxl.workbook import Workbook
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.table import Table
from openpyxl.worksheet.worksheet import Worksheet

from plangen.blocks.template import Listing, Names, Templated
from plangen.office.excel.template_file import ExcelFile
from plangen.office.excel.template_fill import excel_findings, fill_excel

CREATED = date(2026, 1, 1)
SHEET, BOOK, TYPES = "xl/worksheets/sheet1.xml", "xl/workbook.xml", "[Content_Types].xml"
LOOP = (("{%tr for 人 in 人 %}",), ("{{ 人 }}", 1), ("{%tr endfor %}",), ("合计", "=SUM(B2:B2)"))
Change = Callable[[str], str]


def facts(count: int = 3, name: str = "=1+1") -> Names:
    people = tuple(f"第{number}人" for number in range(1, count + 1))
    return Names(
        title="",
        values={"people": Listing(items=people, sample="人"), "name": name},
        chinese={"人": "people", "名": "name"},
    )


def book_of(rows: Sequence[tuple[str | int, ...]]) -> tuple[Workbook, Worksheet]:
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "表"
    for row in rows:
        sheet.append(row)
    return book, sheet


def saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def changed(raw: bytes, changes: Mapping[str, Change], more: Mapping[str, bytes] | None = None) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            text = old.read(name)
            new.writestr(name, changes[name](text.decode()) if name in changes else text)
        for name, content in (more or {}).items():
            new.writestr(name, content)
    return out.getvalue()


def replaced(old: str, new: str) -> Change:
    return lambda text: text.replace(old, new)


def codes(raw: bytes) -> list[str]:
    return [each.code for each in excel_findings(ExcelFile(raw, "表.xlsx"), facts())]


def filled(raw: bytes, count: int = 3, name: str = "=1+1") -> tuple[bytes | None, list[str]]:
    job = Templated(template="表.xlsx", title="表", subject="", author="", created=CREATED, context=facts(count, name))
    made, findings = fill_excel(job, ExcelFile(raw, "表.xlsx"))
    return made, [each.code for each in findings]


def texts(raw: bytes) -> list[list[object]]:
    sheet = openpyxl.load_workbook(io.BytesIO(raw)).worksheets[0]
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def merged(area: str) -> Change:
    return replaced("</sheetData>", f'</sheetData><mergeCells count="1"><mergeCell ref="{area}"/></mergeCells>')


def in_strict(text: str) -> str:
    return text.replace("schemas.openxmlformats.org/spreadsheetml/2006/main", "purl.oclc.org/ooxml/spreadsheetml/main")


def as_shared(index: int) -> Change:
    def changed_text(text: str) -> str:
        return re.sub(r'<c r="A4" t="inlineStr">.*?</c>', f'<c r="A4" t="s"><v>{index}</v></c>', text)

    return changed_text


@pytest.mark.parametrize(
    "change",
    [
        merged("A:B"),
        merged(""),
        merged("C6:D99999999999999999999999"),
        replaced('<row r="4"', '<row r="999999999"'),
        replaced('<row r="4"', '<row r="-5"'),
        replaced('<row r="4"', '<row r="2"'),
        replaced('r="A2"', 'r="A7"'),
        replaced('r="B2"', 'r="A2"'),
        lambda text: re.sub("<sheetData>.*</sheetData>", "", text),
        in_strict,
        as_shared(99),
        as_shared(-1),
        replaced("SUM(B2:B2)", 'WEBSERVICE("https://example.com/")'),
        replaced("SUM(B2:B2)", "cmd|'/c calc'!A1"),
        replaced("SUM(B2:B2)", "'C:\\[a.xlsx]S'!A1"),
        replaced("</sheetData>", f'<row r="5">{"<c/>" * 300_000}</row></sheetData>'),
    ],
)
def test_sheets_that_no_program_reads_alike_are_refused(change: Change) -> None:
    assert codes(changed(saved(book_of(LOOP)[0]), {SHEET: change})) == ["B148"]


def test_parts_that_nobody_knows_and_sheets_of_one_name_are_refused() -> None:
    book, _ = book_of(LOOP)
    book.create_sheet("二")
    raw = saved(book)
    known = replaced("<Override", '<Default Extension="bin" ContentType="application/octet-stream"/><Override')
    assert codes(changed(raw, {TYPES: known}, {"xl/vbaProject.bin": b"x"})) == ["B148"]
    assert codes(changed(raw, {BOOK: replaced("二", "表")})) == ["B148"]
    assert codes(changed(raw, {"xl/_rels/workbook.xml.rels": replaced("sheet2", "sheet1")})) == ["B148"]
    assert codes(raw) == []


def test_cells_need_not_say_where_they_stand() -> None:
    raw = changed(saved(book_of(LOOP)[0]), {SHEET: lambda text: re.sub(r' r="[A-Z]*\d+"', "", text)})
    made, findings = filled(raw)
    assert findings == []
    assert made is not None
    assert texts(made) == [["第1人", 1], ["第2人", 1], ["第3人", 1], ["合计", "=SUM(B1:B3)"]]


def test_a_sheet_that_is_formatted_down_to_the_last_row_costs_no_more_than_its_rows() -> None:
    book, _ = book_of(LOOP)
    for number in range(40):
        sheet = book.create_sheet(f"表{number}")
        for row in (("{%tr for 人 in 人 %}",), ("{{ 人 }}",), ("{%tr endfor %}",)):
            sheet.append(row)
        sheet["A1048570"] = "末"
    made, findings = filled(saved(book))
    assert findings == []
    assert made is not None


def test_what_looks_like_a_coded_letter_is_shown_as_it_is_written() -> None:
    made, _ = filled(saved(book_of((("{{ 名 }}_x005F_x0042_",),))[0]), name="_x0041_=")
    assert made is not None
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        assert "_x005F_x0041_=_x005F_x0042_<" in package.read(SHEET).decode()


def test_rows_below_the_last_one_there_is_are_too_much() -> None:
    book, sheet = book_of(LOOP)
    sheet["A1048576"] = "末"
    assert filled(saved(book), count=3)[1] == []
    assert filled(saved(book), count=4) == (None, ["W115"])


def test_tags_in_names_tips_and_heads_of_tables_are_told() -> None:
    book, sheet = book_of((("{{ 名 }}", "数"), (1, 2)))
    sheet.add_table(Table(displayName="T", ref="A1:B2"))
    assert codes(saved(book)) == ["B144"]
    book, sheet = book_of((("文",),))
    sheet.title = "{{ 名 }}"
    assert codes(saved(book)) == ["B144"]


def test_charts_and_page_breaks_move_with_the_rows() -> None:
    book, sheet = book_of(LOOP)
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=2, min_row=2, max_row=2))
    sheet.add_chart(chart, "D8")
    sheet.row_breaks.append(Break(id=4))
    made, findings = filled(saved(book))
    assert findings == []
    assert made is not None
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        shown, breaks = package.read("xl/charts/chart1.xml").decode(), package.read(SHEET).decode()
    assert "$B$1:$B$3" in shown
    assert '<brk id="4"' in breaks
