"""签到表: a sheet for each department and day, for posts without one, and for those who run, judge and watch it."""

from collections.abc import Callable, Collection, Sequence

from plangen.blocks.document import Document
from plangen.documents.attending import at_posts, attending, beside, sent_by
from plangen.documents.draft import Draft, Rows
from plangen.documents.frame import WRITING_HEIGHT
from plangen.documents.outlines.generated import BlockSpec, Head, by_name, table
from plangen.documents.outlines.outlined import outlined
from plangen.documents.outlines.pages import PAGES
from plangen.documents.papers.numbered import numbered
from plangen.model.drill import DrillSession, Participants, Site
from plangen.model.organisation import Branch, Department, Post
from plangen.model.plan import Plan
from plangen.model.presence import groups_of, posts_together, sites, staff_at, takes_part
from plangen.model.script import CONTROLLING, EVALUATING, SIMULATING, DrillStaff
from plangen.model.spec import Record
from plangen.model.values import is_todo

_SPARE = 3  # lines for people nobody planned
_UNKNOWN = 8  # lines where the number of participants is not settled
_VISITORS = 10
_HEADS = (
    Head("序号", 1.2, centred=True),
    Head("姓名", 2.8),
    Head("岗位或职责", 3.6),
    Head("签到时间", 1.8),
    Head("签到签名", 2.2),
    Head("签退时间", 1.8),
    Head("签退签名", 2.2),
)


def _of_department(draft: Draft, department: Department, session: DrillSession | None) -> Rows:
    """Its posts and participants."""
    plan = draft.plan
    posts = posts_together(plan, department)
    every = groups_of(plan, department.id)
    groups = [each for each in every if takes_part(each.sessions, session)]
    lines = [*at_posts(_there(posts, session)), *sent_by(plan, groups)]
    return _signed(lines, 0 if every and _are_counted(groups) else _UNKNOWN)


def _of_branch(draft: Draft, branch: Branch, session: DrillSession | None) -> Rows:
    """Its posts, with room for the participants of its department whoever of them belong to it."""
    plan = draft.plan
    posts = [plan.posts[key] for key in dict.fromkeys((branch.head, *branch.posts)) if key in plan.posts]
    sent = [each for post in posts[:1] for each in groups_of(plan, post.department or "")]
    is_sent = any(takes_part(each.sessions, session) for each in sent)
    return _signed(list(at_posts(_there(posts, session))), _UNKNOWN if is_sent else 0)


def _everybody(draft: Draft, _: DrillSession | None) -> Rows:
    """Whoever takes part in a small drill."""
    return _signed([*attending(draft.plan), *beside(draft.plan)])


def _alone(draft: Draft, session: DrillSession | None) -> Rows:
    """Posts that belong to no department; the team's members sign with their departments."""
    plan = draft.plan
    posts = [post for post in plan.organisation.posts if post.department not in plan.departments]
    return _signed(list(at_posts(_there(posts, session)))) if posts else ()


def _beside(draft: Draft, _: DrillSession | None) -> Rows:
    """Everybody else who plays: response teams, command centre, hotline, outside parties."""
    lines = list(beside(draft.plan))
    return _signed(lines) if lines else ()


def _controllers(draft: Draft, session: DrillSession | None) -> Rows:
    return _staff(draft.plan, (CONTROLLING, SIMULATING), session)


def _evaluators(draft: Draft, session: DrillSession | None) -> Rows:
    return _staff(draft.plan, (EVALUATING,), session)


def _observers(_: Draft, __: DrillSession | None) -> Rows:
    return _signed((), _VISITORS)


def _at_site(draft: Draft, site: Site, session: DrillSession | None) -> Rows:
    """The drill staff that stays at another than the main venue."""
    return _signed(_named(staff_at(draft.plan, site.id, session)))


def _staff(plan: Plan, kinds: Collection[str], session: DrillSession | None) -> Rows:
    """Those at the main venue and those who stay nowhere in particular."""
    here = [
        each
        for each in plan.script.staff
        if each.kind in kinds and each.place not in sites(plan) and takes_part(each.sessions, session)
    ]
    return _signed(_named(here), 0 if here else _VISITORS)


def _there(posts: Sequence[Post], session: DrillSession | None) -> Sequence[Post]:
    return [post for post in posts if takes_part(post.sessions, session)]


def _named(staff: Sequence[DrillStaff]) -> Sequence[tuple[str, str]]:
    return [(_known(each.name), each.title) for each in staff]


def _signed(lines: Sequence[tuple[str, str]], blank: int = 0) -> Rows:
    """A line for each name, left open where nobody knows it yet, with what he is."""
    rows = [(name or None, duty, None, None, None, None) for name, duty in lines]
    return numbered(rows, len(_HEADS), blank=blank + _SPARE)


def _known(name: str | None) -> str:
    return "" if name is None or is_todo(name) else name


def _are_counted(groups: Sequence[Participants]) -> bool:
    return all(isinstance(each.count, int) for each in groups)


def _sheet(
    key: str, name: str, make: Callable[..., Rows], *, meaning: str, about: tuple[type[Record], ...] = ()
) -> BlockSpec:
    return table(
        key,
        name,
        make,
        *_HEADS,
        meaning=meaning,
        caption="",
        about=about,
        within=(DrillSession,),
        height=WRITING_HEIGHT,
    )


BLOCKS = by_name(
    (
        *PAGES,
        _sheet("everybody", "全体签到", _everybody, meaning="各岗位和参演人员，用于人数不多的演练"),
        _sheet("department", "部门签到", _of_department, meaning="一个部门的岗位和参演人员", about=(Department,)),
        _sheet("branch", "下属单位签到", _of_branch, meaning="一个下属单位的岗位，另有空行", about=(Branch,)),
        _sheet("alone", "部门外岗位签到", _alone, meaning="不属于任何部门的岗位"),
        _sheet("beside", "其他参演人员签到", _beside, meaning="应急处置队伍、指挥中心和热线人员、外部人员"),
        _sheet("controllers", "导控人员签到", _controllers, meaning="导调和模拟人员"),
        _sheet("evaluators", "评估人员签到", _evaluators, meaning="评估人员"),
        _sheet(
            "site-staff",
            "分会场导控人员签到",
            _at_site,
            meaning="一个分会场的导调、模拟和评估人员",
            about=(Site,),
        ),
        _sheet("observers", "观摩人员签到", _observers, meaning="观摩人员，手工填写"),
    )
)


def sign_in(plan: Plan) -> Document:
    """For each day the sheets of everybody who takes part, each on a page of its own."""
    return outlined(plan, "sign-in", BLOCKS)
