"""`plangen notices status`: where each notice stands, and what comes next."""

from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from plangen.checks.approvals import posts_for
from plangen.diagnostics import Words, words
from plangen.model.due import Due, deadlines_of
from plangen.model.issue_history import Begun, IssueFate, begun, fates_of
from plangen.model.issue_history import issues_of as recorded_issues
from plangen.model.issued import Issued
from plangen.model.plan import Plan, SectionMissing
from plangen.pipeline.check import Outcome, Study, study
from plangen.pipeline.notices.again import MAY_GO_OUT, Again, again
from plangen.pipeline.notices.chosen import NoticeDraft, chosen
from plangen.pipeline.notices.errors_first import faults, unreadable
from plangen.pipeline.notices.pages.looking import Looking, looked
from plangen.pipeline.notices.readiness import Readiness, lacks_records, readiness_of
from plangen.pipeline.notices.run import Run
from plangen.pipeline.notices.standing import StageStanding, StageState
from plangen.pipeline.notices.versions import VersionChange, changes
from plangen.workspace.issued_files import FileState, IssuedFile, issued_files


class NoticeStatus(Struct, frozen=True, kw_only=True):
    """One notice."""

    ready: Readiness
    next_step: Words
    issued: tuple[Issued, ...] = ()  # earliest first
    fates: tuple[IssueFate, ...] = ()  # what became of each issue
    begun: tuple[Begun, ...] = ()  # corrections and withdrawals that are on their way
    since: tuple[VersionChange, ...] = ()  # what changed since the latest issue
    dues: tuple[Due, ...] = ()  # the statutory deadlines that concern it
    files: tuple[IssuedFile, ...] = ()  # what was issued, and what became of it

    @property
    def spoilt(self) -> tuple[IssuedFile, ...]:
        """What was issued and is not there as it was."""
        return tuple(each for each in self.files if each.state is not FileState.WHOLE)

    @property
    def can_issue(self) -> bool:
        """Whether it is ready, and what was issued before leaves it free to go out."""
        return self.ready.is_ready and again(self.ready.draft, self.fates, self.since) in MAY_GO_OUT


class Status(Struct, frozen=True, kw_only=True):
    """The notices asked for; none where the plan could not be read."""

    outcome: Outcome
    plan: Plan | None = None
    notices: tuple[NoticeStatus, ...] = ()
    sheet: Path | None = None  # what was written


def notice_status(root: Path, name: str = "") -> Status:
    """The status of the notices called so, of all where none is named; only pages are written, kept for next time.

    The pages of what is named are made; without a name only those that were kept are looked at, so that it stays quick.

    Raises:
        UsageProblem: NoNotice.
    """
    return status_in(study(root), name)


def status_in(project: Study, name: str = "") -> Status:
    """The same of a project that was read.

    Raises:
        UsageProblem: NoNotice.
    """
    if lacks_records(project):  # what was approved or issued would be taken for not being there
        return Status(outcome=unreadable(project))
    run = Run(project)
    try:
        if told := faults(project, name):
            return Status(outcome=told)
        every = [readiness_of(run, each) for each in chosen(project.plan, name)]
        seen = looked(run, every, Looking.at(name))
        notices = tuple(_status(project.root, project.plan, each) for each in seen)
    except SectionMissing:
        return Status(outcome=unreadable(project))
    return Status(outcome=Outcome(findings=()), plan=project.plan, notices=notices)


def issues_of(plan: Plan, draft: NoticeDraft) -> tuple[Issued, ...]:
    """The issues of a notice, earliest first."""
    return recorded_issues(plan, draft.case, draft.kind)


def _status(root: Path, plan: Plan, ready: Readiness) -> NoticeStatus:
    issued = issues_of(plan, ready.draft)
    since = changes(issued[-1], ready.version, ready.draft) if issued and ready.version else ()
    fates = fates_of(plan, ready.draft.case, ready.draft.kind)
    files = issued_files(root, issued)
    return NoticeStatus(
        ready=ready,
        next_step=_next(plan, ready, again(ready.draft, fates, since), files),
        issued=issued,
        fates=fates,
        begun=tuple(each for issue in issued for each in begun(plan, issue)),
        since=since,
        dues=dues_of(plan, ready),
        files=files,
    )


def dues_of(plan: Plan, ready: Readiness) -> tuple[Due, ...]:
    """The statutory deadlines in force that concern the notice."""
    kind, dues = ready.draft.kind, deadlines_of(plan, ready.case)
    return tuple(each for each in dues if each.in_force and (not each.deadline.kinds or kind in each.deadline.kinds))


_HELD_BACK = {
    Again.UNCHANGED: words("已发布，没有改动，不需要办理", "issued and unchanged: nothing to do"),
    Again.WITHDRAWN: words(
        "已撤回；需要重新发布的，改正内容以后重新审批",
        "withdrawn; to issue it again, put it right and let it be approved",
    ),
    Again.CHANGED: words(
        "发布后有改动：恢复原来的内容，用 plangen notices correct 更正；或者先用 plangen notices withdraw 撤回再发布",
        "changed since it was issued: put it back and correct it with plangen notices correct, or withdraw it first"
        " (plangen notices withdraw)",
    ),
}


def _next(plan: Plan, ready: Readiness, what: Again, files: Sequence[IssuedFile]) -> Words:
    """Who has to do what."""
    if ready.template:
        return words(
            "先改正模板和源文件里的错误（plangen notices check）",
            "legal puts template and source right first (plangen notices check)",
        )
    if said := _after_issue(ready, files, what):
        return said
    waiting = ready.waiting
    if ready.hygiene or (ready.content and (waiting is None or waiting.stage.approves)):
        return words(
            "先补齐内容、去掉不能对外的信息（见下面的问题），再审批",
            "fill in what is missing and remove what may not leave the house (see the problems), then approve",
        )
    return _ready_for_release(ready, what) if waiting is None else _to_pass(plan, waiting)


def _after_issue(ready: Readiness, files: Sequence[IssuedFile], what: Again) -> Words | None:
    """What is to be done about what was issued; None where the notice goes its way."""
    if any(each.state is not FileState.WHOLE for each in files):
        return words(
            "已发布的文件改动过、不见了或者换了位置（见上），先放回原件",
            "what was issued was edited, moved or lost (see above): put it back first",
        )
    unsigned = next((each for each in ready.stages if each.decision and each.decision.is_unsigned), None)
    if what is Again.UNCHANGED and unsigned:
        return _to_be_signed(unsigned)
    return _HELD_BACK.get(what)


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


def _ready_for_release(ready: Readiness, what: Again) -> Words:
    """What can be done with a notice that has passed every stage."""
    if not ready.real:
        return words("审批已完成；演练的通知不发布", "approved; a drill's notice is never issued")
    if what is Again.ANEW:
        return words(
            "撤回后改正的内容已审批，可以用 plangen notices issue --reason 理由 发布",
            "approved after its withdrawal; it can be issued with plangen notices issue --reason REASON",
        )
    if ready.unlooked is not None:
        return words(
            f"没有看过版面的通知不能发布：用 plangen notices status {ready.draft.name} 看版面（需要安装 LibreOffice）",
            f"no notice is issued whose pages were not looked at: plangen notices status {ready.draft.name} looks at"
            " them, with LibreOffice installed",
        )
    return words("可以用 plangen notices issue 发布", "it can be issued with plangen notices issue")
