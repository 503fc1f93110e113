"""The proof of one notice: what becomes of each element that the law asks for."""

import datetime
from collections.abc import Collection

from plangen.checks.coverage import UNPROVABLE, Notice, Printed, Proof, findings_of, prove
from plangen.diagnostics import Finding, Place, Severity, Words, words
from plangen.model.case import AnyCase
from plangen.model.legal import Elements
from plangen.model.plan import SectionMissing
from plangen.office.templates.names import printed
from plangen.pipeline.notices.chosen import NoticeDraft
from plangen.pipeline.notices.run import Run


def proofs_of(run: Run, draft: NoticeDraft) -> tuple[tuple[Proof, ...], tuple[Finding, ...]]:
    """What becomes of each element of a notice, and what there is to say of it.

    No proofs, and a finding that says so (L116, an error), where template or elements cannot be read.
    """
    try:
        elements = run.plan.elements
    except SectionMissing:
        return _unprovable(draft, words("source/legal/ 有错误", "source/legal/ has errors"))
    filling = run.filling(draft)
    if not filling.template.is_sound:
        return _unprovable(draft, words("模板无法读取", "its template cannot be read"))
    if any(each.severity is Severity.ERROR for found in filling.checked.values() for each in found):
        return _unprovable(draft, words("模板有错误", "its template has errors"))
    proofs = _proved(run, draft, elements)
    return proofs, tuple(findings_of(draft.name, draft.file, proofs))


def _proved(run: Run, draft: NoticeDraft, elements: Elements) -> tuple[Proof, ...]:
    facts = draft.job.context
    contents = printed(run.template(draft.file), facts)
    template = Printed(
        names=contents.names,
        text=contents.text,
        marked=contents.marked,
        locked={passage.key: passage.text for passage in run.passages},
    )
    scenario = run.plan.scenario_of(draft.of)
    date = _date(draft.of, contents.names)
    return prove(
        elements, Notice(name=draft.name, scenario=scenario.id if scenario else "", date=date), facts, template
    )


def _date(case: AnyCase, names: Collection[str]) -> datetime.date | None:
    """The date of issue that the template prints, else that of the incident."""
    incident = case.incident
    owners = [
        incident if name == "incident.issued" else getattr(incident, name.partition(".")[0], None)
        for name in sorted(names)
        if name.endswith(".issued")
    ]
    dates = [getattr(owner, "issued", None) for owner in owners] + [getattr(incident, "date", None)]
    return next((date for date in dates if isinstance(date, datetime.date)), None)


def _unprovable(draft: NoticeDraft, reason: Words) -> tuple[tuple[Proof, ...], tuple[Finding, ...]]:
    at = Place(file=draft.file, path=f"notices[{draft.name}]")
    return (), (Finding(rule=UNPROVABLE, at=at, values={"notice": draft.name, "reason": reason}),)
