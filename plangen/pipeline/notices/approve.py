"""`plangen notices approve`: record that a stage was passed, of exactly the version that stands now."""

from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from pathlib import Path

import msgspec
from msgspec import Struct

from plangen.checks.approvals import foreign_stage, out_of_order, stages_of, wrong_post
from plangen.diagnostics import Finding, Place, in_order
from plangen.model.approval import Approval, Approvals
from plangen.model.communication import Stage
from plangen.model.plan import SectionMissing
from plangen.model.spec import Origin
from plangen.model.values import shown
from plangen.pipeline.check import Outcome, Study, study
from plangen.pipeline.notices.chosen import Lookup, NoticeDraft, one_line, several_lines, the_one
from plangen.pipeline.notices.errors_first import faults, unreadable
from plangen.pipeline.notices.kept.kept_values import keep_values
from plangen.pipeline.notices.readiness import Readiness, lacks_records, readiness_of
from plangen.pipeline.notices.rules import BEFORE_INCIDENT, ODD_FILE
from plangen.pipeline.notices.run import Run
from plangen.pipeline.notices.standing import as_refusal, record_of
from plangen.reading.source import read
from plangen.workspace.append import appended, record_text
from plangen.workspace.atomic import write_atomically
from plangen.workspace.output import locked
from plangen.workspace.project import OUTPUT, SOURCE


class WantedApproval(Struct, frozen=True, kw_only=True):
    """What is to be recorded, as it was typed."""

    notice: str
    stage: str
    by: str
    name: str
    date: str
    note: str = ""


class Approved(Struct, frozen=True, kw_only=True):
    """What was recorded; with findings nothing was."""

    outcome: Outcome
    draft: NoticeDraft | None = None
    stage: Stage | None = None
    entry: Approval | None = None
    file: str = ""  # the approval file, relative to the project
    known: bool = False  # the same was recorded before
    written: bool = False


def approve_notice(root: Path, wanted: WantedApproval, *, dry_run: bool = False) -> Approved:
    """Record the approval in the project at `root`, or say everything that is against it.

    Raises:
        UsageProblem: NoNotice, AmbiguousNotice.
        EnvironmentProblem: Busy, Unwritable, DiskFull, InTheWay.
    """
    with nullcontext() if dry_run else locked(root / OUTPUT, root=root):
        project = study(root)
        if lacks_records(project):  # an approval that cannot be read would be taken for one that is not there
            return Approved(outcome=unreadable(project))
        try:
            if told := faults(project, wanted.notice):
                return Approved(outcome=told)
            return _approved(project, wanted, dry_run=dry_run)
        except SectionMissing:
            return Approved(outcome=unreadable(project))


def _approved(project: Study, wanted: WantedApproval, *, dry_run: bool) -> Approved:
    plan, lookup = project.plan, Lookup(project.plan)
    draft = the_one(plan, wanted.notice)
    stage = lookup.stage(wanted.stage, stages_of(plan, draft.of, draft.kind))
    post = lookup.post(wanted.by)
    name, date = lookup.name(wanted.name), lookup.date(wanted.date)
    ready = readiness_of(Run(project), draft)
    findings = [*lookup.findings, *ready.template]
    if stage:
        findings += _against_stage(project, ready, stage, post)
    if stage is None or not post or not name or date is None or ready.version is None:
        return Approved(outcome=Outcome(findings=in_order(findings)), draft=draft, stage=stage)
    record = record_of(plan, draft.case, draft.kind)
    version = ready.version.as_before(record.approvals if record else ())
    entry = Approval(
        at=Origin(),
        stage=stage.id,
        by=post,
        name=name,
        date=date,
        note=several_lines(wanted.note) or None,
        template=version.template,
        wording=version.wording,
        house=version.house,
        content=version.content,
        facts=version.facts,
    )
    findings += _against_date(project, ready, entry, record)
    done = Approved(outcome=Outcome(findings=in_order(findings)), draft=draft, stage=stage, entry=entry)
    if findings:
        return done
    return _recorded(project, done, entry, record, version.said, dry_run=dry_run)


def _against_stage(project: Study, ready: Readiness, stage: Stage, post: str | None) -> list[Finding]:
    """The wrong stage or post; where the stage approves, also whatever could not be published."""
    plan, draft = project.plan, ready.draft
    found = list(foreign_stage(plan, ready.case, draft.kind, stage.id, Place(file="--stage")))
    if post:
        found += wrong_post(stages_of(plan, ready.case, draft.kind), plan, stage.id, post, Place(file="--by"))
    if stage.approves:
        found += [*ready.content, *ready.hygiene]
    return [as_refusal(each) for each in found]


def _against_date(project: Study, ready: Readiness, entry: Approval, record: Approvals | None) -> list[Finding]:
    """An earlier stage that is not passed or dated later; a date before the incident."""
    before = record.approvals if record else ()
    stages = stages_of(project.plan, ready.case, ready.draft.kind)
    found = [as_refusal(each) for each in out_of_order(stages, before, entry, Place(file="--stage"))]
    if ready.happened is not None and entry.date < ready.happened:
        values = {"date": shown(entry.date), "incident": shown(ready.happened)}
        found.append(Finding(rule=BEFORE_INCIDENT, at=Place(file="--date"), values=values))
    return found


def _recorded(
    project: Study,
    done: Approved,
    entry: Approval,
    record: Approvals | None,
    said: Mapping[str, object],
    *,
    dry_run: bool,
) -> Approved:
    assert done.draft is not None
    file = record.where("case").file if record else f"{SOURCE}/approvals/{done.draft.case}--{done.draft.kind}.yaml"
    if any(_same(each, entry) for each in (record.approvals if record else ())):
        return msgspec.structs.replace(done, file=file, known=True)
    raw = _with_entry(project, done.draft, entry, record, file)
    if raw is None:
        finding = Finding(rule=ODD_FILE, at=Place(file=file))
        return msgspec.structs.replace(done, file=file, outcome=Outcome(findings=(finding,)))
    if not dry_run:
        keep_values(project.root, done.draft.case, done.draft.kind, said)  # first: more than is needed harms nobody
        write_atomically(project.root / file, raw, within=project.root)
    return msgspec.structs.replace(done, file=file, written=not dry_run)


def _same(one: Approval, other: Approval) -> bool:
    """The same person passed the same stage of the same version on the same day; whatever the note says."""
    return msgspec.structs.replace(one, note=None, wording=None, facts=()) == msgspec.structs.replace(
        other, note=None, wording=None, facts=()
    )


def _with_entry(
    project: Study, draft: NoticeDraft, entry: Approval, record: Approvals | None, file: str
) -> bytes | None:
    """The file with the entry at its end, None where it cannot be read back as it was and one entry more."""
    raw = project.files.contents.get(file) or "".join(f"{line}\n" for line in _head(draft)).encode()
    before = record.approvals if record else ()
    for text in appended(raw, tuple(record_text(_values(entry))), "approvals"):
        plan = read({**project.files.under(SOURCE), file: text}).plan
        if "approvals" in plan.missing:
            continue
        found = [each for each in plan.approvals if each.where("case").file == file]
        if found and found[0].approvals == (*before, entry):
            return text
    return None


def _head(draft: NoticeDraft) -> Sequence[str]:
    return (
        "# yaml-language-server: $schema=../.schema/approvals.schema.json",
        f"# {one_line(draft.case_title)}：{one_line(draft.kind_title)}的审批记录，由程序追加，不要修改。",
        f"case: {draft.case}",
        f"kind: {draft.kind}",
        "approvals:",
    )


def _values(entry: Approval) -> dict[str, object]:
    return {name: getattr(entry, name) for name in entry.__struct_fields__ if name != "at"}
