"""A document of the owner's own that keeps the look of a Word or Excel file: its facts are those of the whole plan."""

from collections.abc import Callable, Mapping
from functools import partial

from plangen.blocks.template import Names, OfPlan
from plangen.documents.audience import marking
from plangen.documents.draft import Draft
from plangen.documents.outlines.plan_names import Later, NamesOfPlan
from plangen.documents.outlines.structure import OWN, own_names
from plangen.documents.phrases import issue_date
from plangen.model.plan import Plan


def own_template(plan: Plan, key: str) -> OfPlan:
    """The document, to be filled in."""
    return OfPlan(
        template=plan.outlines[key].template,
        title=plan.dossier.title(key),
        subject=plan.identity.title,
        author=plan.identity.company,
        created=issue_date(plan),
        context=facts_of(plan, key),
    )


def facts_of(plan: Plan, key: str) -> Names:
    """What its tags may name: what outlines may, but for the numbers of tables and sections."""
    whole = NamesOfPlan(plan).all()
    own = own_names(Draft.of(plan, title=plan.dossier.title(key), marked=marking(plan, key)))
    values: Mapping[str, object] = whole.values
    makers: dict[str, Callable[[], object]] = {name: partial(values.__getitem__, name) for name in values}
    return Names(title="", values=Later({**makers, OWN: lambda: own}), chinese=whole.chinese)
