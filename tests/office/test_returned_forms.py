"""One reader for all forms that come back: what people left in them, by name, wherever it stands now."""

import io
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from openxml_audit import OpenXmlValidator

from plangen.office.returned.form_reader import ReadForm, read_returned
from plangen.office.returned.remarks import with_remarks
from tests.office.returned_forms import (
    HOUSE,
    NAMES,
    QUESTIONS,
    SHAPES,
    book,
    filled_book,
    filled_word,
    first_row,
    packed,
    unpacked,
    with_book,
    with_sheet,
    with_word,
    word,
)

ROOT = Path(__file__).parents[2]
ANSWERS = {0: {2: "400-123-4567", 3: "一致", 4: "2026年3月1日"}, 2: {2: "第一行\n第二行", 3: "不一致"}}


def read(raw: bytes, name: str = "表.docx", wanted: str = "small-form") -> ReadForm:
    return read_returned(raw, name, SHAPES, wanted)


def codes(found: ReadForm) -> list[str]:
    return sorted(each.code for each in found.findings)


def said(found: ReadForm) -> dict[str, dict[str, str]]:
    """What is filled in, by row and column; a box that is not ticked is none."""
    assert found.form is not None, codes(found)
    wanted = ("answer", "state", "on")
    rows = {
        row.name: {key: text for key in wanted if (text := row.cells[key].text) and text != "□一致\n□不一致"}
        for row in found.form.rows
    }
    return {name: cells for name, cells in rows.items() if cells}


def test_what_was_filled_in_is_read_back_from_word() -> None:
    found = read(filled_word(word(), ANSWERS))
    assert codes(found) == []
    assert said(found) == {
        NAMES[0]: {"answer": "400-123-4567", "state": "■一致\n□不一致", "on": "2026年3月1日"},
        NAMES[2]: {"answer": "第一行\n第二行", "state": "□一致\n■不一致"},
    }


def test_what_was_filled_in_is_read_back_from_excel() -> None:
    found = read(filled_book(book(), {0: {2: "400", 3: "一致", 4: "2026.3.1"}, 1: {2: 0.5}, 2: {2: "甲\n乙"}}))
    assert codes(found) == []
    assert said(found) == {
        NAMES[0]: {"answer": "400", "state": "一致", "on": "2026.3.1"},
        NAMES[1]: {"answer": "0.5"},
        NAMES[2]: {"answer": "甲\n乙"},
    }
    assert found.form is not None
    assert next(row for row in found.form.rows if row.name == NAMES[1]).cells["answer"].number == 0.5
    assert found.form.about == {"plan": "一个计划", "revision": "v1.0"}


def test_a_blank_form_says_nothing() -> None:
    for raw in (word(), book()):
        assert said(read(raw)) == {}
        assert codes(read(raw)) == []


def test_rows_in_another_order_are_read_by_their_names() -> None:
    def turn(document: Any) -> None:
        table = document.tables[0]._tbl
        rows = [row._tr for row in document.tables[0].rows[2:]]
        for row in reversed(rows):
            table.remove(row)
            table.append(row)

    raw = filled_word(word(), ANSWERS)
    assert said(read(with_word(raw, turn))) == said(read(raw))


@pytest.mark.parametrize("with_keys", [True, False])
def test_a_sheet_sorted_with_its_hidden_keys_or_without_is_read_alike(*, with_keys: bool) -> None:
    """Excel's filter sorts the columns that people see, and leaves the hidden one behind it as it was."""

    def turn(package: Any) -> None:
        sheet = package.worksheets[0]
        first, last = first_row(sheet), first_row(sheet) + len(QUESTIONS) - 1
        width = 6 if with_keys else 5
        values = [[sheet.cell(row, column).value for column in range(1, width + 1)] for row in range(first, last + 1)]
        for row, line in zip(range(first, last + 1), reversed(values), strict=True):
            for column, value in enumerate(line, start=1):
                sheet.cell(row, column).value = value

    raw = filled_book(book(), {0: {2: "甲"}, 3: {2: "丁"}})
    found = read(with_book(raw, turn))
    assert said(found) == {NAMES[0]: {"answer": "甲"}, NAMES[3]: {"answer": "丁"}}
    assert codes(found) == []


def test_a_question_that_was_reworded_is_not_believed() -> None:
    def reword(document: Any) -> None:
        document.tables[0].rows[2].cells[1].paragraphs[0].runs[0].text = "投诉电话是哪个？"

    found = read(with_word(filled_word(word(), ANSWERS), reword))
    assert codes(found) == ["Q211"]
    assert said(found).keys() == {NAMES[2]}


def test_merged_cells_answer_nothing_and_are_named() -> None:
    def in_word(document: Any) -> None:
        rows = document.tables[0].rows
        rows[2].cells[2].merge(rows[3].cells[2])

    def in_excel(package: Any) -> None:
        sheet = package.worksheets[0]
        first = first_row(sheet)
        sheet.merge_cells(start_row=first, end_row=first + 1, start_column=3, end_column=3)

    for raw in (
        with_word(filled_word(word(), ANSWERS), in_word),
        with_book(filled_book(book(), {0: {2: "400"}, 2: {2: "丙"}}), in_excel),
    ):
        found = read(raw)
        assert codes(found) == ["Q210"]
        assert "answer" not in said(found).get(NAMES[0], {})
        assert "answer" in said(found)[NAMES[2]]


def test_rows_sheets_and_comments_of_others_are_told_and_not_read() -> None:
    def more(package: Any) -> None:
        sheet = package.worksheets[0]
        sheet.cell(first_row(sheet) + len(QUESTIONS), 3).value = "补充一句"
        sheet.cell(first_row(sheet), 3).comment = openpyxl_comment("请看")
        package.create_sheet("草稿")["A1"] = "另有说明"

    def row(document: Any) -> None:
        document.tables[0].add_row().cells[2].text = "补充一句"

    assert codes(read(with_book(book(), more))) == ["Q207", "Q208", "Q209"]
    found = read(with_word(word(), row))
    assert codes(found) == ["Q207"]
    assert said(found) == {}


def openpyxl_comment(text: str) -> Any:
    from openpyxl.comments import Comment

    return Comment(text, "张三")


def test_a_column_put_in_or_rows_taken_out_move_no_answer() -> None:
    def column(package: Any) -> None:
        sheet = package.worksheets[0]
        first = first_row(sheet)
        sheet.insert_cols(2)
        for row in range(first - 1, first + len(QUESTIONS)):
            sheet.cell(row, 2).value = "备注" if row < first else "无"
        name = package.defined_names["plangen_data_1"]
        name.attr_text = name.attr_text.replace("$F$", "$G$")

    def less(document: Any) -> None:
        table = document.tables[0]
        table._tbl.remove(table.rows[3]._tr)

    found = read(with_book(filled_book(book(), {1: {2: "乙"}}), column))
    assert said(found) == {NAMES[1]: {"answer": "乙"}}
    raw = filled_word(word(), ANSWERS)
    assert said(read(with_word(raw, less))) == said(read(raw))


def test_text_typed_over_a_bookmark_is_found_by_its_column() -> None:
    """Word drops the bookmark of a cell whose whole content is replaced."""

    def drop(document: Any) -> None:
        for number, row in enumerate(document.tables[0].rows[2:]):
            for mark in [*row.cells[2]._tc.iter("{*}bookmarkStart"), *row.cells[2]._tc.iter("{*}bookmarkEnd")]:
                if number != 1:
                    mark.getparent().remove(mark)

    raw = filled_word(word(), ANSWERS)
    assert said(read(with_word(raw, drop))) == said(read(raw))


def test_tracked_changes_read_as_accepted() -> None:
    ns = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    parts = unpacked(filled_word(word(), {0: {2: "旧号码"}}))
    old = "<w:t>旧号码</w:t>"
    text = parts["word/document.xml"].decode()
    assert old in text
    run = f"<w:r>{old}</w:r>"
    new = '<w:del w:id="900" w:author="x"><w:r><w:delText>旧号码</w:delText></w:r></w:del>'
    new += '<w:ins w:id="901" w:author="x"><w:r><w:t>新号码</w:t></w:r></w:ins>'
    assert run in text
    assert ns in text
    parts["word/document.xml"] = text.replace(run, new).encode()
    assert said(read(packed(parts))) == {NAMES[0]: {"answer": "新号码"}}


def test_a_form_whose_identity_is_gone_says_what_to_do() -> None:
    parts = unpacked(word())
    text = parts["word/document.xml"].decode()
    parts["word/document.xml"] = text.replace("pgform", "other").replace("pgrow_", "row_").encode()
    parts.pop("docProps/custom.xml")
    assert codes(read(packed(parts))) == ["Q205"]
    plain = io.BytesIO()
    with zipfile.ZipFile(plain, "w") as package:
        for name, content in unpacked(HOUSE).items():
            package.writestr(name, content)
    assert codes(read(plain.getvalue())) == ["Q205"]

    def drop(package: Any) -> None:
        del package["_plangen"]

    assert codes(read(with_book(book(), drop))) == ["Q205"]


def test_another_form_is_named_and_not_read() -> None:
    found = read_returned(word(), "表.docx", SHAPES, "notice-questions")
    assert codes(found) == ["Q206"]
    assert found.findings[0].values["form"] == "small-form"


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SHEET = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
END = b"</sheetData></worksheet>"


def hostile() -> Mapping[str, tuple[bytes, str]]:
    """Files that mean ill or are of other kinds, each with what is said of it."""
    typed = unpacked(book())
    typed["xl/sharedStrings.xml"] = b'<!DOCTYPE x [<!ENTITY a "aaaa">]><sst/>'
    wide = unpacked(word())
    wide["word/document.xml"] = ("\ufeff<!DOCTYPE x><x/>").encode("utf-16-le")
    deep = unpacked(word())
    deep["word/document.xml"] = b"<x>" * 100_000 + b"</x>" * 100_000
    odf = packed({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<x/>"})
    macros = unpacked(book())
    macros["[Content_Types].xml"] = macros["[Content_Types].xml"].replace(b"sheet.main", b"sheet.macroEnabled.main")
    far = b'<row r="1"><c r="A1"/></row><row r="1048576"><c r="XFD1048576" t="n"><v>1</v></c></row>'
    merged = b"</sheetData><mergeCells>" + b'<mergeCell ref="A1:B1048576"/>' * 3 + b"</mergeCells></worksheet>"
    return {
        "password": (OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "Q201"),
        "old": (OLE + bytes(600), "Q202"),
        "pdf": (b"%PDF-1.7", "Q202"),
        "page": (b"<html></html>", "Q202"),
        "odf": (odf, "Q202"),
        "macros": (packed(macros), "Q202"),
        "other zip": (packed({"a.txt": b"x"}), "Q202"),
        "empty": (b"", "Q203"),
        "text": ("答复：没有".encode("gbk"), "Q203"),
        "cut": (book()[:-200], "Q203"),
        "document type": (packed(typed), "Q203"),
        "document type, two bytes": (packed(wide), "Q203"),
        "deep": (packed(deep), "Q203"),
        "bomb": (with_sheet(SHEET + b" " * (60 << 20) + END), "Q204"),
        "a million rows": (with_sheet(SHEET + b'<row r="1"/>' * 1_000_000 + END), "Q204"),
        "a million cells": (with_sheet(SHEET + b'<row r="1">' + b"<c/>" * 1_000_000 + b"</row>" + END), "Q204"),
        "merged": (with_sheet(SHEET + merged), "Q204"),
        "far cell": (with_sheet(SHEET + far + END), "Q205"),
        "large": (bytes(17 << 20), "Q204"),
    }


HOSTILE = hostile()
CHILD = """
import pathlib, resource, sys
resource.setrlimit(resource.RLIMIT_AS, (900 << 20, 900 << 20))
resource.setrlimit(resource.RLIMIT_CPU, (20, 20))
from tests.office.returned_forms import SHAPES
from plangen.office.returned.form_reader import read_returned
for path in sorted(pathlib.Path(sys.argv[1]).iterdir()):
    found = read_returned(path.read_bytes(), path.name, SHAPES, "small-form")
    print(path.name, ",".join(each.code for each in found.findings), sep="\\t")
"""


def test_files_that_mean_ill_are_refused_within_seconds_and_little_memory(tmp_path: Path) -> None:
    """All of them in one child, which may take 900 MB with the whole program, and 20 seconds."""
    for name, (raw, _) in HOSTILE.items():
        (tmp_path / name).write_bytes(raw)
    search = str(ROOT)
    done = subprocess.run(
        [sys.executable, "-c", CHILD, str(tmp_path)],
        env={**os.environ, "PYTHONPATH": search, "PYTHONUTF8": "1"},
        capture_output=True,
        check=False,
        encoding="utf-8",
        timeout=120,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    found = dict(line.split("\t") for line in done.stdout.splitlines())
    assert found == {name: code for name, (_, code) in HOSTILE.items()}


def test_remarks_stand_at_the_cells_and_the_file_stays_whole() -> None:
    raw = with_word(filled_word(word(), ANSWERS), lambda document: document.tables[0].add_row())
    for made, kind in ((filled_word(word(), ANSWERS), "docx"), (filled_book(book(), {0: {2: "400"}}), "xlsx")):
        found = read(made)
        assert found.form is not None
        row = next(each for each in found.form.rows if each.name == NAMES[0])
        cell = row.cells["answer"]
        finding = read(with_word(raw, reworded)).findings[0]
        placed = type(finding)(rule=finding.rule, at=type(finding.at)(file="表", path=cell.path), values=finding.values)
        marked = with_remarks(made, "表", [placed], "zh")
        assert marked is not None
        assert said(read(marked)) == said(found)
        before, after = unpacked(made), unpacked(marked)
        assert before.keys() <= after.keys()
        text = "".join(part.decode("utf-8", "replace") for name, part in after.items() if "comments" in name)
        assert "Q211" in text
        if kind == "xlsx":
            assert f'ref="{cell.path.rpartition("!")[2]}"' in text
            openpyxl_reads(marked)


def reworded(document: Any) -> None:
    document.tables[0].rows[2].cells[1].paragraphs[0].runs[0].text = "别的问题"


def openpyxl_reads(raw: bytes) -> None:
    import openpyxl

    sheet = openpyxl.load_workbook(io.BytesIO(raw)).worksheets[0]
    notes = [cell for row in sheet.iter_rows() for cell in row if cell.comment]
    assert [cell.value for cell in notes] == ["400"]
    assert notes[0].fill.fgColor.rgb == "FFFFE699"


def test_a_marked_copy_is_a_valid_file(tmp_path: Path) -> None:
    finding = read(with_word(filled_word(word(), ANSWERS), reworded)).findings[0]
    for name, raw in (("a.docx", word()), ("a.xlsx", book())):
        marked = with_remarks(raw, name, [finding], "zh")
        assert marked is not None
        (tmp_path / name).write_bytes(marked)
        assert [each.description for each in OpenXmlValidator().validate(tmp_path / name).errors] == []


@pytest.mark.office
def test_forms_that_libreoffice_saved_say_the_same(tmp_path: Path) -> None:
    program = shutil.which("soffice")
    if not program:
        pytest.skip("needs LibreOffice")
    made = {
        "a.docx": filled_word(word(), ANSWERS),
        "b.docx": word(),
        "c.xlsx": filled_book(book(), {0: {2: "400", 3: "一致", 4: "2026.3.1"}, 2: {2: "甲\n乙"}}),
        "d.xlsx": book(),
    }
    for name, raw in made.items():
        (tmp_path / name).write_bytes(raw)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    for ending in ("docx", "xlsx"):
        files = [str(tmp_path / name) for name in made if name.endswith(ending)]
        command = [program, profile, "--headless", "--convert-to", ending, "--outdir", str(tmp_path / "saved"), *files]
        subprocess.run(command, check=True, capture_output=True, timeout=180, env={**os.environ, "HOME": str(tmp_path)})
    for name, raw in made.items():
        back = read((tmp_path / "saved" / name).read_bytes())
        assert codes(back) == [], name
        assert said(back) == said(read(raw)), name
