"""What nobody sees on paper is no difference: nothing is listed for it, no mark changes, nothing is printed again."""

import datetime
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from plangen.blocks.document import Document, paragraph
from plangen.blocks.workbook import Column, Register, Row, Workbook
from plangen.documents.catalogue import Body
from plangen.pipeline.building.on_paper import fingerprint
from plangen.pipeline.check import Study, study_files
from plangen.pipeline.revisions.documents import ComposedSide, alike
from plangen.workspace.project import Files

ROOT = Path(__file__).parents[2]
FILES = {
    path.relative_to(ROOT).as_posix(): path.read_bytes()
    for folder in ("source", "templates")
    for path in sorted((ROOT / folder).rglob("*.*"))
    if path.suffix in {".yaml", ".docx"}
}
DAY = datetime.date(2025, 1, 1)
DOCUMENT = Document(title="甲", subject="乙", author="丙", header="丁", created=DAY, blocks=(paragraph("戊"),))
REGISTER = Register(
    key="rows",
    name="表",
    title="表",
    columns=(Column(id="a", title="甲", width=9), Column(id="h", title="乙", width=9, hidden=True)),
    rows=(Row(key="one", values={"a": "1", "h": "x"}),),
)
BOOK = Workbook(title="甲", subject="乙", author="丙", header="丁", footer="", created=DAY, sheets=(REGISTER,))


def with_row(book: Workbook, row: Row) -> Workbook:
    return replace(book, sheets=(replace(REGISTER, rows=(row,)),))


UNSEEN: tuple[tuple[Body, Body], ...] = (
    (DOCUMENT, replace(DOCUMENT, author="某公司")),
    (DOCUMENT, replace(DOCUMENT, subject="另一主题")),
    (DOCUMENT, replace(DOCUMENT, created=datetime.date(2026, 1, 1))),
    (BOOK, replace(BOOK, author="某公司")),
    (BOOK, with_row(BOOK, Row(key="two", values={"a": "1", "h": "x"}))),
    (BOOK, with_row(BOOK, Row(key="one", values={"a": "1", "h": "y"}))),
)
SEEN: tuple[tuple[Body, Body], ...] = (
    (DOCUMENT, replace(DOCUMENT, header="另一页眉")),
    (DOCUMENT, replace(DOCUMENT, blocks=(paragraph("己"),))),
    (BOOK, replace(BOOK, footer="另一页脚")),
    (BOOK, with_row(BOOK, Row(key="one", values={"a": "2", "h": "x"}))),
)


@pytest.mark.parametrize(("old", "new"), UNSEEN)
def test_what_no_reader_sees_is_no_difference(old: Body, new: Body) -> None:
    assert alike(old, new, {}, {})
    assert fingerprint(old, {}) == fingerprint(new, {})


@pytest.mark.parametrize(("old", "new"), SEEN)
def test_what_a_reader_sees_is_one(old: Body, new: Body) -> None:
    assert not alike(old, new, {}, {})
    assert fingerprint(old, {}) != fingerprint(new, {})


def study(edit: Callable[[bytes], bytes] | None = None) -> Study:
    files = {**FILES, "source/plan.yaml": edit(FILES["source/plan.yaml"])} if edit else FILES
    return study_files(ROOT, Files(contents=dict(files), findings=()))


@pytest.mark.slow
def test_the_companys_name_concerns_the_documents_that_print_it() -> None:
    named = study(lambda raw: raw.replace("!todo 公司全称".encode(), "某某有限公司".encode()))
    for pair in ComposedSide.of(study()).differing(named):
        assert pair.new is not None
        assert "某某有限公司" in repr(_seen(pair.new.body)), pair.new.path


def _seen(body: Body) -> Body:
    return replace(body, author="", subject="")
