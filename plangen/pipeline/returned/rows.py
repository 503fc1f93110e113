"""What the rows and signatures of any returned form are asked for."""

from collections.abc import Callable

from plangen.blocks.coming_back import FormShape, Returned, ReturnedCell, ReturnedRow, RowName
from plangen.diagnostics import Finding, Place, Rule
from plangen.pipeline.returned.answer_rules import NOTHING_FILLED

_SHOWN = 60


def cell_of(row: ReturnedRow, key: str) -> ReturnedCell:
    """The cell of a column; an empty one where the row has none."""
    return row.cells.get(key) or ReturnedCell(spot=row.spot)


def signed(form: Returned, shape: FormShape, number: int) -> str:
    """What was typed beside a label of the signatures, where all that are filled in agree."""
    label = f"{shape.signers[number]}："
    beside = (each.text.removeprefix(label).strip() for each in form.fields.values() if each.text.startswith(label))
    said = set(beside) - {""}
    return said.pop() if len(said) == 1 else ""


def spot_of(file: str, row: ReturnedRow | None, key: str) -> Place:
    """Where a finding about a cell, a row or a whole form points."""
    if row is None:
        return Place(file=file)
    cell = row.cells.get(key)
    return Place(file=file, path=cell.path if cell else row.path, spot=cell.spot if cell else row.spot)


def shortened(text: str) -> str:
    """A text in one line that a finding can show."""
    flat = "；".join(line.strip() for line in text.splitlines() if line.strip())
    return flat if len(flat) <= _SHOWN else f"{flat[:_SHOWN]}…"


class FormReader:
    """What readers of all forms share: what they find, and how many rows nobody filled in."""

    def __init__(self, plan: str) -> None:
        self.plan = plan
        self.findings: list[Finding] = []
        self._asked: set[str] = set()
        self._filled: set[str] = set()

    @property
    def blank(self) -> int:
        """How many rows of all forms nobody filled in on any of them."""
        return len(self._asked - self._filled)

    def is_foreign(self, form: Returned) -> bool:
        """Whether a form says that it is of another plan."""
        told = form.about.get("plan", "")
        return bool(told) and told != self.plan

    def filled(self, form: Returned, is_filled: Callable[[ReturnedRow], bool]) -> list[tuple[ReturnedRow, RowName]]:
        """The rows that somebody filled in; the others are counted, and a form without any is a finding."""
        named = [(row, name) for row in form.rows if (name := RowName.read(row.name))]
        filled = [(row, name) for row, name in named if is_filled(row)]
        self._asked |= {name.key for _, name in named}
        self._filled |= {name.key for _, name in filled}
        if not filled:
            self.find(NOTHING_FILLED, form)
        return filled

    def find(self, rule: Rule, form: Returned, row: ReturnedRow | None = None, key: str = "", **values: object) -> None:
        """Note what is wrong with a form, a row or a cell of it."""
        self.findings.append(Finding(rule=rule, at=spot_of(form.file, row, key), values=values))
