"""`plangen notices status --sheet`: for each notice a sheet that goes round with it and is kept afterwards."""

from collections.abc import Iterator
from pathlib import Path

import msgspec

from plangen.checks.approvals import posts_for
from plangen.diagnostics import in_order
from plangen.documents.notices.release_sheet import ReleaseFacts, SignedStage, release_sheets
from plangen.model.approval_proof import head_on_paper
from plangen.model.how_met import duty_state
from plangen.model.issued import Issued
from plangen.model.plan import Plan
from plangen.model.release_register import key_of, numbers_of
from plangen.model.values import shown
from plangen.pipeline.check import Outcome, study
from plangen.pipeline.notices.sheet import write_sheet
from plangen.pipeline.notices.standing import StageStanding, StageState
from plangen.pipeline.notices.status import NoticeStatus, Status, status_in

_LAPSED = {StageState.LAPSED: "已失效", StageState.VOID: "不算数"}
_SHORT = 12


def status_with_sheet(root: Path, name: str = "", sheet: Path | None = None) -> Status:
    """The status of the notices called so, and of all of them a sheet each where one is asked for.

    Raises:
        UsageProblem: NoNotice; SheetTaken where `sheet` is another file.
    """
    project = study(root)
    status = status_in(project, name)
    if sheet is None or status.plan is None:
        return status
    facts = tuple(_facts(status.plan, each) for each in status.notices)
    path, found = write_sheet(project, "release-sheet", release_sheets(status.plan, facts), sheet)
    outcome = Outcome(findings=in_order((*status.outcome.findings, *found)))
    return msgspec.structs.replace(status, outcome=outcome, sheet=path)


def _facts(plan: Plan, status: NoticeStatus) -> ReleaseFacts:
    """What the sheet of a notice says: of the version that was issued last, unless it changed since."""
    ready, draft = status.ready, status.ready.draft
    facts = ReleaseFacts(
        case=draft.case_title,
        kind=draft.kind_title,
        audience=draft.what.audience,
        reach=draft.what.reach,
        fingerprint=ready.version.fingerprint if ready.version else "",
        stages=tuple(_stage(plan, each) for each in ready.stages),
        channels=tuple(_channels(plan, status)),
        duties=tuple((due, duty_state(plan, draft.case, due.deadline.id)) for due in status.dues),
        is_real=ready.real,
        head=head_on_paper(plan, draft.case, draft.kind),
    )
    record = status.issued[-1] if status.issued and not status.since else None
    if record is None:
        return facts
    issued = _issued(plan, facts, record)
    holds = all(each.state is StageState.VALID for each in ready.stages)  # and so says more than the record
    return msgspec.structs.replace(issued, stages=facts.stages) if holds and facts.stages else issued


def _issued(plan: Plan, facts: ReleaseFacts, record: Issued) -> ReleaseFacts:
    titles = {stage.id: stage.title for stage in plan.communication.stages}
    return msgspec.structs.replace(
        facts,
        fingerprint=record.content[:_SHORT],
        stages=tuple(
            SignedStage(
                title=titles.get(each.stage, each.stage),
                posts=(),
                post=plan.party(each.by),
                name=each.name,
                date=each.date.isoformat(),
                result="同意",
            )
            for each in record.approvals
        ),
        channels=tuple((each.channel, each.text, plan.party(each.post)) for each in record.channels),
        number=numbers_of(plan.issued)[key_of(record)],
        time=record.time,
        by=f"{plan.party(record.by)}　{record.name}" if record.by and record.name else "",
        recipients=record.recipients,
        corrects=_concerned(plan, record),
        files=record.files,
    )


def _concerned(plan: Plan, record: Issued) -> str:
    """Which issue it corrects or withdraws, by its number and time; of former days by its time."""
    if record.concerns is None:
        return record.corrects or ""
    number = numbers_of(plan.issued).get(record.concerns.key, "")
    return "　".join(filter(None, (number, record.concerns.time)))


def _stage(plan: Plan, standing: StageStanding) -> SignedStage:
    """A stage with who decided what of this version; of one that lapsed nobody has signed it."""
    stage, entry = standing.stage, standing.entry
    posts = tuple(plan.party(each) for each in posts_for(plan, stage.by))
    if entry is None or standing.state in _LAPSED:
        return SignedStage(title=stage.title, posts=posts, result=_LAPSED.get(standing.state, ""))
    return SignedStage(
        title=stage.title,
        posts=posts,
        post=plan.party(entry.by),
        name=entry.name,
        date=entry.date.isoformat(),
        result=_agreed(plan, standing) if standing.state is StageState.VALID else standing.how.zh,
    )


def _agreed(plan: Plan, standing: StageStanding) -> str:
    """同意, with the conditions that it was given under and who recorded each as met."""
    decision = standing.decision
    if decision is None or not decision.entry.conditions:
        return "同意"
    met = "；".join(
        f"{each.met}（已落实，{plan.party(each.by)}　{each.name}　{shown(each.date)}）" for each in decision.met
    )
    return f"有条件同意：{met}"


def _channels(plan: Plan, status: NoticeStatus) -> Iterator[tuple[str, str, str]]:
    draft = status.ready.draft
    post = plan.communication.responsible_post
    for channel in plan.communication.channels_of(draft.what):
        yield channel, f"{draft.kind_title}全文", plan.party(post) if post else ""
