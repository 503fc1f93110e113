"""Laws of workbooks: what is written comes back, names and texts stay within Excel's limits, pages hold all columns."""

import datetime
import io
import json
from collections.abc import Sequence

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from plangen.blocks.identity import Identity
from plangen.blocks.workbook import Column, Grid, GridCell, GridRow, Kind, Part, Register, Row, Workbook
from plangen.office.excel.page import pages_of
from plangen.office.excel.places import CellPlaces, letter, quoted_sheet
from plangen.office.excel.styles import FORMATS, SheetLook
from plangen.office.excel.text import (
    as_text,
    footer_text,
    height_of,
    is_formula_like,
    line_count,
    sheet_names,
    shortened,
    width_of,
)
from plangen.office.excel.writer import checksum, write_workbook
from plangen.office.readable import cells
from plangen.office.readable.workbook import column_number

pytestmark = pytest.mark.slow

LONGEST, LONGEST_NAME = 32_767, 31
LOOK = SheetLook()
EMOJI = "\U0001f600"  # counts as two in Excel

# Texts as people and programs write them: formulas, errors, escapes, marks, white space, half pairs, any letter.
TEXTS = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        [
            "=1+1",
            "-3",
            "+86 10",
            "@x",
            "#N/A",
            "TRUE",
            "007",
            " 前后 ",
            "一\n二",
            "\ta",
            "_x0041_",
            "_x005F_x0041_",
            "'a",
        ]
    ),
    st.text(alphabet="_x0041F\n 甲", max_size=12),
)


def units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def workbook(*sheets: Register | Grid) -> Workbook:
    return Workbook(
        title="表",
        subject="计划",
        author="公司",
        header="表",
        footer="",
        created=datetime.date(2026, 3, 1),
        sheets=sheets,
        identity=Identity(document="log"),
    )


def register(texts: Sequence[str], kind: Kind = Kind.TEXT) -> Register:
    rows = tuple(Row(key=f"r{at}", values={"a": text}) for at, text in enumerate(texts))
    return Register(
        key="log", name="登记", title="登记表", columns=(Column(id="a", title="甲", width=20, kind=kind),), rows=rows
    )


def written(texts: Sequence[str]) -> bytes:
    return write_workbook(workbook(register(texts)), LOOK)


# openpyxl takes x005F_ out of what it reads, wherever it stands.
@settings(max_examples=40)
@given(st.lists(TEXTS.filter(lambda text: "x005F_" not in text), min_size=1, max_size=12))
def test_texts_in_cells_survive_writing_and_reading(texts: list[str]) -> None:
    """Another reader finds the same texts, and none of them became a formula, a number or an error."""
    sheet = load_workbook(io.BytesIO(written(texts))).worksheets[0]
    for row, text in enumerate(texts, start=3):
        cell = sheet.cell(row, 1)
        assert (cell.value or "") == as_text(text)
        assert cell.data_type in ({"s"} if as_text(text) else {"n"})


@settings(max_examples=40)
@example(["_x0000_x0000_"])  # the end of one code begins the next
@given(st.lists(TEXTS, min_size=1, max_size=12))
def test_our_own_reading_shows_the_same_texts(texts: list[str]) -> None:
    found = cells(written(texts))
    assert found is not None
    for row, text in enumerate(texts, start=3):
        assert found.get(("登记", f"A{row}"), "") == as_text(text).replace("\n", "⏎")


@settings(max_examples=20)
@given(st.lists(TEXTS, min_size=1, max_size=6))
def test_the_same_workbook_has_the_same_bytes(texts: list[str]) -> None:
    assert written(texts) == written(list(texts))


@given(st.text())
def test_what_a_cell_can_hold_it_holds_unchanged(text: str) -> None:
    held = as_text(text)
    assert as_text(held) == held
    assert "\r" not in held
    assert all(char in "\t\n" or char >= " " for char in held)


@pytest.mark.parametrize("letter_", ["a", "中", EMOJI])
def test_a_text_is_cut_only_above_the_limit_of_a_cell(letter_: str) -> None:
    """Excel counts a letter of the supplementary planes as two."""
    most = LONGEST // units(letter_)
    assert as_text(letter_ * most) == letter_ * most
    cut = as_text(letter_ * (most + 1))
    assert cut.endswith("…")
    assert units(cut) <= LONGEST
    assert units(cut) >= LONGEST - 2


@given(st.text(alphabet=f"ab中{EMOJI}\n", max_size=40), st.integers(min_value=2, max_value=30))
def test_shortening_stays_within_the_limit_and_changes_nothing_that_fits(text: str, limit: int) -> None:
    short = shortened(text, limit)
    assert units(short) <= limit
    if units(text) <= limit:
        assert short == text
    else:
        assert short.endswith("…")
        assert text.startswith(short.removesuffix("…"))


@pytest.mark.parametrize("text", ["=A1", "+1", "-1", "@a"])
def test_what_a_spreadsheet_might_take_for_a_formula_is_marked_as_text(text: str) -> None:
    assert is_formula_like(text)
    assert not is_formula_like(f" {text}")
    cell = load_workbook(io.BytesIO(written([text]))).worksheets[0]["A3"]
    assert (cell.value, cell.data_type, bool(cell.quotePrefix)) == (text, "s", True)


@given(st.lists(st.text(alphabet=f"ab甲乙[]:*?/\\'历{EMOJI} \n", max_size=40), max_size=12))
def test_sheet_names_are_allowed_and_unlike_one_another(wanted: list[str]) -> None:
    names = sheet_names(wanted, taken=("_plangen",))
    assert len(names) == len(wanted)
    assert len({name.casefold() for name in names} | {"_plangen", "history"}) == len(names) + 2
    for name in names:
        assert 1 <= units(name) <= LONGEST_NAME
        assert not set(name) & set("[]:*?/\\\n")
        assert not name.startswith(("'", " "))
        assert not name.endswith(("'", " "))


@given(st.lists(st.text(alphabet="ab甲乙[]:*/' ", max_size=40), max_size=12))
def test_names_that_are_allowed_are_kept(wanted: list[str]) -> None:
    names = sheet_names(wanted)
    assert sheet_names(names) == names


def test_a_sheet_name_of_thirty_one_characters_is_kept_and_a_longer_one_is_cut() -> None:
    assert sheet_names(["表" * 31]) == ("表" * 31,)
    assert sheet_names(["表" * 32]) == ("表" * 31,)
    assert sheet_names(["表" * 29 + EMOJI]) == ("表" * 29 + EMOJI,)
    assert sheet_names(["表" * 30 + EMOJI]) == ("表" * 30,)  # the half of a pair would be no letter
    assert sheet_names(["表" * 31, "表" * 32]) == ("表" * 31, "表" * 28 + "(2)")


def test_the_later_of_two_sheets_takes_another_name_whatever_the_case() -> None:
    assert sheet_names(["Log", "LOG", "log(2)"]) == ("Log", "LOG(2)", "log(2)(2)")
    assert sheet_names(["History"]) == ("History(2)",)
    assert sheet_names(["", "'", " : "]) == ("表", "表(2)", "表(3)")


@given(st.integers(min_value=1, max_value=16_384))
def test_columns_are_lettered_as_excel_letters_them(number: int) -> None:
    assert letter(number) == get_column_letter(number)
    assert column_number(letter(number)) == number


@given(st.text(max_size=30))
def test_a_quoted_sheet_name_says_where_it_ends(name: str) -> None:
    quoted = quoted_sheet(name)
    assert quoted[0] == quoted[-1] == "'"
    assert quoted[1:-1].replace("''", "") == name.replace("'", "")
    assert quoted[1:-1].replace("''", "'") == name


@given(st.text(alphabet="ab中文，。\n", max_size=60), st.floats(min_value=3, max_value=80), st.floats(0, 40))
def test_a_wider_column_never_takes_more_lines(text: str, width: float, more: float) -> None:
    assert line_count(text, width + more) <= line_count(text, width)
    assert line_count(text, width) >= text.count("\n") + 1
    assert line_count(f"{text}\na", width) == line_count(text, width) + 1


@given(st.text(alphabet="ab中文", min_size=1, max_size=40))
def test_a_column_with_room_for_a_text_holds_it_in_one_line(text: str) -> None:
    assert width_of(text) == sum(1 if char < "\x80" else 2 for char in text)
    assert line_count(text, width_of(text) * 1.08 + 1.001) == 1
    assert line_count(text * 2, width_of(text) * 1.08 + 1.001) >= 2 or width_of(text) == 1


def test_a_row_grows_by_its_pitch_for_each_line() -> None:
    assert height_of(3, 15) - height_of(2, 15) == 15
    assert height_of(1, 15) > 15


def test_a_footer_doubles_what_begins_a_code_and_is_cut_before_it_is_doubled() -> None:
    assert footer_text("A&B\n乙") == "A&&B 乙"
    assert footer_text("&" * 100) == "&" * 200
    assert footer_text("&" * 101) == "&" * 198 + "…"


COLUMNS = st.lists(
    st.builds(
        lambda width, group: Column(id="x", title="x", width=width, group=group),
        st.floats(min_value=4, max_value=120),
        st.sampled_from(["", "", "甲组", "乙组"]),
    ),
    min_size=1,
    max_size=16,
)


@given(COLUMNS, st.integers(min_value=0, max_value=2))
def test_pages_side_by_side_hold_every_column_once_and_in_order(columns: list[Column], held: int) -> None:
    held = min(held, len(columns) - 1)
    pages = pages_of(columns, held, LOOK)
    numbers = [number for first, last in pages.spans() for number in range(first, last + 1)]
    assert numbers == list(range(held + 1, len(columns) + 1))


@given(COLUMNS, st.integers(min_value=0, max_value=2))
def test_no_page_is_wider_than_the_paper_unless_one_column_is(columns: list[Column], held: int) -> None:
    held = min(held, len(columns) - 1)
    room = LOOK.room(landscape=True) / LOOK.least_scale - sum(column.width for column in columns[:held])
    for first, last in pages_of(columns, held, LOOK).spans():
        widths = [column.width for column in columns[first - 1 : last]]
        assert sum(widths) <= room + 1e-6 or len(widths) == 1


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_of_cell_has_a_number_format(kind: Kind) -> None:
    sheet = load_workbook(io.BytesIO(write_workbook(workbook(register(["x"], kind)), LOOK))).worksheets[0]
    assert sheet["A3"].number_format == FORMATS[kind]


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (Kind.DATE, datetime.datetime(2024, 12, 10)),  # noqa: DTZ001 - Excel knows no zones
        (Kind.DATETIME, datetime.datetime(2024, 12, 10, 9, 12)),  # noqa: DTZ001 - as above
        (Kind.INTEGER, 3),
        (Kind.MONEY, 1234.5),
        (Kind.SHARE, 0.25),
    ],
)
def test_dates_and_numbers_come_back_as_what_they_are(kind: Kind, value: datetime.datetime | float) -> None:
    rows = (Row(key="1", values={"a": value}),)
    sheet = Register(
        key="log", name="登记", title="表", columns=(Column(id="a", title="甲", width=20, kind=kind),), rows=rows
    )
    cell = load_workbook(io.BytesIO(write_workbook(workbook(sheet), LOOK))).worksheets[0]["A3"]
    assert cell.value == value
    assert cell.is_date == (kind in {Kind.DATE, Kind.DATETIME})


@given(
    st.integers(min_value=0, max_value=3),
    st.booleans(),
    st.booleans(),
    st.integers(min_value=0, max_value=4),
    st.integers(min_value=0, max_value=4),
)
def test_the_rows_of_a_register_follow_one_another(
    notes: int, signed: bool, grouped: bool, given_rows: int, blank: int
) -> None:
    """Title, notes, signatures, groups, heads, given rows, blank rows: no two of them in one row."""
    sheet = Register(
        key="log",
        name="登记",
        title="表",
        notes=("注",) * notes,
        signatures=("签字：",) if signed else (),
        columns=(Column(id="a", title="甲", width=9, group="组" if grouped else ""),),
        rows=tuple(Row(key=str(at), values={}) for at in range(given_rows)),
        blank=blank,
    )
    place = CellPlaces(workbook(sheet)).register("log")
    used = [*range(1, notes + 2)]
    used += [place.signature_row, place.signature_row + 1] if signed else []
    used += [place.group_row] if grouped else []
    used.append(place.head_row)
    assert used == list(range(1, len(used) + 1))
    assert (place.signature_row == 0, place.group_row == 0) == (not signed, not grouped)
    assert place.first == place.head_row + 1
    assert place.last - place.first + 1 == max(1, given_rows + blank)
    top, bottom = place.span("given")
    if given_rows and blank:
        assert bottom + 1 == place.span("blank")[0]
        assert (top, place.span("blank")[1]) == place.span(None)


def test_the_cells_of_a_grid_stand_where_the_ones_before_end() -> None:
    row = GridRow(
        cells=(GridCell(key="a", columns=3), GridCell(part=Part.LABEL), GridCell(key="b", columns=2), GridCell(key="c"))
    )
    sheet = Grid(key="g", name="汇总", widths=(9,) * 7, rows=(GridRow(cells=()), row))
    assert CellPlaces(workbook(sheet)).grid("g").cells == {"a": "$A$2", "b": "$E$2", "c": "$G$2"}


def one_column(**settings_: object) -> Register:
    column = replace(Column(id="a", title="甲", width=20, entry=True), **settings_)
    return Register(key="log", name="登记", title="登记表", columns=(column,), blank=2)


@pytest.mark.parametrize(("length", "shown"), [(255, "中" * 255), (256, "中" * 254 + "…")])
def test_what_is_said_beside_a_cell_may_have_two_hundred_and_fifty_five_characters(length: int, shown: str) -> None:
    raw = write_workbook(workbook(one_column(guidance="中" * length)), LOOK)
    (rule,) = load_workbook(io.BytesIO(raw)).worksheets[0].data_validations.dataValidation
    assert rule.prompt == shown


@pytest.mark.parametrize(("length", "shown"), [(32, "中" * 32), (33, "中" * 31 + "…")])
def test_its_heading_may_have_thirty_two(length: int, shown: str) -> None:
    raw = write_workbook(workbook(one_column(title="中" * length, guidance="填写")), LOOK)
    (rule,) = load_workbook(io.BytesIO(raw)).worksheets[0].data_validations.dataValidation
    assert rule.promptTitle == shown


@pytest.mark.parametrize("kind", list(Kind))
def test_only_what_can_be_checked_is_checked(kind: Kind) -> None:
    """Texts and shares are free; a rule always says what is wrong, in its own words."""
    raw = write_workbook(workbook(one_column(kind=kind)), LOOK)
    rules = load_workbook(io.BytesIO(raw)).worksheets[0].data_validations.dataValidation
    free = kind in {Kind.TEXT, Kind.LONG, Kind.CHOICE, Kind.SHARE}
    assert [bool(rule.error and rule.showErrorMessage) for rule in rules] == [] if free else [True]


@settings(max_examples=20)
@given(st.lists(st.lists(TEXTS.filter(bool), min_size=1, max_size=4).map(tuple), min_size=1, max_size=4))
def test_equal_choices_are_listed_once_and_each_list_holds_its_own(choices: list[tuple[str, ...]]) -> None:
    columns = tuple(
        Column(id=f"c{at}", title="甲", width=9, kind=Kind.CHOICE, entry=True, choices=each)
        for at, each in enumerate(choices)
    )
    sheet = Register(key="log", name="登记", title="表", columns=columns, blank=1)
    package = load_workbook(io.BytesIO(write_workbook(workbook(sheet), LOOK)))
    names = [name for name in package.defined_names if name.startswith("plangen_choices_")]
    assert len(names) == len(set(choices))
    assert package["_lists"].sheet_state == "hidden"
    assert package["_lists"].max_column == len(names)


@pytest.mark.parametrize("plan", ["计划", "计" * 70_000])
def test_what_a_form_knows_of_itself_comes_back_whole_however_long(plan: str) -> None:
    book = replace(workbook(register(["x"])), identity=replace(workbook().identity, plan=plan))
    sheet = load_workbook(io.BytesIO(write_workbook(book, LOOK)))["_plangen"]
    pieces = [str(row[0].value) for row in sheet.iter_rows(min_row=2)]
    assert all(len(piece) <= 30_000 for piece in pieces)
    assert sheet["A1"].value == checksum("".join(pieces))
    about = json.loads("".join(pieces))
    assert about["plan"] == plan
    assert about["sheets"] == [{"key": "log", "sheet": "登记", "range": "plangen_data_1", "columns": ["a", "#key"]}]
    assert sheet.sheet_state == "veryHidden"
