"""The sheet 填写说明 that every form ends with: what the form is for, how to fill it in, what may not be changed."""

from collections.abc import Sequence

from plangen.blocks.document import Align
from plangen.blocks.workbook import Grid, GridCell, GridRow, Part

PROTECTION = "工作表已设保护（无密码），只能填写空白单元格；不得增加、删除或者重命名工作表"
_WIDTHS = (6.0, 22.0, 12.0, 52.0)


def instructions(
    title: str, points: Sequence[str], heads: tuple[str, str, str], rows: Sequence[tuple[str, str, str]]
) -> Grid:
    """Numbered points, then a table of the columns to fill in."""
    lines = [GridRow(cells=(GridCell(value=title, part=Part.TITLE, columns=4),))]
    for number, point in enumerate(points, start=1):
        lines.append(
            GridRow(
                cells=(
                    GridCell(value=f"{number}.", part=Part.LINE, align=Align.CENTRE),
                    GridCell(value=f"{point}。", part=Part.LINE, columns=3),
                )
            )
        )
    lines.append(GridRow(cells=(GridCell(part=Part.LINE, columns=4),)))
    lines.append(GridRow(cells=tuple(GridCell(value=head, part=Part.HEAD) for head in ("序号", *heads))))
    for number, row in enumerate(rows, start=1):
        cells = (GridCell(value=str(number), align=Align.CENTRE), *(GridCell(value=text) for text in row))
        lines.append(GridRow(cells=cells, height=20))
    return Grid(key="instructions", name="填写说明", widths=_WIDTHS, rows=tuple(lines))
