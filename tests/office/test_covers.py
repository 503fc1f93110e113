"""A cover is one page, whatever the lengths of what stands on it."""

import datetime
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plangen.blocks.document import Cover, Document, paragraph
from plangen.office.house.look import read_look
from plangen.office.ooxml.package import parts_of
from plangen.office.ooxml.style_names import Style
from plangen.office.pdf.text import pages
from plangen.office.word.cover_page import fitting
from plangen.office.word.writer import write_document
from plangen.office.word.writing import Writing

PHRASE = "某某消费者权益保护突发事件联合应急演练（总部）计划〔2026〕7号 ABCMW" * 3
TEXTS = st.integers(1, 120).map(lambda size: PHRASE[:size])


def document(company: str, title: str, values: tuple[str, ...]) -> Document:
    facts = tuple((f"事项{number}", value) for number, value in enumerate(values))
    cover = Cover(company=company, lines=(title,), facts=facts, mark="演练文件", foot=("2026年5月11日",))
    return Document(
        title=title,
        subject="演练",
        author=company,
        header="演练文件",
        created=datetime.date(2024, 12, 1),
        blocks=(cover, paragraph("正文")),
    )


@given(TEXTS, TEXTS, st.lists(TEXTS, min_size=3, max_size=7).map(tuple))
@settings(max_examples=100, deadline=None)
def test_what_stands_on_a_cover_leaves_something_of_its_page(
    house: bytes, company: str, title: str, values: tuple[str, ...]
) -> None:
    """Reckoned without any program, from lengths, sizes and pitches alone."""
    made = document(company, title, values)
    block = made.blocks[0]
    assert isinstance(block, Cover)
    assert fitting(block, Writing(made, read_look(parts_of(house)), {})).left() >= 0


@given(st.lists(st.integers(2, 10), min_size=1, max_size=6), TEXTS)
def test_the_name_of_a_fact_is_never_torn(house: bytes, lengths: list[int], value: str) -> None:
    facts = tuple(("编制负责部门和起草单位"[:length], value) for length in lengths)
    cover = Cover(company="某某", lines=("演练计划",), facts=facts, mark="演练文件", foot=("2026年5月11日",))
    made = msgspec.structs.replace(document("某某", "演练计划", ()), blocks=(cover, paragraph("正文")))
    at = fitting(cover, Writing(made, read_look(parts_of(house)), {}))
    assert [name for name, _ in facts if at.lines(Style.COVER_FACT, f"{name}：", 1) > 1] == []


@pytest.mark.office
def test_the_reckoning_is_right_on_paper(house: bytes, soffice: Callable[[bytes], Path]) -> None:
    """The text behind the cover stands on the second page, and all of the cover on the first."""
    for length in (1, 12, 13, 27, 60, 100, 119):
        text = ("某某消费者权益保护突发事件联合应急演练（总部）计划" * 6)[:length]
        number = ("某某银消保〔2026〕7号 ABCDEFG-MWM-" * 6)[:length]
        pdf = soffice(write_document(document(text, text, (text, number, "v1.0", text, number)), house))
        first, second = ("".join(glyph.text for glyph in page.glyphs) for page in pages(pdf.read_bytes()))
        assert "2026年5月11日" in first.replace(" ", ""), length
        assert second.replace(" ", "").startswith("正文") or "正文" in second, length
