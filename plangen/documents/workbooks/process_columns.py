"""The columns of the process record, and the formulas that compare what was done with what was planned.

Times are entered as they are read off a clock; `process_times` makes minutes of them. A limit counts from what really
came before: the order as it was given, the end of the step before as it is recorded, an event as it came. Where that
was not recorded nothing is judged, and what is missing is said.
"""

from collections.abc import Sequence
from enum import StrEnum

from msgspec import Struct

from plangen.blocks.document import Align
from plangen.blocks.workbook import Column, Formula, Highlight, Kind, Tone, literal
from plangen.documents.workbooks.process_times import at_the_latest, near, read, reads


class Judged(StrEnum):
    """What became of an action, as the formulas find it; of two the reason follows behind a colon."""

    TIMELY = "按时"
    LATE = "超时"
    UNJUDGED = "不判定"  # it was not due at one time
    UNKNOWN = "未判定"  # what its limit counts from was not recorded
    UNDER_WAY = "进行中"
    NOT_DONE = "未完成"
    NO_END = "缺完成时间"
    WRONG = "时间有误"


class ColumnWords(Struct, frozen=True, kw_only=True):
    """What the columns are called, how two of them are filled in, and what is said of a time that is wrong."""

    heads: tuple[str, ...]
    clock: str  # how actual times are entered
    remark: str
    unread: str  # of one that cannot be read, and how to write it
    backwards: str  # of an end before the beginning


def columns(words: ColumnWords, results: tuple[str, ...], *, several_days: bool) -> tuple[Column, ...]:
    """The columns of a department's sheet; `results` are the choices for how an action ended."""
    kind = Kind.CLOCK if several_days else Kind.TIME
    wide = 13.0 if several_days else 9.0
    number, phase, scenario, owner, action, start, limit, due, began, ended, judged, result, remark = words.heads
    unexplained = f'AND(OR([judged]="{Judged.LATE}",[judged]="{Judged.NOT_DONE}"),LEN(TRIM([.]))=0)'
    return (
        Column(id="number", title=number, width=5, kind=Kind.INTEGER, spare=True),
        Column(id="phase", title=phase, width=9, spare=True),
        Column(id="scenario", title=scenario, width=10, spare=True),
        Column(id="owner", title=owner, width=11, spare=True),
        Column(id="action", title=action, width=30, kind=Kind.LONG, spare=True),
        Column(id="start", title=start, width=9, align=Align.CENTRE, spare=True),
        Column(id="limit", title=limit, width=10, spare=True),
        Column(id="due", title=due, width=9, align=Align.CENTRE, spare=True),
        Column(id="began", title=began, width=wide, kind=kind, entry=True, guidance=words.clock),
        Column(id="ended", title=ended, width=wide, kind=kind, entry=True, guidance=words.clock),
        _judged(judged, results, words),
        Column(id="result", title=result, width=9, kind=Kind.CHOICE, entry=True, choices=results),
        Column(
            id="remark",
            title=remark,
            width=13,
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


def begins(column: str, word: str) -> str:
    """The condition that what became of an action is this, whatever the reason."""
    return f'LEFT({column},{len(word)})="{word}"'


def _judged(title: str, results: Sequence[str], words: ColumnWords) -> Column:
    """What became of the action; blank while nothing is filled in; what cannot be judged says why."""
    finished = ",".join(f"[result]={literal(result)}" for result in finished_results(results)) or "TRUE"
    blank, no_end = (f"LEN(TRIM([{column}]))=0" for column in ("began", "ended"))
    unread = f"OR(AND(NOT({blank}),NOT(ISNUMBER([_began]))),AND(NOT({no_end}),NOT(ISNUMBER([_ended]))))"
    backwards = "IF(AND(ISNUMBER([_began]),ISNUMBER([_ended])),[_ended]<[_began],FALSE)"
    text = (
        f'IF(AND({blank},{no_end},[result]=""),"",IF({unread},{_reasoned(Judged.WRONG, words.unread)},'
        f"IF({backwards},{_reasoned(Judged.WRONG, words.backwards)},"
        f'IF(AND([result]<>"",NOT(OR({finished}))),"{Judged.NOT_DONE}",'
        f'IF({no_end},IF([result]="","{Judged.UNDER_WAY}","{Judged.NO_END}"),'
        f'IF(AND([_fixed]="",[_limit]=""),"{Judged.UNJUDGED}",IF([_due]="",[_missing],'
        f'IF([_ended]<=[_due],"{Judged.TIMELY}","{Judged.LATE}"))))))))'
    )
    return Column(
        id="judged",
        title=title,
        width=9,
        kind=Kind.CHOICE,
        formula=Formula(text),
        highlights=(
            Highlight(f'[.]="{Judged.TIMELY}"', Tone.GOOD),
            Highlight(f'OR([.]="{Judged.LATE}",{begins("[.]", Judged.WRONG)})', Tone.BAD),
            Highlight(f'[.]="{Judged.UNDER_WAY}"', Tone.NEUTRAL),
            Highlight(
                f'OR([.]="{Judged.NOT_DONE}",[.]="{Judged.NO_END}",{begins("[.]", Judged.UNKNOWN)})', Tone.MISSING
            ),
        ),
    )


def _reasoned(found: Judged, reason: str) -> str:
    return literal(f"{found}：{reason}")


def _hidden(*, several_days: bool) -> tuple[Column, ...]:
    """All times in minutes from 0:00 of the first day: the planned ones given, the actual ones computed."""
    planned, early = ("[_start]", 720) if several_days else ("[_began_at]", 360)
    began = near("[began]", "[_began_at]", f"IF(ISNUMBER([_base]),[_base],{planned})-{early}")
    planned = planned if several_days else "[_ended_at]"
    reference = f"IF(ISNUMBER([_began]),[_began],IF(ISNUMBER([_base]),[_base],{planned}))-360"
    ended = near("[ended]", "[_ended_at]", reference)
    formulas = (
        ("_began_text", "实际开始文字", read("[began]")),
        ("_began_at", "实际开始读数", reads("[began]", "[_began_text]")),
        ("_began", "实际开始分钟数", began),
        ("_ended_text", "实际完成文字", read("[ended]")),
        ("_ended_at", "实际完成读数", reads("[ended]", "[_ended_text]")),
        ("_ended", "实际完成分钟数", ended),
        ("_due", "最迟完成分钟数", at_the_latest()),
    )
    given = (
        ("_start", "计划开始分钟数"),
        ("_limit", "时限分钟数"),
        ("_fixed", "规定完成分钟数"),
        ("_base", "起算分钟数"),
    )
    return (
        *(Column(id=name, title=title, width=8, kind=Kind.INTEGER, hidden=True) for name, title in given),
        Column(id="_missing", title="未判定原因", width=8, hidden=True),
        *(
            Column(id=name, title=title, width=8, kind=Kind.INTEGER, hidden=True, formula=Formula(text))
            for name, title, text in formulas
        ),
    )
