"""Whether a notice is ready: everything that stands between a draft and its release, and the file it would be."""

import datetime
from collections.abc import Iterator

import msgspec
from msgspec import Struct

from plangen.blocks.identity import Identity
from plangen.checks.coverage import NO_FACT, UNPROVABLE, Proof
from plangen.checks.incidents import DRILL_WORDS, drill_texts
from plangen.diagnostics import Finding, Place, Severity, in_order
from plangen.model.case import AnyCase, Case
from plangen.office.ooxml.guard import unpacked
from plangen.office.ooxml.package import Properties
from plangen.office.release.final import released
from plangen.office.release.gate import hygiene, open_values
from plangen.office.release.plain_text import short_text
from plangen.office.release.remains import FINGERPRINT
from plangen.office.release.rules import DRILL, OPEN
from plangen.office.templates.render import render
from plangen.office.templates.review import reviewed
from plangen.pipeline.check import Outcome, Study
from plangen.pipeline.notices.cases import Draft
from plangen.pipeline.notices.elements import proofs_of
from plangen.pipeline.notices.locked import locked_passages
from plangen.pipeline.notices.rules import MISSING
from plangen.pipeline.notices.standing import Standing, State, as_refusal, standings
from plangen.pipeline.notices.versions import Version, template_of, version_of
from plangen.pipeline.template_files import HOUSE


class Readiness(Struct, frozen=True, kw_only=True):
    """One notice as it stands."""

    draft: Draft
    case: AnyCase
    version: Version | None
    stages: tuple[Standing, ...]
    raw: bytes | None = None  # the file that would leave the house; None where the template has errors
    text: bytes | None = None  # of a short notice, to paste elsewhere
    missing: tuple[str, ...] = ()  # values still to be filled in
    template: tuple[Finding, ...] = ()  # errors of the template and of the files it is made from
    proofs: tuple[Proof, ...] = ()  # what becomes of each statutory element
    content: tuple[Finding, ...] = ()  # missing values, elements, drill text
    hygiene: tuple[Finding, ...] = ()  # what else may not leave the house

    @property
    def real(self) -> bool:
        return isinstance(self.case, Case)

    @property
    def is_ready(self) -> bool:
        """Whether nothing stands in the way of its release."""
        blocked = self.template or self.content or self.hygiene
        return self.real and not blocked and all(each.state is State.VALID for each in self.stages)

    @property
    def file(self) -> str:
        """How findings call the finished file."""
        return f"{self.draft.name}.docx"


def readiness_of(project: Study, draft: Draft) -> Readiness:
    """How ready a notice is; nothing is written."""
    case = project.plan.cases[draft.case]
    version = version_of(draft, project.files.contents)
    proofs, told = proofs_of(project, draft)
    template = in_order((*_source_errors(project, draft), *_template_errors(project, draft)))
    base = Readiness(
        draft=draft,
        case=case,
        version=version,
        stages=standings(project.plan, case, draft, version),
        template=template,
        proofs=proofs,
        content=(*_drill_words(case), *_elements(told, template)),
    )
    path = template_of(draft)
    properties = _properties(draft, version)
    job = msgspec.structs.replace(draft.job, identity=Identity(fingerprint=version.content[:12] if version else ""))
    raw, found = render(job, project.files.contents.get(path), path)
    if raw is None:
        return msgspec.structs.replace(base, template=in_order((*base.template, *_errors(found))))
    final = released(raw, properties)
    gate = hygiene(final, base.file, draft.job.author)
    missing = open_values(gate)
    text, odd = short_text(job, final, path) if job.short is not None else (None, ())
    values = {"count": len(missing), "values": list(missing)}
    lacking = [Finding(rule=MISSING, at=record_place(project, draft), values=values)] if missing else []
    return msgspec.structs.replace(
        base,
        raw=final,
        text=text,
        missing=missing,
        content=(*base.content, *lacking, *_unfit(odd)),
        hygiene=tuple(each for each in gate if each.rule is not OPEN and (base.real or each.rule is not DRILL)),
    )


def record_place(project: Study, draft: Draft) -> Place:
    """Where the facts of the notice are written."""
    return project.plan.cases[draft.case].where("incident")


def dates_of(ready: Readiness) -> tuple[datetime.date, ...]:
    """The dates of issue that the notice prints: of the incident, of its follow-up, of its close."""
    names = {each.partition(" ")[0] for each in ready.version.facts} if ready.version else set()
    incident = ready.case.incident
    owners = {name: getattr(incident, name.partition(".")[0], incident) for name in names if name.endswith(".issued")}
    dates = (getattr(owner, "issued", None) for _, owner in sorted(owners.items()))
    return tuple(dict.fromkeys(date for date in dates if isinstance(date, datetime.date)))


def unreadable(project: Study) -> Outcome:
    """What keeps notices from being looked at: the errors; the plan's warnings are the business of its check."""
    return Outcome(findings=tuple(_errors(project.outcome.findings)))


def _properties(draft: Draft, version: Version | None) -> Properties:
    """What the file says of itself: title, incident, company, date, and which version it is. Nothing internal."""
    return Properties(
        title=draft.job.title,
        subject=draft.job.subject,
        author=draft.job.author,
        created=draft.job.created,
        identity={FINGERPRINT.partition(".")[2]: version.content[:12] if version else ""},
    )


def _source_errors(project: Study, draft: Draft) -> Iterator[Finding]:
    """Errors in the files that the notice and its approvals come from; others do not hold a notice up."""
    files = {"source/communication.yaml", "source/organisation.yaml", "source/plan.yaml", template_of(draft), HOUSE}
    case = project.plan.cases[draft.case]
    scenario = project.plan.scenario_of(case)
    files |= {each.where("id").file for each in (case, scenario) if each is not None}
    return (
        each
        for each in _errors(project.outcome.findings)
        if each.at.file in files or each.at.file.startswith(("source/approvals/", "source/issued/"))
    )


def _template_errors(project: Study, draft: Draft) -> Iterator[Finding]:
    files, path = project.files, template_of(draft)
    house, _ = unpacked(files.contents.get(HOUSE), HOUSE)
    passages, found = locked_passages(files)
    return _errors((*found, *reviewed(files.contents.get(path), draft.job.context, path, house or {}, passages)))


def _elements(told: tuple[Finding, ...], template: tuple[Finding, ...]) -> Iterator[Finding]:
    """The elements that it must have and lacks; of a template with errors its own errors say enough.

    One whose fact is missing is said among the missing values.
    """
    said = {NO_FACT, UNPROVABLE} if template else {NO_FACT}
    return (each for each in _errors(told) if each.rule not in said)


def _errors(findings: tuple[Finding, ...]) -> Iterator[Finding]:
    return (each for each in findings if each.severity is Severity.ERROR)


def _unfit(findings: tuple[Finding, ...]) -> Iterator[Finding]:
    """What a draft is warned of cannot be sent: a text that is too long or loses its numbers."""
    return (as_refusal(each) for each in findings if each.severity is not Severity.INFO)


def _drill_words(case: AnyCase) -> Iterator[Finding]:
    for value, text in drill_texts(case) if isinstance(case, Case) else ():
        values = {"field": value.field.title, "text": text}
        yield as_refusal(Finding(rule=DRILL_WORDS, at=value.place, values=values))
