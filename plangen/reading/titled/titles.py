"""What was meant where a title stands in place of an id: the id of the one record that bears it."""

from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from plangen.diagnostics import Finding, Words
from plangen.model.command import RESERVED_DECIDERS
from plangen.reading import shape_rules as rules
from plangen.reading.tree import Items, Keyed, Node, Scalar

# Under which keys the records stand that a reference of a kind may name; a scenario is a file of its own.
_KEYS = {
    "department": {"departments"},
    "branch": {"branches"},
    "post": {"posts"},
    "party": {"team", "departments", "posts", "response_teams", "outside"},
    "decider": {"team", "departments", "posts", "response_teams", "outside"},
    "scenario": {""},
    "severity": {"severities"},
    "notice": {"notices"},
    "item": {"items"},
    "step": {"steps"},
    "start": {"steps"},
    "inject": {"injects"},
}


def with_ids(findings: Iterable[Finding], roots: Iterable[Node]) -> list[Finding]:
    """The findings, those about a title in place of an id with the id in their hint."""
    found = list(findings)
    if not any(map(_is_misplaced, found)):
        return found
    ids = _ids(roots)
    return [_with_id(finding, ids) for finding in found]


def _ids(roots: Iterable[Node]) -> Mapping[tuple[str, str], set[str]]:
    """The ids of all records, by the key that the record stands under, and its title."""
    ids: dict[tuple[str, str], set[str]] = {}
    waiting = [("", root) for root in roots]
    while waiting:
        key, node = waiting.pop()
        if isinstance(node, Items):
            waiting += [(key, item) for item in node.items]
        elif isinstance(node, Keyed):
            waiting += [(name, entry.value) for name, entry in node.entries.items()]
            if (title := _text(node, "title")) and (own := _text(node, "id")):
                ids.setdefault((key, title), set()).add(own)
    return ids


def _is_misplaced(finding: Finding) -> bool:
    return finding.rule is rules.BAD_ID and finding.values.get("ref") in _KEYS


def _with_id(finding: Finding, ids: Mapping[tuple[str, str], set[str]]) -> Finding:
    if not _is_misplaced(finding):
        return finding
    title = str(finding.values["value"])
    reserved = RESERVED_DECIDERS if finding.values["ref"] == "decider" else {}
    meant = {key for key, said in reserved.items() if said == title}
    meant |= {own for key in _KEYS[str(finding.values["ref"])] for own in ids.get((key, title), ())}
    if len(meant) != 1:
        return finding
    (own,) = meant
    return replace(finding, hint=Words(f"改为“{title}”的编号：{own}", f"write the id of '{title}': {own}"))


def _text(node: Keyed, key: str) -> str:
    entry = node.entries.get(key)
    return entry.value.text.strip() if entry is not None and isinstance(entry.value, Scalar) else ""
