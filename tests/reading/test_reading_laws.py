"""What holds for every text."""

import re

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from plangen.diagnostics import Place
from plangen.reading.plain import read_values
from plangen.reading.source import read
from plangen.reading.text import decode
from plangen.reading.tree import Items, Keyed, Node, Scalar, read_tree
from tests.strategies import chinese, trees, yamlish


@given(st.binary(max_size=200) | yamlish().map(str.encode) | yamlish().map(lambda text: text.encode("gb18030")))
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


@given(yamlish())
def test_what_is_read_is_read_the_same_again(content: str) -> None:
    sources = {"source/plan.yaml": content.encode()}
    one, other = read(sources), read(sources)
    assert one.findings == other.findings
    assert one.plan.records() == other.plan.records()


@given(trees(), st.sampled_from([None, True, False]))
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


@given(trees())
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


# Encodings


@given(chinese(), st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"]))
def test_unicode_is_read_as_it_was_meant_or_refused(content: str, encoding: str) -> None:
    """UTF-16 without its mark is refused and named; all others are read silently."""
    text, findings = decode("f.yaml", content.encode(encoding))
    if text is None:
        assert encoding in {"utf-16-le", "utf-16-be"}
        assert [each.code for each in findings] == ["Y102"]
    elif encoding not in {"utf-16-le", "utf-16-be"}:
        assert text.content == content
        assert findings == ()


@given(chinese() | st.text(st.characters(codec="gbk", exclude_categories=("Cs", "Cc", "Cf", "Zl", "Zp")), max_size=40))
def test_what_is_read_as_gbk_is_what_was_meant(content: str) -> None:
    text, findings = decode("f.yaml", content.encode("gbk"))
    if [each.code for each in findings] == ["Y103"]:
        assert text is not None
        assert text.content == content


@given(chinese(), st.integers(0))
def test_a_byte_that_is_lost_is_never_read_as_another_text_without_a_word(content: str, place: int) -> None:
    raw = content.encode()
    cut = place % len(raw)
    text, findings = decode("f.yaml", raw[:cut] + raw[cut + 1 :])
    assert findings or (text is not None and len(text.content) == len(content) - 1)


# Places


@given(yamlish() | chinese())
def test_a_place_points_into_its_file(content: str) -> None:
    """Line and excerpt are those of the file; only characters that do not show are shown as such."""
    lines = content.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for each in read({"source/plan.yaml": content.encode()}).findings:
        if not each.at.line or each.code == "Y102":
            continue
        assert each.at.line <= len(lines)
        line = lines[each.at.line - 1]
        assert len(each.at.excerpt) == len(line)
        assert all(shown in {meant, "\ufffd"} for shown, meant in zip(each.at.excerpt, line, strict=True))


@given(trees())
def test_a_value_is_found_at_its_path(data: dict[str, object]) -> None:
    content = yaml.safe_dump(data, allow_unicode=True, width=10_000, default_style='"')
    values, at, findings = read_values("f.yaml", content.encode(), "f")
    assert not findings
    assert values is not None
    whole = at.place()
    for key in values:
        place: Place = at.place(key)
        assert (place.file, place.path) == ("f.yaml", f"f.{key}")
        assert (place.line, place.column) >= (whole.line, whole.column)


@given(yamlish() | chinese())
def test_no_suggestion_is_what_was_written(content: str) -> None:
    for each in read({"source/plan.yaml": content.encode()}).findings:
        proposed = re.fullmatch("did you mean '(.*)'\\?", each.advice("en"))
        assert proposed is None or proposed[1] not in {str(value) for value in each.values.values()}


@given(st.permutations(["plan", "drill", "timeline", "zzz", "scenarios/a", "scenarios/b"]), yamlish())
def test_the_order_of_files_changes_nothing(names: list[str], content: str) -> None:
    sources = {f"source/{name}.yaml": f"id: {name}\n{content}".encode() for name in names}
    one, other = read(sources), read(dict(sorted(sources.items())))
    assert one.findings == other.findings
    assert one.plan.missing == other.plan.missing
