"""Appendices of the drill plan: who does what by when, and who holds which post."""

from collections.abc import Iterator, Sequence

from plangen.blocks.document import Block, Heading
from plangen.documents.draft import Content, Draft, grid, grouped, text
from plangen.documents.phrases import NONE, limit
from plangen.documents.plan.flow import time_of
from plangen.documents.tables import office
from plangen.model.timeline import Phase, Step

__all__ = ["appendices"]


def appendices(draft: Draft) -> Iterator[Block]:
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
    owners = {step.owner for _, step in tasks}
    ordered = [key for key in plan.parties if key in owners]
    rows = [
        (plan.party(owner), _row(draft, phase, step))
        for owner in ordered
        for phase, step in tasks
        if step.owner == owner
    ]
    yield from text(f"各责任方在演练中的工作任务、时间和时限见{label}。", keep_next=True)
    heads = ("责任方", "阶段", "时间", "工作任务", "时限", "报告对象")
    yield grid(f"{label}　部门职责与时限", heads, (2.2, 2.4, 2.8, 3, 3.2, 2), grouped(rows), centred=(2,))


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
    yield from text(f"演练涉及的岗位和责任人见{label}。", keep_next=True)
    yield grid(f"{label}　岗位与责任人", ("岗位", "所属部门", "责任人", "替补岗位"), (4, 3, 5, 3), rows)
