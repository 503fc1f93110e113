"""The command handbook: how to use it, who decides, the command centre, a chapter and a card per scenario."""

from collections.abc import Iterator, Mapping

from plangen.blocks.document import Block, Contents, Document, SectionBreak
from plangen.documents.draft import Draft, without_empty_headings
from plangen.documents.handbook.cards import command_cards
from plangen.documents.handbook.contacts import all_contacts
from plangen.documents.handbook.general import general_chapters
from plangen.documents.handbook.scenario import scenario_chapter
from plangen.documents.phrases import issue_date, title_lines
from plangen.documents.plan.front import cover
from plangen.model.plan import Plan

__all__ = ["command_handbook"]

_TITLE = "应急指挥手册"


def command_handbook(plan: Plan, identity: Mapping[str, str]) -> Document:
    """The whole handbook, everything in it from the model, ready to be written as Word."""
    return Document(
        title=_TITLE,
        subject=plan.identity.title,
        author=plan.identity.company,
        header=f"{_TITLE}　演练文件",
        created=issue_date(plan),
        blocks=tuple(without_empty_headings(_blocks(plan))),
        identity=identity,
    )


def _blocks(plan: Plan) -> Iterator[Block]:
    draft = Draft.of(plan)
    yield SectionBreak(numbered=False)
    yield cover(plan, (*title_lines(plan.identity.title.removesuffix("应急演练计划")), _TITLE))
    yield SectionBreak(numbered=False)
    yield Contents(levels=1)
    yield SectionBreak(restart=True)
    yield from general_chapters(draft)
    for scenario in plan.played:
        yield from scenario_chapter(draft, scenario)
    yield from all_contacts(draft)
    yield from command_cards(draft)
