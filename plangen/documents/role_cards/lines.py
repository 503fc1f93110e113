"""The lines that the cards of different roles have in common: duties, notices to give, and the parts of a card."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from msgspec.structs import replace

from plangen.documents.draft import Draft
from plangen.documents.outlines.generated import BlockWords
from plangen.documents.phrases import NONE, called_briefly, gives_order, limit, phase_name, step_time, waits_for_event
from plangen.documents.role_cards.card import IN_PHASE, Card, DutyRow, Matter, Part
from plangen.documents.role_cards.card_words import texts
from plangen.documents.tables import within
from plangen.language.sentences import clause, endings
from plangen.model import agenda
from plangen.model.agenda import DutyKind
from plangen.model.plan import Plan, once
from plangen.model.scenario import Measure
from plangen.model.timeline import AFTER_PHASE, Phase, Step
from plangen.model.values import Duration

_PARTS = (
    (Matter.WORK, "职责", ""),
    (Matter.COMMANDS, "指挥", ""),
    (Matter.MEASURES, "措施", ""),
    (Matter.DECISIONS, "决策权限", "决策"),
    (Matter.REPORTS, "报告", "上报"),
    (Matter.NOTICES, "通知", ""),
    (Matter.FORMS, "填写", "表单"),
    (Matter.CONTACTS, "联系", "联络"),
    (Matter.PROHIBITIONS, "禁止", "禁令"),
    (Matter.CONTROL, "导控", "导控方式"),
    (Matter.EMERGENCY, "真实险情", "险情"),
)
"""The parts of a card in order: what each is about, the word for its title and that for what it says beside data."""


def card(
    draft: Draft,
    key: str,
    words: BlockWords,
    duties: Sequence[DutyRow],
    data: Mapping[Matter, Iterable[str]],
    *,
    person: str | None = None,
    commands: bool = False,
) -> Card:
    """The card of a role: its rows, what the plan gives it to do beside, and what the words say of it.

    Args:
        draft: of the document.
        key: of the holder.
        words: of his card.
        duties: the rows.
        data: the lines of each part.
        person: who holds it, as far as that is known.
        commands: whether he commands, and so in every scenario of the drill.
    """
    made = Card(
        key=key,
        role=words["角色"],
        person=person or "",
        facts=tuple(fact for each in texts(words, "身份") if (fact := _fact(each))[1] != NONE),
        duties=tuple(duties),
        idle="" if duties else words["无步骤"],
        parts=tuple(
            _part(about, words[title], (*data.get(about, ()), *(texts(words, said) if said else ())))
            for about, title, said in _PARTS
            if words[title]
        ),
    )
    return _explained(draft, made, words["场景"], all_of_them=commands)


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


def notices_to_give(draft: Draft, senders: Collection[str], steps: Iterable[Step]) -> Iterator[str]:
    """Whom these parties tell what by when, the same notice of several scenarios once.

    What only repeats a step, that it is reported or what it does by then, is left to the step.
    """
    plan = draft.plan
    stepped = frozenset(key for step in steps for key in _as_told(plan, step))
    found: dict[str, list[str]] = {}
    for scenario in plan.played:
        for each in scenario.notifications:
            keys = {(each.sender, each.receiver, each.within), (each.sender, each.since, each.within)}
            if each.sender in senders and stepped.isdisjoint(keys):
                told = f"{plan.party(each.receiver)}：{clause(each.content)}（{within(each)}）"
                found.setdefault(told, []).append(scenario.id)
    for told, keys_of in found.items():
        places = draft.scenarios(keys_of)
        yield f"{told.removesuffix('）')}，{places}）" if places else told


def _as_told(plan: Plan, step: Step) -> Iterator[tuple[str, str | None, Duration | None]]:
    """How a notification that only repeats the step would say it: to whom, or from when, and by when."""
    yield from ((step.owner, step.reports_to, limit) for limit in (step.limit, step.every))
    if step.limit:
        yield step.owner, _from_phase(plan, step), step.limit


@once
def _phases(plan: Plan) -> Mapping[str, Phase]:
    """The phase of each step, by the step's id."""
    return {step.id: phase for phase in plan.timeline.phases for step in phase.steps}


def _from_phase(plan: Plan, step: Step) -> str:
    """How a notification says that its limit counts from the beginning of the step's phase; else nothing."""
    phase = _phases(plan).get(step.id)
    return f"{phase_name(phase)}开始" if phase and step.waits_for == AFTER_PHASE else ""


def measures(draft: Draft, duties: Iterable[agenda.Duty]) -> Iterator[str]:
    """What the holder carries out in each scenario: its measures, where it has none for him the orders that he gets.

    What his steps say by the same title is left to them.
    """
    every = tuple(duties)
    known = {duty.title for duty in every if duty.step}
    found: dict[str, dict[bool, dict[str, None]]] = {}
    for duty in every:
        if duty.kind is DutyKind.ORDERED and duty.title not in known:
            of_scenario = found.setdefault(duty.scenarios[0], {})
            of_scenario.setdefault(isinstance(duty.record, Measure), {})[clause(duty.title)] = None
    for key, titles in found.items():
        yield _in_scenario(draft, key, "、".join(titles.get(True) or titles[False]))


def commands(draft: Draft, duties: Iterable[agenda.Duty]) -> Iterator[str]:
    """The orders that the holder gives, one after another, a line for each scenario."""
    found: dict[str, list[str]] = {}
    for duty in duties:
        if duty.kind is DutyKind.COMMAND and duty.lasts and duty.title:
            order = f"{clause(duty.title)}（{draft.plan.party(duty.hands_to)}）"
            for key in duty.scenarios or ("",):
                found.setdefault(key, []).append(order)
    yield from (_in_scenario(draft, key, "—".join(orders)) for key, orders in found.items())


def _in_scenario(draft: Draft, key: str, text: str) -> str:
    place = draft.scenarios((key,)) if key else ""
    return f"{text}（{place}）" if place else text


def _explained(draft: Draft, card: Card, title: str, *, all_of_them: bool) -> Card:
    """The card with what 场景一 and the other places that it names stand for, or all places of the drill."""
    if len(draft.places) == 1 or not title:
        return card
    said = card.said
    named = [each for each in draft.plan.played if all_of_them or draft.places[each.id] in said]
    if not named:
        return card
    key = Part(
        about=Matter.SCENARIOS, title=title, lines=("；".join([called_briefly(draft.plan, each) for each in named]),)
    )
    return replace(card, parts=(key, *card.parts))


def step_line(draft: Draft, step: Step, hands_to: str) -> DutyRow:
    """A step as a row of the card of somebody who gives its result to this party."""
    plan = draft.plan
    places = draft.scenarios(step.scenarios)
    return DutyRow(
        time=step_time(draft.plan, step),
        title=step.title,
        action=clause(step.action),
        scenarios=f"（{places}）" if places else "",
        limit=_limit(plan, step),
        report=plan.party(hands_to) if hands_to else NONE,
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
    return "，".join(filter(None, (within_limit, every))) or IN_PHASE
