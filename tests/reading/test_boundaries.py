"""Every limit of reading holds at both sides of its edge, and where one of two counts it is the right one."""

import datetime
from typing import Annotated, Literal

import pytest

from plangen.diagnostics import Finding
from plangen.model.bounds import (
    LONGEST_TEXT,
    LONGEST_VALUE,
    MOST_ELEMENTS,
    MOST_FILES,
    MOST_ITEMS,
    MOST_NOTICES,
    MOST_PEOPLE,
    MOST_SCENARIOS,
    MOST_VALUES,
)
from plangen.model.spec import Most, Record
from plangen.model.values import Duration, DurationRange, Id
from plangen.reading.places import Written
from plangen.reading.plain import read_values
from plangen.reading.shape import read_record
from plangen.reading.source import read
from plangen.reading.text import MAX_BYTES, MAX_LINE, SHOWN_AT_MOST, decode
from plangen.reading.tree import ALIKE, LONG, MAX_DEPTH, MAX_EXPANDED, MAX_MENDED, Node, read_tree


class Numbers(Record, frozen=True, kw_only=True):
    """数值"""

    count: Annotated[int | None, "数量"] = None
    people: Annotated[int | None, "人数", Most(9)] = None
    day: Annotated[datetime.date | None, "日期"] = None
    kind: Annotated[Literal["甲", "乙"] | None, "种类"] = None
    ids: Annotated[tuple[Id, ...], "编号"] = ()
    note: Annotated[str | None, "说明"] = None
    notes: Annotated[tuple[str, ...], "说明"] = ()
    few: Annotated[tuple[str, ...], "几项", Most(2)] = ()
    limit: Annotated[Duration | None, "时限"] = None
    due: Annotated[DurationRange | None, "期限"] = None


def tree(content: str) -> tuple[Node | None, tuple[Finding, ...]]:
    text, found = decode("f.yaml", content.encode())
    assert text is not None
    root, _, slips = read_tree(text)
    return root, (*found, *slips)


def codes(content: str) -> list[str]:
    return [each.code for each in tree(content)[1]]


def shape_codes(content: str) -> list[str]:
    text, _ = decode("f.yaml", content.encode())
    assert text is not None
    root, text, _ = read_tree(text)
    assert root is not None
    return [each.code for each in read_record(root, Numbers, Written(text, root, "numbers"))[1]]


def test_the_documented_limits() -> None:
    """A user meets these numbers in messages and in the reference."""
    assert (MAX_BYTES, SHOWN_AT_MOST, MAX_DEPTH, MAX_EXPANDED, MAX_MENDED) == (4_000_000, 20, 40, 50_000, 20)
    assert (ALIKE, LONG, MAX_LINE) == (2, 500_000, 30_000)
    assert (LONGEST_TEXT, LONGEST_VALUE, MOST_ITEMS, MOST_VALUES, MOST_FILES) == (20_000, 200, 3_000, 400_000, 3_000)
    assert (MOST_ELEMENTS, MOST_SCENARIOS, MOST_NOTICES, MOST_PEOPLE) == (10_000, 350, 2_000, 10_000)


# Bytes


@pytest.mark.parametrize(("text", "code"), [(b"a" * 9, "Y104"), (b"a" * 8, "Y102")])
def test_a_tenth_of_zero_bytes_is_a_slip_and_more_is_no_text(text: bytes, code: str) -> None:
    assert [each.code for each in decode("f.yaml", text + b"\0")[1]] == [code]


@pytest.mark.parametrize(("sound", "code"), [(6, "Y103"), (7, "Y102")])
def test_more_than_three_sound_characters_for_each_damaged_one_are_damaged_utf8(sound: int, code: str) -> None:
    """甲 in GBK counts as two damaged characters; GB18030 would read all of it, the rest as garbage."""
    raw = "甲\n".encode("gbk") + ("消" * sound + "a").encode()
    assert raw.decode("gb18030")
    assert [each.code for each in decode("f.yaml", raw)[1]] == [code]


@pytest.mark.parametrize("slip", ["a: 甲\u200b乙", "\tb: 1"])
def test_twenty_slips_of_a_kind_are_shown(slip: str) -> None:
    for lines, shown in ((SHOWN_AT_MOST, SHOWN_AT_MOST), (SHOWN_AT_MOST + 1, SHOWN_AT_MOST)):
        content = "\n".join([slip] * lines)
        assert len(decode("f.yaml", content.encode())[1]) == shown


def test_the_twenty_lines_after_a_text_are_looked_at() -> None:
    for before, expected in ((SHOWN_AT_MOST - 1, ["Y132"]), (SHOWN_AT_MOST, [])):
        lines = "".join(" 乙\n" for _ in range(before))
        assert codes(f"a: 甲\n{lines} b:1\n") == expected


# Trees


@pytest.mark.parametrize(("depth", "expected"), [(MAX_DEPTH, []), (MAX_DEPTH + 1, ["Y119"])])
def test_forty_levels(depth: int, expected: list[str]) -> None:
    assert codes("[" * depth + "x" + "]" * depth) == expected


@pytest.mark.parametrize(("more", "expected"), [("", []), (", *y", ["Y120"])])
def test_fifty_thousand_values_may_be_reached_through_anchors(more: str, expected: list[str]) -> None:
    items = ", ".join(["x"] * 499)  # with the list itself five hundred values
    aliases = ", ".join(["*x"] * 100)
    content = f"a: &x [{items}]\nb: &y z\nc: [{aliases}{more}]\n"
    found = [code for code in codes(content) if code != "Y118"]  # without the second alias the anchor is idle
    assert found == expected


@pytest.mark.parametrize(("slips", "shown", "is_read"), [(19, 19, True), (20, 20, False), (21, 20, False)])
def test_twenty_mistakes_of_syntax_are_explained(slips: int, shown: int, is_read: bool) -> None:
    """Nineteen are mended, the twentieth is the last that is told."""
    root, found = tree("".join(f"k{number}: a: b\n" for number in range(slips)))
    assert [each.code for each in found] == ["Y134"] * shown
    assert (root is not None) is is_read


@pytest.mark.parametrize(("length", "shown"), [(LONG - 1, 3), (LONG, 2)])
def test_a_long_file_is_read_twice_at_most(length: int, shown: int) -> None:
    content = "a: x: y\nb: x: y\nc: x: y\n"
    comments = "# 注释\n" * ((length - len(content)) // 5)
    content += comments + "#" * (length - len(content) - len(comments))
    assert len(content) == length
    assert codes(content) == ["Y134"] * shown


@pytest.mark.parametrize(("items", "expected"), [("甲、乙丙丁", ["Y126"]), ("甲、乙丙丁戊", [])])
def test_parts_of_like_length_look_like_several_items(items: str, expected: list[str]) -> None:
    assert codes(f"a: [{items}]\n") == expected


@pytest.mark.parametrize(("length", "code"), [(12, "Y131"), (13, "Y140")])
def test_a_key_before_a_full_width_colon_has_up_to_twelve_characters(length: int, code: str) -> None:
    assert codes(f"a: 1\n{'字' * length}：x\nb: 1\n") == [code]


# Values


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("count: 1000000", []),
        ("count: 1000001", ["S122"]),
        (f"count: {'9' * LONGEST_VALUE}", ["S122"]),
        (f"count: {'9' * (LONGEST_VALUE + 1)}", ["S123"]),
        ("limit: 366天", []),
        ("limit: 527041分钟", ["S122"]),
        ("due: 1至366天", []),
        ("due: 1至367天", ["S122"]),  # the end of a range counts
    ],
)
def test_the_largest_number_and_the_longest_time(content: str, expected: list[str]) -> None:
    assert shape_codes(f"{content}\n") == expected


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("people: 9", []),
        ("people: 10", ["S122"]),
        ("day: 2000-01-01", []),
        ("day: 1999-12-31", ["S119"]),
        ("day: 2100-12-31", []),
        ("day: 2101-01-01", ["S119"]),
        ("day: 9999-12-31", ["S119"]),
        (f"note: {'甲' * LONGEST_TEXT}", []),
        (f"note: {'甲' * (LONGEST_TEXT + 1)}", ["S123"]),
        ("note: |\n" + " 甲\n" * (LONGEST_TEXT // 2) + " 甲", ["S123"]),  # on lines of its own as well
        (f"notes: [甲, {'甲' * (LONGEST_TEXT + 1)}]", ["S123"]),
        (f"kind: {'甲' * LONGEST_VALUE}", ["S118"]),
        (f"kind: {'甲' * (LONGEST_VALUE + 1)}", ["S123"]),
        (f"ids: [{'a' * LONGEST_VALUE}]", []),
        (f"ids: [{'a' * (LONGEST_VALUE + 1)}]", ["S123"]),
        (f"limit: '1{' ' * (LONGEST_VALUE - 3)}分钟'", []),
        (f"limit: '1{' ' * (LONGEST_VALUE - 2)}分钟'", ["S123"]),
        (f"notes: [{'a, ' * MOST_ITEMS}]", []),
        (f"notes: [{'a, ' * (MOST_ITEMS + 1)}]", ["S124"]),
        ("few: [a, b]", []),
        ("few: [a, b, c]", ["S124"]),
    ],
    ids=lambda each: str(each)[:40],
)
def test_numbers_dates_texts_and_lists_have_an_end(content: str, expected: list[str]) -> None:
    assert shape_codes(f"{content}\n") == expected


def test_a_line_has_an_end() -> None:
    assert codes(f"a: {'甲' * (MAX_LINE - 3)}\n") == []
    found = decode("f.yaml", ("a: 1\n#" + "\u200b" * MAX_LINE + "\nb: 1\n").encode())[1]
    assert [(each.code, each.at.line) for each in found] == [("Y107", 2)]
    assert found[0].at.excerpt.isprintable()


@pytest.mark.slow
def test_a_file_has_only_so_many_values() -> None:
    """The list around them is the last one, which is counted at its end; empty lists count as values do."""
    values = "- a\n- []\n" * (MOST_VALUES // 2 - 1) + "- a\n"
    assert codes(values) == []
    assert codes(f"{values}- a\n") == ["Y127"]


def test_a_source_has_only_so_many_files() -> None:
    """What is there once is read before what is there many times, so that nothing is missing but what was too much."""
    files = {f"source/scenarios/s{number}.yaml": b"a: 1\n" for number in range(MOST_FILES)}
    assert "S107" not in {each.code for each in read(files).findings}
    found = [
        each.at.file for each in read({**files, "source/timeline.yaml": b"a: 1\n"}).findings if each.code == "S107"
    ]
    assert found == ["source/scenarios/s999.yaml"]


@pytest.mark.parametrize(("digits", "kind"), [(15, int), (16, str)])
def test_whole_numbers_of_other_files_have_up_to_fifteen_digits(digits: int, kind: type) -> None:
    values, _, findings = read_values("f.yaml", f"a: {'1' * digits}\n".encode(), "f")
    assert values is not None
    assert findings == ()
    assert type(values["a"]) is kind


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("0", 0),
        ("-7", -7),
        ("007", "007"),
        ("1.50", 1.5),
        ("-0.5", -0.5),
        (".5", ".5"),
        ("'1'", "1"),
        ("[1, a]", [1, "a"]),
    ],
)
def test_numbers_of_other_files_are_those_that_look_like_numbers(written: str, value: object) -> None:
    values, at, findings = read_values("f.yaml", f"a: {written}\n".encode(), "f")
    assert values == {"a": value}
    assert findings == ()
    assert at.place("a").path == "f.a"


@pytest.mark.parametrize("raw", [b"", b"- a\n", b"a\n", b"\xff\xff\xff", b"a: @x\n{"])
def test_what_is_no_set_of_keys_has_no_values(raw: bytes) -> None:
    assert read_values("f.yaml", raw, "f")[0] is None


# Which of two


def found(content: str) -> list[str]:
    files = {"source/exceptions.yaml": content.encode()}
    return [f"{each.code}:{each.at.line}" for each in read(files).findings if each.code != "S101"]


def test_of_a_warning_and_an_error_at_one_place_the_error_stands() -> None:
    """【…】 in place of brackets is a text to YAML, which is no list."""
    entry = "{code: T104, place: timeline, reason: 甲, by: “甲”}"
    assert found(f"exceptions: [{entry}]\n") == ["Y122:1"]
    assert found("exceptions: “甲”\n") == ["S114:1"]


def test_of_two_errors_at_one_place_the_first_that_is_told_stands() -> None:
    """The tag is not known, and what stands behind it is no list either."""
    assert found("exceptions: !note x\n") == ["Y112:1"]


def test_the_first_of_two_equal_keys_holds() -> None:
    root, findings = tree("a: 1\na: 2\n")
    assert [each.code for each in findings] == ["Y114"]
    values, _, _ = read_values("f.yaml", b"a: 1\na: 2\n", "f")
    assert values == {"a": 1}
    assert root is not None


def test_of_two_titles_in_place_of_an_id_that_two_records_bear_neither_is_proposed() -> None:
    resources = (
        "items:\n  - {id: one, title: 对讲机, category: 通讯, quantity: 1, unit: 部}\n"
        "  - {id: two, title: 对讲机, category: 通讯, quantity: 1, unit: 部}\n"
        "allocation_rule: 登记\nchannels: []\nallocation: [{item: 对讲机, to: service, quantity: 1}]\n"
    )
    for text, advice in (
        (resources, None),
        (resources.replace("id: two, title: 对讲机", "id: two, title: 电台"), "one"),
    ):
        findings = read({"source/resources.yaml": text.encode()}).findings
        (hint,) = [each.advice("en") for each in findings if each.code == "S117"]
        assert (hint == f"write the id of '对讲机': {advice}") is (advice is not None)
