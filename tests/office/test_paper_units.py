"""What a page tells of itself and what a file has to print, piece by piece, without LibreOffice."""

import io

import pikepdf
import pytest
from lxml import etree

from plangen.diagnostics import words
from plangen.office.paper.in_step import walk
from plangen.office.paper.list_numbers import ListNumbering, written_number
from plangen.office.paper.page_frames import divided
from plangen.office.paper.printed_pieces import PrintedPiece, plain, printed_pages
from plangen.office.paper.shown_values import shown_number
from plangen.office.paper.unknown_signs import ANY, NUMBER, is_done, without
from plangen.office.paper.word_texts import SaidItem, SaidText

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def pdf(content: str) -> bytes:
    """One page of 200 by 200 points."""
    with pikepdf.new() as made:
        page = made.add_blank_page(page_size=(200, 200))
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        page.obj.Contents = made.make_stream(content.encode())
        out = io.BytesIO()
        made.save(out)
        return out.getvalue()


def seen(content: str) -> list[tuple[str, bool]]:
    return [(each.text, each.is_cut) for page in printed_pages(pdf(content)) for each in page]


@pytest.mark.parametrize(
    ("content", "shown"),
    [
        ("BT /F1 10 Tf 20 100 Td (whole) Tj ET", [("whole", False)]),
        ("q 0 0 90 200 re W n BT /F1 10 Tf 20 100 Td (whole) Tj ET Q", [("whole", False)]),
        ("q 0 0 32 200 re W n BT /F1 10 Tf 20 100 Td (sideways) Tj ET Q", [("sideways", True)]),
        ("q 0 104 200 90 re W n BT /F1 10 Tf 20 100 Td (lower half) Tj ET Q", [("lowerhalf", True)]),
        ("q 0 0 200 90 re W n BT /F1 10 Tf 20 100 Td (gone) Tj ET Q", []),
        ("BT /F1 10 Tf 20 250 Td (off the sheet) Tj ET", []),
        ("BT 3 Tr /F1 10 Tf 20 100 Td (without ink) Tj ET", []),
    ],
)
def test_what_is_cut_off_or_without_ink_is_told_from_what_is_seen(content: str, shown: list[tuple[str, bool]]) -> None:
    assert seen(content) == shown


def test_texts_are_compared_without_what_pages_change() -> None:
    assert plain("第 1 页　\u00ad软\u200b连 ﬁnd\n non\u2011break ........ 3") == "第1页软连findnon-break3"


@pytest.mark.parametrize(
    ("text", "pieces", "left"),
    [
        ("第1页", ["第", "1页"], ""),
        (f"第{NUMBER}页", ["第", "12", "页"], ""),
        (f"第{NUMBER}页", ["第1", "2页"], ""),
        (f"第{NUMBER}页", ["第", "页"], None),
        (f"{ANY}项", ["\uf0fe", "项"], ""),
        (f"{ANY}项", ["项"], None),
        ("甲乙", ["甲"], "乙"),
        ("甲乙", ["丙"], None),
    ],
)
def test_a_text_is_held_against_pieces(text: str, pieces: list[str], left: str | None) -> None:
    rest: str | None = text
    for piece in pieces:
        rest = without(rest, piece) if rest is not None else None
    assert rest == left if left else (rest is not None and is_done(rest)) == (left == "")


@pytest.mark.parametrize(
    ("number", "form", "said"),
    [
        (3, "decimal", "3"),
        (3, "decimalZero", "03"),
        (28, "lowerLetter", "bb"),
        (4, "upperRoman", "IV"),
        (12, "chineseCountingThousand", "十二"),
        (20, "chineseLegalSimplified", "贰拾"),
        (3, "decimalEnclosedCircle", "③"),
        (3, "ideographTraditional", "丙"),
        (3, "none", ""),
    ],
)
def test_a_count_is_written_as_its_format_wants(number: int, form: str, said: str) -> None:
    assert written_number(number, form) == said


def numbered(*levels: int, override: str = "") -> list[str]:
    """The labels of paragraphs of these levels of one list."""
    numbering = etree.fromstring(
        f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0">'
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>'
        '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/></w:lvl>'
        f'</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/>{override}</w:num></w:numbering>'
    )
    counting = ListNumbering(numbering, etree.fromstring("<none/>"))
    return [
        counting.label(
            etree.fromstring(
                f'<w:p xmlns:w="{W}"><w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr></w:pPr>'
                "</w:p>"
            )
        )
        for level in levels
    ]


def test_levels_of_a_list_begin_anew_under_the_next_number_above() -> None:
    assert numbered(0, 1, 1, 0, 1) == ["一、", "一.1", "一.2", "二、", "二.1"]
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    assert numbered(0, 0, override=override) == ["五、", "六、"]


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        ("12", "General", "12"),
        ("0.3333333", "General", None),
        ("1234.5", "#,##0.00", "1,234.50"),
        ("0.5", "0%", "50%"),
        ("45636", "yyyy-mm-dd", "2024-12-10"),
        ("0.375", "hh:mm", "09:00"),
        ("0.375", '[<1]hh:mm;m"月"d"日" hh:mm', "09:00"),
        ("45636.375", '[<1]hh:mm;m"月"d"日" hh:mm', "12月10日 09:00"),
        ("45636", "[$-804]dddd", None),
    ],
)
def test_a_number_is_shown_as_its_format_wants_or_not_guessed_at(value: str, code: str, shown: str | None) -> None:
    assert shown_number(value, code) == shown


def item(*cells: str, table: int = 0, head: bool = False) -> SaidItem:
    at = words("某处", "somewhere")
    return SaidItem(
        cells=tuple((SaidText(text=each, where=lambda: at),) for each in cells), section=0, table=table, is_head=head
    )


def printed(*pages: str) -> list[PrintedPiece]:
    """Pieces, parted by blanks, of pages."""
    return [PrintedPiece(text, number, 0, 0, 10, 10) for number, page in enumerate(pages) for text in page.split()]


def test_a_row_goes_on_upon_the_next_page_under_its_repeated_head() -> None:
    items = (item("编号", "行动", table=1, head=True), item("甲", "上半下半", table=1), item("表后一段文字"))
    found = walk(items, printed("编号 行动 甲 上半", "编号 行动 下半 表后一段文字"))
    assert (found.missing, found.extra, found.heads) == ([], [], [(1, 1)])


def test_both_cells_of_a_row_go_on_upon_the_next_page() -> None:
    items = (item("甲一甲二", "乙一乙二", table=1), item("表后一段文字"))
    found = walk(items, printed("甲一 乙一", "甲二 乙二 表后一段文字"))
    assert (found.missing, found.extra) == ([], [])


def test_what_is_lost_and_what_is_added_is_found_and_the_rest_stays_in_step() -> None:
    items = tuple(item(f"第{number}段的文字说明") for number in range(6))
    pages = printed("第0段的文字说明 第1段的文字说明 第3段的文字说明", "多出来的 第4段的文字说明 第5段的文字说明")
    found = walk(items, pages)
    assert found.missing == [2]
    assert [pages[each].text for each in found.extra] == ["多出来的"]


@pytest.mark.parametrize(
    ("box", "is_header"),
    [
        ((360, 800, 500, 815), True),  # higher and to its right
        ((100, 800, 240, 815), True),  # to its left
        ((350, 800, 500, 815), False),  # above its last letters
        ((300, 700, 500, 715), True),  # below it
    ],
)
def test_a_header_is_what_has_nothing_above_it(box: tuple[float, float, float, float], is_header: bool) -> None:
    header, text = PrintedPiece("内部使用", 0, 240, 750, 360, 765), PrintedPiece("正文", 0, 80, 600, 500, 615)
    found = divided([header, text, PrintedPiece("框", 0, *box)], ["内部使用"], [])
    assert found.header == ((header,) if is_header else None)
