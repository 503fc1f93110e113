"""`plangen notices fields`: what may be written into a notice template."""

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from plangen.blocks.template import Names
from plangen.diagnostics import in_order
from plangen.documents.notices.field_list import TemplateField, template_fields
from plangen.documents.notices.field_sheet import field_sheet
from plangen.model.plan import SectionMissing
from plangen.office.ooxml.guard import unpacked
from plangen.office.templates.use import used_names
from plangen.pipeline.building.composing import identified
from plangen.pipeline.check import Outcome, Study, study
from plangen.pipeline.house import read_house
from plangen.pipeline.notices.cases import Draft, all_drafts
from plangen.pipeline.notices.sheet import write_sheet
from plangen.workspace.project import TEMPLATES


class Listed(Struct, frozen=True, kw_only=True):
    """The fields, and the titles of the cases by id; none where the plan could not be read."""

    outcome: Outcome
    fields: tuple[TemplateField, ...] = ()
    cases: Mapping[str, str] = {}
    sheet: Path | None = None  # what was written


def list_fields(root: Path, sheet: Path | None = None) -> Listed:
    """The fields of the project at `root`; with `sheet` written there as a Word file as well.

    Raises:
        UsageProblem: SheetTaken where `sheet` is a file of another kind.
    """
    project = study(root)
    try:
        drafts = all_drafts(project.plan)
    except SectionMissing:
        return Listed(outcome=project.outcome)
    cases = {each.case: each.case_title for each in drafts}
    fields = template_fields(_facts(drafts), _used(drafts, project))
    if sheet is None:
        return Listed(outcome=Outcome(findings=()), fields=fields, cases=cases)
    house, findings = read_house(project.files.under(TEMPLATES))
    outcome = Outcome(findings=in_order(findings))
    if house is None:
        return Listed(outcome=outcome, fields=fields, cases=cases)
    write_sheet(
        project.root,
        sheet,
        identified(field_sheet(project.plan, fields, cases), "notice-fields", project.plan),
        house.template,
    )
    return Listed(outcome=outcome, fields=fields, cases=cases, sheet=sheet)


def _facts(drafts: tuple[Draft, ...]) -> dict[str, Names]:
    """What each case knows; the notices of a case differ in what concerns themselves alone."""
    facts: dict[str, Names] = {}
    for draft in drafts:
        facts.setdefault(draft.case, draft.job.context)
    return facts


def _used(drafts: tuple[Draft, ...], project: Study) -> dict[str, frozenset[str]]:
    """The names that each template uses; a template that cannot be read uses none."""
    used: dict[str, frozenset[str]] = {}
    for draft in drafts:
        file = f"{TEMPLATES}/{draft.job.template}"
        parts, _ = unpacked(project.files.contents.get(file), file)
        if parts is not None and draft.job.template not in used:
            used[draft.job.template] = used_names(parts, draft.job.context)
    return {template.rpartition("/")[2]: names for template, names in used.items()}
