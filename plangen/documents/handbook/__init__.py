"""The command handbook: how to use it, who decides, the command centre, a chapter and a card per scenario."""

from collections.abc import Iterator

from plangen.blocks.document import Block, Contents, SectionBreak
from plangen.documents.draft import Draft
from plangen.documents.frame import dossier_document
from plangen.documents.handbook.cards import command_cards
from plangen.documents.handbook.contacts import all_contacts
from plangen.documents.handbook.general import general_chapters
from plangen.documents.handbook.scenario import scenario_chapter
from plangen.documents.plan.front import titled_cover

__all__ = ["command_handbook"]


@dossier_document("handbook")
def command_handbook(draft: Draft) -> Iterator[Block]:
    """The whole handbook, everything in it from the model, ready to be written as Word."""
    plan = draft.plan
    yield SectionBreak(numbered=False)
    yield titled_cover(draft)
    yield SectionBreak(numbered=False)
    yield Contents(levels=1)
    yield SectionBreak(restart=True)
    yield from general_chapters(draft)
    for scenario in plan.played:
        yield from scenario_chapter(draft, scenario)
    yield from all_contacts(draft)
    yield from command_cards(draft)
