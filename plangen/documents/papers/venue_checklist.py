"""场地与物资检查表: rooms, equipment, channels, supplies and papers, to be ticked off before the drill."""

from plangen.blocks.document import Document
from plangen.documents.outlines.generated import by_name
from plangen.documents.outlines.outlined import outlined
from plangen.documents.outlines.pages import PAGES
from plangen.model.plan import Plan

BLOCKS = by_name(PAGES)
"""Its tables are written out in its outline: what is asked of each thing is its owner's to say."""


def venue_checklist(plan: Plan) -> Document:
    """What is checked before the drill, part by part, with boxes to tick and lines to sign."""
    return outlined(plan, "venue-checklist", BLOCKS)
