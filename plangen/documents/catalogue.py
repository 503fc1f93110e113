"""What makes each document of the dossier."""

from collections.abc import Mapping
from importlib import import_module
from typing import TypeAlias

from msgspec import Struct

from plangen.blocks.document import Document
from plangen.blocks.template import Templated
from plangen.blocks.workbook import Workbook
from plangen.documents.outlines.generated import Blocks, BlockSpec
from plangen.documents.outlines.outlined import outlined
from plangen.documents.own_template import own_template
from plangen.model.dossier import OUTLINED, DossierEntry
from plangen.model.matter import has_matter
from plangen.model.plan import Plan

Body: TypeAlias = Document | Workbook | Templated


class Maker(Struct, frozen=True):
    """A function of the plan by its module below `documents`: imported only when its document is made."""

    module: str
    function: str


MAKERS: Mapping[str, Maker] = {
    "plan": Maker("plan", "drill_plan"),
    "information-report": Maker("notices.information_report", "information_report"),
    "complaint-form": Maker("workbooks.complaint_form", "complaint_form"),
    "process-record": Maker("workbooks.process_record", "process_record"),
    "handbook": Maker("handbook", "command_handbook"),
    "notices": Maker("notices.notices", "notices"),
    "script": Maker("script", "drill_script"),
    "msel": Maker("workbooks.msel", "events_list"),
    "evaluator-guide": Maker("evaluator", "evaluator_guide"),
    "role-cards": Maker("role_cards", "role_cards"),
    "contacts": Maker("papers.contact_list", "contact_list"),
    "sign-in": Maker("papers.sign_in", "sign_in"),
    "centre-logs": Maker("papers.centre_logs", "centre_logs"),
    "roster": Maker("papers.roster", "roster"),
    "supplies": Maker("papers.supplies", "supplies"),
    "briefing": Maker("papers.briefing", "briefing"),
    "preparation-notices": Maker("papers.preparation_notices", "preparation_notices"),
    "venue-checklist": Maker("papers.venue_checklist", "venue_checklist"),
    "command-sheet": Maker("single_sheets.command_sheet", "command_sheet"),
    "day-sheet": Maker("single_sheets.day_sheet", "day_sheet"),
}
"""By the id of each entry of the dossier."""


def blocks_of(document: str) -> Blocks:
    """What the outline of a document can have generated; nothing where it is made otherwise."""
    if document not in MAKERS:
        return _all_blocks()
    if document not in OUTLINED:
        return {}
    found: Blocks = import_module(f"plangen.documents.{MAKERS[document].module}").BLOCKS
    return found


def _all_blocks() -> Blocks:
    """What a document of the owner's own can have generated: everything; of two of one name the first document's."""
    found: dict[str, BlockSpec] = {}
    for document in OUTLINED:
        for name, spec in blocks_of(document).items():
            found.setdefault(name, spec)
    return found


def bodies(entry: DossierEntry, plan: Plan) -> tuple[tuple[str, Body], ...]:
    """The files of a document, each with the title that names it; none where the plan has nothing to say in it."""
    if entry.own:
        own = own_template(plan, entry.id) if plan.outlines[entry.id].template else None
        made = own or outlined(plan, entry.id, blocks_of(entry.id))
        return ((made.title, made),)
    if not has_matter(plan, entry.id):
        return ()
    maker = MAKERS[entry.id]
    made = getattr(import_module(f"plangen.documents.{maker.module}"), maker.function)(plan)
    return tuple(made) if entry.folder else ((made.title, made),)
