"""参演人员须知, what every participant is told before the drill and nothing that he meets only in it: its blocks."""

from plangen.blocks.document import Document
from plangen.documents.control_blocks import SIGNALS
from plangen.documents.draft import Draft, Rows
from plangen.documents.outlines.generated import Head, by_name, table
from plangen.documents.outlines.outlined import outlined
from plangen.documents.outlines.pages import PAGES
from plangen.documents.phrases import BREAK, NONE, period
from plangen.language.sentences import clause
from plangen.model.events import with_breaks
from plangen.model.plan import Plan
from plangen.model.timeline import Phase


def _phases(draft: Draft) -> Rows:
    return [
        (period(each.start, each.end), each.title, clause(each.purpose))
        if isinstance(each, Phase)
        else (period(each.start, each.end), BREAK, NONE)
        for each in with_breaks(draft.plan, draft.plan.timeline.phases)
    ]


BLOCKS = by_name(
    (
        *PAGES,
        table(
            "phases",
            "演练安排",
            _phases,
            Head("时间", 4, centred=True),
            Head("阶段", 3.6),
            Head("任务", 8, optional=True),
            meaning="各阶段的起止时间和任务",
        ),
        SIGNALS,
    )
)
"""By what stands in a placeholder."""


def briefing(plan: Plan) -> Document:
    """Of the scenarios only their titles, of the timeline only the phases: the rest is learnt in the drill."""
    return outlined(plan, "briefing", BLOCKS)
