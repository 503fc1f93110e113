"""What the parts of a file refer to, read as the packaging convention says; what can be read in two ways is refused."""

from collections.abc import Mapping
from datetime import date

import pytest

from plangen.office.ooxml.guard import in_plain_form, opened, unpacked
from plangen.office.ooxml.package import Properties, parts_of, with_properties, zipped
from plangen.office.ooxml.relations import DOCUMENT_RELATIONS, Relations, main_part, resolved
from plangen.office.ooxml.trees import Parts
from tests.office.packages import DOCUMENT, PACKAGE, RELATIONS, RELS, TYPES, WORD, completed, listed, package

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
LEAST = f'<w:document xmlns:w="{W}"><w:body/></w:document>'.encode()
HEADER = f'<w:hdr xmlns:w="{W}"><w:p/></w:hdr>'.encode()


@pytest.mark.parametrize(
    ("part", "target", "name"),
    [
        ("word/document.xml", "header1.xml", "word/header1.xml"),
        ("word/document.xml", "./header1.xml", "word/header1.xml"),
        ("word/document.xml", "../hdr/header1.xml", "hdr/header1.xml"),
        ("word/document.xml", "/word/header1.xml", "word/header1.xml"),
        ("word/document.xml", "/word/x/../header1.xml", "word/header1.xml"),
        ("word/document.xml", "header%31.xml", "word/header1.xml"),
        ("word/document.xml", "header1.xml#x", "word/header1.xml"),
        ("word/document.xml", "header1.xml?x#y", "word/header1.xml"),
        ("word/document.xml", "../../../header1.xml", "header1.xml"),
        ("word/document.xml", "#x", "word/document.xml"),
        ("", "word/document.xml", "word/document.xml"),
        ("", "/word/document.xml", "word/document.xml"),
        ("a/b/c.xml", "../d.xml", "a/d.xml"),
    ],
)
def test_a_target_is_resolved_from_the_part_that_names_it(part: str, target: str, name: str) -> None:
    assert resolved(part, target) == name


def with_header(target: str, name: str = "word/header1.xml") -> dict[str, bytes]:
    parts = completed({DOCUMENT: LEAST, "word/header1.xml": HEADER})
    parts[name] = parts.pop("word/header1.xml")
    parts[TYPES] = parts[TYPES].replace(b"/word/header1.xml", f"/{name}".encode())
    parts[DOCUMENT_RELATIONS] = listed({"h": ("header", target)})
    return parts


@pytest.mark.parametrize(
    "target", ["./header1.xml", "header%31.xml", "HEADER1.xml", "/word/./header1.xml", "header1.xml#x"]
)
def test_roundabout_targets_are_made_plain_and_plain_ones_keep_their_bytes(target: str) -> None:
    parts, found = unpacked(zipped(with_header(target)), "a.docx")
    assert parts is not None
    assert found == ()
    assert b'Target="header1.xml"' in parts[DOCUMENT_RELATIONS]
    assert unpacked(zipped(with_header("header1.xml")), "a.docx")[0] == with_header("header1.xml")
    assert unpacked(zipped(with_header("/word/header1.xml")), "a.docx")[0] == with_header("/word/header1.xml")


def put(name: str, raw: bytes) -> Mapping[str, bytes]:
    return {**completed({DOCUMENT: LEAST, "word/header1.xml": HEADER}), name: raw}


def relations(*entries: str) -> bytes:
    return f'<Relationships xmlns="{PACKAGE}/relationships">{"".join(entries)}</Relationships>'.encode()


def typed(*entries: str) -> bytes:
    return f'<Types xmlns="{PACKAGE}/content-types">{"".join(entries)}</Types>'.encode()


MAIN = f'<Relationship Id="a" Type="{RELATIONS}/officeDocument" Target="word/document.xml"/>'
TYPED = f'<Override PartName="/word/document.xml" ContentType="{WORD}.document.main+xml"/>'


@pytest.mark.parametrize(
    ("name", "raw", "said"),
    [
        (RELS, relations(), "does not stand in word/document.xml"),
        (RELS, relations(MAIN, MAIN.replace('"a"', '"b"')), "does not stand in word/document.xml"),
        (RELS, relations(MAIN, MAIN.replace("officeDocument", "image")), "_rels/.rels is wrong"),
        (RELS, relations(MAIN, '<Relationship Id="b" Target="x"/>'), "_rels/.rels is wrong"),
        (RELS, relations(MAIN, f'<Relationship Type="{RELATIONS}/image" Target="x"/>'), "_rels/.rels is wrong"),
        (RELS, b"<Relationships/>", "_rels/.rels is wrong"),
        (RELS, relations(MAIN, f'<Relationship Id="b" Type="{RELATIONS}/image" Target="x.png"/>'), "no part x.png"),
        (
            TYPES,
            f'<Types xmlns="{PACKAGE}/content-types">{TYPED}{TYPED}</Types>'.encode(),
            "[Content_Types].xml is wrong",
        ),
        (TYPES, f"<Types>{TYPED}</Types>".encode(), "[Content_Types].xml is wrong"),
        (TYPES, f'<Types xmlns="{PACKAGE}/content-types">{TYPED}</Types>'.encode(), "header1.xml is wrong"),
        ("word/header1.xml", HEADER.replace(b"hdr", b"ftr"), "header1.xml is wrong"),
        (DOCUMENT_RELATIONS, listed({"a": ("styles", "header1.xml")}), "header1.xml is wrong"),
    ],
)
def test_what_can_be_understood_in_two_ways_is_refused(name: str, raw: bytes, said: str) -> None:
    parts, (finding,) = unpacked(zipped(put(name, raw)), "a.docx")
    assert parts is None
    assert finding.code == "W107"
    assert said in finding.message("en")


def test_a_type_that_is_told_by_an_ending_counts_like_one_told_by_a_name() -> None:
    parts = with_header("header1.hdr", "word/header1.hdr")
    entry = f'<Default Extension="HDR" ContentType="{WORD}.header+xml"/></Types>'.encode()
    parts[TYPES] = parts[TYPES].replace(b"/word/header1.hdr", b"/word/none").replace(b"</Types>", entry)
    assert Relations(parts).content_type("word/header1.hdr") == f"{WORD}.header+xml"
    assert unpacked(zipped(parts), "a.docx")[1] == ()
    parts["word/header1.hdr"] = b"no XML"
    assert [each.code for each in unpacked(zipped(parts), "a.docx")[1]] == ["W103"]


@pytest.mark.parametrize("encoding", ["UTF-16", "GB18030", "ISO-8859-1"])
@pytest.mark.parametrize("name", [DOCUMENT, TYPES, RELS])
def test_parts_in_any_encoding_are_read_and_come_back_in_one(name: str, encoding: str) -> None:
    sound = completed({DOCUMENT: LEAST.replace(b"<w:body/>", "<w:body><w:p>é</w:p></w:body>".encode())})
    strange = f'<?xml version="1.0" encoding="{encoding}"?>{sound[name].decode()}'.encode(encoding)
    raw = zipped({**sound, name: strange})
    parts, found = opened(raw, "a.docx")
    assert parts is not None
    assert found == ()
    assert parts[name].decode().endswith(sound[name].decode().partition(">")[2])
    assert parts_of(in_plain_form(raw)) == dict(parts)
    assert in_plain_form(zipped(sound)) == zipped(sound)


def test_comments_and_instructions_are_no_part_of_what_is_read() -> None:
    root = Parts({"a": b"<?a b?><x>{<!-- c -->{<?d e?></x>"}).root("a")
    assert root.text == "{{"
    assert list(root.iter()) == [root]


ABOUT = Properties(title="题", subject="", author="甲", created=date(2024, 12, 1), identity={})


def test_properties_that_stand_elsewhere_go_when_ours_come() -> None:
    core = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
    other = f'<Relationship Id="b" Type="{core}" Target="package/x.psmdcp"/>'
    sound = {**completed({DOCUMENT: LEAST}), RELS: relations(MAIN, other), "package/x.psmdcp": b"<x>secret</x>"}
    made = with_properties(sound, ABOUT)
    assert "package/x.psmdcp" not in made
    assert b"x.psmdcp" not in made[RELS]
    assert [each.target for each in Relations(made).of() if each.kind == core] == ["docProps/core.xml"]
    assert Relations(made).content_type("docProps/core.xml").endswith("core-properties+xml")


@pytest.mark.parametrize("name", [TYPES, RELS])
def test_properties_are_registered_in_lists_of_any_form(name: str) -> None:
    sound = completed({DOCUMENT: LEAST})
    text = sound[name].decode().replace("<", "<p:").replace("<p:/", "</p:").replace("xmlns=", "xmlns:p=")
    made = with_properties({**sound, name: text.encode()}, ABOUT)
    assert main_part(made) == DOCUMENT
    assert Relations(made).content_type("docProps/custom.xml").endswith("custom-properties+xml")
    assert len([each for each in Relations(made).of() if each.target.startswith("docProps/")]) == 2
    assert package({DOCUMENT: LEAST}) == zipped(sound)
