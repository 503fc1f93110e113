"""The sections on what follows the drill: summary, evaluation, rectification, revision of the contingency plan."""

from collections.abc import Iterator

from plangen.blocks.document import Block
from plangen.documents.draft import Draft, bullets, grid, section, text
from plangen.documents.phrases import book, clause, listed, sentence
from plangen.documents.tables import in_role


def closing_sections(draft: Draft) -> Iterator[Block]:
    """What follows the drill: evaluation, rectification, revision of the plan."""
    yield section("总结要求", "summary")
    yield from _summary(draft)
    yield section("评估标准和方式", "evaluation")
    yield from _evaluation(draft)
    yield section("整改要求", "rectification")
    yield from _rectification(draft)
    yield section("应急预案修订", "revising")
    yield from _revision(draft)


def _summary(draft: Draft) -> Iterator[Block]:
    contents = listed(draft.plan.evaluation.summary)
    yield from text("演练结束后，各参演部门应当形成书面总结", f"，内容包括{contents}" if contents else "", "。")


def _evaluation(draft: Draft) -> Iterator[Block]:
    evaluation = draft.plan.evaluation
    if evaluation.criteria:
        label = draft.captions.table("criteria")
        rows = [(each.title, clause(each.text)) for each in evaluation.criteria]
        yield from text(f"演练评估按照{label}的标准进行。")
        yield grid(f"{label}　演练评估标准", ("评估项目", "评估内容"), (3, 11), rows, centred=(0,))
    rounds = [f"{each.title}（{draft.plan.party(each.by)}）：{clause(each.text)}" for each in evaluation.rounds]
    yield from bullets("演练评估采用以下方式", rounds)
    if evaluation.grades:
        label = draft.captions.table("grades")
        grades = [(each.title, clause(each.text)) for each in evaluation.grades]
        names = listed((each.title for each in evaluation.grades), "、")
        yield from text(f"综合评定结论分为{names}{len(grades)}个等次，见{label}。")
        yield grid(f"{label}　演练评估等次", ("等次", "标准"), (3, 11), grades, centred=(0,))


def _rectification(draft: Draft) -> Iterator[Block]:
    rule = draft.plan.improvement.rectification
    tracker = draft.plan.party(rule.tracked_by)
    yield from text(
        sentence(rule.text),
        f"整改应当在演练结束后{rule.due}内完成",
        "。" if tracker in rule.text else f"，由{tracker}跟踪督办。",
    )
    yield from bullets("整改措施举例", rule.examples)


def _revision(draft: Draft) -> Iterator[Block]:
    rule = draft.plan.improvement.revision
    basis = listed(rule.basis)
    who = f"由{in_role(draft.plan, rule.by)}负责，" if rule.by else ""
    plan = book(draft.plan.identity.contingency_plan)
    examples = listed(rule.examples, "、")
    yield from text(
        f"{plan}应当在演练结束后{rule.due}内，{who}",
        f"根据{basis}完成修订" if basis else "完成修订",
        f"，例如{examples}" if examples else "",
        "。",
    )
