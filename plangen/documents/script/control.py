"""How the drill is run: rows of the tables on objectives, drill staff, simulated roles, signals, rules to stop by."""

from plangen.documents.draft import Draft, Rows
from plangen.documents.phrases import NONE, place_named, sessions_named
from plangen.language.sentences import endings, quoted, sentence
from plangen.model.plan import Plan
from plangen.model.script import DrillStaff


def criteria(plan: Plan, keys: tuple[str, ...]) -> str:
    """The titles of evaluation criteria: 响应速度、处置效果."""
    titles: dict[str, str] = {each.id: each.title for each in plan.evaluation.criteria}
    return "、".join(titles[key] for key in keys if key in titles) or NONE


def scenarios_of(draft: Draft, staff: DrillStaff) -> str:
    """场景一、场景二; 全部 where nothing narrows it."""
    return draft.scenarios(staff.scenarios) or "全部"


def objectives(draft: Draft) -> Rows:
    """What the drill is to show, by what it is judged, and the injects that test it."""
    plan = draft.plan
    return [
        (
            str(number),
            each.title,
            sentence(each.text),
            criteria(plan, each.criteria),
            [
                "、".join(inject.serial for inject in plan.events(scenario.id) if each.id in inject.objectives)
                for scenario in plan.played
            ],
        )
        for number, each in enumerate(plan.script.objectives, start=1)
    ]


def staff(draft: Draft) -> Rows:
    """Who runs, observes and simulates; of a drill with one scenario nobody needs to know which is whose."""
    several = len(draft.plan.played) > 1
    return [
        (
            (f"**{each.title}**", f"（{each.kind}）"),
            (each.name or NONE, each.phone or NONE),
            _home(draft.plan, each),
            scenarios_of(draft, each) if several else NONE,
            place_named(draft.plan, each.place),
            sessions_named(draft.plan, each.sessions),
            endings(each.duties),
        )
        for each in draft.plan.script.staff
    ]


def _home(plan: Plan, staff: DrillStaff) -> str:
    if staff.department is None:
        return "外请" if staff.name else NONE
    return plan.party(staff.department)


def roles(draft: Draft) -> Rows:
    """Who is simulated, by whom, and what he knows."""
    plan = draft.plan
    return [
        (
            each.title,
            plan.person(each.played_by),
            plan.party(each.stands_for) if each.stands_for else NONE,
            sentence(each.brief) or NONE,
        )
        for each in plan.script.roles
    ]


def signals(draft: Draft) -> Rows:
    """The signals, who gives them and what to do on them."""
    return [(each.title, quoted(each.words), each.by, sentence(each.response)) for each in draft.plan.script.signals]


def stops(draft: Draft) -> Rows:
    """When the drill gives way to what is real, who decides, and how it goes on."""
    plan = draft.plan
    return [
        (
            (f"**{each.title}**", f"（{each.kind}）"),
            sentence(each.condition),
            (plan.person(each.decides), quoted(each.signal)),
            [f"{number}. {step}" for number, step in enumerate(endings(each.procedure), start=1)],
            sentence(each.resumption),
        )
        for each in plan.script.stops
    ]
