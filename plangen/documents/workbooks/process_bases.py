"""What the limits of the process record count from, and where the record says when that really was."""

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from plangen.blocks.document import Align
from plangen.blocks.workbook import Formula, GridCell, GridRow, Kind, Part, Value
from plangen.documents.outlines.worded import Worded
from plangen.documents.phrases import NONE, begin, gives_order, phase_name
from plangen.documents.workbooks.process_columns import Judged
from plangen.documents.workbooks.process_times import SUMMARY, near, read, reads
from plangen.model.plan import Plan
from plangen.model.timeline import AFTER_ORDER, AFTER_PHASE, Phase, Step
from plangen.model.values import Moment

_ORDER = "order"
_REASONS = {AFTER_ORDER: "no-order", AFTER_PHASE: "no-phase", "": "no-event"}
HELPERS = 3
"""Hidden columns of the summary: what is typed, what it says, and the minutes that limits count from."""


class Basis(Struct, frozen=True, kw_only=True):
    """What several limits count from and no row of the record says: the order, a phase's start, an event."""

    key: str
    title: str
    planned: Moment | None  # None: nobody knows beforehand, or the readers may not
    assumed: bool = False  # counts as planned while no other time is entered


class Bases:
    """The bases of a record whose sheets hold these steps, by sheet."""

    def __init__(self, plan: Plan, words: Worded, sheets: Mapping[str, Sequence[tuple[Phase, Step]]]) -> None:
        self._plan, self._words = plan, words
        self._homes: dict[str, list[str]] = {}
        for sheet, actions in sheets.items():
            for _, step in actions:
                self._homes.setdefault(step.id, []).append(sheet)
        self._steps = {step.id: (phase, step) for actions in sheets.values() for phase, step in actions}
        every = (basis for phase, step in self._steps.values() for basis in self._basis(phase, step))
        self._entered = {basis.key: basis for basis in sorted(every, key=_when)}

    def values(self, sheet: str, step: Step) -> Mapping[str, Value]:
        """The cells of a row that say what its limit counts from, and what is said where that was not recorded."""
        if step.limit is None:
            return {}
        phase, _ = self._steps[step.id]
        entered = next(self._basis(phase, step), None)
        if entered is not None:
            found, reason = f"[{SUMMARY}!{entered.key}.minutes]", _REASONS[step.waits_for]
        elif step.waits_for in self._homes:
            found, reason = self._recorded(sheet, step), "no-step"
        else:  # a step that this drill leaves out: what counts is the plan
            window = self._plan.windows[step.id]
            return {"_limit": step.limit.minutes, "_base": window.start.minutes}
        said = f"{Judged.UNKNOWN}：{self._words.text(reason)}"
        return {"_limit": step.limit.minutes, "_base": Formula(found), "_missing": said}

    def rows(self, width: int) -> Iterator[GridRow]:
        """Where the order, the phases and the events are entered as they really came."""
        if not self._entered:
            return
        of_basis, of_plan, of_time = self._words.heads("bases-heads")
        yield GridRow(cells=(GridCell(value=self._words.text("bases-title"), part=Part.HEADING, columns=width),))
        heads = ((of_basis, width - 4), (of_plan, 2), (of_time, 2))
        yield GridRow(
            cells=tuple(GridCell(value=head, part=Part.HEAD, columns=columns) for head, columns in heads), height=26
        )
        yield from (self._row(basis, width) for basis in self._entered.values())
        note = GridCell(value=self._words.text("bases-note"), part=Part.NOTE, columns=width)
        yield GridRow(cells=(note,))

    def _row(self, basis: Basis, width: int) -> GridRow:
        entered, read_at = f"[{SUMMARY}!{basis.key}]", f"[{SUMMARY}!{basis.key}.at]"
        reference = basis.planned.minutes - 360 if basis.planned else read_at
        said = near(entered, read_at, str(reference))
        minutes = f"IF(LEN(TRIM({entered}))>0,{said},{self._assumed(basis)})"
        return GridRow(
            cells=(
                GridCell(value=basis.title, columns=width - 4),
                GridCell(value=str(basis.planned) if basis.planned else NONE, columns=2, align=Align.CENTRE),
                GridCell(
                    part=Part.ENTRY,
                    kind=Kind.CLOCK,
                    columns=2,
                    key=basis.key,
                    guidance=self._words.text("basis-guidance"),
                ),
                GridCell(value=Formula(read(entered)), part=Part.RESULT, key=f"{basis.key}.text"),
                GridCell(
                    value=Formula(reads(entered, f"[{SUMMARY}!{basis.key}.text]")),
                    part=Part.RESULT,
                    key=f"{basis.key}.at",
                ),
                GridCell(value=Formula(minutes), part=Part.RESULT, key=f"{basis.key}.minutes"),
            ),
            height=26,
        )

    def _assumed(self, basis: Basis) -> str:
        """What counts while nothing is entered: the order as its own step records it, a phase as it is planned."""
        if basis.assumed and basis.planned:
            return str(basis.planned.minutes)
        opening = next((step for _, step in self._steps.values() if gives_order(self._plan, step)), None)
        if basis.key == _ORDER and opening is not None:
            at = f"[{self._homes[opening.id][0]}!_ended@{opening.id}]"
            return f'IF(ISNUMBER({at}),{at},"")'
        return '""'

    def _basis(self, phase: Phase, step: Step) -> Iterator[Basis]:
        """What is entered on the summary for the limit of a step; nothing where a row of the record says it."""
        if step.limit is None or step.waits_for not in {"", AFTER_ORDER, AFTER_PHASE}:
            return
        if step.waits_for == AFTER_ORDER:
            yield Basis(key=_ORDER, title=begin(self._plan, step), planned=self._plan.timeline.order.time)
        elif step.waits_for == AFTER_PHASE:
            title = self._words.giving({"阶段": phase_name(phase)}).text("phase-start")
            yield Basis(key=f"phase.{phase.id}", title=title, planned=phase.start, assumed=True)
        else:
            title = begin(self._plan, step)
            yield Basis(key=f"event.{self._first_after(title)}", title=title, planned=None)

    def _first_after(self, title: str) -> str:
        """The first step that waits for the same event: players know it by its words alone."""
        same = (step for _, step in self._steps.values() if not step.waits_for and begin(self._plan, step) == title)
        return next(step.id for step in same if step.limit)

    def _recorded(self, sheet: str, step: Step) -> str:
        """The end, or the start, of the step before: on the same sheet, else on all that have it."""
        before = step.waits_for
        homes = [sheet] if sheet in self._homes[before] else self._homes[before]
        column = "_ended" if step.since is None else "_began"
        cells = [f"[{home}!{column}@{before}]" for home in homes]
        if len(cells) == 1:
            return cells[0]
        listed = ",".join(cells)
        if step.since is not None:  # it has started where the first has
            return f'IF(COUNT({listed})>0,MIN({listed}),"")'
        return f'IF(COUNT({listed})={len(cells)},MAX({listed}),"")'


def _when(basis: Basis) -> tuple[bool, int, bool]:
    """The order first, then phases as they are planned, then what comes when it comes."""
    return basis.planned is None, basis.planned.minutes if basis.planned else 0, basis.assumed
