"""The script for controllers: objectives, staff, signals, stop rules, then scenario by scenario what is fed in."""

from collections.abc import Iterator

from plangen.blocks.document import Block, Contents, SectionBreak
from plangen.documents.draft import Draft
from plangen.documents.frame import dossier_document
from plangen.documents.plan.front import titled_cover
from plangen.documents.script.control import control_chapters
from plangen.documents.script.course import course_chapters

__all__ = ["drill_script"]


@dossier_document("script", restricted=True)
def drill_script(draft: Draft) -> Iterator[Block]:
    """The whole script, for reading; the events list is the same as a workbook, to control by."""
    yield SectionBreak(numbered=False)
    yield titled_cover(draft)
    yield SectionBreak(numbered=False)
    yield Contents(levels=2)
    yield SectionBreak(restart=True)
    yield from control_chapters(draft)
    yield from course_chapters(draft)
