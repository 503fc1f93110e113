"""The organisation chart and the timeline charts."""

import itertools
from collections.abc import Iterator, Sequence

from plangen.blocks.document import Bar, Node, OrgChart, TimeChart, Tone
from plangen.documents.draft import Draft
from plangen.documents.phrases import BREAK, leads_as, period
from plangen.language.sentences import listed
from plangen.model.drill import Drill, Pause
from plangen.model.organisation import Department
from plangen.model.plan import Plan
from plangen.model.timeline import Phase
from plangen.model.values import Moment

_PHASES_A_CHART = 10  # more columns than that leave no room for the times above them
_TONES = (Tone.BAR_1, Tone.BAR_2, Tone.BAR_3, Tone.BAR_4)


def organisation_chart(draft: Draft) -> Iterator[OrgChart]:
    """Commander, deputy, then every department, its response teams below it; team members without department last."""
    plan = draft.plan
    team = plan.organisation.team
    led = (*_departments(plan), *_alone(plan))
    if team.deputy_leader is not None:
        led = (Node(lines=(leads_as(team.deputy_title, "副组长"), plan.party(team.deputy_leader)), children=led),)
    root = Node(lines=(leads_as(team.commander_title, "组长"), plan.party(team.leader)), children=led)
    names = listed([department.title for department in plan.organisation.departments])
    titles = zip((team.commander_title, team.deputy_title), team.commanders, strict=False)
    leaders = "和".join(title + plan.party(post) for title, post in titles)
    yield OrgChart(root=root, caption="", alt=f"{team.title}由{leaders}领导，下设{names}。")


def _departments(plan: Plan) -> Iterator[Node]:
    teams = plan.organisation.response_teams
    for department in plan.organisation.departments:
        branches = (Node(lines=(each.title, plan.party(each.head))) for each in department.branches)
        own = (Node(lines=(each.title,)) for each in teams if each.department == department.id)
        yield Node(lines=(department.title, *_seats(plan, department)), children=(*branches, *own))


def _alone(plan: Plan) -> Iterator[Node]:
    """The members of the team who belong to no department."""
    homes = {post.id: post.department for post in plan.organisation.posts}
    alone = (post for post in plan.organisation.team.members if homes.get(post) not in plan.departments)
    return (Node(lines=(plan.party(post), "成员")) for post in alone)


def timeline_charts(draft: Draft) -> Iterator[TimeChart]:
    """The phases as charts, a chart for each day or session of the drill, and more where there are many.

    The break that follows a session stands in its chart.
    """
    phases = draft.plan.timeline.phases
    chunks = list(_chunks(phases, draft.plan.drill))
    for chunk, breaks in chunks:
        when = "" if len(chunks) == 1 else f"（{period(chunk[0].start, max(p.end for p in chunk))}）"
        times = _times(chunk, breaks)
        if len(times) > 1:
            bars = (*(_bar(phase, phases.index(phase)) for phase in chunk), *map(_pause, breaks))
            marks = tuple((moment.minutes, str(moment)) for moment in times)
            yield TimeChart(marks=marks, bars=bars, caption=f"{when}{_scale(times)}", head="阶段")


def _seats(plan: Plan, department: Department) -> tuple[str, ...]:
    """The lines below a department's name: who of it sits in the team."""
    members = (plan.posts.get(key) for key in plan.organisation.team.members)
    titles = (post.title for post in members if post and post.department == department.id)
    return tuple(f"{title.removeprefix(department.title)}（成员）" for title in titles)


def _chunks(phases: Sequence[Phase], drill: Drill) -> Iterator[tuple[Sequence[Phase], Sequence[Pause]]]:
    def part(phase: Phase) -> int:
        return sum(each.end <= phase.start for each in drill.breaks) if drill.sessions else phase.start.day

    for each in sorted(set(map(part, phases))):
        found = [phase for phase in phases if part(phase) == each]
        for first in range(0, len(found), _PHASES_A_CHART):
            chunk = found[first : first + _PHASES_A_CHART]
            yield chunk, drill.breaks[each : each + 1] if drill.sessions and chunk[-1] is found[-1] else ()


def _times(chunk: Sequence[Phase], breaks: Sequence[Pause]) -> Sequence[Moment]:
    """When any of them begins or ends."""
    of_phases = {moment for each in chunk for moment in (each.start, each.end)}
    return sorted(of_phases | {moment for each in breaks for moment in (each.start, each.end)})


def _scale(times: Sequence[Moment]) -> str:
    """What the reader must know of the axis: the columns are equal, the times between the marks need not be."""
    spans = {later.minutes - earlier.minutes for earlier, later in itertools.pairwise(times)}
    return "（横轴不按比例）" if len(spans) > 1 else ""


def _bar(phase: Phase, number: int) -> Bar:
    return Bar(
        label=phase.title,
        start=phase.start.minutes,
        end=phase.end.minutes,
        text=str(phase.start.until(phase.end)),
        tone=_TONES[number % len(_TONES)],
    )


def _pause(each: Pause) -> Bar:
    return Bar(label=BREAK, start=each.start.minutes, end=each.end.minutes, text=str(each.length), tone=Tone.SOFT)
