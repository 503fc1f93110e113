"""Office files as lines for people who compare versions, and the one comparison of workbooks."""

import io
import zipfile
from collections.abc import Callable, Sequence
from typing import Literal

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook as Package

from plangen.office.ooxml.package import zipped
from plangen.office.readable import cells, readable
from plangen.office.readable.fingerprint import fingerprint_in
from tests.office.packages import completed, package

pytestmark = pytest.mark.slow

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
Table = Sequence[Sequence[str | int | None]]


def word(body: str, **parts: str) -> bytes:
    """A Word file with this body, and further parts by name; styles are known by their own ids."""
    names = ("heading 1", "无编号标题 2", "Title", "公文正文", "卡片文字")
    styles = "".join(
        f'<w:style w:styleId="s{at}"><w:name w:val="{name}"/></w:style>' for at, name in enumerate(names, start=1)
    )
    texts = {"document": f"<w:body>{body}</w:body>", "styles": styles, **parts}
    roots = {"footnotes": "footnotes", "header1": "hdr", "header2": "hdr", "footer1": "ftr"}
    made = {}
    for name, text in texts.items():
        root = roots.get(name, name)
        made[f"word/{name}.xml"] = f'<w:{root} xmlns:w="{MAIN}">{text}</w:{root}>'.encode()
    return package(made)


def p(text: str, look: str = "") -> str:
    return f"<w:p>{f'<w:pPr>{look}</w:pPr>' if look else ''}<w:r><w:t>{text}</w:t></w:r></w:p>"


def style(number: int) -> str:
    return f'<w:pStyle w:val="s{number}"/>'


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        (p("甲", style(1)), ["# 甲"]),
        (p("甲", style(2)), ["## 甲"]),
        (p("甲", style(3)), ["# 甲"]),
        (p("甲", style(4)), ["甲"]),
        (p("甲", style(5)), ["〔卡片文字〕甲"]),
        (p("甲", f"{style(5)}<w:numPr/>"), ["- 甲"]),
        (p("甲"), ["甲"]),
        (f"{p('甲')}<w:p/><w:p/>{p('乙')}", ["甲", "", "乙"]),
        ("<w:p><w:r><w:t>甲</w:t><w:br/><w:tab/><w:t>乙</w:t><w:noBreakHyphen/></w:r></w:p>", ["甲⏎\t乙-"]),
        ('<w:p><w:r><w:br w:type="page"/></w:r></w:p>', ["[分页]"]),
        (p("甲", "<w:sectPr/>"), ["甲", "== 分节 =="]),
        (f"<w:sdt><w:sdtContent>{p('甲')}</w:sdtContent></w:sdt>", ["甲"]),
        ("<w:p><w:ins><w:r><w:t>来</w:t></w:r></w:ins><w:del><w:r><w:delText>去</w:delText></w:r></w:del></w:p>",
         ["{+来+}[-去-]"]),
        (p("甲", "<w:rPr><w:ins/></w:rPr>"), ["甲{+¶+}"]),
    ],
)  # fmt: skip
def test_a_paragraph_is_a_line_that_shows_what_it_is(body: str, lines: list[str]) -> None:
    assert readable(word(body)) == lines


def test_a_table_is_a_line_for_each_row_whatever_is_nested_in_it() -> None:
    inner = f"<w:tbl><w:tr><w:tc>{p('内')}</w:tc></w:tr></w:tbl>"
    rows = f"<w:tr><w:tc>{p('甲')}{p('乙')}</w:tc><w:tc>{inner}<w:p/></w:tc></w:tr>"
    gone = f"<w:tr><w:trPr><w:del/></w:trPr><w:tc>{p('丙')}</w:tc></w:tr>"
    assert readable(word(f"<w:tbl>{rows}{gone}</w:tbl>{p('后')}")) == ["| 甲 / 乙 | | 内 | |", "[-| 丙 |-]", "", "后"]


def test_headers_that_say_the_same_are_shown_once_and_notes_where_they_are_called() -> None:
    body = '<w:p><w:r><w:t>甲</w:t><w:footnoteReference w:id="2"/></w:r></w:p>'
    raw = word(
        body,
        footnotes=f'<w:footnote w:id="2">{p("注文")}</w:footnote>',
        header1=p("页眉"),
        header2=p("页眉"),
        footer1=p("页脚"),
    )
    assert readable(raw) == ["甲[注：注文]", "", "== 页脚 ==", "页脚", "", "== 页眉 ==", "页眉"]


@pytest.mark.parametrize("raw", [b"", b"junk", b"PK\x03\x04", zipped({"a.xml": b"<a/>"}), zipped({})])
def test_what_is_no_office_file_reads_as_nothing(raw: bytes) -> None:
    assert readable(raw) is None
    assert cells(raw) is None
    assert not fingerprint_in(raw)


def test_a_damaged_part_makes_the_whole_file_unreadable() -> None:
    assert readable(package({"word/document.xml": b"<w:document"})) is None
    assert cells(package({"xl/workbook.xml": b"<workbook"})) is None


@given(st.binary(max_size=200))
def test_no_bytes_make_reading_fail(raw: bytes) -> None:
    assert readable(raw) is None
    assert cells(raw) is None
    assert not fingerprint_in(raw)
    assert not fingerprint_in(b"%PDF" + raw)


def excel(
    *sheets: tuple[str, Table], hide: str = "", state: Literal["visible", "hidden", "veryHidden"] = "visible"
) -> bytes:
    """A workbook of these sheets, the column `hide` of each hidden, the last sheet in this state."""
    package = Package()
    package.remove(package.worksheets[0])
    for title, rows in sheets:
        sheet = package.create_sheet(title)
        for row in rows:
            sheet.append(row)
        if hide:
            sheet.column_dimensions[hide].hidden = True
    package.worksheets[-1].sheet_state = state
    out = io.BytesIO()
    package.save(out)
    return out.getvalue()


def rows(count: int, start: int = 1) -> list[list[str | int | None]]:
    return [[f"第{at}行", f"值{at}"] for at in range(start, start + count)]


def test_cells_are_shown_with_formulas_and_only_where_something_stands() -> None:
    raw = excel(("表一", [["甲", None, "=1+1"], [None, 2]]), ("表二", []), state="hidden")
    assert readable(raw) == ["== 表一 ==", "1 | A: 甲 | C: =1+1", "2 | B: 2", "", "== 表二（隐藏） =="]
    assert cells(raw) == {("表一", "A1"): "甲", ("表一", "C1"): "=1+1", ("表一", "B2"): "2"}


def test_hidden_columns_and_sheets_are_left_out_only_on_request() -> None:
    raw = excel(("表", [["甲", "乙", "丙"]]), ("藏", [["丁"]]), hide="B", state="veryHidden")
    assert cells(raw, hidden=False) == {("表", "A1"): "甲", ("表", "C1"): "丙"}
    assert set(cells(raw) or {}) == {*((("表", f"{column}1")) for column in "ABC"), ("藏（深度隐藏）", "A1")}


MARK = "0123456789ab"


def custom(said: str) -> bytes:
    return zipped({"docProps/custom.xml": f'<P><p name="plangen.fingerprint"><v>{said}</v></p></P>'.encode()})


def in_pdf(said: str) -> bytes:
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.docinfo["/Keywords"] = said
        pdf.save(out)
    return out.getvalue()


@pytest.mark.parametrize("make", [custom, in_pdf])
def test_a_fingerprint_is_twelve_digits_and_nothing_else(make: Callable[[str], bytes]) -> None:
    assert fingerprint_in(make(MARK)) == MARK
    for said in (MARK[:11], f"{MARK}0", MARK.upper(), "", "x"):
        assert not fingerprint_in(make(said))


def test_properties_of_a_megabyte_are_read_and_larger_ones_are_not() -> None:
    room = (1 << 20) - len(zipfile.ZipFile(io.BytesIO(custom(MARK))).read("docProps/custom.xml"))
    assert fingerprint_in(custom(MARK + " " * room)) == MARK
    assert not fingerprint_in(custom(MARK + " " * (room + 1)))


@pytest.mark.parametrize(("parts", "is_read"), [(5000, True), (5001, False)])
def test_files_of_five_thousand_parts_are_read_and_larger_ones_are_not(parts: int, is_read: bool) -> None:
    document = f'<w:document xmlns:w="{MAIN}"><w:body>{p("甲")}</w:body></w:document>'
    least = completed({"word/document.xml": document.encode()})
    further = {f"a/{number}.xml": b"" for number in range(parts - len(least))}
    assert readable(zipped({**least, **further})) == (["甲"] if is_read else None)


@pytest.mark.parametrize(("over", "is_read"), [(0, True), (1, False)])
def test_files_of_sixty_four_megabytes_of_xml_are_read_and_larger_ones_are_not(over: int, is_read: bool) -> None:
    document = f'<w:document xmlns:w="{MAIN}"><w:body>{p("甲")}</w:body></w:document>'
    least = completed({"word/document.xml": document.encode()})
    room = b" " * ((64 << 20) - sum(map(len, least.values())) + over)
    assert readable(zipped({**least, "other.xml": room})) == (["甲"] if is_read else None)
    assert readable(zipped({**least, "other.bin": room + b" "})) == ["甲"]
