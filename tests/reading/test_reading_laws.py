"""What holds for every text."""

import re

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from plangen.reading.source import read
from plangen.reading.text import decode
from plangen.reading.tree import Items, Keyed, Node, Scalar, read_tree

# Pieces that YAML gives a meaning, and those that people take for them.
PIECES = st.sampled_from(
    [
        *"\n\n\n  \t:-#'\"[]{},&*!|>%@`?\\",
        "a",
        "b: ",
        "- ",
        "甲",
        "：",
        "，",
        "“",
        "”",
        "\u3000",
        "\u2028",
        "!todo ",
        "<<",
        "---\n",
        "\r",
    ]
)
YAMLISH = st.lists(PIECES, max_size=40).map("".join)
TEXT = st.text(st.characters(blacklist_categories=("Cs", "Cc", "Cf", "Zl", "Zp")), min_size=1, max_size=30)
VALUES = st.recursive(
    TEXT,
    lambda inner: st.lists(inner, min_size=1, max_size=4) | st.dictionaries(TEXT, inner, min_size=1, max_size=4),
    max_leaves=12,
)


@given(st.binary(max_size=200) | YAMLISH.map(str.encode) | YAMLISH.map(lambda text: text.encode("gb18030")))
@settings(max_examples=400)
def test_no_source_raises_and_each_finding_has_words_and_a_place_in_its_file(raw: bytes) -> None:
    names = ("source/plan.yaml", "source/timeline.yaml", "source/scenarios/a.yaml")
    found = read(dict.fromkeys(names, raw))
    for each in found.findings:
        assert each.message("zh")
        assert each.message("en")
        assert each.advice("zh")
        assert each.advice("en")
        if each.at.line:
            assert 1 <= each.at.column < each.at.end_column
            assert each.at.column <= len(each.at.excerpt) + 1 or each.code == "Y102"
            assert "\n" not in each.at.excerpt


@given(YAMLISH)
def test_what_is_read_is_read_the_same_again(content: str) -> None:
    sources = {"source/plan.yaml": content.encode()}
    one, other = read(sources), read(sources)
    assert one.findings == other.findings
    assert one.plan.records() == other.plan.records()


@given(st.dictionaries(TEXT, VALUES, min_size=1, max_size=5), st.sampled_from([None, True, False]))
def test_a_position_points_at_its_value(data: dict[str, object], flow: bool | None) -> None:
    """The text at a scalar's span, parsed alone, is the scalar."""
    content = yaml.safe_dump(data, allow_unicode=True, default_flow_style=flow, width=10_000)
    text, findings = decode("f.yaml", content.encode())
    assert text is not None
    if findings:
        return  # the dumped text holds what reading mends, such as a no-break space in front
    root, text, _ = read_tree(text)
    for scalar in scalars(root):
        cut = text.content[scalar.start.index : scalar.end.index]
        assert not cut or yaml.load(cut, yaml.BaseLoader) == scalar.text  # BaseLoader makes text only


def scalars(node: Node | None) -> list[Scalar]:
    if isinstance(node, Scalar):
        return [node]
    if isinstance(node, Items):
        return [scalar for item in node.items for scalar in scalars(item)]
    if isinstance(node, Keyed):
        return [scalar for entry in node.entries.values() for scalar in (entry.key, *scalars(entry.value))]
    return []


@given(st.dictionaries(TEXT, VALUES, min_size=1, max_size=5))
def test_what_a_program_writes_is_read_without_an_error(data: dict[str, object]) -> None:
    """Warnings are possible, a value may stand in Chinese quotes; the tree says what was written."""
    content = yaml.safe_dump(data, allow_unicode=True, width=10_000, default_style='"')
    text, findings = decode("f.yaml", content.encode())
    assert text is not None
    root, _, found = read_tree(text)
    assert not findings
    assert not found
    assert plain(root) == data


def plain(node: Node | None) -> object:
    if isinstance(node, Keyed):
        return {key: plain(entry.value) for key, entry in node.entries.items()}
    if isinstance(node, Items):
        return [plain(item) for item in node.items]
    return node.text if node else None


@given(
    st.lists(st.sampled_from(["k{}：1", "k{}:1", "k{}: @x", "k{}: a: b", "k{}: 1", "k{}: [x"]), min_size=1, max_size=12)
)
def test_each_slip_is_found_however_many_there_are(lines: list[str]) -> None:
    content = "".join(line.format(number) + "\n" for number, line in enumerate(lines))
    text, _ = decode("f.yaml", f"first: 1\n{content}last: 1\n".encode())
    assert text is not None
    _, _, found = read_tree(text)
    wrong = [number + 2 for number, line in enumerate(lines) if line != "k{}: 1"]
    assert sorted(each.at.line for each in found) == wrong
    assert all(re.match(r"Y1[34]\d", each.code) for each in found)
