"""An outline written in Word is the outline that the same words are in a text file."""

from collections.abc import Iterator, Sequence

import msgspec
import pytest

from plangen.model.outline import Outline, OutlineNode, TableHead
from plangen.pipeline.outline_files import read_outline_file, shipped
from tests.word_outline import as_word


def plain(nodes: object) -> object:
    """The tree without places, widths of columns as shares."""
    if isinstance(nodes, TableHead):
        whole = sum(nodes.weights)
        weights = tuple(pytest.approx(each / whole, abs=0.03) for each in nodes.weights)
        return {**plain_fields(nodes), "weights": weights}
    if isinstance(nodes, msgspec.Struct):
        return plain_fields(nodes)
    if isinstance(nodes, tuple):
        return tuple(map(plain, nodes))
    return nodes


def plain_fields(node: msgspec.Struct) -> dict[str, object]:
    return {name: plain(getattr(node, name)) for name in node.__struct_fields__ if name != "at"} | {"": type(node)}


@pytest.mark.parametrize("document", sorted(shipped()))
def test_every_outline_that_comes_with_plangen_says_in_word_what_it_says_in_text(document: str) -> None:
    file, raw = shipped()[document]
    text, _ = read_outline_file(document, file, raw)
    word, findings = read_outline_file(document, "plan.docx", as_word(raw.decode()))
    assert findings == ()
    for mine, theirs in zip(word.nodes, text.nodes, strict=False):
        assert plain(mine) == plain(theirs)
    assert len(word.nodes) == len(text.nodes)
    assert [each.text for each in word.lines] == [each.text for each in text.lines]
