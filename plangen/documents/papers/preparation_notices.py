"""培训通知与宣传通知: the notices that go out before the drill, publicity in a version for each of its channels."""

from plangen.blocks.document import Document
from plangen.documents.outlines.generated import by_name
from plangen.documents.outlines.outlined import outlined
from plangen.documents.outlines.pages import PAGES
from plangen.model.plan import Plan

BLOCKS = by_name(PAGES)
"""By what stands in a placeholder."""


def preparation_notices(plan: Plan) -> Document:
    """The training notice, then a version of the publicity notice for each channel."""
    return outlined(plan, "preparation-notices", BLOCKS)
