"""What `plangen notices fields`, `questions`, `elements` and `deadlines` list, each also as a sheet to print."""

import datetime
from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from plangen.blocks.document import Document
from plangen.blocks.template import Names
from plangen.blocks.workbook import Workbook
from plangen.diagnostics import Finding, in_order
from plangen.documents.notices.deadline_sheet import deadline_sheet
from plangen.documents.notices.element_sheet import Proven, element_sheet
from plangen.documents.notices.fact_homes import all_fact_homes
from plangen.documents.notices.field_list import TemplateField, template_fields
from plangen.documents.notices.field_sheet import field_sheet
from plangen.documents.notices.question_sheet import QUESTIONS, TITLE, asked_parts, question_sheet, question_workbook
from plangen.documents.notices.questions import FactQuestion, WaitingNotice, questions
from plangen.errors import NoMoment, NoNotice
from plangen.model.due import Due, Moments, deadlines_of
from plangen.model.facts import declared
from plangen.model.plan import Plan, SectionMissing
from plangen.model.values import Moment, parse_date
from plangen.office.templates.names import used_names
from plangen.pipeline.check import Outcome, Study, study
from plangen.pipeline.notices.chosen import NoticeDraft, all_drafts, begun_when_needed, cases_called, chosen
from plangen.pipeline.notices.errors_first import faults, unreadable
from plangen.pipeline.notices.notice_problems import NoAsked
from plangen.pipeline.notices.proofs import proofs_of
from plangen.pipeline.notices.run import Run
from plangen.pipeline.notices.sheet import write_sheet
from plangen.workspace.naming import safe_name


class Listed(Struct, frozen=True, kw_only=True):
    """The fields, and the titles of the cases by id; none where the plan could not be read."""

    outcome: Outcome
    fields: tuple[TemplateField, ...] = ()
    cases: Mapping[str, str] = {}
    sheet: Path | None = None  # what was written


class Asked(Struct, frozen=True, kw_only=True):
    """The questions; none where the plan could not be read, and a finding for each template that could not."""

    outcome: Outcome
    notices: tuple[NoticeDraft, ...] = ()
    questions: tuple[FactQuestion, ...] = ()
    sheets: tuple[Path, ...] = ()  # what was written


class Proved(Struct, frozen=True, kw_only=True):
    """The proofs of each notice; none where the plan could not be read."""

    outcome: Outcome
    notices: tuple[Proven, ...] = ()
    sheet: Path | None = None  # what was written


class DeadlineList(Struct, frozen=True, kw_only=True):
    """The deadlines of each case, with its id and title; none where the plan could not be read."""

    outcome: Outcome
    cases: tuple[tuple[str, str, tuple[Due, ...]], ...] = ()
    plan: Plan | None = None
    as_of: Moments | None = None
    sheet: Path | None = None  # what was written


def list_fields(root: Path, sheet: Path | None = None) -> Listed:
    """What may be written into the notice templates of the project at `root`; with `sheet` as a Word file as well.

    Raises:
        UsageProblem: SheetTaken where `sheet` is another file.
    """
    project = study(root)
    try:
        if told := faults(project):
            return Listed(outcome=told)
        drafts = (*all_drafts(project.plan), *begun_when_needed(project.plan))
        meanings = {path: each.meaning or each.name for path, each in declared(project.plan).items()}
        fields = template_fields(_facts(drafts), _used(Run(project), drafts), meanings)
    except SectionMissing:
        return Listed(outcome=unreadable(project))
    cases = {each.case: each.case_title for each in drafts}
    path, found = write_sheet(project, "notice-fields", field_sheet(project.plan, fields, cases), sheet)
    return Listed(outcome=Outcome(findings=in_order(found)), fields=fields, cases=cases, sheet=path)


def ask_questions(root: Path, *, case: str = "", kind: str = "", by: str = "", sheet: Path | None = None) -> Asked:
    """What is still missing, as questions to those who can answer: for all notices, one case, or those called so.

    Args:
        root: the project.
        case: the id or title of the only case.
        kind: the only kind of notice.
        by: the id or title of the only department or post that is asked.
        sheet: where the questions are written as a form, in Word or Excel by its ending; a folder gets a Word file for
            each who is asked.

    Raises:
        UsageProblem: NoCase, NoNotice, NoAsked; SheetTaken where `sheet` is another file.
    """
    project = study(root)
    try:
        if told := faults(project, case):
            return Asked(outcome=told)
        drafts = chosen(project.plan, kind, case)
        notices, findings = _to_ask(Run(project), drafts)
        asked = _asked_of(questions(project.plan, notices), by)
    except SectionMissing:
        return Asked(outcome=unreadable(project))
    wanted = None if findings else sheet  # it would ask for half of what is missing
    paths, found = _question_forms(project, asked, wanted)
    outcome = Outcome(findings=in_order((*findings, *found)))
    return Asked(outcome=outcome, notices=drafts, questions=asked, sheets=paths)


def _asked_of(asked: tuple[FactQuestion, ...], by: str) -> tuple[FactQuestion, ...]:
    """Those that a department or post answers; all of them where none is named."""
    known = dict.fromkeys(each.who for each in asked)
    found = tuple(each for each in asked if by in {"", each.by, each.who})
    if by and not found:
        raise NoAsked(name=by, known=list(known))
    return found


def _question_forms(
    project: Study, asked: Sequence[FactQuestion], path: Path | None
) -> tuple[tuple[Path, ...], tuple[Finding, ...]]:
    """The forms as they were written: one file, or in a folder one for each who is asked."""
    if path is None:
        return (), ()
    plan = project.plan
    parts = asked_parts(asked, all_fact_homes(plan))
    bodies: dict[Path, Document | Workbook] = {}
    if path.suffix.lower() == ".xlsx":
        bodies[path] = question_workbook(plan, parts)
    elif path.suffix.lower() == ".docx":
        bodies[path] = question_sheet(plan, parts)
    else:
        bodies = {path / f"{TITLE}-{safe_name(each.who)}.docx": question_sheet(plan, (each,)) for each in parts}
    made = [write_sheet(project, QUESTIONS.id, body, goal) for goal, body in bodies.items()]
    return tuple(each for each, _ in made if each), tuple(dict.fromkeys(each for _, own in made for each in own))


def list_elements(root: Path, notice: str = "", *, sheet: Path | None = None) -> Proved:
    """The proof, notice by notice, that what the law asks for is there: of all notices or of those called so.

    Raises:
        UsageProblem: NoNotice; SheetTaken where `sheet` is another file.
    """
    project = study(root)
    run = Run(project)
    try:
        if told := faults(project, notice):
            return Proved(outcome=told)
        proved = tuple(_proven(run, draft) for draft in _to_prove(project.plan, notice))
    except SectionMissing:
        return Proved(outcome=unreadable(project))
    notices = tuple(each for each, _ in proved)
    path, found = write_sheet(project, "notice-elements", element_sheet(project.plan, notices), sheet)
    findings = (finding for _, own in proved for finding in own)
    return Proved(outcome=Outcome(findings=in_order((*findings, *found))), notices=notices, sheet=path)


def list_deadlines(root: Path, case: str = "", *, as_of: str = "", sheet: Path | None = None) -> DeadlineList:
    """By when the law wants something done: in one case of the project at `root`, by id or title, or in all.

    Raises:
        UsageProblem: NoCase; NoMoment for an `as_of` that is not a date; SheetTaken.
    """
    moment = moment_of(as_of) if as_of else None
    project = study(root)
    plan = project.plan
    try:
        if told := faults(project, case):
            return DeadlineList(outcome=told)
        cases = tuple((each.id, each.title, deadlines_of(plan, each)) for each in cases_called(plan, case))
    except SectionMissing:
        return DeadlineList(outcome=unreadable(project))
    path, found = write_sheet(project, "notice-deadlines", deadline_sheet(plan, cases, moment), sheet)
    outcome = Outcome(findings=in_order(found))
    return DeadlineList(outcome=outcome, cases=cases, plan=plan, as_of=moment, sheet=path)


def moment_of(text: str) -> Moments:
    """A day, or a day with a time: 2024-12-12, 2024年12月12日 15:00.

    Raises:
        UsageProblem: NoMoment.
    """
    date, _, time = text.strip().replace("T", " ").partition(" ")
    try:
        day = parse_date(date)
        if not time.strip():
            return day
        minutes = Moment.parse(time.strip()).minutes
        return datetime.datetime.combine(day, datetime.time()) + datetime.timedelta(minutes=minutes)
    except ValueError:
        raise NoMoment(text=text) from None


def _facts(drafts: Sequence[NoticeDraft]) -> dict[str, Names]:
    """What each case knows; the notices of a case differ in what concerns themselves alone."""
    facts: dict[str, Names] = {}
    for draft in drafts:
        if draft.case not in facts:
            facts[draft.case] = draft.job.context
    return facts


def _used(run: Run, drafts: Sequence[NoticeDraft]) -> dict[str, frozenset[str]]:
    """The names that each template uses; a template that cannot be read uses none."""
    used: dict[str, frozenset[str]] = {}
    for draft in drafts:
        if draft.what.template not in used:
            used[draft.what.template] = used_names(run.template(draft.file), draft.job.context)
    return used


def _to_ask(run: Run, drafts: Sequence[NoticeDraft]) -> tuple[tuple[WaitingNotice, ...], tuple[Finding, ...]]:
    """What each notice asks for; the findings of templates that cannot be read."""
    sound = [each for each in drafts if run.template(each.file).is_sound]
    notices = (
        WaitingNotice(case=each.of, kind=each.kind_title, facts=each.job.context, asked=run.filling(each).asked)
        for each in sound
    )
    files = dict.fromkeys(each.file for each in drafts if each not in sound)
    return tuple(notices), tuple(finding for file in files for finding in run.template(file).findings)


def _to_prove(plan: Plan, name: str) -> tuple[NoticeDraft, ...]:
    """The notices called so, with those that are there for when they are needed."""
    examples = begun_when_needed(plan, name)
    try:
        return (*chosen(plan, name), *examples)
    except NoNotice:
        if examples:
            return examples
        raise


def _proven(run: Run, draft: NoticeDraft) -> tuple[Proven, tuple[Finding, ...]]:
    proofs, findings = proofs_of(run, draft)
    dues = deadlines_of(run.plan, draft.of)
    proven = Proven(
        notice=draft.name,
        case_title=draft.case_title,
        kind_title=draft.kind_title,
        proofs=proofs,
        dues=tuple(each for each in dues if not each.deadline.kinds or draft.kind in each.deadline.kinds),
    )
    return proven, findings
