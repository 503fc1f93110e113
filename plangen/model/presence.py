"""Where and when people are in the drill: at the main venue or another, in all of its sessions or in some."""

from collections.abc import Collection, Mapping, Sequence

from plangen.model.drill import MAIN, DrillSession, Participants, Site
from plangen.model.organisation import Branch, Department, Post
from plangen.model.plan import Plan, once
from plangen.model.script import DrillStaff
from plangen.model.values import Moment, Todo


@once
def sites(plan: Plan) -> Mapping[str, Site]:
    """The venues beside the main one, by id."""
    return {each.id: each for each in plan.drill.venues}


def place_of_party(plan: Plan, party: str) -> str:
    """The id of the place where a party takes part: that of its branch or department, else the main venue."""
    return _place_of_branch(plan, party) or place_of_department(plan, department_of(plan, party)) or MAIN


def places_of(plan: Plan, party: str) -> tuple[str, ...]:
    """The places where the people of a party take part, more than one for a department of branches; none for others."""
    department = plan.departments.get(department_of(plan, party) or "")
    if department is None:
        return ()
    if party != department.id:
        return (place_of_party(plan, party),)
    apart = [_branch_sites(plan)[each.id] for each in branches_apart(plan, department)]
    home = [place_of_department(plan, party) or MAIN] if stays_together(plan, department) else []
    return tuple(dict.fromkeys((*home, *apart)))


def branches_apart(plan: Plan, department: Department) -> tuple[Branch, ...]:
    """The branches of a department that take part at a venue of their own."""
    return tuple(each for each in department.branches if each.id in _branch_sites(plan))


def posts_together(plan: Plan, department: Department) -> tuple[Post, ...]:
    """The posts of a department that take part where the department does."""
    posts = (post for post in plan.organisation.posts if post.department == department.id)
    return tuple(post for post in posts if _place_of_branch(plan, post.id) is None)


def stays_together(plan: Plan, department: Department) -> bool:
    """Whether anybody takes part where the department does: nobody where all of it are branches elsewhere."""
    return not branches_apart(plan, department) or bool(posts_together(plan, department))


def _place_of_branch(plan: Plan, post: str) -> str | None:
    record = plan.posts.get(post)
    department = plan.departments.get(record.department or "") if record else None
    branch = department.branch_of(post) if department else None
    return _branch_sites(plan).get(branch.id) if branch else None


@once
def _branch_sites(plan: Plan) -> Mapping[str, str]:
    return {branch: each.id for each in reversed(plan.drill.venues) for branch in each.branches}


def department_of(plan: Plan, party: str) -> str | None:
    """The department that a party is or belongs to; None for one that belongs to none."""
    post = plan.posts.get(party)
    team = next((each for each in plan.organisation.response_teams if each.id == party), None)
    department = post.department if post else team.department if team else party
    return department if department in plan.departments else None


def place_of_department(plan: Plan, department: str | None) -> str | None:
    """The id of the place where a department takes part; None for no department."""
    at_site = next((each.id for each in plan.drill.venues if department in each.departments), MAIN)
    return at_site if department else None


def sessions_of(plan: Plan, shift: Collection[str]) -> tuple[DrillSession, ...]:
    """The sessions of a shift, by time; none where somebody takes part in all of them."""
    return tuple(each for each in plan.drill.sessions if each.id in shift)


def takes_part(shift: Collection[str], session: DrillSession | None) -> bool:
    """Whether somebody with this shift, none meaning all sessions, is there in a session; None is the whole drill."""
    return not shift or session is None or session.id in shift


def is_there(plan: Plan, shift: Collection[str], moment: Moment) -> bool:
    """Whether somebody with this shift is there at a moment; when his session ends he still is.

    Of a moment outside all sessions nobody is said to be absent.
    """
    running = [each for each in plan.drill.sessions if each.start <= moment <= each.end]
    return not running or any(takes_part(shift, each) for each in running)


def begins_within(plan: Plan, shift: Collection[str], moment: Moment) -> bool:
    """Whether what begins at a moment begins in a session of the shift."""
    running = [each for each in plan.drill.sessions if each.start <= moment < each.end]
    return not running or any(takes_part(shift, each) for each in running)


def arrival(plan: Plan, shift: Collection[str] = ()) -> Moment | Todo | None:
    """When somebody with this shift has to be there; before a later session as long as before the drill begins."""
    time = plan.drill.arrival.time if plan.drill.arrival else None
    sessions = sessions_of(plan, shift)
    if not isinstance(time, Moment) or not sessions:
        return time
    return Moment(max(0, sessions[0].start.minutes - time.until(plan.drill.start).minutes))


def groups_of(plan: Plan, department: str) -> Sequence[Participants]:
    """The participants whom a department sends."""
    return [each for each in plan.drill.participants if each.department == department]


def staff_at(plan: Plan, place: str, session: DrillSession | None) -> Sequence[DrillStaff]:
    """The drill staff that stays at a place, as far as it takes part in the session."""
    return [each for each in plan.script.staff if each.place == place and takes_part(each.sessions, session)]


def departments_in(plan: Plan, session: DrillSession | None) -> tuple[str, ...]:
    """The departments of which a post or a participant is there in a session, or of which nobody is known."""
    return tuple(key for key in plan.departments if _has_anybody(plan, key, session))


def _has_anybody(plan: Plan, department: str, session: DrillSession | None) -> bool:
    shifts = [each.sessions for each in groups_of(plan, department)]
    shifts += [post.sessions for post in plan.organisation.posts if post.department == department]
    return not shifts or any(takes_part(shift, session) for shift in shifts)
