"""One card per scenario, on one page, to be used without the rest of the handbook.

A card holds every step of the command flow; of calls, deadlines and points it holds what the page has room for, the
most urgent first, and says where the others stand.
"""

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from plangen.blocks.answers import BOX
from plangen.blocks.document import Align, Block, Column, Role, Row, Table, Tone, cell, paragraph
from plangen.documents.draft import Draft
from plangen.documents.handbook.contacts import called_for
from plangen.documents.handbook.deadlines import deadlines
from plangen.documents.phrases import NONE
from plangen.documents.room import lines_taken, width
from plangen.documents.tables import in_role
from plangen.language.sentences import clause
from plangen.model.plan import Plan
from plangen.model.scenario import Scenario
from plangen.model.values import is_todo

WORDS: Mapping[str, str] = {
    **{title: title for title in ("流程", "情况", "决策", "联络", "时限", "要点")},
    **dict.fromkeys(("热线", "未定级", "说明", "其余"), ""),
}
"""The titles of the card's rows, and what it says beside them."""

# The heights and widths of the default layout profile, in points; line spacing is exact, so they hold in any font.
_PAGE = 585  # below one line of heading, with some to spare for the lines of the table
_HEADING_LINE, _HEADING_WIDTH = 29, 26  # height of a line of the heading, and its full-width characters
_HEADING_BESIDE = 5  # full-width characters of the heading beside the scenario's title
_FLOW_LINE, _FLOW_WIDTH = 30, 24  # the same of the flow
_NOTE_LINE = 20
_FEWEST_FOR_A_PART = 2


class _Type(Struct, frozen=True, kw_only=True):
    """The type of the card's table: height and full-width characters of a line in its right column."""

    line: int
    width: int
    compact: bool = False


_TYPES = (_Type(line=19, width=29), _Type(line=16, width=33, compact=True))


class _Part(Struct, frozen=True, kw_only=True):
    """A row of a card's table."""

    title: str
    lines: Sequence[str]


class _Table(Struct, frozen=True, kw_only=True):
    """What a card's table says in a type; its heights are in lines."""

    type: _Type
    fixed: tuple[_Part, ...]
    optional: tuple[_Part, ...]

    @property
    def height(self) -> int:
        return sum(lines_taken(part.lines, self.type.width) for part in (*self.fixed, *self.optional))

    @property
    def least(self) -> int:
        fixed = sum(lines_taken(part.lines, self.type.width) for part in self.fixed)
        return fixed + _FEWEST_FOR_A_PART * len(self.optional)


def command_card(draft: Draft, scenario: Scenario, words: Mapping[str, str]) -> Iterator[Block]:
    """The flow in large type, to be ticked, and below it a table with what a commander asks first.

    The table is in the largest type in which all of it fits; where none does, it is shortened in the smallest.
    """
    steps = _steps(draft, scenario)
    ticked = [f"{BOX} {step}" for step in steps]
    heading = "　" * _HEADING_BESIDE + scenario.title
    page = _PAGE - (lines_taken([heading], _HEADING_WIDTH) - 1) * _HEADING_LINE
    below = page - lines_taken(ticked, _FLOW_WIDTH) * _FLOW_LINE - _NOTE_LINE
    tables = [_table(draft, scenario, words, each) for each in _TYPES]
    is_ticked = bool(steps) and below >= tables[-1].least * _TYPES[-1].line
    room = below if is_ticked else page
    if is_ticked:
        yield from (paragraph(step, role=Role.CARD) for step in ticked)
        if words["说明"]:
            yield paragraph(words["说明"], role=Role.NOTE, keep_next=True)
    else:  # run together, so that no step is left out
        flow = _Part(title=words["流程"], lines=["；".join(steps)] if steps else [])
        tables = [replace(each, fixed=(flow, *each.fixed)) for each in tables]
    yield from _written(_largest(tables, room), room, words["其余"])


def _steps(draft: Draft, scenario: Scenario) -> list[str]:
    return [
        f"{number}. {step.title}（{draft.plan.party(step.owner)}）"
        for number, step in enumerate(scenario.flow, start=1)
    ]


def _largest(tables: Sequence[_Table], room: int) -> _Table:
    """The table in the largest type in which it fits, else in the smallest."""
    return next((table for table in tables if table.height <= room // table.type.line), tables[-1])


def _table(draft: Draft, scenario: Scenario, words: Mapping[str, str], kind: _Type) -> _Table:
    fixed = {
        "情况": [clause(scenario.situation.summary)],
        "决策": _decision(draft, scenario, words["未定级"]),
    }
    optional = {
        "联络": _calls(draft, scenario, words["热线"], kind.width),
        "时限": deadlines(draft, scenario),
        "要点": _points(draft, scenario),
    }
    return _Table(type=kind, fixed=_titled(fixed, words), optional=_titled(optional, words))


def _titled(rows: Mapping[str, Sequence[str]], words: Mapping[str, str]) -> tuple[_Part, ...]:
    """The rows under the titles that they are to have; one that is to have none is left out."""
    return tuple(_Part(title=words[name], lines=lines) for name, lines in rows.items() if words[name])


def _written(table: _Table, room: int, rest: str) -> Iterator[Table]:
    left = room // table.type.line - sum(lines_taken(part.lines, table.type.width) for part in table.fixed)
    chosen = _chosen(table.optional, left, rest, table.type.width)
    parts = [part for part in (*table.fixed, *chosen) if part.lines]
    rows = tuple(Row(cells=(cell(part.title, tone=Tone.KEY, align=Align.CENTRE), cell(*part.lines))) for part in parts)
    if rows:
        yield Table(columns=(Column(2), Column(12)), rows=rows, compact=table.type.compact)


def _chosen(parts: Sequence[_Part], room: int, rest: str, width: int) -> Iterator[_Part]:
    """Of each part the lines that fit into what the parts before have left, keeping a little for those that follow."""
    left = room
    for number, part in enumerate(parts):
        following = sum(min(_FEWEST_FOR_A_PART, lines_taken(each.lines, width)) for each in parts[number + 1 :])
        lines = list(_fitting(part.lines, left - following, rest, width))
        left -= lines_taken(lines, width)
        yield _Part(title=part.title, lines=lines)


def _fitting(lines: Sequence[str], room: int, rest: str, width: int) -> Iterator[str]:
    """The first lines that fit; where some do not, the last one says where to find them."""
    if lines_taken(lines, width) <= room:
        yield from lines
        return
    left = room - 1
    for line in lines:
        left -= lines_taken([line], width)
        if left < 0:
            break
        yield line
    if rest:
        yield rest


def _decision(draft: Draft, scenario: Scenario, unknown: str) -> list[str]:
    """Who decides on an incident of the scenario's severity and how; without one, for every severity."""
    plan, severity = draft.plan, scenario.severity
    lead = [unknown] if unknown and not severity and len(plan.command.severities) > 1 else []
    return lead + [
        f"{each.title}：{in_role(plan, level.decides)}，{clause(level.manner)}"
        for each in plan.command.severities
        if severity in {None, each.id}
        for level in plan.command.levels
        if each.id in level.severities
    ]


def _calls(draft: Draft, scenario: Scenario, hotline: str, width: int) -> list[str]:
    """Hotline, leader, deputy, and those who answer for the owners of the flow and the notifications' parties.

    An outside party that nobody can call is left out, as it is in the list of numbers.
    """
    plan = draft.plan
    parties = [step.owner for step in scenario.flow]
    parties += [party for each in scenario.notifications for party in (each.sender, each.receiver)]
    keys = called_for(plan, parties)
    calls = sorted((_call(plan, key) for key in keys), key=lambda call: call.endswith(NONE))  # who has no number, last
    reached = plan.reporting.hotline
    first = [f"{hotline}：{reached.number}"] if hotline and reached else []
    return _filled((*first, *calls), width)


def _filled(texts: Sequence[str], widest: int) -> list[str]:
    """The texts in as few lines as their order allows; one that fills a line stands alone."""
    lines: list[str] = []
    for each in texts:
        joint = f"{lines[-1]}；{each}" if lines else each
        if lines and width(joint) <= widest:
            lines[-1] = joint
        else:
            lines.append(each)
    return lines


def _call(plan: Plan, key: str) -> str:
    post = plan.posts.get(key)
    if post is None:
        contact = next((each.contact for each in plan.organisation.outside if each.id == key), None)
        return f"{plan.party(key)}：{contact or NONE}"
    name = f"　{post.holder}" if post.holder and not is_todo(post.holder) else ""
    return f"{post.title}{name}：{post.phone or NONE}"


def _points(draft: Draft, scenario: Scenario) -> list[str]:
    points = "；".join(clause(point) for point in (*scenario.points, *draft.plan.command.points))
    return [points] if points else []
