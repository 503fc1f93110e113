"""What the guide of outlines shows can be written so."""

import re
from pathlib import Path

import pytest

from plangen.documents.catalogue import blocks_of
from plangen.documents.outlines.proved import outline_findings
from plangen.model.dossier import OUTLINED
from plangen.pipeline.check import study
from plangen.reading.outline import read_outline

ROOT = Path(__file__).parents[2]
GUIDES = "".join((ROOT / f"docs/{name}.md").read_text(encoding="utf-8") for name in ("outlines", "own-documents"))
SHOWN = re.findall(r"^```markdown\n(.*?)^```", GUIDES, re.MULTILINE | re.DOTALL)
BLOCKS = {name: spec for document in OUTLINED for name, spec in blocks_of(document).items()}
LEVELS = frozenset({"B102"})  # an excerpt may begin with any level


def test_the_guide_shows_something() -> None:
    assert len(SHOWN) > 5  # else the pattern finds no more


@pytest.mark.parametrize("text", SHOWN, ids=[text.splitlines()[0] for text in SHOWN])
def test_every_example_is_sound_for_the_sample(text: str) -> None:
    outline, found = read_outline("plan", "docs/outlines.md", text.encode())
    findings = [*found, *outline_findings(study(ROOT).plan, outline, BLOCKS)]
    about_rules = {"B128", "B129"}  # of a whole outline
    assert [each.message("zh") for each in findings if each.code not in LEVELS | about_rules] == []
