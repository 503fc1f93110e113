"""签到表: a sheet for each department and day, for the command, and for those who run, judge and watch the drill."""

from collections.abc import Iterator, Sequence

from msgspec import UNSET, Struct, UnsetType

from plangen.blocks.document import Block, Heading, Role, cell, paragraph
from plangen.documents.draft import Draft
from plangen.documents.frame import dossier_document, form_table
from plangen.documents.phrases import amount, day_shown, people
from plangen.language.sentences import clause
from plangen.model.organisation import Post
from plangen.model.plan import Plan
from plangen.model.script import CONTROLLING, EVALUATING, SIMULATING
from plangen.model.values import Moment, is_todo

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


class _Sheet(Struct, frozen=True, kw_only=True):
    """Who signs on one sheet."""

    key: str
    title: str
    owner: str | UnsetType = UNSET  # the department whose sheet it is
    people: Sequence[tuple[str, str]]  # name, empty where nobody knows it yet, and duty
    blank: int = 0
    note: str = ""


@dossier_document("sign-in")
def sign_in(draft: Draft) -> Iterator[Block]:
    """For each day the sheets of everybody who takes part, each on a page of its own."""
    plan = draft.plan
    first, last = plan.drill.hours.start.day, plan.drill.hours.end.day
    for day in range(first, last + 1):
        dated = day_shown(plan, Moment((day - 1) * _DAY + 1))
        end = f"-day-{day}" if last > first else ""
        for sheet in (*_commanding(plan), *_of_departments(plan), *_of_staff(plan)):
            title = f"{draft.title}　{sheet.title}"
            key = f"sign-in-{sheet.key}{end}"
            yield Heading(level=1, text=title, key=key, numbered=False, new_page=True, owner=sheet.owner)
            yield from _written_on(plan, sheet, dated)


def _commanding(plan: Plan) -> Iterator[_Sheet]:
    """Posts that belong to no department."""
    alone = [post for post in plan.organisation.posts if post.department not in plan.departments]
    if alone:
        yield _Sheet(key="command", title=_ALONE, people=list(_people(alone)))


def _of_departments(plan: Plan) -> Iterator[_Sheet]:
    for department in plan.organisation.departments:
        posts = [post for post in plan.organisation.posts if post.department == department.id]
        yield _Sheet(
            key=department.id,
            title=department.title,
            owner=department.id,
            people=[*_people(posts), *_participants(plan, department.id)],
            blank=0 if _is_counted(plan, department.id) else _UNKNOWN,
            note=_note(plan, department.id),
        )


def _of_staff(plan: Plan) -> Iterator[_Sheet]:
    for key, title, kinds in _GROUPS:
        staff = [(_known(each.name), each.title) for each in plan.script.staff if each.kind in kinds]
        yield _Sheet(key=key, title=title, people=staff, blank=0 if staff else _VISITORS)


def _written_on(plan: Plan, sheet: _Sheet, dated: str) -> Iterator[Block]:
    yield paragraph(f"日期：{dated}", role=Role.PLAIN, keep_next=True)
    yield paragraph(f"地点：{clause(plan.drill.venue.title)}", role=Role.PLAIN, keep_next=True)
    rows = [(name or None, cell(duty), None, None, None, None) for name, duty in sheet.people]
    yield form_table(_HEADS, _WEIGHTS, rows, blank=sheet.blank + _SPARE, numbered=True)
    yield paragraph(f"{sheet.note}本人签名，不得代签；时间写到分钟。", role=Role.NOTE)


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
