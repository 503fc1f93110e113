"""Where a value was written, and what its path is called."""

from plangen.diagnostics import Place
from plangen.model.timeline import Timeline
from plangen.reading.source import read

TIMELINE = """\
order: {by: a, time: 9:00, text: 开始}
phases:
  - id: response
    title: 响应
    start: 9:00
    end: 10:00
    steps:
      - id: examine
        title: 检验
        owner: it
        action: 检验全批产品
        limit: 4小时
        scenarios: [one, two]
        needs:
          - item: kit
          - {item: pump, quantity: 2}
"""


def timeline() -> Timeline:
    return read({"source/timeline.yaml": TIMELINE.encode()}).plan.timeline


def brief(place: Place) -> tuple[int, int, int, str]:
    return place.line, place.column, place.end_column, place.path


def test_a_written_value_has_its_own_place_and_line() -> None:
    step = timeline().phases[0].steps[0]
    place = step.where("limit")
    assert brief(place) == (12, 16, 19, "timeline.phases[response].steps[examine].limit")
    assert (place.file, place.excerpt) == ("source/timeline.yaml", "        limit: 4小时")


def test_a_value_that_was_not_written_has_the_place_of_its_record_and_its_own_path() -> None:
    step = timeline().phases[0].steps[0]
    assert brief(step.where("every")) == (8, 9, 20, "timeline.phases[response].steps[examine].every")
    assert brief(step.where()) == (8, 9, 20, "timeline.phases[response].steps[examine]")


def test_items_without_an_id_are_counted_from_one() -> None:
    step = timeline().phases[0].steps[0]
    assert brief(step.where("scenarios", 1)) == (13, 26, 29, "timeline.phases[response].steps[examine].scenarios[2]")
    assert brief(step.needs[1].where("quantity")) == (
        16,
        36,
        37,
        "timeline.phases[response].steps[examine].needs[2].quantity",
    )


def test_a_list_over_several_lines_is_shown_by_its_key() -> None:
    assert brief(timeline().where("phases")) == (2, 1, 7, "timeline.phases")


def test_a_path_may_lead_through_several_levels() -> None:
    plan = timeline()
    assert plan.where("phases", 0, "steps", 0, "limit") == plan.phases[0].steps[0].where("limit")
    assert brief(plan.where("phases", 7, "title")) == (2, 1, 7, "timeline.phases[8].title")


def test_records_of_many_files_are_called_by_id_else_by_file() -> None:
    sources = {
        "source/scenarios/a.yaml": "id: data-leak\ntitle: 泄露\nseverity: serious\nsituation: {summary: 泄露}\n",
        "source/calendars/2024.yaml": "year: 2024\nsource: 国办\nconfirmed_by: 甲\nholidays: []\n",
    }
    plan = read({name: text.encode() for name, text in sources.items()}).plan
    assert plan.scenarios[0].where("title").path == "scenarios[data-leak].title"
    assert plan.calendars[0].where("year").path == "calendars[2024].year"
