"""The whole plan: its sections, and the lookups that everything above needs."""

import datetime
from collections.abc import Callable, Collection, Mapping
from functools import cached_property
from typing import TypeVar

from msgspec import Struct

from plangen.model.approval import Approvals
from plangen.model.audience import DOCUMENTS, Audiences
from plangen.model.case import AnyCase, Case
from plangen.model.command import Command
from plangen.model.command import Severity as SeverityRecord
from plangen.model.communication import Communication, NoticeKind
from plangen.model.drill import Drill, Identity
from plangen.model.evaluation import Evaluation, Improvement
from plangen.model.finding import DrillFindings
from plangen.model.injects import Inject, Injects
from plangen.model.issued import Issued
from plangen.model.legal import Deadlines, Elements
from plangen.model.organisation import Department, Organisation, Post
from plangen.model.records import Calendar, Exceptions, Forms, Revision
from plangen.model.reporting import Reporting
from plangen.model.resources import Item, Resources
from plangen.model.scenario import Scenario
from plangen.model.schedule import Window, schedule
from plangen.model.script import DrillStaff, Objective, Script, SimulatedRole
from plangen.model.spec import Record
from plangen.model.timeline import ALL_DEPARTMENTS, Phase, Step, Timeline
from plangen.model.values import Id
from plangen.model.walk import Value, values

R = TypeVar("R", bound=Record)


class Section(Struct, frozen=True):
    """A subject of the source: its file (or, with `many`, its folder, a file per record) and its shape."""

    name: str
    file: str  # relative to source/; "scenarios/*.yaml" where there are many, "drills/*/findings.yaml" of folders
    record: type[Record]
    many: bool = False
    required: bool = True


SECTIONS = (
    Section("plan", "plan.yaml", Identity),
    Section("organisation", "organisation.yaml", Organisation),
    Section("drill", "drill.yaml", Drill),
    Section("scenarios", "scenarios/*.yaml", Scenario, many=True),
    Section("timeline", "timeline.yaml", Timeline),
    Section("reporting", "reporting.yaml", Reporting),
    Section("command", "command.yaml", Command),
    Section("resources", "resources.yaml", Resources),
    Section("communication", "communication.yaml", Communication),
    Section("evaluation", "evaluation.yaml", Evaluation),
    Section("improvement", "improvement.yaml", Improvement),
    Section("forms", "forms.yaml", Forms),
    Section("script", "script.yaml", Script, required=False),
    Section("injects", "injects/*.yaml", Injects, many=True, required=False),
    Section("audiences", "audiences.yaml", Audiences, required=False),
    Section("revisions", "revisions/*.yaml", Revision, many=True, required=False),
    Section("calendars", "calendars/*.yaml", Calendar, many=True, required=False),
    Section("elements", "legal/elements.yaml", Elements, required=False),
    Section("deadlines", "legal/deadlines.yaml", Deadlines, required=False),
    Section("exceptions", "exceptions.yaml", Exceptions, required=False),
    Section("incidents", "incidents/*.yaml", Case, many=True, required=False),
    Section("approvals", "approvals/*.yaml", Approvals, many=True, required=False),
    Section("issued", "issued/*.yaml", Issued, many=True, required=False),
    Section("findings", "drills/*/findings.yaml", DrillFindings, many=True, required=False),
)


class SectionMissing(Exception):  # it is no error of anybody: a rule that meets it is skipped
    """A section could not be read; what needs it cannot run."""

    def __init__(self, section: str) -> None:
        super().__init__(section)
        self.section = section


class Plan:
    """Every section of the plan. Asking for one that could not be read raises SectionMissing.

    Args:
        single: sections of one file, by name; those that could not be read are absent.
        many: sections of a file per record, in the order of their file names.
    """

    def __init__(self, single: Mapping[str, Record], many: Mapping[str, tuple[Record, ...]]) -> None:
        self._single = single
        self._many = many
        self.touched: set[str] = set()  # the sections that were asked for: what a document was made from

    def _one(self, name: str, kind: type[R]) -> R:
        self.touched.add(name)
        record = self._single.get(name)
        if not isinstance(record, kind):
            raise SectionMissing(name)
        return record

    def _all(self, name: str, kind: type[R]) -> tuple[R, ...]:
        self.touched.add(name)
        if name not in self._many:
            raise SectionMissing(name)
        return tuple(record for record in self._many[name] if isinstance(record, kind))

    def afresh(self) -> "Plan":
        """The same plan with nothing touched yet."""
        return Plan(self._single, self._many)

    def records(self) -> tuple[tuple[str, Record], ...]:
        """Every record that could be read, with its section's name, in the order of SECTIONS."""
        found: list[tuple[str, Record]] = []
        for section in SECTIONS:
            if section.name in self._single:
                found.append((section.name, self._single[section.name]))
            found += [(section.name, record) for record in self._many.get(section.name, ())]
        return tuple(found)

    def without(self, names: Collection[str]) -> "Plan":
        """The plan as if these sections could not be read."""
        return Plan(
            {name: record for name, record in self._single.items() if name not in names},
            {name: records for name, records in self._many.items() if name not in names},
        )

    def with_records(self, name: str, records: tuple[Record, ...]) -> "Plan":
        """The plan with these records in a section of a file per record."""
        return Plan(self._single, {**self._many, name: records})

    @property
    def missing(self) -> tuple[str, ...]:
        """The sections that could not be read, by name."""
        return tuple(each.name for each in SECTIONS if each.name not in self._single and each.name not in self._many)

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

    @property
    def identity(self) -> Identity:
        return self._one("plan", Identity)

    @property
    def organisation(self) -> Organisation:
        return self._one("organisation", Organisation)

    @property
    def drill(self) -> Drill:
        return self._one("drill", Drill)

    @property
    def scenarios(self) -> tuple[Scenario, ...]:
        """All scenarios of the source, by file name; `played` are those of the drill."""
        return self._all("scenarios", Scenario)

    @property
    def timeline(self) -> Timeline:
        return self._one("timeline", Timeline)

    @property
    def reporting(self) -> Reporting:
        return self._one("reporting", Reporting)

    @property
    def command(self) -> Command:
        return self._one("command", Command)

    @property
    def resources(self) -> Resources:
        return self._one("resources", Resources)

    @property
    def communication(self) -> Communication:
        return self._one("communication", Communication)

    @property
    def evaluation(self) -> Evaluation:
        return self._one("evaluation", Evaluation)

    @property
    def improvement(self) -> Improvement:
        return self._one("improvement", Improvement)

    @property
    def forms(self) -> Forms:
        return self._one("forms", Forms)

    @property
    def elements(self) -> Elements:
        return self._one("elements", Elements)

    @property
    def deadlines(self) -> Deadlines:
        return self._one("deadlines", Deadlines)

    @property
    def script(self) -> Script:
        return self._one("script", Script)

    @property
    def injects(self) -> tuple[Injects, ...]:
        """The events lists, one a scenario, by file name; `events` gives those of a scenario."""
        return self._all("injects", Injects)

    @property
    def audiences(self) -> Audiences:
        return self._one("audiences", Audiences)

    @property
    def exceptions(self) -> Exceptions:
        return self._one("exceptions", Exceptions)

    @property
    def incidents(self) -> tuple[Case, ...]:
        """The real incidents, by file name."""
        return self._all("incidents", Case)

    @property
    def approvals(self) -> tuple[Approvals, ...]:
        return self._all("approvals", Approvals)

    @property
    def issued(self) -> tuple[Issued, ...]:
        """What was issued, by file name: of each notice the earliest first."""
        return self._all("issued", Issued)

    @property
    def findings(self) -> tuple[DrillFindings, ...]:
        """What the drills brought to light, by date."""
        return self._all("findings", DrillFindings)

    @property
    def calendars(self) -> tuple[Calendar, ...]:
        return self._all("calendars", Calendar)

    @cached_property
    def revisions(self) -> tuple[Revision, ...]:
        """Oldest first: v1.9 before v1.10."""
        return tuple(sorted(self._all("revisions", Revision), key=lambda revision: version_key(revision.version)))

    @property
    def version(self) -> str:
        """The latest recorded version, or "未发布" where there is no record yet."""
        return self.revisions[-1].version if self.revisions else "未发布"

    @cached_property
    def played(self) -> tuple[Scenario, ...]:
        """The scenarios of the drill, in the drill's order; ids that resolve to none are left out."""
        by_id = {scenario.id: scenario for scenario in self.scenarios}
        return tuple(by_id[key] for key in self.drill.scenarios if key in by_id)

    @cached_property
    def cases(self) -> Mapping[str, AnyCase]:
        """What notices are written for, by id: the played scenarios, then the real incidents."""
        found: dict[str, AnyCase] = {scenario.id: scenario for scenario in self.played}
        for case in self.incidents:
            found.setdefault(case.id, case)
        return found

    def scenario_of(self, case: AnyCase) -> Scenario | None:
        """The scenario itself, or the one that a real incident follows."""
        if isinstance(case, Scenario):
            return case
        return next((scenario for scenario in self.scenarios if scenario.id == case.scenario), None)

    def kinds_of(self, case: AnyCase) -> tuple[NoticeKind, ...]:
        """The kinds of notice that a case needs; ids of unknown kinds are left out."""
        scenario = self.scenario_of(case)
        keys = case.notices or (scenario.notices if scenario else ())
        return tuple(self.notices[key] for key in keys if key in self.notices)

    @cached_property
    def departments(self) -> Mapping[str, Department]:
        return {department.id: department for department in self.organisation.departments}

    @cached_property
    def posts(self) -> Mapping[str, Post]:
        return {post.id: post for post in self.organisation.posts}

    @cached_property
    def steps(self) -> Mapping[str, Step]:
        return {step.id: step for phase in self.timeline.phases for step in phase.steps}

    @cached_property
    def windows(self) -> Mapping[str, Window]:
        """When each step may start and must be done, by its id."""
        return schedule(self.timeline)

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
        return tuple(inject for each in self.injects if each.scenario == scenario for inject in each.injects)

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
        return self.parties.get(key, key)

    def title(self, kind: str, key: str) -> str:
        """The Chinese title of what a reference of this kind leads to; the key itself where it leads nowhere."""
        known: Mapping[str, Callable[[], Mapping[str, str]]] = {
            "scenario": lambda: {each.id: each.title for each in self.scenarios},
            "severity": lambda: {key: each.title for key, each in self.severities.items()},
            "notice": lambda: {key: each.title for key, each in self.notices.items()},
            "step": lambda: {key: each.title for key, each in self.steps.items()},
            "item": lambda: {key: each.title for key, each in self.items.items()},
            "phase": lambda: {key: each.title for key, each in self.phases.items()},
            "criterion": lambda: {each.id: each.title for each in self.evaluation.criteria},
            "objective": lambda: {key: each.title for key, each in self.objectives.items()},
            "staff": lambda: {key: each.title for key, each in self.staff.items()},
            "role": lambda: {key: each.title for key, each in self.roles.items()},
            "person": lambda: {**self.parties, **{key: each.title for key, each in self.staff.items()}},
            "document": lambda: DOCUMENTS,
        }
        return known[kind]().get(key, key) if kind in known else self.party(key)

    def person(self, key: str) -> str:
        """The Chinese title of a party or of a member of the drill staff."""
        staff = self.staff.get(key)
        return staff.title if staff else self.party(key)

    @property
    def date(self) -> datetime.date | None:
        """The first day of the drill, None while it is to be filled in."""
        return self.drill.date if isinstance(self.drill.date, datetime.date) else None

    @property
    def dated(self) -> datetime.date:
        """The date that generated files carry: of the latest revision, else of the drill, else a fixed one."""
        dates = [revision.date for revision in reversed(self.revisions)] + [self.drill.date]
        return next((date for date in dates if isinstance(date, datetime.date)), datetime.date(2000, 1, 1))


def version_key(version: str) -> tuple[tuple[int, str], ...]:
    """Sorts v1.9 before v1.10."""
    parts = version.lower().removeprefix("v").split(".")
    return tuple((int(part), "") if part.isdigit() else (-1, part) for part in parts)
