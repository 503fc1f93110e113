"""The columns of the process record, and the formulas that compare what was done with what was planned.

Times are entered as they are read off a clock. For the comparison each becomes minutes from 0:00 of the drill's first
day: a plain 0:10 after 23:50 belongs to the next day, and in a drill of several days a plain time belongs to the day
that is nearest to the plan. Whoever means another day enters the date as well.
"""

from collections.abc import Sequence
from enum import StrEnum

from msgspec import Struct

from plangen.blocks.document import Align
from plangen.blocks.workbook import Column, Formula, Highlight, Kind, Tone, literal

SUMMARY = "summary"
"""The grid that holds the first day of the drill under the key `day`."""

_DATED = 10_000  # a number from here on holds a date, below only a time of day


class Judged(StrEnum):
    """What became of an action, as the formulas find it."""

    TIMELY = "按时"
    LATE = "超时"
    UNJUDGED = "不判定"  # it was not due at one time
    UNDER_WAY = "进行中"
    NOT_DONE = "未完成"
    NO_END = "缺完成时间"
    WRONG = "时间有误"


class ColumnWords(Struct, frozen=True, kw_only=True):
    """What the columns are called, and how two of them are filled in."""

    heads: tuple[str, ...]
    clock: str  # how actual times are entered
    remark: str


def columns(words: ColumnWords, results: tuple[str, ...], *, several_days: bool) -> tuple[Column, ...]:
    """The columns of a department's sheet; `results` are the choices for how an action ended."""
    kind = Kind.CLOCK if several_days else Kind.TIME
    wide = 15.0 if several_days else 9.0
    number, phase, scenario, owner, action, start, limit, due, began, ended, judged, result, remark = words.heads
    unexplained = f'AND(OR([judged]="{Judged.LATE}",[judged]="{Judged.NOT_DONE}"),LEN(TRIM([.]))=0)'
    return (
        Column(id="number", title=number, width=5, kind=Kind.INTEGER, spare=True),
        Column(id="phase", title=phase, width=11, spare=True),
        Column(id="scenario", title=scenario, width=14, spare=True),
        Column(id="owner", title=owner, width=11, spare=True),
        Column(id="action", title=action, width=34, kind=Kind.LONG, spare=True),
        Column(id="start", title=start, width=9, align=Align.CENTRE, spare=True),
        Column(id="limit", title=limit, width=13, spare=True),
        Column(id="due", title=due, width=9, align=Align.CENTRE, spare=True),
        Column(id="began", title=began, width=wide, kind=kind, entry=True, guidance=words.clock),
        Column(id="ended", title=ended, width=wide, kind=kind, entry=True, guidance=words.clock),
        _judged(judged, results),
        Column(id="result", title=result, width=10, kind=Kind.CHOICE, entry=True, choices=results),
        Column(
            id="remark",
            title=remark,
            width=20,
            kind=Kind.LONG,
            entry=True,
            guidance=words.remark,
            highlights=(Highlight(unexplained, Tone.MISSING),),
        ),
        *_hidden(several_days=several_days),
    )


def finished_results(results: Sequence[str]) -> tuple[str, ...]:
    """The results that count as done: the first one, and those that begin with its words (完成，有偏差)."""
    return tuple(result for result in results if result.startswith(results[0]))


def _judged(title: str, results: Sequence[str]) -> Column:
    """What became of the action; blank while nothing is filled in; what cannot be judged says why."""
    finished = ",".join(f"[result]={literal(result)}" for result in finished_results(results)) or "TRUE"
    wrong = (
        'OR(AND([began]<>"",NOT(ISNUMBER([began]))),AND([ended]<>"",NOT(ISNUMBER([ended]))),'
        "AND(ISNUMBER([_began]),ISNUMBER([_ended]),[_ended]<[_began]))"
    )
    text = (
        f'IF(AND([began]="",[ended]="",[result]=""),"",IF({wrong},"{Judged.WRONG}",'
        f'IF(AND([result]<>"",NOT(OR({finished}))),"{Judged.NOT_DONE}",'
        f'IF([ended]="",IF([result]="","{Judged.UNDER_WAY}","{Judged.NO_END}"),'
        f'IF([_due]="","{Judged.UNJUDGED}",IF([_ended]<=[_due],"{Judged.TIMELY}","{Judged.LATE}"))))))'
    )
    return Column(
        id="judged",
        title=title,
        width=11,
        kind=Kind.CHOICE,
        formula=Formula(text),
        highlights=(
            Highlight(f'[.]="{Judged.TIMELY}"', Tone.GOOD),
            Highlight(f'OR([.]="{Judged.LATE}",[.]="{Judged.WRONG}")', Tone.BAD),
            Highlight(f'[.]="{Judged.UNDER_WAY}"', Tone.NEUTRAL),
            Highlight(f'OR([.]="{Judged.NOT_DONE}",[.]="{Judged.NO_END}")', Tone.MISSING),
        ),
    )


def _hidden(*, several_days: bool) -> tuple[Column, ...]:
    """All times in minutes from 0:00 of the first day: the planned ones given, the actual ones computed."""
    clock = "ROUND(MOD([{0}],1)*1440,0)"
    began = clock.format("began")
    ended = clock.format("ended")
    if several_days:
        began = _nearest(began, "[_start]", early=720)
    reference = f"IF(ISNUMBER([_began]),[_began],{'[_start]' if several_days else ended})"
    ended = _nearest(ended, reference, early=360)
    return (
        Column(id="_start", title="计划开始分钟数", width=8, kind=Kind.INTEGER, hidden=True),
        Column(id="_due", title="最迟完成分钟数", width=8, kind=Kind.INTEGER, hidden=True),
        Column(
            id="_began",
            title="实际开始分钟数",
            width=8,
            kind=Kind.INTEGER,
            hidden=True,
            formula=_minutes("began", began),
        ),
        Column(
            id="_ended",
            title="实际完成分钟数",
            width=8,
            kind=Kind.INTEGER,
            hidden=True,
            formula=_minutes("ended", ended),
        ),
    )


def _nearest(clock: str, reference: str, *, early: int) -> str:
    """The clock time on the day that puts it no more than `early` minutes before the reference."""
    return f"{clock}-1440*INT(({clock}-{reference}+{early})/1440)"


def _minutes(column: str, clock: str) -> Formula:
    dated = f"AND([{column}]>={_DATED},ISNUMBER([{SUMMARY}!day]))"
    exact = f"ROUND(([{column}]-[{SUMMARY}!day])*1440,0)"
    return Formula(f'IF(ISNUMBER([{column}]),IF({dated},{exact},{clock}),"")')
