"""An outline in Word lies where one in text does: it is checked, shown, compared, recorded and built like that."""

import io
import zipfile
from pathlib import Path

import docx
import pytest

from plangen.blocks.document import Document
from plangen.documents.plan import drill_plan
from plangen.errors import OutlineInWord, OutlineThere
from plangen.model.plan import Plan
from plangen.pipeline.check import study
from plangen.pipeline.outline_files import shipped
from plangen.pipeline.outlining.opened import lay_open
from plangen.pipeline.outlining.taking_over import compare_outline, copy_outline
from plangen.pipeline.revisions.comparison import compare_versions
from plangen.pipeline.revisions.versions import working
from plangen.reporting.outlines import report_outlines
from plangen.reporting.revisions.comparison import compared_text
from plangen.reporting.style import Style
from plangen.workspace.project import Files, read_files
from plangen.workspace.starter import copy_starter
from tests.word_outline import as_word, raw_of

TEXT, WORD = "templates/outlines/plan.md", "templates/outlines/plan.docx"
SHORT = "# 目的 {#aim}\n演练目的：\n〔列：演练目的〕\n{%p for 部门 in 部门 %}\n+ {{ 部门.名称 }}\n{%p endfor %}"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    copy_starter(tmp_path / "计划")
    (tmp_path / "计划" / TEXT).unlink()
    return tmp_path / "计划"


def put(project: Path, raw: bytes | str, path: str = WORD) -> Path:
    (project / path).write_bytes(as_word(raw) if isinstance(raw, str) else raw)
    return project


def found(project: Path) -> list[tuple[str, str, str]]:
    every = study(project).outcome.findings
    return [(each.code, each.at.file, each.at.spot.zh if each.at.spot else "") for each in every]


def made(plan: Plan) -> Document:
    return drill_plan(plan)


def test_the_shipped_outline_written_in_word_makes_the_same_document(project: Path) -> None:
    before = made(study(project).plan)
    put(project, shipped()["plan"][1].decode())
    after = study(project)
    assert not [each for each in after.outcome.findings if each.at.file == WORD]
    assert len(made(after.plan).blocks) == len(before.blocks)
    assert [type(each) for each in made(after.plan).blocks] == [type(each) for each in before.blocks]


def test_wrong_names_are_told_at_their_paragraph_or_cell(project: Path) -> None:
    document = docx.Document()
    document.add_paragraph("目的", style="Heading 1")
    document.add_paragraph("{{ 应急小组.名 }}")
    document.add_paragraph("〔表：没有的表〕")
    table = document.add_table(rows=2, cols=2)
    table.cell(0, 0).text = "部门"
    table.cell(1, 1).text = "{{ 没有 }}"
    document.add_paragraph("{%p for 部门 in 部门 %}")
    codes = {(spot, code) for code, file, spot in found(put(project, raw_of(document))) if file == WORD}
    spots = {spot for spot, code in codes if code != "B128"}
    assert spots == {"第 2 段", "第 3 段", "表 1 第 2 行第 2 格", "第 4 段"}
    assert ("第 3 段", "B121") in codes


def test_two_outlines_of_one_document_are_an_error(project: Path) -> None:
    put(project, SHORT)
    (project / TEXT).write_bytes(shipped()["plan"][1])
    assert [each for each in found(project) if each[0].startswith("B")] == [("B154", WORD, "")]


def test_what_cannot_be_an_outline_is_said(project: Path) -> None:
    put(project, SHORT)
    put(project, b"x", "templates/outlines/handbook.doc")
    put(project, SHORT, "templates/outlines/nosuch.docx")
    (project / "templates/outlines/handbook.md").unlink()
    codes = {(code, file.rpartition("/")[2]) for code, file, _ in found(project)}
    assert {("B155", "handbook.doc"), ("B131", "nosuch.docx")} <= codes


def test_a_bomb_with_macros_and_a_huge_file_are_findings(project: Path) -> None:
    raw = as_word(SHORT)
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
        new.writestr("word/media/a.png", bytes(100 << 20))
    assert ("W104", WORD, "") in found(put(project, buffer.getvalue()))
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(buffer := io.BytesIO(), "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
        new.writestr("word/vbaProject.bin", b"x")
    assert ("W106", WORD, "") in found(put(project, buffer.getvalue()))


def test_an_outline_in_word_is_shown_with_its_places(project: Path) -> None:
    shown = lay_open(put(project, SHORT), ["plan"])
    (outline,) = shown.outlines
    assert (outline.file, outline.is_own, outline.is_changed) == (WORD, True, True)
    lines = list(report_outlines(shown, with_fields=False).text(Style(language="zh")))
    assert "第 1 段  目的  {#aim}" in lines
    tree = report_outlines(shown, with_fields=False).more("zh")["outlines"][0]["tree"][0]  # type: ignore[index]
    assert (tree["line"], tree["place"]) == (None, "第 1 段")


def test_what_it_lacks_is_shown_and_nothing_is_written_into_it(project: Path) -> None:
    raw = put(project, SHORT).joinpath(WORD).read_bytes()
    made = compare_outline(project, "plan")
    assert made.file == WORD
    assert len(made.lacking) > 3
    with pytest.raises(OutlineInWord):
        compare_outline(project, "plan", [made.lacking[0].key])
    with pytest.raises(OutlineThere):
        copy_outline(project, "plan")
    assert (project / WORD).read_bytes() == raw
    assert not (project / TEXT).exists()


def test_changes_are_told_line_by_line_under_their_heading(project: Path) -> None:
    def compared(new: bytes) -> list[str]:
        files = read_files(put(project, SHORT)).contents
        sides = (working(Files(contents=each, findings=())) for each in (files, {**files, WORD: new}))
        return list(compared_text(compare_versions(*sides), Style("zh")))

    lines = "\n".join(compared(as_word(SHORT.replace("演练目的：", "目的有：").replace("名称 }}", "名称 }}部"))))
    assert "“演练计划”的大纲" in lines
    assert "“目的”" in lines
    assert "目的有" in lines
    assert "格式" not in lines
    document = docx.Document(io.BytesIO(as_word(SHORT)))
    document.paragraphs[1].runs[0].font.name = "宋体"
    again = "\n".join(compared(raw_of(document)))
    assert "目的" not in again
    assert WORD in again


def test_changes_of_a_piece_are_told_in_words(project: Path) -> None:
    path = "templates/outlines/pieces/组织图.docx"
    sides = [{**read_files(project).contents, path: as_word(text)} for text in ("旧的话", "新的话")]
    compared = compare_versions(*(working(Files(contents=each, findings=())) for each in sides))
    lines = "\n".join(compared_text(compared, Style("zh")))
    assert "插入的 Word 文件“组织图”" in lines
    assert "的话" in lines
