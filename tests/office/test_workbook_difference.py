"""Two workbooks have one comparison: rows by what they are, and everything that people see or set."""

import datetime
import io
import zipfile
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook as Package
from openpyxl import load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.worksheet.datavalidation import DataValidation

from plangen.office.readable.difference import WorkbookDifference, workbook_difference

Cells = Sequence[Sequence[object]]


def excel(rows: Cells, edit: Callable[[Any], object] = lambda _: None) -> bytes:
    """A workbook of one sheet, edited."""
    package = Package()
    sheet = package.active
    assert sheet is not None
    sheet.title = "表"
    for row in rows:
        sheet.append(list(row))
    edit(sheet)
    out = io.BytesIO()
    package.save(out)
    return out.getvalue()


def compared(old: bytes, new: bytes, *, machine: bool = True) -> WorkbookDifference:
    found = workbook_difference(old, new, machine=machine)
    assert found is not None
    return found


def told(old: bytes, new: bytes, *, machine: bool = True) -> list[tuple[str, str, str, str]]:
    found = compared(old, new, machine=machine)
    cells = [("cell", each.cell, each.before, each.after) for each in found.cells]
    return cells + [(each.what, each.place, each.before, each.after) for each in found.others]


def rows(count: int) -> list[list[object]]:
    return [[f"第{at}行", f"值{at}", f"说明{at}"] for at in range(1, count + 1)]


BASE = rows(10)
GROWN: list[list[object]] = [*BASE[:3], ["新增", "电话", None], *BASE[3:]]


def test_a_row_that_was_inserted_is_one_row_and_shifts_no_other() -> None:
    assert told(excel(BASE), excel(GROWN)) == [("row", "4", "", "新增｜电话")]
    assert told(excel(GROWN), excel(BASE)) == [("row", "4", "新增｜电话", "")]


def test_running_numbers_and_formulas_follow_the_rows() -> None:
    def numbered(table: Cells) -> list[list[object]]:
        filled = [[at, *row, f"=B{at}&C{at}"] for at, row in enumerate(table, start=1)]
        return [*filled, [None, f"=COUNTA(B1:B{len(table)})", f"=COUNTA($C$1:$C${len(table)})"]]

    new: list[list[object]] = [*BASE[:3], ["新增", "电话", "甲"], *BASE[3:]]
    assert told(excel(numbered(BASE)), excel(numbered(new))) == [("row", "4", "", "4｜新增｜电话｜甲｜=B4&C4")]


def test_a_formula_that_points_elsewhere_differs() -> None:
    assert told(excel([["甲", "=A1"]]), excel([["甲", "=A2"]])) == [("cell", "B1", "=A1", "=A2")]


def test_of_formulas_that_differ_in_their_words_alone_the_results_are_told() -> None:
    def formula(text: str, result: str) -> bytes:
        raw = excel([[text]])
        out = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(out, "w") as new:
            for name in old.namelist():
                content = old.read(name).replace(b"<v></v>", b"<v/>").replace(b"<v />", b"<v/>")
                if name == "xl/worksheets/sheet1.xml":
                    assert b"<v/>" in content
                    content = content.replace(b"<c r=", b'<c t="str" r=', 1)
                    content = content.replace(b"<v/>", f"<v>{result}</v>".encode())
                new.writestr(name, content)
        return out.getvalue()

    old = formula('=IF(B1="","13:00",B1)', "13:00")
    assert told(old, formula('=IF(B1="","12:00",B1)', "12:00")) == [("cell", "A1", "13:00", "12:00")]
    other = '=IF(C1="","12:00",C1)'
    assert told(old, formula(other, "12:00")) == [("cell", "A1", '=IF(B1="","13:00",B1)', other)]
    unseen = '=IF(B1="","13:00 ",B1)'
    assert told(old, formula(unseen, "13:00")) == [("cell", "A1", '=IF(B1="","13:00",B1)', unseen)]


def test_ranges_follow_rows_that_were_inserted() -> None:
    def merged(at: int) -> Callable[[Any], object]:
        return lambda sheet: sheet.merge_cells(f"B{at}:C{at}")

    table, grown = ([[*row[:2], None] for row in rows] for rows in (BASE, GROWN))
    assert told(excel(table, merged(6)), excel(grown, merged(7))) == [("row", "4", "", "新增｜电话")]


def validated(sheet: Any) -> None:
    choice = DataValidation(type="list", formula1='"甲,乙"')
    choice.add("B2")
    sheet.add_data_validation(choice)


def hidden_column(sheet: Any) -> None:
    sheet.column_dimensions["C"].hidden = True


def hidden_sheet(sheet: Any) -> None:
    sheet.parent.create_sheet("乙")
    sheet.sheet_state = "hidden"


SINGLE: dict[str, tuple[Callable[[Any], object], str, str]] = {
    "note": (lambda sheet: setattr(sheet["A1"], "comment", Comment("请核对", "甲")), "note", "A1"),
    "page header": (lambda sheet: setattr(sheet.oddHeader.center, "text", "机密"), "header", "oddHeader"),
    "validation": (validated, "validation", "B2"),
    "number format": (lambda sheet: setattr(sheet["A2"], "number_format", "0.00"), "format", "A2"),
    "merge": (lambda sheet: sheet.merge_cells("E1:F1"), "merge", "E1:F1"),
    "hidden row": (lambda sheet: setattr(sheet.row_dimensions[2], "hidden", True), "hidden-row", "2"),
    "hidden column": (hidden_column, "hidden-column", "C"),
    "width": (lambda sheet: setattr(sheet.column_dimensions["A"], "width", 40), "width", "A"),
    "colour": (lambda sheet: setattr(sheet["A1"], "font", Font(color="FFFF0000")), "look", "A1"),
    "another sheet": (lambda sheet: sheet.parent.create_sheet("空表"), "sheet", ""),
    "sheet hidden": (
        hidden_sheet,
        "hidden",
        "",
    ),
    "margins": (lambda sheet: setattr(sheet.page_margins, "left", 2.0), "pageMargins", ""),
}


@pytest.mark.parametrize("name", SINGLE)
def test_each_thing_that_people_see_or_set_is_named(name: str) -> None:
    edit, what, place = SINGLE[name]
    assert (what, place) in {each[:2] for each in told(excel(BASE), excel(BASE, edit))}
    assert (what, place) in {each[:2] for each in told(excel(BASE, edit), excel(BASE))}


def test_a_date_is_said_as_a_date_and_a_time_as_a_time() -> None:
    old, new = ([[datetime.date(2025, 1, day), datetime.time(9, day)]] for day in (1, 2))
    assert told(excel(old), excel(new)) == [
        ("cell", "A1", "2025-01-01", "2025-01-02"),
        ("cell", "B1", "09:01", "09:02"),
    ]


def test_a_number_as_text_is_another_kind() -> None:
    assert told(excel([[1, "甲"]]), excel([["1", "甲"]])) == [("kind", "A1", "1", "")]


def test_hidden_columns_and_versions_in_headers_are_for_programs() -> None:
    def labelled(version: str, key: str) -> bytes:
        def edit(sheet: Any) -> None:
            sheet.oddFooter.left.text = f"应急演练计划 {version}"
            sheet["C1"] = key
            hidden_column(sheet)

        return excel([["甲", "乙"]], edit)

    old, new = labelled("v1.0", "k-1"), labelled("v1.1", "k-2")
    assert told(old, new, machine=False) == []
    assert {each[0] for each in told(old, new)} == {"header", "hidden-cells"}


def test_rows_are_known_by_their_hidden_keys() -> None:
    def keyed(table: Cells) -> bytes:
        return excel(table, lambda sheet: setattr(sheet.column_dimensions["A"], "hidden", True))

    old = [["k1", "甲", "一"], ["k2", "乙", "二"]]
    assert told(keyed(old), keyed([["k0", "新", "零"], ["k1", "丙", "三"], old[1]]), machine=False) == [
        ("cell", "B2", "甲", "丙"),
        ("cell", "C2", "一", "三"),
        ("row", "1", "", "新｜零"),
    ]


def test_rows_that_hold_the_same_key_or_only_a_formula_in_a_hidden_column_are_known_by_what_they_say() -> None:
    for hidden in ("=IF(H1=0,1,2)", "同"):
        table = [[f"阶段{name}", f"{name}时", hidden] for name in "甲乙丙丁"]
        assert told(excel(table, hidden_column), excel(table, hidden_column)) == []
        new = [*table[:1], ["阶段新", "新时", hidden], *table[1:]]
        assert told(excel(table, hidden_column), excel(new, hidden_column), machine=False) == [
            ("row", "2", "", "阶段新｜新时")
        ]


def test_a_workbook_saved_again_by_another_program_is_the_same() -> None:
    raw = excel(BASE, lambda sheet: setattr(sheet["A1"], "font", Font(bold=True, color="FFFF0000")))
    again = io.BytesIO()
    load_workbook(io.BytesIO(raw)).save(again)
    assert told(raw, again.getvalue()) == []


def test_of_a_file_that_is_no_workbook_nothing_is_known() -> None:
    assert workbook_difference(b"junk", excel(BASE)) is None
    assert workbook_difference(excel(BASE), b"junk") is None


TABLES = st.lists(st.lists(st.sampled_from(["甲", "乙", "丙", None]), min_size=1, max_size=3), max_size=6)


@settings(max_examples=30)
@given(TABLES, TABLES)
def test_the_old_texts_without_those_that_went_and_with_those_that_came_are_the_new_ones(
    old: Cells, new: Cells
) -> None:
    found = compared(excel(old), excel(new))
    assert compared(excel(old), excel(old)).count == 0
    changes = [(each.before, each.after) for each in found.cells]
    changes += [(each.before, each.after) for each in found.others]
    texts = Counter(text for row in old for text in row if text)
    texts.subtract(text for before, _ in changes for text in before.split("｜") if text)
    texts.update(text for _, after in changes for text in after.split("｜") if text)
    assert +texts == Counter(text for row in new for text in row if text)
    assert not -texts
