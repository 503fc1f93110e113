"""The report path of a department: who passes a report on to whom, from its collector to the emergency team."""

from collections.abc import Iterable, Mapping

from msgspec import Struct

from plangen.model.drill import Participants
from plangen.model.duties import COLLECTOR, DEPARTMENT_HEAD
from plangen.model.organisation import Department, Post, ResponseTeam
from plangen.model.plan import Plan, once
from plangen.model.reporting import PathStep
from plangen.model.timeline import ALL_DEPARTMENTS, Step


class Passing(Struct, frozen=True, kw_only=True):
    """A station of the path in one department."""

    step: PathStep
    posts: tuple[str, ...]  # whose it is; the team's id where it is the team's, nothing where nobody is known
    waits_for: str = ""  # the party before, where that is somebody else
    hands_to: str = ""  # the party after


def passings(plan: Plan, department: str) -> tuple[Passing, ...]:
    """The stations of the path in a department, in order; none where the plan has no path."""
    return _passings(plan).get(department, ())


def handed_on(plan: Plan, step: Step, who: Post | Participants | ResponseTeam, *, is_department: bool) -> str:
    """Whom somebody gives the result of a step to; by the path, where the step goes to the team by way of others.

    Args:
        plan: whose path and posts count.
        step: which is reported.
        who: who reports it.
        is_department: whether he has the step as one of a department's people, not as its head or for himself.
    """
    to = step.reports_to or ""
    department = plan.departments.get(who.department or "")
    if to != plan.organisation.team.id or not is_department or department is None:
        return to
    if step.owner == ALL_DEPARTMENTS:
        return next(iter(department.chiefs), to)
    return _next(passings(plan, department.id), who.id if isinstance(who, Post) else "") or to


def _next(stations: Iterable[Passing], post: str) -> str:
    """Who comes after the post on the path; for somebody who is not on it, who comes first."""
    held = [each for each in stations if each.posts]
    if post:
        return next((each.hands_to for each in held if post in each.posts), "")
    return held[0].posts[0] if held else ""


@once
def _passings(plan: Plan) -> Mapping[str, tuple[Passing, ...]]:
    return {each.id: _of_department(plan, each) for each in plan.organisation.departments}


def _of_department(plan: Plan, department: Department) -> tuple[Passing, ...]:
    path = plan.reporting.path
    groups = [_whose(plan, each.by, department) for each in path]
    return tuple(
        Passing(
            step=step,
            posts=posts,
            waits_for=next((group[0] for group in reversed(groups[:at]) if group and group != posts), ""),
            hands_to=next((group[0] for group in groups[at + 1 :] if group and group != posts), ""),
        )
        for at, (step, posts) in enumerate(zip(path, groups, strict=True))
    )


def _whose(plan: Plan, said: str, department: Department) -> tuple[str, ...]:
    """The posts of the department, or the party, that a path names in words."""
    if said == COLLECTOR:
        return (department.collector,) if department.collector else ()
    named = next((key for key, title in plan.parties.items() if title == said), None)
    if named is None and said.endswith(DEPARTMENT_HEAD[-3:]):  # 处室负责人, 科室负责人
        return department.chiefs or department.leading
    return (named,) if named else ()
