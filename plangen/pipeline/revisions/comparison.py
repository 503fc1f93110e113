"""Two versions of a plan side by side: what differs, in the plan's own words."""

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from plangen.changes.change import Change, Kind
from plangen.changes.compare import compare
from plangen.changes.wording import Described, described
from plangen.diagnostics import Finding, Severity, Words
from plangen.model.plan import Plan
from plangen.model.records import Revision
from plangen.pipeline.check import Study, study_files
from plangen.pipeline.revisions.versions import PlanVersion
from plangen.reading.source import Known, Reading, read
from plangen.workspace.project import SOURCE, TEMPLATES


class TemplateChange(Struct, frozen=True, kw_only=True):
    """A file of templates/ that differs."""

    path: str
    kind: Kind  # added, removed or changed


class ReadVersion(Struct, frozen=True, kw_only=True):
    """One of the two versions, read."""

    version: PlanVersion
    plan: Plan
    unread: tuple[str, ...]  # files of sections that this program cannot read at that version
    errors: tuple[Finding, ...]  # why


class Compared(Struct, frozen=True, kw_only=True):
    """What differs between two versions."""

    old: ReadVersion
    new: ReadVersion
    changes: tuple[Change, ...] = ()
    lines: tuple[Described, ...] = ()
    records: tuple[Revision, ...] = ()  # of the revisions in between; they are not changes of the plan
    templates: tuple[TemplateChange, ...] = ()

    @property
    def same(self) -> bool:
        """Whether nothing differs, neither in the plan nor in a template."""
        return not self.lines and not self.templates

    @property
    def names(self) -> tuple[Words, Words]:
        """How the two versions are called, the older one first."""
        return self.old.version.name, self.new.version.name


class Studied(Struct, frozen=True, kw_only=True):
    """Both sides read and checked; None with the errors of a side whose documents cannot be composed."""

    pair: tuple[Study, Study] | None = None
    findings: tuple[Finding, ...] = ()


def compare_versions(old: PlanVersion, new: PlanVersion) -> Compared:
    """What differs; sections that one side cannot be read in are left out and named in its `unread`."""
    known: Known = {}
    before, after = _side(old, known), _side(new, known)
    unread = {*before.unread, *after.unread}  # they would seem added or removed
    left, right = before.plan.without(unread), after.plan.without(unread)
    found = tuple(each for each in compare(left, right) if not _is_new_record(each))
    return Compared(
        old=before,
        new=after,
        changes=found,
        lines=described(found, left, right),
        records=_new_records(left, right),
        templates=_templates(old.files.under(TEMPLATES), new.files.under(TEMPLATES)),
    )


def study_sides(compared: Compared, root: Path) -> Studied:
    """Both sides checked as a build of them would be; with an error on either side there is no pair."""
    old, new = (study_files(root, side.version.files) for side in (compared.old, compared.new))
    errors = tuple(each for side in (old, new) for each in side.outcome.findings if each.severity is Severity.ERROR)
    return Studied(findings=errors) if errors else Studied(pair=(old, new))


def _is_new_record(change: Change) -> bool:
    return change.kind is Kind.ADDED and [each.field for each in change.path] == ["revisions"]


def _new_records(old: Plan, new: Plan) -> tuple[Revision, ...]:
    """The records that the new side has and the old one has not."""
    if "revisions" in new.missing or "revisions" in old.missing:
        return ()
    known = {each.version for each in old.revisions}
    return tuple(each for each in new.revisions if each.version not in known)


def _side(version: PlanVersion, known: Known) -> ReadVersion:
    reading = read(version.files.under(SOURCE), known)
    return ReadVersion(
        version=version,
        plan=reading.plan,
        unread=reading.plan.missing,
        errors=tuple(
            each for each in reading.findings if each.severity is Severity.ERROR and _is_telling(each, reading)
        ),
    )


def _is_telling(finding: Finding, reading: Reading) -> bool:
    return bool(reading.plan.missing) and bool(finding.at.file)


def _templates(old: Mapping[str, bytes], new: Mapping[str, bytes]) -> tuple[TemplateChange, ...]:
    differing = (path for path in sorted({*old, *new}) if old.get(path) != new.get(path))
    return tuple(TemplateChange(path=path, kind=Kind.of(old.get(path), new.get(path))) for path in differing)
