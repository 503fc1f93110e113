"""What a Word file may be: both sides of each limit, and what is said of a file that is something else."""

import io
import zipfile
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plangen.office.ooxml.guard import LIMIT, too_large, unpacked
from plangen.office.ooxml.package import parts_of
from plangen.office.ooxml.trees import NotXml, parsed
from tests.office.packages import PACKAGE, completed, package

MEGABYTE = 1 << 20
DOCUMENT, TYPES = "word/document.xml", "[Content_Types].xml"


LEAST = b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body/></w:document>'


def packed(parts: Mapping[str, bytes]) -> bytes:
    """A zip with these names as they are, however odd."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        for name, raw in parts.items():
            package.writestr(zipfile.ZipInfo(name), raw, zipfile.ZIP_DEFLATED)
    return out.getvalue()


@pytest.fixture(scope="module")
def sound() -> Mapping[str, bytes]:
    """The least that a Word file consists of."""
    return completed({DOCUMENT: LEAST})


def codes(raw: bytes | None) -> list[str]:
    parts, findings = unpacked(raw, "a.docx")
    assert (parts is None) == any(finding.severity == "error" for finding in findings)
    return [finding.code for finding in findings]


def said(raw: bytes) -> str:
    return unpacked(raw, "a.docx")[1][0].message("en")


def padded(parts: Mapping[str, bytes], ending: str, whole: int, ends: tuple[str, ...]) -> dict[str, bytes]:
    """With further parts, so that those with these endings have so many bytes together; no text is longer than 8 MB."""
    room = whole - sum(len(raw) for name, raw in parts.items() if name.endswith(ends))
    sizes = [8 * MEGABYTE] * (room // (8 * MEGABYTE)) + [room % (8 * MEGABYTE)]
    further = {f"word/a{at}{ending}": b"<x>" + b" " * (size - 7) + b"</x>" for at, size in enumerate(sizes)}
    return {**parts, **further}


def test_the_least_word_file_is_sound(sound: Mapping[str, bytes]) -> None:
    assert unpacked(packed(sound), "a.docx") == (sound, ())


@pytest.mark.parametrize(("over", "found"), [(0, []), (1, ["W104"])])
def test_the_xml_of_a_file_may_have_twenty_four_megabytes(
    sound: Mapping[str, bytes], over: int, found: list[str]
) -> None:
    assert codes(packed(padded(sound, ".xml", 24 * MEGABYTE + over, (".xml", ".rels")))) == found


@pytest.mark.parametrize(("over", "found"), [(0, []), (1, ["W104"])])
def test_all_of_a_file_may_have_sixty_four_megabytes(sound: Mapping[str, bytes], over: int, found: list[str]) -> None:
    assert LIMIT == 64 * MEGABYTE
    raw = packed(padded(sound, ".png", LIMIT + over, ("",)))
    assert codes(raw) == found
    assert not found or "64 MB" in said(raw)


def test_the_limit_that_was_exceeded_is_the_one_that_is_said(sound: Mapping[str, bytes]) -> None:
    assert "24 MB" in said(packed(padded(sound, ".xml", 24 * MEGABYTE + 1, (".xml", ".rels"))))
    assert [finding.code for finding in too_large("a.docx")] == ["W104"]


@pytest.mark.parametrize(("count", "found"), [(2000, []), (2001, ["W104"])])
def test_a_file_may_have_two_thousand_parts(sound: Mapping[str, bytes], count: int, found: list[str]) -> None:
    further = {f"word/media/{number}.png": b"" for number in range(count - len(sound))}
    assert codes(packed({**sound, **further})) == found


@pytest.mark.parametrize(("length", "found"), [(255, []), (256, ["W103"])])
def test_the_name_of_a_part_may_have_two_hundred_and_fifty_five_characters(
    sound: Mapping[str, bytes], length: int, found: list[str]
) -> None:
    assert codes(packed({**sound, "word/" + "a" * (length - 5): b""})) == found


@pytest.mark.parametrize(
    "name",
    ["../a.xml", "word/../../a", "/etc/passwd", "word//a.bin", "./a.bin", "C:a.bin", "word\\a.bin", "a/.", ".."],
)
def test_a_part_that_would_leave_its_folder_is_damage(sound: Mapping[str, bytes], name: str) -> None:
    raw = packed({**sound, name: b""})
    assert codes(raw) == ["W103"]
    assert "unsafe name" in said(raw)


@pytest.mark.parametrize("name", ["word/..a", "word/a..b", "a.b.c", "word/ a", "字/体.bin", "...", "a/...b"])
def test_points_and_letters_of_any_script_are_no_danger(sound: Mapping[str, bytes], name: str) -> None:
    assert codes(packed({**sound, name: b""})) == []


def test_parts_that_differ_in_nothing_but_case_are_the_same_part(sound: Mapping[str, bytes]) -> None:
    raw = packed({**sound, "word/media/A.png": b"1", "word/media/a.PNG": b"2"})
    assert codes(raw) == ["W103"]
    assert "twice" in said(raw)
    assert codes(packed({**sound, "word/media/a.png": b"1", "word/media2/a.png": b"2"})) == []


@pytest.mark.parametrize(
    ("raw", "code", "words"),
    [
        (None, "W101", "does not exist"),
        (b"", "W103", "empty"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", "W102", "old format"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "W102", "password"),
        (b"{\\rtf1", "W105", "RTF"),
        (b"%PDF-1.7", "W105", "PDF"),
        (b"\xef\xbb\xbf\r\n <?xml version='1.0'?>", "W105", "XML"),
        (b"<html>", "W105", "web page"),
        (b"PK\x03\x04 cut off", "W103", "cannot be unpacked"),
    ],
)
def test_a_file_of_another_kind_is_called_by_its_name(raw: bytes | None, code: str, words: str) -> None:
    _, (finding,) = unpacked(raw, "a.docx")
    assert finding.code == code
    assert words in finding.message("en")


def test_packages_of_other_programs_are_called_by_their_names(sound: Mapping[str, bytes]) -> None:
    types = sound[TYPES].decode()
    main = "wordprocessingml.document.main+xml"

    def with_types(text: str, **further: bytes) -> bytes:
        return packed({**sound, TYPES: text.encode(), **further})

    assert "template (.dotx)" in said(with_types(types.replace(main, "wordprocessingml.template.main+xml")))
    assert "Excel workbook" in said(with_types(types.replace(main, "spreadsheetml.sheet.main+xml")))
    assert "a presentation" in said(with_types(types.replace(main, "presentationml.main+xml")))
    odt = {"mimetype": b"application/vnd.oasis.opendocument.text"}
    assert ".odt" in said(with_types("<Types/>", **odt))
    assert "another kind" in said(with_types("<Types/>"))
    without = {name: raw for name, raw in sound.items() if name != DOCUMENT}
    assert "another kind" in said(packed(without))


@pytest.mark.parametrize("mark", ["macroEnabled", "vnd.ms-office.vbaProject", "vnd.ms-office.activeX"])
def test_macros_are_found_by_their_types(sound: Mapping[str, bytes], mark: str) -> None:
    types = sound[TYPES].replace(b"</Types>", f'<Default Extension="x" ContentType="{mark}"/></Types>'.encode())
    assert codes(packed({**sound, TYPES: types})) == ["W106"]


def test_macros_are_found_by_their_part_though_no_type_tells(sound: Mapping[str, bytes]) -> None:
    assert codes(packed({**sound, "word/vbaProject.bin": b""})) == ["W106"]


@pytest.mark.parametrize("part", [DOCUMENT, "word/styles.xml", "word/_rels/document.xml.rels"])
@pytest.mark.parametrize("raw", [b"<x>", b"", b'<!DOCTYPE x [<!ENTITY a "b">]><x/>', b"\x00\x01"])
def test_a_part_that_is_not_plain_xml_is_damage(sound: Mapping[str, bytes], part: str, raw: bytes) -> None:
    found = packed({**sound, part: raw})
    assert codes(found) == ["W103"]
    assert part in said(found)


def test_a_document_of_the_strict_kind_is_refused(sound: Mapping[str, bytes]) -> None:
    strict = sound[DOCUMENT].replace(b"http://schemas.openxmlformats.org/", b"http://purl.oclc.org/ooxml/")
    assert "Strict" in said(packed({**sound, DOCUMENT: strict}))


def test_links_that_act_by_themselves_are_told_and_hyperlinks_are_not(sound: Mapping[str, bytes]) -> None:
    def rels(kind: str) -> bytes:
        target = f'<Relationship Id="a" Type="http://x/{kind}" Target="file:///C:/x.dotm" TargetMode="External"/>'
        return f'<Relationships xmlns="{PACKAGE}/relationships">{target}</Relationships>'.encode()

    parts, (finding,) = unpacked(packed({**sound, "word/_rels/a.rels": rels("attachedTemplate")}), "a.docx")
    assert parts is not None
    assert (finding.code, finding.severity) == ("W136", "warning")
    assert "file:///C:/x.dotm" in finding.message("zh")
    assert codes(packed({**sound, "word/_rels/a.rels": rels("hyperlink")})) == []


def test_no_entity_is_resolved() -> None:
    with pytest.raises(NotXml):
        parsed(b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]><x>&a;</x>')


@given(st.binary(max_size=300))
def test_no_bytes_at_all_make_it_fail(raw: bytes) -> None:
    parts, findings = unpacked(raw, "a.docx")
    assert parts is None
    assert [finding.severity for finding in findings] == ["error"]


@given(st.data())
def test_a_sound_file_with_some_bytes_changed_is_read_or_refused(data: st.DataObject) -> None:
    raw = bytearray(package({DOCUMENT: LEAST}))
    for _ in range(data.draw(st.integers(min_value=1, max_value=4))):
        raw[data.draw(st.integers(min_value=0, max_value=len(raw) - 1))] = data.draw(st.integers(0, 255))
    parts, findings = unpacked(bytes(raw), "a.docx")
    assert (parts is None) == any(finding.severity == "error" for finding in findings)
    assert parts is None or parts == parts_of(bytes(raw))
