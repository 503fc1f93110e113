"""Whether a notice may be issued in view of what was issued before: of itself, and of the notice that it sets right."""

import datetime
from collections.abc import Iterator, Sequence
from enum import StrEnum

from plangen.checks.setting_right import against
from plangen.diagnostics import ERROR, Finding, Place, rule
from plangen.model.case import Case
from plangen.model.communication import MESSAGE
from plangen.model.issue_history import IssueFate, fates_of
from plangen.model.plan import Plan
from plangen.model.values import is_time, parse_time
from plangen.pipeline.notices.chosen import NoticeDraft, several_lines
from plangen.pipeline.notices.rules import CHANGED, NEEDLESS_REASON
from plangen.pipeline.notices.standing import as_refusal
from plangen.pipeline.notices.versions import VersionChange

WITHDRAWN = rule(
    "A292",
    ERROR,
    title=("通知已经撤回", "withdrawn already"),
    why=("撤回以后原通知不再有效，没有可以更正、再撤回的内容", "nothing of it holds any more"),
    message=(
        "“{notice}”（{time}发布）已于{withdrawn}由 {by} 撤回",
        "{notice}, issued at {time}, was withdrawn at {withdrawn} by {by}",
    ),
    hint=(
        "撤回公告本身有误的，更正撤回公告；需要重新发布的，改正内容，重新审批，用 plangen notices issue --reason 发布",
        (
            "correct the withdrawal if that is wrong; to issue the notice again, put it right, let it be approved and"
            " issue it with --reason"
        ),
    ),
)
TOO_SOON = rule(
    "A297",
    ERROR,
    title=("更正或者撤回早于原通知", "earlier than the notice that it sets right"),
    why=("先有原通知，才有更正和撤回", "the notice comes first"),
    message=("发布时间{time}不晚于原通知的发布时间{original}", "{time} is not after {original}, when that was issued"),
    hint=("核对 --time；原通知的时间在 source/issued/ 里", "check --time; that of the notice stands in source/issued/"),
)
STAYS_WITHDRAWN = rule(
    "A298",
    ERROR,
    title=("撤回的通知原样再次发布", "a withdrawn notice issued again as it was"),
    why=("撤回的内容原样发布，等于撤回无效", "it would undo the withdrawal without a word"),
    message=("这份通知已于{withdrawn}撤回，此后没有改动", "it was withdrawn at {withdrawn} and has not changed since"),
    hint=(
        "改正内容，重新走完审批，再用 plangen notices issue --reason 理由 发布",
        "put it right, let it be approved again, then issue it with plangen notices issue --reason REASON",
    ),
)
NO_REASON = rule(
    "A299",
    ERROR,
    title=("撤回以后重新发布没有写理由", "issued again after a withdrawal without a reason"),
    why=("记录要写明为什么撤回以后又发布", "the record says why it goes out again"),
    message=(
        "这份通知已于{withdrawn}撤回，现在是改正后重新发布",
        "it was withdrawn at {withdrawn} and is issued again",
    ),
    hint=("加 --reason 理由", "give --reason REASON"),
)
RULES = (WITHDRAWN, TOO_SOON, STAYS_WITHDRAWN, NO_REASON)


class Again(StrEnum):
    """What it would be to issue the notice now."""

    FIRST = "first"
    UNCHANGED = "unchanged"  # the same file again
    NEXT = "next"  # of a kind that is issued again and again
    ANEW = "anew"  # put right after it was withdrawn
    WITHDRAWN = "withdrawn"  # withdrawn, and as it was
    CHANGED = "changed"  # what readers have says something else: not without saying so


MAY_GO_OUT = frozenset({Again.FIRST, Again.NEXT, Again.ANEW})


def again(draft: NoticeDraft, fates: Sequence[IssueFate], changes: Sequence[VersionChange]) -> Again:
    """What it would be to issue the notice, with what changed since the latest issue."""
    if not fates:
        return Again.FIRST
    if fates[-1].withdrawn is not None:
        return Again.ANEW if changes else Again.WITHDRAWN
    if not changes:
        return Again.UNCHANGED
    return Again.NEXT if draft.what.repeats else Again.CHANGED


def against_again(
    draft: NoticeDraft, fates: Sequence[IssueFate], changes: Sequence[VersionChange], reason: str
) -> Iterator[Finding]:
    """What the earlier issues have against another one; `reason` is why it goes out after a withdrawal."""
    what, at, why = again(draft, fates, changes), Place(file=draft.name), several_lines(reason)
    if what is Again.CHANGED:
        values = {"time": fates[-1].issue.time, "changes": [each.told for each in changes]}
        yield Finding(rule=CHANGED, at=at, values=values)
    withdrawn = fates[-1].withdrawn.time if fates and fates[-1].withdrawn else ""
    if what is Again.WITHDRAWN:
        yield Finding(rule=STAYS_WITHDRAWN, at=at, values={"withdrawn": withdrawn})
    if what is Again.ANEW and not why:
        yield Finding(rule=NO_REASON, at=at, values={"withdrawn": withdrawn})
    if why and what not in {Again.ANEW, Again.WITHDRAWN}:
        yield Finding(rule=NEEDLESS_REASON, at=Place(file="--reason"))


def against_act(draft: NoticeDraft) -> Iterator[Finding]:
    """What is wrong with what a correction or withdrawal says of the notice that it concerns; of others nothing."""
    case = draft.of
    if not isinstance(case, Case):
        return
    yield from (as_refusal(each) for each in against(draft.plan, case) if isinstance(each, Finding))
    fate = _concerned(draft.plan, case)
    if fate is not None and fate.withdrawn is not None and fate.withdrawn.case != case.id:
        gone = fate.withdrawn
        values = {"notice": f"{fate.issue.case}/{fate.issue.kind}", "time": fate.issue.time}
        said = {**values, "withdrawn": gone.time, "by": f"{gone.case}/{gone.kind}"}
        yield Finding(rule=WITHDRAWN, at=case.where("concerns"), values=said)


def channels_of(draft: NoticeDraft) -> tuple[str, ...]:
    """Through what the notice may go out: a correction or withdrawal also where the notice went that it concerns."""
    plan, kind = draft.plan, draft.what
    own = plan.communication.channels_of(kind)
    fate = _concerned(plan, draft.of) if isinstance(draft.of, Case) else None
    if fate is None or fate.issue.reaches != kind.reach:
        return own
    before = (each.channel for each in fate.issue.channels if kind.form == MESSAGE or each.channel != MESSAGE)
    return tuple(dict.fromkeys((*before, *own)))


def against_order(draft: NoticeDraft, time: datetime.datetime) -> Iterator[Finding]:
    """A correction or withdrawal that would not come after the notice that it concerns."""
    concerns = draft.of.concerns if isinstance(draft.of, Case) else None
    if concerns is not None and is_time(concerns.time) and time <= parse_time(concerns.time):
        values = {"time": f"{time:%Y-%m-%d %H:%M}", "original": concerns.time}
        yield Finding(rule=TOO_SOON, at=Place(file="--time"), values=values)


def _concerned(plan: Plan, case: Case) -> IssueFate | None:
    if case.concerns is None:
        return None
    fates = fates_of(plan, case.concerns.case, case.concerns.kind)
    return next((each for each in fates if each.issue.key == case.concerns.key), None)
