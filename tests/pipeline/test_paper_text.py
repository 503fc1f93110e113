"""What a document says is what its paper shows: of the sample, a school's plan, and one that has grown."""

import io
import re
import shutil
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath

import pytest
from enlarge import enlarged

from plangen.blocks.workbook import Workbook
from plangen.diagnostics import Finding
from plangen.model.dossier import DOSSIER
from plangen.office.excel.unprinted import screen_only
from plangen.office.paper.held_together import HeldTogether, compared
from plangen.office.paper.paper_rules import RULES
from plangen.office.paper.unlikeness import Unlike
from plangen.pipeline.building.build import build_project
from plangen.pipeline.building.composing import Paper, drafts_of
from plangen.pipeline.building.office_program import find_office, required
from plangen.pipeline.building.proof import proof_project
from plangen.pipeline.check import study
from plangen.pipeline.notices.preview import preview_notices
from plangen.pipeline.packets.packet import packet_project
from plangen.pipeline.packets.records import WantedPackets
from plangen.reporting.progress import Silent
from tests.pipeline.test_second_plan import laid_out

pytestmark = pytest.mark.office

CODES = {rule.code for rule in RULES}
TABLE = re.compile(r"<w:tbl>.*?</w:tbl>", re.DOTALL)
ROW = re.compile("表 [0-9]+ 第 [0-9]+ 行")
BODY_ROW = re.compile(r"<w:tr>(?:(?!<w:tblHeader/>).)*?</w:tr>", re.DOTALL)


def told(findings: tuple[Finding, ...]) -> list[tuple[str, str]]:
    return [(each.at.file, each.message("zh")) for each in findings if each.code in CODES]


def pairs(output: Path) -> Iterator[tuple[Path, Path]]:
    for pdf in sorted(output.rglob("*.pdf")):
        for file in (pdf.with_suffix(".docx"), pdf.with_suffix(".xlsx")):
            if file.is_file():
                yield file, pdf


def held(printed: Path) -> dict[str, HeldTogether]:
    """Each file held against its pages, but for what its description says is for the screen alone."""
    bodies = {PurePosixPath(draft.path).name: draft.body for draft in drafts_of(study(printed), DOSSIER)}
    screens = {name: screen_only(body) for name, body in bodies.items() if isinstance(body, Workbook)}
    return {
        file.name: compared(file.read_bytes(), pdf.read_bytes(), on_screen=screens.get(file.name))
        for file, pdf in pairs(printed / "output")
    }


def test_every_document_of_the_sample_is_held_against_its_pages_and_is_like_them(printed: Path) -> None:
    found = held(printed)
    assert {name: each.differences for name, each in found.items() if each.differences} == {}
    assert all(each.texts and each.pages for each in found.values())
    assert sum(each.texts for each in found.values()) > 10_000
    assert {name.rpartition(".")[2] for name in found} == {"docx", "xlsx"}


def changed(raw: bytes, part: str, change: Callable[[str], str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, change(content.decode()).encode() if name == part else content)
    return out.getvalue()


def without_last_row(xml: str, number: int) -> str:
    """The document with the last row of one of its tables dropped, as LibreOffice drops rows at the end of a page."""
    table = TABLE.findall(xml)[number]
    last = BODY_ROW.findall(table)[-1]
    before, _, after = table.rpartition(last)
    return xml.replace(table, before + after, 1)


@pytest.mark.parametrize("paper", ["01-", "09-"])
def test_rows_that_are_dropped_on_the_way_to_the_page_are_missed_by_name(printed: Path, paper: str) -> None:
    """The fault that took evaluators their last rows.

    The pages are those of a file without the row: what LibreOffice drops by itself changes with every line above it.
    """
    office = required(find_office(printed))
    (file,) = (printed / "output").glob(f"{paper}*.docx")
    raw = file.read_bytes()
    with zipfile.ZipFile(file) as package:
        tables = TABLE.findall(package.read("word/document.xml").decode())
    longest = max(range(len(tables)), key=lambda number: len(BODY_ROW.findall(tables[number])))
    short = changed(raw, "word/document.xml", lambda xml: without_last_row(xml, longest))
    assert compared(raw, office.pdfs({file.name: raw})[file.name]).differences == ()
    lost = compared(raw, office.pdfs({file.name: short})[file.name]).differences
    rows = {found[0] for each in lost if each.kind is Unlike.LOST and (found := ROW.match(each.spot.zh))}
    assert len(rows) == 1, lost


def narrow(path: Path) -> None:
    """Give the first row with words a fixed height that hides all but the first line of what it says."""
    raw = path.read_bytes()

    def change(xml: str) -> str:
        rows = re.findall(r"<w:tr[ >].*?</w:tr>", xml, re.DOTALL)
        row = max(rows, key=lambda each: len(re.sub("<[^>]*>", "", each)))
        fixed = re.sub(r"<w:trHeight[^>]*/>", "", row)
        fixed = fixed.replace("<w:trPr>", '<w:trPr><w:trHeight w:val="120" w:hRule="exact"/>', 1)
        assert fixed != row
        return xml.replace(row, fixed)

    path.write_bytes(changed(raw, "word/document.xml", change))


@pytest.fixture
def narrowed(project: Path) -> Path:
    narrow(project / "templates/information-report.docx")
    return project


def test_a_build_with_a_page_that_lacks_words_publishes_nothing(narrowed: Path) -> None:
    paper = Paper(office=find_office(narrowed), as_pdf=True)
    built = build_project(narrowed, ("information-report",), Silent(), paper=paper)
    assert not built.published.written
    assert {code for _, code in [("", each.code) for each in built.outcome.findings if each.code in CODES]} <= {
        "W216",
        "W217",
    }
    assert all(file.startswith("output/02-") for file, _ in told(built.outcome.findings))
    assert told(built.outcome.findings)
    assert not [*narrowed.glob("output/*.docx")]


def test_a_proof_looks_at_workbooks_and_says_how_many_rules_hold(converted: Path) -> None:
    found = proof_project(converted, ("complaint-form", "information-report"), Silent())
    assert [each.file.rpartition(".")[2] for each in found.measured] == ["docx", "xlsx"]
    assert {rule.code for rule in found.outcome.passed} >= CODES
    sheets_only = proof_project(converted, ("complaint-form",), Silent())
    assert {rule.code for rule in sheets_only.outcome.passed} == CODES


def test_a_proof_tells_of_words_that_no_page_shows_and_does_not_count_that_rule_as_passed(narrowed: Path) -> None:
    found = proof_project(narrowed, ("information-report",), Silent())
    assert told(found.outcome.findings)
    failed = {each.code for each in found.outcome.findings}
    assert not failed & {rule.code for rule in found.outcome.passed}


def test_a_draft_whose_page_lacks_words_is_not_written(project: Path) -> None:
    narrow(project / "templates/notices/hotline-qa.docx")
    found = preview_notices(project, "hotline-qa", as_pdf=True)
    assert not found.files
    assert told(found.outcome.findings)


@pytest.mark.slow
def test_a_packet_with_a_page_that_lacks_words_is_not_published(narrowed: Path) -> None:
    found = packet_project(narrowed, WantedPackets(), Silent())
    assert told(found.outcome.findings)
    assert not [*narrowed.glob("output/packets/*.pdf")]


@pytest.mark.slow
@pytest.mark.parametrize("which", ["school", "grown"])
def test_other_plans_are_like_their_pages(which: str, tmp_path: Path) -> None:
    root = laid_out(tmp_path / "school") if which == "school" else enlarged(tmp_path, 3)
    built = build_project(root, (), Silent(), paper=Paper(office=find_office(root), as_pdf=True))
    assert told(built.outcome.findings) == []
    assert built.published.written
    if which == "school":
        packed = packet_project(root, WantedPackets(), Silent())
        assert told(packed.outcome.findings) == []
        shutil.rmtree(root / "output")
