"""A scenario's short title stands where there is little room; its title where there is enough."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from plangen.blocks.text import as_text
from plangen.blocks.workbook import Register
from plangen.documents.handbook import command_handbook
from plangen.documents.notices.notices import notices
from plangen.documents.plan import drill_plan
from plangen.documents.role_cards import role_cards
from plangen.documents.workbooks.msel import events_list
from plangen.documents.workbooks.process_record import process_record
from plangen.model.plan import Plan

ReadPlan = Callable[[Mapping[str, str]], Plan]
SOURCE = Path(__file__).parents[2] / "source"
LONG = "一批鲜奶在保质期内提前变质引发多个门店集中投诉"


@pytest.fixture
def plan(small: Mapping[str, str], read_plan: ReadPlan) -> Plan:
    titled = small["scenarios/spoiled-milk.yaml"].replace("title: 鲜奶变质", f"title: {LONG}\nshort: 鲜奶变质", 1)
    return read_plan({**small, "scenarios/spoiled-milk.yaml": titled})


def test_captions_and_cards_are_short_and_headings_are_whole(plan: Plan) -> None:
    lines = as_text(command_handbook(plan)).splitlines()
    assert any(line.endswith("鲜奶变质指挥流程") and LONG not in line for line in lines)
    assert any("指挥卡1　鲜奶变质" in line for line in lines)
    assert any(f"场景一：{LONG}" in line for line in lines)
    assert not any("指挥流程" in line and LONG in line for line in lines)


def test_a_card_explains_its_places_by_short_titles(plan: Plan) -> None:
    text = as_text(role_cards(plan))
    assert "场景一：鲜奶变质" in text
    assert f"场景一：{LONG}" not in text


def test_the_record_s_column_is_short(plan: Plan) -> None:
    record = str(process_record(plan))
    assert "鲜奶变质" in record
    assert LONG not in record


def test_a_long_title_without_a_short_one_is_its_place_in_the_record(
    small: Mapping[str, str], read_plan: ReadPlan
) -> None:
    """A row would be a third of a page high; a title of usual length stands there as it did."""
    titled = small["scenarios/spoiled-milk.yaml"].replace("title: 鲜奶变质", f"title: {LONG}", 1)
    record = str(process_record(read_plan({**small, "scenarios/spoiled-milk.yaml": titled})))
    assert LONG not in record
    assert "场景一" in record
    assert "鲜奶变质" in str(process_record(read_plan(small)))


def test_templates_print_it_and_the_title_where_there_is_none(
    plan: Plan, small: Mapping[str, str], read_plan: ReadPlan
) -> None:
    for each, said in ((plan, "鲜奶变质"), (read_plan(small), "鲜奶变质")):
        scenario = notices(each)[0][1].context.find("场景")
        assert str(scenario.find("简称")) == said  # type: ignore[union-attr]  # it is a group
    assert LONG in as_text(drill_plan(plan))


def test_sheets_and_columns_of_the_events_list_are_called_so(read_plan: ReadPlan) -> None:
    """A scenario without one is called by its place, as it was."""
    files = {path.relative_to(SOURCE).as_posix(): path.read_text("utf-8") for path in SOURCE.rglob("*.yaml")}
    leak = files["scenarios/data-leak.yaml"].replace("title: 消费者信息泄露", "title: 消费者信息泄露\nshort: 泄露", 1)
    sheets = events_list(read_plan({**files, "scenarios/data-leak.yaml": leak})).sheets
    assert [sheet.name for sheet in sheets if sheet.name in {"场景一", "场景二", "场景三", "泄露"}] == [
        "场景一",
        "泄露",
        "场景三",
    ]
    assert any("场景二：泄露" in str(getattr(sheet, "title", "")) for sheet in sheets)
    day = next(sheet for sheet in sheets if isinstance(sheet, Register) and sheet.key == "day")
    assert {str(row.values["scenario"]) for row in day.rows} == {"场景一", "泄露", "场景三"}
