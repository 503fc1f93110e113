"""`plangen notices status`: where each notice stands, and what comes next."""

from pathlib import Path

from msgspec import Struct

from plangen.checks.approvals import posts_for
from plangen.diagnostics import Words, words
from plangen.model.due import Due, deadlines_of
from plangen.model.issued import Issued
from plangen.model.plan import Plan, SectionMissing
from plangen.pipeline.check import Outcome, study
from plangen.pipeline.notices.chosen import NoticeDraft, chosen
from plangen.pipeline.notices.errors_first import faults, unreadable
from plangen.pipeline.notices.readiness import Readiness, lacks_records, readiness_of
from plangen.pipeline.notices.run import Run
from plangen.pipeline.notices.standing import StageStanding, StageState
from plangen.pipeline.notices.versions import VersionChange, changes


class NoticeStatus(Struct, frozen=True, kw_only=True):
    """One notice."""

    ready: Readiness
    next_step: Words
    issued: tuple[Issued, ...] = ()  # earliest first
    since: tuple[VersionChange, ...] = ()  # what changed since the latest issue
    dues: tuple[Due, ...] = ()  # the statutory deadlines that concern it

    @property
    def can_issue(self) -> bool:
        """Whether it is ready, and has not been issued as it stands."""
        return self.ready.is_ready and (not self.issued or bool(self.since))


class Status(Struct, frozen=True, kw_only=True):
    """The notices asked for; none where the plan could not be read."""

    outcome: Outcome
    plan: Plan | None = None
    notices: tuple[NoticeStatus, ...] = ()


def notice_status(root: Path, name: str = "") -> Status:
    """The status of the notices called so, of all where none is named; nothing is written.

    Raises:
        UsageProblem: NoNotice.
    """
    project = study(root)
    if lacks_records(project):  # what was approved or issued would be taken for not being there
        return Status(outcome=unreadable(project))
    run = Run(project)
    try:
        if told := faults(project, name):
            return Status(outcome=told)
        notices = tuple(_status(project.plan, readiness_of(run, each)) for each in chosen(project.plan, name))
    except SectionMissing:
        return Status(outcome=unreadable(project))
    return Status(outcome=Outcome(findings=()), plan=project.plan, notices=notices)


def issues_of(plan: Plan, draft: NoticeDraft) -> tuple[Issued, ...]:
    """The issues of a notice, earliest first."""
    found = [each for each in plan.issued if (each.case, each.kind) == (draft.case, draft.kind)]
    return tuple(sorted(found, key=lambda each: each.time))


def _status(plan: Plan, ready: Readiness) -> NoticeStatus:
    issued = issues_of(plan, ready.draft)
    since = changes(issued[-1], ready.version, ready.draft) if issued and ready.version else ()
    return NoticeStatus(
        ready=ready,
        next_step=_next(plan, ready, issued=issued, since=since),
        issued=issued,
        since=since,
        dues=dues_of(plan, ready),
    )


def dues_of(plan: Plan, ready: Readiness) -> tuple[Due, ...]:
    """The statutory deadlines in force that concern the notice."""
    kind, dues = ready.draft.kind, deadlines_of(plan, ready.case)
    return tuple(each for each in dues if each.in_force and (not each.deadline.kinds or kind in each.deadline.kinds))


def _next(plan: Plan, ready: Readiness, *, issued: tuple[Issued, ...], since: tuple[VersionChange, ...]) -> Words:
    """Who has to do what."""
    if ready.template:
        return words(
            "先改正模板和源文件里的错误（plangen notices check）",
            "legal puts template and source right first (plangen notices check)",
        )
    if issued and not since:
        return _after_issue(ready)
    waiting = ready.waiting
    if (ready.content or ready.hygiene) and (waiting is None or waiting.stage.approves):
        return words(
            "先补齐内容、去掉不能对外的信息（见下面的问题），再审批",
            "fill in what is missing and remove what may not leave the house (see the problems), then approve",
        )
    return _ready_for_release(ready, again=bool(issued)) if waiting is None else _to_pass(plan, waiting)


def _after_issue(ready: Readiness) -> Words:
    """What is left to do about a notice that is out and unchanged."""
    unsigned = next((each for each in ready.stages if each.decision and each.decision.is_unsigned), None)
    if unsigned:
        return _to_be_signed(unsigned)
    return words("已发布，没有改动，不需要办理", "issued and unchanged: nothing to do")


def _to_pass(plan: Plan, waiting: StageStanding) -> Words:
    """Who passes the next stage, or what is still to be done about it."""
    if waiting.state is StageState.CONDITIONAL:
        return words(
            f"落实“{waiting.stage.title}”的条件，逐条用 plangen notices approve --met 登记",
            f"meet the conditions of '{waiting.stage.title}' and record each with plangen notices approve --met",
        )
    if waiting.state is StageState.UNSIGNED:
        return _to_be_signed(waiting)
    if waiting.state in {StageState.REFUSED, StageState.RETURNED}:
        return words(
            f"“{waiting.stage.title}”没有同意：照意见修改以后，从起草重新办理",
            f"'{waiting.stage.title}' did not agree: change what was objected to and begin with the draft",
        )
    who = [plan.party(each) for each in posts_for(plan, waiting.stage.by)]
    again = words("重新", " again") if waiting.entry else words("", "")
    return words(
        f"{'或者'.join(who)}{again.zh}办理“{waiting.stage.title}”，完成后用 plangen notices approve 登记",
        f"{' or '.join(who)}: '{waiting.stage.title}'{again.en}, then record it with plangen notices approve",
    )


def _to_be_signed(standing: StageStanding) -> Words:
    title, name = standing.stage.title, standing.entry.name if standing.entry else ""
    return words(
        f"请{name}补签“{title}”，用 plangen notices approve --signed 登记",
        f"have {name} sign '{title}' and record it with plangen notices approve --signed",
    )


def _ready_for_release(ready: Readiness, *, again: bool) -> Words:
    """What can be done with a notice that has passed every stage."""
    if not ready.real:
        return words("审批已完成；演练的通知不发布", "approved; a drill's notice is never issued")
    if again:
        return words(
            "更正稿已审批，可以用 plangen notices issue --correction 发布",
            "the correction is approved and can be issued with plangen notices issue --correction",
        )
    return words("可以用 plangen notices issue 发布", "it can be issued with plangen notices issue")
