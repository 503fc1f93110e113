"""The laws of the redline by another program's word: LibreOffice accepts and rejects, and its text is compared."""

import difflib
import os
import random
import re
import shutil
import subprocess
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from redline_edits import documents, edited
from redline_laws import AUTHOR, DATE

from plangen.office.redline import accept_all, redline

pytestmark = [pytest.mark.office, pytest.mark.slow]

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# Papers that LibreOffice builds anew when it saves them (cards, boxes to tick) are compared by the laws alone.
NAMED = (
    *("01-消费者保护应急预案演练计划", "05-应急指挥手册", "02-信息报告模板"),
    *("01-产品质量问题引发集中投诉-产品召回公告", "10-消费者信息泄露-个人信息安全事件通报"),
)
DOCUMENTS = len(NAMED)
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
MACRO = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" script:language="StarBasic">
Sub Settle(list As String)
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden" : hidden(0).Value = True
  Dim kind(0) As New com.sun.star.beans.PropertyValue
  kind(0).Name = "FilterName" : kind(0).Value = "MS Word 2007 XML"
  dispatcher = createUnoService("com.sun.star.frame.DispatchHelper")
  file = FreeFile
  Open list For Input As #file
  Do While Not Eof(file)
    Line Input #file, entry
    If entry &lt;&gt; "" Then
      parts = Split(entry, "|")
      doc = StarDesktop.loadComponentFromURL(parts(0), "_blank", 0, hidden())
      frame = doc.CurrentController.Frame
      If parts(2) &lt;&gt; "" Then dispatcher.executeDispatch(frame, ".uno:" + parts(2), "", 0, Array())
      doc.storeToURL(parts(1), kind())
      doc.close(True)
    End If
  Loop
  Close #file
  StarDesktop.terminate()
End Sub
</script:module>
"""
LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false"
 library:passwordprotected="false"><library:element library:name="Module1"/></library:library>
"""
LIBRARIES = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:libraries PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "libraries.dtd">
<library:libraries xmlns:library="http://openoffice.org/2000/library" xmlns:xlink="http://www.w3.org/1999/xlink">
<library:library library:name="Standard" xlink:href="$(USER)/basic/Standard/script.xlb/" xlink:type="simple"
 library:link="false"/></library:libraries>
"""


def letters_marked(path: Path) -> int:
    """How many letters of the body came or went; page breaks, which LibreOffice moves, have none."""
    with zipfile.ZipFile(path) as package:
        root = ET.fromstring(package.read("word/document.xml"))
    marks = (mark for name in ("ins", "del") for mark in root.iter(f"{W}{name}"))
    return sum(len(each.text or "") for mark in marks for name in ("t", "delText") for each in mark.iter(f"{W}{name}"))


@pytest.fixture(scope="module")
def settled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with old, new, and what LibreOffice makes of their redline, all saved by LibreOffice."""
    program = shutil.which("soffice")
    if not program:
        pytest.skip("needs LibreOffice")
    folder = tmp_path_factory.mktemp("redline")
    profile = folder / "profile"
    jobs = []
    made = documents()
    for number, name in enumerate(NAMED):
        chance = random.Random(number)
        old = edited(made[name], chance, 3)
        new = edited(old, chance, 14)
        redlined = redline(old, new, author=AUTHOR, date=DATE).raw
        assert redlined is not None
        (folder / f"{number}-old.docx").write_bytes(old)
        (folder / f"{number}-new.docx").write_bytes(new)
        (folder / f"{number}-redline.docx").write_bytes(redlined)
        for source, goal, command in (
            ("old", "wanted-old", ""),
            ("new", "wanted-new", ""),
            ("redline", "found-new", "AcceptAllTrackedChanges"),
            ("redline", "found-old", "RejectAllTrackedChanges"),
        ):
            places = (folder / f"{number}-{source}.docx", folder / f"{number}-{goal}.docx")
            jobs.append("|".join([*(place.as_uri() for place in places), command]))
    run = [program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore"]
    environment = {**os.environ, "HOME": str(folder)}
    subprocess.run([*run, "--terminate_after_init"], check=True, capture_output=True, timeout=120, env=environment)
    library = profile / "user/basic/Standard"
    library.mkdir(parents=True, exist_ok=True)
    (library / "Module1.xba").write_text(MACRO, encoding="utf-8")
    (library / "script.xlb").write_text(LIBRARY, encoding="utf-8")
    (library.parent / "script.xlc").write_text(LIBRARIES, encoding="utf-8")
    listed = folder / "jobs.txt"
    listed.write_text("\n".join(jobs), encoding="ascii")
    macro = f'macro:///Standard.Module1.Settle("{listed}")'
    subprocess.run([*run, macro], check=True, capture_output=True, timeout=300, env=environment)
    return folder


def text_of(path: Path) -> list[str]:
    """The paragraphs of a document; page numbers and tables of contents are the program's own."""
    with zipfile.ZipFile(path) as package:
        root = ET.fromstring(package.read("word/document.xml"))
    for each in root.iter(FALLBACK):
        each.clear()
    lines = []
    for paragraph in root.iter(f"{W}p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        if style is None or not re.match(r"(?i)toc|contents", style.get(f"{W}val", "")):
            lines.append("".join(each.text or "" for each in paragraph.iter(f"{W}t")))
    return [line for line in lines if line]


def test_libreoffice_accepts_and_rejects_to_the_same_text(settled: Path) -> None:
    wanted = sorted(settled.glob("*-wanted-*.docx"))
    assert len(wanted) == 2 * DOCUMENTS
    for path in wanted:
        expected = text_of(path)
        found = text_of(path.with_name(path.name.replace("wanted", "found")))
        assert len(expected) > 5
        assert found == expected, "\n".join(difflib.unified_diff(expected, found, lineterm="", n=1))


def test_what_another_program_only_saved_is_not_full_of_changes(settled: Path) -> None:
    """Of a thousand formats that LibreOffice writes anew on saving nobody sees one; the words stay the same."""
    for path in sorted(settled.glob("[0-9]-new.docx")):
        saved = path.with_name(path.name.replace("-new", "-wanted-new"))
        redlined = redline(path.read_bytes(), saved.read_bytes(), author=AUTHOR, date=DATE)
        assert [each.code for each in redlined.findings] == ["Q104", "Q103"], path.name
        # the two headers of a stamped notice say all of their look themselves; what says nothing is not saved again
        assert redlined.summary.formatting <= 4, path.name
        assert redlined.raw is not None
        made = path.with_name(f"{path.stem}-accepted.docx")
        made.write_bytes(redlined.raw)
        assert 50 * letters_marked(made) <= sum(map(len, text_of(saved))), path.name
        made.write_bytes(accept_all(redlined.raw).raw or b"")
        assert text_of(made) == text_of(saved), path.name
