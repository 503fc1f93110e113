"""The layout profile: what can be wrong in it is found, all at once, and the shipped one keeps its promises."""

import copy
import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from plangen.blocks.document import Tone
from plangen.blocks.numbering import LABELS
from plangen.office.house.layout import Layout, read_layout

SHIPPED = Path(__file__).parents[2] / "templates" / "layout.yaml"
READABLE_CONTRAST = 7.0  # WCAG AAA


@pytest.fixture
def values() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(SHIPPED.read_text("utf-8"))
    return loaded


def codes(values: dict[str, Any]) -> list[str]:
    return [f"{each.code}@{each.at.path}" for each in read_layout(values)[1]]


def test_the_shipped_profile_is_sound(values: dict[str, Any]) -> None:
    layout, findings = read_layout(values)
    assert layout is not None
    assert findings == ()


LEFT_OUT = {"font_names": "listed", "header_rule": "none", "signature": "plain", "grid": "none"}
LATER = {*((name,) for name in LEFT_OUT), ("sheet", "wide_paper")}


def test_every_value_is_needed_but_those_that_came_later(values: dict[str, Any]) -> None:
    """A profile that was written before there were such keys is read as it always was."""
    for path in leaves(values):
        if path in LATER:
            continue
        lacking = copy.deepcopy(values)
        parent = lacking
        for step in path[:-1]:
            parent = parent[step]
        del parent[path[-1]]
        assert read_layout(lacking)[0] is None, path


def test_what_may_be_left_out_has_its_usual_value(values: dict[str, Any]) -> None:
    for name in LEFT_OUT:
        del values[name]
    layout, findings = read_layout(values)
    assert findings == ()
    assert {name: getattr(layout, name) for name in LEFT_OUT} == LEFT_OUT


def test_all_that_is_wrong_is_found_in_one_run(values: dict[str, Any]) -> None:
    del values["page"]["top_mm"]
    values["body"]["size_pt"] = "三号"
    values["headings"][2]["font"] = "comic"
    assert codes(values) == ["W150@page.top_mm", "W152@body.size_pt", "W152@headings[3].font"]


def test_a_misspelt_key_is_found_and_the_right_one_suggested(values: dict[str, Any]) -> None:
    values["page"]["top_nm"] = 37
    _, findings = read_layout(values)
    assert [each.code for each in findings] == ["W151"]
    assert "top_mm" in findings[0].advice("zh")


@pytest.mark.parametrize(
    ("section", "key", "value"),
    [
        ("page", "left_mm", -3),
        ("page", "left_mm", float("nan")),
        ("page", "left_mm", True),
        ("body", "line_pt", 0),
        ("body", "indent_chars", 2.5),
        ("tones", "head", "#D9E2EC"),
        ("tones", "head", "blue"),
        ("page_number", "style", "left"),
        ("fonts", "songti", []),
        ("fonts", "songti", ["a,b"]),
        ("texts", "title", 22),
        ("fonts", "songti", "宋体"),
        ("headings", None, [{"number": "一、", "font": "heiti", "size_pt": 16}]),
        ("page", None, None),
    ],
)
def test_values_that_cannot_be_used_are_found(
    values: dict[str, Any], section: str, key: str | None, value: object
) -> None:
    if key is None:
        values[section] = value
    else:
        values[section][key] = value
    layout, findings = read_layout(values)
    assert layout is None
    assert {each.code for each in findings} == {"W152"}
    assert all(each.message(language) for each in findings for language in ("zh", "en"))


def test_a_pattern_without_a_count_is_no_heading_number(values: dict[str, Any]) -> None:
    values["headings"][0]["number"] = "第、"
    assert codes(values) == ["W152@headings[1].number"]


def test_margins_that_leave_no_room_are_found(values: dict[str, Any]) -> None:
    values["page"]["left_mm"] = values["page"]["right_mm"] = 80
    assert codes(values) == ["W153@page"]


def test_a_colour_of_digits_may_go_without_quotes(values: dict[str, Any]) -> None:
    values["tones"]["soft"] = 808080
    layout, findings = read_layout(values)
    assert findings == ()
    assert layout is not None
    assert layout.tones.of(Tone.SOFT) == "808080"


def test_the_shipped_type_area_is_that_of_the_standard(layout: Layout) -> None:
    page = layout.page
    assert (page.width_mm - page.left_mm - page.right_mm, page.height_mm - page.top_mm - page.bottom_mm) == (156, 225)
    points = 72 / 25.4
    assert int(225 * points / layout.body.line_pt) == 22
    assert int(156 * points / (layout.body.size_pt + layout.body.spacing_pt)) == 28


def test_headings_are_numbered_in_plain_text_as_in_the_shipped_layout(layout: Layout) -> None:
    assert tuple(each.number for each in layout.headings) == LABELS


def test_bars_stay_apart_and_readable_in_grey(layout: Layout) -> None:
    bars = [luminance(layout.tones.of(tone)) for tone in (Tone.BAR_1, Tone.BAR_2, Tone.BAR_3, Tone.BAR_4)]
    assert all(lighter / darker > 1.2 for lighter, darker in itertools.pairwise(bars))
    tones = [luminance(layout.tones.of(tone)) for tone in Tone if tone is not Tone.NONE]
    assert all((each + 0.05) / 0.05 >= READABLE_CONTRAST for each in tones)  # black on the tone


def leaves(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The paths of all values; of a list of names only the whole, since the names are free."""
    if isinstance(value, dict):
        for key, each in value.items():
            yield from leaves(each, (*path, key))
    elif isinstance(value, list) and isinstance(value[0], dict):
        for index, each in enumerate(value):
            yield from leaves(each, (*path, index))
    else:
        yield path


def luminance(colour: str) -> float:
    parts = [int(colour[index : index + 2], 16) / 255 for index in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
