"""The commander's sheet: what happens when and who does it, whom to call and who decides, on one sheet.

It is for players and tells of no inject: steps have the times that everybody may know.
"""

from collections.abc import Iterator, Mapping
from functools import partial

from plangen.blocks.answers import BOX
from plangen.blocks.document import Block, Document
from plangen.documents.draft import Draft
from plangen.documents.handbook.deadlines import told_apart
from plangen.documents.outlines.generated import BlockWords, by_name, page
from plangen.documents.outlines.outlined import outlined
from plangen.documents.outlines.pages import PAGES
from plangen.documents.phrases import BREAK, gives_order, limit, period, told_windows, waits_for_event
from plangen.documents.single_sheets.sheet_content import CHOICES, WORDS, Brevity, Course, Event, SheetPart, SheetText
from plangen.documents.single_sheets.sheet_page import laid_out
from plangen.documents.single_sheets.sheet_parts import (
    PART_WORDS,
    base,
    control,
    filled,
    in_earnest,
    levels,
    outside,
    part,
    person,
    scenarios,
    signals,
)
from plangen.documents.tables import within
from plangen.language.sentences import clause
from plangen.model.events import with_breaks
from plangen.model.plan import Plan
from plangen.model.routes import ALWAYS, common_stages
from plangen.model.timeline import Phase, Step
from plangen.model.values import Moment

KEY = "command-sheet"
"""The key of its heading."""

_CENTRED = frozenset({0, 3})
_TEXTS = (1, 2)
_OWN_MARK = "▲"

_WORDS: Mapping[str, str] = {
    **WORDS,
    **PART_WORDS,
    **{each: each for each in ("责任方", "做什么", "负责人", "指挥流程", "通知时限", "发布流程")},
    "最迟": "#前",
    "报告": "报#",
    "本人": _OWN_MARK,
    "导语": "",
}


def command_sheet(plan: Plan) -> Document:
    """The sheet as its outline words it."""
    return outlined(plan, "command-sheet", BLOCKS)


def _made(draft: Draft, words: BlockWords) -> Iterator[Block]:
    heads = (words["时间"], words["责任方"], words["做什么"], words["完成"])
    course = Course(heads=heads, centred=_CENTRED, texts=_TEXTS)
    return laid_out(KEY, course, partial(_told, draft, words), words)


def _told(draft: Draft, words: BlockWords, brevity: Brevity) -> SheetText:
    return SheetText(events=tuple(_events(draft, words, brevity)), parts=_parts(draft, words, brevity))


def _events(draft: Draft, words: BlockWords, brevity: Brevity) -> Iterator[Event]:
    plan = draft.plan
    if words["导语"]:
        yield Event(texts=(words["导语"],))
    for each in with_breaks(plan, plan.timeline.phases):
        time = period(each.start, each.end)
        if not isinstance(each, Phase):
            yield Event(texts=(f"**{time}　{BREAK}**",))
            continue
        purpose = f"：{clause(each.purpose)}" if each.purpose and brevity is Brevity.FULL else ""
        yield Event(texts=(f"**{time}　{each.title}**{purpose}",))
        for step in sorted(draft.steps(each), key=partial(_due, plan, each)):
            yield _step(draft, each, step, words, brevity)


def _due(plan: Plan, phase: Phase, step: Step) -> Moment:
    """By when it is looked for: its latest time, what comes again and again at once, the rest by the end."""
    window = told_windows(plan).get(step.id)
    if gives_order(plan, step):
        return plan.timeline.order.time
    if window is None or waits_for_event(plan, step):
        return phase.end
    if step.limit:
        return window.due
    return window.start if step.every else max(phase.end, window.due)


def _step(draft: Draft, phase: Phase, step: Step, words: BlockWords, brevity: Brevity) -> Event:
    plan, team = draft.plan, draft.plan.organisation.team
    own = words["本人"] if step.owner in {team.id, *team.commanders} else ""
    action = clause(step.action).removeprefix(step.title) if brevity is Brevity.FULL else ""
    places = draft.scenarios(step.scenarios)
    report = words["报告"].replace("#", plan.party(step.reports_to)) if step.reports_to else ""
    every = f"每{step.every}" if step.every else ""
    beside = "，".join(filter(None, (places, every + report)))
    joint = "：" if action and action == clause(step.action) else ""
    said = f"{own}**{step.title}**{joint}{action}{f'（{beside}）' if beside else ''}"
    return Event(texts=(_time(plan, phase, step, words), plan.party(step.owner), said, BOX))


def _time(plan: Plan, phase: Phase, step: Step, words: BlockWords) -> str:
    """9:25前 where it has a limit; else when it runs, or after what players notice."""
    if gives_order(plan, step):
        return f"**{plan.timeline.order.time}**"
    if waits_for_event(plan, step):
        return limit(plan, step)
    window = told_windows(plan).get(step.id)
    if step.limit and window:
        return f"**{words['最迟'].replace('#', str(window.due))}**"
    return period(window.start, window.due) if window else period(phase.start, phase.end)


def _parts(draft: Draft, words: BlockWords, brevity: Brevity) -> tuple[SheetPart, ...]:
    plan = draft.plan
    calls = (*base(plan, words), *control(plan, words))
    return filled(
        (
            part(words, "真实险情", in_earnest(plan, words), brevity, urgent=True),
            part(words, "联络", calls, urgent=True),
            part(words, "负责人", _leaders(plan), brevity),
            part(words, "外部单位", outside(plan, words), brevity),
            part(words, "信号", signals(plan, brevity, acts=False), brevity, urgent=True),
            part(words, "决策权限", levels(plan, brevity)),
            part(words, "场景", scenarios(draft) if len(plan.played) > 1 else ()),
            part(words, "指挥流程", _flows(draft), brevity),
            part(words, "通知时限", _notifications(draft), brevity),
            part(words, "发布流程", _release(plan), brevity),
        )
    )


def _leaders(plan: Plan) -> Iterator[str]:
    """Who commands, and who heads each department."""
    led = (key for each in plan.organisation.departments for key in each.leading)
    keys = (*plan.organisation.team.commanders, *led)
    yield from (person(plan.posts[key]) for key in dict.fromkeys(keys) if key in plan.posts)


def _flows(draft: Draft) -> Iterator[str]:
    """The orders of each scenario, one after another."""
    for scenario in draft.plan.played:
        orders = (f"{clause(each.title)}（{draft.plan.party(each.owner)}）" for each in scenario.flow)
        if said := "—".join(orders):
            yield f"**{draft.places[scenario.id]}**：{said}" if len(draft.plan.played) > 1 else said


def _notifications(draft: Draft) -> Iterator[str]:
    """What is told whom within what time, once however many scenarios say it."""
    plan = draft.plan
    found: dict[str, list[str]] = {}
    for scenario in plan.played:
        for each in told_apart(draft, scenario):
            if each.within:
                said = f"{plan.party(each.sender)}—{plan.party(each.receiver)}：{clause(each.content)}"
                found.setdefault(f"{within(each)}　{said}", []).append(scenario.id)
    for said, keys in found.items():
        places = draft.scenarios(keys)
        yield f"{said}（{places}）" if places else said


def _release(plan: Plan) -> Iterator[str]:
    stages = [
        f"{clause(each.title)}（{plan.party(each.by)}{'' if each.when == ALWAYS else f'，{each.when}'}）"
        for each in common_stages(plan)
    ]
    if stages:
        yield "—".join(stages)


BLOCKS = by_name(
    (
        *PAGES,
        page(
            "command-sheet",
            "指挥一览",
            _made,
            meaning="指挥人员放在手边的一张纸，横排两栏，不含导调事件：各步骤的最迟时间和责任方，联络号码、信号、决策权限。"
            "纸张写 A3 或者 A4；字用排得下的最大的一号，A3 不小于 14 磅，A4 不小于 10.5 磅，"
            "排不下的先省去行动要求，再印到背面。"
            "导语写在最上面，本人是指挥人员自己做的步骤的标记，最迟、报告里的 # 是时刻、报告对象，"
            "险情说明、外部说明写在那一栏的最前面；未完写在没有印完的一面，背面、另面是后面各面的标题，# 是第几面；"
            "其余是各栏、各列的叫法，栏的叫法写空的不出现",
            words=_WORDS,
            choices=CHOICES,
        ),
    )
)
"""By what stands in a placeholder."""
