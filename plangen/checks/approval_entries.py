"""Approvals one by one: signed where given by word of mouth, about something that there is, dated as they can be."""

from collections.abc import Callable, Iterator, Mapping

from plangen.checks.approvals import version_of_entry
from plangen.checks.check import Check, Found
from plangen.diagnostics import WARNING, Finding, Words, rule, words
from plangen.model.approval import CONDITIONAL, DECIDED, MET, SIGNED, WITHDRAWN, Approval
from plangen.model.decision import Decision, decision_of
from plangen.model.plan import Plan
from plangen.model.values import parse_time, shown

_MARKS = "template: t, house: h, content: c"
_FILE = "# approvals/fault--recall.yaml\ncase: fault\nkind: recall\napprovals:\n"
_DRAFT = f"  - {{stage: draft, by: service-head, name: 张三, date: 2026-03-01, {_MARKS}}}\n"
_BY_PHONE = _DRAFT.replace("template", "time: '14:05', oral: 电话, template")
_SIGNED = f"  - {{stage: draft, by: service-head, name: 张三, date: 2026-03-02, act: 补签, {_MARKS}}}\n"

UNSIGNED = rule(
    "A114",
    WARNING,
    title=("口头批准还没有补签", "an oral approval that is still to be signed"),
    why=(
        "口头批准只有登记人的一面之词；没有签字，事后就说不清批准的是什么",
        "of what was said only whoever noted it can tell; without a signature nobody proves what was approved",
    ),
    message=(
        "{name}于{date}以“{way}”口头批准了“{stage}”，还没有补签",
        "{name} approved '{stage}' by word of mouth ({way}) on {date} and has not signed yet",
    ),
    hint=(
        (
            "请他补签，再登记：plangen notices approve {notice} --stage {id} --by {post} --name {name}"
            " --signed 补签日期；他不认可的，用 --withdraw --reason 撤回"
        ),
        (
            "have it signed, then record that: plangen notices approve {notice} --stage {id} --by {post} --name {name}"
            " --signed DATE; what was not meant so is withdrawn with --withdraw --reason"
        ),
    ),
    bad=_FILE + _BY_PHONE,
    good=_FILE + _BY_PHONE + _SIGNED,
)
ODD = rule(
    "A115",
    WARNING,
    title=("审批记录没有对应的审批", "an entry that refers to nothing"),
    why=("这样的记录不起作用，多半是手工改过", "such an entry has no effect; most likely somebody edited the file"),
    message=("这条记录（{act}）不起作用：{why}", "this entry has no effect ({act}): {why}"),
    hint=(
        "恢复原来的文件；确有其事的，用 plangen notices approve 登记",
        "restore the file; what really happened is recorded with plangen notices approve",
    ),
    bad=_FILE + _DRAFT + _SIGNED,
    good=_FILE + _BY_PHONE + _SIGNED,
)
LATE = rule(
    "A116",
    WARNING,
    title=("审批日期晚于登记时间", "an approval dated after it was recorded"),
    why=("登记的时候还没有发生的事，不能算数", "what had not happened when it was recorded does not count"),
    message=("审批日期{date}晚于登记时间 {recorded}", "it is dated {date}, after it was recorded ({recorded})"),
    hint=(
        "核对实际日期，用 plangen notices approve 重新登记",
        "find out when it was, and record it again with plangen notices approve",
    ),
    bad=_FILE + _DRAFT.replace("template", "recorded: 2026-02-28 09:00, template"),
    good=_FILE + _DRAFT.replace("template", "recorded: 2026-03-01 09:00, template"),
)


def unsigned(plan: Plan) -> Found:
    for record in plan.approvals:
        groups: dict[tuple[str, ...], list[Approval]] = {}
        for entry in record.approvals:
            groups.setdefault((entry.stage, *version_of_entry(entry)), []).append(entry)
        for decision in map(decision_of, groups.values()):
            if decision and decision.is_unsigned:
                yield unsigned_finding(plan, f"{record.case}/{record.kind}", decision.entry)


def unsigned_finding(plan: Plan, notice: str, entry: Approval) -> Finding:
    """That an oral approval is still to be signed."""
    titles = {each.id: each.title for each in plan.communication.stages}
    values = {
        "name": entry.name,
        "date": " ".join(filter(None, (shown(entry.date), entry.time))),
        "way": entry.oral,
        "stage": titles.get(entry.stage, entry.stage),
        "notice": notice,
        "id": entry.stage,
        "post": entry.by,
    }
    return Finding(rule=UNSIGNED, at=entry.where("oral"), values=values)


def odd_entries(plan: Plan) -> Found:
    for record in plan.approvals:
        for number, entry in enumerate(record.approvals):
            why = odd(record.approvals[:number], entry)
            if why:
                yield Finding(rule=ODD, at=entry.where("act"), values={"act": entry.act, "why": why})


def odd(before: tuple[Approval, ...], entry: Approval) -> Words | None:
    """Why an entry comes to nothing behind those before it; None where it does not."""
    fits, why = _FITS[entry.act]
    return None if fits(prior_of(before, entry), entry) else why


def prior_of(before: tuple[Approval, ...], entry: Approval) -> Decision | None:
    """What the stage of an entry had come to, for the same version, before it."""
    version = version_of_entry(entry)
    return decision_of(each for each in before if each.stage == entry.stage and version_of_entry(each) == version)


def _meets(prior: Decision | None, entry: Approval) -> bool:
    return prior is not None and entry.met in prior.unmet


def _signs(prior: Decision | None, _: Approval) -> bool:
    return prior is not None and prior.is_unsigned


def _withdraws(prior: Decision | None, _: Approval) -> bool:
    return prior is not None and prior.entry.act != WITHDRAWN


def _decides(_: Decision | None, entry: Approval) -> bool:
    return (entry.result == CONDITIONAL) == bool(entry.conditions)


_FITS: Mapping[str, tuple[Callable[[Decision | None, Approval], bool], Words]] = {
    MET: (_meets, words("没有这个尚未落实的条件", "there is no such condition that is still to be met")),
    SIGNED: (_signs, words("没有待补签的口头批准", "no oral approval waits for a signature")),
    WITHDRAWN: (_withdraws, words("没有可以撤回的审批", "there is nothing to withdraw")),
    DECIDED: (
        _decides,
        words("有条件同意要写明条件，其他结果没有条件", "a conditional approval has conditions, and no other has"),
    ),
}


def late_dated(plan: Plan) -> Found:
    for record in plan.approvals:
        yield from _late(record.approvals)


def _late(entries: tuple[Approval, ...]) -> Iterator[Finding]:
    for entry in entries:
        try:
            recorded = parse_time(entry.recorded or "").date()
        except ValueError:
            continue  # of entries from before it was noted nothing is known
        if entry.date > recorded:
            values = {"date": shown(entry.date), "recorded": entry.recorded}
            yield Finding(rule=LATE, at=entry.where("date"), values=values)


CHECKS = (
    Check(rule=UNSIGNED, run=unsigned),
    Check(rule=ODD, run=odd_entries),
    Check(rule=LATE, run=late_dated),
)
