"""Where a notice stands on its way to release: each stage with who decided what, and whether that still holds."""

from collections.abc import Iterator, Sequence
from enum import StrEnum

import msgspec
from msgspec import Struct

from plangen.checks.approvals import how_it_ended, out_of_order, overtaken, rules_of, stages_of, wrong_post
from plangen.diagnostics import Finding, Severity, Words, words
from plangen.model.approval import AGREED, CONDITIONAL, DECIDED, MET, RETURNED, SIGNED, WITHDRAWN, Approval
from plangen.model.approval_proof import record_of
from plangen.model.communication import Stage
from plangen.model.decision import Decision, decision_of
from plangen.pipeline.notices.chosen import NoticeDraft
from plangen.pipeline.notices.versions import NoticeVersion, VersionChange, changes


class StageState(StrEnum):
    """How a stage stands."""

    OPEN = "open"  # nobody passed it
    VALID = "valid"
    LAPSED = "lapsed"  # something changed since
    VOID = "void"  # by the wrong post or out of order: it never counted
    REFUSED = "refused"
    RETURNED = "returned"
    CONDITIONAL = "conditional"  # conditions are still to be met
    WITHDRAWN = "withdrawn"
    UNSIGNED = "unsigned"  # by word of mouth, and the plan waits for the signature


class StageStanding(Struct, frozen=True, kw_only=True):
    """One stage of one notice."""

    stage: Stage
    state: StageState
    entry: Approval | None = None  # the latest that counts, else the latest
    decision: Decision | None = None  # what those that count come to
    changes: tuple[VersionChange, ...] = ()  # since a lapsed one
    reasons: tuple[Finding, ...] = ()  # why a void one does not count

    @property
    def is_stopped(self) -> bool:
        """Whether somebody decided about this very version, and not so that it may go on."""
        return self.decision is not None and self.state is not StageState.VALID

    @property
    def how(self) -> Words:
        """What became of a stage that was stopped."""
        return how_it_ended(self.decision) if self.decision else words("", "")


def standings(draft: NoticeDraft, version: NoticeVersion | None) -> tuple[StageStanding, ...]:
    """Every stage before the release, in order."""
    record = record_of(draft.plan, draft.case, draft.kind)
    entries = record.approvals if record else ()
    stages = stages_of(draft.plan, draft.of, draft.kind)
    rules = rules_of(draft.plan, draft.of, draft.kind)
    return tuple(_Standing(draft, stages, rules, entries, version).of(stage) for stage in stages)


class _Standing:
    """The entries of a notice, and what each of its stages makes of them."""

    def __init__(
        self,
        draft: NoticeDraft,
        stages: Sequence[Stage],
        rules: tuple[str, ...],
        entries: Sequence[Approval],
        version: NoticeVersion | None,
    ) -> None:
        self._draft, self._stages, self._rules = draft, stages, rules
        self._entries, self._version = entries, version

    def of(self, stage: Stage) -> StageStanding:
        """What the entries of this version come to; else the latest that never counted; else the latest of any."""
        own = [(at, each) for at, each in enumerate(self._entries) if each.stage == stage.id]
        if not own:
            return StageStanding(stage=stage, state=StageState.OPEN)
        counting: list[Approval] = []
        void: StageStanding | None = None
        for at, entry in own:
            if not self._holds(entry):
                continue
            if reasons := self._against(at, entry):
                void = StageStanding(stage=stage, state=StageState.VOID, entry=entry, reasons=reasons)
            else:
                counting.append(entry)
        decision = decision_of(counting)
        if decision is not None:
            return StageStanding(stage=stage, state=_state(stage, decision), entry=decision.entry, decision=decision)
        latest = _latest([each for _, each in own])
        return void or StageStanding(stage=stage, state=StageState.LAPSED, entry=latest, changes=self._since(latest))

    def _holds(self, entry: Approval) -> bool:
        """Whether an entry is of the version that stands now, given under the rules that hold now."""
        return self._version is not None and self._version.is_of(entry) and entry.rules in {(), self._rules}

    def _since(self, entry: Approval) -> tuple[VersionChange, ...]:
        if self._version is None:
            return ()
        ruled = () if entry.rules in {(), self._rules} else tuple(_rule_changes(self._draft, entry.rules, self._rules))
        return (*ruled, *changes(entry, self._version, self._draft))

    def _against(self, at: int, entry: Approval) -> tuple[Finding, ...]:
        """Why an entry does not count: by the wrong post, not after the stages before it, or these were stopped."""
        stages, before, after = self._stages, self._entries[:at], self._entries[at + 1 :]
        post = (
            () if entry.act == MET else wrong_post(stages, self._draft.plan, entry.stage, entry.by, entry.where("by"))
        )
        if entry.act in {WITHDRAWN, MET, SIGNED}:
            return tuple(post)
        return (
            *post,
            *out_of_order(stages, before, entry, entry.where("stage")),
            *overtaken(stages, after, entry, entry.where("stage")),
        )


def _latest(entries: Sequence[Approval]) -> Approval:
    """The latest that decided, else the latest of any: who met a condition has not decided."""
    return next((each for each in reversed(entries) if each.act == DECIDED), entries[-1])


def _state(stage: Stage, decision: Decision) -> StageState:
    entry = decision.entry
    if decision.opens(stage):
        return StageState.VALID
    if entry.act == WITHDRAWN:
        return StageState.WITHDRAWN
    if entry.result == CONDITIONAL and decision.unmet:
        return StageState.CONDITIONAL
    if entry.opens and (entry.result == AGREED or not decision.unmet):
        return StageState.UNSIGNED
    return StageState.RETURNED if entry.result == RETURNED else StageState.REFUSED


def _rule_changes(draft: NoticeDraft, then: Sequence[str], now: Sequence[str]) -> Iterator[VersionChange]:
    """What is ruled otherwise than when an entry was recorded; there are no hashes of it to show."""
    titles = {str(each.id): each.title for each in draft.plan.communication.stages}
    old, new = ({line.split()[0]: line for line in lines} for lines in (then, now))
    for key in dict.fromkeys((*old, *new)):
        if old.get(key) != new.get(key):
            yield _ruled(_said_of(titles.get(key, key), key, old.get(key), new.get(key)))
    if list(filter(new.get, old)) != list(filter(old.get, new)):
        yield _ruled(words("规则：环节的先后次序改变了", "the rules: the order of the stages"))


def _said_of(title: str, key: str, old: str | None, new: str | None) -> Words:
    if key == "great-impact":
        return words("规则：是否影响重大改变了", "the rules: whether it has great impact")
    if old is None:
        return words(f"规则：增加了环节“{title}”", f"the rules: the stage '{title}' was added")
    if new is None:
        return words(f"规则：取消了环节“{title}”", f"the rules: the stage '{title}' was taken away")
    return words(
        f"规则：环节“{title}”的责任方或者要求改变了", f"the rules: whose the stage '{title}' is, or what it asks"
    )


def _ruled(what: Words) -> VersionChange:
    return VersionChange(what=what, old="", new="")


def as_refusal(finding: Finding) -> Finding:
    """The finding as a reason to refuse: what a check warns of stops an approval or an issue."""
    return msgspec.structs.replace(finding, rule=msgspec.structs.replace(finding.rule, severity=Severity.ERROR))
