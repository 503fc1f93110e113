"""打印清单: which packet is printed how often, on how many sheets, its forms, who signs, what comes back."""

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from plangen.blocks.document import Align
from plangen.blocks.workbook import Column, Grid, GridCell, GridRow, Kind, Part, Register, Row, Workbook
from plangen.documents.frame import workbook
from plangen.documents.outlines.worded import Worded
from plangen.documents.packets.front import Copy
from plangen.documents.packets.handing_out import handed_out
from plangen.documents.packets.holders import Packet
from plangen.model.audience import OBSERVERS
from plangen.model.holders import commander_of
from plangen.model.plan import Plan

TITLE = "打印清单"

_COLUMNS = (
    Column(id="sign", title="编号", width=10, align=Align.CENTRE),
    Column(id="role", title="资料包", width=26),
    Column(id="copies", title="份数", width=7, kind=Kind.INTEGER, align=Align.CENTRE),
    Column(id="pages", title="页数", width=7, kind=Kind.INTEGER, align=Align.CENTRE),
    Column(id="sheets", title="张数（双面）", width=9, kind=Kind.INTEGER, align=Align.CENTRE),
    Column(id="forms", title="其中表格", width=9, kind=Kind.INTEGER, align=Align.CENTRE),
    Column(id="name", title="领取人", width=20),
    Column(id="fingerprint", title="识别码", width=16, align=Align.CENTRE),
    Column(id="received", title="领取签字", width=14, entry=True),
    Column(id="returned", title="交回签字", width=14, entry=True),
    Column(id="note", title="备注", width=12, entry=True),
)


class PrintedForm(Struct, frozen=True, kw_only=True):
    """A blank form in the stack of a packet; `sheets` are those of one copy."""

    title: str
    copies: int
    sheets: int


class PrintedPacket(Struct, frozen=True, kw_only=True):
    """How large each copy of a packet is."""

    pages: int
    forms: tuple[PrintedForm, ...] = ()

    @property
    def sheets(self) -> int:
        """The sheets of paper, printed on both sides."""
        return (self.pages + 1) // 2

    @property
    def form_sheets(self) -> int:
        """Those of them that are forms."""
        return sum(form.copies * form.sheets for form in self.forms)


def print_list(
    plan: Plan, copies: Sequence[Copy], printed: Mapping[str, PrintedPacket], documents: Sequence[str] = ()
) -> Workbook:
    """A line for each copy, the forms, who gets whole documents, what is to be collected, and the totals.

    `printed` goes by the key of the packet; `documents` are the ids of those that can be handed out as a whole.
    """
    words = Worded(plan, "packet")
    rows = tuple(_line(plan, copy, printed[copy.packet.key], words) for copy in copies)
    sheets = (
        Register(
            key="packets",
            name=words.text("list-name"),
            title=f"资料包{TITLE}",
            notes=words.texts("print-notes"),
            columns=_COLUMNS,
            rows=rows,
            held=1,
        ),
        _forms(copies, printed, words),
        _whole(plan, copies, documents, words),
        _back(copies, printed, words),
    )
    return workbook(plan, TITLE, (*(each for each in sheets if each.rows), _totals(copies, printed)))


def _line(plan: Plan, copy: Copy, printed: PrintedPacket, words: Worded) -> Row:
    return Row(
        key=f"{copy.packet.key}-{copy.number}",
        values={
            "sign": copy.sign,
            "role": copy.packet.title,
            "copies": 1,
            "pages": printed.pages,
            "sheets": printed.sheets,
            "forms": printed.form_sheets,
            "name": copy.name or _signs_for(plan, copy.packet, words),
            "fingerprint": copy.fingerprint,
        },
    )


def _signs_for(plan: Plan, packet: Packet, words: Worded) -> str:
    """Who signs for a copy whose holder has no name yet: the holder of the post, else who answers for the role."""
    key = packet.who.key
    if packet.who.group == OBSERVERS or key in plan.posts or key in plan.staff:
        return packet.title
    outside = next((each for each in plan.organisation.outside if each.id == key), None)
    homes: dict[str, str] = {team.id: team.department for team in plan.organisation.response_teams}
    department = plan.departments.get(homes.get(key, key))
    leader = plan.organisation.team.leader
    chiefs = department.leading if department else (commander_of(plan, outside) if outside else leader,)
    return words.giving({"代领人": tuple(map(plan.party, chiefs[:1] or (leader,)))}).text("signs-for")


def _forms(copies: Sequence[Copy], printed: Mapping[str, PrintedPacket], words: Worded) -> Register:
    counts: dict[str, int] = {}
    for copy in copies:
        counts[copy.packet.key] = counts.get(copy.packet.key, 0) + 1
    named = {copy.packet.key: copy.packet for copy in copies}
    rows = [
        Row(
            key=f"{key}-{at}",
            values={
                "sign": named[key].sign,
                "role": named[key].title,
                "form": form.title,
                "copies": form.copies * count,
                "each": form.sheets,
                "sheets": form.copies * form.sheets * count,
            },
        )
        for key, count in counts.items()
        for at, form in enumerate(printed[key].forms)
    ]
    shape = (
        ("sign", 8, Align.CENTRE, Kind.TEXT),
        ("role", 28, None, Kind.TEXT),
        ("form", 44, None, Kind.LONG),
        ("copies", 8, Align.CENTRE, Kind.INTEGER),
        ("each", 10, Align.CENTRE, Kind.INTEGER),
        ("sheets", 8, Align.CENTRE, Kind.INTEGER),
    )
    return _register("forms", words.text("forms-name"), shape, words.heads("forms-heads"), rows)


def _whole(plan: Plan, copies: Sequence[Copy], documents: Sequence[str], words: Worded) -> Register:
    """By document, who gets one."""
    first = {copy.packet.key: copy.packet for copy in copies}
    rows = [
        Row(
            key=f"{document}-{packet.key}",
            values={
                "document": plan.dossier.title(document),
                "role": packet.title,
                "name": "、".join(filter(None, packet.names)),
            },
        )
        for document in documents
        for packet in first.values()
        if document in handed_out(plan, packet)
    ]
    shape = (
        ("document", 26, None, Kind.TEXT),
        ("role", 26, None, Kind.TEXT),
        ("name", 18, None, Kind.TEXT),
        ("received", 16, None, Kind.TEXT),
        ("time", 12, None, Kind.TEXT),
        ("returned", 16, None, Kind.TEXT),
    )
    heads = words.heads("whole-heads")
    return _register("whole", words.text("whole-name"), shape, heads, rows, words.texts("whole-notes"), entries=3)


def _back(copies: Sequence[Copy], printed: Mapping[str, PrintedPacket], words: Worded) -> Register:
    rows = [
        Row(
            key=f"back-{copy.packet.key}-{copy.number}",
            values={
                "sign": copy.sign,
                "mark": copy.fingerprint,
                "role": copy.packet.title,
                "name": copy.name,
                "sheets": printed[copy.packet.key].sheets,
            },
        )
        for copy in copies
    ]
    shape = (
        ("sign", 9, Align.CENTRE, Kind.TEXT),
        ("mark", 16, Align.CENTRE, Kind.TEXT),
        ("role", 24, None, Kind.TEXT),
        ("name", 14, None, Kind.TEXT),
        ("sheets", 7, Align.CENTRE, Kind.INTEGER),
        ("out", 13, None, Kind.TEXT),
        ("time", 10, None, Kind.TEXT),
        ("returned", 10, None, Kind.TEXT),
        ("signed", 13, None, Kind.TEXT),
        ("lost", 18, None, Kind.TEXT),
    )
    heads = words.heads("back-heads")
    return _register("back", words.text("back-name"), shape, heads, rows, words.texts("back-notes"), entries=5)


def _register(
    key: str,
    name: str,
    shape: Sequence[tuple[str, float, Align | None, Kind]],
    heads: Sequence[str],
    rows: Sequence[Row],
    notes: tuple[str, ...] = (),
    *,
    entries: int = 0,
) -> Register:
    """A list whose last columns are written in by hand."""
    return Register(
        key=key,
        name=name,
        title=name,
        notes=notes,
        columns=tuple(_columns(shape, heads, entries)),
        rows=tuple(rows),
        held=1,
    )


def _columns(
    shape: Sequence[tuple[str, float, Align | None, Kind]], heads: Sequence[str], entries: int
) -> Iterator[Column]:
    for at, ((key, width, align, kind), title) in enumerate(zip(shape, heads, strict=True)):
        is_entry = at >= len(shape) - entries
        yield Column(id=key, title=title, width=width, align=align, kind=kind, entry=is_entry)


def _totals(copies: Sequence[Copy], printed: Mapping[str, PrintedPacket]) -> Grid:
    counted = [printed[copy.packet.key] for copy in copies]
    lines = (
        ("资料包（种）", len({copy.packet.key for copy in copies})),
        ("份数", len(copies)),
        ("页数", sum(each.pages for each in counted)),
        ("纸张（双面，张）", sum(each.sheets for each in counted)),
        ("其中空白表格（张）", sum(each.form_sheets for each in counted)),
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
