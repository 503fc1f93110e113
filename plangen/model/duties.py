"""Who acts in whose name on the drill day: what a post has to do by itself, for its department, for the team.

A department's steps are its head's to see to; a collector has those whose wording names him; the emergency team's are
its leader's, deputy's and members'.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from enum import StrEnum

from msgspec import Struct

from plangen.model.command import CONCERNED_HEAD, Level
from plangen.model.drill import Participants
from plangen.model.organisation import Department, Post
from plangen.model.plan import Plan, once
from plangen.model.scenario import Scenario
from plangen.model.timeline import ALL_DEPARTMENTS, Phase, Step
from plangen.model.values import Id

COLLECTOR = "信息收集员"
DEPARTMENT_HEAD = "部门负责人"
"""What a report path calls those of whom each department has one."""


class Capacity(StrEnum):
    """In what capacity a post has a step."""

    OWN = "own"
    DEPARTMENT = "department"
    TEAM = "team"


class Task(Struct, frozen=True, kw_only=True):
    """A step that a post has on the drill day."""

    phase: Phase
    step: Step
    capacity: Capacity


@once
def played_steps(plan: Plan) -> tuple[tuple[Phase, Step], ...]:
    """The steps that the drill plays, in the order of the timeline: those of its scenarios and those of all."""
    played = {scenario.id for scenario in plan.played}
    return tuple(
        (phase, step)
        for phase in plan.timeline.phases
        for step in phase.steps
        if not step.scenarios or not played.isdisjoint(step.scenarios)
    )


def steps_of(plan: Plan, owners: Iterable[str]) -> tuple[tuple[Phase, Step], ...]:
    """The steps that the drill plays of these owners, in the order of the timeline."""
    places = sorted(place for owner in set(owners) for place in _places_of(plan).get(owner, ()))
    return tuple(played_steps(plan)[place] for place in places)


@once
def heads(plan: Plan) -> Mapping[str, tuple[str, ...]]:
    """The departments that each head leads, by the post's id."""
    return _departments_by(plan, lambda department: department.leading)


def decides(plan: Plan, level: Level, post: Post) -> bool:
    """Whether a post decides at a level by itself: because it is named, or for the departments that it heads."""
    return level.decides == post.id or (level.decides == CONCERNED_HEAD and post.id in heads(plan))


@once
def deciders(plan: Plan) -> frozenset[str]:
    """The posts that decide at some level by themselves."""
    named = frozenset(level.decides for level in plan.command.levels)
    return named | heads(plan).keys() if CONCERNED_HEAD in named else named


@once
def collectors(plan: Plan) -> Mapping[str, tuple[str, ...]]:
    """The departments that each collector collects for, by the post's id."""
    return _departments_by(plan, lambda department: (department.collector,) if department.collector else ())


def _departments_by(plan: Plan, posts: Callable[[Department], Iterable[str]]) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for department in plan.organisation.departments:
        for key in posts(department):
            found[key] = (*found.get(key, ()), department.id)
    return found


@once
def _places_of(plan: Plan) -> Mapping[str, tuple[int, ...]]:
    """Where in the played steps those of each owner stand."""
    found: dict[str, list[int]] = {}
    for place, (_, step) in enumerate(played_steps(plan)):
        found.setdefault(step.owner, []).append(place)
    return {owner: tuple(places) for owner, places in found.items()}


def in_name_of(plan: Plan, post: Post) -> Mapping[str, Capacity]:
    """The parties whose steps and notifications are the post's to see to."""
    organisation = plan.organisation
    parties: dict[str, Capacity] = {}
    team = organisation.team
    if post.id in team.everybody:
        parties[team.id] = Capacity.TEAM
    headed = heads(plan).get(post.id, ())
    if headed:
        parties[ALL_DEPARTMENTS] = Capacity.DEPARTMENT
    parties.update(dict.fromkeys(headed, Capacity.DEPARTMENT))
    parties.update({each.id: Capacity.DEPARTMENT for each in organisation.response_teams if each.department in headed})
    parties[post.id] = Capacity.OWN
    return parties


def tasks(plan: Plan, post: Post) -> tuple[Task, ...]:
    """The steps that the post has on the drill day, in the order of the timeline."""
    parties = in_name_of(plan, post)
    collecting = collectors(plan).get(post.id, ())
    found = []
    for phase, step in steps_of(plan, (*parties, *collecting, ALL_DEPARTMENTS)):
        capacity = parties.get(step.owner)
        if capacity is None and _collects(post, step, collecting):
            capacity = Capacity.DEPARTMENT
        if capacity is not None:
            found.append(Task(phase=phase, step=step, capacity=capacity))
    return tuple(found)


def superiors(plan: Plan, post: Post) -> tuple[Post, ...]:
    """Whom a post reports to: people to the head of their branch or department, or to any of its equal heads.

    Heads and everybody else report to the team's leader, he to nobody.
    """
    leader = plan.posts.get(plan.organisation.team.leader)
    if post is leader:
        return ()
    department = plan.departments.get(post.department or "")
    above = [plan.posts[key] for key in _above(department, post.id) if key in plan.posts] if department else []
    return tuple(above or ([leader] if leader else []))


def _above(department: Department, post: str) -> tuple[Id, ...]:
    """The heads in the department that a post of it reports to."""
    branch = department.branch_of(post)
    if branch is not None and post != branch.head:
        return (branch.head,)
    return () if post in department.chiefs else department.chiefs


def is_of_posts(plan: Plan, group: Participants) -> bool:
    """Whether a group of participants is nobody but holders of posts of its department: 护士长, where there is one."""
    titles = {post.title for post in plan.organisation.posts if post.department == group.department}
    named = group.people.split("、")
    return bool(titles) and titles.issuperset(named) and group.count == len(named)


def has_duties(plan: Plan, post: Post) -> bool:
    """Whether the plan gives the post anything to do, in a step or elsewhere."""
    return bool(post.duties or post.waits or tasks(plan, post)) or post.id in _named(plan)


def _collects(post: Post, step: Step, departments: Collection[str]) -> bool:
    is_his = step.owner in departments or (bool(departments) and step.owner == ALL_DEPARTMENTS)
    return is_his and (COLLECTOR in step.action or post.title in step.action)


@once
def _named(plan: Plan) -> frozenset[str | None]:
    """The posts with a part of their own in organisation, command, reporting, communication or a scenario."""
    scenarios = (key for scenario in plan.played for key in _acting(scenario))
    joining = (key for _, step in played_steps(plan) for key in step.joined_by)
    return frozenset(
        (*joining, *plan.communication.press, *_organising(plan), *_commanding(plan), *_publishing(plan), *scenarios)
    )


def _organising(plan: Plan) -> Iterator[str | None]:
    team = plan.organisation.team
    yield from team.everybody
    yield plan.drill.coordinator
    yield from (each.commander for each in plan.organisation.outside)
    for department in plan.organisation.departments:
        yield from department.leading
        if department.watches or plan.reporting.collector_duties:
            yield department.collector


def _commanding(plan: Plan) -> Iterator[str | None]:
    yield plan.timeline.order.by
    yield plan.reporting.hotline_post
    yield from (level.decides for level in plan.command.levels)
    for staff in plan.command.staff:
        yield from staff.posts


def _publishing(plan: Plan) -> Iterator[str | None]:
    communication = plan.communication
    yield from (communication.responsible_post, communication.supporting_post)
    yield from (stage.by for stage in communication.stages)
    if communication.liaison:
        yield communication.liaison.post


def _acting(scenario: Scenario) -> Iterator[str | None]:
    yield from (each.owner for each in scenario.flow)
    yield from (each.owner for each in scenario.measures)
    yield from (each.sender for each in scenario.notifications)
