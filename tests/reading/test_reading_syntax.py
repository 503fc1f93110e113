"""Where the parser gives up, the mistake is named at the place where it was made, and reading goes on behind it."""

import pytest
import yaml

from plangen.diagnostics import in_order
from plangen.reading.text import decode
from plangen.reading.tree import LOADER, read_tree

MISTAKES = {
    # the parser names the next line
    "a：1\nb: 2\n": ["Y131@1:2"],
    "a: 1\nb：2\n": ["Y131@2:2"],
    "- a: 1\n  b：2\n  c: 3\n": ["Y131@2:4"],
    '"a"：1\nb: 1\n': ["Y131@1:4"],
    "a: 1\n标题：x\nb: 1\n": ["Y131@2:3"],
    "a:1\nb: 2\n": ["Y132@1:2"],
    "b: 2\na:1\nc: 3\n": ["Y132@2:2"],
    "a:\u3000甲\nb: 1\n": ["Y132@1:2"],
    "- 甲\n-乙\n- 丙\n": ["Y132@2:1"],
    "a: @x\nb: 1\n": ["Y133@1:4"],
    "a: `x\n": ["Y133@1:4"],
    "a: %x\n": ["Y133@1:4"],
    "a: *x y\n": ["Y133@1:4"],
    "a: *张\n": ["Y133@1:4"],
    "a: &研 x\n": ["Y133@1:4"],
    "a: [x] y\nb: 1\n": ["Y133@1:4"],
    "a: {x} y\nb: 1\n": ["Y133@1:4"],
    "a: - x\n": ["Y133@1:4"],
    "a: | x\n": ["Y133@1:4"],
    "a: >5分钟\n": ["Y133@1:4"],
    "a: ]\n": ["Y133@1:4"],
    "a: ,x\n": ["Y133@1:4"],
    "a: x: y\nb: 1\n": ["Y134@1:4"],
    "a: 见 x:\n": ["Y134@1:4"],
    'a: "x\nb: 1\n': ["Y135@1:4"],
    'a: "x\nb: "y"\n': ["Y135@1:4"],
    "a: 'x\nb: 1\nc: it's\n": ["Y135@1:4"],
    "a: [x, y\nb: 1\n": ["Y136@1:4"],
    "a: {x: 1\nb: 1\n": ["Y136@1:4"],
    "a: [x: y: z]\n": ["Y136@1:4"],
    'a: "x" y\nb: 1\n': ["Y137@1:4"],
    "a: 'x'y\n": ["Y137@1:4"],
    'a: "x"：y\n': ["Y137@1:4"],
    "a: “x: y”\n": ["Y138@1:4"],
    "a:\n  b: 1\n c: 2\n": ["Y139@3:2"],
    "a: 1\n b: 2\n": ["Y139@2:2"],
    "a:\n  - x\n - y\n": ["Y139@3:2"],
    "a: 1\n- b\n": ["Y139@2:1"],
    "  a: 1\nb: 1\n": ["Y139@2:1"],
    "a: 1\nb\nc: 2\n": ["Y140@2:1"],
    "a: !注意 x\n": ["Y141@1:4"],
    "a: !todo热线\n": ["Y141@1:4"],
    "a: !todo：热线\n": ["Y141@1:4"],
    'a: "D:\\文件"\n': ["Y142@1:7"],
    "a: {b: 电话，c: 1}\n": ["Y143@1:10"],
}


def codes(content: str, loader: object = LOADER) -> list[str]:
    text, findings = decode("f.yaml", content.encode())
    assert text is not None
    _, _, found = read_tree(text, loader)
    return [f"{each.code}@{each.at.line}:{each.at.column}" for each in in_order((*findings, *found))]


@pytest.mark.parametrize("loader", [LOADER, yaml.SafeLoader])
@pytest.mark.parametrize("content", MISTAKES)
def test_the_mistake_is_named_where_it_was_made(content: str, loader: object) -> None:
    assert codes(content, loader) == MISTAKES[content]


def test_every_explained_mistake_of_a_file_is_found_in_one_run() -> None:
    content = 'a: x: y: z\nb：2\nc:3\nd: @x\ne: "1\nf: [1\nf: 2\n'
    assert codes(content) == ["Y134@1:4", "Y131@2:2", "Y132@3:2", "Y133@4:4", "Y135@5:4", "Y136@6:4", "Y114@7:1"]


def test_nothing_is_reported_that_only_follows_from_the_first_mistake() -> None:
    assert codes('a: "x\n甲\n乙\nb: 1\n') == ["Y135@1:4"]
    assert codes("a:\n\t- b: 1\n\t c: 1\n") == ["Y105@2:1", "Y105@3:1"]


def test_mended_lines_keep_their_places() -> None:
    assert codes("b：1\na：{c: &x 1}\n") == ["Y131@1:2", "Y131@2:2", "Y118@2:7"]


def test_the_excerpt_is_the_line_as_written() -> None:
    text, _ = decode("f.yaml", "a：甲\nb: 2\n".encode())
    assert text is not None
    (finding,) = read_tree(text)[2]
    assert finding.at.excerpt == "a：甲"
