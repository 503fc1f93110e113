"""`plangen diff`: what differs between two versions of a plan, in the plan's own words."""

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from plangen.changes.change import Change, Kind
from plangen.changes.compare import compare
from plangen.changes.wording import Described, described
from plangen.diagnostics import Finding, Severity, Words
from plangen.model.plan import SECTIONS, Plan
from plangen.model.records import Revision
from plangen.pipeline.revisions.versions import Version, opened_or_findings, version_of, working
from plangen.reading.source import Known, Reading, read
from plangen.workspace.project import SOURCE, TEMPLATES


class TemplateChange(Struct, frozen=True, kw_only=True):
    """A file of templates/ that differs."""

    path: str
    kind: str  # added, removed, changed


class Side(Struct, frozen=True, kw_only=True):
    """One of the two versions, read."""

    version: Version
    plan: Plan
    unread: tuple[str, ...]  # files of sections that this program cannot read at that version
    errors: tuple[Finding, ...]  # why


class Compared(Struct, frozen=True, kw_only=True):
    """What differs; with findings in place of a comparison where there is nothing to compare."""

    findings: tuple[Finding, ...] = ()
    old: Side | None = None
    new: Side | None = None
    changes: tuple[Change, ...] = ()
    lines: tuple[Described, ...] = ()
    records: tuple[Revision, ...] = ()  # of the revisions in between; they are no changes of the plan
    templates: tuple[TemplateChange, ...] = ()

    @property
    def same(self) -> bool:
        return not self.lines and not self.templates

    @property
    def names(self) -> tuple[Words, Words] | None:
        return (self.old.version.name, self.new.version.name) if self.old and self.new else None


def diff_project(root: Path, old: str = "", new: str = "") -> Compared:
    """Compare two versions of the project at `root`.

    `old` and `new` name revisions, tags, branches or commits; by default the last revision (else the last commit) is
    compared with the files as they lie in the folder.

    Raises:
        UsageProblem: NoRevision.
    """
    pair, findings = two_versions(root, old, new)
    return compare_versions(*pair) if pair else Compared(findings=findings)


def two_versions(root: Path, old: str, new: str) -> tuple[tuple[Version, Version] | None, tuple[Finding, ...]]:
    """The two versions that are to be compared, or what is in the way."""
    repository, findings = opened_or_findings(root)
    if repository is None:
        return None, findings
    with repository:
        revisions = repository.revisions()
        before = old or (revisions[-1].version if revisions else "HEAD")
        head = repository.head
        assert head is not None
        there = version_of(repository, new) if new else working(root, repository.signed(head)[1])
        return (version_of(repository, before), there), ()


def compare_versions(old: Version, new: Version) -> Compared:
    known: Known = {}
    before, after = _side(old, known), _side(new, known)
    unread = {name for side in (before, after) for name in side.unread}
    left, right = (_without(side.plan, unread) for side in (before, after))
    found = tuple(each for each in compare(left, right) if not _is_new_record(each))
    return Compared(
        old=before,
        new=after,
        changes=found,
        lines=described(found, left, right),
        records=_new_records(left, right),
        templates=_templates(old.files.under(TEMPLATES), new.files.under(TEMPLATES)),
    )


def _is_new_record(change: Change) -> bool:
    return change.kind is Kind.ADDED and len(change.path) == 1 and change.path[0].field == "revisions"


def _new_records(old: Plan, new: Plan) -> tuple[Revision, ...]:
    """The records that the new side has and the old one has not."""
    if "revisions" in new.missing or "revisions" in old.missing:
        return ()
    known = {each.version for each in old.revisions}
    return tuple(each for each in new.revisions if each.version not in known)


def _side(version: Version, known: Known) -> Side:
    reading = read(version.files.under(SOURCE), known)
    return Side(
        version=version,
        plan=reading.plan,
        unread=reading.plan.missing,
        errors=tuple(
            each for each in reading.findings if each.severity is Severity.ERROR and _is_telling(each, reading)
        ),
    )


def _is_telling(finding: Finding, reading: Reading) -> bool:
    return bool(reading.plan.missing) and bool(finding.at.file)


def _without(plan: Plan, unread: set[str]) -> Plan:
    """The plan without the sections that one side lacks: they would seem added or removed."""
    single = {name: record for name, record in plan.records() if name not in unread and not _is_many(name)}
    many = {
        section.name: tuple(record for name, record in plan.records() if name == section.name)
        for section in SECTIONS
        if section.many and section.name not in unread
    }
    return Plan(single, many)


def _is_many(name: str) -> bool:
    return next(section.many for section in SECTIONS if section.name == name)


def _templates(old: Mapping[str, bytes], new: Mapping[str, bytes]) -> tuple[TemplateChange, ...]:
    kinds = {
        path: "removed" if path not in new else "added" if path not in old else "changed"
        for path in sorted({*old, *new})
        if old.get(path) != new.get(path)
    }
    return tuple(TemplateChange(path=path, kind=kind) for path, kind in kinds.items())
