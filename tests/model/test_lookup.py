"""Whether a path that a finding names could stand in the plan."""

from pathlib import Path

import pytest

from plangen.model.lookup import leads_somewhere
from plangen.model.plan import Plan
from plangen.reading.source import read

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def sample() -> Plan:
    files = (ROOT / "source").rglob("*.yaml")
    return read({path.relative_to(ROOT).as_posix(): path.read_bytes() for path in files}).plan


@pytest.mark.parametrize(
    ("path", "leads"),
    [
        ("timeline.phases", True),
        ("timeline.phases[collection]", True),
        ("timeline.phases[collection].steps[first-investigation].limit", True),
        ("timeline.phases[collection].steps[nobody].limit", False),
        ("timeline.phases[nowhere]", False),
        ("timeline.phases[2].steps[3].limit", True),  # by number; the second phase has three steps, the others not
        ("timeline.phases[2].steps[4].limit", False),
        ("timeline.phases[8].steps[1]", True),
        ("timeline.phases[0]", False),
        ("timeline.phases[9]", False),
        ("timeline.phases.title", False),  # a list has no field
        ("timeline.order.text.length", False),
        ("revisions[v1.0].date", True),
        ("calendars[2024].holidays[国庆节]", True),
        ("calendars[1999]", False),
        ("timeline", True),
        ("scenarios[data-leak]", True),
        ("scenarios[nowhere]", False),
        ("timeline.weather", False),
        ("weather", False),
        ("", False),
        ("timeline.phases[collection", False),  # one step that is not written as one, among others that are
        ("timeline. .phases", False),
        ("timeline.phases.", False),
        ("timeline..phases", False),
        ("timeline.phases[a.b]", False),  # a point in a key parts nothing
        ("timeline.phases[collection]x", False),
    ],
)
def test_a_path_leads_where_each_of_its_steps_does(sample: Plan, path: str, *, leads: bool) -> None:
    assert leads_somewhere(sample, path) is leads
