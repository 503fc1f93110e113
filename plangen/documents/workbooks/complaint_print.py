"""The printed form of one complaint, and the sheet on which it goes on where a text is longer than its cell.

Whoever signs the form signs what stands on it: a text that does not fit says so and goes on overleaf, and what does not
fit there either says in which line of the register it stands. Programs do not fit the height of merged cells to what
formulas show, so the room of each cell is reckoned beforehand, by the widest characters.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby

from msgspec import Struct

from plangen.blocks.answers import BOX
from plangen.blocks.document import Align
from plangen.blocks.workbook import Formula, Grid, GridCell, GridRow, Kind, Part, literal
from plangen.documents.outlines.worded import Worded
from plangen.documents.phrases import edition
from plangen.documents.workbooks.complaint_columns import (
    CHOSEN,
    FORM,
    GAP,
    KINDS,
    REGISTER,
    is_sound,
    options,
)
from plangen.model.plan import Plan
from plangen.model.records import FormColumn

_OVERLEAF = "overleaf"
_WIDTHS = (16.0, 30.0, 16.0, 30.0)
_HELPERS = 6  # hidden columns: for each of two fields of a row its whole text, its options, and what goes overleaf
_HALF_LINE = 34  # width of the options that fit into half a line of the form, two lines of them
_LONG_LINES, _LINES = 3, 1  # as many as leave the form on one page
_BLOCKS, _BLOCK_LINES = 4, 9  # of the sheet overleaf
_LONGEST = 30_000  # characters of all that goes overleaf, below what a cell holds
_ROOM_BEHIND = "测" * 8  # for a registered value that is none of the options
_BREAK = "CHAR(10)"


class PrintWords(Struct, frozen=True, kw_only=True):
    """What the form says by itself."""

    on: str  # …（转续页）: ends a text that goes on overleaf
    rest: str  # stands where there is more in the register, before the number of its line
    line: str  # and behind it
    other: str  # before a registered value that is none of the options


def complaint_print(plan: Plan, words: Worded) -> tuple[Grid, Grid]:
    """One complaint on one page, blank as it stands or filled by its number, and what did not fit on it."""
    own = PrintWords(
        on=words.text("goes-on"), rest=words.text("rest"), line=words.text("rest-line"), other=words.text("other-value")
    )
    return _form(plan, words, own), _overleaf(plan, words, own)


def _form(plan: Plan, words: Worded, own: PrintWords) -> Grid:
    number, *columns = plan.forms.complaint
    rows = [*_head(plan, words.text("form-title")), _picked(number, words)]
    for group, members in groupby(columns, key=lambda column: column.group):
        if group:
            rows.append(GridRow(cells=(GridCell(value=group, part=Part.HEADING, columns=4),)))
        rows += _lines(tuple(members), own, _LONGEST // max(1, len(columns)))
    rows += _signatures(words)
    rows.append(GridRow(cells=(GridCell(value=words.text("form-note"), part=Part.NOTE, columns=4),)))
    widths = (*_WIDTHS, *(8.0,) * _HELPERS)
    return Grid(key=FORM, name=words.text("form-name"), widths=widths, rows=tuple(rows), one_page=True, hidden=_HELPERS)


def _head(plan: Plan, title: str) -> tuple[GridRow, GridRow]:
    return (
        GridRow(cells=(GridCell(value=title, part=Part.TITLE, columns=4),)),
        GridRow(cells=(GridCell(value=edition(plan), part=Part.NOTE, columns=4, align=Align.CENTRE),)),
    )


def _signatures(words: Worded) -> tuple[GridRow, GridRow]:
    day = words.text("day")
    halves = tuple(GridCell(value=f"{text}\n{day}", columns=2) for text in words.heads("signature-heads"))
    return (
        GridRow(cells=(GridCell(value=words.text("signatures-title"), part=Part.HEADING, columns=4),)),
        GridRow(cells=halves, height=52),
    )


def _picked(number: FormColumn, words: Worded) -> GridRow:
    """The number is chosen; beside it stands what is wrong with it, hidden behind that the line of the register."""
    entries = f"[{REGISTER}!{number.id}]"
    same = f"(TRIM({entries})=TRIM([{FORM}!number]))"
    first = f"MIN(ROW({entries}))"
    line = f"SUMPRODUCT(MAX({same}*ROW({entries})))"
    at = f'IF(LEN(TRIM([{FORM}!number]))=0,"",IF({line}=0,"",{line}))'
    found = (
        f'IF(LEN(TRIM([{FORM}!number]))=0,"",IF([{FORM}!at]="",{literal(words.text("not-found"))},'
        f'IF(SUMPRODUCT(--{same})>1,{literal(words.text("found-twice"))},"")))'
    )
    cells = (
        GridCell(value=_title(number), part=Part.LABEL),
        GridCell(
            part=Part.ENTRY,
            kind=KINDS[number.kind],
            key="number",
            pick_from=Formula(entries),
            guidance=words.text("pick"),
        ),
        GridCell(value=Formula(found), part=Part.RESULT, columns=2),
        GridCell(value=Formula(at), part=Part.RESULT, key="at"),
        GridCell(value=Formula(f'IF([{FORM}!at]="","",[{FORM}!at]-{first}+1)'), part=Part.RESULT, key="row"),
    )
    return GridRow(cells=cells, height=30)


def _lines(columns: Sequence[FormColumn], own: PrintWords, most: int) -> Iterator[GridRow]:
    """Short fields two to a line, long ones on lines of their own."""
    waiting: list[FormColumn] = []
    for column in columns:
        if _is_wide(column):
            yield from _pairs(waiting, own, most)
            waiting = []
            yield _row((column,), own, most)
        else:
            waiting.append(column)
    yield from _pairs(waiting, own, most)


def _pairs(columns: Sequence[FormColumn], own: PrintWords, most: int) -> Iterator[GridRow]:
    for at in range(0, len(columns), 2):
        yield _row(columns[at : at + 2], own, most)


def _is_wide(column: FormColumn) -> bool:
    return column.kind == "长文字" or 2 * len(options(column)) > _HALF_LINE


def _row(columns: Sequence[FormColumn], own: PrintWords, most: int) -> GridRow:
    span = 1 if len(columns) > 1 else 3
    shown = tuple(cell for column in columns for cell in _field(column, span, own))
    hidden = tuple(cell for column in columns for cell in _helpers(column, own, most))
    return GridRow(cells=(*shown, *hidden), height=30)


def _title(column: FormColumn) -> str:
    return column.title + ("＊" if column.required else "")


def _field(column: FormColumn, span: int, own: PrintWords) -> tuple[GridCell, GridCell]:
    kind = Kind.TEXT if column.choices else KINDS[column.kind]
    value = GridCell(
        value=Formula(_shown(column, own)),
        part=Part.RESULT,
        kind=kind,
        align=Align.LEFT,
        columns=span,
        key=column.id,
        lines=_LONG_LINES if column.kind == "长文字" else _LINES,
        holds=options(column) + own.other + _ROOM_BEHIND if column.choices else "",
    )
    return GridCell(value=_title(column), part=Part.LABEL), value


def _helpers(column: FormColumn, own: PrintWords, most: int) -> tuple[GridCell, GridCell, GridCell]:
    return (
        GridCell(value=Formula(_whole(column, own)), part=Part.RESULT, key=f"{column.id}.whole"),
        GridCell(value=options(column), key=f"{column.id}.options"),
        GridCell(value=Formula(_behind(column, own, most)), part=Part.RESULT, key=f"{column.id}.rest"),
    )


def _whole(column: FormColumn, own: PrintWords) -> str:
    """All that is registered, however long: a value of its kind, or a text; of options all, the chosen one marked."""
    found = f"INDEX([{REGISTER}!{column.id}],[{FORM}!row])"
    chosen = f"IF(LEN(TRIM({found}))=0,[{FORM}!{column.id}.options],{_ticked(column, found, own)})"
    plain = f'IF(LEN(TRIM({found}))=0,"",IF({is_sound(column, found)},{found},{_as_text(found)}))'
    blank = f"[{FORM}!{column.id}.options]" if column.choices else '""'
    return f'IF([{FORM}!row]="",{blank},{chosen if column.choices else plain})'


def _as_text(found: str) -> str:
    """A whole number in figures, which would else be shown as 1.23E+11."""
    return f'IF(ISNUMBER({found}),IF(INT({found})={found},TEXT({found},"0"),{found}&""),{found})'


def _ticked(column: FormColumn, found: str, own: PrintWords) -> str:
    """What is registered and no option stands behind the boxes."""
    every = f"[{FORM}!{column.id}.options]"
    box, mark = (f'"{sign}"&TRIM({found})&"{GAP}"' for sign in (BOX, CHOSEN))
    other = f"{every}&{literal(own.other)}&{_as_text(found)}"
    return f"IF(ISNUMBER(FIND({box},{every})),SUBSTITUTE({every},{box},{mark}),{other})"


def _shown(column: FormColumn, own: PrintWords) -> str:
    """The whole where it fits, else its beginning and that it goes on."""
    whole = f"[{FORM}!{column.id}.whole]"
    begun = f"LEFT({_in_one(whole)},{_kept(column, own)})&{literal(own.on)}"
    return f"IF({_fits(column)},{whole},{begun})"


def _behind(column: FormColumn, own: PrintWords, most: int) -> str:
    """What goes overleaf, under the name of its field; where even that is too long, its end stands in the register."""
    whole = f"[{FORM}!{column.id}.whole]"
    kept, name = _kept(column, own), literal(f"【{column.title}】")
    end = f"{literal(own.rest)}&[{FORM}!at]&{literal(own.line)}"
    rest = f"MID({_in_one(whole)},{kept}+1,{most})"
    ended = f'IF(LEN({whole})-({kept})>{most},{end},"")'
    return f'IF({_fits(column)},"",{name}&{rest}&{ended})'


def _fits(column: FormColumn) -> str:
    """Whether a text has room in its cell; each break of a line may leave a line unused."""
    whole, own = f"[{FORM}!{column.id}.whole]", f"{FORM}!{column.id}"
    breaks = f'(LEN({whole})-LEN(SUBSTITUTE({whole},{_BREAK},"")))'
    room = f"LEN({whole})+[{own}/line]*{breaks}<=[{own}/room]"
    if column.choices:  # their own text has room, whatever is ticked; it may be of narrow characters
        room = f"OR(LEN({whole})<=LEN([{own}.options]),{room})"
    return f"OR(ISNUMBER({whole}),{room})"


def _in_one(whole: str) -> str:
    """The text without its breaks."""
    return f'SUBSTITUTE({whole},{_BREAK}," ")'


def _kept(column: FormColumn, own: PrintWords) -> str:
    """How many characters stand on the form where it goes on overleaf."""
    return f"[{FORM}!{column.id}/room]-{len(own.on)}"


def _overleaf(plan: Plan, words: Worded, own: PrintWords) -> Grid:
    number, *columns = plan.forms.complaint
    every = "&".join(f"[{FORM}!{column.id}.rest]" for column in columns) or '""'
    room = f"[{_OVERLEAF}!1/room]"
    most = f"{_BLOCKS}*{room}"
    end = f"{literal(own.rest)}&[{FORM}!at]&{literal(own.line)}"
    numbered = GridRow(
        cells=(
            GridCell(value=_title(number), part=Part.LABEL),
            GridCell(
                value=Formula(f'IF([{FORM}!at]="","",TRIM([{FORM}!number]))'),
                part=Part.RESULT,
                align=Align.LEFT,
                columns=3,
            ),
            GridCell(value=Formula(every), part=Part.RESULT, key="all"),
        ),
        height=30,
    )
    blocks = [
        GridRow(
            cells=(
                GridCell(
                    value=Formula(f"MID([{_OVERLEAF}!all],{block}*{room}+1,{room})"),
                    part=Part.RESULT,
                    kind=Kind.LONG,
                    columns=4,
                    key=str(block + 1),
                    lines=_BLOCK_LINES,
                ),
            )
        )
        for block in range(_BLOCKS)
    ]
    more = GridCell(value=Formula(f'IF(LEN([{_OVERLEAF}!all])>{most},{end},"")'), part=Part.RESULT, columns=4)
    rows = (
        *_head(plan, words.text("overleaf-title")),
        numbered,
        *blocks,
        GridRow(cells=(more,)),
        *_signatures(words),
        GridRow(cells=(GridCell(value=words.text("overleaf-note"), part=Part.NOTE, columns=4),)),
    )
    return Grid(
        key=_OVERLEAF, name=words.text("overleaf-name"), widths=(*_WIDTHS, 8.0), rows=rows, one_page=True, hidden=1
    )
