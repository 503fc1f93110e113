"""Facts that the papers of the drill day need and that follow from others: its days, who runs it, what lies ready."""

from collections.abc import Mapping
from typing import Any

from msgspec.structs import replace

from plangen.blocks.template import Gap, Listing, Names, Value
from plangen.documents.attending import FEW, are_few, beside
from plangen.documents.outlines.computing import Computed, Makes
from plangen.documents.phrases import amount, day_shown, site_named, span, stock
from plangen.documents.tables import in_role
from plangen.language.sentences import clause, listed
from plangen.model.command import CentreStaff
from plangen.model.dossier import DOCUMENTS
from plangen.model.drill import DrillSession, Site
from plangen.model.matter import has_matter
from plangen.model.organisation import Branch, Department, Post
from plangen.model.plan import Plan
from plangen.model.presence import (
    branches_apart,
    departments_in,
    groups_of,
    place_of_party,
    places_of,
    staff_at,
    stays_together,
    takes_part,
)
from plangen.model.resources import APPLIANCES, Item
from plangen.model.script import CONTROLLING
from plangen.model.values import Moment

_DAY = 24 * 60
_DAY_NAMES = {"日期": "date", "标记": "mark", "部门": "departments", "分会场": "sites"}


class NotMade(str):
    """The title of a document that this plan does not have: printed as it is, and absent where it is asked for."""

    __slots__ = ()

    def __bool__(self) -> bool:
        return False


def _organiser(plan: Plan, _: Any, __: Makes) -> str:
    """Its coordinator; else the first of those who control the drill; where it has none, whoever wrote the plan."""
    if plan.drill.coordinator:
        return clause(plan.person(plan.drill.coordinator))
    titles = (each.title for each in plan.script.staff if each.kind == CONTROLLING)
    return clause(next(titles, plan.identity.owner))


def _days(plan: Plan, _: Any, makes: Makes) -> Listing:
    """Each session with its date and time, or each day with its date; with a mark for keys where there are several."""
    sessions, days = plan.drill.sessions, plan.drill.days
    if sessions:
        marks = [f"-session-{at}" if len(sessions) > 1 else "" for at in range(1, len(sessions) + 1)]
        found = [
            _day(plan, makes, span(plan, each.start, each.end), mark, each)
            for mark, each in zip(marks, sessions, strict=True)
        ]
    else:
        found = [
            _day(plan, makes, day_shown(plan, Moment((day - 1) * _DAY + 1)), f"-day-{day}" if len(days) > 1 else "")
            for day in days
        ]
    missing: dict[str, Value] = {
        "date": Gap("演练日期"),
        "mark": "",
        "departments": makes.many(Department, ()),
        "sites": makes.many(Site, ()),
    }
    return Listing(items=tuple(found), sample=Names(title="演练日", values=missing, chinese=_DAY_NAMES))


def _day(plan: Plan, makes: Makes, date: str, mark: str, session: DrillSession | None = None) -> Names:
    there = makes.many(Department, [plan.departments[key] for key in departments_in(plan, session)])
    if session is not None:
        there = replace(there, items=tuple(_counted(plan, each, session) for each in there.items))
    sites = [each for each in plan.drill.venues if staff_at(plan, each.id, session)]
    values: dict[str, Value] = {"date": date, "mark": mark, "departments": there, "sites": makes.many(Site, sites)}
    return Names(title="演练日", values=values, chinese=_DAY_NAMES, record=session)


def _counted(plan: Plan, department: Value, session: DrillSession) -> Value:
    """A department with how many people it sends to a session."""
    assert isinstance(department, Names)
    assert isinstance(department.record, Department)
    counts = _counts(plan, department.record, session)
    return replace(department, values={**department.values, "planned": counts})


def _breaks(plan: Plan, _: Any, __: Makes) -> Listing:
    return Listing(items=tuple(span(plan, each.start, each.end) for each in plan.drill.breaks), sample="")


def _documents(plan: Plan, _: Any, __: Makes) -> Names:
    """The titles of the documents, by the names that plangen gives them and by those of the plan."""
    titles = plan.dossier.titles()
    chinese = {title: key for named in (DOCUMENTS, titles) for key, title in named.items()}
    values = {
        key: title if key in titles and has_matter(plan, key) else NotMade(title)
        for key, title in {**DOCUMENTS, **titles}.items()
    }
    return Names(title="文件", values=values, chinese=chinese)


def _posts_alone(plan: Plan, _: Any, makes: Makes) -> Listing:
    return makes.many(Post, [each for each in plan.organisation.posts if each.department not in plan.departments])


def _appliances(plan: Plan, _: Any, makes: Makes) -> Listing:
    return makes.many(Item, [each for each in plan.resources.items if each.category in APPLIANCES])


def _other_items(plan: Plan, _: Any, makes: Makes) -> Listing:
    return makes.many(Item, [each for each in plan.resources.items if each.category not in APPLIANCES])


def _planned(plan: Plan, department: Department, _: Makes) -> str:
    return _counts(plan, department, None)


def _counts(plan: Plan, department: Department, session: DrillSession | None) -> str:
    """How many people the department sends, to a session or at all; an open number is shown as such."""
    groups = (each for each in groups_of(plan, department.id) if takes_part(each.sessions, session))
    return "、".join(amount(each.count, "人") for each in groups)


def _attending(plan: Plan, site: Site, _: Makes) -> Listing:
    named = [plan.party(key) for key in site.departments] + [plan.title("branch", key) for key in site.branches]
    return Listing(items=tuple(named), sample="")


def _at_their_posts(plan: Plan, staff: CentreStaff, _: Makes) -> str:
    return listed([in_role(plan, post) for post in staff.posts]) or clause(staff.people or "")


OF_PAPERS: Mapping[type, tuple[Computed, ...]] = {
    Plan: (
        Computed(
            english="organiser",
            chinese="演练组织者",
            meaning="演练协调人；没有写明的，是第一名导调人员的职务，没有导调人员的，是编制单位",
            make=_organiser,
        ),
        Computed(
            english="days",
            chinese="演练各日",
            meaning="演练的每一天：日期、标记、部门、分会场；分时段的，每个时段一项，日期带起止时间。部门只列有人参加的，分会场只列有导控人员的",
            make=_days,
        ),
        Computed(
            english="breaks",
            chinese="休息时间",
            meaning="各演练时段之间的休息，例如“2026年6月27日2:30至9:00”",
            make=_breaks,
            lists=str,
        ),
        Computed(
            english="documents",
            chinese="文件",
            meaning="各文件的名称；本计划没有的文件，作为条件不成立",
            make=_documents,
        ),
        Computed(
            english="are_few",
            chinese="人数不多",
            meaning=f"参演人员一张签到表写得下（{FEW}人以内、一天、没有导控人员）时为“是”",
            make=lambda plan, _, __: "是" if are_few(plan) else "",
        ),
        Computed(
            english="posts_outside_team",
            chinese="组外岗位",
            meaning="不属于应急小组的岗位",
            make=lambda plan, _, makes: makes.many(
                Post, [each for each in plan.organisation.posts if each.id not in plan.organisation.team.everybody]
            ),
            lists=Post,
        ),
        Computed(
            english="posts_alone",
            chinese="部门外岗位",
            meaning="不属于任何部门的岗位",
            make=_posts_alone,
            lists=Post,
        ),
        Computed(
            english="players_beside",
            chinese="其他参演人员",
            meaning="部门和岗位以外的参演人员：应急处置队伍、指挥中心和热线人员、外部人员，各写一次",
            make=lambda plan, _, __: Listing(items=tuple(dict.fromkeys(what for _, what in beside(plan))), sample=""),
            lists=str,
        ),
        Computed(
            english="appliances",
            chinese="设备和通讯器材",
            meaning="类别为设备、通讯的物资",
            make=_appliances,
            lists=Item,
        ),
        Computed(
            english="other_items",
            chinese="其他物资",
            meaning="类别不是设备、通讯的物资",
            make=_other_items,
            lists=Item,
        ),
    ),
    Department: (
        Computed(english="planned", chinese="计划参演人数", meaning="例如“4人”", make=_planned),
        Computed(
            english="site",
            chinese="参演地点",
            meaning="在分会场参演的，写分会场，带地址；其他写主会场；下属单位在几处的，写各处",
            make=lambda plan, each, _: listed([site_named(plan, key) for key in places_of(plan, each.id)], "、"),
        ),
        Computed(
            english="branches_apart",
            chinese="分处单位",
            meaning="在另外的会场参演的下属单位",
            make=lambda plan, each, makes: makes.many(Branch, branches_apart(plan, each)),
            lists=Branch,
        ),
        Computed(
            english="stays_together",
            chinese="部门在一处",
            meaning="有人在部门的地点参演时为“是”；全部在下属单位的会场的，没有",
            make=lambda plan, each, _: "是" if stays_together(plan, each) else "",
        ),
    ),
    Branch: (
        Computed(
            english="site",
            chinese="参演地点",
            meaning="下属单位参演的地点，带地址",
            make=lambda plan, each, _: site_named(plan, place_of_party(plan, each.head)),
        ),
    ),
    Site: (
        Computed(
            english="attending",
            chinese="参演单位",
            meaning="在这里参演的部门和下属单位",
            make=_attending,
            lists=str,
        ),
        Computed(
            english="named",
            chinese="全称",
            meaning="名称，有地址的带地址，例如“城东支行（人民路1号）”",
            make=lambda plan, each, _: site_named(plan, each.id),
        ),
    ),
    CentreStaff: (
        Computed(
            english="holders",
            chinese="任职者",
            meaning="岗位，带演练职务；没有岗位的写人员",
            make=_at_their_posts,
        ),
    ),
    Item: (
        Computed(
            english="amount",
            chinese="计划数量",
            meaning="数量和单位",
            make=lambda _, item, __: stock(item),
        ),
    ),
}
"""By what they are facts of."""
