"""Page numbers and PDFs of a build: right, kept for the next one, and never in the way of the Word files."""

import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from lxml import etree

from plangen.errors import EnvironmentProblem
from plangen.pipeline.building.build import Built, build_project
from plangen.pipeline.building.composing import Paper
from plangen.pipeline.building.contents import printed_numbers
from plangen.pipeline.building.office_program import Office, find_office
from plangen.reporting.progress import Silent

ROOT = Path(__file__).parents[2]
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LONG = ("01-消费者保护应急预案演练计划", "05-应急指挥手册", "07-演练脚本", "09-评估手册")

SOME = ("plan", "handbook", "script", "evaluator-guide", "process-record")  # the long documents and a workbook

unix = pytest.mark.skipif(sys.platform == "win32", reason="the stand-in for LibreOffice is a shell script")


def sample(folder: Path) -> Path:
    for part in ("source", "templates"):
        shutil.copytree(ROOT / part, folder / part)
    return folder


def build(project: Path, *names: str, office: Office | None, as_pdf: bool = False, strict: bool = False) -> Built:
    return build_project(project, names, Silent(), strict=strict, paper=Paper(office=office, as_pdf=as_pdf))


def contents(path: Path) -> list[tuple[str, str]]:
    """Text and page number of each entry of the contents list."""
    with zipfile.ZipFile(path) as package:
        root = etree.fromstring(package.read("word/document.xml"))
    found = []
    for link in root.iter(f"{WORD}hyperlink"):
        parts = "".join(
            "\t" if each.tag == f"{WORD}tab" else each.text or "" for each in link.iter(f"{WORD}t", f"{WORD}tab")
        )
        text, _, number = parts.partition("\t")
        found.append((text, number))
    return found


def texts(path: Path) -> list[str]:
    """The text of each page, without spaces."""
    done = subprocess.run(["pdftotext", "-layout", str(path), "-"], check=True, capture_output=True)
    return [re.sub(r"\s", "", page) for page in done.stdout.decode().split("\f")[:-1]]


@pytest.fixture(scope="module")
def project(converted: Path) -> Path:
    """The long documents of the sample, built with PDFs."""
    assert build(converted, *SOME, office=find_office(converted), as_pdf=True).published.written
    return converted


@pytest.fixture
def copy(project: Path, tmp_path: Path) -> Path:
    shutil.copytree(project, tmp_path / "copy")
    return tmp_path / "copy"


def failing(project: Path) -> Office:
    """The office whose conversions the project keeps, unable to make another one."""
    office = find_office(project)
    assert office
    return msgspec.structs.replace(office, program=str(project / "none"))


@pytest.mark.office
@pytest.mark.parametrize("name", LONG)
def test_every_entry_of_a_contents_list_names_the_page_on_which_its_heading_stands(project: Path, name: str) -> None:
    pages = texts(project / f"output/{name}.pdf")
    entries = contents(project / f"output/{name}.docx")
    assert len(entries) > 5
    for text, number in entries:
        heading = re.sub(r"\s", "", text)
        page = next(page for page in pages if re.search(rf"—{number}—(识别码[0-9a-f]+)?$", page))
        assert heading in page, (text, number)
        listed = next(page for page in pages if "目录" in page or f"{heading}..." in page)
        assert listed != page


@pytest.mark.office
def test_the_contents_list_of_the_pdf_shows_the_numbers(project: Path) -> None:
    shown = "".join(texts(project / f"output/{LONG[0]}.pdf"))
    for text, number in contents(project / f"output/{LONG[0]}.docx"):
        assert re.search(rf"{re.escape(re.sub(chr(92) + 's', '', text))}\.*{number}", shown), text


@pytest.mark.office
def test_a_pdf_stands_beside_each_document_and_in_the_manifest(project: Path) -> None:
    output = project / "output"
    office_files = {path.relative_to(output) for path in output.rglob("*") if path.suffix in {".docx", ".xlsx"}}
    printed = {path.relative_to(output) for path in output.rglob("*.pdf") if ".cache" not in path.parts}
    assert printed == {path.with_suffix(".pdf") for path in office_files}
    listed = msgspec.json.decode((output / "manifest.json").read_bytes())["files"]
    assert set(listed) == {path.as_posix() for path in office_files | printed}


@pytest.mark.office
def test_the_same_input_gives_the_same_pdf_in_another_folder(project: Path, tmp_path: Path) -> None:
    other = sample(tmp_path / "另一处")
    build(other, "handbook", "process-record", office=find_office(other), as_pdf=True)
    made = sorted((other / "output").glob("*.*"))
    assert len([path for path in made if path.suffix == ".pdf"]) == 2
    for path in made:
        if path.name != "manifest.json" and path.is_file() and not path.name.startswith("."):
            assert path.read_bytes() == (project / "output" / path.name).read_bytes(), path.name


def pdfs_of(project: Path) -> list[Path]:
    """The PDFs of the dossier, without those that are kept for the next build."""
    output = project / "output"
    return [*output.glob("*.pdf"), *output.glob("[0-9]*/*.pdf")]


@pytest.mark.office
def test_a_build_with_nothing_changed_does_not_start_libreoffice(copy: Path) -> None:
    built = build(copy, *SOME, office=failing(copy), as_pdf=True)
    assert built.published.written == ()
    assert len(built.published.unchanged) == 2 * len(pdfs_of(copy)) == 2 * len(SOME)
    assert not [each for each in built.outcome.findings if each.code == "W195"]


@pytest.mark.office
def test_conversions_that_are_deleted_or_damaged_are_made_again(copy: Path) -> None:
    for number, path in enumerate(sorted((copy / "output/.cache").iterdir())):
        if number % 2:
            path.write_bytes(path.read_bytes()[:-1])
        else:
            path.unlink()
    assert build(copy, "handbook", office=find_office(copy), as_pdf=True).published.written == ()
    assert build(copy, "handbook", office=failing(copy), as_pdf=True).published.written == ()


@pytest.mark.office
def test_other_fonts_or_another_version_make_a_conversion_worthless(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = find_office(project)
    monkeypatch.setenv("FONTCONFIG_FILE", str(tmp_path / "fonts.conf"))
    after = find_office(project)
    assert before
    assert after
    assert before.identity != after.identity
    assert before.key("a.docx", b"") != after.key("a.docx", b"")


@pytest.mark.office
def test_a_build_without_pdfs_takes_the_old_ones_away_but_keeps_what_was_edited(copy: Path) -> None:
    """A PDF that no build keeps up to date would soon be a stale copy."""
    edited = copy / "output/05-应急指挥手册.pdf"
    edited.write_bytes(b"edited")
    pdfs = len(pdfs_of(copy))
    built = build(copy, *SOME, office=failing(copy))
    assert len(built.published.removed) == pdfs
    assert [each.code for each in built.published.findings] == ["F203"]
    assert (copy / "output/05-应急指挥手册（手工修改）.pdf").read_bytes() == b"edited"


def test_without_libreoffice_the_contents_stand_without_numbers_and_the_build_says_so(tmp_path: Path) -> None:
    project = sample(tmp_path)
    built = build(project, *SOME, office=None)
    found = [each for each in built.outcome.findings if each.code == "W195"]
    assert [each.at.file for each in found] == [f"output/{name}.docx" for name in LONG]
    assert "没有找到 LibreOffice" in found[0].message("zh")
    assert all(install in found[0].advice("zh") for install in ("winget", "brew", "apt"))
    assert {number for _, number in contents(project / f"output/{LONG[0]}.docx")} == {""}
    others = build(project, "process-record", office=None).outcome.findings
    assert "W195" not in {each.code for each in others}


def test_pdfs_without_libreoffice_are_refused_before_anything_is_written(tmp_path: Path) -> None:
    project = sample(tmp_path)
    with pytest.raises(EnvironmentProblem) as caught:
        build(project, office=None, as_pdf=True)
    assert caught.value.code == "pdf-missing"
    assert not (project / "output").exists()


@unix
@pytest.mark.parametrize(
    ("script", "reason"),
    [
        ("exit 1", "没有排出版面"),
        ("echo LibreOffice 5.1.0.3", "过旧"),
        ("case $1 in --version) exit 0;; esac; exit 0", "没有排出版面"),
    ],
)
def test_a_libreoffice_that_cannot_does_not_keep_the_word_files_from_being_built(
    tmp_path: Path, script: str, reason: str, fake_office: Callable[[Path, str], Office]
) -> None:
    project = sample(tmp_path / "project")
    office = fake_office(project, script)
    built = build(project, "handbook", office=office)
    assert [each.message("zh") for each in built.outcome.findings if each.code == "W195"] == [
        f"目录里没有页码：{'LibreOffice 版本过旧' if reason == '过旧' else 'LibreOffice 没有排出版面'}"
    ]
    assert built.published.written
    before = (project / "output/manifest.json").read_bytes()
    with pytest.raises(EnvironmentProblem):
        build(project, "handbook", office=office, as_pdf=True)
    assert (project / "output/manifest.json").read_bytes() == before


@pytest.fixture
def fake_office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[Path, str], Office]:
    def make(project: Path, script: str) -> Office:
        path = tmp_path / "soffice"
        path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        path.chmod(0o755)
        monkeypatch.setenv("PLANGEN_SOFFICE", str(path))
        office = find_office(project)
        assert office
        return office

    return make


@pytest.mark.office
def test_libreoffice_can_be_named_or_left_out(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLANGEN_SOFFICE", "/opt/other/soffice")
    named = find_office(project)
    assert named
    assert named.program == "/opt/other/soffice"
    monkeypatch.setenv("PLANGEN_SOFFICE", "none")
    assert find_office(project) is None


def test_printed_numbers_are_counted_from_where_they_begin_anew() -> None:
    pages = {"_Toca": 0, "_Start5": 2, "_Tocb": 2, "_Tocc": 5, "_Start9": 6, "_Tocd": 6}
    assert printed_numbers(pages) == {
        "_Toca": "1",
        "_Start5": "1",
        "_Tocb": "1",
        "_Tocc": "4",
        "_Start9": "1",
        "_Tocd": "1",
    }
