"""The lines that plangen adds to a record are read back in whatever encoding the record is, and nothing else is."""

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from plangen.model.seals import in_ascii, is_sealed, seal_of, sealed

ENCODINGS = ["utf-8", "utf-8-sig", "gbk", "utf-16"]
RECORD = "version: v1.1\nauthor: 张三\nsummary: 内容\n"
values = st.text("0123456789abcdef v.,()", min_size=1).map(str.strip).filter(bool)
seals = st.dictionaries(st.sampled_from(["after", "content", "follows", "papers", "was", "written_by"]), values)


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@given(seal=seals)
def test_a_seal_is_read_back_and_every_byte_before_stays(seal: dict[str, str], encoding: str, end: str) -> None:
    raw = RECORD.replace("\n", end).encode(encoding)
    made = sealed(raw, seal)
    assert made.startswith(raw)
    assert seal_of(made) == seal
    assert is_sealed(made) is bool({"content", "follows", "written_by"} & seal.keys())


@pytest.mark.parametrize("text", ["summary: |\n  content: a\n", "# content: a\n", "contents: a\n", "content:\n", ""])
def test_what_people_write_is_no_seal(text: str) -> None:
    assert seal_of(text.encode()) == {}
    assert not is_sealed(text.encode())


def test_a_record_without_an_end_of_line_gets_one() -> None:
    assert sealed(b"version: v1", {"content": "a"}) == b'version: v1\ncontent: "a"\n'


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1))
def test_any_text_is_read_back_from_a_line_in_ascii(text: str) -> None:
    line = f'titles: "{in_ascii(text)}"\n'
    assert line.isascii()
    assert yaml.safe_load(line) == {"titles": text}
