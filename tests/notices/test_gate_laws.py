"""Nothing hidden passes the gate, however it is hidden, and no good edit is refused.

A few of each here, in one start of LibreOffice; all of them, and many times over, in `benchmarks/gate.py`.
"""

import random
from pathlib import Path

import pytest

from plangen.checks.coverage import ProofState
from plangen.office.templates.word_file import WordFile
from plangen.pipeline.building.office_program import find_office
from plangen.pipeline.notices.chosen import chosen
from plangen.pipeline.notices.pages.looking import Looking, looked
from plangen.pipeline.notices.readiness import readiness_of
from plangen.pipeline.notices.run import Run
from tests.notices.edit_tools import Edit, Opened, W, edited
from tests.notices.edited_notices import CASE, judged, project, trials
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


TAG = "{{ 召回.缺陷 }}"


def _moved(put: Edit) -> Edit:
    """The field of an element taken out of the text and put elsewhere."""

    def edit(file: Opened, _: str) -> None:
        for each in file.body.iter(f"{W}t"):
            each.text = (each.text or "").replace(TAG, "见下文")
        put(file, TAG)

    return edit


def test_an_element_that_only_hidden_words_state_is_not_stated(tmp_path: Path) -> None:
    """Nor one whose words are dropped from the file, as those of a note are that nobody refers to."""
    if find_office(tmp_path) is None:
        pytest.skip("needs LibreOffice")
    found = project(tmp_path)
    places = ("run: nearly white", "cell: merged away", "footnote: nobody refers to it", "box: off the page")
    puts: list[Edit] = [lambda file, text: file.run("", text), *(WAYS[place] for place in places)]
    (draft,) = chosen(found.plan, f"{CASE}/recall-notice")
    made = []
    for number, put in enumerate(puts):
        chance = random.Random(number)
        raw = edited(found.files.contents[draft.file], _moved(put), chance, "")
        own = Run(found)
        own._templates[draft.file] = WordFile(raw, draft.file)
        made.append((own, readiness_of(own, draft)))
    ready = [looked(own, (each,), Looking.MAKE)[0] for own, each in made]
    lacking = [
        any(one.element.id == "recall-defect" and one.state is ProofState.ABSENT for one in each.proofs)
        for each in ready
    ]
    assert lacking == [False, *([True] * len(places))]
