"""A YAML file that is not part of the plan, as plain values: the caller knows its shape."""

import re

from plangen.diagnostics import Finding
from plangen.model.spec import Origin
from plangen.reading.places import Written
from plangen.reading.text import decode
from plangen.reading.tree import Items, Keyed, Node, read_tree

_WHOLE, _DECIMAL = re.compile(r"-?(?:0|[1-9]\d{0,14})"), re.compile(r"-?(?:0|[1-9]\d*)\.\d+")


def read_values(file: str, raw: bytes, name: str) -> tuple[dict[str, object] | None, Origin, tuple[Finding, ...]]:
    """The file's keys and values, None if it cannot be read or does not hold keys; findings; where values stand.

    Args:
        file: the path that findings name.
        raw: its bytes.
        name: how paths of its values begin.
    """
    text, findings = decode(file, raw)
    if text is None:
        return None, Origin(), findings
    root, text, found = read_tree(text)
    findings = (*findings, *found)
    if not isinstance(root, Keyed):
        return None, Origin(), findings
    values = _value(root)
    return (values if isinstance(values, dict) else None), Written(text, root, name), findings


def _value(node: Node) -> object:
    if isinstance(node, Keyed):
        return {key: _value(entry.value) for key, entry in node.entries.items()}
    if isinstance(node, Items):
        return [_value(item) for item in node.items]
    if node.plain and _WHOLE.fullmatch(node.text):
        return int(node.text)
    if node.plain and _DECIMAL.fullmatch(node.text):
        return float(node.text)
    return node.text
