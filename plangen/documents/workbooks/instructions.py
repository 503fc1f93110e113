"""The sheet 填写说明 that every form ends with: what the form is for, how to fill it in, what may not be changed."""

import datetime
from collections.abc import Iterable, Mapping, Sequence

from plangen.blocks.document import Align
from plangen.blocks.workbook import Column, Grid, GridCell, GridRow, Part
from plangen.documents.outlines.worded import Worded
from plangen.documents.phrases import issue_date
from plangen.language.sentences import clause
from plangen.model.plan import Plan

_WIDTHS = (6.0, 22.0, 12.0, 52.0)
_MINUTES = 12  # after the drill has begun: a time that shows how minutes are written


def words_of_all(plan: Plan) -> Worded:
    """The words that the instructions of every form have in common."""
    return Worded(plan, "instructions", examples(plan))


def examples(plan: Plan) -> Mapping[str, object]:
    """How dates and times are written, by the days and hours of the drill."""
    day, start = plan.date or issue_date(plan), plan.drill.start.minutes + _MINUTES
    clock = f"{start // 60 % 24}:{start % 60:02}"
    following = day + datetime.timedelta(days=1)
    return {
        "日期示例": str(day),
        "时刻示例": clock,
        "日期时间示例": f"{day} {clock}",
        "次日示例": str(following),
    }


def time_guidance(plan: Plan, *, several_days: bool) -> str:
    """How actual times are entered, as a clause."""
    return words_of_all(plan).text("dated-clock" if several_days else "clock")


def choices_named(plan: Plan, choices: Sequence[str]) -> str:
    """What may be chosen."""
    return words_of_all(plan).giving({"选项": tuple(choices)}).text("choices")


def instructions(plan: Plan, title: str, points: Sequence[str], rows: Iterable[tuple[str, str, str]]) -> Grid:
    """Numbered points, then a table of the columns to fill in."""
    words = words_of_all(plan)
    lines = [GridRow(cells=(GridCell(value=title, part=Part.TITLE, columns=4),))]
    for number, point in enumerate((*points, *words.texts("protection")), start=1):
        lines.append(
            GridRow(
                cells=(
                    GridCell(value=f"{number}.", part=Part.LINE, align=Align.CENTRE),
                    GridCell(value=point, part=Part.LINE, columns=3),
                )
            )
        )
    heads = (words.text("number-name"), *words.heads("heads"))
    lines.append(GridRow(cells=(GridCell(part=Part.LINE, columns=4),)))
    lines.append(GridRow(cells=tuple(GridCell(value=head, part=Part.HEAD) for head in heads)))
    for number, row in enumerate(rows, start=1):
        cells = (GridCell(value=str(number), align=Align.CENTRE), *(GridCell(value=text) for text in row))
        lines.append(GridRow(cells=cells, height=20))
    return Grid(key="instructions", name=words.text("sheet-name"), widths=_WIDTHS, rows=tuple(lines))


def entered(plan: Plan, columns: Iterable[Column]) -> Iterable[tuple[str, str, str]]:
    """Each column that is filled in: its name, that it is, and how."""
    said = words_of_all(plan).text("entered")
    for column in columns:
        if column.entry:
            yield column.title, said, clause(column.guidance) or choices_named(plan, column.choices)
