"""`plangen notices new`: the file of a real incident, made from a scenario or blank; never over one that is there.

From a scenario it takes the kinds of notices and names its measures; of the facts invented for the drill, none.
"""

import datetime
import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import nullcontext
from pathlib import Path

from msgspec import Struct

from plangen.diagnostics import Finding, Place, Rule, Words, words
from plangen.editing.spelling import scalar
from plangen.model.case import AnyCase, Case
from plangen.model.incident import Incident
from plangen.model.plan import Plan, SectionMissing
from plangen.model.scenario import Scenario
from plangen.model.spec import Origin, fields
from plangen.model.values import ID_PATTERN, Id, Moment, is_todo, parse_date
from plangen.model.walk import values
from plangen.near import did_you_mean, nearest
from plangen.pipeline.check import Outcome, Study, study
from plangen.pipeline.notices.chosen import one_line
from plangen.pipeline.notices.errors_first import INCIDENTS, errors_in, unreadable
from plangen.pipeline.notices.incidents.fact_lines import SCHEMA, FactLines, comment, key_lines
from plangen.pipeline.notices.incidents.incident_rules import BAD_ID, BAD_VALUE, LACKING, NO_KIND, NO_SCENARIO, TAKEN
from plangen.pipeline.notices.incidents.wanted_facts import wanted_facts
from plangen.pipeline.notices.run import Run
from plangen.reading.source import read
from plangen.workspace.atomic import write_atomically
from plangen.workspace.output import locked
from plangen.workspace.project import OUTPUT
from plangen.workspace.replacing import is_free

_BLANK = "incident"  # what an id begins with where neither title nor scenario has letters for it
_DAY, _TIME = words("日期", "a date"), words("时间", "a time")
_FREE_IMPACT = "影响重大时"


class WantedIncident(Struct, frozen=True, kw_only=True):
    """What is to be made, as it was typed; what is empty was not given."""

    id: str = ""
    title: str = ""
    scenario: str = ""
    blank: bool = False
    date: str = ""
    time: str = ""
    place: str = ""
    great_impact: bool | None = None  # None: not said, and so it is not
    kinds: tuple[str, ...] = ()


class MadeIncident(Struct, frozen=True, kw_only=True):
    """The file that was made, or would be; with findings nothing was."""

    outcome: Outcome
    case: Case | None = None
    file: str = ""  # relative to the project
    text: str = ""
    waiting: int = 0  # facts still to be found out
    written: bool = False


class Offer(Struct, frozen=True, kw_only=True):
    """What can be chosen from: scenarios with the titles of their kinds, and all kinds, by id."""

    scenarios: Mapping[Id, tuple[str, tuple[str, ...]]]
    kinds: Mapping[Id, str]


def offered(root: Path) -> Offer:
    """The scenarios and kinds of the plan at `root`; none where they could not be read."""
    plan = study(root).plan
    try:
        kinds = {each.id: each.title for each in plan.notices.values()}
        found = {each.id: (each.title, tuple(kinds.get(key, key) for key in each.notices)) for each in plan.scenarios}
    except SectionMissing:
        return Offer(scenarios={}, kinds={})
    return Offer(scenarios=found, kinds=kinds)


def make_incident(root: Path, wanted: WantedIncident, *, dry_run: bool = False) -> MadeIncident:
    """Make the file of an incident in the project at `root`, or say everything that is against it.

    Raises:
        EnvironmentProblem: Busy, Unwritable, DiskFull, InTheWay, LeadsOut.
    """
    with nullcontext() if dry_run else locked(root / OUTPUT, root=root):
        project = study(root)
        try:
            made = _made(project, wanted)
        except SectionMissing:
            return MadeIncident(outcome=unreadable(project))
        if made.outcome.findings or dry_run:
            return made
        write_atomically(root / made.file, made.text.encode(), within=root)
        return MadeIncident(
            outcome=made.outcome, case=made.case, file=made.file, text=made.text, waiting=made.waiting, written=True
        )


def _made(project: Study, wanted: WantedIncident) -> MadeIncident:
    settled = _Settled(project, wanted)
    case, findings = settled.case, tuple(settled.findings)
    if case is None or findings:
        return MadeIncident(outcome=Outcome(findings=findings, stopped=True))
    file = f"{INCIDENTS}/{case.id}.yaml"
    text = "".join(f"{line}\n" for line in _lines(project, case, settled.given))
    reading = read({file: text.encode()})
    unsound = [each for each in errors_in(reading.findings) if each.at.file == file]
    if unsound:
        return MadeIncident(outcome=Outcome(findings=tuple(unsound), stopped=True))
    (own,) = reading.plan.incidents
    waiting = sum(is_todo(each.value) for each in values(own))
    return MadeIncident(outcome=Outcome(findings=()), case=case, file=file, text=text, waiting=waiting)


class _Settled:
    """What was typed, looked up in the plan; everything that is wrong with it."""

    def __init__(self, project: Study, wanted: WantedIncident) -> None:
        self._project, self._plan, self._wanted = project, project.plan, wanted
        self.findings: list[Finding] = []
        self.title = one_line(wanted.title) or self._lacks(words("事件名称", "a title"), "--title")
        self._scenario = self._chosen_scenario()
        kinds = self._kinds()
        self.given = {path: text for path, text in self._given() if text}
        self._date = self.given.get("incident.date", "")
        id_ = self._id()
        self.case = self._case(id_, kinds) if not self.findings else None

    def _refuse(self, rule: Rule, option: str, **told: object) -> None:
        self.findings.append(Finding(rule=rule, at=Place(file=option), values=told))

    def _lacks(self, what: Words, option: str) -> str:
        self._refuse(LACKING, option.partition(" ")[0], what=what, needs=option)
        return ""

    def _chosen_scenario(self) -> Scenario | None:
        name = self._wanted.scenario.strip()
        if not name:
            if not self._wanted.blank:
                self._lacks(words("参照哪个场景", "a scenario"), "--scenario 场景，或者 --blank")
            return None
        every = self._plan.scenarios
        found = next((each for each in every if name in {each.id, each.title, each.short}), None)
        if found is None:
            names = [known for each in every for known in (each.id, each.title, each.brief)]
            known = [f"{each.id}（{each.title}）" for each in every]
            self._refuse(NO_SCENARIO, "--scenario", name=name, near=_near(name, names), known=known)
        return found

    def _kinds(self) -> tuple[Id, ...]:
        """The kinds that were named, else those of the scenario."""
        named = tuple(dict.fromkeys(filter(None, map(self._kind, self._wanted.kinds))))
        own = self._scenario.notices if self._scenario else ()
        chosen = named or tuple(each for each in own if each in self._plan.notices)
        if not (chosen or self._wanted.kinds) and (self._scenario or self._wanted.blank):
            self._lacks(words("要发布哪些通知", "the kinds of notices"), "--kind 通知")
        return chosen

    def _kind(self, name: str) -> Id | None:
        kinds = self._plan.notices.values()
        found = next((each for each in kinds if name.strip() in {each.id, each.title}), None)
        if found is None:
            names = [known for each in kinds for known in (each.id, each.title)]
            known = [f"{each.id}（{each.title}）" for each in kinds]
            self._refuse(NO_KIND, "--kind", name=name, near=_near(name, names), known=known)
        return found.id if found is not None else None

    def _given(self) -> Iterator[tuple[str, str]]:
        """The facts that were typed, by path, as the file writes them."""
        date, time = self._wanted.date.strip(), self._wanted.time.strip()
        try:
            yield "incident.date", parse_date(date).isoformat() if date else ""
        except ValueError:
            self._refuse(BAD_VALUE, "--date", text=date, what=_DAY, example="2026-03-01")
        try:
            yield "incident.time", str(Moment.parse(time)) if time else ""
        except ValueError:
            self._refuse(BAD_VALUE, "--time", text=time, what=_TIME, example="9:10")
        yield "incident.place", one_line(self._wanted.place)

    def _id(self) -> Id:
        """The id that was typed, else one of the letters of the title, or of the scenario, and of the day."""
        typed = self._wanted.id.strip()
        self._prove_title()
        if not typed:
            return Id(self._free(self._proposed()))
        if not re.fullmatch(ID_PATTERN, typed):
            self._refuse(BAD_ID, "CASE-ID", id=typed, free=self._free(self._proposed()))
        elif where := self._taken().get(typed):
            self._refuse(TAKEN, "CASE-ID", id=typed, where=where, free=self._free(typed))
        return Id(typed)

    def _prove_title(self) -> None:
        """Commands take incidents by their titles: two of one title are mostly one that was begun twice."""
        for each in () if "incidents" in self._plan.missing else self._plan.incidents:
            if each.title == self.title:
                free = f"{self.title}（二）"
                self._refuse(TAKEN, "--title", id=self.title, where=each.where("title").file, free=free)

    def _proposed(self) -> str:
        letters = "-".join(re.findall(r"[a-z0-9]+", self.title.lower()))
        letters = letters if re.match(r"[a-z]", letters) else ""
        begin = letters or (self._scenario.id if self._scenario else _BLANK)
        return "-".join(filter(None, (begin, self._date.replace("-", ""))))

    def _free(self, begin: str) -> str:
        taken = self._taken()
        names = itertools.chain([begin], (f"{begin}-{number}" for number in itertools.count(2)))
        return next(name for name in names if name not in taken)

    def _taken(self) -> Mapping[str, str]:
        """The ids that are there, each with its file; also those of incidents that cannot be read."""
        plan, root = self._plan, self._project.root
        cases: list[AnyCase] = [*plan.scenarios, *(() if "incidents" in plan.missing else plan.incidents)]
        files = [*(root / INCIDENTS).glob("*")] if (root / INCIDENTS).is_dir() else []
        found = {path.stem: f"{INCIDENTS}/{path.name}" for path in files if not is_free(path)}
        return found | {each.id: each.where("id").file for each in cases}

    def _case(self, id_: Id, kinds: tuple[Id, ...]) -> Case:
        date = parse_date(self._date) if self._date else None
        return Case(
            at=Origin(),
            id=id_,
            title=self.title,
            scenario=self._scenario.id if self._scenario else None,
            great_impact=bool(self._wanted.great_impact),
            notices=kinds,
            incident=Incident(at=Origin(), date=date if isinstance(date, datetime.date) else None),
        )


def _near(name: str, known: Sequence[str]) -> Words:
    hint = did_you_mean(nearest(name, known))
    return words(f"{hint.zh}", f"{hint.en} ") if hint else words("", "")


def _lines(project: Study, case: Case, given: Mapping[str, str]) -> Iterator[str]:
    """The whole file."""
    plan, keys = project.plan, {name: field.title for name, field in fields(Case).items()}
    yield SCHEMA
    yield comment(f"{case.title}：只写真实、已经核实的事实，不得照抄演练的事实。")
    yield comment(
        "写着 !todo 的还没有核实：问清后把“!todo”和它后面的文字一起换成答案；“可选”的有就写，没有它也能发布。"
    )
    yield f"{keys['id']}: {case.id}"
    yield f"{keys['title']}: {scalar(case.title)}"
    yield from _followed(plan, plan.scenario_of(case), keys)
    yield f"{keys['great_impact']}: {'是' if case.great_impact else '否'}  {comment(_impact(plan))}"
    yield from key_lines(keys["notices"], [(kind.id, kind.title) for kind in plan.kinds_of(case)])
    yield f"{keys['incident']}:"
    yield from FactLines(plan, wanted_facts(Run(project), case), given).lines()


def _followed(plan: Plan, scenario: Scenario | None, keys: Mapping[str, str]) -> Iterator[str]:
    """The scenario, and by their titles the measures that it orders."""
    if scenario is None:
        yield comment("没有参照场景；写明牵头部门的编号以后，没有指定答复方的问题就问它。")
        yield comment(f"{keys['owner']}:")
        return
    yield f"{keys['scenario']}: {scenario.id}  {comment(scenario.title)}"
    if scenario.measures:
        yield comment("这个场景的应急措施，供处置时对照；已经采取的，按实际情况写进下面的事实：")
    for number, each in enumerate(scenario.measures, start=1):
        by = f"（{plan.party(each.owner)}）" if each.owner else ""
        yield f"#   {number}. {one_line(each.title)}{by}"


def _impact(plan: Plan) -> str:
    """What a great impact means for the way of a notice."""
    more = [each.title for each in plan.communication.stages if each.when == _FREE_IMPACT]
    return f"影响重大的写“是”，发布前还要办理：{'、'.join(more)}" if more else "影响重大的写“是”"
