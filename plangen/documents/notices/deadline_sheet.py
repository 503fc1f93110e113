"""The list of statutory deadlines: case by case by when something has to be done, and what legal has to judge."""

from collections.abc import Iterator, Sequence

from plangen.blocks.document import Block, Document, Heading, Role, SectionBreak, Table, Title, paragraph
from plangen.checks.due_wording import became, end_of, moment, remarks, standing, start_of
from plangen.checks.wording import rests_on
from plangen.documents.draft import grid
from plangen.documents.frame import document
from plangen.documents.phrases import NONE
from plangen.model.case import Case
from plangen.model.due import Due, Moments
from plangen.model.how_met import duty_state
from plangen.model.met import DutyState
from plangen.model.plan import Plan

_HEADS = (
    "序号",
    "事项和对象",
    "时限、起算、最迟",
    "依据、规定和查证情况",
    "适用条件和办理情况（由法律人员判断、登记）",
)
_WEIGHTS = (1.1, 4.4, 5, 9, 5.4)
_USE = (
    "时限按事件的日期推算：起算当日不计入；工作日按国务院办公厅公布的节假日安排计算，没有当年安排的不推算；条文待查证的不推算。",
    "适用条件和能否顺延由法律人员判断；本表推算期限，是否适用、是否办理以登记为准，没有登记的不作推断。",
)


def deadline_sheet(plan: Plan, cases: Sequence[tuple[str, str, Sequence[Due]]], as_of: Moments | None) -> Document:
    """The list; `cases` are their ids and titles with the deadlines of each."""
    return document(plan, "法定时限清单", _blocks(plan, cases, as_of), header="法定时限清单")


def deadline_table(caption: str, dues: Sequence[Due], as_of: Moments | None, states: Sequence[DutyState] = ()) -> Table:
    """Deadlines as a table, with whether each is past as of that moment, where one is given, and what became of it."""
    known: Sequence[DutyState | None] = states or [None] * len(dues)
    rows = [_row(number, due, as_of, known[number - 1]) for number, due in enumerate(dues, start=1)]
    return grid(caption, _HEADS, _WEIGHTS, rows, centred=(0,))


def _blocks(plan: Plan, cases: Sequence[tuple[str, str, Sequence[Due]]], as_of: Moments | None) -> Iterator[Block]:
    yield SectionBreak(landscape=True)
    yield Title(lines=("法定时限清单",))
    yield from (paragraph(text, Role.NOTE) for text in _USE)
    if as_of is not None:
        yield paragraph(f"期限是否已过以{moment(as_of).zh}为准。", Role.NOTE)
    for number, (case, title, dues) in enumerate(cases, start=1):
        is_real = isinstance(plan.cases[case], Case)
        states = [duty_state(plan, case, each.deadline.id) for each in dues] if is_real else []
        yield Heading(level=1, text=title, key=f"case-{number}")
        if dues:
            yield deadline_table(f"表{number}　法定时限", dues, as_of, states)
        else:
            yield paragraph("没有列出适用的法定时限。")


def _row(number: int, due: Due, as_of: Moments | None, state: DutyState | None) -> tuple[str | tuple[str, ...], ...]:
    deadline = due.deadline
    return (
        str(number),
        (deadline.title, f"→ {deadline.to}"),
        tuple(times_of(due, as_of)),
        tuple(each.zh for each in rests_on(deadline)),
        (
            *((deadline.condition,) if deadline.condition else ()),
            *(each.zh for each in remarks(due)),
            *((became(state).zh,) if state is not None else ()),
        )
        or NONE,
    )


def times_of(due: Due, as_of: Moments | None) -> Iterator[str]:
    """How long, from when, until when, and how that stands to the moment asked for."""
    deadline, ends, where = due.deadline, end_of(due).zh, standing(due, as_of).zh
    yield deadline.limit
    yield f"起算：{start_of(due).zh}"
    if due.ends and not deadline.at_least:
        yield from (f"最迟：{date}" for date in ends.split("、"))
    elif ends != deadline.limit:
        yield ends
    if where:
        yield f"（{where}）"
