"""The duties of a post: by itself, for its department, for the team."""

from collections.abc import Collection, Iterable, Iterator, Mapping

from plangen.model.duties import (
    Capacity,
    collectors,
    decides,
    heads,
    in_name_of,
    steps_of,
    tasks,
)
from plangen.model.duty import (
    Duty,
    DutyKind,
    called_upon,
    joined_steps,
    lasting,
    of_scenarios,
    told_window,
    waiting,
    with_step,
)
from plangen.model.holders import Holder, commander_of
from plangen.model.organisation import Post
from plangen.model.plan import Plan
from plangen.model.presence import begins_within
from plangen.model.report_path import Passing, handed_on, passings
from plangen.model.routes import common_stages
from plangen.model.timeline import ALL_DEPARTMENTS


def of_post(plan: Plan, holder: Holder) -> Iterator[Duty]:
    post = holder.record
    if not isinstance(post, Post):
        return
    parties = in_name_of(plan, post)
    yield from _steps_of_post(plan, post)
    yield from joined_steps(plan, holder)
    yield from _passed_on(plan, post)
    yield from lasting(DutyKind.STANDING, post, "duties", post.duties)
    yield from _of_department(plan, post)
    yield from _of_command(plan, post)
    yield from _of_release(plan, post)
    yield from of_scenarios(plan, _acting(plan, post, parties))
    yield from called_upon(plan, {post.id, *heads(plan).get(post.id, ())})
    yield from waiting(post, post.waits)


def _acting(plan: Plan, post: Post, parties: Mapping[str, Capacity]) -> frozenset[str]:
    """The parties whose notices and orders are the post's; those of the team are its leader's."""
    team = plan.organisation.team
    return frozenset(
        party for party, capacity in parties.items() if capacity is not Capacity.TEAM or post.id == team.leader
    )


def _steps_of_post(plan: Plan, post: Post) -> Iterator[Duty]:
    is_head = post.id in heads(plan)
    steps = [(task.phase, task.step, task.capacity) for task in tasks(plan, post)]
    if post.department in plan.departments and not is_head:
        known = {step.id for _, step, _ in steps}
        common = steps_of(plan, (ALL_DEPARTMENTS,))
        steps += [(phase, step, Capacity.DEPARTMENT) for phase, step in common if step.id not in known]
    for phase, step, capacity in steps:
        if begins_within(plan, post.sessions, phase.start):
            is_department = capacity is Capacity.DEPARTMENT and not is_head
            yield with_step(plan, phase, step, handed_on(plan, step, post, is_department=is_department), capacity)


def _passed_on(plan: Plan, post: Post) -> Iterator[Duty]:
    """What a collector passes on by the report path: with each report of his department, else all the time."""
    mine = {step.id for step in (task.step for task in tasks(plan, post))}
    for department in collectors(plan).get(post.id, ()):
        for passing in passings(plan, department):
            if post.id in passing.posts and post.id not in heads(plan):
                yield from _reports(plan, passing, department, mine)


def _reports(plan: Plan, passing: Passing, department: str, mine: Iterable[str]) -> Iterator[Duty]:
    own = frozenset(mine)
    reports = [(phase, step) for phase, step in steps_of(plan, (department,)) if step.reports_to]
    for phase, step in reports:
        if step.id not in own:
            start, due = told_window(plan, phase, step)
            yield Duty(
                kind=DutyKind.REPORT,
                record=passing.step,
                title=step.title,
                what=passing.step.action,
                scenarios=step.scenarios,
                phase=phase,
                step=step,
                start=start,
                due=due,
                limit=step.limit,
                every=step.every,
                hands_to=passing.hands_to,
                waits_for=(department,),
                capacity=Capacity.DEPARTMENT,
            )
    yield _handed_on(passing)


def _handed_on(passing: Passing) -> Duty:
    """A report that somebody waits for and hands on."""
    return Duty(
        kind=DutyKind.REPORT,
        record=passing.step,
        title=passing.step.title,
        what=passing.step.action,
        hands_to=passing.hands_to,
        waits_for=(passing.waits_for,) if passing.waits_for else (),
        capacity=Capacity.DEPARTMENT,
    )


def _of_department(plan: Plan, post: Post) -> Iterator[Duty]:
    headed = heads(plan).get(post.id, ())
    for key in dict.fromkeys((*headed, *collectors(plan).get(post.id, ()))):
        department = plan.departments[key]
        if key in headed:
            yield from lasting(DutyKind.STANDING, department, "duties", department.duties, capacity=Capacity.DEPARTMENT)
            yield from (_handed_on(each) for each in passings(plan, key) if post.id in each.posts)
        if department.collector == post.id:
            yield from lasting(DutyKind.STANDING, plan.reporting, "collector_duties", plan.reporting.collector_duties)
            yield from lasting(DutyKind.STANDING, department, "watches", department.watches)


def _of_command(plan: Plan, post: Post) -> Iterator[Duty]:
    """The start order, decisions, orders by the command flow, and places in the command centre."""
    team = plan.organisation.team
    yield from _start_order(plan, post)
    if post.id == team.leader:
        yield from lasting(DutyKind.STANDING, team, "duties", team.duties, capacity=Capacity.TEAM)
    for level in plan.command.levels:
        is_member = level.decides == team.id and post.id in team.everybody
        if is_member or decides(plan, level, post):
            capacity = Capacity.TEAM if is_member else Capacity.OWN
            yield Duty(kind=DutyKind.DECISION, record=level, what=level.manner, capacity=capacity)
    yield from _orders(plan) if post.id in team.commanders else _on_the_spot(plan, post)
    yield from _at_centre(plan, post)


def _start_order(plan: Plan, post: Post) -> Iterator[Duty]:
    """The order that the drill begins, where it is no step of its own."""
    order = plan.timeline.order
    if order.by == post.id and not any(task.step.owner == post.id for task in tasks(plan, post)):
        yield Duty(
            kind=DutyKind.COMMAND, record=order, path=("text",), what=order.text, start=order.time, due=order.time
        )


def _orders(plan: Plan) -> Iterator[Duty]:
    for scenario in plan.played:
        for each in scenario.flow:
            yield Duty(
                kind=DutyKind.COMMAND,
                record=each,
                title=each.title,
                what=each.action,
                scenarios=(scenario.id,),
                hands_to=each.owner,
            )


def _on_the_spot(plan: Plan, post: Post) -> Iterator[Duty]:
    """What outside parties do at the command of the post."""
    for outside in plan.organisation.outside:
        steps = steps_of(plan, (outside.id,))
        if steps and commander_of(plan, outside) == post.id:
            for phase, step in steps:
                yield Duty(
                    kind=DutyKind.COMMAND,
                    record=step,
                    title=step.title,
                    what=step.action,
                    scenarios=step.scenarios,
                    phase=phase,
                    hands_to=outside.id,
                )


def _at_centre(plan: Plan, post: Post) -> Iterator[Duty]:
    for staff in plan.command.staff:
        if post.id in staff.posts:
            yield from lasting(DutyKind.CENTRE, staff, "duties", staff.duties)
    hotline = plan.reporting.hotline
    if hotline and hotline.post == post.id:
        yield from lasting(DutyKind.HOTLINE, hotline, "duties", hotline.duties, hands_to=plan.organisation.team.id)


def _of_release(plan: Plan, post: Post) -> Iterator[Duty]:
    communication = plan.communication
    for who in (communication.responsible, communication.supporting):
        if who and who.post == post.id:
            yield from lasting(DutyKind.RELEASE, who, "duties", who.duties)
    yield from _stages(plan, {post.id, *heads(plan).get(post.id, ())})
    liaison = communication.liaison
    if liaison and liaison.post == post.id:
        for work in liaison.workflow:
            yield Duty(kind=DutyKind.MEDIA, record=work, title=work.title, what=work.text)
        for duty in liaison.duties:
            yield Duty(kind=DutyKind.STANDING, record=duty, title=duty.title, what=duty.text)


def _stages(plan: Plan, mine: Collection[str]) -> Iterator[Duty]:
    """The stages of these parties on the way to the public, each with who comes before and after."""
    stages = common_stages(plan)
    for at, stage in enumerate(stages):
        if stage.by in mine:
            before = [each.by for each in stages[:at][-1:] if each.by not in mine]
            after = [each.by for each in stages[at + 1 : at + 2]]
            yield Duty(
                kind=DutyKind.RELEASE,
                record=stage,
                title=stage.title,
                what=stage.action,
                limit=stage.limit,
                hands_to=after[0] if after else "",
                waits_for=tuple(before),
            )
