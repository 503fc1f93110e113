"""What makes each document of the dossier, and whether a plan has something to say in it."""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import TypeAlias

from msgspec import Struct

from plangen.blocks.document import Document
from plangen.blocks.template import Templated
from plangen.blocks.workbook import Workbook
from plangen.documents.outlines.generated import Blocks, BlockSpec
from plangen.documents.outlines.outlined import outlined
from plangen.model.dossier import OUTLINED, DossierEntry
from plangen.model.plan import Plan
from plangen.model.script import EVALUATING

Body: TypeAlias = Document | Workbook | Templated


class Maker(Struct, frozen=True):
    """A function of the plan by its module below `documents`: imported only when its document is made."""

    module: str
    function: str
    has_matter: Callable[[Plan], bool] = lambda _: True


def _has_script(plan: Plan) -> bool:
    return bool(plan.script.staff or plan.injects)


def _has_events(plan: Plan) -> bool:
    return any(plan.events(scenario.id) for scenario in plan.played)


def _has_evaluators(plan: Plan) -> bool:
    return any(staff.kind == EVALUATING for staff in plan.script.staff)


def _is_commanded(plan: Plan) -> bool:
    return plan.has("command") or any(each.flow or each.points for each in plan.played)


def _is_announced(plan: Plan) -> bool:
    return plan.drill.training is not None or plan.drill.publicity is not None


def _is_prepared(plan: Plan) -> bool:
    return plan.command.centre is not None or plan.has("resources")


MAKERS: Mapping[str, Maker] = {
    "plan": Maker("plan", "drill_plan"),
    "information-report": Maker(
        "notices.information_report", "information_report", lambda plan: bool(plan.reporting.sections)
    ),
    "complaint-form": Maker("workbooks.complaint_form", "complaint_form", lambda plan: bool(plan.forms.complaint)),
    "process-record": Maker("workbooks.process_record", "process_record", lambda plan: plan.forms.process is not None),
    "handbook": Maker("handbook", "command_handbook", _is_commanded),
    "notices": Maker("notices.notices", "notices"),
    "script": Maker("script", "drill_script", _has_script),
    "msel": Maker("workbooks.msel", "events_list", _has_events),
    "evaluator-guide": Maker("evaluator", "evaluator_guide", _has_evaluators),
    "role-cards": Maker("role_cards", "role_cards"),
    "contacts": Maker(
        "papers.contact_list", "contact_list", lambda plan: any(post.phone for post in plan.organisation.posts)
    ),
    "sign-in": Maker("papers.sign_in", "sign_in"),
    "centre-logs": Maker("papers.centre_logs", "centre_logs", lambda plan: plan.command.centre is not None),
    "roster": Maker("papers.roster", "roster", lambda plan: bool(plan.organisation.response_teams)),
    "supplies": Maker("papers.supplies", "supplies", lambda plan: bool(plan.resources.items)),
    "briefing": Maker("papers.briefing", "briefing"),
    "preparation-notices": Maker("papers.preparation_notices", "preparation_notices", _is_announced),
    "venue-checklist": Maker("papers.venue_checklist", "venue_checklist", _is_prepared),
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
        made = outlined(plan, entry.id, blocks_of(entry.id))
        return ((made.title, made),)
    maker = MAKERS[entry.id]
    if not maker.has_matter(plan):
        return ()
    made = getattr(import_module(f"plangen.documents.{maker.module}"), maker.function)(plan)
    return tuple(made) if entry.folder else ((made.title, made),)
