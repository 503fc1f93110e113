"""What says on each page that a document is no real one: looked for in what is printed, before anything is written."""

from datetime import date
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from plangen.blocks.document import Block, Cover, Document, paragraph
from plangen.blocks.template import Names, Templated
from plangen.model.dossier import DOSSIER
from plangen.pipeline.building.composing import ComposedDocument, File, marks_of, unseen_marks

DAY = date(2024, 12, 1)


def document(header: str, *covers: str) -> Document:
    blocks: tuple[Block, ...] = (*(Cover(company="甲", lines=("题",), mark=mark) for mark in covers), paragraph("甲"))
    return Document(title="题", subject="", author="", header=header, created=DAY, blocks=blocks)


def notice(mark: str) -> Templated:
    facts = Names(title="", values={}, chinese={})
    return Templated(template="a.docx", title="题", subject="", author="", created=DAY, context=facts, mark=mark)


@pytest.mark.parametrize(
    ("body", "marks"),
    [
        (notice("演练文稿"), ("演练文稿",)),
        (notice(""), ()),
        (document("签到表　演练文件"), ("签到表　演练文件",)),
        (document("计划　演练文件", "演练文件", ""), ("计划　演练文件", "演练文件")),
        (document(""), ()),
    ],
)
def test_each_kind_of_document_has_its_words(body: Any, marks: tuple[str, ...]) -> None:
    assert marks_of(body) == marks


def test_a_printed_document_whose_page_lacks_them_is_a_finding(tmp_path: Path) -> None:
    with pikepdf.new() as made:
        made.add_blank_page()
        made.save(tmp_path / "a.pdf")
    raw = (tmp_path / "a.pdf").read_bytes()

    def printed(body: Any) -> File:
        draft = ComposedDocument(entry=DOSSIER[0], title="题", body=body, path="a.docx")
        return File(draft=draft, path="a.pdf", raw=raw)

    (found,) = unseen_marks([printed(notice("演练文稿")), printed(notice(""))])
    assert (found.code, found.at.file, found.values["pages"]) == ("W215", "a.pdf", ["1"])
