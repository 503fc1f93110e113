"""What could not be read is never said to be the same, to be gone, or a reason to stop with a fault of ours."""

from pathlib import Path

import pytest

from plangen.changes.compare import compare
from plangen.changes.wording import described
from plangen.diagnostics import Finding, Place
from plangen.model.plan import Plan
from plangen.model.subjects import SECTIONS
from plangen.pipeline.revisions.comparison import Compared, compare_versions
from plangen.pipeline.revisions.versions import working
from plangen.reading.source import Known, read
from plangen.reporting.revisions.change_page import change_page
from plangen.reporting.revisions.comparison import compared_text
from plangen.reporting.style import Style
from plangen.workspace.project import UNREADABLE, Files

ROOT = Path(__file__).parents[2]
SOURCE = {path.relative_to(ROOT).as_posix(): path.read_bytes() for path in sorted((ROOT / "source").rglob("*.yaml"))}
KNOWN: Known = {}
PLAN = read(SOURCE, KNOWN).plan
NAMES = [section.name for section in SECTIONS]


def compared(old: dict[str, bytes], new: dict[str, bytes], *found: Finding) -> Compared:
    sides = Files(contents=old, findings=()), Files(contents=new, findings=found)
    return compare_versions(*map(working, sides))


@pytest.mark.parametrize("name", NAMES)
def test_everything_can_be_worded_while_any_one_section_cannot_be_read(name: str) -> None:
    there, empty = PLAN.without({name}), Plan({}, {})
    for old, new in ((empty, there), (there, empty)):
        found = compare(old, new)
        assert len(described(found, old, new)) == len(found)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_section_that_cannot_be_read_is_not_said_to_be_the_same(language: str) -> None:
    broken = {**SOURCE, "source/organisation.yaml": b"posts: [\n"}
    found = compared(SOURCE, broken)
    assert (found.shows_nothing, found.same) == (True, False)
    said = "\n".join(compared_text(found, Style(language)))
    assert {"zh": "其余部分没有差别；上面列出的部分没有比较", "en": "what is named above was not compared"}[
        language
    ] in said
    page = change_page(found, language)
    assert "<p>没有差别。</p>" not in page
    assert "<p>No difference.</p>" not in page
    assert "organisation" in page


def test_beside_a_file_that_cannot_be_read_every_other_is_still_told_of() -> None:
    note = "source/备注.txt"
    old = {**SOURCE, note: "旧".encode()}
    found = compared(old, {**old, note: "新".encode(), "source/organisation.yaml": b"posts: [\n"})
    assert [(each.path, each.before, each.after) for each in found.untold] == [(note, "旧", "新")]
    assert {each.at.file for each in found.new.errors} == {"source/organisation.yaml"}


def test_a_whole_plan_that_is_the_same_still_says_so() -> None:
    found = compared(SOURCE, SOURCE)
    assert (found.same, list(compared_text(found, Style("zh")))[-1]) == (True, "没有差别")
    assert "<p>没有差别。</p>" in change_page(found, "zh")


@pytest.mark.parametrize("at", ["source/scenarios/data-leak.yaml", "source/scenarios"])
def test_a_file_that_could_not_be_opened_is_not_said_to_be_removed(at: str) -> None:
    rest = {path: raw for path, raw in SOURCE.items() if not path.startswith(at)}
    shut = Finding(rule=UNREADABLE, at=Place(file=at), values={"reason": "x"})
    found = compared(SOURCE, rest, shut)
    assert (found.lines, found.new.unread, found.new.errors[0]) == ((), ("scenarios",), shut)
    assert not found.same


def others(old: dict[str, bytes], new: dict[str, bytes]) -> Compared:
    """Files beside the plan's own."""
    return compared({**SOURCE, **old}, {**SOURCE, **new})


@pytest.mark.parametrize(("size", "is_shown"), [(100_000, True), (100_001, False)])
def test_what_a_text_says_is_shown_up_to_a_hundred_thousand_bytes(size: int, is_shown: bool) -> None:
    (found,) = others({"source/a.txt": b"x"}, {"source/a.txt": b"y" * size}).untold
    assert (found.before, len(found.after)) == ("x", size if is_shown else 0)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_text_is_read_in_the_encoding_that_it_has(encoding: str) -> None:
    (found,) = others({}, {"source/a.txt": "\r\n甲\r\n乙 ".encode(encoding)}).untold
    assert (found.before, found.after) == ("", "甲\n乙")


def test_a_second_file_of_the_same_bytes_is_new_and_only_one_that_took_its_place_is_another_name() -> None:
    both = others({"source/a.txt": b"x"}, {"source/a.txt": b"x", "source/b.txt": b"x"})
    assert ([each.path for each in both.untold], both.rewritten) == (["source/b.txt"], ())
    moved = others({"source/a.txt": b"x"}, {"source/b.txt": b"x"})
    assert (moved.untold, moved.rewritten) == ((), ("source/a.txt → source/b.txt",))
