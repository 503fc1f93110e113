"""The drill plan: cover, approval, revisions, contents, the five chapters, appendices."""

from collections.abc import Iterator, Mapping

from plangen.blocks.document import Block, Contents, Document, SectionBreak
from plangen.documents.draft import Draft, without_empty_headings
from plangen.documents.phrases import issue_date
from plangen.documents.plan.appendices import appendices
from plangen.documents.plan.command import command_chapter
from plangen.documents.plan.communication import communication_chapter
from plangen.documents.plan.front import front_matter
from plangen.documents.plan.planning import planning_chapter
from plangen.documents.plan.reporting import reporting_chapter
from plangen.documents.plan.response import response_chapter
from plangen.model.plan import Plan

__all__ = ["drill_plan"]


def drill_plan(plan: Plan, identity: Mapping[str, str]) -> Document:
    """The whole drill plan, everything in it from the model, ready to be written as Word."""
    return Document(
        title=plan.identity.title,
        subject=f"《{plan.identity.contingency_plan}》应急演练",
        author=plan.identity.company,
        header=f"{plan.identity.title}　演练文件",
        created=issue_date(plan),
        blocks=tuple(without_empty_headings(_blocks(plan))),
        identity=identity,
    )


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
