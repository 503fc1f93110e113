"""How a PDF may hide a phrase: over two pages, in columns, between signs, in a stream, under an older version."""

import io
from collections.abc import Callable, Iterable, Sequence

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name

from plangen.alike import normal
from plangen.diagnostics import Words, words
from plangen.documents.packets.secret_phrases import Secrets
from plangen.pipeline.packets.making import leaks

PHRASE = "你们所有的客户的资料在我手里附件是若干条样本请速回复"
WHAT = words("导调事件", "the inject")
SECRETS = Secrets({normal(PHRASE)[at : at + 14]: WHAT for at in range(len(PHRASE) - 13)})
Placed = tuple[float, float, str]
"""A text with the place where it begins, in points from the left and from the foot of the page."""


def printed(*pages: Iterable[Placed]) -> bytes:
    """A PDF with these texts on its pages, in this order, in letters of twelve points."""
    letters = sorted({letter for page in pages for *_, text in page for letter in text})
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        codes = "".join(f"<{at:02X}> <{ord(letter):04X}>\n" for at, letter in enumerate(letters))
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Made, FirstChar=0, LastChar=len(letters))
        font.FontDescriptor = Dictionary(
            Type=Name.FontDescriptor, FontName=Name.Made, Flags=4, Ascent=900, Descent=-200
        )
        font.Widths = Array([1000] * (len(letters) + 1))
        font.ToUnicode = pdf.make_stream(
            f"1 begincodespacerange <00> <FF> endcodespacerange\n{len(letters)} beginbfchar\n{codes}endbfchar".encode()
        )
        for texts in pages:
            page = pdf.add_blank_page(page_size=(595, 842))
            page.obj.Resources = Dictionary(Font=Dictionary(F1=pdf.make_indirect(font)))
            shown = "".join(
                f"BT /F1 12 Tf {x} {y} Td <{''.join(f'{letters.index(letter):02X}' for letter in text)}> Tj ET\n"
                for x, y, text in texts
            )
            page.obj.Contents = pdf.make_stream(shown.encode())
        pdf.save(out)
    return out.getvalue()


def changed(change: Callable[[pikepdf.Pdf], None], raw: bytes | None = None, **saving: object) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(raw or printed([(80, 700, "参演人员须知")]))) as pdf:
        change(pdf)
        pdf.save(out, **saving)  # type: ignore[arg-type]  # as given
    return out.getvalue()


def found(raw: bytes) -> list[tuple[str, str]]:
    """Code and place, or kind, of what is found."""
    named = ((finding, finding.values.get("where", finding.values.get("kind"))) for finding in leaks("x", raw, SECRETS))
    return [(finding.code, said.zh) for finding, said in named if isinstance(said, Words)]


def body(text: str, y: float = 700) -> list[Placed]:
    """A paragraph in lines of twenty letters."""
    return [(80, y - 20 * line, text[at : at + 20]) for line, at in enumerate(range(0, len(text), 20))]


HEAD, FOOT = (200, 790, "演练脚本"), [(80, 60, "版本一"), (400, 40, "第七页共九页")]


@pytest.mark.parametrize("split", [1, 7, 12, 13, 20, 24])
def test_a_sentence_that_the_end_of_a_page_splits_is_found(split: int) -> None:
    """Page number, stamp and header stand between its halves."""
    first = [HEAD, *body("甲" * 20 + PHRASE[:split]), *FOOT]
    second = [HEAD, *body(PHRASE[split:] + "乙" * 20), *FOOT]
    assert "K101" in {code for code, _ in found(printed(first, second))}


def test_halves_that_stand_on_other_pages_make_no_sentence() -> None:
    blank = [HEAD, *body("丙" * 80), *FOOT]
    first, second = [HEAD, *body(PHRASE[:12]), *FOOT], [HEAD, *body(PHRASE[12:25]), *FOOT]
    assert found(printed(first, blank, second)) == []
    assert found(printed(second, first)) == []


@pytest.mark.parametrize("left_first", [True, False])
def test_columns_that_are_printed_line_by_line_are_read_downwards(*, left_first: bool) -> None:
    lines = []
    for number, at in enumerate(range(0, 25, 5)):
        pair = [(80, 700 - 20 * number, PHRASE[at : at + 5]), (160, 700 - 20 * number, "甲乙丙丁戊")]
        lines += pair if left_first else pair[::-1]
    assert found(printed(lines)) == [("K101", "第1页")]


def test_a_cell_that_goes_on_upon_the_next_page_is_found_below_the_head_of_its_table() -> None:
    first = [HEAD, (80, 120, "序号"), (200, 120, "内容"), (80, 100, "一"), (200, 100, PHRASE[:12]), *FOOT]
    second = [HEAD, (80, 740, "序号"), (200, 740, "内容"), (200, 720, PHRASE[12:]), *FOOT]
    assert "K101" in {code for code, _ in found(printed(first, second))}


MARKS = [
    "·",
    "\f",
    "．",
    "_",
    "，",
    "\u0301",
    "\u20dd",
    "\u034f",
    "\u3164",
    "\u115f",
    "\ufe0f",
    "\U000e0100",
    "⠀",
    "\u200d",
]


@pytest.mark.parametrize("mark", [*MARKS, "。", "—", "|", "~", "\u2060", "\u180e", "\u061c", "\U000e0041"])
def test_no_sign_between_letters_hides_a_phrase(mark: str) -> None:
    assert [what for _, what in SECRETS.told(mark.join(PHRASE))][:1] == [WHAT]


@given(st.lists(st.sampled_from(["", *MARKS]), min_size=len(PHRASE), max_size=len(PHRASE)))
def test_no_signs_between_letters_hide_a_phrase(marks: list[str]) -> None:
    text = "".join(letter + mark for letter, mark in zip(PHRASE, marks, strict=True))
    assert {what for _, what in SECRETS.told(text)} == {WHAT}


def test_no_phrase_is_made_of_what_does_not_hang_together() -> None:
    parted = f"{PHRASE[:13]}\f{PHRASE[13:]}"
    assert list(SECRETS.told(parted, by_letters=True)) == []
    assert list(SECRETS.told(parted)) != []


def metadata_without_a_type(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj.Metadata = pdf.make_stream(f"<x>{PHRASE}</x>".encode())


def any_stream(pdf: pikepdf.Pdf) -> None:
    pdf.Root["/Odd"] = pdf.make_stream(PHRASE.encode("utf-16"), Type=Name.Odd)


def stream_of_a_page(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj["/PieceInfo"] = Dictionary(A=pdf.make_stream(PHRASE.encode("gb18030")))


@pytest.mark.parametrize("plant", [metadata_without_a_type, any_stream, stream_of_a_page])
def test_every_stream_that_no_page_is_drawn_with_is_read(plant: Callable[[pikepdf.Pdf], None]) -> None:
    assert found(changed(plant)) == [("K101", "文件内部")]


def test_an_earlier_version_in_the_file_is_refused() -> None:
    """A program that only adds to a file leaves what stood there before."""
    raw = printed([(80, 700, "参演人员须知")])
    start = raw.rindex(b"startxref") + len(b"startxref")
    offset = int(raw[start : raw.rindex(b"%%EOF")])
    added = raw + b"\n" + f"trailer\n<< /Size 1 /Prev {offset} >>\nstartxref\n{offset}\n%%EOF\n".encode()
    assert found(raw) == []
    assert ("K102", "文件的旧版本") in found(added)


def test_a_file_with_a_password_is_refused_without_a_traceback() -> None:
    locked = changed(lambda _pdf: None, encryption=pikepdf.Encryption(owner="a", user="b"))
    assert found(locked) == [("K102", "打开口令")]
    assert found(b"no pdf at all") == [("K102", "无法读取的内容")]


def test_letters_alone_are_not_enough_for_a_list_of_known_names() -> None:
    """A table that holds the same names one after another says nothing; the list itself does."""
    secrets = Secrets({}, {"客户服务部、安保人员、媒体": WHAT})
    said: Sequence[str] = ("客户服务部安保人员媒体", "客户服务部、安保人员、媒体")
    assert [bool(list(secrets.told(text))) for text in said] == [False, True]
    assert list(secrets.told(said[1], by_letters=True)) == []
