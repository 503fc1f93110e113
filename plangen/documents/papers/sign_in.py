"""签到表: a sheet for each department and day, for the command, and for those who run, judge and watch the drill."""

from collections.abc import Iterator, Mapping, Sequence

from plangen.blocks.document import Block, Document, Heading, Role, cell, paragraph
from plangen.documents.draft import Draft
from plangen.documents.frame import drill_paper, form_table
from plangen.documents.phrases import amount, clause, day_shown, people
from plangen.model.organisation import Post
from plangen.model.plan import Plan
from plangen.model.script import CONTROLLING, EVALUATING, SIMULATING
from plangen.model.values import Moment, is_todo

_TITLE = "签到表"
_SPARE = 3  # lines for people nobody planned
_UNKNOWN = 8  # lines where the number of participants is not settled
_VISITORS = 10
_DAY = 24 * 60
_ALONE = "公司领导和其他岗位"  # the team's members sign with their departments
_GROUPS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("controllers", "导控人员", (CONTROLLING, SIMULATING)),
    ("evaluators", "评估人员", (EVALUATING,)),
    ("observers", "观摩人员", ()),
)
"""Who is no participant: key, title, and the kinds of drill staff."""
_HEADS = ("序号", "姓名", "岗位或职责", "签到时间", "签到签名", "签退时间", "签退签名")
_WEIGHTS = (1.2, 2.8, 3.6, 1.8, 2.2, 1.8, 2.2)


def sign_in(plan: Plan, identity: Mapping[str, str]) -> Document:
    return drill_paper(plan, identity, _TITLE, _blocks(Draft.of(plan)))


def _blocks(draft: Draft) -> Iterator[Block]:
    plan = draft.plan
    hours = plan.drill.hours
    for day in range(hours.start.day, hours.end.day + 1):
        dated = day_shown(plan, Moment((day - 1) * _DAY + 1))
        many = hours.end.day > hours.start.day
        end = f"-day-{day}" if many else ""
        alone = [post for post in plan.organisation.posts if post.department not in plan.departments]
        if alone:
            yield from _sheet(plan, _ALONE, f"sign-in-command{end}", dated, list(_people(alone)), 0)
        for department in plan.organisation.departments:
            posts = [post for post in plan.organisation.posts if post.department == department.id]
            yield from _sheet(
                plan,
                department.title,
                f"sign-in-{department.id}{end}",
                dated,
                [*_people(posts), *_participants(plan, department.id)],
                0 if _is_counted(plan, department.id) else _UNKNOWN,
                _note(plan, department.id),
            )
        for key, title, kinds in _GROUPS:
            staff = [(_known(each.name), each.title) for each in plan.script.staff if each.kind in kinds]
            yield from _sheet(plan, title, f"sign-in-{key}{end}", dated, staff, 0 if staff else _VISITORS)


def _sheet(
    plan: Plan,
    title: str,
    key: str,
    dated: str,
    people: Sequence[tuple[str, str]],
    blank: int,
    note: str = "",
) -> Iterator[Block]:
    yield Heading(level=1, text=f"{_TITLE}　{title}", key=key, numbered=False, new_page=True)
    place = clause(plan.drill.venue.title)
    yield paragraph(f"日期：{dated}", role=Role.PLAIN, keep_next=True)
    yield paragraph(f"地点：{place}", role=Role.PLAIN, keep_next=True)
    rows = [(name or None, cell(duty), None, None, None, None) for name, duty in people]
    yield form_table(_HEADS, _WEIGHTS, rows, blank=blank + _SPARE, numbered=True)
    yield paragraph(f"{note}本人签名，不得代签；时间写到分钟。", role=Role.NOTE)


def _people(posts: Sequence[Post]) -> Iterator[tuple[str, str]]:
    """A line for each person; several who share a post have one each."""
    for post in posts:
        for name in people(post.holder) or ("",):
            yield name, post.title


def _known(name: str | None) -> str:
    return "" if name is None or is_todo(name) else name


def _participants(plan: Plan, department: str) -> Iterator[tuple[str, str]]:
    for each in plan.drill.participants:
        if each.department == department and isinstance(each.count, int):
            people = "参演人员" if is_todo(each.people) else each.people
            yield from [("", people)] * each.count


def _is_counted(plan: Plan, department: str) -> bool:
    counts = [each.count for each in plan.drill.participants if each.department == department]
    return bool(counts) and all(isinstance(count, int) for count in counts)


def _note(plan: Plan, department: str) -> str:
    """Says how many participants were planned; an open number is shown as such."""
    said = [amount(each.count, "人") for each in plan.drill.participants if each.department == department]
    return f"计划参演人数：{'、'.join(said)}。" if said else ""
