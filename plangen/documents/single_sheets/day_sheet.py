"""The drill day's sheet, for those who run it: injects and milestones by the clock, and all that they look up."""

from collections.abc import Iterable, Iterator, Mapping
from functools import partial

from plangen.blocks.answers import BOX
from plangen.blocks.document import Block, Document
from plangen.documents.draft import Draft
from plangen.documents.inject_words import deliverer, expected_lines, receivers
from plangen.documents.outlines.generated import BlockWords, by_name, page
from plangen.documents.outlines.outlined import outlined
from plangen.documents.outlines.pages import PAGES
from plangen.documents.phrases import BREAK, NONE, period, place_named
from plangen.documents.single_sheets.sheet_content import CHOICES, WORDS, Brevity, Course, Event, SheetPart, SheetText
from plangen.documents.single_sheets.sheet_page import laid_out
from plangen.documents.single_sheets.sheet_parts import (
    PART_WORDS,
    base,
    filled,
    in_earnest,
    levels,
    part,
    person,
    scenarios,
    signals,
)
from plangen.language.sentences import clause, quoted
from plangen.model.drill import Pause
from plangen.model.events import by_drill_time, with_breaks
from plangen.model.injects import CONTINGENCY, Inject
from plangen.model.plan import Plan
from plangen.model.presence import arrival
from plangen.model.script import CONTROLLING, EVALUATING, SIMULATING
from plangen.model.values import Moment, shown

KEY = "day-sheet"
"""The key of its heading."""

_CENTRED = frozenset({0, 1, 4})
_TEXTS = (3, 2)
_KINDS = {"导调人员": CONTROLLING, "模拟人员": SIMULATING, "评估人员": EVALUATING}

_WORDS: Mapping[str, str] = {
    **WORDS,
    **PART_WORDS,
    **{each: each for each in ("编号", "事件", "投放人", *_KINDS, "中止", "应变", "指挥人员", "地点")},
    "报到": "参演人员报到",
    "启动": "下达启动指令",
    "结束": "演练结束",
    "预期": "预期",
    "导语": "",
    "演练地点": "",
}


def day_sheet(plan: Plan) -> Document:
    """The sheet as its outline words it."""
    return outlined(plan, "day-sheet", BLOCKS)


def _made(draft: Draft, words: BlockWords) -> Iterator[Block]:
    heads = (words["时间"], words["编号"], words["事件"], words["投放人"], words["完成"])
    course = Course(heads=heads, centred=_CENTRED, texts=_TEXTS)
    return laid_out(KEY, course, partial(_told, draft, words), words)


def _told(draft: Draft, words: BlockWords, brevity: Brevity) -> SheetText:
    return SheetText(events=tuple(_events(draft.plan, words, brevity)), parts=_parts(draft, words, brevity))


def _events(plan: Plan, words: BlockWords, brevity: Brevity) -> Iterator[Event]:
    """Everything by the clock: at one time what begins stands before what is delivered."""
    if words["导语"]:
        yield Event(texts=(words["导语"],))
    time = arrival(plan)
    if isinstance(time, Moment):
        yield _milestone(str(time), words["报到"])
    elif time is not None:
        yield _milestone(NONE, f"{words['报到']}：{shown(time)}")
    end = (plan.drill.end, -1, _milestone(str(plan.drill.end), words["结束"]))
    every = [end, *_phases(plan), *_order(plan, words, brevity), *_injects(plan, words, brevity)]
    yield from (event for _, _, event in sorted(every, key=lambda each: each[:2]))


def _milestone(time: str, said: str) -> Event:
    return Event(texts=(f"**{time}**", NONE, f"**{said}**", NONE, BOX))


def _phases(plan: Plan) -> Iterator[tuple[Moment, int, Event]]:
    for each in with_breaks(plan, plan.timeline.phases):
        said = BREAK if isinstance(each, Pause) else each.title
        yield each.start, 0, Event(texts=(f"**{period(each.start, each.end)}　{said}**",))


def _order(plan: Plan, words: BlockWords, brevity: Brevity) -> Iterator[tuple[Moment, int, Event]]:
    order = plan.timeline.order
    said = f"**{words['启动']}**" + ("" if brevity is Brevity.BRIEF else f"：{quoted(order.text)}")
    yield order.time, 1, Event(texts=(f"**{order.time}**", NONE, said, plan.party(order.by), BOX))


def _injects(plan: Plan, words: BlockWords, brevity: Brevity) -> Iterator[tuple[Moment, int, Event]]:
    for _, inject in by_drill_time(plan):
        if inject.time is not None:
            said = _inject(plan, inject, words, brevity)
            texts = (f"**{inject.time}**", inject.serial, said, deliverer(plan, inject), BOX)
            yield inject.time, 2, Event(texts=texts)


def _inject(plan: Plan, inject: Inject, words: BlockWords, brevity: Brevity) -> str:
    """What is delivered to whom, how and where; in full also what is then expected."""
    to = "、".join(receivers(plan, inject)) if inject.to else ""
    how = "，".join(filter(None, (inject.way, place_named(plan, inject.place)))) if brevity is not Brevity.BRIEF else ""
    expected = [each for each in expected_lines(plan, inject) if each != NONE] if brevity is Brevity.FULL else []
    said = f"**{clause(inject.title)}**" + (f"（{how}）" if how else "") + (f"→{to}" if to else "")
    return f"{said}；{words['预期']}：{'；'.join(expected)}" if expected else said


def _parts(draft: Draft, words: BlockWords, brevity: Brevity) -> tuple[SheetPart, ...]:
    plan = draft.plan
    commanders = [person(plan.posts[key]) for key in plan.organisation.team.commanders if key in plan.posts]
    own = [f"{words['指挥人员']}：{'；'.join(commanders)}"] if commanders else []
    place = [f"{words['地点']}：{words['演练地点']}"] if words["演练地点"] else []
    return filled(
        (
            part(words, "真实险情", in_earnest(plan, words), brevity, urgent=True),
            part(words, "联络", (*place, *base(plan, words), *own), urgent=True),
            part(words, "信号", signals(plan, brevity, acts=True), brevity, urgent=True),
            *(part(words, title, _staff(plan, kind), brevity) for title, kind in _KINDS.items()),
            part(words, "中止", _stops(plan, brevity), brevity),
            part(words, "应变", _contingencies(plan, brevity), brevity),
            part(words, "场景", scenarios(draft) if len(plan.played) > 1 else ()),
            part(words, "决策权限", levels(plan, Brevity.BRIEF), brevity),
        )
    )


def _staff(plan: Plan, kind: str) -> Iterable[str]:
    for each in plan.script.staff:
        if each.kind == kind:
            place = place_named(plan, each.place)
            yield person(each) + (f"（{place}）" if place else "")


def _stops(plan: Plan, brevity: Brevity) -> Iterator[str]:
    for each in plan.script.stops:
        when = f"，{clause(each.condition)}" if brevity is Brevity.FULL else ""
        signal = "" if brevity is Brevity.BRIEF else f"，{quoted(each.signal)}"
        yield f"**{each.title}**{when}：{each.kind}（{plan.person(each.decides)}{signal}）"


def _contingencies(plan: Plan, brevity: Brevity) -> Iterator[str]:
    """The injects that wait for a condition."""
    for scenario in plan.played:
        for each in plan.events(scenario.id):
            if each.kind == CONTINGENCY:
                when = f"：{clause(each.condition)}" if each.condition and brevity is not Brevity.BRIEF else ""
                yield f"**{each.serial}**　{clause(each.title)}（{deliverer(plan, each)}）{when}"


BLOCKS = by_name(
    (
        *PAGES,
        page(
            "day-sheet",
            "当日一览",
            _made,
            meaning="导控人员放在手边的一张纸，横排两栏：按时刻排列的阶段和导调事件，导控人员号码、信号、中止、应变事件。"
            "纸张写 A3 或者 A4；字用排得下的最大的一号，A3 不小于 14 磅，A4 不小于 10.5 磅，"
            "排不下的先省去预期行动和条件，再印到背面。"
            "导语写在最上面，演练地点写在联络一栏，报到、启动、结束是各时刻的说法；险情说明写在那一栏的最前面；"
            "未完写在没有印完的一面，背面、另面是后面各面的标题，# 是第几面；"
            "其余是各栏、各列的叫法，栏的叫法写空的不出现",
            words=_WORDS,
            choices=CHOICES,
        ),
    )
)
"""By what stands in a placeholder."""
