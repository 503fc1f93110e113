"""The whole plan: its sections, and the lookups that everything above needs."""

import datetime
from collections.abc import Callable, Collection, Mapping
from functools import cached_property, wraps
from typing import Any, Generic, TypeVar

from plangen.model.approval import Approvals
from plangen.model.audience import Audiences
from plangen.model.case import AnyCase, Case
from plangen.model.command import Command
from plangen.model.command import Severity as SeverityRecord
from plangen.model.communication import Communication, NoticeKind
from plangen.model.dossier import SHIPPED, Dossier
from plangen.model.drill import Drill, PlanFacts
from plangen.model.edition import Edition
from plangen.model.evaluation import Evaluation, Improvement
from plangen.model.finding import DrillFindings
from plangen.model.inherited import whole_cases
from plangen.model.injects import Inject, Injects
from plangen.model.issued import Issued
from plangen.model.legal import Deadlines, Elements, LegalSet
from plangen.model.legal_sets import all_deadlines, all_elements, chosen_sets
from plangen.model.met import MetDuties
from plangen.model.organisation import Department, Organisation, Post
from plangen.model.outline import NO_OUTLINES, Outline
from plangen.model.own_words import NO_WORDING, Wording
from plangen.model.records import Calendar, Exceptions, Forms, Revision
from plangen.model.reporting import Reporting
from plangen.model.resources import Item, Resources
from plangen.model.scenario import Scenario
from plangen.model.schedule import Window, schedule
from plangen.model.script import DrillStaff, Objective, Script, SimulatedRole
from plangen.model.spec import Record
from plangen.model.subjects import SECTIONS
from plangen.model.terms import Called, called_by
from plangen.model.timeline import ALL_DEPARTMENTS, Phase, Step, Timeline
from plangen.model.title_lists import TITLES
from plangen.model.values import Id
from plangen.model.walk import Value, values

R = TypeVar("R", bound=Record)
T = TypeVar("T")


class SectionMissing(Exception):  # not an error of anybody: a rule that meets it is skipped
    """A section could not be read; what needs it cannot run."""

    def __init__(self, section: str) -> None:
        super().__init__(section)
        self.section = section


class One(Generic[R]):
    """A section of one file as an attribute of the plan; SectionMissing where it could not be read."""

    def __init__(self, name: str, kind: type[R]) -> None:
        self._name, self._kind = name, kind

    def __get__(self, plan: "Plan", _: type["Plan"]) -> R:
        record = plan.single.get(self._name)
        if not isinstance(record, self._kind):
            raise SectionMissing(self._name)
        return record


class Many(Generic[R]):
    """A section of a file per record, in the order of their names; SectionMissing where it could not be read."""

    def __init__(self, name: str, kind: type[R]) -> None:
        self._name, self._kind = name, kind

    def __set_name__(self, _: type["Plan"], attribute: str) -> None:
        self._attribute = attribute

    def __get__(self, plan: "Plan", _: type["Plan"]) -> tuple[R, ...]:
        if self._name not in plan.many:
            raise SectionMissing(self._name)
        found = tuple(record for record in plan.many[self._name] if isinstance(record, self._kind))
        vars(plan)[self._attribute] = found  # found there from now on, as functools.cached_property does
        return found


class Plan:
    """Every section of the plan. Asking for one that could not be read raises SectionMissing.

    It never changes: what is looked up in it is indexed once.

    Args:
        single: sections of one file, by name; those that could not be read are absent.
        many: sections of a file per record, in the order of their file names.
        outlines: by document what its text is made from.
        dossier: the documents that it has.
        wording: the words of forms and front pages.
    """

    identity = One("plan", PlanFacts)
    organisation = One("organisation", Organisation)
    drill = One("drill", Drill)
    timeline = One("timeline", Timeline)
    reporting = One("reporting", Reporting)
    command = One("command", Command)
    resources = One("resources", Resources)
    communication = One("communication", Communication)
    evaluation = One("evaluation", Evaluation)
    improvement = One("improvement", Improvement)
    forms = One("forms", Forms)
    script = One("script", Script)
    audiences = One("audiences", Audiences)
    own_elements = One("elements", Elements)  # of legal/elements.yaml; `elements` are those with the chosen sets
    own_deadlines = One("deadlines", Deadlines)
    exceptions = One("exceptions", Exceptions)
    scenarios = Many("scenarios", Scenario)  # all of the source; `played` are those of the drill
    injects = Many("injects", Injects)  # the events lists, one a scenario; `events` gives those of a scenario
    calendars = Many("calendars", Calendar)
    legal_sets = Many("legal_sets", LegalSet)  # all of the source; `chosen_sets` are those that count
    incidents = Many("incidents", Case)  # the real ones
    approvals = Many("approvals", Approvals)
    issued = Many("issued", Issued)  # of each notice the earliest first
    met = Many("duties", MetDuties)  # what became of statutory duties, incident by incident
    findings = Many("findings", DrillFindings)  # what the drills brought to light, by date
    _revisions = Many("revisions", Revision)

    def __init__(
        self,
        single: Mapping[str, Record],
        many: Mapping[str, tuple[Record, ...]],
        outlines: Mapping[str, Outline] = NO_OUTLINES,
        dossier: Dossier = SHIPPED,
        wording: Wording = NO_WORDING,
    ) -> None:
        self.single = single
        self.many = many
        self.outlines = outlines
        self.dossier = dossier.serving(self.terms.consumers) if "plan" in single else dossier
        self.wording = wording
        self.kept: dict[Callable[..., Any], Any] = {}  # by function what `once` worked out of it

    def records(self) -> tuple[tuple[str, Record], ...]:
        """Every record that could be read, with its section's name, in the order of SECTIONS."""
        found: list[tuple[str, Record]] = []
        for section in SECTIONS:
            if section.name in self.single:
                found.append((section.name, self.single[section.name]))
            found += [(section.name, record) for record in self.many.get(section.name, ())]
        return tuple(found)

    def section(self, name: str) -> tuple[Record, ...]:
        """The records of a section by its name; of a section of one file its only one.

        Raises:
            SectionMissing: where it could not be read.
        """
        if name in self.missing:
            raise SectionMissing(name)
        return self.many[name] if name in self.many else (self.single[name],)

    def without(self, names: Collection[str]) -> "Plan":
        """The plan as if these sections could not be read."""
        return self.with_sections(
            {name: record for name, record in self.single.items() if name not in names},
            {name: records for name, records in self.many.items() if name not in names},
        )

    def in_edition(self, edition: Edition) -> "Plan":
        """The same plan, whose papers call themselves so."""
        vars(made := self.with_sections(self.single, self.many))["edition"] = edition
        return made

    def with_records(self, name: str, records: tuple[Record, ...]) -> "Plan":
        """The plan with these records in a section of a file per record."""
        return self.with_sections(self.single, {**self.many, name: records})

    def with_sections(self, single: Mapping[str, Record], many: Mapping[str, tuple[Record, ...]]) -> "Plan":
        """A plan of these sections whose documents are worded as those of this one."""
        return Plan(single, many, self.outlines, self.dossier, self.wording)

    def with_outlines(self, outlines: Mapping[str, Outline], dossier: Dossier = SHIPPED) -> "Plan":
        """The plan that has these documents, made from these outlines."""
        return Plan(self.single, self.many, outlines, dossier, self.wording)

    def with_wording(self, wording: Wording) -> "Plan":
        """The plan whose forms and front pages say these words."""
        return Plan(self.single, self.many, self.outlines, self.dossier, wording)

    def has(self, section: str) -> bool:
        """Whether a section is written; a small drill does without what it does not need."""
        return any(record.where().file for record in self.section(section))

    @property
    def missing(self) -> tuple[str, ...]:
        """The sections that could not be read, by name."""
        return tuple(each.name for each in SECTIONS if each.name not in self.single and each.name not in self.many)

    @cached_property
    def values(self) -> tuple[Value, ...]:
        """Every value that was written in the sections that could be read."""
        return tuple(value for _, record in self.records() for value in values(record))

    @cached_property
    def texts(self) -> tuple[Value, ...]:
        """The values that are the plan's own words: no choice, no reference, no name copied from elsewhere."""
        return tuple(
            each
            for each in self.values
            if each.field.kind is str and not (each.field.choices or each.field.ref or each.field.verbatim)
        )

    @cached_property
    def revisions(self) -> tuple[Revision, ...]:
        """Oldest first: v1.9 before v1.10."""
        return tuple(sorted(self._revisions, key=lambda revision: version_key(revision.version)))

    @property
    def version(self) -> str:
        """The latest recorded version, or "未发布" where there is no record yet."""
        return self.revisions[-1].version if self.revisions else "未发布"

    @cached_property
    def edition(self) -> Edition:
        """What its papers call themselves: unless told otherwise the latest version."""
        return Edition(label=self.version, version=self.version)

    @cached_property
    def terms(self) -> Called:
        """What its owner calls itself and those whom it serves."""
        return called_by(self.identity.terms)

    @cached_property
    def played(self) -> tuple[Scenario, ...]:
        """The scenarios of the drill, in the drill's order; ids that resolve to none are left out."""
        return tuple(self._by_id[key] for key in self.drill.scenarios if key in self._by_id)

    @cached_property
    def _by_id(self) -> Mapping[str, Scenario]:
        return {scenario.id: scenario for scenario in self.scenarios}

    @cached_property
    def cases(self) -> Mapping[str, AnyCase]:
        """What notices are written for, by id: played scenarios, then real incidents, each with what it inherits."""
        return whole_cases((*self.played, *self.incidents))

    def scenario_of(self, case: AnyCase) -> Scenario | None:
        """The scenario itself, or the one that a real incident follows."""
        return case if isinstance(case, Scenario) else self._by_id.get(case.scenario or "")

    def kinds_of(self, case: AnyCase) -> tuple[NoticeKind, ...]:
        """The kinds of notice that a case needs; ids of unknown kinds are left out."""
        scenario = self.scenario_of(case)
        keys = case.notices or (scenario.notices if scenario else ())
        return tuple(self.notices[key] for key in keys if key in self.notices)

    @cached_property
    def chosen_sets(self) -> tuple[LegalSet, ...]:
        """The sets of legal data that it goes by; SectionMissing where one is not there."""
        if "plan" in self.missing and not self.legal_sets:
            return ()
        found = chosen_sets(self.identity.legal_sets, self.legal_sets)
        if found is None:
            raise SectionMissing("legal_sets")
        return found

    @cached_property
    def elements(self) -> Elements:
        """What the law asks of notices: the chosen sets, with what the plan adds or writes instead."""
        return all_elements(self.own_elements, self.chosen_sets)

    @cached_property
    def deadlines(self) -> Deadlines:
        """By when the law wants something done: the chosen sets, with what the plan adds or writes instead."""
        return all_deadlines(self.own_deadlines, self.chosen_sets)

    @cached_property
    def departments(self) -> Mapping[str, Department]:
        return {department.id: department for department in self.organisation.departments}

    @cached_property
    def posts(self) -> Mapping[str, Post]:
        return {post.id: post for post in self.organisation.posts}

    @cached_property
    def steps(self) -> Mapping[str, Step]:
        """The steps of all phases, played or not, by id."""
        return {step.id: step for phase in self.timeline.phases for step in phase.steps}

    @cached_property
    def windows(self) -> Mapping[str, Window]:
        """When each step may start and must be done, by its id."""
        return schedule(self.timeline, lambda: self.injects)

    @cached_property
    def phases(self) -> Mapping[str, Phase]:
        return {phase.id: phase for phase in self.timeline.phases}

    @cached_property
    def objectives(self) -> Mapping[str, Objective]:
        return {objective.id: objective for objective in self.script.objectives}

    @cached_property
    def staff(self) -> Mapping[str, DrillStaff]:
        """Who runs, observes and simulates, by id."""
        return {each.id: each for each in self.script.staff}

    @cached_property
    def roles(self) -> Mapping[str, SimulatedRole]:
        return {role.id: role for role in self.script.roles}

    def events(self, scenario: str) -> tuple[Inject, ...]:
        """The injects of a scenario in the order of its list."""
        return self._events.get(scenario, ())

    @cached_property
    def _events(self) -> Mapping[str, tuple[Inject, ...]]:
        return {each.scenario: each.injects for each in self.injects}

    @cached_property
    def items(self) -> Mapping[str, Item]:
        return {item.id: item for item in self.resources.items}

    @cached_property
    def severities(self) -> Mapping[str, SeverityRecord]:
        return {severity.id: severity for severity in self.command.severities}

    @cached_property
    def notices(self) -> Mapping[str, NoticeKind]:
        return {notice.id: notice for notice in self.communication.notices}

    @cached_property
    def parties(self) -> Mapping[str, str]:
        """Who can own, send or receive something: id to Chinese title."""
        organisation = self.organisation
        named: tuple[tuple[Id, str], ...] = (
            (organisation.team.id, organisation.team.title),
            *((each.id, each.title) for each in organisation.departments),
            *((each.id, each.title) for each in organisation.posts),
            *((each.id, each.title) for each in organisation.response_teams),
            *((each.id, each.title) for each in organisation.outside),
        )
        return {ALL_DEPARTMENTS: "各部门", **dict(named)}

    def party(self, key: str) -> str:
        """The Chinese title of a party; the key itself where it resolves to none (the check says so)."""
        return self.title("decider", key)

    def title(self, kind: str, key: str) -> str:
        """The Chinese title of what a reference of this kind leads to; the key itself where it leads nowhere."""
        titles = self._titles.get(kind)
        if titles is None:
            titles = self._titles[kind] = TITLES[kind](self) if kind in TITLES else self.parties
        return titles.get(key, key)

    @cached_property
    def _titles(self) -> dict[str, Mapping[str, str]]:
        """The titles by kind and id, a kind once it was asked for: others may be of a section that is missing."""
        return {}

    def person(self, key: str) -> str:
        """The Chinese title of a party or of a member of the drill staff."""
        return self.staff[key].title if key in self.staff else self.party(key)

    @property
    def date(self) -> datetime.date | None:
        """The first day of the drill, None while it is to be filled in."""
        return self.drill.date if isinstance(self.drill.date, datetime.date) else None


def once(function: Callable[[Plan], T]) -> Callable[[Plan], T]:
    """Work a function of the plan alone out once for each plan, and keep what it returns with the plan."""

    @wraps(function)
    def kept(plan: Plan) -> T:
        if function not in plan.kept:
            plan.kept[function] = function(plan)
        found: T = plan.kept[function]
        return found

    return kept


def version_key(version: str) -> tuple[tuple[int, str], ...]:
    """Sorts v1.9 before v1.10."""
    parts = version.lower().removeprefix("v").split(".")
    return tuple((int(part), "") if part.isdigit() else (-1, part) for part in parts)
