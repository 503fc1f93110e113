"""What every printed page holds to: type that can be read, lines that break where Chinese may, rows to write in."""

import io
import itertools
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook

from plangen.blocks.workbook import Grid, Register, Workbook
from plangen.documents.catalogue import bodies
from plangen.model.dossier import DOSSIER
from plangen.office.excel.page import fitted, last_printed, pages_of
from plangen.office.excel.styles import SheetLook
from plangen.office.excel.writer import write_workbook
from plangen.office.pdf.printed_lines import PrintedLine, lines
from plangen.office.pdf.text import PrintedPage, pages
from plangen.pipeline.building.build import build_project
from plangen.pipeline.building.composing import Paper
from plangen.pipeline.building.office_program import find_office
from plangen.pipeline.check import study
from plangen.reporting.progress import Silent

ROOT = Path(__file__).parents[2]
SCHOOL = ROOT / "tests/plans/school"
PLANS = {"sample": ROOT, "school": SCHOOL}
LEAST_SIZE = 9.0  # points
CLOSING = "，。）、；：”』】》〉！？"
CODE = re.compile(r"(?<![A-Za-z0-9-])[A-Z]{2}-[0-9]{2,6}(?![0-9])")
UNIT = re.compile(r"年|月|日|分钟|小时|件|台")
LINE = 3.2  # sizes; a line that stands lower is another row's


def pdf_pages(folder: Path) -> Iterator[tuple[str, PrintedPage]]:
    for path in sorted(folder.rglob("*.pdf")):
        if ".cache" not in path.parts:
            for number, page in enumerate(pages(path.read_bytes()), start=1):
                yield f"{path.name} {number}", page


def small(page: PrintedPage) -> set[float]:
    """The sizes below the least, which a program may have rounded."""
    return {glyph.size for glyph in page.glyphs if glyph.size < LEAST_SIZE - 0.05}


def closing(page: PrintedPage) -> list[str]:
    return [line.text for line in lines(page.glyphs) if line.text[0] in CLOSING]


def neighbours(page: PrintedPage) -> Iterator[tuple[PrintedLine, PrintedLine]]:
    """Lines one below the other in one cell or paragraph, as far as their places tell."""
    found = list(lines(page.glyphs))
    for above, below in itertools.pairwise(found):
        if 0 < below.y - above.y < LINE * above.size and below.x < above.right and above.x < below.right + above.size:
            yield above, below


def torn(page: PrintedPage, codes: set[str]) -> list[tuple[str, str]]:
    """Where a code, or a number and its unit, stands on two lines."""
    found = []
    for above, below in neighbours(page):
        one, two = above.text.replace("\ufffe", "-"), below.text
        cut = any(one.endswith(code[:at]) and two.startswith(code[at:]) for code in codes for at in range(1, len(code)))
        if cut or (re.search(r"\d$", one) and UNIT.match(two)):
            found.append((one, two))
    return found


def faults(project: Path) -> dict[str, list[str]]:
    every, plan = list(pdf_pages(project / "output")), study(project).plan
    assert plan is not None
    codes = {each.serial for scenario in plan.played for each in plan.events(scenario.id)}
    codes |= {
        code for facts in (ROOT / "source/scenarios").iterdir() for code in CODE.findall(facts.read_text("utf-8"))
    }
    kinds = {
        "small": [f"{where} {sorted(small(page))}" for where, page in every if small(page)],
        "closing": [f"{where} {text}" for where, page in every for text in closing(page)],
        "torn": [f"{where} {pair}" for where, page in every for pair in torn(page, codes)],
    }
    return {kind: found for kind, found in kinds.items() if found}


@pytest.mark.office
def test_no_page_of_the_sample_is_hard_to_read(printed: Path) -> None:
    assert faults(printed) == {}


@pytest.mark.office
@pytest.mark.slow
def test_no_page_of_another_plan_is_hard_to_read(tmp_path: Path) -> None:
    shutil.copytree(SCHOOL, tmp_path / "school")
    for name in ("house.docx", "layout.yaml", "information-report.docx"):
        shutil.copy(ROOT / "templates" / name, tmp_path / "school/templates" / name)
    office = find_office(tmp_path / "school")
    if office is None:
        pytest.skip("LibreOffice is needed")
    build_project(tmp_path / "school", (), Silent(), paper=Paper(office=office, as_pdf=True))
    assert faults(tmp_path / "school") == {}


@pytest.mark.office
def test_each_event_is_printed_once(printed: Path) -> None:
    """On the sheet of its scenario; the whole day is for the screen."""
    text = "".join(page.text for where, page in pdf_pages(printed / "output") if "事件清单" in where)
    numbers = CODE.findall(text)
    assert len(numbers) > 30
    first = [number for number in set(numbers) if len(re.findall(rf"(?<![A-Z]){number}\d{{1,2}}:\d\d", text)) > 1]
    assert first == []


def workbooks(folder: Path) -> Iterator[tuple[str, Workbook]]:
    plan = study(folder).plan
    assert plan is not None
    for entry in DOSSIER:
        for _, body in bodies(entry, plan):
            if isinstance(body, Workbook):
                yield entry.id, body


@pytest.mark.parametrize("folder", PLANS.values(), ids=PLANS)
@pytest.mark.parametrize("paper", ["A4", "A3"])
def test_no_sheet_is_scaled_below_nine_points(folder: Path, paper: str) -> None:
    """By reckoning, whatever program fits the sheet to the width of its paper: widths times scale."""
    look = SheetLook(wide_paper=paper)
    for name, book in workbooks(folder):
        for sheet in book.sheets:
            for width in widths(sheet, look):
                size = look.printed_size(width, landscape=not isinstance(sheet, Grid) or sheet.landscape)
                assert size >= LEAST_SIZE - 0.01, (name, sheet.name, size)


def widths(sheet: Register | Grid, look: SheetLook) -> list[float]:
    """How wide the pages of a sheet are, side by side."""
    if isinstance(sheet, Grid):
        return [sum(sheet.widths[: len(sheet.widths) - sheet.hidden])]
    columns = tuple(column for column in fitted(sheet, look).columns if not column.hidden)
    held = sum(column.width for column in columns[: sheet.held])
    return [
        held + sum(column.width for column in columns[first - 1 : last])
        for first, last in pages_of(columns, sheet.held, look).spans()
    ]


@pytest.mark.parametrize("folder", PLANS.values(), ids=PLANS)
def test_the_pages_of_a_wide_register_are_equally_wide(folder: Path) -> None:
    """Programs scale each to the paper by itself; only so do the rows of all have one height and stand side by side."""
    for name, book in workbooks(folder):
        for sheet in book.sheets:
            found = widths(sheet, SheetLook())
            assert max(found) - min(found) < 0.1, (name, sheet.name, found)


@pytest.mark.parametrize("folder", PLANS.values(), ids=PLANS)
def test_a_register_prints_twice_the_lines_that_are_expected(folder: Path) -> None:
    plan = study(folder).plan
    assert plan is not None
    for name, book in workbooks(folder):
        for sheet in book.sheets:
            if isinstance(sheet, Register) and sheet.blank:
                wanted = 2 * plan.forms.complaint_expected if name == "complaint-form" else 2 * len(sheet.rows)
                assert (sheet.printed or len(sheet.rows) + sheet.blank) >= wanted, (name, sheet.name)


@pytest.mark.parametrize("folder", PLANS.values(), ids=PLANS)
def test_rows_to_write_in_are_eight_millimetres_high_on_paper(folder: Path) -> None:
    look = SheetLook()
    for name, book in workbooks(folder):
        sheets = {sheet.key: sheet for sheet in book.sheets if isinstance(sheet, Register) and sheet.blank}
        written = load_workbook(io.BytesIO(write_workbook(book, look)))
        for sheet, page in zip(book.sheets, written.worksheets, strict=False):
            if sheet.key in sheets:
                scale = look.scale(max(widths(sheet, look)), landscape=True)
                last = max(row for row, each in page.row_dimensions.items() if each.height)
                assert page.row_dimensions[last].height * scale >= 8 / 25.4 * 72 - 0.1, (name, sheet.name)


def test_no_page_is_begun_for_blank_rows_alone() -> None:
    assert last_printed([50.0] * 6 + [26.0] * 6, 6, 440) == 11
    assert last_printed([50.0] * 6 + [26.0] * 6, 6, 460) == 12
    assert last_printed([50.0] * 6 + [26.0] * 2, 6, 320) == 8  # too few blank ones fit
    assert last_printed([50.0] * 20, 20, 440) == 20
