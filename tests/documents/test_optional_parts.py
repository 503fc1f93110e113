"""Whatever a plan may leave out can be left out: its documents are made, and none asks for what the plan does not have.

Files are left out as if they were not there, fields everywhere at once. What only a broken plan could leave out is not
looked at: a check tells of it before anything is made.
"""

import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import fields, replace

from plangen.blocks.document import Document
from plangen.blocks.template import Templated
from plangen.blocks.text import as_text
from plangen.checks.engine import check
from plangen.diagnostics import Severity
from plangen.documents.catalogue import bodies
from plangen.documents.packets.holders import packets
from plangen.model.dossier import DOCUMENTS, DOSSIER, Dossier
from plangen.model.plan import Plan
from plangen.model.spec import Record
from plangen.model.subjects import SECTIONS
from plangen.pipeline.check import study
from plangen.pipeline.packets.composing import prepare
from plangen.pipeline.wording_files import with_templates
from plangen.reading.source import read
from tests.documents.conftest import SMALL
from tests.pipeline.test_second_plan import laid_out
from tests.plans.said import said_by

ROOT = Path(__file__).parents[2]
GAP = re.compile("【待填写：[^】]*】")

TOGETHER = 6  # fields of a large plan that are left out at once; each alone where the plan is broken without them

FieldName: TypeAlias = tuple[type[Record], str]
Part: TypeAlias = str | FieldName

OPTIONAL = [each for each in SECTIONS if not each.required]


def small() -> Plan:
    return with_templates(read({f"source/{name}": text.encode() for name, text in SMALL.items()}).plan, {})


def optional_parts(plan: Plan) -> list[Part]:
    """The files and the fields that the plan has and could do without."""
    found: dict[Part, None] = {each.name: None for each in OPTIONAL if plan.has(each.name)}
    for _, record in plan.records():
        found.update(dict.fromkeys(_written(record)))
    return list(found)


def _written(record: Record) -> Iterator[FieldName]:
    for field in fields(record):
        value = getattr(record, field.name)
        if not field.required and value != field.default:
            yield type(record), field.name
        for below in value if isinstance(value, tuple) else (value,):
            if isinstance(below, Record):
                yield from _written(below)


def without(plan: Plan, parts: Iterable[Part]) -> Plan:
    for part in parts:
        plan = plan.with_sections(*_less(plan, part))
    return plan


def _less(plan: Plan, part: Part) -> tuple[Mapping[str, Record], Mapping[str, tuple[Record, ...]]]:
    if isinstance(part, str):
        many = {name: () if name == part else records for name, records in plan.many.items()}
        return {**plan.single, **({part: _nothing()[part]} if part in plan.single else {})}, many
    single = {name: _dropped(record, *part) for name, record in plan.single.items()}
    return single, {name: tuple(_dropped(each, *part) for each in every) for name, every in plan.many.items()}


@cache
def _nothing() -> Mapping[str, Record]:
    """What a plan says in files that it does not have."""
    least = {name: text for name, text in SMALL.items() if name not in {each.file for each in OPTIONAL}}
    return read({f"source/{name}": text.encode() for name, text in least.items()}).plan.single


def _dropped(record: Any, kind: type[Record], name: str) -> Any:
    if isinstance(record, tuple):
        return tuple(_dropped(each, kind, name) for each in record)
    if not isinstance(record, Record):
        return record
    changed = {field.name: _dropped(getattr(record, field.name), kind, name) for field in fields(record)}
    if isinstance(record, kind):
        changed[name] = next(field.default for field in fields(record) if field.name == name)
    return replace(record, **changed)


def gaps(plan: Plan) -> list[str]:
    """What the papers of a sound plan ask for and the plan does not, so that no list of what is open has it."""
    if not is_sound(plan):
        return []
    own = {gap for _, record in plan.records() for gap in GAP.findall(repr(record))}
    asked = [(title, gap) for title, text in _texts(plan) for gap in GAP.findall(text)]
    return [f"{title}: {gap}" for title, gap in asked if gap not in own]


def is_sound(plan: Plan) -> bool:
    return not any(each.severity is Severity.ERROR for each in check(plan).findings)


def _texts(plan: Plan) -> Iterator[tuple[str, str]]:
    """The title and the text of each paper; the owner's own speak of what he has."""
    made = (each for entry in plan.dossier.entries if not entry.own for each in bodies(entry, plan))
    return ((title, _text(body)) for title, body in made)


def _text(body: object) -> str:
    if isinstance(body, Templated):  # a fact that a notice names is asked for in it
        return ""
    return as_text(body) if isinstance(body, Document) else "\n".join(each.text for each in said_by("", body))


def called(part: Part) -> str:
    return part if isinstance(part, str) else f"{part[0].__name__}.{part[1]}"


def sample(_: Path) -> Path:
    return ROOT


def school(folder: Path) -> Path:
    """In the words that come with plangen: its own speak of what it has."""
    return laid_out(folder / "学校", shipped_words=True)


PARTS = optional_parts(small())
FILES = [each for each in PARTS if isinstance(each, str)]


@pytest.mark.parametrize("part", PARTS, ids=called)
def test_a_small_plan_can_do_without_each_part(part: Part) -> None:
    assert gaps(without(small(), [part])) == []


@pytest.mark.parametrize("pair", [*itertools.combinations(FILES, 2)], ids="-".join)
def test_a_small_plan_can_do_without_two_files(pair: tuple[str, str]) -> None:
    assert gaps(without(small(), pair)) == []


def leaving_out(plan: Plan, document: str) -> Plan:
    entries = tuple(each for each in plan.dossier.entries if each.id != document)
    dossier = Dossier(entries=entries, left_out=frozenset({document}))
    return plan.with_outlines(plan.outlines, dossier).with_wording(plan.wording)


@pytest.mark.parametrize("document", [each.id for each in DOSSIER if each.id != "plan"])
def test_no_paper_names_a_document_that_is_left_out(document: str) -> None:
    """But for headings of the plan and functions in the command centre that are called the same."""
    title = DOCUMENTS[document]
    rest = leaving_out(small(), document)
    lines = [line for _, text in _texts(rest) for line in text.splitlines() if title in line]
    assert [each for each in lines if not re.search(f"制定{title}$|应急{title}人员|^{title} \\|", each)] == []


@given(st.lists(st.sampled_from(PARTS), min_size=2, max_size=6, unique=True))
def test_a_small_plan_can_do_without_any_of_them(parts: list[Part]) -> None:
    assert gaps(without(small(), parts)) == []


@pytest.mark.slow
@pytest.mark.parametrize("laid", [sample, school])
def test_a_large_plan_can_do_without_each_part(tmp_path: Path, laid: Callable[[Path], Path]) -> None:
    known = study(laid(tmp_path))
    before = set(gaps(known.plan))
    parts = optional_parts(known.plan)
    for part in parts:
        if isinstance(part, str):
            plan = without(known.plan, [part])
            assert set(gaps(plan)) <= before, part
            assert prepare(plan, known.files.contents, packets(plan)).copies
    left = [part for part in parts if not isinstance(part, str)]
    for at in range(0, len(left), TOGETHER):
        group = left[at : at + TOGETHER]
        plan = without(known.plan, group)
        for each in [group] if is_sound(plan) else [[part] for part in group]:
            assert set(gaps(without(known.plan, each))) <= before, [called(part) for part in each]
