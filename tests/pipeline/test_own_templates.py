"""A Word or Excel file in templates/documents/ keeps its look and is filled in with the facts of the plan."""

import io
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from plangen.blocks.template import OfPlan
from plangen.pipeline.building.build import build_project
from plangen.pipeline.building.composing import drafts_of, ending_of
from plangen.pipeline.building.on_paper import fingerprint, words_digest
from plangen.pipeline.check import Study, study
from plangen.pipeline.outlining.opened import lay_open
from plangen.pipeline.packets.composing import bodies_of
from plangen.pipeline.revisions.documents import alike
from plangen.reporting.progress import Silent
from plangen.workspace.starter import copy_starter
from tests.word_outline import raw_of

FOLDER = "templates/documents"
LISTED = "documents:\n  - {id: drill-order, title: 演练令, number: 2}\n  - {id: information-report, number: 40}\n"
SOURCE = "source/organisation.yaml"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
Audit = Callable[..., list[str]]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    copy_starter(tmp_path / "计划")
    root = tmp_path / "计划"
    (root / "templates/documents.yaml").write_text(LISTED, encoding="utf-8")
    (root / FOLDER).mkdir(exist_ok=True)
    return root


def order(*texts: str) -> bytes:
    """A Word template: its paragraphs, then a table with a row for each department."""
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "{{ 本文件.名称 }}"
    for text in texts or ("小组：{{ 应急小组.名称 }}",):
        document.add_paragraph(text)
    table = document.add_table(rows=3, cols=1)
    for row, text in enumerate(("{%tr for 部门 in 部门 %}", "{{ 部门.名称 }}", "{%tr endfor %}")):
        table.cell(row, 0).text = text
    return raw_of(document)


def put(root: Path, raw: bytes, name: str = "drill-order.docx") -> Path:
    (root / FOLDER / name).write_bytes(raw)
    return root


def found(made: Study) -> list[tuple[str, str]]:
    every = [each for each in made.outcome.findings if each.at.file.startswith(FOLDER)]
    return [(each.code, each.at.spot.zh if each.at.spot else "") for each in every]


def own(made: Study) -> OfPlan:
    (body,) = [each.body for each in drafts_of(made, [each for each in made.plan.dossier.entries if each.own])]
    assert isinstance(body, OfPlan)
    return body


def built(root: Path) -> dict[str, bytes]:
    made = build_project(root, ("演练令",), Silent())
    assert made.published is not None, [each.message("zh") for each in made.outcome.findings]
    return {path.name: path.read_bytes() for path in (root / "output").glob("02-*")}


def test_a_word_template_is_filled_in_and_keeps_its_look(project: Path, audit: Audit) -> None:
    put(project, order())
    assert found(study(project)) == []
    (name, raw), *more = built(project).items()
    assert (name, more) == ("02-演练令.docx", [])
    assert audit(raw) == audit((project / FOLDER / "drill-order.docx").read_bytes())
    document = docx.Document(io.BytesIO(raw))
    plan = study(project).plan
    assert document.paragraphs[0].text == f"小组：{plan.organisation.team.title}"
    assert [each.text for row in document.tables[0].rows for each in row.cells] == [
        each.title for each in plan.organisation.departments
    ]
    assert document.sections[0].header.paragraphs[0].text == "演练令"
    assert built(project)[name] == raw


def test_an_empty_list_is_repeated_not_even_once(project: Path) -> None:
    document = docx.Document()
    for text in ("{%p for 部门 in 部门 if 部门.名称 == '没有' %}", "甲{{ 部门.名称 }}", "{%p endfor %}", "末"):
        document.add_paragraph(text)
    put(project, raw_of(document))
    (raw,) = built(project).values()
    assert [each.text for each in docx.Document(io.BytesIO(raw)).paragraphs] == ["末"]


def test_wrong_tags_are_told_where_they_stand(project: Path) -> None:
    put(project, order("好", "{{ 没有这个 }}", "{%p if 演练宣传 %}"))
    assert {spot for _, spot in found(study(project))} == {"第 2 段", "第 3 段"}
    build_project(project, ("演练令",), Silent())
    assert not list((project / "output").glob("02-*"))


@pytest.mark.parametrize(("kind", "target"), [("image", "https://a.b/c.png"), ("hyperlink", "file:///c:/a.exe")])
def test_nothing_that_is_made_is_linked_to_outside_files(project: Path, kind: str, target: str) -> None:
    document = docx.Document(io.BytesIO(order()))
    document.part.relate_to("https://a.b/", f"{REL}/hyperlink", is_external=True)
    put(project, raw_of(document))
    assert found(study(project)) == []
    document.part.relate_to(target, f"{REL}/{kind}", is_external=True)
    put(project, raw_of(document))
    assert found(study(project)) == [("B157", "")]
    build_project(project, ("演练令",), Silent())
    assert not list((project / "output").glob("02-*"))


def test_two_files_of_one_document_and_other_kinds_are_said(project: Path) -> None:
    put(project, order())
    put(project, "文题：演练令".encode(), "drill-order.md")
    put(project, b"x", "letter.doc")
    put(project, order(), "plan.docx")
    assert found(study(project)) == [("B147", ""), ("B137", ""), ("B135", "")]


def test_a_damaged_template_is_an_error(project: Path) -> None:
    assert found(study(put(project, b"no zip"))) == [("W103", "")]


def test_its_mark_follows_what_it_says_and_nothing_else(project: Path) -> None:
    before = study(put(project, order()))
    files = before.files.contents
    body = own(before)
    assert fingerprint(body, files) == fingerprint(own(study(project)), files)
    assert alike(body, own(study(project)), files, files)
    path = project / SOURCE
    name = before.plan.organisation.departments[0].title
    path.write_text(path.read_text("utf-8").replace(name, f"{name}新"), encoding="utf-8")
    after = study(project)
    assert words_digest(own(after), after.files.contents) != words_digest(body, files)
    assert not alike(body, own(after), files, after.files.contents)
    again = {**files, f"{FOLDER}/drill-order.docx": order("另外的话")}
    assert words_digest(body, again) != words_digest(body, files)


def test_what_it_does_not_name_may_change(project: Path) -> None:
    before = study(put(project, order()))
    path = project / SOURCE
    role = before.plan.organisation.posts[0].title
    path.write_text(path.read_text("utf-8").replace(f"title: {role}", f"title: {role}新"), encoding="utf-8")
    after = study(project)
    assert after.plan.organisation.posts[0].title != role
    assert words_digest(own(after), after.files.contents) == words_digest(own(before), before.files.contents)


def test_it_is_shown_with_the_fields_that_it_names(project: Path) -> None:
    (outline,) = lay_open(put(project, order()), ["演练令"]).outlines
    assert (outline.file, outline.tree, outline.blocks) == (f"{FOLDER}/drill-order.docx", (), ())
    assert {"应急小组.名称", "部门"} <= {each.name for each in outline.fields if each.used}


def test_it_is_in_packets_and_seen_by_controllers_alone_until_a_rule_says_otherwise(project: Path) -> None:
    made = study(put(project, order()))
    assert "V103" in {each.code for each in made.outcome.findings}
    body = bodies_of(made.plan)["drill-order"]
    assert isinstance(body, OfPlan)
    assert ending_of(body) == "docx"
