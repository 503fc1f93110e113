"""The code on a page of a packet says what the page is, can be read from a poor scan, and is taken by verify.

A scan is simulated: the page at 150 dots to the inch, turned by up to three degrees about its middle and cut to its
size, blurred, noisy, saved as a JPEG of low quality.
"""

import datetime
import io
import random
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
import yaml
from PIL import Image, ImageChops, ImageFilter

from plangen.blocks.document import Document, SectionBreak, paragraph
from plangen.blocks.identity import Identity
from plangen.model.papers import SheetCode, mark_typed
from plangen.office.house.layout import read_layout
from plangen.office.house.make import make_house
from plangen.office.ooxml.package import parts_of
from plangen.office.pdf.letters import Letters
from plangen.office.pdf.packet import Piece, Stamp, Store, joined, stamped_letters
from plangen.office.word.writer import write_document
from plangen.pipeline.building.office_program import find_office
from plangen.pipeline.dossier_files import dossier_of
from plangen.pipeline.verifying.asked import asked
from tests.office.test_pdf_pieces import sample

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
MARK = "6f8d88a7ed21"
PORTRAIT, LANDSCAPE = (595.276, 841.89), (841.89, 595.276)
DAY = datetime.date(2024, 12, 10)
DOTS, FINE = 150, 300  # to the inch, of the scan and of the page that is scanned
SHEETS, SCANS = 20, 10


def code(document: str, page: int) -> str:
    return SheetCode(mark=MARK, document=document, drill=DAY, edition="v1.2", page=page, copy=3).text


def packet(pages: int, size: tuple[float, float], document: str = "complaint-form") -> bytes:
    """A packet whose pages are ruled down to the 26 millimetres at the foot that are kept free."""
    with pikepdf.new() as pdf:
        for _ in range(pages):
            page = pdf.add_blank_page(page_size=size)
            rules = "\n".join(f"40 {y} {size[0] - 80} 0.5 re f" for y in range(74, int(size[1]) - 60, 19))
            page.obj.Contents = pdf.make_stream(rules.encode())
        out = io.BytesIO()
        pdf.save(out)
    stamp = Stamp(revision="v1.2", sign="07-3/4", fingerprint=MARK, code=code)
    pieces = [Piece(title="表", raw=out.getvalue(), document=document)]
    return joined(pieces, stamp, Letters(sample(stamped_letters("v1.2"))), Store(), {})


def drawn(raw: bytes, number: int) -> Image.Image:
    pdf = pypdfium2.PdfDocument(raw)
    try:
        picture: Image.Image = pdf[number].render(scale=FINE / 72).to_pil().convert("L")
        return picture
    finally:
        pdf.close()


def scanned(page: Image.Image, chance: random.Random) -> Image.Image:
    turned = page.rotate(chance.uniform(-3, 3), resample=Image.Resampling.BICUBIC, fillcolor=255)
    small = turned.resize((page.width * DOTS // FINE, page.height * DOTS // FINE), Image.Resampling.BOX)
    blurred = small.filter(ImageFilter.GaussianBlur(chance.uniform(0.4, 0.9)))
    noise = Image.frombytes("L", blurred.size, chance.randbytes(blurred.width * blurred.height))
    quiet = noise.point([128 + (level - 128) // 6 for level in range(256)])  # up to 21 levels of 256 either way
    out = io.BytesIO()
    ImageChops.add(blurred, quiet, 1, -128).save(out, "JPEG", quality=50)
    return Image.open(out)


def read(picture: Image.Image) -> list[str]:
    zxingcpp = pytest.importorskip("zxingcpp", reason="zxing-cpp reads the codes")
    return [found.text for found in zxingcpp.read_barcodes(picture)]


def test_of_two_hundred_poor_scans_at_least_ninety_nine_in_a_hundred_are_read() -> None:
    chance = random.Random(14)
    good = 0
    for size in (PORTRAIT, LANDSCAPE):
        raw = packet(SHEETS // 2, size)
        for number in range(SHEETS // 2):
            page = drawn(raw, number)
            good += sum(code("complaint-form", number + 1) in read(scanned(page, chance)) for _ in range(SCANS))
    assert good >= 0.99 * SHEETS * SCANS


def test_each_page_says_its_own_number_and_blank_backs_do_as_well() -> None:
    raw = packet(3, PORTRAIT)
    assert [read(drawn(raw, number)) for number in range(4)] == [[code("complaint-form", at)] for at in (1, 2, 3, 4)]


def test_the_same_packet_is_the_same_bytes() -> None:
    assert packet(2, PORTRAIT) == packet(2, PORTRAIT)


def test_a_code_says_form_drill_edition_page_and_copy() -> None:
    assert code("complaint-form", 12) == "PLANGEN/6F8D88A7ED21/COMPLAINT-FORM/20241210/V1.2/P12/C3"
    bare = SheetCode(mark=MARK, document="sign-in", drill=None, edition="草稿（v1.2之后）")
    assert bare.text == "PLANGEN/6F8D88A7ED21/SIGN-IN//DRAFT"


def coded_document() -> bytes:
    """A form with an upright and a turned page."""
    layout, _ = read_layout(yaml.safe_load((ROOT / "templates/layout.yaml").read_text(encoding="utf-8")))
    assert layout is not None
    body = Document(
        title="签到表",
        subject="",
        author="",
        header="签到表　演练文件",
        created=DAY,
        blocks=(
            paragraph("甲"),
            SectionBreak(landscape=True),
            paragraph("乙"),
            SectionBreak(numbered=False),
            paragraph("丙"),
        ),
        identity=Identity(document="sign-in", fingerprint=MARK, code=code("sign-in", 0)),
    )
    return write_document(body, make_house(layout))


def test_every_footer_of_a_word_file_that_comes_back_bears_its_code_and_digits() -> None:
    parts = parts_of(coded_document())
    footers = [name for name in parts if name.startswith("word/footer")]
    assert len(footers) == 5  # of odd and even pages, upright and turned, and of pages without a number
    for name in footers:
        assert f"识别码 {MARK}" in parts[name].decode()
        assert b"<w:drawing>" in parts[name]
    picture = Image.open(io.BytesIO(parts["word/media/plangen-code.png"]))
    assert read(picture.convert("L")) == [code("sign-in", 0)]
    assert coded_document() == coded_document()


@pytest.mark.office
def test_each_page_that_libreoffice_prints_bears_the_code_and_its_scans_are_read(tmp_path: Path) -> None:
    office = find_office(tmp_path)
    if office is None:
        pytest.skip("needs LibreOffice")
    raw = office.pdfs({"签到表.docx": coded_document()})["签到表.docx"]
    chance = random.Random(15)
    for number in range(3):
        page = drawn(raw, number)
        found = [code("sign-in", 0) in read(scanned(page, chance)) for _ in range(10)]
        assert sum(found) >= 9, number


@pytest.mark.parametrize(("said", "wanted"), [("", True), (", returns: false", False), (", returns: true", True)])
def test_which_documents_bear_one_is_data(*, said: str, wanted: bool) -> None:
    assert returns(f"{{id: sign-in, title: 签到簿{said}}}", "sign-in") is wanted


def test_documents_of_ones_own_bear_one_where_their_line_says_so() -> None:
    assert not returns("{id: order, title: 演练令}", "order")
    assert returns("{id: order, title: 演练令, returns: true}", "order")


def returns(line: str, document: str) -> bool:
    files = {
        "templates/documents.yaml": f"documents:\n  - {line}\n".encode(),
        "templates/documents/order.md": "# 甲".encode(),
    }
    dossier, _ = dossier_of(files)
    return next(entry.returns for entry in dossier.entries if entry.id == document)


@pytest.mark.parametrize(
    "typed",
    [
        MARK,
        "6F8D 88A7 ED21",
        " 6f8d\n88a7\ted21 ",
        "６ｆ８ｄ８８ａ７ｅｄ２１",
        "6f8d-88a7-ed21",
        "识别码 6f8d88a7ed21",
        "识别码：6F8D88A7ED21",
        "PLANGEN 6F8D88A7ED21",
        "plangen 6f8d 88a7 ed21",
        code("complaint-form", 12),
        code("complaint-form", 12).lower(),
        "ＰＬＡＮＧＥＮ／６Ｆ８Ｄ８８Ａ７ＥＤ２１／SIGN-IN／20241210／V1.2",
    ],
)
def test_verify_takes_a_code_however_it_was_typed(tmp_path: Path, typed: str) -> None:
    assert mark_typed(typed) == MARK
    assert asked(tmp_path, typed).mark == MARK


@pytest.mark.parametrize("typed", ["", "6f8d88a7ed2", "6f8d88a7ed210", "PLANGEN", "plangen 6f8d88a7ed2x", "04-表.docx"])
def test_what_holds_no_code_is_none(typed: str) -> None:
    assert mark_typed(typed) == ""
