"""The decisions can be found: numbered in their order, listed at the top, and each line said once."""

import re
from itertools import pairwise
from pathlib import Path

TEXT = (Path(__file__).parents[2] / "DECISIONS.md").read_text(encoding="utf-8")
HEADS = re.findall(r"^## (\d+)\. (.+)$", TEXT, re.MULTILINE)


def test_decisions_are_numbered_without_a_gap() -> None:
    assert [int(number) for number, _ in HEADS] == list(range(1, len(HEADS) + 1))


def test_the_contents_list_every_decision_in_order() -> None:
    contents = TEXT.split("\n## ", 1)[0]
    assert re.findall(r"^(\d+)\. (.+)$", contents, re.MULTILINE) == HEADS


def test_no_line_stands_twice_in_a_row() -> None:
    assert not [line for line, following in pairwise(TEXT.splitlines()) if line and line == following]
