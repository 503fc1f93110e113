"""消费者投诉信息表: a register of complaints, and a form that prints one of them or stays blank for the pen."""

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
from plangen.documents.phrases import drill_time, edition
from plangen.documents.workbooks.instructions import PROTECTION, instructions
from plangen.language.sentences import clause
from plangen.model.dossier import DOCUMENTS
from plangen.model.plan import Plan
from plangen.model.records import FormColumn

_TITLE = DOCUMENTS["complaint-form"]
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
    Kind.TEXT: "直接填写",
    Kind.LONG: "直接填写",
    Kind.CHOICE: "从下拉列表中选择",
    Kind.DATE: "格式为 2024-12-10",
    Kind.TIME: "格式为 9:12",
    Kind.DATETIME: "格式为 2024-12-10 9:12",
    Kind.INTEGER: "填写整数",
    Kind.MONEY: "填写数字，单位为元",
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
    columns = plan.forms.complaint
    return workbook(plan, _TITLE, (_register(plan, columns), _form(plan, columns), _instructions(columns)))


def _register(plan: Plan, columns: Sequence[FormColumn]) -> Register:
    return Register(
        key=_REGISTER,
        name="登记台账",
        title="消费者投诉登记台账（演练）",
        notes=(
            f"登记单位：{plan.identity.company}　　演练时间：{drill_time(plan)}　　依据：{edition(plan)}",
            "带“＊”的栏目必须填写；已开始登记而漏填的必填栏目显示底色，并在“登记检查”栏中提示。演练一律使用虚构的个人信息。",
        ),
        columns=(*(_column(each, first=each is columns[0]) for each in columns), _check(columns)),
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


def _check(columns: Sequence[FormColumn]) -> Column:
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
        title="登记检查",
        width=11,
        kind=Kind.CHOICE,
        group="检查",
        formula=Formula(text),
        highlights=(
            Highlight('[.]="编号重复"', Tone.BAD),
            Highlight('[.]="缺必填项"', Tone.MISSING),
        ),
    )


def _form(plan: Plan, columns: Sequence[FormColumn]) -> Grid:
    """One complaint on one page: blank as it stands, or filled from the register by the number."""
    number = columns[0]
    rows = [
        GridRow(cells=(GridCell(value="消费者投诉信息单（演练）", part=Part.TITLE, columns=4),)),
        GridRow(cells=(GridCell(value=edition(plan), part=Part.NOTE, columns=4, align=Align.CENTRE),)),
        GridRow(
            cells=(
                GridCell(value=number.title + ("＊" if number.required else ""), part=Part.LABEL),
                GridCell(
                    part=Part.ENTRY,
                    kind=_KINDS[number.kind],
                    key="number",
                    pick_from=Formula(f"[{_REGISTER}!{number.id}]"),
                    guidance="选择登记台账中的编号，以下各栏自动带出；留空则打印空白单，供手工填写",
                ),
                GridCell(value=Formula(_found(number)), part=Part.RESULT, columns=2),
            ),
            height=30,
        ),
    ]
    for group, members in groupby(columns[1:], key=lambda column: column.group):
        if group:
            rows.append(GridRow(cells=(GridCell(value=group, part=Part.HEADING, columns=4),)))
        rows += _lines(number, tuple(members))
    signatures = ("消费者签名：", "登记人签名：")
    halves = tuple(GridCell(value=f"{text}\n　　　　　　　　年　　月　　日", columns=2) for text in signatures)
    rows += [
        GridRow(cells=(GridCell(value="签名", part=Part.HEADING, columns=4),)),
        GridRow(cells=halves, height=52),
        GridRow(
            cells=(GridCell(value="非当面投诉的，消费者可以不签名。选项以“■”表示选中。", part=Part.NOTE, columns=4),)
        ),
    ]
    return Grid(key=_FORM, name="投诉信息单", widths=(16, 30, 16, 30), rows=tuple(rows), one_page=True)


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


def _found(number: FormColumn) -> str:
    match = f"MATCH([{_FORM}!number],[{_REGISTER}!{number.id}],0)"
    return f'IF([{_FORM}!number]="","",IF(ISNUMBER({match}),"","登记台账中没有该编号"))'


def _instructions(columns: Sequence[FormColumn]) -> Grid:
    number = columns[0].title
    points = (
        "本表用于演练期间登记消费者投诉，由信息收集员接到投诉后立即填写，一行登记一件",
        f"{number}不得重复，同一投诉的后续情况在原行补充，不另行登记",
        "带“＊”的栏目必须填写，其他栏目据实填写，不清楚的留空，不得推测",
        "日期与时间之间空一格，使用半角冒号；电话号码、证件号码、订单号按文字保存，不会丢失开头的 0",
        f"打印单件投诉信息单：在“投诉信息单”中选择{number}，各栏自动带出后打印；{number}留空时打印空白单，供手工填写",
        f"打印登记台账：默认打印前{_PRINTED}行；登记超过{_PRINTED}件的，选中要打印的行，打印时选择“打印选定区域”",
        "投诉信息单的内容一律在登记台账中修改；手工填写的投诉信息单应当及时补录到登记台账",
        "演练一律使用虚构的姓名、电话和证件号码；登记真实投诉时，个人信息仅限经办人员使用，不得外传",
        PROTECTION,
    )
    rows = [
        (
            column.title,
            "必填" if column.required else "据实填写",
            "；".join(text for text in (clause(column.guidance), _expected(column)) if text),
        )
        for column in columns
    ]
    return instructions("消费者投诉信息表填写说明", points, ("栏目", "要求", "填写方法"), rows)


def _expected(column: FormColumn) -> str:
    if column.choices:
        return "选项：" + "、".join(column.choices)
    kind = _KINDS[column.kind]
    return "" if kind not in _TIMES and column.guidance else _EXPECTED[kind]
