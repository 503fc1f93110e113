"""By what is judged, and who judges whom: rows of the tables on criteria, grades and assignment."""

from collections.abc import Mapping, Sequence

from plangen.documents.draft import Content, Draft, Rows
from plangen.documents.phrases import NONE, place_named, sessions_named
from plangen.language.sentences import sentence
from plangen.model.script import EVALUATING, DrillStaff

ASSIGNMENT_WORDS: Mapping[str, str] = {"全体": "全体参演人员", "全部场景": "全部"}
"""What the table on assignment says of an evaluator who watches nobody and is at no scenario in particular."""


def criteria(draft: Draft) -> Rows:
    """The criteria, each with the objectives that are judged by it."""
    plan = draft.plan
    return [
        (
            each.title,
            sentence(each.text),
            "、".join(goal.title for goal in plan.script.objectives if each.id in goal.criteria) or NONE,
        )
        for each in plan.evaluation.criteria
    ]


def grades(draft: Draft) -> Rows:
    """The grades that an objective may be given."""
    return [(each.title, sentence(each.text)) for each in draft.plan.evaluation.grades]


def assignment(draft: Draft, words: Mapping[str, str]) -> Rows:
    """Whom each evaluator watches, where, and which objectives he judges."""
    return [_assigned(draft, each, words) for each in draft.plan.script.staff if each.kind == EVALUATING]


def _assigned(draft: Draft, staff: DrillStaff, words: Mapping[str, str]) -> Sequence[Content]:
    plan = draft.plan
    everywhere = words["全部场景"] if len(plan.played) > 1 else NONE
    return (
        staff.title,
        staff.name or NONE,
        "、".join(plan.party(key) for key in staff.watches) or words["全体"],
        draft.scenarios(staff.scenarios) or everywhere,
        place_named(plan, staff.place),
        sessions_named(plan, staff.sessions),
        "、".join(plan.objectives[key].title for key in staff.objectives if key in plan.objectives) or NONE,
    )
