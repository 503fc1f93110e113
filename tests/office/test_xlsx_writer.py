"""Workbooks as Excel files: sound, the same each time, text kept as text, protected, readable again."""

import datetime
import io
import json
import re
import zipfile
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from msgspec.structs import replace
from openpyxl import Workbook as Package
from openpyxl import load_workbook

from plangen.blocks.identity import Identity
from plangen.blocks.workbook import (
    Column,
    Formula,
    Grid,
    GridCell,
    GridRow,
    Highlight,
    Kind,
    Part,
    Register,
    Row,
    Tone,
    Value,
    Workbook,
)
from plangen.office.excel.styles import SheetLook
from plangen.office.excel.text import sheet_names
from plangen.office.excel.writer import checksum, write_workbook
from plangen.office.house.layout import Layout

Audit = Callable[[bytes, str], list[str]]


def _register(*columns: Column, **settings: Any) -> Register:
    defaults = {"key": "log", "name": "登记", "title": "登记表", "columns": columns, "blank": 3}
    return Register(**{**defaults, **settings})


def _workbook(*sheets: Register | Grid, **settings: str) -> Workbook:
    words = {
        "title": "表",
        "subject": "计划",
        "author": "公司",
        "header": "表　演练文件",
        "footer": "计划　v1.0",
        **settings,
    }
    return Workbook(
        created=datetime.date(2026, 3, 1),
        sheets=sheets,
        identity=Identity(document="log", plan="计划", revision="v1.0"),
        **words,
    )


def _text(value: Value) -> Register:
    """A register with one given cell."""
    return _register(Column(id="text", title="文字", width=20), rows=(Row(key="one", values={"text": value}),), blank=0)


def _written(*sheets: Register | Grid, **settings: str) -> bytes:
    return write_workbook(_workbook(*sheets, **settings), SheetLook())


def _loaded(*sheets: Register | Grid, **settings: str) -> Package:
    return load_workbook(io.BytesIO(_written(*sheets, **settings)))


def _part(raw: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(raw)) as package:
        return package.read(name).decode()


EVERYTHING = (
    Grid(
        key="summary",
        name="汇总",
        widths=(12, 20),
        rows=(
            GridRow(cells=(GridCell(value="汇总", part=Part.TITLE, columns=2),)),
            GridRow(
                cells=(
                    GridCell(value="日期", part=Part.LABEL),
                    GridCell(part=Part.ENTRY, kind=Kind.DATE, key="day", guidance="第一天"),
                )
            ),
            GridRow(
                cells=(
                    GridCell(value="编号", part=Part.LABEL),
                    GridCell(part=Part.ENTRY, key="pick", pick_from=Formula("[log!number]")),
                )
            ),
            GridRow(
                cells=(
                    GridCell(value=Formula("COUNTA([log!number/blank])"), part=Part.RESULT, kind=Kind.INTEGER),
                    GridCell(
                        value=Formula("SUM([log!amount])"),
                        part=Part.RESULT,
                        kind=Kind.MONEY,
                        highlights=(Highlight("[.]>0", Tone.GOOD),),
                    ),
                )
            ),
        ),
    ),
    _register(
        Column(id="number", title="编号", width=8, entry=True, required=True, unique=True, group="甲"),
        Column(id="day", title="日期", width=12, kind=Kind.DATE, entry=True, group="甲", guidance="写明年月日"),
        Column(id="time", title="时刻", width=9, kind=Kind.TIME, entry=True, group="甲"),
        Column(id="clock", title="时间", width=9, kind=Kind.CLOCK, entry=True, group="乙"),
        Column(id="when", title="日期时间", width=16, kind=Kind.DATETIME, entry=True, group="乙"),
        Column(id="count", title="数量", width=9, kind=Kind.INTEGER, spare=True, group="乙"),
        Column(id="amount", title="金额", width=12, kind=Kind.MONEY, entry=True, group="乙"),
        Column(id="kind", title="类别", width=9, kind=Kind.CHOICE, entry=True, choices=("是", "否"), group="乙"),
        Column(id="other", title="另", width=9, kind=Kind.CHOICE, entry=True, choices=("是", "否"), group="乙"),
        Column(id="double", title="两倍", width=9, kind=Kind.INTEGER, formula=Formula("[count]*2"), hidden=True),
        rows=(Row(key="a", values={"number": "1", "count": 4}), Row(key="b", values={"number": "=2"})),
        held=1,
    ),
)


def test_a_workbook_passes_the_audit(audit: Audit) -> None:
    assert audit(_written(*EVERYTHING), ".xlsx") == []


def test_the_same_workbook_gives_the_same_bytes() -> None:
    assert _written(*EVERYTHING) == _written(*EVERYTHING)


def test_strings_are_shared_and_fonts_in_the_order_of_the_schema() -> None:
    raw = _written(_text("同一句"), replace(_text("同一句"), key="again"))
    assert _part(raw, "xl/sharedStrings.xml").count("同一句") == 1
    assert "inlineStr" not in _part(raw, "xl/worksheets/sheet1.xml")
    fonts = {
        tuple(re.findall(r"<(\w+) ", font)) for font in re.findall(r"<font>(.*?)</font>", _part(raw, "xl/styles.xml"))
    }
    assert fonts == {("sz", "name", "family", "charset")}


@pytest.mark.parametrize(
    "text", ["=1+1", "+86 10", "-3", "@someone", "#N/A", "1234567890123456789", "2026-03-12", "TRUE"]
)
def test_text_stays_text(text: str) -> None:
    """Whatever it looks like; what a spreadsheet takes for a formula carries the mark of text."""
    cell = _loaded(_text(text))["登记"]["A3"]
    assert (cell.value, cell.data_type) == (text, "s")
    assert bool(cell.quotePrefix) == (text[0] in "=+-@")


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("甲\x00乙\x0b丙\ud800", "甲乙丙\ufffd"),
        ("甲\r\n乙\r丙", "甲\n乙\n丙"),
        ("甲" * 40_000, "甲" * 32_766 + "…"),
        ("𠮷" * 20_000, "𠮷" * 16_383 + "…"),
        ("", None),
    ],
)
def test_a_cell_holds_what_excel_can_hold(text: str, kept: str | None) -> None:
    assert _loaded(_text(text))["登记"]["A3"].value == kept


def test_text_that_looks_like_an_escape_is_written_so_that_excel_reads_it_as_it_is() -> None:
    assert "<t>_x005F_x0041_</t>" in _part(_written(_text("_x0041_")), "xl/sharedStrings.xml")


@pytest.mark.parametrize(("length", "kept"), [(31, "甲" * 31), (32, "甲" * 31)])
def test_a_name_of_a_sheet_has_at_most_31_characters(length: int, kept: str) -> None:
    assert sheet_names(["甲" * length]) == (kept,)


def test_names_of_sheets_stay_apart_where_they_are_cut() -> None:
    assert sheet_names(["甲" * 32] * 2) == ("甲" * 31, "甲" * 28 + "(2)")


def test_any_title_becomes_the_name_of_a_sheet() -> None:
    long = "应急处置与消费者权益保护工作协调领导小组办公室下设投诉受理和信息收集一处"
    wanted = [
        f"{long}甲组",
        f"{long}乙组",
        "法/务\\部?*[一]:",
        "IT",
        "it",
        "'引号'",
        "History",
        "   ",
        "_plangen",
        "表\x01",
    ]
    sheets = [_register(Column(id="a", title="甲", width=9), key=f"k{at}", name=name) for at, name in enumerate(wanted)]
    assert _loaded(*sheets).sheetnames == [
        *(
            long[:31],
            f"{long[:28]}(2)",
            "法 务 部 一",
            "IT",
            "it(2)",
            "引号",
            "History(2)",
            "表",
            "_plangen(2)",
            "表(2)",
        ),
        "_plangen",
    ]


def test_formulas_reach_their_cells_whatever_the_sheet_is_called() -> None:
    column = Column(id="a", title="甲", width=9, entry=True)
    formula = Formula('SUM([log!a])+[log!a/given]&"[log!a]"')
    grid = Grid(
        key="sum", name="合计", widths=(9,), rows=(GridRow(cells=(GridCell(value=formula, part=Part.RESULT),)),)
    )
    log = _register(column, name="A's [1]", rows=(Row(key="r", values={}),))
    cell = _loaded(grid, log)["合计"]["A1"]
    assert cell.value == "=SUM('A''s 1'!$A$3:$A$6)+'A''s 1'!$A$3:$A$3&\"[log!a]\""


def test_a_formula_that_names_nothing_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        _written(_register(Column(id="a", title="甲", width=9, formula=Formula("[b]"))))


def test_what_is_to_be_filled_in_is_open_and_all_else_locked_without_a_password() -> None:
    package = _loaded(*EVERYTHING)
    sheet = package["登记"]
    assert sheet.protection.sheet
    assert not sheet.protection.password
    assert package.security is not None
    assert package.security.lockStructure
    locked = {at: sheet[at].protection.locked for at in ("A3", "A4", "A6", "F4", "F6", "K6")}
    assert locked == {"A3": True, "A4": False, "A6": False, "F4": True, "F6": False, "K6": True}


def test_a_value_is_entered_as_what_it_is() -> None:
    sheet = _loaded(*EVERYTHING)["登记"]
    formats = {sheet.cell(3, at).value: sheet.cell(5, at).number_format for at in range(1, 9)}
    assert formats == {
        "编号＊": "@",
        "日期": "yyyy-mm-dd",
        "时刻": "hh:mm",
        "时间": '[<1]hh:mm;m"月"d"日" hh:mm',
        "日期时间": "yyyy-mm-dd hh:mm",
        "数量": "0",
        "金额": "#,##0.00",
        "类别": "@",
    }
    rules = {str(rule.sqref): (rule.type, rule.formula1) for rule in sheet.data_validations.dataValidation}
    assert rules == {
        "A4:A8": ("custom", "SUMPRODUCT(--(TRIM($A$4:$A$8)=TRIM($A4)))=1"),
        "B4:B8": ("date", "36526"),
        "C4:C8": ("time", "0"),
        "D4:D8": ("decimal", "0"),
        "E4:E8": ("date", "36526"),
        "F6:F8": ("whole", "0"),
        "G4:G8": ("decimal", "0"),
        "H4:H8": ("list", "plangen_choices_1"),
        "I4:I8": ("list", "plangen_choices_1"),
    }


def test_choices_stand_once_on_a_hidden_sheet() -> None:
    package = _loaded(*EVERYTHING)
    assert package["_lists"].sheet_state == "hidden"
    assert [cell.value for cell in package["_lists"]["A"]] == ["是", "否"]
    assert package.defined_names["plangen_choices_1"].attr_text == "'_lists'!$A$1:$A$2"


def test_a_sheet_prints_on_a4_with_its_headings_on_every_page() -> None:
    sheet = _loaded(*EVERYTHING, header="甲&乙")["登记"]
    assert [sheet.page_setup.paperSize, sheet.page_setup.orientation] == [9, "landscape"]
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert (sheet.print_title_rows, sheet.print_title_cols) == ("$1:$3", "$A:$A")
    assert sheet.print_area == "'登记'!$A$1:$I$8"
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("B4", "A3:I8")
    assert sheet.oddHeader is not None
    assert sheet.oddFooter is not None
    assert sheet.oddHeader.center.text == "甲&&乙"
    assert sheet.oddFooter.right.text == "第 &P 页 共 &N 页"


def test_the_columns_to_repeat_are_named_before_the_rows_as_excel_does() -> None:
    assert "'登记'!$A:$A,'登记'!$1:$3<" in _part(_written(*EVERYTHING), "xl/workbook.xml")


def test_a_register_too_wide_to_read_goes_over_several_pages() -> None:
    columns = [Column(id=f"c{at}", title="栏目", width=20) for at in range(20)]
    sheet = _loaded(_register(*columns))["登记"]
    assert sheet.print_area == "'登记'!$A$1:$G$5,'登记'!$H$1:$N$5,'登记'!$O$1:$T$5"
    assert [sheet[at].value for at in ("A1", "H1", "O1")] == ["登记表", "登记表", "登记表"]


def test_a_group_stays_on_one_page_and_its_label_begins_where_it_does() -> None:
    """The held column has no label of its own, because it is repeated beside every group."""
    groups = {"甲": 6, "乙": 5, "丙": 3}
    columns = [
        Column(id=f"{group}{at}", title="栏目", width=20, group=group)
        for group, count in groups.items()
        for at in range(count)
    ]
    sheet = _loaded(_register(*columns, held=1))["登记"]
    assert sheet.print_area == "'登记'!$A$1:$F$6,'登记'!$G$1:$K$6,'登记'!$L$1:$N$6"
    assert {cell.coordinate: cell.value for cell in sheet[2] if cell.value} == {"B2": "甲", "G2": "乙", "L2": "丙"}


def test_the_head_of_a_held_column_is_one_of_two_cells_and_a_group_is_framed_as_one() -> None:
    columns = [
        Column(id=key, title="栏目", width=20, group=group)
        for key, group in (("a", ""), ("b", ""), ("c", "甲"), ("d", "甲"), ("e", "甲"), ("f", "乙"))
    ]
    sheet = _loaded(_register(*columns, held=2))["登记"]
    sides = {"left", "right", "top", "bottom"}
    framed = {
        cell.coordinate: {side for side in sides if getattr(cell.border, side).style}
        for at in (2, 3)
        for cell in sheet[at][: len(columns)]
    }
    band = {"top", "bottom"}
    assert framed == {
        **dict.fromkeys(("A2", "B2"), sides - {"bottom"}),
        **dict.fromkeys(("A3", "B3"), sides - {"top"}),
        "C2": band | {"left"},
        "D2": band,
        "E2": band | {"right"},
        "F2": sides,
        **dict.fromkeys(("C3", "D3", "E3", "F3"), sides),
    }


def test_whoever_has_no_column_left_to_sign_in_is_left_out() -> None:
    sheet = _loaded(_register(Column(id="a", title="甲", width=30), signatures=("记录人：", "审核人：")))["登记"]
    assert [cell.value for cell in sheet[2] if cell.value] == ["记录人："]


def test_a_long_register_prints_the_rows_that_it_says() -> None:
    column = Column(id="a", title="甲", width=9, entry=True)
    assert _loaded(_register(column, blank=50, printed=20))["登记"].print_area == "'登记'!$A$1:$A$22"


@pytest.mark.parametrize(
    ("note", "cells"),
    [
        ("字" * 8, "A2:A2"),  # as wide as the first column
        ("字" * 10, "A2:B2"),
        ("字" * 20, "A2:C2"),
        ("字" * 99, "A2:D2"),  # on several lines
    ],
)
def test_a_note_stands_over_as_many_columns_as_its_line_takes_and_the_title_over_all(note: str, cells: str) -> None:
    columns = [Column(id=f"c{at}", title="栏目", width=20) for at in range(4)]
    sheet = _loaded(_register(*columns, notes=(note,)))["登记"]
    merged = sorted(str(each) for each in sheet.merged_cells.ranges)
    assert merged == ["A1:D1", *([cells] if cells != "A2:A2" else [])]
    assert sheet["A2"].value == note
    assert sheet.row_dimensions[2].height == 15 * (3 if len(note) == 99 else 1) + 5


def test_whoever_signs_has_an_open_cell_with_a_line() -> None:
    columns = [Column(id=f"c{at}", title="栏目", width=12) for at in range(8)]
    sheet = _loaded(_register(*columns, signatures=("记录人：", "审核人：")))["登记"]
    assert {cell.coordinate: cell.value for cell in sheet[2] if cell.value} == {"A2": "记录人：", "D2": "审核人："}
    for at in ("B2", "E2"):
        assert not sheet[at].protection.locked
        assert sheet[at].border.bottom.style == "thin"
        assert sheet[at].border.top.style is None
    assert sheet.auto_filter.ref == "A4:H7"


def test_a_long_text_gets_a_row_that_shows_all_of_it() -> None:
    heights = [_loaded(_text("字" * count))["登记"].row_dimensions[3].height for count in (3, 90)]
    assert heights == [24, 10 * 15 + 5]


def test_two_hundred_rows_need_no_more_styles_than_two() -> None:
    column = Column(id="a", title="甲", width=9, entry=True)
    few, many = (_part(_written(_register(column, blank=rows)), "xl/styles.xml") for rows in (2, 200))
    assert few == many


def test_a_form_says_what_it_is_and_where_its_rows_are() -> None:
    package = _loaded(*EVERYTHING)
    hidden = package["_plangen"]
    text = "".join(str(cell.value) for cell in hidden["A"][1:])
    assert hidden.sheet_state == "veryHidden"
    assert hidden["A1"].value == checksum(text)
    assert json.loads(text) == {
        "schema": 1,
        "form": "log",
        "plan": "计划",
        "revision": "v1.0",
        "sheets": [
            {
                "key": "log",
                "sheet": "登记",
                "range": "plangen_data_1",
                "columns": [
                    "number",
                    "day",
                    "time",
                    "clock",
                    "when",
                    "count",
                    "amount",
                    "kind",
                    "other",
                    "#key",
                    "double",
                ],
            }
        ],
        "cells": [
            {"sheet": "summary", "key": "day", "range": "plangen_cell_1"},
            {"sheet": "summary", "key": "pick", "range": "plangen_cell_2"},
        ],
    }
    assert package.defined_names["plangen_data_1"].attr_text == "'登记'!$A$4:$K$8"
    keys = [row[0].value for row in package["登记"]["J4:J8"]]
    assert keys == ["a", "b", "blank-1", "blank-2", "blank-3"]
    assert package["登记"].column_dimensions["J"].hidden


def test_what_is_still_to_be_filled_in_is_highlighted() -> None:
    cell = _loaded(_text("联系人：【待填写：姓名】"))["登记"]["A3"]
    assert cell.fill.fgColor.rgb == "FFFFFF00"


def test_the_layout_profile_decides_fonts(layout: Layout) -> None:
    look = SheetLook.of(layout)
    assert (look.font, look.heading_font, look.title_size) == ("宋体", "黑体", 16)


def test_properties_come_from_the_plan() -> None:
    core: Mapping[str, str] = dict(
        re.findall(r"<(?:\w+:)(\w+)[^>]*>([^<]+)<", _part(_written(*EVERYTHING), "docProps/core.xml"))
    )
    assert (core["title"], core["creator"], core["language"]) == ("表", "公司", "zh-CN")
