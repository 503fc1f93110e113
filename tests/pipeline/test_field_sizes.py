"""Whatever is written into a field, reading, checking and composing come to an end, or to a finding.

`benchmarks/fuzz.py fields` tries every field of the model in every shape; here stand those that once had no end, and
some of the others.
"""

import pytest
from bounded import Bound, bounded
from grown_fields import Sample, Spot, grown, sample, shapes, spots, worked

pytestmark = pytest.mark.slow

BOUND = Bound()
BY_NAME = {spot.name: spot for spot in spots()}

# Fields with the sizes at which work once took more than its bound, or ended in an exception.
ONCE_ENDLESS = (
    ("timeline.phases.steps.title", "han", 1_000),
    ("timeline.phases.steps", "items", 100),
    ("drill.participants.count", "number", 100_000),
    ("drill.scenarios", "items", 10_000),
    ("scenarios.notices", "items", 10_000),
    ("findings.drill", "number", 9_999),
    ("improvement.rectification.due", "spaces", 100_000),
    ("plan.title", "sentences", 10_000),
    ("exceptions.exceptions.place", "paths", 10_000),
)
SOME = 12  # of all fields and shapes, the same ones each time


@pytest.fixture(scope="module")
def base() -> Sample:
    return sample()


def work_on(base: Sample, spot: Spot, shape: str, size: int) -> None:
    outcome = bounded(lambda: worked(grown(base, spot, shapes(spot.field)[shape], size)), BOUND)
    assert outcome.failure == ""


@pytest.mark.parametrize(("name", "shape", "size"), ONCE_ENDLESS)
def test_what_once_had_no_end_has_one(name: str, shape: str, size: int, base: Sample) -> None:
    work_on(base, BY_NAME[name], shape, size)


def test_some_of_all_fields_come_to_an_end(base: Sample) -> None:
    every = [(spot, shape) for spot in BY_NAME.values() for shape in shapes(spot.field)]
    for spot, shape in every[7 :: len(every) // SOME]:
        work_on(base, spot, shape, 10_000)


def test_every_kind_of_field_can_be_grown(base: Sample) -> None:
    """A field of a kind that is not known here would be left out of the law without a word."""
    kinds = {(spot.section.name, spot.field.kind, spot.field.many): spot for spot in BY_NAME.values()}
    for spot in kinds.values():
        for shape, make in [*shapes(spot.field).items()][:1]:
            assert grown(base, spot, make, 3), f"{spot.name}, {shape}"
