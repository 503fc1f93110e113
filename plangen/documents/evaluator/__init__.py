"""The evaluator's guide: how to observe, what is graded by what, an observation sheet per evaluator and objective."""

from collections.abc import Iterator

from plangen.blocks.document import Block, Contents, SectionBreak
from plangen.documents.draft import Draft
from plangen.documents.evaluator.method import method_chapters
from plangen.documents.evaluator.sheets import evaluator_chapters
from plangen.documents.frame import dossier_document
from plangen.documents.plan.front import titled_cover

__all__ = ["evaluator_guide"]


@dossier_document("evaluator-guide", restricted=True)
def evaluator_guide(draft: Draft) -> Iterator[Block]:
    """The whole guide: the method, then a chapter of observation sheets for each evaluator."""
    yield SectionBreak(numbered=False)
    yield titled_cover(draft)
    yield SectionBreak(numbered=False)
    yield Contents(levels=2)
    yield SectionBreak(restart=True)
    yield from method_chapters(draft)
    yield from evaluator_chapters(draft)
