"""What those whom an evaluator watches have to do when: the clock by which he looks."""

from collections.abc import Iterator

from plangen.documents.draft import Draft, Rows
from plangen.documents.phrases import NONE, limit, step_time
from plangen.model.agenda import Duty, DutyKind, duties_of
from plangen.model.duties import Capacity, heads
from plangen.model.holders import Holder, HolderKind, holders
from plangen.model.plan import Plan
from plangen.model.script import DrillStaff
from plangen.model.timeline import Step


def tasks(draft: Draft, staff: DrillStaff) -> Rows:
    """The steps of those whom he watches, by the clock, each once, with whom its result goes to."""
    plan = draft.plan
    found: dict[str, tuple[Step, Duty]] = {}
    for duty in _watched(plan, staff):
        if duty.step:
            found.setdefault(duty.step.id, (duty.step, duty))
    ordered = sorted(found.values(), key=lambda each: (each[1].start, each[1].due))
    return [
        (
            step_time(plan, step),
            plan.party(step.owner),
            _titled(draft, step),
            limit(plan, step),
            plan.party(duty.hands_to) if duty.hands_to else NONE,
        )
        for step, duty in ordered
    ]


def _titled(draft: Draft, step: Step) -> str:
    places = draft.scenarios(step.scenarios)
    return f"{step.title}（{places}）" if places else step.title


def _watched(plan: Plan, staff: DrillStaff) -> Iterator[Duty]:
    """The steps of those whom he watches in the scenarios that he has."""
    for holder in holders(plan):
        if holder.kind is not HolderKind.STAFF and _is_watched(plan, holder, staff):
            for duty in duties_of(plan, holder):
                if duty.kind is DutyKind.STEP and _concerns(plan, staff, duty):
                    yield duty


def _is_watched(plan: Plan, holder: Holder, staff: DrillStaff) -> bool:
    team = plan.organisation.team
    parties = {holder.party, *heads(plan).get(holder.party, ()), *((team.id,) if holder.party == team.leader else ())}
    return not staff.watches or not parties.isdisjoint(staff.watches)


def _concerns(plan: Plan, staff: DrillStaff, duty: Duty) -> bool:
    """Whether it is of a scenario that he has, and not of the team where he watches only a member of it."""
    is_his = not staff.scenarios or not duty.scenarios or not set(staff.scenarios).isdisjoint(duty.scenarios)
    is_of_team = duty.capacity is Capacity.TEAM
    return is_his and (not is_of_team or not staff.watches or plan.organisation.team.id in staff.watches)
