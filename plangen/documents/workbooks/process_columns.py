"""The columns of the process record, and the formulas that compare what was done with what was planned.

Times are entered as they are read off a clock. For the comparison each becomes minutes from 0:00 of the drill's first
day: a plain 0:10 after 23:50 belongs to the next day, and in a drill of several days a plain time belongs to the day
that is nearest to the plan. Whoever means another day enters the date as well.
"""

from collections.abc import Sequence

from plangen.blocks.document import Align
from plangen.blocks.workbook import Column, Formula, Highlight, Kind, Tone, literal

SUMMARY = "summary"
"""The grid that holds the first day of the drill under the key `day`."""

_DATED = 10_000  # a number from here on holds a date, below only a time of day


def columns(results: tuple[str, ...], *, several_days: bool) -> tuple[Column, ...]:
    """The columns of a department's sheet; `results` are the choices for how an action ended."""
    kind = Kind.CLOCK if several_days else Kind.TIME
    guidance = time_guidance(several_days=several_days)
    wide = 15.0 if several_days else 9.0
    return (
        Column(id="number", title="序号", width=5, kind=Kind.INTEGER, spare=True),
        Column(id="phase", title="阶段", width=11, spare=True),
        Column(id="scenario", title="场景", width=14, spare=True),
        Column(id="owner", title="责任方", width=11, spare=True),
        Column(id="action", title="行动", width=34, kind=Kind.LONG, spare=True),
        Column(id="start", title="计划开始", width=9, align=Align.CENTRE, spare=True),
        Column(id="limit", title="时限要求", width=13, spare=True),
        Column(id="due", title="最迟完成", width=9, align=Align.CENTRE, spare=True),
        Column(id="began", title="实际开始", width=wide, kind=kind, entry=True, guidance=guidance),
        Column(id="ended", title="实际完成", width=wide, kind=kind, entry=True, guidance=guidance),
        _judged(results),
        Column(id="result", title="结果", width=10, kind=Kind.CHOICE, entry=True, choices=results),
        Column(
            id="remark",
            title="备注",
            width=20,
            kind=Kind.LONG,
            entry=True,
            guidance="超时或者未完成的，说明原因和影响",
            highlights=(Highlight('AND(OR([judged]="超时",[judged]="未完成"),LEN(TRIM([.]))=0)', Tone.MISSING),),
        ),
        *_hidden(several_days=several_days),
    )


def finished_results(results: Sequence[str]) -> tuple[str, ...]:
    """The results that count as done: the first one, and those that begin with its words (完成，有偏差)."""
    return tuple(result for result in results if result.startswith(results[0]))


def time_guidance(*, several_days: bool) -> str:
    """How actual times are entered, as a clause."""
    dated = "；与计划时间相差半天以上的，连同日期填写，例如 2024-12-11 9:12"
    return "填写时刻，例如 9:12" + (dated if several_days else "")


def _judged(results: Sequence[str]) -> Column:
    """按时、超时、进行中、未完成; blank while nothing is filled in; what cannot be judged says why."""
    finished = ",".join(f"[result]={literal(result)}" for result in finished_results(results)) or "TRUE"
    wrong = (
        'OR(AND([began]<>"",NOT(ISNUMBER([began]))),AND([ended]<>"",NOT(ISNUMBER([ended]))),'
        "AND(ISNUMBER([_began]),ISNUMBER([_ended]),[_ended]<[_began]))"
    )
    text = (
        f'IF(AND([began]="",[ended]="",[result]=""),"",IF({wrong},"时间有误",'
        f'IF(AND([result]<>"",NOT(OR({finished}))),"未完成",'
        'IF([ended]="",IF([result]="","进行中","缺完成时间"),'
        'IF([_due]="","不判定",IF([_ended]<=[_due],"按时","超时"))))))'
    )
    return Column(
        id="judged",
        title="是否按时",
        width=11,
        kind=Kind.CHOICE,
        formula=Formula(text),
        highlights=(
            Highlight('[.]="按时"', Tone.GOOD),
            Highlight('OR([.]="超时",[.]="时间有误")', Tone.BAD),
            Highlight('[.]="进行中"', Tone.NEUTRAL),
            Highlight('OR([.]="未完成",[.]="缺完成时间")', Tone.MISSING),
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
