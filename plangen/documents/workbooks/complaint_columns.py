"""The columns of the register of complaints, and the formulas that find what is wrong with a line.

What was pasted passes by the rules of cells, so a column beside says in words what they would have refused.
"""

from collections.abc import Iterator, Sequence

from plangen.blocks.answers import BOX
from plangen.blocks.workbook import FIRST_DAY, LAST_DAY, Column, Formula, Highlight, Kind, Tone, literal
from plangen.documents.outlines.worded import Worded
from plangen.language.sentences import clause
from plangen.model.records import FormColumn

REGISTER, FORM = "register", "form"
CHOSEN, GAP = "■", "\u3000"
KINDS = {
    "文字": Kind.TEXT,
    "长文字": Kind.LONG,
    "日期": Kind.DATE,
    "时间": Kind.TIME,
    "日期时间": Kind.DATETIME,
    "整数": Kind.INTEGER,
    "金额": Kind.MONEY,
    "选项": Kind.CHOICE,
}
_WIDTHS = {Kind.LONG: 26.0, Kind.DATE: 12.0, Kind.TIME: 8.0, Kind.DATETIME: 17.0, Kind.INTEGER: 8.0, Kind.MONEY: 12.0}
_TEXT_WIDTH = 12.0
_WIDEST_CHOICE = 16.0
_CHECK_WIDTH = 11.0
_ARROW = 3.0  # the button of a filter or a drop-down list
_TOGETHER = 12  # columns that one hidden cell checks: a formula has at most 8,192 characters
_DIGITS = "1000000000000000"  # from here on a number has more digits than a cell keeps
_LONGEST = 2000  # characters of what is said of a line
_SOUND = {
    Kind.DATE: f"AND(ISNUMBER({{0}}),{{0}}>={FIRST_DAY},{{0}}<{LAST_DAY + 1})",
    Kind.DATETIME: f"AND(ISNUMBER({{0}}),{{0}}>={FIRST_DAY},{{0}}<{LAST_DAY + 1})",
    Kind.TIME: "AND(ISNUMBER({0}),{0}>=0,{0}<1)",
    Kind.INTEGER: "IF(ISNUMBER({0}),AND({0}>=0,ROUND({0},0)={0}),FALSE)",
    Kind.MONEY: "AND(ISNUMBER({0}),{0}>=0)",
}
_WRONG = {
    Kind.TEXT: "wrong-text",
    Kind.LONG: "wrong-text",
    Kind.CHOICE: "wrong-choice",
    Kind.DATE: "wrong-date",
    Kind.TIME: "wrong-time",
    Kind.DATETIME: "wrong-datetime",
    Kind.INTEGER: "wrong-integer",
    Kind.MONEY: "wrong-money",
}
"""The text that says of a value that it is not of this kind."""


def options(column: FormColumn) -> str:
    """What may be chosen, each behind a box."""
    return "".join(f"{BOX}{choice}{GAP}" for choice in column.choices)


def is_sound(column: FormColumn, found: str) -> str:
    """The condition that a value is of the column's kind; any text is a text, a number is none."""
    return _SOUND.get(KINDS[column.kind], "NOT(ISNUMBER({0}))").format(found)


def register_columns(columns: Sequence[FormColumn], words: Worded) -> tuple[Column, ...]:
    """The columns to fill in, then what is wrong with each line."""
    group, title = words.heads("check-heads")
    checked = list(_checks(columns, words))
    return (
        *(_entry(column, is_first=column is columns[0]) for column in columns),
        _said([check.id for check in checked[1:]], group, title, words),
        *checked,
    )


def _entry(column: FormColumn, *, is_first: bool) -> Column:
    kind = KINDS[column.kind]
    twice = Highlight(f"AND(LEN(TRIM([.]))>0,{_times(column, '[.]')}>1)", Tone.BAD)
    return Column(
        id=column.id,
        title=column.title,
        width=_width(column, kind),
        kind=kind,
        group=column.group,
        entry=True,
        required=column.required,
        unique=is_first,
        choices=column.choices,
        guidance=clause(column.guidance),
        highlights=(twice,) if is_first else (),
    )


def _times(column: FormColumn, value: str) -> str:
    """How often a value is registered, as text: of numbers a program knows no more than fifteen digits."""
    return f"SUMPRODUCT(--(TRIM([{REGISTER}!{column.id}])=TRIM({value})))"


def _width(column: FormColumn, kind: Kind) -> float:
    """As wide as what is entered needs, and no narrower than the heading on two lines."""
    heading = len(column.title) + _ARROW + 2
    if kind is Kind.CHOICE:
        longest = max((2 * len(choice) for choice in column.choices), default=0) + _ARROW
        return max(min(longest, _WIDEST_CHOICE), heading)
    return max(_WIDTHS.get(kind, _TEXT_WIDTH), heading)


def _said(parts: Sequence[str], group: str, title: str, words: Worded) -> Column:
    """Says in words what the colours say: each thing that is wrong, by the name of its column."""
    found = "&".join(f"[{part}]" for part in parts)
    complete = literal(words.text("complete"))
    wrong, missing = (
        "OR(" + ",".join(f"LEN([{part}])>0" for part in parts if part.startswith(kind)) + ")"
        for kind in ("_wrong", "_missing")
    )
    return Column(
        id="_check",
        title=title,
        width=_CHECK_WIDTH,
        kind=Kind.CHOICE,
        group=group,
        formula=Formula(f'IF([_begun],IF(LEN({found})=0,{complete},MID({found},2,{_LONGEST})),"")'),
        highlights=(Highlight(wrong, Tone.BAD), Highlight(missing, Tone.MISSING)),
    )


def _checks(columns: Sequence[FormColumn], words: Worded) -> Iterator[Column]:
    """Hidden: whether anything is entered, then a few columns at a time what is wrong and what is missing."""
    entered = ",".join(f"[{column.id}]" for column in columns)
    yield _hidden("_begun", f"COUNTA({entered})>0")
    wrong = [_wrong(column, words, is_first=column is columns[0]) for column in columns]
    for kind, found in (("_wrong", wrong), ("_missing", [_missing(column, words) for column in columns])):
        for at in range(0, len(columns), _TOGETHER):
            said = "&".join(filter(None, found[at : at + _TOGETHER])) or '""'
            yield _hidden(f"{kind}{at // _TOGETHER + 1}", f'IF([_begun],{said},"")')


def _hidden(name: str, formula: str) -> Column:
    return Column(id=name, title=name, width=8, kind=Kind.CHOICE, formula=Formula(formula), hidden=True)


def _wrong(column: FormColumn, words: Worded, *, is_first: bool) -> str:
    """What is said of a value that is of another kind, or registered before; pieces joined by &."""
    kind, own = KINDS[column.kind], f"[{column.id}]"
    named = words.giving({"栏目": column.title})
    if kind is Kind.CHOICE:
        sound = f'ISNUMBER(FIND("{BOX}"&TRIM({own})&"{GAP}",[{FORM}!{column.id}.options]))'
    else:
        sound = _SOUND.get(kind, f"NOT(AND(ISNUMBER({own}),{own}>={_DIGITS}))").format(own)
    found = [f'IF(OR(LEN(TRIM({own}))=0,{sound}),"",{literal("；" + named.text(_WRONG[kind]))})']
    if is_first:
        found.append(f'IF(LEN(TRIM({own}))=0,"",IF({_times(column, own)}>1,{literal("；" + words.text("twice"))},""))')
    return "&".join(found)


def _missing(column: FormColumn, words: Worded) -> str:
    if not column.required:
        return ""
    said = literal("；" + words.giving({"栏目": column.title}).text("missing"))
    return f'IF(LEN(TRIM([{column.id}]))=0,{said},"")'
