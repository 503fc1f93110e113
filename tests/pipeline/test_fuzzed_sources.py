"""No source makes plangen fall: small plans grown from the model, and the sample with slips in it.

`benchmarks/fuzz.py sources` and `… sample` try as many as one likes.
"""

from collections.abc import Callable

import pytest
from fuzz import FEW, problems
from grown_fields import Sample, sample
from odd_sources import changed_sample, small_plan

pytestmark = pytest.mark.slow

COUNT = 240
LINES = 60


@pytest.fixture(scope="module")
def base() -> Sample:
    return sample()


@pytest.mark.parametrize(("make", "count"), [(small_plan, COUNT), (changed_sample, COUNT // 20)])
def test_no_source_raises_and_every_finding_has_a_place(
    make: Callable[[Sample, int], dict[str, bytes]], count: int, base: Sample
) -> None:
    found = {number: wrong for number in range(count) if (wrong := problems(make(base, number))[1])}
    assert found == {}


def test_small_plans_are_small_and_half_of_them_say_something_to_the_checks(base: Sample) -> None:
    plans = [small_plan(base, number) for number in range(60)]
    assert max(sum(len(raw.splitlines()) for raw in plan.values()) for plan in plans) <= LINES + len(plans[0])
    assert sum(problems(plan)[0] <= FEW for plan in plans) >= len(plans) / 2


def test_a_number_makes_the_same_source_each_time(base: Sample) -> None:
    for make in (small_plan, changed_sample):
        assert make(base, 7) == make(base, 7)
        assert make(base, 7) != make(base, 8)
