"""Appendices of the drill plan: who does what by when, and who holds which post."""

from collections.abc import Iterator, Sequence

from plangen.blocks.document import Block, Heading
from plangen.documents.draft import Content, Draft, grid, text
from plangen.documents.phrases import NONE, limit
from plangen.documents.plan.flow import time_of
from plangen.documents.tables import office
from plangen.model.organisation import Organisation
from plangen.model.timeline import ALL_DEPARTMENTS, Phase, Step
from plangen.model.values import Moment


def appendices(draft: Draft) -> Iterator[Block]:
    """The lists behind the chapters: duties with their limits, posts with who holds them; of an empty plan none."""
    number = 1
    if draft.plan.steps:
        yield Heading(
            level=1, text=f"附录{number}　部门职责与时限一览表", key="appendix-duties", numbered=False, new_page=True
        )
        yield from _duties(draft)
        number += 1
    if draft.plan.posts:
        yield Heading(
            level=1, text=f"附录{number}　岗位与责任人一览表", key="appendix-posts", numbered=False, new_page=True
        )
        yield from _posts(draft)


def _duties(draft: Draft) -> Iterator[Block]:
    plan = draft.plan
    label = draft.captions.table("duties")
    tasks = [(phase, step) for phase in plan.timeline.phases for step in draft.steps(phase)]
    tasks.sort(key=lambda task: _times(draft, *task))  # a stable order: the source's where the times are equal
    rows = [
        (plan.party(owner), *_row(draft, phase, step))
        for owner in _by_rank(plan.organisation)
        for phase, step in tasks
        if step.owner == owner
    ]
    yield from text(f"各责任方在演练中的工作任务、时间和时限见{label}。")
    heads = ("责任方", "阶段", "时间", "工作任务", "时限", "报告对象")
    yield grid(f"{label}　部门职责与时限", heads, (2.2, 2.4, 2.8, 3, 3.2, 2), rows, centred=(2,))


def _by_rank(organisation: Organisation) -> Iterator[str]:
    """Who can own a step: leadership and team, then each department with its posts and teams, outsiders last."""
    team = organisation.team
    leading = [team.leader, team.deputy_leader, *(post.id for post in organisation.posts if post.leadership)]
    parties: list[str] = [*leading, team.id, ALL_DEPARTMENTS]
    for department in organisation.departments:
        parties.append(department.id)
        parties += [post.id for post in organisation.posts if post.department == department.id]
        parties += [each.id for each in organisation.response_teams if each.department == department.id]
    parties += [each.id for each in organisation.posts]
    parties += [each.id for each in organisation.outside]
    return iter(dict.fromkeys(parties))


def _times(draft: Draft, phase: Phase, step: Step) -> tuple[Moment, Moment]:
    window = draft.windows.get(step.id)
    return (window.start, window.due) if window else (phase.start, phase.end)


def _row(draft: Draft, phase: Phase, step: Step) -> Sequence[Content]:
    plan, scenarios = draft.plan, draft.scenarios(step.scenarios)
    return (
        phase.title,
        time_of(draft, step, phase),
        (step.title, f"（{scenarios}）" if scenarios else ""),
        limit(plan, step),
        plan.party(step.reports_to) if step.reports_to else NONE,
    )


def _posts(draft: Draft) -> Iterator[Block]:
    plan = draft.plan
    label = draft.captions.table("posts")
    rows = [
        (
            post.title,
            plan.party(post.department) if post.department else "公司领导" if post.leadership else NONE,
            post.holder or NONE,
            office(plan, post.deputy),
        )
        for post in plan.organisation.posts
    ]
    yield from text(f"演练涉及的岗位和责任人见{label}。")
    yield grid(f"{label}　岗位与责任人", ("岗位", "所属部门", "责任人", "替补岗位"), (4, 3, 5, 3), rows)
