"""A document in the making: the plan, and what its parts need to refer to each other (tables, figures, scenarios)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from plangen.blocks.document import (
    Align,
    Block,
    Cell,
    Column,
    Heading,
    Row,
    SectionBreak,
    Table,
    Tone,
    spans,
)
from plangen.documents.phrases import NONE, called, place_of, scenarios_named, told_windows
from plangen.model.plan import Plan
from plangen.model.scenario import Scenario
from plangen.model.schedule import Window
from plangen.model.timeline import Phase, Step

Content = str | Sequence[str] | Cell | None
"""What stands in a table cell: a text, several paragraphs, a cell of its own making, or None to be written in."""

Rows = Sequence[Sequence[Content]]
"""What stands in a table below its head."""


_MOST_COLUMNS = 4  # of a table in full-size type


class Draft(Struct, frozen=True, kw_only=True):
    """What every part of a document is composed from."""

    plan: Plan
    title: str = ""  # of the document
    marked: str = ""  # who alone may see it, in words; empty where that is not said in it
    windows: Mapping[str, Window]  # of the steps whose times everybody may know
    places: Mapping[str, str]  # 场景一 by scenario id

    @classmethod
    def of(cls, plan: Plan, *, title: str = "", marked: str = "") -> "Draft":
        """A document with nothing in it yet."""
        places: dict[str, str] = {scenario.id: place_of(plan, scenario) for scenario in plan.played}
        return cls(plan=plan, title=title, marked=marked, windows=told_windows(plan), places=places)

    def scenario(self, scenario: Scenario) -> str:
        """场景一：产品质量问题引发集中投诉; the bare title where the drill has only one."""
        return called(self.plan, scenario)

    def scenarios(self, keys: Sequence[str]) -> str:
        """The places of some scenarios: 场景一、场景二; nothing when they are none or all of the drill's."""
        return scenarios_named(self.plan, keys)

    def steps(self, phase: Phase) -> tuple[Step, ...]:
        """The steps of the phase that the drill plays: those of its scenarios and those of all."""
        return tuple(
            step for step in phase.steps if not step.scenarios or any(key in self.places for key in step.scenarios)
        )


def grid(
    caption: str,
    heads: Sequence[str],
    weights: Sequence[float],
    rows: Sequence[Sequence[Content]],
    *,
    centred: Sequence[int] = (),
    compact: bool = False,
) -> Table:
    """A captioned table with a header row, in smaller type where it has many columns or is to be `compact`.

    The columns whose index is in `centred` are set centred.
    """
    aligns = [Align.CENTRE if at in centred else Align.LEFT for at in range(len(heads))]
    header = Row(cells=tuple(cell_of(head, Align.CENTRE, Tone.HEAD) for head in heads), header=True)
    body = [Row(cells=tuple(cell_of(each, align) for each, align in zip(row, aligns, strict=True))) for row in rows]
    columns = tuple(Column(weight, align) for weight, align in zip(weights, aligns, strict=True))
    return Table(columns=columns, rows=(header, *body), caption=caption, compact=compact or len(heads) > _MOST_COLUMNS)


def without_empty_headings(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks but for headings that nothing stands under."""
    held: list[Heading] = []
    for block in blocks:
        if isinstance(block, Heading):
            held = [heading for heading in held if heading.level < block.level]
            held.append(block)
            if block.kept:
                yield from held
                held = []
        else:
            if not isinstance(block, SectionBreak):
                yield from held
            held = []
            yield block


def cell_of(content: Content, align: Align, tone: Tone = Tone.NONE) -> Cell:
    """A cell of what stands in it; — where that is nothing."""
    if content is None:
        return Cell(blank=True)
    if isinstance(content, Cell):
        return content
    texts = (content,) if isinstance(content, str) else tuple(content)
    filled = tuple(each for each in texts if each) or (NONE,)
    return Cell(paragraphs=tuple(spans(each) for each in filled), tone=tone, align=align)
