"""What a commander ticks off in a scenario: rows of the tables on the command flow and on limits."""

from plangen.blocks.answers import BOX
from plangen.documents.draft import Draft, Rows
from plangen.documents.phrases import NONE, limit, waits_for_event
from plangen.language.sentences import sentence
from plangen.model.scenario import Scenario
from plangen.model.timeline import Phase, Step
from plangen.model.values import Moment


def flow(draft: Draft, scenario: Scenario) -> Rows:
    """The command flow step by step."""
    return [
        (str(number), f"**{step.title}**", draft.plan.party(step.owner), sentence(step.action), None, BOX)
        for number, step in enumerate(scenario.flow, start=1)
    ]


def limits(draft: Draft, scenario: Scenario) -> Rows:
    """The limits that count in the scenario, the earliest due first."""
    plan = draft.plan
    return [
        (_latest(draft, phase, step), plan.party(step.owner), step.title, limit(plan, step, phase), None, BOX)
        for phase, step in limited_steps(draft, scenario)
    ]


def limited_steps(draft: Draft, scenario: Scenario) -> list[tuple[Phase, Step]]:
    """The steps of this scenario with a limit or a reporting interval, the earliest due first."""
    found = [
        (phase, step)
        for phase in draft.plan.timeline.phases
        for step in phase.steps
        if (step.limit or step.every) and (not step.scenarios or scenario.id in step.scenarios)
    ]
    return sorted(found, key=lambda pair: _due(draft, *pair))


def _latest(draft: Draft, phase: Phase, step: Step) -> str:
    return NONE if waits_for_event(draft.plan, step) else str(_due(draft, phase, step))


def _due(draft: Draft, phase: Phase, step: Step) -> Moment:
    window = draft.windows.get(step.id)
    return window.due if window else phase.end
