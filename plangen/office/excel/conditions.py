"""Rules of cells: what may be entered, the drop-down lists, and the colours of conditions."""

from typing import TYPE_CHECKING, Any

from plangen.blocks.workbook import FIRST_DAY, LAST_DAY, Highlight, Kind, Tone
from plangen.office.excel.places import LISTS_SHEET, letter, quoted_sheet
from plangen.office.excel.styles import TONES
from plangen.office.excel.text import as_text, is_formula_like, shortened

if TYPE_CHECKING:
    from openpyxl import Workbook as Package
    from openpyxl.worksheet.datavalidation import DataValidation
    from openpyxl.worksheet.worksheet import Worksheet


_LONGEST_HEAD, _LONGEST_PROMPT, _LONGEST_ERROR = 32, 255, 225

_LIMITS: dict[Kind, tuple[str, str, str | None]] = {
    Kind.DATE: ("date", str(FIRST_DAY), str(LAST_DAY)),
    Kind.DATETIME: ("date", str(FIRST_DAY), str(LAST_DAY)),
    Kind.TIME: ("time", "0", "0.999999"),
    Kind.CLOCK: ("decimal", "0", str(LAST_DAY)),
    Kind.INTEGER: ("whole", "0", None),
    Kind.MONEY: ("decimal", "0", None),
}
_ERRORS = {
    Kind.DATE: "请填写日期，例如 2024-12-10",
    Kind.DATETIME: "请填写日期和时间，日期与时间之间空一格，例如 2024-12-10 9:12",
    Kind.TIME: "请填写时刻，使用半角冒号，例如 9:12",
    Kind.CLOCK: "请填写时刻，使用半角冒号，例如 9:12；或者填写日期和时间，例如 2024-12-10 9:12",
    Kind.INTEGER: "请填写不小于 0 的整数",
    Kind.MONEY: "请填写不小于 0 的数字，单位为元，不写单位和货币符号",
    Kind.CHOICE: "请从下拉列表中选择",
}


class ChoiceLists:
    """Choices on a hidden sheet, equal ones once, each under a defined name."""

    def __init__(self, package: "Package") -> None:
        self._package = package
        self._names: dict[tuple[str, ...], str] = {}
        self._picked: dict[str, str] = {}

    def name(self, choices: tuple[str, ...]) -> str:
        """The defined name of a list of choices, the same for equal ones."""
        return self._names.setdefault(choices, f"plangen_choices_{len(self._names) + 1}")

    def picked(self, cells: str) -> str:
        """A name for the cells down to the last filled one."""
        return self._picked.setdefault(cells, f"plangen_filled_{len(self._picked) + 1}")

    def write(self) -> None:
        """Add the names, and the sheet if there are any choices."""
        from openpyxl.workbook.defined_name import DefinedName

        for cells, name in self._picked.items():
            count = f"SUMPRODUCT(MAX((LEN(TRIM({cells}))>0)*(ROW({cells})-MIN(ROW({cells}))+1)))"
            filled = f"{cells.split(':')[0]}:INDEX({cells},MAX(1,{count}))"
            self._package.defined_names[name] = DefinedName(name, attr_text=filled)
        if not self._names:
            return
        sheet = self._package.create_sheet(LISTS_SHEET)
        sheet.sheet_state = "hidden"
        sheet.protection.enable()
        for column, (choices, name) in enumerate(self._names.items(), start=1):
            for row, choice in enumerate(choices, start=1):
                cell = sheet.cell(row, column, as_text(choice))
                cell.data_type = "s"
                cell.quotePrefix = is_formula_like(choice)
            at = f"{quoted_sheet(LISTS_SHEET)}!${letter(column)}$1:${letter(column)}${len(choices)}"
            self._package.defined_names[name] = DefinedName(name, attr_text=at)


def validation(
    kind: Kind,
    title: str,
    guidance: str = "",
    *,
    choices_from: str = "",
    unique_in: tuple[str, str] | None = None,
) -> "DataValidation | None":
    """What may be entered and what is said beside the cell; None where there is nothing to say.

    The choices are those of the name or range `choices_from`; `unique_in` is a range in which no two cells may be the
    same, with the relative address of its first.
    """
    from openpyxl.worksheet.datavalidation import DataValidation

    settings: dict[str, Any] = {}
    error = _ERRORS.get(kind, "")
    if choices_from:
        settings, error = {"type": "list", "formula1": choices_from}, _ERRORS[Kind.CHOICE]
    elif unique_in:
        # not COUNTIF: it takes texts of digits for numbers, of which it knows fifteen digits, and * and ? for others
        same = f"SUMPRODUCT(--(TRIM({unique_in[0]})=TRIM({unique_in[1]})))"
        settings = {"type": "custom", "formula1": f"{same}=1"}
        error = "该编号已经登记，请使用新的编号"
    elif kind in _LIMITS:
        what, low, high = _LIMITS[kind]
        settings = {"type": what, "formula1": low, "operator": "between" if high else "greaterThanOrEqual"}
        if high:
            settings["formula2"] = high
    if not settings and not guidance:
        return None
    if settings:
        settings |= {"showErrorMessage": True, "errorTitle": _head(title), "error": shortened(error, _LONGEST_ERROR)}
    if guidance:
        prompt = shortened(as_text(guidance), _LONGEST_PROMPT)
        settings |= {"showInputMessage": True, "promptTitle": _head(title), "prompt": prompt}
    return DataValidation(allow_blank=True, **settings)


def add_highlight(sheet: "Worksheet", cells: str, highlight: Highlight, condition: str) -> None:
    """Colour the cells while the condition, resolved for the first of them, holds."""
    from openpyxl.formatting.rule import Rule
    from openpyxl.styles import Font, PatternFill
    from openpyxl.styles.differential import DifferentialStyle

    fill, type_colour = TONES[highlight.tone]
    look = DifferentialStyle(
        font=Font(color=f"FF{type_colour}", b=highlight.tone is Tone.BAD or None),
        fill=PatternFill("solid", bgColor=f"FF{fill}"),
    )
    sheet.conditional_formatting.add(cells, Rule(type="expression", formula=[condition], dxf=look))


def _head(title: str) -> str:
    return shortened(as_text(title).replace("\n", ""), _LONGEST_HEAD)
