"""One card per scenario, on one page, to be used without the rest of the handbook.

A card holds every step of the command flow; of limits, notices and points it holds what the page has room for, the
most urgent first, and says in which chapter the others stand.
"""

import math
import unicodedata
from collections.abc import Iterator, Sequence

from msgspec import Struct

from plangen.blocks.document import Align, Block, Column, Heading, Role, Row, Table, Tone, cell, paragraph
from plangen.blocks.numbering import chinese_number
from plangen.documents.draft import Draft
from plangen.documents.handbook.contacts import answering
from plangen.documents.handbook.general import FIRST_SCENARIO_CHAPTER
from plangen.documents.handbook.scenario import limited_steps, who_decides
from plangen.documents.phrases import clause, limit
from plangen.documents.tables import within
from plangen.model.plan import Plan
from plangen.model.scenario import Scenario
from plangen.model.timeline import Phase, Step
from plangen.model.values import is_todo

__all__ = ["command_cards"]

# The heights and widths of the default layout profile, in points; line spacing is exact, so they hold in any font.
_PAGE = 585  # below one line of heading, with some to spare for the lines of the table
_HEADING_LINE, _HEADING_WIDTH = 29, 26  # height of a line of the heading, and its full-width characters
_FLOW_LINE, _FLOW_WIDTH = 30, 24  # the same of the flow
_TABLE_LINE, _TABLE_WIDTH = 19, 29  # the same of the table's right column
_NOTE_LINE = 20
_FEWEST_FOR_A_PART = 2


class _Part(Struct, frozen=True, kw_only=True):
    """A row of a card's table."""

    title: str
    lines: Sequence[str]


def command_cards(draft: Draft) -> Iterator[Block]:
    for number, scenario in enumerate(draft.plan.played, start=1):
        chapter = f"第{chinese_number(FIRST_SCENARIO_CHAPTER + number - 1)}章"
        title = f"指挥卡{number}　{scenario.title}"
        page = _PAGE - (_height([title], _HEADING_WIDTH) - 1) * _HEADING_LINE
        yield Heading(level=1, text=title, key=f"card-{scenario.id}", numbered=False, new_page=True)
        yield from _card(draft, scenario, chapter, page)


def _card(draft: Draft, scenario: Scenario, chapter: str, page: int) -> Iterator[Block]:
    """The flow in large type, to be ticked, and below it a table with what a commander asks first."""
    fixed = [
        _Part(title="情况", lines=[clause(scenario.situation.summary)]),
        _Part(title="决策", lines=_decision(draft, scenario)),
    ]
    optional = (
        _Part(title="联络", lines=_calls(draft, scenario)),
        _Part(title="时限", lines=[_limit(draft, phase, step) for phase, step in _own(draft, scenario)]),
        _Part(title="通知", lines=_notices(draft, scenario)),
        _Part(title="要点", lines=_points(draft, scenario)),
    )
    steps = [
        f"{number}. {step.title}（{draft.plan.party(step.owner)}）"
        for number, step in enumerate(scenario.flow, start=1)
    ]
    ticked = [f"□ {step}" for step in steps]
    left = page - _height(ticked, _FLOW_WIDTH) * _FLOW_LINE - _NOTE_LINE
    least = sum(_height(part.lines) for part in fixed) + _FEWEST_FOR_A_PART * len(optional)
    if steps and left >= least * _TABLE_LINE:
        yield from (paragraph(step, role=Role.CARD) for step in ticked)
        yield paragraph(f"完成一步，打钩一步；指挥要求见{chapter}。", role=Role.NOTE, keep_next=True)
    else:  # run together, so that no step is left out
        fixed.insert(0, _Part(title="流程", lines=["；".join(steps)] if steps else []))
        left = page
    room = left // _TABLE_LINE - sum(_height(part.lines) for part in fixed)
    parts = [part for part in (*fixed, *_chosen(optional, room, chapter)) if part.lines]
    rows = tuple(Row(cells=(cell(part.title, tone=Tone.KEY, align=Align.CENTRE), cell(*part.lines))) for part in parts)
    yield Table(columns=(Column(2), Column(12)), rows=rows)


def _chosen(parts: Sequence[_Part], room: int, chapter: str) -> Iterator[_Part]:
    """Of each part the lines that fit into what the parts before have left, keeping a little for those that follow."""
    left = room
    for number, part in enumerate(parts):
        following = sum(min(_FEWEST_FOR_A_PART, _height(each.lines)) for each in parts[number + 1 :])
        lines = list(_fitting(part.lines, left - following, f"其余见{chapter}"))
        left -= _height(lines)
        yield _Part(title=part.title, lines=lines)


def _fitting(lines: Sequence[str], room: int, rest: str) -> Iterator[str]:
    """The first lines that fit; where some do not, the last one says where to find them."""
    if _height(lines) <= room:
        yield from lines
        return
    left = room - 1
    for line in lines:
        left -= _height([line])
        if left < 0:
            break
        yield line
    if lines:
        yield rest


def _height(lines: Sequence[str], width: int = _TABLE_WIDTH) -> int:
    return sum(math.ceil(_width(line) / width) for line in lines)


def _width(line: str) -> float:
    return sum(1 if unicodedata.east_asian_width(character) in "WFA" else 0.5 for character in line)


def _decision(draft: Draft, scenario: Scenario) -> tuple[str, ...]:
    lead = () if scenario.severity else (f"事件等级由{draft.plan.organisation.team.title}现场判定",)
    return (*lead, *who_decides(draft, scenario.severity))


def _calls(draft: Draft, scenario: Scenario) -> list[str]:
    """The hotline, and whoever answers for the owners of the flow, with telephone."""
    plan = draft.plan
    answers = [answering(plan, step.owner) for step in scenario.flow]
    keys = dict.fromkeys((plan.organisation.team.leader, *filter(None, answers)))
    return [f"信息报告热线：{plan.reporting.hotline.number}", *(_call(plan, key) for key in keys)]


def _call(plan: Plan, key: str) -> str:
    post = plan.posts.get(key)
    if post is None:
        contact = next((each.contact for each in plan.organisation.outside if each.id == key), None)
        return f"{plan.party(key)}：{contact or '—'}"
    name = f"　{post.holder}" if post.holder and not is_todo(post.holder) else ""
    return f"{post.title}{name}：{post.phone or '—'}"


def _own(draft: Draft, scenario: Scenario) -> list[tuple[Phase, Step]]:
    """The limits that are the scenario's own; those of all scenarios only where it has none."""
    steps = limited_steps(draft, scenario)
    return [(phase, step) for phase, step in steps if step.scenarios] or steps


def _limit(draft: Draft, phase: Phase, step: Step) -> str:
    return f"{draft.plan.party(step.owner)}：{step.title}，{limit(draft.plan, step, phase)}"


def _notices(draft: Draft, scenario: Scenario) -> list[str]:
    party = draft.plan.party
    return [
        f"{party(each.sender)}通知{party(each.receiver)}：{clause(each.content)}，{within(each)}"
        for each in scenario.notifications
    ]


def _points(draft: Draft, scenario: Scenario) -> list[str]:
    points = "；".join(clause(point) for point in (*scenario.points, *draft.plan.command.points))
    return [points] if points else []
