"""Laws of the redline on documents as other programs write them, the formatting of every run included.

`benchmarks/redline_foreign.py` runs the same laws on many more.
"""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from redline_foreign import foreign_pair
from redline_laws import broken_laws

from tests.office.redlines import compared, p

pytestmark = pytest.mark.slow


@settings(max_examples=60)
@given(st.integers(min_value=0, max_value=1 << 30))
def test_accepting_gives_the_new_and_rejecting_the_old(number: int) -> None:
    assert broken_laws(*foreign_pair(number)) == []


@pytest.mark.parametrize("container", ["bdo", "dir"])
def test_nothing_stays_around_words_that_went(container: str) -> None:
    """`compared` asks for the laws, both ways."""
    inner = f'<w:{container} w:val="ltr"><w:r><w:t>甲乙</w:t></w:r></w:{container}>'
    around = f"<w:p>{inner}<w:r><w:t>共同的部分</w:t></w:r></w:p>"
    assert not compared(around + p("终"), p("共同的部分") + p("终")).summary.is_empty
    assert not compared(p("共同的部分") + p("终"), around + p("终")).summary.is_empty
