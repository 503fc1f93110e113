"""The lines that the cards of different roles have in common: duties, notices to give, whom to call, what not to do."""

from collections.abc import Collection, Iterable, Iterator

from msgspec.structs import replace

from plangen.documents.draft import Draft
from plangen.documents.phrases import NONE, gives_order, step_time
from plangen.documents.role_cards.card import Card, Duty, Matter, Part
from plangen.documents.tables import within
from plangen.language.sentences import clause, endings
from plangen.model.organisation import Post
from plangen.model.plan import Plan
from plangen.model.timeline import Phase, Step


def part(about: Matter, title: str, lines: Iterable[str]) -> Part:
    """The lines as a list: each ends in ；, the last in 。"""
    return Part(about=about, title=title, lines=endings(dict.fromkeys(lines)))


def run_on(lead: str, items: Iterable[str]) -> Iterator[str]:
    """Items that are short and of one kind on a single line: 部门职责：甲，乙; nothing where there are none."""
    bare = [clause(item) for item in items if clause(item)]
    if bare:
        yield f"{lead}：{'，'.join(bare)}" if lead else "，".join(bare)


def duties(draft: Draft, steps: Iterable[tuple[Phase, Step]]) -> tuple[Duty, ...]:
    """The steps by the clock; where the times are equal, in the order of the plan."""
    ordered = sorted(steps, key=lambda each: _start(draft, *each))
    return tuple(_duty(draft, step) for phase, step in ordered)


def notices_to_give(draft: Draft, senders: Collection[str], steps: Iterable[tuple[Phase, Step]]) -> Iterator[str]:
    """Whom these parties tell what by when, the same notice of several scenarios once.

    What only repeats that a step is reported is left to the step.
    """
    reported = {(step.owner, step.reports_to, limit) for _, step in steps for limit in (step.limit, step.every)}
    found: dict[str, list[str]] = {}
    for scenario in draft.plan.played:
        for each in scenario.notifications:
            if each.sender in senders and (each.sender, each.receiver, each.within) not in reported:
                told = f"{draft.plan.party(each.receiver)}：{clause(each.content)}（{within(each)}）"
                found.setdefault(told, []).append(scenario.id)
    for told, keys in found.items():
        places = draft.scenarios(keys)
        yield f"{told.removesuffix('）')}，{places}）" if places else told


def hotline_call(plan: Plan) -> str:
    """The number of the information hotline, as a line of a card."""
    return f"信息报告热线：{plan.reporting.hotline.number}"


def call(role: str, post: Post | None) -> Iterator[str]:
    """上级：总经理　王敏　0100-1."""
    if post:
        yield "　".join(filter(None, (f"{role}：{post.title}", post.holder, post.phone)))


def prohibitions(plan: Plan, post: Post | None = None) -> Iterator[str]:
    """What nobody may do in a drill, by the plan's own rules, and what this post may not."""
    communication = plan.communication
    yield from post.prohibited if post else ()
    if not _decides(plan, post):
        yield "不得越权决策"
    if not _publishes(plan, post):
        yield f"未经{'、'.join(_approvers(plan))}审批不得对外发布信息"
    liaison = communication.liaison
    if liaison and (post is None or post.id not in {liaison.post, communication.supporting.post}):
        yield f"不得自行答复媒体，询问一律转{plan.party(liaison.post)}"
    yield "不得外传演练信息，不得使用真实的个人信息"


def _approvers(plan: Plan) -> list[str]:
    """Who approves whatever is published, in every case."""
    return [plan.party(stage.by) for stage in plan.communication.stages if stage.approves and stage.when == "全部"]


def explained(draft: Draft, card: Card) -> Card:
    """The card with what 场景一 and the other places that it names stand for."""
    if len(draft.places) == 1:
        return card
    said = card.said
    named = [each for each in draft.plan.played if draft.places[each.id] in said]
    if not named:
        return card
    key = Part(about=Matter.SCENARIOS, title="场景", lines=("；".join(map(draft.scenario, named)),))
    return replace(card, parts=(key, *card.parts))


def _duty(draft: Draft, step: Step) -> Duty:
    plan = draft.plan
    places = draft.scenarios(step.scenarios)
    return Duty(
        time=step_time(draft.plan, step),
        title=step.title,
        action=clause(step.action),
        scenarios=f"（{places}）" if places else "",
        limit=_limit(plan, step),
        report=plan.party(step.reports_to) if step.reports_to else NONE,
        shared=step.owner == plan.organisation.team.id,
    )


def _limit(plan: Plan, step: Step) -> str:
    """How long the step may take: the card's times already say from when."""
    if gives_order(plan, step):
        return NONE
    within_limit = f"{step.limit}内" if step.limit else ""
    every = f"每{step.every}报告" if step.every else ""
    return "，".join(filter(None, (within_limit, every))) or "本阶段内"


def _start(draft: Draft, phase: Phase, step: Step) -> tuple[int, int]:
    window = draft.windows.get(step.id)
    return (window.start.minutes, window.due.minutes) if window else (phase.start.minutes, phase.end.minutes)


def _decides(plan: Plan, post: Post | None) -> bool:
    return post is not None and any(level.decides == post.id for level in plan.command.levels)


def _publishes(plan: Plan, post: Post | None) -> bool:
    """Whether the post releases or approves what is made public."""
    if post is None:
        return False
    named = {plan.communication.responsible.post, *(stage.by for stage in plan.communication.stages if stage.approves)}
    return post.id in named
