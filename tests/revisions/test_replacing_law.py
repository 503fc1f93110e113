"""Whatever a command writes where it is told to: untouched it is made again, edited or foreign it is never lost.

One law for all writers; the edit leaves the properties of Office files as they are, as some programs do.
"""

import io
import shutil
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import docx
import openpyxl
import pytest

from plangen.errors import UsageProblem
from plangen.office.ooxml.package import with_text
from plangen.pipeline.demo import demo_history
from plangen.pipeline.house import renew_house
from plangen.pipeline.notices.check import check_templates
from plangen.pipeline.notices.lists import list_fields
from plangen.pipeline.notices.preview import preview_notices
from plangen.pipeline.redline import redline_files
from plangen.pipeline.revisions.diff import Orders, WebPage, diff_project
from plangen.pipeline.revisions.rebuild import build_revision
from plangen.reporting.progress import Silent

pytestmark = pytest.mark.slow

Write = Callable[[Path, Path, int], Path]
"""Writes in a project, to a folder, the variant of a number; the file that was written."""

NOTICE = "templates/notices/recall-notice.docx"
PLAN = "01-消费者保护应急预案演练计划.docx"
VERSIONS = ("v1.1", "v1.2")


def compare(project: Path, variant: int, orders: Orders) -> None:
    assert diff_project(project, "v1.0", VERSIONS[variant], orders).ok


def page(project: Path, folder: Path, variant: int) -> Path:
    goal = folder / "p.html"
    compare(project, variant, Orders(page=WebPage(path=goal, render=lambda each: f"<p>{each.names[1].zh}</p>")))
    return goal


def table(project: Path, folder: Path, variant: int) -> Path:
    compare(project, variant, Orders(table=folder / "t.docx"))
    return folder / "t.docx"


def sheet(project: Path, folder: Path, variant: int) -> Path:
    compare(project, variant, Orders(table=folder / "t.xlsx"))
    return folder / "t.xlsx"


def people(project: Path, folder: Path, variant: int) -> Path:
    compare(project, variant, Orders(impact=True, people=folder / "who.xlsx"))
    return folder / "who.xlsx"


def redlines(project: Path, folder: Path, variant: int) -> Path:
    compare(project, variant, Orders(redlines=folder))
    return folder / PLAN


def redline(project: Path, folder: Path, variant: int) -> Path:
    new = folder / "new.docx"
    new.parent.mkdir(parents=True, exist_ok=True)
    new.write_bytes(with_text((project / NOTICE).read_bytes(), "产品召回公告", f"产品召回公告{variant}"))
    made = redline_files(project / NOTICE, new, out=folder / "r.docx", author="甲")
    assert made.file is not None
    return made.file


def rebuilt(project: Path, folder: Path, variant: int) -> Path:
    """A revision built anew, as `build --rev --out` does it."""
    assert build_revision(project, VERSIONS[variant], folder, ["plan"], Silent()).built.manifest
    return folder / PLAN


def edit(project: Path, file: str, old: str, new: str) -> None:
    """Let the passage be as in the sample, then changed."""
    path = project / file
    kept = path.with_suffix(".kept")
    if not kept.exists():
        kept.write_bytes(path.read_bytes())
    text = kept.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def fields(project: Path, folder: Path, variant: int) -> Path:
    edit(project, "source/plan.yaml", "title: ", f"title: 第{variant}次")
    assert list_fields(project, folder / "fields.docx").sheet
    return folder / "fields.docx"


def preview(project: Path, folder: Path, variant: int) -> Path:
    edit(project, "source/scenarios/product-quality.yaml", "壶体底座", f"壶体底座{variant}")
    return next(
        path for path in preview_notices(project, "recall-notice", folder=folder).files if path.suffix == ".docx"
    )


def message(project: Path, folder: Path, variant: int) -> Path:
    edit(project, "source/scenarios/product-quality.yaml", "YL-241001", f"YL-24100{variant}")
    return next(path for path in preview_notices(project, "sms", folder=folder).files if path.suffix == ".txt")


def annotated(project: Path, folder: Path, variant: int) -> Path:
    text = ("立即停止使用并妥善保存", f"立即停止使用，联系人{{{{ nobody{variant} }}}}")
    old = project / "templates/kept"
    if not old.exists():
        old.write_bytes((project / NOTICE).read_bytes())
    (project / NOTICE).write_bytes(with_text(old.read_bytes(), *text))
    (copy,) = check_templates(project, ["recall-notice"], annotate=folder).copies
    return copy


def house(project: Path, folder: Path, variant: int) -> Path:
    edit(project, "templates/layout.yaml", "top_mm: 37", f"top_mm: {38 + variant}")
    renew_house(project, force=False)
    return project / "templates/house.docx"


WRITERS: list[Write] = [
    page, table, sheet, people, redlines, redline, rebuilt, fields, preview, message, annotated, house,
]  # fmt: skip


EXPORTS = (page, table, sheet, people, redlines, redline)
"""What is written where the user says: refused with words, all alike."""


@pytest.fixture(scope="module")
def history(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return demo_history(tmp_path_factory.mktemp("history") / "计划").folder


def with_remark(raw: bytes) -> bytes:
    """What somebody makes of a file by adding a remark; of a package without touching its properties."""
    if not raw.startswith(b"PK"):
        return raw + "\n备注：已与法务核对\n".encode()
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            is_text = name in {"word/document.xml", "xl/workbook.xml"}
            new.writestr(name, part + "<!-- 备注 -->".encode() if is_text else part)
    return out.getvalue()


def by_library(raw: bytes) -> bytes:
    """What somebody makes of an Office file with a program of his own; of other files with an editor."""
    out = io.BytesIO()
    if b"word/document.xml" in raw:
        document = docx.Document(io.BytesIO(raw))
        document.add_paragraph("备注：已与法务核对")
        document.save(out)
    elif b"xl/workbook.xml" in raw:
        book = openpyxl.load_workbook(io.BytesIO(raw))
        book.worksheets[0]["Z1"] = "备注：已与法务核对"
        book.save(out)
    else:
        return raw.replace("。".encode(), "，已与法务核对。".encode()) + b"\n"
    return out.getvalue()


@pytest.mark.parametrize("write", WRITERS, ids=lambda each: each.__name__)
def test_untouched_it_is_made_again_edited_it_is_never_lost(write: Write, history: Path, tmp_path: Path) -> None:
    project, folder = tmp_path / "计划", tmp_path / "out"
    shutil.copytree(history, project, symlinks=True)
    path = write(project, folder, 0)
    first = path.read_bytes()
    assert write(project, folder, 1) == path
    second = path.read_bytes()
    assert second != first
    assert write(project, folder, 0) == path
    assert path.read_bytes() == first
    for mine in (with_remark(first), by_library(first), b"foreign"):
        path.write_bytes(mine)
        if write in EXPORTS:
            with pytest.raises(UsageProblem):
                write(project, folder, 1)
        else:
            with suppress(UsageProblem):  # else it is put aside under another name
                write(project, folder, 1)
        assert mine in {each.read_bytes() for each in path.parent.iterdir() if each.is_file()}
