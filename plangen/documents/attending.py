"""Who attends the drill: a line for each, with the name, where it is known, and the post or duty."""

from collections.abc import Iterable, Iterator

from plangen.documents.phrases import people
from plangen.model.duties import is_of_posts
from plangen.model.organisation import Post
from plangen.model.plan import Plan
from plangen.model.values import is_todo

_FEW = 10


def attending(plan: Plan) -> Iterator[tuple[str, str]]:
    """Everybody who takes part: posts outside departments, then each department with its posts and participants."""
    yield from at_posts(post for post in plan.organisation.posts if post.department not in plan.departments)
    for department in plan.departments:
        yield from at_posts(post for post in plan.organisation.posts if post.department == department)
        yield from sent_by(plan, department)


def are_few(plan: Plan) -> bool:
    """Whether one sheet holds everybody: few people, one day, nobody who only runs or judges the drill."""
    counts = (each.count for each in plan.drill.participants)
    is_known = all(isinstance(count, int) for count in counts)
    is_short = plan.drill.hours.start.day == plan.drill.hours.end.day
    return is_known and is_short and not plan.script.staff and sum(1 for _ in attending(plan)) <= _FEW


def at_posts(posts: Iterable[Post]) -> Iterator[tuple[str, str]]:
    """A line for each person; several who share a post have one each."""
    for post in posts:
        for name in people(post.holder) or ("",):
            yield name, post.title


def sent_by(plan: Plan, department: str) -> Iterator[tuple[str, str]]:
    """A line for each whom a department sends beside the holders of its posts."""
    for each in plan.drill.participants:
        if each.department == department and isinstance(each.count, int) and not is_of_posts(plan, each):
            called = "参演人员" if is_todo(each.people) else each.people
            yield from [("", called)] * each.count
