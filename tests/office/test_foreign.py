"""What files may carry: known kinds of parts, fields and links in templates, and not too much of anything."""

import io
import re

import pikepdf
import pytest

from plangen.blocks.template import Names
from plangen.office.house.layout import Layout
from plangen.office.house.make import house_findings
from plangen.office.ooxml.amounts import is_overfull, most
from plangen.office.ooxml.foreign import foreign
from plangen.office.ooxml.guard import opened
from plangen.office.ooxml.numbers import length, whole
from plangen.office.ooxml.package import parts_of, zipped
from plangen.office.ooxml.trees import Parts
from plangen.office.readable import cells, readable
from plangen.office.readable.fingerprint import fingerprint_in
from plangen.office.redline import redline
from plangen.office.release.gate import hygiene
from plangen.office.templates.comments import annotated
from plangen.office.templates.filling import Filling
from plangen.office.templates.render import render
from plangen.office.templates.word_file import WordFile
from tests.office.packages import DOCUMENT, DOCUMENT_RELS, PACKAGE, RELATIONS, completed, package
from tests.office.test_drill_mark import JOB

pytestmark = pytest.mark.slow

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
FACTS = Names(title="", values={}, chinese={})


def text(body: str) -> bytes:
    return f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'.encode()


def paragraph(runs: str) -> str:
    return f"<w:p>{runs}</w:p>"


def run(said: str) -> str:
    return f"<w:r><w:t>{said}</w:t></w:r>"


def field(*codes: str, shown: str = "1") -> str:
    inner = "".join(f"<w:r><w:instrText>{code}</w:instrText></w:r>" for code in codes)
    begin, separate, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
    return paragraph(f"{begin}{inner}{separate}{run(shown)}{end}")


def relation(kind: str, target: str, external: str = "") -> dict[str, bytes]:
    mode = f' TargetMode="{external}"' if external else ""
    entry = f'<Relationship Id="x" Type="{RELATIONS}/{kind}" Target="{target}"{mode}/>'
    return {DOCUMENT_RELS: f'<Relationships xmlns="{PACKAGE}/relationships">{entry}</Relationships>'.encode()}


FOREIGN = {
    "an OLE object": {**relation("oleObject", "embeddings/a.bin"), "word/embeddings/a.bin": b"x"},
    "a sheet within": {**relation("package", "embeddings/a.xlsx"), "word/embeddings/a.xlsx": b"x"},
    "a program": {"word/media/a.exe": b"MZ"},
    "macros under another name": {**relation("vbaProject", "a.xml"), "word/a.xml": b"<x/>"},
    "another document": {**relation("aFChunk", "a.docx"), "word/a.docx": b"x"},
    "another document as XML": {**relation("aFChunk", "a.xml"), "word/a.xml": b"<x/>"},
    "a control": {**relation("control", "a.xml"), "word/a.xml": b"<x/>"},
    "a part without an ending": {"word/a": b"x"},
    "a script in a picture": {"word/media/a.svg": b"<svg><script>x</script></svg>"},
    "a handler in a picture": {"word/media/a.svg": b"<svg onload='x'/>"},
    "a script in a link": relation("hyperlink", "javascript:alert(1)", "External"),
    "a script after a space": relation("hyperlink", " JavaScript:x", "External"),
    "a program in a link": relation("hyperlink", "ms-msdt:/id", "External"),
    "a script in the link of a field": {DOCUMENT: text(field(' HYPERLINK "javascript:x" \\o "y"'))},
    "DDEAUTO": {DOCUMENT: text(field(' DDEAUTO c:\\a "b"'))},
    "DDE in pieces": {DOCUMENT: text(field("D", "DE", " a b"))},
    "INCLUDETEXT": {DOCUMENT: text(field(" INCLUDETEXT a.docx"))},
    "INCLUDEPICTURE in one element": {
        DOCUMENT: text(paragraph(f'<w:fldSimple w:instr=" includepicture http://a/b">{run("1")}</w:fldSimple>'))
    },
    "MACROBUTTON": {DOCUMENT: text(field("MACROBUTTON a b"))},
    "an unknown field": {DOCUMENT: text(field("FETCHANYTHING a"))},
    "a field in a field": {
        DOCUMENT: text(
            paragraph(
                '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>IF </w:instrText></w:r>'
                f"{field('LINK a').removeprefix('<w:p>').removesuffix('</w:p>')}"
                "<w:r><w:instrText> = 1</w:instrText></w:r>"
                '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
            )
        )
    },
}
KNOWN = {
    "a public link": relation("hyperlink", "https://example.org/", "External"),
    "a mail": relation("hyperlink", "mailto:a@example.org", "External"),
    "a path, which the gate at issue refuses": relation("hyperlink", "C:\\a.docx", "External"),
    "a picture": {**relation("image", "media/a.png"), "word/media/a.png": b"x"},
    "a drawing": {**relation("image", "media/a.svg"), "word/media/a.svg": b"<svg><path d='M0 0'/></svg>"},
    "a page number": {DOCUMENT: text(field(" PAGE \\* MERGEFORMAT"))},
    "a link in a field": {DOCUMENT: text(field(' HYPERLINK "https://example.org/" '))},
    "a place in the text": {DOCUMENT: text(field(' HYPERLINK \\l "_Toc1" '))},
    "a sum": {DOCUMENT: text(field("=1+1"))},
    "contents": {DOCUMENT: text(field(' TOC \\o "1-3"', shown="DDEAUTO"))},
    "an empty field": {DOCUMENT: text(field(" "))},
}


def opened_parts(further: dict[str, bytes]) -> Parts:
    parts, _ = opened(package({DOCUMENT: text("<w:p/>"), **further}), "a.docx")
    assert parts is not None
    return parts


@pytest.mark.parametrize("name", FOREIGN)
def test_what_is_of_no_known_kind_is_named_and_nothing_is_made_of_it(name: str) -> None:
    found = list(foreign(opened_parts(FOREIGN[name]), "a.docx"))
    assert found
    assert {(each.code, each.severity) for each in found} == {("W119", "error")}
    raw, said = render(JOB, WordFile(package({DOCUMENT: text("<w:p/>"), **FOREIGN[name]}), "a.docx"))
    assert raw is None
    assert "W119" in {each.code for each in said}


@pytest.mark.parametrize("name", KNOWN)
def test_what_is_known_to_be_harmless_is_not(name: str) -> None:
    assert not list(foreign(opened_parts(KNOWN[name]), "a.docx"))


def test_a_house_template_is_looked_at_as_well(house: bytes, layout: Layout) -> None:
    raw = zipped({**parts_of(house), "word/media/a.exe": b"MZ"})
    assert [each.code for each in house_findings(raw, layout, "house.docx")] == ["W119"]


@pytest.mark.parametrize(
    ("said", "twips"),
    [
        ("567", 567.0),
        ("-567", -567.0),
        ("210mm", 210 * 1440 / 25.4),
        ("1.5in", 2160.0),
        ("12pt", 240.0),
        (" 12 pt ", 240.0),
        ("1pc", 240.0),
        ("", None),
        ("x", None),
        ("nan", None),
        ("inf", None),
        ("1e9", None),
        ("9999999999", None),
        ("２１０", None),
        ("12 furlongs", None),
    ],
)
def test_a_length_is_read_with_or_without_its_unit_and_nothing_else_is_one(said: str, twips: float | None) -> None:
    assert length(said) == (None if twips is None else pytest.approx(twips))


@pytest.mark.parametrize(
    ("said", "number"), [("7", 7), ("-7", -7), ("", 3), ("x", 3), ("1.5", 3), ("9" * 10, 3), ("²", 3)]
)
def test_a_whole_number_is_one_or_what_stands_for_it(said: str, number: int) -> None:
    assert whole(said, 3) == number


@pytest.mark.parametrize("value", ["210mm", "x", "nan", "inf", "9" * 30, ""])
def test_no_length_in_a_house_template_makes_its_reading_fail(house: bytes, layout: Layout, value: str) -> None:
    parts = parts_of(house)
    for name, attribute in ((DOCUMENT, "w:w"), ("word/styles.xml", "w:line"), ("word/numbering.xml", "w:numId")):
        changed, count = re.subn(f'{attribute}="[^"]*"', f'{attribute}="{value}"', parts[name].decode(), count=1)
        assert count
        raw = zipped({**parts, name: changed.encode()})
        assert {each.severity for each in house_findings(raw, layout, "house.docx")} <= {"warning", "info"}


def odd_header(parts: dict[str, bytes]) -> dict[str, bytes]:
    return {**parts, "word/header1.xml": parts["word/header1.xml"].replace("【页眉】".encode(), "甲公司".encode())}


def hidden_header(parts: dict[str, bytes]) -> dict[str, bytes]:
    header = parts["word/header2.xml"].replace(b"<w:r>", b"<w:r><w:rPr><w:vanish/></w:rPr>", 1)
    return {**parts, "word/header2.xml": header}


def no_even_header(parts: dict[str, bytes]) -> dict[str, bytes]:
    document = parts[DOCUMENT].replace(b'<w:headerReference w:type="even"', b'<w:footerReference w:type="first"')
    return {**parts, DOCUMENT: document}


def unmarked_first_page(parts: dict[str, bytes]) -> dict[str, bytes]:
    return {**parts, DOCUMENT: parts[DOCUMENT].replace(b"<w:pgSz", b"<w:titlePg/><w:pgSz", 1)}


@pytest.mark.parametrize("change", [odd_header, hidden_header, no_even_header, unmarked_first_page])
def test_each_header_that_pages_of_a_house_template_show_has_the_place_of_its_words(
    house: bytes, layout: Layout, change: object
) -> None:
    assert callable(change)
    raw = zipped(change(parts_of(house)))
    assert [each.code for each in house_findings(raw, layout, "house.docx")] == ["W161"]


@pytest.mark.parametrize(
    ("body", "is_read"),
    [
        ("<w:p/>" * 150_000, True),
        ("<w:p/>" * 150_001, False),
        ("<w:b/>" * 1_599_900, True),
        ("<w:b/>" * 1_600_000, False),
    ],
)
def test_a_document_has_room_for_thousands_of_pages_and_no_more(body: str, is_read: bool) -> None:
    parts, found = opened(package({DOCUMENT: text(body)}), "a.docx")
    assert (parts is not None) == is_read
    assert [each.code for each in found] == ([] if is_read else ["W108"])


def test_elements_are_counted_before_any_is_parsed() -> None:
    assert most({"a.xml": b"<a>" + b"<b/>" * 1_600_000 + b"</a>"}) is not None
    assert most({"a.xml": b"<a>" + b"<b></b>" * 1_500_000 + b"</a>"}) is None
    assert most({"a.png": b"\x89PNG" + b"<" * 2_000_000}) is None


@pytest.mark.parametrize(("count", "is_read"), [(300_000, True), (300_001, False)])
def test_a_workbook_has_room_for_so_many_texts(count: int, is_read: bool) -> None:
    assert is_overfull({"xl/sharedStrings.xml": b"<si/>" * count}) is not is_read


@pytest.mark.parametrize(("count", "is_read"), [(6000, True), (6001, False)])
def test_a_file_has_room_for_six_thousand_styles_each_based_on_the_next(count: int, is_read: bool) -> None:
    chain = "".join(
        f'<w:style w:styleId="s{at}"><w:name w:val="s{at}"/><w:basedOn w:val="s{at + 1}"/></w:style>'
        for at in range(count)
    )
    used = paragraph(f'<w:pPr><w:pStyle w:val="s0"/></w:pPr>{run("甲")}') * 50
    styles = f'<w:styles xmlns:w="{W}">{chain}</w:styles>'.encode()
    word = WordFile(package({DOCUMENT: text(used), "word/styles.xml": styles}), "a.docx")
    assert word.is_sound == is_read
    assert [each.code for each in word.findings] == ([] if is_read else ["W108"])
    if is_read:
        assert not [each for each in Filling(word, FACTS).findings if each.code == "W135"]
        hygiene(word, "")


def test_one_long_paragraph_is_looked_at_once() -> None:
    long = "".join(f"<w:r><w:rPr><w:b/></w:rPr><w:t>甲{at}</w:t></w:r>" for at in range(15_000))
    braces = run("{%" * 40_000)
    for body in (paragraph(long), paragraph(braces), paragraph(run("【待填写：" * 20_000))):
        word = WordFile(package({DOCUMENT: text(body)}), "a.docx")
        assert word.is_sound
        hygiene(word, "")


@pytest.mark.parametrize(
    ("tag", "said"),
    [
        ('{{ "A&amp;B" }}', "A&B"),
        ('{{ "A&amp;lt;B" }}', "A&lt;B"),
        ('{{ "a &lt; b" }}', "a < b"),
        ('{% if "A&amp;B" == "A&amp;B" %}ja{% endif %}', "ja"),
        ('{% if "A&amp;B" == "AB" %}ja{% endif %}nein', "nein"),
    ],
)
def test_a_sign_that_xml_writes_otherwise_is_itself_in_a_tag(tag: str, said: str) -> None:
    raw, found = render(JOB, WordFile(package({DOCUMENT: text(paragraph(run(tag)))}), "a.docx"))
    assert found == ()
    assert raw is not None
    assert readable(raw)[0] == said  # type: ignore[index]  # it has lines


def in_pdf(owner: str = "", user: str = "") -> bytes:
    out = io.BytesIO()
    with pikepdf.new() as made:
        made.add_blank_page()
        made.docinfo["/Keywords"] = "0123456789ab"
        made.save(out, encryption=pikepdf.Encryption(owner=owner, user=user) if user else False)
    return out.getvalue()


def test_a_file_that_cannot_be_opened_says_no_fingerprint() -> None:
    custom = b'<P><p name="plangen.fingerprint"><v>0123456789ab</v></p></P>'
    assert fingerprint_in(in_pdf()) == "0123456789ab"
    assert fingerprint_in(in_pdf(owner="x", user="y")) == ""
    assert fingerprint_in(zipped({"docProps/custom.xml": custom})) == "0123456789ab"
    for damage in (b"<P", b"", b'<!DOCTYPE P [<!ENTITY a "b">]>' + custom.replace(b"01", b"&a;"), b"<?x?>\xff"):
        assert fingerprint_in(zipped({"docProps/custom.xml": damage})) == ""
    raw = bytearray(zipped({"docProps/custom.xml": custom}))
    for at, value in ((8, 99), (6, 1)):  # an unknown method; an encrypted member
        changed = bytes(raw[:at]) + bytes([value]) + bytes(raw[at + 1 :])
        central = changed.index(b"PK\x01\x02")
        changed = changed[: central + at + 2] + bytes([value]) + changed[central + at + 3 :]
        assert fingerprint_in(changed) == ""
        assert readable(changed) is None
        assert cells(changed) is None
        assert opened(changed, "a.docx")[0] is None


def test_an_element_that_holds_nothing_is_compared_like_any_other() -> None:
    one, other = (
        package({DOCUMENT: text(paragraph(run("甲")))}),
        package({DOCUMENT: text(f"<w:sdt><w:sdtPr/></w:sdt>{paragraph(run('甲'))}")}),
    )
    for old, new in ((one, other), (other, one)):
        assert redline(old, new, author="甲").raw is not None


def test_remarks_are_put_into_a_file_whose_comments_have_no_numbers() -> None:
    comments = f'<w:comments xmlns:w="{W}"><w:comment w:id="x"/><w:comment w:id="4"/></w:comments>'.encode()
    word = WordFile(package({DOCUMENT: text(paragraph(run("{{ 甲 }}"))), "word/comments.xml": comments}), "a.docx")
    made = parts_of(annotated(word, Filling(word, FACTS).findings, "en"))
    assert b'w:id="5"' in made["word/comments.xml"]
    assert completed({DOCUMENT: text("")})
