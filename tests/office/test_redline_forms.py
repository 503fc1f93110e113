"""Forms in a redline: rows are told by their labels, values change in place, and nothing takes more room."""

import re

import pytest
from redline_laws import broken_laws

from tests.office.redlines import STYLES, body, compared, docx, p, shown

pytestmark = pytest.mark.slow


def form(*rows: tuple[str, ...], end: str = "终") -> str:
    """A table of these rows, the paragraphs of a cell divided by strokes."""
    lines = ("".join(f"<w:tc>{''.join(map(p, cell.split('|')))}</w:tc>" for cell in row) for row in rows)
    grid = "<w:gridCol/>" * len(rows[0])
    content = "".join(f"<w:tr>{line}</w:tr>" for line in lines)
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{content}</w:tbl>" + p(end)


def came_or_went(text: str) -> int:
    """How many rows are marked as such."""
    return len(re.findall(r"<w:trPr><w:(?:ins|del) ", text))


COVER = (
    ("", "【待填写】|消费者权益保护|应急演练计划"),
    ("文件编号：", "【待填写：文件编号】"),
    ("版　　本：", "v1.0"),
    ("编制单位：", "【待填写：编制部门】"),
)
FILLED = (
    ("", "某某电器股份公司|消费者权益保护|应急演练计划"),
    ("文件编号：", "XB-2026-001"),
    ("版　　本：", "v1.1"),
    ("编制单位：", "消保办公室"),
)


def test_the_values_of_a_form_change_in_place() -> None:
    redlined = compared(form(*COVER), form(*FILLED))
    assert shown(redlined) == [
        *("", "[-【待填写】-]{+某某电器股份公司+}", "消费者权益保护", "应急演练计划"),
        *("文件编号：", "[-【待填写：文件编号】-]{+XB-2026-001+}", "版　　本：", "[-v1.0-]{+v1.1+}"),
        *("编制单位：", "[-【待填写：编制部门】-]{+消保办公室+}", "终"),
    ]
    assert came_or_went(body(redlined)) == 0


@pytest.mark.parametrize(
    ("old", "new", "marked"),
    [
        ((("姓名", "张"), ("电话", "一"), ("说明一", "")), (("姓名", "李"), ("电话", "二"), ("附言", "三四")), 0),
        ((("姓名", "张"), ("说明一", "一")), (("姓名", "李"), ("附言", "二")), 2),  # one label alone tells no form
        ((("姓名", "张"), ("电话", "一")), (("姓名", "李"), ("住址", "乙"), ("电话", "二")), 1),
        ((("姓名", "张"), ("电话", "一")), (("电话", "二"), ("姓名", "李")), 2),  # moved rows are no fixed ones
        ((("1", "甲乙"), ("2", "丙丁")), (("1", "戊己"), ("2", "庚辛")), 4),  # numbers only count
        (
            (("职务", "张甲乙丙"), ("职务", "一二三四")),
            (("职务", "李丁戊己"), ("职务", "五六七八")),
            4,
        ),  # nor does what all rows say
    ],
)
def test_rows_are_paired_by_labels_alone(
    old: tuple[tuple[str, str], ...], new: tuple[tuple[str, str], ...], marked: int
) -> None:
    """Both ways: how many rows are marked as having come or gone."""
    assert came_or_went(body(compared(form(*old), form(*new)))) == marked
    assert came_or_went(body(compared(form(*new), form(*old)))) == marked


def test_a_form_is_one_whatever_its_values_say() -> None:
    """Its values may be far longer than its labels, and text may stand between the two forms."""
    long = "甲乙丙丁戊己庚辛壬癸" * 8
    before = form(("姓名", "子丑寅卯辰巳午未" * 8), ("电话", "一")) + p("结束语")
    assert (
        came_or_went(body(compared(before, p("新的一段话") + form(("姓名", long), ("电话", "二")) + p("结束语")))) == 0
    )


@pytest.mark.parametrize(
    ("old", "new", "lines"),
    [
        ("一二三|四五六|末", "七八九|四五六|末", ["[-一二三-]{+七八九+}", "四五六", "末"]),
        ("一二三|四五六|末", "七八|九十|末", ["[-一二三-]{+七八+}", "[-四五六-]{+九十+}", "末"]),
        ("一二三|四五六|末", "七八九|末", ["[-一二三-][-¶-]", "[-四五六-][-¶-]", "{+七八九+}{+¶+}", "末"]),
    ],
)
def test_lines_of_a_cell_are_replaced_where_they_stand(old: str, new: str, lines: list[str]) -> None:
    assert shown(compared(form(("职责", old)), form(("职责", new)))) == ["职责", *lines, "终"]


def test_lines_of_another_style_are_not_versions_of_one_another() -> None:
    styled = p("七八九", '<w:pStyle w:val="b"/>')
    marked = shown(compared(form(("职责", "一二三|末")), form(("职责", "七八九|末")).replace(p("七八九"), styled)))
    assert marked == ["职责", "[-一二三-][-¶-]", "{+七八九+}{+¶+}", "末", "终"]


@pytest.mark.parametrize(
    ("old", "new", "lines"),
    [
        ("批准人：【待填写：批准人】", "批准人：王强", ["批准人：[-【待填写：批准人】-]{+王强+}"]),
        ("批准人：甲乙丙丁戊己庚", "审核人：子丑", ["[-批准人：甲乙丙丁戊己庚-][-¶-]", "{+审核人：子丑+}{+¶+}"]),
    ],
)
def test_lines_with_a_label_are_versions_of_one_another(old: str, new: str, lines: list[str]) -> None:
    """Outside tables too: an approval page is often made of such lines."""
    assert shown(compared(p(old) + p("终"), p(new) + p("终"))) == [*lines, "终"]


CONTROL = '<w:sdt><w:sdtPr><w:tag w:val="{}"/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>'
TABLE = "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid>{}</w:tbl>" + p("终")


def row_of(*texts: str) -> str:
    return f"<w:tr>{''.join(f'<w:tc>{p(each)}</w:tc>' for each in texts)}</w:tr>"


def test_rows_and_cells_within_controls_are_compared() -> None:
    """Word puts controls around rows and cells of forms; nothing in them is left out."""
    first = row_of("名称", "数量")
    old = TABLE.format(first + CONTROL.format("r", row_of("对讲机", "四部")))
    new = TABLE.format(first + CONTROL.format("r", row_of("对讲机", "六部")))
    assert shown(compared(old, new))[3] == "[-四-]{+六+}部"
    cells = (CONTROL.format("c", f"<w:tc>{p(each)}</w:tc>") for each in ("对讲机两台", "对讲器两台"))
    old, new = (TABLE.format(f"{first}<w:tr>{each}<w:tc>{p('四部')}</w:tc></w:tr>") for each in cells)
    assert shown(compared(old, new))[2] == "对讲[-机-]{+器+}两台"


def test_a_row_that_goes_takes_the_control_around_it_along() -> None:
    first, second = row_of("名称", "数量"), CONTROL.format("r", row_of("对讲机", "四部"))
    for old, new in ((first + second, first), (first, first + second)):
        assert not compared(TABLE.format(old), TABLE.format(new)).summary.is_empty


def test_controls_around_rows_come_and_go_with_their_rows() -> None:
    """That a control came around a row that stayed cannot be tracked: the row comes a second time, in its control."""
    first, second, third = row_of("名称", "数量"), row_of("对讲机", "四部"), row_of("手电筒", "十支")
    both = CONTROL.format("r", second + third)
    nested = CONTROL.format("a", CONTROL.format("b", second) + CONTROL.format("b", third))
    several = (first + second + third, first + both, first + CONTROL.format("r", third), nested, both + first)
    for old in several:
        for new in several:
            assert compared(TABLE.format(old), TABLE.format(new)).summary.is_empty == (old == new)
    made = compared(
        TABLE.format(first + both), TABLE.format(first + CONTROL.format("r", second + row_of("手电", "十支")))
    )
    assert shown(made)[4] == "手电[-筒-]"


def test_no_empty_line_comes_behind_a_control_that_stands_last() -> None:
    """In a cell or at the end of the body: what both documents end with needs nothing behind it."""
    for end in ("甲", "乙"):
        rows = (f"<w:tr><w:tc>{CONTROL.format('v', p(each))}</w:tc></w:tr>" for each in ("甲", end))
        old, new = map(TABLE.format, rows)
        assert "<w:p/>" not in body(compared(old, new))
    old, new = (p(each) + CONTROL.format("last", p("四部")) for each in ("在3小时内", "在2小时内"))
    assert "<w:p/>" not in body(compared(old, new))


def test_styles_of_names_that_differ_in_case_alone_are_two_styles() -> None:
    """LibreOffice writes 'Heading 1' beside the 'heading 1' of Word."""
    other = '<w:style w:type="paragraph" w:styleId="c"><w:name w:val="Heading 1"/><w:rPr><w:i/></w:rPr></w:style>'
    styles = STYLES + other
    texts = (p("标题", look='<w:pStyle w:val="b"/>') + p(f"在{hours}小时内") for hours in (3, 2))
    old, new = (docx(each, styles=styles) for each in texts)
    assert broken_laws(old, new) == []
