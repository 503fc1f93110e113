"""Two versions of a plan side by side: what differs, in the plan's own words."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path, PurePosixPath

from msgspec import Struct

from plangen.changes.change import Change, Kind
from plangen.changes.compare import compare
from plangen.changes.wording import Described, described
from plangen.diagnostics import Finding, Severity, Words
from plangen.model.plan import Plan
from plangen.model.records import Revision
from plangen.model.subjects import SECTIONS, Section
from plangen.pipeline.check import Study, study_files
from plangen.pipeline.outline_files import with_outlines
from plangen.pipeline.revisions.source_changes import FileChange, ReadVersion, composed, source_changes, unread_changes
from plangen.pipeline.revisions.template_changes import TemplateChange, template_changes
from plangen.pipeline.revisions.versions import PlanVersion
from plangen.reading.source import Known, read
from plangen.workspace.project import SOURCE, TEMPLATES


class Compared(Struct, frozen=True, kw_only=True):
    """What differs between two versions."""

    old: ReadVersion
    new: ReadVersion
    changes: tuple[Change, ...] = ()
    lines: tuple[Described, ...] = ()
    records: tuple[Revision, ...] = ()  # of the revisions in between; they are not changes of the plan
    templates: tuple[TemplateChange, ...] = ()
    rewritten: tuple[str, ...] = ()  # files that say the same in other bytes: comments, quotes, saved again, renamed
    untold: tuple[FileChange, ...] = ()  # files that differ and that no line speaks of

    @property
    def same(self) -> bool:
        """Whether everything could be compared and nothing differs, not even how it is written."""
        is_known = self.is_whole or self.old.version.files == self.new.version.files
        return is_known and self.shows_nothing and not self.rewritten

    @property
    def shows_nothing(self) -> bool:
        """Whether there is nothing to list; of what could not be read nothing is known."""
        return not self.lines and not self.templates and not self.untold

    @property
    def is_whole(self) -> bool:
        """Whether both sides could be read as a whole."""
        return not self.old.unread and not self.new.unread

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
    old, new = composed(old), composed(new)
    before, after = _side(old, known), _side(new, known)
    unread = {*before.unread, *after.unread}  # they would seem added or removed
    left, right = before.plan.without(unread), after.plan.without(unread)
    found = tuple(each for each in compare(left, right) if not _is_new_record(each))
    templates = template_changes(
        old.files.under(TEMPLATES),
        new.files.under(TEMPLATES),
        (with_outlines(left, old.files.contents), with_outlines(right, new.files.contents)),
    )
    sources = source_changes(before, after)
    return Compared(
        old=before,
        new=after,
        changes=found,
        lines=described(found, left, right),
        records=_new_records(left, right),
        templates=templates.changed,
        rewritten=(*sources.rewritten, *templates.rewritten),
        untold=(*sources.untold, *unread_changes(old, new)),
    )


def changes_between(versions: Sequence[PlanVersion]) -> tuple[tuple[Change, ...], ...]:
    """What differs from each of these versions to the next; sections that one of them cannot be read in left out."""
    known: Known = {}
    sides = [_side(version, known) for version in versions]
    unread = {name for side in sides for name in side.unread}
    return tuple(compare(old.plan.without(unread), new.plan.without(unread)) for old, new in pairwise(sides))


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
    closed = [each for each in version.files.findings if each.severity is Severity.ERROR]
    plan = reading.plan.without({section.name for section in SECTIONS if _is_shut(section, closed)})
    telling = (each for each in reading.findings if each.severity is Severity.ERROR and each.at.file)
    return ReadVersion(
        version=version,
        plan=plan,
        unread=plan.missing,
        errors=(*closed, *telling) if plan.missing else (),
    )


def _is_shut(section: Section, closed: Iterable[Finding]) -> bool:
    """Whether files of the section could not even be opened: what they hold would seem removed."""
    wanted = f"{SOURCE}/{section.file}"
    return any(
        PurePosixPath(each.at.file).match(wanted) or wanted.startswith(f"{each.at.file.rstrip('/')}/")
        for each in closed
    )
