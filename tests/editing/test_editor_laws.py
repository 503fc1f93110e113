"""Whatever is changed in whatever file of the sample: it reads as meant, and every other line is what it was."""

import copy
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import yaml
from hypothesis import given
from hypothesis import strategies as st

from plangen.editing.editor import edited
from plangen.editing.edits import Append, Edit, Insert, Remove, Replace
from plangen.editing.meaning import Open
from plangen.reading.text import lines_as_written

SOURCE = Path(__file__).parents[2] / "source"
FILES = {
    path.relative_to(SOURCE).as_posix(): path.read_text(encoding="utf-8")
    for path in sorted(SOURCE.rglob("*.yaml"))
    if not path.relative_to(SOURCE).parts[0].startswith(".")
}
ENDS = st.sampled_from(["\n", "\r\n"])
CODECS = st.sampled_from(["utf-8", "utf-8-sig", "gb18030"])
TEXTS = st.text(st.sampled_from("甲乙 a1'\":#{}[],\\【】-!“”，、|>&*%@`?~\n=<："), max_size=8)
VALUES = st.recursive(
    st.one_of(
        TEXTS, st.sampled_from(["null", "true", "9:10", "007"]), st.builds(Open, TEXTS.map(str.strip).filter(bool))
    ),
    lambda below: st.one_of(st.lists(below, max_size=3), st.dictionaries(st.sampled_from("pqr"), below, max_size=3)),
    max_leaves=5,
)


class Plain(yaml.BaseLoader):
    """Everything is text; another reader than the one that proves the changes."""


def _todo(loader: Plain, node: yaml.ScalarNode) -> str:
    return f"!todo {loader.construct_scalar(node)}"


Plain.add_constructor("!todo", _todo)


def plain(value: Any) -> Any:
    if isinstance(value, Open):
        return f"!todo {value.subject}"
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items()}
    return list(map(plain, value)) if isinstance(value, list) else value


def load(raw: bytes, codec: str) -> Any:
    return yaml.load(raw.decode(codec), Plain)


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], Any]]:
    yield path, value
    below = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, each in below:
        yield from places(each, (*path, key))


@st.composite
def changes(draw: st.DrawFn, whole: Any) -> tuple[Edit, Any]:
    """A change, and what the file says afterwards."""
    found = list(places(whole))
    after = copy.deepcopy(whole)
    kind = draw(st.sampled_from([Replace, Insert, Append, Remove]))
    wanted = {Replace: str, Insert: dict, Append: list}.get(kind)
    fit = [path for path, value in found if path and (wanted is None or isinstance(value, wanted))]
    path: tuple[Any, ...] = draw(st.sampled_from(fit)) if fit else ()
    value = draw(VALUES)
    if kind is Insert:
        path = draw(st.sampled_from([*fit, ()]))
        _at(after, path)["new-key"] = plain(value)
        return Insert(path=(*path, "new-key"), value=value), after
    if not fit:
        return Remove(()), after
    if kind is Append:
        _at(after, path).append(plain(value))
        return Append(path, value), after
    if kind is Remove:
        del _at(after, path[:-1])[path[-1]]
        return Remove(path), after
    _at(after, path[:-1])[path[-1]] = plain(value) if not isinstance(value, list | dict) else "甲"
    return Replace(path, value if not isinstance(value, list | dict) else "甲"), after


def _at(value: Any, path: Sequence[Any]) -> Any:
    for step in path:
        value = value[step]
    return value


def differing(old: tuple[str, ...], new: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The lines between those that both begin with and those that both end with."""
    first = 0
    while first < min(len(old), len(new)) and old[first] == new[first]:
        first += 1
    last = 0
    while last < min(len(old), len(new)) - first and old[-1 - last] == new[-1 - last]:
        last += 1
    return old[first : len(old) - last], new[first : len(new) - last]


@given(data=st.data(), name=st.sampled_from(sorted(FILES)), end=ENDS, codec=CODECS)
def test_a_change_says_what_it_should_and_leaves_the_other_lines(
    data: st.DataObject, name: str, end: str, codec: str
) -> None:
    before = FILES[name].replace("\n", end).encode(codec)
    whole = load(before, codec)
    edit, after = data.draw(changes(whole))
    if edit == Remove(()):
        return
    done = edited(name, before, [edit])
    assert done.findings == ()
    assert load(done.raw, codec) == after
    assert list(map(repr, places(load(done.raw, codec)))) == list(map(repr, places(after)))  # in the same order
    gone, come = differing(lines_as_written(before), lines_as_written(done.raw))
    if isinstance(edit, Remove):
        assert len(come) <= 1 or not gone[len(come) :] or all(line in gone for line in come[1:])
        spoken = [line for line in gone if not line.strip().startswith("#") and line.strip()]
        assert spoken
    elif isinstance(edit, Replace):
        assert len(come) <= 1
    else:
        assert len(gone) <= 1  # what is written in brackets, or the last line of a file


@given(data=st.data(), name=st.sampled_from(sorted(FILES)))
def test_several_changes_are_made_one_after_another_or_not_at_all(data: st.DataObject, name: str) -> None:
    before = FILES[name].encode()
    whole, edits = load(before, "utf-8"), []
    for _ in range(data.draw(st.integers(1, 4))):
        edit, whole = data.draw(changes(whole))
        if edit != Remove(()):
            edits.append(edit)
    if not edits:
        return
    done = edited(name, before, edits)
    if done.findings:
        assert done.raw == before
    else:
        assert load(done.raw, "utf-8") == whole
