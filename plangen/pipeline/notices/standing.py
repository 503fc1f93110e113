"""Where a notice stands on its way to release: each stage with who passed it, and whether that still holds."""

from collections.abc import Sequence
from enum import StrEnum

import msgspec
from msgspec import Struct

from plangen.checks.approvals import out_of_order, stages_of, wrong_post
from plangen.diagnostics import Finding, Severity
from plangen.model.approval import Approval, Approvals
from plangen.model.communication import Stage
from plangen.model.plan import Plan
from plangen.pipeline.notices.chosen import NoticeDraft
from plangen.pipeline.notices.versions import NoticeVersion, VersionChange, changes


class StageState(StrEnum):
    """How a stage stands."""

    OPEN = "open"  # nobody passed it
    VALID = "valid"
    LAPSED = "lapsed"  # something changed since
    VOID = "void"  # by the wrong post or out of order: it never counted


class StageStanding(Struct, frozen=True, kw_only=True):
    """One stage of one notice."""

    stage: Stage
    state: StageState
    entry: Approval | None = None  # the latest that counts, else the latest
    changes: tuple[VersionChange, ...] = ()  # since a lapsed one
    reasons: tuple[Finding, ...] = ()  # why a void one does not count


def record_of(plan: Plan, case: str, kind: str) -> Approvals | None:
    """The approvals of a notice; None where nobody approved anything yet."""
    return next((each for each in plan.approvals if (each.case, each.kind) == (case, kind)), None)


def standings(draft: NoticeDraft, version: NoticeVersion | None) -> tuple[StageStanding, ...]:
    """Every stage before the release, in order."""
    record = record_of(draft.plan, draft.case, draft.kind)
    entries = record.approvals if record else ()
    return tuple(_standing(stage, draft, entries, version) for stage in stages_of(draft.plan, draft.of, draft.kind))


def _standing(
    stage: Stage, draft: NoticeDraft, entries: Sequence[Approval], version: NoticeVersion | None
) -> StageStanding:
    """The latest approval of this version that counts; else the latest of this version; else the latest of any."""
    own = [(at, each) for at, each in enumerate(entries) if each.stage == stage.id]
    if not own:
        return StageStanding(stage=stage, state=StageState.OPEN)
    void: StageStanding | None = None
    for at, entry in reversed(own):
        if version is not None and version.is_of(entry):
            reasons = _against(draft, entries[:at], entry)
            if not reasons:
                return StageStanding(stage=stage, state=StageState.VALID, entry=entry)
            void = void or StageStanding(stage=stage, state=StageState.VOID, entry=entry, reasons=reasons)
    latest = own[-1][1]
    return void or StageStanding(
        stage=stage, state=StageState.LAPSED, entry=latest, changes=_since(latest, version, draft)
    )


def _since(entry: Approval, version: NoticeVersion | None, draft: NoticeDraft) -> tuple[VersionChange, ...]:
    return () if version is None else changes(entry, version, draft)


def _against(draft: NoticeDraft, before: Sequence[Approval], entry: Approval) -> tuple[Finding, ...]:
    """Why an approval never counted: by the wrong post, or not after the stages before it."""
    stages = stages_of(draft.plan, draft.of, draft.kind)
    return (
        *wrong_post(stages, draft.plan, entry.stage, entry.by, entry.where("by")),
        *out_of_order(stages, before, entry, entry.where("stage")),
    )


def as_refusal(finding: Finding) -> Finding:
    """The finding as a reason to refuse: what a check warns of stops an approval or an issue."""
    return msgspec.structs.replace(finding, rule=msgspec.structs.replace(finding.rule, severity=Severity.ERROR))
