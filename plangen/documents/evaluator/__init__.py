"""The evaluator's guide: how to observe, what is graded by what, an observation sheet per evaluator and objective."""

from collections.abc import Iterator, Mapping

from plangen.blocks.document import Block, Contents, Document, SectionBreak
from plangen.documents.draft import Draft
from plangen.documents.evaluator.method import method_chapters
from plangen.documents.evaluator.sheets import evaluator_chapters
from plangen.documents.script import restricted_cover, restricted_document
from plangen.model.plan import Plan

__all__ = ["evaluator_guide"]

_TITLE = "评估手册"


def evaluator_guide(plan: Plan, identity: Mapping[str, str]) -> Document:
    return restricted_document(plan, "evaluator-guide", _TITLE, identity, _blocks)


def _blocks(plan: Plan, marked: str) -> Iterator[Block]:
    draft = Draft.of(plan)
    yield SectionBreak(numbered=False)
    yield restricted_cover(plan, _TITLE, marked)
    yield SectionBreak(numbered=False)
    yield Contents(levels=2)
    yield SectionBreak(restart=True)
    yield from method_chapters(draft, marked)
    yield from evaluator_chapters(draft)
