"""Release: what is published in time has been approved in time."""

from plangen.checks.check import Check, Found
from plangen.checks.needs import distinct
from plangen.checks.wording import length, quoted
from plangen.diagnostics import WARNING, Finding, rule
from plangen.model.communication import Stage
from plangen.model.facts import all_fact_names
from plangen.model.plan import Plan
from plangen.model.values import Duration

TOO_LONG = rule(
    "C301",
    WARNING,
    title=("发布时限短于审批用时", "a release limit shorter than its approvals"),
    why=("审批还没有走完，发布时限就到了", "the limit is over before the approvals are"),
    message=("“{step}”的时限为{limit}，而{stages}共需{total}", "'{step}' has {limit}, but {stages} take {total}"),
    hint=("放宽发布时限，或缩短审批时限", "give the release more time, or the approvals less"),
    bad="# communication.yaml\nstages:\n"
    "  - {id: approve, title: 审批, by: manager, action: 审批, approves: true, limit: 3小时}\n",
    good="# communication.yaml\nstages:\n"
    "  - {id: approve, title: 审批, by: manager, action: 审批, approves: true, limit: 20分钟}\n",
)
OPEN_ENDED = rule(
    "C302",
    WARNING,
    title=("发布有时限而审批没有", "a release limit with an approval that has none"),
    why=(
        "征询外部单位用时不定，发布前又必须完成，规定的发布时限就无法保证",
        "nobody knows how long an outside party takes, yet it comes before the release: its limit cannot be kept",
    ),
    message=(
        "“{step}”的时限为{limit}，而发布前必须完成的{stages}没有时限",
        "'{step}' has {limit}, but {stages} must come first and have no limit",
    ),
    hint=(
        "给该环节写明 limit，或规定超时后先行发布、事后补办",
        "give the stage a 'limit', or say that the release may go first when the answer is late",
    ),
    bad="# communication.yaml\nstages:\n"
    "  - {id: consult, title: 征询监管部门, by: regulator, action: 征询意见, when: 影响重大时, approves: true}\n",
    good="# communication.yaml\nstages:\n"
    "  - {id: consult, title: 征询监管部门, by: regulator, action: 征询意见, when: 影响重大时, approves: true, "
    "limit: 20分钟}\n",
)
NO_APPROVAL = rule(
    "C303",
    WARNING,
    title=("发布没有审批", "a release that nobody approves"),
    why=("未经审批的信息一经发布就收不回来", "what is published cannot be called back"),
    message=("发布流程中没有审批环节", "no stage of the release flow approves"),
    hint=("给审批环节写上 approves: true", "write approves: true in the stage that approves"),
    bad="# communication.yaml\nstages:\n  - {id: draft, title: 起草, by: service, action: 起草通知}\n",
    good="# communication.yaml\nstages:\n"
    "  - {id: draft, title: 起草, by: service, action: 起草通知}\n"
    "  - {id: approve, title: 审批, by: manager, action: 审批, approves: true, limit: 20分钟}\n",
)
ANSWERED_TWICE = rule(
    "C304",
    WARNING,
    title=("同一事实由两方答复", "a fact that two parties answer for"),
    why=("两方都以为对方会答复，问题只发给后一方", "each waits for the other; only the later one is asked"),
    message=("“{name}”已由“{other}”答复", "'{other}' already answers for '{name}'"),
    hint=("只保留一方", "keep one of them"),
    bad="# communication.yaml\nanswers:\n  - {facts: [召回], by: quality}\n  - {facts: [recall, 泄露], by: service}\n",
    good="# communication.yaml\nanswers:\n  - {facts: [召回], by: quality}\n  - {facts: [召回.缺陷], by: service}\n",
)


def approvals_too_long(plan: Plan) -> Found:
    communication = plan.communication
    step = plan.steps.get(communication.release_step or "")
    timed = [(stage, stage.limit) for stage in communication.stages if stage.approves and stage.limit]
    total = Duration(sum(limit.minutes for _, limit in timed))
    if step and step.limit and total > step.limit:
        yield Finding(
            rule=TOO_LONG,
            at=timed[-1][0].where("limit"),
            values={
                "step": step.title,
                "limit": length(step.limit),
                "stages": quoted(stage.title for stage, _ in timed),
                "total": length(total),
            },
        )


def approval_open_ended(plan: Plan) -> Found:
    step = plan.steps.get(plan.communication.release_step or "")
    stages = [stage for stage in plan.communication.stages if _out_of_hand(stage, plan) and not stage.limit]
    if step and step.limit and stages:
        values = {
            "step": step.title,
            "limit": length(step.limit),
            "stages": quoted(stage.title for stage in stages),
        }
        yield Finding(rule=OPEN_ENDED, at=stages[0].where("id"), values=values)


def _out_of_hand(stage: Stage, plan: Plan) -> bool:
    """An approval whose length the company cannot decide, or that comes on top in grave cases."""
    outside = any(stage.by == party.id for party in plan.organisation.outside)
    return stage.approves and (outside or stage.when != "全部")


def no_approval(plan: Plan) -> Found:
    if plan.has("communication") and not any(stage.approves for stage in plan.communication.stages):
        yield Finding(rule=NO_APPROVAL, at=plan.communication.where("stages"))


def answered_twice(plan: Plan) -> Found:
    names = all_fact_names(plan)
    first: dict[str, str] = {}
    for answer in plan.communication.answers:
        for number, name in enumerate(answer.facts):
            path = names.get(name, name)
            if path in first:
                values = {"name": name, "other": plan.party(first[path])}
                yield Finding(rule=ANSWERED_TWICE, at=answer.where("facts", number), values=values)
            first.setdefault(path, answer.by)


CHECKS = (
    Check(rule=TOO_LONG, run=approvals_too_long),
    Check(rule=OPEN_ENDED, run=approval_open_ended, needs=(distinct("stage"),)),
    Check(rule=NO_APPROVAL, run=no_approval),
    Check(rule=ANSWERED_TWICE, run=answered_twice),
)
