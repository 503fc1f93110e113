"""Whatever has an id can be given another one, and whatever names it follows."""

from collections.abc import Iterator

import pytest

from plangen.model.case import Case
from plangen.model.document_list import DocumentLine
from plangen.model.finding import DrillFinding
from plangen.model.kinds import KINDS
from plangen.model.renaming import RENAMABLE, renamed
from plangen.model.spec import Record, fields
from plangen.model.subjects import SECTIONS
from plangen.model.walk import Value
from plangen.reading.source import read

NEVER = {Case, DrillFinding, DocumentLine}  # what was issued or recorded names them; files are called so
NO_IDS = {"fact", "extra", "clock", "own_clock", "document"}  # names of fields and of files


def records(kind: type[Record], seen: set[type[Record]]) -> Iterator[type[Record]]:
    if kind not in seen:
        seen.add(kind)
        yield kind
        for field in fields(kind).values():
            if isinstance(field.kind, type) and issubclass(field.kind, Record):
                yield from records(field.kind, seen)


def test_every_record_with_an_id_can_be_renamed_unless_it_says_why_not() -> None:
    seen: set[type[Record]] = set()
    having = {each for section in SECTIONS for each in records(section.record, seen) if "id" in fields(each)}
    assert having - NEVER == {record for kind in RENAMABLE.values() for record in kind.records}


def test_every_kind_of_reference_follows_something() -> None:
    assert {ref for kind in RENAMABLE.values() for ref in kind.refs} == KINDS.keys() - NO_IDS


def written(file: str, text: str, field: str) -> Value:
    (value,) = [each for each in read({f"source/{file}": text.encode()}).plan.values if each.field.name == field]
    return value


@pytest.mark.parametrize(
    ("kind", "old", "place", "after"),
    [
        (
            "phase",
            "response",
            "timeline.phases[response].steps[response].limit",
            "timeline.phases[n].steps[response].limit",
        ),
        ("step", "response", "timeline.phases[response].steps[response]", "timeline.phases[response].steps[n]"),
        ("scenario", "leak", "scenarios[leak].measures[2]", "scenarios[n].measures[2]"),
        ("scenario", "leak", "timeline.phases[leak]", "timeline.phases[leak]"),
        ("post", "manager", "organisation.posts[manager].department", "organisation.posts[n].department"),
        ("post", "manager", "organisation.nonsense[manager]", "organisation.nonsense[manager]"),
    ],
)
def test_a_place_is_renamed_where_it_names_the_thing(kind: str, old: str, place: str, after: str) -> None:
    text = f"exceptions:\n  - {{code: T104, place: '{place}', reason: a, by: b}}\n"
    value = written("exceptions.yaml", text, "place")
    assert (renamed(value, RENAMABLE[kind], old, "n") or place) == after


@pytest.mark.parametrize(
    ("kind", "old", "notice"),
    [("notice", "recall", "leak/n"), ("scenario", "leak", "n/recall"), ("notice", "leak", "leak/recall")],
)
def test_what_is_left_out_on_purpose_follows_the_notice_and_the_scenario(kind: str, old: str, notice: str) -> None:
    text = "left_out:\n  - {element: e, notice: leak/recall, reason: a, by: b}\n"
    value = written("legal/elements.yaml", text, "notice")
    assert (renamed(value, RENAMABLE[kind], old, "n") or "leak/recall") == notice
