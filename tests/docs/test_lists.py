"""What the guides list is what there is: documents by number and title, kinds of notice by template and title."""

import re
from pathlib import Path

import pytest

from plangen.model.dossier import DOSSIER
from plangen.model.plan import Plan
from plangen.reading.source import read

ROOT = Path(__file__).parents[2]
NUMBERS = {entry.number for entry in DOSSIER}


def rows(page: str, first_column: str) -> list[list[str]]:
    """The cells of the table whose first column is called so."""
    text = (ROOT / page).read_text(encoding="utf-8")
    table = text[text.index(f"| {first_column} |") :].split("\n\n", 1)[0]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in table.splitlines()[2:]]


@pytest.fixture(scope="module")
def plan() -> Plan:
    folder = ROOT / "source"
    return read({path.relative_to(ROOT).as_posix(): path.read_bytes() for path in folder.rglob("*.yaml")}).plan


@pytest.mark.parametrize(("page", "head"), [("README.md", "file"), ("README.zh-CN.md", "文件")])
def test_the_readme_lists_every_document_by_its_number(page: str, head: str) -> None:
    listed: set[int] = set()
    for cells in rows(page, head):
        numbers = [int(number) for number in re.findall(r"`(\d\d)\b", cells[0])]
        listed |= set(range(numbers[0], numbers[-1] + 1))
    assert listed == NUMBERS


def test_the_coordinators_guide_has_a_row_for_every_document() -> None:
    names = [
        re.sub(r"`(?:\d\d-…?)?|/?`|\.(?:docx|xlsx)`", "", cells[0]) for cells in rows("docs/coordinator.md", "文件")
    ]
    assert [int(cells[0][1:3]) for cells in rows("docs/coordinator.md", "文件")] == sorted(NUMBERS)
    assert names == [entry.name.zh for entry in DOSSIER]


def test_the_guide_for_legal_lists_every_kind_of_notice(plan: Plan) -> None:
    listed = {(cells[0].strip("`"), cells[1]) for cells in rows("docs/legal.md", "模板")}
    assert listed == {(kind.template, kind.title) for kind in plan.communication.notices}


@pytest.mark.parametrize(("page", "words"), [("README.md", "{} kinds"), ("README.zh-CN.md", "共 {} 种")])
def test_the_readme_counts_the_kinds_of_notice(plan: Plan, page: str, words: str) -> None:
    """Those that are drafted for the drill: what corrects and withdraws is begun when it is needed."""
    drafted = [kind for kind in plan.communication.notices if not kind.act]
    assert words.format(len(drafted)) in (ROOT / page).read_text(encoding="utf-8")
