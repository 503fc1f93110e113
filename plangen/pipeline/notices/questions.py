"""`plangen notices questions`: what is still missing, as questions to the people who can answer them."""

from pathlib import Path

from msgspec import Struct

from plangen.diagnostics import Finding, in_order
from plangen.documents.notices.question_sheet import question_sheet
from plangen.documents.notices.questions import Notice, Question, questions
from plangen.errors import NoNotice
from plangen.model.plan import SectionMissing
from plangen.office.ooxml.guard import unpacked
from plangen.office.templates.use import asked_names
from plangen.pipeline.building.composing import identified
from plangen.pipeline.check import Outcome, Study, study
from plangen.pipeline.house import read_house
from plangen.pipeline.notices.cases import Draft, all_drafts
from plangen.pipeline.notices.sheet import write_sheet
from plangen.workspace.project import TEMPLATES


class Asked(Struct, frozen=True, kw_only=True):
    """The questions; none where the plan could not be read, and a finding for each template that could not."""

    outcome: Outcome
    notices: tuple[Draft, ...] = ()
    questions: tuple[Question, ...] = ()
    sheet: Path | None = None  # what was written


def ask_questions(root: Path, *, case: str = "", kind: str = "", sheet: Path | None = None) -> Asked:
    """The questions of the project at `root`, of one case and one kind of notice where they are named.

    Raises:
        UsageProblem: NoNotice where there is none of the name; SheetTaken where `sheet` is another file.
    """
    project = study(root)
    try:
        drafts = _chosen(all_drafts(project.plan), case, kind)
        notices, findings = _notices(project, drafts)
        asked = questions(project.plan, notices)
    except SectionMissing:
        return Asked(outcome=project.outcome)
    if sheet is None:
        return Asked(outcome=Outcome(findings=in_order(findings)), notices=drafts, questions=asked)
    house, found = read_house(project.files.under(TEMPLATES))
    outcome = Outcome(findings=in_order((*findings, *found)))
    if house is None or not outcome.ok(strict=False):
        return Asked(outcome=outcome, notices=drafts, questions=asked)
    write_sheet(
        project.root,
        sheet,
        identified(question_sheet(project.plan, asked), "notice-questions", project.plan),
        house.template,
    )
    return Asked(outcome=outcome, notices=drafts, questions=asked, sheet=sheet)


def _chosen(drafts: tuple[Draft, ...], case: str, kind: str) -> tuple[Draft, ...]:
    chosen = tuple(
        each for each in drafts if case in {"", each.case, each.case_title} and kind in {"", each.kind, each.kind_title}
    )
    if drafts and not chosen:
        raise NoNotice(name="/".join(filter(None, (case, kind))), known=[each.name for each in drafts])
    return chosen


def _notices(project: Study, drafts: tuple[Draft, ...]) -> tuple[tuple[Notice, ...], list[Finding]]:
    """What each notice asks for; the findings of templates that cannot be read."""
    notices: list[Notice] = []
    findings: list[Finding] = []
    for draft in drafts:
        file = f"{TEMPLATES}/{draft.job.template}"
        parts, found = unpacked(project.files.contents.get(file), file)
        if parts is None:
            findings += found
            continue
        facts = draft.job.context
        case = project.plan.cases[draft.case]
        notices.append(Notice(case=case, kind=draft.kind_title, facts=facts, asked=asked_names(parts, facts)))
    return tuple(notices), findings
