"""Nothing hidden passes the gate, however it is hidden, and no good edit is refused.

A few of each here, in one start of LibreOffice; all of them, and many times over, in `benchmarks/gate.py`.
"""

import random
from pathlib import Path

import pytest

from plangen.pipeline.building.office_program import find_office
from tests.notices.edited_notices import judged, project, trials
from tests.notices.good_edits import EDITS
from tests.notices.hostile_edits import WAYS

pytestmark = [pytest.mark.office, pytest.mark.slow]

SEED = 7
HOSTILE, GOOD = 14, 8


def test_nothing_hidden_passes_and_no_good_edit_is_refused(tmp_path: Path) -> None:
    if find_office(tmp_path) is None:
        pytest.skip("needs LibreOffice")
    chance = random.Random(SEED)
    found = project(tmp_path)
    ways, edits = list(WAYS.items()), list(EDITS.items())
    chance.shuffle(ways)
    chance.shuffle(edits)
    tried = judged(found, [*trials(ways, HOSTILE, SEED, found), *trials(edits, GOOD, SEED, found, good=True)])
    assert [each.trial.way for each in tried if each.passes] == []
    refused = [each for each in tried if each.trial.is_good and each.findings]
    assert {each.trial.way: [one.message("en") for one in each.findings] for each in refused} == {}
    assert sum(bool(each.findings) for each in tried) >= HOSTILE // 2


def test_there_are_at_least_sixty_ways_and_thirty_good_edits() -> None:
    assert len(WAYS) >= 60
    assert len(EDITS) >= 30
