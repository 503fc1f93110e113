"""A name that several classes or files bear needs a reason, written here.

The tables say what is, not what may be: taking a bearer away changes the number too. `counting.py` prints what is.
"""

from collections.abc import Mapping
from typing import TypeAlias

import counting

Table: TypeAlias = Mapping[str, str]  # from the reason to "name number, name number"

CLASSES: Table = {
    "the two formats of blocks: a document has it, a workbook has it": "Column 2, Items 2, Kind 3, Row 2, Tone 2",
    "a word of the plan in model/, and its counterpart in what is composed or written": (
        "Approval 2, Contents 2, Notice 2, Order 2, Severity 2, Step 2"
    ),
    "what the word means on its own floor": (
        "Change 2, Draft 2, Entry 3, Paragraph 2, Part 2, Printed 2, Question 2, Role 2, Side 2, Standing 2,"
        " State 3, Stories 3, Style 2, Text 2, Version 2, Written 2"
    ),
    "request and answer of a use case, one of each": "Redlined 2, Wanted 3",
    "private to its module": "_Part 2, _Reading 2, _Stop 2, _Type 2",
}

FILES: Table = {
    "a subject: its records in model/, its checks in checks/, its chapter or paper in documents/": (
        "audience.py 2, command.py 3, communication.py 3, drill.py 2, events.py 2, issued.py 2, legal.py 2,"
        " organisation.py 2, plan.py 2, reporting.py 2, resources.py 2, scenario.py 2, script.py 2, timeline.py 2"
    ),
    "a use case in pipeline/, its words in reporting/ or its command in cli/": "proof.py 2",
    "the same part of each package or area": (
        "check.py 4, composing.py 2, documents.py 2, engine.py 2, fonts.py 2, names.py 2, naming.py 2,"
        " records.py 2, rules.py 8, schema.py 2, text.py 5, versions.py 2, wording.py 2"
    ),
    "a writer or reader for each format of office/, and what it is written from": (
        "charts.py 2, document.py 2, finish.py 2, notices.py 2, numbering.py 2, packet.py 2, page.py 3, parts.py 3,"
        " places.py 3, styles.py 2, tables.py 3, workbook.py 2, writer.py 2"
    ),
    "a part of one kind of document": "front.py 2",
}


def listed(table: Table) -> dict[str, int]:
    entries = [entry.rsplit(" ", 1) for names in table.values() for entry in names.split(", ")]
    assert len({name for name, _ in entries}) == len(entries), "a name is listed twice"
    return {name: int(number) for name, number in entries}


def test_a_class_name_is_borne_twice_only_for_a_reason() -> None:
    assert counting.class_names() == listed(CLASSES)


def test_a_file_name_is_borne_twice_only_for_a_reason() -> None:
    assert counting.file_names() == listed(FILES)
