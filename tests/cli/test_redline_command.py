"""`plangen redline` as a user runs it: what is printed, which exit code, what is on disk afterwards."""

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from plangen.pipeline.redline import redline_files

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
NOTICE = ROOT / "templates/notices/recall-notice.docx"


def changed(raw: bytes, old: str, new: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(raw)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    text = parts["word/document.xml"].decode()
    assert old in text
    parts["word/document.xml"] = text.replace(old, new, 1).encode()
    return zipped(parts)


def zipped(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return out.getvalue()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two versions of a notice template."""
    raw = NOTICE.read_bytes()
    (tmp_path / "旧.docx").write_bytes(raw)
    (tmp_path / "新.docx").write_bytes(changed(raw, "产品召回公告", "产品召回公告（修订）"))
    return tmp_path


@pytest.mark.parametrize(("room", "taken"), [(0, True), (-1, False)])
def test_a_file_may_be_as_large_as_the_limit(
    room: int, taken: bool, plangen: Any, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    largest = max(path.stat().st_size for path in folder.iterdir())
    monkeypatch.setattr("plangen.pipeline.redline.LIMIT", largest + room)
    code, out, err = plangen("redline", "旧.docx", "新.docx", folder=folder)
    assert code == (0 if taken else 1)
    assert ("W104" in out + err) is not taken


def test_what_differs_is_counted_and_written_beside_the_new_file(plangen: Any, folder: Path) -> None:
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    code, out, err = plangen(
        "redline", "旧.docx", "新.docx", "--author", "法务部", "--date", "2026-04-01", folder=folder
    )
    assert (code, err) == (0, "")
    assert out.splitlines() == [
        "插入 1 处，删除 0 处，移动 0 处，改动表格 0 个，改动格式 0 处",
        "修订对照已写入 新（修订对照）.docx",
    ]
    made = (folder / "新（修订对照）.docx").read_bytes()
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        text = package.read("word/document.xml").decode()
    assert 'w:author="法务部" w:date="2026-04-01T00:00:00Z"' in text
    assert {name: (folder / name).read_bytes() for name in before} == before
    code, out, _ = plangen("redline", "旧.docx", "新.docx", "--out", "红线.docx", "--json", folder=folder)
    result = json.loads(out)
    assert (code, result["version"], result["ok"], result["file"]) == (0, 1, True, "红线.docx")
    assert result["changes"] == {"insertions": 1, "deletions": 0, "moves": 0, "tables": 0, "formatting": 0}


def test_what_differs_on_a_hidden_sheet_is_listed_as_well(tmp_path: Path) -> None:
    for name, said in (("旧", "甲"), ("新", "乙")):
        book = openpyxl.Workbook()
        hidden = book.create_sheet("藏")
        hidden["A1"] = said
        hidden.sheet_state = "hidden"
        book.save(tmp_path / f"{name}.xlsx")
    found = redline_files(tmp_path / "旧.xlsx", tmp_path / "新.xlsx", author="甲")
    assert found.changed is not None
    assert [(each.before, each.after) for each in found.changed.cells] == [("甲", "乙")]


def test_no_difference_is_said(plangen: Any, folder: Path) -> None:
    code, out, _ = plangen("redline", "旧.docx", "旧.docx", "--out", "红线.docx", folder=folder)
    assert (code, out) == (0, "两个文件没有差别\n修订对照已写入 红线.docx\n")


def test_nothing_of_the_users_is_overwritten(plangen: Any, folder: Path) -> None:
    """A redline may be made again as long as nobody saved it; another file never gives way."""
    assert plangen("redline", "旧.docx", "新.docx", folder=folder)[0] == 0
    assert plangen("redline", "旧.docx", "新.docx", "--author", "另一人", folder=folder)[0] == 0
    before = (folder / "新.docx").read_bytes()
    code, _, err = plangen("redline", "旧.docx", "新.docx", "--out", "新.docx", folder=folder)
    assert (code, (folder / "新.docx").read_bytes()) == (2, before)
    assert err == "出错: “新.docx”已经存在，而且不是没有改过的修订对照，没有覆盖；请用 --out 换一个文件名\n"
    goal = folder / "新（修订对照）.docx"
    with zipfile.ZipFile(goal) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    parts["docProps/core.xml"] = parts["docProps/core.xml"].replace(b"<cp:revision>1<", b"<cp:revision>2<")
    goal.write_bytes(zipped(parts))
    assert plangen("redline", "旧.docx", "新.docx", folder=folder)[0] == 2


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "W103"),
        (b"junk", "W103"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 an old .doc, or one with a password", "W102"),
        (zipped({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<a/>"}), "W105"),
        (zipped({"[Content_Types].xml": b"macroEnabled", "word/document.xml": b"<a/>"}), "W106"),
        (zipped({f"a{n}": b"" for n in range(2001)}), "W104"),
        (changed(NOTICE.read_bytes(), "<w:body>", "<w:body"), "W103"),
        (changed(NOTICE.read_bytes(), "<w:body>", "<w:body xmlns:w='x'>"), "W103"),
    ],
)
def test_bad_files_are_findings(plangen: Any, folder: Path, content: bytes, code: str) -> None:
    (folder / "坏.docx").write_bytes(content)
    for names in (("坏.docx", "新.docx"), ("旧.docx", "坏.docx")):
        exit_code, out, err = plangen("redline", *names, folder=folder)
        assert (exit_code, err) == (1, "")
        assert out.startswith(f"坏.docx: 错误[{code}] ")
    assert not list(folder.glob("*修订对照*"))


def test_a_missing_file_is_named(plangen: Any, folder: Path) -> None:
    assert plangen("redline", "旧.docx", "无.docx", folder=folder) == (2, "", "出错: 没有文件“无.docx”\n")
