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
        ("timeline", True),
        ("scenarios[data-leak]", True),
        ("scenarios[nowhere]", False),
        ("timeline.weather", False),
        ("weather", False),
        ("", False),
        ("timeline.phases[collection", False),  # one step that is not written as one, among others that are
        ("timeline. .phases", False),
    ],
)
def test_a_path_leads_where_each_of_its_steps_does(sample: Plan, path: str, *, leads: bool) -> None:
    assert leads_somewhere(sample, path) is leads
