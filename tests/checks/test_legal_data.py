"""Legal's own entries and the records of issue: what is told of each, and what is as it should be."""

from collections.abc import Callable

import pytest

from plangen.checks import check
from plangen.reading.source import Reading

Changed = Callable[[str], Reading]
Found = Callable[..., list[str]]

ELEMENT = (
    "  - {id: %s, title: 缺陷, kinds: [recall], duty: 必须, covered_by: [召回.缺陷], basis: 规定, certainty: %s,"
    " confirmed_by: %s}\n"
)
ELEMENTS, DEADLINES = "# legal/elements.yaml\nelements:\n", "# legal/deadlines.yaml\ndeadlines:\n"
DEADLINE = (
    "  - {id: %s, title: 报告, starts: 发现, amount: 2, unit: 工作日, to: 监管部门, basis: 规定, certainty: %s,"
    " confirmed_by: %s}\n"
)
KETTLE = "# incidents/kettle.yaml\nid: kettle\ntitle: 水壶召回\nscenario: fault\nincident: {name: 水壶}\n"
HASH = "0123456789abcdef" * 4


def issued(kind: str = "recall", sha256: str = HASH) -> str:
    return (
        f"{KETTLE}# issued/kettle--{kind}--20260301-1405.yaml\ncase: kettle\nkind: {kind}\ntime: 2026-03-01 14:05\n"
        f'file: 召回公告.docx\nsha256: "{sha256}"\ntemplate: t\nhouse: h\ncontent: c\n'
    )


def test_entries_that_nobody_confirmed_are_counted_and_shown_at_the_first(changed: Changed) -> None:
    names = ("甲", "!todo 核对人", "!todo 核对人")
    text = ELEMENTS + "".join(ELEMENT % (f"e-{at}", "待查证", name) for at, name in enumerate(names))
    text += DEADLINES + "".join(DEADLINE % (f"d-{at}", "待查证", name) for at, name in enumerate(("甲", *names)))
    said = {each.at.path: each.message("zh") for each in check(changed(text).plan).findings if each.code == "L104"}
    assert said == {
        "elements.elements[e-1].confirmed_by": "3 项法定要素中，2 项未经核对",
        "deadlines.deadlines[d-2].confirmed_by": "4 项法定时限中，2 项未经核对",
    }


@pytest.mark.parametrize(
    ("certainty", "name", "undated"),
    [
        ("已查证", "甲", True),
        ("已查证", "!todo 核对人", True),
        ("部分查证", "!todo 核对人", True),
        ("待查证", "甲", True),  # who confirmed it has looked it up
        ("待查证", "!todo 核对人", False),
    ],
)
def test_whatever_was_looked_up_or_confirmed_says_when(
    certainty: str, name: str, *, undated: bool, found: Found
) -> None:
    text = ELEMENTS + ELEMENT % ("e", certainty, name) + DEADLINES + DEADLINE % ("d", certainty, name)
    places = ["L106 deadlines.deadlines[d].certainty", "L106 elements.elements[e].certainty"]
    assert found(text, "L106") == (places if undated else [])


@pytest.mark.parametrize(
    ("notice", "is_wrong"),
    [
        ("recall", False),
        ("fault/recall", False),
        ("leak/recall", True),  # that case has no such notice
        ("nowhere/recall", True),
        ("fault/bulletin", True),  # the element is not asked of that kind
        ("bulletin", True),
    ],
)
def test_an_omission_names_a_kind_of_the_element_or_a_case_that_has_one(
    notice: str, *, is_wrong: bool, found: Found
) -> None:
    text = ELEMENTS + ELEMENT % ("e", "待查证", "甲")
    text += f"left_out: [{{element: e, notice: {notice}, reason: 尚未查明, by: 甲}}]\n"
    assert found(text, "L103") == (["L103 elements.left_out[1].element"] if is_wrong else [])


def test_an_incident_that_lists_no_notices_has_those_of_its_scenario(found: Found) -> None:
    assert found(issued(kind="recall"), "A106") == []
    assert found(issued(kind="bulletin"), "A106") == ["A106 issued[kettle--bulletin--20260301-1405].case"]


@pytest.mark.parametrize(
    ("sha256", "is_whole"),
    [(HASH, True), (HASH[:-1], False), (HASH + "0", False), (HASH.upper(), False), (HASH[:-1] + "g", False)],
)
def test_a_hash_has_64_hexadecimal_digits_in_small_letters(sha256: str, *, is_whole: bool, found: Found) -> None:
    assert bool(found(issued(sha256=sha256), "A108")) is not is_whole
