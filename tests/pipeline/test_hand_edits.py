"""What somebody edited in a generated file is told from what was generated, before and after the next build."""

import shutil
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

from plangen.errors import UsageProblem
from plangen.office.readable import readable
from plangen.pipeline.building.build import Built, build_project
from plangen.pipeline.redline import redline_edited, redline_files
from plangen.reporting.progress import Silent

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
REPORT, FORM = "output/02-信息报告模板.docx", "output/03-消费者投诉信息表.xlsx"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for name in ("source", "templates"):
        shutil.copytree(ROOT / name, tmp_path / "计划" / name)
    build(tmp_path / "计划")
    return tmp_path / "计划"


def build(project: Path) -> Built:
    return build_project(project, ("information-report", "complaint-form"), Silent())


def edit_word(path: Path) -> None:
    document = Document(str(path))
    document.paragraphs[-1].add_run("手工补充的一句。")
    document.save(str(path))


def edit_source(project: Path) -> None:
    for name, old, new in (
        ("source/plan.yaml", "title: ", "title: 年度"),
        ("source/forms.yaml", "title: 投诉编号", "title: 登记编号"),
    ):
        path = project / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")


def insertions(file: Path) -> list[str]:
    """What is marked as inserted, as `plangen text` shows it."""
    lines = readable(file.read_bytes())
    assert lines is not None
    return [line for line in lines if "{+" in line]


def test_an_edit_is_told_before_the_next_build_and_after_it(project: Path) -> None:
    edit_word(project / REPORT)
    made = redline_edited(project / REPORT, author="消保办")
    assert made.file is not None
    before = insertions(made.file)
    assert len(before) == 1
    assert "{+手工补充的一句。+}" in before[0]
    edit_source(project)
    built = build(project)
    found = next(each for each in built.published.findings if each.code == "F203")
    copy = "output/02-信息报告模板（手工修改）.docx"
    assert found.advice("zh").startswith(f'看改了什么：plangen redline --edited "{copy}"；')
    after = redline_edited(project / copy, author="消保办")
    assert after.file is not None
    assert insertions(after.file) == before  # only the edit, not what changed in the source meanwhile
    assert after.outcome.findings == made.outcome.findings
    edit_word(project / copy)  # the copy may be edited further
    twice = redline_edited(project / copy, author="消保办")
    assert twice.file is not None
    assert "手工补充的一句。手工补充的一句。" in insertions(twice.file)[0]


def test_of_a_workbook_the_cells_are_named(project: Path) -> None:
    workbook = load_workbook(project / FORM)
    sheet = workbook.worksheets[0]
    place = next(cell for row in sheet.iter_rows() for cell in row if str(cell.value).startswith("投诉编号"))
    head = place.value
    place.value = "编号（手工改）"
    sheet["Z99"] = 7
    workbook.save(project / FORM)
    made = redline_edited(project / FORM, author="x")
    assert made.changed is not None
    assert made.changed.others == ()
    assert [(each.sheet, each.cell, each.before, each.after) for each in made.changed.cells] == [
        (sheet.title, place.coordinate, head, "编号（手工改）"),
        (sheet.title, "Z99", "", "7"),
    ]
    assert made.file is None
    edit_source(project)
    build(project)
    later = redline_edited(project / "output/03-消费者投诉信息表（手工修改）.xlsx", author="x")
    assert later.changed == made.changed


def test_where_what_was_generated_is_gone_the_present_file_stands_in_and_it_is_said(project: Path) -> None:
    edit_word(project / REPORT)
    edit_source(project)
    shutil.rmtree(project / "output/.cache")
    with pytest.raises(UsageProblem) as problem:
        redline_edited(project / REPORT, author="x")
    assert problem.value.code == "not-generated"
    build(project)
    made = redline_edited(project / "output/02-信息报告模板（手工修改）.docx", author="x")
    assert "Q105" in {each.code for each in made.outcome.findings}
    assert made.file is not None


def test_a_file_that_nobody_edited_shows_no_difference(project: Path) -> None:
    made = redline_edited(project / REPORT, author="x")
    assert made.summary.is_empty


def test_files_of_elsewhere_are_refused_and_junk_is_a_finding(project: Path) -> None:
    letter = project / "信.docx"
    shutil.copy(project / REPORT, letter)
    with pytest.raises(UsageProblem):
        redline_edited(letter, author="x")
    (project / "坏.xlsx").write_bytes(b"junk")
    made = redline_files(project / "坏.xlsx", project / FORM, author="x")
    assert [(each.code, each.at.file) for each in made.outcome.findings] == [("Q106", str(project / "坏.xlsx"))]
    assert made.changed is None
