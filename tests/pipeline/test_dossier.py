"""The sample's whole dossier: every file valid, described, readable by LibreOffice, marked as a drill's."""

import itertools
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree
from openxml_audit import OpenXmlValidator

from plangen.diagnostics import Severity
from plangen.documents.catalogue import MAKERS
from plangen.model.dossier import DOSSIER
from plangen.pipeline.building.build import Built, build_project
from plangen.reporting.progress import Silent

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
SINGLE = sum(not entry.folder for entry in DOSSIER)  # documents of one file
FILES = SINGLE + 27  # and the sample's notices
CORE = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
}


def sample(folder: Path) -> Path:
    for part in ("source", "templates"):
        shutil.copytree(ROOT / part, folder / part)
    return folder


def build(project: Path, *names: str) -> Built:
    return build_project(project, names, Silent())


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = sample(tmp_path_factory.mktemp("sample") / "project")
    assert build(project).published.written
    return project / "output"


def office_files(output: Path) -> Iterator[Path]:
    yield from sorted(path for path in output.rglob("*") if path.suffix in {".docx", ".xlsx"})


def test_every_file_passes_the_validator(output: Path) -> None:
    """No rule is excepted; were one needed, its code and reason would stand in a list here."""
    validator = OpenXmlValidator()
    found = {
        path.name: [f"{error.part_uri} {error.description}" for error in validator.validate(path).errors]
        for path in office_files(output)
    }
    assert {name: errors for name, errors in found.items() if errors} == {}
    assert len(found) == FILES


def test_every_file_says_title_author_language_and_identity(output: Path) -> None:
    for path in office_files(output):
        with zipfile.ZipFile(path) as package:
            core = etree.fromstring(package.read("docProps/core.xml"))
            custom = package.read("docProps/custom.xml").decode()
        assert core.findtext("dc:title", namespaces=CORE), path.name
        assert "待填写" not in "".join(map(str, core.itertext())), path.name
        assert core.findtext("dc:language", namespaces=CORE) == "zh-CN", path.name
        assert core.findtext("dcterms:created", namespaces=CORE) == "2024-12-10T00:00:00Z", path.name
        for key in ("document", "plan", "revision", "fingerprint"):
            assert f'name="plangen.{key}"' in custom, path.name


def test_no_file_carries_a_trace_of_the_machine(output: Path) -> None:
    for path in office_files(output):
        with zipfile.ZipFile(path) as package:
            assert {info.date_time for info in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
            text = b"".join(package.read(name) for name in package.namelist())
        for trace in (str(ROOT).encode(), b"/home/", b"/root", b"/tmp", b"C:\\"):
            assert trace not in text, (path.name, trace)


def test_a_rule_for_a_section_that_is_not_there_stops_the_build(tmp_path: Path) -> None:
    """It would hide nothing, and somebody would see what he should not."""
    project = sample(tmp_path / "project")
    edit(project / "source" / "audiences.yaml", "section: appendix-posts,", "section: appendix-post,")
    built = build(project, "plan")
    errors = [each for each in built.outcome.findings if each.severity is Severity.ERROR]
    assert [(each.code, each.at.path) for each in errors] == [("V201", "audiences.documents[1].sections[2].section")]
    assert "appendix-posts" in errors[0].advice("zh")
    assert not list(office_files(project / "output"))


@pytest.fixture(scope="module")
def pages(printed: Path) -> dict[str, list[str]]:
    """The text of every page of every file, through LibreOffice."""
    texts: dict[str, list[str]] = {}
    for path in office_files(printed / "output"):
        command = ["pdftotext", "-layout", str(path.with_suffix(".pdf")), "-"]
        text = subprocess.run(command, check=True, capture_output=True).stdout.decode()
        texts[path.name] = text.split("\f")[:-1]
    return texts


@pytest.mark.office
def test_libreoffice_opens_every_file(pages: dict[str, list[str]]) -> None:
    assert len(pages) == FILES
    assert all(pages.values())
    assert all(page.strip() for name, all_pages in pages.items() for page in all_pages if name.endswith(".docx"))


@pytest.mark.office
def test_every_page_of_a_notice_carries_the_drill_mark(pages: dict[str, list[str]]) -> None:
    notices = {name: texts for name, texts in pages.items() if re.match(r"\d\d-.+-", name)}
    assert len(notices) == 27
    for name, texts in notices.items():
        for page in texts:
            assert "演练文稿" in page.replace(" ", ""), name


@pytest.mark.office
def test_plan_and_handbook_say_drill_on_every_page_after_the_cover(pages: dict[str, list[str]]) -> None:
    for name in ("01-消费者保护应急预案演练计划.docx", "05-应急指挥手册.docx"):
        assert all("演练" in page.replace(" ", "") for page in pages[name])


@pytest.mark.office
def test_papers_of_the_drill_say_drill_on_every_page(pages: dict[str, list[str]]) -> None:
    papers = [entry for entry in DOSSIER if MAKERS[entry.id].module.startswith(("papers.", "role_cards"))]
    for entry in papers:
        name = f"{entry.number:02d}-{entry.name.zh}.docx"
        assert all("演练文件" in page.replace(" ", "") for page in pages[name]), name


@pytest.mark.office
def test_each_role_card_takes_exactly_one_page(pages: dict[str, list[str]]) -> None:
    texts = pages["10-角色卡.docx"]
    found = [re.findall(r"^\s*角色卡\s+(\S.*)$", page, re.MULTILINE) for page in texts]
    heads = [[head for head in of_page if "演练文件" not in head] for of_page in found]
    cards = list(itertools.dropwhile(lambda of_page: not of_page, heads))  # the register of all cards comes first
    assert all(len(of_page) == 1 for of_page in cards), cards
    assert len(cards) == 26
    assert "背面" not in "".join(texts)


@pytest.mark.office
def test_what_is_to_be_filled_in_is_shown_and_nothing_reads_none(pages: dict[str, list[str]]) -> None:
    everything = "".join("".join(texts) for texts in pages.values())
    assert "待填写" in everything
    for trace in ("None", "{{", "{%", "!todo", "Undefined", "，。", "。。", "、、"):
        assert trace not in everything, trace


def test_names_that_are_no_file_names_become_some(tmp_path: Path) -> None:
    project = sample(tmp_path)
    edit(project / "source/plan.yaml", "title: 消费者保护应急预案演练计划", 'title: "计划: a/b\\\\c*?<x>|“甲”"')
    edit(project / "source/scenarios/data-leak.yaml", "title: 消费者信息泄露", "title: CON")
    built = build(project, "plan", "notices")
    assert "01-计划 a b c x “甲”.docx" in built.published.written
    assert "06-公开通知草稿/10-CON-个人信息安全事件通报.docx" in built.published.written


def test_one_scenario_or_a_dozen(tmp_path: Path) -> None:
    one = sample(tmp_path / "one")
    edit(one / "source/drill.yaml", "[product-quality, data-leak, mass-action]", "[data-leak]")
    built = build(one)
    assert built.outcome.count(Severity.ERROR) == 0
    assert len(built.published.written) == SINGLE + 10 + 3  # three of the notices with a text file

    dozen = sample(tmp_path / "dozen")
    original = (dozen / "source/scenarios/mass-action.yaml").read_text(encoding="utf-8")
    names = [f"mass-action-{number}" for number in range(2, 11)]
    for name in names:
        text = original.replace("id: mass-action", f"id: {name}").replace(
            "title: 消费者群体性维权", f"title: 维权{name}"
        )
        (dozen / f"source/scenarios/{name}.yaml").write_text(text, encoding="utf-8")
    edit(dozen / "source/drill.yaml", "mass-action]", ", ".join(["mass-action", *names]) + "]")
    built = build(dozen)
    assert built.outcome.count(Severity.ERROR) == 0
    assert len(built.published.written) == FILES + 9 + (8 + 3) * 9
    validator = OpenXmlValidator()
    alike = re.compile("mass-action-(?:[3-9]|10)")  # the notices of the second say what those of the others say
    files = [path for path in office_files(dozen / "output") if not alike.search(path.name)]
    assert FILES < len(files) <= FILES + 9 + 11
    assert all(not validator.validate(path).errors for path in files)


def test_a_tabletop_drill_over_two_days_and_past_midnight(tmp_path: Path) -> None:
    project = sample(tmp_path)
    edit(project / "source/drill.yaml", "form: 实战演练", "form: 桌面推演")
    edit(project / "source/drill.yaml", "end: 17:00", "end: 第2天 18:00")
    timeline = project / "source/timeline.yaml"
    edit(timeline, "start: 10:00\n    end: 14:00", "start: 10:00\n    end: 次日 1:00")
    edit(timeline, "start: 14:00\n    end: 15:00", "start: 次日 14:00\n    end: 次日 15:00")
    for start, end in (("15:00", "17:00"), ("17:00", "17:30"), ("17:30", "18:00")):
        edit(timeline, f"start: {start}\n    end: {end}", f"start: 次日 {start}\n    end: 次日 {end}")
    built = build(project)
    assert built.outcome.count(Severity.ERROR) == 0
    assert not [finding for finding in built.outcome.findings if finding.code in {"T103", "T201"}]
    assert len(built.published.written) == FILES + 9
