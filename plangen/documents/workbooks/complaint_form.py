"""The complaint form: a register of complaints, and a form that prints one of them or stays blank for the pen."""

import math

from plangen.blocks.workbook import Grid, Kind, Register, Workbook
from plangen.documents.frame import workbook
from plangen.documents.outlines.worded import Worded
from plangen.documents.workbooks.complaint_columns import KINDS, REGISTER, register_columns
from plangen.documents.workbooks.complaint_print import complaint_print
from plangen.documents.workbooks.instructions import choices_named, examples, instructions, words_of_all
from plangen.language.sentences import clause
from plangen.model.plan import Plan
from plangen.model.records import FormColumn

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
_PER_PAGE = 16  # rows of the register that fill a page


def complaint_form(plan: Plan) -> Workbook:
    """The whole workbook; the first column of the form is the number by which a complaint is found."""
    words = _words(plan)
    sheets = (_register(plan, words), *complaint_print(plan, words), _instructions(plan, words))
    return workbook(plan, plan.dossier.title("complaint-form"), sheets)


def _words(plan: Plan) -> Worded:
    """What the form says, knowing what its parts are called."""
    words = Worded(plan, "complaint-form", examples(plan))
    register, form = words.text("register-name"), words.text("form-name")
    named = words.giving({"台账": register, "打印单": form})
    number = plan.forms.complaint[0].title
    return named.giving({"续页": named.text("overleaf-name"), "编号栏": number, "打印行数": str(_printed(plan))})


def _register(plan: Plan, words: Worded) -> Register:
    return Register(
        key=REGISTER,
        name=words.text("register-name"),
        title=words.text("register-title"),
        notes=words.texts("register-notes"),
        columns=register_columns(plan.forms.complaint, words),
        blank=max(plan.forms.complaint_rows, _printed(plan)),
        held=1,
        printed=_printed(plan),
    )


def _printed(plan: Plan) -> int:
    """The rows that are printed: whole pages, with twice the lines that the drill is expected to need."""
    events = sum(plan.forms.complaint_by in event.to for scenario in plan.played for event in plan.events(scenario.id))
    expected = plan.forms.complaint_expected or events
    return max(1, math.ceil(2 * expected / _PER_PAGE)) * _PER_PAGE


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
    kind = KINDS[column.kind]
    return "" if kind not in _TIMES and column.guidance else words.text(_EXPECTED[kind])
