"""The packets of the sample, printed once for all tests that look at them."""

import os
import shutil
import sys
from pathlib import Path

import pytest

from plangen.pipeline.building.office_program import find_office
from plangen.pipeline.packets.packet import packet_project
from plangen.pipeline.packets.records import Packed, WantedPackets
from plangen.reporting.progress import Silent

ROOT = Path(__file__).parents[2]


def sample(folder: Path) -> Path:
    for part in ("source", "templates"):
        shutil.copytree(ROOT / part, folder / part)
    return folder


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = sample(tmp_path_factory.mktemp("packets") / "project")
    if find_office(folder) is None:
        pytest.skip("needs LibreOffice")
    return folder


@pytest.fixture(scope="session")
def packed(project: Path) -> Packed:
    return packet_project(project, WantedPackets(), Silent())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project of its own, to be changed."""
    return sample(tmp_path / "project")


_STAND_IN = """
import io, os, re, sys, zipfile
import pikepdf
from pikepdf import Array, Dictionary, Name

if "--version" in sys.argv:
    print("LibreOffice 24.8.1.2")
for path in sys.argv:
    if not path.endswith((".docx", ".xlsx")):
        continue
    with zipfile.ZipFile(path) as package:
        main = "word/document.xml" if path.endswith("docx") else "xl/workbook.xml"
        text = package.read(main).decode()
    ends = [found.start() for found in re.finditer("<w:pageBreakBefore/>|<w:sectPr|<sheet ", text)]
    letters = sorted(set("".join(re.findall("<w:t[^>]*>([^<]*)</w:t>", text))) - set(os.environ.get("LACKING", "")))
    with pikepdf.new() as pdf:
        codes = "".join(f"<{at:02X}> <{ord(char):04X}>\\n" for at, char in enumerate(letters[:100], start=32))
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.StandIn, FirstChar=32, LastChar=131)
        font.FontDescriptor = Dictionary(Type=Name.FontDescriptor, FontName=Name.StandIn, Flags=4)
        font.Widths = Array([500] * 100)
        font.ToUnicode = pdf.make_stream(
            f"1 begincodespacerange <00> <FF> endcodespacerange\\n"
            f"{len(letters[:100])} beginbfchar\\n{codes}endbfchar".encode()
        )
        for _ in range(max(1, len(ends))):
            page = pdf.add_blank_page(page_size=(595, 842))
            page.obj.Resources = Dictionary(Font=Dictionary(F1=pdf.make_indirect(font)))
        pdf.Root.Dests = Dictionary(
            {
                f"/{found[1]}": Array([pdf.pages[sum(end < found.start() for end in ends)].obj, Name.Fit])
                for found in re.finditer('w:name="(_Toc[0-9a-f]+)"', text)
            }
        )
        with pdf.open_outline() as outline:
            outline.root.extend(pikepdf.OutlineItem(str(at), at) for at in range(len(pdf.pages)))
        pdf.save(path[:-4] + "pdf")
"""


@pytest.fixture
def stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In place of LibreOffice a program that prints empty pages in a font with the letters of each document.

    What its environment names as LACKING is not among those letters.
    """
    if os.name == "nt":
        pytest.skip("the stand-in for LibreOffice is a script")
    # Its pages say nothing at all; that real ones show marks and words is seen where LibreOffice prints them.
    monkeypatch.setattr("plangen.pipeline.packets.printing.unseen", lambda *_: ())
    monkeypatch.setattr("plangen.pipeline.packets.printing.unlike", lambda *_: ())
    program = tmp_path / "soffice"
    program.write_text(f"#!{sys.executable}\n{_STAND_IN}", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PLANGEN_SOFFICE", str(program))
