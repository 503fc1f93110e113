"""The sample's pages hold the layout; fonts are named for what they are; the numbers hold under other fonts."""

import json
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from lxml import etree

from plangen.diagnostics import Severity
from plangen.errors import EnvironmentProblem
from plangen.pipeline.building.build import build_project
from plangen.pipeline.building.composing import Paper
from plangen.pipeline.building.contents import page_numbers
from plangen.pipeline.building.fonts import font_findings
from plangen.pipeline.building.office_program import Office, find_office
from plangen.pipeline.building.proof import Proofs, proof_project
from plangen.pipeline.doctor import examine
from plangen.pipeline.house import read_layout_file
from plangen.reporting.builds import report_proof
from plangen.reporting.progress import Silent
from plangen.reporting.style import Style
from plangen.workspace.project import read_files

ROOT = Path(__file__).parents[2]
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

office_only = pytest.mark.office


def sample(folder: Path) -> Path:
    for part in ("source", "templates"):
        shutil.copytree(ROOT / part, folder / part)
    return folder


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture(scope="module")
def project(converted: Path) -> Path:
    return converted


@pytest.fixture(scope="module")
def proofs(project: Path) -> Proofs:
    return proof_project(project, (), Silent())


@office_only
def test_every_page_of_the_sample_holds_the_layout(proofs: Proofs) -> None:
    assert [
        (each.at.file, each.at.path, each.message("zh"))
        for each in proofs.outcome.findings
        if each.severity is not Severity.INFO
    ] == []
    assert {each.file.rpartition(".")[2] for each in proofs.measured} == {"docx", "xlsx"}
    assert len(proofs.measured) >= 10
    assert len(proofs.outcome.passed) >= 15
    assert sum(each.pages for each in proofs.measured) > 80


@office_only
def test_a_proof_changes_nothing_in_the_output(project: Path, proofs: Proofs) -> None:
    assert [path.name for path in (project / "output").iterdir()] == [".cache"]


@office_only
def test_a_proof_is_told_as_text_and_as_json(proofs: Proofs) -> None:
    result = report_proof(proofs, strict=False)
    text = "\n".join(result.text(Style("zh")))
    assert re.search(r"output/01-.*计划\.docx  \d+ 页", text)
    told = json.loads(result.json("zh"))
    assert told["documents"][0]["pages"] == proofs.measured[0].pages


@office_only
def test_a_layout_that_the_template_does_not_follow_is_found_by_document_and_page(
    project: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    shutil.copytree(project, other)
    edit(other / "templates/layout.yaml", "right_mm: 26", "right_mm: 36")
    found = [each for each in proof_project(other, ("handbook",), Silent()).outcome.findings if each.code == "W202"]
    assert found
    assert {each.at.file for each in found} == {"output/05-应急指挥手册.docx"}
    assert found[0].at.spot
    assert re.fullmatch(r"第 \d+ 页", found[0].at.spot.zh)


def test_a_plan_with_errors_is_not_printed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = sample(tmp_path)
    (broken / "source/drill.yaml").write_text("a: [", encoding="utf-8")
    monkeypatch.setenv("PLANGEN_SOFFICE", "never-started")
    assert proof_project(broken, (), Silent()).measured == ()


def test_without_libreoffice_there_is_no_proof(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLANGEN_SOFFICE", "none")
    with pytest.raises(EnvironmentProblem) as caught:
        proof_project(sample(tmp_path), (), Silent())
    assert caught.value.code == "pdf-missing"


def by_id_of_default(styles: etree._Element) -> str | None:
    found = styles.find(f"{WORD}style[@{WORD}type='paragraph'][@{WORD}default='1']")
    return None if found is None else found.get(f"{WORD}styleId")


def rules_of_lines(path: Path) -> Iterator[tuple[str, str]]:
    """Of each paragraph its style's name and its line rule, own or inherited."""
    with zipfile.ZipFile(path) as package:
        styles = etree.fromstring(package.read("word/styles.xml"))
        parts = [name for name in package.namelist() if re.match(r"word/(document|header|footer)", name)]
        roots = [etree.fromstring(package.read(name)) for name in parts if name.endswith(".xml")]
    by_id = {each.get(f"{WORD}styleId"): each for each in styles.iter(f"{WORD}style")}
    default = styles.find(f"{WORD}docDefaults//{WORD}spacing[@{WORD}lineRule]")
    fallback = "" if default is None else str(default.get(f"{WORD}lineRule"))
    normal = by_id_of_default(styles)
    for paragraph in (each for root in roots for each in root.iter(f"{WORD}p")):
        named = paragraph.find(f"{WORD}pPr/{WORD}pStyle")
        key = normal if named is None else named.get(f"{WORD}val")
        own = paragraph.find(f"{WORD}pPr/{WORD}spacing[@{WORD}lineRule]")
        first = by_id.get(key)
        name = "" if first is None else str(first.find(f"{WORD}name").get(f"{WORD}val"))  # type: ignore[union-attr]
        while own is None and key in by_id:
            style = by_id[key]
            own = style.find(f"{WORD}pPr/{WORD}spacing[@{WORD}lineRule]")
            based = style.find(f"{WORD}basedOn")
            key = None if based is None else based.get(f"{WORD}val")
        yield name, fallback if own is None else str(own.get(f"{WORD}lineRule"))


def test_every_paragraph_has_an_exact_line_pitch(tmp_path: Path) -> None:
    """In every style, cell, header and footer of every Word file, but for paragraphs that hold a drawing."""
    project = sample(tmp_path)
    build_project(project, (), Silent())
    loose = {
        (path.name, name, rule)
        for path in (project / "output").rglob("*.docx")
        for name, rule in rules_of_lines(path)
        if rule != "exact" and name != "图形段落"
    }
    assert loose == set()


FONTS_CONF = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
<include ignore_missing="yes">/etc/fonts/fonts.conf</include>{aliases}</fontconfig>"""
ALIAS = (
    '<match target="pattern"><test name="family"><string>{0}</string></test>'
    '<edit name="family" mode="assign" binding="strong"><string>{1}</string></edit></match>'
)


@office_only
@pytest.mark.skipif(sys.platform != "linux", reason="fontconfig decides on fonts on Linux alone")
def test_page_numbers_are_the_same_under_other_fonts(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Serif for sans, in text and headings: exact pitches keep every heading on its page."""
    office = find_office(project)
    assert office
    before = numbers(project, office)
    wanted = {"仿宋_GB2312": "Noto Serif CJK SC", "黑体": "Noto Serif CJK SC"}
    conf = FONTS_CONF.format(aliases="".join(ALIAS.format(*pair) for pair in wanted.items()))
    (tmp_path / "fonts.conf").write_text(conf, encoding="utf-8")
    monkeypatch.setenv("FONTCONFIG_FILE", str(tmp_path / "fonts.conf"))
    other = find_office(project)
    assert other
    assert other.identity != office.identity
    fonts = msgspec.structs.replace(other, fonts=(tuple(wanted),)).printed_fonts()
    assert "Serif" in fonts["黑体"]
    assert "Serif" in fonts["仿宋_GB2312"]
    assert numbers(project, other) == before


def numbers(project: Path, office: Office) -> dict[tuple[str, str], str]:
    from plangen.documents.handbook import command_handbook
    from plangen.documents.plan import drill_plan
    from plangen.pipeline.check import study

    plan = study(project).plan
    documents = {"plan.docx": drill_plan(plan), "handbook.docx": command_handbook(plan)}
    found, findings = page_numbers(documents, (project / "templates/house.docx").read_bytes(), office)
    assert findings == ()
    return {(path, key): number for path, pages in found.items() for key, number in pages.items()}


@office_only
def test_strict_fonts_keeps_pdfs_from_being_made_in_others(project: Path, tmp_path: Path) -> None:
    """No Chinese Office font is installed on a Linux machine; with fonts that are, nothing is said."""
    other = tmp_path / "other"
    shutil.copytree(project, other)
    office = find_office(other)
    assert office
    layout, _ = read_layout_file(read_files(other).contents)
    assert layout
    replaced = font_findings(layout, office, strict=True)
    built = build_project(other, ("handbook",), Silent(), paper=Paper(office=office, as_pdf=True, strict_fonts=True))
    assert [each.code for each in built.outcome.findings if each.code == "W197"] == ["W197"] * len(replaced)
    assert bool(replaced) == (built.manifest is None)
    there = dict.fromkeys(layout.fonts.__struct_fields__, ("Noto Serif CJK SC",))
    fine = msgspec.structs.replace(layout, fonts=msgspec.structs.replace(layout.fonts, **there))
    assert font_findings(fine, office, strict=True) == ()


@office_only
def test_doctor_says_what_stands_in_for_each_font(project: Path) -> None:
    items = {item.name.zh: item for item in examine(project).aspects}
    text = items["字体 正文（仿宋）"]
    assert text.state == "ok" or "代替" in text.detail.zh
    assert items["LibreOffice"].state == "ok"


def test_doctor_tells_how_to_install_libreoffice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLANGEN_SOFFICE", "none")
    (found,) = [item for item in examine(sample(tmp_path)).aspects if item.name.zh == "LibreOffice"]
    assert found.state == "absent"
    assert all(each in found.detail.zh for each in ("winget", "brew", "apt"))


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in for LibreOffice is a shell script")
@pytest.mark.parametrize(("script", "said"), [("echo LibreOffice 5.4.1", "过旧"), ("exit 1", "重新安装")])
def test_doctor_finds_a_libreoffice_that_cannot(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, said: str
) -> None:
    fake = tmp_path / "soffice"
    fake.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    fake.chmod(0o755)
    monkeypatch.setenv("PLANGEN_SOFFICE", str(fake))
    (found,) = [item for item in examine(sample(tmp_path / "project")).aspects if item.name.zh == "LibreOffice"]
    assert said in found.detail.zh


def test_proof_is_a_command() -> None:
    command = [sys.executable, "-m", "plangen", "proof", "--help"]
    assert "避头尾" in subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout
