"""A small form, written as Word and as Excel, filled in as people do, and files that mean ill."""

import datetime
import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl
from docx import Document as WordDocument

from plangen.blocks.coming_back import EntryColumn, FormKind, FormPart, FormRow, FormShape, row_name
from plangen.blocks.document import Document
from plangen.blocks.identity import Identity
from plangen.blocks.workbook import Workbook
from plangen.documents.answer_forms import form_register, form_table
from plangen.office.excel.styles import SheetLook
from plangen.office.excel.writer import write_workbook
from plangen.office.word.writer import write_document

ROOT = Path(__file__).parents[2]
HOUSE = (ROOT / "templates/house.docx").read_bytes()
CHOICES = ("一致", "不一致")
SHAPE = FormShape(
    id="small-form",
    columns=(
        EntryColumn(key="number", title="序号", share=1, width=5, centred=True),
        EntryColumn(key="asked", title="问题", share=5, width=30, tells=True),
        EntryColumn(key="answer", title="答复", kind=FormKind.LONG, share=5, width=30),
        EntryColumn(key="state", title="情况", kind=FormKind.CHOICE, share=3, width=12, choices=CHOICES),
        EntryColumn(key="on", title="日期", kind=FormKind.DATE, share=2, width=12),
    ),
    signers=("签字", "签字日期"),
)
SHAPES = {SHAPE.id: SHAPE}
QUESTIONS = ("热线是哪个号码？", "影响多少人？", "何时恢复？", "原因是什么？")
KEYS = tuple(f"fact-{number}" for number in range(len(QUESTIONS)))
NAMES = tuple(row_name(key, "", text) for key, text in zip(KEYS, QUESTIONS, strict=True))
IDENTITY = Identity(document=SHAPE.id, plan="一个计划", revision="v1.0")

Filled = Mapping[int, Mapping[int, Any]]
"""By row and column, from 0, what somebody fills in."""


def part() -> FormPart:
    rows = tuple(
        FormRow(name=name, given={"number": (str(number),), "asked": (text,)})
        for number, (name, text) in enumerate(zip(NAMES, QUESTIONS, strict=True), start=1)
    )
    return FormPart(key="by-it", title="信息部", rows=rows)


def word() -> bytes:
    body = Document(
        title="表",
        subject="",
        author="",
        header="表",
        created=datetime.date(2026, 1, 1),
        blocks=(form_table(SHAPE, part()),),
        identity=IDENTITY,
    )
    return write_document(body, HOUSE)


def book() -> bytes:
    body = Workbook(
        title="表",
        subject="",
        author="",
        header="表",
        footer="v1.0",
        created=datetime.date(2026, 1, 1),
        sheets=(form_register(SHAPE, part(), "表", ("签字",)),),
        identity=IDENTITY,
    )
    return write_workbook(body, SheetLook())


def with_word(raw: bytes, change: Callable[[Any], None]) -> bytes:
    document = WordDocument(io.BytesIO(raw))
    change(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def filled_word(raw: bytes, filled: Filled) -> bytes:
    def fill(document: Any) -> None:
        rows = document.tables[0].rows[2:]
        for number, values in filled.items():
            for column, value in values.items():
                cell = rows[number].cells[column]
                if column == 3:
                    for paragraph in cell.paragraphs:
                        texts = list(paragraph._p.iter("{*}t"))
                        if "".join(each.text or "" for each in texts) == f"□{value}":
                            texts[0].text = (texts[0].text or "").replace("□", "■")
                else:
                    first, *others = str(value).split("\n")
                    cell.paragraphs[0].add_run(first)
                    for line in others:
                        cell.add_paragraph(line)

    return with_word(raw, fill)


def with_book(raw: bytes, change: Callable[[Any], None]) -> bytes:
    package = openpyxl.load_workbook(io.BytesIO(raw))
    change(package)
    out = io.BytesIO()
    package.save(out)
    return out.getvalue()


def first_row(sheet: Any) -> int:
    """The number of the first row below the heads."""
    return int(next(row[1].row for row in sheet.iter_rows() if row[1].value == "问题")) + 1


def filled_book(raw: bytes, filled: Filled) -> bytes:
    def fill(package: Any) -> None:
        sheet = package.worksheets[0]
        first = first_row(sheet)
        for number, values in filled.items():
            for column, value in values.items():
                sheet.cell(first + number, column + 1).value = value

    return with_book(raw, fill)


def packed(parts: Mapping[str, bytes], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return out.getvalue()


def unpacked(raw: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(raw)) as package:
        return {name: package.read(name) for name in package.namelist()}


def with_sheet(content: Sequence[bytes] | bytes) -> bytes:
    """The small form as a workbook whose first sheet is of somebody's own making."""
    parts = unpacked(book())
    parts["xl/worksheets/sheet1.xml"] = content if isinstance(content, bytes) else b"".join(content)
    return packed(parts)
