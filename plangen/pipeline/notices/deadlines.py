"""`plangen notices deadlines`: by when the law wants something done in each incident."""

import datetime
from pathlib import Path

from msgspec import Struct

from plangen.diagnostics import in_order
from plangen.documents.notices.deadline_sheet import deadline_sheet
from plangen.errors import NoCase, NoMoment
from plangen.model.case import AnyCase
from plangen.model.due import Due, Moments, deadlines_of
from plangen.model.plan import Plan, SectionMissing
from plangen.model.values import Moment, parse_date
from plangen.pipeline.building.composing import identified
from plangen.pipeline.check import Outcome, study
from plangen.pipeline.house import read_house
from plangen.pipeline.notices.sheet import write_sheet
from plangen.workspace.project import TEMPLATES


class Reckoned(Struct, frozen=True, kw_only=True):
    """The deadlines of each case, with its id and title; none where the plan could not be read."""

    outcome: Outcome
    cases: tuple[tuple[str, str, tuple[Due, ...]], ...] = ()
    as_of: Moments | None = None
    sheet: Path | None = None  # what was written


def list_deadlines(root: Path, case: str = "", *, as_of: str = "", sheet: Path | None = None) -> Reckoned:
    """The deadlines of one case of the project at `root`, by id or title, or of all.

    Raises:
        UsageProblem: NoCase; NoMoment for an `as_of` that is no date; SheetTaken.
    """
    moment = moment_of(as_of) if as_of else None
    project = study(root)
    plan = project.plan
    try:
        chosen = _chosen(plan, case)
        cases = tuple((each.id, each.title, deadlines_of(plan, each)) for each in chosen)
    except SectionMissing:
        return Reckoned(outcome=project.outcome)
    if sheet is None:
        return Reckoned(outcome=Outcome(findings=()), cases=cases, as_of=moment)
    house, findings = read_house(project.files.under(TEMPLATES))
    outcome = Outcome(findings=in_order(findings))
    if house is None:
        return Reckoned(outcome=outcome, cases=cases, as_of=moment)
    titled = tuple((title, dues) for _, title, dues in cases)
    write_sheet(
        project.root, sheet, identified(deadline_sheet(plan, titled, moment), "notice-deadlines", plan), house.template
    )
    return Reckoned(outcome=outcome, cases=cases, as_of=moment, sheet=sheet)


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
    except (ValueError, OverflowError):
        raise NoMoment(text=text) from None


def _chosen(plan: Plan, name: str) -> tuple[AnyCase, ...]:
    every = tuple(plan.cases.values())
    wanted = tuple(each for each in every if name in {"", each.id, each.title})
    if not wanted and name:
        raise NoCase(name=name, known=[each.id for each in every])
    return wanted
