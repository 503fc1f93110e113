"""A name that several classes or files bear needs a reason, written here.

The tables say what is, not what may be: taking a bearer away changes the number too. `counting.py` prints what is.
"""

from collections.abc import Mapping
from typing import TypeAlias

import counting

Table: TypeAlias = Mapping[str, str]  # from the reason to "name number, name number"

CLASSES: Table = {
    "the formats of blocks, document and workbook, have it each": "Column 2, Row 2, Tone 2",
    "a block, and what another floor makes of the same thing when it reads or compares": (
        "Contents 2, Items 2, Kind 2, Paragraph 2, Part 2"
    ),
    "what people write in the plan, and what a finding or a use case makes of it": "Approval 2, Severity 2",
    "the word of a format: XML, YAML, JSON or the terminal": "Stories 3, Style 2, Text 2",
    "private to its module": "_Part 2, _Reading 2, _Stop 2, _Type 2",
}

FILES: Table = {
    "a subject: records in model/, checks in checks/, a chapter or paper in documents/, commands in cli/": (
        "audience.py 2, command.py 2, communication.py 2, drill.py 2, events.py 2, holders.py 2, issued.py 2,"
        " legal.py 2, notices.py 2, organisation.py 2, plan.py 2, records.py 2, resources.py 2,"
        " script.py 2, timeline.py 2"
    ),
    "a use case in pipeline/, and what it stands on in office/ or reading/, or what words its result": (
        "check.py 4, comparison.py 2, documents.py 2, fonts.py 2, packet.py 2, proof.py 2, schema.py 2, text.py 5"
    ),
    "the same part of each area of a package": "composing.py 2, rules.py 8, versions.py 2, front.py 2",
    "blocks, and what reads, writes or compares them": "document.py 2, names.py 2, workbook.py 2",
    "the same part of the writers of office/ and of the documents that they write": (
        "charts.py 2, page.py 2, parts.py 3, places.py 3, styles.py 2, tables.py 3, writer.py 2"
    ),
    "what people write, in model/, and what reads it, in reading/": "outline.py 2, own_words.py 2",
    "the word has two meanings, and each floor one of them": "engine.py 2, naming.py 2, wording.py 2",
}


def listed(table: Table) -> dict[str, int]:
    entries = [entry.rsplit(" ", 1) for names in table.values() for entry in names.split(", ")]
    assert len({name for name, _ in entries}) == len(entries), "a name is listed twice"
    return {name: int(number) for name, number in entries}


def test_a_class_name_is_borne_twice_only_for_a_reason() -> None:
    assert counting.class_names() == listed(CLASSES)


def test_a_file_name_is_borne_twice_only_for_a_reason() -> None:
    assert counting.file_names() == listed(FILES)
