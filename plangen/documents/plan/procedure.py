"""What happens when: rows of the tables on steps, reports and publication."""

from plangen.blocks.document import Align, Cell, cell
from plangen.documents.draft import Draft, Rows
from plangen.documents.outlines.generated import BlockWords
from plangen.documents.phrases import NONE, called, limit, step_needs, step_time
from plangen.documents.tables import in_role
from plangen.language.sentences import clause, sentence
from plangen.model.communication import NoticeKind, Stage
from plangen.model.plan import Plan
from plangen.model.routes import ALWAYS
from plangen.model.timeline import Phase, Step

STEP_WORDS: BlockWords = {"物资": "所需物资", "适用": "适用"}
"""What leads what a step needs, and in which scenarios it is done."""


def steps(draft: Draft, phase: Phase, words: BlockWords) -> Rows:
    """The steps of a phase that the drill plays."""
    plan = draft.plan
    return [
        (
            step_time(plan, step),
            plan.party(step.owner),
            (f"**{step.title}**", sentence(step.action), *_conditions(draft, step, words)),
            limit(plan, step),
            plan.party(step.reports_to) if step.reports_to else NONE,
        )
        for step in draft.steps(phase)
    ]


def _conditions(draft: Draft, step: Step, words: BlockWords) -> tuple[str, ...]:
    """What a step needs, and in which scenarios it is done."""
    needs, scenarios = step_needs(draft.plan, step), draft.scenarios(step.scenarios)
    return (
        sentence(f"{words['物资']}：{needs}") if needs else "",
        f"（{words['适用']}：{scenarios}）" if scenarios else "",
    )


def path(draft: Draft) -> Rows:
    """The way of a report, from who notes it to who decides."""
    return [
        (str(number), each.title, each.by, clause(each.action), clause(each.channel or "") or NONE)
        for number, each in enumerate(draft.plan.reporting.path, start=1)
    ]


def stages(draft: Draft) -> Rows:
    """The stages of publication."""
    found = draft.plan.communication.stages
    are_told = any(each.when != ALWAYS and not each.approves for each in found)
    return [
        (
            each.title,
            in_role(draft.plan, each.by),
            clause(each.action),
            each.when if are_told else "",
            f"{each.limit}内" if each.limit else NONE,
            _approval(each),
        )
        for each in found
    ]


def _approval(stage: Stage) -> Cell:
    said = "是" if stage.when == ALWAYS else stage.when
    return cell(said, align=Align.CENTRE) if stage.approves else Cell()


ACT_WORDS: BlockWords = {"更正": "发布的通知需要更正时", "撤回": "发布的通知需要撤回时"}
"""When a kind of notice is needed that no scenario names: it sets another one right."""


def notices(draft: Draft, words: BlockWords) -> Rows:
    """The kinds of notice and the scenarios that need them."""
    plan = draft.plan
    return [(each.title, each.audience, _needed(plan, each, words)) for each in plan.communication.notices]


def _needed(plan: Plan, kind: NoticeKind, words: BlockWords) -> list[str]:
    scenarios = [called(plan, each) for each in plan.played if kind.id in each.notices]
    return scenarios if scenarios or not kind.act else [words[kind.act]]
