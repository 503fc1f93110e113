"""What was written on a form is found again by hidden names, also after another program saved it."""

import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from lxml import etree
from msgspec import UNSET
from msgspec.structs import replace

from plangen.blocks.answers import ANSWER, THE_FORM, with_answers
from plangen.blocks.document import Cell, Document, Table
from plangen.blocks.template import Templated
from plangen.documents.catalogue import bodies
from plangen.model.dossier import DOSSIER
from plangen.model.plan import Plan
from plangen.office.ooxml.package import parts_of, zipped
from plangen.office.ooxml.trees import parsed, written
from plangen.office.templates.render import render
from plangen.office.templates.word_file import WordFile
from plangen.office.word.writer import write_document
from plangen.pipeline.building.on_paper import identified

ROOT = Path(__file__).parents[2]
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
DOCUMENT = "word/document.xml"
FORMS = ("information-report", "sign-in", "centre-logs", "roster", "supplies", "venue-checklist", "evaluator-guide")
HOUSE = (ROOT / "templates/house.docx").read_bytes()

ReadPlan = Callable[[Mapping[str, str]], Plan]


def written_form(plan: Plan, name: str) -> bytes:
    entry = next(each for each in DOSSIER if each.id == name)
    body = identified(next(body for _, body in bodies(entry, plan)), name, plan)
    if isinstance(body, Templated):
        raw, findings = render(body, WordFile((ROOT / "templates" / body.template).read_bytes(), body.template))
        assert raw is not None, findings
        return raw
    assert isinstance(body, Document)
    return write_document(body, HOUSE)


def answers(raw: bytes) -> dict[str, str]:
    """What stands at each bookmark of an answer: in its cell, or between its ends where a cell has several.

    LibreOffice puts the beginning of a bookmark of an empty cell twice, in the same place.
    """
    root = parsed(parts_of(raw)[DOCUMENT])
    found = {}
    for mark in root.iter(f"{W}bookmarkStart"):
        if mark.get(f"{W}name", "").startswith(ANSWER):
            cell = next(mark.iterancestors(f"{W}tc"))
            names = {each.get(f"{W}name", "") for each in cell.iter(f"{W}bookmarkStart")}
            is_alone = sum(name.startswith(ANSWER) for name in names) == 1
            found[mark.get(f"{W}name", "")] = "".join(_texts(cell) if is_alone else _between(cell, mark))
    return found


def _texts(cell: etree._Element) -> Iterator[str]:
    for paragraph in cell.iter(f"{W}p"):
        yield "".join(text.text or "" for text in paragraph.iter(f"{W}t"))
        yield "\n"


def _between(cell: etree._Element, mark: etree._Element) -> Iterator[str]:
    is_inside = False
    for each in cell.iter():
        if each is mark:
            is_inside = True
        elif each.tag == f"{W}bookmarkEnd" and each.get(f"{W}id") == mark.get(f"{W}id"):
            return
        elif is_inside and each.tag == f"{W}t":
            yield each.text or ""


def forms(raw: bytes) -> list[str]:
    root = parsed(parts_of(raw)[DOCUMENT])
    names = (mark.get(f"{W}name", "") for mark in root.iter(f"{W}bookmarkStart"))
    return [name for name in names if name.startswith(THE_FORM)]


def filled(raw: bytes) -> bytes:
    """The form as somebody fills it in: every third box ticked, every second blank written in."""
    parts = dict(parts_of(raw))
    root = parsed(parts[DOCUMENT])
    for number, control in enumerate(root.iter(f"{W}sdt")):
        if (check := control.find(f"{W}sdtPr/{W14}checkbox/{W14}checked")) is not None and number % 3 == 0:
            check.set(f"{W14}val", "1")
            next(control.iter(f"{W}t")).text = "■"
        elif (prompt := control.find(f"{W}sdtPr/{W}showingPlcHdr")) is not None and number % 2:
            control[0].remove(prompt)
            next(control.iter(f"{W}t")).text = f"第{number}处 已填写"
    for number, mark in enumerate(list(root.iter(f"{W}bookmarkStart"))):
        after = mark.getnext()
        if after is not None and after.tag == f"{W}bookmarkEnd" and number % 2:
            run = etree.Element(f"{W}r")
            etree.SubElement(run, f"{W}t").text = f"张三{number}"
            mark.addnext(run)
    return zipped({**parts, DOCUMENT: written(root)})


def resaved(raw: bytes, folder: Path) -> bytes:
    """The file as LibreOffice saves it."""
    program = shutil.which("soffice")
    if not program:
        pytest.skip("needs LibreOffice")
    source, target = folder / "form.docx", folder / "saved"
    source.write_bytes(raw)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [program, profile, "--headless", "--convert-to", "docx", "--outdir", str(target), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=180, env={**os.environ, "HOME": str(folder)})
    return (target / source.name).read_bytes()


@pytest.mark.parametrize("name", FORMS)
def test_every_answer_has_a_name_of_its_own_that_word_takes(name: str, sample: Plan) -> None:
    raw = written_form(sample, name)
    root = parsed(parts_of(raw)[DOCUMENT])
    names = [mark.get(f"{W}name", "") for mark in root.iter(f"{W}bookmarkStart")]
    assert len(names) == len(set(names))
    own = [each for each in names if not each.startswith("_")]
    assert [each for each in own if not re.fullmatch(r"[a-z][a-z0-9_]{0,39}", each)] == []
    assert len([each for each in own if each.startswith(ANSWER)]) > 20
    assert len(forms(raw)) == 1


@pytest.mark.office
@pytest.mark.parametrize("name", ["information-report", "centre-logs", "venue-checklist", "sign-in"])
def test_a_filled_form_says_the_same_after_libreoffice_saved_it(name: str, sample: Plan, tmp_path: Path) -> None:
    raw = filled(written_form(sample, name))
    back = resaved(raw, tmp_path)
    said = answers(raw)
    assert sum("■" in each for each in said.values()) >= 2 or name == "sign-in"
    assert sum("张三" in each or "已填写" in each for each in said.values()) > 5
    assert answers(back) == said
    assert forms(back) == forms(raw)


@pytest.mark.parametrize("name", [each for each in FORMS if each != "information-report"])
def test_a_name_belongs_to_what_its_row_says_wherever_the_row_stands(name: str, sample: Plan) -> None:
    """The rows of each table in another order: each answer is called as before."""
    entry = next(each for each in DOSSIER if each.id == name)
    body = next(body for _, body in bodies(entry, sample))
    assert isinstance(body, Document)
    turned = tuple(_turned(block) if isinstance(block, Table) else block for block in body.blocks)
    found = _rows_by_answer(with_answers(body))
    assert len(found) > 20
    assert _rows_by_answer(with_answers(replace(body, blocks=turned))) == found


def _rows_by_answer(document: Document) -> dict[object, tuple[str, ...]]:
    """What the row of each answer says, its running number and boxes aside."""
    return {
        cell.answer: tuple(text for text in map(_said, row.cells) if not text.isdigit())
        for table in document.blocks
        if isinstance(table, Table)
        for row in table.rows
        for cell in row.cells
        if cell.answer is not UNSET
    }


def _said(cell: Cell) -> str:
    return "" if cell.answer is not UNSET else "".join(span.text for spans in cell.paragraphs for span in spans)


def _turned(table: Table) -> Table:
    """The same rows in another order below the head."""
    heads = tuple(row for row in table.rows if row.header)
    rest = tuple(row for row in table.rows if not row.header)
    return replace(table, rows=(*heads, *reversed(rest)))


def test_a_prompt_of_a_form_stands_where_word_looks_for_it(sample: Plan) -> None:
    for name in ("information-report", "plan"):
        parts = parts_of(written_form(sample, name))
        root = parsed(parts[DOCUMENT])
        glossary = parsed(parts["word/glossary/document.xml"])
        known = {
            str(name.get(f"{W}val")): "".join(text.text or "" for text in piece.iter(f"{W}t"))
            for piece in glossary.iter(f"{W}docPart")
            for name in piece.iterfind(f"{W}docPartPr/{W}name")
        }
        prompts = [each for each in root.iter(f"{W}sdt") if each.find(f"{W}sdtPr/{W}showingPlcHdr") is not None]
        assert prompts
        for control in prompts:
            part = control.find(f"{W}sdtPr/{W}placeholder/{W}docPart")
            assert part is not None
            said = "".join(text.text or "" for text in control.iter(f"{W}t"))
            assert known[str(part.get(f"{W}val"))] == said
            assert said.strip("\u3000 ")
