"""Each formula carries the value that LibreOffice reckons of it, in blank forms and in filled ones."""

import datetime
import io
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest
from lxml import etree

from plangen.blocks.workbook import Workbook
from plangen.documents.workbooks.complaint_form import complaint_form
from plangen.documents.workbooks.msel import events_list
from plangen.documents.workbooks.process_record import process_record
from plangen.model.plan import Plan
from plangen.office.excel.strict import strict
from plangen.office.excel.text import from_file
from plangen.office.ooxml.package import parts_of, zipped
from plangen.office.ooxml.trees import parsed

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
FillIn = Callable[[Workbook], Any]
Time, Day, Moment = datetime.time, datetime.date, datetime.datetime


def _values(raw: bytes) -> Mapping[tuple[str, str], object]:
    """What each cell holds, by the number of its sheet and its address; dates as the numbers that they are."""
    parts = parts_of(raw)
    strings = parsed(parts["xl/sharedStrings.xml"]).findall(f"{MAIN}si")
    texts = ["".join(text.text or "" for text in each.iter(f"{MAIN}t")) for each in strings]
    found = {}
    for name in sorted(each for each in parts if each.startswith("xl/worksheets/sheet")):
        for cell in parsed(parts[name]).iter(f"{MAIN}c"):
            found[name, cell.get("r", "")] = _value(cell, texts)
    return found


def _value(cell: etree._Element, texts: list[str]) -> object:
    said = cell.findtext(f"{MAIN}v") or ""
    kind = cell.get("t", "n")
    if kind == "s":
        return texts[int(said)]
    return from_file(said) if kind != "n" or not said else round(float(said), 9)


def _formulas(raw: bytes) -> Iterator[tuple[str, str]]:
    for name, part in parts_of(raw).items():
        if name.startswith("xl/worksheets/sheet"):
            yield from (
                (name, cell.get("r", "")) for cell in parsed(part).iter(f"{MAIN}c") if len(cell.findall(f"{MAIN}f"))
            )


def _by_us(form: Any) -> bytes:
    out = io.BytesIO()
    form.package.save(out)
    return zipped(strict(parts_of(out.getvalue())))


def _differing(form: Any) -> dict[tuple[str, str], tuple[object, object]]:
    ours = _by_us(form)
    theirs = _values(form.recalculated())
    formulas, own = list(_formulas(ours)), _values(ours)
    return {at: (own[at], theirs.get(at, "")) for at in formulas if own[at] != theirs.get(at, "")}


@pytest.mark.office
@pytest.mark.parametrize("made", [complaint_form, process_record, events_list])
def test_the_values_of_a_blank_form_are_those_that_libreoffice_reckons(
    made: Callable[[Plan], Workbook], sample: Plan, fill_in: FillIn
) -> None:
    assert _differing(fill_in(made(sample))) == {}


LONG = "一段较长的投诉经过，包括时间、地点和人员，" * 40
COMPLAINTS: tuple[dict[str, object], ...] = (
    {"number": "TS-001", "received": Moment(2024, 12, 10, 9, 12), "content": LONG, "result": LONG[::-1] + "ab c\n" * 9},
    {},
    {"number": "TS-002 ", "received": "昨天上午九点多", "channel": "微信", "severity": "很严重", "amount": "两百多元"},
    {"number": 12345678901234567, "received": 20241210, "contact": 13800001234, "amount": -1, "channel": " 电话 "},
    {"number": "ts-001", "purchased": Day(2024, 2, 29), "replied": 0.5, "amount": 12.5, "name": "  "},
    {"number": "a*?", "content": "短", "contact": "057188886666", "product": "长" * 40, "channel": "媒体" * 20},
)
"""Given and pasted, right and wrong, long and short, in every kind of column."""


@pytest.mark.office
@pytest.mark.parametrize("number", ["TS-001", "TS-002", "12345678901234567", "a*?", "nobody"])
def test_the_values_of_a_filled_register_and_its_form_are_those_that_libreoffice_reckons(
    number: str, sample: Plan, fill_in: FillIn
) -> None:
    form = fill_in(complaint_form(sample))
    for row, values in enumerate(COMPLAINTS, start=1):
        form.enter("register", f"blank-{row}", **values)
    form.package["投诉信息单"]["B3"] = number
    assert _differing(form) == {}


@pytest.mark.office
def test_the_values_of_a_filled_process_record_are_those_that_libreoffice_reckons(
    sample: Plan, fill_in: FillIn
) -> None:
    form = fill_in(process_record(sample))
    typed: tuple[object, ...] = (
        *(
            "9：06",
            "９点20分",
            "下午3点半",
            "次日0:30",
            "第二天 1点",
            "两点",
            "9.20",
            "25:00",
            "9:75",
            ":",
            "上午",
            " ",
        ),
        *(Time(9, 6), Moment(2024, 12, 10, 23, 50), Moment(2024, 12, 11, 0, 10), 0.5, 1.25, 9.2, -1, 45636.4),
    )
    rows = [
        (key, step.id)
        for key, department in sample.departments.items()
        for step in sample.steps.values()
        if step.owner in {key, "all-departments"}
    ]
    assert len(rows) > len(typed)
    for at, (key, step) in enumerate(rows):
        form.enter(key, step, began=typed[at % len(typed)], ended=typed[(at * 7 + 3) % len(typed)])
    assert _differing(form) == {}
    form.package["汇总"]["B2"] = None
    sheet = form.package["汇总"]
    for row in range(1, sheet.max_row + 1):
        if sheet.cell(row, 1).value == "启动指令下达":
            sheet.cell(row, 10).value = "9：06"
    assert _differing(form) == {}
