"""What the drill staff feed in: the day of some scenarios, the calls of a simulator, the roles that he plays."""

from collections.abc import Collection, Sequence

from plangen.documents.draft import Content
from plangen.documents.inject_words import day_time, deliverer, receivers, sender
from plangen.documents.packets.calling import number_of
from plangen.documents.phrases import NONE, place_named
from plangen.language.sentences import clause, sentence
from plangen.model.events import by_drill_time
from plangen.model.injects import CONTINGENCY, Inject
from plangen.model.plan import Plan
from plangen.model.presence import is_there
from plangen.model.script import DrillStaff

Rows = list[Sequence[Content]]


def has_roles(plan: Plan, staff: DrillStaff) -> bool:
    """Whether somebody plays a role."""
    return any(role.played_by == staff.id for role in plan.script.roles)


def role_rows(plan: Plan, staff: DrillStaff) -> Rows:
    """The roles that somebody plays, for whom they stand, what they know."""
    return [
        (role.title, plan.party(role.stands_for) if role.stands_for else NONE, sentence(role.brief) or NONE)
        for role in plan.script.roles
        if role.played_by == staff.id
    ]


def call_rows(plan: Plan, staff: DrillStaff, shift: Collection[str]) -> Rows:
    """What somebody feeds in himself, by the clock, what waits for its condition last."""
    played = {role.id for role in plan.script.roles if role.played_by == staff.id}
    found = [each for each in _ordered(plan, shift) if each.by == staff.id or each.role in played]
    return [
        (
            (f"**{day_time(each.time)}**", each.serial, each.way),
            sender(plan, each),
            [*_with_numbers(plan, each), *filter(None, [place_named(plan, each.place)])],
            (f"**{each.title}**", *filter(None, [clause(each.condition or "")]), sentence(each.content), each.note),
            None,
        )
        for each in found
    ]


def day_rows(plan: Plan, scenarios: Collection[str], shift: Collection[str]) -> Rows:
    """The planned injects of some scenarios by the clock; of none in particular all of them, by title alone."""
    rows: Rows = []
    for scenario, each in by_drill_time(plan):
        is_his = not scenarios or scenario.id in scenarios
        if is_his and each.time is not None and is_there(plan, shift, each.time):
            to = "、".join(receivers(plan, each))
            rows.append((day_time(each.time), each.serial, clause(each.title), deliverer(plan, each), to, None))
    return rows


def _ordered(plan: Plan, shift: Collection[str]) -> list[Inject]:
    timed = [each for _, each in by_drill_time(plan) if each.time is None or is_there(plan, shift, each.time)]
    waiting = [
        each
        for scenario in plan.played
        for each in plan.events(scenario.id)
        if each.kind == CONTINGENCY or not each.time
    ]
    return [*timed, *waiting]


def _with_numbers(plan: Plan, inject: Inject) -> list[str]:
    """Whom an inject goes to, each with the number to call."""
    return [text for key in inject.to for text in (plan.party(key), number_of(plan, key)) if text] or [NONE]
