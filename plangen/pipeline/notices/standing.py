"""Where a notice stands on its way to release: each stage with who passed it, and whether that still holds."""

from enum import StrEnum

import msgspec
from msgspec import Struct

from plangen.checks.approvals import out_of_order, stages_of, wrong_post
from plangen.diagnostics import Finding, Severity
from plangen.model.approval import Approval, Approvals
from plangen.model.case import AnyCase
from plangen.model.communication import Stage
from plangen.model.plan import Plan
from plangen.pipeline.notices.chosen import NoticeDraft
from plangen.pipeline.notices.versions import Change, Version, changes


class State(StrEnum):
    OPEN = "open"  # nobody passed it
    VALID = "valid"
    LAPSED = "lapsed"  # something changed since
    VOID = "void"  # by the wrong post or out of order: it never counted


class Standing(Struct, frozen=True, kw_only=True):
    """One stage of one notice."""

    stage: Stage
    state: State
    entry: Approval | None = None  # the latest that counts, else the latest
    changes: tuple[Change, ...] = ()  # since a lapsed one
    reasons: tuple[Finding, ...] = ()  # why a void one does not count


def record_of(plan: Plan, case: str, kind: str) -> Approvals | None:
    return next((each for each in plan.approvals if (each.case, each.kind) == (case, kind)), None)


def key_of(entry: Approval) -> tuple[str, str, str]:
    return entry.template, entry.house, entry.content


def standings(plan: Plan, case: AnyCase, draft: NoticeDraft, version: Version | None) -> tuple[Standing, ...]:
    """Every stage before the release, in order."""
    record = record_of(plan, draft.case, draft.kind)
    entries = record.approvals if record else ()
    return tuple(_standing(plan, case, stage, entries, version, draft) for stage in stages_of(plan, case))


def _standing(
    plan: Plan, case: AnyCase, stage: Stage, entries: tuple[Approval, ...], version: Version | None, draft: NoticeDraft
) -> Standing:
    own = [(number, entry) for number, entry in enumerate(entries) if entry.stage == stage.id]
    void: Standing | None = None
    for number, entry in reversed(own):
        if version is None or key_of(entry) != version.key:
            continue
        reasons = (
            *wrong_post(plan, case, entry.stage, entry.by, entry.where("by")),
            *out_of_order(plan, case, entries[:number], entry, entry.where("stage")),
        )
        if not reasons:
            return Standing(stage=stage, state=State.VALID, entry=entry)
        void = void or Standing(stage=stage, state=State.VOID, entry=entry, reasons=reasons)
    if void:
        return void
    if own:
        latest = own[-1][1]
        since = changes(latest, version, draft) if version else ()
        return Standing(stage=stage, state=State.LAPSED, entry=latest, changes=since)
    return Standing(stage=stage, state=State.OPEN)


def as_refusal(finding: Finding) -> Finding:
    """The finding as a reason to refuse: what a check warns of stops an approval or an issue."""
    return msgspec.structs.replace(finding, rule=msgspec.structs.replace(finding.rule, severity=Severity.ERROR))
