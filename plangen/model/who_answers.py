"""Who can fill in what is still open: the department that a value belongs to, else whoever looks after its file."""

import re
from collections.abc import Callable, Mapping

from plangen.diagnostics import Words
from plangen.model.case import AnyCase
from plangen.model.communication import Contact
from plangen.model.facts import CLOCKS, EXTRA, answers_of, fact_names, responsible
from plangen.model.incident import ClockTime, Extra
from plangen.model.organisation import Post
from plangen.model.plan import Plan, once
from plangen.model.script import CONTROLLING
from plangen.model.spec import Record
from plangen.model.values import is_todo
from plangen.model.walk import Value

_OWNING = ("department", "keeper", "owner", "by")
"""The fields by which a record says whose it is; the first that names a party counts."""
_LEGAL = re.compile("法务|法律|法规|合规")
_INDEX = re.compile(r"\[[^]]*\]")
_FACTS = ".incident."
_DECLARED: Mapping[type[Record], str] = {Extra: EXTRA[0], ClockTime: CLOCKS[0]}
"""The groups of the facts that the plan declares itself, by what they are filled in with."""


def who_answers(plan: Plan, value: Value) -> Words:
    """Who can answer for an open value, as people call them."""
    return _named(plan, _party(plan, value)) or who_keeps(plan, value.place.path)


def who_keeps(plan: Plan, path: str) -> Words:
    """Who looks after the section that a path leads into."""
    return _KEEPERS.get(_section(path), _plan_owner)(plan)


def _party(plan: Plan, value: Value) -> str:
    """The id of the party that the value itself belongs to; nothing where nothing says it."""
    path = value.place.path
    section = _section(path)
    if section in {"scenarios", "incidents"} and (by := _of_case(plan, value)):
        return by
    if isinstance(value.record, Contact) and (by := _of_fact(plan, value.field.name)):
        return by
    named = (getattr(value.record, key, None) for key in _OWNING)
    own = next((str(each) for each in named if each and str(each) in _parties(plan)), "")
    return own or _of_item(plan, str(getattr(value.record, "item", "")))


def _of_case(plan: Plan, value: Value) -> str:
    """Who answers for a fact of an incident, else who leads the case."""
    path = value.place.path
    group = next((name for kind, name in _DECLARED.items() if isinstance(value.record, kind)), "")
    own = f"{group}.{getattr(value.record, 'name', '')}" if group else ""
    return _of_fact(plan, own or _INDEX.sub("", path.partition(_FACTS)[2])) or _leader(plan, path)


def _of_fact(plan: Plan, fact: str) -> str:
    """Who answers for a fact, by its path below the incident: leak.authority, hotline, extra.受影响业务."""
    group = fact.partition(".")[0] if "." in fact else ""
    is_grouped = group in _DECLARED.values() or group in fact_names()
    return responsible(fact if is_grouped else f"incident.{fact}", _answers(plan)) if fact else ""


def _leader(plan: Plan, path: str) -> str:
    """The department that leads the case a path begins with."""
    identity = path.partition("[")[2].partition("]")[0]
    case = next((each for each in _cases(plan) if each.id == identity), None)
    if case is None or "scenarios" in plan.missing:
        return ""
    followed = plan.scenario_of(case)
    return str(case.owner or (followed.owner if followed else None) or "")


def _of_item(plan: Plan, item: str) -> str:
    """The department that keeps an item."""
    items = {} if "resources" in plan.missing else plan.items
    return str(items[item].keeper or "") if item in items else ""


def _cases(plan: Plan) -> tuple[AnyCase, ...]:
    scenarios: tuple[AnyCase, ...] = () if "scenarios" in plan.missing else plan.scenarios
    return (*scenarios, *(() if "incidents" in plan.missing else plan.incidents))


@once
def _answers(plan: Plan) -> Mapping[str, str]:
    """Who answers for which facts, by their English paths; nobody where that could not be read."""
    return {} if "communication" in plan.missing else answers_of(plan)


def _parties(plan: Plan) -> Mapping[str, str]:
    """The titles of parties by id; none where they could not be read."""
    return {} if "organisation" in plan.missing else plan.parties


def _named(plan: Plan, party: str) -> Words | None:
    """A party as people call it: a department with its heads, a post as its department; None where it is none."""
    if party not in _parties(plan):
        return None
    post = plan.posts.get(party)
    department = plan.departments.get((post.department if post else party) or "")
    if department is None:
        return _as_it_is(plan.party(party))
    heads = [plan.posts[key] for key in department.chiefs or department.leading if key in plan.posts]
    if not heads:
        return _as_it_is(department.title)
    said = list(map(_held, heads))
    return Words(f"{department.title}（{'、'.join(said)}）", f"{department.title} ({', '.join(said)})")


def _held(post: Post) -> str:
    """A post with its holder, where that is known."""
    return f"{post.title} {post.holder}" if post.holder and not is_todo(post.holder) else post.title


def _as_it_is(title: str) -> Words:
    return Words(title, title)


def _section(path: str) -> str:
    return path.partition(".")[0].partition("[")[0]


def _plan_owner(plan: Plan) -> Words:
    """The department that keeps the plan."""
    owner = "" if "plan" in plan.missing else plan.identity.owner
    return _as_it_is(owner) if owner and not is_todo(owner) else Words("计划编制部门", "the keepers of the plan")


def _controller(plan: Plan) -> Words:
    """The coordinator of the drill, else the first of those who run it."""
    staff = () if "script" in plan.missing else plan.script.staff
    first = next((each.title for each in staff if each.kind == CONTROLLING), "")
    if not {"drill", "organisation", "script"}.intersection(plan.missing) and plan.drill.coordinator:
        first = plan.person(plan.drill.coordinator)
    return _as_it_is(first) if first else Words("演练导控组", "those who run the drill")


def _publisher(plan: Plan) -> Words:
    """Who is responsible for what is published."""
    post = None if "communication" in plan.missing else plan.communication.responsible_post
    return _named(plan, post or "") or _plan_owner(plan)


def _legal(plan: Plan) -> Words:
    """The department that is called after the law."""
    departments = () if "organisation" in plan.missing else plan.organisation.departments
    legal = next((each.id for each in departments if _LEGAL.search(each.title)), "")
    return _named(plan, legal) or Words("法律人员", "legal")


_KEEPERS: Mapping[str, Callable[[Plan], Words]] = {
    **dict.fromkeys(("drill", "script", "injects", "evaluation", "findings"), _controller),
    **dict.fromkeys(("legal_sets", "elements", "deadlines"), _legal),
    **dict.fromkeys(("communication", "approvals", "issued"), _publisher),
}
"""Who looks after the sections; those that are not named belong to whoever keeps the plan."""
