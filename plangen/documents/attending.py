"""Who attends the drill: a line for each, with the name, where it is known, and the post or duty."""

from collections.abc import Iterable, Iterator

from plangen.documents.phrases import people
from plangen.language.sentences import clause
from plangen.model.command import CentreStaff
from plangen.model.drill import Participants
from plangen.model.duties import is_of_posts
from plangen.model.holders import Holder, holders
from plangen.model.organisation import Outside, Post, ResponseTeam
from plangen.model.plan import Plan
from plangen.model.presence import groups_of
from plangen.model.reporting import Hotline
from plangen.model.values import is_todo

FEW = 10
"""People whom one sheet holds."""

_OF_TEAM = 4  # lines of a team; the plan sets no number


def attending(plan: Plan) -> Iterator[tuple[str, str]]:
    """Everybody who takes part: posts outside departments, then each department with its posts and participants."""
    yield from at_posts(post for post in plan.organisation.posts if post.department not in plan.departments)
    for department in plan.departments:
        yield from at_posts(post for post in plan.organisation.posts if post.department == department)
        yield from sent_by(plan, groups_of(plan, department))


def beside(plan: Plan) -> Iterator[tuple[str, str]]:
    """Who plays beside posts and departments: a few lines for each response team and outside party, one for others."""
    for holder in holders(plan):
        record, title = holder.record, without_post(holder)
        if isinstance(record, ResponseTeam | Outside):
            yield from [("", title)] * _OF_TEAM
        elif isinstance(record, CentreStaff | Hotline):
            named = record.people if isinstance(record, CentreStaff) else record.operator
            yield from ((name, title) for name in people(named) or ("",))


def without_post(holder: Holder) -> str:
    """What somebody is called who has no post: a response team, staff of the command centre; nothing for others."""
    record = holder.record
    if isinstance(record, ResponseTeam | Outside):
        return clause(record.title)
    if isinstance(record, CentreStaff):
        return f"应急指挥中心{clause(record.title)}人员"
    return "信息报告热线接听人员" if isinstance(record, Hotline) else ""


def are_few(plan: Plan) -> bool:
    """Whether one sheet holds everybody: few people, one day and place, nobody who only runs or judges the drill."""
    drill = plan.drill
    is_known = all(isinstance(each.count, int) for each in drill.participants)
    is_short = len(drill.days) == 1 and not drill.venues
    shifts = [each.sessions for each in drill.participants] + [post.sessions for post in plan.organisation.posts]
    is_simple = is_known and is_short and not any(shifts) and not plan.script.staff
    return is_simple and sum(1 for _ in attending(plan)) <= FEW


def at_posts(posts: Iterable[Post]) -> Iterator[tuple[str, str]]:
    """A line for each person; several who share a post have one each."""
    for post in posts:
        for name in people(post.holder) or ("",):
            yield name, post.title


def sent_by(plan: Plan, groups: Iterable[Participants]) -> Iterator[tuple[str, str]]:
    """A line for each of some groups of participants but for those who are the holders of posts."""
    for each in groups:
        if isinstance(each.count, int) and not is_of_posts(plan, each):
            called = "参演人员" if is_todo(each.people) else each.people
            yield from [("", called)] * each.count
