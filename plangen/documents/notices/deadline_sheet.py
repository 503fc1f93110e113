"""The list of statutory deadlines: case by case by when something has to be done, and what legal has to judge."""

from collections.abc import Iterator, Sequence

from plangen.blocks.document import Block, Document, Heading, Role, SectionBreak, Table, Title, paragraph
from plangen.checks.due_wording import end_of, moment, remarks, standing, start_of
from plangen.checks.wording import rests_on
from plangen.documents.draft import grid
from plangen.documents.frame import document
from plangen.documents.phrases import NONE
from plangen.model.due import Due, Moments
from plangen.model.plan import Plan

_HEADS = ("序号", "事项和对象", "时限、起算、最迟", "依据、规定和查证情况", "适用条件（由法律人员判断）")
_WEIGHTS = (1.1, 4.4, 5, 9, 5.4)
_USE = (
    "时限按事件的日期推算：起算当日不计入；工作日按国务院办公厅公布的节假日安排计算，没有当年安排的不推算；条文待查证的不推算。",
    "适用条件和能否顺延由法律人员判断；本表只推算期限，不表明事项是否已经办理。",
)


def deadline_sheet(plan: Plan, cases: Sequence[tuple[str, Sequence[Due]]], as_of: Moments | None) -> Document:
    """The list; `cases` are their titles with the deadlines of each."""
    return document(plan, "法定时限清单", _blocks(cases, as_of), header="法定时限清单")


def deadline_table(caption: str, dues: Sequence[Due], as_of: Moments | None) -> Table:
    """Deadlines as a table, with whether each is past as of that moment, where one is given."""
    rows = [_row(number, due, as_of) for number, due in enumerate(dues, start=1)]
    return grid(caption, _HEADS, _WEIGHTS, rows, centred=(0,))


def _blocks(cases: Sequence[tuple[str, Sequence[Due]]], as_of: Moments | None) -> Iterator[Block]:
    yield SectionBreak(landscape=True)
    yield Title(lines=("法定时限清单",))
    yield from (paragraph(text, Role.NOTE) for text in _USE)
    if as_of is not None:
        yield paragraph(f"期限是否已过以{moment(as_of).zh}为准。", Role.NOTE)
    for number, (title, dues) in enumerate(cases, start=1):
        yield Heading(level=1, text=title, key=f"case-{number}")
        if dues:
            yield deadline_table(f"表{number}　法定时限", dues, as_of)
        else:
            yield paragraph("没有列出适用的法定时限。")


def _row(number: int, due: Due, as_of: Moments | None) -> tuple[str | tuple[str, ...], ...]:
    deadline = due.deadline
    return (
        str(number),
        (deadline.title, f"→ {deadline.to}"),
        tuple(_times(due, as_of)),
        tuple(each.zh for each in rests_on(deadline)),
        (*((deadline.condition,) if deadline.condition else ()), *(each.zh for each in remarks(due))) or NONE,
    )


def _times(due: Due, as_of: Moments | None) -> Iterator[str]:
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
