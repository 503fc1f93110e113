"""PDF files as pieces: letters that are written again, packets that are joined, fonts, forms, texts. No LibreOffice."""

import io
import itertools
from collections.abc import Iterable, Mapping, Sequence

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name

from plangen.errors import StampImpossible
from plangen.office.ooxml.package import parts_of, zipped
from plangen.office.ooxml.trees import parsed
from plangen.office.pdf.fonts import font_sample, is_font, replacements
from plangen.office.pdf.form import canonical, outline, page_count
from plangen.office.pdf.letters import Lettering, Letters
from plangen.office.pdf.packet import Piece, Stamp, Store, joined, sheet_pages, stamped_letters
from plangen.office.pdf.text import pages, passages

pytestmark = pytest.mark.slow

STAMP = Stamp(
    revision="v1.0", sign="07-2/3", fingerprint="0123456789ab", code=lambda document, page: f"PLANGEN/{document}/{page}"
)


def saved(pdf: pikepdf.Pdf) -> bytes:
    out = io.BytesIO()
    pdf.save(out, deterministic_id=True)
    return out.getvalue()


def sample(letters: Iterable[str], width: int = 500) -> bytes:
    """A page with a font that has these letters, each so many thousandths of its size wide."""
    codes = [(at, char) for at, char in enumerate(sorted(set(letters)), start=33)]
    table = "".join(f"<{at:02X}> <{char.encode('utf-16-be').hex().upper()}>\n" for at, char in codes)
    with pikepdf.new() as pdf:
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Sample, FirstChar=33)
        font.LastChar = 33 + len(codes)
        font.Widths = Array([width] * len(codes))
        font.ToUnicode = pdf.make_stream(f"{len(codes)} beginbfchar\n{table}endbfchar".encode())
        pdf.add_blank_page().obj.Resources = Dictionary(Font=Dictionary(F1=pdf.make_indirect(font)))
        return saved(pdf)


LETTERS = Letters(sample(stamped_letters("v1.0")))


def part(first: int, count: int, *, marks: bool = False) -> bytes:
    """Pages that are told by their width: `first` points, one more for each further page."""
    with pikepdf.new() as pdf:
        for at in range(count):
            pdf.add_blank_page(page_size=(first + at, 800))
        if marks:
            with pdf.open_outline() as found:
                found.root.extend(pikepdf.OutlineItem(f"p{first + at}", at) for at in range(count))
        return saved(pdf)


def widths(raw: bytes) -> list[int]:
    with pikepdf.open(io.BytesIO(raw)) as pdf:
        return [int(page.mediabox[2]) for page in pdf.pages]


# Parts of one to four pages, of which all or some are taken.
PIECES = st.lists(
    st.integers(min_value=1, max_value=4).flatmap(
        lambda count: st.tuples(
            st.just(count), st.lists(st.integers(min_value=0, max_value=count - 1), unique=True, max_size=count)
        )
    ),
    min_size=1,
    max_size=5,
)


def pieces_of(drawn: Sequence[tuple[int, Sequence[int]]]) -> list[Piece]:
    return [
        Piece(title=f"第{at}份", raw=part(300 + 10 * at, count, marks=True), pages=tuple(sorted(chosen)))
        for at, (count, chosen) in enumerate(drawn)
    ]


def expected(drawn: Sequence[tuple[int, Sequence[int]]]) -> Iterable[tuple[int, list[int]]]:
    """By part the first page, from 1, and the widths of its pages."""
    start = 1
    for at, (count, chosen) in enumerate(drawn):
        taken = [300 + 10 * at + page for page in (sorted(chosen) or range(count))]
        yield start, taken
        start += len(taken) + len(taken) % 2


@given(PIECES)
def test_a_packet_holds_its_pages_in_order_each_part_on_a_right_hand_page(
    drawn: list[tuple[int, list[int]]],
) -> None:
    found = widths(joined(pieces_of(drawn), STAMP, LETTERS, Store(), {}))
    assert len(found) % 2 == 0
    for start, taken in expected(drawn):
        assert start % 2 == 1
        assert found[start - 1 : start - 1 + len(taken)] == taken
        if len(taken) % 2:
            assert found[start - 1 + len(taken)] == taken[-1]  # an empty back, of the same paper


@given(PIECES)
def test_bookmarks_lead_to_the_parts_and_to_those_of_their_pages_that_are_there(
    drawn: list[tuple[int, list[int]]],
) -> None:
    found = outline(joined(pieces_of(drawn), STAMP, LETTERS, Store(), {}))
    for at, (start, taken) in enumerate(expected(drawn)):
        assert (found[at].title, found[at].page) == (f"第{at}份", start - 1)
        assert [child.title for child in found[at].children] == [f"p{width}" for width in taken]
        assert [child.page for child in found[at].children] == list(range(start - 1, start - 1 + len(taken)))


@given(PIECES)
def test_the_same_pieces_make_the_same_bytes_opened_before_or_not(drawn: list[tuple[int, list[int]]]) -> None:
    store = Store()
    first = joined(pieces_of(drawn), STAMP, LETTERS, store, {"/Title": "甲"})
    assert joined(pieces_of(drawn), STAMP, LETTERS, store, {"/Title": "甲"}) == first
    assert joined(pieces_of(drawn), STAMP, LETTERS, Store(), {"/Title": "甲"}) == first


def test_parts_are_known_by_their_content_not_by_where_they_lie_in_memory() -> None:
    store = Store()
    raw = part(300, 2)
    assert store.pdf(raw) is store.pdf(bytes(bytearray(raw)))
    assert store.pdf(part(400, 2)) is not store.pdf(raw)


def test_another_part_at_the_address_of_one_that_is_gone_is_not_taken_for_it() -> None:
    """Parts of the same length are made and dropped one after another, so that their memory is used again."""
    store = Store()
    for at in range(50):
        raw = part(300 + at, 1, marks=True)
        assert [entry.title for entry in store.outline(raw)] == [f"p{300 + at}"]
        del raw


def test_links_of_a_part_are_not_taken_along() -> None:
    with pikepdf.open(io.BytesIO(part(300, 1))) as pdf:
        pdf.pages[0].obj.Annots = Array([pdf.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name.Link))])
        raw = saved(pdf)
    with pikepdf.open(io.BytesIO(joined([Piece(title="甲", raw=raw)], STAMP, LETTERS, Store(), {}))) as packet:
        assert "/Annots" not in packet.pages[0]


def test_pages_are_counted_and_the_empty_back_says_that_it_is_empty() -> None:
    raw = joined([Piece(title="甲", raw=part(600, 3))], STAMP, LETTERS, Store(), {})
    texts = [found.text for found in passages(raw) if not found.is_guessed][:4]
    for number, text in enumerate(texts, start=1):
        said = "".join(text.split())
        assert f"第{number}页/共4页" in said
        assert "版本v1.0编号07-2/3" in said
        assert "识别码0123456789ab" in said
        assert ("此页空白" in said) == (number == 4)


@pytest.mark.parametrize("letter", ["第", "7", "-", "v", "a"])
def test_a_stamp_with_a_letter_that_was_not_printed_is_impossible(letter: str) -> None:
    letters = Letters(sample(set(stamped_letters("v1.0")) - {letter}))
    with pytest.raises(StampImpossible) as caught:
        joined([Piece(title="甲", raw=part(300, 1))], STAMP, letters, Store(), {})
    assert caught.value.letter == letter


def test_fonts_of_two_byte_letters_give_none() -> None:
    """Some programs embed them so: nothing can be written then, and that is said."""
    with pikepdf.open(io.BytesIO(sample("甲"))) as pdf:
        font = pdf.pages[0].resources.Font.F1
        del font["/Widths"]
        letters = Letters(saved(pdf))
    with pytest.raises(StampImpossible):
        letters.drawn(Lettering(text="甲", x=0, y=0, size=9))
    with pytest.raises(StampImpossible):
        letters.width("甲", 9)


def test_white_space_without_a_glyph_takes_no_room_and_is_no_problem() -> None:
    letters = Letters(sample("甲乙"))
    assert letters.width("甲　 乙", 10) == letters.width("甲乙", 10) == 10
    assert letters.drawn(Lettering(text="甲 乙", x=0, y=0, size=9)).count(b"Tj") == 2


@given(st.text(alphabet="甲乙丙", max_size=12), st.text(alphabet="甲乙丙", max_size=12), st.floats(1, 40))
def test_a_text_is_as_wide_as_its_letters(one: str, other: str, size: float) -> None:
    letters = Letters(sample("甲乙丙", width=1000))
    assert letters.width(one + other, size) == pytest.approx(letters.width(one, size) + letters.width(other, size))
    assert letters.width(one, size) == pytest.approx(len(one) * size)


def test_the_first_of_two_fonts_with_a_letter_writes_it() -> None:
    with (
        pikepdf.open(io.BytesIO(sample("甲", width=100))) as pdf,
        pikepdf.open(io.BytesIO(sample("甲乙", 900))) as other,
    ):
        pdf.pages[0].resources.Font["/F2"] = pdf.copy_foreign(other.pages[0].resources.Font.F1)
        letters = Letters(saved(pdf))
    assert letters.width("甲", 1000) == 100
    assert letters.width("乙", 1000) == 900


@given(st.text(alphabet="0123456789abv.-一版", min_size=1, max_size=10))
def test_the_letters_that_are_printed_for_stamps_are_all_that_any_stamp_needs(revision: str) -> None:
    letters = stamped_letters(revision)
    assert len(set(letters)) == len(letters)
    stamp = Stamp(
        revision=revision,
        sign="10-998/999",
        fingerprint="fedcba987654",
        code=lambda document, page: f"PLANGEN/{document}/{page}",
    )
    piece = Piece(title="甲", raw=part(300, 1))
    joined([piece], stamp, Letters(sample(letters)), Store(), {})  # none is missing


@given(st.lists(st.integers(min_value=1, max_value=3), min_size=1, max_size=5), st.data())
def test_the_pages_of_some_sheets_are_theirs_and_no_others(sizes: list[int], data: st.DataObject) -> None:
    starts = [0, *itertools.accumulate(sizes)][:-1]
    with pikepdf.new() as pdf:
        for _ in range(sum(sizes)):
            pdf.add_blank_page()
        with pdf.open_outline() as found:
            found.root.extend(pikepdf.OutlineItem("sheet", start) for start in starts)
        raw = saved(pdf)
    chosen = data.draw(st.lists(st.integers(min_value=0, max_value=len(sizes)), unique=True))
    wanted = [starts[at] + page for at in chosen if at < len(sizes) for page in range(sizes[at])]
    assert list(sheet_pages(raw, sum(sizes), chosen)) == wanted


KEY, FACTOR, ADDEND = 55665, 52845, 22719


def encrypted(plain: bytes) -> bytes:
    """As Type 1 fonts are: the Adobe book's eexec."""
    out, state = bytearray(), KEY
    for byte in plain:
        out.append(byte ^ (state >> 8))
        state = ((out[-1] + state) * FACTOR + ADDEND) % 65536
    return bytes(out)


def with_font(number: int, secret: bytes) -> bytes:
    clear = b"%%!PS-AdobeFont\n/UniqueID %d def\n" % number
    hidden = encrypted(b"\0\0\0\0dup /Private\n/UniqueID %d def\n" % number + secret)
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        stream = pdf.make_stream(clear + hidden + b"0" * 16)
        stream.Length1, stream.Length2, stream.Length3 = len(clear), len(hidden), 16
        pdf.Root.Font = stream
        pdf.trailer["/DocChecksum"] = Name(f"/X{number}")
        with pdf.open_metadata() as metadata:
            metadata["xmp:CreatorTool"] = str(number)
        out = io.BytesIO()
        pdf.save(out)
        return out.getvalue()


SOURCE = zipped({"word/document.xml": b"<x/>"})


@given(st.integers(10_000, 99_999), st.integers(10_000, 99_999), st.binary(max_size=60))
def test_what_counts_the_fonts_of_a_run_does_not_show(one: int, other: int, secret: bytes) -> None:
    """Two prints that differ in the numbers of their fonts, checksum and metadata become the same file."""
    assert canonical(with_font(one, secret), SOURCE) == canonical(with_font(other, secret), SOURCE)


@given(st.binary(min_size=1, max_size=40), st.binary(min_size=1, max_size=40))
def test_what_a_font_says_otherwise_still_shows(one: bytes, other: bytes) -> None:
    same = canonical(with_font(12_345, one), SOURCE) == canonical(with_font(12_345, other), SOURCE)
    assert same == (one == other)


@given(st.integers(10_000, 99_999))
def test_the_one_form_is_final(number: int) -> None:
    once = canonical(with_font(number, b"x"), SOURCE)
    assert once is not None
    assert canonical(once, SOURCE) == once
    assert page_count(once) == 1


def test_half_a_pdf_has_no_form() -> None:
    raw = part(300, 3)
    for end in (0, 10, len(raw) // 2, len(raw) - 20):
        assert canonical(raw[:end], SOURCE) is None


def test_a_pdf_says_of_itself_what_its_source_says() -> None:
    terms = 'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:t="http://purl.org/dc/terms/"'
    core = f"<c {terms}><dc:title>计划</dc:title><dc:subject/><t:created>2024-12-01T00:00:00Z</t:created></c>"
    made = canonical(part(300, 1), zipped({"docProps/core.xml": core.encode()}))
    assert made is not None
    with pikepdf.open(io.BytesIO(made)) as pdf:
        said = {key: str(value) for key, value in pdf.docinfo.items()}
    assert said == {"/Title": "计划", "/CreationDate": "D:20241201000000Z", "/ModDate": "D:20241201000000Z"}


@pytest.mark.parametrize(
    ("name", "printed", "same"),
    [
        ("仿宋_GB2312", "FangSong_GB2312", True),
        ("仿宋_GB2312", "FangSong", False),
        ("仿宋", "SimFang", True),
        ("黑体", "SimHei-Bold", True),
        ("黑体", "SimSun", False),
        ("Times New Roman", "TimesNewRomanPSMT", True),
        ("Some Font", "SomeFont-Regular", True),
        ("Some Font", "OtherFont", False),
        ("宋体", "", False),
        ("没有拉丁名的字体", "DejaVuSans", False),
    ],
)
def test_a_font_is_known_by_the_name_that_a_pdf_gives_it(name: str, printed: str, same: bool) -> None:
    assert is_font(name, printed) is same


def test_the_first_font_of_a_list_that_is_there_stands_in_for_those_that_are_not() -> None:
    printed = {"仿宋_GB2312": "DejaVuSans", "仿宋": "FangSong", "FandolFang": "FandolFang", "黑体": "DejaVuSans"}
    assert replacements([("仿宋_GB2312", "仿宋", "FandolFang")], printed) == {"仿宋_GB2312": "仿宋"}
    assert replacements([("仿宋_GB2312", "FandolFang", "仿宋")], printed) == {"仿宋_GB2312": "FandolFang"}
    assert replacements([("黑体",), ("黑体", "思源黑体")], printed) == {}
    lists = [("仿宋_GB2312", "仿宋"), ("仿宋_GB2312", "FandolFang")]
    assert replacements(lists, printed) == {"仿宋_GB2312": "仿宋"}  # the first list decides


@given(
    st.lists(st.lists(st.sampled_from(["宋体", "黑体", "仿宋", "楷体"]), unique=True, max_size=4), max_size=3),
    st.dictionaries(st.sampled_from(["宋体", "黑体", "仿宋", "楷体"]), st.sampled_from(["SimSun", "SimHei", "X"])),
)
def test_no_font_that_is_there_is_replaced_and_none_by_one_that_is_not(
    lists: list[list[str]], printed: Mapping[str, str]
) -> None:
    for name, other in replacements(lists, printed).items():
        assert not is_font(name, printed.get(name, ""))
        assert is_font(other, printed.get(other, ""))
        assert any(name in each and other in each for each in lists)


@given(st.lists(st.text(min_size=1, max_size=12), min_size=1, max_size=5))
def test_the_sample_of_fonts_is_a_sound_file_with_a_page_for_each(names: list[str]) -> None:
    root = parsed(parts_of(font_sample(names))["word/document.xml"])
    body = root[0]
    assert len(body) == len(names) + 1
    assert len(list(body.iter("{*}pageBreakBefore"))) == len(names) - 1


def test_an_empty_page_has_its_size_and_no_letters() -> None:
    (page,) = pages(part(300, 1))
    assert (page.width, page.height, page.text) == (300, 800, "")
