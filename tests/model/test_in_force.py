"""Which revision holds on a day, for any history."""

import datetime

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from plangen.model.in_force import begins, in_force
from plangen.model.records import Revision
from plangen.model.values import todo
from tests.model.test_owed import record

DAY = datetime.date(2025, 7, 1)


def effective(number: int, days: int | None) -> Revision:
    """v1.‹number›, in force so many days after DAY; None: it does not say, and is dated on DAY and ‹number› days."""
    date = DAY + datetime.timedelta(days=days) if days is not None else todo("生效日期")
    return replace(record(number), effective=date)


@given(st.lists(st.none() | st.integers(-5, 5), max_size=6), st.integers(-5, 5))
def test_the_highest_that_has_begun_is_in_force_and_a_lower_one_never_comes_back(
    starts: list[int | None], at: int
) -> None:
    records = [effective(number, days) for number, days in enumerate(starts)]
    day = DAY + datetime.timedelta(days=at)
    begun = [each.version for each in records if (first := begins(each)) and first <= day]
    found = in_force(reversed(records), day)
    assert (found.version if found else None) == (begun[-1] if begun else None)
    later = in_force(records, day + datetime.timedelta(days=1))
    assert found is None or (later is not None and later.version >= found.version)


def test_it_holds_from_its_day_of_effect_and_without_one_from_its_own_date() -> None:
    assert begins(effective(0, 3)) == DAY + datetime.timedelta(days=3)
    assert begins(effective(0, None)) == DAY
    assert begins(replace(effective(0, None), date=todo("修订日期"))) is None
    assert in_force([effective(0, 1)], DAY) is None
    assert in_force([effective(0, 0)], DAY) is not None
