"""Laws of the redline on real documents under random edits: accept all is the new document, reject all the old one.

`benchmarks/redline_laws.py` runs the same laws on many more.
"""

import io
import random
import re
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from redline_blocks import Composed, composed
from redline_edits import documents, edited
from redline_laws import AUTHOR, DATE, broken_laws, pair
from redline_reading import said

from plangen.office.redline import Summary, accept_all, redline, reject_all

pytestmark = pytest.mark.slow

Audit = Callable[[bytes, str], list[str]]


@pytest.fixture(scope="module")
def made() -> dict[str, bytes]:
    return documents()


def plan_of(made: dict[str, bytes]) -> bytes:
    return next(raw for name, raw in made.items() if name.startswith("01-消费者"))


@pytest.fixture(scope="module")
def blocks() -> Composed:
    return composed()


@given(number=st.integers(min_value=0, max_value=1 << 30))
@settings(
    max_examples=20,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_accepting_gives_the_new_and_rejecting_the_old(made: dict[str, bytes], blocks: Composed, number: int) -> None:
    """Of documents revised before they are written and after."""
    _, old, new = pair(number, made, blocks)
    assert broken_laws(old, new) == []


def test_two_different_documents_keep_the_laws_as_well(made: dict[str, bytes]) -> None:
    """A handbook is no version of an information report; even so nothing is lost."""
    names = sorted(made, key=lambda name: len(made[name]))
    assert broken_laws(made[names[0]], made[names[-1]]) == []
    assert broken_laws(made[names[-1]], made[names[0]]) == []


def test_a_document_does_not_differ_from_itself(made: dict[str, bytes]) -> None:
    for name, raw in made.items():
        redlined = redline(raw, raw, author=AUTHOR, date=DATE)
        assert redlined.summary == Summary(), name
        assert redlined.raw is not None
        assert said(redlined.raw) == said(raw)
        with zipfile.ZipFile(io.BytesIO(redlined.raw)) as package:
            for part in package.namelist():
                assert b"w:author" not in package.read(part), (name, part)


def test_redlines_are_valid_and_the_same_bytes_each_time(made: dict[str, bytes], audit: Audit) -> None:
    for number, name in enumerate(sorted(made)[-4:]):
        chance = random.Random(number)
        old = edited(made[name], chance, 3)
        new = edited(old, chance, 14)
        redlined = redline(old, new, author=AUTHOR, date=DATE)
        assert redlined.raw is not None
        assert redlined == redline(old, new, author=AUTHOR, date=DATE)
        given_errors = {*audit(old, ".docx"), *audit(new, ".docx")}  # random edits are not always clean themselves
        assert set(audit(redlined.raw, ".docx")) - given_errors == set(), name
        settled = (accept_all, reject_all)[number % 2](redlined.raw).raw
        assert settled is not None
        assert set(audit(settled, ".docx")) - given_errors == set(), name


def test_every_mark_has_author_date_and_a_number_of_its_own(made: dict[str, bytes]) -> None:
    chance = random.Random(7)
    old = plan_of(made)
    redlined = redline(old, edited(old, chance, 16), author="消保办", date=datetime(2026, 4, 1, 9, 30, tzinfo=UTC))
    assert redlined.raw is not None
    with zipfile.ZipFile(io.BytesIO(redlined.raw)) as package:
        text = "".join(package.read(name).decode() for name in package.namelist() if name.startswith("word/"))
    marks = re.findall(r"<w:(?:ins|del|moveFrom|moveTo|[a-zA-Z]+Change) [^>]*w:date[^>]*>", text)
    assert len(marks) > 10
    assert all('w:author="消保办"' in mark and 'w:date="2026-04-01T09:30:00Z"' in mark for mark in marks)
    numbers = [re.findall(r'w:id="(\d+)"', mark)[0] for mark in marks]
    assert len(numbers) == len(set(numbers))
