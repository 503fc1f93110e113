"""An Excel file in templates/documents/ is filled in: texts as texts, rows repeated, formulas with what they name."""

import io
import re
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Font
from openpyxl.workbook import Workbook
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table
from openpyxl.worksheet.worksheet import Worksheet

from plangen.pipeline.building.build import build_project
from plangen.pipeline.check import Study, study
from plangen.pipeline.outlining.opened import lay_open
from plangen.pipeline.revisions.comparison import compare_versions
from plangen.pipeline.revisions.versions import working
from plangen.reporting.progress import Silent
from plangen.reporting.revisions.comparison import compared_text
from plangen.reporting.style import Style
from plangen.workspace.project import Files, read_files
from plangen.workspace.starter import copy_starter

FILE = "templates/documents/duties.xlsx"
LISTED = "documents:\n  - {id: duties, title: 值班表, number: 40}\n"
Audit = Callable[..., list[str]]
ROWS = (
    ("{{ 应急小组.名称 }}", "数"),
    ("{%tr for 部门 in 部门 %}",),
    ("{{ 部门.名称 }}", 1),
    ("{%tr endfor %}",),
    ("合计", "=SUM(B3:B3)", "=SUM(B2:B4)"),
)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    copy_starter(tmp_path / "计划")
    root = tmp_path / "计划"
    (root / "templates/documents.yaml").write_text(LISTED, encoding="utf-8")
    (root / FILE).parent.mkdir(exist_ok=True)
    return root


def sheet_of(rows: Sequence[tuple[str | int | None, ...]] = ROWS) -> tuple[Workbook, Worksheet]:
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "值班"
    for row in rows:
        sheet.append(row)
    return book, sheet


def new_errors(audit: Audit, made: bytes, template: bytes) -> set[str]:
    """What is wrong with the workbook and was not with its template; openpyxl writes no shared texts."""
    found, known = (set(audit(raw, ".xlsx")) for raw in (made, template))
    return {each for each in found - known if "inline-string" not in each}


def put(root: Path, book: Workbook) -> Path:
    book.save(root / FILE)
    return root


def found(made: Study) -> list[tuple[str, str]]:
    every = [each for each in made.outcome.findings if each.at.file == FILE]
    return [(each.code, each.at.spot.zh if each.at.spot else "") for each in every]


def built(root: Path) -> bytes:
    made = build_project(root, ("值班表",), Silent())
    assert made.published is not None
    (path,) = (root / "output").glob("40-*.xlsx")
    return path.read_bytes()


def read(raw: bytes) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(raw))


def texts(sheet: Worksheet) -> list[list[object]]:
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_rows_are_repeated_and_formulas_below_name_all_of_them(project: Path, audit: Audit) -> None:
    book, sheet = sheet_of()
    sheet["A3"].font = Font(bold=True)
    put(project, book)
    made = study(project)
    assert found(made) == []
    raw = built(project)
    assert new_errors(audit, raw, (project / FILE).read_bytes()) == set()
    written = read(raw)["值班"]
    departments = [each.title for each in made.plan.organisation.departments]
    last = len(departments) + 1
    assert texts(written) == [
        [made.plan.organisation.team.title, "数", None],
        *([name, 1, None] for name in departments),
        ["合计", f"=SUM(B2:B{last})", f"=SUM(B2:B{last})"],
    ]
    assert written.cell(last, 1).font.bold
    assert built(project) == raw


def with_shared_texts(raw: bytes) -> bytes:
    """The workbook as Excel saves it: cells refer to texts by number."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(out, "w") as new:
        parts = {name: old.read(name).decode() for name in old.namelist()}
        texts: list[str] = []

        def shared(found: re.Match[str]) -> str:
            texts.append(found[2])
            return f'<c{found[1]} t="s"><v>{len(texts) - 1}</v></c>'

        sheet = "xl/worksheets/sheet1.xml"
        cell = r'<c([^>]*) t="inlineStr"><is><t[^>]*>([^<]*)</t></is></c>'
        parts[sheet] = re.sub(cell, shared, parts[sheet])
        space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        items = "".join(f"<si><t>{each}</t></si>" for each in texts)
        parts["xl/sharedStrings.xml"] = f'<sst xmlns="{space}" count="{len(texts)}">{items}</sst>'
        kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
        if "sharedStrings" not in parts["[Content_Types].xml"]:
            said = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/></Types>'
            parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace("</Types>", said)
        rels = "xl/_rels/workbook.xml.rels"
        if "sharedStrings" not in parts[rels]:
            said = (
                f'<Relationship Id="rIdTexts" Type="{REL}/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
            )
            parts[rels] = parts[rels].replace("</Relationships>", said)
        for name, text in parts.items():
            new.writestr(name, text)
        assert texts
    return out.getvalue()


REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def test_shared_texts_are_filled_in_too(project: Path, audit: Audit) -> None:
    raw = with_shared_texts(put(project, sheet_of()[0]).joinpath(FILE).read_bytes())
    (project / FILE).write_bytes(raw)
    made = study(project)
    assert found(made) == []
    written = built(project)
    assert new_errors(audit, written, raw) == set()
    names = [each.title for each in made.plan.organisation.departments]
    assert [row[0] for row in texts(read(written)["值班"])] == [made.plan.organisation.team.title, *names, "合计"]
    with zipfile.ZipFile(io.BytesIO(written)) as package:
        assert "部门.名称" not in package.read("xl/sharedStrings.xml").decode()


def test_a_fact_never_becomes_a_formula(project: Path) -> None:
    book, sheet = sheet_of((("{{ 本文件.名称 }}",),))
    (project / "templates/documents.yaml").write_text(LISTED.replace("值班表", "'=1+1'"), encoding="utf-8")
    put(project, book)
    made = build_project(project, ("40",), Silent())
    assert made.published is not None
    (path,) = (project / "output").glob("40-*.xlsx")
    cell = read(path.read_bytes())["值班"]["A1"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")
    assert sheet.title == "值班"


def test_choices_and_empty_lists_take_their_rows_away(project: Path) -> None:
    rows = (
        ("{%tr if 部门 %}",),
        ("有",),
        ("{%tr else %}",),
        ("无",),
        ("{%tr endif %}",),
        ("{%tr for 部门 in 部门 if 部门.名称 == '没有' %}",),
        ("{{ 部门.名称 }}", "=A7"),
        ("{%tr else %}",),
        ("没有部门", "=A9"),
        ("{%tr endfor %}",),
        (None,),
        ("末", "=B9&A12", "=SUM(B6:B10)", "=SUM(B8:B10)"),
    )
    put(project, sheet_of(rows)[0])
    assert found(study(project)) == []
    assert texts(read(built(project))["值班"]) == [
        ["有", None, None, None],
        ["没有部门", "=A2", None, None],
        [None, None, None, None],
        ["末", "=B2&A4", "=SUM(B2:B2)", "=SUM(B2:B2)"],
    ]


def test_loops_within_loops_name_their_own_rows(project: Path) -> None:
    rows = (
        ("{%tr for 部门 in 部门 %}",),
        ("{{ 部门.名称 }}",),
        ("{%tr for 岗位 in 岗位 %}",),
        ("{{ 岗位.岗位名称 }}", "=A4"),
        ("{%tr endfor %}",),
        ("{%tr endfor %}",),
    )
    put(project, sheet_of(rows)[0])
    made = study(project)
    assert found(made) == []
    written = texts(read(built(project))["值班"])
    names = [each.title for each in made.plan.organisation.departments]
    assert [row[0] for row in written if row[1] is None] == names
    assert all(row[1] in {None, f"=A{number}"} for number, row in enumerate(written, 1))
    assert any(row[1] for row in written)


def test_what_lies_beside_the_rows_moves_with_them(project: Path, audit: Audit) -> None:
    book, sheet = sheet_of((*ROWS, ("甲", "乙"), ("丙",)))
    sheet.merge_cells("A3:A3")
    sheet.merge_cells("C3:D3")
    sheet.merge_cells("A6:A7")
    above = Rule(type="cellIs", operator="greaterThan", formula=["$B$3"])
    sheet.conditional_formatting.add("B3:B3", above)
    checked = DataValidation(type="list", formula1="$B$5:$B$6")
    checked.add("B5:B6")
    sheet.add_data_validation(checked)
    other = book.create_sheet("另一张")
    other["A1"] = "=值班!B5+LOG10(1)"
    other["A2"] = '=值班!$B$3&"B5"'
    put(project, book)
    made = study(project)
    assert found(made) == []
    raw = built(project)
    assert new_errors(audit, raw, (project / FILE).read_bytes()) == set()
    count = len(made.plan.organisation.departments)
    written = read(raw)
    merged = {str(each) for each in written["值班"].merged_cells.ranges}
    assert {*(f"C{at}:D{at}" for at in range(2, count + 2)), f"A{count + 3}:A{count + 4}"} <= merged
    assert [str(each.sqref) for each in written["值班"].conditional_formatting] == [f"B2:B{count + 1}"]
    (validation,) = written["值班"].data_validations.dataValidation
    assert (str(validation.sqref), validation.formula1) == (
        f"B{count + 2}:B{count + 3}",
        f"$B${count + 2}:$B${count + 3}",
    )
    assert [written["另一张"][each].value for each in ("A1", "A2")] == [
        f"=值班!B{count + 2}+LOG10(1)",
        '=值班!$B$2&"B5"',
    ]


def test_wrong_tags_are_told_by_sheet_and_cell(project: Path) -> None:
    rows = (("{{ 没有 }}", "好"), ("前{%tr for 部门 in 部门 %}",), ("{%tr if 部门 %}",))
    put(project, sheet_of(rows)[0])
    assert {spot for _, spot in found(study(project))} == {"工作表“值班”A1", "工作表“值班”A2", "工作表“值班”A3"}


def with_table(_: Workbook, sheet: Worksheet) -> None:
    sheet["D8"], sheet["D9"] = "名", 1
    sheet.add_table(Table(displayName="T", ref="D8:D9"))


def with_comment(_: Workbook, sheet: Worksheet) -> None:
    sheet["A1"].comment = Comment("批", "人")


def with_header(_: Workbook, sheet: Worksheet) -> None:
    assert sheet.oddHeader is not None
    sheet.oddHeader.center.text = "{{ 部门 }}"


def with_formula(_: Workbook, sheet: Worksheet) -> None:
    sheet["C1"] = '=IF(1,"{{ 部门 }}")'


def with_merged(_: Workbook, sheet: Worksheet) -> None:
    sheet.merge_cells("C2:C3")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (with_table, "B149"),
        (with_comment, "B149"),
        (with_merged, "B149"),
        (with_header, "B144"),
        (with_formula, "B144"),
    ],
)
def test_what_cannot_be_moved_or_filled_in_is_an_error(
    project: Path, change: Callable[[Workbook, Worksheet], None], code: str
) -> None:
    book, sheet = sheet_of()
    change(book, sheet)
    put(project, book)
    assert [each for each, _ in found(study(project))] == [code]


@pytest.mark.parametrize("raw", [b"", b"no zip", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"])
def test_a_file_that_is_no_sound_workbook_is_a_finding(project: Path, raw: bytes) -> None:
    (project / FILE).write_bytes(raw)
    assert found(study(project)) == [("B148", "")]


def test_links_to_outside_files_and_macros_are_refused(project: Path) -> None:
    book, sheet = sheet_of()
    sheet["A1"].hyperlink = "file:///c:/a.txt"
    put(project, book)
    assert found(study(project)) == [("B148", "")]


def test_the_template_s_own_words_do_not_stay_in_the_file(project: Path) -> None:
    put(project, sheet_of()[0])
    with zipfile.ZipFile(io.BytesIO(built(project))) as package:
        assert not any("部门.名称" in package.read(name).decode("utf-8", "ignore") for name in package.namelist())


def test_it_is_shown_with_the_fields_that_it_names(project: Path) -> None:
    (outline,) = lay_open(put(project, sheet_of()[0]), ["值班表"]).outlines
    assert {"应急小组.名称", "部门"} <= {each.name for each in outline.fields if each.used}


def test_changes_are_told_cell_by_cell(project: Path) -> None:
    raws = [put(project, sheet_of(((text,),))[0]).joinpath(FILE).read_bytes() for text in ("旧的话", "新的话")]
    files = read_files(project).contents
    sides = (working(Files(contents={**files, FILE: raw}, findings=())) for raw in raws)
    lines = "\n".join(compared_text(compare_versions(*sides), Style("zh")))
    assert "自己的文件“值班表”" in lines
    assert "值班!A1" in lines
