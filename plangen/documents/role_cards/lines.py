"""The lines that the cards of different roles have in common: duties, notices to give, and the parts of a card."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from msgspec.structs import replace

from plangen.documents.draft import Draft
from plangen.documents.outlines.generated import BlockWords
from plangen.documents.phrases import NONE, called_briefly, gives_order, limit, step_time, waits_for_event
from plangen.documents.role_cards.card import Card, Duty, Matter, Part
from plangen.documents.role_cards.card_words import texts
from plangen.documents.tables import within
from plangen.language.sentences import clause, endings
from plangen.model.plan import Plan
from plangen.model.timeline import Phase, Step

_PARTS = (
    (Matter.WORK, "职责", ""),
    (Matter.DECISIONS, "决策权限", "决策"),
    (Matter.REPORTS, "报告", "上报"),
    (Matter.NOTICES, "通知", ""),
    (Matter.FORMS, "填写", "表单"),
    (Matter.CONTACTS, "联系", "联络"),
    (Matter.PROHIBITIONS, "禁止", "禁令"),
)
"""The parts of a card in order: what each is about, the word for its title and that for what it says beside data."""


def card(
    draft: Draft,
    key: str,
    words: BlockWords,
    steps: Sequence[tuple[Phase, Step]],
    data: Mapping[Matter, Iterable[str]],
    *,
    person: str | None = None,
) -> Card:
    """The card of a role with what the plan gives it to do, and what the words say of it."""
    made = Card(
        key=key,
        role=words["角色"],
        person=person or "",
        facts=tuple(_fact(each) for each in texts(words, "身份")),
        duties=duties(draft, steps),
        idle="" if steps else words["无步骤"],
        parts=tuple(
            _part(about, words[title], (*data.get(about, ()), *(texts(words, said) if said else ())))
            for about, title, said in _PARTS
            if words[title]
        ),
    )
    return _explained(draft, made, words["场景"])


def _fact(text: str) -> tuple[str, str]:
    """电话：0100-1 as what it is called and what it is."""
    name, _, value = text.partition("：")
    return name, value


def _part(about: Matter, title: str, lines: Iterable[str]) -> Part:
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


def _explained(draft: Draft, card: Card, title: str) -> Card:
    """The card with what 场景一 and the other places that it names stand for."""
    if len(draft.places) == 1 or not title:
        return card
    said = card.said
    named = [each for each in draft.plan.played if draft.places[each.id] in said]
    if not named:
        return card
    key = Part(
        about=Matter.SCENARIOS, title=title, lines=("；".join([called_briefly(draft.plan, each) for each in named]),)
    )
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
    """How long the step may take: the card's times already say from when, unless they follow from an event."""
    if gives_order(plan, step):
        return NONE
    if waits_for_event(plan, step):
        return limit(plan, step)
    within_limit = f"{step.limit}内" if step.limit else ""
    every = f"每{step.every}报告" if step.every else ""
    return "，".join(filter(None, (within_limit, every))) or "本阶段内"


def _start(draft: Draft, phase: Phase, step: Step) -> tuple[int, int]:
    window = draft.windows.get(step.id)
    return (window.start.minutes, window.due.minutes) if window else (phase.start.minutes, phase.end.minutes)
