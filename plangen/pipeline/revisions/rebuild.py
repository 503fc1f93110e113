"""`plangen build --rev`: the documents of a version that the repository holds, into a folder of their own."""

import functools
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec
from msgspec import Struct

from plangen.diagnostics import Finding, Place, Severity, in_order
from plangen.errors import NotAFolder, OutInside, OutTaken
from plangen.pipeline.building.build import Built, build_into
from plangen.pipeline.building.composing import Paper, Progress
from plangen.pipeline.check import Outcome, Study, study_files
from plangen.pipeline.revisions import rules
from plangen.pipeline.revisions.versions import PlanVersion, opened_or_findings, version_of
from plangen.version import VERSION
from plangen.workspace.output import is_own, old_manifest
from plangen.workspace.project import OUTPUT, SOURCE, TEMPLATES

_MOST_NAMED = 12  # files in one message


class Rebuilt(Struct, frozen=True, kw_only=True):
    """What a build of an older version did, and which version that was; None where there is no repository."""

    built: Built
    version: PlanVersion | None = None


def build_revision(
    root: Path,
    name: str,
    output: Path,
    documents: Sequence[str],
    progress: Progress,
    *,
    strict: bool = False,
    paper: Paper | None = None,
) -> Rebuilt:
    """Build the version of the project at `root` that a revision, branch or commit names into the folder `output`.

    The work tree is neither read nor written. Nothing but files of such a build is ever replaced.

    Raises:
        UsageProblem: NoRevision, NoDocument, OutInside, OutTaken.
        EnvironmentProblem: as build_into.
    """
    repository, findings = opened_or_findings(root)
    if repository is None:
        return Rebuilt(built=Built(outcome=Outcome(findings=findings)))
    with repository:
        version = version_of(repository, name, whole=True)
    _refuse_foreign(root.resolve(), output.resolve())
    studied = functools.partial(_studied, root, version)
    built = build_into(root, output, studied, documents, progress, strict=strict, paper=paper)
    return Rebuilt(built=built, version=version)


def _refuse_foreign(root: Path, output: Path) -> None:
    """Only a new folder, an empty one, or one that such a build made before."""
    if _is_of_a_project(root, output):
        raise OutInside(path=str(output))
    if not output.exists():
        return
    if not output.is_dir():
        raise NotAFolder(path=str(output))
    found = sorted(each.name for each in output.iterdir() if not is_own(each.name))
    if found and old_manifest(output) is None:
        raise OutTaken(path=str(output), found=found[0])


def _is_of_a_project(root: Path, output: Path) -> bool:
    """Whether the folder holds the project, is one of its own, or where another project's build goes."""
    inside = any(output.is_relative_to(root / part) for part in (SOURCE, TEMPLATES, OUTPUT, ".git"))
    return inside or root.is_relative_to(output) or (output.name == OUTPUT and (output.parent / SOURCE).is_dir())


def _studied(root: Path, version: PlanVersion) -> Study:
    study = study_files(root, version.files, version.digests)
    findings = in_order((*study.outcome.findings, *_told(version, study.outcome)))
    return msgspec.structs.replace(study, outcome=msgspec.structs.replace(study.outcome, findings=findings))


def _told(version: PlanVersion, outcome: Outcome) -> Iterator[Finding]:
    """What the version of plangen that recorded it has to do with what comes out now."""
    here, then = Place(file="."), version.written_by
    values = {"name": version.name, "then": then or "—", "now": VERSION}
    if not version.written_by:
        yield Finding(rule=rules.NO_REVISION, at=here, values=values)
    elif version.written_by != VERSION:
        yield Finding(rule=rules.OTHER_PROGRAM, at=here, values=values)
    wrong = [each for each in outcome.findings if each.severity is Severity.ERROR]
    if wrong:
        files = list(dict.fromkeys(each.at.file for each in wrong))
        named = files[:_MOST_NAMED] + (["…"] if len(files) > _MOST_NAMED else [])
        yield Finding(rule=rules.NOT_BUILDABLE, at=here, values={**values, "count": len(wrong), "files": named})
