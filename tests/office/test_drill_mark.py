"""The drill mark: on every page that is made, by the file's own logic and by the printed page, or nothing is made."""

import io
import re
import shutil
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pikepdf
import pytest

from plangen.blocks.template import Names, Templated
from plangen.diagnostics import Finding
from plangen.office.ooxml.package import parts_of, zipped
from plangen.office.ooxml.trees import Parts
from plangen.office.pdf.convert import pdfs
from plangen.office.pdf.drill_mark import unmarked_pages, unseen
from plangen.office.templates.filling import Filling
from plangen.office.templates.marked import unmarked
from plangen.office.templates.render import render
from plangen.office.templates.review import reviewed
from plangen.office.templates.word_file import WordFile
from tests.office.mark_variants import VARIANTS
from tests.office.packages import DOCUMENT

MARK = "演练文稿　非真实发布"
SHIPPED = Path(__file__).parents[2] / "templates" / "notices" / "recall-notice.docx"
JOB = Templated(
    template="notices/a.docx",
    title="公告",
    subject="",
    author="公司",
    created=date(2024, 12, 1),
    context=Names(title="", values={}, chinese={}),
    mark=MARK,
)
STRUCTURE, STRICT, UNKNOWN, UNMARKED = "W107", "W105", "W119", "W118"


def sound() -> dict[str, bytes]:
    """A text of three pages in the look of a template that plangen ships."""
    parts = parts_of(SHIPPED.read_bytes())
    pages = (
        "<w:p><w:r><w:t>一</w:t></w:r></w:p>"
        + "<w:p><w:pPr><w:pageBreakBefore/></w:pPr><w:r><w:t>续</w:t></w:r></w:p>" * 2
    )
    text = parts[DOCUMENT].decode()
    parts[DOCUMENT] = re.sub(r"<w:body>.*(?=<w:sectPr>)", f"<w:body>{pages}", text, flags=re.DOTALL).encode()
    return parts


def changed(name: str) -> bytes:
    parts = sound()
    VARIANTS[name](parts)
    return zipped(parts)


def rendered(raw: bytes) -> tuple[bytes | None, tuple[Finding, ...]]:
    return render(JOB, WordFile(raw, "a.docx"))


# What is not named here is made, with its mark.
REFUSED: Mapping[str, frozenset[str]] = {
    STRUCTURE: frozenset(
        (
            *("percent in the name", "a name of Chinese letters", "no target", "referred to as a footer"),
            *("one id twice", "a header that is none", "another document", "another document of no type"),
            *(
                "two documents",
                "settings elsewhere",
                "relations in capitals",
                "relations of another case",
                "relations of relations",
            ),
        )
    ),
    STRICT: frozenset({"of the strict kind"}),
    UNKNOWN: frozenset({"another ending"}),
    UNMARKED: frozenset(
        (
            *("outside", "a header of an unknown kind", "two headers of a kind", "a reference that leads nowhere"),
            *("a section in a fallback", "a section in run properties", "a section in a control's properties"),
            *("a section in a cell", "a section in a text box", "two sections at the end", "vertical text"),
            *("numbered", "strictly indented", "in a frame off the page", "a transparent fill", "combined letters"),
            *("content to be ignored", "a header to be ignored", "header below the page", "header above the page"),
            *("header in no number", "margin beyond the page", "negative margin", "text over the header"),
            *(
                "a tiny page",
                "two pages in one",
                "a first page and none",
                "a page of no size",
                "a rectangle on the page",
                "a rectangle on the header",
            ),
            *("a rectangle that reaches the mark", "a rectangle from nowhere"),
            *("a rectangle above the text", "a rectangle of old", "a rectangle in the header"),
            *("a frame on the header", "a floating table on the header"),
        )
    ),
}


@pytest.mark.parametrize("name", VARIANTS)
def test_a_template_is_marked_or_refused_and_its_check_says_the_same(name: str) -> None:
    raw = changed(name)
    made, found = rendered(raw)
    codes = {each.code for each in found if each.severity == "error"}
    wanted = next((code for code, names in REFUSED.items() if name in names), "")
    assert (made is None, codes) == (bool(wanted), {wanted} - {""})
    word = WordFile(raw, "a.docx")
    said = reviewed(Filling(word, JOB.context), WordFile(SHIPPED.read_bytes(), "house.docx"), ())
    assert {each.code for each in said if each.severity == "error" and each.code != "W116"} == codes
    assert made is None or not list(unmarked(Parts(parts_of(made)), MARK, "a.docx"))


@pytest.mark.office
def test_every_page_of_what_is_made_of_them_shows_its_mark() -> None:
    program = shutil.which("soffice")
    if not program:
        pytest.skip("needs LibreOffice")
    made = {f"{number}.docx": rendered(changed(name))[0] for number, name in enumerate(VARIANTS)}
    printed = pdfs({name: raw for name, raw in made.items() if raw is not None}, program)
    assert len(printed) == len(VARIANTS) - sum(map(len, REFUSED.values()))
    names = list(VARIANTS)
    bare = {names[int(name.partition(".")[0])]: unmarked_pages(raw, [MARK]) for name, raw in printed.items()}
    assert {name: pages for name, pages in bare.items() if pages} == {}


@pytest.mark.parametrize("part", ["word/mark1.xml", DOCUMENT])
def test_a_file_that_lost_its_mark_after_all_is_not_proved(part: str) -> None:
    made, _ = rendered(zipped(sound()))
    assert made is not None
    parts = parts_of(made)
    assert not list(unmarked(Parts(parts), MARK, "a.docx"))
    lost = parts[part].replace(b"C00000", b"FFFFFF").replace(b"headerReference", b"footerReference")
    assert [each.code for each in unmarked(Parts({**parts, part: lost}), MARK, "a.docx")] == [UNMARKED]
    assert [each.code for each in unmarked(Parts(parts), MARK + "二", "a.docx")] == [UNMARKED]


@pytest.mark.parametrize(
    ("name", "inside", "found"),
    [("黑体", "<w:embedRegular/>", [UNMARKED]), ("黑体", "<w:family/>", []), ("宋体", "<w:embedRegular/>", [])],
)
def test_only_a_font_that_the_file_brings_for_the_mark_itself_could_hide_it(
    name: str, inside: str, found: list[str]
) -> None:
    made, _ = rendered(zipped(sound()))
    assert made is not None
    font = f'<w:font w:name="{name}">{inside}</w:font>'.encode()
    parts = parts_of(made)
    parts["word/fontTable.xml"] = re.sub(rb"<w:font .*</w:font>", font, parts["word/fontTable.xml"], flags=re.DOTALL)
    assert font in parts["word/fontTable.xml"]
    assert [each.code for each in unmarked(Parts(parts), MARK, "a.docx")] == found


def pdf(*pages: str) -> bytes:
    """Pages of 200 × 200 points, each drawn so; letters are those of Helvetica."""
    with pikepdf.new() as made:
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        for drawn in pages:
            page = made.add_blank_page(page_size=(200, 200))
            page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=made.make_indirect(font)))
            page.Contents = made.make_stream(drawn.encode())
        out = io.BytesIO()
        made.save(out)
        return out.getvalue()


def letters(colour: str = "0.75 0 0 rg", at: str = "40 150", size: int = 12) -> str:
    return f"{colour} BT /F {size} Tf {at} Td (DRILL) Tj ET "


@pytest.mark.parametrize(
    ("drawn", "is_seen"),
    [
        (letters(), True),
        (letters("0.75 g"), False),
        (letters("0 g"), True),
        ("0.75 0 0 rg 0 0 200 200 re f " + letters(), False),
        ("0.75 0 0 rg 0 0 200 200 re f " + letters("1 g"), True),
        (letters() + "1 g 0 0 200 200 re f", False),
        (letters() + "1 g 0 0 200 100 re f", True),
        (letters() + "1 g 60 140 10 30 re f", False),
        (letters("3 Tr"), False),
        (letters(at="190 150"), False),
        (letters(at="40 220"), False),
        ("0 0 200 100 re W n " + letters(), False),
        (letters().replace("DRILL", "DRIL"), False),
        (letters().replace("DRILL", "DR ILL"), True),
        ("", False),
    ],
)
def test_a_mark_is_seen_where_its_letters_stand_out_from_the_page(drawn: str, is_seen: bool) -> None:
    assert unmarked_pages(pdf(letters(), drawn), ["DRILL"]) == (() if is_seen else (2,))


def test_the_pages_without_their_mark_are_named_and_any_of_several_marks_will_do() -> None:
    raw = pdf("", letters(), letters(at="40 40").replace("DRILL", "DRAFT"))
    (found,) = unseen(raw, ["DRILL", "X"], "a.pdf")
    assert (found.code, found.severity, found.values["pages"]) == ("W215", "error", ["1", "3"])
    assert unmarked_pages(raw, ["DRAFT", "DRILL"]) == (1,)
    assert unseen(raw, [], "a.pdf") == ()
