"""Text to tree: what is typed is kept, and what YAML would silently turn into something else is said."""

import pytest
import yaml

from plangen.reading.text import decode
from plangen.reading.tree import LOADER, Items, Keyed, Node, Scalar, read_tree

LOADERS = (LOADER, yaml.SafeLoader)


def codes(content: str, loader: object = LOADER) -> list[str]:
    text, findings = decode("f.yaml", content.encode())
    assert text is not None
    _, _, found = read_tree(text, loader)
    return [f"{each.code}@{each.at.line}:{each.at.column}" for each in (*findings, *found)]


def data(content: str) -> object:
    """The tree without its positions."""
    text, _ = decode("f.yaml", content.encode())
    assert text is not None
    root, _, found = read_tree(text)
    assert root is not None
    assert not found
    return plain(root)


def plain(node: Node) -> object:
    if isinstance(node, Keyed):
        return {key: plain(entry.value) for key, entry in node.entries.items()}
    return [plain(item) for item in node.items] if isinstance(node, Items) else node.text


@pytest.mark.parametrize("value", ["9:10", "14:30", "0012345", "1.10", "yes", "no", "2024-12-10", "=", "1_000", "0x1f"])
def test_a_value_stays_as_typed(value: str) -> None:
    assert data(f"a: {value}\n") == {"a": value}


def test_keys_that_look_like_booleans_stay_text() -> None:
    assert data("on: 1\nno: 2\n") == {"on": "1", "no": "2"}


def test_todo_becomes_the_marked_text() -> None:
    assert data("a: !todo 热线电话号码\nb: [!todo 'x']\n") == {"a": "【待填写：热线电话号码】", "b": ["【待填写：x】"]}


def test_lines_of_chinese_are_joined_without_a_space() -> None:
    assert data("a: 甲乙\n  丙，\n  丁\nb: ab\n  cd\nc: >\n  甲\n  乙 丙\n") == {
        "a": "甲乙丙，丁",
        "b": "ab cd",
        "c": "甲乙丙\n",
    }


def test_block_text_keeps_its_lines() -> None:
    assert data("a: |\n  甲\n  \u3000乙\n") == {"a": "甲\n\u3000乙\n"}


def test_an_anchor_repeats_its_value() -> None:
    assert data("a: &x [1]\nb: *x\nc: {d: *x}\n") == {"a": ["1"], "b": ["1"], "c": {"d": ["1"]}}


SILENT_TRAPS = {
    "a: 1\n---\nb: 2\n": ["Y111@2:1"],
    "a: 1\n...\nb: 2\n": ["Y111@2:1"],
    "a: !!str 1\n": ["Y112@1:4"],
    "a: !note x\n": ["Y112@1:4"],
    "a: ! x\n": ["Y112@1:4"],
    "a: !todo [x]\n": ["Y112@1:4"],
    "a: !todo\n": ["Y113@1:4"],
    "a: 1\nb: 2\na: 3\na: 4\n": ["Y114@3:1", "Y114@4:1"],
    "a: &x {b: 1}\nc:\n  <<: *x\n": ["Y115@3:3"],
    "a: *x\nb: *y\n": ["Y116@1:4", "Y116@2:4"],
    "a: &x [*x]\n": ["Y117@1:8"],
    "a: &x 1\nb: &y [1]\n": ["Y118@1:4", "Y118@2:4"],
    "[" * 41: ["Y119@1:41"],
    "- " * 10_000: ["Y119@1:81"],
    "a: {{ b }}\n": ["Y121@1:5"],
    "? [a]\n: 1\n": ["Y121@1:3"],
    "a: “甲”\nb: “甲”“乙”\nc: '“甲”'\nd: 甲“乙”\n": ["Y122@1:4"],
    "a: [甲，乙, 丙]\nb: 甲，乙\nc: ['甲，乙']\nd: {e: 甲，乙}\n": ["Y123@1:5"],
    "a: 甲 #1组\nb: 甲 # 1组\nc: 甲#1\nd: '甲 #1'\n": ["Y124@1:6"],
    "a:\n- x\n - y\n": ["Y125@3:2"],
    "a: 1\n b：2\n": ["Y131@2:3"],
    "a：1\nb：2\nc：3\n": ["Y131@2:2", "Y131@3:2"],
    "a: 1\n b:2\n http://c\n": ["Y132@2:3"],
}


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize("content", SILENT_TRAPS)
def test_what_parses_but_says_something_else_is_reported(content: str, loader: object) -> None:
    assert codes(content, loader) == SILENT_TRAPS[content]


def test_a_duplicate_key_names_the_line_of_the_first() -> None:
    text, _ = decode("f.yaml", b"b: 1\na: 1\na: 2\n")
    assert text is not None
    (finding,) = read_tree(text)[2]
    assert finding.values == {"key": "a", "line": 2}


def test_an_alias_bomb_stops_early() -> None:
    levels = "".join(f"a{n}: &a{n} [{','.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 9))
    assert codes(f"a0: &a0 [x, x, x, x, x, x, x, x, x]\n{levels}") == ["Y120@5:26"]


def test_a_position_counts_characters_also_beyond_the_basic_plane() -> None:
    text, _ = decode("f.yaml", "甲𠮷: {é: 😀乙}\n".encode())
    assert text is not None
    root = read_tree(text)[0]
    assert isinstance(root, Keyed)
    inner = root.entries["甲𠮷"].value
    assert isinstance(inner, Keyed)
    value = inner.entries["é"].value
    assert isinstance(value, Scalar)
    assert text.content[value.start.index : value.end.index] == "😀乙"
