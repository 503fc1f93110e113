"""What rules rest on: where it is not in order, what they found would only follow from an error that is said."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Protocol

from plangen.checks.check import Found, Need
from plangen.diagnostics import Finding, Place, Words
from plangen.model.kinds import KINDS
from plangen.model.plan import Plan, SectionMissing, once
from plangen.model.values import is_todo
from plangen.model.walk import Value

_WIDER = {
    "department": ("party", "person", "decider"),
    "post": ("party", "person", "decider"),
    "party": ("department", "post", "person", "decider"),
    "staff": ("person",),
    "step": ("start",),
}
"""By kind the other kinds of reference that could be meant for one of it."""


class Named(Protocol):
    """What has an id and a title and knows where it was written."""

    @property
    def id(self) -> str: ...
    @property
    def title(self) -> str: ...
    def where(self, *path: str | int) -> Place: ...


def parties(plan: Plan) -> Iterator[Named]:
    """Everyone whose id shares one space: the team, departments, posts, response teams and outside parties."""
    organisation = plan.organisation
    yield organisation.team
    for group in (organisation.departments, organisation.posts, organisation.response_teams, organisation.outside):
        yield from group


_SPACES: Mapping[str, Callable[[Plan], Iterable[Named]]] = {
    "party": parties,
    "case": lambda plan: (*plan.scenarios, *plan.incidents),  # notices are named after either
    "branch": lambda plan: [branch for each in plan.organisation.departments for branch in each.branches],
    "severity": lambda plan: plan.command.severities,
    "notice": lambda plan: plan.communication.notices,
    "stage": lambda plan: plan.communication.stages,
    "item": lambda plan: plan.resources.items,
    "phase": lambda plan: plan.timeline.phases,
    "step": lambda plan: [step for phase in plan.timeline.phases for step in phase.steps],
    "report": lambda plan: plan.reporting.kinds,
    "criterion": lambda plan: plan.evaluation.criteria,
    "round": lambda plan: plan.evaluation.rounds,
    "column": lambda plan: plan.forms.complaint,
    "element": lambda plan: plan.elements.elements,
    "deadline": lambda plan: plan.deadlines.deadlines,
    "objective": lambda plan: plan.script.objectives,
    "place": lambda plan: plan.drill.venues,
    "session": lambda plan: [each for each in plan.drill.sessions if each.id],
    "staff": lambda plan: (*parties(plan), *plan.script.staff),  # a rule of audiences names either
    "role": lambda plan: plan.script.roles,
    "stop": lambda plan: plan.script.stops,
    "inject": lambda plan: [inject for each in plan.injects for inject in each.injects],
}
"""What shares its ids, each id to be declared once."""

_SPACE_OF = {
    "department": "party",
    "post": "party",
    "scenario": "case",
    "decider": "party",
    "start": "step",
    "person": "staff",
}


def sharing(plan: Plan, record: object) -> tuple[Named, ...]:
    """Whatever shares its ids with a record, the record too."""
    spaces = (tuple(space(plan)) for space in _SPACES.values())
    return tuple(each for space in spaces if any(one is record for one in space) for each in space)


def distinct(*kinds: str) -> Need:
    """No id of these kinds is declared twice: else nobody can say which of two is named."""
    spaces = {_SPACE_OF.get(kind, kind) for kind in kinds}

    def need(plan: Plan) -> Words | None:
        twice = next((each.id for space, each, _ in doubled(plan) if space in spaces), None)
        if twice is None:
            return None
        return Words(
            f"编号“{twice}”重复（R102），改正后才能检查",
            f"the id '{twice}' is there twice (R102); it can be checked once that is corrected",
        )

    return need


def resolved(*kinds: str) -> Need:
    """Every reference that could be meant for something of these kinds leads to one: "nobody names it" can be said."""
    refs = {ref for kind in kinds for ref in (kind, *_WIDER.get(kind, ()))}
    clear = distinct(*kinds)

    def need(plan: Plan) -> Words | None:
        lost = next((_undefined(value) for value in dangling(plan) if value.field.ref in refs), None)
        return lost or clear(plan)

    return need


def after(run: Callable[[Plan], Found]) -> Need:
    """What another check finds is corrected first: its findings say all that there is to say."""

    def need(plan: Plan) -> Words | None:
        found = next((each.rule for each in run(plan) if isinstance(each, Finding)), None)
        if found is None:
            return None
        return Words(
            f"“{found.title.zh}”（{found.code}）改正后才能检查",
            f"it can be checked once '{found.title.en}' ({found.code}) is corrected",
        )

    return need


@once
def dangling(plan: Plan) -> tuple[Value, ...]:
    """The references that lead nowhere; those to what could not be read are left out."""
    return tuple(_dangling(plan))


def _dangling(plan: Plan) -> Iterator[Value]:
    known: dict[str, frozenset[object] | None] = {}
    for_all = _for_all_plans(plan)
    for value in plan.values:
        if not (ref := value.field.ref) or is_todo(value.value) or (ref == "notice" and id(value.record) in for_all):
            continue
        if ref not in known:
            known[ref] = _known(plan, ref)
        ids = known[ref]
        if ids is not None and value.value not in ids:
            yield value


def _for_all_plans(plan: Plan) -> frozenset[int]:
    """The entries of sets of legal data, which speak to every plan: of kinds of notice that this one may not have."""
    try:
        return frozenset(id(entry) for each in plan.legal_sets for entry in (*each.elements, *each.deadlines))
    except SectionMissing:
        return frozenset()


def _known(plan: Plan, ref: str) -> frozenset[object] | None:
    try:
        return frozenset(KINDS[ref].ids(plan))
    except SectionMissing:
        return None


def _undefined(value: Value) -> Words:
    return Words(
        f"编号“{value.value}”没有定义（R101），改正后才能检查",
        f"the id '{value.value}' is not defined (R101); it can be checked once that is corrected",
    )


@once
def doubled(plan: Plan) -> tuple[tuple[str, Named, Named], ...]:
    """What bears an id that is taken, with its space and the first that has the id; of what could be read."""
    return tuple((name, *pair) for name, space in _SPACES.items() for pair in _doubled(plan, space))


def _doubled(plan: Plan, space: Callable[[Plan], Iterable[Named]]) -> Iterator[tuple[Named, Named]]:
    first: dict[str, Named] = {}
    try:
        for each in space(plan):
            if each.id in first:
                yield each, first[each.id]
            first.setdefault(each.id, each)
    except SectionMissing:
        return
