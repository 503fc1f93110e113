"""How to evaluate: use of the guide, observation, criteria and grades, who observes whom."""

from collections.abc import Iterator

from plangen.blocks.document import Block
from plangen.documents.draft import Draft, bullets, chapter, grid, section, text
from plangen.documents.phrases import NONE
from plangen.documents.script.control import scenarios_of
from plangen.language.sentences import quoted, sentence
from plangen.model.script import EVALUATING, DrillStaff


def evaluators(draft: Draft) -> tuple[DrillStaff, ...]:
    """The drill staff who evaluate, in the order of the plan."""
    return tuple(each for each in draft.plan.script.staff if each.kind == EVALUATING)


def method_chapters(draft: Draft) -> Iterator[Block]:
    """The chapters before the sheets: use, observation, criteria and grades, who observes whom."""
    plan = draft.plan
    yield chapter("使用说明", "usage")
    yield from text(
        f"本手册供评估人员观察和评估{quoted(plan.identity.title)}使用。",
        f"本手册{draft.marked}阅读，演练结束以前不得向参演人员透露。" if draft.marked else "",
        "评估人员先熟悉观察要求、评估标准和评估分工，演练当天使用本人的观察记录表；每个演练目标一张表，当场记录，演练结束后评定等次。",
    )
    yield chapter("观察和记录", "observation")
    yield from bullets("观察和记录的要求", plan.script.observation)
    yield chapter("评估标准和等次", "grading")
    yield from _criteria(draft)
    yield from _grades(draft)
    yield chapter("评估分工", "assignment")
    yield from _assignment(draft)


def _criteria(draft: Draft) -> Iterator[Block]:
    evaluation = draft.plan.evaluation
    if not evaluation.criteria:
        return
    label = draft.captions.table("criteria")
    titles = {
        each.id: "、".join(goal.title for goal in draft.plan.script.objectives if each.id in goal.criteria)
        for each in evaluation.criteria
    }
    rows = [(each.title, sentence(each.text), titles[each.id] or NONE) for each in evaluation.criteria]
    yield section("评估标准", "criteria")
    yield from text(f"评估标准和对应的演练目标见{label}。", keep_next=True)
    yield grid(f"{label}　评估标准", ("标准", "评估内容", "对应的演练目标"), (2.4, 6, 7), rows, centred=(0,))


def _grades(draft: Draft) -> Iterator[Block]:
    grades = draft.plan.evaluation.grades
    if not grades:
        return
    label = draft.captions.table("grades")
    yield section("评估等次", "grades")
    yield from text(
        f"每个演练目标按照{label}评定等次。等次以观察到的事实为依据；一个目标由几名评估人员观察的，先分别评定，再共同商定。"
    )
    rows = [(each.title, sentence(each.text)) for each in grades]
    yield grid(f"{label}　评估等次", ("等次", "标准"), (2, 12), rows, centred=(0,))


def _assignment(draft: Draft) -> Iterator[Block]:
    plan = draft.plan
    staff = evaluators(draft)
    if not staff:
        return
    label = draft.captions.table("assignment")
    rows = [
        (
            each.title,
            each.name or NONE,
            "、".join(plan.party(key) for key in each.watches) or "全体参演人员",
            scenarios_of(draft, each),
            "、".join(plan.objectives[key].title for key in each.objectives if key in plan.objectives) or NONE,
        )
        for each in staff
    ]
    yield from text(f"评估人员的分工见{label}。评估人员不评估本人所在部门。", keep_next=True)
    heads = ("评估人员", "姓名", "观察对象", "场景", "评估目标")
    yield grid(f"{label}　评估分工", heads, (2.6, 2.8, 3, 1.8, 5.4), rows)
