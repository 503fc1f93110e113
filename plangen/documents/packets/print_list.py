"""打印清单: which packet is printed how often on how many sheets, who gets it, and the signatures out and back."""

from collections.abc import Mapping, Sequence

from plangen.blocks.document import Align
from plangen.blocks.workbook import Column, Grid, GridCell, GridRow, Kind, Part, Register, Row, Workbook
from plangen.documents.frame import workbook
from plangen.documents.outlines.worded import Worded
from plangen.documents.packets.front import Copy
from plangen.model.plan import Plan

TITLE = "打印清单"

_COLUMNS = (
    Column(id="sign", title="编号", width=10, align=Align.CENTRE),
    Column(id="role", title="资料包", width=28),
    Column(id="copies", title="份数", width=7, kind=Kind.INTEGER, align=Align.CENTRE),
    Column(id="pages", title="页数", width=7, kind=Kind.INTEGER, align=Align.CENTRE),
    Column(id="sheets", title="张数（双面）", width=12, kind=Kind.INTEGER, align=Align.CENTRE),
    Column(id="name", title="领取人", width=16),
    Column(id="fingerprint", title="识别码", width=16, align=Align.CENTRE),
    Column(id="received", title="领取签字", width=14, entry=True),
    Column(id="returned", title="交回签字", width=14, entry=True),
    Column(id="note", title="备注", width=16, entry=True),
)


def print_list(plan: Plan, copies: Sequence[Copy], pages: Mapping[str, int]) -> Workbook:
    """A line for each copy, `pages` by the key of its packet, and the totals on a sheet of their own."""
    rows = tuple(
        Row(
            key=f"{copy.packet.key}-{copy.number}",
            values={
                "sign": copy.sign,
                "role": copy.packet.title,
                "copies": 1,
                "pages": pages[copy.packet.key],
                "sheets": _sheets(pages[copy.packet.key]),
                "name": copy.name,
                "fingerprint": copy.fingerprint,
            },
        )
        for copy in copies
    )
    register = Register(
        key="packets",
        name=TITLE,
        title=f"资料包{TITLE}",
        notes=Worded(plan, "packet").texts("print-notes"),
        columns=_COLUMNS,
        rows=rows,
        held=1,
    )
    return workbook(plan, TITLE, (register, _totals(copies, pages)))


def _totals(copies: Sequence[Copy], pages: Mapping[str, int]) -> Grid:
    counted = [pages[copy.packet.key] for copy in copies]
    lines = (
        ("资料包（种）", len({copy.packet.key for copy in copies})),
        ("份数", len(copies)),
        ("页数", sum(counted)),
        ("纸张（双面，张）", sum(map(_sheets, counted))),
    )
    return Grid(
        key="totals",
        name="合计",
        widths=(30, 20),
        rows=(
            GridRow(cells=(GridCell(value="合计", part=Part.TITLE, columns=2),)),
            *(
                GridRow(
                    cells=(
                        GridCell(value=title, part=Part.LABEL),
                        GridCell(value=count, part=Part.TEXT, kind=Kind.INTEGER),
                    )
                )
                for title, count in lines
            ),
        ),
    )


def _sheets(pages: int) -> int:
    return (pages + 1) // 2
