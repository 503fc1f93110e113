"""Facts are written into the plan's files by one function, whoever states them: `state_facts`."""

import datetime
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from plangen.diagnostics import Finding
from plangen.documents.notices.fact_homes import AnswerForm, FactHome, Step
from plangen.editing.editor import edited, lifted
from plangen.editing.edits import Append, Edit, Insert, Remove, Replace
from plangen.editing.laid import Laid, Refused, lay
from plangen.editing.meaning import Commented, Lined, Path, Value
from plangen.reading.tree import Items, Keyed, Node, Scalar

ANSWERED = ("answered", "答复记录")


class Stated(Struct, frozen=True, kw_only=True):
    """A fact as somebody states it, and who that is."""

    home: FactHome
    said: str  # in the words of an answer, to be shown
    value: Value | None  # to be written; None where only the statement is recorded
    answer: str = ""  # as it was typed
    result: str = ""
    unit: str = ""
    name: str = ""
    date: datetime.date | None = None
    basis: str = ""


class FactsWritten(Struct, frozen=True, kw_only=True):
    """The files that change with these facts, and which of them could not be written."""

    files: Mapping[str, bytes]
    stated: tuple[Stated, ...]
    findings: tuple[Finding, ...]


def state_facts(
    contents: Mapping[str, bytes], stated: Sequence[Stated], records: Mapping[str, str] = {}
) -> FactsWritten:
    """The files with these facts in them, one after another, so that one that cannot be written keeps no other back.

    Args:
        contents: the files of the plan by path.
        stated: the facts.
        records: by the id of a case the file in which it is recorded who stated what; none for cases of a drill.
    """
    made: dict[str, bytes] = {}
    done: list[Stated] = []
    findings: list[Finding] = []
    for each in stated:
        file = each.home.file
        raw = made.get(file, contents[file])
        if each.value is not None:
            change = edited(file, raw, list(_edits(file, raw, each.home, each.value)))
            if change.findings:
                findings += change.findings
                continue
            made[file] = change.raw
        done.append(each)
        if each.home.case in records and each.result:
            findings += _recorded(made, contents, records[each.home.case], each)
    changed = {path: raw for path, raw in made.items() if raw != contents[path]}
    return FactsWritten(files=changed, stated=tuple(done), findings=tuple(findings))


def _recorded(made: dict[str, bytes], contents: Mapping[str, bytes], file: str, stated: Stated) -> tuple[Finding, ...]:
    """Add to the record of a case who stated what."""
    raw = made.get(file, contents[file])
    entry = dict(_entry(stated))
    try:
        laid = lay(file, raw)
        path = _path(laid, (ANSWERED,))
        found = laid.node(path)
    except Refused:
        found, path = None, (ANSWERED[0],)
    add: Edit = Append(path, entry) if isinstance(found, Items) else Insert(path=path, value=Lined((entry,)))
    change = edited(file, raw, [add])
    made[file] = change.raw
    return change.findings


def _entry(stated: Stated) -> Iterator[tuple[str, Value]]:
    yield "fact", stated.home.title
    yield "answer", stated.answer
    yield "result", stated.result
    told = {"unit": stated.unit, "name": stated.name, "date": stated.date, "basis": stated.basis}
    yield from ((key, str(value)) for key, value in told.items() if value)


def _edits(file: str, raw: bytes, home: FactHome, value: Value) -> Iterator[Edit]:
    """What has to be changed so that the fact is said."""
    try:
        laid = lay(file, raw)
        path = _path(laid, home.steps)
    except Refused:  # the change says why it cannot be made
        yield Replace(tuple(step if isinstance(step, int) else step[0] for step in home.steps), value)
        return
    if home.name:
        yield from _of_named(laid, path, home, value)
    else:
        yield from _put(file, raw, laid, path, value)


def _of_named(laid: Laid, path: Path, home: FactHome, value: Value) -> Iterator[Edit]:
    """A fact that the plan declares itself: an item of a list, by its name."""
    item = _named_item(home, value)
    node = _found(laid, path)
    if not isinstance(node, Items):
        yield from _put("", b"", laid, path, Lined((item,)))
        return
    for number, each in enumerate(node.items):
        if isinstance(each, Keyed) and _says(each, "name") == home.name:
            for key, said in item.items():
                if key != "name":
                    yield from _put("", b"", laid, (*path, number, key), said)
            return
    yield Append(path, item)


def _named_item(home: FactHome, value: Value) -> Mapping[str, Value]:
    if isinstance(value, Mapping):
        return value
    return {"name": home.name, "items" if home.how is AnswerForm.ITEMS else "text": value}


def _says(keyed: Keyed, key: str) -> str:
    entry = keyed.entries.get(key)
    return entry.value.text if entry is not None and isinstance(entry.value, Scalar) else ""


def _put(file: str, raw: bytes, laid: Laid, path: Path, value: Value) -> Iterator[Edit]:
    """Say a value at a path, whether something stands there or not."""
    node = _found(laid, path)
    if node is None:
        yield _inserted(laid, path, value)
    elif isinstance(node, Scalar):
        yield Replace(path, value)
    elif isinstance(node, Items) and isinstance(value, Lined):
        yield from _list(file, raw, laid, path, node, value)
    else:
        yield Replace(path, value)  # which refuses it, with what to do by hand


def _inserted(laid: Laid, path: Path, value: Value) -> Edit:
    """The value under its key, with the groups that it lies in where those are not there yet."""
    deepest = next(length for length in range(len(path), -1, -1) if length == 0 or _found(laid, path[:length]))
    above = _found(laid, path[:deepest]) if deepest else laid.root
    for step in reversed(path[deepest + 1 :]):
        value = {str(step): value}
    if isinstance(above, Scalar):  # a group that says nothing yet
        return Replace(path[:deepest], {str(path[deepest]): value})
    return Insert(path=path[: deepest + 1], value=value, after=_before(above, value))


def _before(above: Node | None, value: Value) -> str | None:
    """The key behind which a new one goes: single facts before whole groups."""
    if not isinstance(above, Keyed) or isinstance(value, Mapping) or above.flow:
        return None
    plain = [key for key, entry in above.entries.items() if not isinstance(entry.value, Keyed)]
    return plain[-1] if plain else None


def _list(file: str, raw: bytes, laid: Laid, path: Path, node: Items, value: Lined) -> Iterator[Edit]:
    """A list with these items: what stays the same keeps its comments."""
    old, new = len(node.items), len(value.items)
    if not node.items:
        yield from _anew(file, raw, laid, path, value)
        return
    for number in range(min(old, new)):
        yield Replace((*path, number), value.items[number])
    yield from (Append(path, each) for each in value.items[old:])
    yield from (Remove((*path, number)) for number in range(old - 1, new - 1, -1))


def _anew(file: str, raw: bytes, laid: Laid, path: Path, value: Lined) -> Iterator[Edit]:
    """A list in place of empty brackets, an item on each line, with the comments that were at the key."""
    above = laid.above(path)
    keys = list(above.entries) if isinstance(above, Keyed) else []
    at = keys.index(str(path[-1])) if str(path[-1]) in keys else 0
    (found,) = lifted(file, raw, [path]) if raw else [None]
    if not at or found is None or (isinstance(above, Keyed) and above.flow):
        yield from (Append(path, each) for each in value.items)
        return
    node = laid.node(path)
    behind = laid.bare(node.end.line)[node.end.column :].strip()
    yield Remove(path)
    yield Insert(path=path, value=Commented(value, found.noted.above, behind), after=keys[at - 1])


def _path(laid: Laid, steps: Sequence[Step]) -> Path:
    """The path as the file spells it: keys may be written in either language, new ones as those around them."""
    path: tuple[str | int, ...] = ()
    for step in steps:
        if isinstance(step, int):
            path = (*path, step)
            continue
        path = (*path, _spelled(_found(laid, path), step))
    return path


def _spelled(above: Node | None, step: tuple[str, str]) -> str:
    """A key as it stands there, else in the language of the keys around it."""
    keys = above.entries if isinstance(above, Keyed) else {}
    is_chinese = bool(keys) and not any(map(str.isascii, keys))
    return next((name for name in step if name in keys), step[is_chinese])


def _found(laid: Laid, path: Path) -> Node | None:
    try:
        return laid.node(path)
    except Refused:
        return None
