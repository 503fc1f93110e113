"""Progress: one line that rewrites itself, and nothing where nobody watches."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plangen.reporting.progress import ProgressLine, Silent
from plangen.visible import width

ESCAPE = "\x1b"
WIPE = f"{ESCAPE}[G{ESCAPE}[K"


def shown(*names: str, total: int = 0) -> list[str]:
    """What stands on the line after each step and at the end."""
    stream = io.StringIO()
    line = ProgressLine(stream, ESCAPE)
    for number, name in enumerate(names, start=1):
        line.step(name, number, total or len(names))
    line.done()
    return stream.getvalue().split(WIPE)[1:]


def test_each_step_takes_the_place_of_the_last_and_the_end_leaves_nothing() -> None:
    assert shown("演练计划", "应急指挥手册") == ["[1/2] 演练计划", "[2/2] 应急指挥手册", ""]


def test_a_long_name_is_cut_so_that_the_line_never_breaks() -> None:
    first, second, _ = shown("长" * 30, "长" * 31)
    assert first == "[1/2] " + "长" * 30
    assert second == "[2/2] " + "长" * 30


def test_a_name_does_not_steer_the_terminal() -> None:
    assert shown("a\x1b[2Jb\n") == [r"[1/1] a\x1b[2Jb\n", ""]


@given(st.lists(st.text(max_size=90), max_size=6))
def test_progress_never_goes_back_and_stays_on_its_line(names: list[str]) -> None:
    """The numbers rise one by one to the total; no line is wider than a terminal of eighty columns."""
    *steps, end = shown(*names)
    assert end == ""
    assert [step.partition("]")[0] for step in steps] == [
        f"[{number}/{len(names)}" for number in range(1, len(names) + 1)
    ]
    assert all("\n" not in step and "\r" not in step and width(step) <= 79 for step in steps)


def test_silence_says_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    silent = Silent()
    silent.step("演练计划", 1, 2)
    silent.done()
    assert capsys.readouterr() == ("", "")
