"""What all documents share: their frame, and what people write on by hand looks like."""

from collections.abc import Iterable

from msgspec import UNSET

from plangen.blocks.document import Block, Document
from plangen.blocks.workbook import Sheet, Workbook
from plangen.documents.draft import without_empty_headings
from plangen.documents.phrases import edition, issue_date
from plangen.model.plan import Plan

WRITING_HEIGHT = 11.0
"""Millimetres: room for a line written by hand."""


def document(
    plan: Plan, title: str, blocks: Iterable[Block] | None, *, subject: str = "", header: str = ""
) -> Document:
    """A document of the plan, dated as the plan is; headings that nothing stands under are left out.

    Without blocks, of which there would have been too many, it is cut.

    Its subject is the plan's title and its pages say that they belong to a drill, unless told otherwise.
    """
    return Document(
        title=title,
        subject=subject or plan.identity.title,
        author=plan.identity.company,
        header="　".join(filter(None, (header or dossier_header(title), plan.edition.header))),
        created=issue_date(plan),
        blocks=tuple(without_empty_headings(blocks or ())),
        cut=True if blocks is None else UNSET,
    )


def workbook(plan: Plan, title: str, sheets: Iterable[Sheet], *, marked: str = "") -> Workbook:
    """A workbook of the drill with plan and version at the foot of each page; `marked` says who alone may see it."""
    return Workbook(
        title=title,
        subject=plan.identity.title,
        author=plan.identity.company,
        header=dossier_header(title, marked),
        footer=edition(plan),
        created=issue_date(plan),
        sheets=tuple(sheets),
    )


def dossier_header(title: str, marked: str = "") -> str:
    """What stands at the head of each page of a document of the drill."""
    return "　".join(filter(None, (title, "演练文件", marked)))
