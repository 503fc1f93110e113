"""Two single sheets: all of the day on one sheet in type that is read at arm's length, and never a row lost."""

import os
import re
import shutil
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
import yaml
from msgspec.structs import replace

from plangen.blocks.document import Document, Heading, SectionBreak, SheetPaper, Table
from plangen.blocks.text import as_text
from plangen.documents.catalogue import blocks_of, bodies
from plangen.documents.outlines.proved import outline_findings
from plangen.model.audience import CONTROLLERS, PLAYERS
from plangen.model.dossier import DOSSIER
from plangen.model.events import by_drill_time
from plangen.model.outline import Outline
from plangen.model.plan import Plan
from plangen.model.standing_in import is_played
from plangen.model.visibility import Viewer, may_see
from plangen.office.house.layout import read_layout
from plangen.office.pdf.drill_mark import unmarked_pages
from plangen.office.pdf.proof import PrintedDocument, proof
from plangen.office.pdf.text import pages
from plangen.office.word.writer import write_document
from plangen.pipeline.wording_files import with_templates
from plangen.reading.outline import read_outline
from plangen.reading.source import read

ROOT = Path(__file__).parents[2]
ENTRIES = {entry.id: entry for entry in DOSSIER}
SHEETS = ("command-sheet", "day-sheet")
LEAST = {SheetPaper.A3: 14, SheetPaper.A4: 10.5}
LONG = 100
ReadPlan = Callable[[Mapping[str, str]], Plan]


def sheet(plan: Plan, key: str) -> Document:
    ((_, body),) = bodies(ENTRIES[key], plan)
    assert isinstance(body, Document)
    return body


def outline(key: str, old: str, new: str) -> Outline:
    text = (ROOT / "templates/outlines" / f"{key}.md").read_text(encoding="utf-8")
    assert old in text
    made, findings = read_outline(key, f"{key}.md", text.replace(old, new).encode())
    assert not findings
    return made


def on(plan: Plan, paper: SheetPaper) -> Plan:
    made = {key: outline(key, "纸张：A3", f"纸张：{paper}") for key in SHEETS}
    return plan.with_outlines({**plan.outlines, **made}, plan.dossier)


def sizes(document: Document) -> list[float]:
    return [float(block.size or 0) for block in document.blocks if isinstance(block, Table)]


def sides(document: Document) -> list[Heading]:
    return [block for block in document.blocks if isinstance(block, Heading)]


@pytest.fixture(scope="module")
def long_names() -> Plan:
    """The sample, in which every name, post, department, party and scenario is called by a hundred characters."""
    files = {str(path.relative_to(ROOT)): path.read_text() for path in (ROOT / "source").rglob("*.yaml")}
    names = {name for name in files if name == "source/organisation.yaml" or name.startswith("source/scenarios/")}
    longer = {name: _longer(text, titled=name in names).encode() for name, text in files.items()}
    return with_templates(read(longer).plan, {})


def _longer(text: str, *, titled: bool) -> str:
    made = re.sub(r"\b(holder|name): !todo ([^,}\n]+)", lambda each: f"{each[1]}: {each[2]:甲<{LONG}}", text)
    if not titled:
        return made
    return re.sub(r"\b(title|short): ([^,}\n]+)", lambda each: f"{each[1]}: {each[2]:长<{LONG}}", made)


@pytest.mark.parametrize("paper", SheetPaper)
def test_the_sample_has_no_type_below_the_least_and_one_sheet_of_two_sides_at_most(
    sample: Plan, paper: SheetPaper
) -> None:
    for key in SHEETS:
        document = sheet(on(sample, paper), key)
        assert min(sizes(document)) >= LEAST[paper]
        assert len(sides(document)) <= 2
        assert {block.sheet for block in document.blocks if isinstance(block, SectionBreak)} == {paper}


def test_the_commanders_sheet_of_the_sample_is_one_page_of_a3(sample: Plan) -> None:
    assert len(sides(sheet(sample, "command-sheet"))) == 1


def test_the_days_sheet_of_the_sample_has_the_whole_day_on_its_front(sample: Plan) -> None:
    front, back = as_text(sheet(sample, "day-sheet")).split("（背面）")
    assert [inject.serial for _, inject in by_drill_time(sample) if inject.serial not in front] == []
    assert "本面未完，其余内容见背面" in front
    assert "真实险情" in front
    assert "导调人员" in back


@pytest.mark.parametrize("key", SHEETS)
def test_the_sheet_of_the_sample_reads_as_reviewed(sample: Plan, key: str, update_golden: bool) -> None:
    written, golden = as_text(sheet(sample, key)), Path(__file__).parent / "golden" / f"sample-{key}.txt"
    if update_golden:
        golden.write_text(written, encoding="utf-8")
    assert written == golden.read_text(encoding="utf-8")


def test_a_plan_with_little_in_it_is_told_in_full_and_in_large_type(
    read_plan: ReadPlan, small: Mapping[str, str]
) -> None:
    document = sheet(read_plan(small), "command-sheet")
    assert min(sizes(document)) > LEAST[SheetPaper.A3]
    assert "检验同批留样" in as_text(document)


@pytest.mark.parametrize("paper", SheetPaper)
def test_nothing_is_lost_however_long_the_names_are(sample: Plan, long_names: Plan, paper: SheetPaper) -> None:
    for plan in (sample, long_names):
        made = on(plan, paper)
        told = as_text(sheet(made, "command-sheet")).replace("**", "")
        steps = [step.title for phase in plan.timeline.phases for step in phase.steps]
        heads = [plan.posts[key].title for each in plan.organisation.departments for key in each.leading]
        signals = [each.words for each in plan.script.signals]
        wanted = [*steps, *heads, *signals, *(each.brief for each in plan.played)]
        assert [each for each in wanted if each not in told] == []
        run = as_text(sheet(made, "day-sheet")).replace("**", "")
        injects = [inject for scenario in plan.played for inject in plan.events(scenario.id)]
        staff = [each.title for each in plan.script.staff]
        assert [each for each in (*staff, *signals) if each not in run] == []
        assert [each.serial for each in injects if each.serial not in run or each.title not in run] == []


def test_every_side_but_the_last_says_that_the_sheet_goes_on(long_names: Plan) -> None:
    for key in SHEETS:
        document = sheet(on(long_names, SheetPaper.A4), key)
        text = as_text(document)
        assert len(sides(document)) > 1
        assert text.count("本面未完，") == len(sides(document)) - 1
        assert len({each.key for each in sides(document)}) == len(sides(document))


def test_the_commanders_sheet_tells_of_no_inject_and_players_see_no_other(sample: Plan) -> None:
    text = as_text(sheet(sample, "command-sheet"))
    every = [inject for scenario in sample.played for inject in sample.events(scenario.id)]
    assert [each.serial for each in every if each.serial in text] == []
    steps = {step.title for phase in sample.timeline.phases for step in phase.steps}
    assert [each.title for each in every if each.title in text and each.title not in steps] == []
    shown = [each for each in (PLAYERS, CONTROLLERS) if may_see(sample, Viewer(group=each), "day-sheet")]
    assert shown == [CONTROLLERS]
    leader = sample.organisation.team.leader
    assert may_see(sample, Viewer(group=PLAYERS, key=leader), "command-sheet")


def test_whom_the_drill_only_plays_is_reached_through_who_plays_him(sample: Plan) -> None:
    played = [each for each in sample.organisation.outside if is_played(sample, each)]
    numbered = tuple(replace(each, contact=f"0999-{at:03}") for at, each in enumerate(played))
    staff = tuple(replace(each, phone=f"0555-{at:03}") for at, each in enumerate(sample.script.staff))
    plan = sample.with_sections(
        {
            **sample.single,
            "organisation": replace(sample.organisation, outside=numbered),
            "script": replace(sample.script, staff=staff),
        },
        sample.many,
    )
    text = as_text(sheet(plan, "command-sheet"))
    assert "0999-" not in text
    assert re.search(r"公安机关[^；。]*：媒体和监管模拟员　0555-007", text)
    assert text.count("110") == 1  # in the box for what really happens


def test_a_latest_time_is_told_as_one(sample: Plan) -> None:
    text = as_text(sheet(sample, "command-sheet"))
    assert re.search(r"\*\*9:25前\*\* \| 质量管理部 \| \*\*质量初步调查\*\*", text)
    assert re.search(r"\| 应急小组 \| ▲\*\*讨论决策\*\*", text)


def test_a_paper_that_there_is_not_is_named_with_those_that_there_are(sample: Plan) -> None:
    made = outline("command-sheet", "纸张：A3", "纸张：A5")
    (finding,) = outline_findings(sample, made, blocks_of("command-sheet"))
    assert finding.code == "B158"
    assert finding.message("zh") == "选项“纸张”不能写“A5”，只能写A3、A4"
    shown = sheet(sample.with_outlines({**sample.outlines, "command-sheet": made}), "command-sheet")
    assert min(sizes(shown)) >= LEAST[SheetPaper.A3]


@pytest.mark.office
@pytest.mark.parametrize("paper", SheetPaper)
def test_every_side_is_one_page_on_which_all_of_it_stands(
    sample: Plan, long_names: Plan, paper: SheetPaper, tmp_path: Path
) -> None:
    """Printed by LibreOffice: as many pages as sides, the drill mark on each, every cell in its order."""
    house = (ROOT / "templates/house.docx").read_bytes()
    for name, plan in (("sample", sample), ("long", long_names)):
        for key in SHEETS:
            document = sheet(on(plan, paper), key)
            pdf = _printed(write_document(document, house), tmp_path / f"{name}-{key}.docx")
            found = _pages(pdf)
            assert len(found) == len(sides(document)), (name, key)
            assert unmarked_pages(pdf.read_bytes(), ["演练"]) == ()
            whole, at = "".join(found), 0
            for cell in _cells(document):
                at = whole.index(cell, at)
            layout, _ = read_layout(yaml.safe_load((ROOT / "templates/layout.yaml").read_bytes()))
            assert layout is not None
            area = [each for page in pages(pdf.read_bytes()) for each in page.glyphs if 51 < each.y < page.height - 45]
            assert min(each.size for each in area) >= LEAST[paper] - 0.1
            printed = PrintedDocument(file=key, pages=pages(pdf.read_bytes()), places={}, document=document)
            assert proof(printed, layout, {}) == ()
            sheet_size = {SheetPaper.A3: (1190.5, 841.9), SheetPaper.A4: (841.9, 595.3)}[paper]
            assert _size(pdf) == pytest.approx(sheet_size, abs=1)


def _cells(document: Document) -> list[str]:
    tables: Mapping[int, Table] = {at: each for at, each in enumerate(document.blocks) if isinstance(each, Table)}
    texts = (
        "".join(span.text for spans in cell.paragraphs for span in spans)
        for table in tables.values()
        for row in table.rows
        for cell in row.cells
    )
    return ["".join(each.split()) for each in texts]


def _printed(raw: bytes, source: Path) -> Path:
    program = shutil.which("soffice")
    if not program or not shutil.which("pdftotext"):
        pytest.skip("needs LibreOffice and poppler-utils")
    source.write_bytes(raw)
    profile = f"-env:UserInstallation={(source.parent / 'profile').as_uri()}"
    command = [program, profile, "--headless", "--convert-to", "pdf", "--outdir", str(source.parent), str(source)]
    home = {**os.environ, "HOME": str(source.parent)}
    subprocess.run(command, check=True, capture_output=True, timeout=180, env=home)
    return source.with_suffix(".pdf")


def _pages(pdf: Path) -> list[str]:
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf.read_bytes())
    try:
        return ["".join(page.get_textpage().get_text_range().replace("￾", "").split()) for page in document]
    finally:
        document.close()


def _size(pdf: Path) -> tuple[float, float]:
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf.read_bytes())
    try:
        width, height = document[0].get_size()
        return width, height
    finally:
        document.close()
