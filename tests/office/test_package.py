"""Packages have one form: the same bytes for the same parts, whatever their order, the clock and the tool before."""

import datetime
import io
import re
import zipfile
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from plangen.office.ooxml.package import Properties, parts_of, sealed, sealed_parts, with_text, zipped
from plangen.office.ooxml.trees import in_utf8, parsed, remarks

TYPES, RELS = "[Content_Types].xml", "_rels/.rels"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
LEAST = {
    TYPES: f'<Types xmlns="{PACKAGE}/content-types"></Types>'.encode(),
    RELS: f'<Relationships xmlns="{PACKAGE}/relationships"></Relationships>'.encode(),
}
ABOUT = Properties(
    title="计划", subject="演练", author="公司", created=datetime.date(2026, 3, 1), identity={"plan": "计划"}
)
PARTS = st.dictionaries(
    st.text(alphabet="abc/字.xml", min_size=1, max_size=12).filter(lambda name: not name.endswith("/")),
    st.binary(max_size=200),
    max_size=8,
)
# What XML can hold and a reader does not change.
WORDS = st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"]), max_size=30)


@given(PARTS)
def test_what_is_zipped_is_unpacked_again(parts: Mapping[str, bytes]) -> None:
    assert parts_of(zipped(parts)) == parts


@given(PARTS)
def test_zipping_again_changes_nothing(parts: Mapping[str, bytes]) -> None:
    once = zipped(parts)
    assert zipped(parts_of(once)) == once
    assert zipped(dict(reversed(list(parts.items())))) == once


@given(PARTS)
def test_the_content_types_stand_first_and_no_clock_shows(parts: Mapping[str, bytes]) -> None:
    with zipfile.ZipFile(io.BytesIO(zipped({**parts, TYPES: b"x"}))) as package:
        infos = package.infolist()
    assert infos[0].filename == TYPES
    assert [info.filename for info in infos[1:]] == sorted(parts)
    assert {info.date_time for info in infos} == {(1980, 1, 1, 0, 0, 0)}
    assert {info.create_system for info in infos} == {3}


@given(PARTS)
def test_sealing_twice_is_sealing_once(parts: Mapping[str, bytes]) -> None:
    once = sealed_parts({**parts, **LEAST}, ABOUT)
    assert sealed(once, ABOUT) == once
    own = {name: raw for name, raw in parts_of(once).items() if not name.startswith("docProps/")}
    assert own.keys() == {**parts, **LEAST}.keys()
    assert all(own[name] == raw for name, raw in parts.items() if name not in LEAST)


@given(WORDS, WORDS, WORDS)
def test_a_file_says_of_itself_what_it_was_told(title: str, author: str, identity: str) -> None:
    about = replace(ABOUT, title=title, author=author, identity={"plan": identity})
    parts = parts_of(sealed_parts(LEAST, about))
    core, custom = parsed(parts["docProps/core.xml"]), parsed(parts["docProps/custom.xml"])
    dc = {"dc": "http://purl.org/dc/elements/1.1/"}
    assert (core.findtext("dc:title", "", dc), core.findtext("dc:creator", "", dc)) == (title, author)
    assert [(each.get("name"), "".join(map(str, each.itertext()))) for each in custom] == [("plangen.plan", identity)]


def test_properties_are_registered_once_under_an_id_of_their_own() -> None:
    taken = '<Relationship Id="rId1" Type="x" Target="word/document.xml"/>'
    raw = zipped({**LEAST, RELS: LEAST[RELS].replace(b"></", f">{taken}</".encode())})
    parts = parts_of(sealed(sealed(raw, ABOUT), replace(ABOUT, title="另一份")))
    ids = re.findall(r'Id="([^"]+)"', parts[RELS].decode())
    assert ids == ["rId1", "rId2", "rId3"]
    assert parts[TYPES].decode().count("docProps/core.xml") == 1
    assert "另一份" in parts["docProps/core.xml"].decode()


def test_a_sealed_file_does_not_change_the_parts_that_it_was_made_of() -> None:
    parts = dict(LEAST)
    sealed_parts(parts, ABOUT)
    assert parts == LEAST


def test_a_passage_is_put_in_other_words_and_a_missing_one_is_said() -> None:
    raw = zipped({**LEAST, "word/document.xml": "<w>甲 &amp; 乙</w>".encode()})
    assert parts_of(with_text(raw, "甲 & 乙", "<丙>"))["word/document.xml"].decode() == "<w>&lt;丙&gt;</w>"
    with pytest.raises(ValueError, match="丁"):
        with_text(raw, "丁", "戊")


def test_folders_of_an_archive_are_no_parts() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.mkdir("word")
        package.writestr("word/a.xml", "x")
    assert parts_of(out.getvalue()) == {"word/a.xml": b"x"}


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        ("<x/>", ()),
        ("<?xml version='1.0'?><x/>", ()),
        (
            "<?xml version='1.0'?><!-- 前 --><x><!-- 内 --><y><?note 中?></y></x><!-- 后 -->",
            (" 前 ", " 内 ", "中", " 后 "),
        ),
        ("<?xml version='1.0'?><?note 前?><x/>", ("前",)),
        ("<?note 前?><x/>", ("前",)),  # without a declaration
        ("<x/><?note 后?>", ("后",)),
        ("<x>&lt;!-- 文 --&gt;</x>", ()),
    ],
)
def test_remarks_are_found_before_within_and_behind_what_is_shown(raw: str, said: tuple[str, ...]) -> None:
    assert remarks(raw.encode()) == said


@pytest.mark.parametrize(
    "raw",
    [
        '<?xml version="1.0" encoding="UTF-8"?><x>甲</x>'.encode(),
        "<x>甲</x>".encode(),
        b'<?xml version="1.0" encoding="us-ascii"?><x>a</x>',
        '<?xml version="1.0" encoding="GB18030"?><x>甲</x>'.encode("gb18030"),
        '<?xml version="1.0" encoding="UTF-16"?><x>甲</x>'.encode("utf-16"),
        "<x>甲</x>".encode("utf-16"),
    ],
)
def test_a_part_in_utf_8_stays_as_it_is_and_any_other_becomes_such(raw: bytes) -> None:
    root = parsed(raw)
    made = in_utf8(raw, root)
    assert parsed(made).text == root.text
    assert (root.text or "") in made.decode("utf-8")
    assert (made == raw) is (b"GB" not in raw and b"\0" not in raw)
