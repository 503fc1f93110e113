"""A document that is made from an outline, or one chapter of it, as text: nothing is written."""

from pathlib import Path

from msgspec import Struct

from plangen.blocks.document import Document, Heading
from plangen.blocks.text import as_text, section_as_text
from plangen.diagnostics import Severity
from plangen.documents.catalogue import Body
from plangen.errors import NoChapter
from plangen.model.dossier import DossierEntry
from plangen.pipeline.building.build import chosen
from plangen.pipeline.building.composing import drafts_of
from plangen.pipeline.building.editions import editions_of
from plangen.pipeline.check import Outcome, Study, study
from plangen.pipeline.outlining.opened import outline_file, outlined_entry


class Chapter(Struct, frozen=True, kw_only=True):
    """What a reader would read there."""

    entry: DossierEntry
    key: str  # of the section; empty: the whole document
    outcome: Outcome  # with an error nothing can be made of the plan
    text: str = ""


def chapter_of(root: Path, name: str, key: str = "") -> Chapter:
    """The section with this key of a document, the whole document without one, as a build makes it.

    Raises:
        UsageProblem: NoDocument, NoOutline, NoChapter.
    """
    found = study(root)
    dossier = found.plan.dossier
    entry = outlined_entry(chosen((name,), dossier)[0], dossier)
    outcome = _outcome(found, entry)
    if not outcome.ok(strict=False):
        return Chapter(entry=entry, key=key, outcome=outcome)
    (draft,) = drafts_of(found, (entry,), editions_of(found))
    return Chapter(entry=entry, key=key, outcome=outcome, text=_text(draft.body, entry, key))


def _outcome(found: Study, entry: DossierEntry) -> Outcome:
    """The errors of the plan; where there is none, what is said of the outline."""
    findings = found.outcome.findings
    errors = tuple(each for each in findings if each.severity is Severity.ERROR)
    file, _ = outline_file(found, entry)
    return Outcome(findings=errors or tuple(each for each in findings if each.at.file == file))


def _text(body: Body, entry: DossierEntry, key: str) -> str:
    if not isinstance(body, Document):
        raise TypeError(body)  # outlines make nothing else
    if not key:
        return as_text(body)
    keys = [each.key for each in body.blocks if isinstance(each, Heading)]
    if key not in keys:
        raise NoChapter(name=key, document=entry.name.zh, known=keys)
    return section_as_text(body, key)
