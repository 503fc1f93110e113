"""Whether a reader sees a letter is asked of the page: of what the PDF says of it, and of its pixels."""

import io

import pikepdf
import pytest

from plangen.office.paper.seen.seen_letters import Fault, seen_pages
from plangen.office.release.legible import LEGIBLE
from tests.typesetter import boxes

LETTERS = "暂缓赔付"
SHOW = "<01> Tj <02> Tj"


def faults(content: str) -> list[Fault]:
    """What is wrong with the letters of a page with this content."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(300, 200))
    page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=boxes(pdf, LETTERS)))
    page.obj.Contents = pdf.make_stream(content.encode())
    out = io.BytesIO()
    pdf.save(out)
    return [each.fault for each in seen_pages(out.getvalue()).unseen]


def text(size: float = 12, place: str = "1 0 0 1 50 100", show: str = SHOW, before: str = "") -> str:
    return f"q {before} BT /F {size} Tf {place} Tm {show} ET Q\n"


def box(colour: str, place: str = "40 90 80 40") -> str:
    return f"q {colour} rg {place} re f Q\n"


GREY = 0.716  # of which white has twice the luminance: the least contrast


@pytest.mark.parametrize(
    ("content", "wanted"),
    [
        (text(), []),
        (text(before="1 0 0 rg"), []),
        (text(before=f"{GREY - 0.01} g"), []),
        (text(before=f"{GREY + 0.01} g"), [Fault.FAINT]),
        (text(before="1 g"), [Fault.FAINT]),
        (box("0 0 0") + text(), [Fault.FAINT]),
        (box("0 0 0") + text(before="1 g"), []),
        (box("1 1 0") + text(before="1 1 0 rg"), [Fault.FAINT]),
        (text() + box("1 1 1"), [Fault.COVERED]),
        (text() + box("0 0 0"), [Fault.FAINT]),  # blacked out: no telling from black on black
        (text() + box("1 1 1", "40 96 80 3"), []),  # a rule through the lower part
        (text() + box("1 1 1", "40 104 80 40"), [Fault.COVERED]),  # more than half of it
        (text(show=f"3 Tr {SHOW}"), [Fault.COVERED]),
        (text(LEGIBLE.size), []),
        (text(LEGIBLE.size - 0.2), [Fault.SMALL]),
        (text(12, "0.4 0 0 0.4 50 100"), [Fault.SMALL]),
        (text(12, f"{LEGIBLE.scale + 0.02} 0 0 1 50 100"), []),
        (text(12, f"{LEGIBLE.scale - 0.02} 0 0 1 50 100"), [Fault.NARROW]),
        (text(12, "0 1 -1 0 50 100"), []),  # turned
        (text(12, "1 0 0 1 -20 100"), [Fault.OUTSIDE]),
        (text(12, "1 0 0 1 50 300"), [Fault.OUTSIDE]),
        (text() + text(show="<03> Tj", place="1 0 0 1 52 100"), [Fault.OVERLAID]),
        (text() + text(show="<03> Tj", place="1 0 0 1 50 110"), []),
        (text(show="<01> Tj") + text(show="<01> Tj", place="1 0 0 1 50.5 100"), []),  # printed twice: bold
    ],
)
def test_a_letter_that_nobody_sees_is_told_by_its_fault(content: str, wanted: list[Fault]) -> None:
    assert faults(content) == wanted


def test_what_is_seen_is_read_without_what_is_not() -> None:
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(300, 200))
    page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=boxes(pdf, LETTERS)))
    page.obj.Contents = pdf.make_stream((text() + text(show="<03> Tj", place="1 0 0 1 50 50", before="1 g")).encode())
    out = io.BytesIO()
    pdf.save(out)
    assert seen_pages(out.getvalue()).text == LETTERS[:2]
