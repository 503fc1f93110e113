"""A document of the dossier that is made from its outline."""

from plangen.blocks.document import Document
from plangen.documents.audience import marking
from plangen.documents.draft import Draft
from plangen.documents.frame import document, dossier_header
from plangen.documents.outlines.compose import composed
from plangen.documents.outlines.generated import Blocks
from plangen.model.plan import Plan


def outlined(plan: Plan, key: str, blocks: Blocks) -> Document:
    """The document as its outline orders it; where that is told, its head says who alone may see it."""
    title, marked = plan.dossier.title(key), marking(plan, key)
    draft = Draft.of(plan, title=title, marked=marked)
    return document(plan, title, composed(draft, plan.outlines[key], blocks), header=dossier_header(title, marked))
