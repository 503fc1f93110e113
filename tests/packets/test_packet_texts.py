"""Phrases that must not be told, and parts of documents: laws over made-up texts, without a plan or LibreOffice."""

import datetime
import io
import unicodedata
from pathlib import Path

import docx
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from plangen.alike import normal
from plangen.blocks.document import Block, Contents, Cover, Document, Heading, SectionBreak, Span, Title, paragraph
from plangen.blocks.numbering import labelled
from plangen.blocks.text import as_text
from plangen.diagnostics import words
from plangen.documents.packets.excerpt import excerpt
from plangen.documents.packets.known_texts import SHORTEST
from plangen.documents.packets.secret_phrases import Secrets
from plangen.office.house.layout import read_layout
from plangen.office.house.make import make_house
from plangen.office.word.writer import write_document

ROOT = Path(__file__).parents[2]

WHAT = words("导调事件", "the inject")
PHRASES = st.text(alphabet="甲乙丙丁AB12", min_size=SHORTEST, max_size=24)
BREAKS = st.sampled_from(["-", "-\n", "\u00ad", "\u2010\r\n", "\u2011", " ", "\n", "　", "\u200b", "*", "\ufeff", "\t"])


@given(PHRASES, st.data())
def test_a_phrase_is_found_however_its_line_is_broken(phrase: str, data: st.DataObject) -> None:
    """Every hyphen, break or invisible letter, at any place, as often as one likes."""
    pieces = [phrase[at] + data.draw(st.one_of(st.just(""), BREAKS)) for at in range(len(phrase))]
    hidden = Secrets({normal(phrase): WHAT})
    assert list(hidden.told(f"前文{''.join(pieces)}后文")) == [(normal(phrase), WHAT)]


@pytest.mark.parametrize("mark", ["-", "\u00ad", "\u2010", "\u2011", "*"])
def test_a_hyphen_in_the_middle_of_a_short_phrase_hides_nothing(mark: str) -> None:
    hidden = Secrets({normal("陌生地址使用维护账号"): WHAT})
    assert [what for _, what in hidden.told(f"一个陌生地址使{mark}\n用维护账号")] == [WHAT]


@given(st.text(max_size=40))
def test_the_normal_form_is_final_and_has_nothing_that_does_not_show(text: str) -> None:
    once = normal(text)
    assert normal(once) == once or unicodedata.normalize("NFKC", once.casefold()) != once
    assert not any(char.isspace() or unicodedata.category(char) in {"Cf", "Cc", "Co"} for char in once)


@given(PHRASES, PHRASES)
def test_no_text_tells_a_phrase_that_does_not_stand_in_it(phrase: str, text: str) -> None:
    told = bool(list(Secrets({normal(phrase): WHAT}).told(text)))
    assert told == (normal(phrase) in normal(text))


def test_of_two_secrets_in_a_text_both_are_told_though_they_begin_alike() -> None:
    phrases = {"甲乙丙丁戊己庚辛东": words("一", "one"), "甲乙丙丁戊己庚辛西": words("二", "two")}
    text = "甲乙丙丁戊己庚辛东，甲乙丙丁戊己庚辛西"
    assert {what.en for _, what in Secrets(phrases).told(text)} == {"one", "two"}


def test_wide_letters_and_capitals_are_the_same_letters() -> None:
    assert normal("ＡＢＣ１２３ abc") == "abc123abc"


def document(*blocks: Block) -> Document:
    return Document(title="文件", subject="", author="", header="", created=datetime.date(2024, 12, 1), blocks=blocks)


def heading(key: str, level: int = 1, *, new_page: bool = False) -> Heading:
    return Heading(level=level, text=key, key=key, new_page=new_page)


def text_of(block: Block) -> str:
    if isinstance(block, Heading):
        return labelled(block)
    spans = getattr(block, "spans", ())
    return "".join(span.text for span in spans)


WHOLE = document(
    Cover(company="公司", lines=("封面",)),
    Contents(),
    heading("a"),
    paragraph("甲"),
    heading("a-1", 2),
    paragraph("甲一"),
    SectionBreak(landscape=True),
    heading("b"),
    paragraph("乙"),
    SectionBreak(landscape=False),
    heading("c"),
    paragraph("丙"),
)


def test_an_excerpt_has_the_named_sections_with_the_numbers_of_the_whole() -> None:
    found = excerpt(WHOLE, {"c"}).blocks
    assert found[0] == SectionBreak(numbered=False)
    assert found[1] == Title(lines=("文件",))
    assert [text_of(block) for block in found[2:]] == ["三、c", "丙"]
    assert isinstance(found[2], Heading)
    assert not found[2].numbered  # Word would count anew
    assert "三、c" in as_text(document(*found))
    assert [each.counts for each in excerpt(document(*found), {"c"}).blocks if isinstance(each, Heading)] == [(3,)]


def test_an_excerpt_shows_its_numbers_as_the_layout_wants_them() -> None:
    """A company that numbers its chapters 第一章 finds them so in packets, too."""
    values = yaml.safe_load((ROOT / "templates/layout.yaml").read_text(encoding="utf-8"))
    values["headings"][0]["number"] = "第一章　"
    layout, _ = read_layout(values)
    assert layout is not None
    found = docx.Document(io.BytesIO(write_document(excerpt(WHOLE, {"b", "c"}), make_house(layout))))
    assert [each.text for each in found.paragraphs if each.text] == ["文件", "第二章　b", "乙", "第三章　c", "丙"]


def test_a_section_below_one_that_is_not_named_is_left_out() -> None:
    assert excerpt(WHOLE, {"a-1"}).blocks == ()
    assert [text_of(block) for block in excerpt(WHOLE, {"a", "a-1"}).blocks[2:]] == ["一、a", "甲", "（一）a-1", "甲一"]


def test_turned_pages_stay_turned_and_each_stretch_of_pages_begins_anew() -> None:
    found = excerpt(WHOLE, {"a", "b", "c"}).blocks
    breaks = [block for block in found if isinstance(block, SectionBreak)]
    assert [block.landscape for block in breaks] == [False, True, False]
    assert all(not block.numbered for block in breaks)
    alike = document(heading("a"), SectionBreak(), heading("b"), SectionBreak(), heading("c"))
    breaks = [block for block in excerpt(alike, {"a", "b", "c"}).blocks if isinstance(block, SectionBreak)]
    assert len(breaks) == 3  # also where they lie alike


def test_what_stands_before_the_first_heading_is_kept_only_with_the_whole() -> None:
    plain = document(paragraph("前言"), heading("a"), heading("b"))
    assert [text_of(block) for block in excerpt(plain, {"a", "b"}).blocks] == ["", "前言", "一、a", "二、b"]
    assert "前言" not in [text_of(block) for block in excerpt(plain, {"a"}).blocks]
    assert not any(isinstance(block, Title) for block in excerpt(plain, {"a", "b"}).blocks)


def test_a_section_that_begins_a_page_needs_no_title_above_it() -> None:
    cards = document(heading("a", new_page=True), heading("b", new_page=True))
    assert not any(isinstance(block, Title) for block in excerpt(cards, {"b"}).blocks)


KEYS = ("a", "b", "c", "d", "e")
BLOCKS = st.lists(
    st.one_of(
        st.builds(heading, st.sampled_from(KEYS), st.integers(min_value=1, max_value=3)),
        st.sampled_from(["甲", "乙"]).map(paragraph),
        st.booleans().map(lambda turned: SectionBreak(landscape=turned)),
        st.just(Contents()),
    ),
    max_size=12,
)


@given(BLOCKS, st.sets(st.sampled_from(KEYS)))
def test_no_excerpt_shows_a_section_that_was_not_named(blocks: list[Block], keys: set[str]) -> None:
    whole = document(*blocks)
    has_front = any(isinstance(block, Contents) for block in blocks)
    is_whole = all(block.key in keys for block in blocks if isinstance(block, Heading)) and not has_front
    found = excerpt(whole, keys).blocks
    assert {block.key for block in found if isinstance(block, Heading)} <= keys
    assert not any(isinstance(block, Contents | Cover) for block in found)
    first = next((at for at, block in enumerate(blocks) if isinstance(block, Heading)), len(blocks))
    shown = [block for block in found if not isinstance(block, SectionBreak | Title | Heading)]
    allowed = [block for at, block in enumerate(blocks) if not isinstance(block, Heading) and (at > first or is_whole)]
    assert all(block in allowed for block in shown)


@given(BLOCKS)
def test_all_sections_together_are_the_whole_without_its_front(blocks: list[Block]) -> None:
    found = excerpt(document(*blocks), set(KEYS)).blocks
    first = next((at for at, block in enumerate(blocks) if isinstance(block, Heading)), len(blocks))
    front = any(isinstance(block, Contents) for block in blocks)
    kept = [block for at, block in enumerate(blocks) if not front or at >= first]
    wanted = [text_of(block) for block in kept if not isinstance(block, SectionBreak | Contents)]
    shown = [block for block in found if not isinstance(block, SectionBreak | Title)]
    assert [text_of(block).rpartition("、")[2].rpartition("）")[2].rpartition(".")[2] for block in shown] == wanted
    assert all(isinstance(found[0], SectionBreak) for _ in shown[:1])


def test_spans_are_kept_as_they_are() -> None:
    strong = paragraph("")
    whole = document(heading("a"), strong, paragraph("甲"))
    assert excerpt(whole, {"a"}).blocks[-2] is strong
    assert Span("甲") in getattr(excerpt(whole, {"a"}).blocks[-1], "spans", ())
