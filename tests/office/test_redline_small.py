"""Laws of the redline on small documents that Hypothesis writes, and what single parts of it do."""

import hashlib
import io
import re
import zipfile
from collections.abc import Hashable, Sequence
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from msgspec import structs

from plangen.office.ooxml.package import Properties, parts_of, with_text, zipped
from plangen.office.ooxml.trees import parsed
from plangen.office.redline import Summary, accept_all, is_unedited, redline, reject_all
from plangen.office.redline.about import certified, created
from plangen.office.redline.align import align, likeness, opcodes, pairs_of_letters
from plangen.office.redline.engine import first_number
from plangen.office.redline.parts import Importer, Package, Relation
from plangen.office.redline.tidy import (
    balance_bookmarks,
    complete,
    merge_roots,
    number_controls,
    number_drawings,
    tidy,
    without_comments,
)
from plangen.office.redline.units import UnitKind, key, similarity, units
from plangen.office.redline.xml import Element

pytestmark = pytest.mark.slow

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
DATE = datetime(2026, 4, 1, tzinfo=UTC)
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml"'
    ' ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1"'
    ' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"'
    ' Target="word/document.xml"/></Relationships>'
)


def paragraph(text: str) -> str:
    return f'<w:p><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>' if text else "<w:p/>"


def table(rows: list[list[str]]) -> str:
    cells = ("".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) for row in rows)
    grid = "<w:gridCol/>" * len(rows[0])
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def document(blocks: list[str | list[list[str]]]) -> bytes:
    """A Word file of paragraphs and tables, with the plain last paragraph that Word itself puts there."""
    body = "".join(paragraph(each) if isinstance(each, str) else table(each) for each in [*blocks, ""])
    return zipped(
        {
            "[Content_Types].xml": TYPES.encode(),
            "_rels/.rels": RELATIONS.encode(),
            "word/document.xml": f'<w:document xmlns:w="{W}"><w:body>{body}<w:sectPr/></w:body></w:document>'.encode(),
        }
    )


def tree(inner: str) -> Element:
    return parsed(f'<w:body xmlns:w="{W}">{inner}</w:body>'.encode())


def said(raw: bytes | None) -> list[str]:
    """The paragraphs, those of cells included, that hold words."""
    assert raw is not None
    found = parsed(parts_of(raw)["word/document.xml"]).iter(f"{{{W}}}p")
    return [text for each in found if (text := "".join(map(str, each.itertext(f"{{{W}}}t"))))]


def shape(raw: bytes | None) -> list[int]:
    """The number of rows of each table."""
    assert raw is not None
    return [len(each.findall(f"{{{W}}}tr")) for each in parsed(parts_of(raw)["word/document.xml"]).iter(f"{{{W}}}tbl")]


WORDS = st.lists(
    st.sampled_from(["应急", "小组", "两小时", "3", "小时", "内", "报告", "，", "。", "A", "b c"]), max_size=6
)
TEXTS = WORDS.map("".join)
TABLES = st.integers(1, 3).flatmap(
    lambda width: st.lists(st.lists(TEXTS, min_size=width, max_size=width), min_size=1, max_size=3)
)
BLOCKS = st.lists(st.one_of(TEXTS, TEXTS, TABLES), max_size=7)


@given(BLOCKS, BLOCKS)
def test_accepting_gives_the_new_words_and_rejecting_the_old(
    old: list[str | list[list[str]]], new: list[str | list[list[str]]]
) -> None:
    """Law: of any two documents, however little they have in common."""
    before, now = document(old), document(new)
    made = redline(before, now, author="甲", date=DATE).raw
    assert made is not None
    for settled, want in ((accept_all(made).raw, now), (reject_all(made).raw, before)):
        assert (said(settled), shape(settled)) == (said(want), shape(want))


@given(BLOCKS)
def test_a_document_does_not_differ_from_itself(blocks: list[str | list[list[str]]]) -> None:
    raw = document(blocks)
    made = redline(raw, raw, author="甲", date=DATE)
    assert (made.summary, made.summary.is_empty, said(made.raw)) == (Summary(), True, said(raw))


@given(BLOCKS, BLOCKS)
def test_both_directions_count_the_same(old: list[str | list[list[str]]], new: list[str | list[list[str]]]) -> None:
    """Law: nothing differs one way that does not differ the other way."""
    there, back = (
        redline(*pair, author="甲", date=DATE).summary.is_empty
        for pair in ((document(old), document(new)), (document(new), document(old)))
    )
    assert there is back


@given(BLOCKS, BLOCKS)
def test_a_redline_knows_itself_until_anything_of_it_changes(
    old: list[str | list[list[str]]], new: list[str | list[list[str]]]
) -> None:
    """Law: by what its parts hold, however they are packed."""
    raw = redline(document(old), document(new), author="甲", date=DATE).raw
    assert raw is not None
    assert is_unedited(raw)
    parts = parts_of(raw)
    assert is_unedited(zipped(dict(reversed(parts.items()))))
    for name in parts.keys() - {"docProps/custom.xml"}:
        assert not is_unedited(zipped({**parts, name: parts[name] + b"<!-- x -->"})), name
    assert not is_unedited(zipped({**parts, "word/more.xml": b"<x/>"}))


def test_a_redline_says_of_itself_of_which_two_files_it_is() -> None:
    old, new = document(["甲"]), document(["乙"])
    parts = parts_of(redline(old, new, author="甲", date=DATE).raw or b"")
    about = dict(re.findall(r'name="plangen\.(\w+)"><vt:lpwstr>([^<]*)<', parts["docProps/custom.xml"].decode()))
    assert len(about.pop("made")) == 64
    assert about == {
        "document": "redline",
        "old": hashlib.sha256(old).hexdigest()[:12],
        "new": hashlib.sha256(new).hexdigest()[:12],
    }
    assert "<dc:title>修订对照</dc:title>" in parts["docProps/core.xml"].decode()


CORE = (
    '<c:coreProperties xmlns:c="urn:c" xmlns:d="http://purl.org/dc/terms/" xmlns:e="http://purl.org/dc/elements/1.1/">'
    "{}</c:coreProperties>"
)


def telling(said: str) -> dict[str, bytes]:
    return {**parts_of(document(["甲"])), "docProps/core.xml": CORE.format(said).encode()}


@pytest.mark.parametrize(
    ("said", "moment"),
    [
        ("2024-03-01T08:00:00Z", "2024-03-01T08:00:00+00:00"),
        ("2024-03-01T08:00:00+08:00", "2024-03-01T08:00:00+08:00"),
        ("2024-03-01T08:00:00", "2024-03-01T08:00:00+00:00"),  # without a zone it is that of Greenwich
        ("三月一日", "1980-01-01T00:00:00+00:00"),
    ],
)
def test_a_document_was_made_when_it_says(said: str, moment: str) -> None:
    assert created(telling(f"<d:created>{said}</d:created>")).isoformat() == moment
    assert created(telling("")) == created(parts_of(document(["甲"]))) == datetime(1980, 1, 1, tzinfo=UTC)


def test_a_redline_bears_the_title_of_the_new_document_and_the_day_of_its_changes() -> None:
    new = zipped(telling("<e:title>演练计划</e:title><d:created>2024-03-01T08:00:00Z</d:created>"))
    for date, day in ((None, "2024-03-01"), (DATE, DATE.date().isoformat())):
        core = parts_of(redline(document(["乙"]), new, author="张三", date=date).raw or b"")[
            "docProps/core.xml"
        ].decode()
        assert "<dc:title>演练计划（修订对照）</dc:title>" in core
        assert re.findall(r"<dc:creator>(.*?)</dc:creator>", core) == ["张三"]
        assert re.findall(r"<dcterms:created [^>]*>(.{10})", core) == [day]


def test_another_file_that_tells_by_itself_is_no_redline() -> None:
    """Whatever this program wrote and nobody changed is as it was certified."""
    about = Properties(title="", subject="", author="", created=DATE.date(), identity={"document": "plan"})
    parts = parts_of(document(["甲"]))
    assert not is_unedited(certified(zipped(parts), about))
    assert is_unedited(certified(zipped(parts), structs.replace(about, identity={"document": "redline"})))


@pytest.mark.parametrize("raw", [b"", b"junk", document(["甲"])])
def test_what_is_no_redline_is_not_one_of_ours(raw: bytes) -> None:
    assert not is_unedited(raw)


def test_an_edit_that_keeps_the_properties_is_seen() -> None:
    """Programs that save a file without saying so."""
    raw = redline(document(["甲乙丙丁"]), document(["甲乙丙戊"]), author="甲", date=DATE).raw
    assert raw is not None
    assert not is_unedited(with_text(raw, "甲乙丙", "甲乙内"))


KEYS = st.lists(st.sampled_from("abcd"), max_size=8)


@given(KEYS, KEYS)
def test_opcodes_rebuild_both_sequences(old: list[str], new: list[str]) -> None:
    left, right = [], []
    for kind, i1, i2, j1, j2 in opcodes(old, new):
        left += old[i1:i2]
        right += new[j1:j2]
        assert (old[i1:i2] == new[j1:j2]) is (kind == "equal")
    assert (left, right) == (old, new)


def rebuilt(old: Sequence[Hashable], new: Sequence[Hashable]) -> int:
    """How much stays, after the steps have been found to lead from old to new."""
    kept, i, j = 0, 0, 0
    for kind, i1, i2, j1, j2 in opcodes(old, new):
        assert (i, j) == (i1, j1)
        assert (old[i1:i2] == new[j1:j2]) is (kind == "equal")
        kept += i2 - i1 if kind == "equal" else 0
        i, j = i2, j2
    assert (i, j) == (len(old), len(new))
    return kept


@settings(max_examples=8)
@given(st.lists(st.tuples(st.integers(0, 699), st.sampled_from("abcd")), max_size=6))
def test_what_repeats_itself_a_thousand_times_is_compared_the_shortest_way(edits: list[tuple[int, str]]) -> None:
    old = "ab" * 350
    new = list(old)
    for place, letter in edits:
        new[place] = letter
    assert rebuilt(["x", *old, "x"], ["y", *new, "y"]) >= len(old) - len(edits)


class Asked(str):
    """A word that counts how often it is compared."""

    __slots__ = ()
    __hash__ = str.__hash__
    times = 0

    def __eq__(self, other: object) -> bool:
        Asked.times += 1
        return str.__eq__(self, other)


def test_the_work_on_what_has_little_in_common_is_bounded() -> None:
    """However long it is: eight thousand open brackets in one line once took minutes."""
    Asked.times = 0
    old, new = ([Asked(each) for each in text * 4000] for text in ("ab", "acac"))
    rebuilt(old, new)
    assert Asked.times < 4_000_000


@given(KEYS, KEYS, st.sampled_from([0.1, 0.5, 1.0]))
def test_alignment_names_each_place_once_and_in_order(old: list[str], new: list[str], threshold: float) -> None:
    pairs = align(old, new, str, lambda a, b: 0.5 if {a, b} <= {"a", "b"} else 0.0, threshold)
    assert [i for i, _ in pairs if i is not None] == list(range(len(old)))
    assert [j for _, j in pairs if j is not None] == list(range(len(new)))
    assert (None, None) not in pairs


@pytest.mark.parametrize(("threshold", "pairs"), [(0.5, [(0, 0)]), (0.51, [(0, None), (None, 0)])])
def test_what_is_just_similar_enough_is_paired(threshold: float, pairs: list[tuple[int | None, int | None]]) -> None:
    assert align(["x"], ["y"], str, lambda _a, _b: 0.5, threshold) == pairs


@given(st.text("甲乙丙", max_size=6), st.text("甲乙丙", max_size=6))
def test_likeness_lies_between_nothing_and_the_same(old: str, new: str) -> None:
    found = likeness(pairs_of_letters(old), pairs_of_letters(new))
    assert 0 <= found <= 1
    assert likeness(pairs_of_letters(new), pairs_of_letters(old)) == found
    assert likeness(pairs_of_letters(old), pairs_of_letters(old)) == 1


CONTROL = "<w:sdt><w:sdtPr><w:tag w:val='{tag}'/></w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>"
FIELD = (
    '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> {code} </w:instrText></w:r></w:p>'
    '<w:p><w:r><w:t>1</w:t></w:r></w:p><w:p><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
)


def test_units_are_paragraphs_tables_controls_and_what_a_field_ties_together() -> None:
    body = tree(
        paragraph("甲")
        + '<w:bookmarkStart w:id="1" w:name="x"/>'
        + table([["乙"]])
        + CONTROL.format(tag="t", inner=paragraph("丙"))
        + FIELD.format(code="TOC \\o")
        + FIELD.format(code="IF x")
        + "<w:sectPr/>"
    )
    assert [each.kind for each in units(body)] == [
        UnitKind.PARAGRAPH,
        UnitKind.TABLE,
        UnitKind.CONTROL,
        UnitKind.CONTENTS,
        UnitKind.FIELD,
    ]
    assert [len(each.elements) for each in units(body)] == [1, 1, 1, 3, 3]


def one(inner: str) -> Element:
    return tree(inner)


@pytest.mark.parametrize(
    ("old", "new", "like"),
    [
        (paragraph("甲乙丙"), paragraph("甲乙丙"), 1.0),
        (paragraph(""), paragraph(""), 1.0),
        (paragraph("甲"), paragraph(""), 0.0),
        (paragraph("甲乙"), table([["甲乙"]]), 0.0),
        ("<w:p><w:pPr><w:pStyle w:val='A'/></w:pPr></w:p>", paragraph(""), 0.0),
        ("<w:p><w:pPr><w:pStyle w:val='A'/></w:pPr><w:r><w:t>甲乙</w:t></w:r></w:p>", paragraph("甲乙"), 0.85),
        ("<w:p><w:pPr><w:sectPr/></w:pPr><w:r><w:t>甲乙</w:t></w:r></w:p>", paragraph("甲乙"), 0.0),
        (table([["头"], ["一二"]]), table([["头"], ["三四"]]), 0.5),
        (table([["头"], ["一二"]]), table([["尾"], ["三四"]]), 0.0),
        (table([[""], ["一二"]]), table([[""], ["三四"]]), 0.0),
        (CONTROL.format(tag="t", inner=paragraph("甲")), CONTROL.format(tag="t", inner=paragraph("乙")), 0.5),
        (CONTROL.format(tag="t", inner=paragraph("甲")), CONTROL.format(tag="u", inner=paragraph("甲")), 0.0),
        (FIELD.format(code="IF x"), FIELD.format(code="IF x"), 0.0),
    ],
)
def test_what_may_be_versions_of_one_another(old: str, new: str, like: float) -> None:
    before, now = units(one(old))[0], units(one(new))[0]
    assert similarity(before, now) == pytest.approx(like)
    assert similarity(now, before) == pytest.approx(like)


def test_what_surely_corresponds_has_one_key() -> None:
    numbered = "<w:p><w:pPr><w:numPr><w:numId w:val='{}'/></w:numPr></w:pPr></w:p>"
    same = [
        (FIELD.format(code="TOC x"), FIELD.format(code="TOC y")),
        (FIELD.format(code="IF x") + numbered.format(1), FIELD.format(code="IF x") + numbered.format(2)),
        (CONTROL.format(tag="t", inner=paragraph("甲")), CONTROL.format(tag="t", inner=paragraph("甲"))),
        (table([["甲"]]), table([["甲"]])),
    ]
    assert all(key(units(one(old))[0]) == key(units(one(new))[0]) for old, new in same)
    other = [
        (FIELD.format(code="IF x"), FIELD.format(code="IF y")),
        (paragraph(""), "<w:p><w:r><w:drawing/></w:r></w:p>"),
        (table([["甲"]]), table([["甲"], [""]])),
    ]
    assert not any(key(units(one(old))[0]) == key(units(one(new))[0]) for old, new in other)


def names(element: Element) -> list[str]:
    return [etree.QName(each).localname for each in element]


@pytest.mark.parametrize(
    ("inner", "end"),
    [
        ("", ["p"]),
        ("<w:sectPr/>", ["p", "sectPr"]),
        (paragraph("甲"), ["p"]),
        (table([["甲"]]), ["tbl", "p"]),
        ("<w:p><w:pPr><w:sectPr/></w:pPr></w:p>", ["p", "p"]),
        (paragraph("甲") + '<w:bookmarkEnd w:id="1"/>', ["p", "bookmarkEnd"]),
        (table([["甲"]]) + '<w:bookmarkEnd w:id="1"/>', ["tbl", "bookmarkEnd", "p"]),
        ('<w:bookmarkEnd w:id="1"/>', ["bookmarkEnd", "p"]),
    ],
)
def test_every_container_ends_with_a_plain_paragraph(inner: str, end: list[str]) -> None:
    body = tree(inner)
    complete(body)
    assert names(body) == end


def test_an_empty_cell_gets_its_paragraph_behind_its_properties() -> None:
    body = tree("<w:tbl><w:tr><w:tc><w:tcPr/></w:tc></w:tr></w:tbl>" + paragraph("甲"))
    complete(body)
    cell = next(body.iter(f"{{{W}}}tc"))
    assert names(cell) == ["tcPr", "p"]


def test_what_says_nothing_of_the_document_is_taken_away() -> None:
    body = tree(
        '<w:p w:rsidR="00A"> <w:pPr/><w:proofErr w:type="x"/><!-- c --><w:smartTag w:element="x"><w:smartTagPr/>'
        "<w:r><w:rPr/><w:t>甲</w:t></w:r></w:smartTag><w:r><w:commentReference w:id='1'/></w:r></w:p>"
    )
    paragraph_left = tidy(body)[0]
    assert (names(paragraph_left), len(paragraph_left.attrib), paragraph_left.text) == (["r", "r"], 0, None)
    assert "".join(map(str, body.itertext())) == "甲"


def test_a_run_goes_with_the_comment_that_it_led_to_unless_it_says_something() -> None:
    mark = '<w:commentReference w:id="1"/>'
    body = tree(
        f"<w:p><w:r><w:rPr/>{mark}</w:r><w:r>{mark}</w:r><w:r><w:rPr/><w:t>甲</w:t>{mark}</w:r>"
        '<w:commentRangeStart w:id="1"/><w:r><w:t>乙</w:t></w:r><w:commentRangeEnd w:id="1"/></w:p>'
    )
    assert [names(each) for each in without_comments(body)[0]] == [["rPr", "t"], ["t"]]


def test_a_control_keeps_its_number_unless_another_one_has_it() -> None:
    trees = [tree("".join(f'<w:sdtPr><w:id w:val="{each}"/></w:sdtPr>' for each in some)) for some in ("51", "575")]
    number_controls(*trees)
    assert [[each[0].get(f"{{{W}}}val") for each in one] for one in trees] == [["5", "1"], ["2", "7", "3"]]


@pytest.mark.parametrize(
    ("text", "first"),
    [("", 1), ('<w:bookmarkStart w:id="7" w:name="a"/><w:bookmarkEnd w:id="7"/>', 8), ('<w:x w:id="-9"/>', 1)],
)
def test_marks_are_numbered_from_above_all_that_are_there(text: str, first: int) -> None:
    body = f'<w:document xmlns:w="{W}"><w:body>{text}</w:body></w:document>'.encode()
    assert first_number(package(word__document_dot_xml=body)) == first


def test_bookmarks_without_an_end_go_and_drawings_are_counted() -> None:
    drawing = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
    body = tree(
        '<w:bookmarkStart w:id="1"/><w:bookmarkEnd w:id="1"/><w:bookmarkStart w:id="2"/><w:bookmarkEnd w:id="3"/>'
        f'<x:docPr xmlns:x="{drawing}" id="7"/><x:docPr xmlns:x="{drawing}" id="7"/>'
    )
    balance_bookmarks(body)
    number_drawings(body)
    assert names(body) == ["bookmarkStart", "bookmarkEnd", "docPr", "docPr"]
    assert [each.get("id") for each in list(body)[2:]] == ["1", "2"]


def test_namespaces_that_may_be_ignored_are_declared_at_the_root() -> None:
    mc = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    old = parsed(f'<w:d xmlns:w="{W}" xmlns:m="{mc}" xmlns:a="urn:a" m:Ignorable="a"/>'.encode())
    new = parsed(f'<w:d xmlns:w="{W}" xmlns:m="{mc}" xmlns:b="urn:b" m:Ignorable="b"><w:x/></w:d>'.encode())
    root = merge_roots(old, new)
    assert (root.get(f"{{{mc}}}Ignorable"), names(root)) == ("a b", ["x"])
    assert {"a", "b", "w"} <= root.nsmap.keys()
    plain = parsed(f'<w:d xmlns:w="{W}"/>'.encode())
    assert merge_roots(plain, plain) is plain
    bare = parsed(f'<w:d xmlns:w="{W}" xmlns:m="{mc}" xmlns:a="urn:a"/>'.encode())
    assert merge_roots(old, bare).get(f"{{{mc}}}Ignorable") == "a"  # what came from the old one, too


def package(**parts: bytes) -> Package:
    named = {name.replace("__", "/").replace("_dot_", "."): raw for name, raw in parts.items()}
    return Package({**parts_of(document(["甲"])), **named})


def test_a_part_that_is_there_already_is_not_brought_again() -> None:
    old, new = package(word__media__a_dot_png=b"1"), package(word__media__b_dot_png=b"1")
    assert Importer(old, new).part("word/media/a.png") == "word/media/b.png"


def test_a_part_of_another_content_comes_under_a_free_name_with_what_it_refers_to() -> None:
    old, new = package(word__a_dot_xml=b"<x/>", word__c_dot_xml=b"<c/>"), package(word__a_dot_xml=b"<y/>")
    old.relations("word/a.xml")["rId1"] = Relation(kind="k", target="word/c.xml")
    old.relations("word/c.xml")["rId1"] = Relation(kind="k", target="word/a.xml")  # back again
    name = Importer(old, new).part("word/a.xml")
    assert (name, new.parts[name], new.parts["word/c.xml"]) == ("word/a-old1.xml", b"<x/>", b"<c/>")
    assert new.relations(name)["rId1"].target == "word/c.xml"
    assert new.relations("word/c.xml")["rId1"].target == name


def test_only_parts_that_something_refers_to_are_packed() -> None:
    made = package(word__lost_dot_xml=b"<x/>", word__kept_dot_xml=b"<x/>")
    made.add("word/lost.xml", b"<x/>", "application/x")
    made.relate("word/document.xml", Relation(kind="k", target="word/kept.xml"))
    outside = Relation(kind="k", target="https://example.com", external=True)
    assert made.relate("word/document.xml", outside) == made.relate("word/document.xml", outside)
    parts = made.sealed_parts()
    assert "word/kept.xml" in parts
    assert "word/lost.xml" not in parts
    assert b"lost.xml" not in parts["[Content_Types].xml"]
    assert b'TargetMode="External"' in parts["word/_rels/document.xml.rels"]
    with zipfile.ZipFile(io.BytesIO(zipped(parts))) as packed:
        assert packed.testzip() is None


@pytest.mark.parametrize(
    ("name", "kind"),
    [("a.xml", "application/xml"), ("a.XML", "application/xml"), ("a.bin", "application/octet-stream")],
)
def test_the_type_of_a_part_is_that_of_its_ending(name: str, kind: str) -> None:
    assert package().content_type(name) == kind
