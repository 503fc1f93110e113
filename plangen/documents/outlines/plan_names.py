"""The whole plan under the names that its owner uses: 应急小组.组长.责任人, 部门, 演练地点.主会场.

Chinese names are the titles of the model's records and fields. A field of a section is reached by its title alone; a
reference leads on to what it refers to and is printed as its title. Nothing is worked out before somebody asks for it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from typing import Any

from msgspec.structs import replace

from plangen.blocks.template import Gap, Listing, Names, Value
from plangen.documents.outlines.computed import computed
from plangen.documents.outlines.computing import Computed
from plangen.language.sentences import clause, listed
from plangen.model.command import Severity
from plangen.model.communication import NoticeKind, Stage
from plangen.model.drill import DrillSession, Site
from plangen.model.evaluation import Criterion
from plangen.model.organisation import Department, Outside, Post, ResponseTeam, Team
from plangen.model.plan import Plan
from plangen.model.reporting import ReportKind
from plangen.model.resources import Item
from plangen.model.scenario import Scenario
from plangen.model.script import DrillStaff, Objective, SimulatedRole
from plangen.model.spec import Field, Record, fields, title_of
from plangen.model.subjects import SECTIONS
from plangen.model.timeline import Phase, Step
from plangen.model.values import is_todo, shown

_PARTIES = (Department, Post, ResponseTeam, Outside, Team)
_LED_TO: Mapping[str, tuple[type[Record], ...]] = {
    "party": _PARTIES,
    "decider": _PARTIES,
    "person": (*_PARTIES, DrillStaff),
    "department": (Department,),
    "post": (Post,),
    "scenario": (Scenario,),
    "severity": (Severity,),
    "notice": (NoticeKind,),
    "item": (Item,),
    "stage": (Stage,),
    "step": (Step,),
    "phase": (Phase,),
    "criterion": (Criterion,),
    "objective": (Objective,),
    "staff": (DrillStaff,),
    "role": (SimulatedRole,),
    "report": (ReportKind,),
    "place": (Site,),
    "session": (DrillSession,),
}
"""What references of each kind may lead to."""


_SEVERAL = 2


class Later(Mapping[str, Any]):
    """Values that are worked out when they are asked for, once."""

    def __init__(self, makers: Mapping[str, Callable[[], Any]]) -> None:
        self._makers = makers
        self._made: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        """The value of this name."""
        if name not in self._made:
            self._made[name] = self._makers[name]()
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        """The names in order."""
        return iter(self._makers)

    def __len__(self) -> int:
        """How many names there are."""
        return len(self._makers)


class NamesOfPlan:
    """Makes the names of one plan."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._found: dict[int, Names] = {}  # by record

    def all(self) -> Names:
        """Every fact of the plan, by the title of its field and below the title of its section."""
        makers: dict[str, Callable[[], Any]] = {}
        chinese: dict[str, str] = {}
        for section in SECTIONS:
            if section.many or section.name not in self._plan.single:
                continue
            record = self._plan.single[section.name]
            makers[section.name] = partial(self.of, record)
            chinese.setdefault(title_of(section.record), section.name)
            for field in fields(section.record).values():
                key = f"{section.name} {field.name}"  # no template can write a name with a space
                makers[key] = partial(self._value, type(record), field, getattr(record, field.name))
                chinese.setdefault(field.title, key)
        for each in computed(Plan):
            makers[each.english] = partial(each.make, self._plan, self._plan, self)
            chinese[each.chinese] = each.english
        return Names(title="", values=Later(makers), chinese=chinese)

    def of(self, record: Record) -> Names:
        """A record by its names; the same one each time."""
        found = self._found.get(id(record))
        if found is None:
            found = self._found[id(record)] = self._of(type(record), record)
        return found

    def many(self, kind: type[Record], records: Sequence[Record]) -> Listing:
        """Records by their names."""
        return Listing(items=tuple(map(self.of, records)), sample=missing(kind))

    def _of(self, kind: type[Record], record: Record) -> Names:
        makers: dict[str, Callable[[], Any]] = {
            name: partial(self._value, kind, field, getattr(record, field.name)) for name, field in fields(kind).items()
        }
        for each in computed(kind):
            makers[each.english] = partial(each.make, self._plan, record, self)
        return Names(
            title=title_of(kind), values=Later(makers), chinese=_chinese(kind), text=_title(record), record=record
        )

    def _value(self, kind: type[Record], field: Field, value: Any) -> Value:
        subject = field.title if field.title.startswith(title_of(kind)) else title_of(kind) + field.title
        if isinstance(field.kind, type) and issubclass(field.kind, Record):
            if field.many:
                return self.many(field.kind, value or ())
            return missing(field.kind) if value is None else self.of(value)
        return self._listing(field, value, subject) if field.many else self._text(field, value, subject)

    def _listing(self, field: Field, value: Any, subject: str) -> Value:
        """The items of a list; of one that mostly has a single item a text that names them all."""
        items = tuple(self._text(field, each, subject) for each in value or ())
        if field.alone:
            return listed(map(str, items)) or Gap(subject)
        return Listing(items=items, sample=_sample(field, subject))

    def _text(self, field: Field, value: Any, subject: str) -> Value:
        if isinstance(value, bool):
            return "是" if value else ""
        if field.ref:
            return self._led_to(field.ref, value, subject)
        return clause(shown(value)) if value is not None and clause(shown(value)) else Gap(subject)

    def _led_to(self, kind: str, key: Any, subject: str) -> Value:
        """What a reference leads to; of a party the names of every kind of party, those it has not as missing."""
        if not key:
            return _sample_of(kind, subject)
        record = None if is_todo(key) else record_of(self._plan, kind, str(key))
        title = str(key) if is_todo(key) else self._plan.title(kind, str(key))
        if record is None:
            return title
        own = self.of(record)
        if len(_LED_TO.get(kind, ())) < _SEVERAL:
            return replace(own, text=own.text or title, is_elsewhere=True)
        others = [missing(each) for each in _LED_TO[kind] if each is not type(record)]
        values, chinese = _united((*others, own))
        return Names(title=own.title, values=values, chinese=chinese, text=title, record=record, is_elsewhere=True)


def _by_id(records: Iterable[Any]) -> Mapping[str, Any]:
    return {each.id: each for each in records}


def record_of(plan: Plan, kind: str, key: str) -> Record | None:
    """The record that a reference of this kind leads to; None where it leads to none."""
    organisation = plan.organisation
    homes: Mapping[str, Callable[[], Any]] = {
        "department": lambda: plan.departments,
        "branch": lambda: organisation.branches,
        "post": lambda: plan.posts,
        "scenario": lambda: _by_id(plan.scenarios),
        "severity": lambda: plan.severities,
        "notice": lambda: plan.notices,
        "item": lambda: plan.items,
        "stage": lambda: _by_id(plan.communication.stages),
        "step": lambda: plan.steps,
        "start": lambda: plan.steps,
        "phase": lambda: plan.phases,
        "criterion": lambda: _by_id(plan.evaluation.criteria),
        "objective": lambda: plan.objectives,
        "staff": lambda: plan.staff,
        "role": lambda: plan.roles,
        "session": lambda: _by_id(plan.drill.sessions),
        "place": lambda: _by_id(plan.drill.venues),
        "report": lambda: _by_id(plan.reporting.kinds),
    }
    if kind in homes:
        found: Record | None = homes[kind]().get(key)
        return found
    everybody: list[Record] = [
        organisation.team,
        *(*organisation.departments, *organisation.posts, *organisation.response_teams, *organisation.outside),
        *(plan.script.staff if kind == "person" else ()),
    ]
    return next((each for each in everybody if getattr(each, "id", None) == key), None)


@cache
def missing(kind: type[Record]) -> Names:
    """Every fact of a kind as missing, the same whatever the plan."""
    makers: dict[str, Callable[[], Any]] = {
        name: partial(_nothing, kind, field) for name, field in fields(kind).items()
    }
    for each in computed(kind):
        makers[each.english] = partial(_not_computed, each)
    title = title_of(kind)
    if "title" not in fields(kind):
        return Names(title=title, values=Later(makers), chinese=_chinese(kind))
    return _Missing(title=title, values=Later(makers), chinese=_chinese(kind), text=str(Gap(title)))


def _not_computed(each: Computed) -> Value:
    if each.lists is None:
        return Gap(each.chinese)
    return Listing(items=(), sample=missing(each.lists) if issubclass(each.lists, Record) else Gap(each.chinese))


def _nothing(kind: type[Record], field: Field) -> Value:
    subject = field.title if field.title.startswith(title_of(kind)) else title_of(kind) + field.title
    if isinstance(field.kind, type) and issubclass(field.kind, Record):
        sample = missing(field.kind)
        return Listing(items=(), sample=sample) if field.many else sample
    is_list = field.many and not field.alone
    return Listing(items=(), sample=_sample(field, subject)) if is_list else _sample(field, subject)


def _sample(field: Field, subject: str) -> Value:
    return _sample_of(field.ref, subject) if field.ref else Gap(subject)


@cache
def _sample_of(kind: str, subject: str) -> Value:
    """A reference that is missing: its names are there, and what is printed of it says what is to be filled in."""
    kinds = _LED_TO.get(kind, ())
    if not kinds:
        return Gap(subject)
    groups = [missing(each) for each in kinds]
    values, chinese = _united(groups)
    title = groups[0].title if len(groups) == 1 else ""
    return _Missing(title=title, values=values, chinese=chinese, text=str(Gap(subject)), is_elsewhere=True)


def _united(groups: Sequence[Names]) -> tuple[Later, Mapping[str, str]]:
    """The values of several groups under one roof, of one name the last one's; and their Chinese names."""
    values = {name: partial(each.values.__getitem__, name) for each in groups for name in each.values}
    return Later(values), {chinese: english for each in groups for chinese, english in each.chinese.items()}


class _Missing(Names, frozen=True, kw_only=True):
    """A reference that leads nowhere yet."""

    def __bool__(self) -> bool:
        return False


@cache
def _chinese(kind: type[Record]) -> Mapping[str, str]:
    named = {field.title: name for name, field in fields(kind).items()}
    return {**named, **{each.chinese: each.english for each in computed(kind)}}


def _title(record: Record) -> str:
    """What is printed of a record where its name alone stands; nothing where it has no title."""
    return clause(str(getattr(record, "title", "") or ""))
