"""What became of what was issued: corrected, withdrawn, followed by a later issue; and what is on its way to do so."""

from collections.abc import Iterator

from msgspec import Struct

from plangen.model.case import AnyCase
from plangen.model.communication import NoticeKind
from plangen.model.issued import Act, Issued
from plangen.model.plan import Plan

CORRECTION: Act = "更正"
WITHDRAWAL: Act = "撤回"


class IssueFate(Struct, frozen=True, kw_only=True):
    """One issue of a notice, and what became of it."""

    issue: Issued
    number: int  # which issue of the notice it is, from 1
    corrected: tuple[Issued, ...] = ()  # the corrections of it that were issued, earliest first
    withdrawn: Issued | None = None  # the withdrawal of it that was issued
    superseded: Issued | None = None  # the next issue of the same notice


class Begun(Struct, frozen=True, kw_only=True):
    """A correction or withdrawal that is written and not yet issued."""

    case: AnyCase
    kind: NoticeKind

    @property
    def name(self) -> str:
        """How the commands call it: kettle-2026-c1/correction-notice."""
        return f"{self.case.id}/{self.kind.id}"


def issues_of(plan: Plan, case: str, kind: str) -> tuple[Issued, ...]:
    """The issues of a notice, earliest first."""
    found = [each for each in plan.issued if (each.case, each.kind) == (case, kind)]
    return tuple(sorted(found, key=lambda each: each.time))


def fates_of(plan: Plan, case: str, kind: str) -> tuple[IssueFate, ...]:
    """What became of each issue of a notice, earliest first."""
    issues = issues_of(plan, case, kind)
    return tuple(
        IssueFate(
            issue=issue,
            number=number,
            corrected=tuple(_corrections(plan, issue)),
            withdrawn=next(_concerning(plan, issue, WITHDRAWAL), None),
            superseded=issues[number] if number < len(issues) else None,
        )
        for number, issue in enumerate(issues, start=1)
    )


def fate_of(plan: Plan, issue: Issued) -> IssueFate:
    """What became of one issue, as it stands in the records of the plan."""
    return next(each for each in fates_of(plan, issue.case, issue.kind) if each.issue.key == issue.key)


def begun(plan: Plan, issue: Issued) -> tuple[Begun, ...]:
    """The corrections and withdrawals of an issue that are on their way, in the order of their files."""
    done = {(each.case, each.kind) for each in plan.issued}
    return tuple(
        Begun(case=case, kind=kind)
        for case in plan.incidents
        if case.concerns is not None and case.concerns.key == issue.key
        for kind in plan.kinds_of(case)
        if kind.act and (case.id, kind.id) not in done
    )


def _corrections(plan: Plan, issue: Issued) -> Iterator[Issued]:
    """Those that are notices of their own, and later issues of the same notice that call themselves its correction."""
    yield from _concerning(plan, issue, CORRECTION)
    yield from (each for each in issues_of(plan, issue.case, issue.kind) if each.corrects == issue.time)


def _concerning(plan: Plan, issue: Issued, act: Act) -> Iterator[Issued]:
    found = (each for each in plan.issued if each.act == act and each.concerns and each.concerns.key == issue.key)
    return iter(sorted(found, key=lambda each: each.time))
