"""PDF by LibreOffice: what comes out, and what is said when the program is missing, old, fails or hangs."""

import datetime
import io
import itertools
import shutil
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import pikepdf
import pytest
from lxml import etree

from plangen.blocks.document import Document, Heading
from plangen.errors import EnvironmentProblem, OfficeOld, PdfFailed
from plangen.office.pdf.convert import convert, office_version, pdfs
from plangen.office.pdf.form import Bookmark, destinations, outline, page_count
from plangen.office.word.writer import bookmark, write_document
from plangen.pipeline.building.office_program import Office
from plangen.reporting.problems import problem_text
from plangen.workspace.conversions import Conversions

ROOT = Path(__file__).parents[2]
NOTICES = sorted((ROOT / "templates/notices").glob("*.docx"))

unix = pytest.mark.skipif(sys.platform == "win32", reason="the stand-in for LibreOffice is a shell script")


def program(folder: Path, script: str) -> str:
    path = folder / "soffice"
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)
    return str(path)


@pytest.fixture(scope="module")
def found() -> str:
    program = shutil.which("soffice")
    if not program:
        pytest.skip("needs LibreOffice")
    return program


@pytest.fixture(scope="module")
def documents() -> Mapping[str, bytes]:
    """Word files of two kinds of content under names that no command line would like."""
    return {f'{number} "甲 乙"/{path.name}': path.read_bytes() for number, path in enumerate(NOTICES[:3])}


@pytest.mark.office
def test_each_document_becomes_the_same_bytes_alone_and_among_others(
    found: str, documents: Mapping[str, bytes]
) -> None:
    together = pdfs(documents, found)
    assert list(together) == list(documents)
    name = list(documents)[-1]
    assert pdfs({name: documents[name]}, found)[name] == together[name]
    assert page_count(together[name]) >= 1


@pytest.mark.office
def test_a_pdf_says_of_itself_what_the_word_file_says_and_nothing_else(
    found: str, documents: Mapping[str, bytes]
) -> None:
    name, raw = next(iter(documents.items()))
    made = pdfs({name: raw}, found)[name]
    with pikepdf.open(io.BytesIO(made)) as pdf:
        about = {key: str(value) for key, value in pdf.docinfo.items()}
        assert "/Metadata" not in pdf.Root
        assert "/DocChecksum" not in pdf.trailer
    assert set(about) <= {"/Title", "/Subject", "/Author", "/CreationDate", "/ModDate"}
    assert about["/Title"]
    assert about["/CreationDate"].endswith("000000Z")
    assert b"LibreOffice" not in made


@pytest.mark.office
def test_headings_are_found_in_the_outline_and_by_name(found: str, house: bytes) -> None:
    document = Document(
        title="计划",
        subject="",
        author="某公司",
        header="",
        created=datetime.date(2024, 12, 1),
        blocks=(
            Heading(level=1, text="第一部分", key="one"),
            Heading(level=2, text="第一节", key="two", new_page=True),
            Heading(level=1, text="第二部分", key="three", new_page=True),
        ),
    )
    pdf = pdfs({"a.docx": write_document(document, house)}, found)["a.docx"]
    assert outline(pdf) == (
        Bookmark(title="一、 第一部分", page=0, children=(Bookmark(title="（一） 第一节", page=1),)),
        Bookmark(title="二、 第二部分", page=2),
    )
    assert destinations(pdf) == {bookmark("one"): 0, bookmark("two"): 1, bookmark("three"): 2}


@unix
def test_a_hung_program_is_ended_with_what_it_started(tmp_path: Path) -> None:
    """The program starts another one, as soffice does; both are gone when the problem is reported."""
    sign = tmp_path / "alive"
    script = f"(while true; do date +%s%N > '{sign}'; sleep 0.05; done) & wait"
    with pytest.raises(EnvironmentProblem) as caught:
        pdfs({"公告.docx": b""}, program(tmp_path, script), timeout=0.5)
    assert caught.value.code == "pdf-hung"
    assert "公告" in problem_text(caught.value, "zh")
    last = sign.read_text(encoding="utf-8")
    time.sleep(0.3)
    assert sign.read_text(encoding="utf-8") == last


@unix
@pytest.mark.parametrize("script", ["exit 1", "exit 0"])
def test_a_program_that_makes_nothing_is_a_problem(tmp_path: Path, script: str) -> None:
    with pytest.raises(EnvironmentProblem) as caught:
        pdfs({"公告.docx": b""}, program(tmp_path, script))
    text = problem_text(caught.value, "zh")
    assert all(command in text for command in ("winget install", "brew install", "apt install"))


def test_a_program_that_is_not_there_is_a_problem(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentProblem):
        pdfs({"a.docx": b""}, str(tmp_path / "none"))
    with pytest.raises(EnvironmentProblem):
        office_version(str(tmp_path / "none"))


def stand_in(folder: Path, when_bad: str) -> str:
    """Makes an empty page of each file in turn; one that holds the word bad makes it do something else."""
    pdf = io.BytesIO()
    with pikepdf.new() as blank:
        blank.add_blank_page()
        blank.save(pdf)
    (folder / "blank.pdf").write_bytes(pdf.getvalue())
    (folder / "half.pdf").write_bytes(pdf.getvalue()[: len(pdf.getvalue()) // 2])
    script = (
        f'for f in "$@"; do case "$f" in *.docx) if grep -q bad "$f"; then {when_bad}; fi; '
        f'cp "{folder}/blank.pdf" "${{f%.docx}}.pdf";; esac; done'
    )
    return program(folder, script)


GOOD = NOTICES[0].read_bytes()
DYING = {"a.docx": GOOD, "b.docx": b"bad", "c.docx": GOOD, "d.docx": b"bad too", "e.docx": GOOD}


@unix
@pytest.mark.parametrize("order", list(itertools.permutations(("a.docx", "b.docx", "c.docx"))))
def test_a_document_that_brings_the_program_down_takes_no_other_along(tmp_path: Path, order: tuple[str, ...]) -> None:
    """Whether it stands before, between or behind the others: they are converted, it alone is lost."""
    made = convert({name: DYING[name] for name in order}, stand_in(tmp_path, "exit 1"))
    assert list(made.pdfs) == [name for name in order if name != "b.docx"]
    assert [(problem.code, problem.values) for problem in made.lost] == [("pdf-failed", {"title": "b.docx"})]


@unix
def test_several_bad_documents_are_each_named_and_the_rest_is_converted(tmp_path: Path) -> None:
    made = convert(DYING, stand_in(tmp_path, "exit 1"))
    assert list(made.pdfs) == ["a.docx", "c.docx", "e.docx"]
    assert [problem.values["title"] for problem in made.lost] == ["b.docx", "d.docx"]
    with pytest.raises(PdfFailed) as caught:
        pdfs(DYING, stand_in(tmp_path, "exit 1"))
    assert caught.value.title == "b.docx"


@unix
@pytest.mark.parametrize(("script", "starts"), [("exit 1", 4), ("sleep 30", 1)])
def test_a_program_that_makes_nothing_is_not_started_for_every_document(
    tmp_path: Path, script: str, starts: int
) -> None:
    """A broken installation is told at once: forty documents would be forty failures, or forty times a time limit."""
    count = tmp_path / "starts"
    broken = program(tmp_path, f"echo x >> '{count}'; {script}")
    with pytest.raises(EnvironmentProblem):
        pdfs({f"{number}.docx": GOOD for number in range(40)}, broken, timeout=1)
    assert len(count.read_text(encoding="utf-8").split()) == starts


@unix
def test_two_bad_documents_in_front_take_no_good_one_along(tmp_path: Path) -> None:
    bad = {f"{number}.docx": b"bad" for number in range(2)}
    assert list(convert({**bad, "good.docx": GOOD}, stand_in(tmp_path, "exit 1")).pdfs) == ["good.docx"]


@unix
def test_half_a_pdf_that_a_dying_program_leaves_is_no_pdf(tmp_path: Path) -> None:
    dying = stand_in(tmp_path, f'cp "{tmp_path}/half.pdf" "${{f%.docx}}.pdf"; exit 1')
    made = convert({"a.docx": GOOD, "b.docx": b"bad"}, dying)
    assert list(made.pdfs) == ["a.docx"]
    assert [problem.code for problem in made.lost] == ["pdf-failed"]


@unix
def test_a_document_that_hangs_by_itself_is_told_from_one_that_fails(tmp_path: Path) -> None:
    """The program dies when it is given several, and hangs over the bad one when that is all it has."""
    hanging = stand_in(tmp_path, 'case "$*" in *1.docx*) exit 1;; *) sleep 60;; esac')
    made = convert({"a.docx": b"bad", "b.docx": GOOD}, hanging, timeout=4)
    assert list(made.pdfs) == ["b.docx"]
    assert [problem.code for problem in made.lost] == ["pdf-hung"]


@unix
def test_what_was_converted_is_kept_though_another_document_was_lost(tmp_path: Path) -> None:
    """Only what is mended has to be converted again."""
    kept = Conversions(tmp_path)
    dying = Office(program=stand_in(tmp_path, "exit 1"), identity="x", kept=kept)
    with pytest.raises(PdfFailed) as caught:
        dying.pdfs(DYING)
    assert caught.value.title == "b.docx"
    good = {name: raw for name, raw in DYING.items() if raw == GOOD}
    nothing = Office(program=program(tmp_path, "exit 1"), identity="x", kept=kept)
    assert list(nothing.pdfs(good)) == ["a.docx", "c.docx", "e.docx"]
    with pytest.raises(PdfFailed):
        nothing.pdfs({"f.docx": GOOD + b"other"})


def settings(folder: Path, replaced: Mapping[str, str] | None = None) -> Mapping[str, list[list[str | None]]]:
    """What the program is told on its start, by the place of each setting."""
    kept = folder / "settings.xml"
    spying = program(folder, f"find \"$TMPDIR/..\" -name registrymodifications.xcu -exec cp {{}} '{kept}' \\;")
    assert convert({"a.docx": GOOD}, spying, replaced=replaced).pdfs == {}
    told: dict[str, list[list[str | None]]] = {}
    for item in etree.parse(kept).iter("item"):
        place = item.get("{http://openoffice.org/2001/registry}path", "").removeprefix("/org.openoffice.")
        told.setdefault(place, []).append([value.text for value in item.iter("value")])
    return told


@unix
def test_no_macro_runs_and_nothing_is_fetched_from_elsewhere(tmp_path: Path) -> None:
    told = settings(tmp_path)
    assert told["Office.Common/Security/Scripting"] == [["3"], ["true"]]  # only signed ones, and those neither
    assert (told["Office.Writer/Content/Update"], told["Office.Calc/Content/Update"]) == ([["0"]], [["1"]])  # never


@unix
@pytest.mark.parametrize("replaced", [{}, {"黑体": "Noto Sans CJK SC", "仿宋_GB2312": 'A & "B" <C>'}])
def test_the_program_is_told_which_fonts_stand_in_for_others(tmp_path: Path, replaced: Mapping[str, str]) -> None:
    """In its own table of replacements, which is switched on, for the screen and for paper."""
    table = "Office.Common/Font/Substitution"
    told = {place: said for place, said in settings(tmp_path, replaced).items() if place.startswith(table)}
    pairs = [["仿宋_GB2312", 'A & "B" <C>', "false", "true"], ["黑体", "Noto Sans CJK SC", "false", "true"]]
    assert told == ({table: [["true"]], f"{table}/FontPairs": [[*pairs[0], *pairs[1]]]} if replaced else {})


def test_no_documents_need_no_program() -> None:
    assert pdfs({}, "/nowhere/soffice") == {}


@unix
def test_an_old_program_is_refused_with_the_way_out(tmp_path: Path) -> None:
    old = program(tmp_path, "echo 'LibreOffice 5.2.7.2 20m0(Build:2)'")
    with pytest.raises(EnvironmentProblem) as caught:
        office_version(old)
    assert caught.value.code == "office-old"
    text = problem_text(caught.value, "zh")
    assert "5.2.7.2" in text
    assert "winget upgrade" in text
    assert office_version(program(tmp_path, "echo 'LibreOffice 24.8.1.2 abc'")) == "24.8.1.2"
    assert office_version(program(tmp_path, "echo 'LibreOffice 7.0.1'")) == "7.0.1"  # the oldest that will do
    with pytest.raises(OfficeOld, match="office-old"):
        office_version(program(tmp_path, "echo 'LibreOffice 6.9.9'"))
    assert not office_version(program(tmp_path, "exit 0"))
