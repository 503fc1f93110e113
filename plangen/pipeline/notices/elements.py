"""`plangen notices elements`: the proof, notice by notice, that what the law asks for is there."""

import datetime
from collections.abc import Collection
from pathlib import Path

from msgspec import Struct

from plangen.checks.coverage import UNPROVABLE, Notice, Printed, Proof, findings_of, prove
from plangen.diagnostics import Finding, Place, Severity, Words, in_order, words
from plangen.documents.notices.element_sheet import Proven, element_sheet
from plangen.model.case import AnyCase
from plangen.model.due import deadlines_of
from plangen.model.plan import SectionMissing
from plangen.office.ooxml.guard import parsed, unpacked
from plangen.office.ooxml.parts import texts_of
from plangen.office.templates.check import checked
from plangen.office.templates.names import printed
from plangen.pipeline.building.composing import identified
from plangen.pipeline.check import Outcome, Study, study
from plangen.pipeline.house import read_house
from plangen.pipeline.notices.cases import Draft, all_drafts, drafts_of
from plangen.pipeline.notices.locked import locked_passages
from plangen.pipeline.notices.sheet import write_sheet
from plangen.workspace.project import TEMPLATES


class Proved(Struct, frozen=True, kw_only=True):
    """The proofs of each notice; none where the plan could not be read."""

    outcome: Outcome
    notices: tuple[Proven, ...] = ()
    sheet: Path | None = None  # what was written


def proofs_of(project: Study, draft: Draft) -> tuple[tuple[Proof, ...], tuple[Finding, ...]]:
    """What becomes of each element of a notice, and what there is to say of it.

    No proofs, and a finding that says so (L116, an error), where template or elements cannot be read.
    """
    file = f"{TEMPLATES}/{draft.job.template}"
    try:
        elements, case = project.plan.elements, project.plan.cases[draft.case]
    except SectionMissing:
        return _unprovable(
            draft, file, words("source/legal/elements.yaml 有错误", "source/legal/elements.yaml has errors")
        )
    parts, _ = unpacked(project.files.contents.get(file), file)
    if parts is None:
        return _unprovable(draft, file, words("模板无法读取", "its template cannot be read"))
    found = (
        each
        for name, kind in texts_of(parts).items()
        for each in checked(parsed(parts[name]), draft.job.context, file, kind)
    )
    if any(each.severity is Severity.ERROR for each in found):
        return _unprovable(draft, file, words("模板有错误", "its template has errors"))
    contents = printed(parts, draft.job.context)
    passages, _ = locked_passages(project.files)
    template = Printed(
        names=contents.names,
        text=contents.text,
        marked=contents.marked,
        locked={passage.key: passage.text for passage in passages},
    )
    scenario = project.plan.scenario_of(case)
    notice = Notice(name=draft.name, scenario=scenario.id if scenario else "", date=_date(case, contents.names))
    proofs = prove(elements, notice, draft.job.context, template)
    return proofs, tuple(findings_of(draft.name, file, proofs))


def list_elements(root: Path, notice: str = "", *, sheet: Path | None = None) -> Proved:
    """The proofs of the notices of the project at `root`: all, those of a kind, or one (case/kind).

    Raises:
        UsageProblem: NoNotice; SheetTaken where `sheet` is a file of another kind.
    """
    project = study(root)
    try:
        drafts = all_drafts(project.plan)
        case, _, kind = notice.rpartition("/")
        chosen = drafts_of(drafts, kind, case) if notice else drafts
        proved = tuple(_proven(project, draft) for draft in chosen)
    except SectionMissing:
        return Proved(outcome=project.outcome)
    notices = tuple(each for each, _ in proved)
    findings = tuple(finding for _, found in proved for finding in found)
    if sheet is None:
        return Proved(outcome=Outcome(findings=in_order(findings)), notices=notices)
    house, found = read_house(project.files.under(TEMPLATES))
    outcome = Outcome(findings=in_order((*findings, *found)))
    if house is None:
        return Proved(outcome=outcome, notices=notices)
    plan = project.plan
    write_sheet(project.root, sheet, identified(element_sheet(plan, notices), "notice-elements", plan), house.template)
    return Proved(outcome=outcome, notices=notices, sheet=sheet)


def _proven(project: Study, draft: Draft) -> tuple[Proven, tuple[Finding, ...]]:
    proofs, findings = proofs_of(project, draft)
    dues = deadlines_of(project.plan, project.plan.cases[draft.case])
    proven = Proven(
        notice=draft.name,
        case_title=draft.case_title,
        kind_title=draft.kind_title,
        proofs=proofs,
        dues=tuple(each for each in dues if not each.deadline.kinds or draft.kind in each.deadline.kinds),
    )
    return proven, findings


def _date(case: AnyCase, names: Collection[str]) -> datetime.date | None:
    """The date of issue that the template prints, else that of the incident."""
    incident = case.incident
    owners = [
        incident if name == "incident.issued" else getattr(incident, name.partition(".")[0], None)
        for name in sorted(names)
        if name.endswith(".issued")
    ]
    dates = [getattr(owner, "issued", None) for owner in owners] + [getattr(incident, "date", None)]
    return next((date for date in dates if isinstance(date, datetime.date)), None)


def _unprovable(draft: Draft, file: str, reason: Words) -> tuple[tuple[Proof, ...], tuple[Finding, ...]]:
    at = Place(file=file, path=f"notices[{draft.name}]")
    return (), (Finding(rule=UNPROVABLE, at=at, values={"notice": draft.name, "reason": reason}),)
