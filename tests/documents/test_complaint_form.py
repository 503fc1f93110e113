"""The complaint form: a register with the plan's columns, and a form that shows one complaint or stays blank."""

import datetime
import io
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from openpyxl import load_workbook

from plangen.blocks.workbook import Column, Grid, Kind, Part, Register, Workbook
from plangen.documents.workbooks.complaint_form import complaint_form
from plangen.model.plan import Plan
from plangen.office.excel.styles import SheetLook
from plangen.office.excel.text import characters_in, line_count
from plangen.office.excel.writer import write_workbook

ReadPlan = Callable[[Mapping[str, str]], Plan]
FillIn = Callable[[Workbook], Any]

FORMS = """
complaint:
  - {id: number, title: 投诉编号, required: true, group: 登记}
  - {id: received, title: 投诉时间, kind: 日期时间, required: true, group: 登记}
  - {id: phone, title: 联系电话, group: 消费者}
  - {id: bought, title: 购买日期, kind: 日期, group: 消费者}
  - {id: amount, title: 金额, kind: 金额, group: 消费者}
  - {id: pieces, title: 件数, kind: 整数, group: 消费者}
  - {id: callback, title: 回访时刻, kind: 时间, group: 消费者}
  - {id: kind, title: 类别, kind: 选项, choices: [质量, 质量安全, "其他 \\"请注明\\""], group: 内容}
  - {id: content, title: 投诉内容, kind: 长文字, required: true, group: 内容, guidance: 简要记录。}
complaint_rows: 5
process: {results: [完成, 未完成], note: 时间写到分钟}
"""
OPTIONS = '□质量\u3000□质量安全\u3000□其他 "请注明"\u3000'


@pytest.fixture
def workbook(read_plan: ReadPlan, small: Mapping[str, str]) -> Workbook:
    return complaint_form(read_plan({**small, "forms.yaml": FORMS}))


def _columns(workbook: Workbook) -> dict[str, Column]:
    register = workbook.sheets[0]
    assert isinstance(register, Register)
    return {column.id: column for column in register.columns}


def test_the_workbook_registers_prints_and_explains(workbook: Workbook) -> None:
    assert [sheet.name for sheet in workbook.sheets] == ["登记台账", "投诉信息单", "投诉信息单续页", "填写说明"]
    assert "演练" in workbook.header
    assert "v1.0" in workbook.footer


def test_the_register_has_the_columns_of_the_plan(workbook: Workbook) -> None:
    columns = _columns(workbook)
    assert {key: column.kind for key, column in columns.items() if column.entry} == {
        "number": Kind.TEXT,
        "received": Kind.DATETIME,
        "phone": Kind.TEXT,
        "bought": Kind.DATE,
        "amount": Kind.MONEY,
        "pieces": Kind.INTEGER,
        "callback": Kind.TIME,
        "kind": Kind.CHOICE,
        "content": Kind.LONG,
    }
    assert [key for key, column in columns.items() if column.required] == ["number", "received", "content"]
    assert columns["number"].unique
    assert columns["kind"].choices == ("质量", "质量安全", '其他 "请注明"')
    assert columns["content"].guidance == "简要记录"


def test_the_form_has_one_cell_to_fill_in(workbook: Workbook) -> None:
    """Everything else comes from the register, which alone is kept."""
    form = workbook.sheets[1]
    assert isinstance(form, Grid)
    cells = [cell for row in form.rows for cell in row.cells]
    assert [cell.key for cell in cells if cell.part is Part.ENTRY] == ["number"]
    assert form.one_page
    assert not form.landscape


def _form_values(form: Any) -> dict[str, object]:
    """What the printed form shows, by label."""
    values: dict[str, object] = {}
    for row in form.package["投诉信息单"].iter_rows(min_row=3):
        for at in (0, 2):
            if isinstance(label := row[at].value, str):
                values[label] = row[at + 1].value
    return values


@pytest.mark.office
def test_the_form_stays_blank_without_a_number(workbook: Workbook, fill_in: FillIn) -> None:
    shown = _form_values(fill_in(workbook).calculated())
    assert {key: shown[key] for key in ("投诉编号＊", "投诉时间＊", "联系电话", "金额", "类别", "投诉内容＊")} == {
        "投诉编号＊": None,
        "投诉时间＊": None,
        "联系电话": None,
        "金额": None,
        "类别": OPTIONS,
        "投诉内容＊": None,
    }


@pytest.mark.office
def test_the_form_shows_the_complaint_of_its_number(workbook: Workbook, fill_in: FillIn) -> None:
    """Text stays text, an empty cell stays empty, an option is marked and not the one that begins like it."""
    form = fill_in(workbook)
    received = datetime.datetime(2026, 3, 12, 9, 12)  # noqa: DTZ001  # a cell knows no zone
    form.enter("register", "blank-1", number="TS-001", content="他人的投诉")
    form.enter(
        "register",
        "blank-2",
        number="TS-002",
        received=received,
        phone="00861",
        amount=12.5,
        kind="质量",
        content="变质",
    )
    form.package["投诉信息单"]["B3"] = "TS-002"
    shown = _form_values(form.calculated())
    assert {
        key: shown[key] for key in ("投诉时间＊", "联系电话", "购买日期", "金额", "件数", "类别", "投诉内容＊")
    } == {
        "投诉时间＊": received,
        "联系电话": "00861",
        "购买日期": None,
        "金额": 12.5,
        "件数": None,
        "类别": OPTIONS.replace("□质量\u3000", "■质量\u3000"),
        "投诉内容＊": "变质",
    }


@pytest.mark.office
def test_the_register_says_what_is_missing_or_twice(workbook: Workbook, fill_in: FillIn) -> None:
    form = fill_in(workbook)
    received = datetime.datetime(2026, 3, 12, 9, 12)  # noqa: DTZ001
    form.enter("register", "blank-1", number="1", received=received, content="全")
    form.enter("register", "blank-2", number="2", content=" ")
    form.enter("register", "blank-3", number="3", received=received, content="全")
    form.enter("register", "blank-4", number="3")
    done = form.calculated()
    checks = [done.value("register", f"blank-{row}", "_check") for row in range(1, 6)]
    assert checks == ["完整", "缺投诉时间；缺投诉内容", "编号重复", "编号重复；缺投诉时间；缺投诉内容", None]


def test_a_form_of_two_columns_works_too(read_plan: ReadPlan, small: Mapping[str, str]) -> None:
    assert list(_columns(complaint_form(read_plan(small)))) == [
        *("time", "content", "_check", "_begun", "_wrong1", "_missing1")
    ]


def test_the_form_of_the_sample_is_signed_on_its_one_page(sample: Plan) -> None:
    """All of its columns and the signatures: the sheet is set to be one page high, in type that can be read."""
    book = complaint_form(sample)
    written = load_workbook(io.BytesIO(write_workbook(book, SheetLook())))
    assert [sheet.page_setup.fitToHeight for sheet in written if "单" in sheet.title] == [1, 1]


def test_the_sample_registers_time_content_and_contact_at_least(sample: Plan) -> None:
    columns = _columns(complaint_form(sample))
    required = {column.title for column in columns.values() if column.required}
    assert {"投诉编号", "投诉时间", "投诉内容", "联系方式"} <= required


LONG = "某年某月某日，投诉人在门店购买产品，拆开后发现有异味；" * 18
PARAGRAPHS = "第一段\n第二段 abc\n" * 12


def _on_paper(form: Any, title: str) -> str:
    """What stands on the form and overleaf of one field, put together again."""
    shown = _form_values(form)[title]
    overleaf = "".join(
        str(row[0].value or "") for row in form.package["投诉信息单续页"].iter_rows(min_row=4, max_row=8)
    )
    if not isinstance(shown, str) or not shown.endswith("…（转续页）"):
        return str(shown or "")
    _, _, rest = overleaf.partition(f"【{title.removesuffix('＊')}】")
    return shown.removesuffix("…（转续页）") + rest.partition("【")[0]


@pytest.mark.office
@pytest.mark.parametrize("content", ["短", LONG[:100], LONG, PARAGRAPHS, "a" * 900])
def test_every_character_of_a_registered_text_stands_on_the_form_or_overleaf(
    content: str, workbook: Workbook, fill_in: FillIn
) -> None:
    form = fill_in(workbook)
    form.enter("register", "blank-1", number="TS-001", content=content, phone="约" + "0571-8888 6666 转分机，" * 3)
    form.package["投诉信息单"]["B3"] = "TS-001"
    done = form.calculated()
    assert _on_paper(done, "投诉内容＊").split() == content.split() or _on_paper(done, "投诉内容＊") == content.replace(
        "\n", " "
    )
    assert _on_paper(done, "联系电话") == "约" + "0571-8888 6666 转分机，" * 3


@pytest.mark.office
def test_what_has_no_room_overleaf_either_is_said_to_stand_in_the_register(workbook: Workbook, fill_in: FillIn) -> None:
    form = fill_in(workbook)
    form.enter("register", "blank-3", number="TS-003", content="字" * 20_000)
    form.package["投诉信息单"]["B3"] = "TS-003"
    done = form.calculated()
    _, row = form.address("register", "blank-3", "content")
    said = [str(cell.value) for line in done.package["投诉信息单续页"].iter_rows() for cell in line if cell.value]
    assert f"（其余见登记台账第{row[1:]}行）" in said


@pytest.mark.office
def test_what_was_pasted_is_named_and_stands_on_the_form(workbook: Workbook, fill_in: FillIn) -> None:
    form = fill_in(workbook)
    form.enter(
        "register",
        "blank-2",
        number="TS-001",
        received="昨天上午九点多",
        bought="去年冬天",
        amount="两百多元",
        pieces=1.5,
        callback="9点多",
        kind="很多",
        phone=1234567890123456789,
        content="变质",
    )
    form.package["投诉信息单"]["B3"] = "TS-001"
    done = form.calculated()
    assert str(done.value("register", "blank-2", "_check")).split("；") == [
        "投诉时间不是日期和时间",
        "联系电话按数字粘贴，15位以后可能有误",
        "购买日期不是日期",
        "金额不是金额",
        "件数不是整数",
        "回访时刻不是时刻",
        "类别不在选项内",
    ]
    shown = _form_values(done)
    assert {key: shown[key] for key in ("投诉时间＊", "购买日期", "金额", "件数", "回访时刻")} == {
        "投诉时间＊": "昨天上午九点多",
        "购买日期": "去年冬天",
        "金额": "两百多元",
        "件数": "1.5",
        "回访时刻": "9点多",
    }
    assert shown["类别"] == f"{OPTIONS}登记为：很多"


@pytest.mark.office
def test_a_gap_in_the_register_hides_nobody(workbook: Workbook, fill_in: FillIn) -> None:
    """The list of numbers goes to the last filled row; numbers that differ late, or look like patterns, are apart."""
    form = fill_in(workbook)
    numbers = {1: "123456789012345671", 3: "123456789012345672", 4: "*", 5: "01"}
    for row, number in numbers.items():
        form.enter("register", f"blank-{row}", number=number, content=number)
    form.package["填写说明"]["H1"] = "=ROWS(plangen_filled_1)"
    form.package["投诉信息单"]["B3"] = "*"
    done = form.calculated()
    assert done.package["填写说明"]["H1"].value == 5
    assert _form_values(done)["投诉内容＊"] == "*"
    checks = [str(done.value("register", f"blank-{row}", "_check")) for row in numbers]
    assert checks == ["缺投诉时间"] * 4


def test_options_however_many_have_room_on_the_form(read_plan: ReadPlan, small: Mapping[str, str]) -> None:
    """The blank form that a pen fills in shows every box."""
    choices = ", ".join(f"第{number}个名称很长的部门" for number in range(1, 31))
    forms = FORMS.replace('[质量, 质量安全, "其他 \\"请注明\\""]', f"[{choices}]")
    assert forms != FORMS
    written = load_workbook(
        io.BytesIO(write_workbook(complaint_form(read_plan({**small, "forms.yaml": forms})), SheetLook()))
    )
    sheet = written["投诉信息单"]
    row = next(line[0].row for line in sheet.iter_rows() if line[0].value == "类别")
    lines = sum(len(f"□第{number}个名称很长的部门　") for number in range(1, 31)) * 2 / 75
    assert sheet.row_dimensions[row].height >= lines * 15


@pytest.mark.parametrize("width", [5.0, 12.5, 30.0, 76.0, 92.0])
def test_a_line_holds_the_characters_that_it_is_said_to_hold(width: float) -> None:
    assert line_count("测" * characters_in(width, 10.5), width) == 1
    assert characters_in(width, 14) < characters_in(width, 10.5) or width < 6
