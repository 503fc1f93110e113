"""The layout proof finds each fault that a page can have, and nothing on a page that has none."""

import datetime
import re
import shutil
from collections.abc import Callable, Mapping, Sequence

import pytest
from msgspec.structs import replace

from plangen.blocks.document import Block, Column, Document, Heading, PageBreak, SectionBreak, Table, paragraph, row
from plangen.diagnostics import Finding
from plangen.office.house.layout import Layout
from plangen.office.ooxml.package import parts_of, zipped
from plangen.office.pdf.convert import pdfs
from plangen.office.pdf.fonts import font_sample, is_font, printed_fonts, replacements
from plangen.office.pdf.form import destinations
from plangen.office.pdf.printed_lines import frame_of
from plangen.office.pdf.proof import PrintedDocument, proof
from plangen.office.pdf.text import Glyph, PrintedPage, pages
from plangen.office.word.writer import bookmark, write_document

WIDTH, HEIGHT = 595.3, 841.9
SERIF, SANS = "NotoSerifCJKsc-Regular", "NotoSansCJKsc-Regular"
FONTS = {"仿宋_GB2312": SERIF, "黑体": SANS, "楷体_GB2312": SERIF}
STEP = 15.75


def line(text: str, y: float, x: float, *, size: float = 16, step: float = STEP, font: str = SERIF) -> list[Glyph]:
    return [
        Glyph(letter, x + index * step, x + index * step + step - 0.5, y, size, font)
        for index, letter in enumerate(text)
    ]


@pytest.fixture
def sound(layout: Layout) -> Callable[..., PrintedPage]:
    """A full page of text: 22 lines of 28 characters, and its number in its place."""
    frame = frame_of(PrintedPage(width=WIDTH, height=HEIGHT, glyphs=()), layout)

    def page(number: int = 1, texts: Sequence[str] = ("文" * 28,) * 22, *, pitch: float = 28.9) -> PrintedPage:
        glyphs = [
            glyph
            for index, text in enumerate(texts)
            for glyph in line(text, frame.top + 23 + index * pitch, frame.left)
        ]
        label = f"—{number}—"
        x = frame.right - 14 - len(label) * 14 + 0.5 if number % 2 else frame.left + 14
        glyphs += line(label, frame.bottom + 25, x, size=14, step=14)
        return PrintedPage(width=WIDTH, height=HEIGHT, glyphs=tuple(glyphs))

    return page


def codes(
    layout: Layout, *printed: PrintedPage, document: Document | None = None, places: Mapping[str, int] | None = None
) -> list[str]:
    found = proof(PrintedDocument(file="a.docx", pages=printed, places=places or {}, document=document), layout, FONTS)
    return [each.code for each in found]


def written(*blocks: Block) -> Document:
    return Document(
        title="计划",
        subject="",
        author="某公司",
        header="演练文件",
        created=datetime.date(2024, 12, 1),
        blocks=blocks,
    )


def moved(page: PrintedPage, text: str, **change: float) -> PrintedPage:
    """The page with the characters of a text changed."""
    by = {key: value for key, value in change.items() if key in {"x", "y"}}
    return replace(
        page,
        glyphs=tuple(
            Glyph(
                glyph.text,
                glyph.x + by.get("x", 0),
                glyph.right + by.get("x", 0),
                glyph.y + by.get("y", 0),
                change.get("size", glyph.size),
                glyph.font,
            )
            if glyph.text in text
            else glyph
            for glyph in page.glyphs
        ),
    )


def test_a_sound_page_has_no_fault(layout: Layout, sound: Callable[..., PrintedPage]) -> None:
    assert codes(layout, sound(1), sound(2), sound(3)) == []


@pytest.mark.parametrize(("shown", "found"), [((True,), ["W206"]), ((True, False), []), ((False,), [])])
def test_a_page_may_lack_its_number_only_where_a_section_shows_none(
    layout: Layout, sound: Callable[..., PrintedPage], shown: tuple[bool, ...], found: list[str]
) -> None:
    plain = sound(2)
    bare = replace(plain, glyphs=tuple(each for each in plain.glyphs if each.text not in "—2"))
    document = written(*(SectionBreak(numbered=each) for each in shown))
    assert codes(layout, sound(1), bare, document=document) == found


def test_a_layout_without_page_numbers_asks_for_none_and_judges_none(
    layout: Layout, sound: Callable[..., PrintedPage]
) -> None:
    bare = replace(layout, page_number=replace(layout.page_number, style="none"))
    pages = sound(1), sound(4), moved(sound(3), "—3", x=-200)
    document = written(paragraph("文"))
    assert codes(layout, *pages, document=document) == ["W206", "W206", "W205"]
    assert codes(bare, *pages, document=document) == []


def test_a_document_without_pages_has_no_fault(layout: Layout) -> None:
    assert codes(layout, document=written()) == []


def test_another_sheet(layout: Layout, sound: Callable[..., PrintedPage]) -> None:
    assert "W201" in codes(layout, replace(sound(), width=612.0, height=792.0))


@pytest.mark.parametrize("by", [-10, 40])
def test_text_in_the_margin(layout: Layout, sound: Callable[..., PrintedPage], by: float) -> None:
    page = sound(1, ("文" * 28, "字" * 28, *("文" * 28,) * 20))
    assert "W202" in codes(layout, moved(page, "字", x=by))


def test_a_closing_mark_may_hang_in_the_margin(layout: Layout, sound: Callable[..., PrintedPage]) -> None:
    assert codes(layout, sound(1, ("文" * 28 + "，", *("文" * 28,) * 21))) == []
    assert "W202" in codes(layout, sound(1, ("文" * 30, *("文" * 28,) * 21)))


def test_another_pitch_and_another_number_of_lines(layout: Layout, sound: Callable[..., PrintedPage]) -> None:
    assert set(codes(layout, sound(1, ("文" * 28,) * 21, pitch=29.9))) == {"W203", "W214"}
    assert set(codes(layout, sound(1, pitch=28.5))) == {"W214"}


def test_lines_with_other_numbers_of_characters(layout: Layout, sound: Callable[..., PrintedPage]) -> None:
    page = sound()
    frame = frame_of(page, layout)
    loose = line("疏" * 27, frame.top + 23, frame.left, step=16.4)
    assert codes(layout, replace(page, glyphs=(*loose, *page.glyphs[28:]))) == ["W204"]


@pytest.mark.parametrize("number", [1, 2])
def test_a_page_number_on_the_inner_side(layout: Layout, sound: Callable[..., PrintedPage], number: int) -> None:
    page = moved(sound(number), "—12", x=-200 if number == 1 else 200)
    assert codes(layout, *([sound(1)] if number == 2 else []), page) == ["W205"]


def test_a_missing_and_a_wrong_page_number(layout: Layout, sound: Callable[..., PrintedPage]) -> None:
    bare = replace(sound(2), glyphs=sound(2).glyphs[:-3])
    assert codes(layout, sound(1), bare, document=written(paragraph("文"))) == ["W206"]
    assert codes(layout, sound(1), sound(4)) == ["W206"]
    assert codes(layout, bare, sound(1)) == []  # a cover has none


def test_a_heading_in_another_font_and_at_the_foot(layout: Layout, sound: Callable[..., PrintedPage]) -> None:
    document = written(Heading(level=1, text="总则", key="one"), paragraph("文"))
    places = {bookmark("one"): 0}
    above = sound(1, ("一、总则", *("文" * 28,) * 21))
    right = replace(above, glyphs=tuple(replace_font(glyph) for glyph in above.glyphs))
    assert codes(layout, above, sound(2), document=document, places=places) == ["W207"]
    assert codes(layout, right, sound(2), document=document, places=places) == []
    below = sound(1, (*("文" * 28,) * 21, "一、总则"))
    foot = replace(below, glyphs=tuple(replace_font(glyph) for glyph in below.glyphs))
    assert codes(layout, foot, sound(2), document=document, places=places) == ["W208"]
    assert codes(layout, foot, document=document, places=places) == []  # nothing follows on another page


def test_a_heading_is_found_by_the_number_that_the_layout_gives_it(
    layout: Layout, sound: Callable[..., PrintedPage]
) -> None:
    chapters = replace(layout, headings=(replace(layout.headings[0], number="第一章"), *layout.headings[1:]))
    document = written(Heading(level=1, text="总则", key="one"), paragraph("文"))
    page = sound(1, ("第一章总则", *("文" * 28,) * 21))
    assert codes(chapters, page, sound(2), document=document, places={bookmark("one"): 0}) == ["W207"]


def replace_font(glyph: Glyph) -> Glyph:
    return Glyph(glyph.text, glyph.x, glyph.right, glyph.y, glyph.size, SANS) if glyph.text in "一总则" else glyph


def test_a_table_head_alone_at_the_foot(layout: Layout, sound: Callable[..., PrintedPage]) -> None:
    table = Table(columns=(Column(),) * 2, rows=(row("时间", "地点", header=True), row("甲", "乙")))
    first = sound(1, (*("文" * 28,) * 21, "时间地点"))
    assert codes(layout, first, sound(2), document=written(table)) == ["W209"]
    assert codes(layout, sound(1), first, document=written(table)) == []  # on the last page nothing is missing


def test_marks_at_either_end_of_a_line(layout: Layout, sound: Callable[..., PrintedPage]) -> None:
    assert codes(layout, sound(1, ("，" + "文" * 27, *("文" * 28,) * 21))) == ["W210"]
    assert codes(layout, sound(1, ("文" * 27 + "（", *("文" * 28,) * 21))) == ["W211"]
    assert codes(layout, sound(1, (*("文" * 28,) * 21, "（"))) == []  # a mark that stands for itself


def test_empty_and_sparse_pages(layout: Layout, sound: Callable[..., PrintedPage]) -> None:
    assert codes(layout, sound(1), sound(2, ())) == ["W212"]
    assert codes(layout, sound(1), sound(2, ("文" * 28, "文"))) == ["W213"]
    assert codes(layout, sound(1), sound(2, ("文" * 28, "文" * 28, "文"))) == ["W213"]
    assert codes(layout, sound(1), sound(2, ("文" * 28,) * 4)) == []
    assert codes(layout, sound(1, ("文" * 28,) * 9), sound(2, ("文",)), sound(3)) == []  # behind a page with room left


@pytest.fixture(scope="module")
def program() -> str:
    found = shutil.which("soffice")
    if not found:
        pytest.skip("needs LibreOffice")
    return found


def spoilt(house: bytes, name: str, pattern: str, new: str) -> bytes:
    """The house template with a part changed."""
    parts = dict(parts_of(house))
    text, count = re.subn(pattern, new, parts[name].decode(), flags=re.DOTALL)
    assert count, pattern
    return zipped({**parts, name: text.encode()})


TEXT = "为了维护消费者合法权益公司定期组织开展应急演练检验应急预案提高处置技能" * 24
STYLES = "word/styles.xml"
LONG: list[Block] = [paragraph(f"第{number}段，{TEXT[:200]}") for number in range(3)]
FAULTS: Mapping[str, tuple[str, str, str, list[Block]]] = {
    "W201": ("word/document.xml", r'w:w="\d+" w:h="\d+"', 'w:w="12240" w:h="15840"', LONG),
    "W214": (STYLES, r'w:line="578"', 'w:line="590"', LONG),
    "W204": (STYLES, r'<w:spacing w:val="-5"/>', '<w:spacing w:val="6"/>', LONG),
    "W205": ("word/footer1.xml", r'<w:jc w:val="right"/>', '<w:jc w:val="left"/>', LONG),
    "W207": (STYLES, r'w:eastAsia="黑体"', 'w:eastAsia="宋体"', [Heading(level=1, text="总则", key="a"), *LONG]),
    "W208": (
        STYLES,
        "<w:keepNext/>",
        "",
        [*(paragraph("行") for _ in range(21)), Heading(level=2, text="总则", key="a"), *LONG],
    ),
    "W210": (STYLES, "<w:kinsoku/>", "", [paragraph("文" * 26 + "\n，文")]),
}


@pytest.fixture(scope="module")
def faulty(house: bytes, layout: Layout, program: str) -> Mapping[str, tuple[Finding, ...]]:
    """What the proof finds in documents of spoilt templates, by the code that each of them is about; "" is sound."""
    documents = {
        f"{code}.docx": (written(*blocks), spoilt(house, *change)) for code, (*change, blocks) in FAULTS.items()
    }
    one, two = (Heading(level=level, text="总则", key=f"h{level}") for level in (1, 2))
    every: list[Block] = [one, *LONG[:2], PageBreak(), two, *LONG[:2]]
    documents[".docx"] = (written(*every), house)
    names = [name for kind in layout.fonts.__struct_fields__ for name in getattr(layout.fonts, kind)]
    lists = [getattr(layout.fonts, kind) for kind in layout.fonts.__struct_fields__]
    printed = printed_fonts(names, pdfs({"a.docx": font_sample(names)}, program)["a.docx"])
    table = replacements(lists, printed)
    made = pdfs({name: write_document(*each) for name, each in documents.items()}, program, replaced=table)
    fonts = {name: printed[table.get(name, name)] for name in names}
    return {
        name.removesuffix(".docx"): proof(
            PrintedDocument(file=name, pages=pages(made[name]), places=destinations(made[name]), document=document),
            layout,
            fonts,
        )
        for name, (document, _) in documents.items()
    }


@pytest.mark.office
@pytest.mark.parametrize("code", sorted(FAULTS))
def test_a_spoilt_template_shows_on_the_printed_page(faulty: Mapping[str, tuple[Finding, ...]], code: str) -> None:
    assert code in {each.code for each in faulty[code]}


@pytest.mark.office
def test_a_sound_template_has_no_fault_on_the_printed_page(faulty: Mapping[str, tuple[Finding, ...]]) -> None:
    assert [(each.code, each.values) for each in faulty[""]] == []


def test_a_font_is_known_by_its_postscript_name() -> None:
    assert is_font("仿宋_GB2312", "FangSong_GB2312")
    assert is_font("Noto Serif CJK SC", "NotoSerifCJKjp-Regular-VKana")
    assert not is_font("仿宋_GB2312", "NotoSerifCJKjp-Regular")
    assert not is_font("黑体", "")


def test_the_first_font_of_a_list_that_is_there_stands_in_for_the_others() -> None:
    printed = {
        "黑体": "NotoSansCJKsc",
        "SimHei": "NotoSansCJKsc",
        "Noto Sans CJK SC": "NotoSansCJKsc",
        "宋体": "X",
        "SimSun": "X",
    }
    lists = (("黑体", "SimHei", "Noto Sans CJK SC"), ("宋体", "SimSun"))
    assert replacements(lists, printed) == {"黑体": "Noto Sans CJK SC", "SimHei": "Noto Sans CJK SC"}
