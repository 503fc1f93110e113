"""Work grows as the plan does: a plan three times as large costs no function of plangen much more than three times.

Calls are counted, not seconds. What several departments or scenarios have in common is not multiplied: it stands on
every card and in every chapter, so that the documents themselves would grow faster than the plan.
"""

import functools
import gc
import sys
from collections import Counter
from pathlib import Path
from types import FrameType

import pytest
from enlarge import enlarged

from plangen.diagnostics import Severity
from plangen.model.dossier import DOSSIER
from plangen.pipeline.building.composing import drafts_of
from plangen.pipeline.check import study

pytestmark = pytest.mark.slow

PACKAGE = f"{Path(__file__).parents[2] / 'plangen'}/"
LEAST = 300  # calls; what is called less often costs nothing that anybody notices
TOLERANCE = 1.1  # beyond the threefold: sorting, and what stands once in every plan


def calls(folder: Path, times: int) -> Counter[str]:
    """How often each function of plangen is entered while a plan so many times the sample is checked and composed."""
    root = enlarged(folder, times, apart=True)
    forget()
    counted: Counter[str] = Counter()

    def count(frame: FrameType, event: str, _: object) -> None:
        code = frame.f_code
        if event == "call" and code.co_filename.startswith(PACKAGE):
            counted[f"{code.co_filename.removeprefix(PACKAGE)}:{code.co_qualname}"] += 1

    sys.setprofile(count)
    try:
        project = study(root)
        drafts = list(drafts_of(project, DOSSIER))
    finally:
        sys.setprofile(None)
    assert not project.outcome.count(Severity.ERROR)
    assert len(drafts) > times
    return counted


def forget() -> None:
    """What plangen has kept of earlier plans is forgotten: else what was asked before would seem to cost nothing."""
    for kept in gc.get_objects():
        if isinstance(kept, functools._lru_cache_wrapper) and (kept.__module__ or "").startswith("plangen"):
            kept.cache_clear()


@pytest.fixture(scope="module")
def counted(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Counter[str]]:
    folder = tmp_path_factory.mktemp("growth")
    return {times: calls(folder, times) for times in (1, 3, 9)}


def test_no_function_is_called_more_than_the_plan_has_grown(counted: dict[int, Counter[str]]) -> None:
    faster = {
        name: (counted[3][name], number)
        for name, number in counted[9].items()
        if number > LEAST and number > 3 * TOLERANCE * counted[3][name]
    }
    assert faster == {}


def test_the_whole_costs_at_most_as_much_more_as_the_plan_has_grown(counted: dict[int, Counter[str]]) -> None:
    assert counted[3].total() <= 3 * counted[1].total()
    assert counted[9].total() <= 3 * counted[3].total()


def test_the_schedule_is_worked_out_once(counted: dict[int, Counter[str]]) -> None:
    assert {number["model/schedule.py:schedule"] for number in counted.values()} == {1}
