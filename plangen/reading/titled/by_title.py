"""A tree whose keys are written by their titles, as the same tree by its keys; each stays where it was written."""

from collections.abc import Iterator

from plangen.diagnostics import ERROR, Finding, rule
from plangen.model.chinese_keys import group_below, keys_by_title
from plangen.model.spec import Record
from plangen.reading.text import Text
from plangen.reading.tree import Items, Keyed, MapEntry, Node

BOTH = rule(
    "S126",
    ERROR,
    title=("同一项用中文和英文各写了一次", "one thing is written in Chinese and in English"),
    why=("两处写得不同时，不知道以哪一处为准", "where the two differ nobody knows which one counts"),
    message=(
        "“{key}”和第{line}行的“{other}”是同一项",
        "'{key}' and '{other}' in line {line} are one and the same",
    ),
    hint=("比较两处，留一处，删去另一处", "compare the two, keep one and delete the other"),
    bad="# incidents/kettle.yaml\nid: kettle\ntitle: 召回\nscenario: fault\n"
    "incident: {hotline: 400-000-0000, 热线: 400-000-0001}\n",
    good="# incidents/kettle.yaml\nid: kettle\ntitle: 召回\nscenario: fault\nincident: {热线: 400-000-0000}\n",
)


def by_keys(root: Node, record: type[Record], text: Text) -> tuple[Node, tuple[Finding, ...]]:
    """The tree by the keys of a record and of the records below it; a finding for each that is said twice.

    A key that the record does not know stays as it is.
    """
    findings: list[Finding] = []
    return _by_keys(root, record, text, findings), tuple(findings)


def _by_keys(node: Node, record: type[Record] | None, text: Text, findings: list[Finding]) -> Node:
    if record is None:
        return node
    if isinstance(node, Items):
        return Items([_by_keys(item, record, text, findings) for item in node.items], node.flow, node.start, node.end)
    if not isinstance(node, Keyed):
        return node
    entries: dict[str, MapEntry] = {}
    titles = keys_by_title(record)
    for said, entry in node.entries.items():
        key = titles.get(said, said)
        if key in entries:
            findings += _twice(entry, entries[key], text)
            continue
        value = _by_keys(entry.value, group_below(record, key), text, findings)
        entries[key] = MapEntry(entry.key, value)
    return Keyed(entries, node.flow, node.start, node.end)


def _twice(entry: MapEntry, first: MapEntry, text: Text) -> Iterator[Finding]:
    start, end = entry.key.start, entry.key.end
    at = text.place(start.line, start.column, (end.line, end.column))
    values = {"key": entry.key.text, "other": first.key.text, "line": first.key.start.line + 1}
    yield Finding(rule=BOTH, at=at, values=values)


RULES = (BOTH,)
