"""Notices made from edited templates, all laid out in one start of LibreOffice, and what the gate says of each."""

import random
import shutil
import zipfile
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path

from msgspec import Struct

from plangen.diagnostics import Finding
from plangen.model.acceptance import Acceptance
from plangen.model.spec import Origin
from plangen.office.paper.seen.seen_letters import seen_pages
from plangen.office.templates.word_file import WordFile
from plangen.pipeline.building.office_program import find_office
from plangen.pipeline.check import Study, study
from plangen.pipeline.notices.chosen import NoticeDraft, chosen
from plangen.pipeline.notices.pages.looking import Looking, looked
from plangen.pipeline.notices.readiness import Readiness, readiness_of
from plangen.pipeline.notices.run import Run
from tests.notices.edit_tools import Edit, edited, marker
from tests.notices.hostile_edits import forms

ROOT = Path(__file__).parents[2]
CASE = "kettle-2026"


class Trial(Struct, frozen=True, kw_only=True):
    """One edit of one template."""

    way: str
    edit: Edit
    notice: str
    seed: int
    is_good: bool = False


class Judged(Struct, frozen=True, kw_only=True):
    """What became of it."""

    trial: Trial
    text: str  # what was put in
    findings: tuple[Finding, ...]
    is_inside: bool  # whether the file that would be issued holds the text in any form
    is_seen: bool  # whether its pages plainly show it

    @property
    def passes(self) -> bool:
        """Whether the text would leave the house with nobody seeing it."""
        return not self.findings and self.is_inside and not self.is_seen


def project(folder: Path) -> Study:
    """The sample with a real incident that has every kind of notice of its scenario."""
    for name in ("source", "templates"):
        shutil.copytree(ROOT / name, folder / name)
    (folder / "source/incidents").mkdir(exist_ok=True)
    text = (ROOT / f"docs/examples/{CASE}.yaml").read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("notices:"))
    (folder / f"source/incidents/{CASE}.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    plan = folder / "source/plan.yaml"
    said = plan.read_text(encoding="utf-8").replace("company: !todo 公司全称", "company: 暖阳电器有限公司")
    plan.write_text(said, encoding="utf-8")
    return study(folder)


def trials(ways: Sequence[tuple[str, Edit]], count: int, seed: int, found: Study, *, good: bool = False) -> list[Trial]:
    """So many edits: each way as often as the others, templates taken at random."""
    chance = random.Random(seed)
    names = [each.name for each in chosen(found.plan, case=CASE)]
    return [
        Trial(way=way, edit=edit, notice=chance.choice(names), seed=seed * 100_000 + number, is_good=good)
        for number, (way, edit) in zip(range(count), _around(ways), strict=False)
    ]


def _around(ways: Sequence[tuple[str, Edit]]) -> Iterator[tuple[str, Edit]]:
    while True:
        yield from ways


def judged(found: Study, batch: Sequence[Trial]) -> list[Judged]:
    """The trials, their pages made in one start of LibreOffice."""
    run = Run(found)
    made = [_made(found, each) for each in batch]
    seen = looked(run, [ready for ready, _ in made], Looking.TRY)
    assert all(each.unlooked is None for each in seen), [each.unlooked for each in seen]
    hidden = _shown(found, seen)
    return [
        Judged(
            trial=trial,
            text=text,
            findings=(*ready.template, *ready.hygiene),
            is_inside=_is_inside(ready.raw or b"", text),
            is_seen=any(form in pages for form in forms(text)),
        )
        for trial, ready, (_, text), pages in zip(batch, seen, made, hidden, strict=True)
    ]


def _made(found: Study, trial: Trial) -> tuple[Readiness, str]:
    chance = random.Random(trial.seed)
    text = marker(chance)
    (draft,) = chosen(found.plan, trial.notice)
    raw = edited(found.files.contents[draft.file], trial.edit, chance, text)
    accepted = _accepted(readiness_of(Run(found), draft))
    ready = _ready(found, draft, raw, accepted)
    if trial.is_good:  # a picture that somebody put in was looked at by somebody
        ready = _ready(found, draft, raw, _accepted(ready))
    return ready, text


def _ready(found: Study, draft: NoticeDraft, raw: bytes, accepted: tuple[Acceptance, ...]) -> Readiness:
    run = Run(found)
    run._templates[draft.file] = WordFile(raw, draft.file)
    return readiness_of(run, draft, accepted)


def _accepted(ready: Readiness) -> tuple[Acceptance, ...]:
    """All that may go out when somebody says so, said so."""
    texts = dict.fromkeys(str(each.values["text"]) for each in ready.seen)
    return tuple(Acceptance(at=Origin(), text=text, reason="已看过") for text in texts)


def _shown(found: Study, notices: Sequence[Readiness]) -> list[str]:
    """What the pages of those plainly show that nothing is said against; nothing of others."""
    office = find_office(found.root)
    assert office is not None
    clean = {f"{n}.docx": each.raw for n, each in enumerate(notices) if each.raw and not each.hygiene}
    pdfs = office.pdfs(clean) if clean else {}
    return [seen_pages(pdfs[f"{n}.docx"]).text if f"{n}.docx" in pdfs else "" for n in range(len(notices))]


def _is_inside(raw: bytes, text: str) -> bool:
    if not raw:
        return False
    with zipfile.ZipFile(BytesIO(raw)) as package:
        parts = [(name, package.read(name).decode("utf-8", "ignore")) for name in package.namelist()]
    return any(form in said or form in name for name, said in parts for form in forms(text))
