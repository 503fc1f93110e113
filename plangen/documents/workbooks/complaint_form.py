"""The complaint form: a register of complaints, and a form that prints one of them or stays blank for the pen."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from plangen.blocks.document import Align
from plangen.blocks.workbook import (
    Column,
    Formula,
    Grid,
    GridCell,
    GridRow,
    Highlight,
    Kind,
    Part,
    Register,
    Tone,
    Workbook,
    literal,
)
from plangen.documents.frame import workbook
from plangen.documents.outlines.worded import Worded
from plangen.documents.phrases import edition
from plangen.documents.workbooks.instructions import choices_named, examples, instructions, words_of_all
from plangen.language.sentences import clause
from plangen.model.plan import Plan
from plangen.model.records import FormColumn

_KINDS = {
    "文字": Kind.TEXT,
    "长文字": Kind.LONG,
    "日期": Kind.DATE,
    "时间": Kind.TIME,
    "日期时间": Kind.DATETIME,
    "整数": Kind.INTEGER,
    "金额": Kind.MONEY,
    "选项": Kind.CHOICE,
}
_EXPECTED = {
    Kind.TEXT: "text",
    Kind.LONG: "text",
    Kind.CHOICE: "choice",
    Kind.DATE: "date",
    Kind.TIME: "time",
    Kind.DATETIME: "datetime",
    Kind.INTEGER: "integer",
    Kind.MONEY: "money",
}
_TIMES = {Kind.DATE, Kind.TIME, Kind.DATETIME}
_WIDTHS = {Kind.LONG: 26.0, Kind.DATE: 12.0, Kind.TIME: 8.0, Kind.DATETIME: 17.0, Kind.INTEGER: 8.0, Kind.MONEY: 12.0}
_TEXT_WIDTH = 12.0
_WIDEST_CHOICE = 16.0
_ARROW = 3.0  # the button of a filter or a drop-down list
_REGISTER, _FORM = "register", "form"
_PRINTED = 20  # rows of the register that fill a page
_BOX, _CHOSEN, _GAP = "□", "■", "\u3000"
_HALF_LINE = 34  # width of the options that fit into half a line of the form, two lines of them


def complaint_form(plan: Plan) -> Workbook:
    """The whole workbook; the first column of the form is the number by which a complaint is found."""
    words = _words(plan)
    sheets = (_register(plan, words), _form(plan, words), _instructions(plan, words))
    return workbook(plan, plan.dossier.title("complaint-form"), sheets)


def _words(plan: Plan) -> Worded:
    """What the form says, knowing what its parts are called."""
    words = Worded(plan, "complaint-form", examples(plan))
    names = {name: words.text(key) for name, key in (("台账", "register-name"), ("打印单", "form-name"))}
    return words.giving({**names, "编号栏": plan.forms.complaint[0].title, "打印行数": str(_PRINTED)})


def _register(plan: Plan, words: Worded) -> Register:
    columns = plan.forms.complaint
    group, title = words.heads("check-heads")
    return Register(
        key=_REGISTER,
        name=words.text("register-name"),
        title=words.text("register-title"),
        notes=words.texts("register-notes"),
        columns=(*(_column(each, first=each is columns[0]) for each in columns), _check(columns, group, title)),
        blank=plan.forms.complaint_rows,
        height=24,
        held=1,
        printed=_PRINTED,
    )


def _column(column: FormColumn, *, first: bool) -> Column:
    kind = _KINDS[column.kind]
    duplicate = Highlight(f'AND([.]<>"",COUNTIF([{_REGISTER}!{column.id}],[.])>1)', Tone.BAD)
    return Column(
        id=column.id,
        title=column.title,
        width=_width(column, kind),
        kind=kind,
        group=column.group,
        entry=True,
        required=column.required,
        unique=first,
        choices=column.choices,
        guidance=clause(column.guidance),
        highlights=(duplicate,) if first else (),
    )


def _width(column: FormColumn, kind: Kind) -> float:
    """As wide as what is entered needs, and no narrower than the heading on two lines."""
    heading = len(column.title) + _ARROW + 2
    if kind is Kind.CHOICE:
        longest = max((2 * len(choice) for choice in column.choices), default=0) + _ARROW
        return max(min(longest, _WIDEST_CHOICE), heading)
    return max(_WIDTHS.get(kind, _TEXT_WIDTH), heading)


def _check(columns: Sequence[FormColumn], group: str, title: str) -> Column:
    """Says in words what the colours say."""
    number = columns[0].id
    entered = ",".join(f"[{column.id}]" for column in columns)
    missing = ",".join(f"LEN(TRIM([{column.id}]))=0" for column in columns if column.required) or "FALSE"
    text = (
        f'IF(COUNTA({entered})=0,"",IF(AND([{number}]<>"",COUNTIF([{_REGISTER}!{number}],[{number}])>1),"编号重复",'
        f'IF(OR({missing}),"缺必填项","完整")))'
    )
    return Column(
        id="_check",
        title=title,
        width=11,
        kind=Kind.CHOICE,
        group=group,
        formula=Formula(text),
        highlights=(
            Highlight('[.]="编号重复"', Tone.BAD),
            Highlight('[.]="缺必填项"', Tone.MISSING),
        ),
    )


def _form(plan: Plan, words: Worded) -> Grid:
    """One complaint on one page: blank as it stands, or filled from the register by the number."""
    number, *columns = plan.forms.complaint
    rows = [
        GridRow(cells=(GridCell(value=words.text("form-title"), part=Part.TITLE, columns=4),)),
        GridRow(cells=(GridCell(value=edition(plan), part=Part.NOTE, columns=4, align=Align.CENTRE),)),
        GridRow(
            cells=(
                GridCell(value=number.title + ("＊" if number.required else ""), part=Part.LABEL),
                GridCell(
                    part=Part.ENTRY,
                    kind=_KINDS[number.kind],
                    key="number",
                    pick_from=Formula(f"[{_REGISTER}!{number.id}]"),
                    guidance=words.text("pick"),
                ),
                GridCell(value=Formula(_found(number, words.text("not-found"))), part=Part.RESULT, columns=2),
            ),
            height=30,
        ),
    ]
    for group, members in groupby(columns, key=lambda column: column.group):
        if group:
            rows.append(GridRow(cells=(GridCell(value=group, part=Part.HEADING, columns=4),)))
        rows += _lines(number, tuple(members))
    day = words.text("day")
    halves = tuple(GridCell(value=f"{text}\n{day}", columns=2) for text in words.heads("signature-heads"))
    rows += [
        GridRow(cells=(GridCell(value=words.text("signatures-title"), part=Part.HEADING, columns=4),)),
        GridRow(cells=halves, height=52),
        GridRow(cells=(GridCell(value=words.text("form-note"), part=Part.NOTE, columns=4),)),
    ]
    return Grid(key=_FORM, name=words.text("form-name"), widths=(16, 30, 16, 30), rows=tuple(rows), one_page=True)


def _lines(number: FormColumn, columns: Sequence[FormColumn]) -> Iterator[GridRow]:
    """Short fields two to a line, long ones on lines of their own."""
    waiting: list[FormColumn] = []
    for column in columns:
        if _is_wide(column):
            yield from _pairs(number, waiting)
            waiting = []
            yield GridRow(cells=_field(number, column, 3), height=66 if column.kind == "长文字" else 30)
        else:
            waiting.append(column)
    yield from _pairs(number, waiting)


def _pairs(number: FormColumn, columns: Sequence[FormColumn]) -> Iterator[GridRow]:
    for at in range(0, len(columns), 2):
        pair = columns[at : at + 2]
        span = 1 if len(pair) > 1 else 3
        yield GridRow(cells=tuple(cell for column in pair for cell in _field(number, column, span)), height=30)


def _is_wide(column: FormColumn) -> bool:
    return column.kind == "长文字" or 2 * len(_options(column)) > _HALF_LINE


def _field(number: FormColumn, column: FormColumn, span: int) -> tuple[GridCell, GridCell]:
    kind = Kind.LONG if column.choices else _KINDS[column.kind]
    title = column.title + ("＊" if column.required else "")
    value = GridCell(
        value=Formula(_looked_up(number, column)), part=Part.RESULT, kind=kind, align=Align.LEFT, columns=span
    )
    return GridCell(value=title, part=Part.LABEL), value


def _row_of(number: FormColumn, column: FormColumn) -> str:
    """The register's value in `column` for the number on the form; an error without one."""
    return f"INDEX([{_REGISTER}!{column.id}],MATCH([{_FORM}!number],[{_REGISTER}!{number.id}],0))"


def _looked_up(number: FormColumn, column: FormColumn) -> str:
    """The registered value, nothing where there is none; of options all, the chosen one marked."""
    found = _row_of(number, column)
    if not column.choices:
        return f'IFERROR(IF({found}="","",{found}),"")'
    options = literal(_options(column))
    chosen = f'SUBSTITUTE({options},"{_BOX}"&{found}&"{_GAP}","{_CHOSEN}"&{found}&"{_GAP}")'
    return f"IFERROR({chosen},{options})"


def _options(column: FormColumn) -> str:
    return "".join(f"{_BOX}{choice}{_GAP}" for choice in column.choices)


def _found(number: FormColumn, not_found: str) -> str:
    match = f"MATCH([{_FORM}!number],[{_REGISTER}!{number.id}],0)"
    return f'IF([{_FORM}!number]="","",IF(ISNUMBER({match}),"",{literal(not_found)}))'


def _instructions(plan: Plan, words: Worded) -> Grid:
    common = words_of_all(plan)
    rows = [
        (
            column.title,
            common.text("required" if column.required else "optional"),
            "；".join(text for text in (clause(column.guidance), _expected(plan, words, column)) if text),
        )
        for column in plan.forms.complaint
    ]
    return instructions(plan, words.text("instructions-title"), words.texts("points"), rows)


def _expected(plan: Plan, words: Worded, column: FormColumn) -> str:
    if column.choices:
        return choices_named(plan, column.choices)
    kind = _KINDS[column.kind]
    return "" if kind not in _TIMES and column.guidance else words.text(_EXPECTED[kind])
