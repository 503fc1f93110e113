"""Whether a notice is ready: everything that stands between a draft and its release, and the file it would be."""

import datetime
from collections.abc import Iterable, Iterator, Sequence

import msgspec
from msgspec import Struct

from plangen.blocks.identity import Identity
from plangen.checks.approval_damage import chain_findings
from plangen.checks.contradictions import CONTRADICTIONS
from plangen.checks.coverage import NO_FACT, UNPROVABLE, Proof
from plangen.checks.coverage import RULES as ELEMENT_RULES
from plangen.checks.incidents import DRILL_WORDS, drill_texts
from plangen.diagnostics import Finding, Place, Severity, Words, in_order, words
from plangen.documents.notices.questions import gaps
from plangen.model.acceptance import Acceptance
from plangen.model.case import AnyCase, Case
from plangen.model.facts import dates_the_notice
from plangen.office.ooxml.package import Properties
from plangen.office.release.final import released
from plangen.office.release.gate import hygiene, open_values
from plangen.office.release.plain_text import short_text
from plangen.office.release.rules import DRILL, OPEN
from plangen.office.templates.render import fill_in
from plangen.office.templates.review import unusable
from plangen.office.templates.word_file import WordFile
from plangen.pipeline.check import Study
from plangen.pipeline.notices.accepting.acceptances import is_acceptable, remaining
from plangen.pipeline.notices.accepting.own_screen import screen_of
from plangen.pipeline.notices.again import against_act
from plangen.pipeline.notices.chosen import NoticeDraft
from plangen.pipeline.notices.proofs import proofs_of
from plangen.pipeline.notices.rules import MISSING, NO_APPROVER
from plangen.pipeline.notices.run import Run
from plangen.pipeline.notices.standing import StageStanding, StageState, as_refusal, standings
from plangen.pipeline.notices.versions import NoticeVersion, version_of
from plangen.pipeline.template_files import HOUSE
from plangen.workspace.project import SOURCE


class Readiness(Struct, frozen=True, kw_only=True):
    """One notice as it stands."""

    draft: NoticeDraft
    version: NoticeVersion | None
    stages: tuple[StageStanding, ...]
    raw: bytes | None = None  # the file that would leave the house; None where the template has errors
    text: bytes | None = None  # of a short notice, to paste elsewhere
    missing: tuple[str, ...] = ()  # values still to be filled in
    template: tuple[Finding, ...] = ()  # errors of the template, of the files it is made from, of its approvals' chain
    proofs: tuple[Proof, ...] = ()  # what becomes of each statutory element
    content: tuple[Finding, ...] = ()  # missing values, elements, drill text
    hygiene: tuple[Finding, ...] = ()  # what else may not leave the house
    pdf: bytes | None = None  # its pages, where somebody has looked at them
    unlooked: Words | None = None  # why nobody has looked at its pages; `pages.looking` does
    accepted: tuple[Acceptance, ...] = ()  # by approvals that hold, and by whoever issues it now
    seen: tuple[Finding, ...] = ()  # all that may go out when somebody says so

    @property
    def case(self) -> AnyCase:
        """The scenario or the incident that it is of."""
        return self.draft.of

    @property
    def real(self) -> bool:
        """Whether it is of a real incident; a drill's notice is never issued."""
        return isinstance(self.case, Case)

    @property
    def happened(self) -> datetime.date | None:
        """The day of a real incident, as far as it is known."""
        date = self.case.incident.date if self.real and self.case.incident else None
        return date if isinstance(date, datetime.date) else None

    @property
    def waiting(self) -> StageStanding | None:
        """The first stage that is not passed; None where all are."""
        return next((each for each in self.stages if each.state is not StageState.VALID), None)

    @property
    def is_ready(self) -> bool:
        """Whether nothing stands in the way of its release."""
        blocked = self.template or self.content or self.hygiene
        return self.real and not blocked and self.waiting is None

    @property
    def file(self) -> str:
        """How findings call the finished file."""
        return f"{self.draft.name}.docx"


def readiness_of(run: Run, draft: NoticeDraft, accepted: tuple[Acceptance, ...] = ()) -> Readiness:
    """How ready a notice is when these are accepted beside what its approvals accept; nothing is written.

    Raises:
        SectionMissing: where a section that the notice needs could not be read.
    """
    version = version_of(run, draft)
    proofs, told = proofs_of(run, draft)
    broken = map(as_refusal, chain_findings(draft.plan, draft.case, draft.kind))
    template = in_order((*broken, *_source_errors(run.project, draft), *_template_errors(run, draft)))
    stages = standings(draft, version)
    base = Readiness(
        draft=draft,
        version=version,
        stages=stages,
        accepted=tuple(dict.fromkeys((*_accepted_before(stages), *accepted))),
        template=template,
        proofs=proofs,
        content=(
            *_drill_words(draft.of),
            *_contradictions(run.project, draft),
            *against_act(draft),
            *_unapproved(draft, stages),
            *_elements(told, template),
        ),
    )
    properties = _properties(draft, version)
    identity = Identity(fingerprint=version.fingerprint if version else "")
    job = msgspec.structs.replace(draft.job, identity=identity, mark="")  # of a drill: as it would be in earnest
    parts, found = fill_in(job, run.filling(draft))
    if parts is None:
        return msgspec.structs.replace(base, template=in_order((*base.template, *_errors(found))))
    return _finished(base, released(parts, properties))


def _finished(ready: Readiness, raw: bytes) -> Readiness:
    """The same with the file that would leave the house, and what is against it."""
    draft, word = ready.draft, WordFile(raw, ready.file)
    gate = _asked(ready, hygiene(word, draft.job.author, screen_of(draft.plan, draft.what)))
    missing = open_values(gate)
    text, odd = short_text(draft.job, word, draft.file) if draft.job.short is not None else (None, ())
    lacking = _lacking(draft, missing)
    return msgspec.structs.replace(
        ready,
        raw=raw,
        text=text,
        missing=missing,
        content=remaining((*ready.content, *lacking, *_unfit(odd)), ready.accepted),
        hygiene=remaining((each for each in gate if each.rule is not OPEN), ready.accepted),
        seen=tuple(each for each in (*ready.content, *gate) if is_acceptable(each)),
    )


def _unapproved(draft: NoticeDraft, stages: Sequence[StageStanding]) -> Iterator[Finding]:
    """That no stage approves a notice of a real incident: whoever changes the stages does not change that."""
    if isinstance(draft.of, Case) and not any(each.stage.approves for each in stages):
        yield Finding(rule=NO_APPROVER, at=Place(file=draft.name), values={"notice": draft.kind_title})


def _accepted_before(stages: Iterable[StageStanding]) -> Iterator[Acceptance]:
    """What the approvals that hold accept."""
    valid = (each.entry for each in stages if each.entry and each.state is StageState.VALID)
    return (one for each in valid for one in each.accepted)


def content_of(ready: Readiness, told: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """What the content of a notice lacks, when this is what there is to say of its elements."""
    elements = {each.code for each in ELEMENT_RULES}
    others = (each for each in ready.content if each.code not in elements)
    return (*others, *_elements(told, ready.template))


def _asked(ready: Readiness, gate: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Of a drill's notice nobody asks whether it sounds like one."""
    return gate if ready.real else tuple(each for each in gate if each.rule is not DRILL and not is_acceptable(each))


def _lacking(draft: NoticeDraft, missing: Sequence[str]) -> Iterator[Finding]:
    """What is missing, together as far as it goes into one file: the name of the company stands in another."""
    homes: dict[str, tuple[Place, str]] = {}
    for subject, at, key in gaps(draft.plan, draft.of, draft.job.context):
        homes.setdefault(subject, (at, key))
    own = draft.of.where("incident")
    places: dict[str, list[str]] = {}
    for subject in missing:
        places.setdefault(homes[subject][0].file if subject in homes else own.file, []).append(subject)
    for file, subjects in places.items():
        at, elsewhere = homes.get(subjects[0], (own, ""))[0], file != own.file
        keys = "、".join(dict.fromkeys(homes[each][1] for each in subjects)) if elsewhere else ""
        hint = words(f"向能回答的部门问清后写进 {file} 的 {keys}", f"ask who knows, and write it into {file}: {keys}")
        values = {"count": len(subjects), "values": subjects}
        yield Finding(rule=MISSING, at=at if elsewhere else own, values=values, hint=hint if elsewhere else None)


def _contradictions(project: Study, draft: NoticeDraft) -> Iterator[Finding]:
    """Facts of the case that contradict each other, but for those that the plan lives with for a reason."""
    file = draft.of.where("incident").file
    for each in project.outcome.findings:
        if each.code in CONTRADICTIONS and each.at.file == file:
            yield as_refusal(each)


def dates_of(ready: Readiness) -> tuple[datetime.date, ...]:
    """The dates of issue that the notice prints: of the incident, of its follow-up, of its close."""
    names = {each.partition(" ")[0] for each in ready.version.facts} if ready.version else set()
    incident = ready.case.incident
    owners = {name: getattr(incident, name.partition(".")[0], incident) for name in names if dates_the_notice(name)}
    dates = (getattr(owner, "issued", None) for _, owner in sorted(owners.items()))
    return tuple(dict.fromkeys(date for date in dates if isinstance(date, datetime.date)))


def lacks_records(project: Study) -> bool:
    """Whether files or folders of what was approved or issued could not be read: they must not count as not there."""
    folders = (f"{SOURCE}/approvals/", f"{SOURCE}/issued/", f"{SOURCE}/duties/")
    return any(each.at.file == SOURCE or f"{each.at.file}/".startswith(folders) for each in project.files.findings)


def _properties(draft: NoticeDraft, version: NoticeVersion | None) -> Properties:
    """What the file says of itself: title, incident, company, date, and which version it is. Nothing internal."""
    return Properties(
        title=draft.job.title,
        subject=draft.job.subject,
        author=draft.job.author,
        created=draft.job.created,
        identity=Identity(fingerprint=version.fingerprint if version else "").properties(),
    )


def _source_errors(project: Study, draft: NoticeDraft) -> Iterator[Finding]:
    """Errors in the files that the notice and its approvals come from; others do not hold a notice up."""
    files = {"source/communication.yaml", "source/organisation.yaml", "source/plan.yaml", draft.file, HOUSE}
    scenario = project.plan.scenario_of(draft.of)
    files |= {each.where("id").file for each in (draft.of, scenario) if each is not None}
    return (
        each
        for each in _errors(project.outcome.findings)
        if each.at.file in files or each.at.file.startswith(("source/approvals/", "source/issued/", "source/duties/"))
    )


def _template_errors(run: Run, draft: NoticeDraft) -> tuple[Finding, ...]:
    return (*_errors(run.passage_findings), *unusable(run.filling(draft), run.passages))


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
