"""Who takes part, who does what, who holds which post: rows of the tables on people."""

from collections.abc import Iterator, Sequence

from plangen.documents.draft import Content, Draft, Rows
from plangen.documents.offices import home
from plangen.documents.phrases import NONE, amount, leads_as, limit, place_named, sessions_named, step_time
from plangen.documents.tables import office
from plangen.language.sentences import clause, endings, listed
from plangen.model.organisation import Organisation
from plangen.model.presence import places_of
from plangen.model.timeline import ALL_DEPARTMENTS, Phase, Step
from plangen.model.values import Moment


def team(draft: Draft) -> Rows:
    """Leader, deputy and members of the team with who holds their posts."""
    plan = draft.plan
    organisation = plan.organisation.team
    titles = (leads_as(organisation.commander_title, "组长"), leads_as(organisation.deputy_title, "副组长"))
    roles = [
        *zip(titles, organisation.commanders, strict=False),
        *(("成员", post) for post in organisation.members),
    ]
    posts = [(role, plan.posts.get(post)) for role, post in roles]
    return [
        (role, post.title, post.holder or NONE, office(plan, post.deputy)) for role, post in posts if post is not None
    ]


def departments(draft: Draft) -> Rows:
    """Each department with its duties; those without are left out."""
    return [(each.title, endings(each.duties)) for each in draft.plan.organisation.departments if each.duties]


def participants(draft: Draft) -> Rows:
    """Whom each department sends, how many, and what they do."""
    plan = draft.plan
    return [
        (
            plan.party(each.department),
            each.people,
            amount(each.count, "人"),
            endings(each.tasks),
            listed([place_named(plan, key) for key in places_of(plan, each.department)], "、"),
            sessions_named(plan, each.sessions),
        )
        for each in plan.drill.participants
    ]


def collectors(draft: Draft) -> Rows:
    """Each department's collector and what he watches; departments without one are left out."""
    plan = draft.plan
    posts = [(each, plan.posts.get(each.collector or "")) for each in plan.organisation.departments]
    return [
        (each.title, office(plan, each.collector), (post.holder if post else None) or NONE, endings(each.watches))
        for each, post in posts
        if each.collector or each.watches
    ]


def response_teams(draft: Draft) -> Rows:
    """The response teams, who sends them, whom, and their duties."""
    return [
        (each.title, draft.plan.party(each.department), clause(each.people), endings(each.duties))
        for each in draft.plan.organisation.response_teams
    ]


def posts(draft: Draft) -> Rows:
    """Every post with its department, who holds it and who stands in."""
    plan = draft.plan
    return [
        (
            post.title,
            home(plan, post),
            post.holder or NONE,
            office(plan, post.deputy),
            sessions_named(plan, post.sessions),
        )
        for post in plan.organisation.posts
    ]


def duties(draft: Draft) -> Rows:
    """What each party has to do in the drill, by when and to whom it reports."""
    plan = draft.plan
    tasks = [(phase, step) for phase in plan.timeline.phases for step in draft.steps(phase)]
    tasks.sort(key=lambda task: _times(draft, *task))  # a stable order: the source's where the times are equal
    return [
        (plan.party(owner), *_duty(draft, phase, step))
        for owner in _by_rank(plan.organisation)
        for phase, step in tasks
        if step.owner == owner
    ]


def _by_rank(organisation: Organisation) -> Iterator[str]:
    """Who can own a step: leadership and team, then each department with its posts and teams, outsiders last."""
    own = organisation.team
    leading = [*own.commanders, *(post.id for post in organisation.posts if post.leadership)]
    parties: list[str] = [*leading, own.id, ALL_DEPARTMENTS]
    for department in organisation.departments:
        parties.append(department.id)
        parties += [post.id for post in organisation.posts if post.department == department.id]
        parties += [each.id for each in organisation.response_teams if each.department == department.id]
    parties += [each.id for each in organisation.posts]
    parties += [each.id for each in organisation.outside]
    return iter(dict.fromkeys(parties))


def _times(draft: Draft, phase: Phase, step: Step) -> tuple[Moment, Moment]:
    window = draft.windows.get(step.id)
    return (window.start, window.due) if window else (phase.start, phase.end)


def _duty(draft: Draft, phase: Phase, step: Step) -> Sequence[Content]:
    plan, scenarios = draft.plan, draft.scenarios(step.scenarios)
    return (
        phase.title,
        step_time(plan, step),
        (step.title, f"（{scenarios}）" if scenarios else ""),
        limit(plan, step),
        plan.party(step.reports_to) if step.reports_to else NONE,
    )
