"""A scenario's deadlines for its card: limits of steps and notifications in one list, by the clock.

A notification that only repeats a step's limit (same sender, same time) is told with the step.
"""

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from plangen.documents.draft import Draft
from plangen.documents.handbook.checklists import limited_steps
from plangen.documents.phrases import begin, limit, occasion, period, phase_name, told_windows, waits_for_event
from plangen.documents.tables import within
from plangen.language.sentences import clause
from plangen.model.plan import Plan, once
from plangen.model.scenario import Notification, Scenario
from plangen.model.timeline import Phase, Step
from plangen.model.values import Moment


class _Entry(Struct, frozen=True, kw_only=True):
    """A line and when it is due; None where no clock says it."""

    due: Moment | None
    text: str


def deadlines(draft: Draft, scenario: Scenario) -> list[str]:
    """The earliest first, those that no clock tells last.

    Each as 12:00前　客户服务部：通知登记购买者（应急处置阶段开始后2小时内）.
    """
    entries = sorted(_entries(draft, scenario), key=lambda each: (each.due is None, each.due or Moment(0)))
    return [each.text for each in entries]


def told_apart(draft: Draft, scenario: Scenario) -> Iterator[Notification]:
    """The notifications of the scenario that repeat no step's limit."""
    steps = limited_steps(draft, scenario)
    for each in scenario.notifications:
        if not any(_repeats(draft, each, step) for _, step in steps):
            yield each


def _entries(draft: Draft, scenario: Scenario) -> Iterator[_Entry]:
    """The steps of the scenario with the notifications that repeat them, then the other notifications."""
    steps = limited_steps(draft, scenario)
    told: dict[str | None, list[Notification]] = {}  # by the step that they repeat
    for each in scenario.notifications:
        same = next((step.id for _, step in steps if _repeats(draft, each, step)), None)
        told.setdefault(same, []).append(each)
    own = [(phase, step) for phase, step in steps if step.scenarios or step.id in told] or steps
    yield from (_step(draft, phase, step, told.get(step.id, ())) for phase, step in own)
    yield from (_notification(draft, each) for each in told.get(None, ()))


def _step(draft: Draft, phase: Phase, step: Step, told: Sequence[Notification]) -> _Entry:
    window, owner = draft.windows.get(step.id), draft.plan.party(step.owner)
    task = "；".join((step.title, *(_message(draft, each) for each in told)))
    start, due = (window.start, window.due) if window else (phase.start, phase.end)
    if waits_for_event(draft.plan, step):
        return _Entry(due=None, text=f"{limit(draft.plan, step)}　{owner}：{task}")
    time = f"{due}前" if step.limit else period(start, due)
    return _Entry(due=due if step.limit else start, text=f"{time}　{owner}：{task}（{limit(draft.plan, step, phase)}）")


def _notification(draft: Draft, each: Notification) -> _Entry:
    sender, message = draft.plan.party(each.sender), _message(draft, each)
    start = _start(draft, each)
    if start is None or each.within is None:
        return _Entry(due=None, text=f"{within(each)}　{sender}：{message}")
    due = start + each.within
    return _Entry(due=due, text=f"{due}前　{sender}：{message}（{within(each)}）")


def _message(draft: Draft, each: Notification) -> str:
    team = draft.plan.organisation.team
    verb = "报告" if each.receiver in {team.id, *team.commanders} else "通知"
    return f"{verb}{draft.plan.party(each.receiver)}：{clause(each.content)}"


def _repeats(draft: Draft, each: Notification, step: Step) -> bool:
    """Whether the step's limit, or the interval of its reports, is the notification's own."""
    if each.within is None or each.sender != step.owner:
        return False
    window, start = draft.windows.get(step.id), _start(draft, each)
    if step.limit == each.within and window is not None and window.start == start:
        return True
    if step.limit == each.within and step.since is not None and begin(draft.plan, step) == occasion(each.since):
        return True
    return step.every == each.within and step.reports_to == each.receiver


def _start(draft: Draft, each: Notification) -> Moment | None:
    """From when a notification's time counts, where `since` says one that the timeline knows."""
    return _known(draft.plan).get(occasion(each.since))


@once
def _known(plan: Plan) -> Mapping[str, Moment]:
    """The moments that the timeline knows by what plans call them; of several of one name the first."""
    named = {"启动指令下达": plan.timeline.order.time}
    for phase in plan.timeline.phases:
        for name in (phase.title, phase_name(phase)):
            named.setdefault(f"{name}开始", phase.start)
    for key, window in told_windows(plan).items():
        named.setdefault(f"{plan.steps[key].title}完成", window.due)
    return named
