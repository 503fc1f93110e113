"""`plangen diff`: what differs between two versions of a plan, and everything that is to be written about it."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from plangen.diagnostics import Finding, Severity
from plangen.errors import PageTaken
from plangen.history.worktree import object_names
from plangen.pipeline.building.office_program import Office, find_office, required
from plangen.pipeline.old_titles import old_titles_since
from plangen.pipeline.revisions.beside import refuse_kinds, write_briefing, write_table
from plangen.pipeline.revisions.comparison import Compared, Studied, compare_versions, study_sides
from plangen.pipeline.revisions.grounds import Steps, steps_of
from plangen.pipeline.revisions.impact import Impact, impact_of
from plangen.pipeline.revisions.proved.kept_approvals import changed_approvals
from plangen.pipeline.revisions.proved.lineage import changed_here, lineage_of
from plangen.pipeline.revisions.redlining import Redlines, redline_versions
from plangen.pipeline.revisions.versions import PlanVersion, opened_or_findings, opened_to_look, version_of, working
from plangen.workspace.own_folders import refuse_own
from plangen.workspace.project import read_files
from plangen.workspace.replacing import OwnFiles


class WebPage(Struct, frozen=True, kw_only=True):
    """A web page of the comparison, and how it is worded."""

    path: Path
    render: Callable[[Compared], str]


class Orders(Struct, frozen=True, kw_only=True):
    """What is to be written beside the report, and where to; None: not wanted."""

    page: WebPage | None = None
    table: Path | None = None
    redlines: Path | None = None
    impact: bool = False
    pages: bool = False  # of what is to be exchanged, laid out by LibreOffice
    people: Path | None = None  # the list of those to be told


class Diff(Struct, frozen=True, kw_only=True):
    """What differs, and what came of the orders; None: not wanted, or the findings say why it could not be."""

    findings: tuple[Finding, ...] = ()
    history: tuple[Finding, ...] = ()  # what records, tags and history tell apart; it keeps nothing from being made
    compared: Compared | None = None
    redlines: Redlines | None = None
    impact: Impact | None = None

    @property
    def ok(self) -> bool:
        """Whether the versions could be compared and everything that was wanted could be made."""
        return self.compared is not None and not any(each.severity is Severity.ERROR for each in self.findings)


def diff_project(root: Path, old: str = "", new: str = "", orders: Orders | None = None) -> Diff:
    """Compare two versions of the project at `root`, and write what is ordered.

    `old` and `new` name revisions, tags, branches or commits; by default the last revision (else the last commit) is
    compared with the files as they lie in the folder.

    Raises:
        UsageProblem: NoRevision; TableKind, BriefingKind, ExportInside, PageTaken, TableTaken, RedlineTaken.
        EnvironmentProblem: GitDamaged; Unwritable, DiskFull, InTheWay; with pages those of LibreOffice.
    """
    orders = orders or Orders()
    office = required(find_office(root)) if orders.pages else None
    refuse_kinds(orders.table, orders.people)
    for goal in (orders.page and orders.page.path, orders.table, orders.redlines, orders.people):
        if goal:
            refuse_own(goal)
    pair, findings = _two_versions(root, old, new)
    if pair is None:
        return Diff(findings=findings)
    compared = compare_versions(*pair)
    made = _carried_out(compared, root, orders, office)
    return replace(made, history=(*findings, *_old_titles(compared)))


def _old_titles(compared: Compared) -> tuple[Finding, ...]:
    """The texts of the new version that say a title of the old one."""
    old, new = compared.old.plan, compared.new.plan
    return tuple(old_titles_since(old, new, compared.new.version.files.contents))


def _two_versions(root: Path, old: str, new: str) -> tuple[tuple[PlanVersion, PlanVersion] | None, tuple[Finding, ...]]:
    """The two versions that are to be compared, or what is in the way; with what tells records, tags, history apart."""
    repository, findings = opened_or_findings(root) if old else opened_to_look(root)
    if repository is None:
        return None, findings
    with repository:
        lineage = lineage_of(repository)
        revisions = lineage.tags
        before = old or (revisions[-1].version if revisions else "HEAD")
        head = repository.commit("HEAD")
        time, others = repository.signed(head)[1], object_names(repository, root)
        there = version_of(repository, new) if new else working(read_files(root), time, others)
        told = (
            *lineage.findings,
            *changed_here(repository, lineage, root),
            *changed_approvals(repository, lineage, root),
        )
        return (version_of(repository, before), there), told


def _carried_out(compared: Compared, root: Path, orders: Orders, office: Office | None) -> Diff:
    own = OwnFiles(root)
    if orders.page:
        own.write(orders.page.path, orders.page.render(compared).encode(), PageTaken)
    steps = _steps(compared, root, orders)
    told = write_table(compared, steps, orders.table, own) if orders.table else ()
    sides = study_sides(compared, root) if orders.redlines or orders.impact else Studied()
    if sides.pair is None:
        redlines = Redlines() if orders.redlines else None
        return Diff(findings=_once((*told, *sides.findings)), compared=compared, redlines=redlines)
    redlines = redline_versions(compared, sides.pair, orders.redlines, steps) if orders.redlines else None
    impact = impact_of(compared, *sides.pair, office) if orders.impact else None
    told += _told(compared, redlines, impact, orders.people, own)
    return Diff(findings=_once(told), compared=compared, redlines=redlines, impact=impact)


def _steps(compared: Compared, root: Path, orders: Orders) -> Steps:
    """The revisions in between, where there are several that could have made a change, and somebody is to be told."""
    if not (orders.table or orders.redlines) or not compared.records:
        return ()
    if len(compared.records) == 1 and compared.new.version.commit:
        return ()
    repository, _ = opened_or_findings(root)
    if repository is None:
        return ()
    with repository:
        return steps_of(compared, {each.version for each in repository.revisions()}, partial(version_of, repository))


def _told(
    compared: Compared, redlines: Redlines | None, impact: Impact | None, people: Path | None, own: OwnFiles
) -> tuple[Finding, ...]:
    """What came up with the redlines and with the list of people, which is written here."""
    found = (*(redlines.findings if redlines else ()), *(impact.findings if impact else ()))
    return (*found, *write_briefing(compared, impact, people, own)) if impact and people else found


def _once(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Each finding once, however many of the orders came upon it."""
    return tuple({(each.code, each.at, each.message("en")): each for each in findings}.values())
