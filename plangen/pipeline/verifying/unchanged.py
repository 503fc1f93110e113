"""Whether a file of a revision is as it was made: by its own digest, else by its words, made again from the record."""

from pathlib import Path

from plangen.diagnostics import Severity
from plangen.office.ooxml.guard import unpacked
from plangen.office.ooxml.package import is_as_certified
from plangen.office.readable import readable
from plangen.pipeline.building.composing import written
from plangen.pipeline.building.editions import editions_of, named_bodies
from plangen.pipeline.check import Study, study_files
from plangen.pipeline.house import read_house
from plangen.pipeline.revisions.versions import opened_or_findings, version_of
from plangen.pipeline.verifying.asked import Questioned, hashes_of
from plangen.pipeline.verifying.known import KnownRevision
from plangen.version import VERSION
from plangen.workspace.manifest import digest
from plangen.workspace.project import TEMPLATES


def is_edited(root: Path, revision: KnownRevision, paper: str, wanted: Questioned) -> bool:
    """Whether somebody changed the file; one that was only saved again says the same and was not.

    A file that says nothing of its making, such as a PDF, is compared with what was built here last.
    """
    assert wanted.raw is not None
    built = hashes_of(root, wanted.mark)
    if digest(wanted.raw) in built:
        return False
    is_whole = _is_whole(wanted.raw)
    if is_whole is None:
        return bool(built)
    return not is_whole and not _says_the_same(root, revision, paper, wanted.raw)


def _is_whole(raw: bytes) -> bool | None:
    """Whether its own digest fits; None where it has none."""
    if raw.startswith(b"%PDF"):
        return None
    parts, _ = unpacked(raw, "")
    return None if parts is None else is_as_certified(parts)


def _says_the_same(root: Path, revision: KnownRevision, paper: str, raw: bytes) -> bool:
    """Whether the same program makes the same words of the recorded source."""
    then, record = _recorded(root, revision), revision.record
    if then is None or record is None or record.written_by != VERSION:
        return False
    made = _made_again(then, paper)
    return made is not None and readable(made) == readable(raw)


def _made_again(then: Study, paper: str) -> bytes | None:
    house, _ = read_house(then.files.under(TEMPLATES))
    plan = editions_of(then).plan
    named = (
        each
        for entry in plan.dossier.entries
        if entry.id == paper.partition("/")[0]
        for each in named_bodies(entry, plan)
    )
    body = next((body for name, _, body in named if name == paper), None)
    return None if house is None or body is None else written(body, house, then.files.contents)[0]


def _recorded(root: Path, revision: KnownRevision) -> Study | None:
    """The plan as it was recorded, where it can be read whole."""
    repository, _ = opened_or_findings(root)
    if repository is None or not revision.commit:
        return None
    with repository:
        version = version_of(repository, revision.commit, whole=True)
    found = study_files(root, version.files, version.digests)
    is_sound = not found.plan.missing and found.outcome.count(Severity.ERROR) == 0
    return found if is_sound else None
