"""Approvals of notices: recorded for a notice that there is, by the right post, in the order of the stages.

Whether an approval still holds depends on template and house style as well; that is compared where they can be read.
"""

from collections.abc import Iterator, Sequence

from plangen.checks.check import Check, Found
from plangen.diagnostics import WARNING, Finding, Place, Words, rule, words
from plangen.model.approval import AGREED, CONDITIONAL, DECIDED, MET, RESULTS, WITHDRAWN, Approval, Approvals
from plangen.model.case import AnyCase, Case
from plangen.model.communication import Stage
from plangen.model.decision import Decision, decision_of
from plangen.model.plan import Plan
from plangen.model.routes import flow_of
from plangen.model.timeline import ALL_DEPARTMENTS
from plangen.model.values import shown

_MARKS = "template: t, house: h, content: c, facts: [f]"
_DRAFT = f"  - {{stage: draft, by: service-head, name: 张三, date: 2026-03-01, {_MARKS}}}\n"
_APPROVE = f"  - {{stage: approve, by: manager, name: 王一, date: 2026-03-02, {_MARKS}}}\n"
_FILE = "# approvals/fault--recall.yaml\ncase: fault\nkind: recall\napprovals:\n"

UNKNOWN_NOTICE = rule(
    "A101",
    WARNING,
    title=("审批的通知不存在", "approval of a notice that does not exist"),
    why=("事件或者通知种类改了编号，审批记录就没有对象", "the notice that this approval is for no longer exists"),
    message=("没有通知“{notice}”", "there is no notice '{notice}'"),
    hint=("现有的通知：{known}", "the notices are {known}"),
    bad="# approvals/flood--recall.yaml\ncase: flood\nkind: recall\napprovals:\n" + _DRAFT,
    good=_FILE + _DRAFT,
)
FOREIGN_STAGE = rule(
    "A102",
    WARNING,
    title=("审批环节不适用", "approval stage that does not apply"),
    why=("只有发布流程里、发布之前的环节需要记录", "only the stages that come before the release are to be recorded"),
    message=("通知“{notice}”没有环节“{stage}”", "the notice '{notice}' has no stage '{stage}'"),
    hint=("这份通知的环节依次是：{known}", "its stages are, in order: {known}"),
    bad=_FILE + _DRAFT.replace("draft", "publish"),
    good=_FILE + _DRAFT,
)
WRONG_POST = rule(
    "A103",
    WARNING,
    title=("审批岗位不对", "approval by the wrong post"),
    why=("不是规定的岗位审批的，审批不算数", "an approval by anybody else does not count"),
    message=("环节“{stage}”不能由“{post}”完成", "the stage '{stage}' is not for '{post}'"),
    hint=("应由下列岗位之一完成：{known}", "it is for {known}"),
    bad=_FILE + _DRAFT.replace("service-head", "quality-head"),
    good=_FILE + _DRAFT,
)
OUT_OF_ORDER = rule(
    "A104",
    WARNING,
    title=("审批顺序不对", "approvals out of order"),
    why=(
        "前一环节没有完成，后一环节审的就不是定稿",
        "a text approved before the earlier stages are finished is not final",
    ),
    message=(
        "环节“{stage}”之前，同一版本的“{before}”还没有完成，或者日期更晚",
        "'{before}' of the same version does not come before '{stage}', or is dated later",
    ),
    hint=(
        "先完成“{before}”，再办“{stage}”；日期不得早于前一环节",
        "record '{before}' first; its date must not be later",
    ),
    bad=_FILE + _APPROVE,
    good=_FILE + _DRAFT + _APPROVE,
)
STOPPED = rule(
    "A117",
    WARNING,
    title=("前一环节没有同意", "an earlier stage that did not agree"),
    why=(
        "不同意、退回、撤回和条件没有落实的，都不能往下办",
        "what was refused, returned, withdrawn or bound to conditions still open stops here",
    ),
    message=(
        "环节“{stage}”之前的“{before}”没有同意：{how}（{name}，{date}）",
        "'{before}' comes before '{stage}' and was not agreed to: {how} ({name}, {date})",
    ),
    hint=(
        "先由“{before}”重新办理，或者落实条件、补签并登记，再办“{stage}”",
        (
            "'{before}' has to be agreed to first: decide it anew, or record that its conditions are met or that it is"
            " signed"
        ),
    ),
    bad=_FILE + _DRAFT.replace("template", "result: 退回, template") + _APPROVE,
    good=_FILE + _DRAFT.replace("template", "result: 退回, template") + _DRAFT + _APPROVE,
)
OVERTAKEN = rule(
    "A118",
    WARNING,
    title=("依据的审批后来不算数了", "an approval whose ground was taken away"),
    why=(
        "前面的环节撤回、改为不同意以后，后面的审批就没有依据",
        "once an earlier stage is withdrawn or refused, what was approved on it has no ground",
    ),
    message=(
        "“{stage}”之后，“{before}”又{how}（{name}，{date}）",
        "after '{stage}', '{before}' was {how} ({name}, {date})",
    ),
    hint=("“{before}”同意以后，重新办理“{stage}”", "once '{before}' is agreed to, '{stage}' has to be passed again"),
    bad=_FILE + _DRAFT + _APPROVE + _DRAFT.replace("template", "result: 不同意, template"),
    good=_FILE + _DRAFT + _DRAFT.replace("template", "result: 不同意, template") + _DRAFT + _APPROVE,
)
MISNAMED = rule(
    "A105",
    WARNING,
    title=("审批记录的文件名不对", "approval file with another name"),
    why=("文件名对不上，新的审批会记到另一个文件里", "new approvals would go into another file"),
    message=("文件名应为 {file}", "the file should be called {file}"),
    hint=("改文件名，或者改回文件里的 case 和 kind", "rename it, or correct its case and kind"),
    bad="# approvals/recall.yaml\ncase: fault\nkind: recall\napprovals:\n" + _DRAFT,
    good=_FILE + _DRAFT,
)


def stages_of(plan: Plan, case: AnyCase, kind: str) -> tuple[Stage, ...]:
    """The stages that come before a notice of this kind is released, in order: to the last one that approves.

    A drill plays them all; a real incident leaves out those for great impact unless it has it.
    """
    great = case.great_impact if isinstance(case, Case) else True
    scenario = plan.scenario_of(case)
    flow = flow_of(plan, scenario.id if scenario else "", kind)
    stages = [stage for stage in flow.stages if great or stage.when != "影响重大时"]
    last = max((number for number, stage in enumerate(stages) if stage.approves), default=-1)
    return tuple(stages[: last + 1])


def unknown_notice(plan: Plan) -> Found:
    known = [f"{case.id}/{kind.id}" for case in plan.cases.values() for kind in plan.kinds_of(case)]
    for record in plan.approvals:
        name = f"{record.case}/{record.kind}"
        if name not in known:
            yield Finding(rule=UNKNOWN_NOTICE, at=record.where("case"), values={"notice": name, "known": known})


def misnamed(plan: Plan) -> Found:
    for record in plan.approvals:
        name = f"{record.case}--{record.kind}.yaml"
        if record.where("case").file.rpartition("/")[2] not in {name, ""}:
            yield Finding(rule=MISNAMED, at=record.where("case"), values={"file": name})


def foreign_stages(plan: Plan) -> Found:
    for record, case, _, entry in _entries(plan):
        yield from foreign_stage(plan, case, record.kind, entry.stage, entry.where("stage"))


def wrong_posts(plan: Plan) -> Found:
    for record, case, _, entry in _entries(plan):
        if entry.act != MET:  # that a condition is met is recorded by whoever met it
            yield from wrong_post(stages_of(plan, case, record.kind), plan, entry.stage, entry.by, entry.where("by"))


def unordered(plan: Plan) -> Found:
    yield from (each for each in _unordered(plan) if each.rule is OUT_OF_ORDER)


def stopped(plan: Plan) -> Found:
    yield from (each for each in _unordered(plan) if each.rule is STOPPED)


def _unordered(plan: Plan) -> Iterator[Finding]:
    for record, case, number, entry in _entries(plan):
        stages = stages_of(plan, case, record.kind)
        yield from out_of_order(stages, record.approvals[:number], entry, entry.where("stage"))


def all_overtaken(plan: Plan) -> Found:
    for record, case, number, entry in _entries(plan):
        stages = stages_of(plan, case, record.kind)
        again = [each for each in record.approvals[number + 1 :] if each.stage == entry.stage]
        if not again:  # of what was decided anew the newest counts
            yield from overtaken(stages, record.approvals[number + 1 :], entry, entry.where("stage"))


def foreign_stage(plan: Plan, case: AnyCase, kind: str, stage: str, at: Place) -> Iterator[Finding]:
    """A finding where the notice has no such stage."""
    stages = stages_of(plan, case, kind)
    if stage not in [each.id for each in stages]:
        known = [f"{each.id}（{each.title}）" for each in stages]
        values = {"notice": f"{case.id}/{kind}", "stage": stage, "known": known}
        yield Finding(rule=FOREIGN_STAGE, at=at, values=values)


def wrong_post(stages: Sequence[Stage], plan: Plan, stage: str, post: str, at: Place) -> Iterator[Finding]:
    """A finding where the post may not pass the stage, one of these."""
    found = next((each for each in stages if each.id == stage), None)
    if found:
        yield from wrong_post_for(plan, found, post, at)


def wrong_post_for(plan: Plan, stage: Stage, post: str, at: Place) -> Iterator[Finding]:
    """The same for a stage that is known, also one after the approvals."""
    allowed = posts_for(plan, stage.by)
    if post not in allowed:
        known = [f"{each}（{plan.party(each)}）" for each in allowed]
        yield Finding(rule=WRONG_POST, at=at, values={"stage": stage.title, "post": plan.party(post), "known": known})


def out_of_order(stages: Sequence[Stage], before: Sequence[Approval], entry: Approval, at: Place) -> Iterator[Finding]:
    """A finding for the first of the earlier stages that the notice had not passed, of the same version and no later.

    A refusal may come at any time: it lets nothing through.
    """
    position = _position(stages, entry)
    for stage in stages[:position] if entry.opens else ():
        decision = decision_of(_same(before, stage, entry))
        values = {"stage": stages[position].title, "before": stage.title}
        if decision is not None and not decision.opens(stage):
            yield Finding(rule=STOPPED, at=at, values={**values, **_how(decision)})
            return
        if decision is None or decision.since > entry.date:
            yield Finding(rule=OUT_OF_ORDER, at=at, values=values)
            return


def overtaken(stages: Sequence[Stage], after: Sequence[Approval], entry: Approval, at: Place) -> Iterator[Finding]:
    """A finding for the first of the earlier stages that was stopped after the notice had passed it."""
    position = _position(stages, entry)
    for stage in stages[:position] if entry.opens else ():
        for each in _same(after, stage, entry):
            if each.act == WITHDRAWN or (each.act == DECIDED and each.result != AGREED):
                how = _how(Decision(entry=each, since=each.date))
                values = {"stage": stages[position].title, "before": stage.title, **how}
                yield Finding(rule=OVERTAKEN, at=at, values=values)
                return


def how_it_ended(decision: Decision) -> Words:
    """What became of a stage that does not let the notice go on."""
    entry = decision.entry
    if entry.act == WITHDRAWN:
        return words("撤回", "withdrawn")
    if entry.opens and decision.is_unsigned and not decision.unmet:
        return words("口头批准，待补签", "approved by word of mouth and to be signed")
    if entry.result == CONDITIONAL:
        unmet = "、".join(f"“{each}”" for each in decision.unmet)
        open_ones = ", ".join(f"'{each}'" for each in decision.unmet)
        return words(
            f"有条件同意，条件{unmet}没有落实" if unmet else CONDITIONAL,
            f"approved on conditions still to be met: {open_ones}" if unmet else RESULTS[CONDITIONAL],
        )
    return words(entry.result, RESULTS[entry.result])


def rules_of(plan: Plan, case: AnyCase, kind: str) -> tuple[str, ...]:
    """The rules that a notice is approved under, as an entry notes them: its stages, whose they are, great impact."""
    stages = (f"{each.id} {each.by}{' approves' if each.approves else ''}" for each in stages_of(plan, case, kind))
    great = (f"great-impact {'true' if case.great_impact else 'false'}",) if isinstance(case, Case) else ()
    return (*stages, *great)


def _how(decision: Decision) -> dict[str, object]:
    entry = decision.entry
    return {"how": how_it_ended(decision), "name": entry.name, "date": shown(entry.date)}


def _position(stages: Sequence[Stage], entry: Approval) -> int:
    return next((number for number, stage in enumerate(stages) if stage.id == entry.stage), 0)


def _same(entries: Sequence[Approval], stage: Stage, entry: Approval) -> Iterator[Approval]:
    """Those of a stage that are of the same version as an entry."""
    version = version_of_entry(entry)
    return (each for each in entries if each.stage == stage.id and version_of_entry(each) == version)


def _entries(plan: Plan) -> Iterator[tuple[Approvals, AnyCase, int, Approval]]:
    """The entries of the notices that there are."""
    for record in plan.approvals:
        case = plan.cases.get(record.case)
        if case is not None:
            for number, entry in enumerate(record.approvals):
                yield record, case, number, entry


def posts_for(plan: Plan, party: str) -> tuple[str, ...]:
    """The posts that may pass a stage of this party; what an outside party says, the responsible post records."""
    organisation = plan.organisation
    if party in plan.posts:
        return (party,)
    if party == organisation.team.id:
        return (organisation.team.leader,)
    if any(each.id == party for each in organisation.outside):
        return tuple(filter(None, (plan.communication.responsible_post,)))
    department = next((each.department for each in organisation.response_teams if each.id == party), party)
    return tuple(
        key for key, post in plan.posts.items() if post.department and department in {post.department, ALL_DEPARTMENTS}
    )


def version_of_entry(entry: Approval) -> tuple[str, str, str]:
    """The version of the notice that an entry is of."""
    return entry.template, entry.house, entry.content


CHECKS = (
    Check(rule=UNKNOWN_NOTICE, run=unknown_notice),
    Check(rule=FOREIGN_STAGE, run=foreign_stages),
    Check(rule=WRONG_POST, run=wrong_posts),
    Check(rule=OUT_OF_ORDER, run=unordered),
    Check(rule=MISNAMED, run=misnamed),
    Check(rule=STOPPED, run=stopped),
    Check(rule=OVERTAKEN, run=all_overtaken),
)
