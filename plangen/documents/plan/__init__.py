"""The drill plan: cover, approval, revisions, contents, the five chapters, appendices."""

from collections.abc import Iterator

from plangen.blocks.document import Block, Contents, Document, SectionBreak
from plangen.documents.draft import Draft
from plangen.documents.frame import document
from plangen.documents.plan.appendices import appendices
from plangen.documents.plan.command import command_chapter
from plangen.documents.plan.communication import communication_chapter
from plangen.documents.plan.front import front_matter
from plangen.documents.plan.planning import planning_chapter
from plangen.documents.plan.reporting import reporting_chapter
from plangen.documents.plan.response import response_chapter
from plangen.model.plan import Plan

__all__ = ["drill_plan"]


def drill_plan(plan: Plan) -> Document:
    """The whole drill plan, everything in it from the model, ready to be written as Word."""
    return document(plan, plan.identity.title, _blocks(plan), subject=f"《{plan.identity.contingency_plan}》应急演练")


def _blocks(plan: Plan) -> Iterator[Block]:
    draft = Draft.of(plan)
    yield from front_matter(plan)
    yield Contents(levels=2)
    yield SectionBreak(restart=True)
    yield from planning_chapter(draft)
    yield from reporting_chapter(draft)
    yield from command_chapter(draft)
    yield from response_chapter(draft)
    yield from communication_chapter(draft)
    yield from appendices(draft)
