"""What may be left out may be left out of every document: neither a gap nor an odd sign is printed for it."""

import re
from collections.abc import Iterator
from typing import Any, cast

import pytest
from msgspec.structs import replace

from plangen.blocks.document import Document
from plangen.blocks.text import as_text
from plangen.documents.catalogue import bodies
from plangen.model.dossier import DOSSIER
from plangen.model.plan import Plan
from plangen.model.spec import Record, fields
from plangen.model.values import is_todo

_PAPERS = [each for each in DOSSIER if each.outlined]


def _texts(plan: Plan) -> dict[str, str]:
    return {
        entry.id: "\n".join(as_text(body) for _, body in bodies(entry, plan) if isinstance(body, Document))
        for entry in _PAPERS
    }


def _optional(record: Record) -> Iterator[tuple[type[Record], str]]:
    """Every field below a record that is written and need not be, by the kind of record."""
    for field in fields(type(record)).values():
        value = getattr(record, field.name)
        if not field.required and value and not is_todo(value):
            yield type(record), field.name
        for each in value if isinstance(value, tuple) else (value,):
            if isinstance(each, Record):
                yield from _optional(each)


def _without(value: object, kind: type[Record], name: str) -> object:
    if isinstance(value, tuple):
        return tuple(_without(each, kind, name) for each in value)
    if not isinstance(value, Record):
        return value
    found = {each.name: _without(getattr(value, each.name), kind, name) for each in fields(type(value)).values()}
    if type(value) is kind:
        found[name] = fields(kind)[name].default
    return replace(value, **found)


_ASKED_FOR = {"Approval.post", "Script.signals"}
"""Left open on purpose: who approves is written on paper, and nobody starts without knowing how to stop."""


def _gaps(plan: Plan) -> set[str]:
    return set(re.findall("【待填写：[^】]*】|：。|，。|。。", "\n".join(_texts(plan).values())))


@pytest.mark.slow
def test_an_optional_field_that_is_left_out_leaves_no_gap_in_any_document(sample: Plan) -> None:
    known = _gaps(sample)
    found = dict.fromkeys(each for _, record in sample.records() for each in _optional(record))
    left = {}
    for kind, name in found:
        if f"{kind.__name__}.{name}" not in _ASKED_FOR and fields(kind)[name].kind is str:
            single = {key: _without(value, kind, name) for key, value in sample.single.items()}
            many = {key: _without(value, kind, name) for key, value in sample.many.items()}
            gaps = _gaps(sample.with_sections(cast("Any", single), cast("Any", many))) - known
            if gaps:
                left[f"{kind.__name__}.{name}"] = gaps
    assert left == {}


def test_a_handbook_without_rules_for_its_use_begins_with_its_steps(sample: Plan) -> None:
    command = replace(sample.command, handbook=None)
    text = _texts(sample.with_sections({**sample.single, "command": command}, sample.many))["handbook"]
    assert "手册使用要求" not in text
    assert "按照以下步骤使用本手册" in text
